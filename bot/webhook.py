"""Telegram → inbox by webhook: what Telegram brings is kept before it hears that we have it."""

import asyncio
import json
from collections.abc import Callable

import structlog
from aiogram import Bot
from aiohttp import web

from bot.background import BACK_OFF
from bot.clock import Clock
from bot.intake import arrived, keep, sealed
from bot.telegram import ALLOWED_UPDATES
from bot.web import body_of, plain, same
from desk.office import Office
from desk.rules.vault import Vault

log = structlog.get_logger()

PATH = "/telegram"
HEADER = "X-Telegram-Bot-Api-Secret-Token"

SIDE_BY_SIDE = 40
"""Requests that Telegram may have open; they share a commit."""

ECHO_SECONDS = 120
"""So long an echo of what we did may take. It is counted in whole ones, two of which have to pass: at least that."""

LOOK_EVERY = 60.0
LOOK_WHILE_BEHIND = 1.0


class Webhook:
    """In place of the poller. `polls` counts as its does: once two more were counted, whatever happened is here."""

    def __init__(
        self,
        bot: Bot,
        office: Office,
        kept: Callable[[], None],
        clock: Clock,
        vault: Vault | None,
        *,
        url: str,
        secret: str,
    ) -> None:
        self._bot = bot
        self._office = office
        self._kept = kept
        self._clock = clock
        self._vault = vault
        self._url = url.rstrip("/") + PATH
        self._secret = secret
        self._set = False
        self._caught_up = False

    @property
    def polls(self) -> int:
        return int(self._clock.pace().timestamp() // ECHO_SECONDS) if self._caught_up else 0

    @property
    def fresh(self) -> bool:
        """Whether Telegram knows where to bring updates."""
        return self._set

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
                await asyncio.sleep(LOOK_EVERY if self._caught_up else LOOK_WHILE_BEHIND)

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
        self._caught_up = self._caught_up or not told.pending_update_count

    async def _take(self, request: web.Request) -> web.Response:
        """200 says that it is kept. Whatever has no number could never be: it is told, and passed over."""
        if not same(request.headers.get(HEADER, ""), self._secret):
            log.warning("webhook_refused", what="somebody without the secret asked in Telegram's place")
            return plain(403)
        try:
            update = json.loads(await body_of(request))
        except ValueError:
            update = None
        one = arrived(update)
        if one is None:
            log.error("update_without_number", what="it cannot be kept, and is passed over")
            return plain(200)
        if await self._office.run(keep, arrived=sealed([one], self._vault)):
            self._kept()
        return plain(200)
