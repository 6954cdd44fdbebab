"""Staff find the author of a prospect's ticket among the clients. Source: regulation 1.2.4, 2.2.

Where nobody owns the client in Telegram, the person becomes its owner; else they act for it, see their own tickets
only, and every owner is told and can take it back by one tap. Their open tickets become the client's.
"""

from dataclasses import replace
from typing import Final

from desk.errors import CannotLink, NoSuchTicket, NotLinkedHere, WhichClientToLink
from desk.ids import ChatId, ClientId, PersonId, TicketId
from desk.notices.client_look import LinkAsked, LinkedToClient, SomebodyLinked
from desk.notices.on_behalf import Purpose
from desk.notices.people import DelegateTold, Standing
from desk.notices.staff import Happened, What
from desk.ports import Work
from desk.rules.clocks import kept
from desk.rules.entitlement import PROSPECT, entitlement
from desk.rules.entitlement import Standing as Served
from desk.rules.events import Event, EventKind
from desk.rules.form import key_of
from desk.rules.messages import Side
from desk.rules.paid import Billing
from desk.rules.people import Assurance, Client, Link, Proof, Role
from desk.rules.support import support_of
from desk.rules.ticket import Support, Ticket
from desk.usecases.catching_up import catch_up
from desk.usecases.conversation import card_changed
from desk.usecases.delegates import answer_the_owner
from desk.usecases.forms import asked_by, promise_for
from desk.usecases.home import listed_services
from desk.usecases.identity import bring_along
from desk.usecases.registry import client_by_key, meant, offer
from desk.usecases.staff_messages import Spot, ticket_here

MOST: Final = 50
"""So many open tickets of one person."""


async def ask_link(work: Work, *, spot: Spot, words: str) -> None:
    """`/link anna@example.com` in a prospect's ticket: what it would mean. Raises CannotLink, NoSuchClient."""
    await ask_link_in(work, await ticket_here(work, spot), spot, words)


async def must_be_prospects(work: Work, ticket: Ticket, _: PersonId) -> None:
    """Raises CannotLink."""
    _must_be_prospects(ticket)


async def ask_link_in(work: Work, ticket: Ticket, spot: Spot, words: str) -> None:
    """The ticket is known: what it would mean, or which of several clients. Raises CannotLink, NoSuchClient."""
    _must_be_prospects(ticket)
    if not words.strip():
        raise WhichClientToLink
    clients = await meant(work, words.strip())
    if len(clients) == 1:
        await _ask(work, ticket, clients[0])
    else:
        offer(work, spot, Purpose.LINK, clients, words.strip(), ticket=ticket.id)


async def ask_link_by_key(work: Work, *, room: ChatId, number: TicketId, key: str) -> None:
    """One of several was chosen. Raises NoSuchTicket where the ticket is not."""
    ticket = await work.tickets.get(number)
    if ticket is None or ticket.room != room:
        raise NoSuchTicket(number)
    _must_be_prospects(ticket)
    await _ask(work, ticket, await client_by_key(work, key))


def _must_be_prospects(ticket: Ticket) -> None:
    if ticket.is_own:
        raise CannotLink("own")
    if ticket.client is not None:
        raise CannotLink("linked")


async def _ask(work: Work, ticket: Ticket, client: Client) -> None:
    author = await work.people.get(ticket.author)
    owners = await _owners(work, client.id)
    names = await work.people.names(owners)
    work.outbox.say(
        LinkAsked(
            room=ticket.room,
            ticket=ticket.id,
            person=author.name if author else "",
            username=author.username if author else "",
            key=key_of(str(client.id)),
            client=client.name,
            owners=tuple(names.get(owner, "") for owner in owners),
            tickets=len(await _prospects(work, ticket)),
        )
    )


async def _owners(work: Work, client: ClientId) -> list[PersonId]:
    return [link.person for link in await work.people.linked_to(client) if link.role is Role.OWNER]


async def _prospects(work: Work, ticket: Ticket) -> list[Ticket]:
    """The author's open tickets that are no client's; this one in any case."""
    written = await work.tickets.of_person(ticket.author, [], MOST)
    return [one for one in written if one.client is None and (one.is_open or one.id == ticket.id)]


async def link_author(work: Work, ticket: Ticket, by: PersonId, key: str) -> None:
    """It was confirmed. A second press finds the ticket linked. Raises CannotLink, NoSuchClient."""
    client = await client_by_key(work, key)
    if ticket.client == client.id:
        return
    _must_be_prospects(ticket)
    owners = await _owners(work, client.id)
    known = any(link.client == client.id for link in await work.people.links_of(ticket.author))
    owner = not owners
    if not known:
        role = Role.OWNER if owner else Role.DELEGATE
        await work.people.link(Link(ticket.author, client.id, role, Assurance.LOW, owner, Proof.STAFF), work.now)
    tickets = await _prospects(work, ticket)
    for one in tickets:
        await _becomes_clients(work, one, client, by)
    if not known:
        await bring_along(work, ticket.author)
        numbers = tuple(one.id for one in tickets)
        work.outbox.say(LinkedToClient(to=ticket.author, client=client.name, owner=owner, tickets=numbers))
        await catch_up(work, ticket.author, client.id)
        await _tell_owners(work, client, ticket.author, owners)


