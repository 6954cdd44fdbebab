"""What goes wrong, and when."""

import json
import random
from dataclasses import dataclass, field, fields
from enum import Enum
from typing import Any

from simulator.methods.call import Call

SPARED = frozenset({"getUpdates", "getMe"})
UNTIL_TOLD = 0


class Kind(Enum):
    """How a call goes wrong. Where Telegram may do it all the same or not, `acting` of the rule says which."""

    LOST_CALL = "lost_call"
    """The connection dies on the way there: Telegram never hears of it."""
    LOST_ANSWER = "lost_answer"
    """Telegram does it, and the connection dies before the answer is back."""
    SLOW = "slow"
    """Telegram does it and answers after `seconds` of the simulator's clock; after 0 once the client has hung up."""
    TRUNCATED = "truncated"
    """Telegram does it, and half of the JSON comes back."""
    SERVER_ERROR = "server_error"
    """500 with JSON."""
    BAD_GATEWAY = "bad_gateway"
    """502 with a page of HTML."""
    TOO_LARGE = "too_large"
    """413 with JSON; nothing is done."""
    TOO_LARGE_PAGE = "too_large_page"
    """413 with a page of HTML; nothing is done."""
    FLOOD = "flood"
    """429 with a wait of `seconds`, or with 0 seconds one that does not say how long; nothing is done."""
    FORBIDDEN = "forbidden"
    """403 with `text`; nothing is done."""
    BAD_REQUEST = "bad_request"
    """400 with `text`; nothing is done."""
    PARTLY = "partly"
    """sendMediaGroup and copyMessages: `parts` of it arrive, and the whole is refused for `text`."""
    SHORT = "short"
    """copyMessages: `parts` of it arrive, and the others are left out without a word."""
    AGAIN = "again"
    """getUpdates: what was confirmed last is handed out once more, `parts` of it (0: all that is remembered)."""
    SHUFFLED = "shuffled"
    """getUpdates: what came in together is numbered anew, as Telegram may: messages of a chat keep their order."""
    SHUFFLED_ANYWHERE = "shuffled_anywhere"
    """getUpdates: the same without any order, which Telegram does not do."""


MIXING = frozenset({Kind.SHUFFLED, Kind.SHUFFLED_ANYWHERE})
OF_UPDATES = MIXING | {Kind.AGAIN}
WHERE_POSSIBLE = {Kind.PARTLY: {"sendMediaGroup", "copyMessages"}, Kind.SHORT: {"copyMessages"}}
TEXTS = {
    Kind.FORBIDDEN: "Forbidden: bot was blocked by the user",
    Kind.BAD_REQUEST: "Bad Request: chat not found",
    Kind.PARTLY: "Internal Server Error",
}


@dataclass
class Rule:
    """From the `nth` call that fits (1: the first), `times` of them (0: for ever), each with this `probability`.

    `methods`: none means all but getUpdates and getMe; of kinds that make sense for some methods only, those.
    `chat`: the chat's id, 0 any; `words`: a part of any parameter. `seed`: of the rule's own chance.
    """

    kind: Kind
    methods: frozenset[str] = frozenset()
    chat: int = 0
    words: str = ""
    nth: int = 1
    times: int = 1
    probability: float = 1.0
    seed: int = 0
    acting: bool = True
    seconds: float = 0.0
    text: str = ""
    parts: int = 1
    fitted: int = 0
    met: list[Call] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.methods = frozenset(self.methods)
        self.text = self.text or TEXTS.get(self.kind, "")
        self.chance = random.Random(self.seed)  # noqa: S311

    def takes(self, call: Call) -> bool:
        """Whether it breaks this call; counts."""
        if self.is_over or not self._fits(call):
            return False
        self.fitted += 1
        taken = self.fitted >= self.nth and self.chance.random() < self.probability
        if taken:
            self.met.append(call)
        return taken

    @property
    def is_over(self) -> bool:
        """Whether it has broken all that it was to break."""
        return self.times != UNTIL_TOLD and len(self.met) >= self.times

    def _fits(self, call: Call) -> bool:
        here = not self.chat or call.chat_id() == self.chat
        return self._is_meant(call.method) and here and (not self.words or self.words in _said(call))

    def _is_meant(self, method: str) -> bool:
        if self.kind in OF_UPDATES:
            return method == "getUpdates"
        if method not in WHERE_POSSIBLE.get(self.kind, {method}):
            return False
        return method in self.methods if self.methods else method not in SPARED

    def as_json(self) -> dict[str, Any]:
        """Plain values; `met` is how many calls it has broken."""
        shown = {known.name: getattr(self, known.name) for known in fields(self)}
        return shown | {"kind": self.kind.value, "methods": sorted(self.methods), "met": len(self.met)}


def _said(call: Call) -> str:
    """All parameters, one a line; letters of JSON that came as escapes are read."""
    return "\n".join(_read(text) for text in call.parameters.values())


def _read(text: str) -> str:
    if not text.startswith(("[", "{")):
        return text
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        return text
