"""What is strange, or missing for a moment, stops nobody; what does stop a part stops all, and says so."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientError
from aiohttp_socks import ProxyError
from structlog.testing import capture_logs

from bot.intake import arrived
from bot.logs import Redact
from bot.run import run_until_stopped
from bot.secrets import secrets_of
from bot.settings import load
from bot.telegram import LONGEST_WAIT, PollFailed, _updates, get_updates
from bot.wiring import App, PartEnded
from simulator import Simulator
from simulator.world.updates import Update as Queued
from storage.inbox import Inbox
from storage.url import MissingDriver, Unusable
from tests.bot.commandline import REQUIRED, TOKEN, running, says
from tests.bot.running import RunningDesk
from tests.bot.test_intake import STRANGE, FailingOnce, failing, json_answer, parked, with_a_ticket
from tests.faults.desks import desk_on_a_bad_line, people_of

PASSWORD = "p%40ss-which-nobody-sees"
MEANT = "p@ss-which-nobody-sees"


# --- strange updates -------------------------------------------------------------------------------

WITHOUT_NUMBER: list[Any] = [
    None,
    5,
    "an update",
    [],
    {},
    {"update_id": None},
    {"update_id": "6"},
    {"update_id": 0},
    {"update_id": -3},
    {"update_id": True},
    {"update_id": 1.5},
    {"update_id": 2**63},
]
OUT_OF_SHAPE: list[Any] = [
    {"update_id": 1},
    {"update_id": 2, "message": None},
    {"update_id": 3, "message": 5},
    {"update_id": 4, "message": {"chat": "here", "from": [], "text": 7, "media_group_id": ["a", "\0"]}},
    {"update_id": 5, "message": {"chat": {"id": 2**70}}},
    {"update_id": 6, "callback_query": {"message": "gone", "from": {"id": "x"}}},
    {"update_id": 7, "from_the_future": {"from": {"id": 5}}},
    {"update_id": 8, "message": {"text": "\ud800", "chat": {"id": 1}, "media_group_id": "\ud800\0"}},
]


async def test_what_is_strange_in_a_batch_does_not_stop_what_comes_with_it(tmp_path: Path) -> None:
    async with desk_on_a_bad_line(tmp_path) as (desk, line):
        await line.down()
        await desk.viktor.writes("/start")
        (good,) = [update.as_json() for update in desk.sim.world.updates.pending() if "/start" in str(update.body)][-1:]
        batches = [[*WITHOUT_NUMBER], [*WITHOUT_NUMBER, *OUT_OF_SHAPE, good]]

        def instead(method: str) -> Any:
            return json_answer({"ok": True, "result": batches.pop(0)}) if method == "getUpdates" and batches else None

        line.instead = instead
        with capture_logs() as logs:
            await line.up()
            await desk.viktor.sees("Здравствуйте")
            await desk.sim.until_updates_are_taken()

            async def all_set_aside() -> bool:
                return await desk.app.office.look(parked) == len(OUT_OF_SHAPE)

            await desk.sim.until(all_set_aside)
        passed_over = [entry for entry in logs if entry["event"] == "update_without_number"]
        assert len(passed_over) == 2 * len(WITHOUT_NUMBER)
        assert any(entry.get("why") == "no update has a number" for entry in logs)
        assert "update_failed" not in {entry["event"] for entry in logs}


@pytest.mark.parametrize("update", WITHOUT_NUMBER, ids=repr)
def test_what_has_no_number_cannot_be_kept(update: object) -> None:
    assert arrived(update) is None


@pytest.mark.parametrize("update", OUT_OF_SHAPE, ids=lambda update: str(update["update_id"]))
def test_what_has_one_is_kept_under_it_and_any_database_takes_it(update: dict[str, Any]) -> None:
    kept = arrived(update)
    assert kept is not None
    assert kept.update == update["update_id"]
    assert abs(kept.lane) < 2**63
    assert "\0" not in kept.raw.encode().decode() + kept.album.encode().decode()
    assert json.loads(kept.raw).keys() == update.keys()


async def test_one_item_of_an_album_that_cannot_be_understood_is_set_aside_alone(desk: RunningDesk) -> None:
    await with_a_ticket(desk)
    await desk.anna.sends_album(["photo", "photo", "photo"], caption="Три снимка")
    queue = desk.sim.world.updates._queue
    last = queue[-1]
    queue[-1] = Queued(last.id, last.kind, last.body | {"forward_origin": STRANGE}, last.expires)
    topic = await desk.room.topic("№1")
    await desk.boris.sees("Три снимка", topic=topic)
    assert len([message for message in await topic.messages() if message.kind == "photo"]) == 2

    async def set_aside() -> bool:
        return await desk.app.office.look(parked) == 1

    await desk.sim.until(set_aside)


# --- strange answers -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parameters", "wait"),
    [
        ({"retry_after": 7}, 7),
        ({"retry_after": 10**9}, LONGEST_WAIT),
        ({"retry_after": -1}, None),
        ({"retry_after": "soon"}, None),
        ({"retry_after": float("inf")}, None),
        ({}, None),
        (None, None),
        ([1], None),
    ],
    ids=repr,
)
def test_telegram_is_left_alone_as_long_as_it_asks_if_that_is_a_time(parameters: object, wait: float | None) -> None:
    body = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": parameters}
    with pytest.raises(PollFailed, match="Too Many Requests") as refused:
        _updates(429, json.dumps(body).encode())
    assert refused.value.wait == wait


@pytest.mark.parametrize("answer", [b"", b"\xff\xfe\xff", b"<html>", b"null", b"7", b'{"ok": true, "result": {}}'])
def test_an_answer_without_updates_is_a_failed_poll(answer: bytes) -> None:
    with pytest.raises(PollFailed):
        _updates(200, answer)


@pytest.mark.parametrize("error", [ProxyError("authentication failed"), ClientError(), RecursionError(), ValueError()])
async def test_polling_goes_on_after_an_error_that_nobody_foresaw(
    desk: RunningDesk, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    left = [error, error]

    async def fails(*args: Any) -> list[Any]:
        if left:
            raise left.pop()
        return await get_updates(*args)

    monkeypatch.setattr("bot.intake.get_updates", fails)
    await desk.anna.writes("/start")
    await desk.sim.until(lambda: not left)
    await desk.anna.sees("Здравствуйте")


# --- a bad database --------------------------------------------------------------------------------


@pytest.mark.parametrize("alone", [True, False])
async def test_nothing_is_confirmed_while_it_cannot_be_kept(
    desk: RunningDesk, monkeypatch: pytest.MonkeyPatch, alone: bool
) -> None:
    """Neither what is handled in the transaction that keeps it, nor what is kept first."""
    left, original = 3, Inbox.add

    async def add(inbox: Inbox, *args: Any) -> int:
        nonlocal left
        if left:
            left -= 1
            raise OSError("the database is away for a moment")
        return await original(inbox, *args)

    await desk.sim.until_updates_are_taken()
    await desk.sim.until(lambda: desk.app.workers.idle)
    monkeypatch.setattr(Inbox, "add", add)
    if not alone:
        monkeypatch.setattr("bot.workers.Workers._may_be_handled_at_once", lambda *_: False)
    before = desk.app.poller.polls
    await desk.anna.writes("/start")
    await desk.sim.until(lambda: left <= 1)
    assert "/start" in [update.body.get("text") for update in desk.sim.world.updates.pending()]
    assert desk.app.poller.polls - before <= 1
    await desk.anna.sees("Здравствуйте")


async def test_an_update_is_set_aside_though_the_database_is_away_for_a_moment(
    desk: RunningDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    import bot.workers

    fault = FailingOnce(bot.workers.park)
    monkeypatch.setattr("bot.workers.park", fault)
    await desk.anna.writes("/start")
    queue = desk.sim.world.updates._queue
    queue[-1] = Queued(queue[-1].id, queue[-1].kind, queue[-1].body | {"forward_origin": STRANGE}, queue[-1].expires)
    await desk.anna.writes("/help")
    await desk.anna.sees("Как это работает")
    assert not fault.left
    assert await desk.app.office.look(parked) == 1


async def test_an_update_is_put_off_though_the_database_is_away_for_a_moment(
    desk: RunningDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And it is handled no second time before that is written down."""
    import bot.workers

    trouble = await failing(desk, times=1)
    fault = FailingOnce(bot.workers.retry)
    monkeypatch.setattr("bot.workers.retry", fault)
    await desk.anna.writes("Сбой")
    await desk.sim.until(lambda: not fault.left)
    assert len(trouble.moments) == 1
    await desk.passes(seconds=5)
    await desk.anna.sees("Здравствуйте")


