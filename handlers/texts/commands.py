"""What each command does, as Telegram shows it in its list."""

from collections.abc import Mapping
from functools import cached_property

from handlers.texts.base import Html
from handlers.texts.labels import Labels


class CommandTexts(Labels):
    """Plain text, at most a line."""

    def command(self, name: str) -> Html:
        return self._of_commands[name]

    def no_such_command(self, command: str, *, colleague: bool) -> Html:
        """In private."""
        if colleague and command.partition("@")[0].removeprefix("/") in self._of_commands:
            return self._("{command} works in the staff group: please write it there.", command=command)
        return self._("There is no command {command}. What I can do: /help", command=command)

    @cached_property
    def _of_commands(self) -> Mapping[str, Html]:
        return {
            "start": self._("The menu"),
            "new": self._("Write a ticket"),
            "tickets": self._("My tickets and where they stand"),
            "ticket": self._("One ticket by its number"),
            "services": self._("My services"),
            "articles": self._("Answers to frequent questions: /articles words"),
            "feedback": self._("A complaint or praise for the management"),
            "people": self._("People who may write for me"),
            "signin": self._("Show by a code by mail who you are"),
            "language": self._("The language of this chat"),
            "timezone": self._("Your own time beside ours"),
            "help": self._("How it works"),
            "privacy": self._("What is kept of you"),
            "export_mine": self._("Everything about you as files"),
            "erase": self._("Have everything about you erased"),
            "cancel": self._("Leave the form"),
            "take": self._("Take the ticket"),
            "release": self._("Release the ticket"),
            "solve": self._("The ticket is solved"),
            "wait": self._("Wait for the client's answer"),
            "working": self._("Still working: no reminders to the client"),
            "note": self._("A note for colleagues"),
            "refuse": self._("Refuse the ticket with a reason"),
            "clarify": self._("Ask the client what is unclear: the ticket waits"),
            "noturgent": self._("Not urgent: say why, the client reads it"),
            "reopen": self._("Open the ticket again"),
            "hold": self._("On hold, with a reason"),
            "merge": self._("Merge into another ticket of the client"),
            "macros": self._("Ready answers: look, keep, change"),
            "m": self._("Say a ready answer, by its name"),
            "handover": self._("Take over the tickets of a colleague who is away"),
            "complex": self._("Complex: the first answer has longer, with a reason"),
            "block": self._("The sender may not write for now, with a reason"),
            "unblock": self._("The sender may write again"),
            "queue": self._("Open tickets, most urgent first"),
            "my": self._("My tickets"),
            "find": self._("Find tickets by words"),
            "paid": self._("Name a price: /paid 1500 what for"),
            "waive": self._("Nothing has to be paid: /waive why"),
            "access": self._("Ask the client for access: /access what is needed"),
            "time": self._("Working time: /time 40m what was done"),
            "onbehalf": self._("File a ticket for a client: /onbehalf anna@example.com"),
            "client": self._("A look at the client: /client or /client anna@example.com"),
            "clientnote": self._("A note on the client for colleagues"),
            "link": self._("The author is this client: /link anna@example.com"),
            "approve": self._("Let in whoever cannot sign in: /approve 7 anna@example.com"),
            "unlink": self._("End an access to a client"),
            "calendar": self._("Working days: look, and change one: /calendar 31.12 closed"),
            "by": self._("Promise an answer: /by tomorrow 15:00 reason"),
            "snooze": self._("Put aside: /snooze tomorrow 11:00 reason"),
            "recall": self._("Take an answer back: as a reply to it"),
            "urgent": self._("Urgent after all: say why, the client reads it"),
            "assign": self._("Give the ticket to a colleague: /assign @name"),
            "category": self._("It is about something else: /category content why"),
            "move": self._("Move the ticket to another group"),
            "digest": self._("Today's figures"),
            "events": self._("What happened about access"),
            "export": self._("Paid tickets and working time: /export 2026-03"),
        }
