"""What a press of a button is answered with, at once and in passing."""

from enum import StrEnum


class Toast(StrEnum):
    OUT_OF_DATE = "out_of_date"
    SAVED = "saved"
    TAKEN = "taken"
    DONE = "done"
    ALREADY = "already"
    GONE = "gone"
    """There is no such article any more."""
    SHOWN = "shown"
    """What was asked for comes as a message."""
    ASKED = "asked"
    """The desk has a question, which is answered in words."""
    AGREE_FIRST = "agree_first"
    CHANGED = "changed"
    """What the page said is not true any more: it is shown anew."""
