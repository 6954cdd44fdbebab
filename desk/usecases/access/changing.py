"""When the work is done the password is changed, and the client says so. Source: regulation 4.4."""

from collections.abc import Iterable
from dataclasses import replace

from desk.ids import PersonId, SecretId, TicketId
from desk.notices.toasts import Toast
from desk.notices.vault import Access, AccessTold, ChangePassword
from desk.ports import Work
from desk.rules.events import EventKind
from desk.rules.ticket import Ticket
from desk.rules.vault import Change, Secret, SecretState, end, told_to_change, unchanged
from desk.usecases.access.telling import giver_of, happened, name_of, news, tell_client, ticket_of
from desk.usecases.tickets import ticket_for

AT_ONCE = 200


async def access_over(work: Work, ticket: Ticket) -> None:
    """A ticket has ended: what nobody has seen is erased, and of the rest the client is told to change the password."""
    secrets = [await _put_away(work, ticket, secret) for secret in await work.secrets.of(ticket.id)]
    if seen := unchanged(secrets):
        remind_at = work.policy.calendar.add(work.now, work.policy.remind_password)
        for secret in seen:
            await work.secrets.save(told_to_change(secret, remind_at))
        happened(work, ticket, EventKind.PASSWORD_TOLD)
        await _tell(work, ticket, seen, again=False)


async def _put_away(work: Work, ticket: Ticket, secret: Secret) -> Secret:
    if secret.state not in {SecretState.ASKED, SecretState.GIVEN}:
        return secret
    ended = await work.secrets.save(end(secret, SecretState.WITHDRAWN))
    if secret.state is SecretState.GIVEN:
        happened(work, ticket, EventKind.ACCESS_WITHDRAWN)
        await news(work, ticket, ended, Access.WITHDRAWN)
        await tell_client(work, ticket, ended, Access.WITHDRAWN)
    return ended


async def _tell(work: Work, ticket: Ticket, secrets: Iterable[Secret], *, again: bool) -> None:
    """Each who passed something on, once."""
    who: dict[PersonId, list[str]] = {}
    for secret in secrets:
        names = who.setdefault(await giver_of(work, ticket, secret), [])
        names.append(await name_of(work, secret.asker))
    for to, names in who.items():
        by = ", ".join(dict.fromkeys(name for name in names if name))
        work.outbox.say(ChangePassword(to=to, ticket=ticket.id, subject=ticket.subject, by=by, again=again))


async def password_changed(work: Work, *, person: PersonId, number: TicketId) -> Toast:
    """The client's button. A second press changes nothing."""
    ticket = await ticket_for(work, person, number)
    todo = unchanged(await work.secrets.of(ticket.id))
    if not todo:
        return Toast.ALREADY
    for secret in todo:
        await work.secrets.save(replace(secret, change=Change.DONE, look_at=None))
    happened(work, ticket, EventKind.PASSWORD_CHANGED, person)
    work.outbox.say(AccessTold(to=person, ticket=ticket.id, what=Access.CHANGED))
    await news(work, ticket, todo[0], Access.CHANGED, who=person)
    return Toast.DONE


async def due_secrets(work: Work) -> list[SecretId]:
    return await work.secrets.due(work.now, AT_ONCE)


async def look_after(work: Work, *, secret: SecretId) -> None:
    """What nobody has seen for a day is erased; of a password that is not changed the client is reminded once."""
    found = await work.secrets.get(secret)
    if found is None or found.look_at is None or found.look_at > work.now:
        return
    ticket = await ticket_of(work, found)
    if found.state is SecretState.GIVEN:
        expired = await work.secrets.save(end(found, SecretState.EXPIRED))
        happened(work, ticket, EventKind.ACCESS_EXPIRED)
        await news(work, ticket, expired, Access.EXPIRED)
        await tell_client(work, ticket, expired, Access.EXPIRED)
    elif found.state is SecretState.SHOWING:
        # On its way: what becomes of that is known first.
        return
    elif ticket.is_open:
        # It was opened again: they are told anew when it ends.
        await work.secrets.save(replace(found, change=Change.NOT_YET, look_at=None))
    else:
        await _remind(work, ticket)


async def _remind(work: Work, ticket: Ticket) -> None:
    todo = [secret for secret in unchanged(await work.secrets.of(ticket.id)) if secret.change is Change.TOLD]
    for secret in todo:
        await work.secrets.save(replace(secret, change=Change.REMINDED, look_at=None))
    happened(work, ticket, EventKind.PASSWORD_REMINDED)
    await _tell(work, ticket, todo, again=True)
    await news(work, ticket, todo[0], Access.REMINDED)
