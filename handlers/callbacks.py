"""Every button is a type. Telegram allows 64 bytes; a test packs the largest of each."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

Number = Annotated[int, Field(ge=0, le=2**53)]
"""Data of a button can be forged: a number that no database takes is no button of ours."""


class Go(CallbackData, prefix="m"):
    """Somewhere in the menu."""

    to: str


class Speak(CallbackData, prefix="l"):
    """A language was chosen."""

    language: str


class Fill(CallbackData, prefix="f"):
    """A button of a form; `rev` is the page it belongs to."""

    rev: Number
    button: str
    value: str = ""


class Mine(CallbackData, prefix="t"):
    """A client's button about one of their tickets; `period` is the wait that it answers."""

    act: str
    ticket: Number
    period: Number = 0


class Card(CallbackData, prefix="s"):
    """An employee's button about a ticket."""

    act: str
    ticket: Number


class Refuse(CallbackData, prefix="r"):
    """The ground of a refusal."""

    clause: str
    ticket: Number


class Calm(CallbackData, prefix="q"):
    """Why a ticket is not urgent."""

    reason: str
    ticket: Number


class Settle(CallbackData, prefix="o"):
    """What is to become of an unconfirmed delivery."""

    act: str
    owed: Number
