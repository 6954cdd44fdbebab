"""Whose turn it is on a ticket, in a word that its client understands."""

from enum import StrEnum

from desk.rules.ticket import Status, Ticket


class Awaits(StrEnum):
    """What an open ticket waits for."""

    FIRST_ANSWER = "first_answer"
    STAFF = "staff"
    CLIENT = "client"
    OTHERS = "others"
    NOTHING = "nothing"


def awaited(ticket: Ticket) -> Awaits:
    """From whom the next step is awaited. Source: regulation 2.3."""
    if not ticket.is_open:
        return Awaits.NOTHING
    if ticket.status is Status.WAITING:
        return Awaits.CLIENT
    if ticket.status is Status.ON_HOLD:
        return Awaits.OTHERS
    return Awaits.STAFF if ticket.reacted_at else Awaits.FIRST_ANSWER
