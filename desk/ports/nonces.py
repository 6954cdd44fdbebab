"""What may count once only."""

from datetime import datetime
from typing import Protocol


class Nonces(Protocol):
    async def take(self, nonce: str, at: datetime) -> bool:
        """Whether it is the first time; of two at once one is."""
        ...

    async def forget(self, before: datetime) -> int:
        """Delete those taken before; how many."""
        ...
