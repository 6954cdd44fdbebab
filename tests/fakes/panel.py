"""A panel that says what a test has written down, fails as it is told to, and counts what it is asked."""

import asyncio
from collections.abc import AsyncIterator, Iterable

from desk.ids import ClientId
from desk.rules.entitlement import Service
from desk.rules.panel import ClientGarbled, Fault, Health, Misread, PanelClient, PanelDown
from desk.rules.people import Client


class FakePanel:
    """`trouble` is raised by whatever is asked; `hangs` is waited for first; `breaks_after` cuts a sweep short.

    Whoever is `wrong` is told of in a way that nobody understands.
    """

    def __init__(self, clients: Iterable[Client] = (), services: Iterable[Service] = ()) -> None:
        told = list(services)
        self.known = {
            client.id: PanelClient(client, tuple(one for one in told if one.client == client.id)) for client in clients
        }
        self.trouble: Exception | None = None
        self.wrong: dict[ClientId, Fault] = {}
        self.breaks_after: int | None = None
        self.goes_on = asyncio.Event()
        self.goes_on.set()
        self.asked: list[ClientId | str] = []
        self.closed = False

    async def everybody(self) -> AsyncIterator[PanelClient | Misread]:
        await self._answer("everybody")
        for number, client in enumerate(list(self.known.values())):
            if self.breaks_after == number and self.trouble is None:
                raise PanelDown("the connection broke")
            if client.client.id in self.wrong:
                yield Misread(client.client.id, self.wrong[client.client.id], "a paid_until that is no date")
            else:
                yield client

    async def client(self, client: ClientId) -> PanelClient | None:
        await self._answer(client)
        if client in self.wrong:
            raise ClientGarbled("a paid_until that is no date", self.wrong[client])
        return self.known.get(client)

    async def by_email(self, email: str) -> list[ClientId]:
        await self._answer(email)
        return [one.client.id for one in self.known.values() if one.open and one.client.email == email]

    async def health(self) -> list[Health]:
        return [Health(self.trouble is None, "fake panel")]

    async def close(self) -> None:
        self.closed = True

    async def _answer(self, what: ClientId | str) -> None:
        self.asked.append(what)
        await self.goes_on.wait()
        if self.trouble is not None:
            raise self.trouble
