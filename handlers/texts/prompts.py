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
        match what:
            case Asked.HOLD:
                return self._("what has to happen first? The client reads it.")
            case Asked.NOTE:
                return self._("what should colleagues know? The client does not see it.")
            case Asked.TIME:
                return self._("how long did you work, and on what? For example: <code>40m moving the mail</code>")
            case Asked.PRICE:
                return self._(
                    "what does it cost, and what for? For example: <code>1500 moving the site</code>. "
                    "The number of an invoice or a link to it goes on the next line. The client accepts or declines."
                )
            case Asked.WAIVE:
                return self._("why has nothing to be paid? The client does not see the reason.")
            case Asked.COMPLEX:
                return self._("why is the ticket complex? Its first answer has longer then, and the client reads why.")
            case Asked.NOT_URGENT:
                return self._("why is it not urgent? The client reads it.")
            case Asked.BLOCK:
                return self._("why may {name} not write for now? They read it with each try.", name=name)

    def words_hint(self, what: Asked) -> Html:
        """In the empty field, at most 64 characters."""
        match what:
            case Asked.HOLD:
                return self._("What has to happen first?")
            case Asked.NOTE:
                return self._("A note for colleagues")
            case Asked.TIME:
                return self._("40m moving the mail")
            case Asked.PRICE:
                return self._("1500 moving the site")
            case Asked.WAIVE:
                return self._("Why has nothing to be paid?")
            case Asked.COMPLEX:
                return self._("Why is it complex?")
            case Asked.NOT_URGENT:
                return self._("Why is it not urgent?")
            case Asked.BLOCK:
                return self._("Why are they blocked?")

    def prompt_over(self) -> Html:
        return self._(
            "This question is settled already, so nothing was done, and the client has not seen your words. "
            "Press the button on the card once more, please."
        )
