"""What staff have noted about clients."""

from desk.ports import Begin
from desk.rules.client_notes import ClientNote
from tests.builders import BORIS, MONDAY, ROMASHKA, VERA, a_client
from tests.storage.saving import saving


async def test_notes_are_kept_newest_first_and_dropped_words_and_all(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.clients.replace([a_client()], [])
        first = await work.client_notes.add(ClientNote(0, ROMASHKA, "Звонить после обеда", BORIS, MONDAY))
        second = await work.client_notes.add(ClientNote(0, ROMASHKA, "Спорит о ценах", VERA, MONDAY))
    async with saving(begin) as work:
        assert await work.client_notes.of(ROMASHKA) == [second, first]
        assert await work.client_notes.count(ROMASHKA) == 2
        assert await work.client_notes.get(first.id) == first
        assert await work.client_notes.drop(first.id)
        assert not await work.client_notes.drop(first.id)
    async with begin() as work:
        assert await work.client_notes.of(ROMASHKA) == [second]
        assert await work.client_notes.get(first.id) is None
