"""Formatted text as a bot gives it: parse mode or entities, cleaned, trimmed and completed."""

from dataclasses import dataclass
from typing import Any

from simulator.errors import bad_request
from simulator.text import utf16
from simulator.text.cleaning import cleaned, trimmed
from simulator.text.detect import detected
from simulator.text.entities import Entity, with_found
from simulator.text.html import parse_html

TYPES = {
    "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bold", "italic", "underline",
    "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code", "pre", "text_link", "text_mention",
    "custom_emoji", "date_time",
}  # fmt: skip
LONGEST_BODY = 32_768


@dataclass(frozen=True, slots=True)
class FormattedText:
    """Plain text and entities."""

    text: str
    entities: list[Entity]

    def as_fields(self, name: str = "text") -> dict[str, Any]:
        """Fields of a message: `text` and `entities`, or `caption` and `caption_entities`."""
        if not self.text:
            return {}
        key = "entities" if name == "text" else f"{name}_entities"
        return {name: self.text} | ({key: self.entities} if self.entities else {})


def formatted(text: str, parse_mode: str, entities: list[Any]) -> FormattedText:
    """As the server reads it; an unknown `parse_mode` is refused, and MarkdownV2 is not simulated."""
    if len(text.encode()) > LONGEST_BODY:
        raise bad_request("text is too long")
    match parse_mode.lower():
        case "":
            return finished(text, [_checked(entity, text) for entity in entities if isinstance(entity, dict)])
        case "html":
            return finished(*parse_html(text))
        case "markdown" | "markdownv2":
            raise bad_request(f"not implemented by the simulator: parse_mode {parse_mode}")
    raise bad_request("unsupported parse_mode")


def typed(text: str) -> FormattedText:
    """As a person's app sends what was typed."""
    return finished(text, [])


def finished(text: str, entities: list[Entity]) -> FormattedText:
    """Cleaned and trimmed, with the entities that Telegram finds itself."""
    text, kept = trimmed(*cleaned(text, entities))
    return FormattedText(text, with_found(kept, detected(text)))


def _checked(entity: dict[str, Any], text: str) -> Entity:
    kind, offset, size = entity.get("type"), entity.get("offset"), entity.get("length")
    if kind not in TYPES:
        raise bad_request("can't parse MessageEntity: unsupported type specified")
    if kind == "text_mention" and not isinstance(entity.get("user"), dict):
        raise bad_request("can't parse MessageEntity: Can't find field \"user\"")
    if not isinstance(offset, int) or offset < 0:
        raise bad_request("Receive an entity with incorrect offset")
    if not isinstance(size, int) or size < 0:
        raise bad_request("Receive an entity with incorrect length")
    if offset + size > utf16.length(text):
        where = f"UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {offset + size}"
        raise bad_request(f"entity beginning at {where}")
    return entity
