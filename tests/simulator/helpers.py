"""Small things that many tests of the simulator need."""

from collections.abc import Awaitable
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import TelegramAPIError
from aiogram.types import Update
from aiohttp import ClientSession

from simulator import Group, Person, Simulator


async def closed(bot: Bot) -> None:
    """Closes the bot's connections without aiogram's pause for TLS."""
    assert isinstance(bot.session, AiohttpSession)
    if bot.session._session is not None:
        await bot.session._session.close()


async def refusal(call: Awaitable[Any]) -> str:
    """The description of the error that a call gets."""
    with pytest.raises(TelegramAPIError) as caught:
        await call
    return caught.value.message


async def taken(bot: Bot) -> list[Update]:
    """Updates that wait for the bot, all confirmed."""
    updates = await bot.get_updates()
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1, limit=1)
    return updates


async def started(sim: Simulator, bot: Bot, name: str = "Anna") -> Person:
    """A person who has started the bot, and whose /start the bot has taken."""
    person = sim.person(name)
    await person.writes("/start")
    await taken(bot)
    return person


async def forum(sim: Simulator, bot: Bot, *members: Person, **settings: Any) -> Group:
    """A forum whose first updates the bot has taken."""
    group = sim.group("Staff", members=members, **settings)
    await taken(bot)
    return group


async def raw(sim: Simulator, method: str, **parameters: Any) -> dict[str, Any]:
    """The raw answer to a call with parameters of any shape."""
    async with ClientSession() as session:
        url = f"{sim.api_url}/bot{sim.bot_token}/{method}"
        async with session.post(url, json=parameters) as response:
            body: dict[str, Any] = await response.json()
            return body
