"""What may count once only, in memory."""

from datetime import datetime

from tests.fakes.store import Store


class FakeNonces:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def take(self, nonce: str, at: datetime) -> bool:
        if nonce in self._store.nonces:
            return False
        self._store.nonces[nonce] = at
        return True

    async def forget(self, before: datetime) -> int:
        old = [nonce for nonce, at in self._store.nonces.items() if at < before]
        for nonce in old:
            del self._store.nonces[nonce]
        return len(old)
