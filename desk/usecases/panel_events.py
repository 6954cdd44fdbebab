"""The panel says whose data have changed. Source: ASVS 2.3.4, 4.1.5."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from desk.ids import ClientId
from desk.ports import Work
from desk.usecases.panel import ask_checks

MOST_WAITING: Final = 5000
"""Whoever is told of beyond that is found by the nightly sweep."""


class Told(StrEnum):
    """What became of a call."""

    TAKEN = "taken"
    REPLAYED = "replayed"
    TOO_MANY = "too_many"


async def changed(work: Work, *, nonce: str, clients: Sequence[ClientId]) -> Told:
    """They are asked about soon, whether we know them or not. What was refused may be told again as it is."""
    if len(await work.checks.wanted(work.now, MOST_WAITING + 1)) > MOST_WAITING:
        return Told.TOO_MANY
    if not await work.nonces.take(nonce, work.now):
        return Told.REPLAYED
    await ask_checks(work, clients=clients)
    return Told.TAKEN
