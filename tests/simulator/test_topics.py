"""Forums and their topics."""

import pytest
from aiogram import Bot
from aiogram.types import ReplyParameters

from simulator import Group, ImpossibleError, Simulator
from tests.simulator.helpers import forum, refusal, taken

GONE = "Bad Request: message thread not found"


async def test_a_topic_is_its_service_message_and_comes_back_to_the_bot(sim: Simulator, bot: Bot) -> None:
    staff = await forum(sim, bot)
    topic = await bot.create_forum_topic(staff.id, "№1 Anna", icon_color=7322096)
    (update,) = await taken(bot)
    assert update.message is not None
    assert update.message.forum_topic_created is not None
    assert update.message.forum_topic_created.name == "№1 Anna"
    assert update.message.from_user is not None
    assert update.message.from_user.id == bot.id
    assert update.message.message_id == update.message.message_thread_id == topic.message_thread_id


async def test_messages_of_a_topic_carry_its_id_and_reply_to_its_root(sim: Simulator, bot: Bot) -> None:
    boris = sim.person("Boris")
    staff = await forum(sim, bot, boris)
    topic = await bot.create_forum_topic(staff.id, "№1")
    sent = await bot.send_message(staff.id, "card", message_thread_id=topic.message_thread_id)
    await taken(bot)
    await boris.writes("note", topic=await staff.topic("№1"))
    (update,) = await taken(bot)
    for message in (sent, update.message):
        assert message is not None
        assert (message.is_topic_message, message.message_thread_id) == (True, topic.message_thread_id)
        assert message.reply_to_message is not None
        assert message.reply_to_message.forum_topic_created is not None
    assert (await boris.looks_at(await boris.sees("card", anywhere=True, chat=staff))).reply_to == 0


async def test_a_reply_lands_in_the_topic_of_its_target(sim: Simulator, bot: Bot) -> None:
    boris = sim.person("Boris")
    staff = await forum(sim, bot, boris)
    note = await boris.writes("note", topic=await boris.creates_topic(staff, "№1"))
    sent = await bot.send_message(staff.id, "re", reply_parameters=ReplyParameters(message_id=note.message_id))
    assert sent.message_thread_id == note.thread_id
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.message_id == note.message_id


async def test_a_reply_to_another_topic_shows_as_external(sim: Simulator, bot: Bot) -> None:
    boris = sim.person("Boris")
    staff = await forum(sim, bot, boris)
    note = await boris.writes("note", topic=await boris.creates_topic(staff, "№1"))
    other = await boris.creates_topic(staff, "№2")
    where = ReplyParameters(message_id=note.message_id)
    sent = await bot.send_message(staff.id, "re", message_thread_id=other.thread_id, reply_parameters=where)
    assert sent.message_thread_id == other.thread_id
    assert sent.external_reply is not None


async def test_general_has_no_id(sim: Simulator, bot: Bot) -> None:
    staff = await forum(sim, bot)
    sent = await bot.send_message(staff.id, "to all")
    assert (sent.message_thread_id, sent.is_topic_message) == (None, None)
    assert await refusal(bot.send_message(staff.id, "x", message_thread_id=1)) == GONE
    assert await refusal(bot.send_message(staff.id, "x", message_thread_id=777)) == GONE


async def test_where_there_are_no_topics_their_ids_are_ignored(sim: Simulator, bot: Bot) -> None:
    staff = await forum(sim, bot)
    topic = await bot.create_forum_topic(staff.id, "№1")
    await staff.set(forum=False)
    sent = await bot.send_message(staff.id, "leaks", message_thread_id=topic.message_thread_id)
    assert sent.message_thread_id is None
    assert (await bot.get_chat(staff.id)).is_forum is None
    plain = sim.plain_group("Plain")
    assert (await bot.send_message(plain.id, "x", message_thread_id=5)).message_thread_id is None


@pytest.mark.parametrize(("gone_error", "told"), [("", GONE), ("TOPIC_DELETED", "Bad Request: TOPIC_DELETED")])
async def test_a_deleted_topic_takes_nothing(sim: Simulator, bot: Bot, gone_error: str, told: str) -> None:
    boris = sim.person("Boris")
    staff = await forum(sim, bot, boris)
    made = await bot.create_forum_topic(staff.id, "№1")
    await taken(bot)
    await boris.deletes_topic(await staff.topic("№1"), gone_error)
    assert await taken(bot) == []
    thread = made.message_thread_id
    assert await refusal(bot.send_message(staff.id, "x", message_thread_id=thread)) == told
    assert await refusal(bot.edit_forum_topic(staff.id, thread, name="y")) == told
    assert await refusal(bot.close_forum_topic(staff.id, thread)) == told
    assert await bot.send_chat_action(staff.id, "typing", message_thread_id=thread)


async def test_closing_and_reopening_come_back_and_not_twice(sim: Simulator, bot: Bot) -> None:
    staff = await forum(sim, bot)
    thread = (await bot.create_forum_topic(staff.id, "№1")).message_thread_id
    await taken(bot)
    await bot.close_forum_topic(staff.id, thread)
    assert (await staff.topics())[0].closed
    assert await refusal(bot.close_forum_topic(staff.id, thread)) == "Bad Request: TOPIC_NOT_MODIFIED"
    await bot.reopen_forum_topic(staff.id, thread)
    assert await refusal(bot.reopen_forum_topic(staff.id, thread)) == "Bad Request: TOPIC_NOT_MODIFIED"
    closed, reopened = [update.message for update in await taken(bot)]
    assert closed is not None
    assert closed.forum_topic_closed is not None
    assert reopened is not None
    assert reopened.forum_topic_reopened is not None


