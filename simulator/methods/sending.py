"""What all sending methods share: the order of checks, and the delivery."""

from collections.abc import Callable
from typing import Any

from simulator.errors import bad_request
from simulator.methods.call import Call
from simulator.methods.markup import check_buttons, markup_of
from simulator.methods.replies import find_reply, reply_request
from simulator.methods.targets import open_chat, refuse_closed, refuse_unreachable, topic_of
from simulator.world.chats import ADMINS, Chat, Topic
from simulator.world.messages import Content, Message, Reply

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
NOUNS = {
    "text": "text messages", "photo": "photos", "video": "videos", "document": "documents", "audio": "music",
    "voice": "voice notes", "video_note": "video notes", "sticker": "stickers", "animation": "GIFs",
    "poll": "polls", "contact": "contacts", "location": "locations", "venue": "venues", "dice": "dice",
}  # fmt: skip

Delivered = Callable[[Chat, Topic | None, Reply | None, dict[str, Any] | None], Any]


def send(call: Call, contents: list[Content], deliver: Delivered) -> Any:
    """Checks in the server's order, after the arguments of the method itself, then delivers."""
    wanted = reply_request(call)
    markup = markup_of(call)
    chat = open_chat(call)
    topic = topic_of(call, chat)
    reply = find_reply(call, wanted, chat, topic)
    if topic is None and reply is not None and not reply.outside and chat.is_forum:
        topic = reply.target.topic
    for content in contents:
        check_content(call, chat, content)
    check_buttons(chat, markup)
    refuse_unreachable(chat)
    refuse_closed(call.world, chat, topic)
    return deliver(chat, topic, reply, markup)


def send_one(call: Call, content: Content) -> dict[str, Any]:
    """Delivers one message; returns the Bot API type Message."""

    def deliver(chat: Chat, topic: Topic | None, reply: Reply | None, markup: dict[str, Any] | None) -> Message:
        return post(call, chat, content, topic=topic, reply=reply, reply_markup=markup)

    message: Message = send(call, [content], deliver)
    return message.as_json()


def post(call: Call, chat: Chat, content: Content, **extra: Any) -> Message:
    """Writes the bot's message."""
    return call.world.post(chat, content, call.world.bot, protected=call.flag("protect_content"), **extra)


def check_content(call: Call, chat: Chat, content: Content) -> None:
    """Lengths, and what the group forbids to all but its administrators."""
    if "text" in content and not content["text"]:
        raise bad_request("text must be non-empty")
    if len(content.get("text", "")) > LONGEST_TEXT:
        raise bad_request("message is too long")
    if len(content.get("caption", "")) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    if chat.type == "channel" and not chat.member(call.world.bot).may("can_post_messages"):
        raise bad_request("need administrator rights in the channel chat")
    if chat.member(call.world.bot).status in ADMINS:
        return
    for kind, noun in NOUNS.items():
        if kind in content and kind in chat.forbidden_kinds:
            raise bad_request(f"not enough rights to send {noun} to the chat")
