"""The page by which a client passes on access data: read in a browser, in the same words as the chat."""

from desk.notices.vault import StepProblem
from desk.rules.vault import LONGEST
from desk.usecases.access.page import PageIs
from handlers.texts.base import Html
from handlers.texts.labels import Labels


class SecretPageTexts(Labels):
    """Source: regulation 4.4; security 21."""

    def page_title(self) -> Html:
        return self._("Pass on access")

    def page_asked(self, *, number: int, what: str, by: str) -> Html:
        return self._(
            "Ticket #{number}: {what}. What you pass on here is encrypted at once and does not go through Telegram. "
            "{by} will see it once.",
            number=number,
            what=what,
            by=by or self._("one of our staff"),
        )

    def page_field(self) -> Html:
        return self._("Login and password, as text")

    def page_button(self) -> Html:
        return self._("Pass on")

    def page_problem(self, problem: StepProblem) -> Html:
        if problem is StepProblem.TOO_LONG:
            return self._(
                "That is too long: at most {n} characters. I have not kept it. Please shorten it and send it again.",
                n=LONGEST,
            )
        return self._("The field is empty, so nothing was passed on. Write the access as text, please.")

    def page_again(self) -> Html:
        return self._("This form was not sent from this page, so nothing was passed on. Please fill it in here.")

    def page_is(self, state: PageIs, *, number: int) -> Html:
        """What stands there instead of the form."""
        match state:
            case PageIs.PASSED_ON:
                return self._(
                    "🔒 Passed on and encrypted, for ticket #{number}. You can close this page and return to the chat.",
                    number=number,
                )
            case PageIs.USED:
                return self._(
                    "Something was passed on by this link already, and it works once. If there is more, tap “Pass it "
                    "on protected” in the chat."
                )
            case PageIs.EXPIRED:
                return self._(
                    "The time of this link is over: it works for an hour. Nothing was passed on. Please tap “Pass it "
                    "on protected” in the chat."
                )
            case PageIs.NOT_NEEDED:
                return self._("This access is not needed any more, so nothing can be passed on here.")
            case PageIs.NEEDS_PROOF:
                return self._(
                    "Before that, please show in the chat that it is you: tap “Pass it on protected” there. After "
                    "that this link works again until its hour is over."
                )
            case PageIs.NOT_NOW:
                return self._(
                    "Just now I cannot check your account, so nothing was passed on. Please try again in a few "
                    "minutes; the link still works."
                )
            case _:
                return self._("There is no such link. Please open it again from the chat, whole.")
