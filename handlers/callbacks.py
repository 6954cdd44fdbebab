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


class Agree(CallbackData, prefix="ag"):
    """Consent to a version of the company's privacy text, or not."""

    act: str
    version: str = ""


class Wipe(CallbackData, prefix="er"):
    """Everything of the person is erased."""

    act: str


class Zone(CallbackData, prefix="z"):
    """A time zone was chosen; an empty one: the desk's."""

    name: str = ""


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


class Leaf(CallbackData, prefix="p"):
    """Another page of a list: of one's tickets, or of the history of one."""

    of: str
    page: Number
    ticket: Number = 0


class Read(CallbackData, prefix="kb"):
    """An article, from the `page`th piece on."""

    article: Number
    page: Number = 0


class Hand(CallbackData, prefix="kh"):
    """Send an article to the client of a ticket."""

    article: Number
    ticket: Number


class Elsewhere(CallbackData, prefix="e"):
    """A message was meant for another ticket than the one it went into."""

    message: Number


class Rate(CallbackData, prefix="g"):
    """A score from 1 to 5; 0: words are to be added."""

    rating: Number
    score: Number = 0


class People(CallbackData, prefix="d"):
    """An owner's button about those who act for a client (`key`); `who` is one of them."""

    act: str
    key: str
    who: Number = 0


class Invitation(CallbackData, prefix="i"):
    """The owner's word about an invitation."""

    act: str
    number: Number


class PanelLink(CallbackData, prefix="pl"):
    """Whether the account that a link of the panel is for is theirs."""

    act: str
    link: Number


class Undo(CallbackData, prefix="u"):
    """'This was not me', from a letter to the client's mailbox."""

    number: Number


class Card(CallbackData, prefix="s"):
    """An employee's button about a ticket."""

    act: str
    ticket: Number


class Refuse(CallbackData, prefix="r"):
    """The ground of a refusal; `own`: own words."""

    clause: str
    ticket: Number


class Preview(CallbackData, prefix="pv"):
    """What is to become of a refusal that was shown before it is sent."""

    act: str
    preview: Number


class Join(CallbackData, prefix="j"):
    """Merge a ticket into another one."""

    into: Number
    ticket: Number


class Ready(CallbackData, prefix="y"):
    """An answer that is ready, to be said in a ticket."""

    macro: Number
    ticket: Number


class Keep(CallbackData, prefix="km"):
    """A button about the ready answers, below a ticket; `macro` is one of them, or the number of a page."""

    act: str
    ticket: Number
    macro: Number = 0


class Assign(CallbackData, prefix="as"):
    """Give a ticket to a colleague."""

    who: Number
    ticket: Number


class About(CallbackData, prefix="ct"):
    """What a ticket is about after all."""

    category: str
    ticket: Number


class Shift(CallbackData, prefix="mv"):
    """Move a ticket to another group, whose number is negative."""

    group: Number
    ticket: Number


class Over(CallbackData, prefix="v"):
    """Take over all tickets of a colleague."""

    whose: Number


class Offer(CallbackData, prefix="a"):
    """A client's answer to a price."""

    act: str
    charge: Number


class Price(CallbackData, prefix="c"):
    """An employee's button about a price."""

    act: str
    charge: Number


class Minutes(CallbackData, prefix="w"):
    """How long a ticket took."""

    minutes: Number
    ticket: Number


class TakeBack(CallbackData, prefix="b"):
    """An entry of working time is taken back."""

    spent: Number


class Calm(CallbackData, prefix="q"):
    """Why a ticket is not urgent."""

    reason: str
    ticket: Number


class Safe(CallbackData, prefix="vk"):
    """Access data; `number` is that of the secret, the ticket, the message or the draft that `act` is about."""

    act: str
    number: Number


class Held(CallbackData, prefix="hp"):
    """What is to become of a message that seems to hold a password; `ticket` is where it would go."""

    act: str
    choice: Number
    ticket: Number = 0


class Whose(CallbackData, prefix="ob"):
    """Which client staff mean, and for what; an empty key: for themselves."""

    purpose: str
    key: str = ""
    ticket: Number = 0


class Entry(CallbackData, prefix="oe"):
    """A button of an employee's entry; `rev` is the page it belongs to."""

    rev: Number
    button: str
    value: str = ""


class LinkTo(CallbackData, prefix="ol"):
    """The author of a ticket belongs to this client."""

    key: str
    ticket: Number


class Approve(CallbackData, prefix="ap"):
    """An employee's word about a request to be let in; `key` is the client that was named."""

    act: str
    number: Number
    key: str = ""


class DropNote(CallbackData, prefix="on"):
    """A note on a client is taken back."""

    note: Number


class DaySet(CallbackData, prefix="dd"):
    """A manager's word about a day: `day` is 20261231, `how` as `to_code` writes it."""

    day: Number
    how: str


def to_code(how: str) -> str:
    """Without the colon that parts the fields of a button."""
    return how.replace(":", ".").replace(",", "+")


def from_code(code: str) -> str:
    return code.replace(".", ":").replace("+", ",")


class Settle(CallbackData, prefix="o"):
    """What is to become of an unconfirmed delivery."""

    act: str
    owed: Number
