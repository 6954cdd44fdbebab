"""Updates as Telegram could send them, and as it never would: made by a seed, from models of the Bot API's types."""

import ast
import dataclasses
import json
import random
import types
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from aiogram.client.default import Default
from aiogram.filters.callback_data import CallbackData
from aiogram.types import Message, Update
from pydantic import BaseModel

import handlers.callbacks
from bot.telegram import ALLOWED_UPDATES

DEEPEST: Final = 4
MOST_FIELDS: Final = 4
"""Optional fields that an object has beside those it must have."""

STRINGS: Final = (
    "",
    " ",
    "Сайт не открывается",
    "/start",
    "/start x",
    "/cancel",
    "//заметка",
    "12345678",
    "anna@example.com",
    "пароль: hunter2",
    "a" * 4096,
    "😀" * 300,
    "\u202eоборот\u202c",
    "\u200b\u200d",
    "<b>жирно</b> &lt; &amp;",
    "<a href='tg://user?id=1'>x</a>",
    "'; DROP TABLE tickets; --",
    "%s%n{0}{name}",
    "\ud83d",
    "\x00\x01",
    "№1",
    "1",
    "9" * 400,
    "tg://user?id=101",
    "https://example.com/?a=b#c",
)
NUMBERS: Final = (0, 1, 2, 3, 4, 5, 7, 48, 100, -1, 2**31, 2**52, 2**53, 2**63 - 1, -(2**63))
BROKEN: Final[tuple[Any, ...]] = (None, True, -1, 0, 2**70, 1.5, "", "x", [], {}, [[]], {"id": {}}, [None], "9" * 5000)
KINDS: Final = ("message", "callback_query", "edited_message", "chat_member", "my_chat_member")
WEIGHTS: Final = (10, 8, 2, 1, 1)
STRANGE: Final = ("null", "[]", "{}", "0", '"x"', "[1,2]", '{"update_id":')

PLACES: Final = ("message", "edited_message")
CONTENTS: Final = ("photo", "document", "voice", "video", "sticker", "contact", "location", "poll", "dice", "audio")


@dataclass(frozen=True, slots=True)
class Someone:
    """Who sends, and the chats in which they can: Telegram tells both truly, whatever else is made up."""

    id: int
    name: str
    chats: tuple[tuple[int, str], ...]


def fields_of(model: type[BaseModel]) -> dict[str, Any]:
    """They are known when the model is built, which is when it is first needed."""
    model.model_rebuild()
    return model.model_fields


@cache
def words() -> tuple[str, ...]:
    """Every short word that the handlers know: the acts of buttons, the commands."""
    found: set[str] = set()
    for file in (Path(__file__).parents[2] / "handlers").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
                found.add(node.value)
    return tuple(sorted(word for word in found if len(word) <= 20))


@cache
def buttons() -> tuple[type[CallbackData], ...]:
    """Every kind of button that there is."""
    kinds = (kind for kind in vars(handlers.callbacks).values() if isinstance(kind, type))
    return tuple(kind for kind in kinds if issubclass(kind, CallbackData) and kind is not CallbackData)


@dataclass(slots=True)
class Known:
    """What is there by now: topics of tickets, messages that the desk has sent."""

    topics: list[int] = dataclasses.field(default_factory=list)
    messages: list[int] = dataclasses.field(default_factory=list)
    buttons: list[str] = dataclasses.field(default_factory=list)
    """What buttons carry that the desk has shown, whoever they were shown to."""


