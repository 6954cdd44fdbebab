"""`/unlink`: somebody does not want to write for a client any more. Source: regulation 2.2."""

from desk.errors import NotYourClient, SignInFirst
from desk.ids import PersonId
from desk.notices.people import LeavingAsked, Left, WhichToLeave
from desk.ports import Work
from desk.rules.form import FormName, key_of
from desk.rules.people import Client
from desk.usecases.access.leaving import drop_step
from desk.usecases.home import clients_of
from desk.usecases.letting_go import Ending, let_go


async def ask_leaving(work: Work, *, person: PersonId) -> None:
    """Which client, or what it means for the only one."""
    clients = await clients_of(work, person)
    if not clients:
        raise SignInFirst
    if len(clients) == 1:
        await _ask(work, person, clients[0])
        return
    work.outbox.say(WhichToLeave(to=person, clients=tuple((key_of(str(one.id)), one.name) for one in clients)))


async def ask_leaving_one(work: Work, *, person: PersonId, key: str) -> None:
    await _ask(work, person, await _mine(work, person, key))


async def _ask(work: Work, person: PersonId, client: Client) -> None:
    others = [link for link in await work.people.linked_to(client.id) if link.person != person]
    open_ones = [one for one in await work.tickets.of_client(client.id) if one.is_open and one.author == person]
    work.outbox.say(
        LeavingAsked(
            to=person,
            key=key_of(str(client.id)),
            client=client.name,
            others=bool(others),
            open=tuple(one.id for one in open_ones),
        )
    )


async def _mine(work: Work, person: PersonId, key: str) -> Client:
    """Raises NotYourClient: a forged button, or one of before."""
    for client in await clients_of(work, person):
        if key_of(str(client.id)) == key:
            return client
    raise NotYourClient


async def leave(work: Work, *, person: PersonId, key: str) -> None:
    """The access ends; what was begun for the client is dropped, open tickets go on with its others or by mail."""
    client = await _mine(work, person, key)
    await let_go(work, person, client, person, Ending.OWN)
    await drop_step(work, person)
    draft = await work.drafts.of(person, FormName.TICKET)
    left = await clients_of(work, person)
    if draft is not None and (not left or draft.answers.get("client") == str(client.id)):
        await work.drafts.drop(draft.id)
    work.outbox.say(Left(to=person, client=client.name, still=tuple(one.name for one in left)))
