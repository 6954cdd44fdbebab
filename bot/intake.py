"""Telegram → inbox. An update is kept before it is confirmed, so nothing is lost that Telegram handed over."""

import asyncio
import json
from collections.abc import Callable, Sequence
from typing import Any

import structlog
from aiogram import Bot
from aiohttp import ClientError

from bot.telegram import PollFailed, Refusal409, get_updates
from desk.office import Office
from desk.ports import Arrived, Work

log = structlog.get_logger()

LONG_POLL = 25
WORST_WAIT = 30.0
SECOND_POLLER_WAIT = 5.0


async def keep(work: Work, *, arrived: Sequence[Arrived]) -> int:
    """Write a batch into the inbox; how many of it were new."""
    return await work.inbox.add(arrived, work.now)


def arrived(update: dict[str, Any]) -> Arrived:
    """The lane is the chat where it happened, or the person who did it."""
    body = next((value for key, value in update.items() if key != "update_id" and isinstance(value, dict)), {})
    message = body.get("message") if "message" in body else body
    chat = (message or {}).get("chat") or body.get("chat") or body.get("from") or {}
    return Arrived(
        update=int(update["update_id"]),
        lane=int(chat.get("id", 0)),
        raw=json.dumps(update, ensure_ascii=False),
        album=str(body.get("media_group_id", "")),
    )


class Poller:
    """Long polling. `polls` counts the successful ones."""

    def __init__(self, bot: Bot, office: Office, kept: Callable[[], None], long_poll: int = LONG_POLL) -> None:
        self._bot = bot
        self._office = office
        self._kept = kept
        self._long_poll = long_poll
        self._failures = 0
        self.polls = 0

    async def run(self) -> None:
        """For ever; whatever happens to Telegram or the way there, it tries again."""
        offset: int | None = None
        while True:
            try:
                offset = await self._once(offset)
                self._failures = 0
            except Refusal409 as error:
                log.warning(
                    "second_poller",
                    what="another program polls with this token, or a webhook is set; only one may run: stop the other",
                    telegram_says=str(error),
                )
                await asyncio.sleep(SECOND_POLLER_WAIT)
            except PollFailed as error:
                await self._wait(str(error), error.wait)
            except (ClientError, OSError, TimeoutError) as error:
                await self._wait(f"{type(error).__name__}: {error}", None)

    async def _once(self, offset: int | None) -> int | None:
        updates = await get_updates(self._bot, offset, self._long_poll)
        self.polls += 1
        if not updates:
            return offset
        if await self._office.run(keep, arrived=[arrived(update) for update in updates]):
            self._kept()
        return max(int(update["update_id"]) for update in updates) + 1

    async def _wait(self, why: str, seconds: float | None) -> None:
        self._failures += 1
        wait = seconds if seconds is not None else min(WORST_WAIT, 2.0 ** min(self._failures, 5) / 4)
        log.warning("telegram_unreachable", what="polling failed; it is tried again", why=why, wait=wait)
        await asyncio.sleep(wait)
