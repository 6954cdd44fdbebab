"""getUpdates as Telegram serves it."""

import asyncio
from datetime import timedelta

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramConflictError
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from simulator import NotSeenError, Simulator
from tests.simulator.helpers import started, taken

CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


async def test_an_offset_confirms_what_is_below_it(sim: Simulator, bot: Bot) -> None:
    anna = sim.person("Anna")
    for text in ("one", "two", "three"):
        await anna.writes(text)
    updates = await bot.get_updates(limit=2)
    assert [update.message.text for update in updates if update.message] == ["one", "two"]
    assert await bot.get_updates(limit=2) == updates
    assert sim.updates_pending() == 3
    rest = await bot.get_updates(offset=updates[-1].update_id + 1)
    assert [update.message.text for update in rest if update.message] == ["three"]
    assert sim.updates_pending() == 1


async def test_a_negative_offset_keeps_the_newest(sim: Simulator, bot: Bot) -> None:
    anna = sim.person("Anna")
    for text in ("one", "two", "three"):
        await anna.writes(text)
    updates = await bot.get_updates(offset=-1)
    assert [update.message.text for update in updates if update.message] == ["three"]
    assert sim.updates_pending() == 1


async def test_a_long_poll_ends_with_the_first_update(sim: Simulator, bot: Bot) -> None:
    anna = sim.person("Anna")
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(bot.get_updates(timeout=30))
        await sim.until(lambda: sim.world.pollers)
        await anna.writes("hello")
    assert len(poll.result()) == 1


async def test_the_second_poller_wins(sim: Simulator, bot: Bot) -> None:
    async with asyncio.TaskGroup() as group:
        first = group.create_task(_conflict(bot))
        await sim.until(lambda: sim.world.pollers)
        assert await bot.get_updates() == []
    assert first.result() == CONFLICT


async def _conflict(bot: Bot) -> str:
    with pytest.raises(TelegramConflictError) as caught:
        await bot.get_updates(timeout=30)
    return caught.value.message


async def test_kinds_are_chosen_when_the_update_is_made_and_remembered(sim: Simulator, bot: Bot) -> None:
    anna = sim.person("Anna")
    message = await anna.writes("one")
    await bot.get_updates(allowed_updates=["edited_message"], limit=1)
    await anna.writes("two")
    await anna.edits(message, "three")
    kinds = [update.event_type for update in await bot.get_updates()]
    assert kinds == ["message", "edited_message"]
    assert (await bot.get_webhook_info()).allowed_updates == ["edited_message"]


async def test_memberships_and_reactions_come_only_if_asked_for(sim: Simulator, bot: Bot) -> None:
    boris = sim.person("Boris")
    staff = sim.group("Staff")
    await taken(bot)
    await boris.joins(staff)
    await boris.reacts(await boris.writes("x", chat=staff), "👍")
    assert {update.event_type for update in await taken(bot)} == {"message"}
    await bot.get_updates(allowed_updates=["chat_member", "message_reaction"])
    await boris.leaves(staff)
    await boris.joins(staff)
    await boris.reacts(await boris.writes("x", chat=staff), "👍")
    assert [update.event_type for update in await taken(bot)] == ["chat_member", "chat_member", "message_reaction"]
    await bot.get_updates(allowed_updates=[])
    await boris.writes("x", chat=staff)
    assert [update.event_type for update in await taken(bot)] == ["message"]


async def test_updates_are_kept_for_a_day_and_taps_for_150_seconds(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    button = InlineKeyboardButton(text="a", callback_data="a")
    await bot.send_message(anna.id, "x", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]))
    await anna.writes("hello")
    with pytest.raises(NotSeenError, match="did not answer"):
        await anna.presses("a", timeout=0)
    assert sim.updates_pending() == 2
    await sim.advance(timedelta(seconds=150))
    assert [update.event_type for update in await bot.get_updates()] == ["message"]
    await sim.advance(timedelta(hours=24))
    assert await bot.get_updates() == []


async def test_pending_updates_can_be_dropped(sim: Simulator, bot: Bot) -> None:
    await sim.person("Anna").writes("hello")
    assert (await bot.get_webhook_info()).pending_update_count == 1
    await bot.delete_webhook(drop_pending_updates=True)
    assert sim.updates_pending() == 0


async def test_a_poll_ends_when_the_simulator_stops(bot: Bot) -> None:
    async with Simulator() as sim, asyncio.TaskGroup() as group:
        own = Bot(sim.bot_token, session=bot.session)
        own.session.api = type(bot.session.api).from_base(sim.api_url)
        poll = group.create_task(own.get_updates(timeout=50))
        await sim.until(lambda: sim.world.pollers)
        await sim.__aexit__(None, None, None)
    assert poll.result() == []
