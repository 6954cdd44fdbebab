"""Words that lead to tickets, in memory."""

from desk.ids import ChatId, TicketId
from storage.search import stems
from tests.fakes.store import Store


class FakeSearch:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._added: list[tuple[TicketId, str]] = []

    def add(self, ticket: TicketId, text: str) -> None:
        self._added.append((ticket, text))

    def flush(self) -> None:
        for ticket, text in self._added:
            self._store.must_have_ticket(ticket)
            self._store.words |= {(stem, ticket) for stem in stems(text)}
        self._added.clear()

    async def find(self, text: str, room: ChatId, limit: int = 50) -> list[TicketId]:
        wanted = stems(text)
        found = {ticket for _, ticket in self._store.words if self._store.tickets[ticket].room == room}
        led = [ticket for ticket in found if all((stem, ticket) in self._store.words for stem in wanted)]
        return sorted(led, reverse=True)[:limit] if wanted else []
