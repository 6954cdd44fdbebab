"""Brings updates to the bot's webhook: in order, each until it is taken."""

import asyncio

from aiohttp import ClientError, ClientSession, ClientTimeout

from simulator.world.webhook import Webhook
from simulator.world.world import World

TIMEOUT = 20.0
WAITS = (0.05, 0.2, 0.5, 1.0)
"""Seconds before the next try; far shorter than Telegram's, so that tests need not wait."""

TAKEN = range(200, 300)


async def push(world: World) -> None:
    """For ever. Stricter than Telegram: one queue for everything, and one request at a time."""
    failures = 0
    async with ClientSession(timeout=ClientTimeout(total=TIMEOUT)) as http:
        while True:
            await world.changes.wait_for(lambda: world.webhook is not None and bool(world.updates.pending()), TIMEOUT)
            webhook, batch = world.webhook, world.updates.hand_out(1)
            if webhook is None or not batch:
                continue
            complaint = await _complaint(http, webhook, batch[0].as_json())
            webhook.complaint, webhook.complained_at = complaint, world.clock.timestamp()
            if complaint:
                await asyncio.sleep(WAITS[min(failures, len(WAITS) - 1)])
                failures += 1
            else:
                failures = 0
                world.updates.confirm(batch[0].id + 1)
                world.changes.notify()


async def _complaint(http: ClientSession, webhook: Webhook, update: dict[str, object]) -> str:
    """Empty: it was taken."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
    try:
        async with http.post(webhook.url, json=update, headers=headers, allow_redirects=False) as answer:
            return "" if answer.status in TAKEN else f"Wrong response from the webhook: {answer.status} {answer.reason}"
    except (ClientError, OSError, TimeoutError):
        return "Connection refused"
