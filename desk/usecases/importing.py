"""A file of clients is taken over: what it says of those whom it names and, if it is complete, of everybody else."""

from collections.abc import Sequence

from desk.ports import Work
from desk.rules.entitlement import Service
from desk.rules.losses import Loss, loss, lost_addresses
from desk.rules.people import Client
from desk.usecases.panel import address_changed, close


class TooMuchLost(Exception):
    """Far more would go than is likely to be meant. Nothing was changed; for an operator, not for a chat."""

    def __init__(self, lost: Loss) -> None:
        super().__init__(str(lost))
        self.loss = lost


async def known_registry(work: Work) -> tuple[list[Client], list[Service]]:
    """All that is known now."""
    return await work.clients.all(), await work.clients.services()


def lost_by(
    before: Sequence[Service], clients: Sequence[Client], services: Sequence[Service], work: Work, *, complete: bool
) -> Loss:
    """Services of those who are not named stay, unless the file says that it is complete."""
    named = {client.id for client in clients}
    after = [*services, *(one for one in before if one.client not in named and not complete)]
    return loss(before, after, work.policy.terms(work.now))


async def loss_of(
    work: Work, *, clients: Sequence[Client], services: Sequence[Service], complete: bool
) -> tuple[Loss, bool]:
    """What an import would take away, and whether that is too much: of services or, if they are not, of addresses."""
    found = lost_by(await work.clients.services(), clients, services, work, complete=complete)
    mails = lost_addresses(await work.clients.all(), clients)
    if mails.exceeds(work.policy.most_lost) and not found.exceeds(work.policy.most_lost):
        return mails, True
    return found, found.exceeds(work.policy.most_lost)


async def import_registry(
    work: Work, *, clients: Sequence[Client], services: Sequence[Service], complete: bool, even_if: bool
) -> None:
    """All or nothing. Whoever has proven to be a client by an address that is another now proves it anew.

    Raises TooMuchLost, unless it is to be done even so.
    """
    lost, too_much = await loss_of(work, clients=clients, services=services, complete=complete)
    if too_much and not even_if:
        raise TooMuchLost(lost)
    before = {client.id: client for client in await work.clients.all()}
    await work.clients.replace(clients, services)
    for client in clients:
        await address_changed(work, before.get(client.id), client)
    if complete:
        for gone in sorted(before.keys() - {client.id for client in clients}):
            await close(work, gone)
