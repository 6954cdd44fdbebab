"""Questions of the desk that employees answer in words."""

from datetime import timedelta
from typing import Any

from desk.ids import PromptId
from desk.ports import Begin
from desk.rules.prompts import Asked, Prompt
from desk.rules.ticket import Ticket
from tests.builders import BORIS, MANAGERS, MONDAY, ROOM, VERA
from tests.storage.saving import saving


def a_prompt(ticket: Ticket, **facts: Any) -> Prompt:
    usual: dict[str, Any] = {"chat": ROOM, "person": BORIS, "what": Asked.HOLD, "asked_at": MONDAY}
    return Prompt(**{"id": PromptId(0), "ticket": ticket.id, **usual, **facts})


async def test_one_is_found_by_its_number_and_where_it_stands(begin: Begin, ticket: Ticket) -> None:
    async with saving(begin) as work:
        asked = await work.prompts.add(a_prompt(ticket, args="1.6"))
        assert await work.prompts.at(ROOM, 5) is None
        await work.prompts.place(asked.id, ROOM, 4)
        await work.prompts.place(asked.id, ROOM, 5)
    async with begin() as work:
        found = await work.prompts.at(ROOM, 5)
        assert found == await work.prompts.get(asked.id)
        assert found
        assert (found.args, found.message, found.over_at) == ("1.6", 5, None)
        assert await work.prompts.at(ROOM, 4) is None
        assert await work.prompts.get(PromptId(99)) is None


async def test_it_ends_once_and_is_found_where_it_stands_after_that(begin: Begin, ticket: Ticket) -> None:
    async with saving(begin) as work:
        asked = await work.prompts.add(a_prompt(ticket))
        await work.prompts.place(asked.id, ROOM, 5)
        assert await work.prompts.end(asked.id, MONDAY)
        assert not await work.prompts.end(asked.id, MONDAY + timedelta(hours=1))
        found = await work.prompts.at(ROOM, 5)
        assert found
        assert found.over_at == MONDAY
        assert await work.prompts.open_of(BORIS, ROOM) == []


async def test_open_ones_are_listed_by_person_ticket_and_age(begin: Begin, ticket: Ticket) -> None:
    async with saving(begin) as work:
        first = await work.prompts.add(a_prompt(ticket))
        second = await work.prompts.add(a_prompt(ticket, what=Asked.NOTE, asked_at=MONDAY - timedelta(hours=1)))
        other = await work.prompts.add(a_prompt(ticket, person=VERA))
        assert await work.prompts.open_of(BORIS, ROOM) == [second, first]
        assert await work.prompts.open_about(ticket.id) == [other, second, first]
        assert await work.prompts.open_before(MONDAY, 5) == [second]
        assert await work.prompts.open_before(MONDAY + timedelta(hours=1), 2) == [second, first]


async def test_it_is_found_where_it_was_sent_at_last(begin: Begin, ticket: Ticket) -> None:
    async with saving(begin) as work:
        asked = await work.prompts.add(a_prompt(ticket))
        await work.prompts.place(asked.id, MANAGERS, None)
        assert [one.id for one in await work.prompts.open_of(BORIS, MANAGERS)] == [asked.id]
        await work.prompts.place(asked.id, MANAGERS, 5)
    async with begin() as work:
        assert await work.prompts.at(ROOM, 5) is None
        found = await work.prompts.at(MANAGERS, 5)
        assert found
        assert found.id == asked.id


async def test_open_ones_come_along_when_a_group_becomes_another_and_stand_nowhere_yet(
    begin: Begin, ticket: Ticket
) -> None:
    async with saving(begin) as work:
        asked = await work.prompts.add(a_prompt(ticket))
        over = await work.prompts.add(a_prompt(ticket))
        await work.prompts.place(asked.id, ROOM, 5)
        await work.prompts.place(over.id, ROOM, 6)
        await work.prompts.end(over.id, MONDAY)
        await work.chats.move(ROOM, MANAGERS)
    async with begin() as work:
        (moved,) = await work.prompts.open_of(BORIS, MANAGERS)
        assert (moved.id, moved.message) == (asked.id, None)
        assert await work.prompts.at(MANAGERS, 5) is None
        assert await work.prompts.at(ROOM, 6)
