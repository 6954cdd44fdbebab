"""What goes by mail: plain text, no markup."""

from handlers.texts.base import Html, escape
from handlers.texts.labels import Labels


class MailTexts(Labels):
    """Not HTML: what these give is unescaped where it is put into a mail."""

    def code_subject(self) -> Html:
        return self._("Your sign-in code")

    def code_body(self, *, code: str, asked_by: str) -> Html:
        return self._(
            "Your code: {code}\n\n"
            "Send it to the support bot in Telegram. It is valid for 10 minutes.\n\n"
            "The code was asked for by the Telegram account “{name}”. If this was not you, ignore this letter: "
            "without the code nobody gets in. Never tell it to anyone, not even to our staff.",
            code=code,
            name=asked_by,
        )

    def feedback_subject(self, *, praise: bool, name: str) -> Html:
        return self._("Praise from {name}", name=name) if praise else self._("Complaint from {name}", name=name)

    def feedback_body(self, *, name: str, text: str, ticket: int | None) -> Html:
        about = self._("About ticket #{number}.", number=ticket) if ticket else self._("Not about a ticket.")
        return Html(self._("{name} writes in the support bot:", name=name) + f"\n\n{escape(text)}\n\n{about}")
