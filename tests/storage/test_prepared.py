"""A statement goes through SQLAlchemy once, and then to the driver as it is: nobody can tell the two apart."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import bindparam, delete, func, insert, select, text, update
from sqlalchemy.exc import InvalidRequestError, StatementError

from desk.errors import Conflict
from desk.rules.groups import Wrong
from storage.engine import Database
from storage.prepared import room_for
from storage.sql import Sql, upsert
from storage.tables import chats, events, marks, outbox
from storage.tables.queues import IS_UNFINISHED
from tests.builders import MONDAY, a_policy
from tests.fakes import FakeClock

TIMES = ("by SQLAlchemy", "prepared", "prepared before")


@asynccontextmanager
async def statements(database: Database) -> AsyncIterator[Sql]:
    async with database.begin(FakeClock(MONDAY), a_policy())() as work:
        yield work.marks._sql  # type: ignore[attr-defined]


async def test_lists_of_any_length_are_found_each_time(database: Database) -> None:
    question = select(marks.c.name).where(marks.c.name.in_(bindparam("names", expanding=True))).order_by(marks.c.name)
    async with statements(database) as sql:
        await sql.run(insert(marks), [{"name": name, "value": name.upper()} for name in "abc"])
        asked = [[], ["a"], ["a", "b", "x"], ["c"], [], ["b", "c"], ["x"]]
        found = [await sql.column(question, names=names) for names in asked]
    assert found == [[], ["a"], ["a", "b"], ["c"], [], ["b", "c"], []]


async def test_lists_of_ever_new_lengths_are_a_few_statements(database: Database) -> None:
    """And find what they are to find, and nothing twice, however much room the statement has."""
    one_of = select(marks.c.name).where(marks.c.name.in_(bindparam("names", expanding=True))).order_by(marks.c.name)
    none_of = select(marks.c.name).where(marks.c.name.not_in(bindparam("names", expanding=True))).order_by(marks.c.name)
    change = (
        update(marks)
        .where(marks.c.name.in_(bindparam("names", expanding=True)))
        .values(value=marks.c.value + bindparam("more"))
    )
    names = [f"{number:04}" for number in range(300)]
    async with statements(database) as sql:
        await sql.run(insert(marks), [{"name": name, "value": ""} for name in names])
        for length in range(301):
            assert await sql.column(one_of, names=names[:length]) == names[:length]
            assert await sql.column(none_of, names=names[:length]) == names[length:]
            assert await sql.changed(change, names=names[:length], more="x") == length
        kept = await sql.all(select(marks.c.name, marks.c.value).order_by(marks.c.name))
        assert [len(row["value"]) for row in kept] == [300 - number for number in range(300)]
        for statement in (one_of, none_of, change):
            (compiled,) = sql._statements._known[statement].values()
            assert compiled
            assert len(compiled._prepared) == 10


@given(st.integers(0, 40_000))
def test_there_is_room_for_a_list_of_any_length_and_the_database_takes_it(length: int) -> None:
    assert length <= room_for(length) <= max(length, 2 * length, 0)
    assert room_for(length) < 32_767 or room_for(length) == length
    assert room_for(room_for(length)) == room_for(length)


def test_thirty_thousand_lengths_are_forty_rooms() -> None:
    assert len({room_for(length) for length in range(31_745)}) == 42


async def test_what_the_statement_says_itself_is_said_each_time(database: Database) -> None:
    question = select(marks.c.value).where(marks.c.name.in_(["a", "c"])).order_by(marks.c.name).limit(1)
    async with statements(database) as sql:
        await sql.run(insert(marks), [{"name": name, "value": name.upper()} for name in "abc"])
        assert [await sql.column(question) for _ in TIMES] == [["A"]] * 3


async def test_values_come_out_as_the_desk_means_them_each_time(database: Database) -> None:
    keep = upsert(chats)
    keep = keep.on_conflict_do_update(index_elements=[chats.c.id], set_={"quiet_until": keep.excluded.quiet_until})
    question = select(chats).where(chats.c.quiet_until == bindparam("until"))
    there = datetime(2026, 3, 2, 15, 0, tzinfo=timezone(timedelta(hours=3)))
    async with statements(database) as sql:
        for number, _ in enumerate(TIMES, start=1):
            await sql.run(keep, {"id": number, "quiet_until": there})
            row = (await sql.all(question, until=there))[-1]
            assert row["quiet_until"] == there
            assert row["quiet_until"].tzinfo is UTC
            assert (row["title"], row["forum"], row["newest"], row["moved_to"]) == ("", False, 0, None)
            assert (row["wrong"], dict(row["told"])) == (Wrong.NOTHING, {})


async def test_a_moment_without_its_zone_is_refused_each_time(database: Database) -> None:
    question = select(chats.c.id).where(chats.c.quiet_until > bindparam("now"))
    async with statements(database) as sql:
        await sql.all(question, now=MONDAY)
        await sql.all(question, now=MONDAY)
        with pytest.raises(ValueError, match="zone"):
            await sql.all(question, now=MONDAY.replace(tzinfo=None))


async def test_how_many_rows_were_changed_is_counted_each_time(database: Database) -> None:
    change = update(marks).where(marks.c.name >= bindparam("first")).values(value=bindparam("new"))
    async with statements(database) as sql:
        await sql.run(insert(marks), [{"name": name, "value": ""} for name in "abc"])
        counted = [await sql.changed(change, first=first, new=first) for first in "abcd"]
        left = [await sql.changed(delete(marks).where(marks.c.name == bindparam("one")), one=one) for one in "ax"]
    assert (counted, left) == ([3, 2, 1, 0], [1, 0])


async def test_another_set_of_values_is_another_statement(database: Database) -> None:
    add = upsert(chats)
    async with statements(database) as sql:
        several: list[dict[str, object]] = [
            {"title": "a"},
            {"title": "b"},
            {"newest": 7},
            {"newest": 8},
            {"title": "c"},
        ]
        for number, values in enumerate(several):
            await sql.run(add, values | {"id": number})
        rows = await sql.all(select(chats.c.title, chats.c.newest).order_by(chats.c.id))
    assert [tuple(row.values()) for row in rows] == [("a", 0), ("b", 0), ("", 7), ("", 8), ("c", 0)]


async def test_several_rows_are_written_each_time_with_or_without_what_comes_back(database: Database) -> None:
    add, back = upsert(marks), upsert(marks).on_conflict_do_nothing().returning(marks.c.name)
    async with statements(database) as sql:
        for letters in ("ab", "cd", "e", "f"):
            await sql.run(add, [{"name": name, "value": ""} for name in letters])
        kept = [
            len((await sql.run(back, [{"name": name, "value": ""} for name in letters])).rows)
            for letters in ("ag", "hij", "b", "k", "kl")
        ]
        assert await sql.value(select(func.count()).select_from(marks)) == len("abcdefghijkl")
    assert kept == [1, 3, 0, 1, 1]


async def test_a_lost_race_is_a_conflict_each_time(database: Database) -> None:
    add = insert(marks)
    for _ in TIMES:
        async with statements(database) as sql:
            await sql.run(add, {"name": "a", "value": ""})
            with pytest.raises(Conflict):
                await sql.run(add, {"name": "a", "value": ""})


async def test_a_value_that_is_missing_is_told_each_time(database: Database) -> None:
    question = select(marks.c.value).where(marks.c.name == bindparam("name"))
    async with statements(database) as sql:
        for _ in TIMES:
            with pytest.raises((StatementError, InvalidRequestError)):
                await sql.all(question)


async def test_sums_and_means_are_numbers_each_time(database: Database) -> None:
    """PostgreSQL gives them another type than that of what they are made of."""
    question = select(func.sum(chats.c.newest), func.avg(chats.c.newest), func.count())
    async with statements(database) as sql:
        for number, _ in enumerate(TIMES, start=1):
            await sql.run(upsert(chats), {"id": number, "newest": 10})
            total, mean, count = await sql.row(question)
            assert (int(total), float(mean), count) == (10 * number, 10, number)


async def test_what_was_undone_is_gone_whoever_ran_it(database: Database) -> None:
    add = insert(marks)
    for _ in TIMES:
        async with statements(database) as sql:
            await sql.run(add, {"name": "a", "value": ""})
            await sql.run(select(events), {})
        async with statements(database) as sql:
            assert await sql.all(select(marks)) == []


async def test_conditions_in_plain_text_stay_in_the_statement(database: Database) -> None:
    question = select(func.count()).select_from(outbox).where(text(IS_UNFINISHED))
    async with statements(database) as sql:
        assert [await sql.value(question) for _ in TIMES] == [0, 0, 0]
