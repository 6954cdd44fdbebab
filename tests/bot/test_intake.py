"""From Telegram to the handlers: nothing lost, nothing twice, in order, and nobody held up by somebody else."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, Update
from aiohttp import ClientSession, web
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from bot.background import Background
from bot.intake import Poller, arrived
from bot.settle import Settler
from bot.telegram import make_bot
from bot.workers import ALBUM_QUIET, BACK_OFF, TRIES, Workers
from bot.workers import ready as original_ready
from desk.errors import Unavailable
from desk.notices.staff import CardChanged, CardNeeded
from desk.office import Unkept
from desk.ports import Arrived, InboxRow, Owed, Work
from desk.usecases.delivery.outcomes import Accepted
from simulator import Simulator
from simulator.methods.call import Call
from simulator.world.updates import Update as Queued
from tests.bot.running import TUESDAY, RunningDesk
from tests.bot.waiting import arrives, held_back
from tests.faults.desks import desk_on_a_bad_line, people_of
from tests.faults.proxy import Break

STRANGE = {"type": "from_the_future", "date": 1}
"""A message's origin of a kind that our library does not know."""


def kept_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on, as if nothing ever came alone."""
    monkeypatch.setattr(Workers, "_may_be_handled_at_once", lambda *_: False)


async def at_rest(desk: RunningDesk) -> None:
    """What came with the start is over."""
    await desk.sim.until_updates_are_taken()
    await desk.sim.until(lambda: desk.app.workers.idle)


async def newest(work: Work) -> int:
    return await work.inbox.newest() or 0


async def parked(work: Work) -> int:
    return await work.inbox.parked()


async def waits(work: Work) -> bool:
    """Whether an update waits for its next try."""
    return await work.inbox.next_try(work.now) is not None


async def waiting(work: Work) -> int:
    """How many updates are kept and not handled yet."""
    return (await work.inbox.queue()).length


async def next_try(work: Work) -> datetime | None:
    return await work.inbox.next_try(work.now)


async def with_a_ticket(desk: RunningDesk) -> None:
    """Anna has filed №1, and what she writes goes there."""
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    await desk.boris.sees("Сайт не открывается", topic=await desk.room.topic("№1"))


async def words_in_the_topic(desk: RunningDesk) -> list[str]:
    """What Anna said, as staff read it, in their order."""
    messages = await (await desk.room.topic("№1")).messages()
    said = [message.text.splitlines() for message in messages if message.text.startswith("👤")]
    return [lines[1] for lines in said]


# --- kept before confirmed -------------------------------------------------------------------------


async def test_whatever_is_confirmed_is_in_the_inbox_already(desk: RunningDesk) -> None:
    confirmed: list[tuple[int, int]] = []

    async def look(call: Call) -> None:
        if call.method == "getUpdates" and call.integer("offset"):
            confirmed.append((call.integer("offset") - 1, await desk.app.office.look(newest)))

    desk.sim.api.before.append(look)
    await with_a_ticket(desk)
    await desk.sim.until_updates_are_taken()
    assert len(confirmed) > 5
    assert [pair for pair in confirmed if pair[0] > pair[1]] == []


class NoOffice:
    """Whoever wants to keep something here waits for ever."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()

    async def take(self, _: Sequence[Arrived]) -> None:
        self.asked.set()
        await asyncio.Event().wait()


async def test_a_process_that_dies_before_it_kept_a_batch_has_not_confirmed_it(tmp_path: Path) -> None:
    async with Simulator(clock_file=tmp_path / "clock") as sim:
        desk = await people_of(sim, tmp_path)
        bot, office, tasks = make_bot(desk.settings), NoOffice(), Background()
        tasks.begin(Poller(bot, office.take, 1).run(), name="poller")
        await desk.anna.writes("Это не должно пропасть")
        async with asyncio.timeout(10):
            await office.asked.wait()
        await tasks.close()
        await bot.session.close()
        waiting = [update.body.get("text") for update in sim.world.updates.pending()]
        assert "Это не должно пропасть" in waiting


