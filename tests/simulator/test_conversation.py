"""A whole bot of aiogram talks with actors."""

from asyncio import TaskGroup
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.filters import CommandStart
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
)

from simulator import ImpossibleError, NotSeenError, Simulator


def dispatcher(group_id: int) -> Dispatcher:
    """A small desk: a form of one question, and a topic for each ticket."""
    desk = Dispatcher()

    @desk.message(CommandStart())
    async def start(message: Message) -> None:
        button = InlineKeyboardButton(text="New ticket", callback_data="new")
        await message.answer("Welcome", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]))

    @desk.callback_query(F.data == "new")
    async def new(query: CallbackQuery) -> None:
        assert isinstance(query.message, Message)
        await query.message.edit_text("What is wrong?")
        await query.answer("Tell us", show_alert=True)

    @desk.message(F.chat.type == "private", F.text == "/phone")
    async def phone(message: Message) -> None:
        keys = [[KeyboardButton(text="My phone", request_contact=True), KeyboardButton(text="No")]]
        await message.answer("Your phone?", reply_markup=ReplyKeyboardMarkup(keyboard=keys))

    @desk.message(F.contact)
    async def contact(message: Message) -> None:
        assert message.contact is not None
        assert message.from_user is not None
        await message.answer("Yours" if message.contact.user_id == message.from_user.id else "Not yours")

    @desk.message(F.chat.type == "private")
    async def ticket(message: Message, bot: Bot) -> None:
        topic = await bot.create_forum_topic(group_id, f"№1 {message.chat.full_name}")
        await message.copy_to(group_id, message_thread_id=topic.message_thread_id)
        await message.answer("Ticket №1 is open")

    return desk


@asynccontextmanager
async def running(desk: Dispatcher, bot: Bot) -> AsyncIterator[None]:
    async with TaskGroup() as group:
        group.create_task(desk.start_polling(bot, handle_signals=False, close_bot_session=False, allowed_updates=[]))
        yield
        await desk.stop_polling()


async def test_a_client_opens_a_ticket_and_staff_see_it_in_a_topic(sim: Simulator, bot: Bot) -> None:
    anna, boris = sim.person("Анна", "Смирнова", username="anna"), sim.person("Борис")
    staff = sim.group("Staff", members=[boris])
    async with running(dispatcher(staff.id), bot):
        await anna.writes("/start")
        menu = await anna.sees("Welcome")
        assert menu.buttons == [["New ticket"]]
        answer = await anna.presses("New")
        assert (answer.text, answer.show_alert) == ("Tell us", True)
        assert (await anna.sees("What is wrong?")).message_id == menu.message_id
        await anna.sends_photo("It is broken")
        await anna.sees("№1")
        topic = await staff.topic("№1")
        assert topic.name == "№1 Анна Смирнова"
        card = await boris.sees("broken", topic=topic)
        assert card.photo is not None
        assert card.thread_id == topic.thread_id
        await anna.writes("/phone")
        await anna.sees("Your phone?")
        await anna.presses("My phone")
        await anna.sees("Yours")
        await sim.until_updates_are_taken()
    assert sim.ledger.violations == []
    assert sim.ledger.unanswered() == []


async def test_a_story_that_fails_shows_the_chat(sim: Simulator, bot: Bot) -> None:
    anna = sim.person("Anna")
    await anna.writes("Hello?")
    await bot.send_message(anna.id, "Good day")
    with pytest.raises(
        NotSeenError, match=r"(?s)Anna does not see 'Goodbye' in the private chat.*Anna: Hello\?.*Good day"
    ):
        await anna.sees("Goodbye", timeout=0)
    with pytest.raises(NotSeenError, match="finds no button 'Buy'"):
        await anna.presses("Buy", timeout=0)


async def test_what_was_seen_before_the_last_act_does_not_count(sim: Simulator, bot: Bot) -> None:
    anna = sim.person("Anna")
    first = await anna.writes("one")
    await bot.send_message(anna.id, "Good day")
    await anna.sees("Good")
    await anna.writes("two")
    await anna.sees_nothing_of("Good")
    with pytest.raises(NotSeenError):
        await anna.sees("Good", timeout=0)
    await anna.sees("Good", since=first)
    await anna.sees("Good", anywhere=True)
    with pytest.raises(NotSeenError):
        await anna.sees_nothing_of("Good", anywhere=True)


async def test_who_is_not_in_a_group_cannot_write_there(sim: Simulator) -> None:
    stranger = sim.person("Ivan")
    staff = sim.group("Staff")
    with pytest.raises(ImpossibleError, match="Ivan is not in Staff"):
        await stranger.writes("hello", chat=staff)
    await stranger.joins(staff)
    await stranger.writes("hello", chat=staff)
    await stranger.leaves(staff)
    with pytest.raises(ImpossibleError):
        await stranger.writes("hello", chat=staff)
