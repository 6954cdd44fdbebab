"""What people are and write gets into no log, whoever logs it. Source: security 18, 19."""

import ast
import json
import logging
import sqlite3
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
import structlog
from aiogram.exceptions import TelegramBadRequest, TelegramNetworkError
from aiogram.methods import SendMessage
from aiogram.types import Update
from pydantic import BaseModel, ValidationError
from sqlalchemy import create_engine, text

from bot.logs import set_up
from bot.redaction import FIELDS, scrub
from bot.workers import _reason
from handlers import client
from tests.bot.running import CODE, RunningDesk, running_desk

TOKEN = "123456789:AAE-bcdefghijklmnopqrstuvwxyz_01234567"
KEY = "kX3JmWq0bS4v7cYtL9dZ2fGhR1nUoP6aEiTyQwBxMzs="
ROOT = Path(__file__).parents[2]

Log = Callable[[], str]


@pytest.fixture
def log() -> Iterator[Log]:
    """The log as it is in production; what was written of it so far."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    set_up("json", TOKEN, KEY)
    structlog.configure(cache_logger_on_first_use=False)
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    assert not logging.raiseExceptions
    handler.setStream(stream := StringIO())
    yield stream.getvalue
    logging.raiseExceptions = True
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


@pytest.mark.parametrize(
    "said",
    [
        "anna.smirnova+1@example.co.uk",
        "+7 (495) 123-45-67",
        "+44 20 7946 0958",
        "8 495 123-45-67",
        "79161234567",
        "12345678",
        "1234 5678",
        "/start d-Jk3hs8fk2jHGsk",
        "https://t.me/desk_bot?start=d-Jk3hs8fk2jHGsk",
        "https://panel.example.com/api?identifier=AbCd1234&secret=Zz9Tarantula",
        "Authorization: Bearer Zz9TarantulaZz9Tarantula",
        "{'X-Telegram-Bot-Api-Secret-Token': 'Zz9Tarantula'}",
        "https://api.telegram.org/bot987654321:AAHsecretsecretsecretsecretsecret_x/getUpdates",
    ],
)
def test_sec_19_personal_data_codes_payloads_and_keys_are_taken_out(said: str) -> None:
    told = scrub(f"what came of {said} is not known")
    secrets = ("anna", "smirnova", "123-45-67", "0958", "79161234567", "5678", "Jk3hs8fk2jHGsk", "AbCd1234")
    assert not [secret for secret in (*secrets, "Tarantula", "AAHsecret") if secret in told]
    assert told.startswith("what came of ")
    assert told.endswith(" is not known")


@pytest.mark.parametrize(
    "said",
    [
        "update 123456789 in chat -1001234567890 failed",
        "postgresql+asyncpg://desk@db.example.com:5432/desk",
        "2027-03-02T09:00:00.123456Z",
        "database is locked (code 5); tried 3 times in 12.345678 s",
        "Bad Request: message thread not found",
        'File "/app/storage/people.py", line 12, in get',
    ],
)
def test_sec_19_what_an_operator_needs_stays(said: str) -> None:
    assert scrub(said) == said


def _no_line(url: str) -> None:
    raise OSError(f"Cannot connect to {url}")


def test_sec_18_the_token_is_in_no_line_though_a_library_logs_its_request(log: Log) -> None:
    url = f"https://api.telegram.org/bot{TOKEN}/sendMessage"
    for name in ("httpx", "aiohttp.client", "aiogram.event", "root"):
        logging.getLogger(name).error("HTTP Request: POST %s", url)
    try:
        try:
            _no_line(url)
        except OSError as error:
            raise TelegramNetworkError(SendMessage(chat_id=1, text="x"), f"ClientError: {url}") from error
    except TelegramNetworkError:
        structlog.get_logger().exception("outbox_row_failed", owed=7)
    written = log()
    assert "AAE-bcdefg" not in written
    assert written.count("api.telegram.org/bot***") == 6
    assert "TelegramNetworkError" in written


class Box(BaseModel):
    number: int


def _invalid() -> None:
    Box.model_validate({"number": "Анна Смирнова, пароль Zz9-Tarantula"})


def _missing() -> None:
    known: dict[str, str] = {}
    known["Анна Смирнова Zz9-Tarantula"]


def _statement() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        connection.execute(text("SELECT :name FROM nowhere"), {"name": "Zz9-Tarantula"})


def _foreign() -> None:
    class Odd(Exception):
        """Of a library that we do not know."""

    raise Odd("Анна Смирнова Zz9-Tarantula")


@pytest.mark.parametrize("fails", [_invalid, _missing, _statement, _foreign])
def test_sec_19_a_traceback_quotes_nobody(log: Log, fails: Callable[[], None]) -> None:
    """Also through the log of a library, and as the cause of another failure."""
    try:
        fails()
    except Exception as error:
        structlog.get_logger().exception("update_failed", updates=(1,))
        logging.getLogger("apscheduler.executors").exception("Job raised")
        outer = RuntimeError("it was the row")
        outer.__cause__ = error
        structlog.get_logger().error("update_failed", exc_info=outer)
    lines = [json.loads(line) for line in log().splitlines()]
    assert len(lines) == 3
    assert all(f"in {fails.__name__}" in line["exception"] for line in lines)
    assert "it was the row" in lines[2]["exception"]
    assert not [line for line in lines for told in line["exception"].splitlines() if _is_said(told, "Tarantula")]


def _is_said(line: str, secret: str) -> bool:
    """Not the source that stands in a traceback: that is ours."""
    return secret in line and not line.startswith("    ")


def test_sec_19_a_field_that_nobody_allowed_is_left_out(log: Log) -> None:
    structlog.get_logger().info("somebody_wrote", text="Zz9-Tarantula", person="Анна", chat=5)
    (line,) = [json.loads(one) for one in log().splitlines()]
    assert (line["text"], line["person"], line["chat"]) == ("(left out)", "(left out)", 5)


def test_sec_19_every_line_that_the_desk_logs_has_allowed_fields_only() -> None:
    said = {name for folder in ("bot", "handlers", "storage") for name in _fields_logged_in(ROOT / folder)}
    assert {"owed", "updates", "chat"} <= said
    assert said - FIELDS == set()


def _fields_logged_in(folder: Path) -> Iterator[str]:
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and _logs(node.func):
                yield from (item.arg for item in node.keywords if item.arg)


def _logs(called: ast.expr) -> bool:
    if isinstance(called, ast.Attribute):
        return isinstance(called.value, ast.Name) and called.value.id in {"log", "logger"}
    return isinstance(called, ast.Name) and called.id == "tell"


async def test_sec_19_a_whole_conversation_and_what_fails_in_it_leave_no_trace_in_the_log(
    tmp_path: Path, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    logging.getLogger().setLevel(logging.DEBUG)
    async with running_desk(tmp_path) as desk:
        await desk.signs_in(desk.anna, "anna@example.com")
        letters = await desk.sim.mails("anna@example.com")
        (code,) = [found for letter in letters if (found := CODE.search(letter.text))]
        await desk.anna.writes("/start d-Jk3hs8fk2jHGsk")

        async def fails(work: object, **facts: object) -> None:
            raise ValueError(f"cannot read {facts}")

        monkeypatch.setattr(client, "client_writes", fails)
        await desk.anna.writes("Звоните: +7 916 123-45-67, пароль Zz9-Tarantula")
        await _update_failed(desk, log, tmp_path)
    written = log()
    for secret in ("anna@example.com", code[1], "Jk3hs8fk2jHGsk", "123-45-67", "Tarantula", "Смирнова", "Звоните"):
        assert secret not in written
    assert desk.settings.bot_token.get_secret_value().partition(":")[2] not in written
    with sqlite3.connect(tmp_path / "desk.db") as database:
        (error,) = database.execute("SELECT error FROM inbox WHERE error <> ''").fetchone()
    database.close()
    assert "ValueError: (left out)" in error


async def _update_failed(desk: RunningDesk, log: Log, tmp_path: Path) -> None:
    await desk.sim.until(lambda: "update_failed" in log())


def test_sec_18_what_telegram_says_is_told(log: Log) -> None:
    error = TelegramBadRequest(SendMessage(chat_id=1, text="Zz9-Tarantula"), "Bad Request: chat not found")
    structlog.get_logger().error("outbox_row_failed", exc_info=error)
    written = log()
    assert "chat not found" in written
    assert "Tarantula" not in written


def test_sec_19_what_is_not_understood_is_told_without_what_was_written() -> None:
    raw = {"update_id": 1, "chat_member": {"new_chat_member": {"status": "Zz9-Tarantula"}, "date": "Zz9-Tarantula"}}
    with pytest.raises(ValidationError) as error:
        Update.model_validate(raw)
    reason = _reason(error.value)
    assert "new_chat_member" in reason
    assert "Tarantula" not in reason
