"""A ticket is given to a colleague, who is called. Source: regulation 2.3."""

from desk.errors import NobodyCalled, NotInTheGroup
from desk.ids import ChatId, PersonId
from desk.notices.changes import AssignAsked, Assigned
from desk.notices.lists import MemberLine
from desk.notices.toasts import Toast
from desk.ports import Work
from desk.rules.events import Event, EventKind
from desk.rules.people import Person
from desk.rules.ticket import Status, Ticket, hand_over, move
from desk.usecases.conversation import card_changed
from desk.usecases.progress import tell_taken
from desk.usecases.staff_actions import Action, must_be_open

SHOWN = 12


async def staff_came(work: Work, *, room: ChatId, person: Person) -> None:
    """Somebody was let into the group."""
    await work.people.seen(person)
    await work.members.add(room, person.id, work.now)


async def ask_assign(work: Work, ticket: Ticket, by: PersonId) -> Toast:
    """To whom? Those who are known to be in the group."""
    must_be_open(ticket)
    people = await work.members.of(ticket.room)
    names = await work.people.names(people)
    lines = tuple(MemberLine(one, names[one]) for one in people if one in names and one != ticket.assignee)
    work.outbox.say(AssignAsked(room=ticket.room, ticket=ticket.id, lines=lines[:SHOWN]))
    return Toast.SHOWN


def assign_to(who: PersonId) -> Action:
    """Raises NotInTheGroup."""

    async def assign(work: Work, ticket: Ticket, by: PersonId) -> Toast:
        must_be_open(ticket)
        if ticket.assignee == who:
            return Toast.ALREADY
        names = await work.people.names([who, by])
        if not await work.members.has(ticket.room, who):
            raise NotInTheGroup(names.get(who, ""))
        given = hand_over(ticket, who)
        saved = await work.tickets.save(move(given, Status.OPEN, work.now) if given.status is Status.NEW else given)
        work.events.add(Event(ticket.id, EventKind.TAKEN, work.now, who, str(by)))
        name = names.get(who, "")
        work.outbox.say(Assigned(room=ticket.room, ticket=ticket.id, person=who, name=name, by=names.get(by, "")))
        await tell_taken(work, saved, who)
        card_changed(work, saved)
        return Toast.DONE

    return assign


def assign_called(words: str) -> Action:
    """`@name`, or the name as the group shows it. Raises NobodyCalled; where several are called so, asks who."""

    async def assign(work: Work, ticket: Ticket, by: PersonId) -> Toast | None:
        meant = " ".join(words.split()).removeprefix("@").casefold()
        known = [await work.people.get(one) for one in await work.members.of(ticket.room)]
        found = [one for one in known if one and meant in _called(one)]
        if not found:
            raise NobodyCalled(words[:SHOWN_NAME])
        if len(found) > 1:
            return await ask_assign(work, ticket, by)
        return await assign_to(found[0].id)(work, ticket, by)

    return assign


SHOWN_NAME = 64


def _called(person: Person) -> set[str]:
    name = person.name.casefold()
    return {name, name.split(" ", 1)[0], person.username.casefold()} - {""}
