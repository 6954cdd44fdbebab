"""The order in which updates come in: what Telegram keeps, and what it does not."""

import random
from collections import defaultdict, deque
from collections.abc import Sequence

from simulator.world.updates import Update

IN_ORDER = {"message", "edited_message"}
BY_PERSON = {"callback_query", "inline_query"}


def shuffled(updates: Sequence[Update], chance: random.Random) -> list[Update]:
    """Any order that keeps each of Telegram's queues: there is one per chat for messages and their edits.

    Presses of a person, changes of members and reactions have their own, so that they may overtake.
    """
    queues: defaultdict[tuple[str, int], deque[Update]] = defaultdict(deque)
    for update in updates:
        queues[queue_of(update)].append(update)
    order = [queue for queue, waiting in queues.items() for _ in waiting]
    chance.shuffle(order)
    return [queues[queue].popleft() for queue in order]


def shuffled_anywhere(updates: Sequence[Update], chance: random.Random) -> list[Update]:
    """Any order at all."""
    order = list(updates)
    chance.shuffle(order)
    return order


def queue_of(update: Update) -> tuple[str, int]:
    """The queue of Telegram's server that an update waits in."""
    if update.kind in BY_PERSON:
        return update.kind, update.body["from"]["id"]
    kind = "message" if update.kind in IN_ORDER else update.kind
    return kind, update.body["chat"]["id"]
