"""Methods of forum topics."""

from typing import Any

from simulator.errors import bad_request
from simulator.methods.call import Call
from simulator.methods.registry import method
from simulator.methods.targets import forum_of, topic_by_id
from simulator.world.chats import Chat, Topic
from simulator.world.emoji import TOPIC_ICONS

COLORS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)
LONGEST_NAME = 128


@method
def create_forum_topic(call: Call) -> dict[str, Any]:
    chat = forum_of(call)
    if not chat.member(call.world.bot).may("can_manage_topics"):
        raise bad_request("not enough rights to create a topic")
    name = _name(call)
    color = call.integer("icon_color") or COLORS[0]
    if color not in COLORS:
        raise bad_request("invalid icon color specified")
    return call.world.create_topic(chat, call.world.bot, name, color, _icon(call)).as_json()


@method
def edit_forum_topic(call: Call) -> bool:
    chat, topic = _topic(call, "edit the topic")
    changes: dict[str, str] = {}
    if call.has("name") and (name := _name(call)) != topic.name:
        changes["name"] = name
    if call.has("icon_custom_emoji_id") and (icon := _icon(call)) != topic.icon_custom_emoji_id:
        changes["icon_custom_emoji_id"] = icon
    if not changes:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.name = changes.get("name", topic.name)
    topic.icon_custom_emoji_id = changes.get("icon_custom_emoji_id", topic.icon_custom_emoji_id)
    call.world.post(chat, {"forum_topic_edited": changes}, call.world.bot, topic=topic)
    return True


@method
def close_forum_topic(call: Call) -> bool:
    return _set_closed(call, closed=True)


@method
def reopen_forum_topic(call: Call) -> bool:
    return _set_closed(call, closed=False)


@method
def delete_forum_topic(call: Call) -> bool:
    chat = forum_of(call)
    if not chat.member(call.world.bot).may("can_delete_messages"):
        raise bad_request("not enough rights to delete the topic")
    call.world.delete_topic(chat, topic_by_id(chat, call.integer("message_thread_id")))
    return True


@method
def get_forum_topic_icon_stickers(call: Call) -> list[dict[str, Any]]:
    shape = {"type": "custom_emoji", "width": 100, "height": 100, "is_animated": True, "is_video": False}
    return [
        shape
        | {"file_id": f"icon-{icon}", "file_unique_id": f"icon-{icon}", "custom_emoji_id": icon}
        | {"emoji": emoji, "set_name": "Topics", "needs_repainting": False}
        for icon, emoji in TOPIC_ICONS.items()
    ]


def _topic(call: Call, purpose: str) -> tuple[Chat, Topic]:
    chat = forum_of(call)
    if call.integer("message_thread_id") <= 0:
        raise bad_request("invalid forum topic identifier specified")
    topic = topic_by_id(chat, call.integer("message_thread_id"))
    if topic.creator is not call.world.bot and not chat.member(call.world.bot).may("can_manage_topics"):
        raise bad_request(f"not enough rights to {purpose}")
    return chat, topic


def _set_closed(call: Call, *, closed: bool) -> bool:
    chat, topic = _topic(call, "close or open the topic")
    if topic.closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    call.world.close_topic(chat, topic, call.world.bot, closed=closed)
    return True


def _name(call: Call) -> str:
    name = " ".join(call.text("name").split())[:LONGEST_NAME]
    if not name:
        raise bad_request("name must be non-empty")
    return name


def _icon(call: Call) -> str:
    icon = call.text("icon_custom_emoji_id")
    if icon and icon not in TOPIC_ICONS:
        raise bad_request("DOCUMENT_INVALID")
    return icon
