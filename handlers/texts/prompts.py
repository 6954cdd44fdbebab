"""Questions to an employee, who answers in words. A feature adds its question and its hint here."""

from desk.rules.prompts import Asked
from handlers.texts.base import Html
from handlers.texts.labels import Labels


class PromptTexts(Labels):
    """Each says who reads the words."""

    def words_asked(self, what: Asked, *, person: int, who: str, name: str) -> Html:
        ask = self._question(what, name)
        how = self._("Answer by a reply to this message. To leave it: /cancel")
        link = f"tg://user?id={person}"
        return self._('<a href="{link}">{who}</a>, {ask}\n\n{how}', link=link, who=who, ask=ask, how=how)

    def _question(self, what: Asked, name: str) -> Html:
        words = {
            Asked.HOLD: self._("what has to happen first? The client reads it."),
            Asked.NOTE: self._("what should colleagues know? The client does not see it."),
            Asked.TIME: self._("how long did you work, and on what? For example: <code>40m moving the mail</code>"),
            Asked.PRICE: self._(
                "what does it cost, and what for? For example: <code>1500 moving the site</code>. "
                "The number of an invoice or a link to it goes on the next line. The client accepts or declines."
            ),
            Asked.WAIVE: self._("why has nothing to be paid? The client does not see the reason."),
            Asked.COMPLEX: self._(
                "why is the ticket complex? Its first answer has longer then, and the client reads why."
            ),
            Asked.NOT_URGENT: self._("why is it not urgent? The client reads it."),
            Asked.BLOCK: self._("why may {name} not write for now? They read it with each try.", name=name),
            Asked.CLIENT_NOTE: self._("what should colleagues know about this client? The client never sees it."),
            Asked.LINK: self._("to which client? A name, an e-mail address, a phone or a client number."),
            Asked.REFUSE: self._("why do you refuse? First you see what the client will read; it is not sent yet."),
            Asked.CLARIFY: self._("what is unclear? The client reads it as a question, and the ticket waits for it."),
            Asked.ACCESS: self._("to what do you need access? The client passes it on protected, and only you see it."),
            Asked.MACRO: self._(
                "what is the answer called, and what does it say? For example: <code>Bank details = Dear {{client}}, "
                "…</code>. Filled in are {{client}}, {{number}}, {{service}}, {{me}}."
            ),
            Asked.MACRO_TEXT: self._(
                "what does “{name}” say from now on? Filled in are {{client}}, {{number}}, {{service}}, {{me}}.",
                name=name,
            ),
            Asked.BY: self._(
                "by when does the client have an answer, and why then? They read both. "
                "For example: <code>tomorrow 15:00 the registrar answers then</code>"
            ),
            Asked.SNOOZE: self._("until when is it put aside, and why? For example: <code>mon 12:00 reason</code>"),
            Asked.URGENT: self._("why is it urgent? The client reads it."),
        }
        return words[what]

    def words_hint(self, what: Asked) -> Html:
        """In the empty field, at most 64 characters."""
        words = {
            Asked.HOLD: self._("What has to happen first?"),
            Asked.NOTE: self._("A note for colleagues"),
            Asked.TIME: self._("40m moving the mail"),
            Asked.PRICE: self._("1500 moving the site"),
            Asked.WAIVE: self._("Why has nothing to be paid?"),
            Asked.COMPLEX: self._("Why is it complex?"),
            Asked.NOT_URGENT: self._("Why is it not urgent?"),
            Asked.BLOCK: self._("Why are they blocked?"),
            Asked.CLIENT_NOTE: self._("A note on the client"),
            Asked.LINK: self._("anna@example.com"),
            Asked.REFUSE: self._("Why do you refuse?"),
            Asked.CLARIFY: self._("A question to the client"),
            Asked.ACCESS: self._("FTP of the site"),
            Asked.MACRO: self._("Name = text"),
            Asked.MACRO_TEXT: self._("The text of the answer"),
            Asked.BY: self._("tomorrow 15:00 reason"),
            Asked.SNOOZE: self._("mon 12:00 reason"),
            Asked.URGENT: self._("Why is it urgent?"),
        }
        return words[what]

    def refusal_shown(self, theirs: Html) -> Html:
        return self._("This is what the client will read. Nothing is sent yet.\n\n{text}", text=theirs)

    def refusal_sent(self, theirs: Html) -> Html:
        return self._("Sent to the client:\n\n{text}", text=theirs)

    def prompt_over(self) -> Html:
        return self._(
            "This question is settled already, so nothing was done, and the client has not seen your words. "
            "Press the button on the card once more, please."
        )

    def prompt_unsure(self) -> Html:
        return self._(
            "I cannot tell what this answers, so nothing was done, and the client has not seen your words. "
            "Reply to my question itself, or write without a reply, please."
        )

    def entry_page(self) -> Html:
        return self._(
            "This page is over or a colleague's, so nothing was entered, and the client has not seen your words. "
            "Reply to the newest page of your own, or write without a reply, please."
        )
