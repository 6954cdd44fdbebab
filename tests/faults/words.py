"""How a message of the crowd is known again on the other side, and the desk's own words about one."""

import re

from simulator import Message

REPEAT = "возможно, это повтор"
UNCONFIRMED = "Не подтверждено"
UNDELIVERED = ("Не доставлено", "не передано")
MARK = "👤"
"""Above every message of a client in its topic."""

LONG = "z"
"""Ends the token at the end of a text that fills two messages."""

TOKEN = re.compile(r"\b[ксн]\d{2}-\d{5}z?")


def tokens(text: str) -> list[str]:
    return TOKEN.findall(text)


def keys_of(message: Message) -> list[str]:
    """A text is known by the tokens in it, a file by its file, a contact by whose it is."""
    if message.kind == "text":
        return tokens(message.text)
    if message.kind == "contact":
        return [f"contact {message.content['contact']['user_id']}"]
    return [message.file.file_id] if message.file else []
