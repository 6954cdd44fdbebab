"""Everything that is told of dates that staff set, in all of its variants."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from desk.ids import ChatId, MessageId, PersonId, TicketId
from desk.notices.changes import (
    AlsoTold,
    AssignAsked,
    Assigned,
    CategoryAsked,
    CategoryChanged,
    ChangeNotice,
    GroupAsked,
    GroupLine,
    LeftBehind,
    MadeUrgent,
    MovedHere,
    Recategorized,
    UrgencyRaised,
)
from desk.notices.dates import (
    BackAgain,
    DateNotice,
    PromiseBroken,
    Promised,
    PromiseMade,
    PromisePassed,
    PromiseSoon,
    PutAside,
)
from desk.notices.lists import MemberLine
from desk.notices.recalls import CopyRecalled, RecallIs, RecallNotice, RecallTold
from desk.rules.paid import Billing
from desk.rules.reminders import Over, Reminder, Set
from desk.rules.ticket import Category
from tests.builders import ANNA, BORIS, ROOM

AT = datetime(2026, 12, 31, 23, 59, tzinfo=UTC)
LONGEST_REASON = 1000

Say = Callable[[int], str]


def date_notices(say: Say, number: int = 7) -> Iterator[DateNotice]:
    ticket = TicketId(number)
    place: dict[str, Any] = {"room": ROOM, "ticket": ticket}
    for reason in ("", say(LONGEST_REASON)):
        for before in (None, AT):
            for target in (True, False):
                facts: dict[str, Any] = {"due": AT, "reason": reason, "before": before, "target": target}
                yield Promised(to=ANNA, ticket=ticket, subject=say(120), who=say(129), **facts)
                yield PromiseMade(**place, who=say(129), **facts)
        yield Promised(to=ANNA, ticket=ticket, subject=say(120), who="", due=AT, reason=reason)
        yield PromiseSoon(**place, who=BORIS, name=say(129), due=AT, reason=reason)
        yield PutAside(**place, who=say(129), until=AT, reason=reason)
        for answered in (None, AT):
            yield PromiseBroken(
                to=ROOM, ticket=ticket, subject=say(120), who=say(129), due=AT, reason=reason, answered_at=answered
            )
        for how in Over:
            yield BackAgain(**place, how=how, who=BORIS, name=say(129), reason=reason)
            yield BackAgain(**place, how=how, who=None, name=say(129), reason=reason)
    yield PromisePassed(**place, who=BORIS, name=say(129), due=AT)


def change_notices(say: Say, number: int = 7) -> Iterator[ChangeNotice | RecallNotice]:
    ticket = TicketId(number)
    place: dict[str, Any] = {"room": ROOM, "ticket": ticket}
    yield CopyRecalled(to=ANNA, ticket=ticket, message=MessageId(3), copy=7, last=True)
    for how in RecallIs:
        for words in ("", say(60)):
            yield RecallTold(**place, how=how, words=words, reply_to=5)
    for category in Category:
        yield CategoryAsked(**place, now=category)
        for due in (None, AT):
            yield CategoryChanged(**place, who=say(129), category=category, react_by=due, words=say(500))
    for billing in (None, *Billing):
        yield Recategorized(
            to=ANNA,
            ticket=ticket,
            subject=say(120),
            category=Category.CONTENT,
            react_by=AT,
            before=AT,
            billing=billing,
            words=say(500),
        )
    yield GroupAsked(**place, lines=(GroupLine(ChatId(-(2**52)), say(128)),))
    for earlier in (0, 40):
        yield MovedHere(**place, who=say(129), title=say(128), earlier=earlier)
    yield AlsoTold(**place, given=(("seen", "no"), ("urgency", "urgent"), ("where", say(500))))
    yield LeftBehind(to=ROOM, ticket=ticket, title=say(128), topic=5)
    yield LeftBehind(to=ROOM, ticket=ticket, title=say(128), card=5)
    yield AssignAsked(**place, lines=())
    yield AssignAsked(**place, lines=tuple(MemberLine(PersonId(2**52 + n), say(128)) for n in range(12)))
    yield Assigned(**place, person=BORIS, name=say(129), by=say(129))
    for due in (None, AT):
        yield MadeUrgent(to=ANNA, ticket=ticket, subject=say(120), words=say(LONGEST_REASON), react_by=due)
        yield UrgencyRaised(**place, who=say(129), words=say(LONGEST_REASON), react_by=due)


def a_reminder(what: Set, reason: str) -> Reminder:
    return Reminder(1, TicketId(7), what, AT, reason, BORIS, AT, None)
