"""From the outbox to Telegram: every way in which a call can end, and what people see of it."""

import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from simulator import Message, NotSeenError, Topic
from simulator.errors import ApiError, bad_request, forbidden
from tests.bot.running import RunningDesk, running_desk
from tests.faults.desks import calls_to, desk_on_a_bad_line, refuses
from tests.faults.proxy import BadLine, Break

REPEAT = "возможно, это повтор"
FLOOD = ApiError(429, "Too Many Requests: retry after 30", retry_after=30)


@pytest.fixture
async def bad_line(tmp_path: Path) -> AsyncIterator[tuple[RunningDesk, BadLine]]:
    async with desk_on_a_bad_line(tmp_path) as both:
        yield both


async def with_a_ticket(desk: RunningDesk) -> Topic:
    """Anna has filed №1; its card is in its topic."""
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    topic = await desk.room.topic("№1")
    await desk.boris.sees("Сайт не открывается", topic=topic)
    return topic


async def states(tmp_path: Path) -> Counter[str]:
    """How many rows of the outbox are in each state, as another program would read them."""
    with sqlite3.connect(tmp_path / "desk.db") as database:
        found = Counter(dict(database.execute("SELECT state, count(*) FROM outbox GROUP BY state").fetchall()))
    database.close()
    return found


async def everything_is_sent(desk: RunningDesk, tmp_path: Path) -> None:
    async def all_sent() -> bool:
        return set(await states(tmp_path)) == {"sent"}

    await true_in_time(desk, all_sent, seconds=1)


async def copies(chat: Any, words: str) -> list[Message]:
    """The bot's messages with these words in a chat or a topic."""
    return [message for message in await chat.messages() if message.from_bot and words in message.text]


async def sooner_or_later(desk: RunningDesk, look: Callable[..., Awaitable[Any]], seconds: float = 5) -> Any:
    """What comes once the budget or a back-off allows it: while nothing is there, time passes."""
    for _ in range(40):
        try:
            return await look(timeout=0.3)
        except NotSeenError:
            await desk.passes(seconds=seconds)
    return await look(timeout=1)


async def true_in_time(desk: RunningDesk, predicate: Callable[[], Any], seconds: float = 5) -> None:
    """The same for what becomes true."""
    await sooner_or_later(desk, lambda timeout: desk.sim.until(predicate, timeout=timeout), seconds)


# --- an order to wait ------------------------------------------------------------------------------


async def test_no_call_goes_to_a_chat_before_telegrams_wait_is_over_and_others_go_on(desk: RunningDesk) -> None:
    fault = refuses(desk.sim, FLOOD, "sendMessage", chat=desk.anna.id)
    await desk.anna.writes("/start")
    await desk.sim.until(lambda: fault.met)
    await desk.passes(seconds=20)
    await desk.anna.writes("/help")
    await desk.viktor.writes("/start")
    await desk.viktor.sees("Здравствуйте")
    assert len(calls_to(desk.sim, desk.anna.id)) == 1
    await desk.passes(seconds=11)
    await desk.anna.sees("Как это работает")
    refused, *later = calls_to(desk.sim, desk.anna.id)
    assert all((call.time - refused.time).total_seconds() >= 30 for call in later)


async def test_the_wait_holds_across_a_restart(desk: RunningDesk) -> None:
    fault = refuses(desk.sim, FLOOD, "sendMessage", chat=desk.anna.id)
    await desk.anna.writes("/start")
    await desk.sim.until(lambda: fault.met)
    await desk.restart()
    await desk.passes(seconds=20)
    await desk.viktor.writes("/start")
    await desk.viktor.sees("Здравствуйте")
    assert len(calls_to(desk.sim, desk.anna.id)) == 1
    await desk.passes(seconds=11)
    await desk.anna.sees("Здравствуйте")


