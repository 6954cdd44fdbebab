"""People write and send things."""

from base64 import b64decode
from typing import Any

from simulator.errors import ImpossibleError
from simulator.operations.places import Place, place_of
from simulator.operations.registry import operation
from simulator.operations.views import message_view
from simulator.stage import Stage
from simulator.text.formatted import formatted, typed
from simulator.world.chats import ADMINS
from simulator.world.files import TINY_JPEG
from simulator.world.messages import MEDIA, Content, Message
from simulator.world.things import RARE, THROWN, poll
from simulator.world.users import User

View = dict[str, Any]
WITHOUT_CAPTION = {"sticker", "video_note"}


@operation
def write(stage: Stage, *, text: str, anonymous: bool = False, **place: Any) -> View:
    """A text message."""
    where = place_of(stage, **place)
    return message_view(stage.world, _post(stage, where, {"text": ""} | typed(text).as_fields(), anonymous=anonymous))


@operation
def send(
    stage: Stage,
    *,
    kind: str,
    caption: str = "",
    name: str = "",
    content: str = "",
    of: int = 0,
    anonymous: bool = False,
    **place: Any,
) -> View:
    """Anything else; `content` in base64, `of` the user whose contact it is."""
    where = place_of(stage, **place)
    made = file_of(stage, kind, name, content) if kind in MEDIA else _thing(stage, kind, where.person, of or 0)
    if caption and kind not in {*MEDIA} - WITHOUT_CAPTION:
        raise ImpossibleError(f"a {kind} has no caption")
    made |= typed(caption).as_fields("caption")
    return message_view(stage.world, _post(stage, where, made, anonymous=anonymous))


@operation
def send_album(stage: Stage, *, items: list[dict[str, Any]], anonymous: bool = False, **place: Any) -> list[View]:
    """Several files in one album; each item has `kind`, `name`, `content` in base64, `caption` and its `entities`."""
    where = place_of(stage, **place)
    group = stage.world.media_group_id()
    views = []
    for item in items:
        made = file_of(stage, item["kind"], item.get("name", ""), item.get("content", ""))
        made |= formatted(item.get("caption", ""), "", item.get("entities", [])).as_fields("caption")
        views.append(message_view(stage.world, _post(stage, where, made, anonymous=anonymous, media_group_id=group)))
    return views


@operation
def forward(stage: Stage, *, from_chat: int, messages: list[int], **place: Any) -> list[View]:
    """Passes messages on, all at once: they have one date."""
    where, date = place_of(stage, **place), stage.world.clock.timestamp()
    sources = [stage.message(from_chat, message) for message in messages]
    if any(source.is_service or source.protected or source.chat.protected for source in sources):
        raise ImpossibleError("this message cannot be forwarded")
    groups = {source.media_group_id: stage.world.media_group_id() for source in sources if source.media_group_id}
    views = []
    for source in sources:
        facts: dict[str, Any] = {
            "forward_origin": source.origin(),
            "media_group_id": groups.get(source.media_group_id, ""),
        }
        views.append(message_view(stage.world, _post(stage, where, dict(source.content), date=date, **facts)))
    return views


def _post(stage: Stage, where: Place, content: Content, *, anonymous: bool = False, **extra: Any) -> Message:
    member = where.chat.member(where.person)
    hidden = anonymous or member.is_anonymous
    if hidden and member.status not in ADMINS:
        raise ImpossibleError(f"{where.person.full_name} is no administrator of {where.chat.title}")
    return stage.world.post(
        where.chat, content, where.person, topic=where.topic, reply=where.reply, anonymous=hidden, **extra
    )


def file_of(stage: Stage, kind: str, name: str, content: str) -> Content:
    """A new file, `content` in base64, as the fields of a message."""
    default = TINY_JPEG if kind == "photo" else f"the {kind}".encode()
    files = stage.world.files
    return files.content_of(files.save(kind, b64decode(content) if content else default, name))


def _thing(stage: Stage, kind: str, person: User, of: int) -> Content:
    location = {"latitude": 55.75, "longitude": 37.62}
    match kind:
        case "contact":
            owner = stage.person(of or person.id)
            names = {"first_name": owner.first_name} | ({"last_name": owner.last_name} if owner.last_name else {})
            return {"contact": {"phone_number": f"+7900{owner.id % 10_000_000:07}", "user_id": owner.id} | names}
        case "location":
            return {"location": location}
        case "venue":
            return {"venue": {"location": location, "title": "Office", "address": "1 Main St"}, "location": location}
        case "poll":
            return {"poll": poll(stage.world.poll_id(), "Yes or no?", ["Yes", "No"])}
        case "dice":
            return {"dice": {"emoji": "🎲", "value": THROWN}}
        case "story":
            return {"story": {"chat": stage.world.chats[person.id].as_json(), "id": 1}}
    if kind in RARE:
        chat = stage.world.chats[person.id].as_json()
        return {kind: {name: [chat] if name == "chats" else value for name, value in RARE[kind].items()}}
    raise ImpossibleError(f"no such kind of message: {kind}")
