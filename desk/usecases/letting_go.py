"""Somebody does not act for a client any more, whoever says so: at once, and everybody concerned hears of it.

Source: regulation 2.2, ASVS 6.3.7.
"""

from dataclasses import replace
from enum import Enum

from desk.ids import PersonId, private_chat
from desk.notices.client import StaffAnswer
from desk.notices.mail import LinkMail
from desk.notices.people import DelegatesChanged, DelegateTold, Standing
from desk.notices.staff import Happened, What
from desk.ports import Work
from desk.rules.auth import AuthEvent, AuthWhat
from desk.rules.clocks import kept
from desk.rules.entitlement import PROSPECT
from desk.rules.events import Event, EventKind
from desk.rules.messages import Side
from desk.rules.paid import Billing
from desk.rules.people import Client, Link, Role
from desk.rules.ticket import Support, Ticket
from desk.usecases.conversation import card_changed
from desk.usecases.managers import tell_room
from desk.usecases.orphans import end_invitations
from desk.usecases.readers import reader_of
from desk.usecases.tying import link_between, owners_of


class Ending(Enum):
    """Whose word it is."""

    OWNER = "owner"
    """An owner lets a delegate go."""
    STAFF = "staff"
    STRANGER = "stranger"
    """The client does not know the person."""
    OWN = "own"
    """They leave themselves."""
    ADDRESS = "address"
    """The address by which they were known is the client's no more. What to do now they are told elsewhere."""


LOGGED = {
    Ending.OWNER: AuthWhat.REVOKED,
    Ending.STAFF: AuthWhat.REVOKED,
    Ending.STRANGER: AuthWhat.DISOWNED,
    Ending.OWN: AuthWhat.LEFT,
    Ending.ADDRESS: AuthWhat.OUTDATED,
}
REVERTED = {Ending.STAFF: What.UNLINKED, Ending.STRANGER: What.DISOWNED}
"""Said in a ticket that only staff's word made the client's: it is the person's own again."""
STAYS = {
    Ending.STAFF: What.ACCESS_ENDED,
    Ending.STRANGER: What.STRANGER,
    Ending.OWN: What.LEFT,
    Ending.ADDRESS: What.ADDRESS_GONE,
}
"""Said in an open ticket that stays the client's."""


async def let_go(
    work: Work, person: PersonId, client: Client, by: PersonId, how: Ending, *, reason: str = ""
) -> Link | None:
    """End it; what was between them. None: there was nothing.

    What was the person's own before is theirs again; what they wrote as the client's, or together, stays there.
    """
    link = await link_between(work, person, client.id)
    if link is None:
        return None
    await work.people.unlink(person, client.id)
    if link.role is Role.OWNER:
        await end_invitations(work, person, client)
    await work.auth_events.add(AuthEvent(work.now, LOGGED[how], by, person, client.id, link.proof))
    told, theirs = await _tell_staff(work, link, by, how, reason)
    await answer_the_owner(work, person, client)
    if how not in {Ending.OWN, Ending.ADDRESS}:
        standing = Standing.ENDED if how is Ending.STAFF else Standing.REVOKED
        work.outbox.say(
            DelegateTold(
                to=person,
                standing=standing,
                client=client.name,
                own_again=tuple(ticket.id for ticket in theirs if ticket.client is None),
                stays=tuple(ticket.id for ticket in theirs if ticket.client is not None),
            )
        )
    await _tell_client(work, person, client, by, how)
    if how is Ending.STRANGER and not told:
        names = await work.people.names([person, by])
        await tell_room(work, "stranger", client=client.name, name=names.get(person, ""), who=names.get(by, ""))
    return link


