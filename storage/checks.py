"""When the panel was asked about whom, in SQL."""

from collections.abc import Iterable, Mapping, Set
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, case, func, or_, select

from desk.ids import ClientId
from desk.rules.freshness import Check
from storage.sql import Sql, upsert
from storage.tables import checks
from storage.values import names_of

_OF: Final = select(*(checks.c[name] for name in names_of(Check))).where(
    checks.c.client.in_(bindparam("these", expanding=True))
)
_NEW = upsert(checks)


def _set(**values: Any) -> Any:
    return _NEW.on_conflict_do_update(index_elements=[checks.c.client], set_=values)


_ASK: Final = _set(asked_at=_NEW.excluded.asked_at)
_ANSWERED: Final = _set(
    checked_at=_NEW.excluded.checked_at,
    failed_at=None,
    asked_at=case((checks.c.asked_at > _NEW.excluded.checked_at, checks.c.asked_at), else_=None),
    wrong="",
)
_TOLD: Final = _set(told_by=_NEW.excluded.told_by)
_UNKNOWN: Final = _set(
    failed_at=_NEW.excluded.failed_at,
    asked_at=case((checks.c.asked_at > _NEW.excluded.failed_at, checks.c.asked_at), else_=None),
    wrong="",
)
_MISREAD: Final = _set(
    failed_at=_NEW.excluded.failed_at,
    asked_at=case((checks.c.asked_at > _NEW.excluded.failed_at, checks.c.asked_at), else_=None),
    wrong=_NEW.excluded.wrong,
)
_WRONG: Final = select(checks.c.client, checks.c.wrong).where(checks.c.wrong != "").order_by(checks.c.client)
_FAILED: Final = _set(failed_at=_NEW.excluded.failed_at)
_CLOSED: Final = _set(closed_at=_NEW.excluded.closed_at)
_ADDRESS_REMOVED: Final = _set(address_removed_at=_NEW.excluded.address_removed_at)
_TOLD_BY: Final = select(checks.c.client).where(checks.c.told_by == bindparam("panel"))
_CLOSED_SINCE: Final = select(func.count()).select_from(checks).where(checks.c.closed_at >= bindparam("since"))
_ADDRESSES_REMOVED_SINCE: Final = (
    select(func.count()).select_from(checks).where(checks.c.address_removed_at >= bindparam("since"))
)
_FAILING: Final = (
    select(func.count()).select_from(checks).where(checks.c.failed_at.is_not(None), checks.c.asked_at.is_not(None))
)
_WANTED: Final = (
    select(checks.c.client)
    .where(
        checks.c.asked_at.is_not(None),
        or_(checks.c.failed_at.is_(None), checks.c.failed_at < bindparam("tried_before")),
    )
    .order_by(checks.c.asked_at, checks.c.client)
    .limit(bindparam("limit"))
)


class Checks:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def of(self, clients: Iterable[ClientId]) -> Mapping[ClientId, Check]:
        rows = await self._sql.all(_OF, these=list(clients))
        return {row["client"]: Check(**row) for row in rows}

    async def ask(self, clients: Iterable[ClientId], at: datetime) -> None:
        await self._put(_ASK, "asked_at", clients, at)

    async def answered(self, clients: Iterable[ClientId], at: datetime) -> None:
        await self._put(_ANSWERED, "checked_at", clients, at)

    async def told(self, client: ClientId, panel: str) -> None:
        await self._sql.run(_TOLD, [{"client": client, "told_by": panel}])

    async def told_by(self, panel: str) -> Set[ClientId]:
        return frozenset(await self._sql.column(_TOLD_BY, panel=panel))

    async def unknown(self, client: ClientId, at: datetime) -> None:
        await self._put(_UNKNOWN, "failed_at", [client], at)

    async def failed(self, clients: Iterable[ClientId], at: datetime) -> None:
        await self._put(_FAILED, "failed_at", clients, at)

    async def misread(self, client: ClientId, why: str, at: datetime) -> bool:
        before = (await self.of([client])).get(client)
        await self._sql.run(_MISREAD, [{"client": client, "failed_at": at, "wrong": why}])
        return before is None or not before.wrong

    async def wrong(self) -> Mapping[ClientId, str]:
        return {row["client"]: row["wrong"] for row in await self._sql.all(_WRONG)}

    async def closed(self, client: ClientId, at: datetime) -> None:
        await self._put(_CLOSED, "closed_at", [client], at)

    async def any_failing(self) -> bool:
        return bool(await self._sql.value(_FAILING))

    async def closed_since(self, since: datetime) -> int:
        return int(await self._sql.value(_CLOSED_SINCE, since=since))

    async def address_removed(self, client: ClientId, at: datetime) -> None:
        await self._put(_ADDRESS_REMOVED, "address_removed_at", [client], at)

    async def addresses_removed_since(self, since: datetime) -> int:
        return int(await self._sql.value(_ADDRESSES_REMOVED_SINCE, since=since))

    async def wanted(self, tried_before: datetime, limit: int) -> list[ClientId]:
        return list(await self._sql.column(_WANTED, tried_before=tried_before, limit=limit))

    async def _put(self, statement: Any, column: str, clients: Iterable[ClientId], at: datetime) -> None:
        if rows := [{"client": client, column: at} for client in dict.fromkeys(clients)]:
            await self._sql.run(statement, rows)
