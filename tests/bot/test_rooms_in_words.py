"""Something is wrong with the staff's group: it is said who has to do what, once, and nothing of it is lost."""

from pathlib import Path

import pytest

from desk.ids import ChatId
from desk.usecases.managers import digest_to_all
from desk.usecases.membership import whereabouts
from simulator import Message, Person
from simulator.errors import ApiError, bad_request, forbidden
from tests.bot.running import RunningDesk, running_desk
from tests.bot.waiting import copies, sooner_or_later, true_in_time, with_a_ticket
from tests.faults.desks import refuses

WITHOUT_TOPICS = ["can_manage_chat", "can_delete_messages"]
WELL = "снова всё в порядке"


async def marked(desk: RunningDesk, wrong: str) -> bool:
    """Whether that is what the desk knows of the group."""
    return (await desk.app.office.look(whereabouts, chat=ChatId(desk.room.id))).wrong == wrong


async def told(person: Person, words: str) -> list[Message]:
    return await copies(person.chat, words)


def refused(desk: RunningDesk, words: str) -> int:
    return sum(words in call.outcome for call in desk.sim.ledger.refused())


# --- rights ----------------------------------------------------------------------------------------


async def test_without_the_right_to_manage_topics_new_tickets_wait_and_it_is_said_who_does_what(
    desk: RunningDesk,
) -> None:
    topic = await with_a_ticket(desk)
    await desk.room.set_bot("administrator", rights=WITHOUT_TOPICS)
    news = await desk.olga.sees("нет права «Управление темами»")
    assert "В группе «Поддержка»" in news.text
    assert "Они сохранены и ждут" in news.text
    assert "Администратору группы: дайте боту право" in news.text
    await desk.boris.sees("нет права «Управление темами»", chat=desk.room)
    await desk.files(desk.anna, subject="Второе обращение")
    await desk.sim.until(lambda: refused(desk, "not enough rights to create a topic"))
    await desk.boris.writes("Смотрим", topic=topic)
    await desk.anna.sees("Смотрим")
    await desk.restart()
    await desk.passes(minutes=2)
    await desk.sim.until(lambda: refused(desk, "not enough rights to create a topic") > 1)
    await desk.room.set_bot("administrator")
    await desk.olga.sees(f"{WELL}. Отправляю то, что ждало: 1 сообщение")
    await desk.boris.sees("Второе обращение", topic=await desk.room.topic("№2"))
    assert len(await told(desk.olga, "нет права")) == 1
    assert len(await copies(desk.room, "нет права")) == 1


async def test_a_bot_that_is_no_administrator_any_more_says_that_it_does_not_see_what_staff_write(
    desk: RunningDesk,
) -> None:
    topic = await with_a_ticket(desk)
    await desk.room.set_bot("member")
    for somebody, place in ((desk.olga, desk.olga.chat), (desk.boris, desk.room)):
        news = await somebody.sees("бот не администратор", chat=place)
        assert "нужно будет отправить ещё раз" in news.text
    await desk.anna.writes("Слышно?")
    await desk.boris.sees("Слышно?", topic=topic)
    await desk.room.set_bot("administrator")
    await desk.boris.sees(WELL, chat=desk.room)
    await desk.boris.writes("Слышно", topic=topic)
    await desk.anna.sees("Слышно")


async def test_a_bot_that_was_thrown_out_tells_the_managers_and_sends_all_at_once_when_it_is_back(
    desk: RunningDesk,
) -> None:
    topic = await with_a_ticket(desk)
    await desk.room.set_bot("kicked")
    news = await desk.olga.sees("Бота больше нет в группе «Поддержка»")
    assert "верните бота" in news.text
    await desk.anna.writes("Слышно?")
    await desk.anna.writes("Есть кто-нибудь?")
    await desk.restart()
    await desk.passes(minutes=3)
    await desk.anna.writes("/tickets")
    await desk.anna.sees("сначала открытые")
    assert not refused_sends(desk)
    await desk.room.set_bot("administrator")
    await desk.boris.sees("Есть кто-нибудь?", topic=topic)
    await desk.olga.sees(f"{WELL}. Отправляю то, что ждало: 2 сообщения")
    await desk.boris.sees(f"{WELL}. Отправляю то, что ждало: 2 сообщения", chat=desk.room, anywhere=True)
    relayed = [message.text for message in await topic.messages() if "?" in message.text]
    assert [text.splitlines()[-1] for text in relayed] == ["Слышно?", "Есть кто-нибудь?"]
    assert len(await told(desk.olga, "Бота больше нет")) == 1


def refused_sends(desk: RunningDesk) -> list[str]:
    """A group that the bot is not in is looked at, and not written to."""
    return [call.method for call in desk.sim.ledger.refused() if call.method.startswith("send")]


