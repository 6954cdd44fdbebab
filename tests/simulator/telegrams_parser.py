"""Telegram's own parser, TDLib, which the Bot API calls for every text: its answers in the Bot API's shapes.

It works offline and prints nothing. Offsets are in UTF-16 code units on both sides.
"""

import json
from typing import Any

from tdjson import td_execute

Entity = dict[str, Any]

KINDS = {
    "Mention": "mention", "Hashtag": "hashtag", "Cashtag": "cashtag", "BotCommand": "bot_command", "Url": "url",
    "EmailAddress": "email", "Bold": "bold", "Italic": "italic", "Underline": "underline",
    "Strikethrough": "strikethrough", "Spoiler": "spoiler", "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote", "Code": "code", "Pre": "pre", "PreCode": "pre",
    "TextUrl": "text_link", "MentionName": "text_mention", "CustomEmoji": "custom_emoji", "DateTime": "date_time",
}  # fmt: skip
LEFT_OUT = {"MediaTimestamp", "BankCardNumber"}
DIGITS_TO_LETTERS = str.maketrans("0123456789", "abcdefghij")
TYPE = "textEntityType"


def parsed(markup: str) -> tuple[str, list[Entity]] | str:
    """The text and entities of markup in HTML, or the refusal as the Bot API words it."""
    answer = _ask("parseTextEntities", text=markup, parse_mode={"@type": "textParseModeHTML"})
    if answer["@type"] == "error":
        return _refusal(answer)
    return answer["text"], [_entity(entity) for entity in answer["entities"]]


def found(text: str) -> list[Entity]:
    """The entities that Telegram finds itself; the text has none of the kinds that are left out."""
    return [_entity(entity) for entity in _ask("getTextEntities", text=text)["entities"]]


def without_left_out(text: str) -> str:
    """The text with letters for digits where Telegram finds kinds that the Bot API does not document."""
    while places := [entity for entity in _ask("getTextEntities", text=text)["entities"] if _kind(entity) in LEFT_OUT]:
        units = text.encode("utf-16-le")
        for place in places:
            begin, end = 2 * place["offset"], 2 * (place["offset"] + place["length"])
            written = units[begin:end].decode("utf-16-le").translate(DIGITS_TO_LETTERS)
            units = units[:begin] + written.encode("utf-16-le") + units[end:]
        text = units.decode("utf-16-le")
    return text


def cleaned(text: str, entities: list[Entity]) -> tuple[str, list[Entity]] | str:
    """What is kept of them before white space at the ends is cut; the text has none of the signs of Markdown."""
    given = [_given(entity) for entity in entities]
    answer = _ask("parseMarkdown", text={"@type": "formattedText", "text": text, "entities": given})
    if answer["@type"] == "error":
        return _refusal(answer)
    return answer["text"], [_entity(entity) for entity in answer["entities"]]


def _ask(what: str, **parameters: Any) -> dict[str, Any]:
    answer = td_execute(json.dumps({"@type": what} | parameters).encode())
    assert answer is not None
    result: dict[str, Any] = json.loads(answer)
    return result


def _refusal(answer: dict[str, Any]) -> str:
    message = str(answer["message"])
    return f"Bad Request: {message[0].lower()}{message[1:]}"


def _kind(entity: dict[str, Any]) -> str:
    return str(entity["type"]["@type"]).removeprefix(TYPE)


def _entity(entity: dict[str, Any]) -> Entity:
    said = entity["type"]
    made: Entity = {"type": KINDS[_kind(entity)], "offset": entity["offset"], "length": entity["length"]}
    for ours, theirs in (("url", "url"), ("language", "language"), ("unix_time", "unix_time")):
        if theirs in said:
            made[ours] = said[theirs]
    if "custom_emoji_id" in said:
        made["custom_emoji_id"] = str(said["custom_emoji_id"])
    if "user_id" in said:
        made["user"] = {"id": said["user_id"]}
    if shown := _date_format(said.get("formatting_type")):
        made["date_time_format"] = shown
    return made


def _date_format(said: dict[str, Any] | None) -> str:
    if said is None:
        return ""
    if said["@type"] == "dateTimeFormattingTypeRelative":
        return "r"
    letters = "w" if said["show_day_of_week"] else ""
    for part, letter in (("date", "d"), ("time", "t")):
        precision = said[f"{part}_precision"]["@type"].removeprefix("dateTimePartPrecision")
        letters += {"None": "", "Short": letter, "Long": letter.upper()}[precision]
    return letters


def _given(entity: Entity) -> dict[str, Any]:
    kinds = {ours: theirs for theirs, ours in KINDS.items() if theirs != "PreCode"}
    kind: dict[str, Any] = {"@type": TYPE + kinds[entity["type"]]}
    match entity:
        case {"type": "pre", "language": language}:
            kind = {"@type": f"{TYPE}PreCode", "language": language}
        case {"type": "text_mention", "user": {"id": user}}:
            kind["user_id"] = user
        case {"type": "date_time", "unix_time": moment}:
            kind |= {"unix_time": moment, "formatting_type": _formatting(entity.get("date_time_format", ""))}
        case _:
            kind |= {key: entity[key] for key in ("url", "custom_emoji_id") if key in entity}
    return {"@type": "textEntity", "offset": entity["offset"], "length": entity["length"], "type": kind}


def _formatting(shown: str) -> dict[str, Any] | None:
    if not shown:
        return None
    if shown == "r":
        return {"@type": "dateTimeFormattingTypeRelative"}
    made: dict[str, Any] = {"@type": "dateTimeFormattingTypeAbsolute", "show_day_of_week": "w" in shown}
    for part, letter in (("date", "d"), ("time", "t")):
        precision = "Short" if letter in shown else "Long" if letter.upper() in shown else "None"
        made[f"{part}_precision"] = {"@type": f"dateTimePartPrecision{precision}"}
    return made


_ask("setLogStream", log_stream={"@type": "logStreamEmpty"})
_ask("setLogVerbosityLevel", new_verbosity_level=0)
