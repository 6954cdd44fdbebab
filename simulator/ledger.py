"""What the bot did, and what it should not have done."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Bot API; `outcome` is "ok" or the description of the error."""

    time: datetime
    method: str
    chat_id: int | None
    parameters: dict[str, str]
    outcome: str


@dataclass(frozen=True, slots=True)
class Violation:
    """What real Telegram would let pass, punish later or not know, and a careful bot never does."""

    time: datetime
    method: str
    what: str


@dataclass
class Query:
    """A button that was pressed."""

    id: str
    data: str
    answered: bool = False


@dataclass
class Ledger:
    """Tests assert `violations == []`."""

    now: Callable[[], datetime]
    calls: list[Call] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)
    queries: dict[str, Query] = field(default_factory=dict)

    def record(self, method: str, chat_id: int | None, parameters: dict[str, str], outcome: str) -> None:
        """Writes down one finished call."""
        self.calls.append(Call(self.now(), method, chat_id, parameters, outcome))

    def violation(self, method: str, what: str) -> None:
        """Writes down one violation."""
        self.violations.append(Violation(self.now(), method, what))

    def calls_of(self, method: str) -> list[Call]:
        """Calls of one method, oldest first."""
        return [call for call in self.calls if call.method == method]

    def refused(self) -> list[Call]:
        """Calls that got an error."""
        return [call for call in self.calls if call.outcome != "ok"]

    def unanswered(self) -> list[str]:
        """The data of pressed buttons whose query the bot never answered."""
        return [query.data for query in self.queries.values() if not query.answered]

    def as_json(self) -> dict[str, Any]:
        """The whole ledger with times in ISO 8601."""
        return {
            "calls": [asdict(call) | {"time": call.time.isoformat()} for call in self.calls],
            "violations": [asdict(found) | {"time": found.time.isoformat()} for found in self.violations],
            "unanswered": self.unanswered(),
        }
