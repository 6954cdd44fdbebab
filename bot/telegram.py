"""The way to Telegram: its session (proxy and own server included), and updates as raw JSON."""

import json
from http import HTTPStatus
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import ClientTimeout

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


async def get_updates(bot: Bot, offset: int | None, wait: int) -> list[dict[str, Any]]:
    """Updates as they are. aiogram's models would refuse a whole batch because of one unknown kind."""
    session = bot.session
    assert isinstance(session, AiohttpSession)
    client = await session.create_session()
    asked: dict[str, Any] = {"timeout": wait, "limit": 100, "allowed_updates": list(ALLOWED_UPDATES)}
    if offset is not None:
        asked["offset"] = offset
    url = session.api.api_url(token=bot.token, method="getUpdates")
    async with client.post(url, json=asked, timeout=ClientTimeout(total=wait + SLACK)) as response:
        answer = await _answer(response.status, await response.text())
    return [update for update in answer if isinstance(update, dict)]


async def _answer(status: int, text: str) -> list[Any]:
    try:
        body = json.loads(text)
    except ValueError:
        raise PollFailed(f"HTTP {status} with something that is not JSON", None) from None
    if body.get("ok") and isinstance(body.get("result"), list):
        result: list[Any] = body["result"]
        return result
    description = str(body.get("description", "no description"))
    if body.get("error_code") == HTTPStatus.CONFLICT:
        raise Refusal409(description)
    raise PollFailed(description, (body.get("parameters") or {}).get("retry_after"))
