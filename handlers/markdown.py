"""Markdown as text with Telegram's marks on it. What Telegram has no mark for becomes plain words."""

import json
from typing import Any, Final
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

SCHEMES: Final = frozenset({"http", "https", "tg", "mailto", "tel"})
BULLETS: Final = ("•", "◦", "▪")
INDENT: Final = "   "
RULE: Final = "———"
CELLS: Final = " | "

MARKS: Final = {"strong": "bold", "em": "italic", "s": "strikethrough"}

_PARSER: Final = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def told(markdown: str) -> tuple[str, str]:
    """The text, and its marks as JSON (empty: none). Marks never overlap by halves, as they come from a tree."""
    teller = _Teller()
    teller.blocks(SyntaxTreeNode(_PARSER.parse(markdown)).children)
    return teller.text, json.dumps(teller.marks) if teller.marks else ""


class _Teller:
    """Walks through a document, and writes down what it says. Places are counted in UTF-16 units."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._units = 0
        self._within: list[str] = []
        self.marks: list[dict[str, Any]] = []

    @property
    def text(self) -> str:
        return "".join(self._said)

    def _say(self, words: str) -> None:
        self._said.append(words)
        self._units += len(words.encode("utf-16-le")) // 2

    def blocks(self, nodes: list[SyntaxTreeNode], *, between: str = "\n\n", indent: str = "") -> None:
        for number, node in enumerate(nodes):
            if number:
                self._say(between + indent)
            self._block(node, indent)

    def _block(self, node: SyntaxTreeNode, indent: str) -> None:
        match node.type:
            case "heading":
                self._marked("bold", lambda: self._inline(node.children))
            case "bullet_list" | "ordered_list":
                self._list(node, indent)
            case "blockquote":
                self._marked("blockquote", lambda: self.blocks(node.children))
            case "fence" | "code_block":
                language = node.info.split()[0] if node.info.split() else ""
                self._marked("pre", lambda: self._say(node.content.rstrip("\n")), language=language)
            case "hr":
                self._say(RULE)
            case "table":
                rows = [row for part in node.children for row in part.children]
                for number, row in enumerate(rows):
                    self._say("\n" + indent if number else "")
                    self._row(row)
            case _:
                self._inline(node.children)

    def _list(self, node: SyntaxTreeNode, indent: str) -> None:
        depth = self._within.count("list")
        first = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else 0
        self._within.append("list")
        for number, item in enumerate(node.children):
            bullet = f"{first + number}." if node.type == "ordered_list" else BULLETS[min(depth, len(BULLETS) - 1)]
            self._say(f"\n{indent}" if number else "")
            self._say(f"{bullet} ")
            self.blocks(item.children, between="\n", indent=indent + INDENT)
        self._within.pop()

    def _row(self, row: SyntaxTreeNode) -> None:
        for number, cell in enumerate(row.children):
            self._say(CELLS if number else "")
            if cell.type == "th":
                self._marked("bold", lambda cell=cell: self._inline(cell.children))
            else:
                self._inline(cell.children)

    def _inline(self, nodes: list[SyntaxTreeNode]) -> None:
        for node in nodes:
            match node.type:
                case "inline":
                    self._inline(node.children)
                case "strong" | "em" | "s":
                    self._marked(MARKS[node.type], lambda node=node: self._inline(node.children))
                case "code_inline":
                    self._marked("code", lambda node=node: self._say(node.content))
                case "link":
                    self._link(node, str(node.attrs.get("href", "")))
                case "image":
                    self._link(node, str(node.attrs.get("src", "")))
                case "softbreak":
                    self._say(" ")
                case "hardbreak":
                    self._say("\n")
                case _:
                    self._say(node.content)

    def _link(self, node: SyntaxTreeNode, address: str) -> None:
        """An address that leads nowhere from a chat (of another page, of a picture in the folder) is left out."""
        if urlsplit(address).scheme in SCHEMES:
            before = self._units
            self._marked("text_link", lambda: self._inline(node.children), url=address)
            if self._units == before:
                self._say(address)
        else:
            self._inline(node.children)

    def _marked(self, kind: str, say: Any, **more: str) -> None:
        """A mark within the same one says nothing, and Telegram takes none within code."""
        start, place = self._units, len(self.marks)
        fresh = kind not in self._within
        self._within.append(kind)
        say()
        self._within.pop()
        if fresh and self._units > start:
            facts = {name: value for name, value in more.items() if value}
            self.marks.insert(place, {"type": kind, "offset": start, "length": self._units - start, **facts})
