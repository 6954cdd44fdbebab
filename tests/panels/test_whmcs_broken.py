"""Whatever one thing is wrong in an answer of WHMCS: no service vanishes by it, and none becomes active."""

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.ids import ClientId
from desk.rules.entitlement import ServiceStatus
from desk.rules.panel import PanelTrouble
from storage.panels.whmcs import Whmcs
from storage.panels.wire import Site
from tests.fakes.whmcs import IDENTIFIER, SECRET, FakeWhmcs

GONE = object()
INSTEAD: tuple[Any, ...] = (
    GONE,
    None,
    {},
    [],
    "",
    " ",
    0,
    1,
    -1,
    "0",
    "1",
    True,
    "x",
    "0000-00-00",
    "Active",
    [[]],
    {"0": {}},
    1e9,
)

Path = tuple[str | int, ...]


def a_whmcs() -> FakeWhmcs:
    there = FakeWhmcs()
    there.client(42, "anna@example.com")
    there.product(901, 42, "Site Care", domain="shop.example", status="Suspended")
    there.product(902, 42, "Hosting", status="Terminated")
    there.domain(12, 42, "shop.example", status="Expired")
    there.addon(5, 42, 901, "Backups", status="Cancelled")
    return there


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    if path:
        yield path
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        yield from paths(inner, (*path, key))


def changed(value: Any, path: Path, to: Any) -> Any:
    """A later page has not all that the first one has: what is not there stays so."""
    if path not in paths(value):
        return value
    whole = copy.deepcopy(value)
    place = whole
    for key in path[:-1]:
        place = place[key]
    if to is GONE:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return whole


class Line:
    """No wire: answers are judged as they would be, and one of them is spoilt."""

    def __init__(self, there: FakeWhmcs, action: str, spoil: Callable[[Any], Any]) -> None:
        self._there, self._action, self._spoil = there, action, spoil

    async def ask(self, question: Callable[[], Any], judge: Callable[[int, Any], Any]) -> Any:
        form = dict(parse_qsl(question()[0].decode()))
        reply = json.loads(json.dumps(self._there._do(form["action"], form)))
        return judge(200, self._spoil(reply) if form["action"] == self._action else reply)


ACTIONS = ("GetClientsDetails", "GetClientsProducts", "GetClientsDomains", "GetClientsAddons")


@settings(max_examples=600)
@given(st.data())
async def test_sec_35_no_single_fault_takes_a_service_away_or_makes_one_active(data: st.DataObject) -> None:
    there = a_whmcs()
    action = data.draw(st.sampled_from(ACTIONS))
    told = json.loads(json.dumps(there._do(action, {"clientid": "42"})))
    path = data.draw(st.sampled_from(list(paths(told))))
    to = data.draw(st.sampled_from(INSTEAD))
    panel = Whmcs(Site("https://whmcs.example"), IDENTIFIER, SECRET)
    panel._api._wire = Line(there, action, lambda reply: changed(reply, path, to))  # type: ignore[assignment]  # stands in
    try:
        found = await panel.client(ClientId("42"))
    except PanelTrouble:
        return
    assert found is not None, f"{action}: {path} = {to!r} reads as 'no such client'"
    said_so = to == "Active" and path[-1] == "status"
    active = [service for service in found.services if service.status is ServiceStatus.ACTIVE]
    assert len(found.services) == 4, f"{action}: {path} = {to!r} takes a service away"
    assert said_so or not active, f"{action}: {path} = {to!r} makes {active} active"
    assert found.open
