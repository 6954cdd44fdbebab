"""Pressed buttons and reactions."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import (
    InaccessibleMessage,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReactionTypeCustomEmoji,
    ReactionTypeEmoji,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from simulator import Answer, NotSeenError, Person, Simulator
from tests.simulator.helpers import forum, refusal, started, taken

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def keyboard(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[list(buttons)])


def button(text: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=f"data of {text}")


async def pressed_and_answered(anna: Person, bot: Bot, name: str, **answer: Any) -> tuple[Answer, Any]:
    """Anna presses, the bot answers: what she sees and the bot's query."""
    async with asyncio.TaskGroup() as group:
        press = group.create_task(anna.presses(name))
        (update,) = await bot.get_updates(timeout=10)
        assert update.callback_query is not None
        await bot.answer_callback_query(update.callback_query.id, **answer)
    return press.result(), update.callback_query


async def test_a_press_waits_for_the_answer(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    sent = await bot.send_message(anna.id, "x", reply_markup=keyboard(button("Yes"), button("No")))
    answer, query = await pressed_and_answered(anna, bot, "No", text="Pity", show_alert=True)
    assert answer == Answer("Pity", True, "")
    assert query.data == "data of No"
    assert query.from_user.id == anna.id
    assert isinstance(query.message, Message)
    assert query.message.message_id == sent.message_id
    assert query.message.reply_markup is not None
    assert sim.ledger.unanswered() == []


async def test_the_newest_button_is_pressed_or_the_one_that_is_named(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    first = await bot.send_message(anna.id, "first", reply_markup=keyboard(button("Go")))
    second = await bot.send_message(anna.id, "second", reply_markup=keyboard(button("Go")))
    shown = await anna.sees("first", anywhere=True)
    for on, expected in ((None, second), (shown, first)):
        with pytest.raises(NotSeenError):
            await anna.presses("Go", on=on, timeout=0)
        update = (await taken(bot))[-1]
        assert update.callback_query is not None
        assert isinstance(update.callback_query.message, Message)
        assert update.callback_query.message.message_id == expected.message_id
    assert sim.ledger.unanswered() == ["data of Go", "data of Go"]


async def test_an_answer_may_be_too_late_or_too_much(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    await bot.send_message(anna.id, "x", reply_markup=keyboard(button("Go")))
    _, query = await pressed_and_answered(anna, bot, "Go")
    assert await refusal(bot.answer_callback_query(query.id)) == TOO_OLD
    assert await refusal(bot.answer_callback_query("12345")) == TOO_OLD
    await taken(bot)
    with pytest.raises(NotSeenError):
        await anna.presses("Go", timeout=0)
    (update,) = await taken(bot)
    assert update.callback_query is not None
    await sim.advance(timedelta(minutes=5))
    assert await refusal(bot.answer_callback_query(update.callback_query.id)) == TOO_OLD


async def test_a_press_can_be_forged_and_come_from_a_message_that_is_gone(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    sent = await bot.send_message(anna.id, "x", reply_markup=keyboard(button("Go")))
    seen = await anna.sees("x")
    await bot.delete_message(anna.id, sent.message_id)
    with pytest.raises(NotSeenError):
        await anna.forges_press("anything", on=seen, timeout=0)
    (update,) = await taken(bot)
    assert update.callback_query is not None
    assert update.callback_query.data == "anything"
    assert isinstance(update.callback_query.message, InaccessibleMessage)


async def test_a_key_of_a_reply_keyboard_writes_its_text(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    keys = ReplyKeyboardMarkup(
        keyboard=[[KeyboardButton(text="Menu"), KeyboardButton(text="Me", request_contact=True)]]
    )
    await bot.send_message(anna.id, "x", reply_markup=keys)
    assert (await anna.sees("x")).keyboard == [["Menu", "Me"]]
    await anna.presses("Menu")
    await anna.presses("Me")
    menu, contact = [update.message for update in await taken(bot)]
    assert menu is not None
    assert menu.text == "Menu"
    assert contact is not None
    assert contact.contact is not None
    await bot.send_message(anna.id, "y", reply_markup=ReplyKeyboardRemove(remove_keyboard=True))
    with pytest.raises(NotSeenError):
        await anna.presses("Menu", timeout=0)


async def test_a_link_to_the_bot_starts_it(sim: Simulator, bot: Bot) -> None:
    boris = sim.person("Boris")
    staff = await forum(sim, bot, boris)
    url = f"https://t.me/{sim.bot_user.username}?start=code"
    await bot.send_message(staff.id, "x", reply_markup=keyboard(InlineKeyboardButton(text="Open", url=url)))
    assert (await boris.presses("Open", chat=staff)).url == url
    (update,) = await taken(bot)
    assert update.message is not None
    assert (update.message.chat.id, update.message.text) == (boris.id, "/start code")


async def test_the_bot_reacts_with_what_is_allowed(sim: Simulator, bot: Bot) -> None:
    boris = sim.person("Boris")
    staff = await forum(sim, bot, boris)
    message = await boris.writes("answer", chat=staff)

    async def react(*reactions: ReactionTypeEmoji | ReactionTypeCustomEmoji) -> bool:
        return await bot.set_message_reaction(staff.id, message.message_id, list(reactions))

    await react(ReactionTypeEmoji(emoji="👌"))
    await boris.sees_reaction("👌", on=message)
    assert (await boris.looks_at(message)).reactions == ["👌"]
    await react()
    await boris.sees_reaction("", on=message)
    two = react(ReactionTypeEmoji(emoji="👌"), ReactionTypeEmoji(emoji="👍"))
    assert await refusal(two) == "Bad Request: REACTION_INVALID"
    assert await refusal(react(ReactionTypeEmoji(emoji="✅"))) == "Bad Request: REACTION_INVALID"
    assert await refusal(react(ReactionTypeCustomEmoji(custom_emoji_id="1"))) == "Bad Request: REACTION_INVALID"
    await staff.set(reactions=["🔥"])
    assert await refusal(react(ReactionTypeEmoji(emoji="👌"))) == "Bad Request: REACTION_INVALID"
    error = await refusal(bot.set_message_reaction(staff.id, 999, [ReactionTypeEmoji(emoji="🔥")]))
    assert error == "Bad Request: message to react not found"
    with pytest.raises(NotSeenError, match="does not see the reaction"):
        await boris.sees_reaction("🔥", on=message, timeout=0)
    assert await taken(bot)


async def test_reactions_of_people_are_told(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    await bot.get_updates(allowed_updates=["message_reaction"])
    await bot.send_message(anna.id, "x")
    await anna.reacts(await anna.sees("x"), "👍")
    await anna.reacts(await anna.sees("x", anywhere=True), "")
    given, taken_away = [update.message_reaction for update in await taken(bot)]
    assert given is not None
    assert (given.old_reaction, len(given.new_reaction)) == ([], 1)
    assert taken_away is not None
    assert (len(taken_away.old_reaction), taken_away.new_reaction) == (1, [])
