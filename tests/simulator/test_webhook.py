"""The local Telegram brings updates to a webhook: with the secret, in order, until they are taken."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiohttp import web

from simulator import Simulator
from tests.simulator.helpers import refusal


class Taker:
    """A bot's server that refuses the first few."""

    def __init__(self) -> None:
        self.refuse = 2
        self.came: list[tuple[int, str]] = []
        self.taken: list[str] = []

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.came.append((update["update_id"], request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")))
        if self.refuse:
            self.refuse -= 1
            return web.Response(status=500)
        self.taken.append(update["message"]["text"])
        return web.Response()


@pytest.fixture
async def taker() -> AsyncIterator[tuple[Taker, str]]:
    taker, app = Taker(), web.Application()
    app.router.add_post("/hook", taker.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield taker, f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await runner.cleanup()


async def test_updates_are_brought_in_order_each_until_it_is_taken(
    sim: Simulator, bot: Bot, taker: tuple[Taker, str]
) -> None:
    there, url = taker
    anna = sim.person("Anna")
    await bot.set_webhook(url, secret_token="a-secret")
    for text in ("one", "two", "three"):
        await anna.writes(text)
    await sim.until(lambda: there.taken == ["one", "two", "three"])
    assert [number for number, _ in there.came[:3]] == [there.came[0][0]] * 3
    assert {secret for _, secret in there.came} == {"a-secret"}
    await sim.until(lambda: sim.updates_pending() == 0)
    assert (await bot.get_webhook_info()).last_error_message is None


async def test_a_poll_under_a_webhook_is_refused_and_what_waits_is_told(sim: Simulator, bot: Bot) -> None:
    await bot.set_webhook("http://127.0.0.1:9/hook")
    await sim.person("Anna").writes("hello")
    assert "while webhook is active" in await refusal(bot.get_updates())
    await sim.until(lambda: bool(sim.world.webhook and sim.world.webhook.complaint))
    told = await bot.get_webhook_info()
    assert (told.url, told.pending_update_count) == ("http://127.0.0.1:9/hook", 1)
    assert told.last_error_message == "Connection refused"
    await bot.delete_webhook()
    assert [update.message.text for update in await bot.get_updates() if update.message] == ["hello"]


async def test_what_is_no_address_for_a_webhook_is_refused(sim: Simulator, bot: Bot) -> None:
    assert "An HTTPS URL must be provided" in await refusal(bot.set_webhook("http://example.com/hook"))
    assert "unallowed characters" in await refusal(bot.set_webhook("https://example.com/", secret_token="a b"))