async def _tell_owners(work: Work, client: Client, person: PersonId, owners: list[PersonId]) -> None:
    known = await work.people.get(person)
    for owner in owners:
        work.outbox.say(
            SomebodyLinked(
                to=owner,
                key=key_of(str(client.id)),
                client=client.name,
                person=person,
                name=known.name if known else "",
                username=known.username if known else "",
                sees_all=False,
            )
        )


async def _becomes_clients(work: Work, ticket: Ticket, client: Client, by: PersonId) -> None:
    """Standing and target as of now: nothing was promised before. Nobody has agreed to pay, so it is free."""
    changed = await _for_client(work, ticket, client) if ticket.is_open else _owned(ticket, client)
    saved = await work.tickets.save(changed)
    work.events.add(Event(saved.id, EventKind.LINKED, work.now, by, str(client.id)))
    await _tell_staff(work, saved, by, What.LINKED, client)


def _owned(ticket: Ticket, client: Client) -> Ticket:
    return replace(ticket, client=client.id)


async def _for_client(work: Work, ticket: Ticket, client: Client) -> Ticket:
    services = await listed_services(work, client.id)
    terms = work.policy.terms(work.now)
    ground = entitlement(None, services, terms)
    priority = work.policy.priority is not None and work.policy.priority.among(services, terms)
    support = support_of(has_priority=priority, urgency=ticket.urgency, ground=ground)
    asked = asked_by(work, client, services, {"category": str(ticket.category)}, support)
    promise = promise_for(work, ground, asked) if ticket.reacted_at is None else None
    changed = replace(
        _owned(ticket, client),
        entitlement=ground,
        support=support,
        billing=Billing.WITHIN_PLAN if ground.standing is Served.ENTITLED else Billing.AT_DISCRETION,
        react_by=promise.due if promise else None,
        counted_from=work.now if promise else None,
        client_category=asked.client,
        products=asked.products,
    )
    return kept(ticket, changed, work.now, work.policy)


async def _tell_staff(work: Work, ticket: Ticket, by: PersonId, what: What, client: Client | None = None) -> None:
    names = await work.people.names([ticket.author, by])
    author = names.get(ticket.author, "")
    said = f"{author} → {client.name}" if client else author
    work.outbox.say(Happened(room=ticket.room, ticket=ticket.id, what=what, who=names.get(by, ""), detail=said))
    card_changed(work, ticket)


async def unlink_author(work: Work, ticket: Ticket, by: PersonId) -> None:
    """`/unlink`: what staff have said is taken back. Raises NotLinkedHere: a link that was proven by a code stays."""
    client = await work.clients.get(ticket.client) if ticket.client else None
    link = await _link(work, ticket.author, ticket.client) if ticket.client else None
    if client is None or link is None or link.assurance is not Assurance.LOW:
        raise NotLinkedHere(ticket.id)
    await _take_back(work, ticket.author, client, by, What.UNLINKED)


async def disown(work: Work, *, person: PersonId, key: str, who: PersonId) -> None:
    """An owner who has proven it does not know whom staff have let in: access ends at once, and staff hear of it."""
    for link in await work.people.links_of(person):
        client = await work.clients.get(link.client)
        if client is None or link.role is not Role.OWNER or key_of(str(client.id)) != key:
            continue
        linked = await _link(work, who, client.id)
        if linked is None or linked.assurance is not Assurance.LOW or link.assurance is Assurance.LOW:
            break
        await _take_back(work, who, client, person, What.DISOWNED)
        return
    raise NotLinkedHere(TicketId(0))


async def _link(work: Work, person: PersonId, client: ClientId) -> Link | None:
    return next((link for link in await work.people.linked_to(client) if link.person == person), None)


async def _take_back(work: Work, person: PersonId, client: Client, by: PersonId, what: What) -> None:
    """What was the person's own before is theirs again; what they wrote as the client's, or together, stays there."""
    await work.people.unlink(person, client.id)
    for ticket in await work.tickets.of_client(client.id):
        if ticket.author == person and await _was_linked(work, ticket) and await _is_apart(work, ticket):
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
            saved = await work.tickets.save(kept(ticket, prospects, work.now, work.policy))
            work.events.add(Event(saved.id, EventKind.UNLINKED, work.now, by, str(client.id)))
            await _tell_staff(work, saved, by, what)
    await answer_the_owner(work, person, client)
    work.outbox.say(DelegateTold(to=person, standing=Standing.REVOKED, client=client.name))


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
