"""Edits by the bot and by people, and deletions."""

from datetime import timedelta
from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    KeyboardButton,
    ReplyKeyboardMarkup,
)

from simulator import ImpossibleError, Simulator
from simulator.methods.editing import NOT_MODIFIED
from simulator.world.files import TINY_JPEG
from tests.simulator.helpers import forum, refusal, started, taken

PHOTO = BufferedInputFile(TINY_JPEG, "photo.jpg")


def button(text: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text=text, callback_data=text)]])


async def test_an_edit_replaces_text_and_keyboard(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    sent = await bot.send_message(anna.id, "one", reply_markup=button("a"))
    edited = await bot.edit_message_text("<b>two</b>", chat_id=anna.id, message_id=sent.message_id, parse_mode="HTML")
    assert not isinstance(edited, bool)
    assert (edited.text, edited.reply_markup) == ("two", None)
    assert edited.edit_date is not None
    seen = await anna.sees("two")
    assert (seen.edited, seen.buttons) == (True, [])
    assert await taken(bot) == []


async def test_an_edit_that_changes_nothing_is_refused(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    sent = await bot.send_message(anna.id, "one", reply_markup=button("a"))
    where: dict[str, Any] = {"chat_id": anna.id, "message_id": sent.message_id}
    same = bot.edit_message_text("one", **where, reply_markup=button("a"))
    assert await refusal(same) == f"Bad Request: {NOT_MODIFIED}"
    assert await refusal(bot.edit_message_reply_markup(**where, reply_markup=button("a"))) == (
        f"Bad Request: {NOT_MODIFIED}"
    )
    await bot.edit_message_text("one", **where, reply_markup=button("b"))
    await bot.edit_message_reply_markup(**where)
    assert await refusal(bot.edit_message_reply_markup(**where)) == f"Bad Request: {NOT_MODIFIED}"


async def test_a_person_puts_another_file_in_the_place_of_one(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    photo, _ = await anna.sends_album(["photo", "photo"], caption="one")
    assert len(await taken(bot)) == 2
    await anna.replaces(photo, "video")
    (update,) = await taken(bot)
    edited = update.edited_message
    assert edited is not None
    assert edited.video is not None
    assert edited.photo is None
    assert (edited.caption, edited.media_group_id) == ("one", photo.media_group_id)
    with pytest.raises(ImpossibleError, match="in an album a video cannot become a document"):
        await anna.replaces(photo, "document")
    sticker = await anna.sends_sticker()
    with pytest.raises(ImpossibleError, match="a sticker cannot become a photo"):
        await anna.replaces(sticker, "photo")


async def test_what_cannot_be_edited(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    theirs = await anna.writes("mine")
    photo = await bot.send_photo(anna.id, PHOTO)
    text = await bot.send_message(anna.id, "text")
    keys = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="k")]])
    with_keys = await bot.send_message(anna.id, "text", reply_markup=keys)

    async def edit(message_id: int) -> str:
        return await refusal(bot.edit_message_text("x", chat_id=anna.id, message_id=message_id))

    assert await edit(999) == "Bad Request: message to edit not found"
    assert await edit(theirs.message_id) == "Bad Request: message can't be edited"
    assert await edit(with_keys.message_id) == "Bad Request: message can't be edited"
    assert await edit(photo.message_id) == "Bad Request: there is no text in the message to edit"
    error = await refusal(bot.edit_message_caption(chat_id=anna.id, message_id=text.message_id, caption="x"))
    assert error == "Bad Request: there is no caption in the message to edit"
    await bot.delete_message(anna.id, text.message_id)
    assert await edit(text.message_id) == "Bad Request: message to edit not found"


