"""A desk whose clients live in WHMCS, over HTTP from the button there to the ticket here."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from aiohttp import ClientSession

from desk.ids import ClientId
from simulator import Message
from tests.bot.running import running_desk
from tests.fakes.loopback import Fault, Loopback, serving
from tests.fakes.whmcs import HIDDEN, IDENTIFIER, SECRET, SEEN_AS, FakeWhmcs
from tests.web.conftest import WebDesk, free_port
from tests.web.panel import SECRET as CALLS
from tests.web.panel import a_payload
from tests.web.test_panel_events import an_event, tells


@pytest.fixture
def there() -> FakeWhmcs:
    """Anna's company has a product that is paid for until December, Viktor's client is another one."""
    there = FakeWhmcs()
    there.client(42, "anna@example.com", company="ООО Вектор")
    there.product(901, 42, "Site Care", domain="shop.example", due="2027-12-10")
    there.domain(12, 42, "shop.example", ends="2027-06-01")
    there.client(43, "viktor@example.com", company="ИП Викторов")
    there.product(902, 43, "Hosting", due="2027-12-10")
    return there


@pytest.fixture
async def server(there: FakeWhmcs) -> AsyncIterator[Loopback]:
    async with serving(there.answer) as running:
        yield running


@pytest.fixture
async def web(tmp_path: Path, server: Loopback) -> AsyncIterator[WebDesk]:
    port = free_port()
    async with (
        running_desk(
            tmp_path,
            PANEL="whmcs",
            WHMCS_URL=server.url,
            WHMCS_IDENTIFIER=IDENTIFIER,
            WHMCS_SECRET=SECRET,
            PANEL_NETWORKS="127.0.0.1",
            PANEL_SECRET=CALLS,
            WEB_LISTEN=str(port),
        ) as desk,
        ClientSession() as http,
    ):
        yield WebDesk(desk, f"http://127.0.0.1:{port}", http)


async def knows(web: WebDesk, client: str) -> None:
    for _ in range(150):
        if await web.desk.app.office.look(lambda work: work.clients.get(ClientId(client))):
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"client {client} is not known yet")


async def comes_from_whmcs(web: WebDesk) -> None:
    """WHMCS has told of a new client, and Anna presses the button there."""
    assert await tells(web, an_event("42")) == 202
    await knows(web, "42")
    await web.desk.anna.writes(f"/start {await a_payload(web, client='42', user='420')}")
    await web.desk.anna.sees("Вы пришли из панели")
    await web.desk.anna.presses("Да, это я")
    await web.desk.anna.sees("вы вошли")


async def card_of(web: WebDesk, number: int, words: str) -> Message:
    return await web.desk.boris.sees(words, topic=await web.desk.room.topic(f"№{number}"))


async def test_from_the_button_in_whmcs_to_a_ticket_on_an_active_service(web: WebDesk, there: FakeWhmcs) -> None:
    await comes_from_whmcs(web)
    await web.desk.anna.writes("/services")
    page = await web.desk.anna.sees("Site Care (shop.example)")
    assert "Hosting" not in page.text
    filed = await web.desk.files(web.desk.anna, service="Site Care")
    assert "Первый ответ до" in filed.text
    card = await card_of(web, 1, "Клиент: ООО Вектор")
    assert "Site Care (shop.example)" in card.text
    assert "услуга действует" in card.text
    assert set(there.calls) <= there.role


async def test_1_5_2_the_same_client_after_the_service_has_expired(web: WebDesk, there: FakeWhmcs) -> None:
    await comes_from_whmcs(web)
    await web.desk.files(web.desk.anna, service="Site Care")
    there.products[0]["nextduedate"] = "2027-03-01"
    await web.desk.passes(minutes=11)
    filed = await web.desk.files(web.desk.anna, service="Site Care")
    assert "Первый ответ до" not in filed.text
    card = await card_of(web, 2, "Клиент: ООО Вектор")
    assert "не оплачена" in card.text
    there.products[0]["nextduedate"] = "2028-03-01"
    assert await tells(web, an_event("42")) == 202
    await web.desk.anna.writes("/services")
    page = await web.desk.anna.sees("оплачено по 1 марта 2028")
    assert "Site Care" in page.text


@pytest.mark.parametrize("fault", [Fault.UNAVAILABLE, Fault.HTML, Fault.CUT, Fault.SLOW])
async def test_sec_35_whmcs_is_down_while_a_ticket_is_filed(web: WebDesk, server: Loopback, fault: Fault) -> None:
    await comes_from_whmcs(web)
    await web.desk.passes(minutes=11)
    server.fault = fault
    filed = await web.desk.files(web.desk.anna, service="Site Care")
    assert "Первый ответ до" in filed.text
    await card_of(web, 1, "действовала по последнему ответу панели")
    await web.desk.anna.writes("/services")
    page = await web.desk.anna.sees("Site Care")
    assert "действует" in page.text


async def test_sec_35_whmcs_does_not_let_us_in_while_a_ticket_is_filed(web: WebDesk, there: FakeWhmcs) -> None:
    await comes_from_whmcs(web)
    await web.desk.passes(minutes=11)
    there.known_here = False
    filed = await web.desk.files(web.desk.anna, service="Site Care")
    assert "Первый ответ до" in filed.text
    await card_of(web, 1, "действовала по последнему ответу панели")
    told = await web.desk.olga.sees("Панель клиентов не пускает бота")
    assert f"Панель ответила: «Invalid IP {SEEN_AS}»" in told.text
    assert "WHMCS" not in told.text
    await web.desk.anna.writes("/services")
    page = await web.desk.anna.sees("Сейчас не получается заглянуть")
    assert "Site Care" in page.text
    there.known_here = True
    await web.desk.passes(minutes=2)
    await web.desk.olga.sees("Панель клиентов снова отвечает")
    await card_of(web, 1, "услуга действует")


async def test_a_client_whom_nobody_told_of_signs_in_with_a_code(web: WebDesk, there: FakeWhmcs) -> None:
    await web.desk.signs_in(web.desk.anna, "anna@example.com")
    await web.desk.files(web.desk.anna, service="Site Care")
    await card_of(web, 1, "Клиент: ООО Вектор")


async def test_sec_20_nothing_that_whmcs_tells_besides_is_in_the_database(
    web: WebDesk, there: FakeWhmcs, tmp_path: Path
) -> None:
    await comes_from_whmcs(web)
    await web.desk.files(web.desk.anna, service="Site Care")
    await card_of(web, 1, "Клиент: ООО Вектор")
    assert there.calls.count("GetClientsProducts") >= 1
    kept = "".join(_dump(tmp_path / "desk.db"))
    files = _bytes(tmp_path)
    assert "Site Care (shop.example)" in kept
    for hidden in (*HIDDEN, IDENTIFIER, SECRET):
        assert hidden not in kept
        assert hidden.encode() not in files


def _dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as database:
        return list(database.iterdump())


def _bytes(folder: Path) -> bytes:
    """The file, its journal and what else lies beside it."""
    return b"".join(file.read_bytes() for file in sorted(folder.glob("desk.db*")))
