"""Articles as Markdown files in a folder: one a file, with a few words about it between lines of --- at the top."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from desk.rules.articles import LONGEST_SLUG, LONGEST_TEXT, LONGEST_TITLE, MOST_TAGS, Article
from desk.rules.ticket import Category
from handlers.markdown import told
from handlers.texts.base import LANGUAGES

BIGGEST_FILE: Final = 1 << 20

SLUG: Final = re.compile(r"[^\W_](?:[\w-]*[^\W_])?")
HEADING: Final = re.compile(r"#[ \t]+(.+?)[ \t#]*")
FIELD: Final = re.compile(r"([A-Za-z_]+)[ \t]*:[ \t]*(.*)")
ITEM: Final = re.compile(r"[ \t]*-[ \t]+(.+)")
UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
RUSSIAN: Final = re.compile(r"[А-Яа-яЁё]")
ODD: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1fЂ-ЏђѓєѕіїјљњћќўџҐґ¤¦§¬\xad¶µ]")
"""Russian text in cp1251 has next to none of these; another encoding read as cp1251 is full of them."""


class BadArticle(ValueError):
    """Why a file is no article, in words for its author."""


@dataclass(frozen=True, slots=True)
class Folder:
    """What a folder holds: articles by slug, what is wrong with which file, and what is good to know."""

    articles: Mapping[str, Article]
    bad: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_folder(folder: Path) -> Folder:
    """All files of it that end in .md, those of folders within too; hidden ones do not count."""
    articles: dict[str, Article] = {}
    where: dict[str, Path] = {}
    bad, notes = list[str](), list[str]()
    for file in _files(folder):
        name = file.relative_to(folder)
        try:
            text, encoding = _text(file)
            article = parse(text, file.stem)
        except BadArticle as error:
            bad.append(f"{name}: {error}")
            continue
        if article.slug in articles:
            bad.append(f"{name}: its name {article.slug} is that of {where[article.slug]} too; rename one of them")
            continue
        if encoding != "utf-8":
            notes.append(f"{name}: was read as {encoding}; better save it as UTF-8")
        articles[article.slug], where[article.slug] = article, name
    return Folder(articles, tuple(bad), tuple(notes))


def _files(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        if file.suffix.lower() == ".md" and file.is_file() and not hidden:
            yield file


def _text(file: Path) -> tuple[str, str]:
    try:
        if file.stat().st_size > BIGGEST_FILE:
            raise BadArticle(f"is bigger than {BIGGEST_FILE // 1024} KB: an article is text, pictures are linked")
        raw = file.read_bytes()
    except OSError as error:
        raise BadArticle(f"cannot be read: {error.strerror or error}") from error
    if raw.startswith(UTF_16):
        raise BadArticle("is UTF-16: save it as UTF-8")
    try:
        return raw.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        pass
    text = raw.decode("cp1251", errors="replace")
    if not _is_russian(text):
        raise BadArticle("is neither UTF-8 nor cp1251 text: save it as UTF-8")
    return text, "cp1251"


def _is_russian(text: str) -> bool:
    """KOI8-R read as cp1251 is Russian letters too, with capitals inside of words."""
    letters = RUSSIAN.findall(text)
    small = sum(letter.islower() for letter in letters)
    odd = len(ODD.findall(text))
    return odd * 20 <= len(letters) <= 2 * small and "\N{REPLACEMENT CHARACTER}" not in text


def parse(text: str, name: str) -> Article:
    """One file. Raises BadArticle."""
    facts, body = _front_matter(text.replace("\r\n", "\n").replace("\r", "\n"))
    heading, rest = _heading(body)
    title = facts.get("title") or heading
    if not title:
        raise BadArticle("has no title: begin it with a line such as # How to change a password")
    if len(title) > LONGEST_TITLE:
        raise BadArticle(f"its title has more than {LONGEST_TITLE} characters")
    body = rest if heading == title or not facts.get("title") else body
    if not body.strip():
        raise BadArticle("is empty below its title")
    if len(body) > LONGEST_TEXT:
        raise BadArticle(f"has more than {LONGEST_TEXT} characters: make several articles of it")
    words, marks = told(f"# {title}\n\n{body}")
    return Article(
        slug=_slug(facts.get("slug") or name),
        title=told(title)[0],
        text=words,
        entities=marks,
        tags=_tags(facts),
        categories=_categories(facts),
        language=_language(facts),
        url=_url(facts),
    )


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """`name: value` lines between two lines of ---, a list also as lines that begin with a hyphen."""
    lines = text.lstrip("\n").split("\n")
    if lines[0].rstrip() != "---":
        return {}, text
    ends = next((number for number, line in enumerate(lines) if number and line.rstrip() == "---"), None)
    if ends is None:
        raise BadArticle("the words at its top have no end: close them with a line of ---")
    facts: dict[str, str] = {}
    last = ""
    for line in lines[1:ends]:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if field := FIELD.fullmatch(line.rstrip()):
            last = field[1].lower()
            facts[last] = _bare(field[2])
        elif (item := ITEM.fullmatch(line.rstrip())) and last:
            facts[last] = ", ".join(filter(None, [facts[last], _bare(item[1])]))
        else:
            raise BadArticle(f"I do not understand the line {line.strip()!r} at its top: it should be name: value")
    return facts, "\n".join(lines[ends + 1 :])


def _bare(value: str) -> str:
    """Without the quotes or brackets that YAML allows."""
    value = value.strip()
    if len(value) > 1 and value[0] + value[-1] in {'""', "''", "[]"}:
        value = value[1:-1].strip()
    return value


def _heading(body: str) -> tuple[str, str]:
    """The first line, if it is a heading, and what follows."""
    first, _, rest = body.strip("\n").partition("\n")
    found = HEADING.fullmatch(first.strip())
    return (found[1].strip(), rest) if found else ("", body)


def _list(facts: Mapping[str, str], *names: str) -> list[str]:
    values = [value for name in names for value in facts.get(name, "").split(",")]
    return [value for value in (_bare(value) for value in values) if value]


def _slug(name: str) -> str:
    slug = "-".join(name.casefold().split())
    if len(slug) > LONGEST_SLUG or not SLUG.fullmatch(slug):
        raise BadArticle(f"its name {slug!r} must be at most {LONGEST_SLUG} letters, digits, - and _")
    return slug


def _tags(facts: Mapping[str, str]) -> tuple[str, ...]:
    tags = tuple(_list(facts, "tags", "keywords"))
    if len(tags) > MOST_TAGS:
        raise BadArticle(f"has more than {MOST_TAGS} tags: then each of them says nothing")
    return tags


def _categories(facts: Mapping[str, str]) -> tuple[str, ...]:
    categories = tuple(word.lower() for word in _list(facts, "categories", "category"))
    for word in categories:
        if word not in set(Category):
            raise BadArticle(f"there is no category {word!r}, only {', '.join(Category)}")
    return categories


def _language(facts: Mapping[str, str]) -> str:
    language = (facts.get("language") or facts.get("lang") or "").lower()
    if language and language not in LANGUAGES:
        raise BadArticle(f"its language {language!r} is none of {', '.join(LANGUAGES)}")
    return language


def _url(facts: Mapping[str, str]) -> str:
    url = facts.get("url", "")
    if url and (urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname or " " in url):
        raise BadArticle(f"its url {url!r} must begin with http:// or https://")
    return url
