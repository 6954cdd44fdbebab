"""What is kept of a person: shown, handed out, erased; in their own private chat. Source: security 41."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from desk.ids import PersonId, TicketId
from desk.notices.privacy import (
    Erased,
    ErasePreview,
    ErasingOn,
    ExportedAlready,
    ExportWanted,
    OfTheCompany,
    PrivacyShown,
)
from desk.notices.staff import CardChanged, Happened, What
from desk.notices.toasts import Toast
from desk.ports import Work
from desk.rules.events import Event, EventKind
from desk.rules.privacy import EXPORT_AGAIN, Erasing, Fading
from desk.usecases.managers import is_of_the_company

AT_ONCE = 200
ERASED_AT_ONCE = 500
"""So much of what somebody wrote goes in one commit: others wait no longer than that for theirs."""
ERASING = "erasing"
"""The mark that holds of whom there is more to erase."""


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
    """*Erase*: who they are and what they wrote goes, and the tickets stay without it.

    Of much that was written a part goes at once, the rest by `erase_on`, until which they are told that it goes on.
    """
    known = await work.people.get(person)
    if known is None or await is_of_the_company(work, person):
        return Toast.OUT_OF_DATE
    if (found := await work.traces.count(person)).open:
        work.outbox.say(ErasePreview(to=person, found=found))
        return Toast.CHANGED
    await work.traces.erase(person, work.now)
    one = Erasing(person, work.now, known.chosen or known.language)
    if not await _erase_part(work, one):
        await _keep(work, [*(other for other in await erasing(work) if other.person != person), one])
        work.outbox.say(ErasingOn(to=person, language=one.language))
    return Toast.DONE


async def erasing(work: Work) -> list[Erasing]:
    """Of whom there is more to erase."""
    found = json.loads(await work.marks.get(ERASING) or "[]")
    return [Erasing(PersonId(person), datetime.fromisoformat(at), language) for person, at, language in found]


async def erase_on(work: Work, *, one: Erasing) -> bool:
    """A further part of what they wrote goes. Whether it was the last."""
    waiting = await erasing(work)
    if one not in waiting:
        return True
    over = await _erase_part(work, one)
    if over:
        await _keep(work, [other for other in waiting if other != one])
    return over


async def _keep(work: Work, waiting: Sequence[Erasing]) -> None:
    known = [(one.person, one.at.isoformat(), one.language) for one in waiting]
    await work.marks.put(ERASING, json.dumps(known) if known else "")


async def _erase_part(work: Work, one: Erasing) -> bool:
    wiped = await work.traces.erase_words(one.person, one.at, ERASED_AT_ONCE)
    for ticket in wiped.tickets:
        await _tell_staff(work, ticket)
    if wiped.over:
        work.outbox.say(Erased(to=one.person, language=one.language))
    return wiped.over


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
