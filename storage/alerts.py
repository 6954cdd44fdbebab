"""What was told of the tickets' clocks, in SQL."""

from datetime import datetime

from desk.ids import TicketId
from desk.rules.clocks import Alert
from storage.sql import Sql, upsert
from storage.tables import alerts

_CLAIM = upsert(alerts).on_conflict_do_nothing()


class Alerts:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def begin(self, ticket: TicketId, kind: Alert, due: datetime, at: datetime) -> bool:
        return bool(await self._sql.changed(_CLAIM, ticket=ticket, kind=kind, due=due, told_at=at))
