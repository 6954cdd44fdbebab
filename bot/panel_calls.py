"""Calls of the company's panel: signed, fresh, small, and JSON. Source: `desk.rules.signatures`."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.web import body_of, route_of, tell_refused
from desk.rules.signatures import NONCE, could_be, genuine

LARGEST = 16 * 1024
"""Bytes of a body."""


async def signed_call(request: web.Request, secret: str, now: Callable[[], datetime]) -> dict[str, Any]:
    """The body, and the `nonce` in it, of a call that whoever has the secret has signed.

    Raises the HTTP error that is the answer: 403 for what is not signed so, whatever else is wrong with it; then 400.
    """
    signature, at = request.headers.get("X-Signature", ""), request.headers.get("X-Timestamp", "")
    # Whoever does not even look like the panel is not waited for.
    if not could_be(at=at, signature=signature):
        raise _refused(request)
    body = await body_of(request, LARGEST)
    if not genuine(secret, at=at, body=body, signature=signature, now=now()):
        raise _refused(request)
    try:
        call = json.loads(body)
    except ValueError:
        raise web.HTTPBadRequest from None
    if not isinstance(call, dict) or not NONCE.fullmatch(str(call.get("nonce", ""))):
        raise web.HTTPBadRequest
    return call


def _refused(request: web.Request) -> web.HTTPException:
    tell_refused(request, "panel_call_refused", f"{route_of(request)}: its signature is wrong, or its time is not ours")
    return web.HTTPForbidden()
