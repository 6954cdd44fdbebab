"""What is read about tickets that staff file for a client: by staff while they do, and by the client."""

from datetime import datetime

from desk.rules.came import Way, WrongTime
from handlers.texts.base import Html, escape
from handlers.texts.labels import Labels


class OnBehalfTexts(Labels):
    """Source: regulation 2.3."""

    def whom(self, *, words: str, more: int) -> Html:
        """The head of the list of clients."""
        if not words:
            return self._(
                "For whom? Write it after the command: a name, an e-mail address, a phone or a client number, "
                "for example /onbehalf anna@example.com. Or choose below."
            )
        head = self._("Who is meant by “{words}”?", words=words)
        if not more:
            return head
        others = self._n("There is {n} more: say it more exactly.", "There are {n} more: say it more exactly.", more)
        return Html(f"{head}\n{others}")

    def whom_line(self, *, name: str, email: str) -> Html:
        """On a button."""
        return self._("{name} · {email}", name=name, email=email) if email else escape(name)

    def no_such_client(self, words: str) -> Html:
        if not words:
            return self._("This client is not in the panel any more.")
        return self._(
            "I found no client for “{words}”. Try a part of the name, the e-mail address, the phone or the client "
            "number.",
            words=words,
        )

    def entry_head(self, client: str) -> Html:
        if client:
            return self._("A ticket for <b>{client}</b>", client=client)
        return self._("A ticket for ourselves")

    def entry_begun(self) -> Html:
        return self._("You have begun this one before. File it or leave it (/cancel) first, then begin another.")

    def entry_question(self, name: str) -> Html:
        questions = {
            "way": self._("How did the request come?"),
            "came": self._(
                "When did it come? For example <i>10:40</i>, <i>yesterday 17:30</i> or <i>27.11 10:40</i>. "
                "The first answer is counted from then."
            ),
            "who": self._("Who asked?"),
            "service": self._("Which service is it about?"),
            "category": self._("What is it about?"),
            "urgency": self._("How urgent is it?"),
            "subject": self._("Sum it up in one line. The client reads it."),
            "description": self._("Describe it. The client reads it."),
        }
        return questions[name]

    def entry_reply(self) -> Html:
        return self._("Answer this message with a reply.")

    def entry_label(self, question: str) -> Html:
        labels = {
            "way": self._("How it came"),
            "came": self._("When it came"),
            "who": self._("Asked by"),
        }
        return labels[question]

    def somebody_else(self) -> Html:
        return self._("Somebody else")

    def way(self, way: Way) -> Html:
        match way:
            case Way.PHONE:
                return self._("By phone")
            case Way.MAIL:
                return self._("By mail")
            case Way.IN_PERSON:
                return self._("In person")
            case Way.OTHER:
                return self._("In another way")
            case Way.OWN:
                return self._("For ourselves")

    def wrong_time(self, wrong: WrongTime) -> Html:
        match wrong:
            case WrongTime.UNREADABLE:
                return self._("I cannot read this as a time. For example: 10:40, yesterday 17:30, 27.11 10:40.")
            case WrongTime.NO_CLOCK:
                return self._("The hour is missing. For example: yesterday 17:30, 27.11 10:40.")
            case WrongTime.FUTURE:
                return self._("This time is still to come. When did the request come?")
            case WrongTime.TOO_OLD:
                return self._("This is more than 30 days ago. Check the date, please.")

    def entry_told(self, name: str) -> Html:
        if name:
            return self._("Will be told at once: {name}.", name=name)
        return self._("The client is not in Telegram: tell them the number of the ticket.")

    def entry_paid(self) -> Html:
        return self._("Only the client can agree to a price: name it in the ticket with /paid.")

    def entry_filed(self, *, number: int, subject: str, client: str, told: str) -> Html:
        filed = self._("Ticket <b>#{number}</b> “{subject}” is filed.", number=number, subject=subject)
        if not client:
            reads = self.card_own()
        else:
            reads = self._("{name} is told and takes part.", name=told) if told else self.client_is_absent()
        return Html(f"{filed} {reads}")

    def entry_left(self) -> Html:
        return self._("Left: nothing was filed.")

    def client_is_absent(self) -> Html:
        return self._(
            "The client is not in Telegram: answers do not reach them here. Once they sign in, they see the ticket."
        )

    def card_filed_by(self, *, name: str, way: Way, at: datetime | None) -> Html:
        if at is None:
            return self._("Opened by {name} for ourselves", name=name)
        return self._("Filed by {name}: {way}, {moment}", name=name, way=self.way(way), moment=self.moment(at))

    def card_own(self) -> Html:
        return self._("Nobody outside reads this ticket.")

    def filed_for_you(self, *, number: int, subject: str, by: str, way: Way, at: datetime) -> Html:
        """Source: regulation 2.3."""
        facts = {"number": number, "subject": subject, "name": by, "moment": self.moment(at)}
        match way:
            case Way.PHONE:
                return self._(
                    "Our employee {name} has filed ticket <b>#{number}</b> “{subject}” for you after your call, "
                    "{moment}.",
                    **facts,
                )
            case Way.MAIL:
                return self._(
                    "Our employee {name} has filed ticket <b>#{number}</b> “{subject}” for you after your letter, "
                    "{moment}.",
                    **facts,
                )
            case Way.IN_PERSON:
                return self._(
                    "Our employee {name} has filed ticket <b>#{number}</b> “{subject}” for you after your visit, "
                    "{moment}.",
                    **facts,
                )
            case Way.OTHER | Way.OWN:
                return self._(
                    "Our employee {name} has filed ticket <b>#{number}</b> “{subject}” for you at your request, "
                    "{moment}.",
                    **facts,
                )

    def you_take_part(self) -> Html:
        return self._("The answer will come here. Write here if you want to add something; all tickets: /tickets")
