"""Calls of a panel over HTTP: to one address, within limits of time and size, without redirects.

Whoever can answer in the panel's place or lead us elsewhere learns nothing and proves nothing: TLS is always verified
(a company's own authority is named, never skipped), the address is fixed, private networks have to be allowed, and
no answer of more than a few megabytes is read. Source: ASVS 1.3.6, 12.3.2, 13.2.4, 15.3.2.
"""

import asyncio
import json
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

import aiohttp
from circuitbreaker import CircuitBreaker

from desk.rules.panel import PanelDown, PanelGarbled, PanelRefused
from storage.panels.addresses import Network, may_reach, read_address

T = TypeVar("T")

Reply = dict[str, Any]
Judge = Callable[[int, Reply], T]
"""From the HTTP status and the JSON object to what was asked for; raises a PanelTrouble."""
Question = Callable[[], tuple[bytes, Mapping[str, str]]]
"""Body and headers; made anew for each try, so that what may be used once is not used twice."""

LARGEST: Final = 4 << 20
"""Bytes of an answer."""

AT_ONCE: Final = 4
"""Calls in hand: a panel serves people, too."""

TRIES: Final = 2
QUICKLY: Final = 2.0
"""Seconds: what failed faster is tried again at once, what took longer keeps nobody waiting twice."""

PAUSE: Final = 0.2

FAILURES: Final = 5
"""After so many in a row the panel is left alone."""

ALONE: Final = 30
"""Seconds, after which one call shows how it is."""

_AGAIN: Final = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS)
_SHUT: Final = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.PROXY_AUTHENTICATION_REQUIRED)
_NOTHING: Final = (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.GONE)


@dataclass(frozen=True, slots=True)
class Site:
    """Where a panel is. `networks` are private ones that are allowed; `plain`: http is, too, beyond this machine."""

    url: str
    networks: tuple[Network, ...] = ()
    plain: bool = False
    ca_file: Path | None = None
    seconds: float = 10.0
    """For one call, from the connection to the last byte."""
    alone: float = ALONE

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc

    @property
    def encrypted(self) -> bool:
        return self.url.lower().startswith("https://")


class NoAnswer(PanelGarbled):
    """What came is none of the panel's own answers: nothing of it is about what was asked."""


class Barred(OSError):
    """Not to be connected to. The words are always the same, so that several of them stay this error."""


class Breaker(CircuitBreaker):  # type: ignore[misc]  # the library has no types
    """A call that was cut off on our side is neither a failure nor an answer: nothing is known by it."""

    def __exit__(self, kind: Any, error: Any, trace: Any) -> bool:
        if kind is not None and issubclass(kind, asyncio.CancelledError):
            return False
        return bool(super().__exit__(kind, error, trace))


class Wire:
    """The line to one panel."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._session: aiohttp.ClientSession | None = None
        self._barred = ""
        self._places = asyncio.Semaphore(AT_ONCE)
        self._breaker = Breaker(FAILURES, site.alone, PanelDown, name=site.host)

    async def ask(self, question: Question, judge: Judge[T]) -> T:
        """POST it. One who is not waited for any longer says nothing of the panel.

        Raises PanelDown, PanelRefused, PanelGarbled; the words of each can be shown to an operator.
        """
        async with self._places:
            if self._breaker.opened:
                raise PanelDown(f"{self.site.host} has failed {FAILURES} times in a row and is left alone for a while")
            answer: T = await self._breaker.call_async(self._tries, question, judge)
            return answer

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def _tries(self, question: Question, judge: Judge[T]) -> T:
        for left in reversed(range(TRIES)):
            begun = time.monotonic()
            try:
                return await self._once(*question(), judge)
            except PanelDown:
                if not left or time.monotonic() - begun > QUICKLY:
                    raise
                await asyncio.sleep(PAUSE)
        raise AssertionError("unreachable")

    async def _once(self, body: bytes, headers: Mapping[str, str], judge: Judge[T]) -> T:
        host = self.site.host
        try:
            async with self._opened().post(self.site.url, data=body, headers=headers, allow_redirects=False) as answer:
                read = await _read(answer, host)
                return judge(answer.status, _object(answer, read, host))
        except TimeoutError:
            raise PanelDown(f"{host} has not answered within {self.site.seconds:g} seconds") from None
        except (aiohttp.ClientConnectorCertificateError, aiohttp.ClientConnectorSSLError, ssl.SSLError) as error:
            raise PanelRefused(f"no safe connection to {host}: {_why(error)}") from None
        except aiohttp.ClientConnectorError as error:
            if isinstance(error.os_error, Barred):
                raise PanelRefused(f"{host} is at {self._barred}") from None
            raise PanelDown(f"{host} cannot be reached: {error.os_error.strerror or error.os_error}") from None
        except aiohttp.InvalidURL:
            raise PanelRefused(f"{host} is not an address that can be called") from None
        except aiohttp.ClientError as error:
            raise PanelDown(f"{host} has broken off: {type(error).__name__}") from None

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=AT_ONCE, ssl=self._authorities(), socket_factory=self._gate),
                timeout=aiohttp.ClientTimeout(total=self.site.seconds),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                headers={"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "frontdesk"},
            )
        return self._session

    def _authorities(self) -> ssl.SSLContext:
        """The system's, and the company's own. There is no way to trust everybody."""
        context = ssl.create_default_context()
        if self.site.ca_file is not None:
            try:
                context.load_verify_locations(self.site.ca_file)
            except OSError as error:
                why = f"{self.site.ca_file} has no certificates that can be read: {_why(error)}"
                raise PanelRefused(why) from None
        return context

    def _gate(self, info: tuple[Any, ...]) -> socket.socket:
        """Asked for each address, whatever named it, just before it is connected to."""
        family, kind, protocol, _, place = info
        address = read_address(place[0])
        if not may_reach(address, self.site.networks):
            self._bar(f"{address}, which is in no public network: if that is right, allow it with PANEL_NETWORKS")
        if not (self.site.encrypted or self.site.plain or address.is_loopback):
            self._bar(f"{address}, and http is not encrypted: use https, or allow it with PANEL_PLAIN_HTTP")
        return socket.socket(family, kind, protocol)

    def _bar(self, why: str) -> None:
        self._barred = why
        raise Barred("not allowed")


async def _read(answer: aiohttp.ClientResponse, host: str) -> bytes:
    read = bytearray()
    async for part in answer.content.iter_any():
        read += part
        if len(read) > LARGEST:
            raise NoAnswer(f"{host} has answered with more than {LARGEST >> 20} MB")
    return bytes(read)


def _object(answer: aiohttp.ClientResponse, read: bytes, host: str) -> Reply:
    """The JSON object, whatever the status is: panels tell errors in it. Without one the status decides."""
    status = answer.status
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        raise PanelRefused(f"{host} sends us on to another address: set the one at which the panel itself answers")
    try:
        found = json.loads(read)
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, dict):
        return found
    words = f"HTTP {status}"
    said = f"{host} has answered with {words}"
    if status in _AGAIN or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise PanelDown(said, words)
    if status in _SHUT:
        raise PanelRefused(f"{said}: it does not let us in", words)
    if status in _NOTHING:
        raise PanelRefused(f"{said}: there is nothing to ask at this address", words)
    raise NoAnswer(f"{said} and with something that is no JSON object", words)


def _why(error: Exception) -> str:
    """Of a certificate: what is wrong with it, without the library's source lines."""
    inner = getattr(error, "certificate_error", None) or getattr(error, "os_error", None) or error
    return str(getattr(inner, "verify_message", "") or getattr(inner, "strerror", "") or inner)
