"""What the desk answers over HTTP: off unless WEB_LISTEN is set. Parts give their routes, this is the house."""

import asyncio
import hmac
import logging
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager

import structlog
from aiohttp import web

from bot.background import BACK_OFF, Background, tell

log = structlog.get_logger()

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

LARGEST_BODY = 1 << 20
"""Bytes. An update of Telegram is far smaller."""

BODY = 5.0
"""Seconds for a body to arrive in."""

LONGEST = 20.0
"""Seconds for one request, from its head to the answer. A commit that it shares with others is waited for first."""

SIDE_BY_SIDE = 100
"""Requests in hand of one route; more of them are asked to come again. What is asked of one route fills no other."""

READING = 500
"""Bodies of one route that are on their way."""

COME_AGAIN = {"Retry-After": "5"}

MINUTE = 60.0
"""Seconds between two lines about the same that anybody outside can cause."""

_IN_HAND: web.AppKey[Counter[str]] = web.AppKey("in_hand", Counter)
_READING: web.AppKey[Counter[str]] = web.AppKey("reading", Counter)

ALWAYS = frozenset({"/healthz", "/readyz", "/metrics"})
"""What is answered while the desk starts, stands by or stops."""

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
}
"""Where an answer does not say otherwise. Source: OWASP ASVS 3.4."""


class Refusals:
    """The first is told at once; how many more there were of a kind, once a minute. What a kind is, is ours to say."""

    def __init__(self) -> None:
        self._more: Counter[tuple[str, str]] = Counter()

    def add(self, event: str, why: str) -> None:
        kind = event, why
        if kind in self._more:
            self._more[kind] += 1
            return
        log.warning(event, why=why)
        self._wait(kind)

    def _wait(self, kind: tuple[str, str]) -> None:
        self._more[kind] = 0
        asyncio.get_running_loop().call_later(MINUTE, self._minute_over, kind)

    def _minute_over(self, kind: tuple[str, str]) -> None:
        event, why = kind
        if times := self._more.pop(kind):
            log.warning(event, why=why, times=times)
            self._wait(kind)


_REFUSALS: web.AppKey[Refusals] = web.AppKey("refusals", Refusals)


def tell_refused(request: web.Request, event: str, why: str) -> None:
    """In the log, at most once a minute for each event and reason, neither of which may be words from outside."""
    request.app[_REFUSALS].add(event, why)


class Web:
    """The server. Nothing but the signs of life is answered before `opened` and after `closed`."""

    def __init__(self, listen: tuple[str, int], routes: Iterable[web.RouteDef]) -> None:
        self._listen = listen
        self._open = False
        self.app = web.Application(client_max_size=LARGEST_BODY, middlewares=[self._answer])
        self.app[_IN_HAND], self.app[_READING], self.app[_REFUSALS] = Counter(), Counter(), Refusals()
        self.app.add_routes(routes)
        self.app.on_response_prepare.append(_dress)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Listens, as soon as the address is free. What is in hand at the end is finished first."""
        # Its own log of accesses would hold addresses of people and the tokens of their links.
        runner = _Runner(self.app, access_log=None, logger=_MUTE, keepalive_timeout=30, shutdown_timeout=LONGEST / 4)
        await runner.setup()
        tasks = Background()
        tasks.begin(self._listening(runner), name="web")
        try:
            yield
        finally:
            self.closed()
            await tasks.close()
            await runner.cleanup()

    def opened(self) -> None:
        self._open = True

    def closed(self) -> None:
        self._open = False

    async def _listening(self, runner: web.AppRunner) -> None:
        """Another process on this machine may have the address until it ends: one that stands by waits for it."""
        host, port = self._listen
        tries = 0
        while True:
            try:
                await web.TCPSite(runner, host, port).start()
            except OSError as error:
                wait = BACK_OFF[min(tries, len(BACK_OFF) - 1)]
                log.warning("not_listening", where=f"{host}:{port}", why=error.strerror or str(error), wait=wait)
                tries += 1
                await asyncio.sleep(wait)
            else:
                log.info("listening", where=f"{host}:{port}")
                return

    @web.middleware
    async def _answer(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Whatever goes wrong, nobody outside reads what; the log has it, without the address that was asked for."""
        route, in_hand = route_of(request), self.app[_IN_HAND]
        if request.path not in ALWAYS and (not self._open or in_hand[route] >= SIDE_BY_SIDE):
            return plain(503, headers=COME_AGAIN)
        in_hand[route] += 1
        try:
            async with asyncio.timeout(LONGEST):
                return await handler(request)
        except web.HTTPException as error:
            return plain(error.status, headers=_kept(error))
        except TimeoutError:
            log.warning("request_too_slow", route=route)
            return plain(503, headers=COME_AGAIN)
        except Exception as error:
            tell("request_failed", error, route=route)
            return plain(500)
        finally:
            in_hand[route] -= 1


