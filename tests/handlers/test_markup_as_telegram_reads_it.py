"""What the bot renders is read by the local Telegram as by Telegram's own parser."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from aiogram.methods import EditMessageMedia, SendMediaGroup

from simulator.errors import ApiError
from simulator.text.cleaning import cleaned
from simulator.text.detect import detected
from simulator.text.html import parse_html
from tests.handlers.samples import Say, hostile, long, plain
from tests.handlers.test_views import said
from tests.simulator import telegrams_parser as telegram

pytestmark = pytest.mark.xdist_group("every notice")

SIGNS_OF_MARKDOWN = str.maketrans("`[_*~|", "xxxxxx")
FEWEST = 100


@cache
def markups(say: Say) -> frozenset[str]:
    """Every text and caption in HTML that the samples lead to, in both languages."""
    return frozenset(_written(say))


def _written(say: Say) -> Iterator[str]:
    for _, _, made in said(say):
        for call in made:
            items: list[Any] = [call.method]
            if isinstance(call.method, SendMediaGroup):
                items += call.method.media
            if isinstance(call.method, EditMessageMedia):
                items.append(call.method.media)
            for item in items:
                if getattr(item, "parse_mode", None) == "HTML":
                    yield from filter(None, (getattr(item, field, None) for field in ("text", "caption")))


@pytest.mark.parametrize("say", [plain, long, hostile])
def test_every_notice_is_read_as_telegram_reads_it(say: Say) -> None:
    given = markups(say)
    assert len(given) > FEWEST
    different = [(markup, theirs) for markup in given if (theirs := telegram.parsed(markup)) != _read(markup)]
    assert different == []


@pytest.mark.parametrize("say", [plain, long, hostile])
def test_every_notice_keeps_what_telegram_keeps(say: Say) -> None:
    """Its characters and marks after cleaning, and the links and names that Telegram finds in it."""
    different = []
    for text, entities in map(parse_html, markups(say)):
        bare = text.translate(SIGNS_OF_MARKDOWN)
        if telegram.cleaned(bare, entities) != cleaned(bare, entities):
            different.append(text)
        known = telegram.without_left_out(text)
        if telegram.found(known) != [entity for entity in detected(known) if entity["type"] != "phone_number"]:
            different.append(text)
    assert different == []


def _read(markup: str) -> tuple[str, list[telegram.Entity]] | str:
    try:
        return parse_html(markup)
    except ApiError as error:
        return error.description
