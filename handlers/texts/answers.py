"""Short answers: to a press of a button, and to what cannot be done."""

from datetime import datetime

from desk.errors import (
    AlreadySettled,
    AlreadyTaken,
    AnswerFirst,
    BadClientNote,
    BadDayChange,
    BadInvitation,
    BadMacro,
    BadPrice,
    BadTime,
    BadUndo,
    Blocked,
    CannotDisown,
    CannotLink,
    CannotLook,
    CannotMerge,
    ForNobody,
    IllegalMove,
    InWords,
    ManagersOnly,
    NeedsProof,
    NobodyWrote,
    NoClientHere,
    NoMoreTime,
    NoOtherGroup,
    NoReason,
    NoSuchArticle,
    NoSuchClient,
    NoSuchMacro,
    NoSuchTicket,
    NoSuchZone,
    NotANumber,
    NothingPromised,
    NothingToCancel,
    NothingToFind,
    NothingToHandOver,
    NothingToNote,
    NothingToRecall,
    NothingToTakeBack,
    NothingToWaive,
    NoTicketHere,
    NotLinkedHere,
    NotUrgentAnyway,
    NotVerified,
    NotWaiting,
    NotYourClient,
    NotYourDelegate,
    NotYourEntry,
    NotYours,
    NotYourSecret,
    NoWorkingTimeLeft,
    OutOfDate,
    OutsideATicket,
    OutsideTheGroup,
    OwnersOnly,
    PriceIs,
    RatingIsOver,
    Refusal,
    SecretIs,
    SecretLocked,
    SignInFirst,
    SignInOff,
    SolvedNoMore,
    TimeIsThere,
    TooLateToRecall,
    TooLateToReopen,
    TooManyInvitations,
    TooManyTickets,
    TooManyWords,
    VaultOff,
    WaiveWhy,
    WhichAccess,
    WhichClient,
    WhichClientToLink,
    WhichMonth,
    WhichTicket,
    refusal_of,
)
from desk.notices.toasts import Toast
from desk.rules.ticket import Status
from handlers.texts.approvals import ApprovalTexts
from handlers.texts.base import Html
from handlers.texts.charges import ChargeTexts
from handlers.texts.client_look import ClientLookTexts
from handlers.texts.commands import CommandTexts
from handlers.texts.dates import DateTexts
from handlers.texts.days import DayTexts
from handlers.texts.identity import IdentityTexts
from handlers.texts.moved import MovedTexts
from handlers.texts.on_behalf import OnBehalfTexts
from handlers.texts.panel_links import PanelLinkTexts
from handlers.texts.vault import VaultTexts
from handlers.texts.worktime import WorkTimeTexts


