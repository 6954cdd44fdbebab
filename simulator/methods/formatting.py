"""Texts and captions of a call, with their entities."""

from typing import Any

from simulator.methods.call import Call
from simulator.text.formatted import FormattedText, formatted


def formatted_text(call: Call, name: str = "text") -> FormattedText:
    """Text or caption with its entities, as the parameters give it."""
    key = "entities" if name == "text" else "caption_entities"
    entities = call.list(key, "can't parse entities JSON object")
    return formatted_value(call, call.text(name), call.text("parse_mode"), entities)


def formatted_value(call: Call, text: str, parse_mode: str, entities: list[Any]) -> FormattedText:
    """The same of values; mentions of people whom the bot does not know become plain text."""
    if parse_mode.lower().startswith("markdown"):
        call.violation("Markdown is not simulated")
    given = formatted(text, parse_mode, entities)
    known = []
    for entity in given.entities:
        user = call.world.users.get(entity["user"].get("id")) if entity["type"] == "text_mention" else None
        if user is not None:
            known.append(entity | {"user": user.as_json()})
        elif entity["type"] != "text_mention":
            known.append(entity)
    return FormattedText(given.text, known)
