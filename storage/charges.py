"""What tickets cost, in SQL."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, insert, select, text, update

from desk.errors import Conflict
from desk.ids import ChargeId, TicketId
from desk.rules.charges import Charge, ChargeState
from storage.sql import Sql
from storage.tables import charges
from storage.tables.charges import IS_CURRENT
from storage.values import columns_of

_ADD = insert(charges).returning(charges.c.id)
_GET = select(charges).where(charges.c.id == bindparam("charge"))
_CURRENT = select(charges).where(charges.c.ticket == bindparam("of"), text(IS_CURRENT))
_CURRENTS = select(charges).where(charges.c.ticket.in_(bindparam("these", expanding=True)), text(IS_CURRENT))
_SAVE = update(charges).where(charges.c.id == bindparam("charge"), charges.c.state == bindparam("was"))
_OFFERED = (
    select(charges)
    .where(charges.c.offered_at >= bindparam("since"), charges.c.offered_at < bindparam("until"), text(IS_CURRENT))
    .order_by(charges.c.offered_at, charges.c.id)
)


class Charges:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def add(self, charge: Charge) -> Charge:
        return replace(charge, id=ChargeId(await self._sql.value(_ADD, **columns_of(charge, "id"))))

    async def get(self, charge: ChargeId) -> Charge | None:
        row = await self._sql.one(_GET, charge=charge)
        return Charge(**row) if row else None

    async def current(self, ticket: TicketId) -> Charge | None:
        row = await self._sql.one(_CURRENT, of=ticket)
        return Charge(**row) if row else None

    async def currents(self, tickets: Iterable[TicketId]) -> dict[TicketId, Charge]:
        rows = await self._sql.all(_CURRENTS, these=list(tickets))
        return {row["ticket"]: Charge(**row) for row in rows}

    async def save(self, charge: Charge, was: ChargeState) -> None:
        kept = _SAVE.values(columns_of(charge, "id", "ticket"))
        if not await self._sql.changed(kept, charge=charge.id, was=was):
            raise Conflict

    async def offered(self, since: datetime, until: datetime) -> list[Charge]:
        return [Charge(**row) for row in await self._sql.all(_OFFERED, since=since, until=until)]