class AnswerTexts(
    ApprovalTexts,
    ChargeTexts,
    WorkTimeTexts,
    OnBehalfTexts,
    ClientLookTexts,
    CommandTexts,
    DateTexts,
    DayTexts,
    IdentityTexts,
    MovedTexts,
    PanelLinkTexts,
    VaultTexts,
):
    """What happened and what to do; facts only from the refusal itself."""

    def toast(self, toast: Toast) -> Html:
        words = {
            Toast.OUT_OF_DATE: self._(
                "This page is out of date. The current one is the latest message; /start shows the menu."
            ),
            Toast.SAVED: self._("Saved"),
            Toast.TAKEN: self._("The ticket is yours"),
            Toast.DONE: self._("Done"),
            Toast.ALREADY: self._("Already done"),
            Toast.GONE: self._("This article is not there any more. The others: /articles"),
            Toast.SHOWN: self._("See below"),
            Toast.ASKED: self._("Answer by a reply to the question below"),
            Toast.AGREE_FIRST: self._(
                "Please answer the question about personal data first: it is the latest message."
            ),
            Toast.CHANGED: self._(
                "Something has changed while the page was open. Have a look at it again: nothing is lost."
            ),
        }
        return words[toast]

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
                    "I do not know the city “{name}”. Try the nearest big one, for example /timezone Omsk, "
                    "or choose: /timezone",
                    name=name,
                )
            case BadUndo() | BadInvitation() | CannotDisown() | NeedsProof():
                return self._of_links(refusal)
            case OutOfDate():
                return self.toast(Toast.OUT_OF_DATE)
            case _:
                return self._refusal_to_staff(refusal)

    def _of_links(self, refusal: BadUndo | BadInvitation | CannotDisown | NeedsProof) -> Html:
        match refusal:
            case BadUndo(why=why):
                return self.bad_undo(why)
            case BadInvitation(why=why):
                return self._bad_invitation(why)
            case CannotDisown(why=why):
                return self.cannot_disown(why)
            case NeedsProof(deed=deed, lacks=lacks, mail=mail):
                return self.needs_proof(deed=deed, lacks=lacks, mail=bool(mail))

    def _refusal_to_staff(self, refusal: Refusal) -> Html:
        match refusal:
            case NoTicketHere(ticket=ticket):
                return self._("There is no ticket #{number} in this group. By words: /find", number=ticket)
            case CannotMerge(ticket=ticket, why=why):
                return self._cannot_merge(why, ticket)
            case Blocked(reason=reason):
                return self._(
                    "You cannot write to support for now: {reason}\n"
                    "Your messages do not reach us; we say so once a day. If this is a mistake, tell the management: "
                    "/feedback",
                    reason=reason,
                )
            case NoReason(command=command):
                return self._("Write the reason after the command: /{command} reason", command=command)
            case TooManyWords(most=most):
                return self._("This is too long: at most {most} characters, please. Nothing was done yet.", most=most)
            case NoSuchMacro(name=name):
                return self._("There is no ready answer “{name}”. All of them: /macros", name=name)
            case BadMacro(what=what, fact=fact):
                return self._bad_macro(what, fact)
            case SecretIs(state=state):
                return self.secret_is(state)
            case _:
                known = self._of_costs(refusal) or self._of_clients(refusal) or self._of_others(refusal)
                return known or self._plain_refusal(type(refusal))

    def _of_costs(self, refusal: Refusal) -> Html | None:
        """Price, working time, and the working days."""
        match refusal:
            case TooManyTickets(most=most, until=until):
                return self.too_many_tickets(most=int(most), until=datetime.fromisoformat(until))
            case BadDayChange(why=why):
                return self.bad_day(why)
            case BadPrice():
                return self.bad_price(refusal)
            case PriceIs():
                return self.price_is(refusal)
            case BadTime():
                return self.bad_time(refusal)
            case NotYours(by=by):
                return self._("Only {name} can take this back.", name=by)
            case TimeIsThere(by=by):
                return self._("{name} has answered already. More is added with /time 40m", name=by)
            case _:
                return None

    def _of_others(self, refusal: Refusal) -> Html | None:
        return self.of_dates(refusal) or self.of_panel_links(refusal) or self.of_approvals(refusal)

    def _of_clients(self, refusal: Refusal) -> Html | None:
        match refusal:
            case BadClientNote(why=why):
                return self.bad_client_note(why)
            case CannotLink(why=why):
                return self.cannot_link(why)
            case ForNobody():
                return self._("This ticket is your own: there is no client in it who would read this.")
            case NobodyWrote():
                return self._("Nobody has written in this ticket yet, so there is nobody to block.")
            case NoClientHere():
                return self.no_client_here()
            case NotLinkedHere():
                return self.not_linked_here()
            case WhichClient():
                return self.which_client()
            case WhichClientToLink():
                return self.which_client_to_link()
            case NoSuchClient(words=words):
                return self.no_such_client(words)
            case _:
                return None

    def _bad_macro(self, what: str, fact: str) -> Html:
        match what:
            case "name":
                return self._("A name has 1 to {n} characters. It was not kept.", n=fact)
            case "text":
                return self._("A ready answer has at most {n} characters. It was not kept.", n=fact)
            case "form":
                return self._("Write its name, then =, then the text: Bank details = Dear {{client}}, …")
            case "many":
                return self._("There are {n} ready answers already, as many as fit. Throw one away first.", n=fact)
            case _:
                return self._(
                    "I do not know what to put in place of {place}. I know {{client}}, {{number}}, {{service}} and "
                    "{{me}}. It was not kept.",
                    place=f"{{{fact}}}",
                )

    def _cannot_merge(self, why: str, number: int) -> Html:
        match why:
            case "itself":
                return self._("A ticket cannot be merged with itself.")
            case "ended":
                return self._(
                    "Ticket #{number} has ended. Open it again first, or merge the other way round.", number=number
                )
            case "hidden":
                return self._(
                    "Whoever wrote this ticket may not see #{number}: it is another person's. "
                    "Merge the other way round.",
                    number=number,
                )
            case _:
                return self._("Ticket #{number} is another client's, so they cannot be merged.", number=number)

    def _bad_invitation(self, why: str) -> Html:
        """What became of the link, and what to do. Source: regulation 2.2."""
        match why:
            case "expired":
                return self._("This invitation has expired. Ask whoever sent it for a new link.")
            case "used":
                return self._("This invitation has been used already: it works once. Ask for a new link.")
            case "withdrawn":
                return self._("This invitation was taken back. Ask whoever sent it for a new link.")
            case "orphaned":
                return self._(
                    "This invitation has ended: whoever sent it does not decide for the client any more. Ask the "
                    "client for a new link."
                )
            case "own":
                return self._("You act for this client already, so the link is not for you. Your people: /people")
            case _:
                return self._(
                    "There is no such invitation. Open the link as it was sent, or ask for a new one. Menu: /start"
                )

    def _plain_refusal(self, kind: type[Refusal]) -> Html:
        sentences = {
            NoSuchArticle: self._("This article is not there any more. The others: /articles"),
            AnswerFirst: self._("Nothing has reached the client yet that they could answer. Write to them first."),
            NoMoreTime: self._("More time was given twice already. Just write an answer, or tap “Still needed”."),
            NotWaiting: self._("This question is settled already. Where the ticket stands: /tickets"),
            NotYourEntry: self._("This entry is over, or a colleague's. Your own: /onbehalf"),
            NothingToCancel: self._("There is nothing to cancel. The menu: /start"),
            SignInFirst: self._("Sign in first, please: /start"),
            NotVerified: self._(
                "I cannot reach the client database right now, and without it I open nothing. Nothing is lost: "
                "please try again in a few minutes."
            ),
            SignInOff: self._("Sign-in by mail is switched off at the moment. Leave a question: /start"),
            NothingToTakeBack: self._("There is nothing to cancel: I have asked you nothing here."),
            InWords: self._("In words, please: this cannot be taken for an answer to my question. It is open still."),
            NothingToNote: self._("Write the note after the command: /note the client will call back"),
            NothingToHandOver: self._("Nobody else has open tickets here."),
            NothingToFind: self._("Write the words after the command: /find certificate expired"),
            NotANumber: self._("Write the number of the ticket after the command: /ticket 12"),
            WhichTicket: self._("Write the ticket's number after the command: /ticket 12. Your tickets: /tickets"),
            OwnersOnly: self._("Only the client can do this, not somebody who acts for them. More: /people"),
            NotYourClient: self._("You do not write for that client any more. For whom you do: /people"),
            NotYourDelegate: self._("This person no longer acts for the client. Who does: /people"),
            TooManyInvitations: self._("Ten invitations wait already. Withdraw one of them first: /people"),
            WhichMonth: self._("Write which month: /export 2026-03"),
            NothingToWaive: self._("This ticket costs nothing as it is."),
            WaiveWhy: self._("Write why: /waive our own mistake. The client does not see the reason."),
            OutsideATicket: self._("Write this in a ticket's topic, or as a reply to a message of a ticket."),
            AlreadySettled: self._("Somebody has decided about this already."),
            NoWorkingTimeLeft: self._("Then no working time would be left for years. Nothing was changed."),
            NothingPromised: self._("The first answer was given already, or none is promised."),
            NoOtherGroup: self._("There is no other group of staff (STAFF_CHATS), so it stays here."),
            NothingToRecall: self._(
                "Which answer? Write /recall as a reply to your own answer to the client; alone it takes back your "
                "last one in the ticket."
            ),
            TooLateToRecall: self._(
                "It is older than 48 hours, and Telegram deletes it no more. Write to the client what was wrong, "
                "please."
            ),
            NotUrgentAnyway: self._("This ticket is not urgent already."),
            VaultOff: self._(
                "Access cannot be passed on yet: no key is set. Ask an administrator to set VAULT_KEY "
                "(made by: frontdesk vault key)."
            ),
            WhichAccess: self._(
                "Write what is needed after the command, in at most 500 characters: /access FTP of the site"
            ),
            NotYourSecret: self._("Access is shown to the employee who asked for it, and to nobody else."),
            OutsideTheGroup: self._("You are not in the staff's group, so nothing can be shown."),
            CannotLook: self._("Telegram did not say whether you are in the staff's group. Try again in a minute."),
            SecretLocked: self._(
                "The keys of today do not open it. Ask an administrator to put the former key back into VAULT_KEY, "
                "or ask the client anew."
            ),
            ManagersOnly: self._(
                "The digest, the events, the exports and the calendar are for managers. "
                "Ask for this chat to be added to MANAGER_IDS."
            ),
        }
        return sentences.get(kind) or self._("This cannot be done now.")

    def refused(self, name: str, facts: dict[str, str]) -> Html:
        """The same for a refusal that was kept by its name."""
        if name == "unknown_command":
            return self.no_such_command(facts["command"], colleague="colleague" in facts)
        return self.refusal(refusal_of(name, facts))