async def _tell_staff(work: Work, link: Link, by: PersonId, how: Ending, reason: str) -> tuple[bool, list[Ticket]]:
    """In each open ticket of theirs; whether there was any. With all of theirs as they are from now on."""
    told, theirs = False, []
    for ticket in await work.tickets.of_client(link.client):
        if ticket.author != link.person:
            continue
        if how in REVERTED and await _was_linked(work, ticket) and await _is_apart(work, ticket):
            saved = await work.tickets.save(_prospects(work, ticket))
            work.events.add(Event(saved.id, EventKind.UNLINKED, work.now, by, str(link.client)))
            await tell_staff(work, saved, by, REVERTED[how])
            theirs.append(saved)
            told = True
            continue
        theirs.append(ticket)
        if how in STAYS and ticket.is_open:
            await tell_staff(work, ticket, by, STAYS[how], reason=reason)
            told = True
    return told, theirs


def _prospects(work: Work, ticket: Ticket) -> Ticket:
    prospects = replace(
        ticket,
        client=None,
        entitlement=PROSPECT,
        support=Support.STANDARD,
        billing=Billing.PROSPECT,
        react_by=None,
        counted_from=None,
        client_category=None,
        products=(),
    )
    return kept(ticket, prospects, work.now, work.policy)


async def tell_staff(
    work: Work, ticket: Ticket, by: PersonId, what: What, client: Client | None = None, *, reason: str = ""
) -> None:
    names = await work.people.names([ticket.author, by])
    author = names.get(ticket.author, "")
    said = f"{author} → {client.name}" if client else author
    if reason:
        said = f"{said}: {reason}"
    work.outbox.say(Happened(room=ticket.room, ticket=ticket.id, what=what, who=names.get(by, ""), detail=said))
    card_changed(work, ticket)


async def _tell_client(work: Work, person: PersonId, client: Client, by: PersonId, how: Ending) -> None:
    """Several people may own a client: none is surprised by who acts for it. The mailbox hears of it, too."""
    known = await work.people.get(person)
    names = await work.people.names([by])
    name, username = (known.name, known.username) if known else ("", "")
    for owner in await owners_of(work, client.id):
        if owner not in {by, person}:
            whose = "" if how is Ending.OWN else names.get(by, "")
            outdated = how is Ending.ADDRESS
            work.outbox.say(
                DelegatesChanged(to=owner, client=client.name, name=name, by=whose, added=False, outdated=outdated)
            )
    if work.policy.mail and client.email:
        work.outbox.say(
            LinkMail(
                person=person,
                of=client.id,
                address=client.email,
                client=client.name,
                name=name,
                username=username,
                ended=True,
            )
        )


async def answer_the_owner(work: Work, delegate: PersonId, client: Client) -> None:
    """Answers that were on their way to somebody let go are the owner's to read."""
    for number in await work.outbox.owed_tickets(private_chat(delegate)):
        ticket = await work.tickets.get(number)
        if ticket is None or ticket.client != client.id:
            continue
        for message in await work.messages.newest_of(number):
            if message.side is Side.STAFF and message.delivered_at is None:
                answer = StaffAnswer(
                    to=await reader_of(work, ticket), ticket=number, message=message.id, items=len(message.parts)
                )
                work.outbox.say(answer, key=f"answer:{message.id}:{answer.to}")


async def _is_apart(work: Work, ticket: Ticket) -> bool:
    """Whether nothing of the client's other people is in it: no merged ticket, no word. Otherwise it stays theirs."""
    kinds = {event.kind for event in await work.events.of(ticket.id)}
    said = await work.messages.newest_of(ticket.id)
    others = any(one.side is Side.CLIENT and one.author != ticket.author for one in said)
    return not others and not kinds & {EventKind.MERGED, EventKind.TAKEN_IN}


async def _was_linked(work: Work, ticket: Ticket) -> bool:
    """Whether the last word about whose it is was staff's."""
    words = [event.kind for event in await work.events.of(ticket.id)]
    linked = [kind for kind in words if kind in {EventKind.LINKED, EventKind.UNLINKED}]
    return bool(linked) and linked[-1] is EventKind.LINKED