# --- a part that ends ------------------------------------------------------------------------------

PARTS = {
    "intake": "bot.intake.Poller.run",
    "workers": "bot.workers.Workers.run",
    "sender": "bot.sender.Sender.run",
    "rooms": "bot.rooms.Rooms.run",
    "clock": "bot.wiring.App._watch_clock",
}


async def fails(_: object) -> None:
    raise RuntimeError("a fault of ours")


async def returns(_: object) -> None:
    """As if its work were done."""


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("how", [fails, returns])
async def test_a_desk_of_which_a_part_ends_ends_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str, how: Any
) -> None:
    monkeypatch.setattr(PARTS[part], how)
    async with Simulator(clock_file=tmp_path / "clock") as sim:
        desk = await people_of(sim, tmp_path)
        with capture_logs() as logs:
            async with asyncio.timeout(20):
                with pytest.raises(PartEnded, match=part):
                    await App(desk.settings, long_poll=1).run()
    (told,) = [entry for entry in logs if entry["event"] == "part_ended"]
    assert (told["log_level"], told["part"]) == ("critical", part)


BROKEN_POLLER = """
import bot.cli, bot.intake, sys
async def fails(self): raise RuntimeError("a fault of ours")
bot.intake.Poller.run = fails
sys.argv = ["frontdesk", "run"]
bot.cli.main()
"""


