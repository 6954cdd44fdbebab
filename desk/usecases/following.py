"""A ticket goes on from one that ended too long ago to be opened again. Source: T27."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from desk.ids import PersonId, TicketId
from desk.notices.staff import CardChanged
from desk.ports import Work
from desk.rules.access import may_see
from desk.rules.content import Parts
from desk.rules.events import Event, EventKind
from desk.rules.form import NO_SERVICE, Draft, FormName, Remark, Step
from desk.rules.form_told import prefill
from desk.rules.ticket import Ticket
from desk.usecases.forms import show
from desk.usecases.home import form_for

FOLLOWS: Final = "follows"
"""The answer that says from which ticket a new one goes on."""

CARRIED: Final = ("name", "contact")
"""What somebody who is no client has told about themselves."""


async def follow_up(work: Work, person: PersonId, old: Ticket, messages: Iterable[Parts] = ()) -> None:
    """The form with what is known already: category, service, subject. What was typed before stays as it was typed."""
    form = await form_for(work, person)
    draft = await work.drafts.of(person, form) or await work.drafts.begin(person, form, work.now)
    filled = replace(draft, answers={**_known(old, form), **draft.answers, FOLLOWS: str(int(old.id))})
    for parts in messages:
        filled = prefill(filled, parts)
    filled = replace(filled, rev=draft.rev + 1)
    await work.drafts.save(filled, work.now)
    await show(work, Step(filled, remark=Remark.FOLLOWS))


def _known(old: Ticket, form: FormName) -> dict[str, str]:
    if form is FormName.PROSPECT:
        return {name: value for name, value in old.answers if name in CARRIED}
    known = {"category": str(old.category), "subject": old.subject, "service": str(old.service or NO_SERVICE)}
    return {**known, "client": str(old.client)} if old.client else known


async def followed(work: Work, draft: Draft, new: Ticket) -> Ticket | None:
    """The ticket that a draft goes on from, if its author may see it and it is of the same client."""
    number = draft.answers.get(FOLLOWS, "")
    old = await work.tickets.get(TicketId(int(number))) if number else None
    if old is None or old.client != new.client:
        return None
    return old if may_see(draft.person, await work.people.links_of(draft.person), old) else None


async def link(work: Work, old: Ticket, new: Ticket) -> None:
    """Each knows of the other: on the cards and in the histories."""
    await work.tickets.save(replace(old, followed_by=new.id))
    work.events.add(Event(new.id, EventKind.FOLLOWS, work.now, new.author, str(int(old.id))))
    work.events.add(Event(old.id, EventKind.FOLLOWED, work.now, new.author, str(int(new.id))))
    work.outbox.say(CardChanged(room=old.room, ticket=old.id))
