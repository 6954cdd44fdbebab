"""Refusals before they are sent."""

from desk.ids import PreviewId
from desk.ports import Begin
from desk.rules.refusals import Clause, Preview
from desk.rules.ticket import Ticket
from tests.builders import BORIS, MONDAY
from tests.storage.saving import saving


async def test_one_is_kept_and_sent_once_and_its_words_are_not_kept_after_that(begin: Begin, ticket: Ticket) -> None:
    async with saving(begin) as work:
        made = Preview(PreviewId(0), ticket.id, BORIS, MONDAY, Clause.NO_ACTIVE_SERVICE, "Also: …")
        kept = await work.previews.add(made)
        own = await work.previews.add(Preview(PreviewId(0), ticket.id, BORIS, MONDAY, words="Own words"))
        assert await work.previews.get(kept.id) == kept
        assert await work.previews.get(PreviewId(99)) is None
        assert own.clause is None
    async with saving(begin) as work:
        assert await work.previews.sent(kept.id, MONDAY)
        assert not await work.previews.sent(kept.id, MONDAY)
    async with begin() as work:
        found = await work.previews.get(kept.id)
        assert found
        assert (found.words, found.sent_at, found.clause) == ("", MONDAY, Clause.NO_ACTIVE_SERVICE)
