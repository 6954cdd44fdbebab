"""WHMCS as a panel of the desk."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Final

from desk.ids import ClientId
from desk.rules.panel import ClientGarbled, Health, Misread, PanelClient, PanelGarbled
from desk.rules.people import ClientCategory
from storage.panels.whmcs.api import Api, NotThere
from storage.panels.whmcs.health import findings
from storage.panels.whmcs.reading import CLOSED, client_of, services_of
from storage.panels.whmcs.rows import Row, whole, words
from storage.panels.wire import NoAnswer, Site, Wire

__all__ = ["Whmcs"]

CLIENTS: Final = ("GetClients", "clients", "client")
PRODUCTS: Final = ("GetClientsProducts", "products", "product")
DOMAINS: Final = ("GetClientsDomains", "domains", "domain")
ADDONS: Final = ("GetClientsAddons", "addons", "addon")

NO_GROUPS: Final[Mapping[int, ClientCategory]] = {}


class Whmcs:
    """Reads only: the role of its credential needs no action that changes anything. Satisfies `ports.panel.Panel`."""

    def __init__(
        self, site: Site, identifier: str, secret: str, groups: Mapping[int, ClientCategory] = NO_GROUPS
    ) -> None:
        """`groups`: which client groups of WHMCS are which category, by their numbers."""
        self._groups = groups
        self._wire = Wire(site)
        self._api = Api(self._wire, identifier, secret)

    async def everybody(self) -> AsyncIterator[PanelClient | Misread]:
        """All numbers first, then each client by itself: what one is told is of one moment."""
        for row in await self._api.listing(*CLIENTS):
            number = ClientId(str(whole(row, "id")))
            try:
                found: PanelClient | Misread | None = await self.client(number)
            except ClientGarbled as error:
                found = Misread(number, error.fault, str(error))
            if found is not None:
                yield found

    async def client(self, client: ClientId) -> PanelClient | None:
        """None also for what is no number of a WHMCS client: PHP would take `42x` for 42."""
        if not client.isdecimal() or client != str(int(client)):
            return None
        try:
            return await self._read(client)
        except (NoAnswer, ClientGarbled):
            raise
        except PanelGarbled as error:
            # What WHMCS itself has said of this client may be the matter of this client alone.
            raise ClientGarbled(str(error)) from None

    async def _read(self, client: ClientId) -> PanelClient | None:
        try:
            given = (await self._api.call("GetClientsDetails", clientid=client)).get("client")
        except NotThere:
            return None
        if not isinstance(given, dict):
            raise PanelGarbled("WHMCS has answered without the client")
        found, is_open = client_of(given, client, self._groups)
        parts: list[list[Row]] = []
        for part in await asyncio.gather(
            self._api.listing(*PRODUCTS, clientid=client),
            self._api.listing(*DOMAINS, clientid=client),
            self._api.at_once(*ADDONS, clientid=client),
            return_exceptions=True,
        ):
            if isinstance(part, BaseException):
                raise part
            parts.append(part)
        return PanelClient(found, services_of(client, *parts), is_open, has_email="email" in given)

    async def by_email(self, email: str) -> list[ClientId]:
        """WHMCS looks for the beginning of addresses and names; equal is only what is equal. Contacts never count."""
        if not email:
            return []
        rows = await self._api.listing(*CLIENTS, search=email)
        return sorted(
            (ClientId(str(whole(row, "id"))) for row in rows if _is_open(row) and words(row, "email").lower() == email),
            key=int,
        )

    async def health(self) -> list[Health]:
        return await findings(self._api, self._wire.site)

    async def close(self) -> None:
        await self._wire.close()


def _is_open(row: Row) -> bool:
    return words(row, "status").casefold() != CLOSED
