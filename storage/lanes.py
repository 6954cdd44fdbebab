"""The question of the outbox: what may be sent now."""

from sqlalchemy import Integer, bindparam, case, func, or_, select, text, tuple_

from desk.ports import OwedState
from storage.tables import outbox
from storage.tables.queues import IS_SENDING, IS_UNFINISHED

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
    outbox.c.made,
)

_LANE = (outbox.c.chat, outbox.c.lane)
_line = (
    select(
        outbox.c.id,
        outbox.c.chat,
        outbox.c.state,
        outbox.c.due_at,
        outbox.c.collapse,
        func.min(outbox.c.priority).over(partition_by=_LANE).label("urgency"),
        func.sum(case((outbox.c.holds, 1), else_=0))
        .over(partition_by=_LANE, order_by=(outbox.c.rank, outbox.c.id), rows=(None, -1))
        .label("holding_before"),
    )
    .where(text(IS_UNFINISHED))
    .subquery("line")
)

_sending = select(outbox.c.chat, outbox.c.collapse).where(text(IS_SENDING), outbox.c.collapse.is_not(None))
_NO_TWIN_IS_BEING_SENT = or_(_line.c.collapse.is_(None), tuple_(_line.c.chat, _line.c.collapse).not_in(_sending))

# One pass over what is unfinished, and its rows by their number: PostgreSQL may plan it before there are any, and keep
# that plan. With a join of the rows with their lanes, it then goes through all of them again for each.
_chosen = (
    select(_line.c.id, _line.c.urgency)
    .where(
        func.coalesce(_line.c.holding_before, 0) == 0,
        _line.c.state == OwedState.WAITING,
        _line.c.due_at <= bindparam("now"),
        _line.c.chat.not_in(bindparam("without", expanding=True)),
        _NO_TWIN_IS_BEING_SENT,
    )
    .order_by(_line.c.urgency, _line.c.id)
    .limit(bindparam("most", type_=Integer))
    .subquery("chosen")
)

HEADS = OWED.join(_chosen, _chosen.c.id == outbox.c.id).order_by(_chosen.c.urgency, outbox.c.id)
