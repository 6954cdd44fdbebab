"""Which of the client's own open tickets look like the one that is about to be filed."""

from collections.abc import Callable, Iterable
from typing import Final

from desk.ids import ClientId
from desk.rules.ticket import Ticket

Likeness = Callable[[str, str], float]
"""How much two texts say the same: from 0 to 1. What compares words comes from outside of the desk."""

ALIKE: Final = 0.75
MOST: Final = 3


def similar(
    tickets: Iterable[Ticket],
    likeness: Likeness,
    *,
    client: ClientId,
    service: str,
    category: str,
    subject: str,
    description: str,
) -> list[Ticket]:
    """Open tickets of the client about the same service or category with such words, the most alike first.

    Source: regulation 2.6, T31.
    """
    whole = f"{subject} {description}"
    judged = [
        (max(likeness(subject, other.subject), likeness(whole, f"{other.subject} {other.description}")), other)
        for other in tickets
        if other.is_open and other.client == client and (other.service == service or other.category == category)
    ]
    alike = sorted((judgement for judgement in judged if judgement[0] >= ALIKE), key=lambda one: (-one[0], -one[1].id))
    return [ticket for _, ticket in alike[:MOST]]