async def test_captions_and_media_are_edited(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    sent = await bot.send_photo(anna.id, PHOTO, caption="one")
    where: dict[str, Any] = {"chat_id": anna.id, "message_id": sent.message_id}
    await bot.edit_message_caption(**where, caption="two")
    assert (await anna.sees("two")).kind == "photo"
    video = InputMediaVideo(media=BufferedInputFile(b"video", "v.mp4"), caption="three")
    await bot.edit_message_media(video, **where)
    assert (await anna.sees("three")).kind == "video"
    await bot.edit_message_caption(**where)
    assert (await anna.sees(kind="video")).text == ""


async def test_an_item_of_an_album_keeps_its_sort(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    item = (await bot.send_media_group(anna.id, [InputMediaPhoto(media=PHOTO), InputMediaPhoto(media=PHOTO)]))[0]
    where: dict[str, Any] = {"chat_id": anna.id, "message_id": item.message_id}
    await bot.edit_message_media(InputMediaVideo(media=BufferedInputFile(b"video", "v.mp4")), **where)
    document = InputMediaDocument(media=BufferedInputFile(b"text", "a.txt"))
    await refusal(bot.edit_message_media(document, **where))


async def test_an_edit_by_a_person_reaches_the_bot_if_it_changed_something(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    message = await anna.writes("one")
    photo = await anna.sends_photo("one")
    await taken(bot)
    await anna.edits(message, "one")
    assert await taken(bot) == []
    await anna.edits(message, "two")
    await anna.edits(photo, "two")
    edited = [update.edited_message for update in await taken(bot)]
    assert [(e.text or e.caption, e.message_id) for e in edited if e] == [
        ("two", message.message_id),
        ("two", photo.message_id),
    ]
    assert edited[0] is not None
    assert edited[0].edit_date is not None


async def test_deletions_are_never_told_to_the_bot(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    message = await anna.writes("one")
    await taken(bot)
    await anna.deletes(message)
    assert await taken(bot) == []
    assert (await anna.looks_at(message)).deleted


async def test_an_administrator_deletes_what_the_bot_wrote(sim: Simulator, bot: Bot) -> None:
    boris, chief = sim.person("Boris"), sim.person("Chief")
    staff = await forum(sim, bot, boris, admins=[chief])
    sent = await bot.send_message(staff.id, "card")
    card = await boris.sees("card", chat=staff)
    with pytest.raises(ImpossibleError):
        await boris.deletes(card)
    await chief.deletes(card)
    error = await refusal(bot.edit_message_text("x", chat_id=staff.id, message_id=sent.message_id))
    assert error == "Bad Request: message to edit not found"


async def test_people_change_only_their_own_words_for_two_days(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    await bot.send_message(anna.id, "theirs")
    with pytest.raises(ImpossibleError):
        await anna.edits(await anna.sees("theirs"), "x")
    own = await anna.writes("own")
    await sim.advance(timedelta(hours=48))
    with pytest.raises(ImpossibleError):
        await anna.edits(own, "x")


async def test_messages_are_deleted_within_two_days(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    sent = await bot.send_message(anna.id, "one")
    theirs = await anna.writes("mine")
    assert await bot.delete_message(anna.id, theirs.message_id)
    assert await refusal(bot.delete_message(anna.id, theirs.message_id)) == "Bad Request: message to delete not found"
    await sim.advance(timedelta(hours=48))
    error = await refusal(bot.delete_message(anna.id, sent.message_id))
    assert error == "Bad Request: message can't be deleted for everyone"


async def test_in_groups_the_bot_deletes_by_right(sim: Simulator, bot: Bot) -> None:
    boris = sim.person("Boris")
    staff = await forum(sim, bot, boris, bot_rights=["can_manage_topics"])
    theirs = await boris.writes("mine", chat=staff)
    assert await refusal(bot.delete_message(staff.id, theirs.message_id)) == "Bad Request: message can't be deleted"
    topic = await bot.create_forum_topic(staff.id, "№1")
    error = await refusal(bot.delete_message(staff.id, topic.message_thread_id))
    assert error == "Bad Request: message can't be deleted"
    own = await bot.send_message(staff.id, "x")
    assert await bot.delete_message(staff.id, own.message_id)


async def test_many_are_deleted_and_missing_ones_skipped(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    one = await bot.send_message(anna.id, "one")
    assert await bot.delete_messages(anna.id, [one.message_id, 999])
    await anna.sees_nothing_of("one", anywhere=True)
    assert await refusal(bot.delete_messages(anna.id, [])) == "Bad Request: message identifiers are not specified"
