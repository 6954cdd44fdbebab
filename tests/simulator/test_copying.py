"""Copies and forwards."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import ReplyParameters

from simulator import Simulator
from tests.simulator.helpers import forum, refusal, started, taken


async def test_a_copy_has_the_content_and_no_trace_of_the_origin(sim: Simulator, bot: Bot) -> None:
    anna, boris = await started(sim, bot, "Anna"), sim.person("Boris")
    staff = await forum(sim, bot, boris)
    photo = await anna.sends_photo("It is broken: example.org")
    topic = await bot.create_forum_topic(staff.id, "№1")
    copied = await bot.copy_message(staff.id, anna.id, photo.message_id, message_thread_id=topic.message_thread_id)
    seen = await boris.sees("broken", topic=await staff.topic("№1"))
    assert (seen.message_id, seen.kind, seen.forwarded) == (copied.message_id, "photo", False)
    assert seen.entities == photo.entities


async def test_a_copy_may_get_another_caption(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    photo = await anna.sends_photo("old")
    await bot.copy_message(anna.id, anna.id, photo.message_id, caption="<i>new</i>", parse_mode="HTML")
    assert (await anna.sees("new", kind="photo")).entities == [{"type": "italic", "offset": 0, "length": 3}]


async def test_a_copy_may_be_a_reply(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    one, two = await anna.writes("one"), await anna.writes("two")
    where = ReplyParameters(message_id=one.message_id)
    await bot.copy_message(anna.id, anna.id, two.message_id, reply_parameters=where)
    assert (await anna.sees("two")).reply_to == one.message_id


async def test_copies_of_an_album_are_an_album(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    staff = await forum(sim, bot)
    album = await anna.sends_album(["photo", "photo"], caption="Look")
    single = await anna.writes("text")
    ids = [message.message_id for message in [*album, single]]
    copied = await bot.copy_messages(staff.id, anna.id, ids)
    shown = (await staff.messages())[-3:]
    assert [message.message_id for message in shown] == [copy.message_id for copy in copied]
    assert shown[0].media_group_id == shown[1].media_group_id != album[0].media_group_id
    assert shown[2].media_group_id == ""


async def test_what_cannot_be_copied_is_skipped(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    first, gone = await anna.writes("first"), await anna.writes("gone")
    await anna.deletes(gone)
    copied = await bot.copy_messages(anna.id, anna.id, [first.message_id, gone.message_id])
    assert len(copied) == 1


@pytest.mark.parametrize(
    ("ids", "error"),
    [
        ([], "message identifiers are not specified"),
        ([2, 1], "message identifiers must be in a strictly increasing order"),
        ([1, 1], "message identifiers must be in a strictly increasing order"),
        (list(range(1, 102)), "too many message identifiers specified"),
    ],
)
async def test_lists_of_messages_that_telegram_refuses(sim: Simulator, bot: Bot, ids: list[int], error: str) -> None:
    anna = await started(sim, bot)
    for call in (bot.copy_messages, bot.forward_messages):
        assert await refusal(call(anna.id, anna.id, ids)) == f"Bad Request: {error}"


async def test_what_does_not_exist_cannot_be_copied(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    assert await refusal(bot.copy_message(anna.id, anna.id, 99)) == "Bad Request: message to copy not found"
    assert await refusal(bot.forward_message(anna.id, anna.id, 99)) == "Bad Request: message to forward not found"
    assert await refusal(bot.copy_message(anna.id, 99, 99)) == "Bad Request: chat not found"


async def test_a_forward_names_its_author_unless_hidden(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    message = await anna.writes("words")
    sent = await bot.forward_message(anna.id, anna.id, message.message_id)
    origin: Any = sent.forward_origin
    assert (origin.type, origin.sender_user.id) == ("user", anna.id)
    sim.world.users[anna.id].hides_forwards = True
    origin = (await bot.forward_message(anna.id, anna.id, message.message_id)).forward_origin
    assert (origin.type, origin.sender_user_name) == ("hidden_user", "Anna")


async def test_protected_content_stays_where_it_is(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    sent = await bot.send_message(anna.id, "secret", protect_content=True)
    error = await refusal(bot.forward_message(anna.id, anna.id, sent.message_id))
    assert error == "Bad Request: message has protected content and can't be forwarded"


async def test_a_die_is_forwarded_even_when_copied(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    die = await anna.sends("dice")
    await bot.copy_message(anna.id, anna.id, die.message_id)
    assert (await anna.last()).forwarded


async def test_people_forward_too(sim: Simulator, bot: Bot) -> None:
    anna, boris = await started(sim, bot, "Anna"), await started(sim, bot, "Boris")
    staff = await forum(sim, bot, anna, boris)
    said = await boris.sends_contact(chat=staff)
    await taken(bot)
    await anna.forwards(said)
    (update,) = await taken(bot)
    assert update.message is not None
    assert update.message.contact is not None
    assert update.message.forward_origin is not None


async def test_several_messages_are_forwarded_at_once(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    staff = await forum(sim, bot)
    album = await anna.sends_album(["photo", "photo"])
    forwarded = await bot.forward_messages(staff.id, anna.id, [message.message_id for message in album])
    shown = (await staff.messages())[-2:]
    assert [message.message_id for message in shown] == [message.message_id for message in forwarded]
    assert all(message.forwarded for message in shown)
    assert len({message.media_group_id for message in shown}) == 1
    assert await refusal(bot.forward_messages(staff.id, anna.id, [998, 999])) == (
        "Bad Request: there are no messages to forward"
    )


async def test_service_messages_are_neither_copied_nor_forwarded(sim: Simulator, bot: Bot) -> None:
    staff = await forum(sim, bot)
    thread = (await bot.create_forum_topic(staff.id, "№1")).message_thread_id
    assert await refusal(bot.copy_message(staff.id, staff.id, thread)) == "Bad Request: message can't be copied"
    assert await refusal(bot.forward_message(staff.id, staff.id, thread)) == "Bad Request: message can't be forwarded"
