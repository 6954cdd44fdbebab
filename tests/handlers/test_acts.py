"""The buttons under a card: all of them can be reached, none is cut off, and no page is too long."""

from itertools import chain

import pytest
from aiogram.types import InlineKeyboardMarkup

from desk.notices.staff import CardChanged, CardNeeded
from desk.rules.prompts import Asked
from desk.usecases.delivery.dispatch import Dispatch
from desk.usecases.words import TAKERS
from handlers.acts import ACTS, CARD, ELSEWHERE, PAGES
from handlers.texts import Texts, plain
from handlers.views.card import card
from tests.handlers.samples import all_texts, samples, texts
from tests.handlers.samples import plain as said

MOST_ROWS = 8
LONGEST_OF_TWO = 18
"""Characters that a phone shows of one of two buttons in a row."""
LONGEST_HINT = 64
"""Telegram: input_field_placeholder."""


def cards() -> list[Dispatch]:
    return [one for one in samples(said) if isinstance(one.notice, CardNeeded | CardChanged)]


def test_every_button_is_on_the_card_or_on_a_page_and_every_page_has_its_button() -> None:
    placed = [*chain(*CARD), *chain(*PAGES.values())]
    assert sorted(placed) == sorted(set(placed))
    assert set(placed) | ELSEWHERE == set(ACTS)
    assert set(PAGES) <= set(placed)


@pytest.mark.parametrize("words", all_texts(), ids=lambda words: words.language)
def test_no_page_of_a_card_is_long_and_no_label_is_cut_off(words: Texts) -> None:
    for one in cards():
        markup = card(one, words).buttons
        if markup is None:
            continue
        assert isinstance(markup, InlineKeyboardMarkup)
        assert len(markup.inline_keyboard) <= MOST_ROWS
        for row in markup.inline_keyboard:
            long = [button.text for button in row if len(button.text) > LONGEST_OF_TWO]
            assert len(row) == 1 or long == []


def test_no_page_is_too_long_even_if_everything_were_shown() -> None:
    assert [page for page, names in PAGES.items() if (len(names) + 1) // 2 + 1 > MOST_ROWS] == []


def test_every_question_has_its_taker_and_a_hint_that_telegram_takes() -> None:
    assert set(TAKERS) == set(Asked)
    for words in all_texts():
        assert [what for what in Asked if len(plain(words.words_hint(what))) > LONGEST_HINT] == []
    assert len({str(texts().words_asked(what, person=1, who="x", name="y")) for what in Asked}) == len(Asked)
