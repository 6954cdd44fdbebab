"""The staff's group changes while something is on its way: nothing is lost, nor done to a message of somebody else."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from simulator import Group
from simulator.faults import Kind, Rule
from tests.bot.running import RunningDesk, running_desk, settings_for
from tests.bot.test_a_plain_group import a_card
from tests.bot.test_approval import WORDS
from tests.bot.waiting import with_a_ticket

REPEAT = "возможно, это повтор"
PHOTO = frozenset({"sendPhoto"})
TEXT = frozenset({"sendMessage"})


async def photos(*chats: Any) -> int:
    found = [m for chat in chats for m in await chat.messages()]
    return sum(m.kind == "photo" and m.from_bot for m in found)


async def taken(desk: RunningDesk, rule: Rule) -> None:
    """The rule has broken its call, and what became of it is written down."""

    async def met() -> bool:
        return bool(rule.met)

    await desk.sim.until(met)
    await asyncio.sleep(0.3)


async def fills_up(desk: RunningDesk, group: Group, number: int) -> None:
    """Colleagues talk in the group until the number is the next."""
    while (await group.last()).message_id < number - 1:
        await desk.vera.writes("Кто идёт обедать?", chat=group)


async def with_content(desk: RunningDesk, tmp_path: Path) -> Group:
    """Edits of content have a group of their own."""
    content = desk.sim.group("Контент", members=[desk.boris, desk.vera])
    await desk.stop()
    desk.settings = settings_for(desk.sim, desk.room, tmp_path, desk.olga, STAFF_CHATS=f"content:{content.id}")
    await desk.start()
    return content


async def test_a_photo_whose_second_call_was_lost_is_not_taken_for_delivered(tmp_path: Path) -> None:
    async with running_desk(tmp_path) as desk:
        topic = await with_a_ticket(desk)
        desk.sim.faults.add(Rule(Kind.LOST_CALL, PHOTO, chat=desk.room.id))
        said = await desk.anna.sends_photo("ы" * 1020)
        await desk.anna.sees_reaction("👌", on=said)
        assert await photos(topic) == 1
        *_, head, photo, line = await topic.messages()
        assert (photo.kind, REPEAT in line.text, line.reply_to) == ("photo", True, photo.message_id)
        assert "👤" in head.text


async def test_files_that_are_made_on_the_spot_are_sent_once_though_the_second_has_to_wait(
    tmp_path: Path,
) -> None:
    async with running_desk(tmp_path) as desk:
        document = frozenset({"sendDocument"})
        rule = desk.sim.faults.add(Rule(Kind.FLOOD, document, chat=desk.olga.id, nth=2, times=3, seconds=5))
        await desk.olga.writes("/start")
        await desk.olga.sees("служба поддержки")
        await desk.olga.writes("/export 2027-03")
        await taken(desk, rule)
        for _ in range(6):
            await desk.passes(seconds=7)
            await asyncio.sleep(0.2)
        files = [m.file.name for m in await desk.olga.chat.messages() if m.file and m.from_bot]
        assert len(files) == len(set(files)) == 2


async def test_an_answer_sent_again_has_its_photo(tmp_path: Path) -> None:
    async with running_desk(tmp_path) as desk:
        topic = await with_a_ticket(desk)
        desk.sim.faults.add(Rule(Kind.LOST_CALL, PHOTO, chat=desk.anna.id))
        said = await desk.boris.sends_photo("ы" * 1010, topic=topic)
        await desk.boris.presses("Отправить ещё раз", on=await desk.boris.sees("Не подтверждено", topic=topic))
        await desk.boris.sees_reaction("👌", on=said)
        assert await photos(desk.anna.chat) == 1


async def test_a_photo_of_which_the_head_went_before_the_upgrade(tmp_path: Path) -> None:
    async with running_desk(tmp_path, forum=False) as desk:
        await a_card(desk)
        rule = desk.sim.faults.add(Rule(Kind.FLOOD, PHOTO, chat=desk.room.id, seconds=20))
        said = await desk.anna.sends_photo("ы" * 1005)
        await taken(desk, rule)
        new = await desk.room.upgrade(forum=True)
        await new.topic("№1")
        await desk.passes(seconds=25)
        await desk.anna.sees_reaction("👌", on=said)
        assert await photos(desk.room, new) == 1


async def test_a_long_text_cut_elsewhere_after_the_upgrade(tmp_path: Path) -> None:
    async with running_desk(tmp_path, forum=False) as desk:
        await a_card(desk)
        text = "а" * 2098 + "\n\n" + ("Не удаляйте базу! " * 200)[:1974] + "\n\nСпасибо"
        rule = desk.sim.faults.add(Rule(Kind.FLOOD, TEXT, chat=desk.room.id, nth=2, seconds=20))
        said = await desk.anna.writes(text)
        await taken(desk, rule)
        new = await desk.room.upgrade(forum=True)
        await new.topic("№1")
        await desk.passes(seconds=25)
        await desk.anna.sees_reaction("👌", on=said)
        everything = "\n".join(m.text for m in [*await desk.room.messages(), *await new.messages()] if m.from_bot)
        assert "Не удаляйте базу!" in everything
        assert REPEAT in everything


async def test_topics_on_again_between_the_head_and_the_photo(tmp_path: Path) -> None:
    async with running_desk(tmp_path) as desk:
        await with_a_ticket(desk)
        await desk.room.set(forum=False)
        await desk.anna.writes("Раз")
        await desk.boris.sees("Раз", chat=desk.room)
        for _ in range(3):
            await desk.passes(seconds=60)
        await asyncio.sleep(0.3)
        rule = desk.sim.faults.add(Rule(Kind.FLOOD, PHOTO, chat=desk.room.id, seconds=120))
        said = await desk.anna.sends_photo("ы" * 1005)
        await taken(desk, rule)
        await desk.room.set(forum=True)
        for _ in range(10):
            await desk.passes(seconds=40)
            await asyncio.sleep(0.1)
        await desk.anna.sees_reaction("👌", on=said)
        assert await photos(desk.room) == 1


async def test_what_was_half_said_is_said_whole_in_another_group(tmp_path: Path) -> None:
    async with running_desk(tmp_path) as desk:
        content = await with_content(desk, tmp_path)
        topic = await with_a_ticket(desk)
        rule = desk.sim.faults.add(Rule(Kind.FLOOD, TEXT, chat=desk.room.id, nth=2, seconds=20))
        said = await desk.anna.writes("Не удаляйте базу! " + "а" * 3900 + " " + "б" * 3000)
        await taken(desk, rule)
        await desk.boris.writes("/category content", topic=topic)
        await content.topic("№1")
        await desk.passes(seconds=25)
        await desk.anna.sees_reaction("👌", on=said)
        await desk.passes(seconds=25)
        await desk.vera.sees("Не удаляйте базу!", chat=content, anywhere=True, timeout=5)


@pytest.mark.parametrize("forum", [False, True])
async def test_a_reply_written_in_the_basic_group_while_the_desk_was_down(tmp_path: Path, forum: bool) -> None:
    async with running_desk(tmp_path, forum=False) as desk:
        card = await a_card(desk)
        await desk.stop()
        await desk.boris.writes("Смотрим", chat=desk.room, reply_to=card)
        await desk.room.upgrade(forum=forum)
        await desk.start()
        await desk.anna.sees("Смотрим", timeout=5)


async def test_an_album_of_staff_that_is_gathered_while_the_group_is_upgraded(tmp_path: Path) -> None:
    async with running_desk(tmp_path, forum=False) as desk:
        card = await a_card(desk)
        await desk.boris.sends_album(["photo", "photo"], caption="Вот так", chat=desk.room, reply_to=card)
        await desk.room.upgrade(forum=False)
        await desk.anna.writes("Алло")
        await desk.anna.sees("Вот так", timeout=5)


async def test_an_edit_and_a_command_in_the_basic_group_while_the_desk_was_down(tmp_path: Path) -> None:
    async with running_desk(tmp_path, forum=False) as desk:
        card = await a_card(desk)
        said = await desk.boris.writes("Смотрм", chat=desk.room, reply_to=card)
        await desk.anna.sees("Смотрм")
        await desk.stop()
        await desk.boris.edits(said, "Смотрим")
        await desk.vera.writes("/solve", chat=desk.room, reply_to=card)
        await desk.room.upgrade(forum=False)
        await desk.start()
        await desk.anna.sees("Смотрим", timeout=5)
        await desk.anna.sees("решено", timeout=5)


async def test_an_unconfirmed_answer_can_be_settled_after_the_upgrade(tmp_path: Path) -> None:
    async with running_desk(tmp_path, forum=False) as desk:
        card = await a_card(desk)
        desk.sim.faults.add(Rule(Kind.LOST_CALL, TEXT, chat=desk.anna.id, words="Проверьте"))
        await desk.boris.writes("Проверьте", chat=desk.room, reply_to=card)
        await desk.boris.sees("Не подтверждено", chat=desk.room)
        new = await desk.room.upgrade(forum=False)
        await desk.boris.sees("№1 · Сайт не открывается", chat=new)
        await desk.passes(minutes=10)
        await desk.boris.sees(button="Отправить ещё раз", chat=new, anywhere=True, timeout=5)


async def test_an_unconfirmed_answer_can_be_settled_where_the_ticket_has_gone(tmp_path: Path) -> None:
    async with running_desk(tmp_path) as desk:
        content = await with_content(desk, tmp_path)
        topic = await with_a_ticket(desk)
        desk.sim.faults.add(Rule(Kind.LOST_CALL, TEXT, chat=desk.anna.id, words="Проверьте"))
        await desk.boris.writes("Проверьте", topic=topic)
        asked = await desk.boris.sees("Не подтверждено", topic=topic)
        await desk.boris.writes("/category content", topic=topic)
        there = await content.topic("№1")
        await desk.vera.sees("№1 · Сайт не открывается", topic=there)
        assert "Контент" in (await desk.boris.presses("Отправить ещё раз", on=asked)).text
        await desk.vera.sees(button="Отправить ещё раз", topic=there, anywhere=True, timeout=5)


async def test_an_unconfirmed_answer_can_be_settled_after_its_topic_was_deleted(tmp_path: Path) -> None:
    async with running_desk(tmp_path) as desk:
        topic = await with_a_ticket(desk)
        desk.sim.faults.add(Rule(Kind.LOST_CALL, TEXT, chat=desk.anna.id, words="Проверьте"))
        await desk.boris.writes("Проверьте", topic=topic)
        await desk.boris.sees("Не подтверждено", topic=topic)
        await desk.boris.deletes_topic(topic)
        await desk.anna.writes("Алло")
        await desk.boris.sees("Алло", chat=desk.room)
        fresh = await desk.room.topic("№1")
        await desk.boris.sees(button="Отправить ещё раз", topic=fresh, anywhere=True, timeout=5)


async def test_a_colleagues_message_is_not_deleted_in_place_of_a_question(tmp_path: Path) -> None:
    async with running_desk(tmp_path, forum=False) as desk:
        card = await a_card(desk)
        await desk.boris.presses("Ещё…", on=card)
        await desk.boris.presses("Отложить, почему…", on=card)
        question = await desk.boris.sees("Ответьте на это сообщение", chat=desk.room)
        rule = desk.sim.faults.add(Rule(Kind.FLOOD, frozenset({"deleteMessage"}), chat=desk.room.id, seconds=60))
        await desk.boris.writes("/cancel", chat=desk.room, reply_to=question)
        await taken(desk, rule)
        new = await desk.room.upgrade(forum=False)
        await desk.boris.sees("№1 · Сайт не открывается", chat=new)
        await fills_up(desk, new, question.message_id)
        other = await desk.vera.writes("Пароль от сервера знает Пётр", chat=new)
        assert other.message_id == question.message_id
        await desk.passes(seconds=70)
        await asyncio.sleep(1)
        assert not (await desk.vera.looks_at(other)).deleted


async def test_no_other_message_is_marked_as_delivered(tmp_path: Path) -> None:
    async with running_desk(tmp_path, forum=False) as desk:
        card = await a_card(desk)
        rule = desk.sim.faults.add(Rule(Kind.SLOW, TEXT, chat=desk.anna.id, words="Смотрим", seconds=5))
        said = await desk.boris.writes("Смотрим", chat=desk.room, reply_to=card)
        await taken(desk, rule)
        new = await desk.room.upgrade(forum=False)
        card = await desk.boris.sees("№1 · Сайт не открывается", chat=new)
        await fills_up(desk, new, said.message_id)
        other = await desk.vera.writes("Это не клиенту", chat=new)
        assert other.message_id == said.message_id
        await desk.passes(seconds=6)
        await asyncio.sleep(1)
        assert "👌" not in (await new.transcript())


async def test_a_clients_words_are_not_written_over(tmp_path: Path) -> None:
    async with running_desk(tmp_path, forum=False) as desk:
        card = await a_card(desk)
        await desk.boris.presses("Отказать", on=card)
        grounds = await desk.boris.sees(button="4.2", chat=desk.room)
        rule = desk.sim.faults.add(Rule(Kind.FLOOD, frozenset({"editMessageText"}), chat=desk.room.id, seconds=60))
        await desk.boris.presses("4.2", on=grounds)
        await taken(desk, rule)
        new = await desk.room.upgrade(forum=False)
        await desk.boris.sees("№1 · Сайт не открывается", chat=new)
        await desk.boris.sees("Группа стала", chat=new)
        await fills_up(desk, new, grounds.message_id)
        await desk.files(desk.anna, subject="Второе")
        other = await desk.boris.sees("№2 · Второе", chat=new)
        assert other.message_id == grounds.message_id
        await desk.passes(seconds=70)
        await asyncio.sleep(1)
        assert "№2 · Второе" in (await desk.boris.looks_at(other)).text


@pytest.mark.parametrize("slow", [True, False])
async def test_a_question_is_asked_again_after_the_upgrade(tmp_path: Path, slow: bool) -> None:
    async with running_desk(tmp_path, forum=False) as desk:
        card = await a_card(desk)
        if slow:
            desk.sim.faults.add(Rule(Kind.SLOW, TEXT, chat=desk.room.id, words="Ответьте на это", seconds=5))
        await desk.boris.presses("Ещё…", on=card)
        await desk.boris.presses("Отложить, почему…", on=card)
        await desk.boris.sees("Ответьте на это сообщение", chat=desk.room)
        new = await desk.room.upgrade(forum=False)
        await desk.passes(seconds=6)
        card = await desk.boris.sees("№1 · Сайт не открывается", chat=new)
        await desk.boris.presses("Ещё…", on=card)
        await desk.boris.presses("Отложить, почему…", on=card)
        await desk.boris.sees("Ответьте на это сообщение", chat=new, anywhere=True)


async def test_a_request_to_be_let_in_reaches_the_group_that_is_set(tmp_path: Path) -> None:
    async with running_desk(tmp_path) as desk:
        await desk.room.set_bot("kicked")
        await desk.olga.sees("Бота больше нет")
        await desk.stepan.writes("/signin")
        await desk.stepan.presses("Войти без почты")
        await desk.stepan.sees("кто вы")
        await desk.stepan.writes(WORDS)
        await desk.stepan.sees("Сотрудники увидят вашу просьбу")
        await desk.stop()
        new = desk.sim.group("Новая", members=[desk.boris, desk.vera])
        desk.settings = settings_for(desk.sim, new, tmp_path, desk.olga)
        await desk.start()
        for _ in range(10):
            await desk.passes(seconds=70)
            await asyncio.sleep(0.1)
        assert [m for m in await new.messages() if "бухгалтер" in m.text]


async def test_the_new_group_has_the_commands(tmp_path: Path) -> None:
    async with running_desk(tmp_path, forum=False) as desk:
        await a_card(desk)
        new = await desk.room.upgrade(forum=False)
        await desk.boris.sees("№1 · Сайт не открывается", chat=new)
        await asyncio.sleep(0.5)
        assert any(str(new.id) in scope for scope, _ in desk.sim.world.commands)


async def test_a_new_category_is_told_in_the_group_that_has_the_ticket_now(tmp_path: Path) -> None:
    async with running_desk(tmp_path) as desk:
        content = await with_content(desk, tmp_path)
        topic = await with_a_ticket(desk)
        await desk.boris.writes("/category content нужна вёрстка", topic=topic)
        there = await content.topic("№1")
        assert "нужна вёрстка" in (await desk.vera.sees("теперь это", topic=there, anywhere=True)).text
        assert not [m for m in await desk.room.messages() if "теперь это" in m.text]


async def test_a_ticket_leaves_a_group_whose_topics_are_off(tmp_path: Path) -> None:
    """No fault of the line at all."""
    async with running_desk(tmp_path) as desk:
        content = await with_content(desk, tmp_path)
        await with_a_ticket(desk)
        await desk.room.set(forum=False)
        await desk.anna.writes("Есть новости?")
        await desk.passes(seconds=60)
        said = await desk.boris.sees("№1\nЕсть новости?", chat=desk.room)
        await desk.boris.writes("/category content", chat=desk.room, reply_to=said)
        await desk.vera.sees("№1 · Сайт", topic=await content.topic("№1"))
        await asyncio.sleep(1)
        assert len(desk.sim.world.messages[desk.room.id]) < 30


async def test_a_list_for_a_topic_where_topics_are_off_and_the_command_is_gone(tmp_path: Path) -> None:
    async with running_desk(tmp_path) as desk:
        topic = await with_a_ticket(desk)
        rule = desk.sim.faults.add(Rule(Kind.FLOOD, TEXT, chat=desk.room.id, seconds=20))
        said = await desk.boris.writes("/queue", topic=topic)
        await taken(desk, rule)
        await desk.room.set(forum=False)
        await desk.boris.deletes(said)
        await desk.passes(seconds=25)
        await asyncio.sleep(1)
        assert len(desk.sim.world.messages[desk.room.id]) < 30


async def test_a_former_group_that_was_upgraded_is_not_left(tmp_path: Path) -> None:
    async with running_desk(tmp_path, forum=False) as desk:
        await a_card(desk)
        await desk.stop()
        new = desk.sim.group("Новая", members=[desk.boris])
        desk.settings = settings_for(desk.sim, new, tmp_path, desk.olga)
        await desk.start()
        await desk.boris.sees("теперь ведут", chat=desk.room)
        upgraded = await desk.room.upgrade(forum=False)
        await asyncio.sleep(0.5)
        await upgraded.set_bot("kicked")
        await upgraded.set_bot("administrator")
        await asyncio.sleep(0.5)
        await desk.passes(seconds=70)
        await asyncio.sleep(1)
        assert not [m for m in await upgraded.messages() if m.from_bot]
