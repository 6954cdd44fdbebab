"""Calls of the company's panel: signed, fresh, small, and JSON. Source: `desk.rules.signatures`."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog
from aiohttp import web

from desk.rules.signatures import NONCE, genuine

log = structlog.get_logger()

LARGEST = 16 * 1024
"""Bytes of a body."""


async def signed_call(request: web.Request, secret: str, now: Callable[[], datetime]) -> dict[str, Any]:
    """The body, and the `nonce` in it, of a call that whoever has the secret has signed.

    Raises the HTTP error that is the answer: 403 for what is not signed so, whatever else is wrong with it; then 400.
    """
    if request.content_length is not None and request.content_length > LARGEST:
        raise web.HTTPRequestEntityTooLarge(LARGEST, request.content_length)
    body = await request.read()
    signature, at = request.headers.get("X-Signature", ""), request.headers.get("X-Timestamp", "")
    if len(body) > LARGEST or not genuine(secret, at=at, body=body, signature=signature, now=now()):
        log.warning("panel_call_refused", what="its signature is wrong, or its time is not ours", route=request.path)
        raise web.HTTPForbidden
    try:
        call = json.loads(body)
    except ValueError:
        raise web.HTTPBadRequest from None
    if not isinstance(call, dict) or not NONCE.fullmatch(str(call.get("nonce", ""))):
        raise web.HTTPBadRequest
    return call
