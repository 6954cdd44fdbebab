"""An HTTP server on this machine that can be broken in the ways in which servers of companies break."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from enum import StrEnum

from aiohttp import web

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]

PAGE = "<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"
FAR_TOO_MUCH = 40
"""Megabytes."""


class Fault(StrEnum):
    NONE = "none"
    SLOW = "slow"
    """Nothing comes."""
    TRICKLE = "trickle"
    """A byte now and then, and no end."""
    HTML = "html"
    """An error page with status 200, as a maintenance plug-in does it."""
    UNAVAILABLE = "unavailable"
    """The page of a proxy whose server is away."""
    DENIED = "denied"
    """The page of a firewall."""
    NOT_FOUND = "not_found"
    BUSY = "busy"
    """Too many requests."""
    ELSEWHERE = "elsewhere"
    """A redirect."""
    CUT = "cut"
    """The connection ends in the middle of an answer."""
    HUGE = "huge"
    HALF = "half"
    """JSON that ends too early."""
    LIST = "list"
    """JSON that is no object."""
    EMPTY = "empty"
    DEEP = "deep"
    """JSON that nests without end."""


class Loopback:
    """`fault` applies to every request as long as it is set; `calls` counts them, `elsewhere` those led astray."""

    def __init__(self, answer: Answer) -> None:
        self.fault = Fault.NONE
        self.calls = 0
        self.elsewhere = 0
        self.url = ""
        self._answer = answer
        self._over = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self._port = 0

    async def start(self, context: ssl.SSLContext | None = None) -> None:
        """A second time it has the same address."""
        app = web.Application()
        app.router.add_route("*", "/elsewhere", self._astray)
        app.router.add_route("*", "/{path:.*}", self._handle)
        self._over.clear()
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port, ssl_context=context, reuse_address=True)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.url = f"{'https' if context else 'http'}://127.0.0.1:{self._port}"

    async def stop(self) -> None:
        """Whoever calls now is refused the connection."""
        self._over.set()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _astray(self, _: web.Request) -> web.Response:
        self.elsewhere += 1
        return web.json_response({"result": "success", "totalresults": 0, "clients": {}})

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        self.calls += 1
        match self.fault:
            case Fault.NONE:
                return await self._answer(request)
            case Fault.SLOW:
                await self._over.wait()
                return web.Response()
            case Fault.TRICKLE | Fault.CUT | Fault.HUGE:
                return await self._stream(request)
            case Fault.ELSEWHERE:
                raise web.HTTPTemporaryRedirect("/elsewhere")
            case _:
                status, text = _PAGES[self.fault]
                kind = "text/html" if text.startswith("<") else "application/json"
                return web.Response(status=status, text=text, content_type=kind)

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        response.content_type = "application/json"
        await response.prepare(request)
        try:
            if self.fault is Fault.CUT:
                await response.write(b'{"result":"suc')
                assert request.transport is not None
                request.transport.abort()
            elif self.fault is Fault.HUGE:
                for _ in range(FAR_TOO_MUCH):
                    await response.write(b" " * (1 << 20))
            else:
                while not self._over.is_set():
                    await response.write(b" ")
                    await asyncio.sleep(0.05)
        except ConnectionError:
            pass
        return response


_PAGES = {
    Fault.HTML: (200, PAGE.format(title="Down for maintenance")),
    Fault.UNAVAILABLE: (503, PAGE.format(title="503 Service Unavailable")),
    Fault.DENIED: (403, PAGE.format(title="Access denied")),
    Fault.NOT_FOUND: (404, PAGE.format(title="404 Not Found")),
    Fault.BUSY: (429, PAGE.format(title="Too Many Requests")),
    Fault.HALF: (200, '{"result":"success","totalresults":"1","clients":{"client":[{"id":'),
    Fault.LIST: (200, "[]"),
    Fault.EMPTY: (200, ""),
    Fault.DEEP: (200, '{"a":' * 100_000),
}


@asynccontextmanager
async def serving(answer: Answer, context: ssl.SSLContext | None = None) -> AsyncIterator[Loopback]:
    server = Loopback(answer)
    await server.start(context)
    try:
        yield server
    finally:
        await server.stop()
