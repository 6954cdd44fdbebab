"""Who is told about access data, and where they belong by now."""

from desk.errors import SecretIs
from desk.ids import PersonId
from desk.notices.vault import Access, AccessNews, AccessTold, SecretWaits
from desk.ports import Work
from desk.rules.access import may_see
from desk.rules.events import Event, EventKind
from desk.rules.ticket import Ticket
from desk.rules.vault import UNSEEN_FOR, Secret
from desk.usecases.conversation import card_changed
from desk.usecases.readers import reader_of


async def ticket_of(work: Work, secret: Secret) -> Ticket:
    ticket = await work.tickets.get(secret.ticket)
    if ticket is None:
        raise SecretIs("nothing")
    return ticket


async def name_of(work: Work, person: PersonId | None) -> str:
    return (await work.people.names([person])).get(person, "") if person else ""


async def giver_of(work: Work, ticket: Ticket, secret: Secret) -> PersonId:
    """Whoever passed it on; the reader of the ticket, if they may not see it any more."""
    giver = secret.giver
    if giver is None or not may_see(giver, await work.people.links_of(giver), ticket):
        return await reader_of(work, ticket)
    return giver


async def news(
    work: Work, ticket: Ticket, secret: Secret, what: Access, *, who: PersonId | None = None, detail: str = ""
) -> None:
    """In the ticket's place, and on its card."""
    work.outbox.say(
        AccessNews(
            room=ticket.room,
            ticket=ticket.id,
            what=what,
            secret=secret.id,
            who=await name_of(work, who),
            asker=await name_of(work, secret.asker),
            detail=detail,
            bot=secret.bot,
        )
    )
    card_changed(work, ticket)


async def tell_client(work: Work, ticket: Ticket, secret: Secret, what: Access) -> None:
    to = await giver_of(work, ticket, secret)
    by = await name_of(work, secret.asker)
    work.outbox.say(AccessTold(to=to, ticket=ticket.id, what=what, by=by, at=work.now))


def happened(work: Work, ticket: Ticket, kind: EventKind, by: PersonId | None = None, detail: str = "") -> None:
    work.events.add(Event(ticket.id, kind, work.now, by, detail))


def tell_asker(work: Work, ticket: Ticket, secret: Secret) -> None:
    """In private: it waits to be shown."""
    if secret.asker is None or secret.given_at is None:
        return
    work.outbox.say(
        SecretWaits(
            to=secret.asker,
            secret=secret.id,
            ticket=ticket.id,
            subject=ticket.subject,
            what=secret.what,
            until=secret.given_at + UNSEEN_FOR,
        )
    )
