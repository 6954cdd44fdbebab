"""What an actor sees of a message: plain values, and lines for a reader."""

from datetime import UTC, datetime
from typing import Any

from simulator.world.messages import MEDIA, Message
from simulator.world.world import World

LONGEST_LINE = 300


def message_view(world: World, message: Message) -> dict[str, Any]:
    """All that a person's app would show."""
    kind = message.kind
    reply = message.reply
    file = message.content.get(kind) if kind in MEDIA else None
    shown = file[-1] if isinstance(file, list) else file
    return {
        "chat_id": message.chat.id,
        "message_id": message.message_id,
        "thread_id": message.topic.thread_id if message.topic else 0,
        "from_id": message.sender.id,
        "from_name": message.chat.title if message.anonymous else message.sender.full_name,
        "from_bot": message.sender is world.bot,
        "kind": kind,
        "text": message.text,
        "entities": message.content.get("entities") or message.content.get("caption_entities") or [],
        "content": message.content,
        "file": _file(world, shown) if shown else None,
        "buttons": [[button["text"] for button in row] for row in message.inline_keyboard],
        "inline_keyboard": message.inline_keyboard,
        "keyboard": [[_label(key) for key in row] for row in (message.reply_markup or {}).get("keyboard", [])],
        "reactions": [r.get("emoji", "") for given in message.reactions.values() for r in given],
        "reply_to": reply.target.message_id if reply and not reply.implied else 0,
        "quote": reply.quote["text"] if reply and reply.quote else "",
        "forwarded": message.forward_origin is not None,
        "media_group_id": message.media_group_id,
        "edited": bool(message.edit_date),
        "deleted": message.deleted,
        "service": message.is_service,
        "date": message.date,
        "revision": message.revision,
    }


def _file(world: World, shown: dict[str, Any]) -> dict[str, Any]:
    stored = world.files.by_id(shown["file_id"])
    name = stored.name if stored else ""
    return {"file_id": shown["file_id"], "name": name, "size": shown.get("file_size", 0)}


def _label(key: Any) -> str:
    return str(key["text"] if isinstance(key, dict) else key)


def line(world: World, message: Message) -> str:
    """One message in a transcript."""
    view = message_view(world, message)
    time = datetime.fromtimestamp(message.date, UTC).strftime("%H:%M:%S")
    topic = f" [{message.topic.name}]" if message.topic else ""
    what = [] if view["kind"] == "text" else [f"<{view['kind']}{_named(view)}>"]
    text = [view["text"][:LONGEST_LINE].replace("\n", "\n      ")] if view["text"] else []
    buttons = [f"[{label}]" for row in view["buttons"] or view["keyboard"] for label in row]
    marks = [*view["reactions"], *(["(edited)"] if view["edited"] else []), *(["(deleted)"] if message.deleted else [])]
    reply = [f"(re #{view['reply_to']})"] if view["reply_to"] else []
    words = " ".join([*reply, *what, *text, *buttons, *marks])
    return f"{time} #{message.message_id}{topic} {view['from_name']}: {words}"


def _named(view: dict[str, Any]) -> str:
    if view["service"]:
        details = view["content"][view["kind"]]
        return f" {details['name']}" if isinstance(details, dict) and details.get("name") else ""
    return f" {view['file']['name']}" if view["file"] else ""


def transcript(world: World, chat_id: int, thread_id: int = 0, newest: int = 0) -> str:
    """The last messages of a chat or a topic, one a line; `newest` 0 means all."""
    shown = [
        message
        for message in world.messages[chat_id].values()
        if not thread_id or (message.topic is not None and message.topic.thread_id == thread_id)
    ]
    return "\n".join(line(world, message) for message in shown[-newest:]) or "(nothing)"
