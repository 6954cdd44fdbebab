"""Refusals carry what happened; the edge finds the words."""

from dataclasses import dataclass

from desk.ids import TicketId


class Conflict(Exception):
    """Somebody else saved first: the use case is run again on what is true now."""


class Unavailable(Exception):
    """The database cannot work now; in words for an operator. What was begun is undone, save perhaps a commit."""


class Refusal(Exception):
    """A polite no. Nothing was changed; the person is told why and what to do."""


@dataclass(eq=False)
class NoSuchTicket(Refusal):
    """There is no such ticket, or this person may not see it: the answer is the same."""

    ticket: TicketId


@dataclass(eq=False)
class AlreadyTaken(Refusal):
    ticket: TicketId
    by: str


@dataclass(eq=False)
class IllegalMove(Refusal):
    """The table of moves in `desk.rules.ticket` does not allow it."""

    ticket: TicketId
    status: str
    want: str


@dataclass(eq=False)
class AnswerFirst(Refusal):
    """Nothing that could be waited for has reached the client yet."""

    ticket: TicketId


@dataclass(eq=False)
class TooLateToReopen(Refusal):
    """The window of REOPEN_WITHIN has passed."""

    ticket: TicketId


@dataclass(eq=False)
class NoMoreTime(Refusal):
    """The client has asked for more time as often as it is possible."""

    ticket: TicketId


@dataclass(eq=False)
class NotWaiting(Refusal):
    """The button belongs to a wait that is over."""

    ticket: TicketId


@dataclass(eq=False)
class NotUrgentAnyway(Refusal):
    """Nobody has called the ticket urgent."""

    ticket: TicketId


class OutOfDate(Refusal):
    """A button of an older screen: the newest one is shown instead."""


class NothingToCancel(Refusal):
    """There is no form in work."""


class SignInFirst(Refusal):
    """Only a known client can do this."""


class SignInOff(Refusal):
    """No mail server is set, so a code cannot be sent."""


class NothingToNote(Refusal):
    """A note without a text."""


class OutsideATicket(Refusal):
    """A staff command that needs a ticket, written where there is none."""


class AlreadySettled(Refusal):
    """Somebody has already decided about this delivery."""


class ManagersOnly(Refusal):
    """The digest was asked for by a chat that is not a manager's."""


def name_of(refusal: Refusal) -> str:
    """How a refusal is named where it has to be kept."""
    return type(refusal).__name__


def facts_of(refusal: Refusal) -> dict[str, str]:
    """What fills its sentence."""
    return {name: str(value) for name, value in vars(refusal).items()}


def refusal_of(name: str, facts: dict[str, str]) -> Refusal:
    """The refusal again, from its name and facts; a plain one if the name is unknown."""
    kind = next((item for item in Refusal.__subclasses__() if item.__name__ == name), Refusal)
    values: dict[str, object] = {
        key: TicketId(int(value)) if key == "ticket" else value for key, value in facts.items()
    }
    return kind(**values)
