"""Which ticket a client's message belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.rules.ticket import Status, Ticket, goes_on_in_another, may_reopen


@dataclass(frozen=True, slots=True)
class Into:
    """Straight into this ticket."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class Reopening:
    """Into this ended ticket, which is opened again."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class Following:
    """Into a new ticket, which goes on from this one. Source: T27."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class Ask:
    """The person is asked; `ended` is a ticket that could be reopened instead."""

    open: tuple[Ticket, ...] = ()
    ended: Ticket | None = None


@dataclass(frozen=True, slots=True)
class Begin:
    """A new ticket begins with it."""


@dataclass(frozen=True, slots=True)
class Nowhere:
    """It begins nothing, and there is no ticket to pass it on to."""


Place = Into | Reopening | Following | Ask | Begin | Nowhere


def place(
    replied: Ticket | None, tickets: Sequence[Ticket], at: datetime, reopen_within: timedelta, *, answer: bool
) -> Place:
    """Where a message goes.

    A reply to a message of a ticket goes there (and reopens it within the window, after which a new one follows it);
    the only open ticket gets
    it; with several the person is asked; with none, a ticket that ended lately is offered for reopening, else
    a new one begins. What is no `answer` (a sticker, thanks) reopens nothing, asks nothing and begins nothing: it is
    passed on to the ticket that it follows, the newest open one before those that ended (T28). `tickets` are those
    the person may see, open ones first, then newest first.
    """
    if replied is not None and replied.is_open:
        return Into(replied)
    if replied is not None and may_reopen(replied, at, reopen_within):
        return Reopening(replied) if answer else Into(replied)
    if replied is not None and answer and goes_on_in_another(replied, at, reopen_within):
        return Following(replied)
    open_ones = tuple(ticket for ticket in tickets if ticket.is_open)
    if len(open_ones) == 1 and replied is None:
        return Into(open_ones[0])
    if open_ones:
        return Ask(open=open_ones) if answer else Into(open_ones[0])
    ended = next((ticket for ticket in tickets if may_reopen(ticket, at, reopen_within)), None)
    if ended is None:
        return Begin() if answer else Nowhere()
    return Ask(ended=ended) if answer else Into(ended)


def raced(tickets: Sequence[Ticket], written_at: datetime) -> Ticket | None:
    """The ticket that was closed by silence after the client had written: it is opened again at once. Source: T23.

    Telegram dates messages in whole seconds, so one of the same second came after the close.
    """
    return next(
        (
            ticket
            for ticket in tickets
            if ticket.status is Status.INACTIVE
            and ticket.ended_at is not None
            and written_at < ticket.ended_at.replace(microsecond=0)
        ),
        None,
    )
