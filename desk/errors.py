"""Refusals carry what happened; the edge finds the words."""

from dataclasses import dataclass
from typing import Protocol

from desk.ids import TicketId


class Conflict(Exception):
    """Somebody else saved first: the use case is run again on what is true now."""


class Slow(Protocol):
    """A question that takes long to answer, needs nothing but itself, and is known by what it asks."""

    def __hash__(self) -> int: ...
    def work_out(self) -> object: ...


class NotWorkedOut(Exception):
    """The use case needs an answer that takes long: it is undone, and run again when that is there.

    Nobody else waits meanwhile: no unit of work is open, and the answer is found beside the loop.
    """

    def __init__(self, question: Slow) -> None:
        super().__init__(type(question).__name__)
        self.question = question


class Unavailable(Exception):
    """The database cannot work now; in words for an operator. What was begun is undone, save perhaps a commit."""


class Refusal(Exception):
    """A polite no. Nothing was changed; the person is told why and what to do."""


@dataclass(eq=False)
class NoSuchTicket(Refusal):
    """There is no such ticket, or this person may not see it: the answer is the same."""

    ticket: TicketId


@dataclass(eq=False)
class NoTicketHere(Refusal):
    """There is no such ticket in this group of staff."""

    ticket: TicketId


@dataclass(eq=False)
class AlreadyTaken(Refusal):
    ticket: TicketId
    by: str


@dataclass(eq=False)
class CannotMerge(Refusal):
    """`why`: itself, ended, hidden (from whoever wrote the other one), another_client. Source: T30."""

    ticket: TicketId
    why: str


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
class SolvedNoMore(Refusal):
    """A rating of a solution after which the ticket was opened again."""

    ticket: TicketId


@dataclass(eq=False)
class RatingIsOver(Refusal):
    """Nobody rates after two weeks. Source: T33."""

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
class Blocked(Refusal):
    """The person may not write for now."""

    reason: str


@dataclass(eq=False)
class NoReason(Refusal):
    """A command that needs its reason."""

    command: str


@dataclass(eq=False)
class NoSuchMacro(Refusal):
    """No ready answer of that name."""

    name: str


class NoSuchArticle(Refusal):
    """The article was removed, or the ticket is another group's."""


@dataclass(eq=False)
class BadMacro(Refusal):
    """`what`: name, text (too long: `fact` is the limit), place (`fact` is not known), many (there are `fact`)."""

    what: str
    fact: str


class NothingToHandOver(Refusal):
    """Nobody else has open tickets there."""


class WhichTicket(Refusal):
    """A command that needs the number of a ticket, without one."""


class OwnersOnly(Refusal):
    """Only the owner of a client invites people and lets them go. Source: regulation 2.2."""


class NotYourDelegate(Refusal):
    """That person does not act for the client (any more)."""


class TooManyInvitations(Refusal):
    """So many wait already."""


@dataclass(eq=False)
class BadInvitation(Refusal):
    """A link that leads nowhere; `why` is a word of `desk.rules.invitations.Came`, 'unknown' or 'own'."""

    why: str


@dataclass(eq=False)
class NeedsProof(Refusal):
    """The account is not sure enough for that; `deed` and `lacks` are words of `desk.rules.assurance`.

    `mail` is empty where no code can be sent.
    """

    deed: str
    lacks: str
    mail: str = "yes"


class NotYourClient(Refusal):
    """The person does not act for that client (any more)."""


@dataclass(eq=False)
class BadPanelLink(Refusal):
    """A link of the panel that leads nowhere; `why` is a word of `desk.rules.panel_links.CannotSignIn`."""

    why: str


@dataclass(eq=False)
class BadUndo(Refusal):
    """A link of a letter that ends nothing; `why` is a word of `desk.rules.undos.CannotUndo`."""

    why: str


@dataclass(eq=False)
class NoSuchZone(Refusal):
    """A time zone that nobody knows."""

    name: str


@dataclass(eq=False)
class NothingPromised(Refusal):
    """There was a first answer, or none is promised: nothing can be put off."""

    ticket: TicketId


@dataclass(eq=False)
class NotUrgentAnyway(Refusal):
    """Nobody has called the ticket urgent."""

    ticket: TicketId


@dataclass(eq=False)
class NoSuchClient(Refusal):
    """Nobody in the panel is called so; without words, the one that was meant is not there any more."""

    words: str


class ForNobody(Refusal):
    """What is meant for a client, in a ticket that staff have opened for themselves."""


class NobodyWrote(Refusal):
    """Nobody who could be blocked has written in the ticket."""


@dataclass(eq=False)
class NoClientHere(Refusal):
    """The ticket is a prospect's, or staff's own."""

    ticket: TicketId


class WhichClient(Refusal):
    """A look at nobody in particular."""


@dataclass(eq=False)
class BadClientNote(Refusal):
    """`why`: empty, too_long, too_many."""

    why: str


@dataclass(eq=False)
class CannotLink(Refusal):
    """`why`: linked (the ticket is a client's already), own (staff's own), closed (the client is no more)."""

    why: str


@dataclass(eq=False)
class CannotApprove(Refusal):
    """`why`: a word of `desk.rules.approvals.CannotDecide`, or words (the command lacks some), several (clients are
    meant), blocked (the person may not write), staff (it is theirs to decide)."""

    why: str


