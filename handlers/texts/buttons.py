"""Words on buttons: at most a few, the verb first."""

from handlers.texts.base import Html
from handlers.texts.labels import Labels


class ButtonTexts(Labels):
    """Named after what they do."""

    def button(self, name: str) -> Html:
        words = {
            "sign_in": self._("I am a client: sign in"),
            "prospect": self._("I am not a client yet"),
            "new": self._("New ticket"),
            "continue": self._("Go on with the ticket"),
            "tickets": self._("My tickets"),
            "services": self._("My services"),
            "help": self._("Help"),
            "language": self._("Language"),
            "menu": self._("Menu"),
            "resend": self._("Send another code"),
            "other_email": self._("Another address"),
            "retry": self._("Ask for a new code"),
            "back": self._("← Back"),
            "cancel": self._("Cancel"),
            "skip": self._("Skip"),
            "keep": self._("Keep as it is"),
            "no_files": self._("No files"),
            "files_done": self._("That is all"),
            "send": self._("Send"),
            "change": self._("Change"),
            "reopen": self._("Open again"),
            "appeal": self._("Complain"),
            "still": self._("Still needed"),
            "solved": self._("Solved"),
            "more": self._("Need more time"),
            "begin_new": self._("A new ticket"),
            "take": self._("Take"),
            "release": self._("Release"),
            "wait": self._("Wait for client"),
            "working": self._("Still working"),
            "solve": self._("Solve"),
            "refuse": self._("Refuse"),
            "noturgent": self._("Not urgent"),
            "staff_reopen": self._("Open again"),
            "send_again": self._("Send again"),
            "it_arrived": self._("It arrived"),
        }
        return words[name]

    def place_in(self, *, number: int, subject: str) -> Html:
        return self._("#{number} {subject}", number=number, subject=subject)
