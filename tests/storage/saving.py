"""A unit of work that is committed at its end, and what tests fill stores with."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from desk.ids import DraftId
from desk.ports import Begin, Work
from desk.rules.ticket import Ticket
from tests.builders import a_client, a_service, a_ticket


@asynccontextmanager
async def saving(begin: Begin) -> AsyncIterator[Work]:
    async with begin() as work:
        yield work
        await work.commit()


async def file(begin: Begin, draft: int = 1, **facts: Any) -> Ticket:
    """A stored ticket of Anna's client, unless `facts` say otherwise."""
    async with saving(begin) as work:
        await work.clients.replace([a_client()], [a_service()])
        return await work.tickets.file(a_ticket(draft=DraftId(draft), **facts))
