"""A company with many clients, all of them signed in and each with a ticket, before its desk is started."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.settings import Settings
from bot.tasks import office_of
from desk.ids import ClientId, PersonId, ServiceId, TicketId
from desk.ports import Work
from desk.rules.entitlement import Service, ServiceStatus
from desk.rules.form import FormName
from desk.rules.people import Assurance, Client, ClientCategory, Link, Role
from desk.rules.people import Person as Known
from desk.usecases.filing import file
from simulator import Group, Message, Person, Simulator
from tests.bot.running import settings_for

ANSWERS = {"service": "-", "category": "consultation", "urgency": "normal"}


@dataclass
class Case:
    """A ticket: who asks, who is in charge of it, and the message that its client began it with."""

    number: int
    client: Person
    assignee: Person
    first: Message


@dataclass
class Town:
    sim: Simulator
    settings: Settings
    room: Group
    clients: list[Person]
    staff: list[Person]
    cases: list[Case]

    def cases_of(self, client: Person) -> list[Case]:
        return [case for case in self.cases if case.client.id == client.id]


async def a_town(
    sim: Simulator, tmp: Path, *, clients: int, staff: int, with_two: int, database: str = "", **changes: str
) -> Town:
    """`with_two` of the clients have two tickets. An empty `database` is a file of SQLite."""
    employees = [sim.person(f"Сотрудник{number}") for number in range(1, staff + 1)]
    room = sim.group("Поддержка", members=employees)
    olga = sim.person("Ольга")
    await olga.writes("/start")
    given = {"DATABASE_URL": database} if database else {}
    settings = settings_for(sim, room, tmp, olga, **given, **changes)
    people = [sim.person(f"Клиент{number}") for number in range(1, clients + 1)]
    town = Town(sim, settings, room, people, employees, [])
    for person in [*people, *people[:with_two]]:
        await person.writes("/start")
        first = await person.writes(f"Описание обращения {len(town.cases) + 1}")
        town.cases.append(Case(len(town.cases) + 1, person, employees[len(town.cases) % staff], first))
    # All this was said before there was a desk.
    sim.world.updates.clear()
    async with office_of(settings) as office:
        await office.run(_move_in, town=town)
        for case in town.cases:
            await office.run(_file, case=case)
    return town


async def _move_in(work: Work, *, town: Town) -> None:
    ids = {person.id: ClientId(f"c-{person.id}") for person in town.clients}
    await work.clients.replace(
        [Client(ids[person.id], f"ООО {person.name}", ClientCategory.PARTNER) for person in town.clients],
        [
            Service(
                ServiceId(f"s-{person.id}"),
                ids[person.id],
                "Хостинг",
                "hosting",
                ServiceStatus.ACTIVE,
                date(2027, 12, 31),
            )
            for person in town.clients
        ],
    )
    for person in [*town.clients, *town.staff]:
        await work.people.seen(Known(PersonId(person.id), person.name))
    for person in town.clients:
        await work.people.link(Link(PersonId(person.id), ids[person.id], Role.OWNER, Assurance.HIGH), work.now)


async def _file(work: Work, *, case: Case) -> None:
    draft = await work.drafts.begin(PersonId(case.client.id), FormName.TICKET, work.now)
    answers = ANSWERS | {"subject": f"Случай {case.number}", "description": case.first.text}
    story = ((case.first.message_id, case.first.text),)
    await file(work, draft=replace(draft, answers=answers, story=story))
    ticket = await work.tickets.get(TicketId(case.number))
    assert ticket is not None
    await work.tickets.save(replace(ticket, assignee=PersonId(case.assignee.id)))
