"""Links of the panel, in memory."""

from dataclasses import replace
from datetime import datetime

from desk.ids import ClientId, PersonId
from desk.rules.panel_links import LIFETIME, PanelLink
from tests.fakes.store import Store


class FakePanelLinks:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def add(self, link: PanelLink) -> PanelLink:
        self._store.must_have_client(link.client)
        for one in self._store.panel_links.values():
            if (one.client, one.login) == (link.client, link.login) and one.used_at is None:
                self._store.void_panel_links.add(one.id)
        added = replace(link, id=self._store.number("panel_link"))
        self._store.panel_links[added.id] = added
        return added

    async def get(self, link: int) -> PanelLink | None:
        return None if link in self._store.void_panel_links else self._store.panel_links.get(link)

    async def by_digest(self, digest: str) -> PanelLink | None:
        found = next((one.id for one in self._store.panel_links.values() if one.digest == digest), 0)
        return await self.get(found)

    async def open(self, link: int, person: PersonId) -> bool:
        known = await self.get(link)
        if known is None or known.used_at is not None or known.person not in {None, person}:
            return False
        self._store.panel_links[link] = replace(known, person=person)
        return True

    async def use(self, link: int, person: PersonId, at: datetime) -> bool:
        known = await self.get(link)
        if known is None or known.used_at is not None or known.person != person:
            return False
        self._store.panel_links[link] = replace(known, used_at=at)
        return True

    async def made_since(self, client: ClientId, since: datetime) -> int:
        made = [one for one in self._store.panel_links.values() if one.client == client]
        return sum(one.expires_at >= since + LIFETIME for one in made)

    async def forget(self, before: datetime) -> int:
        old = [one.id for one in self._store.panel_links.values() if one.expires_at < before]
        for number in old:
            del self._store.panel_links[number]
        return len(old)
