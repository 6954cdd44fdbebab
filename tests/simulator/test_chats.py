"""What the bot learns of chats, and what it says of itself."""

import pytest
from aiogram import Bot
from aiogram.types import BotCommand, BotCommandScopeChat, BotCommandScopeDefault

from simulator import Simulator
from tests.simulator.helpers import forum, refusal, started


async def test_the_bot_knows_itself(sim: Simulator, bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.id, me.username, me.is_bot) == (sim.bot_user.id, "frontdesk_bot", True)


async def test_a_forum_says_that_it_is_one(sim: Simulator, bot: Bot) -> None:
    staff = await forum(sim, bot)
    chat = await bot.get_chat(staff.id)
    assert (chat.type, chat.title, chat.is_forum) == ("supergroup", "Staff", True)


async def test_commands_are_kept_by_scope_and_language(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    commands = [BotCommand(command="start", description="Begin")]
    own = BotCommandScopeChat(chat_id=anna.id)
    await bot.set_my_commands(commands, scope=own, language_code="ru")
    kept = await bot.get_my_commands(scope=own, language_code="ru")
    assert [(command.command, command.description) for command in kept] == [("start", "Begin")]
    assert await bot.get_my_commands(scope=own) == []
    assert await bot.get_my_commands() == []
    await bot.set_my_commands(commands)
    assert len(await bot.get_my_commands(scope=BotCommandScopeDefault())) == 1
    await bot.delete_my_commands()
    assert await bot.get_my_commands() == []
    assert sim.ledger.violations == []


@pytest.mark.parametrize(
    ("command", "description", "error"),
    [("Start", "x", "BOT_COMMAND_INVALID"), ("start", "x" * 257, "BOT_COMMAND_DESCRIPTION_INVALID")],
)
async def test_commands_that_telegram_refuses(bot: Bot, command: str, description: str, error: str) -> None:
    commands = [BotCommand(command=command, description=description)]
    assert await refusal(bot.set_my_commands(commands)) == f"Bad Request: {error}"


async def test_commands_of_an_unknown_chat_are_refused(bot: Bot) -> None:
    commands = [BotCommand(command="start", description="x")]
    error = await refusal(bot.set_my_commands(commands, scope=BotCommandScopeChat(chat_id=99)))
    assert error == "Bad Request: chat not found"


async def test_descriptions_are_kept_by_language(bot: Bot) -> None:
    await bot.set_my_description("Help", language_code="en")
    await bot.set_my_description("Помощь")
    await bot.set_my_short_description("Desk")
    await bot.set_my_name("Desk")
    assert (await bot.get_my_description(language_code="en")).description == "Help"
    assert (await bot.get_my_description(language_code="de")).description == "Помощь"
    assert (await bot.get_my_short_description()).short_description == "Desk"
    assert (await bot.get_my_name()).name == "Desk"


async def test_typing_is_shown_to_who_can_be_written_to(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    assert await bot.send_chat_action(anna.id, "typing")
    assert await refusal(bot.send_chat_action(anna.id, "dancing")) == "Bad Request: wrong parameter action in request"
    await anna.blocks_bot()
    assert await refusal(bot.send_chat_action(anna.id, "typing")) == "Forbidden: bot was blocked by the user"


async def test_pins_come_and_go(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    first, second = [await bot.send_message(anna.id, text) for text in ("one", "two")]
    for message in (first, second):
        await bot.pin_chat_message(anna.id, message.message_id)
    await bot.unpin_chat_message(anna.id)
    pinned = (await bot.get_chat(anna.id)).pinned_message
    assert pinned is not None
    assert pinned.message_id == first.message_id
    await bot.delete_message(anna.id, first.message_id)
    assert (await bot.get_chat(anna.id)).pinned_message is None
    assert await refusal(bot.unpin_chat_message(anna.id)) == "Bad Request: message to unpin not found"


async def test_a_chat_tells_its_settings(sim: Simulator, bot: Bot) -> None:
    staff = await forum(sim, bot)
    await staff.set(reactions=["👌"], protected=True)
    chat = await bot.get_chat(staff.id)
    assert chat.has_protected_content
    assert chat.available_reactions is not None
    assert len(chat.available_reactions) == 1


async def test_a_private_chat_has_two_members_and_no_administrators(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    assert await bot.get_chat_member_count(anna.id) == 2
    assert (await bot.get_chat_member(anna.id, anna.id)).status == "member"
    error = await refusal(bot.get_chat_administrators(anna.id))
    assert error == "Bad Request: there are no administrators in the private chat"
    await refusal(bot.leave_chat(anna.id))