class Maker:
    """Makes updates; the same seed makes the same ones. `keys` are words that name what is there: clients, choices."""

    def __init__(self, seed: int, people: Sequence[Someone], *, keys: Sequence[str] = (), first: int = 1) -> None:
        self.random = random.Random(seed)
        self._people = people
        self._keys = keys
        self._next = first
        self.known = Known()

    def valid(self) -> dict[str, Any]:
        """One that the Bot API could send: most often of a kind that we ask for."""
        chance = self.random
        kind = chance.choices(KINDS, WEIGHTS)[0] if chance.random() < 0.95 else chance.choice(list(fields_of(Update)))
        while kind == "update_id":
            kind = chance.choice(ALLOWED_UPDATES)
        number, self._next = self._next, self._next + 1
        someone = chance.choice(self._people)
        body = self._value(fields_of(Update)[kind].annotation, kind, 0)
        if isinstance(body, dict):
            self._placed(kind, body, someone)
        return {"update_id": number, kind: body}

    def text(self) -> str:
        """A valid one as Telegram writes it."""
        return json.dumps(self.valid())

    def broken(self) -> str:
        """One in which something is missing, of another kind, or beyond all bounds; sometimes no object at all."""
        if self.random.random() < 0.03:
            return self.random.choice(STRANGE)
        update = self.valid()
        for _ in range(self.random.randint(1, 3)):
            holder, key = self._somewhere(update)
            if (holder is not update or len(holder) > 1) and self.random.random() < 0.3:
                del holder[key]
            else:
                holder[key] = deepcopy(self.random.choice(BROKEN))
        return json.dumps(update)

    def data(self) -> str:
        """What a button could carry: of our kinds, filled at random, or of no kind."""
        chance = self.random
        if self.known.buttons and chance.random() < 0.7:
            return self._pressed()
        if chance.random() < 0.1:
            return chance.choice(["", "x", "s:", "s:take", "s:take:x", ":::", "t:" + "9" * 60, "\u202e", *STRINGS])[:64]
        kind = chance.choice(buttons())
        parts = [self._part(field.annotation) for field in fields_of(kind).values()]
        return ":".join([kind.__prefix__, *parts])[:64]

    def _pressed(self) -> str:
        """A button that was shown to somebody, as it was or with another number; each kind as often as any other."""
        chance = self.random
        kind = chance.choice(sorted({one.partition(":")[0] for one in self.known.buttons}))
        parts = chance.choice([one for one in self.known.buttons if one.partition(":")[0] == kind]).split(":")
        numbers = [at for at, part in enumerate(parts) if part.isdecimal()]
        if numbers and chance.random() < 0.5:
            parts[chance.choice(numbers)] = str(chance.choice(NUMBERS[:7]))
        return ":".join(parts)

    def _part(self, annotation: Any) -> str:
        if annotation is str:
            return self.random.choice([*self._keys, *words()])
        return str(self.random.choice(NUMBERS[:9]))

    def _placed(self, kind: str, body: dict[str, Any], someone: Someone) -> None:
        """Who and where are true, as Telegram has it; most messages are like those that people write."""
        chat, sort = self.random.choice(someone.chats)
        sender = {"id": someone.id, "is_bot": False, "first_name": someone.name, "language_code": "ru"}
        place: dict[str, Any] = {"id": chat, "type": sort}
        place |= {"first_name": someone.name} if sort == "private" else {"title": "Группа", "is_forum": True}
        if kind == "callback_query":
            body |= {"from": sender, "data": self.data()}
            body["message"] = self._message(place, {"id": 42, "is_bot": True, "first_name": "Desk"})
            if self.random.random() < 0.1:
                body["message"] = {"message_id": body["message"]["message_id"], "date": 0, "chat": place}
        elif "chat" in body and kind in PLACES and self.random.random() < 0.7:
            body.clear()
            body |= self._message(place, sender)
        elif "chat" in body:
            body.pop("sender_chat", None)
            body |= {"from": sender, "chat": place}

    def _message(self, place: dict[str, Any], sender: dict[str, Any]) -> dict[str, Any]:
        chance, known = self.random, self.known
        made = {"message_id": self._next, "date": 1_800_000_000, "chat": place, "from": sender}
        if chance.random() < 0.7:
            made["text"] = self._text()
        else:
            name = chance.choice(CONTENTS)
            made[name] = self._value(fields_of(Message)[name].annotation, name, DEEPEST - 1)
            made["caption"] = self._text()
        if chance.random() < 0.3:
            replied = chance.choice([*known.messages, *NUMBERS[:9]])
            made["reply_to_message"] = {"message_id": replied, "date": 1, "chat": place, "text": self._text()}
        if chance.random() < 0.1:
            made["edit_date"] = 1_800_000_001
        if place["type"] == "supergroup" and known.topics and chance.random() < 0.8:
            made |= {"message_thread_id": chance.choice(known.topics), "is_topic_message": True}
        return made

    def _text(self) -> str:
        if self.random.random() < 0.4:
            told = self.random.choice(["", "1", "2", "3", "4", "5", *STRINGS])
            return f"/{self.random.choice(words())} {told}".strip()
        return self.random.choice(STRINGS)

    def _somewhere(self, update: dict[str, Any]) -> tuple[Any, Any]:
        """A place inside: what holds it, and its key there."""
        places: list[tuple[Any, Any]] = []
        waiting: list[Any] = [update]
        while waiting:
            holder = waiting.pop()
            keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
            places += [(holder, key) for key in keys]
            waiting += [holder[key] for key in keys if isinstance(holder[key], dict | list)]
        return self.random.choice(places[1:] or places)

    def _value(self, annotation: Any, name: str, depth: int) -> Any:
        origin = get_origin(annotation)
        if origin is Annotated:
            return self._value(get_args(annotation)[0], name, depth)
        if origin in {Union, types.UnionType}:
            kinds = [kind for kind in get_args(annotation) if kind not in {type(None), Default}]
            return self._value(self.random.choice(kinds), name, depth)
        if origin is Literal:
            return self.random.choice(get_args(annotation))
        if origin is list:
            return [self._value(get_args(annotation)[0], name, depth + 1) for _ in range(self.random.randint(0, 2))]
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return self._model(annotation, depth)
        return self._plain(annotation, name)

    def _plain(self, annotation: Any, name: str) -> Any:
        chance = self.random
        if annotation is bool:
            return chance.random() < 0.5
        if annotation is float:
            return chance.choice([0.0, 0.5, 90.0, 1e9])
        if isinstance(annotation, type) and issubclass(annotation, datetime):
            return chance.choice([1, 1_800_000_000, 1_900_000_000])
        if annotation is int:
            return chance.choice(NUMBERS[:9]) if name != "date" else 1_800_000_000
        # An album waits for more of it in real time, so there are few.
        if name == "media_group_id" and chance.random() < 0.9:
            return ""
        return chance.choice(STRINGS)

    def _model(self, kind: type[BaseModel], depth: int) -> dict[str, Any]:
        made, optional = {}, []
        for name, field in fields_of(kind).items():
            if field.is_required():
                made[field.alias or name] = self._value(field.annotation, name, depth + 1)
            elif get_origin(field.annotation) is Literal or (isinstance(field.default, str) and field.default):
                made[field.alias or name] = field.default
            else:
                optional.append((name, field))
        if depth < DEEPEST:
            for name, field in self.random.sample(optional, min(len(optional), self.random.randint(0, MOST_FIELDS))):
                made[field.alias or name] = self._value(field.annotation, name, depth + 1)
        return made
