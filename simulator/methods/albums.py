"""sendMediaGroup, and InputMedia."""

from typing import Any

from simulator.errors import bad_request
from simulator.methods.call import Call
from simulator.methods.formatting import formatted_value
from simulator.methods.media import media_content, stored_file
from simulator.methods.registry import method
from simulator.methods.sending import post, send
from simulator.world.chats import Chat, Topic
from simulator.world.messages import Content, Message, Reply

LARGEST_ALBUM = 10
IN_ALBUMS = {"photo", "video", "document", "audio"}


@method
def send_media_group(call: Call) -> list[dict[str, Any]]:
    contents = [_album_item(call, item) for item in _items(call)]
    if not contents:
        raise bad_request("there are no messages to send")
    if len(contents) > LARGEST_ALBUM:
        raise bad_request("too many messages to send as an album")
    _check_mix({kind for content in contents for kind in IN_ALBUMS & content.keys()})

    def deliver(chat: Chat, topic: Topic | None, reply: Reply | None, _: object) -> list[Message]:
        group = call.world.media_group_id() if len(contents) > 1 else ""
        return [post(call, chat, content, topic=topic, reply=reply, media_group_id=group) for content in contents]

    return [message.as_json() for message in send(call, contents, deliver)]


def _items(call: Call) -> list[Any]:
    if not call.text("media"):
        raise bad_request('parameter "media" is required')
    return call.list("media", "expected an Array of InputMedia")


def _album_item(call: Call, item: Any) -> Content:
    if not isinstance(item, dict):
        raise bad_request("expected an Array of InputMedia")
    if item.get("type") not in IN_ALBUMS:
        raise bad_request("can't use the media of the specified type in the album")
    return input_media(call, item)


def _check_mix(kinds: set[str]) -> None:
    for alone in ("document", "audio"):
        if alone in kinds and len(kinds) > 1:
            raise bad_request(f"{alone} can't be mixed with other media types")


def input_media(call: Call, item: dict[str, Any]) -> Content:
    """The content of a message for an InputMedia."""
    kind, media = item.get("type"), item.get("media")
    if kind not in {*IN_ALBUMS, "animation"}:
        raise bad_request("can't parse InputMedia: type must be specified")
    if not isinstance(media, str) or not media:
        raise bad_request("can't parse InputMedia: media not found")
    stored = stored_file(call, kind, media, "media")
    caption = formatted_value(
        call, item.get("caption", ""), item.get("parse_mode", ""), item.get("caption_entities", [])
    )
    return media_content(call, kind, stored, item) | caption.as_fields("caption")
