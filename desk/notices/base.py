"""What all notices share: whom they are for, and how they are to be delivered."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import ClassVar

from desk.ids import ChatId, PersonId, TicketId, private_chat


class Priority(IntEnum):
    """What goes first when Telegram's budget is short."""

    MESSAGE = 0
    NOTICE = 1
    CARD = 2
    ICON = 3


class Rank(IntEnum):
    """The order within a lane: a ticket's topic, its card, then the rest in turn."""

    TOPIC = 0
    CARD = 1
    REST = 2


class IfUnknown(Enum):
    """What to do when nobody knows whether Telegram took it (the connection died after sending)."""

    REPEAT = "repeat"
    """Harmless: doing it twice is the same as once."""
    REPEAT_MARKED = "repeat_marked"
    """Said again, with a line that it may be a repeat."""
    REPEAT_ADDED = "repeat_added"
    """The change is harmless to repeat; a message that it adds is said again with that line."""
    ASK = "ask"
    """Never repeated blindly: staff see 'unconfirmed' and decide."""
    DROP = "drop"
    """Never said again: what it held is erased, and whom it was for is told."""
    RECOVER = "recover"
    """Looked for among what Telegram tells before it is done again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(ABC):
    """One thing to tell.

    A lane keeps its order; `holds_lane` is False for what may be overtaken. Of waiting notices with the same
    `collapse` key only the last is sent.
    """

    priority: ClassVar[Priority] = Priority.NOTICE
    rank: ClassVar[Rank] = Rank.REST
    if_unknown: ClassVar[IfUnknown] = IfUnknown.REPEAT_MARKED
    holds_lane: ClassVar[bool] = True

    @property
    @abstractmethod
    def chat(self) -> ChatId | None:
        """The chat whose budget it takes; None where no chat is involved."""

    @property
    def about(self) -> TicketId | None:
        """The ticket it is about, if any."""
        return None

    @property
    def lane(self) -> TicketId | None:
        """With the chat, its lane. Pages share one, whatever they are about: they take each other's place."""
        return self.about

    @property
    def collapse(self) -> str | None:
        return None

    @property
    def weight(self) -> int:
        """How many messages it takes out of the chat's budget: each item of an album counts."""
        return 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ForPerson(Notice):
    """To a person in their private chat."""

    to: PersonId

    @property
    def chat(self) -> ChatId:
        return private_chat(self.to)


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutTicket(ForPerson):
    """To a person, about one of their tickets."""

    ticket: TicketId

    @property
    def about(self) -> TicketId | None:
        return self.ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class ForRoom(Notice):
    """To the place of a ticket in the staff's group."""

    room: ChatId
    ticket: TicketId

    @property
    def chat(self) -> ChatId:
        return self.room

    @property
    def about(self) -> TicketId | None:
        return self.ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class ForChat(Notice):
    """To a chat as such: a managers' chat, or a group outside of any ticket."""

    to: ChatId

    @property
    def chat(self) -> ChatId:
        return self.to


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen(ForPerson):
    """A page that takes the place of the one before it, as long as nothing was said after that."""

    if_unknown = IfUnknown.REPEAT
    stays: ClassVar[bool] = False
    """True: the next page does not take its place, it is worth keeping in the chat."""

    @property
    def lane(self) -> TicketId | None:
        return None

    @property
    def collapse(self) -> str | None:
        return None if self.stays else f"screen:{self.to}"
