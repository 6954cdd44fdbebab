"""editMessageText, editMessageCaption, editMessageMedia and editMessageReplyMarkup."""

from typing import Any

from simulator.errors import bad_request
from simulator.methods.albums import input_media
from simulator.methods.call import Call
from simulator.methods.formatting import formatted_text
from simulator.methods.markup import check_buttons, inline_markup_of
from simulator.methods.registry import method
from simulator.methods.sending import check_content
from simulator.methods.targets import message_of, open_chat, refuse_unreachable
from simulator.methods.texts import text_content
from simulator.world.messages import Content, Message

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
CAPTION = ("caption", "caption_entities", "show_caption_above_media")
WITH_CAPTION = {"photo", "video", "animation", "document", "audio", "voice"}
ALBUM_GROUPS = ({"photo", "video"}, {"document"}, {"audio"})


@method
def edit_message_text(call: Call) -> dict[str, Any]:
    content = text_content(call)
    message = _editable(call)
    if message.kind != "text":
        raise bad_request("there is no text in the message to edit")
    return _edit(call, message, content)


@method
def edit_message_caption(call: Call) -> dict[str, Any]:
    caption = formatted_text(call, "caption").as_fields("caption")
    message = _editable(call)
    if message.kind not in WITH_CAPTION:
        raise bad_request("there is no caption in the message to edit")
    return _edit(call, message, {k: v for k, v in message.content.items() if k not in CAPTION} | caption)


@method
def edit_message_media(call: Call) -> dict[str, Any]:
    given = call.json("media", "can't parse InputMedia: Can't parse JSON object")
    if not isinstance(given, dict):
        raise bad_request("can't parse InputMedia: media not found")
    content = input_media(call, given)
    message = _editable(call)
    if message.kind not in {*WITH_CAPTION, "text"}:
        raise bad_request("message can't be edited")
    if message.media_group_id and not any({message.kind, given["type"]} <= group for group in ALBUM_GROUPS):
        raise bad_request("message content type can't be used in the album")
    return _edit(call, message, content)


@method
def edit_message_reply_markup(call: Call) -> dict[str, Any]:
    return _edit(call, _editable(call), None)


def _editable(call: Call) -> Message:
    inline_markup_of(call)
    message = message_of(call, open_chat(call), "edit")
    other_keyboard = message.reply_markup is not None and not message.inline_keyboard
    if message.sender is not call.world.bot or message.is_service or other_keyboard or message.forward_origin:
        raise bad_request("message can't be edited")
    return message


def _edit(call: Call, message: Message, content: Content | None) -> dict[str, Any]:
    markup = inline_markup_of(call)
    check_content(call, message.chat, content or {})
    check_buttons(message.chat, markup)
    refuse_unreachable(message.chat)
    new = message.content if content is None else content
    if (new, markup) == (message.content, message.reply_markup):
        raise bad_request(NOT_MODIFIED)
    message.content, message.reply_markup = new, markup
    call.world.changed(message)
    return message.as_json()
