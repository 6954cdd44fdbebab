"""What the desk remembers of itself."""

from typing import Protocol


class Marks(Protocol):
    async def get(self, name: str) -> str:
        """Empty where nothing was put."""
        ...

    async def put(self, name: str, value: str) -> None: ...
