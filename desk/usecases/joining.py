"""A form's contents are added to a ticket that is there, instead of filing another one."""

from desk.ids import PersonId, TicketId, private_chat
from desk.notices.changes import AlsoTold
from desk.ports import Work
from desk.rules.content import Content, Kind, Parts, Source
from desk.rules.form import CONSENT, Draft, given
from desk.usecases.arrivals import must_not_be_blocked
from desk.usecases.conversation import add_client_message
from desk.usecases.forms import context_of
from desk.usecases.merged import ticket_that_goes_on
from desk.usecases.reopening import reopen
from desk.usecases.tickets import show_ticket

TYPED = ("subject", "since")
"""Typed answers that stand beside the description."""

TOLD_ELSEWHERE = frozenset(
    {"client", "service", "category", CONSENT, "name", "contact", *TYPED, "description", "files"}
)
"""They are the ticket's own, or messages of their own."""

USUAL = frozenset({("urgency", "normal"), ("seen", "yes"), ("changed", "no")})


async def add_to_ticket(work: Work, *, draft: Draft, number: TicketId) -> None:
    """All that was typed and sent goes into that ticket, and no new one is filed. Source: regulation 2.6."""
    await must_not_be_blocked(work, draft.person)
    ticket = await ticket_that_goes_on(work, draft.person, number)
    if not ticket.is_open:
        ticket = await reopen(work, ticket, by=draft.person)
    for parts in [*_words(draft.person, draft), *draft.files]:
        ticket = await add_client_message(work, ticket, draft.person, parts, written_at=work.now)
    if also := await _else_told(work, draft):
        work.outbox.say(AlsoTold(room=ticket.room, ticket=ticket.id, given=also))
    await work.drafts.drop(draft.id)
    await show_ticket(work, person=draft.person, number=ticket.id)


async def _else_told(work: Work, draft: Draft) -> tuple[tuple[str, str], ...]:
    """In the order of the form. Usual answers (not urgent, nobody changed anything) say nothing new."""
    told = given(draft, await context_of(work, draft))
    return tuple(
        (name, value) for name, value in told if value and name not in TOLD_ELSEWHERE and (name, value) not in USUAL
    )


def _words(person: PersonId, draft: Draft) -> list[Parts]:
    """Each as the message that it was, so that an edit of that is followed."""
    said = [(draft.typed_in.get(name, 0), draft.answers.get(name, "")) for name in TYPED]
    story = draft.story or ((0, draft.answers.get("description", "")),)
    chat = private_chat(person)
    return [(Content(Kind.TEXT, Source(chat, message), words),) for message, words in [*said, *story] if words]
