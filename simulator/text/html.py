"""The HTML parse mode: markup to plain text and entities, with Telegram's errors."""

import re
from dataclasses import dataclass, field

from simulator.errors import bad_request
from simulator.text import utf16
from simulator.text.dates import date_format, unix_time
from simulator.text.entities import Entity, in_order
from simulator.text.letters import SPACE, lower
from simulator.text.links import checked_link, mentioned_user, whole_number

STYLES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler", "span": "spoiler",
}  # fmt: skip
TAGS = {*STYLES, "a", "tg-emoji", "tg-time", "pre", "code", "blockquote"}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#[xX]([0-9a-fA-F]*)|#([0-9]*)|([a-zA-Z]*))(;?)")
PLAIN = re.compile(r"[^<&\0]+")
"""Characters that stand for themselves."""
TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
LONGEST_REFERENCE = 10
LAST_CODE_POINT = 0x10FFFF
END = "\0"


def parse_html(markup: str) -> tuple[str, list[Entity]]:
    """Plain text and its entities, in order; refuses with 400 as Telegram does, offsets in bytes of UTF-8."""
    return _Parser(markup).parse()


@dataclass
class _Open:
    tag: str
    argument: str = ""
    date: int = 0
    offset: int = 0
    begin: int = 0


@dataclass
class _Parser:
    """Reads from `at`; behind the last character, as at a NUL, there is END."""

    markup: str
    at: int = 0
    plain: str = ""
    offset: int = 0
    opened: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def parse(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.markup):
            if plain := PLAIN.match(self.markup, self.at):
                self._write(plain[0])
                self.at = plain.end()
            elif self._look() != "<":
                self._write(self._character())
            elif self._look(1) == "/":
                self._end_tag()
            else:
                self._start_tag()
        if self.opened:
            raise _error(f'Can\'t find end tag corresponding to start tag "{self.opened[-1].tag}"')
        if any("\ud800" <= character <= "\udfff" for character in self.plain):
            what = "Text contains invalid Unicode characters after decoding HTML entities"
            raise _error(f"{what}, check for unmatched surrogate code units")
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        return self.plain, in_order(self.entities)

    def _look(self, ahead: int = 0) -> str:
        return self.markup[self.at + ahead : self.at + ahead + 1] or END

    def _write(self, text: str) -> None:
        self.plain += text
        self.offset += utf16.length(text)

    def _character(self) -> str:
        """The next character, a reference decoded; what is no known reference stays as it is written."""
        found = REFERENCE.match(self.markup, self.at)
        if found is not None and (decoded := _decoded(found)):
            self.at = found.end()
            return decoded
        self.at += 1
        return self.markup[self.at - 1]

    def _where(self, index: int) -> str:
        return f"at byte offset {len(self.markup[:index].encode())}"

    def _until(self, stops: str) -> str:
        """What stands before the first space, END or other stop."""
        begin = self.at
        while self._look() not in stops and self._look() not in SPACE:
            self.at += 1
        return self.markup[begin : self.at]

    def _skip_space(self) -> None:
        while self._look() != END and self._look() in SPACE:
            self.at += 1

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = lower(self._until(">"))
        if self._look() == END:
            raise _error(f"Unclosed start tag {self._where(begin)}")
        if tag not in TAGS:
            raise _error(f'Unsupported start tag "{tag}" {self._where(begin)}')
        started = _Open(tag, offset=self.offset, begin=len(self.plain))
        while self._look() != ">":
            self._skip_space()
            if self._look() != ">":
                self._attribute(started, begin)
        self.at += 1
        if tag == "span" and started.argument != "spoiler":
            raise _error(f'Tag "span" must have class "tg-spoiler" {self._where(begin)}')
        self.opened.append(started)

    def _attribute(self, started: _Open, begin: int) -> None:
        name = self._until("=>/\"'")
        if not name:
            raise _error(f'Empty attribute name in the tag "{started.tag}" {self._where(begin)}')
        self._skip_space()
        has_value = self._look() == "="
        if has_value:
            self.at += 1
            self._skip_space()
        if self._look() == END:
            raise _error(f'Unclosed start tag "{started.tag}" {self._where(begin)}')
        value = self._value() if has_value else ""
        if self._look() == END:
            raise _error(f"Unclosed start tag {self._where(begin)}")
        if has_value or started.tag == "blockquote":
            _set(started, name, value)

    def _value(self) -> str:
        begin = self.at
        if (quote := self._look()) not in {"'", '"'}:
            token = TOKEN.match(self.markup, self.at)
            assert token is not None
            self.at = token.end()
            if self._look() not in SPACE + ">":
                raise _error(f"Unexpected end of name token {self._where(begin)}")
            return lower(token.group())
        self.at += 1
        value = ""
        while self._look() not in {quote, END}:
            value += self._character()
        if self._look() == quote:
            self.at += 1
        return value

    def _end_tag(self) -> None:
        begin = self.at
        if not self.opened:
            raise _error(f"Unexpected end tag {self._where(begin)}")
        self.at += 2
        name = lower(self._until(">"))
        self._skip_space()
        if self._look() != ">":
            raise _error(f"Unclosed end tag {self._where(begin)}")
        self.at += 1
        tag = self.opened[-1]
        if name and name != tag.tag:
            raise _error(f'Unmatched end tag {self._where(begin)}, expected "</{tag.tag}>", found "</{name}>"')
        self.opened.pop()
        if self.offset > tag.offset:
            self._close(tag)

    def _close(self, tag: _Open) -> None:
        entity: Entity = {"type": tag.tag, "offset": tag.offset, "length": self.offset - tag.offset}
        match tag.tag:
            case "a":
                self._link(entity, tag.argument or self.plain[tag.begin :])
                return
            case "tg-emoji":
                if not whole_number(tag.argument, bits=64):
                    raise _error("Invalid custom emoji identifier specified")
                entity |= {"type": "custom_emoji", "custom_emoji_id": tag.argument}
            case "tg-time":
                self._date(entity, tag)
                return
            case "pre" | "code":
                self._code(entity, tag.argument)
                return
            case "blockquote":
                entity["type"] = "expandable_blockquote" if tag.argument else "blockquote"
            case style:
                entity["type"] = STYLES[style]
        self.entities.append(entity)

    def _link(self, entity: Entity, url: str) -> None:
        if user := mentioned_user(url):
            self.entities.append(entity | {"type": "text_mention", "user": {"id": user}})
        elif link := checked_link(url):
            self.entities.append(entity | {"type": "text_link", "url": link})

    def _date(self, entity: Entity, tag: _Open) -> None:
        shown = date_format(tag.argument)
        if shown is None:
            raise _error("Invalid date format used")
        if tag.date > 0:
            given = {"date_time_format": shown} if shown else {}
            self.entities.append(entity | {"type": "date_time", "unix_time": tag.date} | given)

    def _code(self, entity: Entity, language: str) -> None:
        last = self.entities[-1] if self.entities else {}
        known = last.get("language", "")
        if (last.get("offset"), last.get("length")) == (entity["offset"], entity["length"]):
            outer_pre = (last["type"], entity["type"]) == ("code", "pre") and known
            outer_code = (last["type"], entity["type"]) == ("pre", "code") and language and not known
            if outer_pre or outer_code:
                last |= {"type": "pre", "language": known or language}
                return
        self.entities.append(entity | ({"language": language} if language else {}))


def _set(started: _Open, name: str, value: str) -> None:
    match started.tag, name:
        case ("a", "href") | ("tg-emoji", "emoji-id") | ("tg-time", "format"):
            started.argument = value
        case ("tg-time", "unix"):
            started.date = unix_time(value)
        case ("code", "class") if value.startswith("language-"):
            started.argument = value.removeprefix("language-")
        case ("span", "class") if value.startswith("tg-"):
            started.argument = value.removeprefix("tg-")
        case ("blockquote", "expandable"):
            started.argument = name


def _decoded(found: re.Match[str]) -> str:
    """The character that a reference stands for, or nothing; a half of a pair is kept and refused at the end."""
    hexadecimal, decimal, name, _ = found.groups()
    if name is not None:
        return NAMED.get(name, "")
    code = int(hexadecimal or "0", 16) if hexadecimal is not None else int(decimal or "0")
    if code == 0 or code >= LAST_CODE_POINT or len(found.group().rstrip(";")) >= LONGEST_REFERENCE:
        return ""
    return chr(code)


def _error(what: str) -> Exception:
    return bad_request(f"can't parse entities: {what}")
