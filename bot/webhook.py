"""Telegram → inbox by webhook: what Telegram brings is kept before it hears that we have it."""

import asyncio
import json
from datetime import datetime

import structlog
from aiogram import Bot
from aiogram.types import WebhookInfo
from aiohttp import web

from bot.background import BACK_OFF
from bot.clock import Clock
from bot.intake import Take, arrived
from bot.telegram import ALLOWED_UPDATES
from bot.web import body_of, plain, same, tell_refused

log = structlog.get_logger()

PATH = "/telegram"
HEADER = "X-Telegram-Bot-Api-Secret-Token"

SIDE_BY_SIDE = 40
"""Requests that Telegram may have open; they share a commit."""

ECHO_SECONDS = 120
"""So long an echo of what we did may take, while all is here that Telegram has. Two counts are at least that apart."""

LOOK_EVERY = 60.0
LOOK_WHILE_BEHIND = 1.0


class Webhook:
    """In place of the poller. `polls` counts as its does: once two more were counted, whatever happened is here.

    One is counted when nothing waits at Telegram any more, and one for each ECHO_SECONDS of that.
    """

    def __init__(self, bot: Bot, take: Take, clock: Clock, *, url: str, secret: str) -> None:
        self._bot = bot
        self._take_in = take
        self._clock = clock
        self._url = url.rstrip("/") + PATH
        self._secret = secret
        self._set = False
        self._counted = 0
        self._up_to_date_since: float | None = None
        self._fails = False
        self._complaint: tuple[datetime | None] | None = None
        """When Telegram had failed last at our latest look; None: we have not looked."""
        self._taken = False
        """Whether Telegram has brought anything since our latest look."""

    @property
    def polls(self) -> int:
        """0 until everything is here that waited at Telegram; what it cannot bring does not count on."""
        if self._up_to_date_since is None:
            return self._counted
        return self._counted + int((self._pace() - self._up_to_date_since) // ECHO_SECONDS)

    @property
    def fresh(self) -> bool:
        """Whether Telegram knows where to bring updates, and does not only fail at it."""
        return self._set and not self._fails

    def routes(self) -> list[web.RouteDef]:
        return [web.post(PATH, self._take)]

    async def run(self) -> None:
        """Tells Telegram where to bring updates, until it has heard; then looks after it."""
        failures = 0
        while True:
            try:
                await self._look_after()
            except Exception as error:
                wait = BACK_OFF[min(failures, len(BACK_OFF) - 1)]
                failures += 1
                log.warning(
                    "webhook_not_set", what="it is tried again", why=f"{type(error).__name__}: {error}", wait=wait
                )
                await asyncio.sleep(wait)
            else:
                failures = 0
                await asyncio.sleep(LOOK_EVERY if self._fails or self._up_to_date_since else LOOK_WHILE_BEHIND)

    async def _look_after(self) -> None:
        """Set it once for this process, for the secret may have changed, and anew if somebody has taken it away."""
        told = await self._bot.get_webhook_info() if self._set else None
        if told is None or told.url != self._url:
            await self._bot.set_webhook(
                self._url,
                secret_token=self._secret,
                max_connections=SIDE_BY_SIDE,
                allowed_updates=list(ALLOWED_UPDATES),
            )
            log.info("webhook_set", was=bool(told and told.url))
            self._set = True
            return
        if told.last_error_date and told.pending_update_count:
            log.warning("webhook_fails", telegram_says=told.last_error_message, waiting=told.pending_update_count)
        self._judge(told)

    def _judge(self, told: WebhookInfo) -> None:
        """It fails if something waits, an error is new, and nothing has come since the look before; until one comes.

        Moments of Telegram's clock are compared with each other only. What it says at our first look is of earlier.
        """
        waits = bool(told.pending_update_count)
        is_new = self._complaint is not None and self._complaint != (told.last_error_date,)
        if not waits:
            self._works()
            if self._up_to_date_since is None:
                self._counted, self._up_to_date_since = self._counted + 1, self._pace()
        elif is_new and told.last_error_date and not self._taken:
            self._counted, self._up_to_date_since, self._fails = self.polls, None, True
        self._complaint, self._taken = (told.last_error_date,), False

    def _works(self) -> None:
        self._fails, self._taken = False, True

    def _pace(self) -> float:
        return self._clock.pace().timestamp()

    async def _take(self, request: web.Request) -> web.Response:
        """200 says that it is kept. Whatever has no number could never be: it is told, and passed over."""
        if not same(request.headers.get(HEADER, ""), self._secret):
            tell_refused(request, "webhook_refused", "somebody without the secret asked in Telegram's place")
            return plain(403)
        try:
            update = json.loads(await body_of(request))
        except ValueError:
            update = None
        one = arrived(update)
        if one is None:
            log.error("update_without_number", what="it cannot be kept, and is passed over")
            return plain(200)
        await self._take_in([one])
        self._works()
        return plain(200)
