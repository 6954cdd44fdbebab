"""A desk without a network: its workers and its sender run, Telegram says yes to everything."""

import itertools
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods import GetChatMember, TelegramMethod
from aiogram.types import (
    Chat,
    ChatMemberLeft,
    ChatMemberMember,
    ForumTopic,
    InlineKeyboardMarkup,
    Message,
    MessageId,
    User,
)
from sqlalchemy import select

from bot.background import Background
from bot.intake import keep
from bot.settings import load
from bot.wiring import App
from desk.ports import Arrived
from storage.migrate import upgrade
from storage.tables import metadata

ROOM = -1001
MEMBERS = frozenset({201, 202})
MANAGER = 301


class Agreeable(BaseSession):
    """Takes every call, and answers with what such a call gives."""

    def __init__(self) -> None:
        super().__init__()
        self._numbers = itertools.count(1000)
        self.calls: list[TelegramMethod[Any]] = []

    async def close(self) -> None:
        """Nothing is open."""

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,  # noqa: ASYNC109 (the library's own signature)
        chunk_size: int = 65536,
        raise_for_status: bool = True,
    ) -> AsyncGenerator[bytes, None]:
        """Nothing is ever downloaded."""
        raise AssertionError("the desk downloads nothing")
        yield b""

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:  # noqa: ASYNC109 (the library's own signature)
        self.calls.append(method)
        returns = type(method).__returning__
        if isinstance(method, GetChatMember):
            user = User(id=method.user_id, is_bot=False, first_name="?")
            return ChatMemberMember(user=user) if method.user_id in MEMBERS else ChatMemberLeft(user=user)
        if returns is MessageId:
            return MessageId(message_id=next(self._numbers))
        if returns is ForumTopic:
            return ForumTopic(message_thread_id=next(self._numbers), name="x", icon_color=1)
        if returns is Message or returns == Message | bool:
            return self._message(method)
        if returns == list[Message]:
            return [self._message(method) for _ in method.media]  # type: ignore[attr-defined]  # only albums return a list
        if returns is User:
            return User(id=42, is_bot=True, first_name="Desk", username="desk_bot")
        return True

    def buttons(self) -> list[str]:
        """What the buttons carry that were shown, each once."""
        found: list[str] = []
        for call in self.calls:
            markup = getattr(call, "reply_markup", None)
            if isinstance(markup, InlineKeyboardMarkup):
                found += [one.callback_data for row in markup.inline_keyboard for one in row if one.callback_data]
        return sorted(set(found))

    def _message(self, method: Any) -> Message:
        chat = int(getattr(method, "chat_id", 0) or 0)
        return Message(
            message_id=next(self._numbers),
            date=datetime.now(UTC),  # noqa: TID251 (Telegram's own clock)
            chat=Chat(id=chat, type="private" if chat > 0 else "supergroup"),
            message_thread_id=getattr(method, "message_thread_id", None),
        )


@asynccontextmanager
async def quiet_desk(tmp: Path, url: str = "") -> AsyncIterator[tuple[App, Agreeable]]:
    """Workers and sender in work on an own database."""
    values = {
        "BOT_TOKEN": "42:fuzz",
        "STAFF_CHAT_ID": str(ROOM),
        "MANAGER_IDS": str(MANAGER),
        "DATABASE_URL": url or f"sqlite+aiosqlite:///{tmp}/desk.db",
        "TELEGRAM_LIMITS": "off",
        "HOLIDAYS": "none",
        "CALENDAR_FILE": str(tmp / "calendar.txt"),
        "VAULT_KEY": "kX3JmWq0bS4v7cYtL9dZ2fGhR1nUoP6aEiTyQwBxMzs=",
    }
    with pytest.MonkeyPatch.context() as environment:
        for name, value in values.items():
            environment.setenv(name, value)
        settings = load(None)
    app = App(settings)
    await app.bot.session.close()
    app.bot.session = session = Agreeable()
    await upgrade(settings.database_url)
    tasks = Background()
    tasks.begin(app.workers.run(), name="workers")
    tasks.begin(app.sender.run(), name="sender")
    try:
        yield app, session
    finally:
        await tasks.close()
        await app.workers.stop(5)
        await app.sender.stop(5)
        await app.database.dispose()


async def handed_over(app: App, batch: list[Arrived]) -> None:
    """Into the inbox, as the intake does it, and worked off."""
    await app.office.run(keep, arrived=batch)
    app.workers.wake()


async def contents(app: App) -> dict[str, dict[tuple[Any, ...], dict[str, Any]]]:
    """Every row of every table, by its key."""
    whole: dict[str, dict[tuple[Any, ...], dict[str, Any]]] = {}
    async with app.database._reader.connect() as connection:
        for table in metadata.sorted_tables:
            keys = [column.name for column in table.primary_key]
            rows = [dict(row) for row in (await connection.execute(select(table))).mappings()]
            whole[table.name] = {tuple(row[key] for key in keys): row for row in rows}
    return whole
