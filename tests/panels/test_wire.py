"""Calls of a panel: what can go wrong has three names, and none of them is an answer (ASVS 1.3.6, 12.3.2, 15.3.2)."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from desk.rules.panel import PanelDown, PanelRefused, PanelTrouble
from storage.panels.addresses import is_public, may_reach, read_address, read_networks
from storage.panels.wire import FAILURES, TRIES, NoAnswer, Reply, Site, Wire
from tests.fakes.loopback import Fault, Loopback, serving
from tests.panels.certificates import make

HERE = read_networks("127.0.0.0/8")


async def fine(request: web.Request) -> web.Response:
    return web.json_response({"result": "success", "got": (await request.read()).decode()})


def judged(status: int, reply: Reply) -> str:
    if reply.get("result") != "success":
        raise PanelRefused(f"HTTP {status}")
    return str(reply["got"])


async def ask(wire: Wire) -> str:
    return await wire.ask(lambda: (b"hello", {"Content-Type": "text/plain"}), judged)


@asynccontextmanager
async def wired(site: Site) -> AsyncIterator[Wire]:
    wire = Wire(site)
    try:
        yield wire
    finally:
        await wire.close()


@pytest.fixture
async def server() -> AsyncIterator[Loopback]:
    async with serving(fine) as running:
        yield running


def at(server: Loopback, **changes: Any) -> Site:
    return replace(Site(f"{server.url}/api", HERE, seconds=0.5), **changes)


async def test_an_answer_is_judged_and_given(server: Loopback) -> None:
    async with wired(at(server)) as wire:
        assert await ask(wire) == "hello"


TROUBLES: dict[Fault, tuple[type[PanelTrouble], str]] = {
    Fault.SLOW: (PanelDown, "has not answered within 0.5 seconds"),
    Fault.TRICKLE: (PanelDown, "has not answered within 0.5 seconds"),
    Fault.CUT: (PanelDown, "has broken off"),
    Fault.UNAVAILABLE: (PanelDown, "HTTP 503"),
    Fault.BUSY: (PanelDown, "HTTP 429"),
    Fault.DENIED: (PanelRefused, "HTTP 403: it does not let us in"),
    Fault.NOT_FOUND: (PanelRefused, "HTTP 404: there is nothing to ask at this address"),
    Fault.ELSEWHERE: (PanelRefused, "sends us on to another address"),
    Fault.HTML: (NoAnswer, "no JSON object"),
    Fault.HALF: (NoAnswer, "no JSON object"),
    Fault.LIST: (NoAnswer, "no JSON object"),
    Fault.EMPTY: (NoAnswer, "no JSON object"),
    Fault.DEEP: (NoAnswer, "no JSON object"),
    Fault.HUGE: (NoAnswer, "more than 4 MB"),
}


def test_every_fault_is_tried() -> None:
    assert TROUBLES.keys() == set(Fault) - {Fault.NONE}


@pytest.mark.parametrize("fault", TROUBLES)
async def test_each_fault_has_its_trouble_in_words(server: Loopback, fault: Fault) -> None:
    kind, words = TROUBLES[fault]
    server.fault = fault
    async with wired(at(server)) as wire:
        with pytest.raises(PanelTrouble, match=words) as raised:
            await ask(wire)
    assert raised.type is kind


async def test_a_server_that_is_away_is_down(server: Loopback) -> None:
    await server.stop()
    async with wired(at(server)) as wire:
        with pytest.raises(PanelDown, match="cannot be reached"):
            await ask(wire)


async def test_a_name_that_nobody_knows_is_down() -> None:
    async with wired(Site("https://panel.invalid/api")) as wire:
        with pytest.raises(PanelDown, match=r"panel\.invalid cannot be reached"):
            await ask(wire)


async def test_what_fails_quickly_is_tried_once_more(server: Loopback) -> None:
    server.fault = Fault.UNAVAILABLE
    async with wired(at(server)) as wire:
        with pytest.raises(PanelDown):
            await ask(wire)
    assert server.calls == TRIES


async def test_what_is_refused_is_not_tried_again(server: Loopback) -> None:
    server.fault = Fault.DENIED
    async with wired(at(server)) as wire:
        with pytest.raises(PanelRefused):
            await ask(wire)
    assert server.calls == 1


# --- the breaker -----------------------------------------------------------------------------------


async def fails(wire: Wire) -> None:
    with pytest.raises(PanelDown):
        await ask(wire)


async def test_a_panel_that_fails_on_and_on_is_left_alone_and_then_tried_with_one_call(server: Loopback) -> None:
    server.fault = Fault.UNAVAILABLE
    async with wired(at(server, alone=0.3)) as wire:
        for _ in range(FAILURES):
            await fails(wire)
        asked = server.calls
        with pytest.raises(PanelDown, match="left alone for a while"):
            await ask(wire)
        assert server.calls == asked
        server.fault = Fault.NONE
        await asyncio.sleep(1.1)
        assert await ask(wire) == "hello"


async def test_one_who_is_not_waited_for_any_longer_says_nothing_of_the_panel(server: Loopback) -> None:
    """A wait that ends on our side, by our own limit or because the desk stops, is neither a failure nor an answer."""
    async with wired(at(server, seconds=10)) as wire:
        server.fault = Fault.SLOW
        for _ in range(FAILURES):
            await leaves(wire)
        server.fault = Fault.NONE
        assert await ask(wire) == "hello"
        server.fault = Fault.UNAVAILABLE
        for _ in range(FAILURES - 1):
            await fails(wire)
        server.fault = Fault.SLOW
        await leaves(wire)
        server.fault = Fault.UNAVAILABLE
        await fails(wire)
        with pytest.raises(PanelDown, match="left alone"):
            await ask(wire)


async def leaves(wire: Wire) -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await ask(wire)


async def test_a_refusal_is_no_failure_of_the_panel(server: Loopback) -> None:
    server.fault = Fault.DENIED
    async with wired(at(server)) as wire:
        for _ in range(FAILURES + 1):
            with pytest.raises(PanelRefused):
                await ask(wire)


async def test_the_panel_is_not_flooded() -> None:
    """Four calls at once; the others wait for them."""
    inside, most = 0, 0

    async def counting(request: web.Request) -> web.Response:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        await asyncio.sleep(0.02)
        inside -= 1
        return await fine(request)

    async with serving(counting) as server, wired(at(server, seconds=5)) as wire:
        assert await asyncio.gather(*(ask(wire) for _ in range(12))) == ["hello"] * 12
    assert most == 4


# --- security --------------------------------------------------------------------------------------


async def test_sec_28_no_redirect_is_followed(server: Loopback) -> None:
    server.fault = Fault.ELSEWHERE
    async with wired(at(server)) as wire:
        with pytest.raises(PanelRefused, match="another address"):
            await ask(wire)
    assert server.elsewhere == 0


async def test_sec_28_a_private_address_is_refused_unless_it_is_allowed(server: Loopback) -> None:
    async with wired(at(server, networks=())) as wire:
        with pytest.raises(PanelRefused, match=r"127\.0\.0\.1, which is in no public network.*PANEL_NETWORKS"):
            await ask(wire)
    async with wired(at(server, networks=read_networks("10.0.0.0/8"))) as wire:
        with pytest.raises(PanelRefused, match="no public network"):
            await ask(wire)
    assert server.calls == 0


async def test_sec_28_a_name_that_leads_to_a_private_address_is_refused(server: Loopback) -> None:
    """Decided on the address that is connected to, so that an answer of the DNS that changes makes no difference."""
    named = server.url.replace("127.0.0.1", "localhost")
    async with wired(Site(f"{named}/api")) as wire:
        with pytest.raises(PanelRefused, match="no public network"):
            await ask(wire)
    assert server.calls == 0


async def test_sec_28_http_is_for_this_machine_alone() -> None:
    """The gate sees another machine of a network that is allowed."""
    site = Site("http://10.1.2.3/api", read_networks("10.0.0.0/8"))
    info = (socket.AF_INET, socket.SOCK_STREAM, 0, "", ("10.1.2.3", 80))
    with pytest.raises(OSError, match="not allowed"):
        Wire(site)._gate(info)
    for allowed in (replace(site, plain=True), replace(site, url="https://10.1.2.3/api")):
        Wire(allowed)._gate(info).close()


async def test_sec_28_time_and_size_are_capped(server: Loopback) -> None:
    async with wired(at(server)) as wire:
        for fault, kind in ((Fault.TRICKLE, PanelDown), (Fault.HUGE, NoAnswer)):
            server.fault = fault
            begun = time.monotonic()
            with pytest.raises(kind):
                await ask(wire)
            assert time.monotonic() - begun < 3


async def test_sec_29_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    context, authority = make(tmp_path)
    async with serving(fine, context) as server:
        async with wired(at(server)) as wire:
            with pytest.raises(PanelRefused, match=r"no safe connection to 127.*self-signed"):
                await ask(wire)
        assert server.calls == 0
        async with wired(at(server, ca_file=authority)) as wire:
            assert await ask(wire) == "hello"


async def test_sec_29_another_name_or_a_certificate_that_is_over_is_refused(tmp_path: Path) -> None:
    for context, authority in (
        make(tmp_path, address="127.0.0.2"),
        make(tmp_path, ends=datetime(2026, 2, 1, tzinfo=UTC)),
    ):
        async with serving(fine, context) as server, wired(at(server, ca_file=authority)) as wire:
            with pytest.raises(PanelRefused, match=r"not valid for|expired"):
                await ask(wire)
            assert server.calls == 0


async def test_sec_29_a_file_of_authorities_that_cannot_be_read_trusts_nobody(tmp_path: Path) -> None:
    context, _ = make(tmp_path)
    wrong = tmp_path / "wrong.pem"
    wrong.write_text("nothing")
    async with serving(fine, context) as server:
        for file in (wrong, tmp_path / "missing.pem"):
            async with wired(at(server, ca_file=file)) as wire:
                with pytest.raises(PanelRefused, match="no certificates that can be read"):
                    await ask(wire)
        assert server.calls == 0


NOT_THE_INTERNET = """
127.0.0.1 10.0.0.1 172.16.0.1 192.168.0.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255 192.0.2.1
198.18.0.1 240.0.0.1 192.88.99.1 ::1 :: fe80::1 fc00::1 fec0::1 ff0e::1 ::ffff:10.0.0.1 ::127.0.0.1
64:ff9b::7f00:1 2002:7f00:1:: 2001:db8::1 2001:0:7f00:1:: fe80::1%eth0
"""


@pytest.mark.parametrize("address", NOT_THE_INTERNET.split())
def test_sec_28_what_is_not_the_internet(address: str) -> None:
    assert not is_public(read_address(address))
    assert not may_reach(read_address(address), ())


@pytest.mark.parametrize("address", ["8.8.8.8", "77.88.8.8", "2a02:6b8::feed:0ff", "::ffff:8.8.8.8"])
def test_what_is_the_internet(address: str) -> None:
    assert is_public(read_address(address))


def test_networks_are_read_in_words() -> None:
    assert read_networks(" 10.0.0.0/8, 192.168.1.5 ,fd00::/8") == (
        ip_network("10.0.0.0/8"),
        ip_network("192.168.1.5/32"),
        ip_network("fd00::/8"),
    )
    assert read_networks("") == ()
    for wrong in ("10.0.0.0/33", "10.0.0.1/8", "panel.example"):
        with pytest.raises(ValueError, match="is not a network, such as"):
            read_networks(wrong)
    assert may_reach(read_address("::ffff:10.0.0.1"), read_networks("10.0.0.0/8"))
