"""Telegram → inbox. An update is kept before it is confirmed, so nothing is lost that Telegram handed over."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import structlog
from aiogram import Bot
from aiohttp import ClientError

from bot.background import BACK_OFF, steadily
from bot.redaction import says
from bot.telegram import PollFailed, Refusal409, get_updates
from bot.vault import about_update
from desk.ports import Arrived, Work
from desk.rules.vault import Vault

log = structlog.get_logger()

LONG_POLL = 25
SECOND_POLLER_WAIT = 5.0

LATE = 60.0
"""Seconds over a poll's own time after which it counts as failing."""

LARGEST = 2**63 - 1
"""The largest number that a column holds."""

Take = Callable[[Sequence[Arrived]], Awaitable[None]]
"""Returns when all of it is in the database, handled or kept to be handled."""


async def keep(work: Work, *, arrived: Sequence[Arrived]) -> int:
    """Write a batch into the inbox; how many of it were new."""
    return await work.inbox.add(arrived, work.now)


def arrived(update: object) -> Arrived | None:
    """The lane is the chat where it happened, or the person who did it. None: there is no number to keep it under.

    Whatever else is strange about it is kept as it is: the workers set it aside.
    """
    whole = _object(update)
    number = _number(whole.get("update_id"))
    if number <= 0:
        return None
    body = next((value for value in whole.values() if isinstance(value, dict)), {})
    message = _object(body.get("message", body))
    place = _object(message.get("chat")) or _object(body.get("chat")) or _object(body.get("from"))
    return Arrived(
        update=number,
        lane=_number(place.get("id")),
        raw=storable(json.dumps(whole, ensure_ascii=False)),
        # Items of an album come together; edits of them come alone, each for itself.
        album=storable(_album(body)) if "message" in whole else "",
        sender=_number(_object(body.get("from")).get("id")),
    )


def _album(message: dict[str, Any]) -> str:
    """What a client forwards at once has one date, and is one thing that they say, albums in it and all."""
    if "forward_origin" in message and _object(message.get("chat")).get("type") == "private":
        return f"forwarded {message.get('date')}"
    return str(message.get("media_group_id", ""))


def sealed(batch: Sequence[Arrived], vault: Vault | None) -> list[Arrived]:
    """With the company's key, if there is one: what waits to be handled may hold a password."""
    if vault is None:
        return list(batch)
    return [replace(one, raw=vault.seal(one.raw, about_update(one.update))) for one in batch]


def storable(text: str) -> str:
    """Without the characters that a database refuses: one of them would keep the whole batch out, for ever."""
    return text.encode(errors="replace").decode().replace("\0", "")


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _number(value: object) -> int:
    return value if type(value) is int and abs(value) <= LARGEST else 0


class Poller:
    """Long polling. `polls` counts the successful ones: whatever they brought is in the database."""

    def __init__(self, bot: Bot, take: Take, long_poll: int = LONG_POLL) -> None:
        self._bot = bot
        self._take = take
        self._long_poll = long_poll
        self._failures = 0
        self._worked_at: float | None = None
        self.polls = 0

    @property
    def fresh(self) -> bool:
        """Whether a poll has worked lately."""
        if self._worked_at is None:
            return False
        return asyncio.get_running_loop().time() - self._worked_at < self._long_poll + LATE

    async def run(self) -> None:
        """For ever; whatever happens to Telegram, to the way there or to the database, it tries again."""
        offset: int | None = None
        while True:
            batch = await self._poll(offset)
            if batch is None:
                continue
            if batch:
                await steadily(partial(self._take, batch), "keeping what Telegram handed over")
                offset = max(update.update for update in batch) + 1
            self.polls += 1
            self._worked_at = asyncio.get_running_loop().time()

    async def _poll(self, offset: int | None) -> list[Arrived] | None:
        """What Telegram hands over; None if that failed, after a while."""
        try:
            batch = _usable(await get_updates(self._bot, offset, self._long_poll))
        except Refusal409 as error:
            if "webhook is active" in str(error):
                await self._end_webhook()
                return None
            log.warning(
                "second_poller",
                what="another program polls with this token, or a webhook is set; only one may run: stop the other",
                telegram_says=str(error),
            )
            await asyncio.sleep(SECOND_POLLER_WAIT)
        except PollFailed as error:
            await self._wait(str(error), error.wait)
        except (ClientError, OSError) as error:
            await self._wait(f"{type(error).__name__}: {says(error)}")
        except Exception as error:
            await self._wait(f"{type(error).__name__}: {says(error)}", unforeseen=error)
        else:
            self._failures = 0
            return batch
        return None

    async def _end_webhook(self) -> None:
        """The desk was told to poll, so an earlier webhook ends; what waits at Telegram is not touched."""
        log.warning(
            "webhook_ends", what="this desk polls, as there is no WEBHOOK_SECRET: the webhook of before is taken away"
        )
        try:
            await self._bot.delete_webhook(drop_pending_updates=False)
        except Exception as error:
            await self._wait(f"{type(error).__name__}: {says(error)}")

    async def _wait(self, why: str, seconds: float | None = None, unforeseen: Exception | None = None) -> None:
        self._failures += 1
        wait = BACK_OFF[min(self._failures, len(BACK_OFF)) - 1] if seconds is None else seconds
        what = "polling failed; it is tried again"
        log.warning("telegram_unreachable", what=what, why=why, wait=wait, exc_info=unforeseen)
        await asyncio.sleep(wait)


def _usable(updates: Sequence[object]) -> list[Arrived]:
    """What can be kept. The rest has no number: no try would ever keep it, and it must not stop what comes with it."""
    batch: list[Arrived] = []
    for update in updates:
        if one := arrived(update):
            batch.append(one)
        else:
            looks = sorted(update) if isinstance(update, dict) else type(update).__name__
            log.error("update_without_number", what="it cannot be kept, and is passed over", looks_like=looks)
    if updates and not batch:
        raise PollFailed("no update has a number", None)
    return batch
