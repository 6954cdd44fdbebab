"""Short answers: to a press of a button, and to what cannot be done."""

from desk.errors import (
    AlreadySettled,
    AlreadyTaken,
    AnswerFirst,
    IllegalMove,
    ManagersOnly,
    NoMoreTime,
    NoSuchTicket,
    NothingToCancel,
    NothingToNote,
    NotUrgentAnyway,
    NotWaiting,
    OutOfDate,
    OutsideATicket,
    Refusal,
    SignInFirst,
    SignInOff,
    TooLateToReopen,
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
            case OutOfDate():
                return self.toast(Toast.OUT_OF_DATE)
            case _:
                return self._plain_refusal(type(refusal))

    def _plain_refusal(self, kind: type[Refusal]) -> Html:
        sentences = {
            AnswerFirst: self._("Nothing has reached the client yet that they could answer. Write to them first."),
            NoMoreTime: self._("More time was given twice already. Just write an answer, or tap “Still needed”."),
            NotWaiting: self._("This question is settled already. Where the ticket stands: /tickets"),
            NothingToCancel: self._("There is nothing to cancel. The menu: /start"),
            SignInFirst: self._("Sign in first, please: /start"),
            SignInOff: self._("Sign-in by mail is switched off at the moment. Leave a question: /start"),
            NothingToNote: self._("Write the note after the command: /note the client will call back"),
            OutsideATicket: self._("Write this in a ticket's topic, or as a reply to a message of a ticket."),
            AlreadySettled: self._("Somebody has decided about this already."),
            NotUrgentAnyway: self._("This ticket is not urgent already."),
            ManagersOnly: self._("The digest is for managers. Ask for this chat to be added to MANAGER_IDS."),
        }
        return sentences.get(kind) or self._("This cannot be done now.")

    def refused(self, name: str, facts: dict[str, str]) -> Html:
        """The same for a refusal that was kept by its name."""
        if name == "unknown_command":
            return self._("There is no command {command}. What I can do: /help", **facts)
        return self.refusal(refusal_of(name, facts))
