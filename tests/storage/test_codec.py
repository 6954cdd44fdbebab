"""The desk's values as JSON: every notice comes back as it was, and a broken one stops nobody."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from desk.ids import ChatId, MessageId, OutboxId, PersonId, TicketId
from desk.notices import AnyNotice
from desk.notices.client import HelpShown, Taken, Welcome
from desk.notices.staff import ClientMessage
from desk.ports import OwedState
from desk.rules.content import Parts
from storage.codec import ANSWERS, FILES, NOTICES, PARTS, Unreadable, chat_of, decode, encode
from storage.engine import Database
from tests.builders import ANNA, MONDAY, ROOM
from tests.storage.conftest import Keeper
from tests.storage.saving import saving

st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))
st.register_type_strategy(timedelta, st.timedeltas(timedelta(days=-999), timedelta(days=999)))


def any_of(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Every field is filled, those with a default too."""
    return st.builds(kind, **{part.name: ... for part in fields(kind)})


@pytest.mark.parametrize("kind", NOTICES.values(), ids=NOTICES)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(data=st.data())
def test_every_notice_comes_back_as_it_was(kind: type[AnyNotice], data: st.DataObject) -> None:
    notice = data.draw(any_of(kind))
    name, payload = encode(notice)
    assert name == kind.__name__
    assert decode(name, payload, chat_of(notice)) == notice


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(files=st.lists(st.from_type(Parts).filter(bool), max_size=3).map(tuple))
def test_messages_come_back_as_they_were(files: tuple[Parts, ...]) -> None:
    assert FILES.validate_json(FILES.dump_json(files)) == files
    for parts in files:
        assert PARTS.validate_json(PARTS.dump_json(parts)) == parts


@given(answers=st.dictionaries(st.text(), st.text()))
def test_answers_come_back_as_they_were(answers: dict[str, str]) -> None:
    assert ANSWERS.validate_json(ANSWERS.dump_json(answers)) == answers


def test_a_notice_is_read_in_the_chat_where_it_is_owed_now() -> None:
    name, payload = encode(ClientMessage(room=ROOM, ticket=TicketId(1), message=MessageId(5)))
    assert "-1001" not in payload
    assert decode(name, payload, ChatId(-7)) == ClientMessage(room=ChatId(-7), ticket=TicketId(1), message=MessageId(5))


@pytest.mark.parametrize(
    ("kind", "payload", "why"),
    [
        ("Vanished", "{}", "Vanished"),
        ("Welcome", "{}", "can_sign_in"),
        ("Welcome", '{"to": "secret", "can_sign_in": true}', "to: int_parsing"),
        ("Welcome", "{broken", "JSONDecodeError"),
        ("Welcome", "[]", "TypeError"),
        ("Welcome", None, "JSONDecodeError"),
    ],
)
def test_what_cannot_be_read_says_why_and_quotes_nothing(kind: str, payload: str | None, why: str) -> None:
    with pytest.raises(Unreadable, match=why) as raised:
        decode(kind, payload, ROOM)
    assert "secret" not in str(raised.value)


def test_facts_that_a_later_version_added_are_passed_over() -> None:
    assert decode("Welcome", '{"to": 1, "can_sign_in": true, "added": 5}', ROOM) == Welcome(
        to=PersonId(1), can_sign_in=True
    )


TAKEN = Taken(to=ANNA, ticket=TicketId(1), by="Boris")
HELP = HelpShown(to=ANNA, phone="", help_centre="", hours="")


async def break_row(database: Database, owed: int) -> None:
    async with database._writer.begin() as connection:
        await connection.execute(text("UPDATE outbox SET kind = 'Vanished' WHERE id = :owed"), {"owed": owed})


async def test_a_row_that_cannot_be_read_is_given_up_and_stops_nobody(
    sql: Keeper, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async with saving(sql.begin) as work:
        for notice in (TAKEN, TAKEN, TAKEN, HELP):
            work.outbox.say(notice)
    await break_row(database, 1)
    async with sql.look() as work:
        assert [owed.notice for owed in await work.outbox.heads(MONDAY, 10)] == [HELP]
    async with saving(sql.begin) as work:
        assert [owed.id for owed in await work.outbox.heads(MONDAY, 10)] == [2, 4]
        assert [owed.id for owed in await work.outbox.heads(MONDAY, 1)] == [2]
    assert "outbox row 1 is given up: no notice is called 'Vanished'" in caplog.text
    async with database._reader.connect() as connection:
        row = (await connection.execute(text("SELECT state, error FROM outbox WHERE id = 1"))).one()
    assert tuple(row) == (OwedState.UNDELIVERABLE, "no notice is called 'Vanished'")


async def test_a_row_that_was_being_sent_and_cannot_be_read_is_given_up(sql: Keeper, database: Database) -> None:
    async with saving(sql.begin) as work:
        work.outbox.say(TAKEN)
        work.outbox.say(HELP)
    async with saving(sql.begin) as work:
        await work.outbox.start([OutboxId(1), OutboxId(2)])
    await break_row(database, 1)
    async with saving(sql.begin) as work:
        assert [owed.id for owed in await work.outbox.left_sending()] == [2]
    async with sql.begin() as work:
        with pytest.raises(Unreadable, match="Vanished"):
            await work.outbox.get(OutboxId(1))
