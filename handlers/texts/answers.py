"""Short answers: to a press of a button, and to what cannot be done."""

from desk.errors import (
    AlreadySettled,
    AlreadyTaken,
    AnswerFirst,
    BadInvitation,
    IllegalMove,
    ManagersOnly,
    NoMoreTime,
    NoSuchTicket,
    NoSuchZone,
    NothingToCancel,
    NothingToNote,
    NotWaiting,
    NotYourDelegate,
    OutOfDate,
    OutsideATicket,
    OwnersOnly,
    RatingIsOver,
    Refusal,
    SignInFirst,
    SignInOff,
    SolvedNoMore,
    TooLateToReopen,
    TooManyInvitations,
    WhichTicket,
    refusal_of,
)
from desk.notices.toasts import Toast
from desk.rules.ticket import Status
from handlers.texts.base import Html
from handlers.texts.labels import Labels


class AnswerTexts(Labels):
    """What happened and what to do; facts only from the refusal itself."""

    def toast(self, toast: Toast) -> Html:
        match toast:
            case Toast.OUT_OF_DATE:
                return self._("This page is out of date. The current one is the latest message; /start shows the menu.")
            case Toast.SAVED:
                return self._("Saved")
            case Toast.TAKEN:
                return self._("The ticket is yours")
            case Toast.DONE:
                return self._("Done")
            case Toast.ALREADY:
                return self._("Already done")

    def refusal(self, refusal: Refusal) -> Html:
        match refusal:
            case NoSuchTicket(ticket=ticket):
                return self._("There is no ticket #{number} here. Your tickets: /tickets", number=ticket)
            case AlreadyTaken(by=by):
                return self._("{name} has this ticket. Ask them to release it first.", name=by)
            case IllegalMove(status=status):
                return self._(
                    "The ticket is “{status}” now, so this cannot be done.", status=self.status(Status(status))
                )
            case TooLateToReopen(ticket=ticket):
                return self._("Ticket #{number} was closed too long ago. Begin a new one, please: /new", number=ticket)
            case SolvedNoMore(ticket=ticket):
                return self._("Ticket #{number} was opened again: rate it when it is solved, please.", number=ticket)
            case RatingIsOver(ticket=ticket):
                return self._(
                    "Two weeks have passed, so ticket #{number} can no longer be rated. "
                    "You can write to the management instead: /feedback",
                    number=ticket,
                )
            case NoSuchZone(name=name):
                return self._(
                    "I do not know the time zone “{name}”. Write its city in English, for example /timezone Omsk, "
                    "or choose: /timezone",
                    name=name,
                )
            case BadInvitation(why=why):
                return self._bad_invitation(why)
            case OutOfDate():
                return self.toast(Toast.OUT_OF_DATE)
            case _:
                return self._plain_refusal(type(refusal))

    def _bad_invitation(self, why: str) -> Html:
        """What became of the link, and what to do. Source: regulation 2.2."""
        match why:
            case "expired":
                return self._("This invitation has expired. Ask whoever sent it for a new link.")
            case "used":
                return self._("This invitation has been used already: it works once. Ask for a new link.")
            case "withdrawn":
                return self._("This invitation was taken back. Ask whoever sent it for a new link.")
            case "own":
                return self._("You act for this client already, so the link is not for you. Your people: /people")
            case _:
                return self._(
                    "There is no such invitation. Open the link as it was sent, or ask for a new one. Menu: /start"
                )

    def _plain_refusal(self, kind: type[Refusal]) -> Html:
        sentences = {
            AnswerFirst: self._("Nothing has reached the client yet that they could answer. Write to them first."),
            NoMoreTime: self._("More time was given twice already. Just write an answer, or tap “Still needed”."),
            NotWaiting: self._("This question is settled already. Where the ticket stands: /tickets"),
            NothingToCancel: self._("There is nothing to cancel. The menu: /start"),
            SignInFirst: self._("Sign in first, please: /start"),
            SignInOff: self._("Sign-in by mail is switched off at the moment. Leave a question: /start"),
            NothingToNote: self._("Write the note after the command: /note the client will call back"),
            WhichTicket: self._("Write the ticket's number after the command: /ticket 12. Your tickets: /tickets"),
            OwnersOnly: self._("Only the client can do this, not somebody who acts for them. More: /people"),
            NotYourDelegate: self._("This person no longer acts for the client. Who does: /people"),
            TooManyInvitations: self._("Ten invitations wait already. Withdraw one of them first: /people"),
            OutsideATicket: self._("Write this in a ticket's topic, or as a reply to a message of a ticket."),
            AlreadySettled: self._("Somebody has decided about this already."),
            ManagersOnly: self._("The digest is for managers. Ask for this chat to be added to MANAGER_IDS."),
        }
        return sentences.get(kind) or self._("This cannot be done now.")

    def refused(self, name: str, facts: dict[str, str]) -> Html:
        """The same for a refusal that was kept by its name."""
        if name == "unknown_command":
            return self._("There is no command {command}. What I can do: /help", **facts)
        return self.refusal(refusal_of(name, facts))
