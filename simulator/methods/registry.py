"""The methods that the simulator implements."""

from collections.abc import Awaitable, Callable
from typing import Any

from simulator.methods.call import Call

Handler = Callable[[Call], Any | Awaitable[Any]]
METHODS: dict[str, Handler] = {}


def method(handler: Handler) -> Handler:
    """Registers `send_message` as sendMessage. Handlers run without interruption, save those that wait for updates."""
    first, *rest = handler.__name__.split("_")
    METHODS[first + "".join(part.capitalize() for part in rest)] = handler
    return handler
