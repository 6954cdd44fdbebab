"""What the desk needs from the outside: one protocol per noun, all of them within one unit of work.

Every listing is named for its question and comes in the order that its docstring gives. Times are aware UTC.
Saving a ticket or a draft that somebody else saved meanwhile raises `desk.errors.Conflict`.
"""

from desk.ports.approvals import Approvals
from desk.ports.articles import Articles
from desk.ports.charges import Charges, WorkTimes
from desk.ports.checks import Checks
from desk.ports.days import DayChanges
from desk.ports.invitations import Invitations
from desk.ports.macros import Macros
from desk.ports.marks import Marks
from desk.ports.members import Members
from desk.ports.nonces import Nonces
from desk.ports.panel import Panel
from desk.ports.panel_links import PanelLinks
from desk.ports.people import Clients, Codes, Drafts, People
from desk.ports.previews import Previews
from desk.ports.prompts import Prompts
from desk.ports.queues import (
    Arrived,
    Inbox,
    InboxRow,
    NotThrough,
    Outbox,
    Owed,
    OwedState,
    Queue,
    SetAside,
    Spent,
)
from desk.ports.ratings import Ratings
from desk.ports.reminders import Reminders
from desk.ports.search import Search
from desk.ports.tickets import Events, Feedbacks, Messages, Periods, Posts, Rooms, Tickets
from desk.ports.traces import Traces
from desk.ports.vault import Secrets
from desk.ports.work import Begin, Chats, Claim, Digests, Speaker, Work

__all__ = [
    "Approvals",
    "Arrived",
    "Articles",
    "Begin",
    "Charges",
    "Chats",
    "Checks",
    "Claim",
    "Clients",
    "Codes",
    "DayChanges",
    "Digests",
    "Drafts",
    "Events",
    "Feedbacks",
    "Inbox",
    "InboxRow",
    "Invitations",
    "Macros",
    "Marks",
    "Members",
    "Messages",
    "Nonces",
    "NotThrough",
    "Outbox",
    "Owed",
    "OwedState",
    "Panel",
    "PanelLinks",
    "People",
    "Periods",
    "Posts",
    "Previews",
    "Prompts",
    "Queue",
    "Ratings",
    "Reminders",
    "Rooms",
    "Search",
    "Secrets",
    "SetAside",
    "Speaker",
    "Spent",
    "Tickets",
    "Traces",
    "Work",
    "WorkTimes",
]
