"""Proof of identity by a code that arrives by mail."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from desk.errors import SignInOff
from desk.ids import PersonId
from desk.notices.client import CodeAsked, EmailAsked, SignInFailed, Unmailed
from desk.notices.mail import CodeMail
from desk.notices.people import NumberAsked, NumberTaken
from desk.notices.staff import Trouble
from desk.ports import Work
from desk.rules.approvals import ASKED as STAFF_ASKED
from desk.rules.auth import AuthEvent, AuthWhat
from desk.rules.codes import (
    DIGITS,
    MOST_CODES_A_DAY,
    MOST_FOR_A_MAILBOX,
    MOST_FOR_ONE_ADDRESS,
    RESEND_AFTER,
    ToSeal,
    Verdict,
    cannot_be_tried,
    digits_of,
    judge,
    looks_like_email,
    mask,
    meant_as_code,
    meant_as_email,
    new_code,
    to_compare,
)
from desk.rules.content import Parts, has_file, text_of
from desk.rules.form import Draft, FormName
from desk.rules.form_told import carry_over
from desk.rules.people import Assurance, Client, Link, Proof, Role
from desk.rules.phones import ASKED, Number
from desk.usecases.approval_asked import give_words, show_approval
from desk.usecases.catching_up import catch_up, tell_who_is_there
from desk.usecases.code_cap import codes_are_sent
from desk.usecases.home import show_services, start
from desk.usecases.managers import tell_room
from desk.usecases.trusting import must_be_verified, of_the_panel
from desk.usecases.tying import link_between, tie
from desk.usecases.working_out import worked_out

DAY = timedelta(days=1)
MOST_LOOKED_AT: Final = 100
"""Of a client's newest events: more codes than a mailbox gets a day are not sent."""


async def begin_sign_in(work: Work, *, person: PersonId) -> None:
    """Ask for the address."""
    if not work.policy.signs_in:
        raise SignInOff
    draft = await work.drafts.begin(person, FormName.SIGN_IN, work.now)
    if work.policy.mail:
        work.outbox.say(_email_asked(work, draft))
    else:
        await ask_number(work, draft=draft)


async def ask_number(work: Work, *, draft: Draft) -> None:
    """By Telegram's own button, which counts for five minutes. Where that is no proof: the page as it is now."""
    if work.policy.phones is None:
        await change_email(work, person=draft.person, draft=draft)
        return
    asked = replace(draft, answers={ASKED: work.now.isoformat()}, rev=draft.rev + 1)
    await work.drafts.save(asked, work.now)
    work.outbox.say(NumberAsked(to=draft.person))


def _email_asked(
    work: Work, draft: Draft, *, not_an_address: bool = False, unmailed: Unmailed | None = None
) -> EmailAsked:
    return EmailAsked(
        to=draft.person,
        rev=draft.rev,
        not_an_address=not_an_address,
        unmailed=unmailed,
        phone=work.policy.phones is not None,
    )


def ask_again(work: Work, draft: Draft, *, wrong: bool = False, kept: bool = False) -> None:
    """Where the proof is now; `wrong` says that what was written is not what it asks for, `kept` that it is kept."""
    if "email" in draft.answers:
        email = mask(draft.answers["email"])
        work.outbox.say(CodeAsked(to=draft.person, rev=draft.rev, email=email, wrong=wrong and not kept, kept=kept))
    elif STAFF_ASKED in draft.answers:
        show_approval(work, draft, wrong=wrong)
    elif ASKED in draft.answers:
        work.outbox.say(NumberAsked(to=draft.person, wrong=wrong))
    else:
        work.outbox.say(replace(_email_asked(work, draft, not_an_address=wrong), kept=kept))


async def stay_in_proof(work: Work, *, draft: Draft) -> Draft:
    """The proof is the form that is in work, although another one was touched just now."""
    again = await work.drafts.begin(draft.person, FormName.SIGN_IN, work.now)
    again = replace(again, answers=draft.answers, rev=again.rev + 1)
    await work.drafts.save(again, work.now)
    return again


def is_for_proof(draft: Draft, parts: Parts) -> bool:
    """Whether it was meant as what the proof asks for. All else is a message, which must not be lost."""
    if STAFF_ASKED in draft.answers:
        return not has_file(parts) and bool(text_of(parts).strip())
    meant = meant_as_code if "email" in draft.answers else meant_as_email
    return not has_file(parts) and meant(text_of(parts))


