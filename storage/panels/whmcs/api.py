"""Calls of WHMCS's API. Errors are told in the body, with HTTP 200 or 403; their beginning says which it is."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from desk.rules.panel import PanelDown, PanelGarbled, PanelRefused
from storage.panels.whmcs.rows import Row, rows_of, whole
from storage.panels.wire import Wire

PAGE: Final = 100
MOST_PAGES: Final = 2000
ANEW: Final = 3
"""Tries of a listing that changes while it is read."""

FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
FIRST_WRONG: Final = 400
FAILED: Final = 500
LONGEST_WORDS: Final = 200

_CREDENTIALS: Final = ("authentication failed", "invalid or missing credentials")
_ADDRESS: Final = "invalid ip"
_ROLE: Final = ("invalid permissions", "access denied")
_UNKNOWN: Final = ("api function not found", "action not found", "command not found")
_ABSENT: Final = (
    "client not found",
    "client id not found",
    "invalid client id",
)


class NotThere(Exception):
    """WHMCS says that there is no such client."""


class RoleDenies(PanelRefused):
    """The role of the credential does not allow an action."""


class NoSuchAction(PanelRefused):
    """This WHMCS does not know an action."""


class Complaint(PanelGarbled):
    """An action was let through and complains of what it was given."""


class Shifted(PanelGarbled):
    """What was being read page by page has changed meanwhile."""


class Api:
    """One credential at one WHMCS."""

    def __init__(self, wire: Wire, identifier: str, secret: str) -> None:
        self._wire = wire
        self._credential = {"identifier": identifier, "secret": secret, "responsetype": "json"}

    async def call(self, action: str, **parameters: object) -> Row:
        """Raises NotThere, and PanelTrouble for everything else that is no success."""
        body = urlencode({**self._credential, "action": action, **parameters}).encode()
        return await self._wire.ask(lambda: (body, FORM), lambda status, reply: self._judge(action, status, reply))

    async def listing(self, action: str, outer: str, inner: str, **parameters: object) -> list[Row]:
        """All rows of all pages, each once. Rather than ending short it raises."""
        for left in reversed(range(ANEW)):
            try:
                return await self._pages(action, outer, inner, parameters)
            except Shifted:
                if not left:
                    raise
        raise AssertionError("unreachable")

    async def at_once(self, action: str, outer: str, inner: str, **parameters: object) -> list[Row]:
        """All rows of an action that knows no pages."""
        reply = await self.call(action, **parameters)
        rows = rows_of(reply, outer, inner)
        if len(rows) != whole(reply, "totalresults"):
            raise PanelGarbled(f"WHMCS has answered {action} with another number of {outer} than it says")
        return rows

    async def _pages(self, action: str, outer: str, inner: str, parameters: Mapping[str, object]) -> list[Row]:
        found: dict[int, Row] = {}
        total, start = None, 0
        for _ in range(MOST_PAGES):
            reply = await self.call(action, limitstart=start, limitnum=PAGE, **parameters)
            rows, number = rows_of(reply, outer, inner), whole(reply, "totalresults")
            if total not in (None, number):
                raise Shifted(f"WHMCS has changed {outer} while they were read")
            total = number
            found |= {whole(row, "id"): row for row in rows}
            start += len(rows)
            if start >= number:
                if len(found) != number:
                    raise Shifted(f"WHMCS has given {len(found)} {outer} of {number}")
                return list(found.values())
            if not rows:
                raise PanelGarbled(f"WHMCS has given {len(found)} {outer} of {number}")
        raise PanelGarbled(f"WHMCS has more {outer} than can be read")

    def _judge(self, action: str, status: int, reply: Row) -> Row:
        if reply.get("result") == "success" and status < FIRST_WRONG:
            return reply
        message = " ".join(str(reply.get("message", "")).replace(self._credential["secret"], "***").split())
        message = message[:LONGEST_WORDS]
        if reply.get("result") == "error" and message:
            raise _trouble(action, status, message)
        if status >= FAILED:
            raise PanelDown(f"WHMCS has failed with HTTP {status}", f"HTTP {status}")
        raise PanelGarbled(f"WHMCS has answered {action} with neither success nor error (HTTP {status})")


def _trouble(action: str, status: int, message: str) -> Exception:
    said = message.casefold()
    if said.startswith(_CREDENTIALS):
        return PanelRefused(f"WHMCS does not take WHMCS_IDENTIFIER and WHMCS_SECRET ({message})", message)
    if said.startswith(_ADDRESS):
        return PanelRefused(
            f"WHMCS does not let our address in ({message}): add it in General Settings → Security → API IP Access",
            message,
        )
    if said.startswith(_ROLE):
        return RoleDenies(f"the role of WHMCS_IDENTIFIER does not allow {action} ({message})", message)
    if said.startswith(_UNKNOWN):
        return NoSuchAction(f"this WHMCS does not know {action} ({message})", message)
    if status >= FIRST_WRONG:
        # With a status of access the words may be new, but not the meaning.
        kind = PanelDown if status >= FAILED else PanelRefused
        return kind(f"WHMCS has answered {action} with HTTP {status} ({message})", message)
    if said.startswith(_ABSENT):
        return NotThere(message)
    return Complaint(f"WHMCS has answered {action} with an error ({message})", message)
