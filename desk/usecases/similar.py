"""The client's own open tickets that look like the one that is about to be filed."""

from desk.ports import Work
from desk.rules.form import Draft, FormName
from desk.rules.people import Client
from desk.rules.similarity import similar
from desk.rules.ticket import Ticket
from desk.usecases.tickets import tickets_of


async def similar_to(work: Work, draft: Draft, client: Client | None) -> list[Ticket]:
    """Among those that the person may see. Source: regulation 2.6, T31."""
    if draft.form is not FormName.TICKET or client is None:
        return []
    answers = draft.answers
    return similar(
        await tickets_of(work, draft.person),
        work.policy.likeness,
        client=client.id,
        service=answers.get("service", ""),
        category=answers.get("category", ""),
        subject=answers.get("subject", ""),
        description=answers.get("description", ""),
    )
