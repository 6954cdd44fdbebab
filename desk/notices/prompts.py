"""Questions of the desk to an employee, who answers in words."""

from dataclasses import dataclass

from desk.ids import PersonId, PromptId
from desk.notices.base import ForRoom, IfUnknown, Priority
from desk.rules.prompts import Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsAsked(ForRoom):
    """The question, in the ticket's place, to whoever pressed the button (`person`, called `who`).

    `name` belongs to the question: whoever is to be blocked.
    """

    prompt: PromptId
    person: PersonId
    who: str
    what: Asked
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsOver(ForRoom):
    """The question is answered or taken back: its message goes, and with it the reply that Telegram asks for.

    Telegram lets nobody edit a message that asks for a reply.
    """

    message: int

    priority = Priority.ICON
    if_unknown = IfUnknown.REPEAT
    holds_lane = False
