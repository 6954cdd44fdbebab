"""Any other panel: what docs/panel-http.md says is what happens, and its example is run as it stands there."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.clock import Clock
from desk.ids import ClientId, ServiceId
from desk.rules.entitlement import Service, ServiceStatus
from desk.rules.panel import (
    ClientGarbled,
    Misread,
    PanelClient,
    PanelDown,
    PanelGarbled,
    PanelRefused,
    PanelTrouble,
)
from desk.rules.panel import (
    Fault as Wrong,
)
from desk.rules.people import Client, ClientCategory
from desk.rules.signatures import genuine
from storage.panels.addresses import read_networks
from storage.panels.http import HttpPanel
from storage.panels.wire import Site
from tests.fakes.loopback import Fault, Loopback, serving
from tests.web.conftest import free_port

SECRET = "5f2c0e4b7a91d3868e1fb05a44c7d290"
PAGE = (Path(__file__).parents[2] / "docs" / "panel-http.md").read_text()
EXAMPLE = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
VECTOR: dict[str, Any] = json.loads(re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)[0])
FORTY_TWO = ClientId("42")
NOW = Clock().now


def site(url: str) -> Site:
    return Site(url, read_networks("127.0.0.0/8"), seconds=1, alone=60)


def another(number: str, email: str, **changes: Any) -> dict[str, Any]:
    return {**VECTOR, "id": number, "email": email, "services": [], **changes}


# --- the example -----------------------------------------------------------------------------------


@pytest.fixture
def example(tmp_path: Path) -> Iterator[str]:
    """Its address."""
    clients = {
        "42": VECTOR,
        "43": another("43", "viktor@example.com"),
        "44": another("44", "gone@example.com", open=False),
        "45": another("45", "last@example.com"),
    }
    (tmp_path / "clients.json").write_text(json.dumps(clients))
    (tmp_path / "panel.py").write_text(EXAMPLE[0])
    port = free_port()
    facts = {"PANEL_HTTP_SECRET": SECRET, "CLIENTS": str(tmp_path / "clients.json"), "PORT": str(port)}
    with subprocess.Popen(
        [sys.executable, tmp_path / "panel.py"], env={**os.environ, **facts}, stderr=subprocess.DEVNULL
    ) as running:
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}/desk"
        finally:
            running.kill()


def _wait_for(port: int) -> None:
    import socket

    for _ in range(100):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the example does not listen")


async def test_the_example_of_the_page_is_a_whole_panel(example: str) -> None:
    panel = HttpPanel(site(example), SECRET, NOW)
    assert await panel.client(FORTY_TWO) == PanelClient(
        Client(FORTY_TWO, "OOO Vector", ClientCategory.PARTNER, "anna@example.com", "+79123456789"),
        (
            Service(
                ServiceId("s-901"),
                FORTY_TWO,
                "Site Care (shop.example)",
                "Site Care",
                ServiceStatus.ACTIVE,
                date(2026, 12, 31),
            ),
            Service(
                ServiceId("s-902"),
                FORTY_TWO,
                "Logo",
                "Design",
                ServiceStatus.COMPLETED,
                None,
                done_on=date(2026, 11, 2),
            ),
        ),
    )
    assert await panel.client(ClientId("46")) is None
    everybody = [found async for found in panel.everybody() if isinstance(found, PanelClient)]
    assert [found.client.id for found in everybody] == ["42", "43", "44", "45"]
    assert [found.client.id for found in everybody if not found.open] == ["44"]
    assert await panel.by_email("viktor@example.com") == ["43"]
    assert await panel.by_email("gone@example.com") == []
    assert [health.good for health in await panel.health()] == [None, True, True]
    await panel.close()


async def test_the_example_refuses_another_secret_and_another_time(example: str) -> None:
    for panel in (
        HttpPanel(site(example), "another secret that is long enough", NOW),
        HttpPanel(site(example), SECRET, lambda: NOW() - timedelta(minutes=6)),
    ):
        with pytest.raises(PanelRefused, match=r"HTTP 403 \(wrong signature\): look at PANEL_HTTP_SECRET"):
            await panel.client(FORTY_TWO)
        assert [health.good for health in await panel.health()] == [None, False]
        await panel.close()


# --- what is asked and answered --------------------------------------------------------------------


class Scripted:
    """A panel that answers as it is told to, and looks at signatures unless it is careless."""

    def __init__(self) -> None:
        self.reply: Callable[[dict[str, Any]], Any] = lambda asked: {"client": VECTOR}
        self.status = 200
        self.careless = False
        self.asked: list[dict[str, Any]] = []

    async def answer(self, request: web.Request) -> web.Response:
        body = await request.read()
        headers = request.headers
        if not self.careless and not genuine(
            SECRET, at=headers["X-Timestamp"], body=body, signature=headers["X-Signature"], now=NOW()
        ):
            return web.json_response({"error": "wrong signature"}, status=403)
        self.asked.append(json.loads(body))
        return web.json_response(self.reply(self.asked[-1]), status=self.status)


@pytest.fixture
def there() -> Scripted:
    return Scripted()


@pytest.fixture
async def server(there: Scripted) -> AsyncIterator[Loopback]:
    async with serving(there.answer) as running:
        yield running


@pytest.fixture
async def panel(server: Loopback) -> AsyncIterator[HttpPanel]:
    panel = HttpPanel(site(f"{server.url}/desk"), SECRET, NOW)
    yield panel
    await panel.close()


async def test_no_two_questions_are_the_same(panel: HttpPanel, there: Scripted) -> None:
    await panel.client(FORTY_TWO)
    await panel.client(FORTY_TWO)
    first, second = there.asked
    assert first.pop("nonce") != second.pop("nonce")
    assert first == second == {"do": "client", "id": "42"}


async def test_a_panel_that_takes_a_nonce_once_is_asked_again_with_another(panel: HttpPanel, there: Scripted) -> None:
    taken = set[str]()

    def once(asked: dict[str, Any]) -> Any:
        assert asked["nonce"] not in taken
        taken.add(asked["nonce"])
        there.status = 503 if len(taken) == 1 else 200
        return {"error": "starting"} if len(taken) == 1 else {"client": VECTOR}

    there.reply = once
    assert await panel.client(FORTY_TWO) is not None
    assert len(taken) == len(there.asked) == 2


@pytest.mark.parametrize("fault", sorted(set(Fault) - {Fault.NONE, Fault.HUGE}))
async def test_sec_35_no_fault_of_a_panel_reads_as_none(panel: HttpPanel, server: Loopback, fault: Fault) -> None:
    server.fault = fault
    with pytest.raises(PanelTrouble):
        await panel.client(FORTY_TWO)
    with pytest.raises(PanelTrouble):
        await panel.by_email("anna@example.com")
    with pytest.raises(PanelTrouble):
        await anext(panel.everybody())


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, PanelRefused),
        (403, PanelRefused),
        (404, PanelRefused),
        (429, PanelDown),
        (500, PanelDown),
        (400, PanelGarbled),
        (200, PanelGarbled),
    ],
)
async def test_sec_35_an_error_is_none_of_the_answers(
    panel: HttpPanel, there: Scripted, status: int, kind: type[PanelTrouble]
) -> None:
    there.status, there.reply = status, lambda asked: {"error": "no\nway", "client": None, "clients": []}
    with pytest.raises(kind, match=r"no way"):
        await panel.client(FORTY_TWO)
    there.reply = lambda asked: {"client": None, "clients": []}
    there.status = status if status != 200 else 201
    with pytest.raises(PanelTrouble):
        await panel.client(FORTY_TWO)


REQUIRED = {
    "": ("id", "name", "category", "open", "services"),
    "services": ("id", "name", "product", "status", "paid_until"),
}
WRONG = [
    ("", "open", "yes"),
    ("", "services", {}),
    ("", "id", 42),
    ("", "category", "prospect"),
    ("", "email", ["anna@example.com"]),
    ("", "email", False),
    ("", "email", {}),
    ("services", "paid_until", "soon"),
    ("services", "paid_until", ""),
    ("services", "status", ""),
]


@pytest.mark.parametrize(("part", "field"), [(part, field) for part, fields in REQUIRED.items() for field in fields])
async def test_sec_35_without_a_field_the_answer_is_none(
    panel: HttpPanel, there: Scripted, part: str, field: str
) -> None:
    given = json.loads(json.dumps(VECTOR))
    del (given[part][0] if part else given)[field]
    there.reply = lambda asked: {"client": given}
    with pytest.raises(PanelGarbled):
        await panel.client(FORTY_TWO)


@pytest.mark.parametrize(("part", "field", "value"), WRONG)
async def test_sec_35_a_field_of_another_kind_is_none(
    panel: HttpPanel, there: Scripted, part: str, field: str, value: Any
) -> None:
    given = json.loads(json.dumps(VECTOR))
    (given[part][0] if part else given)[field] = value
    there.reply = lambda asked: {"client": given}
    with pytest.raises(PanelGarbled):
        await panel.client(FORTY_TWO)


@pytest.mark.parametrize("reply", [{}, {"client": []}, {"client": "42"}, {"client": another("43", "a@example.com")}])
async def test_sec_35_no_client_is_said_outright(panel: HttpPanel, there: Scripted, reply: Any) -> None:
    there.reply = lambda asked: reply
    with pytest.raises(PanelGarbled):
        await panel.client(FORTY_TWO)


async def test_1_5_2_a_word_that_is_not_known_never_counts_as_active(panel: HttpPanel, there: Scripted) -> None:
    service = {**VECTOR["services"][0], "status": "Active-ish"}
    there.reply = lambda asked: {"client": {**VECTOR, "services": [service]}}
    found = await panel.client(FORTY_TWO)
    assert found is not None
    assert (found.services[0].status, found.services[0].raw) == (ServiceStatus.ENDED, "Active-ish")


@pytest.mark.parametrize("users", [None, {}, "7", [7], [{"id": 8}]])
async def test_what_nobody_reads_makes_no_answer_wrong(panel: HttpPanel, there: Scripted, users: Any) -> None:
    """Panels that were written when logins were asked for go on as they are."""
    there.reply = lambda asked: {"client": {**VECTOR, "users": users}}
    assert await panel.client(FORTY_TWO) is not None


@pytest.mark.parametrize(
    "page",
    [
        {"clients": [VECTOR]},
        {"next": None},
        {"clients": [VECTOR], "next": "42"},
        {"clients": [], "next": "42"},
        {"clients": [VECTOR], "next": 42},
    ],
)
async def test_sec_35_a_listing_that_ends_strangely_raises(panel: HttpPanel, there: Scripted, page: Any) -> None:
    there.reply = lambda asked: page
    with pytest.raises(PanelGarbled):
        [found async for found in panel.everybody()]


@pytest.mark.parametrize(("part", "field", "value"), [one for one in WRONG if one[1] != "id"])
async def test_one_client_told_of_wrongly_keeps_no_other_back(
    panel: HttpPanel, there: Scripted, part: str, field: str, value: Any
) -> None:
    given = json.loads(json.dumps(VECTOR))
    (given[part][0] if part else given)[field] = value
    there.reply = lambda asked: {"clients": [given, another("43", "viktor@example.com")], "next": None}
    first, second = [found async for found in panel.everybody()]
    assert isinstance(first, Misread)
    assert first.client == FORTY_TWO
    assert field in first.why
    assert (first.fault is Wrong.DATE) == (field == "paid_until")
    assert isinstance(second, PanelClient)
    there.reply = lambda asked: {"client": given}
    with pytest.raises(ClientGarbled):
        await panel.client(FORTY_TWO)


@pytest.mark.parametrize("page", [[{**VECTOR, "id": None}], [VECTOR, VECTOR], ["42"]])
async def test_sec_35_a_listing_with_somebody_who_could_be_anybody_is_none(
    panel: HttpPanel, there: Scripted, page: Any
) -> None:
    """Whoever is not named in it would be taken for gone."""
    there.reply = lambda asked: {"clients": page, "next": None}
    with pytest.raises(PanelGarbled):
        [found async for found in panel.everybody()]


@pytest.mark.parametrize("reply", [{}, {"clients": {}}, {"clients": [42]}, {"clients": [""]}])
async def test_sec_35_no_address_is_said_outright(panel: HttpPanel, there: Scripted, reply: Any) -> None:
    there.reply = lambda asked: reply
    with pytest.raises(PanelGarbled):
        await panel.by_email("anna@example.com")


async def test_sec_36_a_panel_that_answers_anybody_is_told(panel: HttpPanel, there: Scripted) -> None:
    there.reply = lambda asked: {"clients": []}
    assert [health.good for health in await panel.health()] == [None, True, True]
    there.careless = True
    last = (await panel.health())[-1]
    assert last.good is False
    assert "anybody can ask it" in last.text
