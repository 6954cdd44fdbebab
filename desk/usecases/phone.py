"""Proof of identity by the number of the account. It says little, and so it opens little. Source: security 8."""

from datetime import datetime

from desk.ids import ClientId, PersonId
from desk.notices.people import NumberTaken
from desk.ports import Work
from desk.rules.auth import AuthEvent, AuthWhat
from desk.rules.content import Parts
from desk.rules.form import Draft, FormName
from desk.rules.passwords import Choice
from desk.rules.people import Assurance, Client, Link, Proof, Role
from desk.rules.phones import ASKED, Number, Phones, Shared, is_late, whose
from desk.usecases.access.leaving import in_front
from desk.usecases.arrivals import must_not_be_blocked
from desk.usecases.client_messages import client_writes
from desk.usecases.home import show_services
from desk.usecases.identity import bring_along, change_email
from desk.usecases.trusting import must_be_verified
from desk.usecases.tying import link_between, owners_of, tie


async def shares_contact(
    work: Work,
    *,
    person: PersonId,
    contact: Shared,
    parts: Parts,
    replied: int | None,
    written_at: datetime,
    choice: Choice | None = None,
) -> None:
    """A contact is the proof while it is asked for, and at any other time a message like all others.

    Raises NotVerified where the panel could not be asked, PasswordFound as `client_writes` does.
    """
    draft, phones = await _awaiting(work, person), work.policy.phones
    if draft is None or phones is None:
        await client_writes(work, person=person, parts=parts, replied=replied, written_at=written_at, choice=choice)
        return
    await must_not_be_blocked(work, person)
    verdict, client = await _judge(work, draft, contact, phones)
    if client is not None:
        await must_be_verified(work, client.id)
    known = client.id if client else None
    await work.auth_events.add(
        AuthEvent(work.now, AuthWhat.NUMBER_SHARED, person, person, known, Proof.PHONE, verdict.value)
    )
    work.outbox.say(NumberTaken(to=person, result=verdict))
    if client is None:
        await change_email(work, person=person, draft=draft)
    else:
        await _link(work, person, draft, client)


async def client_by_contact(work: Work, *, person: PersonId, contact: Shared) -> list[ClientId]:
    """Of whom the panel is asked before the contact is taken; nobody, where it cannot be a proof."""
    draft, phones = await _awaiting(work, person), work.policy.phones
    if draft is None or phones is None:
        return []
    _, client = await _judge(work, draft, contact, phones)
    return [client.id] if client else []


async def _awaiting(work: Work, person: PersonId) -> Draft | None:
    draft = await in_front(work, person)
    return draft if draft is not None and draft.form is FormName.SIGN_IN and ASKED in draft.answers else None


async def _judge(work: Work, draft: Draft, contact: Shared, phones: Phones) -> tuple[Number, Client | None]:
    if not contact.own:
        return Number.FOREIGN, None
    if is_late(draft, work.now):
        return Number.LATE, None
    number = phones.of_account(contact.number)
    if number is None:
        return Number.UNFIT, None
    client = whose(number, await work.clients.all(), phones)
    return (Number.DONE, client) if client else (Number.UNMATCHED, None)


async def _link(work: Work, person: PersonId, draft: Draft, client: Client) -> None:
    """As by staff's word: where somebody owns the client already, they act for it, and the owner is told."""
    if await link_between(work, person, client.id) is None:
        owner = not await owners_of(work, client.id)
        role = Role.OWNER if owner else Role.DELEGATE
        await tie(work, Link(person, client.id, role, Assurance.LOW, owner, Proof.PHONE), by=person)
    await work.drafts.drop(draft.id)
    await bring_along(work, person)
    await show_services(work, person=person, signed_in=True)
