"""Clients and their services in SQL."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import bindparam, delete, select

from desk.ids import ClientId, ServiceId
from desk.rules.entitlement import Service
from desk.rules.people import Client
from storage.sql import Sql, upsert
from storage.tables import clients, links, services
from storage.values import columns_of, names_of

AT_ONCE: Final = 500
"""Databases limit how many values one statement may name."""

_GET = select(clients).where(clients.c.id == bindparam("client"))
_ALL = select(clients).order_by(clients.c.id)
_BY_EMAIL = select(clients).where(clients.c.email == bindparam("email"), ~clients.c.closed).order_by(clients.c.id)
_SERVICES = select(services).order_by(services.c.id)
_SERVICES_OF = select(services).where(services.c.client == bindparam("client")).order_by(services.c.name, services.c.id)
_OWNERS = select(services.c.id, services.c.client).where(services.c.id.in_(bindparam("these", expanding=True)))
_PRODUCTS = select(services.c.product).distinct()

_CLIENT = upsert(clients)
_KEEP_CLIENT = _CLIENT.on_conflict_do_update(
    index_elements=[clients.c.id],
    set_={name: _CLIENT.excluded[name] for name in names_of(Client, "id")},
)
_SERVICE = upsert(services)
_KEEP_SERVICE = _SERVICE.on_conflict_do_update(
    index_elements=[services.c.id],
    set_={name: _SERVICE.excluded[name] for name in names_of(Service, "id")},
)


class Clients:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def get(self, client: ClientId) -> Client | None:
        row = await self._sql.one(_GET, client=client)
        return Client(**row) if row else None

    async def by_email(self, email: str) -> list[Client]:
        return [Client(**row) for row in await self._sql.all(_BY_EMAIL, email=email)]

    async def all(self) -> list[Client]:
        return [Client(**row) for row in await self._sql.all(_ALL)]

    async def services(self) -> list[Service]:
        return [Service(**row) for row in await self._sql.all(_SERVICES)]

    async def services_of(self, client: ClientId) -> list[Service]:
        return [Service(**row) for row in await self._sql.all(_SERVICES_OF, client=client)]

    async def owners(self, services: Iterable[ServiceId]) -> Mapping[ServiceId, ClientId]:
        found: dict[ServiceId, ClientId] = {}
        for some in _portions(list(services)):
            found |= {row["id"]: row["client"] for row in await self._sql.all(_OWNERS, these=some)}
        return found

    async def products(self) -> list[str]:
        return sorted(await self._sql.column(_PRODUCTS))

    async def replace(self, clients: Sequence[Client], services: Sequence[Service]) -> tuple[int, int]:
        named = {client.id: columns_of(client) for client in clients}
        told = {service.id: columns_of(service) for service in services}
        if named:
            # Links are read in the order of the clients' names.
            self._sql.known(links).clear()
            await self._sql.run(_KEEP_CLIENT, list(named.values()))
        await self._remove([service for service in await self._services(list(named)) if service not in told])
        if told:
            await self._sql.run(_KEEP_SERVICE, list(told.values()))
        return len(named), len(told)

    async def _services(self, named: Sequence[ClientId]) -> list[ServiceId]:
        found: list[ServiceId] = []
        for some in _portions(named):
            found += await self._sql.column(select(services.c.id).where(services.c.client.in_(some)))
        return found

    async def _remove(self, gone: Sequence[ServiceId]) -> None:
        for some in _portions(gone):
            await self._sql.run(delete(services).where(services.c.id.in_(some)), {})


def _portions(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE))
