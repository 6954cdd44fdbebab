"""What clients read about their tickets: the list, one of them, its history."""

from datetime import datetime

from desk.rules.awaited import Awaits
from desk.rules.events import EventKind
from desk.rules.ticket import Status
from handlers.texts.base import Html
from handlers.texts.labels import Labels

CONTENT = 4
"""Who gives less is not thanked for it."""


class TicketTexts(Labels):
    """Whose turn it is, and until when, is said in plain words."""

    def tickets(self, *, empty: bool, page: int, pages: int) -> Html:
        if empty:
            return self._("You have no tickets yet. Write to us with /new.")
        if pages > 1:
            return self._("Your tickets, open ones first (page {page} of {pages}):", page=page, pages=pages)
        return self._("Your tickets, open ones first:")

    def ticket_awaits(self, *, number: int, awaits: Html, author: str) -> Html:
        if author:
            return self._("#{number} ({author}): {awaits}", number=number, author=author, awaits=awaits)
        return self._("#{number}: {awaits}", number=number, awaits=awaits)

    def awaits(self, awaits: Awaits, by: datetime | None) -> Html:
        """Whose turn it is; `by` is when the desk first answers, or when it closes without the client."""
        match awaits:
            case Awaits.FIRST_ANSWER if by:
                return self._("our first answer by {moment}", moment=self.moment(by))
            case Awaits.FIRST_ANSWER:
                return self._("our first answer is still to come")
            case Awaits.STAFF:
                return self._("it is our turn")
            case Awaits.CLIENT if by:
                return self._("your answer is awaited until {moment}, then it closes", moment=self.moment(by))
            case Awaits.CLIENT:
                return self._("your answer is awaited")
            case Awaits.OTHERS:
                return self._("we wait for somebody else, nothing is needed from you")
            case Awaits.NOTHING:
                return self._("nothing is awaited")

    def whose_turn(self, awaits: Html) -> Html:
        return self._("Now: {awaits}", awaits=awaits)

    def write_here(self, *, number: int, subject: str) -> Html:
        return self._(
            "Write your message: it goes into ticket #{number} “{subject}”. Files are fine, too.",
            number=number,
            subject=subject,
        )

    def added(self, *, number: int, subject: str) -> Html:
        return self._("I pass it on to ticket #{number} “{subject}”.", number=number, subject=subject)

    def rate_it(self) -> Html:
        return self._("How did we do? 1 is bad, 5 is excellent.")

    def rated(self, *, number: int, score: int) -> Html:
        if score < CONTENT:
            return self._(
                "We are sorry that not everything went well. You gave {score} out of 5 for ticket #{number}. "
                "What was wrong? A few words help us.",
                score=score,
                number=number,
            )
        return self._(
            "Thank you: you gave {score} out of 5 for ticket #{number}. You can add a few words.",
            score=score,
            number=number,
        )

    def comment_kept(self, *, number: int) -> Html:
        return self._("Thank you, your words about ticket #{number} are kept.", number=number)

    def history_head(self, *, number: int, subject: str, page: int, pages: int) -> Html:
        if pages > 1:
            return self._(
                "<b>Ticket #{number}. {subject}</b>\nHistory, page {page} of {pages} (the newest is on page 1)",
                number=number,
                subject=subject,
                page=page,
                pages=pages,
            )
        return self._("<b>Ticket #{number}. {subject}</b>\nHistory", number=number, subject=subject)

    def history_words(self, *, at: datetime, who: str, words: str, files: Html) -> Html:
        said = self._("{moment} – <b>{who}</b>: {words}", moment=self.moment(at), who=who, words=words)
        return Html(f"{said} ({files})" if files and words else f"{said}{files}")

    def history_event(self, *, at: datetime, kind: EventKind, who: str, detail: str = "") -> Html:
        what = self.event(kind, who=who, detail=detail)
        return self._("{moment} – <i>{what}</i>", moment=self.moment(at), what=what)

    def goes_on_from(self, *, number: str) -> Html:
        return self._("Goes on from ticket #{number}", number=number)

    def goes_on_in(self, *, number: str) -> Html:
        return self._("Goes on in ticket #{number}", number=number)

    def event(self, kind: EventKind, *, who: str, detail: str = "") -> Html:
        match kind:
            case EventKind.FOLLOWS:
                return self.goes_on_from(number=detail)
            case EventKind.FOLLOWED:
                return self.goes_on_in(number=detail)
            case EventKind.FILED:
                return self._("filed: {who}", who=who)
            case EventKind.TAKEN:
                return self._("in charge: {who}", who=who)
            case EventKind.SOLVED | EventKind.SOLVED_BY_CLIENT:
                return self._("closed as solved: {who}", who=who)
            case EventKind.INACTIVE:
                return self._("closed, because there was no answer")
            case EventKind.REFUSED:
                return self._("refused: {who}", who=who)
            case EventKind.REOPENED:
                return self._("opened again: {who}", who=who)
            case EventKind.ERASED:
                return self._("what was written is erased")
            case _:
                return self._("changed")

    def ticket_line(self, *, number: int, subject: str, status: Status) -> Html:
        return self._(
            "#{number} {subject} – {status}",
            number=number,
            subject=subject,
            status=self.status_for_client(status),
        )

    def ticket_head(self, *, number: int, subject: str) -> Html:
        return self._("<b>Ticket #{number}. {subject}</b>", number=number, subject=subject)

    def ticket_state(self, status: Status, *, assignee: str) -> Html:
        state = self._("State: {status}", status=self.status_for_client(status))
        return Html(f"{state}\n" + self._("In charge: {name}", name=assignee)) if assignee else state

    def ticket_author(self, name: str) -> Html:
        return self._("Written by: {name}", name=name)

    def ticket_filed_at(self, at: datetime) -> Html:
        return self._("Filed: {moment}", moment=self.moment(at))

    def ticket_service(self, service: str) -> Html:
        return self._("Service: {service}", service=service)

    def ended_at(self, at: datetime) -> Html:
        return self._("Closed: {moment}", moment=self.moment(at))

    def messages(self, n: int) -> Html:
        return self._n("{n} message", "{n} messages", n)

    def about_ended(self, *, number: int, subject: str) -> Html:
        return self._(
            "Is this about ticket #{number} “{subject}”? It can be opened again. Your message is kept.",
            number=number,
            subject=subject,
        )

    def where_to(self) -> Html:
        return self._("Which ticket is this about? Your message is kept.")
