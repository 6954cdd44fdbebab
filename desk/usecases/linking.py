"""Staff find the author of a prospect's ticket among the clients. Source: regulation 1.2.4, 2.2.

Where nobody owns the client in Telegram, the person becomes its owner; else they act for it, see their own tickets
only, and every owner is told and can take it back by one tap. Their open tickets become the client's.
"""

from dataclasses import replace
from typing import Final

from desk.errors import CannotDisown, CannotLink, NoReason, NoSuchTicket, NotLinkedHere, WhichClientToLink
from desk.ids import ChatId, PersonId, TicketId
from desk.notices.client_look import LinkAsked, LinkedToClient
from desk.notices.on_behalf import Purpose
from desk.notices.people import Disowned
from desk.notices.staff import Happened, What
from desk.ports import Work
from desk.rules.assurance import Word, word_of
from desk.rules.clocks import kept
from desk.rules.entitlement import Standing as Served
from desk.rules.events import Event, EventKind
from desk.rules.form import key_of
from desk.rules.paid import Billing
from desk.rules.people import Assurance, Client, Link, Proof, Role
from desk.rules.support import support_of
from desk.rules.ticket import Ticket
from desk.usecases.catching_up import catch_up
from desk.usecases.doubting import Doubt, report, was_reported
from desk.usecases.forms import asked_by, promise_for
from desk.usecases.home import listed_services
from desk.usecases.identity import bring_along
from desk.usecases.letting_go import Ending, let_go, tell_staff
from desk.usecases.registry import client_by_key, meant, offer
from desk.usecases.staff_actions import Action
from desk.usecases.staff_messages import Spot, ticket_here
from desk.usecases.trusting import standing_as_known
from desk.usecases.tying import link_between, owners_of, tie

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


def _must_be_there(client: Client) -> None:
    """Nobody is let in for who is closed in the panel."""
    if client.closed:
        raise CannotLink("closed")


async def _ask(work: Work, ticket: Ticket, client: Client) -> None:
    _must_be_there(client)
    author = await work.people.get(ticket.author)
    owners = await owners_of(work, client.id)
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
    _must_be_there(client)
    await _let_in(work, ticket.author, client, by, await _prospects(work, ticket))


async def let_in(work: Work, person: PersonId, client: Client, by: PersonId) -> None:
    """By staff's word; their open tickets that are no client's go on as the client's."""
    written = await work.tickets.of_person(person, [], MOST)
    tickets = [one for one in written if one.client is None and one.is_open and not one.is_own]
    await _let_in(work, person, client, by, tickets)


async def _let_in(work: Work, person: PersonId, client: Client, by: PersonId, tickets: list[Ticket]) -> None:
    owner = not await owners_of(work, client.id)
    known = await link_between(work, person, client.id) is not None
    if not known:
        role = Role.OWNER if owner else Role.DELEGATE
        await tie(work, Link(person, client.id, role, Assurance.LOW, owner, Proof.STAFF), by=by)
    for one in tickets:
        await _becomes_clients(work, one, client, by)
    if not known:
        await bring_along(work, person)
        numbers = tuple(one.id for one in tickets)
        work.outbox.say(LinkedToClient(to=person, client=client.name, owner=owner, tickets=numbers))
        await catch_up(work, person, client.id)


async def _becomes_clients(work: Work, ticket: Ticket, client: Client, by: PersonId) -> None:
    """Standing and target as of now: nothing was promised before. Nobody has agreed to pay, so it is free."""
    changed = await _for_client(work, ticket, client) if ticket.is_open else _owned(ticket, client)
    saved = await work.tickets.save(changed)
    work.events.add(Event(saved.id, EventKind.LINKED, work.now, by, str(client.id)))
    await tell_staff(work, saved, by, What.LINKED, client)


def _owned(ticket: Ticket, client: Client) -> Ticket:
    return replace(ticket, client=client.id)


async def _for_client(work: Work, ticket: Ticket, client: Client) -> Ticket:
    services = await listed_services(work, client.id)
    terms = work.policy.terms(work.now)
    ground = await standing_as_known(work, client.id, None, services, shown=True)
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


def unlinking(words: str) -> Action:
    """`/unlink`: the author's access ends, or with `@username` or a number that of another one of the client's people.

    What staff have said is taken back as it is; a link that was proven needs a reason, which colleagues read.
    Raises NotLinkedHere, NoReason.
    """
    first, _, rest = words.strip().partition(" ")

    async def unlink_it(work: Work, ticket: Ticket, by: PersonId) -> None:
        client = await work.clients.get(ticket.client) if ticket.client else None
        named = await _named(work, ticket, first) if client else None
        by_name = named is not None or first.startswith("@")
        reason = rest.strip() if by_name else words.strip()
        link = named if client is None or by_name else await link_between(work, ticket.author, client.id)
        if client is None or link is None:
            raise NotLinkedHere(ticket.id)
        if link.assurance is not Assurance.LOW and not reason:
            raise NoReason("unlink")
        await let_go(work, link.person, client, by, Ending.STAFF, reason=reason)
        if link.person != ticket.author:
            names = await work.people.names([link.person, by])
            said = f"{names.get(link.person, '')}: {reason}" if reason else names.get(link.person, "")
            who = names.get(by, "")
            work.outbox.say(Happened(room=ticket.room, ticket=ticket.id, what=What.ACCESS_ENDED, who=who, detail=said))

    return unlink_it


async def _named(work: Work, ticket: Ticket, name: str) -> Link | None:
    """Whom of the client's people `@anna` means, or the number of an account that has no such name."""
    for link in await work.people.linked_to(ticket.client) if ticket.client else []:
        known = await work.people.get(link.person)
        is_called = known is not None and known.username and f"@{known.username}".lower() == name.lower()
        if is_called or name == str(int(link.person)):
            return link
    return None


async def disown(work: Work, *, person: PersonId, key: str, who: PersonId) -> None:
    """'I do not know this person': access ends at once, or staff are to decide (`word_of`). Raises CannotDisown.

    Looked up anew at each press.
    """
    for mine in await work.people.links_of(person):
        if key_of(str(mine.client)) != key:
            continue
        theirs, client = await link_between(work, who, mine.client), await work.clients.get(mine.client)
        if theirs is None or client is None:
            break
        word = word_of(mine, theirs)
        if word is None:
            raise CannotDisown("stays")
        if word is Word.ENDS:
            await let_go(work, who, client, person, Ending.STRANGER)
            work.outbox.say(Disowned(to=person, client=client.name, name=await _name(work, who)))
            return
        doubt = Doubt(theirs, client, person)
        if await was_reported(work, doubt):
            raise CannotDisown("known")
        await report(work, doubt)
        return
    raise CannotDisown("gone")


async def _name(work: Work, person: PersonId) -> str:
    return (await work.people.names([person])).get(person, "")
