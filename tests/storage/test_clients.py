"""Clients and services, as the panel told."""

from dataclasses import replace
from datetime import date

import pytest

from desk.ids import ClientId, ServiceId
from desk.ports import Begin
from desk.rules.entitlement import ServiceStatus
from desk.rules.people import ClientCategory
from tests.builders import HOSTING, ROMASHKA, SITE, a_client, a_second_service, a_service
from tests.storage.saving import saving
from tests.storage.test_people import DANGLING

OTHER = ClientId("other")


async def test_a_client_is_kept_with_its_services(begin: Begin) -> None:
    async with saving(begin) as work:
        assert await work.clients.replace([a_client()], [a_service(), a_second_service()]) == (1, 2)
    async with begin() as work:
        assert await work.clients.get(ROMASHKA) == a_client()
        assert await work.clients.services_of(ROMASHKA) == [a_service(), a_second_service()]
        assert await work.clients.get(OTHER) is None
        assert await work.clients.services_of(OTHER) == []


async def test_every_service_comes_by_id(begin: Begin) -> None:
    async with saving(begin) as work:
        assert await work.clients.services() == []
        await work.clients.replace([a_client(), a_client(id=OTHER)], [a_second_service(), a_service(client=OTHER)])
        assert await work.clients.services() == [a_service(client=OTHER), a_second_service()]


async def test_services_come_by_name_and_then_by_id(begin: Begin) -> None:
    given = [("3", "b"), ("2", "б"), ("10", "a"), ("1", "a"), ("4", "B")]
    async with saving(begin) as work:
        await work.clients.replace([a_client()], [a_service(id=ServiceId(key), name=name) for key, name in given])
        assert [service.id for service in await work.clients.services_of(ROMASHKA)] == ["4", "1", "10", "3", "2"]


async def test_1_4_products_are_known_once_each(begin: Begin) -> None:
    other = a_service(id=ServiceId("3"), product="Hosting")
    async with begin() as work:
        assert await work.clients.products() == []
        await work.clients.replace([a_client()], [a_second_service(), a_service(), other])
        assert await work.clients.products() == ["Hosting", "Site care"]


async def test_clients_are_found_by_their_address_in_order(begin: Begin) -> None:
    shared = "info@group.example"
    async with saving(begin) as work:
        await work.clients.replace(
            [
                a_client(id=ClientId("b"), email=shared),
                a_client(id=ClientId("a"), email=shared),
                a_client(id=ClientId("c"), email="c@group.example"),
                a_client(id=ClientId("d"), email=shared, closed=True),
            ],
            [],
        )
        assert [client.id for client in await work.clients.by_email(shared)] == ["a", "b"]
        assert await work.clients.by_email("nobody@group.example") == []


async def test_what_is_told_again_is_updated(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.clients.replace([a_client()], [a_service()])
    client = a_client(
        name="Romashka Ltd", category=ClientCategory.INDIVIDUAL, email="new@romashka.example", phone="", closed=True
    )
    service = a_service(name="new.example", status=ServiceStatus.ENDED, paid_until=date(2026, 1, 31), product="VPS")
    service = replace(service, raw="Terminated", done_on=date(2026, 1, 30))
    async with saving(begin) as work:
        assert await work.clients.replace([client], [service]) == (1, 1)
    async with begin() as work:
        assert await work.clients.get(ROMASHKA) == client
        assert await work.clients.services_of(ROMASHKA) == [service]


async def test_services_that_are_not_told_any_more_are_removed(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.clients.replace([a_client()], [a_service(), a_second_service()])
        assert await work.clients.replace([a_client()], [a_second_service()]) == (1, 1)
        assert await work.clients.services_of(ROMASHKA) == [a_second_service()]
        assert await work.clients.replace([a_client()], []) == (1, 0)
        assert await work.clients.services_of(ROMASHKA) == []


async def test_clients_that_are_not_named_keep_what_they_have(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.clients.replace([a_client()], [a_service()])
        await work.clients.replace([a_client(id=OTHER)], [a_service(id=SITE, client=OTHER)])
        assert await work.clients.services_of(ROMASHKA) == [a_service()]
        await work.clients.replace([], [])
        assert await work.clients.get(ROMASHKA) == a_client()


async def test_a_service_can_move_to_another_client(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.clients.replace([a_client()], [a_service()])
        await work.clients.replace([a_client(id=OTHER)], [a_service(client=OTHER)])
        assert await work.clients.services_of(ROMASHKA) == []
        assert [service.id for service in await work.clients.services_of(OTHER)] == [HOSTING]


async def test_a_service_needs_its_client(begin: Begin) -> None:
    async with begin() as work:
        with pytest.raises(DANGLING):
            await work.clients.replace([], [a_service()])


async def test_a_large_panel_is_told_at_once(begin: Begin) -> None:
    clients = [a_client(id=ClientId(f"c{number}")) for number in range(1200)]
    services = [a_service(id=ServiceId(f"s{number}"), client=client.id) for number, client in enumerate(clients)]
    async with saving(begin) as work:
        assert await work.clients.replace(clients, services) == (1200, 1200)
        assert await work.clients.replace(clients, services[:1]) == (1200, 1)
        assert await work.clients.services_of(ClientId("c0")) == services[:1]
        assert await work.clients.services_of(ClientId("c1199")) == []


async def test_whose_services_are(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.clients.replace([a_client(), a_client(id=OTHER)], [a_second_service(), a_service(client=OTHER)])
        assert await work.clients.owners([HOSTING, SITE, ServiceId("none")]) == {HOSTING: OTHER, SITE: ROMASHKA}
        assert await work.clients.owners([]) == {}
