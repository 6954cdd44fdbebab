"""The house that answers over HTTP, with routes made for the test."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from io import BytesIO

import pytest
from aiohttp import ClientSession, web
from structlog.testing import capture_logs

from bot import web as house
from bot.background import Background
from bot.web import LARGEST_BODY, Web
from desk.notices.client import LanguageAsked
from desk.ports import Work
from tests.builders import ANNA
from tests.usecases.stage import a_stage
from tests.web.conftest import free_port


@asynccontextmanager
async def served(*routes: web.RouteDef, opened: bool = True) -> AsyncIterator[tuple[Web, str, ClientSession]]:
    port = free_port()
    server = Web(("127.0.0.1", port), routes)
    async with server.running(), ClientSession() as http:
        if opened:
            server.opened()
        await listening(port)
        yield server, f"http://127.0.0.1:{port}", http


async def listening(port: int) -> None:
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.01)
        else:
            writer.close()
            await writer.wait_closed()
            return


async def said(request: web.Request) -> web.Response:
    return house.plain(200, (await house.body_of(request)).decode() or "fine")


async def breaks(_: web.Request) -> web.Response:
    raise RuntimeError("the password is 12345")


async def test_what_fails_tells_nobody_outside_what_it_was(caplog: pytest.LogCaptureFixture) -> None:
    async with served(web.get("/x/{token}", breaks)) as (_, url, http):
        async with http.get(f"{url}/x/secret-token") as answer:
            assert answer.status == 500
            assert await answer.text() == "Internal Server Error\n"
        async with http.get(f"{url}/nowhere") as answer:
            assert (answer.status, await answer.text()) == (404, "Not Found\n")
        async with http.post(f"{url}/x/y") as answer:
            assert (answer.status, answer.headers["Allow"]) == (405, "GET,HEAD")
    assert "secret-token" not in caplog.text


async def test_every_answer_is_dressed() -> None:
    async with served(web.get("/", said)) as (_, url, http):
        for path in ("/", "/nowhere"):
            async with http.get(url + path) as answer:
                assert answer.headers["Cache-Control"] == "no-store"
                assert answer.headers["Referrer-Policy"] == "no-referrer"
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
                assert "Server" not in answer.headers


async def test_a_body_that_is_too_large_is_refused() -> None:
    async with served(web.post("/", said)) as (_, url, http):
        async with http.post(url, data=BytesIO(b"x" * (LARGEST_BODY + 1))) as answer:
            assert answer.status == 413
        async with http.post(url, data=b"x" * 1000) as answer:
            assert answer.status == 200


async def test_a_request_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    async def forever(_: web.Request) -> web.Response:
        await asyncio.Event().wait()
        return house.plain(200)

    monkeypatch.setattr(house, "LONGEST", 0.1)
    async with served(web.get("/", forever)) as (_, url, http), http.get(url) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (503, "5")


async def test_a_request_that_takes_too_long_cuts_off_nobody_who_shares_its_commit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stage = await a_stage()
    monkeypatch.setattr(house, "LONGEST", 0.2)
    ran: list[str] = []
    before, shared = asyncio.Event(), asyncio.Event()

    async def wait(work: Work, *, who: str, until: asyncio.Event) -> str:
        ran.append(who)
        await until.wait()
        work.outbox.say(LanguageAsked(to=ANNA))
        return who

    async def run(_: web.Request) -> web.Response:
        return house.plain(200, await stage.office.run(wait, who="the request", until=shared))

    tasks = Background()
    async with served(web.get("/", run)) as (_, url, http):
        tasks.begin(stage.office.run(wait, who="before", until=before), name="before")
        asked = tasks.begin(answered(http, url), name="asked")
        await asyncio.sleep(0.1)
        # An update that came right after the request.
        update = tasks.begin(stage.office.run(wait, who="the update", until=shared), name="update")
        await asyncio.sleep(0)
        before.set()
        await asyncio.sleep(0.2)
        assert not update.done()
        shared.set()
        assert (await asked, await update) == (503, "the update")
    assert ran == ["before", "the request", "the update"]
    assert len(stage.said(LanguageAsked)) == 3


async def answered(http: ClientSession, url: str) -> int:
    async with http.get(url) as answer:
        return answer.status


async def test_too_many_at_once_are_asked_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    inside, go = asyncio.Event(), asyncio.Event()

    async def waits(_: web.Request) -> web.Response:
        inside.set()
        await go.wait()
        return house.plain(200)

    monkeypatch.setattr(house, "SIDE_BY_SIDE", 1)
    async with served(web.get("/", waits), web.get("/healthz", said)) as (_, url, http):
        first = asyncio.gather(status(http, url))
        await inside.wait()
        assert await status(http, url) == 503
        assert await status(http, f"{url}/healthz") == 200
        go.set()
        assert list(await first) == [200]
        assert await status(http, url) == 200


async def status(http: ClientSession, url: str) -> int:
    async with http.get(url) as answer:
        return answer.status


async def test_before_it_is_opened_and_after_only_signs_of_life_are_answered() -> None:
    async with served(web.get("/", said), web.get("/healthz", said), opened=False) as (server, url, http):
        assert (await status(http, url), await status(http, f"{url}/healthz")) == (503, 200)
        server.opened()
        assert await status(http, url) == 200
        server.closed()
        assert (await status(http, url), await status(http, f"{url}/healthz")) == (503, 200)


async def text(http: ClientSession, url: str) -> str:
    async with http.get(url) as answer:
        return await answer.text()


async def test_a_second_server_gets_the_address_of_the_first() -> None:
    port = free_port()
    first, second = (Web(("127.0.0.1", port), [web.get("/", said)]) for _ in range(2))
    async with ClientSession() as http:
        async with first.running():
            first.opened()
            await listening(port)
            other = second.running()
            await other.__aenter__()
            second.opened()
        while True:
            try:
                assert await text(http, f"http://127.0.0.1:{port}") == "fine\n"
            except OSError:
                await asyncio.sleep(0.05)
            else:
                break
        await other.__aexit__(None, None, None)


BROKEN = (
    b"GET /vault/SECRETTOKEN_abcdefgh HTTP/9.x\r\nHost: x\r\n\r\n",
    b"GET /vault/SECRETTOKEN_abcdefgh HTTP/1.1\r\nHost: x\r\nContent-Length: SECRETTOKEN\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nSECRETTOKEN\r\n",
    b"GET /?" + b"SECRETTOKEN" * 1000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03SECRETTOKEN\r\n\r\n",
)


async def raw(url: str, request: bytes) -> str:
    """What is answered until the other side hangs up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
    writer.write(request)
    async with asyncio.timeout(10):
        answer = await reader.read()
    writer.close()
    return answer.decode()