async def test_without_managers_the_group_hears_of_it_when_it_can(tmp_path: Path) -> None:
    async with running_desk(tmp_path, MANAGER_IDS="") as desk:
        topic = await with_a_ticket(desk)
        await desk.room.set_bot("kicked")
        await desk.anna.writes("Слышно?")
        await desk.sim.until(lambda: refused(desk, "kicked"))
        await desk.sim.until(lambda: marked(desk, "shut_out"))
        await desk.room.set_bot("administrator")
        await desk.boris.sees(WELL, chat=desk.room)
        await desk.boris.sees("Слышно?", topic=topic)


async def test_a_group_that_comes_and_goes_is_not_told_of_each_time(desk: RunningDesk) -> None:
    await with_a_ticket(desk)
    await desk.room.set_bot("kicked")
    await desk.olga.sees("Бота больше нет")
    await desk.room.set_bot("administrator")
    await desk.olga.sees(WELL)
    await desk.room.set_bot("kicked")
    await desk.sim.until(lambda: marked(desk, "shut_out"))
    await desk.passes(minutes=5)
    assert len(await told(desk.olga, "Бота больше нет")) == 1
    await desk.passes(minutes=6)
    await true_in_time(desk, lambda: _count(desk.olga, "Бота больше нет", 2), seconds=60)


async def _count(person: Person, words: str, want: int) -> bool:
    return len(await told(person, words)) == want


@pytest.mark.parametrize(
    ("error", "words", "do"),
    [
        (forbidden("the group chat was deleted"), "её удалили", "Открытые обращения переедут туда"),
        (bad_request("chat not found"), "Telegram не находит группу «Поддержка»", "проверьте, что бот есть в группе"),
    ],
)
async def test_a_group_that_is_not_there_is_found_out_by_looking(
    desk: RunningDesk, error: ApiError, words: str, do: str
) -> None:
    topic = await with_a_ticket(desk)
    fault = refuses(desk.sim, error, "getChat", times=2)
    await desk.passes(minutes=6)
    assert do in (await desk.olga.sees(words)).text
    await desk.anna.writes("Слышно?")
    await true_in_time(desk, lambda: len(fault.met) == 2, seconds=30)
    await sooner_or_later(desk, lambda timeout: desk.boris.sees("Слышно?", topic=topic, timeout=timeout), seconds=30)
    await desk.olga.sees(WELL)


async def test_what_telegram_refuses_for_no_visible_reason_is_told_with_its_words(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    fault = refuses(desk.sim, bad_request("CHAT_RESTRICTED"), "sendMessage", chat=desk.room.id, times=3)
    await desk.anna.writes("Слышно?")
    await desk.sim.until(lambda: fault.met)
    await sooner_or_later(desk, lambda timeout: desk.olga.sees("CHAT_RESTRICTED", timeout=timeout), seconds=20)
    await sooner_or_later(desk, lambda timeout: desk.boris.sees("Слышно?", topic=topic, timeout=timeout), seconds=20)
    await sooner_or_later(desk, lambda timeout: desk.olga.sees(WELL, timeout=timeout), seconds=30)
    assert len(await told(desk.olga, "не принимает сообщения бота")) == 1


# --- topics switched off ---------------------------------------------------------------------------


async def test_topics_that_are_switched_off_and_on_again_are_noticed_within_minutes(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.room.set(forum=False)
    await desk.passes(minutes=6)
    assert "включите темы в её настройках" in (await desk.olga.sees("выключены темы")).text
    await desk.boris.sees("выключены темы", chat=desk.room)
    await desk.files(desk.anna, subject="Второе обращение")
    await desk.boris.sees("№2 · Второе обращение", chat=desk.room)
    await desk.room.set(forum=True)
    await desk.passes(minutes=2)
    await desk.olga.sees(WELL)
    await desk.files(desk.anna, subject="Третье обращение")
    await desk.boris.sees("Третье обращение", topic=await desk.room.topic("№3"))
    await desk.boris.writes("Смотрим", topic=topic)
    await desk.anna.sees("Смотрим")
    assert {one.name[:2] for one in await desk.room.topics()} == {"№1", "№3"}


async def test_that_topics_are_on_again_is_noticed_by_the_next_answer_of_telegram(desk: RunningDesk) -> None:
    await with_a_ticket(desk)
    await desk.room.set(forum=False)
    await desk.anna.writes("Куда это попадёт?")
    await desk.olga.sees("выключены темы")
    await desk.room.set(forum=True)
    await desk.anna.writes("А это?")
    await desk.olga.sees(WELL)


# --- managers who cannot be reached ----------------------------------------------------------------


async def test_a_manager_who_blocked_the_bot_is_told_of_once_and_counted(desk: RunningDesk) -> None:
    await with_a_ticket(desk)
    await desk.olga.blocks_bot()
    await desk.app.office.run(digest_to_all)
    await desk.boris.sees("не доставлено в чат", chat=desk.room)
    await desk.app.office.run(digest_to_all)
    await desk.sim.until(lambda: refused(desk, "blocked by the user") == 2)
    await desk.olga.unblocks_bot()
    await desk.app.office.run(digest_to_all)
    await desk.olga.sees("Не дошло до руководства: 2")
    assert len(await copies(desk.room, "не доставлено в чат")) == 1
