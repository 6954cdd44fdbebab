"""The page over HTTP: its files, the files of messages, and the stream of what changes."""

import json
from collections.abc import Awaitable, Callable
from importlib.resources import files
from urllib.parse import urlsplit

from aiohttp import web

from simulator.page.snapshot import Reader
from simulator.stage import Stage

OWN = frozenset({"127.0.0.1", "localhost", "::1"})
LOOK_EACH = 1.0
"""Seconds after which the stream looks unasked: another process may have moved the clock."""

TYPES = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "svg": "image/svg+xml",
}
SHOWN = {
    ("image", "png"), ("image", "jpeg"), ("image", "gif"), ("image", "webp"), ("video", "mp4"), ("audio", "mpeg"),
    ("audio", "ogg"), ("video", "webm"),
}  # fmt: skip
"""Kinds of content that a browser may show; all others are saved."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' blob: data:; "
    "media-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
GUARDED = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def refuse_strangers(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A page of somebody else that is open in the same browser gets nothing, whatever name it gives this machine."""
    origin = request.headers.get("Origin")
    host = urlsplit(f"//{request.host}").hostname
    if host not in OWN or (origin is not None and urlsplit(origin).netloc != request.host):
        return web.json_response({"error": "only for pages of this machine", "kind": "stranger"}, status=403)
    return await handler(request)


class Site:
    """Read-only: what the page does goes through `/control`."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def routes(self) -> list[web.RouteDef]:
        """What the HTTP server serves."""
        return [
            web.get("/", self._index),
            web.get("/favicon.ico", self._icon),
            web.get("/page/stream", self._stream),
            web.get("/page/file/{file_id}", self._file),
            web.get(r"/page/{name:[\w.-]+}", self._asset),
        ]

    async def _index(self, request: web.Request) -> web.Response:
        return _served("index.html")

    async def _icon(self, request: web.Request) -> web.Response:
        return _served("icon.svg")

    async def _asset(self, request: web.Request) -> web.Response:
        return _served(request.match_info["name"])

    async def _file(self, request: web.Request) -> web.Response:
        stored = self._stage.world.files.by_id(request.match_info["file_id"])
        if stored is None:
            return web.Response(status=404, text="There is no such file.", headers=GUARDED)
        kind = _kind_of(stored.content, stored.mime_type)
        shown = tuple(kind.split("/", 1)) in SHOWN
        headers = GUARDED | {"Content-Disposition": "inline" if shown else "attachment"}
        return web.Response(
            body=stored.content, content_type=kind if shown else "application/octet-stream", headers=headers
        )

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers=GUARDED | {"Content-Type": "text/event-stream"})
        await response.prepare(request)
        world, reader = self._stage.world, Reader(self._stage)
        seen = -1
        while not world.closing and not _is_gone(request):
            await world.changes.wait_for(lambda: world.closing or world.changes.revision != seen, LOOK_EACH)  # noqa: B023
            seen = world.changes.revision
            patch = reader.patch()
            line = f"data: {json.dumps(patch, ensure_ascii=False)}\n\n" if patch else ": nothing new\n\n"
            try:
                await response.write(line.encode())
            except ConnectionError:
                break
        return response


def _is_gone(request: web.Request) -> bool:
    return request.transport is None or request.transport.is_closing()


def _served(name: str) -> web.Response:
    kind = TYPES.get(name.rpartition(".")[2])
    found = files("simulator.page") / "assets" / name
    if kind is None or not found.is_file():
        return web.Response(status=404, text="There is no such page.", headers=GUARDED)
    return web.Response(body=found.read_bytes(), content_type=kind, charset="utf-8", headers=GUARDED)


MAGIC = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"GIF8", "image/gif"))


def _kind_of(content: bytes, guessed: str) -> str:
    """A photo is what its bytes say; a name may say anything."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in MAGIC if content.startswith(start)), guessed)
