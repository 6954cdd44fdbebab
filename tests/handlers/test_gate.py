"""Handlers of commands are asked about commands only: whatever else people write passes them by at once."""

from datetime import UTC, datetime

import pytest
from aiogram import Bot
from aiogram.filters import Command
from aiogram.types import Chat, Message

from bot.wiring import dispatcher
from handlers.filters import IsCommand, Places
from tests.handlers.samples import texts

BOT = Bot("123456:a-token-of-nobody")


def message(**words: str) -> Message:
    plain = {"message_id": 1, "date": datetime(2027, 3, 2, tzinfo=UTC), "chat": Chat(id=1, type="private")}
    return Message.model_validate(plain | words)


def test_everybody_behind_the_gate_wants_a_command() -> None:
    (gate,) = [one for one in dispatcher(Places(), lambda _: texts(), "ru").chain_tail if one.name == "commands"]
    handlers = [handler for router in gate.chain_tail for handler in router.message.handlers]
    assert len(handlers) > 20
    for handler in handlers:
        assert any(isinstance(one.callback, Command) for one in handler.filters or []), handler.callback


@pytest.mark.parametrize(
    "words",
    [
        {"text": "/time 30"},
        {"text": "  /time 30"},
        {"text": "\n\u00a0/time"},
        {"caption": "/time 30"},
        {"text": "/time@desk_bot"},
    ],
)
async def test_what_is_a_command_to_the_library_comes_through(words: dict[str, str]) -> None:
    assert await Command("time", ignore_mention=True)(message(**words), BOT)
    assert await IsCommand()(message(**words))


@pytest.mark.parametrize(
    "words", [{"text": "и/или"}, {"text": "время /time"}, {"caption": "фото"}, {}, {"text": "!time"}]
)
async def test_other_words_do_not(words: dict[str, str]) -> None:
    assert not await Command("time", ignore_mention=True)(message(**words), BOT)
    assert not await IsCommand()(message(**words))