@pytest.mark.parametrize("request_", BROKEN, ids=["version", "length", "chunk", "line", "tls"])
async def test_sec_19_what_is_no_request_leaves_no_line_and_is_not_quoted(
    request_: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async with served(web.post("/", said)) as (_, url, _):
        caplog.clear()
        answer = await raw(url, request_)
        assert answer.partition(" ")[2].startswith("400 Bad Request\r\n")
        assert "SECRETTOKEN" not in answer
        assert "aiohttp" not in answer
        assert "Cache-Control: no-store" in answer
        assert "frame-ancestors 'none'" in answer
    assert [record.levelname for record in caplog.records if record.levelname in {"WARNING", "ERROR"}] == []
    assert "SECRETTOKEN" not in caplog.text


HALF = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf of "


@asynccontextmanager
async def half_sent(url: str, request: bytes = HALF) -> AsyncIterator[asyncio.StreamReader]:
    """Somebody who begins to send and does not go on; in the end they hang up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
    writer.write(request)
    try:
        yield reader
    finally:
        writer.transport.abort()


async def test_who_hangs_up_or_sends_what_cannot_be_unpacked_is_no_fault_of_ours(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with served(web.post("/", said)) as (server, url, http):
        caplog.clear()
        async with half_sent(url):
            await reading(server, bodies=1)
        await reading(server, bodies=0)
        async with http.post(url, data=b"no gzip", headers={"Content-Encoding": "gzip"}) as answer:
            assert answer.status == 400
        await asyncio.sleep(0.05)
    assert [record.getMessage() for record in caplog.records if record.levelname in {"WARNING", "ERROR"}] == []


def on_their_way(server: Web) -> int:
    return server.app[house._READING].total()


async def reading(server: Web, *, bodies: int) -> None:
    while True:
        if on_their_way(server) == bodies:
            return
        await asyncio.sleep(0.01)


async def test_sec_33_bodies_that_are_on_their_way_hold_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(house, "SIDE_BY_SIDE", 2)
    async with served(web.post("/", said), web.get("/", said)) as (server, url, http), AsyncExitStack() as many:
        for _ in range(3):
            await many.enter_async_context(half_sent(url))
        await reading(server, bodies=3)
        assert await status(http, url) == 200
        async with http.post(url, data=b"whole") as answer:
            assert (answer.status, await answer.text()) == (200, "whole\n")


async def test_sec_33_a_body_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(house, "BODY", 0.1)
    async with served(web.post("/", said)) as (server, url, _), half_sent(url) as answer:
        assert b" 408 " in await answer.readline()
        assert on_their_way(server) == 0


async def test_sec_33_more_bodies_than_can_be_read_at_once_are_asked_to_come_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(house, "READING", 1)
    async with served(web.post("/", said), web.post("/other", said)) as (server, url, http), half_sent(url):
        await reading(server, bodies=1)
        async with http.post(url, data=b"x") as answer:
            assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
        async with http.post(f"{url}/other", data=b"x") as answer:
            assert answer.status == 200


async def test_sec_33_what_fills_one_route_leaves_the_others_free(monkeypatch: pytest.MonkeyPatch) -> None:
    inside, go = asyncio.Event(), asyncio.Event()

    async def waits(_: web.Request) -> web.Response:
        inside.set()
        await go.wait()
        return house.plain(200)

    monkeypatch.setattr(house, "SIDE_BY_SIDE", 1)
    async with served(web.get("/", waits), web.get("/other", said)) as (_, url, http):
        first = asyncio.gather(status(http, url))
        await inside.wait()
        assert (await status(http, url), await status(http, f"{url}/other")) == (503, 200)
        go.set()
        assert list(await first) == [200]


async def test_sec_33_refusals_write_a_line_a_minute_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(house, "MINUTE", 0.3)
    reasons = iter(["without the secret"] * 200 + ["masquerading"] * 50)

    async def refuses(request: web.Request) -> web.Response:
        house.tell_refused(request, "call_refused", next(reasons))
        return house.plain(403)

    with capture_logs() as logs:
        async with served(web.post("/", refuses)) as (_, url, http):
            for _ in range(250):
                async with http.post(url) as answer:
                    assert answer.status == 403
            await asyncio.sleep(0.7)
    told = [(entry["why"], entry.get("times")) for entry in logs if entry["event"] == "call_refused"]
    first = [why for why, times in told if times is None]
    assert first[0] == "without the secret"
    assert sum(times or 1 for why, times in told if why == "without the secret") == 200
    assert sum(times or 1 for why, times in told if why == "masquerading") == 50
    assert len(told) < 20
