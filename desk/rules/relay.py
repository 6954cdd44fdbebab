"""The one function that decides whether a staff message goes to the client."""

from dataclasses import dataclass
from enum import StrEnum

from desk.ids import PersonId
from desk.rules.ticket import Ticket


class StaffReply(StrEnum):
    """STAFF_REPLY: whose messages in a topic go to the client."""

    ASSIGNEE = "assignee"
    ALL = "all"
    REPLY = "reply"


class ReplyTo(StrEnum):
    """What a staff message is a Telegram reply to."""

    NOTHING = "nothing"
    CLIENT = "client"
    """One of the client's messages."""
    COLLEAGUE = "colleague"
    """Another employee's message."""
    DESK = "desk"
    """The card, a notice, or the employee's own message."""


class Audience(StrEnum):
    CLIENT = "client"
    INSIDE = "inside"


@dataclass(frozen=True, slots=True)
class StaffMessage:
    author: PersonId
    text: str
    reply_to: ReplyTo
    in_topic: bool
    """False: a plain group, where only replies can belong to a ticket."""


def audience(message: StaffMessage, ticket: Ticket, policy: StaffReply) -> Audience:
    """Who sees a staff message.

    Whatever begins with a slash stays inside. In a plain group only replies go out. In a topic the assignee's
    messages go out, and those of whoever answers an unassigned ticket first; others' stay inside unless they
    are replies to the client; a reply to a colleague always stays inside, and so does everything in a ticket that
    staff opened for themselves. Source: design of the staff's room.
    """
    if ticket.is_own or message.text.lstrip().startswith("/") or message.reply_to is ReplyTo.COLLEAGUE:
        return Audience.INSIDE
    if message.reply_to is ReplyTo.CLIENT:
        return Audience.CLIENT
    if not message.in_topic:
        return Audience.CLIENT if message.reply_to is ReplyTo.DESK else Audience.INSIDE
    match policy:
        case StaffReply.REPLY:
            return Audience.INSIDE
        case StaffReply.ALL:
            return Audience.CLIENT
        case StaffReply.ASSIGNEE:
            return Audience.CLIENT if ticket.assignee in {None, message.author} else Audience.INSIDE
