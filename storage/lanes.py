"""The question of the outbox: what may be sent now."""

from sqlalchemy import bindparam, case, exists, func, select, text

from desk.ports import OwedState
from storage.tables import outbox
from storage.tables.queues import IS_UNFINISHED

OWED = select(
    outbox.c.id,
    outbox.c.kind,
    outbox.c.payload,
    outbox.c.chat,
    outbox.c.state,
    outbox.c.due_at,
    outbox.c.tries,
    outbox.c.parts,
    outbox.c.repeat,
)

# Window functions, because PostgreSQL plans them the same with fresh statistics, old ones or none: a backlog grows
# faster than it gathers them, and a join of the rows with their lanes then takes twenty times as long.
_LANE = (outbox.c.chat, outbox.c.lane)
_line = (
    select(
        outbox.c.id,
        func.min(outbox.c.priority).over(partition_by=_LANE).label("urgency"),
        func.sum(case((outbox.c.holds, 1), else_=0))
        .over(partition_by=_LANE, order_by=(outbox.c.rank, outbox.c.id), rows=(None, -1))
        .label("holding_before"),
    )
    .where(text(IS_UNFINISHED))
    .subquery("line")
)

_twin = outbox.alias("twin")
_TWIN_IS_BEING_SENT = exists().where(
    text(IS_UNFINISHED),
    _twin.c.state == OwedState.SENDING,
    _twin.c.chat == outbox.c.chat,
    _twin.c.collapse == outbox.c.collapse,
)

HEADS = (
    OWED.join(_line, _line.c.id == outbox.c.id)
    .where(
        func.coalesce(_line.c.holding_before, 0) == 0,
        outbox.c.state == OwedState.WAITING,
        outbox.c.due_at <= bindparam("now"),
        ~_TWIN_IS_BEING_SENT,
        outbox.c.chat.not_in(bindparam("without", expanding=True)),
    )
    .order_by(_line.c.urgency, outbox.c.id)
    .limit(bindparam("most"))
)
