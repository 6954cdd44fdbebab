"""Staff name a client as they like; the panel's data says who that is. Source: regulation 2.3."""

from typing import Final

from desk.errors import NoSuchClient
from desk.ids import ClientId, TicketId
from desk.notices.on_behalf import ClientLine, ClientsFound, Purpose
from desk.ports import Work
from desk.rules.form import key_of
from desk.rules.people import Client
from desk.rules.registry import found
from desk.usecases.staff_messages import Spot

SHOWN: Final = 8
"""So many are offered at a time; more are found by more words."""

LONGEST: Final = 200
"""Nobody is called by more letters."""


async def meant(work: Work, words: str) -> list[Client]:
    """Whom these words can mean, the likeliest kind of them. Raises NoSuchClient."""
    clients = found(await work.clients.all(), words, work.policy.likeness) if len(words) <= LONGEST else []
    if not clients:
        raise NoSuchClient(words[:LONGEST])
    return clients


def offer(
    work: Work,
    spot: Spot,
    purpose: Purpose,
    clients: list[Client],
    words: str = "",
    *,
    ticket: TicketId | None = None,
) -> None:
    """A button for each of the first; how many more there are."""
    shown = clients[:SHOWN]
    work.outbox.say(
        ClientsFound(
            to=spot.chat,
            purpose=purpose,
            lines=tuple(
                ClientLine(key_of(str(client.id)), client.name, client.category, client.email) for client in shown
            ),
            words=words,
            ticket=ticket,
            more=len(clients) - len(shown),
            topic=spot.topic,
            reply_to=spot.message,
        )
    )


async def client_by_key(work: Work, key: str) -> Client:
    """Whom a button means. Raises NoSuchClient if the panel has them no more."""
    client = await work.clients.get(ClientId(key))
    if client is None and key.startswith("~"):
        client = next((one for one in await work.clients.all() if key_of(str(one.id)) == key), None)
    if client is None:
        raise NoSuchClient("")
    return client