async def test_what_comes_alone_is_handled_in_the_transaction_that_keeps_it(
    desk: RunningDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(_: Work, *, arrived: Sequence[Arrived]) -> int:
        raise AssertionError(f"kept for itself: {arrived}")

    await at_rest(desk)
    monkeypatch.setattr("bot.workers.keep", never)
    await desk.anna.writes("/start")
    await desk.anna.sees("Здравствуйте")
    await desk.sim.until_updates_are_taken()
    assert await desk.app.office.look(waiting) == 0
    assert await desk.app.office.look(newest) == desk.sim.world.updates.confirmed[-1].id


async def test_what_takes_long_is_kept_meanwhile_and_holds_up_nobody(desk: RunningDesk) -> None:
    go = asyncio.Event()
    await with_a_ticket(desk)
    desk.app.workers._dispatcher.update.outer_middleware(slow := Slow("Долго", go))
    await desk.anna.writes("Долго")
    await desk.sim.until_updates_are_taken()
    assert await desk.app.office.look(waiting) == 1
    await desk.anna.writes("Потом")
    await desk.viktor.writes("/start")
    await desk.viktor.sees("Здравствуйте")
    assert await words_in_the_topic(desk) == []
    go.set()
    await desk.boris.sees("Потом", topic=await desk.room.topic("№1"))
    assert await words_in_the_topic(desk) == ["Долго", "Потом"]
    await desk.sim.until(lambda: desk.app.workers.idle)
    assert await desk.app.office.look(waiting) == 0
    assert slow.met == 1


async def test_t12_nobody_is_told_of_a_late_answer_while_one_is_being_handled(
    desk: RunningDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = asyncio.Event()
    await with_a_ticket(desk)
    topic = await desk.room.topic("№1")
    await desk.passes(hours=23)
    await at_rest(desk)
    monkeypatch.setattr("bot.workers.SOON", 60)
    desk.app.workers._dispatcher.update.outer_middleware(slow := Slow("Смотрим", go))
    await desk.boris.writes("Смотрим", topic=topic)
    await desk.sim.until(lambda: slow.met)
    await desk.passes(hours=2)
    async with asyncio.TaskGroup() as group:
        beat = group.create_task(desk.app.ticks.now())
        done, _ = await asyncio.wait([beat], timeout=0.5)
        go.set()
    assert not done
    await desk.anna.sees("Смотрим")
    await desk.olga.sees_nothing_of("в срок", anywhere=True)


async def test_the_intake_waits_for_the_commit_and_not_for_what_comes_after_it(
    desk: RunningDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As while Telegram takes its time with the answer to a press."""
    await at_rest(desk)
    go, feed = asyncio.Event(), Workers._feed

    async def lingers(workers: Workers, updates: list[Update], *args: Any) -> None:
        await feed(workers, updates, *args)
        if updates[0].message and updates[0].message.chat.id == desk.anna.id:
            await go.wait()

    monkeypatch.setattr(Workers, "_feed", lingers)
    monkeypatch.setattr("bot.workers.SOON", 60.0)
    await desk.anna.writes("/start")
    await desk.anna.sees("Здравствуйте")
    await desk.viktor.writes("/start")
    await desk.viktor.sees("Здравствуйте")
    go.set()


async def test_an_answer_does_not_wait_for_changes_of_what_stands_there_already(
    plain_desk: RunningDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, go, held = plain_desk, asyncio.Event(), list[Owed]()
    await desk.signs_in(desk.anna, "anna@example.com")
    accepted = Settler.accepted

    async def later(settler: Settler, row: Owed, outcome: Accepted) -> None:
        if isinstance(row.notice, CardChanged):
            held.append(row)
            await go.wait()
        await accepted(settler, row, outcome)

    monkeypatch.setattr(Settler, "accepted", later)
    monkeypatch.setattr("bot.workers.WRITTEN_DOWN", 60.0)
    await desk.files(desk.anna)
    card = await desk.boris.sees("Сайт не открывается", chat=desk.room)
    await desk.boris.presses("Взять", on=card)
    await desk.sim.until(lambda: held)
    await desk.boris.writes("Смотрим", reply_to=card)
    await desk.anna.sees("Смотрим")
    go.set()


async def test_what_comes_while_the_desk_stops_is_kept_only(desk: RunningDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """By webhook something may come until the end: nobody would wait for its handling."""
    await at_rest(desk)
    at_once = Workers._at_once
    begun: list[Arrived] = []

    async def noted(workers: Workers, one: Arrived, unkept: Unkept) -> Unavailable | None:
        begun.append(one)
        return await at_once(workers, one, unkept)

    monkeypatch.setattr(Workers, "_at_once", noted)
    await desk.app.workers.stop(1)
    await desk.anna.writes("/start")
    await desk.sim.until_updates_are_taken()
    await desk.anna.sees("Здравствуйте")
    assert begun == []


async def test_what_comes_again_while_it_waits_for_its_next_try_is_not_tried_before(desk: RunningDesk) -> None:
    confirmed, fault = Confirmed(desk.sim), await failing(desk, times=TRIES + 1)
    await desk.anna.writes("Сбой")
    for number in (1, 2):
        await tried(desk, fault, number)
        await desk.sim.until(lambda: desk.app.workers.idle)
        if number == 1:
            await desk.passes(seconds=BACK_OFF[0])
    row = await desk.app.office.look(next_try)
    confirmed.seen = [update for update in confirmed.seen if update.body.get("text") == "Сбой"]
    assert confirmed.again() == 1
    await desk.sim.until_updates_are_taken()
    await desk.sim.until(lambda: desk.app.workers.idle)
    assert await desk.app.office.look(next_try) == row


async def test_a_chat_of_which_something_is_handled_at_once_is_not_begun_beside_it(
    desk: RunningDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, read, begun = asyncio.Event(), asyncio.Event(), list[int]()
    await with_a_ticket(desk)
    await desk.sim.until(lambda: desk.app.workers.idle)
    work_off = Workers._work_off

    async def noted(workers: Workers, lane: int, rows: list[InboxRow]) -> None:
        begun.append(lane)
        await work_off(workers, lane, rows)

    async def ready(work: Work, *, without: Collection[int]) -> list[InboxRow]:
        """As when something of that chat was kept while it was idle, and the look takes its time."""
        read.set()
        await go.wait()
        return [InboxRow(1, desk.anna.id, "{}", "", work.now, 0)] if not without else []

    monkeypatch.setattr(Workers, "_work_off", noted)
    monkeypatch.setattr("bot.workers.ready", ready)
    desk.app.workers._dispatcher.update.outer_middleware(slow := Slow("Долго", asyncio.Event()))
    desk.app.workers.wake()
    await read.wait()
    await desk.anna.writes("Долго")
    await desk.sim.until(lambda: desk.anna.id in desk.app.workers._busy)
    go.set()
    await asyncio.sleep(0.2)
    assert begun == []
    monkeypatch.setattr("bot.workers.ready", original_ready)
    slow.go.set()
    await desk.boris.sees("Долго", topic=await desk.room.topic("№1"))


async def test_what_comes_again_after_it_was_set_aside_stays_there(desk: RunningDesk) -> None:
    confirmed, fault = Confirmed(desk.sim), await failing(desk, times=TRIES)
    await desk.anna.writes("Сбой")
    for number, wait in enumerate(BACK_OFF, start=1):
        await tried(desk, fault, number)
        await desk.passes(seconds=wait)
    await desk.sim.until(lambda: desk.app.office.look(parked))
    confirmed.seen = [update for update in confirmed.seen if update.body.get("text") == "Сбой"]
    assert confirmed.again() == 1
    await desk.sim.until_updates_are_taken()
    await desk.viktor.writes("/start")
    await desk.viktor.sees("Здравствуйте")
    assert await desk.app.office.look(parked) == 1
    assert await desk.anna.chat.messages() == [await desk.anna.chat.last()]


async def test_an_answer_to_what_was_said_just_now_waits_until_its_number_is_written_down(
    plain_desk: RunningDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its number says whose ticket the answer is for."""
    desk, go = plain_desk, asyncio.Event()
    await desk.signs_in(desk.anna, "anna@example.com")
    accepted = Settler.accepted

    async def later(settler: Settler, row: Owed, outcome: Accepted) -> None:
        if isinstance(row.notice, CardNeeded):
            await go.wait()
        await accepted(settler, row, outcome)

    monkeypatch.setattr(Settler, "accepted", later)
    await desk.files(desk.anna)
    card = await desk.boris.sees("Сайт не открывается", chat=desk.room)
    await desk.boris.writes("Смотрим", reply_to=card)
    await desk.sim.until_updates_are_taken()
    go.set()
    await desk.anna.sees("Смотрим")


# --- delivered twice -------------------------------------------------------------------------------


@dataclass
class Confirmed:
    """Remembers what the bot has confirmed, to deliver it once more."""

    sim: Simulator
    seen: list[Queued] = field(default_factory=list)

    def __post_init__(self) -> None:
        confirm = self.sim.world.updates.confirm

        def remembering(offset: int) -> None:
            self.seen += [update for update in self.sim.world.updates.pending() if update.id < offset]
            confirm(offset)

        self.sim.world.updates.confirm = remembering  # type: ignore[method-assign]

    def again(self) -> int:
        """All of it is in the queue again, as after a confirmation that Telegram never got."""
        count = len(self.seen)
        self.sim.world.updates._queue[:0] = self.seen
        self.seen = []
        self.sim.world.changes.notify()
        return count


async def test_an_update_that_is_delivered_twice_has_one_effect(desk: RunningDesk) -> None:
    await with_a_ticket(desk)
    confirmed = Confirmed(desk.sim)
    await desk.anna.writes("Только один раз")
    topic = await desk.room.topic("№1")
    await desk.boris.sees("Только один раз", topic=topic)
    await desk.sim.until_updates_are_taken()
    assert confirmed.again() > 0
    await desk.sim.until_updates_are_taken()
    await desk.anna.writes("И ещё")
    await desk.boris.sees("И ещё", topic=topic)
    assert await words_in_the_topic(desk) == ["Только один раз", "И ещё"]


async def test_a_whole_day_delivered_once_more_after_a_restart_has_no_second_effect(desk: RunningDesk) -> None:
    confirmed = Confirmed(desk.sim)
    await with_a_ticket(desk)
    topic = await desk.room.topic("№1")
    answer = await desk.boris.writes("Смотрим", topic=topic)
    await desk.anna.sees("Смотрим")
    await desk.boris.sees_reaction("👌", on=answer)
    thanks = await desk.anna.writes("Спасибо, жду")
    await desk.anna.sees_reaction("👌", on=thanks)
    await desk.sim.until_updates_are_taken()
    await desk.stop()
    before = (await desk.anna.chat.transcript(), await topic.transcript(), len(await desk.room.topics()))
    assert confirmed.again() > 10
    await desk.start()
    await desk.sim.until_updates_are_taken()
    await desk.stepan.writes("/start")
    await desk.stepan.sees("Здравствуйте")
    assert (await desk.anna.chat.transcript(), await topic.transcript(), len(await desk.room.topics())) == before
    assert await desk.app.office.look(parked) == 0


# --- what cannot be understood ---------------------------------------------------------------------


async def test_an_update_that_cannot_be_understood_is_set_aside_alone(desk: RunningDesk) -> None:
    await with_a_ticket(desk)
    topic = await desk.room.topic("№1")
    await desk.anna.writes("До")
    strange = desk.sim.world.updates._queue[-1]
    desk.sim.world.updates._queue[-1] = Queued(
        strange.id, strange.kind, strange.body | {"text": "Из будущего", "forward_origin": STRANGE}, strange.expires
    )
    await desk.anna.writes("После")
    await desk.boris.sees("После", topic=topic)
    assert await words_in_the_topic(desk) == ["После"]
    assert await desk.app.office.look(parked) == 1
    await desk.viktor.writes("/start")
    await desk.viktor.sees("Здравствуйте")


async def test_a_batch_with_one_such_update_is_confirmed_as_a_whole(desk: RunningDesk) -> None:
    """Otherwise Telegram would deliver it for ever, and nothing behind it."""
    await desk.anna.writes("/start")
    queued = desk.sim.world.updates._queue[-1]
    desk.sim.world.updates._queue[-1] = Queued(
        queued.id, queued.kind, queued.body | {"forward_origin": STRANGE}, queued.expires
    )
    await desk.sim.until_updates_are_taken()
    await desk.sim.until(lambda: desk.app.office.look(parked))
    assert desk.sim.updates_pending() == 0


# --- a handler that fails --------------------------------------------------------------------------


class Meeting(BaseMiddleware):
    """Something happens to whatever mentions a word, before it is handled."""

    def __init__(self, word: str) -> None:
        self.word = word

    async def meets(self) -> None:
        raise NotImplementedError

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        assert isinstance(event, Update)
        if event.message and self.word in (event.message.text or ""):
            await self.meets()
        return await handler(event, data)


class Failing(Meeting):
    """It fails, so many times; the moments are remembered."""

    def __init__(self, sim: Simulator, word: str, times: int) -> None:
        super().__init__(word)
        self.sim, self.times = sim, times
        self.moments: list[float] = []

    async def meets(self) -> None:
        if len(self.moments) < self.times:
            self.moments.append(self.sim.clock.now().timestamp())
            raise RuntimeError("a fault of ours")


class Slow(Meeting):
    """It is not handled before it may go."""

    def __init__(self, word: str, go: asyncio.Event) -> None:
        super().__init__(word)
        self.go, self.met = go, 0

    async def meets(self) -> None:
        self.met += 1
        await self.go.wait()


async def failing(desk: RunningDesk, times: int) -> Failing:
    fault = Failing(desk.sim, "Сбой", times)
    desk.app.workers._dispatcher.update.outer_middleware(fault)
    return fault


async def tried(desk: RunningDesk, fault: Failing, times: int) -> None:
    """It failed so often, and it is written down when it is tried next."""
    await desk.sim.until(lambda: len(fault.moments) == times)
    await desk.sim.until(lambda: desk.app.office.look(waits))


async def test_a_fault_that_passes_delays_a_message_but_does_not_lose_it_or_its_order(desk: RunningDesk) -> None:
    await with_a_ticket(desk)
    fault = await failing(desk, times=2)
    await desk.anna.writes("Сбой")
    await desk.anna.writes("После сбоя")
    for number in range(2):
        await tried(desk, fault, number + 1)
        await desk.passes(seconds=BACK_OFF[number])
    await desk.boris.sees("После сбоя", topic=await desk.room.topic("№1"))
    assert await words_in_the_topic(desk) == ["Сбой", "После сбоя"]


async def test_what_comes_alone_waits_behind_what_waits_for_its_next_try(desk: RunningDesk) -> None:
    await with_a_ticket(desk)
    fault = await failing(desk, times=1)
    await desk.anna.writes("Сбой")
    await tried(desk, fault, 1)
    await desk.sim.until(lambda: desk.app.workers.idle)
    await desk.anna.writes("После сбоя")
    await desk.sim.until_updates_are_taken()
    assert await words_in_the_topic(desk) == []
    await desk.passes(seconds=BACK_OFF[0])
    await desk.boris.sees("После сбоя", topic=await desk.room.topic("№1"))
    assert await words_in_the_topic(desk) == ["Сбой", "После сбоя"]


async def test_a_fault_that_stays_is_tried_ever_more_rarely_then_set_aside_while_others_go_on(
    desk: RunningDesk,
) -> None:
    await with_a_ticket(desk)
    fault = await failing(desk, times=100)
    await desk.anna.writes("Сбой")
    await desk.anna.writes("Дальше")
    for number, wait in enumerate(BACK_OFF, start=1):
        await tried(desk, fault, number)
        await desk.viktor.writes("/start")
        await desk.viktor.sees("Здравствуйте")
        assert await words_in_the_topic(desk) == []
        await desk.passes(seconds=wait)
    await desk.boris.sees("Дальше", topic=await desk.room.topic("№1"))
    assert await words_in_the_topic(desk) == ["Дальше"]
    assert await desk.app.office.look(parked) == 1
    waited = [late - early for early, late in zip(fault.moments, fault.moments[1:], strict=False)]
    assert len(fault.moments) == TRIES
    assert [real >= wanted for real, wanted in zip(waited, BACK_OFF, strict=True)] == [True] * len(BACK_OFF)


# --- a bad way to Telegram -------------------------------------------------------------------------


async def test_a_second_poller_is_reported_in_plain_words_and_polling_goes_on(
    desk: RunningDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.intake.SECOND_POLLER_WAIT", 0.05)
    await desk.anna.writes("/start")
    await desk.anna.sees("Здравствуйте")
    with capture_logs() as logs:
        async with ClientSession() as other:
            await other.post(f"{desk.sim.api_url}/bot{desk.sim.bot_token}/getUpdates", json={"timeout": 0})
        await desk.sim.until(lambda: any(entry["event"] == "second_poller" for entry in logs))
    (told, *_) = [entry for entry in logs if entry["event"] == "second_poller"]
    assert "only one may run" in told["what"]
    assert "terminated by other getUpdates request" in told["telegram_says"]
    await desk.anna.writes("/help")
    await desk.anna.sees("Как это работает")


async def test_telegram_may_be_away_at_the_start_and_come_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.wiring.FIRST_WAIT", 0.1)
    async with desk_on_a_bad_line(tmp_path) as (desk, line):
        await desk.stop()
        await line.down()
        with capture_logs() as logs:
            await desk.start()
            await desk.anna.writes("/start")
            await desk.sim.until(lambda: "telegram_unreachable" in {entry["event"] for entry in logs})
            await line.up()
            await desk.anna.sees("Здравствуйте")
        await desk.sim.until(lambda: len(desk.sim.ledger.calls_of("setMyCommands")) > 2)


def html_page() -> web.Response:
    return web.Response(status=502, text="<html>nginx</html>", content_type="text/html")


def json_answer(body: Any, status: int = 200) -> web.Response:
    return web.Response(status=status, text=json.dumps(body), content_type="application/json")


@pytest.mark.parametrize(
    "answer",
    [
        html_page,
        lambda: web.Response(text="", content_type="application/json"),
        lambda: json_answer(None),
        lambda: json_answer([]),
        lambda: json_answer("no"),
        lambda: json_answer({"ok": True}),
        lambda: json_answer({"ok": True, "result": [None, 1]}),
        lambda: json_answer({"ok": False, "error_code": 500, "description": "Internal Server Error"}, 500),
        lambda: json_answer({"ok": False, "error_code": 401, "description": "Unauthorized"}, 401),
        lambda: json_answer(
            {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 1}}, 429
        ),
    ],
    ids=["html", "empty", "null", "list", "text", "no result", "no updates", "500", "401", "429"],
)
async def test_polling_survives_whatever_comes_back(tmp_path: Path, answer: Callable[[], web.Response]) -> None:
    async with desk_on_a_bad_line(tmp_path) as (desk, line):
        spoiled: list[str] = []

        def instead(method: str) -> web.Response | None:
            if method != "getUpdates" or len(spoiled) == 2:
                return None
            spoiled.append(method)
            return answer()

        line.instead = instead
        await desk.anna.writes("/start")
        await desk.sim.until(lambda: len(spoiled) == 2)
        await desk.anna.sees("Здравствуйте")


@pytest.mark.parametrize("how", [Break.LOST_ANSWER, Break.LOST_CALL, Break.BAD_GATEWAY])
async def test_a_poll_that_is_broken_off_loses_nothing(tmp_path: Path, how: Break) -> None:
    async with desk_on_a_bad_line(tmp_path) as (desk, line):
        broken = line.breaks("getUpdates", how, times=2)
        await desk.anna.writes("/start")
        await desk.sim.until(lambda: broken.broken == 2)
        await desk.anna.sees("Здравствуйте")


# --- a bad database --------------------------------------------------------------------------------


class FailingOnce:
    """In place of a function of the machinery: fails so many times, then does what it did."""

    def __init__(self, original: Callable[..., Awaitable[Any]], times: int = 1) -> None:
        self.original, self.left = original, times

    async def __call__(self, *args: Any, **facts: Any) -> Any:
        if self.left:
            self.left -= 1
            raise OperationalError("SELECT 1", {}, OSError("the database is away for a moment"))
        return await self.original(*args, **facts)


@pytest.mark.parametrize(
    "part", ["bot.workers.keep", "bot.workers.ready", "bot.sender.heads", "bot.sender.start_ready"]
)
async def test_a_moment_without_the_database_stops_nobody_for_good(
    desk: RunningDesk, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    module, _, name = part.rpartition(".")
    original = getattr(__import__(module, fromlist=[name]), name)
    fault = FailingOnce(original)
    monkeypatch.setattr(part, fault)
    kept_first(monkeypatch)
    await desk.anna.writes("/start")
    await desk.sim.until(lambda: not fault.left)
    await desk.anna.sees("Здравствуйте")


# --- order and albums ------------------------------------------------------------------------------


async def test_many_messages_keep_their_order_both_ways(desk: RunningDesk) -> None:
    await with_a_ticket(desk)
    topic = await desk.room.topic("№1")
    for number in range(12):
        await desk.anna.writes(f"слово {number}")
        await desk.boris.writes(f"ответ {number}", topic=topic)
    await desk.boris.sees("слово 11", topic=topic)
    await desk.anna.sees("ответ 11")
    assert await words_in_the_topic(desk) == [f"слово {number}" for number in range(12)]
    said = [message.text.rpartition("\n")[2] for message in await desk.anna.chat.messages() if message.from_bot]
    assert [text for text in said if text.startswith("ответ ")] == [f"ответ {number}" for number in range(12)]


async def test_a_chat_of_which_hundreds_wait_holds_up_no_other(
    desk: RunningDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    handle, go = Workers._handle, asyncio.Event()
    handled: list[int] = []

    async def slow(workers: Workers, rows: list[InboxRow]) -> bool:
        if rows[0].lane == MANY:
            await go.wait()
            numbers = [row.update for row in rows]
            await desk.app.office.run(done, numbers=numbers)
            handled.extend(numbers)
            return True
        return await handle(workers, rows)

    monkeypatch.setattr(Workers, "_handle", slow)

    async def done(work: Work, *, numbers: list[int]) -> int:
        return await work.inbox.done(numbers, work.now)

    async def add(work: Work) -> int:
        return await work.inbox.add([Arrived(number, MANY, "{}") for number in range(-600, 0)], work.now)

    assert await desk.app.office.run(add) == 600
    desk.app.workers.wake()
    await desk.stepan.writes("/start")
    await desk.stepan.sees(button="войти")
    assert handled == []
    go.set()
    await desk.sim.until(lambda: len(handled) == 600, timeout=30)
    assert handled == list(range(-600, 0))


MANY = 7_000_000


async def never(rows: object) -> Any:
    """A desk that is gone before it has looked for the rest of an album."""
    await asyncio.Event().wait()


async def test_an_album_that_comes_in_two_batches_is_one_album(desk: RunningDesk) -> None:
    await with_a_ticket(desk)
    await desk.anna.sends_album(["photo", "photo", "photo"], caption="Три снимка")
    late = held_back(desk.sim)
    await desk.sim.until_updates_are_taken()
    arrives(desk.sim, late)
    topic = await desk.room.topic("№1")
    await desk.boris.sees("Три снимка", topic=topic)
    photos = [message for message in await topic.messages() if message.kind == "photo"]
    assert len(photos) == 3
    assert len({photo.media_group_id for photo in photos}) == 1


async def test_an_item_that_comes_after_its_album_was_passed_on_is_not_lost(desk: RunningDesk) -> None:
    await with_a_ticket(desk)
    await desk.anna.sends_album(["photo", "photo", "photo"], caption="Три снимка")
    late = held_back(desk.sim)
    topic = await desk.room.topic("№1")
    await desk.boris.sees("Три снимка", topic=topic)
    arrives(desk.sim, late)

    async def all_there() -> bool:
        return len([message for message in await topic.messages() if message.kind == "photo"]) == 3

    await desk.sim.until(all_there)


async def test_an_album_whose_rest_comes_after_a_restart_is_one_album(desk: RunningDesk) -> None:
    """And what its last caption says of it holds for the whole: here that it is not for the client."""
    await with_a_ticket(desk)
    topic = await desk.room.topic("№1")
    gather, desk.app.workers._gather = desk.app.workers._gather, never  # type: ignore[method-assign]
    items = [{"kind": "photo"}, {"kind": "photo", "caption": "// Не для клиента"}]
    first, _ = await desk.boris.sends_album(items, topic=topic)
    late = held_back(desk.sim)
    await desk.sim.until_updates_are_taken()
    desk.app.workers._gather = gather  # type: ignore[method-assign]
    await desk.stop()
    await asyncio.sleep(ALBUM_QUIET)
    arrives(desk.sim, late)
    await desk.start()
    await desk.boris.sees_reaction("✍", on=first)
    assert [message for message in await desk.anna.chat.messages() if message.kind == "photo"] == []


async def test_what_is_said_after_an_album_comes_after_it(desk: RunningDesk) -> None:
    await with_a_ticket(desk)
    await desk.anna.sends_album(["photo", "photo"], caption="Сначала снимки")
    await desk.anna.writes("Потом слова")
    topic = await desk.room.topic("№1")
    await desk.boris.sees("Потом слова", topic=topic)
    assert [message.kind for message in await topic.messages()][-3:] == ["photo", "photo", "text"]


# --- the end ---------------------------------------------------------------------------------------


async def test_a_desk_stops_within_ten_seconds_though_telegram_hangs(tmp_path: Path) -> None:
    async with desk_on_a_bad_line(tmp_path) as (desk, line):
        hanging = line.breaks("sendMessage", Break.HANG)
        await desk.anna.writes("/start")
        await desk.sim.until(lambda: hanging.broken == 1)
        begun = asyncio.get_running_loop().time()
        await desk.stop()
        assert asyncio.get_running_loop().time() - begun < 10
        await desk.start()
        await desk.anna.sees("Здравствуйте")


async def test_what_was_in_hand_at_the_stop_is_finished_first(desk: RunningDesk) -> None:
    await with_a_ticket(desk)
    await desk.anna.writes("Последнее слово перед остановкой")
    await desk.sim.until_updates_are_taken()
    await desk.restart()
    await desk.boris.sees("Последнее слово", topic=await desk.room.topic("№1"), timeout=10)
    assert await words_in_the_topic(desk) == ["Последнее слово перед остановкой"]


async def test_the_desk_begins_at_noon_on_a_tuesday(desk: RunningDesk) -> None:
    """What the conversations here rely on."""
    assert (await desk.sim.now() - TUESDAY).total_seconds() < 60


def test_edits_of_an_albums_items_are_handled_each_for_itself() -> None:
    item = {"chat": {"id": 5}, "media_group_id": "77"}
    whole = arrived({"update_id": 1, "message": item})
    edit = arrived({"update_id": 2, "edited_message": item})
    assert whole is not None
    assert edit is not None
    assert (whole.album, edit.album) == ("77", "")


def test_what_a_client_forwards_at_once_comes_together_and_what_staff_forward_does_not() -> None:
    private = {"chat": {"id": 5, "type": "private"}, "date": 7, "forward_origin": {"type": "user"}}
    group = private | {"chat": {"id": -5, "type": "supergroup"}}
    messages = (private, private | {"media_group_id": "77"}, private | {"date": 8}, group)
    updates = [arrived({"update_id": number, "message": message}) for number, message in enumerate(messages, start=1)]
    assert [update and update.album for update in updates] == ["forwarded 7", "forwarded 7", "forwarded 8", ""]
    edit = arrived({"update_id": 9, "edited_message": private})
    assert edit is not None
    assert edit.album == ""
