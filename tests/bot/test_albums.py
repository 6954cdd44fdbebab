"""Albums: what comes late, what is edited, what arrives in part; both ways."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from simulator import Message, Person, Topic
from simulator.faults import Kind, Rule
from simulator.world.updates import Update
from tests.bot.running import RunningDesk, running_desk
from tests.bot.test_budgets import a_ticket_under_limits
from tests.bot.waiting import arrives, copies, held_back, sooner_or_later, true_in_time, with_a_ticket

REPEAT = "возможно, это повтор"
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


# --- what an album is on the other side ------------------------------------------------------------

KINDS: dict[str, list[str]] = {
    "two pictures": ["photo"] * 2,
    "ten pictures": ["photo"] * 10,
    "pictures and films": ["photo", "video", "photo", "video"],
    "documents": ["document"] * 3,
    "music": ["audio"] * 2,
}
CAPTION = "🔥 Смотрите: важно, df -h"
ENTITIES = [{"type": "bold", "offset": 13, "length": 5}, {"type": "code", "offset": 20, "length": 5}]
MARKS = [("bold", "важно"), ("code", "df -h")]


def an_album(kinds: Sequence[str]) -> list[dict[str, Any]]:
    """The first with words and marks below it."""
    return [{"kind": kind} | ({} if number else _words()) for number, kind in enumerate(kinds)]


def _words() -> dict[str, Any]:
    return {"caption": CAPTION, "entities": ENTITIES}


def marked(message: Message) -> list[tuple[str, str]]:
    """Which words of a message have which mark."""
    units = message.text.encode("utf-16-le")
    return [
        (mark["type"], units[2 * mark["offset"] : 2 * (mark["offset"] + mark["length"])].decode("utf-16-le"))
        for mark in message.entities
    ]


async def album_in(place: Any, size: int, sim: Any) -> list[Message]:
    """The bot's newest album there, once it is whole."""

    async def there() -> bool:
        found = [message for message in await place.messages() if message.from_bot and message.media_group_id]
        return len([one for one in found if one.media_group_id == found[-1].media_group_id]) == size

    await sim.until(there)
    found = [message for message in await place.messages() if message.from_bot and message.media_group_id]
    return [one for one in found if one.media_group_id == found[-1].media_group_id]


@pytest.mark.parametrize("kinds", KINDS.values(), ids=KINDS)
async def test_an_album_of_a_client_is_the_same_album_for_staff(desk: RunningDesk, kinds: Sequence[str]) -> None:
    topic = await with_a_ticket(desk)
    sent = await desk.anna.sends_album(an_album(kinds))
    copy = await album_in(topic, len(kinds), desk.sim)
    assert [message.kind for message in copy] == list(kinds)
    assert [message.file for message in copy] == [message.file for message in sent]
    assert copy[0].text.startswith("👤 Анна Смирнова\n🔥 Смотрите: важно")
    assert marked(copy[0])[1:] == MARKS
    await desk.anna.sees_reaction("👌", on=sent[0])


@pytest.mark.parametrize("kinds", KINDS.values(), ids=KINDS)
async def test_an_album_of_staff_is_the_same_album_for_the_client(desk: RunningDesk, kinds: Sequence[str]) -> None:
    topic = await with_a_ticket(desk)
    sent = await desk.boris.sends_album(an_album(kinds), topic=topic)
    copy = await album_in(desk.anna.chat, len(kinds), desk.sim)
    assert [message.kind for message in copy] == list(kinds)
    assert [message.file for message in copy] == [message.file for message in sent]
    assert copy[0].text.startswith("Борис · обращение №1\n🔥 Смотрите: важно")
    assert marked(copy[0])[1:] == MARKS
    await desk.boris.sees_reaction("👌", on=sent[0])


async def test_albums_of_staff_count_by_their_items_in_a_private_chats_budget(tmp_path: Path) -> None:
    async with running_desk(tmp_path, limits=True, TELEGRAM_LIMITS="") as desk:
        topic = await a_ticket_under_limits(desk)
        for number in range(3):
            await desk.boris.sends_album(["photo"] * 10, caption=f"Альбом {number}", topic=topic)

        async def all_there() -> bool:
            return len(await files(desk.stepan.chat)) == 30

        await true_in_time(desk, all_there, seconds=1)
        refused = [call for call in desk.sim.ledger.refused() if call.method == "sendMediaGroup"]
        assert refused == []


# --- edits -----------------------------------------------------------------------------------------


