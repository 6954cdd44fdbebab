"""Everything that is told of dates that staff set, in all of its variants."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from desk.ids import TicketId
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
from desk.rules.reminders import Over, Reminder, Set
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


def a_reminder(what: Set, reason: str) -> Reminder:
    return Reminder(1, TicketId(7), what, AT, reason, BORIS, AT, None)
