"""The way to Telegram: its session (proxy and own server included), and updates as raw JSON."""

import json
from http import HTTPStatus
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import (
    AnswerCallbackQuery,
    CloseForumTopic,
    CopyMessage,
    CreateForumTopic,
    DeleteMessage,
    EditForumTopic,
    EditMessageCaption,
    EditMessageReplyMarkup,
    EditMessageText,
    GetChat,
    GetChatMember,
    LeaveChat,
    ReopenForumTopic,
    Response,
    SendMediaGroup,
    SendMessage,
    SetMessageReaction,
    TelegramMethod,
)
from aiogram.types import Update
from aiohttp import ClientTimeout
from pydantic import BaseModel

from bot.settings import Settings

ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "chat_member",
)
"""What we ask for; Telegram applies the list when an update arises, so it is sent with every poll."""

REQUEST_SECONDS = 40.0
SLACK = 15

LONGEST_WAIT = 3600
"""Seconds that we leave Telegram alone at most, whatever it asks for."""


METHODS: tuple[type[TelegramMethod[Any]], ...] = (
    *(CopyMessage, SendMessage, SendMediaGroup, SetMessageReaction, AnswerCallbackQuery),
    *(EditMessageText, EditMessageCaption, EditMessageReplyMarkup, DeleteMessage),
    *(CreateForumTopic, EditForumTopic, CloseForumTopic, ReopenForumTopic, GetChat, GetChatMember, LeaveChat),
)

ANSWERS = [Response[method.__returning__] for method in METHODS]  # type: ignore[name-defined]
"""The models of Telegram's answers. If nobody keeps them, they are thrown away and built anew, call by call."""


def build_models() -> None:
    """What nearly every message needs, before the first one comes (see `handlers.models`)."""
    models: list[type[BaseModel]] = [Update, *METHODS, *ANSWERS]
    for model in models:
        model.model_rebuild()


class Refusal409(Exception):
    """Somebody else polls with the same token, or a webhook is set."""


class PollFailed(Exception):
    """Telegram answered, but not with updates. `wait` is how long it asks us to wait, in seconds."""

    def __init__(self, description: str, wait: float | None) -> None:
        super().__init__(description)
        self.wait = wait


def make_bot(settings: Settings) -> Bot:
    server = TelegramAPIServer.from_base(str(settings.telegram_api_url).rstrip("/"))
    session = AiohttpSession(api=server, proxy=settings.telegram_proxy or None, timeout=REQUEST_SECONDS)
    return Bot(settings.bot_token.get_secret_value(), session=session)


async def get_updates(bot: Bot, offset: int | None, wait: int) -> list[Any]:
    """Updates as they are. aiogram's models would refuse a whole batch because of one unknown kind."""
    session = bot.session
    assert isinstance(session, AiohttpSession)
    client = await session.create_session()
    asked: dict[str, Any] = {"timeout": wait, "limit": 100, "allowed_updates": list(ALLOWED_UPDATES)}
    if offset is not None:
        asked["offset"] = offset
    url = session.api.api_url(token=bot.token, method="getUpdates")
    async with client.post(url, json=asked, timeout=ClientTimeout(total=wait + SLACK)) as response:
        return _updates(response.status, await response.read())


def _updates(status: int, answer: bytes) -> list[Any]:
    """Whatever stands between Telegram and us may answer as well, and with anything."""
    try:
        body = json.loads(answer)
    except ValueError:
        raise PollFailed(f"HTTP {status} with something that is not JSON", None) from None
    if not isinstance(body, dict):
        raise PollFailed(f"HTTP {status} with JSON that is no answer of Telegram", None)
    if body.get("ok") and isinstance(body.get("result"), list):
        result: list[Any] = body["result"]
        return result
    description = str(body.get("description", f"HTTP {status} without updates"))
    if body.get("error_code") == HTTPStatus.CONFLICT:
        raise Refusal409(description)
    raise PollFailed(description, _wait_asked_for(body.get("parameters")))


def _wait_asked_for(parameters: object) -> float | None:
    seconds = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return min(seconds, LONGEST_WAIT) if isinstance(seconds, int) and seconds > 0 else None
