"""What is measured: the plain relay, and this desk on each database, with a ticket for each client."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from desk.ids import ChatId, ClientId, DraftId, PersonId
from desk.notices.staff import CardNeeded, TopicNeeded
from desk.ports import Work
from desk.rules.messages import Room
from desk.rules.ticket import Status
from simulator import Group, Person, Simulator
from storage import migrate
from storage.engine import Database
from tests.benchmarks.process import Running, running
from tests.builders import a_client, a_link, a_person, a_policy, a_ticket


@dataclass(frozen=True, slots=True)
class Scene:
    """Where it happens. Logs and databases are in `folder`."""

    sim: Simulator
    group: Group
    clients: list[Person]
    employee: Person
    folder: Path


@asynccontextmanager
async def plain(scene: Scene) -> AsyncIterator[Running]:
    where = (scene.sim.api_url, scene.sim.bot_token, str(scene.group.id))
    async with running("-m", "tests.benchmarks.plain", *where, env={}, log=scene.folder / "plain.log") as relay:
        for client in scene.clients:
            await client.writes("A first word makes the topic.")
        yield relay


@asynccontextmanager
async def on_sqlite(scene: Scene) -> AsyncIterator[Running]:
    async with _desk(scene, f"sqlite+aiosqlite:///{scene.folder}/desk.db") as desk:
        yield desk


@asynccontextmanager
async def on_postgres(scene: Scene, server: str) -> AsyncIterator[Running]:
    """In a database of its own, with the server's own settings: what is committed is on the disk."""
    name = f"frontdesk_bench_{uuid4().hex[:12]}"
    await _administer(server, f"CREATE DATABASE {name}")
    try:
        async with _desk(scene, make_url(server).set(database=name).render_as_string(hide_password=False)) as desk:
            yield desk
    finally:
        await _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


async def _administer(server: str, command: str) -> None:
    engine = create_async_engine(server, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(command))
    await engine.dispose()


@asynccontextmanager
async def _desk(scene: Scene, url: str) -> AsyncIterator[Running]:
    await migrate.upgrade(url)
    database = Database(url)
    async with database.begin(scene.sim.clock.now, a_policy(room=ChatId(scene.group.id)))() as work:
        await _fill(work, [PersonId(client.id) for client in scene.clients], PersonId(scene.employee.id))
        await work.commit()
    await database.dispose()
    env = {
        "BOT_TOKEN": scene.sim.bot_token,
        "STAFF_CHAT_ID": str(scene.group.id),
        "TELEGRAM_API_URL": scene.sim.api_url,
        "DATABASE_URL": url,
        "TELEGRAM_LIMITS": "off",
        "FLOOD_MESSAGES": "off",
    }
    async with running("-m", "bot", "run", env=env, log=scene.folder / "desk.log") as desk:
        yield desk


async def _fill(work: Work, clients: Sequence[PersonId], employee: PersonId) -> None:
    """Each client has a ticket in work; its topic and card are owed."""
    await work.people.seen(a_person(id=employee))
    await work.clients.replace([a_client(id=ClientId(f"c-{one}")) for one in clients], [])
    for number, one in enumerate(clients, start=1):
        await work.people.seen(a_person(id=one))
        await work.people.link(a_link(person=one, client=ClientId(f"c-{one}")), work.now)
        ticket = await work.tickets.file(
            a_ticket(
                author=one,
                client=ClientId(f"c-{one}"),
                room=work.policy.room,
                draft=DraftId(number),
                service=None,
                status=Status.OPEN,
                assignee=employee,
                filed_at=work.now,
                reacted_at=work.now,
                react_by=None,
            )
        )
        await work.rooms.save(Room(ticket.id, ticket.room))
        work.outbox.say(TopicNeeded(room=ticket.room, ticket=ticket.id))
        work.outbox.say(CardNeeded(room=ticket.room, ticket=ticket.id))
