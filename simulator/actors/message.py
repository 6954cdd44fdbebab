"""What an actor holds of a message."""

from dataclasses import dataclass, fields
from typing import Any, NamedTuple


class Answer(NamedTuple):
    """The bot's answer to a pressed button; `url` of a button that opens a link."""

    text: str
    show_alert: bool
    url: str


class File(NamedTuple):
    """A file of a message; size in bytes, of a photo its largest picture."""

    file_id: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it was when it was looked at; `Person.looks_at` shows it anew.

    `text` is text or caption; `buttons` are rows of labels; `content` holds the Bot API's fields; ids are 0 for none.
    """

    chat_id: int
    message_id: int
    thread_id: int
    from_id: int
    from_name: str
    from_bot: bool
    kind: str
    text: str
    entities: list[dict[str, Any]]
    content: dict[str, Any]
    file: File | None
    buttons: list[list[str]]
    inline_keyboard: list[list[dict[str, Any]]]
    keyboard: list[list[str]]
    reactions: list[str]
    reply_to: int
    quote: str
    forwarded: bool
    media_group_id: str
    edited: bool
    deleted: bool
    service: bool
    date: int
    revision: int

    @property
    def photo(self) -> File | None:
        """The file of a photo."""
        return self.file if self.kind == "photo" else None

    @property
    def document(self) -> File | None:
        """The file of a document."""
        return self.file if self.kind == "document" else None


def message_from(view: dict[str, Any]) -> Message:
    """From an operation's result."""
    known = {field.name: view[field.name] for field in fields(Message)}
    return Message(**known | {"file": File(**view["file"]) if view["file"] else None})
