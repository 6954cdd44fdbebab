"""Any other panel: one address that answers three questions in JSON. Source: docs/panel-http.md.

Questions are signed as the panel's own calls to the desk are (`desk.rules.signatures`). What is missing in an answer is
garbled, never empty.
"""

import json
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import date, datetime
from http import HTTPStatus
from secrets import token_urlsafe
from typing import Any, Final

from desk.ids import ClientId, ServiceId
from desk.rules.entitlement import Service, ServiceStatus
from desk.rules.panel import (
    ClientGarbled,
    Fault,
    Health,
    Misread,
    PanelClient,
    PanelDown,
    PanelGarbled,
    PanelRefused,
    PanelTrouble,
)
from desk.rules.people import Client, ClientCategory
from desk.rules.signatures import sign
from storage.panels.texts import one_line
from storage.panels.wire import Reply, Site, Wire

STATUSES: Final = {status.value: status for status in ServiceStatus}
CATEGORIES: Final = {category.value: category for category in ClientCategory if category != ClientCategory.PROSPECT}

REFUSALS: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})

Fields = Mapping[str, Any]


class HttpPanel:
    """Satisfies `ports.panel.Panel`."""

    def __init__(self, site: Site, secret: str, now: Callable[[], datetime]) -> None:
        self._wire = Wire(site)
        self._secret = secret
        self._now = now

    async def everybody(self) -> AsyncIterator[PanelClient | Misread]:
        """Whoever has no id could be anybody: then the listing is none."""
        after, seen = "", set[ClientId]()
        while True:
            reply = await self._ask("clients", after=after)
            page = {_number(given): given for given in _list(reply, "clients")}
            if len(page) < len(reply["clients"]) or seen & page.keys():
                raise PanelGarbled("the panel has given a client twice in one listing")
            seen |= page.keys()
            for number, given in page.items():
                try:
                    found: PanelClient | Misread = _client(given)
                except ClientGarbled as error:
                    found = Misread(number, error.fault, str(error))
                yield found
            if "next" not in reply:
                raise PanelGarbled("the panel has given clients without saying what is next")
            after = _text(reply, "next") if reply["next"] is not None else ""
            if not after:
                return
            if not page:
                raise PanelGarbled("the panel has given an empty page, and says that more follow")

    async def client(self, client: ClientId) -> PanelClient | None:
        reply = await self._ask("client", id=client)
        if "client" not in reply:
            raise PanelGarbled("the panel has answered without the client")
        if reply["client"] is None:
            return None
        found = _client(reply["client"])
        if found.client.id != client:
            raise PanelGarbled("the panel has answered with another client than was asked for")
        return found

    async def by_email(self, email: str) -> list[ClientId]:
        if not email:
            return []
        given = _list(await self._ask("find", email=email), "clients")
        if not all(isinstance(number, str) and number for number in given):
            raise PanelGarbled("the panel has answered with clients that are no ids")
        return [ClientId(number) for number in given]

    async def health(self) -> list[Health]:
        """Also whether somebody without the secret is turned away. Source: ASVS 13.2.2."""
        host, told = self._wire.site.host, list[Health]()
        if not self._wire.site.encrypted:
            told.append(Health(None, f"panel: {host} is asked over http, which is not encrypted"))
        try:
            await self._ask("find", email="nobody@example.invalid")
            told.append(Health(True, f"panel: {host} answers and lets us in"))
            told.append(await self._closed_to_others())
        except PanelTrouble as trouble:
            told.append(Health(False, f"panel: {trouble}"))
        return told

    async def close(self) -> None:
        await self._wire.close()

    async def _closed_to_others(self) -> Health:
        try:
            await self._ask("find", token_urlsafe(32), email="nobody@example.invalid")
        except PanelRefused:
            return Health(True, "panel: whoever has not the secret is turned away")
        except PanelTrouble as trouble:
            return Health(None, f"panel: whether others are turned away could not be seen ({trouble})")
        return Health(False, "panel: it answers without looking at X-Signature, so anybody can ask it about clients")

    async def _ask(self, do: str, secret: str = "", **what: str) -> Reply:
        def question() -> tuple[bytes, dict[str, str]]:
            body = json.dumps({"do": do, **what, "nonce": token_urlsafe(18)}, ensure_ascii=False).encode()
            at = int(self._now().timestamp())
            return body, {
                "Content-Type": "application/json",
                "X-Timestamp": str(at),
                "X-Signature": sign(secret or self._secret, at, body),
            }

        return await self._wire.ask(question, _judge)


