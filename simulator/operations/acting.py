"""People change, press and react."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from simulator.errors import ImpossibleError, NotSeenError
from simulator.ledger import Query
from simulator.methods.editing import ALBUM_GROUPS, CAPTION
from simulator.operations.places import enter
from simulator.operations.registry import operation
from simulator.operations.sending import file_of, send, write
from simulator.operations.views import message_view, transcript
from simulator.stage import Stage
from simulator.text.formatted import typed
from simulator.world.chats import ADMINS
from simulator.world.messages import Message
from simulator.world.queries import CallbackQuery
from simulator.world.users import User

NO_ANSWER = {"text": "", "show_alert": False, "url": ""}
FIRST_QUERY = 4_300_000_000_000_000_001
TWO_DAYS = 48 * 3600
REPLACEABLE = {"photo", "video", "animation", "document", "audio"}


@operation
def edit(stage: Stage, *, person: int, chat: int, message: int, text: str) -> dict[str, Any]:
    """Changes text or caption of an own message."""
    found = _own(stage, person, chat, message)
    name = "text" if found.kind == "text" else "caption"
    kept = {key: value for key, value in found.content.items() if key not in {name, "entities", "caption_entities"}}
    changed = ({"text": ""} if name == "text" else {}) | typed(text).as_fields(name) | kept
    if changed != found.content:
        found.content = changed
        stage.world.acted(found.chat, found.sender)
        stage.world.changed(found)
    return message_view(stage.world, found)


@operation
def replace_file(
    stage: Stage, *, person: int, chat: int, message: int, kind: str, name: str = "", content: str = ""
) -> dict[str, Any]:
    """Puts another file in the place of that of an own message; its words stay."""
    found = _own(stage, person, chat, message)
    if found.kind not in REPLACEABLE or kind not in REPLACEABLE:
        raise ImpossibleError(f"a {found.kind} cannot become a {kind}")
    if found.media_group_id and not any({found.kind, kind} <= group for group in ALBUM_GROUPS):
        raise ImpossibleError(f"in an album a {found.kind} cannot become a {kind}")
    words = {key: value for key, value in found.content.items() if key in CAPTION}
    found.content = file_of(stage, kind, name, content) | words
    stage.world.acted(found.chat, found.sender)
    stage.world.changed(found)
    return message_view(stage.world, found)


@operation
def delete(stage: Stage, *, person: int, chat: int, message: int) -> None:
    """Deletes a message for all: an own one, any of the private chat, as an administrator any of the group."""
    who, found = stage.person(person), stage.message(chat, message)
    if not found.chat.is_private and found.chat.member(who).status not in ADMINS:
        found = _own(stage, person, chat, message)
    enter(who, found.chat)
    stage.world.acted(found.chat, who)
    stage.world.delete(found)


@operation
def react(stage: Stage, *, person: int, chat: int, message: int, emoji: str = "") -> None:
    """Sets a reaction; an empty one takes it away."""
    who, found = stage.person(person), stage.message(chat, message)
    enter(who, found.chat)
    stage.world.acted(found.chat, who)
    stage.world.react(found, who, [{"type": "emoji", "emoji": emoji}] if emoji else [])


@operation
async def press(
    stage: Stage, *, person: int, button: str, chat: int = 0, thread: int = 0, on: int = 0, timeout_seconds: float = 10
) -> dict[str, Any]:
    """Presses the newest button whose text contains `button`, once there is one; returns the bot's answer."""
    who, where = stage.person(person), stage.chat(chat or person)
    enter(who, where)

    def look() -> tuple[Message, dict[str, Any]] | None:
        return _find_button(stage, where.id, thread, on, button)

    found = await stage.world.changes.wait_for(look, timeout_seconds)
    if found is None:
        seen = transcript(stage.world, where.id, thread, newest=10)
        raise NotSeenError(f"{who.full_name} finds no button {button!r}. The last messages:\n{seen}")
    message, pressed = found
    return await _pressed(stage, who, message, pressed, timeout_seconds)


@operation
async def press_at(
    stage: Stage, *, person: int, chat: int, message: int, row: int, column: int, timeout_seconds: float = 10
) -> dict[str, Any]:
    """Presses the button at that place of that message; returns the bot's answer."""
    who, found = stage.person(person), stage.message(chat, message)
    enter(who, found.chat)
    rows = [] if found.deleted else found.inline_keyboard
    if not (0 <= row < len(rows) and 0 <= column < len(rows[row])):
        raise ImpossibleError("that button is not there any more")
    return await _pressed(stage, who, found, rows[row][column], timeout_seconds)


