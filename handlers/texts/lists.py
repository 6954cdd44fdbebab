"""Lists of tickets for staff."""

from desk.notices.lists import Listing, StaffLine
from handlers.texts.base import Html
from handlers.texts.dates import DateTexts


class ListTexts(DateTexts):
    """A head, and a line for each ticket."""

    def list_head(self, listing: Listing, *, total: int, words: str) -> Html:
        if not total:
            return self._list_is_empty(listing, words)
        match listing:
            case Listing.QUEUE:
                return self._n("<b>{n} open ticket</b>", "<b>{n} open tickets</b>, most urgent first", total)
            case Listing.MINE:
                return self._n("<b>You have {n} ticket</b>", "<b>You have {n} tickets</b>, most urgent first", total)
            case Listing.FOUND:
                return self._("Found for “{words}”: {total}", words=words, total=total)

    def _list_is_empty(self, listing: Listing, words: str) -> Html:
        match listing:
            case Listing.QUEUE:
                return self._("No open tickets here.")
            case Listing.MINE:
                return self._("No open ticket here is yours. The queue: /queue")
            case Listing.FOUND:
                return self._(
                    "Nothing found for “{words}”. All words have to be in the ticket, in any form; "
                    "fewer words find more.",
                    words=words,
                )

    def list_ticket(self, line: StaffLine, *, link: str | None, subject: str) -> Html:
        name = self._("#{number}", number=line.ticket)
        number = Html(f'<a href="{link}">{name}</a>') if link else name
        who = line.who or self._("nobody yet")
        head = self._(
            "{number} {subject} – {status}, {who}",
            number=number,
            subject=subject,
            status=self.status(line.status),
            who=who,
        )
        return Html(f"{head}{self._list_due(line)}")

    def _list_due(self, line: StaffLine) -> Html:
        if line.until:
            return Html("\n" + self.asleep_until(line.until))
        promised = Html("\n" + self.promised_by(line.promised)) if line.promised else Html("")
        return Html(f"{self._list_clock(line)}{promised}")

    def _list_clock(self, line: StaffLine) -> Html:
        if line.react_by:
            return Html("\n" + self._("first answer by {moment}", moment=self.moment(line.react_by)))
        if line.asked_at:
            return Html("\n" + self._("the client waits since {moment}", moment=self.moment(line.asked_at)))
        return Html("")

    def list_and_more(self, n: int) -> Html:
        return self._n("… and {n} more", "… and {n} more", n)

    def macros_head(self, *, some: bool) -> Html:
        how = self._(
            "Keep one: /macros name = text. Throw it away: /macros name =\n"
            "Say one in a ticket: /m name. Places that are filled in: {{client}}, {{number}}, {{service}}, {{me}}"
        )
        return how if not some else Html(f"{how}\n")

    def macros_choice(self) -> Html:
        return self._("Which answer? It goes to the client at once.")

    def macros_manage(self) -> Html:
        return self._("Ready answers of all colleagues. Choose one to look at it, to change it or to throw it away.")

    def macro_line(self, *, name: str, text: Html) -> Html:
        return self._("<b>{name}</b> – {text}", name=name, text=text)

    def whose_tickets(self) -> Html:
        return self._("Whose open tickets do you take over? All of them become yours, and their clients are told.")

    def holder(self, *, name: str, tickets: int) -> Html:
        """On a button."""
        return self._("{name} – {tickets}", name=name, tickets=self.how_many_tickets(tickets))

    def how_many_tickets(self, n: int) -> Html:
        return self._n("{n} ticket", "{n} tickets", n)

    def taken_over(self, *, who: str, whose: str, n: int) -> Html:
        return self._(
            "{who} has taken over from {whose}: {tickets}.", who=who, whose=whose, tickets=self.how_many_tickets(n)
        )
