"""The staff group is another one: upgraded, or replaced in the settings. Nothing is lost."""

from pathlib import Path

from simulator import Group
from simulator.faults import Kind, Rule
from tests.bot.running import RunningDesk, running_desk, settings_for
from tests.bot.waiting import copies, everything_is_sent, sooner_or_later, with_a_ticket


async def is_set_to(desk: RunningDesk, tmp_path: Path, new: Group) -> Group:
    """The operator puts another number into STAFF_CHAT_ID; gives the former group."""
    old, desk.room = desk.room, new
    desk.settings = settings_for(desk.sim, new, tmp_path, desk.olga)
    await desk.start()
    return old


def another(desk: RunningDesk) -> Group:
    return desk.sim.group("Новая поддержка", members=[desk.boris, desk.vera])


async def test_open_tickets_move_to_the_group_that_is_set_and_it_is_told(desk: RunningDesk, tmp_path: Path) -> None:
    topic = await with_a_ticket(desk)
    await desk.boris.writes("Смотрим", topic=topic)
    await desk.anna.sees("Смотрим")
    await desk.files(desk.anna, subject="Решённое")
    await desk.boris.writes("/solve", topic=await desk.room.topic("№2"))
    solved = await desk.anna.sees("решено")
    await everything_is_sent(desk, tmp_path)
    await desk.stop()
    old = await is_set_to(desk, tmp_path, another(desk))
    new = await desk.room.topic("№1")
    card = await desk.boris.sees("Сайт не открывается", topic=new)
    assert "Ответственный: Борис" in card.text
    await desk.boris.sees("теперь ведут в группе «Новая поддержка»", chat=old)
    told = await desk.olga.sees("вместо «Поддержка»")
    assert "Туда переехало 1 открытое обращение" in told.text
    await desk.anna.writes("Вы ещё там?")
    await desk.boris.sees("Вы ещё там?", topic=new)
    await desk.boris.writes("Да, здесь", topic=new)
    await desk.anna.sees("Да, здесь")
    await desk.anna.presses("Открыть снова", on=solved)
    await desk.boris.sees("Решённое", topic=await desk.room.topic("№2"))
    await desk.restart()
    await desk.restart()
    assert len(await copies(old, "теперь ведут")) == 1
    assert len(await copies(desk.olga.chat, "вместо «Поддержка»")) == 1
    assert [one.name[:2] for one in await desk.room.topics()] == ["№1", "№2"]


async def test_what_waited_for_a_group_that_is_gone_arrives_in_the_new_one_once(
    desk: RunningDesk, tmp_path: Path
) -> None:
    await with_a_ticket(desk)
    await desk.room.set_bot("kicked")
    await desk.olga.sees("Бота больше нет")
    await desk.anna.writes("Первое")
    await desk.anna.writes("Второе")
    await desk.sim.until_updates_are_taken()
    await desk.stop()
    await is_set_to(desk, tmp_path, another(desk))
    topic = await desk.room.topic("№1")
    await desk.boris.sees("Второе", topic=topic)
    relayed = [message.text.splitlines()[-1] for message in await topic.messages()]
    assert relayed[1:] == ["Первое", "Второе"]
    await desk.olga.sees("вместо «Поддержка»")


async def test_a_new_group_that_the_bot_cannot_see_keeps_everything_waiting_and_it_is_told(
    desk: RunningDesk, tmp_path: Path
) -> None:
    await with_a_ticket(desk)
    await desk.stop()
    new = another(desk)
    await new.set_bot("kicked")
    old = await is_set_to(desk, tmp_path, new)
    await desk.olga.sees("Бота больше нет в группе")
    await desk.anna.writes("Слышно?")
    await desk.sim.until_updates_are_taken()
    assert await copies(old, "Слышно?") == []
    await new.set_bot("administrator")
    topic = await new.topic("№1")
    await desk.boris.sees("Слышно?", topic=topic)
    await desk.boris.sees("теперь ведут в группе", chat=old)


async def test_an_upgraded_group_says_so_and_shows_its_open_tickets_anew(tmp_path: Path) -> None:
    async with running_desk(tmp_path, forum=False) as desk:
        await desk.signs_in(desk.anna, "anna@example.com")
        await desk.files(desk.anna)
        await desk.boris.sees("№1 · Сайт не открывается", chat=desk.room)
        new = await desk.room.upgrade(forum=False)
        await desk.boris.sees("Группа стала супергруппой", chat=new)
        card = await desk.boris.sees("№1 · Сайт не открывается", chat=new)
        await desk.boris.writes("Смотрим", chat=new, reply_to=card)
        await desk.anna.sees("Смотрим")
        await desk.passes(minutes=10)
        await desk.anna.writes("Жду")
        await sooner_or_later(desk, lambda timeout: desk.boris.sees("Жду", chat=new, timeout=timeout))
        assert len(await copies(new, "Группа стала супергруппой")) == 1


async def test_a_card_whose_answer_comes_after_the_group_was_upgraded_does_not_stand_for_the_new_one(
    tmp_path: Path,
) -> None:
    async with running_desk(tmp_path, forum=False) as desk:
        await desk.signs_in(desk.anna, "anna@example.com")
        desk.sim.faults.add(Rule(Kind.SLOW, frozenset({"sendMessage"}), chat=desk.room.id, seconds=5))
        await desk.files(desk.anna)
        await desk.boris.sees("№1 · Сайт не открывается", chat=desk.room)
        new = await desk.room.upgrade(forum=False)
        await desk.boris.sees("Группа стала супергруппой", chat=new)
        await desk.passes(seconds=6)
        card = await desk.boris.sees("№1 · Сайт не открывается", chat=new)
        await desk.boris.writes("Смотрим", chat=new, reply_to=card)
        await desk.anna.sees("Смотрим")


async def test_an_edit_of_words_whose_copy_is_in_the_former_group_is_told_to_the_client(tmp_path: Path) -> None:
    async with running_desk(tmp_path, forum=False) as desk:
        await desk.signs_in(desk.anna, "anna@example.com")
        await desk.files(desk.anna)
        said = await desk.anna.writes("Не рабтает")
        await desk.boris.sees("Не рабтает", chat=desk.room)
        new = await desk.room.upgrade(forum=False)
        await desk.boris.sees("№1 · Сайт не открывается", chat=new)
        await desk.anna.edits(said, "Не работает")
        told = await desk.anna.sees("сотрудники видят сообщение таким, каким оно было")
        assert told.reply_to == said.message_id


async def test_nobody_is_staff_in_a_group_that_was_replaced(desk: RunningDesk, tmp_path: Path) -> None:
    topic = await with_a_ticket(desk)
    await desk.stop()
    old = await is_set_to(desk, tmp_path, another(desk))
    await desk.boris.sees("теперь ведут в группе «Новая поддержка»", chat=old)
    written = [
        await desk.boris.writes("/find Сайт", chat=old),
        await desk.boris.writes("/solve", topic=topic),
        await desk.boris.writes("Мы всё починили", topic=topic),
    ]
    await desk.sim.until_updates_are_taken()
    await everything_is_sent(desk, tmp_path)
    assert not {message.reply_to for message in await old.messages()} & {one.message_id for one in written}
    await desk.anna.sees_nothing_of("починили", anywhere=True)
    await desk.anna.sees_nothing_of("решено", anywhere=True)
