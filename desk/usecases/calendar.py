"""Managers look at the company's days and change them, in their chat. Source: T6."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from desk.errors import BadDayChange, ManagersOnly, NoWorkingTimeLeft
from desk.ids import ChatId, PersonId, TicketId
from desk.notices.managers import CalendarShown, DayChanged, DayLine, DayProposed
from desk.notices.toasts import Toast
from desk.ports import Work
from desk.rules.calendar import Calendar, NoWorkingTime
from desk.rules.days import BadDay
from desk.rules.opening import BadChange, DayChange, Opening, parse_change, read_how
from desk.rules.policy import Policy
from desk.rules.recount import recounted
from desk.usecases.managers import managers_now, tell_room
from desk.usecases.recount import AT_ONCE, Moved, moved_of

MONTHS: Final = 2
"""This one and the next."""


async def day_changes(work: Work) -> list[DayChange]:
    """The newest of each day."""
    return await work.day_changes.newest()


async def ask_calendar(work: Work, *, chat: ChatId, by: PersonId, text: str) -> None:
    """`/calendar`: the days of two months; with a day and how it is worked: what that would change, with a button."""
    await _managers_only(work, chat)
    if text.strip():
        await _propose(work, chat, by, text)
        return
    opening, calendar = work.policy.opening, work.policy.calendar
    first = calendar.day_of(work.now).replace(day=1)
    months = []
    for _ in range(MONTHS):
        after = (first + timedelta(days=32)).replace(day=1)
        days = [first + timedelta(days=number) for number in range((after - first).days)]
        worked = sum(calendar.is_working_day(day) for day in days)
        months.append((first, worked, tuple(_unusual(opening, calendar, days))))
        first = after
    work.outbox.say(CalendarShown(to=chat, months=tuple(months)))


def _unusual(opening: Opening, calendar: Calendar, days: list[date]) -> Iterator[DayLine]:
    own, official = opening.own(), opening.official
    usual = Calendar(opening.zone, opening.hours, opening.weekdays)
    for day in days:
        if (day in own or day in official) and calendar.hours_on(day) != usual.hours_on(day):
            yield DayLine(day, hours_of(calendar, day), own=day in own)


def hours_of(calendar: Calendar, day: date) -> tuple[str, ...]:
    """As people read them; none: closed."""
    return tuple(
        f"{calendar.local(opens):%H:%M}–{calendar.local(closes):%H:%M}" for opens, closes in calendar.hours_on(day)
    )


async def _propose(work: Work, chat: ChatId, by: PersonId, text: str) -> None:
    policy = work.policy
    try:
        day, how = parse_change(text, policy.calendar.day_of(work.now))
    except BadChange as error:
        raise BadDayChange(str(error)) from None
    fresh = _changed(work, policy, _change(work, day, how, by))
    moved = await _would_move(work, fresh)
    work.outbox.say(
        DayProposed(
            to=chat,
            day=day,
            how=how,
            before=hours_of(policy.calendar, day),
            after=hours_of(fresh.calendar, day),
            later=moved.later,
            sooner=moved.sooner,
        )
    )


def _change(work: Work, day: date, how: str, by: PersonId) -> DayChange:
    return DayChange(day, how, work.policy.opening.said_in_file(day), by, work.now)


def _changed(work: Work, policy: Policy, change: DayChange) -> Policy:
    """The policy with that day. Raises NoWorkingTimeLeft."""
    fresh = policy.with_opening(policy.opening.with_changes([change]))
    try:
        fresh.calendar.next_open(work.now)
    except NoWorkingTime:
        raise NoWorkingTimeLeft from None
    return fresh


async def _would_move(work: Work, fresh: Policy) -> Moved:
    """Of how many open tickets the due time would move."""
    moved, after = Moved(), TicketId(0)
    while tickets := await work.tickets.open_after(after, AT_ONCE):
        for ticket in tickets:
            moved += moved_of(ticket, recounted(ticket, fresh, work.now))
        after = tickets[-1].id
    return moved


async def change_day(work: Work, *, chat: ChatId, by: PersonId, day: date, how: str) -> Toast:
    """The button under what would change. Managers and staff are told who changed what; it is kept, too."""
    await _managers_only(work, chat)
    policy = work.policy
    try:
        read_how(how)
    except BadDay:
        return Toast.OUT_OF_DATE
    if day < policy.calendar.day_of(work.now):
        return Toast.OUT_OF_DATE
    change = _change(work, day, how, by)
    fresh = _changed(work, policy, change)
    if fresh.opening.own() == policy.opening.own():
        return Toast.ALREADY
    await work.day_changes.add(change)
    before, after = hours_of(policy.calendar, day), hours_of(fresh.calendar, day)
    who = (await work.people.names([by])).get(by, "")
    for to in dict.fromkeys((await managers_now(work)).values()):
        work.outbox.say(DayChanged(to=to, day=day, before=before, after=after, who=who))
    await tell_room(work, "calendar_changed", day=str(day), hours=", ".join(after), who=who)
    return Toast.DONE


async def _managers_only(work: Work, chat: ChatId) -> None:
    if chat not in (await managers_now(work)).values():
        raise ManagersOnly
