"""When managers hear that the panel does not answer: once, and once more when all is well."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

PATIENCE: Final = timedelta(minutes=5)
"""What passes by itself within it is no news."""
AGAIN_AFTER: Final = timedelta(days=1)
"""The same trouble is not told sooner while not all is well."""


class PanelState(StrEnum):
    WELL = "well"
    DOWN = "down"
    GARBLED = "garbled"
    REFUSED = "refused"
    """It lets us not ask."""
    LOSS = "loss"
    """It tells that far too much is gone."""


AT_ONCE: Final = frozenset({PanelState.REFUSED, PanelState.LOSS})
"""What does not pass by itself: somebody has to act."""


class Way(StrEnum):
    """How the panel is asked. That one of them works says nothing of the others."""

    CLIENTS = "clients"
    """About single clients: it is well when nobody is left who could not be asked about."""
    FINDING = "finding"
    SWEEP = "sweep"


@dataclass(frozen=True, slots=True)
class Standing:
    """By which ways the panel does not answer, since when; and when which trouble was told last."""

    since: Mapping[str, datetime] = field(default_factory=dict)
    told: Mapping[str, datetime] = field(default_factory=dict)

    def __str__(self) -> str:
        return " ".join(f"{kind}={at.isoformat()}" for kind, at in (*self.since.items(), *self.told.items()))


def read_standing(kept: str) -> Standing:
    """As it was written down; an empty text, or one of an older release: all is well."""
    words = [part.partition("=") for part in kept.split(" ") if "=" in part]
    known = {kind: datetime.fromisoformat(at) for kind, _, at in words}
    return Standing(
        {kind: at for kind, at in known.items() if kind in set(Way)},
        {kind: at for kind, at in known.items() if kind in set(PanelState)},
    )


def heard(before: Standing, way: Way, state: PanelState, now: datetime) -> tuple[Standing, bool]:
    """How it is now, and whether that is told. All is well only when it is by each way."""
    if state is PanelState.WELL:
        left = {kind: at for kind, at in before.since.items() if kind != way}
        return (Standing(left, before.told), False) if left else (Standing(), bool(before.told))
    since = {way: now, **before.since}
    last = before.told.get(state)
    lasts = state in AT_ONCE or now - since[way] >= PATIENCE
    if not lasts or (last is not None and now - last < AGAIN_AFTER):
        return Standing(since, before.told), False
    return Standing(since, {**before.told, state: now}), True
