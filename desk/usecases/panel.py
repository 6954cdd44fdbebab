"""What the panel tells becomes what is known; what it does not tell changes nothing. Source: regulation 1.5.2."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from desk.ids import NOBODY, ClientId, PersonId
from desk.notices.panel import AccountNews, AccountTold, ClientsMisread, MisreadLine, PanelNews
from desk.notices.staff import Happened, What
from desk.ports import Work
from desk.rules.auth import AuthEvent, AuthWhat
from desk.rules.entitlement import Service, ServiceStatus
from desk.rules.freshness import Check, is_told_by, may_ask
from desk.rules.losses import Loss, Lost
from desk.rules.panel import Contested, Misread, PanelClient
from desk.rules.panel_news import PanelState, Way, heard, read_standing
from desk.rules.people import Assurance, Client, Link, Proof, Role
from desk.usecases.letting_go import Ending, let_go
from desk.usecases.managers import managers_now
from desk.usecases.orphans import end_invitations
from desk.usecases.verifying import verify_tickets

AGAIN_AFTER: Final = timedelta(minutes=1)
AT_ONCE: Final = 20
DAY: Final = timedelta(days=1)
MOST_NAMED: Final = 10
STATE: Final = "panel"


class TooManyGone(Exception):
    """The panel says so of so many clients that a mistake is likelier. Nothing was changed."""

    def __init__(self, loss: Loss) -> None:
        super().__init__(str(loss))
        self.loss = loss


async def ask_checks(work: Work, *, clients: Sequence[ClientId]) -> None:
    """Something has changed about them, whether we know them or not: the panel is asked soon."""
    await work.checks.ask(clients, work.now)


async def wanted(work: Work) -> list[ClientId]:
    """Whom the panel is to be asked about now, the longest asked for first."""
    return await work.checks.wanted(work.now - AGAIN_AFTER, AT_ONCE)


async def to_ask(work: Work, *, clients: Sequence[ClientId]) -> list[ClientId]:
    """About whom of these the panel may know more than we do."""
    terms = work.policy.freshness
    if terms is None or not clients:
        return []
    known = await work.checks.of(clients)
    return [client for client in clients if may_ask(known.get(client), work.now, terms)]


async def clients_of_person(work: Work, *, person: PersonId) -> list[ClientId]:
    return [link.client for link in await work.people.links_of(person)]


async def learn(
    work: Work, *, client: ClientId, found: PanelClient | None, asked_at: datetime, whole: bool = False
) -> bool:
    """What the panel has told about a client at that moment; whether it was news.

    `whole`: all of the panel was read, so that it is known whose each service is. Otherwise no answer about one client
    takes a service from another. Raises TooManyGone, Contested.

    That it knows none of that number says nothing of a client of whom it has never told: they came from a file, or
    from another panel, under a number of its own.
    """
    known = (await work.checks.of([client])).get(client)
    if _is_answered_since(known, asked_at):
        return False
    if found is None and not (known and is_told_by(known, work.policy.panel)):
        await work.checks.unknown(client, asked_at)
        await _answers_again(work)
        return False
    if found is not None and found.open and not whole:
        await _must_be_theirs(work, found)
    await work.checks.answered([client], asked_at)
    await _answers_again(work)
    if found is not None:
        await work.checks.told(client, work.policy.panel)
    if found is None or not found.open:
        await _must_not_be_too_many(work, client)
        await close(work, client, found)
    else:
        await take_over(work, found.client, found)
    await verify_tickets(work, client)
    return True


def _is_answered_since(known: Check | None, asked_at: datetime) -> bool:
    return known is not None and known.checked_at is not None and known.checked_at > asked_at


async def _must_be_theirs(work: Work, found: PanelClient) -> None:
    """What is known of clients who are closed, or of whom the panel has never told, may be anybody's by now."""
    owners = await work.clients.owners(service.id for service in found.services)
    others = {owner for owner in owners.values() if owner != found.client.id}
    checks = await work.checks.of(others) if others else {}
    for service, owner in owners.items():
        if owner in others and owner in checks and is_told_by(checks[owner], work.policy.panel):
            known = await work.clients.get(owner)
            if known is not None and not known.closed:
                raise Contested(service, found.client.id, owner)


async def could_not_ask(
    work: Work, *, clients: Sequence[ClientId], state: PanelState, detail: str, loss: Loss | None = None
) -> None:
    """They are asked about again by themselves; what was known of them stays."""
    await work.checks.failed(clients, work.now)
    await work.checks.ask(clients, work.now)
    await panel_is(work, way=Way.CLIENTS, state=state, detail=detail, loss=loss)


async def misunderstood(work: Work, *, told: Sequence[Misread], asked_at: datetime, whole: bool = False) -> None:
    """What was known of them stays, and a newer answer counts. Managers hear of each once, until it is put right.

    `whole`: all of the panel was read. Of one after the other they hear only while there are few.
    """
    known = await work.checks.of([one.client for one in told])
    told = [one for one in told if not _is_answered_since(known.get(one.client), asked_at)]
    new = [one for one in told if await work.checks.misread(one.client, one.why, asked_at)]
    if not new or (not whole and len(await work.checks.wrong()) > MOST_NAMED):
        return
    lines = []
    for one in new[:MOST_NAMED]:
        client = await work.clients.get(one.client)
        lines.append(MisreadLine(one.client, client.name if client else "", one.fault))
    for chat in set((await managers_now(work)).values()):
        work.outbox.say(ClientsMisread(to=chat, lines=tuple(lines), more=len(new) - len(lines)))


