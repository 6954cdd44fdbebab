"""Where the bot wants its updates brought to."""

from dataclasses import dataclass


@dataclass(slots=True)
class Webhook:
    """`complaint` is why the last delivery failed, empty after one that did not; in Unix seconds `complained_at`."""

    url: str
    secret: str
    complaint: str = ""
    complained_at: int = 0
