"""The desk's values as JSON, and back. A notice is tagged by the name of its class.

The place of a notice in a group is a column of its row, not a part of its JSON: so a group that gets a new number
takes what it is owed along.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from hashlib import blake2b
from types import MappingProxyType
from typing import Any, Final, cast, get_args

from pydantic import TypeAdapter, ValidationError

from desk.ids import ChatId
from desk.notices import AnyNotice
from desk.notices.base import ForChat, ForRoom
from desk.notices.mail import CodeMail, LinkMail
from desk.rules.content import Parts
from desk.rules.groups import Wrong

PARTS: Final = TypeAdapter(Parts)
FILES: Final = TypeAdapter(tuple[Parts, ...])
ANSWERS: Final = TypeAdapter(dict[str, str])
TYPED_IN: Final = TypeAdapter(dict[str, int])
STORY: Final = TypeAdapter(tuple[tuple[int, str], ...])
GIVEN: Final = TypeAdapter(tuple[tuple[str, str], ...])
NAMES: Final = TypeAdapter(tuple[str, ...])
TOLD: Final = TypeAdapter(dict[Wrong, datetime])

NOTICES: Final[Mapping[str, type[AnyNotice]]] = MappingProxyType({kind.__name__: kind for kind in get_args(AnyNotice)})
NO_CHAT: Final = ChatId(0)
"""What goes by mail takes no chat's budget."""


class Unreadable(ValueError):
    """A stored notice that this version cannot read: its class is gone, or its facts do not fit."""


def encode(notice: AnyNotice) -> tuple[str, str]:
    """(class name, JSON without the place)."""
    kind = type(notice)
    return kind.__name__, _adapter(kind).dump_json(notice, exclude=_place_of(kind)).decode()


def decode(kind: str, payload: str | None, chat: ChatId) -> AnyNotice:
    """The notice, in the chat where it is owed now. Raises Unreadable."""
    known = NOTICES.get(kind)
    if known is None:
        raise Unreadable(f"no notice is called {kind!r}")
    try:
        facts = {**json.loads(payload or ""), **dict.fromkeys(_place_of(known), chat)}
        return cast("AnyNotice", _adapter(known).validate_json(json.dumps(facts)))
    except (ValidationError, ValueError, TypeError) as error:
        raise Unreadable(f"{kind} cannot be read: {_why(error)}") from error


def chat_of(notice: AnyNotice) -> ChatId:
    return notice.chat or NO_CHAT


def lane_of(notice: AnyNotice) -> int:
    """Within its chat: the ticket, or 0; for mail a number of the address."""
    if isinstance(notice, CodeMail | LinkMail):
        return int.from_bytes(blake2b(notice.address.encode(), digest_size=7).digest())
    return notice.lane or 0


@cache
def _adapter(kind: type[AnyNotice]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _place_of(kind: type[AnyNotice]) -> set[str]:
    if issubclass(kind, ForRoom):
        return {"room"}
    return {"to"} if issubclass(kind, ForChat) else set()


def _why(error: ValueError | TypeError) -> str:
    """Which facts do not fit, without quoting them: they are what people wrote."""
    if isinstance(error, ValidationError):
        return "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['type']}" for item in error.errors())
    return type(error).__name__
