"""Inline keyboards from rows of words and what they lead to."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from handlers.texts import Html, plain

Button = tuple[str, CallbackData | str]
"""The words, and where they lead: to the desk or, a text, to an address."""

LONGEST = 60
"""A button's text is cut here: Telegram shows no more of it on a phone."""


def keyboard(*rows: Sequence[Button]) -> InlineKeyboardMarkup | None:
    """Rows of buttons; empty rows are left out; None without any button."""
    filled = [[_button(words, leads_to) for words, leads_to in row] for row in rows if row]
    return InlineKeyboardMarkup(inline_keyboard=filled) if filled else None


def _button(words: str, leads_to: CallbackData | str) -> InlineKeyboardButton:
    said = plain(words) if isinstance(words, Html) else words
    short = said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"
    if isinstance(leads_to, str):
        return InlineKeyboardButton(text=short, url=leads_to)
    return InlineKeyboardButton(text=short, callback_data=leads_to.pack())


def column(buttons: Sequence[Button]) -> list[list[Button]]:
    """One below the other."""
    return [[button] for button in buttons]
