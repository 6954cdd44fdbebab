"""What managers get: a day's figures, once, at its hour, on working days; complaints and praise at once."""

from datetime import date, datetime, time, timedelta

from desk.errors import ManagersOnly
from desk.ids import ChatId, PersonId, private_chat
from desk.notices.managers import Digest, FeedbackArrived
from desk.notices.staff import StaffHint
from desk.ports import Work
from desk.rules.articles import Use
from desk.rules.days import unpublished
from desk.rules.digest import Counts, Employee, Figures, by_age, middle
from desk.rules.events import EventKind
from desk.rules.groups import Wrong
from desk.usecases.membership import whereabouts

CATCH_UP = timedelta(hours=12)
"""A digest missed by less is sent late; missed by more it is left out. Source: T35."""

MOST_LISTED = 20


async def send_digest(work: Work) -> None:
    """Owe each manager the digest of a day whose hour has come, if there is anything to say."""
    for day in _due_days(work):
        claimed = [now for chat, now in (await managers_now(work)).items() if await _claim(work, day, chat, now)]
        if not claimed:
            continue
        figures = await figures_of(work, day)
        for chat in [] if figures.quiet and not work.policy.digest_quiet else claimed:
            work.outbox.say(Digest(to=chat, figures=figures), key=f"digest:{day}:{chat}")


async def managers_now(work: Work) -> dict[ChatId, ChatId]:
    """The chats of the settings, and where each of them is by now."""
    return {chat: (await whereabouts(work, chat)).id for chat in work.policy.managers}


async def is_of_the_company(work: Work, person: PersonId) -> bool:
    """Whether this is a manager, or somebody who is known to be in a staff group."""
    if private_chat(person) in (await managers_now(work)).values() or person in work.policy.on_duty:
        return True
    rooms = [(await whereabouts(work, room)).id for room in work.policy.all_rooms()]
    return any([await work.members.has(room, person) for room in rooms])


async def _claim(work: Work, day: date, chat: ChatId, now: ChatId) -> bool:
    """By the number in the settings, so that a group that moves gets no second digest; and by the one it is sent to."""
    return await work.digests.begin(day, chat) and (now == chat or await work.digests.begin(day, now))


async def tell_managers(work: Work, *, feedback: int) -> bool:
    """Owe it to every manager's chat that was not owed it before; whether there are any such chats."""
    managers = await managers_now(work)
    for chat, now in managers.items():
        work.outbox.say(FeedbackArrived(to=now, feedback=feedback), key=f"feedback:{feedback}:{chat}")
    return bool(managers)


async def tell_room(work: Work, what: str, **facts: str) -> None:
    """What somebody has to put right for the managers, in the staff's group: never what it was about."""
    room = await whereabouts(work, work.policy.room)
    work.outbox.say(StaffHint(to=room.id, what=what, facts=facts))


async def out_of_reach(work: Work, *, chat: ChatId) -> None:
    """Something for the managers did not arrive: the staff's group is told which chat, once until it works again."""
    if chat not in (await managers_now(work)).values():
        return
    known = await work.chats.get(chat)
    if known.wrong is not Wrong.OUT_OF_REACH:
        await work.chats.note(chat, wrong=Wrong.OUT_OF_REACH, told=known.told)
        await tell_room(work, "manager_out_of_reach", chat=str(chat))


async def reached(work: Work, chat: ChatId) -> None:
    """Something arrived there: the next time that it does not is news again."""
    known = await work.chats.get(chat)
    if known.wrong is Wrong.OUT_OF_REACH:
        await work.chats.note(chat, wrong=Wrong.NOTHING, told=known.told)


async def digest_now(work: Work, *, chat: ChatId) -> None:
    """A manager asks for today's figures so far; the evening's digest comes all the same."""
    if chat not in (await managers_now(work)).values():
        raise ManagersOnly
    today = work.policy.calendar.day_of(work.now)
    work.outbox.say(Digest(to=chat, figures=await figures_of(work, today), asked=True))


async def digest_to_all(work: Work) -> int:
    """The same for every manager's chat; how many there are."""
    chats = dict.fromkeys((await managers_now(work)).values())
    for chat in chats:
        await digest_now(work, chat=chat)
    return len(chats)


def _due_days(work: Work) -> list[date]:
    calendar = work.policy.calendar
    today = calendar.day_of(work.now)
    return [
        day
        for day in (today - timedelta(days=1), today)
        if calendar.is_working_day(day) and _moment(work, day) <= work.now < _moment(work, day) + CATCH_UP
    ]


def _moment(work: Work, day: date) -> datetime:
    return _at(work, day, work.policy.digest_at)


def _at(work: Work, day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=work.policy.calendar.zone)


async def figures_of(work: Work, day: date) -> Figures:
    """The figures of a day in the desk's zone, from midnight until now or until its end."""
    calendar = work.policy.calendar
    midnight = time(0)
    since, until = _at(work, day, midnight), _at(work, day + timedelta(days=1), midnight)
    before = calendar.previous_working_day(day)
    next_day = calendar.next_working_day(day)
    due = await work.tickets.due(_at(work, next_day + timedelta(days=1), midnight), 10 * MOST_LISTED)
    complaints, praise = await work.feedback.count(since, until)
    rated, together = await work.ratings.total(since, until)
    return Figures(
        day=day,
        today=await _counts(work, since, until),
        before=await _counts(work, _at(work, before, midnight), _at(work, before + timedelta(days=1), midnight)),
        before_day=before,
        ages=by_age(await work.tickets.filed_times_of_open(), work.now),
        overdue=tuple(item for item in due if item.react_by < work.now),
        due_next=tuple(item for item in due if item.react_by >= work.now),
        first_reaction=middle(await work.tickets.reaction_times(since, until)),
        employees=await _employees(work, since, until),
        complaints=complaints,
        praise=praise,
        rated=rated,
        rating=together / rated if rated else None,
        undelivered=await _undelivered(work, since, until),
        helped=sum(n for (_, use), n in (await work.articles.uses(since, until)).items() if use is Use.HELPED),
        breached=await work.events.tickets((EventKind.BREACHED,), since, until),
        unchanged=await work.secrets.unchanged(),
        missed=await work.outbox.lost(list((await managers_now(work)).values()), since, until),
        parked=await work.inbox.parked(since),
        unpublished=unpublished(day, work.policy.published),
    )


async def _employees(work: Work, since: datetime, until: datetime) -> tuple[Employee, ...]:
    kinds = (EventKind.ANSWERED, EventKind.SOLVED)
    counts = await work.events.by_employee(kinds, since, until)
    names = await work.people.names({person for person, _ in counts})
    people = sorted({person for person, _ in counts}, key=lambda person: names.get(person, ""))
    return tuple(
        Employee(names.get(person, "?"), *(counts.get((person, kind), 0) for kind in kinds)) for person in people
    )


async def _counts(work: Work, since: datetime, until: datetime) -> Counts:
    """By the history: a ticket that was opened again is still one that was solved that day."""
    happened = work.events.tickets
    return Counts(
        filed=await happened((EventKind.FILED,), since, until),
        solved=await happened((EventKind.SOLVED, EventKind.SOLVED_BY_CLIENT), since, until),
        inactive=await happened((EventKind.INACTIVE,), since, until),
        refused=await happened((EventKind.REFUSED,), since, until),
    )


async def _undelivered(work: Work, since: datetime, until: datetime) -> int:
    """How many tickets have something that did not arrive, or of which nobody knows."""
    return await work.events.tickets((EventKind.UNDELIVERED, EventKind.UNCONFIRMED), since, until)
