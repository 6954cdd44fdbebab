"""What each command does, as Telegram shows it in its list."""

from handlers.texts.base import Html
from handlers.texts.labels import Labels


class CommandTexts(Labels):
    """Plain text, at most a line."""

    def command(self, name: str) -> Html:
        words = {
            "start": self._("The menu"),
            "new": self._("Write a ticket"),
            "tickets": self._("My tickets and where they stand"),
            "services": self._("My services"),
            "feedback": self._("A complaint or praise for the management"),
            "language": self._("The language of this chat"),
            "help": self._("How it works"),
            "cancel": self._("Leave the form"),
            "take": self._("Take the ticket"),
            "release": self._("Release the ticket"),
            "solve": self._("The ticket is solved"),
            "wait": self._("Wait for the client's answer"),
            "working": self._("Still working: no reminders to the client"),
            "note": self._("A note for colleagues"),
            "refuse": self._("Refuse the ticket with a reason"),
            "noturgent": self._("Not urgent: say why, the client reads it"),
            "reopen": self._("Open the ticket again"),
            "digest": self._("Today's figures"),
        }
        return words[name]
