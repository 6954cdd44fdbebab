"""How far what is known of a client is good for what somebody wants now. Source: regulation 1.5.2; security 35."""

from collections.abc import Sequence
from dataclasses import replace

from desk.errors import NotVerified
from desk.ids import ClientId
from desk.ports import Work
from desk.rules.entitlement import Entitlement, Service, entitlement
from desk.rules.freshness import Trust, as_far_as_known, hope, is_told_by, trust
from desk.rules.people import Client


async def trusted(work: Work, client: ClientId, *, shown: bool = False) -> Trust:
    """`shown`: nothing is decided by it. Asks nothing where there is no panel to ask."""
    terms = work.policy.freshness
    if terms is None:
        return Trust.SURE
    check = (await work.checks.of([client])).get(client)
    return (hope if shown else trust)(check, work.now, terms)


async def of_the_panel(work: Work, clients: Sequence[Client]) -> list[Client]:
    """Of several with the same address or number those of whom the panel that is asked has told, if there are any."""
    if not work.policy.panel or not clients[1:]:
        return list(clients)
    checks = await work.checks.of([client.id for client in clients])
    told = [one for one in clients if one.id in checks and is_told_by(checks[one.id], work.policy.panel)]
    return told or list(clients)


async def standing_as_known(
    work: Work, client: ClientId, about: Service | None, services: Sequence[Service], *, shown: bool = False
) -> Entitlement:
    """What a ticket stands on, as far as that is known. A late payment is not forgiven to somebody not asked about."""
    how_far, terms = await trusted(work, client, shown=shown), work.policy.terms(work.now)
    if how_far is not Trust.SURE:
        terms = replace(terms, grace=0)
    return as_far_as_known(entitlement(about, services, terms), how_far)


async def must_be_verified(work: Work, client: ClientId | None) -> None:
    """No links, delegates or secrets while nobody knows whose they are. Raises NotVerified.

    What was heard when a code was asked for is good until the code ends: twice as long as usual.
    """
    terms = work.policy.freshness
    if client is None or terms is None:
        return
    check = (await work.checks.of([client])).get(client)
    if trust(check, work.now, replace(terms, fresh=2 * terms.fresh)) is not Trust.SURE:
        raise NotVerified