@operation
def follow(stage: Stage, *, person: int, url: str) -> dict[str, Any]:
    """Opens a link: one to the bot with a start parameter starts it."""
    return _follow(stage, stage.person(person), url)


@operation
async def forge_press(
    stage: Stage, *, person: int, data: str, chat: int, on: int, timeout_seconds: float = 10
) -> dict[str, Any]:
    """Sends data of one's own choice as if a button of the message had it."""
    return await _query(stage, stage.person(person), stage.message(chat, on), data, timeout_seconds)


async def _pressed(
    stage: Stage, who: User, message: Message, pressed: dict[str, Any], timeout_seconds: float
) -> dict[str, Any]:
    if "callback_data" in pressed:
        return await _query(stage, who, message, pressed["callback_data"], timeout_seconds)
    if "url" in pressed:
        return _follow(stage, who, pressed["url"])
    if pressed.get("request_contact"):
        send(stage, person=who.id, chat=message.chat.id, kind="contact")
    elif message.inline_keyboard:
        raise ImpossibleError(f"the button {pressed['text']!r} is of a kind that is not simulated")
    else:
        write(stage, person=who.id, chat=message.chat.id, text=pressed["text"])
    return NO_ANSWER


def _follow(stage: Stage, who: User, url: str) -> dict[str, Any]:
    """A link to the bot with a start parameter starts it; any other link only opens."""
    link = urlsplit(url)
    if link.netloc == "t.me" and link.path.strip("/").lower() == stage.world.bot.username.lower():
        payload = parse_qs(link.query).get("start", [""])[0]
        write(stage, person=who.id, chat=0, text=f"/start {payload}".strip())
    return NO_ANSWER | {"url": url}


async def _query(stage: Stage, who: User, message: Message, data: str, timeout_seconds: float) -> dict[str, Any]:
    world = stage.world
    enter(who, message.chat)
    query = CallbackQuery(str(FIRST_QUERY + len(world.queries)), who, data, world.clock.timestamp())
    world.queries[query.id] = query
    stage.ledger.queries[query.id] = Query(query.id, data)
    world.acted(message.chat, who)
    shown = message.as_json()
    if message.deleted:
        shown = {"chat": message.chat.as_json(), "message_id": message.message_id, "date": 0}
    where = {"chat_instance": str(message.chat.id * 1000 + 1), "message": shown}
    world.updates.add("callback_query", {"id": query.id, "from": who.as_json(), "data": data} | where)
    world.changes.notify()
    answer = await world.changes.wait_for(lambda: query.answer, timeout_seconds)
    if answer is None:
        seen = transcript(world, message.chat.id, newest=10)
        raise NotSeenError(
            f"the bot did not answer the press of {data!r} by {who.full_name}. The last messages:\n{seen}"
        )
    return answer


def _find_button(stage: Stage, chat: int, thread: int, on: int, button: str) -> tuple[Message, dict[str, Any]] | None:
    keyboard_seen = False
    for message in reversed(stage.world.history(stage.chat(chat), thread or None)):
        if on and message.message_id != on:
            continue
        rows = list(message.inline_keyboard)
        if not keyboard_seen and {"keyboard", "remove_keyboard"} & (message.reply_markup or {}).keys():
            keyboard_seen = True
            rows += [[_key(key) for key in row] for row in (message.reply_markup or {}).get("keyboard", [])]
        found = [key for row in rows for key in row if button in key["text"]]
        if found:
            # A key that bears just this text is meant rather than one that contains it.
            return message, min(found, key=lambda key: len(key["text"]))
    return None


def _key(key: Any) -> dict[str, Any]:
    return key if isinstance(key, dict) else {"text": key}


def _own(stage: Stage, person: int, chat: int, message: int) -> Message:
    who, found = stage.person(person), stage.message(chat, message)
    enter(who, found.chat)
    if found.sender is not who or found.is_service or found.deleted or found.forward_origin:
        raise ImpossibleError(f"{who.full_name} cannot change this message")
    if stage.clock.timestamp() - found.date >= TWO_DAYS:
        raise ImpossibleError("the message is older than 48 hours")
    return found