async def test_names_and_icons_are_edited(sim: Simulator, bot: Bot) -> None:
    staff = await forum(sim, bot)
    thread = (await bot.create_forum_topic(staff.id, "№1")).message_thread_id
    icon = (await bot.get_forum_topic_icon_stickers())[0].custom_emoji_id
    await bot.edit_forum_topic(staff.id, thread, name="№1 done", icon_custom_emoji_id=icon)
    topic = await staff.topic("done")
    assert topic.icon_custom_emoji_id == icon
    error = await refusal(bot.edit_forum_topic(staff.id, thread, name="№1 done"))
    assert error == "Bad Request: TOPIC_NOT_MODIFIED"
    edited = (await taken(bot))[-1].message
    assert edited is not None
    assert edited.forum_topic_edited is not None
    assert edited.forum_topic_edited.name == "№1 done"


async def test_long_names_are_cut_and_empty_ones_refused(sim: Simulator, bot: Bot) -> None:
    staff = await forum(sim, bot)
    assert (await bot.create_forum_topic(staff.id, "x" * 200)).name == "x" * 128
    assert await refusal(bot.create_forum_topic(staff.id, " ")) == "Bad Request: name must be non-empty"
    error = await refusal(bot.create_forum_topic(staff.id, "x", icon_color=5))
    assert error == "Bad Request: invalid icon color specified"


async def test_a_closed_topic_is_open_to_who_manages_topics(sim: Simulator, bot: Bot) -> None:
    boris, client = sim.person("Boris"), sim.person("Ivan")
    staff = await forum(sim, bot, client, admins=[boris], bot_rights=["can_delete_messages"])
    topic = await boris.creates_topic(staff, "№1")
    await boris.closes_topic(topic)
    error = await refusal(bot.send_message(staff.id, "x", message_thread_id=topic.thread_id))
    assert error == "Bad Request: TOPIC_CLOSED"
    with pytest.raises(ImpossibleError, match="№1 is closed"):
        await client.writes("x", topic=topic)
    await boris.writes("x", topic=topic)
    await staff.set_bot("administrator")
    await bot.send_message(staff.id, "x", message_thread_id=topic.thread_id)


async def test_topics_need_rights_and_a_forum(sim: Simulator, bot: Bot) -> None:
    boris = sim.person("Boris")
    staff = await forum(sim, bot, admins=[boris], bot_rights=["can_pin_messages"])
    theirs = (await boris.creates_topic(staff, "№1")).thread_id
    assert await _refused(bot, staff, theirs) == [
        "not enough rights to create a topic",
        "not enough rights to edit the topic",
        "not enough rights to close or open the topic",
        "not enough rights to delete the topic",
    ]
    await staff.set(forum=False)
    assert set(await _refused(bot, staff, theirs)) == {"the chat is not a forum"}
    assert set(await _refused(bot, sim.plain_group("Plain"), theirs)) == {"the chat is not a supergroup forum"}


async def _refused(bot: Bot, group: Group, thread: int) -> list[str]:
    calls = (
        bot.create_forum_topic(group.id, "x"),
        bot.edit_forum_topic(group.id, thread, name="y"),
        bot.close_forum_topic(group.id, thread),
        bot.delete_forum_topic(group.id, thread),
    )
    return [(await refusal(call)).removeprefix("Bad Request: ") for call in calls]


async def test_the_bot_deletes_a_topic_with_its_messages(sim: Simulator, bot: Bot) -> None:
    boris = sim.person("Boris")
    staff = await forum(sim, bot, boris)
    thread = (await bot.create_forum_topic(staff.id, "№1")).message_thread_id
    await bot.send_message(staff.id, "card", message_thread_id=thread)
    await bot.delete_forum_topic(staff.id, thread)
    await boris.sees_nothing_of("card", chat=staff, anywhere=True)
    assert (await staff.topics())[0].deleted


async def test_pins_of_a_topic(sim: Simulator, bot: Bot) -> None:
    staff = await forum(sim, bot)
    thread = (await bot.create_forum_topic(staff.id, "№1")).message_thread_id
    card = await bot.send_message(staff.id, "card", message_thread_id=thread)
    await bot.pin_chat_message(staff.id, card.message_id)
    pinned = (await taken(bot))[-1].message
    assert pinned is not None
    assert pinned.pinned_message is not None
    shown = (await bot.get_chat(staff.id)).pinned_message
    assert shown is not None
    assert shown.message_id == card.message_id
    await bot.unpin_all_forum_topic_messages(staff.id, thread)
    assert (await bot.get_chat(staff.id)).pinned_message is None
    assert await refusal(bot.pin_chat_message(staff.id, 999)) == "Bad Request: message to pin not found"
    await staff.set_bot("member")
    assert await refusal(bot.pin_chat_message(staff.id, card.message_id)) == (
        "Bad Request: not enough rights to manage pinned messages in the chat"
    )
