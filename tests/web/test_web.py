"""The house that answers over HTTP, with routes made for the test."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO

import pytest
from aiohttp import ClientSession, web

from bot import web as house
from bot.web import LARGEST_BODY, Web
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
    return house.plain(200, (await request.text()) or "fine")


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