async def change_email(work: Work, *, person: PersonId, draft: Draft) -> None:
    """Back from the code, or the phone number, to the address; where no mail is sent, to the start."""
    if not work.policy.mail:
        await work.drafts.drop(draft.id)
        await start(work, person=person)
        return
    draft = replace(draft, answers={}, rev=draft.rev + 1)
    await work.drafts.save(draft, work.now)
    work.outbox.say(_email_asked(work, draft))


async def sign_in_step(work: Work, *, person: PersonId, draft: Draft, text: str) -> None:
    """What was typed is the address, the code or who they are, whichever was asked for."""
    if "email" in draft.answers:
        await _try_code(work, person, draft, text)
    elif STAFF_ASKED in draft.answers:
        await give_words(work, draft, text)
    elif not work.policy.mail:
        ask_again(work, draft, wrong=True)
    else:
        await _give_email(work, person, draft, text)


async def _give_email(work: Work, person: PersonId, draft: Draft, text: str) -> None:
    if not looks_like_email(text):
        ask_again(work, draft, wrong=True)
        return
    if ASKED in draft.answers:
        work.outbox.say(NumberTaken(to=person, result=Number.DROPPED))
    email = text.strip().lower()
    asked = replace(draft, answers={"email": email}, rev=draft.rev + 1)
    await work.drafts.save(asked, work.now)
    await send_code(work, person=person, draft=asked)


async def send_code(work: Work, *, person: PersonId, draft: Draft) -> None:
    """Mail a code. The reply is the same whether a client has that address or not (security: no enumeration)."""
    email = draft.answers["email"]
    newest = await work.codes.newest_of(person)
    if newest is not None and work.now - newest.asked_at < RESEND_AFTER:
        work.outbox.say(CodeAsked(to=person, rev=draft.rev, email=mask(email), too_soon=True))
        return
    if not await codes_are_sent(work):
        await _fail(work, person, draft, Verdict.PAUSED)
        return
    since = work.now - DAY
    mine = await work.codes.asked_since(since, person=person, client=None)
    if mine >= MOST_CODES_A_DAY or await work.codes.asked_for(email, since, person=person) >= MOST_FOR_ONE_ADDRESS:
        await _note(work, AuthWhat.CODE_ASKED, person, None, "too_many")
        await _fail(work, person, draft, Verdict.TRIED_TOO_OFTEN)
        return
    client = next(iter(await of_the_panel(work, await work.clients.by_email(email))), None)
    sealed = worked_out(work, ToSeal(person, email))
    flooded = client is not None and await _too_many_for(work, person, client, mine)
    # What is not mailed is as good as a code for an unknown address: never right, however it is guessed.
    of = client.id if client is not None and not flooded else None
    await work.codes.add(new_code(person, of, email, sealed, work.now))
    await _note(work, AuthWhat.CODE_ASKED, person, client, "flooded" if flooded else "done")
    if client is not None and not flooded:
        who = await work.people.get(person)
        work.outbox.say(
            CodeMail(to=person, address=client.email, code=sealed.digits, asked_by=who.username if who else "")
        )
    work.outbox.say(CodeAsked(to=person, rev=draft.rev, email=mask(email)))


async def _note(work: Work, what: AuthWhat, person: PersonId, client: Client | None, result: str) -> None:
    known = client.id if client else None
    await work.auth_events.add(AuthEvent(work.now, what, person, person, known, Proof.MAIL, result))


async def code_not_mailed(work: Work, *, person: PersonId, address: str, why: Trouble) -> None:
    """The letter was refused for good: whoever is tied to its client already is told so, and writes another address.

    For anybody else all stays as it would be with an address that nobody has, the code too, and staff learn of it:
    else whoever tries addresses would know which of them are clients' (security 4). A code that was asked for meanwhile
    for another address stays good.
    """
    email = address.lower()
    clients = await work.clients.by_email(email)
    links = [await link_between(work, person, client.id) for client in clients]
    if not any(links):
        for client in clients[:1]:
            await _tell_staff_of_a_bounce(work, person, client, why)
        return
    newest = await work.codes.newest_of(person)
    if newest is not None and newest.email == email:
        await work.codes.void(person)
    draft = await work.drafts.of(person, FormName.SIGN_IN)
    if draft is None or draft.answers.get("email") != email:
        return
    emptied = replace(draft, answers={}, rev=draft.rev + 1)
    await work.drafts.save(emptied, work.now)
    unmailed = Unmailed.ADDRESS if why is Trouble.GONE else Unmailed.NO_MAIL
    work.outbox.say(_email_asked(work, emptied, unmailed=unmailed))


