"""What can be said of the page's files without a browser: its words, and that data never becomes markup."""

import re
from pathlib import Path

import pytest

from desk.rules.events import EventKind
from desk.rules.ticket import Status

ASSETS = Path(__file__).parents[2] / "simulator" / "page" / "assets"
SCRIPTS = {file.name: file.read_text() for file in sorted(ASSETS.glob("*.js"))}
WORDS = SCRIPTS.pop("words.js")
CODE = "\n".join(SCRIPTS.values())

# Those that the code puts together.
MADE = ("state_", "notice_", "status_", "event_", "step_", "updates_")
KINDS_OF_MESSAGES = {"audio", "voice", "animation", "video_note", "story", "dice", "venue"}


def keys(language: str) -> list[str]:
    block = re.search(rf"^  {language}: {{\n(.*?)^  }},$", WORDS, re.MULTILINE | re.DOTALL)
    assert block is not None
    return re.findall(r"^    (\w+):", block[1], re.MULTILINE)


RU, EN = keys("ru"), keys("en")


def test_both_languages_have_the_same_sentences_each_once() -> None:
    assert RU == EN
    assert len(set(RU)) == len(RU) > 100


def test_every_sentence_that_the_page_asks_for_is_there() -> None:
    asked = set(re.findall(r"\bt\(\s*\"(\w+)\"", CODE))
    assert len(asked) > 100
    assert asked - set(RU) == set()


def test_no_sentence_is_left_over() -> None:
    named = set(re.findall(r"\"(\w+)\"", CODE + WORDS.split("const WORDS")[0])) | KINDS_OF_MESSAGES
    assert [key for key in RU if key not in named and not key.startswith(MADE)] == []


def test_every_state_of_a_ticket_and_every_event_has_words() -> None:
    wanted = {f"status_{status}" for status in Status} | {f"event_{kind}" for kind in EventKind}
    assert wanted - set(RU) == set()
    assert {key for key in RU if key.startswith(("status_", "event_"))} - wanted == set()


@pytest.mark.parametrize("name", SCRIPTS)
def test_data_never_becomes_markup_or_code(name: str) -> None:
    sinks = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|srcdoc|setAttribute\(\"on"
    assert re.findall(sinks, SCRIPTS[name]) == []


def test_nothing_comes_from_another_address() -> None:
    page = "\n".join([(ASSETS / "index.html").read_text(), (ASSETS / "style.css").read_text(), CODE, WORDS])
    assert set(re.findall(r"(?:https?:)?//[\w.-]+\.\w+[\w./-]*", page)) == {"http://www.w3.org/2000/svg"}
    assert re.findall(r"@import|url\(", page) == []


def test_all_that_the_page_loads_is_there() -> None:
    index = (ASSETS / "index.html").read_text()
    loaded = set(re.findall(r"\"/page/([\w.-]+)\"", index + CODE))
    imported = set(re.findall(r"from \"\./([\w.-]+)\"", CODE + WORDS))
    assert {"main.js", "style.css", "icon.svg"} <= loaded
    assert [name for name in sorted((loaded | imported) - {"stream"}) if not (ASSETS / name).is_file()] == []
