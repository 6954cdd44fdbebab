"""Two at once: one wins, one is told, nothing is lost."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest

from desk.errors import Conflict
from desk.ids import DraftId, OutboxId, PersonId, TicketId
from desk.notices.client import Taken
from desk.office import Office
from desk.ports import Arrived, Begin, Work
from desk.rules.codes import Code
from desk.rules.form import FormName
from desk.rules.messages import Room
from desk.rules.periods import Ended
from desk.rules.ticket import Ticket
from tests.builders import ANNA, BORIS, MANAGERS, MONDAY, ROMASHKA, ROOM, VERA, a_period, a_ticket
from tests.storage.conftest import Keeper
from tests.storage.saving import file, saving

Attempt = Callable[[], Awaitable[object]]


async def outcomes(attempts: Sequence[Attempt]) -> list[object]:
    """What each gave, all running at once; lost races are 'conflict'."""

    async def run(attempt: Attempt) -> object:
        try:
            return await attempt()
        except Conflict:
            return "conflict"

    return list(await asyncio.gather(*(run(attempt) for attempt in attempts)))


@pytest.fixture
def begin(sql: Keeper) -> Begin:
    return sql.begin


@pytest.fixture
def office(sql: Keeper) -> Office:
    return Office(sql.begin, sql.look)


async def meet(seconds: float = 0.05) -> None:
    """Long enough for the other one to have read as well, where reading is possible at all."""
    await asyncio.sleep(seconds)


async def test_two_changes_of_a_ticket_do_not_overwrite_each_other(begin: Begin, ticket: Ticket) -> None:
    async def change(subject: str) -> str:
        async with saving(begin) as work:
            read = await work.tickets.get(ticket.id)
            assert read is not None
            await meet()
            await work.tickets.save(replace(read, subject=f"{read.subject}, {subject}"))
            return subject

    done = await outcomes([lambda: change("one"), lambda: change("two")])
    async with begin() as work:
        stored = await work.tickets.get(ticket.id)
    assert stored is not None
    kept = [word for word in ("one", "two") if word in stored.subject]
    assert sorted(kept) == sorted(str(word) for word in done if word != "conflict")
    assert stored.version == ticket.version + len(kept)


async def test_two_who_read_the_same_version_cannot_both_save(begin: Begin, ticket: Ticket) -> None:
    async def take(by: PersonId) -> PersonId:
        async with saving(begin) as work:
            await work.tickets.save(replace(ticket, assignee=by))
            await meet()
            return by

    done = await outcomes([lambda: take(BORIS), lambda: take(VERA)])
    assert done.count("conflict") == 1
    async with begin() as work:
        stored = await work.tickets.get(ticket.id)
        assert stored is not None
        assert stored.assignee in done


async def test_three_hundred_increments_by_six_are_three_hundred(office: Office, ticket: Ticket) -> None:
    async def increment(work: Work) -> None:
        read = await work.tickets.get(ticket.id)
        assert read is not None
        await work.tickets.save(replace(read, description=str(int(read.description) + 1)))

    async def begin_at_nothing(work: Work) -> None:
        await work.tickets.save(replace(ticket, description="0"))

    async def many() -> None:
        for _ in range(50):
            await keep_trying(office, increment)

    await office.run(begin_at_nothing)
    await asyncio.gather(*(many() for _ in range(6)))
    async with office._look() as work:
        stored = await work.tickets.get(ticket.id)
    assert stored is not None
    assert stored.description == "300"


async def keep_trying(office: Office, step: Callable[[Work], Awaitable[None]]) -> None:
    """Six who do nothing else can lose more often than the office tries."""
    while True:
        try:
            return await office.run(step)
        except Conflict:
            continue


async def test_a_period_ends_once_for_two_who_end_it(begin: Begin, ticket: Ticket) -> None:
    async with saving(begin) as work:
        period = await work.periods.begin(a_period(ticket=ticket.id))

    async def end(how: Ended) -> bool:
        async with saving(begin) as work:
            ended = await work.periods.end(period.id, how, MONDAY)
            await meet()
            return ended

    assert sorted(await asyncio.gather(end(Ended.ANSWERED), end(Ended.INACTIVE))) == [False, True]


async def test_a_ping_and_the_end_of_its_period_do_not_both_count(begin: Begin, ticket: Ticket) -> None:
    async with saving(begin) as work:
        period = await work.periods.begin(a_period(ticket=ticket.id))

    async def end() -> str:
        async with saving(begin) as work:
            assert await work.periods.end(period.id, Ended.ANSWERED, MONDAY)
            await meet()
            return "ended"

    async def ping() -> str:
        await asyncio.sleep(0.02)
        async with saving(begin) as work:
            await work.periods.save(replace(period, pings=1))
            return "pinged"

    assert await outcomes([end, ping]) == ["ended", "conflict"]


async def test_a_ticket_waits_once_for_two_who_begin_it(begin: Begin, ticket: Ticket) -> None:
    async def wait() -> str:
        async with saving(begin) as work:
            await work.periods.begin(a_period(ticket=ticket.id))
            await meet()
            return "begun"

    assert sorted(map(str, await outcomes([wait, wait]))) == ["begun", "conflict"]


async def test_a_double_press_files_one_ticket(begin: Begin, ticket: Ticket) -> None:
    async def press() -> TicketId:
        async with saving(begin) as work:
            filed = await work.tickets.file(a_ticket(draft=DraftId(7)))
            await meet()
            return filed.id

    done = await outcomes([press, press])
    assert done.count("conflict") == 1
    async with begin() as work:
        tickets = await work.tickets.of_person(ANNA, [ROMASHKA])
        [number] = [ticket.id for ticket in tickets if ticket.draft == DraftId(7)]
        assert number in done


async def test_an_answer_of_a_form_is_not_lost_to_another(begin: Begin) -> None:
    async with saving(begin) as work:
        draft = await work.drafts.begin(ANNA, FormName.TICKET, MONDAY)

    async def answer(name: str, steps: int) -> str:
        async with saving(begin) as work:
            read = await work.drafts.of(ANNA, FormName.TICKET)
            assert read is not None
            await meet()
            await work.drafts.save(replace(read, answers={**read.answers, name: "x"}, rev=read.rev + steps), work.now)
            return name

    assert await outcomes([lambda: answer("one", 1), lambda: answer("two", 2)]) == ["one", "two"]
    async with begin() as work:
        stored = await work.drafts.of(ANNA)
    assert stored is not None
    assert stored.answers == {"one": "x", "two": "x"}
    assert stored.rev == draft.rev + 3


async def test_two_first_drafts_are_one_draft(begin: Begin) -> None:
    async def press() -> DraftId:
        async with saving(begin) as work:
            draft = await work.drafts.begin(ANNA, FormName.TICKET, MONDAY)
            await meet()
            return draft.id

    done = await outcomes([press, press])
    async with begin() as work:
        stored = await work.drafts.of(ANNA)
    assert stored is not None
    assert stored.id in done


async def test_two_wrong_tries_at_once_are_two_tries(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.codes.add(Code(0, ANNA, None, "a@x.example", b"salt", b"digest", MONDAY))

    async def attempt() -> None:
        async with saving(begin) as work:
            code = await work.codes.newest_of(ANNA)
            assert code is not None
            await meet()
            await work.codes.save(replace(code, tries=code.tries + 1))

    await asyncio.gather(attempt(), attempt())
    async with begin() as work:
        code = await work.codes.newest_of(ANNA)
    assert code is not None
    assert code.tries == 2


async def test_sec_01_of_two_right_tries_at_once_one_counts(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.codes.add(Code(0, ANNA, None, "a@x.example", b"salt", b"digest", MONDAY))
    counted = []

    async def attempt() -> None:
        with suppress(Conflict):
            async with saving(begin) as work:
                code = await work.codes.newest_of(ANNA)
                assert code is not None
                await meet()
                if code.used_at is None:
                    await work.codes.save(replace(code, tries=code.tries + 1, used_at=MONDAY))
                    counted.append(code)

    await asyncio.gather(attempt(), attempt(), attempt())
    assert len(counted) == 1


async def test_a_topic_goes_to_one_of_two_tickets(begin: Begin, ticket: Ticket) -> None:
    other = await file(begin, draft=2)

    async def move_in(tenant: TicketId) -> TicketId:
        async with saving(begin) as work:
            await work.rooms.save(Room(tenant, ROOM, topic=5))
            await meet()
            return tenant

    done = await outcomes([lambda: move_in(ticket.id), lambda: move_in(other.id)])
    assert done.count("conflict") == 1


async def test_an_update_is_done_by_one_of_two_who_handle_it(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.inbox.add([Arrived(1, 1, "{}")], MONDAY)

    async def handle() -> int:
        async with saving(begin) as work:
            fresh = await work.inbox.done([1], MONDAY)
            await meet()
            return fresh

    assert sorted(await asyncio.gather(handle(), handle())) == [0, 1]


async def test_a_digest_is_claimed_by_one_of_two(begin: Begin) -> None:
    async def claim() -> bool:
        async with saving(begin) as work:
            claimed = await work.digests.begin(date(2026, 3, 2), MANAGERS)
            await meet()
            return claimed

    assert sorted(await asyncio.gather(claim(), claim())) == [False, True]


async def test_a_key_owes_once_for_two_who_say_it(begin: Begin) -> None:
    async def say(by: str) -> None:
        async with begin() as work:
            work.outbox.say(Taken(to=ANNA, ticket=TicketId(1), by=by), key="once")
            await meet()
            await work.commit()

    await asyncio.gather(say("Boris"), say("Vera"))
    async with begin() as work:
        assert len(await work.outbox.heads(MONDAY, 10)) == 1


async def test_a_notice_is_started_by_one_of_two_senders(begin: Begin) -> None:
    async with saving(begin) as work:
        work.outbox.say(Taken(to=ANNA, ticket=TicketId(1), by="Boris"))

    async def start() -> set[OutboxId]:
        async with saving(begin) as work:
            started = await work.outbox.start([OutboxId(1)])
            await meet()
            return started

    assert sorted(await asyncio.gather(start(), start()), key=len) == [set(), {1}]


async def test_a_cancelled_unit_of_work_leaves_nothing_and_holds_nobody(begin: Begin, ticket: Ticket) -> None:
    async def hang() -> None:
        async with begin() as work:
            await work.tickets.save(replace(ticket, subject="Never"))
            await asyncio.sleep(60)

    for wait in (0, 0.001, 0.003, 0.01, 0.05):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(wait):
                await hang()
    async with saving(begin) as work:
        assert await work.tickets.get(ticket.id) == ticket
        await work.tickets.save(replace(ticket, subject="Now"))


async def test_a_deadlock_is_a_lost_race(begin: Begin, ticket: Ticket) -> None:
    other = await file(begin, draft=2)

    async def change(first: Ticket, second: Ticket) -> str:
        async with saving(begin) as work:
            await work.tickets.save(replace(first, subject="x"))
            await meet()
            await work.tickets.save(replace(second, subject="x"))
            return "saved"

    done = await outcomes([lambda: change(ticket, other), lambda: change(other, ticket)])
    assert sorted(map(str, done)) == ["conflict", "saved"]