async def test_a_wait_for_the_staffs_group_loses_nothing_and_stops_no_client(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    fault = refuses(desk.sim, FLOOD, "sendMessage", chat=desk.room.id)
    await desk.anna.writes("Первое")
    await desk.sim.until(lambda: fault.met)
    await desk.anna.writes("Второе")
    await desk.anna.writes("/tickets")
    await desk.anna.sees("сначала открытые")
    assert await copies(topic, "Второе") == []
    await desk.passes(seconds=31)
    await desk.boris.sees("Второе", topic=topic)
    assert [message.text for message in await copies(topic, "👤")] == [
        "👤 Анна Смирнова\nПервое",
        "👤 Анна Смирнова\nВторое",
    ]


async def test_the_wait_is_real_time_though_the_desks_clock_was_moved(tmp_path: Path) -> None:
    """CLOCK_OFFSET_FILE moves what the desk goes by, and not what Telegram counts on."""
    async with running_desk(tmp_path, CLOCK_MOVES_PACING="no") as desk:
        flood = ApiError(429, "Too Many Requests: retry after 2", retry_after=2)
        fault = refuses(desk.sim, flood, "sendMessage", chat=desk.anna.id)
        await desk.anna.writes("/start")
        await desk.sim.until(lambda: fault.met)
        await desk.anna.sees("Здравствуйте")
        refused, *later = calls_to(desk.sim, desk.anna.id)
        assert [(call.time - refused.time).total_seconds() >= 2 for call in later] == [True]


# --- budgets ---------------------------------------------------------------------------------------


async def test_a_whole_conversation_keeps_telegrams_limits(tmp_path: Path) -> None:
    async with running_desk(tmp_path, limits=True, TELEGRAM_LIMITS="") as desk:
        anna, boris = desk.anna, desk.boris
        await anna.writes("/start")
        await sooner_or_later(desk, lambda **more: anna.sees("Здравствуйте", **more))
        for number in range(8):
            await anna.writes(f"/help {number}")
            await anna.writes(f"/start {number}")
        await anna.writes("/language")
        await sooner_or_later(desk, lambda **more: anna.sees("На каком языке", **more))
        await boris.writes("/take", chat=desk.room)
        for number in range(30):
            await boris.writes(f"/solve {number}", chat=desk.room)
        await boris.writes("/wait", chat=desk.room)
        last = (await desk.room.messages())[-1]

        async def answered() -> bool:
            return any(message.reply_to == last.message_id for message in await desk.room.messages())

        await true_in_time(desk, answered)


async def a_ticket_under_limits(desk: RunningDesk) -> Topic:
    """№1 by a stranger's short form, without a hurry."""
    stepan = desk.stepan

    async def sees(words: str = "", **more: Any) -> None:
        await sooner_or_later(desk, lambda timeout: stepan.sees(words, timeout=timeout, **more))

    await stepan.writes("/start")
    await sees(button="Я ещё не клиент")
    await stepan.presses("Я ещё не клиент")
    await sees("Вы согласны?")
    await stepan.presses("Согласен")
    for question, words in (
        ("Как вас зовут", "Степан Степанов"),
        ("Как с вами связаться", "+7 916 000-00-00"),
        ("Какой у вас вопрос", "Сколько стоит хостинг?"),
    ):
        await sees(question)
        await stepan.writes(words)
    await sees("Добавьте фото")
    await stepan.presses("Без файлов")
    await sees("Всё верно?")
    await stepan.presses("Отправить")
    await sees("Номер вашего вопроса")
    topic = await desk.room.topic("№1")
    await sooner_or_later(desk, lambda timeout: desk.boris.sees("ещё не клиент", topic=topic, timeout=timeout))
    await desk.passes(minutes=2)
    return topic


async def arrive(desk: RunningDesk, topic: Topic, words: str, kind: str, count: int) -> None:
    """So many messages of that kind are in the topic, and these words among them."""

    async def there() -> bool:
        found = [message for message in await topic.messages() if message.kind == kind]
        return len(found) >= count and any(words in message.text for message in found)

    await true_in_time(desk, there)


async def test_an_album_waits_until_all_of_its_items_fit_into_the_groups_budget(tmp_path: Path) -> None:
    async with running_desk(tmp_path, limits=True, TELEGRAM_LIMITS="") as desk:
        topic = await a_ticket_under_limits(desk)
        for number in range(15):
            await desk.stepan.writes(f"слово {number}")
        await arrive(desk, topic, "слово 14", "text", 15)
        await desk.stepan.sends_album(["photo"] * 10, caption="Десять снимков")
        await arrive(desk, topic, "Десять снимков", "photo", 10)


async def test_a_call_counts_from_when_it_was_made_and_not_from_when_it_was_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the two lie the database and whatever else takes its time."""
    async with running_desk(tmp_path, TELEGRAM_LIMITS="group:2/60s,private:3/3s,all:30/1s") as desk:
        original, slow = __import__("bot.sender", fromlist=["dispatch"]).dispatch, ["the first one"]

        async def dispatch(work: Any, *, notice: Any) -> Any:
            if type(notice).__name__ == "StaffHint" and slow:
                slow.clear()
                await desk.passes(seconds=30)
            return await original(work, notice=notice)

        monkeypatch.setattr("bot.sender.dispatch", dispatch)
        for _ in range(3):
            await desk.boris.writes("/wait", chat=desk.room)

        def hints() -> list[Any]:
            return [call for call in calls_to(desk.sim, desk.room.id) if call.method == "sendMessage"]

        await true_in_time(desk, lambda: len(hints()) == 3)
        first, _, third = hints()
        assert (third.time - first.time).total_seconds() >= 60


async def test_a_restart_does_not_forget_how_much_an_album_weighed(tmp_path: Path) -> None:
    async with running_desk(tmp_path, limits=True, TELEGRAM_LIMITS="") as desk:
        topic = await a_ticket_under_limits(desk)
        await desk.stepan.sends_album(["photo"] * 10, caption="Десять снимков")
        await arrive(desk, topic, "Десять снимков", "photo", 10)
        await desk.restart()
        for number in range(15):
            await desk.stepan.writes(f"слово {number}")
        await arrive(desk, topic, "слово 14", "text", 15)


async def test_a_restart_under_a_moved_clock_does_not_wait_for_a_time_that_is_far_away(tmp_path: Path) -> None:
    """What was sent is remembered by the desk's clock, and the budget goes by the real one."""
    async with running_desk(tmp_path, CLOCK_MOVES_PACING="no", TELEGRAM_LIMITS="") as desk:
        for page in ("/start", "/help", "/language", "/start"):
            await desk.anna.writes(page)
            await desk.anna.sees()
        await desk.restart()
        await desk.anna.writes("/help")
        await desk.anna.sees("Как это работает")


# --- a reader who is away --------------------------------------------------------------------------


async def test_who_blocked_the_bot_is_reported_and_can_come_back(desk: RunningDesk, tmp_path: Path) -> None:
    topic = await with_a_ticket(desk)
    await desk.anna.blocks_bot()
    answer = await desk.boris.writes("Вы здесь?", topic=topic)
    told = await desk.boris.sees("клиент заблокировал бота", topic=topic)
    assert told.reply_to == answer.message_id
    await desk.anna.unblocks_bot()
    await desk.boris.writes("А теперь?", topic=topic)
    await desk.anna.sees("А теперь?")
    assert await copies(desk.anna.chat, "Вы здесь?") == []


async def test_an_account_that_is_gone_is_reported(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.anna.deletes_account()
    await desk.boris.writes("Вы здесь?", topic=topic)
    await desk.boris.sees("этого аккаунта Telegram больше нет", topic=topic)


async def test_what_telegram_does_not_pass_on_is_told_to_its_sender(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    refuses(desk.sim, bad_request("message can't be copied"), "copyMessage", times=100)
    contact = await desk.anna.sends_contact()
    await desk.anna.writes("Передал контакт")
    told = await sooner_or_later(desk, lambda timeout: desk.anna.sees("Telegram не дал передать", timeout=timeout))
    assert told.reply_to == contact.message_id
    await sooner_or_later(desk, lambda timeout: desk.boris.sees("Передал контакт", topic=topic, timeout=timeout))


async def test_an_error_that_nobody_knows_is_told_to_staff_after_a_few_tries(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    fault = refuses(desk.sim, bad_request("the <moon> is wrong"), "sendMessage", chat=desk.anna.id, times=100)
    answer = await desk.boris.writes("Посмотрите ещё раз", topic=topic)
    told = await sooner_or_later(
        desk, lambda timeout: desk.boris.sees("Telegram отказал", topic=topic, timeout=timeout)
    )
    assert "the <moon> is wrong" in told.text
    assert told.reply_to == answer.message_id
    assert 2 <= len(fault.met) <= 10


# --- an answer of staff with an unknown outcome ----------------------------------------------------


async def unconfirmed(desk: RunningDesk, line: BadLine, how: Break) -> tuple[Topic, Message, Message]:
    """Boris's answer went out, and nobody knows whether it arrived: (topic, answer, the question to staff)."""
    topic = await with_a_ticket(desk)
    line.breaks("sendMessage", how, about="Проверьте, пожалуйста")
    answer = await desk.boris.writes("Проверьте, пожалуйста", topic=topic)
    asked = await desk.boris.sees("Не подтверждено", topic=topic)
    return topic, answer, asked


@pytest.mark.parametrize("how", [Break.LOST_ANSWER, Break.LOST_CALL, Break.BAD_GATEWAY])
async def test_an_answer_with_an_unknown_outcome_is_not_repeated_but_asked_about(
    bad_line: tuple[RunningDesk, BadLine], how: Break
) -> None:
    desk, line = bad_line
    _, answer, asked = await unconfirmed(desk, line, how)
    assert [words for row in asked.buttons for words in row] == ["Отправить ещё раз", "Дошло"]
    assert asked.reply_to == answer.message_id
    assert (await desk.boris.looks_at(answer)).reactions == []
    await desk.passes(hours=30)
    await desk.anna.writes("/start")
    await desk.anna.sees("Чем помочь")
    arrived = 0 if how is Break.LOST_CALL else 1
    assert len(await copies(desk.anna.chat, "Проверьте, пожалуйста")) == arrived
    assert await copies(desk.anna.chat, "Мы ждём вашего ответа") == []


async def test_it_arrived_marks_the_answer_and_starts_the_silence_timer(
    bad_line: tuple[RunningDesk, BadLine],
) -> None:
    desk, line = bad_line
    topic, answer, asked = await unconfirmed(desk, line, Break.LOST_ANSWER)
    await desk.passes(hours=3)
    await desk.boris.presses("Дошло", on=asked)
    await desk.boris.sees_reaction("👌", on=answer)
    assert len(await copies(desk.anna.chat, "Проверьте, пожалуйста")) == 1
    await desk.passes(hours=23)
    await desk.anna.sees_nothing_of("Мы ждём вашего ответа")
    await desk.passes(hours=1)
    await desk.anna.sees("Мы ждём вашего ответа")
    await desk.boris.sees("Клиента спросили", topic=topic)


async def test_send_again_repeats_the_answer_and_says_that_it_may_be_a_repeat(
    bad_line: tuple[RunningDesk, BadLine],
) -> None:
    desk, line = bad_line
    _, answer, asked = await unconfirmed(desk, line, Break.LOST_CALL)
    await desk.boris.presses("Отправить ещё раз", on=asked)
    again = await desk.anna.sees("Проверьте, пожалуйста")
    assert REPEAT in again.text
    await desk.boris.sees_reaction("👌", on=answer)
    await desk.passes(hours=24)
    await desk.anna.sees("Мы ждём вашего ответа")


async def test_what_was_decided_about_a_delivery_is_decided_once(bad_line: tuple[RunningDesk, BadLine]) -> None:
    desk, line = bad_line
    _, answer, asked = await unconfirmed(desk, line, Break.LOST_ANSWER)
    await desk.boris.presses("Дошло", on=asked)
    await desk.boris.sees_reaction("👌", on=answer)
    late = await desk.vera.presses("Отправить ещё раз", on=asked)
    assert "уже кто-то решил" in late.text
    assert len(await copies(desk.anna.chat, "Проверьте, пожалуйста")) == 1


async def test_the_next_answers_go_on_while_one_is_unconfirmed(bad_line: tuple[RunningDesk, BadLine]) -> None:
    desk, line = bad_line
    topic, _, _ = await unconfirmed(desk, line, Break.LOST_CALL)
    await desk.boris.writes("И ещё одно", topic=topic)
    await desk.anna.sees("И ещё одно")


async def test_a_process_that_ends_while_sending_leaves_an_unconfirmed_answer(
    bad_line: tuple[RunningDesk, BadLine], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, line = bad_line
    monkeypatch.setattr("bot.wiring.STOP_SECONDS", 0.2)
    topic = await with_a_ticket(desk)
    hanging = line.breaks("sendMessage", Break.HANG, about="Проверьте, пожалуйста")
    await desk.boris.writes("Проверьте, пожалуйста", topic=topic)
    await desk.sim.until(lambda: hanging.broken)
    await desk.restart()
    await desk.boris.sees("Не подтверждено", topic=topic)
    assert await copies(desk.anna.chat, "Проверьте, пожалуйста") == []


async def test_while_nobody_is_there_an_answer_waits_and_is_not_doubted(
    bad_line: tuple[RunningDesk, BadLine],
) -> None:
    """A refused connection is certain: it was not sent."""
    desk, line = bad_line
    topic = await with_a_ticket(desk)
    await desk.boris.writes("Это останется в очереди", topic=topic)
    await desk.anna.sees("Это останется в очереди")
    answer = await desk.boris.writes("А это дождётся связи", topic=topic)
    await desk.sim.until_updates_are_taken()
    await line.down()
    await line.up()
    await sooner_or_later(desk, lambda timeout: desk.anna.sees("А это дождётся связи", timeout=timeout))
    await desk.boris.sees_reaction("👌", on=answer)
    assert len(await copies(desk.anna.chat, "А это дождётся связи")) == 1


# --- other things with an unknown outcome ----------------------------------------------------------


@pytest.mark.parametrize("how", [Break.LOST_ANSWER, Break.LOST_CALL])
async def test_an_automatic_notice_is_said_again_with_the_mark(
    bad_line: tuple[RunningDesk, BadLine], how: Break
) -> None:
    desk, line = bad_line
    topic = await with_a_ticket(desk)
    broken = line.breaks("sendMessage", how, about="теперь ведёт")
    await desk.boris.writes("/take", topic=topic)
    await desk.sim.until(lambda: broken.broken)
    await sooner_or_later(desk, lambda timeout: desk.anna.sees(REPEAT, timeout=timeout), seconds=1)
    said = await copies(desk.anna.chat, "теперь ведёт")
    assert [REPEAT in message.text for message in said] == ([False, True] if how is Break.LOST_ANSWER else [True])


async def test_a_clients_words_are_relayed_again_with_the_mark(bad_line: tuple[RunningDesk, BadLine]) -> None:
    desk, line = bad_line
    topic = await with_a_ticket(desk)
    broken = line.breaks("sendMessage", Break.LOST_ANSWER, about="Есть новости")
    await desk.anna.writes("Есть новости?")
    await desk.sim.until(lambda: broken.broken)
    await sooner_or_later(desk, lambda timeout: desk.boris.sees(REPEAT, topic=topic, timeout=timeout), seconds=1)
    assert [REPEAT in message.text for message in await copies(topic, "Есть новости?")] == [False, True]


async def test_a_page_is_shown_again_without_a_word_about_it(
    bad_line: tuple[RunningDesk, BadLine], tmp_path: Path
) -> None:
    desk, line = bad_line
    broken = line.breaks("sendMessage", Break.LOST_ANSWER, about="Здравствуйте")
    await desk.stepan.writes("/start")
    await desk.sim.until(lambda: broken.broken)

    await everything_is_sent(desk, tmp_path)
    assert [REPEAT in message.text for message in await copies(desk.stepan.chat, "Здравствуйте")][-1] is False


@pytest.mark.parametrize("how", [Break.LOST_ANSWER, Break.BAD_GATEWAY])
async def test_a_topic_whose_creation_was_not_answered_is_found_by_its_echo(
    bad_line: tuple[RunningDesk, BadLine], how: Break
) -> None:
    desk, line = bad_line
    line.breaks("createForumTopic", how)
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    topic = await desk.room.topic("№1")
    await sooner_or_later(
        desk, lambda timeout: desk.boris.sees("Сайт не открывается", topic=topic, timeout=timeout), seconds=1
    )
    assert len(await desk.room.topics()) == 1


async def test_a_topic_is_not_created_again_while_its_echo_is_on_the_way(
    bad_line: tuple[RunningDesk, BadLine], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, line = bad_line
    updates, held = desk.sim.world.updates, list[tuple[str, dict[str, Any]]]()
    add = updates.add

    def withhold(kind: str, body: dict[str, Any]) -> None:
        if "forum_topic_created" in body:
            held.append((kind, body))
        else:
            add(kind, body)

    monkeypatch.setattr(updates, "add", withhold)
    line.breaks("createForumTopic", Break.LOST_ANSWER)
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    await desk.sim.until(lambda: held)
    await desk.passes(minutes=5)
    await desk.viktor.writes("/start")
    await desk.viktor.sees("Здравствуйте")
    await desk.passes(minutes=5)
    await desk.sim.until(lambda: not updates.pending())
    assert len(await desk.room.topics()) == 1
    add(*held[0])
    desk.sim.world.changes.notify()
    await desk.boris.sees("Сайт не открывается", topic=await desk.room.topic("№1"))
    assert len(await desk.room.topics()) == 1


async def test_once_a_topic_was_found_by_its_echo_nothing_is_waited_for_any_more(
    bad_line: tuple[RunningDesk, BadLine],
) -> None:
    """A poll takes half a minute when nobody writes: the card must not wait for two of them."""
    desk, line = bad_line
    broken = line.breaks("createForumTopic", Break.LOST_ANSWER)
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    await desk.sim.until(lambda: broken.broken)
    await desk.sim.until_updates_are_taken()
    polls = desk.app.poller.polls
    topic = await desk.room.topic("№1")
    await sooner_or_later(
        desk, lambda timeout: desk.boris.sees("Сайт не открывается", topic=topic, timeout=timeout), seconds=1
    )
    assert desk.app.poller.polls - polls < 2


async def test_a_topic_that_was_never_created_is_created_once_after_two_polls_without_an_echo(
    bad_line: tuple[RunningDesk, BadLine],
) -> None:
    desk, line = bad_line
    broken = line.breaks("createForumTopic", Break.LOST_CALL)
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    await desk.sim.until(lambda: broken.broken)
    await desk.passes(seconds=2)
    for _ in range(4):
        await desk.viktor.writes("/start")
        await desk.viktor.sees("Здравствуйте")
        await desk.sim.until_updates_are_taken()
    topic = await desk.room.topic("№1")
    await desk.boris.sees("Сайт не открывается", topic=topic)
    assert len(await desk.room.topics()) == 1


async def test_a_restart_while_a_topic_is_in_doubt_makes_no_second_one(
    bad_line: tuple[RunningDesk, BadLine], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, line = bad_line
    monkeypatch.setattr("bot.wiring.STOP_SECONDS", 0.2)
    broken = line.breaks("createForumTopic", Break.LOST_ANSWER)
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    await desk.sim.until(lambda: broken.broken)
    await desk.restart()
    topic = await desk.room.topic("№1")
    await sooner_or_later(
        desk, lambda timeout: desk.boris.sees("Сайт не открывается", topic=topic, timeout=timeout), seconds=1
    )
    assert len(await desk.room.topics()) == 1


async def test_an_edit_whose_answer_was_lost_counts_once_it_is_not_modified(
    bad_line: tuple[RunningDesk, BadLine], tmp_path: Path
) -> None:
    desk, line = bad_line
    topic = await with_a_ticket(desk)
    broken = line.breaks("editMessageText", Break.LOST_ANSWER, about="Ответственный: Борис")
    await desk.boris.writes("/take", topic=topic)
    await desk.sim.until(lambda: broken.broken)
    await desk.passes(seconds=2)
    await desk.sim.until(lambda: any("not modified" in call.outcome for call in desk.sim.ledger.refused()))
    await everything_is_sent(desk, tmp_path)
    assert len(await copies(topic, "Сайт не открывается")) == 1
    await desk.boris.sees_nothing_of("Не доставлено", topic=topic)


# --- places that are gone --------------------------------------------------------------------------


@pytest.mark.parametrize("gone", ["", "TOPIC_DELETED"])
async def test_a_deleted_topic_is_made_again_with_its_card_and_the_message_lands_there(
    desk: RunningDesk, gone: str
) -> None:
    topic = await with_a_ticket(desk)
    await desk.boris.deletes_topic(topic, gone)
    await desk.anna.writes("Вы ещё там?")
    new = await desk.room.topic("№1")
    assert new.thread_id != topic.thread_id
    relayed = await desk.boris.sees("Вы ещё там?", topic=new)
    card = await desk.boris.sees("Сайт не открывается", topic=new)
    assert card.message_id < relayed.message_id
    assert len([one for one in await desk.room.topics() if not one.deleted]) == 1
    await desk.boris.writes("Да, здесь", topic=new)
    await desk.anna.sees("Да, здесь")


async def test_a_reply_to_what_lies_in_a_deleted_topic_still_arrives(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.boris.writes("Что показывает страница?", topic=topic)
    question = await desk.anna.sees("Что показывает страница?")
    await desk.boris.deletes_topic(topic)
    await desk.anna.writes("Ошибку 502", reply_to=question)
    await desk.boris.sees("Ошибку 502", topic=await desk.room.topic("№1"))


async def test_a_message_that_answered_a_vanished_one_is_sent_without_the_reply(desk: RunningDesk) -> None:
    """Across topics Telegram forgives no missing message, whatever `allow_sending_without_reply` says."""
    topic = await with_a_ticket(desk)
    await desk.boris.writes("Что показывает страница?", topic=topic)
    question = await desk.anna.sees("Что показывает страница?")

    def with_reply(call: Any) -> None:
        if call.method == "sendMessage" and call.has("reply_parameters") and "Ошибку 502" in call.text("text"):
            raise bad_request("message to be replied not found")

    desk.sim.api.before.append(with_reply)
    await desk.anna.writes("Ошибку 502", reply_to=question)
    await sooner_or_later(desk, lambda timeout: desk.boris.sees("Ошибку 502", topic=topic, timeout=timeout))


async def test_when_topics_are_switched_off_staff_still_see_which_ticket_it_is(desk: RunningDesk) -> None:
    """Telegram says nothing then: what was meant for a topic lands between all others, and has to be taken back."""
    await with_a_ticket(desk)
    await desk.room.set(forum=False)
    await desk.anna.writes("Куда это попадёт?")
    relayed = await desk.boris.sees("№1\nКуда это попадёт?", chat=desk.room)
    assert [message.text for message in await copies(desk.room, "Куда это попадёт?")] == [relayed.text]
    await desk.boris.writes("Сюда", chat=desk.room, reply_to=relayed)
    await desk.anna.sees("Сюда")


async def test_a_page_that_is_gone_is_sent_anew(desk: RunningDesk, tmp_path: Path) -> None:
    await desk.stepan.writes("/start")
    page = await desk.stepan.sees(button="Я ещё не клиент")
    refuses(desk.sim, bad_request("message to edit not found"), "editMessageText")
    await desk.stepan.presses("Я ещё не клиент", on=page)
    new = await desk.stepan.sees("Вы согласны?")
    assert new.message_id > page.message_id
    await desk.stepan.presses("Согласен", on=new)
    await desk.stepan.sees("Как вас зовут")
    await everything_is_sent(desk, tmp_path)


async def test_a_card_that_was_deleted_is_sent_anew_when_it_changes(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.room.add(desk.boris, admin=True)
    card = await desk.boris.sees("Сайт не открывается", topic=topic, anywhere=True)
    await desk.boris.deletes(card)
    await desk.boris.writes("/take", topic=topic)
    new = await desk.boris.sees("Сайт не открывается", topic=topic)
    assert "Ответственный: Борис" in new.text
    assert new.message_id != card.message_id


# --- groups that change ----------------------------------------------------------------------------


async def test_a_group_that_became_a_supergroup_is_followed(plain_desk: RunningDesk) -> None:
    desk = plain_desk
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    await desk.boris.sees("№1 · Сайт не открывается", chat=desk.room)
    new = await desk.room.upgrade(forum=False)
    await desk.anna.writes("Где вы теперь?")
    relayed = await desk.boris.sees("Где вы теперь?", chat=new)
    await desk.boris.writes("Переехали", chat=new, reply_to=relayed)
    await desk.anna.sees("Переехали")


async def test_a_group_is_followed_though_its_service_message_never_came(plain_desk: RunningDesk) -> None:
    desk = plain_desk
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    await desk.boris.sees("№1 · Сайт не открывается", chat=desk.room)
    await desk.sim.until_updates_are_taken()
    new = await desk.room.upgrade(forum=False)
    desk.sim.world.updates.clear()
    await desk.anna.writes("Где вы теперь?")
    relayed = await desk.boris.sees("Где вы теперь?", chat=new)
    await desk.boris.writes("Переехали", chat=new, reply_to=relayed)
    await desk.anna.sees("Переехали")


async def test_topics_that_were_switched_on_in_a_plain_group_are_used_for_new_tickets(
    plain_desk: RunningDesk,
) -> None:
    """Switching them on is what makes a plain group a supergroup: this happens at every first setup."""
    desk = plain_desk
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    await desk.boris.sees("№1 · Сайт не открывается", chat=desk.room)
    new = await desk.room.upgrade(forum=True)
    await desk.sim.until_updates_are_taken()
    await desk.files(desk.anna, subject="Второе обращение")
    topic = await new.topic("№2")
    await desk.boris.sees("Второе обращение", topic=topic)


async def test_a_group_that_was_upgraded_before_the_first_start_is_found(plain_desk: RunningDesk) -> None:
    """The number in STAFF_CHAT_ID is the old one, which its operator copied first."""
    desk = plain_desk
    await desk.stop()
    new = await desk.room.upgrade(forum=True)
    desk.sim.world.updates.clear()
    for leftover in Path(desk.settings.database_url.removeprefix("sqlite+aiosqlite:///")).parent.glob("desk.db*"):
        leftover.unlink()
    await desk.start()
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    topic = await new.topic("№1")
    await desk.boris.sees("Сайт не открывается", topic=topic)


async def test_a_group_that_threw_the_bot_out_loses_nothing_once_it_is_back(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.room.set_bot("kicked")
    await desk.anna.writes("Слышно?")
    await desk.sim.until(lambda: any("kicked" in call.outcome for call in desk.sim.ledger.refused()))
    await desk.anna.writes("/tickets")
    await desk.anna.sees("сначала открытые")
    await desk.room.set_bot("administrator")
    await desk.passes(minutes=1, seconds=1)
    await desk.boris.sees("Слышно?", topic=topic)
    assert len(await copies(topic, "Слышно?")) == 1


async def test_a_group_that_telegram_does_not_find_for_a_while_loses_nothing(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    fault = refuses(desk.sim, bad_request("chat not found"), "sendMessage", chat=desk.room.id)
    await desk.anna.writes("Слышно?")
    await desk.sim.until(lambda: fault.met)
    await sooner_or_later(desk, lambda timeout: desk.boris.sees("Слышно?", topic=topic, timeout=timeout), seconds=20)


# --- faults of our own -----------------------------------------------------------------------------


class FailingOnce:
    """In place of a use case: the database is away once."""

    def __init__(self, original: Callable[..., Awaitable[Any]]) -> None:
        self.original, self.left = original, 1

    async def __call__(self, *args: Any, **facts: Any) -> Any:
        if self.left:
            self.left = 0
            raise OperationalError("UPDATE outbox", {}, OSError("the database is away for a moment"))
        return await self.original(*args, **facts)


async def test_an_acceptance_that_could_not_be_written_down_at_once_is_written_later(
    desk: RunningDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    topic = await with_a_ticket(desk)
    fault = FailingOnce(desk.app.office.run)
    original = desk.app.office.run

    async def run(use_case: Any, *args: Any, **facts: Any) -> Any:
        if use_case.__name__ in {"accepted_all", "accepted"} and fault.left:
            fault.left = 0
            raise OperationalError("UPDATE outbox", {}, OSError("the database is away for a moment"))
        return await original(use_case, *args, **facts)

    monkeypatch.setattr(desk.app.office, "run", run)
    await desk.anna.writes("Первое")
    await desk.boris.sees("Первое", topic=topic)
    await desk.sim.until(lambda: not fault.left)
    await desk.anna.writes("Второе")
    await desk.boris.sees("Второе", topic=topic)
    await everything_is_sent(desk, tmp_path)
    assert len(await copies(topic, "Первое")) == 1


async def test_a_failure_that_could_not_be_written_down_at_once_holds_nobody_up_for_ever(
    desk: RunningDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = await with_a_ticket(desk)
    fault = FailingOnce(__import__("bot.settle", fromlist=["retry"]).retry)
    monkeypatch.setattr("bot.settle.retry", fault)
    refuses(desk.sim, bad_request("the moon is wrong"), "sendMessage", chat=desk.room.id)
    await desk.anna.writes("Первое")
    await desk.sim.until(lambda: not fault.left)
    await sooner_or_later(desk, lambda timeout: desk.boris.sees("Первое", topic=topic, timeout=timeout))


async def test_a_notice_that_cannot_be_put_into_words_is_given_up_and_holds_up_nobody(
    desk: RunningDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = await with_a_ticket(desk)
    original = __import__("bot.sender", fromlist=["calls"]).calls

    def calls(ready: Any, *args: Any, **facts: Any) -> Any:
        if type(ready.notice).__name__ == "Taken":
            raise LookupError("no words")
        return original(ready, *args, **facts)

    monkeypatch.setattr("bot.sender.calls", calls)
    await desk.boris.writes("/take", topic=topic)
    await desk.boris.sees("Обращение ведёт Борис", topic=topic)
    await desk.boris.writes("Здравствуйте", topic=topic)
    await sooner_or_later(desk, lambda timeout: desk.anna.sees("Здравствуйте", timeout=timeout))


# --- mail ------------------------------------------------------------------------------------------


async def test_a_mail_server_that_is_busy_gets_the_letter_later_and_once(desk: RunningDesk) -> None:
    await desk.sim.refuse_mail("451 Try again later")
    await desk.anna.writes("/start")
    await desk.anna.presses("войти")
    await desk.anna.sees("адрес почты")
    await desk.anna.writes("anna@example.com")
    await desk.anna.sees("код из 8 цифр")
    await desk.sim.refuse_mail("")

    async def come(timeout: float) -> Any:  # noqa: ASYNC109
        return await desk.sim.mail_to("anna@example.com", timeout=timeout)

    await sooner_or_later(desk, come, seconds=1)
    assert len(await desk.sim.mails("anna@example.com")) == 1


async def test_a_forbidden_that_nobody_knows_reaches_staff_too(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    refuses(desk.sim, forbidden("the stars are against it"), "sendMessage", chat=desk.anna.id)
    await desk.boris.writes("Посмотрите ещё раз", topic=topic)
    told = await desk.boris.sees("Telegram отказал", topic=topic)
    assert "the stars are against it" in told.text
