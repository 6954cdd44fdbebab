"""Albums: what comes late, what is edited, what arrives in part; both ways."""

from typing import Any

import pytest

from simulator import Message, Person, Topic
from simulator.world.updates import Update
from tests.bot.running import RunningDesk
from tests.bot.waiting import arrives, held_back, with_a_ticket

NOTES = ("// Не для клиента", "/note Не для клиента")


async def files(place: Any, kind: str = "photo") -> list[Message]:
    """The bot's files of that kind in a chat or a topic."""
    return [message for message in await place.messages() if message.from_bot and message.kind == kind]


# --- an item that comes late -----------------------------------------------------------------------


async def begun(
    desk: RunningDesk, who: Person, caption: str, topic: Topic | None = None, late: str = ""
) -> tuple[Message, Message, Update]:
    """Two of three pictures have come; the third, with the words `late` below it, is still on its way."""
    items: list[dict[str, Any]] = [{"kind": "photo"}, {"kind": "photo"}, {"kind": "photo", "caption": late}]
    first, _, last = await who.sends_album(items, caption=caption, topic=topic or 0)
    return first, last, held_back(desk.sim)


@pytest.mark.parametrize("caption", NOTES)
async def test_a_late_item_of_a_note_stays_inside(desk: RunningDesk, caption: str) -> None:
    topic = await with_a_ticket(desk)
    first, last, late = await begun(desk, desk.boris, caption, topic)
    await desk.boris.sees_reaction("✍", on=first)
    arrives(desk.sim, late)
    await desk.boris.sees_reaction("✍", on=last)
    await desk.boris.writes("А это для клиента", topic=topic)
    await desk.anna.sees("А это для клиента")
    assert await files(desk.anna.chat) == []


async def test_a_late_item_of_a_note_stays_inside_also_after_a_restart(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    first, last, late = await begun(desk, desk.boris, NOTES[0], topic)
    await desk.boris.sees_reaction("✍", on=first)
    await desk.stop()
    arrives(desk.sim, late)
    await desk.start()
    await desk.boris.sees_reaction("✍", on=last)
    assert await files(desk.anna.chat) == []


async def test_a_late_item_of_what_stayed_inside_stays_inside_though_its_author_answers_by_now(
    desk: RunningDesk,
) -> None:
    topic = await with_a_ticket(desk)
    await desk.boris.writes("/take", topic=topic)
    await desk.boris.sees("Ответственный: Борис", topic=topic)
    first, last, late = await begun(desk, desk.vera, "Моя догадка", topic)
    await desk.vera.sees_reaction("✍", on=first)
    await desk.boris.writes("/release", topic=topic)
    await desk.boris.sees("Ответственный: пока никто", topic=topic)
    arrives(desk.sim, late)
    await desk.vera.sees_reaction("✍", on=last)
    assert await files(desk.anna.chat) == []


async def test_a_late_item_of_an_answer_follows_it(desk: RunningDesk) -> None:
    """Below the first of the album, also if its author would not be heard by the client any more."""
    topic = await with_a_ticket(desk)
    first, last, late = await begun(desk, desk.boris, "Три снимка", topic)
    await desk.boris.sees_reaction("👌", on=first)
    await desk.boris.writes("/release", topic=topic)
    await desk.vera.writes("/take", topic=topic)
    await desk.vera.sees("Ответственный: Вера", topic=topic)
    arrives(desk.sim, late)
    await desk.boris.sees_reaction("👌", on=last)
    one, two, three = await files(desk.anna.chat)
    assert (one.media_group_id, three.media_group_id) == (two.media_group_id, "")
    assert three.reply_to == one.message_id


async def test_a_late_note_below_an_answer_stays_inside_and_says_that_the_rest_has_gone(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    for caption in NOTES:
        before = len(await files(desk.anna.chat))
        first, last, late = await begun(desk, desk.boris, "", topic, late=caption)
        await desk.boris.sees_reaction("👌", on=first)
        arrives(desk.sim, late)
        told = await desk.boris.sees("уже ушло клиенту", topic=topic)
        assert told.reply_to == last.message_id
        await desk.boris.sees_reaction("✍", on=last)
        assert len(await files(desk.anna.chat)) == before + 2


async def test_a_late_item_of_a_clients_album_goes_where_the_rest_was_placed(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.files(desk.anna, subject="Второе обращение")
    await desk.room.topic("№2")
    first, last, late = await begun(desk, desk.anna, "Три снимка")
    await desk.anna.presses("№1")
    await desk.anna.sees_reaction("👌", on=first)
    arrives(desk.sim, late)
    await desk.anna.sees_reaction("👌", on=last)
    one, _, three = await files(topic)
    assert three.reply_to == one.message_id


async def test_a_late_item_of_a_clients_album_is_relayed_after_a_restart(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    first, last, late = await begun(desk, desk.anna, "Три снимка")
    await desk.anna.sees_reaction("👌", on=first)
    await desk.stop()
    arrives(desk.sim, late)
    await desk.start()
    await desk.anna.sees_reaction("👌", on=last)
    one, _, three = await files(topic)
    assert three.reply_to == one.message_id