class WhichClientToLink(Refusal):
    """`/link` without words."""


@dataclass(eq=False)
class CannotDisown(Refusal):
    """'I do not know this person' does nothing. `why`: gone (they have no access any more), stays (not theirs to say),
    known (staff know it already)."""

    why: str


@dataclass(eq=False)
class NotLinkedHere(Refusal):
    """Staff have not said whose the author is, or the author has proven it since."""

    ticket: TicketId


class NotYourEntry(Refusal):
    """A page of an entry that is over, or a colleague's."""


class OutOfDate(Refusal):
    """A button of an older screen: the newest one is shown instead."""


class NothingToCancel(Refusal):
    """There is no form in work."""


class NothingToTakeBack(Refusal):
    """The desk has asked this employee nothing."""


class InWords(Refusal):
    """A question to an employee was answered by something else than a text."""


@dataclass(eq=False)
class TooManyWords(Refusal):
    """An answer that is longer than `most` characters."""

    most: str


class SignInFirst(Refusal):
    """Only a known client can do this."""


class NotVerified(Refusal):
    """The panel cannot be asked now whether this client is who they were: nothing is opened to anybody meanwhile."""


class SignInOff(Refusal):
    """No mail server is set, so a code cannot be sent."""


class NothingToNote(Refusal):
    """A note without a text."""


class NothingToFind(Refusal):
    """A search without words."""


class NotANumber(Refusal):
    """The number of a ticket was asked for."""


class OutsideATicket(Refusal):
    """A staff command that needs a ticket, written where there is none."""


class AlreadySettled(Refusal):
    """Somebody has already decided about this delivery."""


class ManagersOnly(Refusal):
    """The digest was asked for by a chat that is not a manager's."""


@dataclass(eq=False)
class TooManyTickets(Refusal):
    """As many were filed lately as may be; `until`, in ISO format, is when the next one can be. Source: 2.1."""

    most: str
    until: str


@dataclass(eq=False)
class BadDayChange(Refusal):
    """What a manager typed changes no day; `why` is a word of `desk.rules.opening`."""

    why: str


class NoWorkingTimeLeft(Refusal):
    """With that day closed, too, the desk would not open for years."""


@dataclass(eq=False)
class BadPrice(Refusal):
    """What was typed is no price; `why` is a word of `desk.rules.money`."""

    why: str


@dataclass(eq=False)
class PriceIs(Refusal):
    """The price of a ticket is in a state that does not allow this."""

    ticket: TicketId
    state: str


@dataclass(eq=False)
class BadTime(Refusal):
    """What was typed is no working time; `why` is a word of `desk.rules.worktime`."""

    why: str


@dataclass(eq=False)
class BadWhen(Refusal):
    """What was typed is no moment to promise; `why` is a word of `desk.rules.when`.

    `at` is what was understood and `instead` the next moment that would do, in ISO format.
    """

    why: str
    at: str = ""
    instead: str = ""
    command: str = "by"


class PromiseWhy(Refusal):
    """Another date than the client was told, without a reason. Source: regulation 3.2."""


@dataclass(eq=False)
class NoSuchCategory(Refusal):
    """A word that names none."""

    word: str


class NoOtherGroup(Refusal):
    """There is no other group of staff, or not that one."""


@dataclass(eq=False)
class MovedOn(Refusal):
    """Written or pressed where the ticket was; it goes on in another group."""

    ticket: TicketId
    group: str


@dataclass(eq=False)
class NobodyCalled(Refusal):
    """Nobody in the group is known by that name."""

    name: str


@dataclass(eq=False)
class NotInTheGroup(Refusal):
    """Whoever is not in the staff group has no tickets."""

    name: str


class NothingToRecall(Refusal):
    """No answer of one's own to take back, or a reply to something else."""


class TooLateToRecall(Refusal):
    """Telegram lets nobody delete it any more."""


@dataclass(eq=False)
class PromiseStands(Refusal):
    """The client was promised an answer by then: they are not waited for before it is given."""

    due: str


@dataclass(eq=False)
class SnoozeDue(Refusal):
    """An answer is due soon, or overdue: that is not put aside. Source: T15."""

    due: str


@dataclass(eq=False)
class NotYours(Refusal):
    """An entry of working time is taken back by its author."""

    by: str


@dataclass(eq=False)
class TimeIsThere(Refusal):
    """The question at solving was answered by somebody already."""

    by: str


class WhichMonth(Refusal):
    """An export without a month that can be read."""


class NothingToWaive(Refusal):
    """The ticket costs nothing."""


class WaiveWhy(Refusal):
    """A waiver without a reason."""


class VaultOff(Refusal):
    """No key is set, so nothing secret can be kept."""


class WhichAccess(Refusal):
    """Access is asked for without saying to what, or with too many words."""


@dataclass(eq=False)
class SecretIs(Refusal):
    """Access data cannot be given, shown or taken now; `state` is that of `desk.rules.vault`, or 'nothing'."""

    state: str


class NotYourSecret(Refusal):
    """Access data are shown to the employee who asked for them."""


class OutsideTheGroup(Refusal):
    """Whoever is not a member of the staff's group (any more) sees no access data."""


class CannotLook(Refusal):
    """Telegram did not say whether somebody is still a member of the staff's group."""


class SecretLocked(Refusal):
    """The keys of VAULT_KEY do not open it."""


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
