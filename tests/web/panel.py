"""The company's panel as it calls the desk."""

import json
import secrets
from typing import Any

from aiohttp import ClientSession

from desk.rules.signatures import sign
from tests.web.conftest import WebDesk

SECRET = "5f2c0e4b7a91d3868e1fb05a44c7d290"


def a_call(**changes: Any) -> dict[str, Any]:
    """Anna, the owner of Ромашка, is signed in there and presses the button."""
    usual = {
        "nonce": secrets.token_urlsafe(16),
        "client": "c-1",
        "user": "7",
        "email": "anna@example.com",
        "owner": True,
        "may": [],
        "masquerading": False,
    }
    return usual | changes


async def calls(web: WebDesk, call: object, *, secret: str = SECRET, late: int = 0, **headers: str) -> tuple[int, Any]:
    """(status, JSON of the answer or its text) of a signed call."""
    at = int(web.desk.app.clock.now().timestamp()) - late
    body = json.dumps(call).encode()
    signed = {"X-Timestamp": str(at), "X-Signature": sign(secret, at, body)}
    return await posts(web.http, web.url, body, **(signed | headers))


async def posts(http: ClientSession, url: str, body: bytes, **headers: str) -> tuple[int, Any]:
    async with http.post(f"{url}/panel/links", data=body, headers=headers) as answer:
        text = await answer.text()
        is_json = answer.content_type == "application/json"
        return answer.status, json.loads(text) if is_json else text


async def a_payload(web: WebDesk, **changes: Any) -> str:
    """What is behind start= in the link that the panel shows."""
    status, told = await calls(web, a_call(**changes))
    assert (status, told["seconds"]) == (201, 600), told
    where, _, payload = told["link"].partition("?start=")
    assert where == f"https://t.me/{web.desk.app.places.me}"
    return str(payload)
