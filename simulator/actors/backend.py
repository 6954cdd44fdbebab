"""How actors reach the world: in the same process, or through another one's `/control`."""

import inspect
from typing import Any, Protocol

from simulator.operations import OPERATIONS
from simulator.stage import Stage


class Backend(Protocol):
    """Carries out an operation of `simulator.operations` by its name; arguments and result are plain JSON values."""

    async def __call__(self, operation: str, /, **arguments: Any) -> Any: ...


class LocalBackend:
    """Works on a stage of this process."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    async def __call__(self, operation: str, /, **arguments: Any) -> Any:
        result = OPERATIONS[operation](self._stage, **arguments)
        return await result if inspect.isawaitable(result) else result
