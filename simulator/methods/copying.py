"""copyMessage, copyMessages, forwardMessage and forwardMessages."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from simulator.errors import bad_request
from simulator.methods.call import Call
from simulator.methods.formatting import formatted_text
from simulator.methods.registry import method
from simulator.methods.sending import post, send
from simulator.methods.targets import message_of, open_chat
from simulator.world.chats import Chat, Topic
from simulator.world.messages import UNCOPIED, Content, Message, Reply

MOST_AT_ONCE = 100
Chosen = tuple[Message, Content, dict[str, Any] | None]

CAPTION = ("caption", "caption_entities")


@method
def copy_message(call: Call) -> dict[str, int]:
    caption = formatted_text(call, "caption").as_fields("caption") if call.has("caption") else None
    source = message_of(call, open_chat(call, "from_chat_id"), "copy")
    content, origin = _copied(source, caption)
    message = send(call, [content], _deliver(call, [(source, content, origin)]))[0]
    return {"message_id": message.message_id}


@method
def copy_messages(call: Call) -> list[dict[str, int]]:
    caption: Content | None = {} if call.flag("remove_caption") else None
    sources = [source for source in _sources(call) if not source.is_service and source.kind not in UNCOPIED]
    chosen = [(source, *_copied(source, caption)) for source in sources]
    if not chosen:
        raise bad_request("there are no messages to copy")
    messages = send(call, [content for _, content, _ in chosen], _deliver(call, chosen))
    return [{"message_id": message.message_id} for message in messages]


@method
def forward_message(call: Call) -> dict[str, Any]:
    source = message_of(call, open_chat(call, "from_chat_id"), "forward")
    _refuse_protected(source)
    forwarded: Message = send(call, [source.content], _deliver(call, [(source, source.content, source.origin())]))[0]
    return forwarded.as_json()


@method
def forward_messages(call: Call) -> list[dict[str, int]]:
    sources = [source for source in _sources(call) if not source.is_service]
    for source in sources:
        _refuse_protected(source)
    if not sources:
        raise bad_request("there are no messages to forward")
    chosen = [(source, source.content, source.origin()) for source in sources]
    messages = send(call, [source.content for source in sources], _deliver(call, chosen))
    return [{"message_id": message.message_id} for message in messages]


def _copied(source: Message, caption: Content | None) -> tuple[Content, dict[str, Any] | None]:
    """The content of a copy, and its origin: a die cannot be copied, the server forwards it."""
    if source.is_service or source.kind in UNCOPIED:
        raise bad_request("message can't be copied")
    if caption is None or source.kind == "text":
        return source.content, source.origin() if source.kind == "dice" else None
    kept = {name: value for name, value in source.content.items() if name not in CAPTION}
    return kept | caption, None


def _refuse_protected(source: Message) -> None:
    if source.is_service:
        raise bad_request("message can't be forwarded")
    if source.protected or source.chat.protected:
        raise bad_request("message has protected content and can't be forwarded")


def _deliver(call: Call, chosen: Sequence[Chosen]) -> Any:
    def deliver(chat: Chat, topic: Topic | None, reply: Reply | None, markup: dict[str, Any] | None) -> list[Message]:
        groups = {source.media_group_id: call.world.media_group_id() for source, *_ in chosen if source.media_group_id}
        if call.method in {"copyMessage", "forwardMessage"}:
            groups = {}
        return [
            post(
                call,
                chat,
                dict(content),
                topic=topic,
                reply=reply,
                reply_markup=markup,
                forward_origin=origin,
                media_group_id=groups.get(source.media_group_id, ""),
            )
            for source, content, origin in chosen
        ]

    return deliver


def _sources(call: Call) -> list[Message]:
    """The messages that still exist."""
    ids = call.list("message_ids", "can't parse message identifiers")
    if not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MOST_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    if any(later <= earlier for earlier, later in pairwise(ids)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    chat = open_chat(call, "from_chat_id")
    found = [call.world.find(chat, message_id) for message_id in ids]
    return [message for message in found if message is not None]
