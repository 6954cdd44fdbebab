"""Files: sending them by upload and by id, albums, and getting them back."""

from io import BytesIO

import pytest
from aiogram import Bot
from aiogram.types import (
    BufferedInputFile,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    MediaUnion,
)

from simulator import Simulator
from simulator.world.files import TINY_JPEG
from tests.simulator.helpers import forum, raw, refusal, started, taken

PHOTO = BufferedInputFile(TINY_JPEG, "photo.jpg")


def upload(content: bytes = b"content", name: str = "name.bin") -> BufferedInputFile:
    return BufferedInputFile(content, name)


async def test_every_kind_of_file_can_be_sent(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    sent = [
        await bot.send_photo(anna.id, PHOTO, caption="<b>c</b>", parse_mode="HTML"),
        await bot.send_document(anna.id, upload(), caption="c"),
        await bot.send_video(anna.id, upload(), caption="c", duration=7),
        await bot.send_audio(anna.id, upload(), caption="c", title="t"),
        await bot.send_voice(anna.id, upload(), caption="c"),
        await bot.send_animation(anna.id, upload(), caption="c"),
        await bot.send_video_note(anna.id, upload()),
        await bot.send_sticker(anna.id, upload()),
    ]
    assert [message.content_type for message in sent] == [
        "photo",
        "document",
        "video",
        "audio",
        "voice",
        "animation",
        "video_note",
        "sticker",
    ]
    assert [message.caption for message in sent] == ["c"] * 6 + [None] * 2
    assert sent[0].caption_entities is not None
    assert sent[1].document is not None
    assert (sent[1].document.file_name, sent[1].document.file_size) == ("name.bin", 7)
    assert sent[2].video is not None
    assert sent[2].video.duration == 7
    assert sim.ledger.violations == []


async def test_things_without_files_can_be_sent(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    sent = [
        await bot.send_contact(anna.id, "+79001234567", "Anna"),
        await bot.send_location(anna.id, 55.5, 37.5),
        await bot.send_venue(anna.id, 55.5, 37.5, "Office", "Street 1"),
        await bot.send_dice(anna.id),
        await bot.send_poll(anna.id, "Well?", ["yes", "no"]),
    ]
    assert [message.content_type for message in sent] == ["contact", "location", "venue", "dice", "poll"]
    assert await refusal(bot.send_contact(anna.id, "", "Anna")) == "Bad Request: phone number is empty"


async def test_a_file_comes_back_as_it_was_sent(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    await anna.sends_document("report.pdf", b"%PDF-1.7", caption="My report")
    (update,) = await taken(bot)
    assert update.message is not None
    document = update.message.document
    assert document is not None
    assert (document.file_name, document.mime_type, document.file_size) == ("report.pdf", "application/pdf", 8)
    file = await bot.get_file(document.file_id)
    assert file.file_path is not None
    assert file.file_path.startswith("documents/")
    content = await bot.download(document.file_id, BytesIO())
    assert content is not None
    assert content.read() == b"%PDF-1.7"


async def test_a_file_can_be_sent_by_its_id_but_not_as_another_kind(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    photo = await anna.sends_photo()
    assert photo.photo is not None
    again = await bot.send_photo(anna.id, photo.photo.file_id)
    assert again.photo is not None
    assert again.photo[-1].file_id == photo.photo.file_id
    error = await refusal(bot.send_document(anna.id, photo.photo.file_id))
    assert error == "Bad Request: can't use file of type Photo as Document"
    error = await refusal(bot.send_document(anna.id, "nonsense"))
    assert error == "Bad Request: wrong file identifier/HTTP URL specified"


async def test_files_that_telegram_refuses(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    assert await refusal(bot.send_document(anna.id, "")) == "Bad Request: there is no document in the request"
    assert await refusal(bot.send_document(anna.id, upload(b""))) == "Bad Request: file must be non-empty"
    assert await refusal(bot.send_photo(anna.id, upload(b"no picture"))) == "Bad Request: IMAGE_PROCESS_FAILED"
    long = await refusal(bot.send_photo(anna.id, PHOTO, caption="x" * 1025))
    assert long == "Bad Request: message caption is too long"
    assert await refusal(bot.get_file("nonsense")) == "Bad Request: invalid file_id"


async def test_a_large_file_cannot_be_fetched(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    large = sim.world.files.save("document", bytes((20 << 20) + 1), "large.bin")
    await bot.send_document(anna.id, large.file_id)
    assert await refusal(bot.get_file(large.file_id)) == "Bad Request: file is too big"


async def test_an_album_is_several_messages_with_one_group(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    media: list[MediaUnion] = [
        InputMediaPhoto(media=PHOTO, caption="<b>first</b>", parse_mode="HTML"),
        InputMediaVideo(media=upload()),
    ]
    sent = await bot.send_media_group(anna.id, media)
    assert [message.content_type for message in sent] == ["photo", "video"]
    assert len({message.media_group_id for message in sent}) == 1
    assert sent[0].caption == "first"
    await anna.sends_album(["photo", "photo", "video"], caption="Look")
    updates = [update.message for update in await taken(bot)]
    assert [message.caption for message in updates if message] == ["Look", None, None]
    assert len({message.media_group_id for message in updates if message}) == 1


@pytest.mark.parametrize(
    ("media", "error"),
    [
        ([InputMediaPhoto(media=PHOTO)] * 11, "too many messages to send as an album"),
        (
            [InputMediaPhoto(media=PHOTO), InputMediaDocument(media=upload())],
            "document can't be mixed with other media types",
        ),
        (
            [InputMediaAudio(media=upload()), InputMediaPhoto(media=PHOTO)],
            "audio can't be mixed with other media types",
        ),
        ([InputMediaPhoto(media="")], "can't parse InputMedia: media not found"),
    ],
)
async def test_albums_that_telegram_refuses(sim: Simulator, bot: Bot, media: list[MediaUnion], error: str) -> None:
    anna = await started(sim, bot)
    assert await refusal(bot.send_media_group(anna.id, media)) == f"Bad Request: {error}"


async def test_an_animation_is_no_part_of_an_album(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    body = await raw(sim, "sendMediaGroup", chat_id=anna.id, media=[{"type": "animation", "media": "x"}])
    assert body["description"] == "Bad Request: can't use the media of the specified type in the album"


async def test_kinds_that_a_group_forbids_are_refused(sim: Simulator, bot: Bot) -> None:
    staff = await forum(sim, bot, bot_is_admin=False)
    await staff.set(forbidden_kinds=["document", "text"])
    assert await refusal(bot.send_document(staff.id, upload())) == (
        "Bad Request: not enough rights to send documents to the chat"
    )
    assert await refusal(bot.send_message(staff.id, "x")) == (
        "Bad Request: not enough rights to send text messages to the chat"
    )
    await staff.set_bot("administrator")
    await bot.send_message(staff.id, "x")


async def test_people_send_every_kind(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    kinds = [
        "photo",
        "document",
        "video",
        "audio",
        "voice",
        "video_note",
        "animation",
        "sticker",
        "contact",
        "location",
        "venue",
        "poll",
        "dice",
        "story",
    ]
    for kind in kinds:
        await anna.sends(kind)
    assert [update.message.content_type for update in await taken(bot) if update.message] == kinds


async def test_a_contact_tells_whose_it_is(sim: Simulator, bot: Bot) -> None:
    anna, boris = await started(sim, bot, "Anna"), sim.person("Boris")
    await anna.sends_contact()
    await anna.sends_contact(of=boris)
    owners = [
        update.message.contact.user_id for update in await taken(bot) if update.message and update.message.contact
    ]
    assert owners == [anna.id, boris.id]
