"""Text messages: what arrives, what is refused, and in which order."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramForbiddenError
from aiogram.types import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyParameters,
    WebAppInfo,
)

from simulator import Simulator
from tests.simulator.helpers import forum, refusal, started, taken


def keyboard(**button: object) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton.model_validate({"text": "x"} | button)]])


async def test_a_message_comes_back_whole(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    sent = await bot.send_message(
        anna.id,
        " <b>Hi</b>, see example.org ",
        parse_mode="HTML",
        reply_markup=keyboard(callback_data="a"),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    assert sent.text == "Hi, see example.org"
    assert sent.from_user is not None
    assert sent.from_user.id == bot.id
    assert [(e.type, e.offset, e.length) for e in sent.entities or []] == [("bold", 0, 2), ("url", 8, 11)]
    assert sent.reply_markup is not None
    assert sent.link_preview_options is not None
    assert sent.chat.first_name == "Anna"
    assert (await anna.sees("Hi")).buttons == [["x"]]


async def test_people_send_text_with_the_entities_that_telegram_finds(sim: Simulator, bot: Bot) -> None:
    anna = sim.person("Anna")
    await anna.writes("/start now a@example.org https://example.org/x, @front_desk #tag +7 900 123-45-67 and/or")
    (update,) = await taken(bot)
    assert update.message is not None
    text = update.message.text or ""
    found = [(entity.type, entity.extract_from(text)) for entity in update.message.entities or []]
    assert found == [
        ("bot_command", "/start"),
        ("email", "a@example.org"),
        ("url", "https://example.org/x"),
        ("mention", "@front_desk"),
        ("hashtag", "#tag"),
        ("phone_number", "+7 900 123-45-67"),
    ]


async def test_entities_may_be_given_instead_of_markup(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    sent = await bot.send_message(anna.id, "😀 bold", entities=[MessageEntity(type="bold", offset=3, length=4)])
    assert [(e.type, e.offset, e.length) for e in sent.entities or []] == [("bold", 3, 4)]


@pytest.mark.parametrize(
    ("offset", "length", "error"),
    [
        (0, 5, "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 5"),
        (-1, 2, "Receive an entity with incorrect offset"),
        (0, -1, "Receive an entity with incorrect length"),
    ],
)
async def test_entities_stay_within_the_text(sim: Simulator, bot: Bot, offset: int, length: int, error: str) -> None:
    anna = await started(sim, bot)
    entities = [MessageEntity(type="bold", offset=offset, length=length)]
    assert await refusal(bot.send_message(anna.id, "bold", entities=entities)) == f"Bad Request: {error}"


async def test_spaces_at_both_ends_are_cut_with_the_entities(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    sent = await bot.send_message(anna.id, "\n  <i>one</i> <b>two  </b>\n<u> </u>", parse_mode="HTML")
    assert sent.text == "one two"
    assert [(e.type, e.offset, e.length) for e in sent.entities or []] == [("italic", 0, 3), ("bold", 4, 3)]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "message text is empty"),
        ("  \n", "text must be non-empty"),
        ("<b> </b>", "text must be non-empty"),
        ("x" * 4097, "message is too long"),
        ("x" * 32_769, "text is too long"),
        ("<b>x", "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
    ],
)
async def test_texts_that_telegram_refuses(sim: Simulator, bot: Bot, text: str, error: str) -> None:
    anna = await started(sim, bot)
    assert await refusal(bot.send_message(anna.id, text, parse_mode="HTML")) == f"Bad Request: {error}"


async def test_length_is_counted_after_the_markup(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    assert (await bot.send_message(anna.id, f"<b>{'😀' * 4096}</b>", parse_mode="HTML")).text == "😀" * 4096


async def test_markdown_is_not_simulated_and_other_modes_do_not_exist(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    await refusal(bot.send_message(anna.id, "x", parse_mode="MarkdownV2"))
    assert [violation.what for violation in sim.ledger.violations] == ["Markdown is not simulated"]
    assert await refusal(bot.send_message(anna.id, "x", parse_mode="BBCode")) == "Bad Request: unsupported parse_mode"


async def test_unknown_chats_are_not_found(sim: Simulator, bot: Bot) -> None:
    stranger = sim.person("Ivan")
    for chat in (stranger.id, 12345, -1001234567890, "@nobody"):
        assert await refusal(bot.send_message(chat, "x")) == "Bad Request: chat not found"


async def test_who_never_started_the_bot_cannot_be_written_to(sim: Simulator, bot: Bot) -> None:
    boris = sim.person("Boris")
    await forum(sim, bot, boris)
    error = await refusal(bot.send_message(boris.id, "x"))
    assert error == "Forbidden: bot can't initiate conversation with a user"
    await boris.writes("/start")
    await bot.send_message(boris.id, "x")


async def test_who_blocked_the_bot_cannot_be_written_to(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    await anna.blocks_bot()
    with pytest.raises(TelegramForbiddenError, match="Forbidden: bot was blocked by the user"):
        await bot.send_message(anna.id, "x")
    await anna.unblocks_bot()
    await bot.send_message(anna.id, "x")
    await anna.deletes_account()
    assert await refusal(bot.send_message(anna.id, "x")) == "Forbidden: user is deactivated"


async def test_the_arguments_are_read_before_the_chat_and_the_chat_before_the_person(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    await anna.blocks_bot()
    reply = ReplyParameters(message_id=777)
    broken, long, buttons = "<b>x", "x" * 4097, keyboard(callback_data="x" * 65)
    assert "can't parse entities" in await refusal(bot.send_message(77, broken, parse_mode="HTML"))
    assert "Text buttons are unallowed" in await refusal(bot.send_message(77, "x", reply_markup=keyboard()))
    assert "chat not found" in await refusal(bot.send_message(77, long, reply_parameters=reply))
    assert "to be replied not found" in await refusal(bot.send_message(anna.id, long, reply_parameters=reply))
    assert "message is too long" in await refusal(bot.send_message(anna.id, long, reply_markup=buttons))
    assert "BUTTON_DATA_INVALID" in await refusal(bot.send_message(anna.id, "x", reply_markup=buttons))
    assert "blocked" in await refusal(bot.send_message(anna.id, "x"))


@pytest.mark.parametrize(
    ("button", "error"),
    [
        ({"callback_data": "я" * 33}, "BUTTON_DATA_INVALID"),
        ({"url": "http://localhost/"}, "inline keyboard button URL 'http://localhost/' is invalid: Wrong HTTP URL"),
        ({"url": "ftp://a.org"}, "inline keyboard button URL 'ftp://a.org' is invalid: Unsupported URL protocol"),
        (
            {"web_app": WebAppInfo(url="http://a.org")},
            "inline keyboard button Web App URL 'http://a.org' is invalid: Only HTTPS links are allowed",
        ),
        ({}, "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
    ],
)
async def test_buttons_that_telegram_refuses(sim: Simulator, bot: Bot, button: dict[str, object], error: str) -> None:
    anna = await started(sim, bot)
    assert await refusal(bot.send_message(anna.id, "x", reply_markup=keyboard(**button))) == f"Bad Request: {error}"


async def test_a_phone_is_asked_for_in_private_only(sim: Simulator, bot: Bot) -> None:
    staff = await forum(sim, bot)
    asking = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Phone", request_contact=True)]])
    error = await refusal(bot.send_message(staff.id, "x", reply_markup=asking))
    assert error == "Bad Request: phone number can be requested in private chats only"


async def test_replies_name_their_target(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    asked = await anna.writes("How long will it take?")
    where = ReplyParameters(message_id=asked.message_id, quote="How long")
    sent = await bot.send_message(anna.id, "A day", reply_parameters=where, reply_markup=ForceReply(force_reply=True))
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.message_id == asked.message_id
    assert sent.quote is not None
    assert (sent.quote.text, sent.quote.position) == ("How long", 0)
    answer = await anna.writes("Too long", reply_to=await anna.sees("A day"), quote="day")
    assert (answer.reply_to, answer.quote) == (sent.message_id, "day")
    update = (await taken(bot))[-1]
    assert update.message is not None
    assert update.message.reply_to_message is not None
    assert update.message.reply_to_message.reply_to_message is None


async def test_a_missing_reply_target_is_forgiven_only_if_asked(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    lost = ReplyParameters(message_id=999)
    assert await refusal(bot.send_message(anna.id, "x", reply_parameters=lost)) == (
        "Bad Request: message to be replied not found"
    )
    kind = ReplyParameters(message_id=999, allow_sending_without_reply=True)
    assert (await bot.send_message(anna.id, "x", reply_parameters=kind)).reply_to_message is None


async def test_a_reply_across_chats_shows_as_external(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    staff = await forum(sim, bot)
    there = await bot.send_message(staff.id, "the card")
    where = ReplyParameters(message_id=there.message_id, chat_id=staff.id)
    sent = await bot.send_message(anna.id, "see", reply_parameters=where)
    assert sent.reply_to_message is None
    assert sent.external_reply is not None
    assert sent.external_reply.message_id == there.message_id
    lost = ReplyParameters(message_id=999, chat_id=staff.id, allow_sending_without_reply=True)
    assert "to be replied not found" in await refusal(bot.send_message(anna.id, "x", reply_parameters=lost))


async def test_private_chats_and_basic_groups_share_one_row_of_message_ids(sim: Simulator, bot: Bot) -> None:
    anna, boris = await started(sim, bot, "Anna"), await started(sim, bot, "Boris")
    group = sim.plain_group("Plain")
    ids = [(await bot.send_message(chat, "x")).message_id for chat in (anna.id, boris.id, group.id, anna.id)]
    assert ids == list(range(ids[0], ids[0] + 4))
    own = await forum(sim, bot)
    assert (await bot.send_message(own.id, "x")).message_id < 10


async def test_people_are_mentioned_by_id_if_the_bot_can_know_them(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    markup = f'<a href="tg://user?id={anna.id}">Anna</a> and <a href="tg://user?id=5">nobody</a>'
    sent = await bot.send_message(anna.id, markup, parse_mode="HTML")
    (entity,) = sent.entities or []
    assert entity.type == "text_mention"
    assert entity.user is not None
    assert entity.user.id == anna.id


async def test_replies_in_a_supergroup_without_topics_have_a_thread_that_is_no_topic(sim: Simulator, bot: Bot) -> None:
    boris = sim.person("Boris")
    staff = await forum(sim, bot, boris, forum=False)
    first = await bot.send_message(staff.id, "card")
    second = await boris.writes("one", reply_to=await boris.sees("card", chat=staff, anywhere=True))
    await boris.writes("two", reply_to=second)
    last = (await taken(bot))[-1].message
    assert last is not None
    assert (last.message_thread_id, last.is_topic_message) == (first.message_id, None)