async def test_the_process_ends_with_status_1_and_says_why(tmp_path: Path) -> None:
    given = REQUIRED | {"TELEGRAM_API_URL": "http://127.0.0.1:1", "LOG_FORMAT": "json"}
    desk = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", BROKEN_POLLER), cwd=tmp_path, env=given, stdout=PIPE, stderr=PIPE
    )
    async with asyncio.timeout(30):
        _, err = await desk.communicate()
    *lines, last = err.decode().splitlines()
    assert desk.returncode == 1
    assert last == "A part of the desk has failed (intake), so all of it stops: the log says why."
    said = {entry["event"]: entry for entry in map(json.loads, lines)}
    assert said["part_ended"]["part"] == "intake"
    assert "a fault of ours" in said["background_task_failed"]["exception"]


async def gives_way(_: object) -> None:
    raise KeyError("a fault of ours")


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The logs of the tests stay as they are, and the default database is nobody's."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.run.set_up", lambda *_: None)


@pytest.mark.usefixtures("quiet")
def test_whatever_ends_a_desk_unforeseen_is_in_the_log_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    hidden(monkeypatch)
    monkeypatch.setattr("bot.wiring.App.run", gives_way)
    with capture_logs() as logs:
        told = run_until_stopped(load(None))
    assert told == "The desk has failed (KeyError) and stops: the log says why."
    assert [(entry["event"], entry["log_level"]) for entry in logs] == [("desk_failed", "critical")]


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("error", [MissingDriver("install it"), Unusable("cannot be opened")], ids=repr)
def test_what_the_command_line_has_words_for_is_left_to_it(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    async def fails_so(_: object) -> None:
        raise error

    hidden(monkeypatch)
    monkeypatch.setattr("bot.wiring.App.run", fails_so)
    with pytest.raises(type(error)):
        run_until_stopped(load(None))


# --- secrets ---------------------------------------------------------------------------------------


def hidden(monkeypatch: pytest.MonkeyPatch, **given: str) -> Redact:
    for name, value in (REQUIRED | given).items():
        monkeypatch.setenv(name, value)
    return Redact(*secrets_of(load(None)))


@pytest.mark.parametrize(
    "given",
    [
        {"DATABASE_URL": f"postgresql://desk:{PASSWORD}@db.example.com/desk"},
        {"TELEGRAM_API_URL": f"https://desk:{PASSWORD}@telegram.example.com/api"},
        {"TELEGRAM_PROXY": f"socks5://desk:{PASSWORD}@proxy.example.com:1080"},
        {"SMTP_URL": f"smtp://desk:{PASSWORD}@mail.example.com:587", "MAIL_FROM": "desk@example.com"},
    ],
    ids=lambda given: next(iter(given)),
)
def test_a_password_is_hidden_as_it_is_written_and_as_it_is_meant(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str]
) -> None:
    redact = hidden(monkeypatch, **given)
    address = next(iter(given.values()))
    told = redact.clean(f"{address} · {PASSWORD} · {MEANT} · {TOKEN} · {TOKEN.partition(':')[2]}")
    assert told == f"{address.replace(PASSWORD, '***')} · *** · *** · *** · ***"


def test_a_short_password_is_hidden_in_its_address_but_not_in_other_words(monkeypatch: pytest.MonkeyPatch) -> None:
    redact = hidden(monkeypatch, DATABASE_URL="postgresql://desk:desk@db.example.com/desk")
    assert redact.clean("postgresql://desk:desk@db.example.com/desk desk") == (
        "postgresql://desk***db.example.com/desk desk"
    )


def test_an_address_without_a_password_hides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    redact = hidden(monkeypatch, DATABASE_URL="sqlite:////srv/a:b@c/desk.db", TELEGRAM_PROXY="http://127.0.0.1:3128")
    words = "sqlite:////srv/a:b@c/desk.db http://127.0.0.1:3128"
    assert redact.clean(words) == words


async def test_the_passwords_are_in_no_line_of_the_log_though_the_proxy_cannot_be_reached(tmp_path: Path) -> None:
    given = REQUIRED | {"TELEGRAM_PROXY": f"socks5://desk:{PASSWORD}@127.0.0.1:1", "LOG_FORMAT": "json"}
    async with running("run", folder=tmp_path, given=given) as desk:
        heard = await says(desk, "polling failed")
    assert [secret for secret in (PASSWORD, MEANT, TOKEN) if secret in heard] == []