def _judge(status: int, reply: Reply) -> Reply:
    why = one_line(reply.get("error"))
    if status == HTTPStatus.OK and not why:
        return reply
    words = why or f"HTTP {status}"
    said = f"the panel has answered with HTTP {status}" + (f" ({why})" if why else "")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS:
        raise PanelDown(said, words)
    if status in REFUSALS:
        raise PanelRefused(f"{said}: look at PANEL_HTTP_SECRET and at its clock", words)
    if status == HTTPStatus.NOT_FOUND:
        raise PanelRefused(f"{said}: there is nothing to ask at this address", words)
    raise PanelGarbled(said, words)


def _number(given: Any) -> ClientId:
    return ClientId(_text(_fields(given, "client"), "id"))


def _client(given: Any) -> PanelClient:
    """Raises ClientGarbled: whatever is wrong in it is one client's."""
    fields = _fields(given, "client")
    category = CATEGORIES.get(_text(fields, "category", Fault.CATEGORY))
    if category is None:
        why = f"the panel has a client whose category is not one of {', '.join(CATEGORIES)}"
        raise ClientGarbled(why, Fault.CATEGORY)
    client = Client(
        ClientId(_text(fields, "id")),
        _text(fields, "name"),
        category,
        _email(fields),
        one_line(fields.get("phone")),
    )
    services = tuple(_service(client.id, _fields(item, "service")) for item in _list(fields, "services"))
    return PanelClient(client, services, _yes(fields, "open"), has_email="email" in fields)


def _service(client: ClientId, fields: Fields) -> Service:
    word = _text(fields, "status", Fault.STATUS)
    status = STATUSES.get(word.lower(), ServiceStatus.ENDED)
    return Service(
        ServiceId(_text(fields, "id")),
        client,
        _text(fields, "name"),
        _text(fields, "product"),
        status,
        _day(fields, "paid_until"),
        _day(fields, "done_on") if "done_on" in fields else None,
        raw="" if word.lower() == status else word,
    )


def _fields(given: Any, what: str) -> Fields:
    if not isinstance(given, dict):
        raise ClientGarbled(f"the panel has given a {what} that is no object")
    return given


def _list(fields: Fields, name: str) -> list[Any]:
    found = fields.get(name)
    if not isinstance(found, list):
        raise ClientGarbled(f"the panel has answered without the list {name}")
    return found


def _text(fields: Fields, name: str, fault: Fault = Fault.UNREADABLE) -> str:
    found = one_line(fields.get(name))
    if not found:
        raise ClientGarbled(f"the panel has answered without {name}, or with one that is no text", fault)
    return found


def _email(fields: Fields) -> str:
    """Only an empty one or `null` says that there is none: that ends what it has proven."""
    given = fields.get("email")
    if given is not None and not isinstance(given, str):
        raise ClientGarbled("the panel has answered with an email that is no text")
    return one_line(given).lower()


def _yes(fields: Fields, name: str) -> bool:
    found = fields.get(name)
    if not isinstance(found, bool):
        raise ClientGarbled(f"the panel has answered without true or false in {name}")
    return found


def _day(fields: Fields, name: str) -> date | None:
    """`null` has to be said: without term is much to promise."""
    if name not in fields:
        raise ClientGarbled(f"the panel has answered without {name}", Fault.DATE)
    if fields[name] is None:
        return None
    try:
        return date.fromisoformat(_text(fields, name, Fault.DATE))
    except ValueError:
        why = f"the panel has answered with {name} that is no date like 2026-12-31"
        raise ClientGarbled(why, Fault.DATE) from None
