"""Telegram's orders to wait and its limits, as people feel them."""

import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from simulator import NotSeenError, Topic
from simulator.errors import ApiError
from tests.bot.running import RunningDesk, running_desk
from tests.bot.waiting import copies, sooner_or_later, true_in_time, with_a_ticket
from tests.faults.desks import calls_to, refuses

FLOOD = ApiError(429, "Too Many Requests: retry after 30", retry_after=30)


# --- an order to wait ------------------------------------------------------------------------------


async def test_no_call_goes_to_a_chat_before_telegrams_wait_is_over_and_others_go_on(desk: RunningDesk) -> None:
    fault = refuses(desk.sim, FLOOD, "sendMessage", chat=desk.anna.id)
    await desk.anna.writes("/start")
    await desk.sim.until(lambda: fault.met and desk.app.sender.idle)
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


async def test_an_order_that_comes_between_a_choice_and_its_call_holds_the_call(
    desk: RunningDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = await with_a_ticket(desk)
    original, ordered = __import__("handlers.views.render", fromlist=["calls"]).calls, list[float]()

    def calls(ready: Any, *args: Any, **facts: Any) -> Any:
        if type(ready.notice).__name__ == "ClientMessage" and not ordered:
            ordered.append(desk.app.clock.pace().timestamp() + 30)
            desk.app.sender._pacing.block(desk.room.id, ordered[0])
        return original(ready, *args, **facts)

    monkeypatch.setattr("handlers.views.render.calls", calls)
    await desk.anna.writes("Первое")
    await sooner_or_later(desk, lambda timeout: desk.boris.sees("Первое", topic=topic, timeout=timeout))
    sent = [call for call in calls_to(desk.sim, desk.room.id) if "Первое" in call.parameters.get("text", "")]
    assert [call.time.timestamp() >= ordered[0] for call in sent] == [True]


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
    assert [message.text for message in await copies(topic, "👤")] == ["👤 Анна Смирнова\nПервое\n\nВторое"]


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
    await sees("записали ваш вопрос")
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
            await desk.stepan.sends_document("файл.txt", caption=f"файл {number}")
        await arrive(desk, topic, "файл 14", "document", 15)
        await desk.stepan.sends_album(["photo"] * 10, caption="Десять снимков")
        await arrive(desk, topic, "Десять снимков", "photo", 10)


QUICK = 60


async def patiently(desk: RunningDesk, predicate: Any) -> None:
    """As `true_in_time`, for what takes many steps of a slow machine."""
    for _ in range(9):
        with suppress(NotSeenError):
            return await true_in_time(desk, predicate)
    return await true_in_time(desk, predicate)


async def test_many_quick_texts_arrive_in_few_messages_all_there_in_order_each_with_its_mark(tmp_path: Path) -> None:
    async with running_desk(tmp_path, limits=True, TELEGRAM_LIMITS="") as desk:
        topic = await a_ticket_under_limits(desk)
        before = len(await topic.messages())
        sent = [await desk.stepan.writes(f"слово-{number}.") for number in range(QUICK)]

        async def relayed() -> list[str]:
            return [message.text for message in (await topic.messages())[before:]]

        async def all_there(last: str) -> bool:
            return any(last in text for text in await relayed())

        await patiently(desk, lambda: all_there(f"слово-{QUICK - 1}."))
        assert re.findall(r"слово-(\d+)\.", "\n".join(await relayed())) == [*map(str, range(QUICK))]
        assert len(await relayed()) < QUICK // 2
        assert all(text.startswith("👤 Степан\nслово") for text in await relayed())

        await desk.stepan.edits(sent[-2], "исправлено.")
        await patiently(desk, lambda: all_there("исправлено."))
        now = re.findall(r"слово-(\d+)\.", "\n".join(await relayed()))
        assert now == [str(number) for number in range(QUICK) if number != QUICK - 2]

        async def all_marked() -> bool:
            return all([(await desk.stepan.looks_at(message)).reactions for message in sent])

        await patiently(desk, all_marked)


async def test_while_the_budget_is_not_short_each_text_is_a_message_of_its_own(tmp_path: Path) -> None:
    async with running_desk(tmp_path, limits=True, TELEGRAM_LIMITS="") as desk:
        topic = await a_ticket_under_limits(desk)
        before = len(await topic.messages())
        for number in range(5):
            await desk.stepan.writes(f"слово-{number}.")
        await arrive(desk, topic, "слово-4.", "text", 5)
        relayed = [message.text for message in (await topic.messages())[before:]]
        assert relayed == [f"👤 Степан\nслово-{number}." for number in range(5)]


async def test_an_order_to_wait_makes_one_message_of_what_was_written_meanwhile_also_after_a_restart(
    desk: RunningDesk,
) -> None:
    topic = await with_a_ticket(desk)
    fault = refuses(desk.sim, FLOOD, "sendMessage", chat=desk.room.id)
    await desk.anna.writes("Первое")
    await desk.sim.until(lambda: fault.met)
    await desk.anna.writes("Второе")
    await desk.restart()
    await desk.anna.writes("Третье")
    await desk.sim.until_updates_are_taken()
    await desk.anna.writes("/tickets")
    await desk.anna.sees("сначала открытые")
    await desk.passes(seconds=31)
    await desk.boris.sees("Третье", topic=topic)
    (copy,) = await copies(topic, "👤")
    assert copy.text == "👤 Анна Смирнова\nПервое\n\nВторое\n\nТретье"
    await desk.boris.writes("Отвечаю на всё", topic=topic, reply_to=copy)
    await desk.anna.sees("Отвечаю на всё")


async def test_a_call_counts_from_when_it_was_made_and_not_from_when_it_was_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the two lie the database and whatever else takes its time."""
    async with running_desk(tmp_path, TELEGRAM_LIMITS="group:2/60s,private:3/3s,all:30/1s") as desk:
        original, slow = __import__("bot.courier", fromlist=["dispatch"]).dispatch, ["the first one"]

        async def dispatch(work: Any, *, notice: Any) -> Any:
            if type(notice).__name__ == "StaffHint" and slow:
                slow.clear()
                await desk.passes(seconds=30)
            return await original(work, notice=notice)

        monkeypatch.setattr("bot.courier.dispatch", dispatch)
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
            await desk.stepan.sends_document("файл.txt", caption=f"файл {number}")
        await arrive(desk, topic, "файл 14", "document", 15)


async def test_a_restart_under_a_moved_clock_does_not_wait_for_a_time_that_is_far_away(tmp_path: Path) -> None:
    """What was sent is remembered by the desk's clock, and the budget goes by the real one."""
    async with running_desk(tmp_path, CLOCK_MOVES_PACING="no", TELEGRAM_LIMITS="") as desk:
        for page in ("/start", "/help", "/language", "/start"):
            await desk.anna.writes(page)
            await desk.anna.sees()
        await desk.restart()
        await desk.anna.writes("/help")
        await desk.anna.sees("Как это работает")