async def _answers_again(work: Work) -> None:
    """That one client can be asked about again does not mean that the others can."""
    if await work.marks.get(STATE) and not await work.checks.any_failing():
        await panel_is(work, way=Way.CLIENTS, state=PanelState.WELL)


async def panel_is(work: Work, *, way: Way, state: PanelState, detail: str = "", loss: Loss | None = None) -> None:
    """Managers hear of a trouble once (and once a day while it lasts), and once more when all is well.

    `detail` is what the panel itself has answered.
    """
    kept = await work.marks.get(STATE)
    if not kept and state is PanelState.WELL:
        return
    after, tells = heard(read_standing(kept), way, state, work.now)
    if str(after) != kept:
        await work.marks.put(STATE, str(after))
    for chat in set((await managers_now(work)).values()) if tells else ():
        work.outbox.say(PanelNews(to=chat, state=state, detail=detail, loss=loss))


async def take_over(work: Work, client: Client, told: PanelClient) -> None:
    """The client and all of their services; whoever has proven to be them by another address proves it anew.

    Raises TooManyGone: addresses that are removed one by one are no way around the guard of a sweep.
    """
    before = await work.clients.get(client.id)
    if before is not None and not told.has_email:
        client = replace(client, email=before.email)
    if before is not None and before.email and not before.closed and not client.email:
        await _must_not_be_too_many_addresses(work)
        await work.checks.address_removed(client.id, work.now)
    await work.clients.replace([replace(client, closed=False)], told.services)
    await address_changed(work, before, client)


async def address_changed(work: Work, before: Client | None, client: Client) -> None:
    """Whoever has proven to be the client by the former address proves it anew, also if there is none any more."""
    if before and before.email and before.email != client.email:
        for link in await work.people.linked_to(client.id):
            await _another_address(work, link, client)


async def _another_address(work: Work, link: Link, client: Client) -> None:
    if _is_by_mail(link):
        await let_go(work, link.person, client, NOBODY, Ending.ADDRESS)
        news = AccountNews.PROVE_AGAIN if client.email else AccountNews.NO_ADDRESS
    elif link.role is Role.OWNER:
        news = AccountNews.ADDRESS_CHANGED if client.email else AccountNews.ADDRESS_REMOVED
    else:
        return
    work.outbox.say(AccountTold(to=link.person, news=news, client=client.name))


async def _unlink(work: Work, link: Link) -> None:
    client = await work.clients.get(link.client)
    await work.people.unlink(link.person, link.client)
    if client is not None and link.role is Role.OWNER:
        await end_invitations(work, link.person, client)
    await work.auth_events.add(AuthEvent(work.now, AuthWhat.CLOSED, NOBODY, link.person, link.client, link.proof))


def _is_by_mail(link: Link) -> bool:
    """Before it was kept by what somebody had proven it, a code was the only way to be this sure of an owner."""
    old = link.proof is Proof.UNKNOWN and link.role is Role.OWNER and link.assurance is not Assurance.LOW
    return old or link.proof is Proof.MAIL


async def close(work: Work, number: ClientId, found: PanelClient | None = None) -> None:
    """Nobody acts for them any more; what there was stays for staff to see, as ended."""
    known = await work.clients.get(number)
    if known is None or known.closed:
        return
    await work.checks.closed(number, work.now)
    told = await _own(work, found) if found else await work.clients.services_of(number)
    services = [replace(service, status=ServiceStatus.ENDED) for service in told]
    await work.clients.replace([replace(found.client if found else known, closed=True)], services)
    await _let_go(work, known, await work.people.linked_to(number))


async def _own(work: Work, found: PanelClient) -> list[Service]:
    """Without what is another client's by now."""
    owners = await work.clients.owners(service.id for service in found.services)
    return [one for one in found.services if owners.get(one.id, found.client.id) == found.client.id]


async def _let_go(work: Work, client: Client, links: Iterable[Link]) -> None:
    for link in links:
        await _unlink(work, link)
        work.outbox.say(AccountTold(to=link.person, news=AccountNews.CLOSED, client=client.name))
    for ticket in await work.tickets.of_client(client.id):
        if ticket.is_open:
            work.outbox.say(Happened(room=ticket.room, ticket=ticket.id, what=What.CLIENT_CLOSED, detail=client.name))


async def _must_not_be_too_many(work: Work, number: ClientId) -> None:
    """One by one is no way around the guard of a sweep."""
    known = await work.clients.get(number)
    if known is None or known.closed:
        return
    going = await work.checks.closed_since(work.now - DAY) + 1
    loss = Loss(going, sum(not client.closed for client in await work.clients.all()) + going - 1, Lost.CLIENTS)
    if loss.exceeds(work.policy.most_lost):
        raise TooManyGone(loss)


async def _must_not_be_too_many_addresses(work: Work) -> None:
    going = await work.checks.addresses_removed_since(work.now - DAY) + 1
    had = sum(bool(client.email) and not client.closed for client in await work.clients.all())
    loss = Loss(going, had + going - 1, Lost.ADDRESSES)
    if loss.exceeds(work.policy.most_lost):
        raise TooManyGone(loss)