async def _tell_staff_of_a_bounce(work: Work, person: PersonId, client: Client, why: Trouble) -> None:
    """Once a day for a client, in the staff's group."""
    newest = await work.auth_events.of_client(client.id, MOST_LOOKED_AT)
    known = any(event.what is AuthWhat.CODE_BOUNCED and event.at > work.now - DAY for event in newest)
    await _note(work, AuthWhat.CODE_BOUNCED, person, client, why.value)
    if not known:
        await tell_room(work, "code_bounced", client=client.name, key=str(client.id), why=why.value)


async def _too_many_for(work: Work, person: PersonId, client: Client, mine: int) -> bool:
    """Others must not be able to flood a client's mailbox; the asker learns nothing of it.

    Whoever is tied to the client is not locked out by that: they prove it once more.
    """
    if await link_between(work, person, client.id) is not None:
        return False
    asked = await work.codes.asked_since(work.now - DAY, person=person, client=client.id)
    return asked - mine >= MOST_FOR_A_MAILBOX


async def _try_code(work: Work, person: PersonId, draft: Draft, text: str) -> None:
    code = await work.codes.newest_of(person)
    digits = digits_of(text)
    if code is None or code.email != draft.answers["email"]:
        await _fail(work, person, draft, Verdict.EXPIRED)
        return
    if len(digits) != DIGITS:
        work.outbox.say(CodeAsked(to=person, rev=draft.rev, email=mask(code.email), wrong=True))
        return
    same = cannot_be_tried(code, work.now) is None and worked_out(work, to_compare(code, digits))
    verdict, tried = judge(code, work.now, same=same)
    if tried != code:
        await work.codes.save(tried)
    clients = await of_the_panel(work, await work.clients.by_email(code.email)) if verdict is Verdict.RIGHT else []
    if code.client not in {client.id for client in clients}:
        clients = []
    await work.auth_events.add(
        AuthEvent(work.now, AuthWhat.CODE_TRIED, person, person, code.client, Proof.MAIL, verdict.value)
    )
    if verdict is Verdict.WRONG:
        work.outbox.say(CodeAsked(to=person, rev=draft.rev, email=mask(code.email), wrong=True))
    elif not clients:
        await _fail(work, person, draft, Verdict.EXPIRED if verdict is Verdict.RIGHT else verdict)
    else:
        await _link(work, person, draft, clients)


async def _link(work: Work, person: PersonId, draft: Draft, clients: list[Client]) -> None:
    new = set()
    for client in clients:
        await must_be_verified(work, client.id)
        if await tie(work, Link(person, client.id, Role.OWNER, Assurance.MEDIUM, proof=Proof.MAIL), by=person):
            new.add(client.id)
    await work.drafts.drop(draft.id)
    await bring_along(work, person)
    await show_services(work, person=person, signed_in=True)
    for client in clients:
        await catch_up(work, person, client.id)
        await tell_who_is_there(work, person, client, new=client.id in new)


async def bring_along(work: Work, person: PersonId) -> None:
    """What somebody wrote before we knew them is in their ticket form when they come to it."""
    written = await work.drafts.of(person, FormName.PROSPECT)
    if written is None:
        return
    await work.drafts.drop(written.id)
    if not (written.files or written.answers.get("description")):
        return
    ticket = await work.drafts.of(person, FormName.TICKET) or await work.drafts.begin(person, FormName.TICKET, work.now)
    await work.drafts.save(carry_over(written, ticket), work.now)


async def _fail(work: Work, person: PersonId, draft: Draft, why: Verdict) -> None:
    """The way back in is one tap."""
    await work.drafts.drop(draft.id)
    work.outbox.say(SignInFailed(to=person, why=why))
