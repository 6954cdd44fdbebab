"""Links of the panel: for one who comes first, used once, for ten minutes."""

from datetime import timedelta

from desk.ports import Begin
from desk.rules.panel_links import LIFETIME, PanelLink, digest_of, make
from desk.rules.people import Role
from tests.builders import ANNA, MONDAY, ROMASHKA, VIKTOR, a_client
from tests.storage.saving import saving

SECOND = timedelta(seconds=1)


async def made(begin: Begin, payload: str = "p_one", login: str = "7") -> PanelLink:
    async with saving(begin) as work:
        await work.clients.replace([a_client()], [])
        link = make(payload, client=ROMASHKA, login=login, email="a@x.example", role=Role.OWNER, at=MONDAY)
        return await work.panel_links.add(link)


async def test_a_link_is_found_by_the_digest_of_its_payload_only(begin: Begin) -> None:
    link = await made(begin)
    async with begin() as work:
        assert await work.panel_links.get(link.id) == link
        assert await work.panel_links.by_digest(digest_of("p_one")) == link
        assert await work.panel_links.by_digest("p_one") is None
        assert await work.panel_links.get(999) is None


async def test_whoever_opens_it_first_has_it(begin: Begin) -> None:
    link = await made(begin)
    async with saving(begin) as work:
        assert await work.panel_links.open(link.id, ANNA)
        assert await work.panel_links.open(link.id, ANNA)
        assert not await work.panel_links.open(link.id, VIKTOR)
        assert not await work.panel_links.open(999, VIKTOR)


async def test_it_is_used_once_and_only_by_whoever_has_opened_it(begin: Begin) -> None:
    link = await made(begin)
    async with saving(begin) as work:
        assert not await work.panel_links.use(link.id, ANNA, MONDAY)
        await work.panel_links.open(link.id, ANNA)
        assert not await work.panel_links.use(link.id, VIKTOR, MONDAY)
        assert await work.panel_links.use(link.id, ANNA, MONDAY)
        assert not await work.panel_links.use(link.id, ANNA, MONDAY)
        assert not await work.panel_links.open(link.id, ANNA)


async def test_a_new_link_voids_the_earlier_one_of_the_same_login(begin: Begin) -> None:
    first, other = await made(begin), await made(begin, "p_other", login="8")
    used = await made(begin, "p_used", login="9")
    async with saving(begin) as work:
        await work.panel_links.open(used.id, ANNA)
        await work.panel_links.use(used.id, ANNA, MONDAY)
    await made(begin, "p_two")
    await made(begin, "p_third", login="9")
    async with begin() as work:
        assert await work.panel_links.get(first.id) is None
        assert await work.panel_links.by_digest(digest_of("p_one")) is None
        assert await work.panel_links.get(other.id) == other
        assert await work.panel_links.get(used.id)
        assert await work.panel_links.made_since(ROMASHKA, MONDAY) == 5
        assert await work.panel_links.made_since(ROMASHKA, MONDAY + SECOND) == 0
    async with saving(begin) as work:
        assert not await work.panel_links.open(first.id, ANNA)


async def test_what_ended_is_forgotten(begin: Begin) -> None:
    link = await made(begin)
    async with saving(begin) as work:
        assert await work.panel_links.forget(MONDAY + LIFETIME) == 0
        assert await work.panel_links.forget(MONDAY + LIFETIME + SECOND) == 1
        assert await work.panel_links.get(link.id) is None
