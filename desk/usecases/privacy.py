"""What is kept of a person: shown, handed out, erased; in their own private chat. Source: security 41."""

from datetime import datetime, timedelta

from desk.ids import PersonId, TicketId
from desk.notices.privacy import (
    Erased,
    ErasePreview,
    ExportedAlready,
    ExportWanted,
    OfTheCompany,
    PrivacyShown,
)
from desk.notices.staff import CardChanged, Happened, What
from desk.notices.toasts import Toast
from desk.ports import Work
from desk.rules.events import Event, EventKind
from desk.rules.privacy import EXPORT_AGAIN, Fading
from desk.usecases.consent import is_of_the_company

AT_ONCE = 200


async def show_privacy(work: Work, *, person: PersonId) -> None:
    privacy, known = work.policy.privacy, await work.people.get(person)
    agreed = [one for one in await work.people.consents_of(person) if one.withdrawn_at is None]
    in_force = known is not None and known.consent and agreed
    work.outbox.say(
        PrivacyShown(
            to=person,
            url=privacy.url if privacy else "",
            agreed_at=agreed[-1].at if in_force else None,
            keeps=tuple((what, keep.days) for what, keep in sorted(work.policy.retention.items())),
        )
    )


async def export_mine(work: Work, *, person: PersonId) -> None:
    """Gathered when it is sent; once an hour."""
    mark = f"export {person}"
    last = await work.marks.get(mark)
    until = datetime.fromisoformat(last) + EXPORT_AGAIN if last else None
    if until is not None and until > work.now:
        work.outbox.say(ExportedAlready(to=person, until=until))
        return
    await work.marks.put(mark, work.now.isoformat())
    work.outbox.say(ExportWanted(to=person))


async def preview_erase(work: Work, *, person: PersonId) -> None:
    """What goes and what stays; nothing has happened yet."""
    if await is_of_the_company(work, person):
        work.outbox.say(OfTheCompany(to=person))
        return
    work.outbox.say(ErasePreview(to=person, found=await work.traces.count(person)))


async def erase_me(work: Work, *, person: PersonId) -> Toast:
    """*Erase*: who they are and what they wrote goes at once, and the tickets stay without it."""
    known = await work.people.get(person)
    if known is None or await is_of_the_company(work, person):
        return Toast.OUT_OF_DATE
    if (found := await work.traces.count(person)).open:
        work.outbox.say(ErasePreview(to=person, found=found))
        return Toast.CHANGED
    for ticket in await work.traces.erase(person, work.now):
        await _tell_staff(work, ticket)
    work.outbox.say(Erased(to=person, language=known.chosen or known.language))
    return Toast.DONE


async def _tell_staff(work: Work, number: TicketId) -> None:
    ticket = await work.tickets.get(number)
    if ticket is None:
        return
    work.events.add(Event(number, EventKind.ERASED, work.now))
    work.outbox.say(Happened(room=ticket.room, ticket=number, what=What.ERASED))
    work.outbox.say(CardChanged(room=ticket.room, ticket=number))


async def fading_now(work: Work) -> dict[Fading, tuple[timedelta, int]]:
    """What the next look would erase: (kept for, how much)."""
    kept = work.policy.retention
    return {what: (keep, await work.traces.fading(what, work.now - keep)) for what, keep in kept.items()}


async def fade(work: Work, *, what: Fading) -> int:
    """What is older than the company keeps it goes, a part at a time. How much did."""
    keep = work.policy.retention.get(what)
    return await work.traces.fade(what, work.now - keep, work.now, AT_ONCE) if keep else 0
