"""One call of the Bot API: its parameters as they came, and readers that forgive what the real server forgives."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from simulator.errors import bad_request
from simulator.ledger import Ledger
from simulator.world.world import World


class Upload(NamedTuple):
    """A file that came with the call."""

    name: str
    content: bytes


@dataclass
class Call:
    """Parameters arrive as strings, whatever the encoding of the request; objects and arrays as JSON."""

    world: World
    ledger: Ledger
    method: str
    parameters: Mapping[str, str]
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The parameter; empty when it is missing."""
        return self.parameters.get(name, "")

    def has(self, name: str) -> bool:
        """Whether the parameter was sent at all."""
        return name in self.parameters

    def integer(self, name: str) -> int:
        """The parameter as a number; 0 when it is missing or none."""
        text = self.text(name)
        return int(text) if text.removeprefix("-").isdecimal() else 0

    def number(self, name: str) -> float:
        """The parameter as a fraction; 0 when it is missing or none."""
        try:
            return float(self.text(name))
        except ValueError:
            return 0.0

    def flag(self, name: str) -> bool:
        """The parameter as a boolean."""
        return self.text(name).lower() in {"true", "yes", "1"}

    def json(self, name: str, complaint: str) -> Any:
        """The parameter's JSON value, None when it is missing; refuses with `complaint` what cannot be read."""
        if not self.text(name):
            return None
        try:
            return json.loads(self.text(name))
        except ValueError:
            raise bad_request(complaint) from None

    def list(self, name: str, complaint: str) -> list[Any]:
        """The parameter's JSON array, empty when it is missing."""
        value = self.json(name, complaint)
        if value is None:
            return []
        if not isinstance(value, list):
            raise bad_request(complaint)
        return value

    def violation(self, what: str) -> None:
        """Writes a violation of this call into the ledger."""
        self.ledger.violation(self.method, what)

    def chat_id(self) -> int | None:
        """The number of the chat that the call names, for the ledger and the limits."""
        return self.integer("chat_id") or None

    def actions(self) -> int:
        """How many actions Telegram's limits count for this call: each item of an album, each copied message."""
        for name in ("media", "message_ids"):
            if self.method in {"sendMediaGroup", "copyMessages", "forwardMessages"} and self.has(name):
                try:
                    return max(1, len(json.loads(self.text(name))))
                except (ValueError, TypeError):
                    return 1
        return 1
