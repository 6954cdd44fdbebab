"""`POST /panel/links`: the company's panel asks for a sign-in link for whoever is signed in there."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from aiohttp import web

from bot.panel_calls import signed_call
from bot.web import tell_refused
from desk.ids import ClientId
from desk.office import Office
from desk.rules.codes import looks_like_email
from desk.rules.panel_links import LIFETIME, new_payload, role_of
from desk.rules.people import Role
from desk.usecases.panel_links import NotIssued, issue

LONGEST = 200
"""Characters of a name or number of the panel."""

STATUS = {
    NotIssued.REPLAYED: HTTPStatus.CONFLICT,
    NotIssued.UNKNOWN_CLIENT: HTTPStatus.NOT_FOUND,
    NotIssued.TOO_MANY: HTTPStatus.TOO_MANY_REQUESTS,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is signed in there, as the panel vouches for it."""

    client: ClientId
    login: str
    email: str
    role: Role


def asked(call: dict[str, Any]) -> Asked | str:
    """What the panel asks for, or the word for why it gets nothing. Raises 400 for what is no such call."""
    client, login, email, may = (call.get(name) for name in ("client", "user", "email", "may"))
    owner, masquerading = call.get("owner"), call.get("masquerading")
    right = (
        _is_name(client)
        and _is_name(login)
        and isinstance(email, str)
        and (not email or (len(email) <= LONGEST and looks_like_email(email)))
        and isinstance(may, list)
        and isinstance(owner, bool)
        # Said outright, or it is no call of ours: a panel that forgets to say it must not count as saying no.
        and isinstance(masquerading, bool)
    )
    if not right:
        raise web.HTTPBadRequest
    if masquerading:
        return "masquerading"
    role = role_of(owner=bool(owner), may=frozenset(str(word) for word in may or ()))
    if role is None:
        return "no_right"
    return Asked(ClientId(str(client)), str(login), str(email).lower(), role)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST and value.isprintable()


def routes(
    *,
    office: Office,
    secret: str,
    now: Callable[[], datetime],
    bot_name: Callable[[], str],
    ask_panel: Callable[[ClientId], Awaitable[None]],
) -> list[web.RouteDef]:
    """None of it without a secret. `ask_panel` gets to know the client as the panel has them now."""

    async def give(request: web.Request) -> web.Response:
        call = await signed_call(request, secret, now)
        wanted = asked(call)
        if isinstance(wanted, str):
            tell_refused(request, "panel_link_refused", wanted)
            return web.json_response({"error": wanted}, status=HTTPStatus.FORBIDDEN)
        if not bot_name():
            raise web.HTTPServiceUnavailable
        await ask_panel(wanted.client)
        payload = new_payload()
        refused = await office.run(
            issue,
            nonce=str(call["nonce"]),
            payload=payload,
            client=wanted.client,
            login=wanted.login,
            email=wanted.email,
            role=wanted.role,
        )
        if refused is not None:
            tell_refused(request, "panel_link_refused", str(refused))
            return web.json_response({"error": refused}, status=STATUS[refused])
        told = {"link": f"https://t.me/{bot_name()}?start={payload}", "seconds": int(LIFETIME.total_seconds())}
        return web.json_response(told, status=HTTPStatus.CREATED)

    return [web.post("/panel/links", give)] if secret else []
