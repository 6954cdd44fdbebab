"""A bad line between the desk and PostgreSQL: it is cut, hangs, refuses, or loses the answer to a COMMIT."""

import asyncio
from asyncio import StreamReader, StreamWriter
from contextlib import suppress
from types import TracebackType
from typing import Final, Self

from sqlalchemy import URL, make_url

from bot.background import Background

COMMIT: Final = b"COMMIT"
LARGEST: Final = 1 << 16


class Wire:
    """`async with Wire(url) as wire`; the desk's DATABASE_URL is `wire.url`. Good until told otherwise."""

    def __init__(self, url: str) -> None:
        self._to: URL = make_url(url)
        self._server: asyncio.Server | None = None
        self._tasks = Background()
        self._open: set[StreamWriter] = set()
        self._flows = asyncio.Event()
        self._flows.set()
        self._refusing = False
        self.to_lose = 0
        self.lost = 0
        """Answers to a COMMIT that the server has done."""

    @property
    def url(self) -> str:
        assert self._server is not None
        port = self._server.sockets[0].getsockname()[1]
        return self._to.set(host="127.0.0.1", port=port).render_as_string(hide_password=False)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._pass, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        self.cut()
        self._flows.set()
        await self._tasks.close()

    def cut(self) -> None:
        """Every connection dies, in the middle of whatever it was doing."""
        for end in list(self._open):
            end.transport.abort()

    def hang(self) -> None:
        """Nothing comes through in either direction, and nobody is told."""
        self._flows.clear()

    def refuse(self) -> None:
        """Whoever connects is sent away."""
        self._refusing = True

    def mend(self) -> None:
        self._refusing = False
        self._flows.set()

    async def _pass(self, desk_in: StreamReader, desk_out: StreamWriter) -> None:
        if self._refusing:
            desk_out.transport.abort()
            return
        server_in, server_out = await asyncio.open_connection(self._to.host or "127.0.0.1", self._to.port or 5432)
        ends = {desk_out, server_out}
        self._open |= ends
        committing = asyncio.Event()
        self._tasks.begin(self._there(desk_in, server_out, committing), name="to the server")
        self._tasks.begin(self._back(server_in, desk_out, ends, committing), name="from the server")

    async def _there(self, source: StreamReader, target: StreamWriter, committing: asyncio.Event) -> None:
        with suppress(OSError):
            while data := await source.read(LARGEST):
                await self._flows.wait()
                if self.to_lose and COMMIT in data:
                    self.to_lose -= 1
                    committing.set()
                target.write(data)
                await target.drain()
        target.close()

    async def _back(
        self, source: StreamReader, target: StreamWriter, ends: set[StreamWriter], committing: asyncio.Event
    ) -> None:
        with suppress(OSError):
            while data := await source.read(LARGEST):
                await self._flows.wait()
                if committing.is_set() and COMMIT in data:
                    self.lost += 1
                    for end in ends:
                        end.transport.abort()
                    break
                target.write(data)
                await target.drain()
        target.close()
        self._open -= ends
