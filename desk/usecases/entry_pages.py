"""Where the pages of entries stand. What is written in reply to one is meant for no client, also once it is over."""

from collections.abc import Iterable
from typing import Final

from desk.ids import ChatId, DraftId
from desk.notices.on_behalf import ClientsFound, EntryPage
from desk.ports import Work
from desk.rules.form import PAGES

NO_ENTRY: Final = DraftId(0)
"""Whose page a list of clients is: it stands where an entry may begin, and belongs to none."""


async def page_stands(work: Work, notice: EntryPage | ClientsFound, messages: Iterable[int]) -> None:
    draft = DraftId(notice.rev // PAGES) if isinstance(notice, EntryPage) else NO_ENTRY
    for message in messages:
        await work.marks.put(_name(notice.to, message), str(draft))


async def page_at(work: Work, chat: ChatId, message: int) -> DraftId | None:
    """Of which entry the page is that stands there; None: it is no page of any."""
    draft = await work.marks.get(_name(chat, message))
    return DraftId(int(draft)) if draft else None


def _name(chat: ChatId, message: int) -> str:
    return f"entry:{chat}:{message}"
