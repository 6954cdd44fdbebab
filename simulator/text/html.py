"""The HTML parse mode: markup to plain text and entities, with Telegram's errors."""

import re
from dataclasses import dataclass, field
from typing import Any

from simulator.errors import bad_request
from simulator.text import utf16
from simulator.text.links import checked_link, mentioned_user

Entity = dict[str, Any]

STYLES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler", "span": "spoiler",
}  # fmt: skip
TAGS = {*STYLES, "a", "tg-emoji", "pre", "code", "blockquote"}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([a-zA-Z]*))(;?)")
SPACE = " \t\r\n\0\v"
LONGEST_REFERENCE = 10
LAST_CODE_POINT = 0x10FFFF


def parse_html(markup: str) -> tuple[str, list[Entity]]:
    """Plain text and its entities, in order; refuses with 400 as Telegram does, offsets in bytes of UTF-8."""
    return _Parser(markup).parse()


@dataclass
class _Open:
    tag: str
    argument: str
    offset: int
    begin: int


@dataclass
class _Parser:
    markup: str
    at: int = 0
    plain: str = ""
    offset: int = 0
    opened: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def parse(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.markup):
            if self._look() != "<":
                self._write(self._character())
            elif self._look(1) == "/":
                self._end_tag()
            else:
                self._start_tag()
        if self.opened:
            raise _error(f'Can\'t find end tag corresponding to start tag "{self.opened[-1].tag}"')
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        return self.plain, sorted(self.entities, key=lambda entity: (entity["offset"], -entity["length"]))

    def _look(self, ahead: int = 0) -> str:
        return self.markup[self.at + ahead : self.at + ahead + 1]

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
        begin = self.at
        while self._look() and self._look() not in stops:
            self.at += 1
        return self.markup[begin : self.at]

    def _skip_space(self) -> None:
        while self._look() and self._look() in SPACE:
            self.at += 1

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._until(SPACE + ">").lower()
        if not self._look():
            raise _error(f"Unclosed start tag {self._where(begin)}")
        if tag not in TAGS:
            raise _error(f'Unsupported start tag "{tag}" {self._where(begin)}')
        argument = self._attributes(tag, begin)
        self.at += 1
        if tag == "span" and argument != "spoiler":
            raise _error(f'Tag "span" must have class "tg-spoiler" {self._where(begin)}')
        self.opened.append(_Open(tag, argument, self.offset, len(self.plain)))

    def _attributes(self, tag: str, begin: int) -> str:
        argument = ""
        while True:
            self._skip_space()
            if self._look() == ">":
                return argument
            name = self._until(SPACE + "=>" if tag == "blockquote" else SPACE + "=")
            if not name:
                raise _error(f'Empty attribute name in the tag "{tag}" {self._where(begin)}')
            self._skip_space()
            if tag == "blockquote" and name == "expandable" and self._look() != "=":
                argument = name
                continue
            if self._look() != "=":
                what = f'Expected equal sign in declaration of an attribute of the tag "{tag}"'
                raise _error(f"{what} {self._where(begin)}")
            self.at += 1
            self._skip_space()
            if not self._look():
                raise _error(f'Unclosed start tag "{tag}" {self._where(begin)}')
            value = self._value()
            if not self._look():
                raise _error(f"Unclosed start tag {self._where(begin)}")
            argument = _argument(tag, name, value) or argument

    def _value(self) -> str:
        begin = self.at
        if (quote := self._look()) not in {"'", '"'}:
            token = re.compile(r"[A-Za-z0-9.\-]*").match(self.markup, self.at)
            assert token is not None
            self.at = token.end()
            if self._look() and self._look() not in SPACE + ">":
                raise _error(f"Unexpected end of name token {self._where(begin)}")
            return token.group().lower()
        self.at += 1
        value = ""
        while self._look() and self._look() != quote:
            value += self._character()
        self.at += 1
        return value

    def _end_tag(self) -> None:
        begin = self.at
        if not self.opened:
            raise _error(f"Unexpected end tag {self._where(begin)}")
        self.at += 2
        name = self._until(SPACE + ">").lower()
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
                if not tag.argument.isdecimal() or int(tag.argument) == 0:
                    raise _error("Invalid custom emoji identifier specified")
                entity |= {"type": "custom_emoji", "custom_emoji_id": tag.argument}
            case "pre" | "code":
                self._code(entity, tag.argument)
                return
            case "blockquote":
                entity["type"] = "expandable_blockquote" if tag.argument else "blockquote"
            case style:
                entity["type"] = STYLES[style]
        self.entities.append(entity)

    def _link(self, entity: Entity, url: str) -> None:
        if (user := mentioned_user(url)) is not None:
            self.entities.append(entity | {"type": "text_mention", "user": {"id": user}})
        elif link := checked_link(url):
            self.entities.append(entity | {"type": "text_link", "url": link})

    def _code(self, entity: Entity, language: str) -> None:
        last = self.entities[-1] if self.entities else {}
        same = (last.get("offset"), last.get("length")) == (entity["offset"], entity["length"])
        if same and {last["type"], entity["type"]} == {"pre", "code"} and (language or last.get("language")):
            last["type"] = "pre"
            last["language"] = language or last["language"]
            return
        self.entities.append(entity | ({"language": language} if language else {}))


def _argument(tag: str, name: str, value: str) -> str:
    match tag, name:
        case ("a", "href") | ("tg-emoji", "emoji-id"):
            return value
        case ("code", "class") if value.startswith("language-"):
            return value.removeprefix("language-")
        case ("span", "class") if value.startswith("tg-"):
            return value.removeprefix("tg-")
    return ""


def _decoded(found: re.Match[str]) -> str:
    hexadecimal, decimal, name, _ = found.groups()
    if name is not None:
        return NAMED.get(name, "")
    code = int(hexadecimal or "0", 16) if hexadecimal is not None else int(decimal or "0")
    if code == 0 or code >= LAST_CODE_POINT or len(found.group().rstrip(";")) >= LONGEST_REFERENCE:
        return ""
    if chr(code).encode("utf-8", errors="ignore") == b"":
        what = "Text contains invalid Unicode characters after decoding HTML entities"
        raise _error(f"{what}, check for unmatched surrogate code units")
    return chr(code)


def _error(what: str) -> Exception:
    return bad_request(f"can't parse entities: {what}")
