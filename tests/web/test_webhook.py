"""Updates that Telegram brings: kept before it hears so, and only from whoever has the secret."""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot
from aiogram.methods import CreateForumTopic
from aiogram.types import WebhookInfo
from aiohttp import ClientSession
from aiohttp.web import Request, Response
from structlog.testing import capture_logs

from bot.check import check
from bot.clock import Clock
from bot.webhook import HEADER, Webhook
from desk.ports import Arrived
from storage.inbox import Inbox
from tests.bot.running import running_desk, settings_for
from tests.bot.waiting import with_a_ticket
from tests.builders import MONDAY
from tests.web.conftest import WebDesk, free_port

SECRET = "mZ3kQ9_xT7bLw2RfV8dN-4sHcJ6yPgAe"


@pytest.fixture
async def hooked(tmp_path: Path) -> AsyncIterator[WebDesk]:
    """A desk to which Telegram brings its updates."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    listening = running_desk(tmp_path, WEB_LISTEN=str(port), PUBLIC_URL=url, WEBHOOK_SECRET=SECRET)
    async with listening as desk, ClientSession() as http:
        yield WebDesk(desk, url, http)


async def brings(web: WebDesk, update: Any, secret: str = SECRET) -> int:
    headers = {HEADER: secret} if secret else {}
    async with web.http.post(f"{web.url}/telegram", json=update, headers=headers) as answer:
        return answer.status


def a_message(web: WebDesk, number: int, text: str) -> dict[str, Any]:
    anna = {"id": web.desk.anna.id, "first_name": "Анна"}
    chat = {"id": web.desk.anna.id, "type": "private", "first_name": "Анна"}
    return {"update_id": number, "message": {"message_id": 999, "date": 1, "chat": chat, "from": anna, "text": text}}


async def test_a_ticket_is_filed_and_answered_by_webhook(hooked: WebDesk) -> None:
    topic = await with_a_ticket(hooked.desk)
    await hooked.desk.boris.writes("Сейчас посмотрю", topic=topic)
    await hooked.desk.anna.sees("Сейчас посмотрю")
    calls = [call.method for call in hooked.desk.sim.ledger.calls]
    assert "setWebhook" in calls
    assert "getUpdates" not in calls


async def test_sec_26_without_the_secret_of_telegram_nothing_is_taken(hooked: WebDesk) -> None:
    for secret in ("", SECRET[:-1], SECRET + "x", "ключ".encode().decode("latin-1")):
        assert await brings(hooked, a_message(hooked, 500, "/start"), secret) == 403
    assert not await kept(hooked, 500)
    assert await brings(hooked, a_message(hooked, 500, "/start")) == 200
    assert await kept(hooked, 500)


async def test_sec_33_whoever_asks_in_telegrams_place_writes_one_line_a_minute(hooked: WebDesk) -> None:
    with capture_logs() as logs:
        for _ in range(40):
            assert await brings(hooked, a_message(hooked, 500, "/start"), "x") == 403
    assert len([entry for entry in logs if entry["event"] == "webhook_refused"]) == 1


async def kept(web: WebDesk, number: int) -> bool:
    """Whether that update was kept, handled or not: once it is, it cannot be added."""
    from bot.intake import keep
    from desk.ports import Arrived

    return not await web.desk.app.office.run(keep, arrived=[Arrived(number, 1, "{}")])


async def test_sec_27_an_update_that_is_brought_again_has_no_second_effect(hooked: WebDesk, tmp_path: Path) -> None:
    await hooked.desk.signs_in(hooked.desk.anna, "anna@example.com")
    await hooked.desk.anna.writes("/services")
    await hooked.desk.anna.sees("Хостинг Старт")
    await hooked.desk.sim.until_updates_are_taken()
    again = [update.as_json() for update in hooked.desk.sim.world.updates.confirmed]
    assert [update for update in again if "/services" in str(update)]
    assert set(await asyncio.gather(*(brings(hooked, update) for update in again * 3))) == {200}
    await hooked.desk.anna.writes("/services")
    await hooked.desk.anna.sees("Хостинг Старт")
    said = kinds(tmp_path)
    assert (said["ServicesShown"], said["CodeMail"]) == (3, 1)


def kinds(tmp_path: Path) -> Counter[str]:
    """How often each kind of notice was owed."""
    with closing(sqlite3.connect(tmp_path / "desk.db")) as database:
        return Counter(kind for (kind,) in database.execute("SELECT kind FROM outbox"))


async def test_what_cannot_be_kept_is_brought_again(hooked: WebDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    await hooked.desk.stepan.writes("/start")
    await hooked.desk.stepan.sees(button="войти")
    real = Inbox.add
    failed: list[object] = []

    async def add(inbox: Inbox, *args: Any) -> int:
        if len(failed) < 3:
            failed.append(args)
            raise OSError("the disk is full")
        return await real(inbox, *args)

    monkeypatch.setattr(Inbox, "add", add)
    await hooked.desk.stepan.writes("/language")
    await hooked.desk.stepan.sees(button="English")
    assert len(failed) == 3


async def test_what_is_no_update_is_passed_over_and_stops_nothing(hooked: WebDesk) -> None:
    things: tuple[Any, ...] = ([], "x", 7, None, {"update_id": "7"}, {"message": {}})
    for nonsense in things:
        assert await brings(hooked, nonsense) == 200
    async with hooked.http.post(f"{hooked.url}/telegram", data=b"{", headers={HEADER: SECRET}) as answer:
        assert answer.status == 200
    await hooked.desk.stepan.writes("/start")
    await hooked.desk.stepan.sees(button="войти")


async def test_a_webhook_that_somebody_takes_away_is_set_again(
    hooked: WebDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.webhook.LOOK_EVERY", 0.05)
    await hooked.desk.restart()
    await hooked.desk.app.bot.delete_webhook()
    await hooked.desk.stepan.writes("/start")
    await hooked.desk.stepan.sees(button="войти")


async def ready(web: WebDesk) -> bool:
    async with web.http.get(f"{web.url}/readyz") as answer:
        return answer.status == 200


async def test_a_desk_to_which_telegram_can_bring_nothing_is_not_ready_until_something_comes(
    hooked: WebDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.webhook.LOOK_EVERY", 0.05)
    await hooked.desk.restart()
    await hooked.desk.stepan.writes("/start")
    await hooked.desk.stepan.sees(button="войти")
    assert await ready(hooked)
    keep, broken = Webhook._take, True

    async def take(webhook: Webhook, request: Request) -> Response:
        return Response(status=500) if broken else await keep(webhook, request)

    monkeypatch.setattr(Webhook, "_take", take)
    await hooked.desk.restart()
    await hooked.desk.sim.until(lambda: ready(hooked))
    await hooked.desk.stepan.writes("/help")
    await hooked.desk.sim.until(lambda: not_ready(hooked))
    broken = False
    await hooked.desk.sim.until(lambda: ready(hooked), timeout=20)


async def not_ready(web: WebDesk) -> bool:
    return not await ready(web)


class Said(Bot):
    """Telegram, as far as a webhook asks it: `says` is what it says next."""

    def __init__(self) -> None:
        super().__init__("123456789:AAE-bcdefghijklmnopqrstuvwxyz_01234567")
        self.says = WebhookInfo(url=URL, has_custom_certificate=False, pending_update_count=0)

    async def get_webhook_info(self, request_timeout: int | None = None) -> WebhookInfo:
        return self.says

    async def set_webhook(self, *_: Any, **__: Any) -> bool:
        return True

    def complains(self, waiting: int, minute: int | None) -> None:
        at = MONDAY + timedelta(minutes=minute) if minute is not None else None
        self.says = self.says.model_copy(
            update={"pending_update_count": waiting, "last_error_date": at, "last_error_message": "503"}
        )


URL = "https://desk.example.com/telegram"


class Paced(Clock):
    """Its time is said by the test."""

    at = MONDAY

    def pace(self) -> datetime:
        return self.at


@dataclass
class Looked:
    webhook: Webhook
    bot: Said
    clock: Paced

    async def look(self, waiting: int, minute: int | None = None) -> tuple[int, bool]:
        self.bot.complains(waiting, minute)
        await self.webhook._look_after()
        return self.webhook.polls, self.webhook.fresh

    def passes(self, seconds: int) -> int:
        self.clock.at += timedelta(seconds=seconds)
        return self.webhook.polls


async def nothing_comes(_: Sequence[Arrived]) -> None:
    raise AssertionError


@pytest.fixture
async def looked() -> Looked:
    """The webhook of a process that has set it just now."""
    bot, clock = Said(), Paced()
    webhook = Webhook(bot, nothing_comes, clock, url=URL.removesuffix("/telegram"), secret=SECRET)
    await webhook._look_after()
    return Looked(webhook, bot, clock)


async def test_two_counts_are_two_minutes_apart_from_when_all_is_here_that_waited(looked: Looked) -> None:
    assert await looked.look(waiting=3) == (0, True)
    assert looked.passes(600) == 0
    assert await looked.look(waiting=0) == (1, True)
    assert looked.passes(119) == 1
    assert looked.passes(1) == 2
    assert looked.passes(240) == 4
    # More is on its way now and then, and comes.
    assert await looked.look(waiting=1) == (4, True)
    assert looked.passes(120) == 5


async def test_while_telegram_only_fails_nothing_is_counted_and_the_desk_is_not_ready(looked: Looked) -> None:
    # What it says at the first look is of earlier: another process, which is no fault of this one.
    assert await looked.look(waiting=2, minute=1) == (0, True)
    assert await looked.look(waiting=2, minute=1) == (0, True)
    assert await looked.look(waiting=0, minute=1) == (1, True)
    looked.passes(130)
    assert await looked.look(waiting=1, minute=3) == (2, False)
    assert looked.passes(1000) == 2
    assert await looked.look(waiting=1, minute=3) == (2, False)
    assert await looked.look(waiting=0, minute=3) == (3, True)
    assert looked.passes(119) == 3
    # Of several one fails, and others come: that is not failing only.
    looked.webhook._works()
    assert await looked.look(waiting=1, minute=9) == (3, True)
    assert await looked.look(waiting=1, minute=10) == (3, False)
    looked.webhook._works()
    assert looked.webhook.fresh


async def test_a_restart_while_a_topic_is_in_doubt_makes_no_second_one_before_two_minutes_without_an_echo(
    hooked: WebDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = hooked.desk
    updates = desk.sim.world.updates
    add = updates.add

    def withhold(kind: str, body: dict[str, Any]) -> None:
        if "forum_topic_created" not in body:
            add(kind, body)

    monkeypatch.setattr(updates, "add", withhold)
    monkeypatch.setattr("bot.wiring.STOP_SECONDS", 0.2)
    create, asked = desk.app.bot.session.make_request, asyncio.Event()

    async def lose(bot: Bot, method: Any, *how: Any, **more: Any) -> Any:
        answer = await create(bot, method, *how, **more)
        if isinstance(method, CreateForumTopic):
            asked.set()
            await asyncio.Event().wait()
        return answer

    monkeypatch.setattr(desk.app.bot.session, "make_request", lose)
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    await asked.wait()
    await desk.restart()
    await desk.stepan.writes("/start")
    await desk.stepan.sees(button="войти")
    await asyncio.sleep(3)
    assert len(await desk.room.topics()) == 1
    for _ in range(2):
        await desk.passes(seconds=125)
    await desk.sim.until(lambda: two_topics(hooked))


async def two_topics(web: WebDesk) -> bool:
    return len(await web.desk.room.topics()) == 2


async def test_a_desk_that_is_told_to_poll_again_takes_the_webhook_away(hooked: WebDesk, tmp_path: Path) -> None:
    desk = hooked.desk
    await desk.stop()
    await desk.stepan.writes("/start")
    desk.settings = settings_for(desk.sim, desk.room, tmp_path, desk.olga)
    await desk.start()
    await desk.stepan.sees(button="войти")
    assert (await desk.app.bot.get_webhook_info()).url == ""


async def test_check_says_what_is_set_and_what_telegram_complains_of(hooked: WebDesk, tmp_path: Path) -> None:
    desk = hooked.desk
    await desk.stepan.writes("/start")
    await desk.stepan.sees(button="войти")
    said = [finding.text async for finding in check(desk.settings)]
    assert f"webhook: set to {hooked.url}/telegram; 0 updates wait at Telegram" in said
    await desk.stop()
    await desk.stepan.writes("/help")
    await desk.sim.until(lambda: bool(desk.sim.world.webhook and desk.sim.world.webhook.complaint))
    found = [finding async for finding in check(desk.settings)]
    assert [finding.good for finding in found if "complaint" in finding.text] == [False]
    polling = settings_for(desk.sim, desk.room, tmp_path, desk.olga)
    said = [finding.text async for finding in check(polling)]
    assert "webhook: it is set to another address; the desk takes it away when it starts, and polls" in said
    assert not [line for line in said if SECRET in line]