async def test_a_clients_edit_of_a_caption_changes_it_for_staff_below_the_head(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    first, second = await desk.anna.sends_album(["photo", "photo"], caption="Два снмика")
    one, two = await album_in(topic, 2, desk.sim)
    await desk.anna.edits(first, "Два снимка")
    await desk.boris.sees("Два снимка", topic=topic)
    changed = await desk.boris.looks_at(one)
    assert changed.text == "👤 Анна Смирнова\nДва снимка"
    assert (changed.file, changed.media_group_id) == (one.file, one.media_group_id)
    await desk.anna.edits(second, "А это второй")
    await desk.boris.sees("А это второй", topic=topic)
    assert (await desk.boris.looks_at(two)).text == "А это второй"
    await desk.anna.edits(first, "")
    await desk.sim.until(lambda: _reads(desk.boris, one, "👤 Анна Смирнова"))


async def _reads(who: Person, message: Message, words: str) -> bool:
    return (await who.looks_at(message)).text == words


async def test_an_employees_edit_of_a_caption_changes_it_for_the_client(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    first, second = await desk.boris.sends_album(["document", "document"], caption="Два акат", topic=topic)
    one, two = await album_in(desk.anna.chat, 2, desk.sim)
    await desk.boris.edits(first, "Два акта")
    await desk.anna.sees("Два акта")
    assert (await desk.anna.looks_at(one)).text == "Борис · обращение №1\nДва акта"
    await desk.boris.edits(second, "А это второй")
    await desk.anna.sees("А это второй")
    assert (await desk.anna.looks_at(two)).text == "А это второй"


@pytest.mark.parametrize(("before", "after"), [("photo", "photo"), ("photo", "video"), ("document", "document")])
async def test_a_file_that_takes_the_place_of_another_in_an_album_does_so_on_the_other_side(
    desk: RunningDesk, before: str, after: str
) -> None:
    topic = await with_a_ticket(desk)
    hers = await desk.anna.sends_album([before] * 2, caption="От клиента")
    for_staff = await album_in(topic, 2, desk.sim)
    his = await desk.boris.sends_album([before] * 2, caption="От нас", topic=topic)
    for_her = await album_in(desk.anna.chat, 2, desk.sim)
    for who, sent, copy in ((desk.anna, hers, for_staff), (desk.boris, his, for_her)):
        for number in range(2):
            changed = await who.replaces(sent[number], after)
            await desk.sim.until(lambda: _holds(desk, copy[number], changed))  # noqa: B023
            now = await desk.boris.looks_at(copy[number])
            assert (now.kind, now.text, now.media_group_id) == (after, copy[number].text, copy[0].media_group_id)


async def _holds(desk: RunningDesk, copy: Message, original: Message) -> bool:
    return (await desk.boris.looks_at(copy)).file == original.file


@pytest.mark.parametrize("before", ["photo", "animation", "document"])
@pytest.mark.parametrize("after", ["photo", "animation"])
async def test_a_file_that_takes_the_place_of_a_lone_one_does_so_on_the_other_side(
    desk: RunningDesk, before: str, after: str
) -> None:
    topic = await with_a_ticket(desk)
    sent = await desk.anna.sends(before, caption="Что видно")
    copy = await desk.boris.sees("Что видно", topic=topic)
    changed = await desk.anna.replaces(sent, after)
    await desk.sim.until(lambda: _holds(desk, copy, changed))
    now = await desk.boris.looks_at(copy)
    assert (now.kind, now.text) == (after, copy.text)
    answer = await desk.boris.sends(before, caption="Что у нас", topic=topic)
    copy = await desk.anna.sees("Что у нас")
    changed = await desk.boris.replaces(answer, after)
    await desk.sim.until(lambda: _holds(desk, copy, changed))


# --- an album of which a part arrives --------------------------------------------------------------


async def test_a_clients_album_of_which_a_part_arrived_comes_again_whole_and_says_so(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    desk.sim.faults.add(Rule(Kind.PARTLY, chat=desk.room.id, parts=1))
    sent = await desk.anna.sends_album(["photo"] * 3, caption="Три снимка")
    await sooner_or_later(desk, lambda timeout: desk.boris.sees(REPEAT, topic=topic, timeout=timeout), seconds=1)
    found = await files(topic)
    assert len(found) == 4
    assert [message.file for message in found[1:]] == [message.file for message in sent]
    await desk.anna.sees_reaction("👌", on=sent[0])
    await desk.anna.edits(sent[0], "Три снимка экрана")
    await desk.boris.sees("Три снимка экрана", topic=topic)
    first = await desk.boris.looks_at(found[1])
    assert "Три снимка экрана" in first.text
    assert [message.message_id for message in await copies(topic, REPEAT)] == [first.message_id]


async def test_an_album_of_staff_of_which_a_part_arrived_is_asked_about_and_sent_again_whole(
    desk: RunningDesk,
) -> None:
    topic = await with_a_ticket(desk)
    desk.sim.faults.add(Rule(Kind.PARTLY, chat=desk.anna.id, parts=2))
    sent = await desk.boris.sends_album(["photo"] * 3, caption="Три снимка", topic=topic)
    asked = await desk.boris.sees("Не подтверждено", topic=topic)
    assert asked.reply_to == sent[0].message_id
    assert len(await files(desk.anna.chat)) == 2
    await desk.boris.presses("Отправить ещё раз", on=asked)
    await desk.anna.sees(REPEAT)
    await desk.boris.sees_reaction("👌", on=sent[0])
    assert [message.file for message in (await files(desk.anna.chat))[2:]] == [message.file for message in sent]


async def test_an_album_of_staff_of_which_a_part_arrived_and_that_is_said_to_be_there_is_left_alone(
    desk: RunningDesk,
) -> None:
    topic = await with_a_ticket(desk)
    desk.sim.faults.add(Rule(Kind.PARTLY, chat=desk.anna.id, parts=2))
    sent = await desk.boris.sends_album(["photo"] * 3, caption="Три снимка", topic=topic)
    asked = await desk.boris.sees("Не подтверждено", topic=topic)
    await desk.boris.presses("Дошло", on=asked)
    await desk.boris.sees_reaction("👌", on=sent[0])
    await desk.boris.edits(sent[2], "Вот этот")
    told = await desk.boris.sees("новым сообщением", topic=topic)
    assert told.reply_to == sent[2].message_id
    assert len(await files(desk.anna.chat)) == 2
