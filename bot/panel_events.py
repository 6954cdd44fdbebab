"""`POST /panel/events`: the company's panel tells whose data have changed. The panel itself is then asked what has."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any

from aiohttp import web

from bot.panel_calls import signed_call
from desk.ids import ClientId
from desk.office import Office
from desk.usecases.panel_events import Told, changed

MOST = 500
"""Clients in one call."""

LONGEST = 100
"""Characters of a client's number."""

STATUS = {
    Told.TAKEN: HTTPStatus.ACCEPTED,
    Told.REPLAYED: HTTPStatus.CONFLICT,
    Told.TOO_MANY: HTTPStatus.TOO_MANY_REQUESTS,
}

LATER = {"Retry-After": "600"}


def clients_of(call: dict[str, Any]) -> list[ClientId]:
    """Each once. Raises 400 for what are no numbers of clients: names and addresses have no business here."""
    given = call.get("clients")
    if set(call) != {"nonce", "clients"} or not isinstance(given, list) or not 0 < len(given) <= MOST:
        raise web.HTTPBadRequest
    if not all(isinstance(client, str) and 0 < len(client) <= LONGEST and client.isprintable() for client in given):
        raise web.HTTPBadRequest
    return [ClientId(client) for client in dict.fromkeys(given)]


def routes(*, office: Office, secret: str, now: Callable[[], datetime], wake: Callable[[], None]) -> list[web.RouteDef]:
    """None of it without a secret. `wake` says that there is somebody to be asked about."""

    async def take(request: web.Request) -> web.Response:
        call = await signed_call(request, secret, now)
        told = await office.run(changed, nonce=str(call["nonce"]), clients=clients_of(call))
        if told is Told.TAKEN:
            wake()
        return web.Response(status=STATUS[told], headers=LATER if told is Told.TOO_MANY else None)

    return [web.post("/panel/events", take)] if secret else []
