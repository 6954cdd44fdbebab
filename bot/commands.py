"""The command lists that Telegram shows, per kind of chat and language."""

from collections.abc import Mapping

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from handlers.filters import Places
from handlers.texts import LANGUAGES, Texts

log = structlog.get_logger()

FOR_CLIENTS = (
    "new",
    "tickets",
    "ticket",
    "services",
    "articles",
    "people",
    "signin",
    "unlink",
    "feedback",
    "language",
    "timezone",
    "help",
    "privacy",
    "export",
    "erase",
    "cancel",
    "start",
)
FOR_STAFF = (
    "take",
    "solve",
    "wait",
    "working",
    "note",
    "release",
    "refuse",
    "clarify",
    "noturgent",
    "complex",
    "reopen",
    "hold",
    "merge",
    "articles",
    "macros",
    "m",
    "handover",
    "block",
    "unblock",
    "access",
    "paid",
    "waive",
    "time",
    "onbehalf",
    "client",
    "clientnote",
    "link",
    "approve",
    "unlink",
    "cancel",
    "by",
    "snooze",
    "recall",
    "urgent",
    "assign",
    "category",
    "move",
    "queue",
    "my",
    "find",
    "ticket",
    "help",
)
OWN = {"export": "export_mine"}
"""Commands that mean something else in a client's chat than in a manager's."""
NOBODYS: Mapping[str, str] = {}

FOR_MANAGERS = ("digest", "events", "export", "calendar")


async def register(bot: Bot, places: Places, texts: dict[str, Texts], default: str) -> None:
    """Tell Telegram. A chat that refuses (the bot is not in it yet) is only logged: it is set at the next start."""
    for language in LANGUAGES:
        commands = _list(FOR_CLIENTS, texts[language], of=OWN)
        code = None if language == default else language
        await bot.set_my_commands(commands, BotCommandScopeAllPrivateChats(), language_code=code)
    words = texts[default]
    for room in places.rooms:
        both = FOR_STAFF + (FOR_MANAGERS if room in places.managers else ())
        await _for_chat(bot, room, _list(both, words))
    for manager in places.managers - places.rooms:
        own = FOR_MANAGERS + (tuple(name for name in FOR_CLIENTS if name not in FOR_MANAGERS) if manager > 0 else ())
        await _for_chat(bot, manager, _list(own, words))


def _list(names: tuple[str, ...], texts: Texts, *, of: Mapping[str, str] = NOBODYS) -> list[BotCommand]:
    return [BotCommand(command=name, description=texts.command(of.get(name, name))) for name in names]


async def _for_chat(bot: Bot, chat: int, commands: list[BotCommand]) -> None:
    try:
        await bot.set_my_commands(commands, BotCommandScopeChat(chat_id=chat))
    except AiogramError as error:
        log.warning("commands_not_registered", chat=chat, reason=str(error))
