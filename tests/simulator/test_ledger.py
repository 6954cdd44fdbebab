"""What the bot did and exceeded."""

from datetime import timedelta

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import BufferedInputFile, InputMediaPhoto

from simulator import Simulator
from simulator.world.files import TINY_JPEG
from tests.simulator.helpers import closed, refusal, started, taken


def client(sim: Simulator) -> Bot:
    return Bot(sim.bot_token, session=AiohttpSession(api=TelegramAPIServer.from_base(sim.api_url)))


def found(sim: Simulator) -> list[str]:
    return [violation.what for violation in sim.ledger.violations]


async def test_calls_are_written_down_with_their_outcome(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    await bot.send_message(anna.id, "x" * 300)
    await refusal(bot.send_message(anna.id, "<b>", parse_mode="HTML"))
    good, bad = sim.ledger.calls_of("sendMessage")
    assert (good.chat_id, good.outcome, len(good.parameters["text"])) == (anna.id, "ok", 200)
    assert bad.outcome.startswith("Bad Request: can't parse entities")
    assert sim.ledger.refused() == [bad]


async def test_a_private_chat_bears_three_messages_in_three_seconds() -> None:
    async with Simulator() as sim:
        bot = client(sim)
        anna = await started(sim, bot)
        for _ in range(3):
            await bot.send_message(anna.id, "x")
        assert found(sim) == []
        await bot.send_message(anna.id, "x")
        assert found(sim) == [f"more than 3 actions in 3 s in chat {anna.id}"]
        await sim.advance(timedelta(seconds=3))
        await bot.send_message(anna.id, "x")
        assert len(found(sim)) == 1
        await closed(bot)


async def test_an_album_larger_than_a_private_chats_budget_needs_all_of_it_and_the_next_ones() -> None:
    async with Simulator() as sim:
        bot = client(sim)
        anna = await started(sim, bot)
        photo = InputMediaPhoto(media=BufferedInputFile(TINY_JPEG, "photo.jpg"))
        await bot.send_media_group(anna.id, [photo] * 10)
        assert found(sim) == []
        await sim.advance(timedelta(seconds=6))
        await bot.send_message(anna.id, "x")
        assert len(found(sim)) == 1
        await sim.advance(timedelta(seconds=9))
        await bot.send_message(anna.id, "x")
        await bot.send_media_group(anna.id, [photo] * 10)
        assert len(found(sim)) == 2
        await closed(bot)


async def test_a_group_bears_twenty_actions_a_minute_of_all_kinds() -> None:
    async with Simulator() as sim:
        bot = client(sim)
        staff = sim.group("Staff")
        await taken(bot)
        topic = await bot.create_forum_topic(staff.id, "x")
        photo = InputMediaPhoto(media=BufferedInputFile(TINY_JPEG, "photo.jpg"))
        await bot.send_media_group(staff.id, [photo] * 10)
        for number in range(9):
            await bot.edit_forum_topic(staff.id, topic.message_thread_id, name=str(number))
        assert found(sim) == []
        await bot.send_chat_action(staff.id, "typing")
        assert found(sim) == []
        await bot.send_message(staff.id, "x")
        assert found(sim) == [f"more than 20 actions in 60 s in chat {staff.id}"]
        await closed(bot)


async def test_all_chats_together_bear_thirty_actions_a_second() -> None:
    async with Simulator() as sim:
        bot = client(sim)
        people = [await started(sim, bot, f"P{number}") for number in range(16)]
        before = sim.clock.now()
        for person in people * 2:
            await bot.send_message(person.id, "x")
        # On a slow machine they are not within one second, and nothing is exceeded.
        assert found(sim) or sim.clock.now() - before > timedelta(seconds=1)
        assert set(found(sim)) <= {"more than 30 actions in 1 s over all chats"}
        await closed(bot)