async def body_of(request: web.Request, largest: int = LARGEST_BODY) -> bytes:
    """The body, of so many bytes at most. While it is on its way, the request takes no place of those in hand.

    Raises the HTTP error that is the answer: whoever is slow, hangs up or sends nonsense is no fault of ours.
    """
    if (request.content_length or 0) > largest:
        raise web.HTTPRequestEntityTooLarge(largest, request.content_length or 0)
    route, in_hand, reading = route_of(request), request.app[_IN_HAND], request.app[_READING]
    if reading[route] >= READING:
        raise web.HTTPServiceUnavailable(headers=COME_AGAIN)
    in_hand[route] -= 1
    reading[route] += 1
    try:
        async with asyncio.timeout(BODY):
            body = await request.clone(client_max_size=largest).read()
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except (ConnectionError, web.RequestPayloadError):
        raise web.HTTPBadRequest from None
    finally:
        reading[route] -= 1
        in_hand[route] += 1
    if in_hand[route] > SIDE_BY_SIDE:
        raise web.HTTPServiceUnavailable(headers=COME_AGAIN)
    return body


_MUTE = logging.getLogger("frontdesk.web.mute")
"""What the library says of requests that are none: it quotes them, and any scanner would fill the log with that."""
_MUTE.setLevel(logging.CRITICAL + 1)
_MUTE.propagate = False


class _Connection(web.RequestHandler):
    """What is no request in HTTP never gets to the middleware: it is answered like all others, without its words."""

    __slots__ = ()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        if request.writer.output_size > 0:
            raise ConnectionError("an answer has begun already")
        # Without a name here the library gives its own and its version.
        response = plain(status, headers={**HEADERS, "Server": ""})
        response.force_close()
        return response


class _Server(web.Server):
    def __call__(self) -> web.RequestHandler:
        return _Connection(self, loop=self._loop, **self._kwargs)


class _Runner(web.AppRunner):
    async def _make_server(self) -> web.Server:
        made = await super()._make_server()
        return _Server(made.request_handler, request_factory=made.request_factory, **self._kwargs)


def plain(status: int, words: str = "", headers: dict[str, str] | None = None) -> web.Response:
    """A short answer in plain text, by default the name of its status."""
    response = web.Response(status=status, headers=headers)
    response.text = f"{words or response.reason}\n"
    return response


def is_bearer(request: web.Request, token: str) -> bool:
    """Whether the request brings this token; takes as long for a wrong one."""
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    return kind.casefold() == "bearer" and same(given.strip(), token)


def same(given: str, secret: str) -> bool:
    """Compared in constant time; an empty secret is nobody's."""
    return bool(secret) and hmac.compare_digest(given.encode(errors="replace"), secret.encode())


def _kept(error: web.HTTPException) -> dict[str, str]:
    return {name: error.headers[name] for name in ("Allow", "Location", "Retry-After") if name in error.headers}


def route_of(request: web.Request) -> str:
    """As it is written in the code: the path itself may hold a token."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else "none"


async def _dress(_: web.Request, response: web.StreamResponse) -> None:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.popall("Server", None)
