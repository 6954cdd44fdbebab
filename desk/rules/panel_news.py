"""When managers hear that the panel does not answer: once, and once more when it does."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

PATIENCE: Final = timedelta(minutes=5)
"""What passes by itself within it is no news."""


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


@dataclass(frozen=True, slots=True)
class Standing:
    """How the panel is, since when it is not well, and what of it was told last."""

    state: PanelState = PanelState.WELL
    since: datetime | None = None
    told: PanelState = PanelState.WELL

    def __str__(self) -> str:
        return f"{self.state} {self.since.isoformat()} {self.told}" if self.since else ""


def read_standing(kept: str) -> Standing:
    """As it was written down; an empty text: all is well."""
    if not kept:
        return Standing()
    state, since, told = kept.split(" ")
    return Standing(PanelState(state), datetime.fromisoformat(since), PanelState(told))


def heard(before: Standing, state: PanelState, now: datetime) -> tuple[Standing, bool]:
    """How it is now, and whether that is told."""
    if state is PanelState.WELL:
        return Standing(), before.told is not PanelState.WELL
    since = before.since or now
    tells = state is not before.told and (state in AT_ONCE or now - since >= PATIENCE)
    after = replace(before, state=state, since=since)
    return (replace(after, told=state), True) if tells else (after, False)
