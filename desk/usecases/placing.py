"""The answer to 'where does this message belong?'."""

from collections.abc import Iterable
from dataclasses import replace

from desk.ids import PersonId, TicketId
from desk.notices.client import TicketLine, WhereTo
from desk.ports import Work
from desk.rules.content import Parts, is_answer
from desk.rules.form import ASIDE, Draft, FormName, Remark, Step
from desk.rules.form_told import prefill
from desk.rules.routing import Ask, Into, place
from desk.rules.ticket import goes_on_in_another
from desk.usecases.access.noticing import notice_in_form
from desk.usecases.arrivals import must_not_be_blocked
from desk.usecases.conversation import add_client_message
from desk.usecases.following import follow_up
from desk.usecases.forms import open_form, show
from desk.usecases.home import form_for, start
from desk.usecases.merged import ticket_that_goes_on
from desk.usecases.reopening import reopen
from desk.usecases.tickets import line, show_ticket, tickets_of

INTO = "into"
"""The answer that says into which ticket the next message goes."""

LONGEST_NUMBER = 15
"""Digits of a ticket's number; anybody can send any bytes as a button."""


def number_of(value: str) -> TicketId:
    """The ticket that a button names; 0 is none."""
    return TicketId(int(value) if value.isdecimal() and len(value) <= LONGEST_NUMBER else 0)


async def begin_form(work: Work, *, person: PersonId, form: FormName) -> None:
    """Begin a form or go on with it; messages that wait for their place come along into a ticket."""
    waiting = await work.drafts.of(person, FormName.UNPLACED)
    if waiting is not None and waiting.files and form is await form_for(work, person):
        await place_in_new(work, draft=waiting)
    else:
        await open_form(work, person=person, form=form)


async def ask_where(work: Work, *, draft: Draft) -> None:
    """Which of the open tickets, or the one that ended lately, or a new one."""
    where = place(None, await tickets_of(work, draft.person), work.now, work.policy.reopen_within, answer=True)
    known: tuple[TicketLine, ...] = ()
    ended = None
    match where:
        case Ask(open=open_ones, ended=last):
            known, ended = tuple(line(ticket) for ticket in open_ones), line(last) if last else None
        case Into(ticket=ticket):
            known = (line(ticket),)
        case _:
            pass
    work.outbox.say(WhereTo(to=draft.person, rev=draft.rev, open=known, ended=ended))


async def place_in(work: Work, *, draft: Draft, number: str, by_itself: bool = False) -> None:
    """Put the kept messages into this ticket, opening it again if it has ended. `by_itself`: nobody asked for it."""
    if not by_itself:
        await must_not_be_blocked(work, draft.person)
    ticket = await ticket_that_goes_on(work, draft.person, number_of(number))
    if goes_on_in_another(ticket, work.now, work.policy.reopen_within):
        await work.drafts.drop(draft.id)
        await follow_up(work, draft.person, ticket, draft.files)
        return
    if not ticket.is_open and any(is_answer(parts) for parts in draft.files):
        ticket = await reopen(work, ticket, by=draft.person)
    for parts in draft.files:
        ticket = await add_client_message(work, ticket, draft.person, parts, written_at=parts[0].written_at or work.now)
    await work.drafts.drop(draft.id)
    await show_ticket(work, person=draft.person, number=ticket.id)


async def place_in_new(work: Work, *, draft: Draft) -> None:
    """Begin a ticket, or go on with the one in work, with the kept messages in it."""
    await work.drafts.drop(draft.id)
    await begin_with(work, draft.person, await form_for(work, draft.person), draft.files)


async def begin_with(work: Work, person: PersonId, form: FormName, messages: Iterable[Parts]) -> None:
    """The form of that person with these messages filled in, saved and shown."""
    filled = await fill_in(work, person, form, messages)
    if form is FormName.TICKET:
        await show(work, Step(filled, remark=Remark.KEPT_AS_DESCRIPTION))
    else:
        await start(work, person=person)


async def fill_in(
    work: Work, person: PersonId, form: FormName, messages: Iterable[Parts], *, aside: bool = False
) -> Draft:
    """These messages are in the form of that person when they come to it.

    Few words, written `aside` where something else was asked for, may be about that: the description is asked for.
    """
    filled = await work.drafts.of(person, form) or await work.drafts.begin(person, form, work.now)
    if aside and not filled.answers.get("description"):
        filled = replace(filled, answers={**filled.answers, ASIDE: "description"})
    for parts in messages:
        filled = prefill(filled, parts)
        notice_in_form(work, filled, parts)
    filled = replace(filled, rev=filled.rev + 1)
    await work.drafts.save(filled, work.now)
    return filled
