"""A form's contents are added to a ticket that is there, instead of filing another one."""

from desk.ids import PersonId, TicketId, private_chat
from desk.ports import Work
from desk.rules.content import Content, Kind, Parts, Source
from desk.rules.form import Draft
from desk.usecases.arrivals import must_not_be_blocked
from desk.usecases.conversation import add_client_message
from desk.usecases.merged import ticket_that_goes_on
from desk.usecases.reopening import reopen
from desk.usecases.tickets import show_ticket

TYPED = ("subject", "since")
"""Typed answers that stand beside the description."""


async def add_to_ticket(work: Work, *, draft: Draft, number: TicketId) -> None:
    """All that was typed and sent goes into that ticket, and no new one is filed. Source: regulation 2.6."""
    await must_not_be_blocked(work, draft.person)
    ticket = await ticket_that_goes_on(work, draft.person, number)
    if not ticket.is_open:
        ticket = await reopen(work, ticket, by=draft.person)
    for parts in [*_words(draft.person, draft), *draft.files]:
        ticket = await add_client_message(work, ticket, draft.person, parts, written_at=work.now)
    await work.drafts.drop(draft.id)
    await show_ticket(work, person=draft.person, number=ticket.id)


def _words(person: PersonId, draft: Draft) -> list[Parts]:
    """Each as the message that it was, so that an edit of that is followed."""
    said = [(draft.typed_in.get(name, 0), draft.answers.get(name, "")) for name in TYPED]
    story = draft.story or ((0, draft.answers.get("description", "")),)
    chat = private_chat(person)
    return [(Content(Kind.TEXT, Source(chat, message), words),) for message, words in [*said, *story] if words]
