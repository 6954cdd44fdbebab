"""A bad line between the bot and the local Telegram: it passes calls on, and breaks the ones it was told to break."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote_plus

from aiohttp import ClientSession, ClientTimeout, web

PATIENCE = ClientTimeout(total=70)
LARGEST = 64 << 20
HTML = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"


class Break(Enum):
    """How a call goes wrong, seen from the bot it is always the same: no answer."""

    LOST_ANSWER = "lost_answer"
    """Telegram does it; the connection dies before the answer is back."""
    LOST_CALL = "lost_call"
    """The connection dies on the way there; Telegram never hears of it."""
    BAD_GATEWAY = "bad_gateway"
    """Telegram does it; a page of HTML comes back."""
    HANG = "hang"
    """Nothing comes back at all, until the bot gives up or the line is closed."""


@dataclass
class Rule:
    """The next `times` calls of `method` that mention `about` end in `how`."""

    method: str
    how: Break
    about: str = ""
    times: int = 1
    broken: int = 0

    def takes(self, method: str, said: str) -> bool:
        return self.broken < self.times and method == self.method and self.about in said


@dataclass
class Answer:
    """What came back from Telegram for a call."""

    method: str
    said: str
    status: int
    body: bytes


@dataclass
class BadLine:
    """`async with BadLine(sim.api_url) as line`; the bot's TELEGRAM_API_URL is `line.url`."""

    target: str
    port: int = 0
    rules: list[Rule] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    instead: Callable[[str], web.Response | None] = lambda _: None
    """An answer of our own for a method, in Telegram's place."""
    _runner: web.AppRunner | None = None
    _session: ClientSession | None = None
    _closing: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def breaks(self, method: str, how: Break, *, about: str = "", times: int = 1) -> Rule:
        rule = Rule(method, how, about, times)
        self.rules.append(rule)
        return rule

    async def up(self) -> None:
        """Takes calls from now on, at the same port as before."""
        self._closing.clear()
        app = web.Application(client_max_size=LARGEST)
        app.router.add_route("*", "/{tail:.*}", self._pass)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True).start()
        self.port = self._runner.addresses[0][1]

    async def down(self) -> None:
        """Nobody is there: connections are refused."""
        self._closing.set()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        self._session = ClientSession(timeout=PATIENCE, auto_decompress=False)
        await self.up()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.down()
        if self._session is not None:
            await self._session.close()

    async def _pass(self, request: web.Request) -> web.StreamResponse:
        method = request.path.rsplit("/", 1)[-1]
        body = await request.read()
        said = unquote_plus(body.decode(errors="replace"))
        if (own := self.instead(method)) is not None:
            return own
        rule = next((rule for rule in self.rules if rule.takes(method, said)), None)
        if rule is None:
            return await self._answer(request, method, said, body)
        rule.broken += 1
        match rule.how:
            case Break.LOST_ANSWER:
                await self._answer(request, method, said, body)
                return _cut(request)
            case Break.LOST_CALL:
                return _cut(request)
            case Break.BAD_GATEWAY:
                await self._answer(request, method, said, body)
                return web.Response(status=502, text=HTML, content_type="text/html")
            case Break.HANG:
                await self._closing.wait()
                return _cut(request)

    async def _answer(self, request: web.Request, method: str, said: str, body: bytes) -> web.Response:
        assert self._session is not None
        headers: dict[str, Any] = {"Content-Type": request.headers.get("Content-Type", "application/octet-stream")}
        url = self.target + request.path_qs
        async with self._session.request(request.method, url, data=body, headers=headers) as response:
            content = await response.read()
            self.answers.append(Answer(method, said, response.status, content))
            return web.Response(status=response.status, body=content, content_type="application/json")


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
