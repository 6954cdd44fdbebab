"""What staff read in the ticket's place in their group."""

from datetime import date, datetime

from desk.errors import refusal_of
from desk.notices.staff import Letter, NoMail, Trouble, What
from desk.notices.toasts import Toast
from desk.rules.entitlement import Entitlement, Standing
from desk.rules.people import ClientCategory
from desk.rules.ticket import Category, Status
from handlers.texts.alerts import AlertTexts
from handlers.texts.answers import AnswerTexts
from handlers.texts.base import Html, masked
from handlers.texts.changes import ChangeTexts
from handlers.texts.groups import GroupTexts
from handlers.texts.lists import ListTexts
from handlers.texts.prompts import PromptTexts
from handlers.texts.support import SupportTexts

LONGEST_ORIGINS = 200
"""How much of the names of those whose messages were forwarded stands in the head."""


class StaffTexts(AnswerTexts, ChangeTexts, GroupTexts, ListTexts, SupportTexts, AlertTexts, PromptTexts):
    """Short: it is read all day."""

    def topic_name(self, *, number: int, name: str, subject: str) -> str:
        """Not HTML: Telegram shows a topic's name as it is, at most 128 characters."""
        return self._("#{number} {name}: {subject}", number=number, name=Html(name), subject=Html(subject))[:128]

    def card_head(self, *, number: int, status: Status, subject: str) -> Html:
        return self._(
            "<b>#{number} · {subject}</b>\nState: {status}", number=number, subject=subject, status=self.status(status)
        )

    def card_client(self, *, name: str, category: str) -> Html:
        return self._("Client: {name} ({category})", name=name, category=category)

    def card_prospect(self) -> Html:
        return self._("Client: not a client yet")

    def card_author(self, *, name: str, username: str, delegate: bool) -> Html:
        """A delegate is shown as such. Source: regulation 2.2."""
        said = (
            self._("From: {name} (@{username})", name=name, username=username)
            if username
            else self._("From: {name}", name=name)
        )
        return self._("{author}, acts for the client", author=said) if delegate else said

    def card_blocked(self, reason: str) -> Html:
        return self._("⛔ Blocked: {reason}", reason=reason)

    def card_service(self, *, service: str, state: str) -> Html:
        return self._("Service: {service} – {state}", service=service, state=state)

    def card_no_service(self) -> Html:
        return self._("Service: none")

    def card_category(self, category: Category, urgency: str) -> Html:
        return self._("About: {category} · {urgency}", category=self.category(category), urgency=urgency)

    def card_standing(self, entitlement: Entitlement) -> Html:
        ground = self.ground(entitlement.ground)
        if entitlement.standing in {Standing.PROSPECT, Standing.INTERNAL}:
            return self._("Standing: {ground}", ground=ground)
        if entitlement.standing is Standing.DISCRETIONARY:
            return self._("⚠️ <b>Discretionary</b>: {ground}", ground=ground)
        return self._("Within the plan: {ground}", ground=ground)

    def card_react_by(self, at: datetime) -> Html:
        return self._("First reaction by: <b>{moment}</b>", moment=self.moment(at))

    def card_target_of_plan(self, product: str) -> Html:
        """Why by then. Source: regulation 3.2."""
        return self._("Target: by the plan {product} (3.2)", product=product)

    def card_target_of_client(self, category: ClientCategory) -> Html:
        """Source: regulation 1.3."""
        return self._("Target: by the client's category, {category} (1.3)", category=self.client_category(category))

    def card_target_of_complex(self) -> Html:
        return self._("Target: a complex problem (3.2)")

    def card_no_target(self) -> Html:
        return self._("First reaction: no target (3.2)")

    def card_reacted(self, took: Html) -> Html:
        return self._("First reaction: given, {took}", took=took)

    def card_assignee(self, name: str) -> Html:
        return self._("In charge: {name}", name=name) if name else self._("In charge: nobody yet")

    def card_reopened(self, times: int) -> Html:
        return self._n("Opened again: {n} time", "Opened again: {n} times", times)

    def card_first_solved(self, at: datetime) -> Html:
        return self._("Solved for the first time: {moment}", moment=self.moment(at))

    def card_closes(self, at: datetime) -> Html:
        return self._("Closes without an answer: {moment}", moment=self.moment(at))

    def card_answer(self, label: str, answer: str) -> Html:
        return self._("{label}: {answer}", label=label, answer=answer)

    def client_head(self, name: str) -> str:
        """Above a relayed message; plain text."""
        return f"👤 {name}"

    def forwarded(self, count: int, names: str) -> str:
        """Below the client's name; plain text. `names` are those who said it first."""
        shown = names if len(names) <= LONGEST_ORIGINS else f"{names[:LONGEST_ORIGINS]}…"
        number = self._n("{n} forwarded message", "{n} forwarded messages", count)
        return f"↪ {number}: {shown}"

    def happened(self, what: What, *, who: str, at: datetime | None, detail: str = "") -> Html:
        when = self.moment(at) if at else ""
        sentences = {
            What.TAKEN: self._("{who} has taken the ticket.", who=who),
            What.RELEASED: self._("{who} has released the ticket: who will take it?", who=who),
            What.TAKEN_OVER: self._("{who} has taken over the ticket from {whose}.", who=who, whose=detail),
            What.WAITING: self._(
                "{who} waits for the client. Without an answer it closes: {when}.", who=who, when=when
            ),
            What.WORKING: self._("{who} is still working: no reminders, and it does not close by itself.", who=who),
            What.ON_HOLD: self._on_hold(who, detail),
            What.MERGED: self._("{who} has merged this ticket into #{number}: go on there.", who=who, number=detail),
            What.TAKEN_IN: self._("{who} has merged ticket #{number} into this one.", who=who, number=detail),
            What.BLOCKED: self._(
                "{who} has blocked the sender: {reason}. What they write is answered with that. Undo: /unblock",
                who=who,
                reason=detail,
            ),
            What.UNBLOCKED: self._("{who} has unblocked the sender: {name} may write again.", who=who, name=detail),
            What.SOLVED: self._("{who} has solved the ticket.", who=who),
            What.SOLVED_BY_CLIENT: self._("The client ({who}) says: solved. The ticket is closed.", who=who),
            What.REFUSED: self._("{who} has refused the ticket; the client is told why.", who=who),
            What.REOPENED: self._("{who} has opened the ticket again.", who=who),
            What.REOPENED_BY_CLIENT: self._("The client ({who}) has opened the ticket again.", who=who),
            What.PINGED: self._(
                "The client was asked whether it is still needed. Without an answer it closes: {when}.", when=when
            ),
            What.PINGED_BY_MAIL: self._(
                "✉️ The client cannot be reached in Telegram and was asked by mail whether it is still needed. "
                "Without an answer it closes: {when}.",
                when=when,
            ),
            What.ERASED: self._(
                "The client has had their data erased: who they are and what they wrote is gone here. What was relayed "
                "into this topic lies with Telegram; delete it by hand if it must go, too."
            ),
            What.RETURNED: self._("The client can be reached in Telegram again: what they missed is on its way."),
            What.STILL_NEEDED: self._("The client ({who}) still needs it: the ticket is yours again.", who=who),
            What.MORE_TIME: self._(
                "The client ({who}) asked for more time. Without an answer it closes: {when}.", who=who, when=when
            ),
            What.INACTIVE: self._(
                "No answer from the client: the ticket is INACTIVE. The client is told how to open it again."
            ),
            What.THANKS: self._("This looks like thanks. If there is nothing left to do, solve the ticket."),
            What.MISPLACED: self._(
                "The client ({who}) says: the last message is about something else. Another ticket begins with it.",
                who=who,
            ),
            What.COMPLEX: self._("{who}: the ticket is complex, first answer by {when}.", who=who, when=when),
            What.NOT_URGENT: self._("{who} says that it is not urgent; the client is told why.", who=who),
            What.LINKED: self._("{who} has linked the author to a client: {detail}", who=who, detail=detail),
            What.UNLINKED: self._("{who} has taken it back: {name} is not a client's.", who=who, name=detail),
            What.DISOWNED: self._(
                "The client's owner ({who}) does not know {name}: their access has ended, and the ticket is not the "
                "client's any more.",
                who=who,
                name=detail,
            ),
            What.VERIFIED: self._("The panel answers again: the card says what the ticket stands on now."),
            What.CLIENT_CLOSED: self._(
                "{client} is closed in the panel: nobody acts for them here any more, and answers may not be read.",
                client=detail,
            ),
            What.ADDRESS_GONE: self._(
                "The address by which {name} was known is not the client's any more, so they do not act for the client "
                "until they sign in anew. Answers go to the client's others; if there are none, by mail.",
                name=detail,
            ),
            What.STRANGER: self._(
                "The client ({who}) does not know {name}, who wrote here: their access has ended. The ticket stays the "
                "client's. Be careful with what was asked for in it.",
                who=who,
                name=detail,
            ),
            What.ACCESS_ENDED: self._("{who} has ended the access of the author: {detail}", who=who, detail=detail),
            What.LEFT: self._(
                "{name} does not act for the client any more, by their own wish. Answers go to the client's others; "
                "if there are none, by mail.",
                name=detail,
            ),
            What.UNREACHABLE: self._(
                "The client cannot be reached in Telegram, so the reminder did not arrive. It closes: {when}.",
                when=when,
            ),
        }
        return sentences[what]

    def _on_hold(self, who: str, reason: str) -> Html:
        if reason:
            return self._("{who} has put the ticket on hold: {reason}", who=who, reason=reason)
        return self._("{who} has put the ticket on hold. The client is told.", who=who)

    def merge_asked(self, *, some: bool) -> Html:
        if some:
            return self._("Into which of the client's tickets? This one ends, and all goes on there.")
        return self._("The client has no other open ticket. To merge by number: /merge 12")

    def clause_asked(self) -> Html:
        return self._("On what ground? Before anything is sent you see what the client will read.")

    def not_delivered(self, why: Trouble, detail: str, mail: NoMail | None = None) -> Html:
        match why:
            case Trouble.BLOCKED | Trouble.GONE | Trouble.ABSENT:
                return Html(f"{self._out_of_reach_because(why)} {self._no_mail(mail, detail)}")
            case Trouble.TOO_OLD:
                return self._("Not delivered: Telegram no longer allows it for a message this old.")
            case Trouble.REFUSED:
                return self._("Not delivered: Telegram refused it ({detail}).", detail=detail)
            case Trouble.NO_COPY:
                return self._(
                    "The client does not see this edit: where they have this answer is not known, so it cannot be "
                    "changed there. Write the correction as a new message, please."
                )
            case Trouble.NO_ANSWER:
                return self._(
                    "This edit has not gone to the client: the answer itself was not delivered, or that is not "
                    "confirmed. Sent again, it goes out corrected; if it did arrive, write the correction as a new "
                    "message, please."
                )

    def _out_of_reach_because(self, why: Trouble) -> Html:
        if why is Trouble.GONE:
            return self._("Not delivered: this Telegram account no longer exists.")
        if why is Trouble.ABSENT:
            return self._("Not delivered: the client is not in Telegram.")
        return self._("Not delivered: the client has blocked the bot.")

    def _no_mail(self, mail: NoMail | None, detail: str) -> Html:
        """Why there is no second way, and what to do."""
        held = self._("Reach them another way, please; it is said here as soon as they are back.")
        if mail is NoMail.NO_ADDRESS:
            why = self._("No mail address of theirs is known.")
        elif mail is NoMail.REFUSED:
            why = self._("The mail server did not take the letter, either ({detail}).", detail=detail)
        else:
            return held
        return Html(f"{why} {held}")

    def went_by_mail(self, what: Letter, why: Trouble, *, address: str) -> Html:
        there = masked(address)
        sentences = {
            Letter.ANSWER: self._("The answer went by mail instead: {address}.", address=there),
            Letter.PING: self._("The question went by mail instead: {address}.", address=there),
            Letter.CLOSING: self._("The client is told by mail that it has ended: {address}.", address=there),
        }
        return Html(f"✉️ {self._out_of_reach_because(why)} {sentences[what]}")

    def mail_waits(self, what: Letter, why: Trouble, *, detail: str) -> Html:
        sentences = {
            Letter.ANSWER: self._("The answer was to go by mail, but the mail server does not take it for now"),
            Letter.PING: self._("The question was to go by mail, but the mail server does not take it for now"),
            Letter.CLOSING: self._("News of the end was to go by mail, but the mail server does not take it for now"),
        }
        on = self._("({detail}). It is tried on for a day.", detail=detail)
        return Html(f"{self._out_of_reach_because(why)} {sentences[what]} {on}")

    def not_seen(self, *, edited: bool) -> Html:
        if edited:
            return self._(
                "The client has corrected a message, but Telegram did not let me pass the correction on, and I could "
                "not tell them. Ask them another way, please, what they have changed."
            )
        return self._(
            "A message of the client is missing here: Telegram did not let me pass it on, and I could not tell them. "
            "Ask them another way, please, what they wrote."
        )

    def unconfirmed(self) -> Html:
        return self._(
            "Unconfirmed: the connection broke while this answer was sent, so nobody knows whether the client has it. "
            "Ask or look, then choose."
        )

    def _macro_hint(self, what: str, facts: dict[str, str]) -> Html:
        match what:
            case "macro_kept":
                return self._("Kept: “{name}”. In a ticket: /m {name}", name=facts["name"])
            case "article_sent":
                return self._("{who} sends the client the article “{title}”.", who=facts["who"], title=facts["title"])
            case "macro_dropped":
                return self._("Thrown away: “{name}”.", name=facts["name"])
            case _:
                return self._("{who} has sent to the client:\n{text}", who=facts["who"], text=facts["text"])

    def _plain_hint(self, what: str) -> Html | None:
        sentences = {
            "edit_into_note": self._("The client has read this already, so an edit cannot turn it into a note."),
            "newer_above": self._(
                "Your answer is sent. While you were writing, the client has written more: have a look at it above."
            ),
            "note_came_late": self._(
                "This stayed inside, but the rest of the album has gone to the client already: "
                "the note reached me after it."
            ),
            "anonymous": self._(
                "This was not sent: an answer needs an author. "
                "Switch off 'Remain anonymous' in your administrator rights and write again, please."
            ),
            "prompt_over": self.prompt_over(),
            "prompt_unsure": self.prompt_unsure(),
            "entry_page": self.entry_page(),
            "already": self.toast(Toast.ALREADY),
            "feedback_kept": self._(
                "A client has written to the management, and nobody gets it: "
                "neither a managers' chat nor an address for complaints is set. "
                "It is kept in the database. Tell whoever runs the desk, please."
            ),
        }
        return sentences.get(what)

    def _stays_inside(self, holder: str) -> Html:
        if not holder:
            return self._("✍ means: this stayed among colleagues. To answer, reply to a message of the client.")
        return self._(
            "✍ means: this stayed among colleagues. The ticket is {who}'s, and the client reads what its holder "
            "writes. To answer yourself, reply to a message of the client, or take the ticket: /take",
            who=holder,
        )

    def hint(self, what: str, facts: dict[str, str]) -> Html:
        """An answer to what an employee typed."""
        if plain := self._plain_hint(what):
            return plain
        if what == "stays_inside":
            return self._stays_inside(facts.get("who", ""))
        match what:
            case "unknown_command":
                return self._(
                    "There is no command {command}; this stayed here, the client has not seen it.",
                    command=facts["command"],
                )
            case "taken_over":
                return self.taken_over(who=facts["who"], whose=facts["whose"], n=int(facts["n"]))
            case "macro_kept" | "macro_dropped" | "macro_sent" | "article_sent":
                return self._macro_hint(what, facts)
            case "feedback_not_mailed":
                return self._(
                    "A client has written to the management, and it could not be mailed to {address}. "
                    "It is kept in the database. Tell whoever runs the desk, please.",
                    address=facts["address"],
                )
            case "not_told":
                return self._(
                    "No. {ticket}: the client may be without an answer, or you without a message of theirs, and "
                    "Telegram does not let me say so in the ticket's topic. Look at it and ask the client, please.",
                    ticket=facts["ticket"],
                )
            case (
                "manager_out_of_reach"
                | "duty_out_of_reach"
                | "calendar_changed"
                | "stranger"
                | "doubted"
                | "code_bounced"
                | "codes_stopped"
                | "codes_go_on"
            ):
                return self._of_the_desk(what, facts)
            case "group_moved" | "tickets_left" | "tickets_moved" | "how_it_works":
                return self._group_hint(what, facts)
            case _:
                return self.refusal(refusal_of(what, facts))

    def _of_the_desk(self, what: str, facts: dict[str, str]) -> Html:
        if what in {"stranger", "doubted", "code_bounced", "codes_stopped", "codes_go_on"}:
            return self._identity_hint(what, facts)
        if what == "calendar_changed":
            day = date.fromisoformat(facts["day"])
            return self.calendar_changed(day=day, hours=facts["hours"], who=facts["who"])
        if what == "duty_out_of_reach":
            return self.duty_out_of_reach(**facts)
        return self._(
            "Something for the managers could not be delivered to chat {chat} of MANAGER_IDS. "
            "If that is a person, they have to press Start in the bot's chat. "
            "Tell whoever runs the desk, please. This is said once, until the chat works again.",
            chat=facts["chat"],
        )
