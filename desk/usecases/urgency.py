"""Staff say that a ticket is not urgent, and the client reads why. Source: regulation 1.4."""

from dataclasses import replace

from desk.errors import NoReason
from desk.ids import PersonId
from desk.notices.changes import MadeUrgent, UrgencyRaised
from desk.notices.client import NotUrgent
from desk.notices.staff import Happened, What
from desk.ports import Work
from desk.rules.clocks import kept
from desk.rules.entitlement import Standing
from desk.rules.events import Event, EventKind
from desk.rules.support import Calm, calmed, hurried
from desk.rules.targets import asked_of
from desk.rules.ticket import Ticket, Urgency
from desk.usecases.conversation import card_changed
from desk.usecases.duty import call_duty
from desk.usecases.readers import reader_of
from desk.usecases.staff_actions import Action, must_be_open


def not_urgent(reason: Calm | None = None, words: str = "") -> Action:
    """By a known reason or in words of one's own; the clock is the usual one from then on, counted from the filing."""

    async def calm_it(work: Work, ticket: Ticket, by: PersonId) -> None:
        must_be_open(ticket)
        if ticket.urgency is not Urgency.URGENT:
            return
        saved = await work.tickets.save(calm_ticket(work, ticket))
        name = (await work.people.names([by])).get(by, "")
        work.events.add(Event(ticket.id, EventKind.NOT_URGENT, work.now, by, words or (reason or "")))
        work.outbox.say(Happened(room=ticket.room, ticket=ticket.id, what=What.NOT_URGENT, who=name))
        work.outbox.say(
            NotUrgent(
                to=await reader_of(work, ticket),
                ticket=ticket.id,
                subject=ticket.subject,
                reason=reason,
                words=words,
                react_by=saved.react_by if saved.reacted_at is None else None,
            )
        )
        card_changed(work, saved)

    return calm_it


def calm_ticket(work: Work, ticket: Ticket) -> Ticket:
    support = calmed(ticket.support)
    promised = ticket.entitlement.standing is Standing.ENTITLED and ticket.reacted_at is None
    asked = asked_of(replace(ticket, support=support))
    usual = work.policy.promise(ticket.asked_at, asked).due if promised else None
    # What was promised later for a reason of its own (complex, opened again) is not promised sooner by this.
    due = max(ticket.react_by, usual) if ticket.react_by and usual else ticket.react_by
    changed = replace(ticket, urgency=Urgency.NORMAL, support=support, react_by=due)
    return kept(ticket, changed, work.now, work.policy)


def urgent_because(words: str) -> Action:
    """Urgent after all. With priority support its target is sooner, counted from now. Source: regulation 1.4.

    What it costs stays as it was agreed. Raises NoReason.
    """

    async def hurry(work: Work, ticket: Ticket, by: PersonId) -> None:
        must_be_open(ticket)
        reason = " ".join(words.split())
        if not reason:
            raise NoReason("urgent")
        if ticket.urgency is Urgency.URGENT:
            return
        saved = await work.tickets.save(hurried_ticket(work, ticket))
        due = saved.react_by if saved.reacted_at is None else None
        name = (await work.people.names([by])).get(by, "")
        work.events.add(Event(ticket.id, EventKind.URGENT, work.now, by, reason))
        work.outbox.say(UrgencyRaised(room=ticket.room, ticket=ticket.id, who=name, words=reason, react_by=due))
        to = await reader_of(work, ticket)
        work.outbox.say(MadeUrgent(to=to, ticket=ticket.id, subject=ticket.subject, words=reason, react_by=due))
        await call_duty(work, saved)
        card_changed(work, saved)

    return hurry


def hurried_ticket(work: Work, ticket: Ticket) -> Ticket:
    changed = replace(ticket, urgency=Urgency.URGENT, support=hurried(ticket.support))
    if ticket.react_by is None or ticket.reacted_at is not None or changed.support is ticket.support:
        return kept(ticket, changed, work.now, work.policy)
    sooner = work.policy.promise(work.now, asked_of(changed)).due
    if sooner < ticket.react_by:
        changed = replace(changed, react_by=sooner, counted_from=work.now)
    return kept(ticket, changed, work.now, work.policy)
