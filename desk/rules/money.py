"""Money in whole hundredths, and the price that an employee types. Never a float."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desk.errors import BadPrice

HUNDREDTHS: Final = 100
MOST: Final = 10_000_000 * HUNDREDTHS
"""A price above this is a slip of the hand."""

LONGEST_NOTE = 300
LONGEST_INVOICE = 200


@dataclass(frozen=True, slots=True)
class Money:
    """`amount` hundredths of a currency (kopecks, cents)."""

    amount: int
    currency: str

    def __str__(self) -> str:
        """For the history and for tables: `1500.00 RUB`."""
        return f"{self.amount // HUNDREDTHS}.{self.amount % HUNDREDTHS:02d} {self.currency}"


class Wrong(StrEnum):
    """Why it is no price; each is a sentence that says what to write."""

    NOTHING = "nothing"
    NO_NUMBER = "no_number"
    UNCLEAR = "unclear"
    """It can be read in two ways, and money is not guessed."""
    ZERO = "zero"
    TOO_MUCH = "too_much"
    NO_NOTE = "no_note"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Price:
    """What is asked for what; `invoice` is a number or a link."""

    amount: int
    note: str
    invoice: str = ""


_SIGN = r"[\s\u00a0\u202f]*(?:₽|руб(?:\.|лей|ля|ль)?|р\.?|rub)(?!\w)"
_NUMBER = re.compile(
    r"(?P<whole>[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+(?=(?:[.,][0-9]{1,2})?" + _SIGN + ")"
    r"|[0-9]{1,3}(?:[\u00a0\u202f][0-9]{3})+|[0-9]+)"
    r"(?:[.,](?P<rest>[0-9]{1,2}))?(?:" + _SIGN + r")?(?=[\s,;:|–-]|$)[\s,;:–-]*",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?:^|\s)(https?://\S+)$", re.IGNORECASE)
_THOUSANDS = re.compile(r"[0-9]{3}(?![0-9])")


def parse_price(text: str) -> Price:
    """`1500 what it is for`; the number of an invoice or a link on the next line, after `|`, or a link at the end.

    Raises BadPrice. A space between thousands is taken only where a sign of the currency follows.
    """
    words = text.strip()
    if not words:
        raise BadPrice(Wrong.NOTHING)
    number = _NUMBER.match(words)
    if number is None:
        raise BadPrice(Wrong.UNCLEAR if words[0].isdigit() else Wrong.NO_NUMBER)
    rest = words[number.end() :]
    if len(number["whole"]) <= len("999") and number["rest"] is None and _THOUSANDS.match(rest):
        raise BadPrice(Wrong.UNCLEAR)
    note, invoice = _apart(rest)
    amount = _amount(number["whole"], number["rest"] or "")
    if not note:
        raise BadPrice(Wrong.NO_NOTE)
    if len(note) > LONGEST_NOTE or len(invoice) > LONGEST_INVOICE:
        raise BadPrice(Wrong.TOO_LONG)
    return Price(amount, note, invoice)


def _amount(whole: str, rest: str) -> int:
    digits = re.sub(r"\D", "", whole).lstrip("0")
    if len(digits) > len(str(MOST)):
        raise BadPrice(Wrong.TOO_MUCH)
    amount = int(digits or "0") * HUNDREDTHS + int(rest.ljust(2, "0") or "0")
    if not amount:
        raise BadPrice(Wrong.ZERO)
    if amount > MOST:
        raise BadPrice(Wrong.TOO_MUCH)
    return amount


def _apart(rest: str) -> tuple[str, str]:
    """What it is for, and the invoice."""
    for mark in ("\n", "|"):
        note, found, invoice = rest.partition(mark)
        if found:
            return _line(note), _line(invoice)
    link = _LINK.search(rest.strip())
    if link is None:
        return _line(rest), ""
    return _line(rest.strip()[: link.start()]), link[1]


def _line(text: str) -> str:
    return " ".join(text.split())
