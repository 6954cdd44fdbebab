"""Whatever comes in: no exception that nobody expected, no effect without the right to it (OWASP ASVS 8.2.2, 16.5)."""

import asyncio
import itertools
import json
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from bot.intake import arrived
from bot.wiring import App
from desk.ids import ChatId, ClientId, DraftId, PersonId, ServiceId
from desk.notices.groups import GroupLeft, WrongGroup
from desk.notices.staff import CardNeeded, TopicNeeded
from desk.ports import Work
from desk.rules.entitlement import Service, ServiceStatus
from desk.rules.form import key_of
from desk.rules.messages import Room
from desk.rules.people import Assurance, Client, ClientCategory, Link, Role
from storage.tables import posts, rooms
from storage.tables.queues import InboxState, inbox
from tests.builders import ANNA, BORIS, OLGA, ROOM, VERA, VIKTOR, a_person, a_ticket
from tests.faults.filed import file_for
from tests.security.fuzzed import Agreeable, contents, handed_over, quiet_desk
from tests.security.updates import Known, Maker, Someone

AT_ONCE = 100

IN_ROOM = (int(ROOM), "supergroup")
BIG_GROUP, CHANNEL = (-1009, "supergroup"), (-1010, "channel")

STAFF = [
    Someone(int(who), name, (IN_ROOM, IN_ROOM, IN_ROOM, (int(who), "private")))
    for who, name in ((BORIS, "Б"), (VERA, "В"))
]
MANAGER = Someone(int(OLGA), "О", ((int(OLGA), "private"), IN_ROOM))
CLIENTS = [Someone(int(who), name, ((int(who), "private"), BIG_GROUP)) for who, name in ((ANNA, "А"), (VIKTOR, "К"))]
STRANGERS = [
    Someone(who, f"Кто-то {who}", ((who, "private"), (who, "private"), BIG_GROUP, CHANNEL)) for who in (901, 902, 903)
]

VIKTOR_ALONE = CLIENTS[1]

MOVING = frozenset({"inbox", "outbox", "chats", "people", "members"})
"""What changes with every update, whoever sent it: what came, what is owed, who was seen."""

Contents = Mapping[str, Mapping[tuple[Any, ...], Mapping[str, Any]]]

KEYS = (key_of(f"client-{int(ANNA)}"), key_of(f"client-{int(VIKTOR)}"), f"service-{int(ANNA)}", "category", "subject")


async def link(work: Work, *, clients: Sequence[int]) -> None:
    """Boris is a delegate of nobody; each client has an expired service beside the one they filed about."""
    for one in clients:
        client = ClientId(f"client-{one}")
        expired = Service(ServiceId(f"expired-{one}"), client, "Сайт", "site", ServiceStatus.ENDED)
        active = Service(ServiceId(f"service-{one}"), client, "Хостинг", "hosting", ServiceStatus.ACTIVE)
        await work.clients.replace(
            [Client(client, f"ООО {one}", ClientCategory.PARTNER, f"{one}@example.com")], [active, expired]
        )
        await work.people.link(Link(PersonId(one), client, Role.OWNER, Assurance.HIGH), work.now)


async def describe(work: Work, *, forum: bool) -> None:
    await work.chats.describe(ROOM, title="Поддержка", forum=forum)


async def populate(app: App, *, forum: bool) -> None:
    """Each client has three tickets."""
    await app.office.run(describe, forum=forum)
    for who in (ANNA, VIKTOR):
        await app.office.run(file_for, person=a_person(id=who), room=ChatId(int(ROOM)))
        await app.office.run(more_tickets, author=who)
    await app.office.run(link, clients=[int(ANNA), int(VIKTOR)])


async def more_tickets(work: Work, *, author: PersonId) -> None:
    for number in (1, 2):
        ticket = a_ticket(
            author=author,
            client=ClientId(f"client-{int(author)}"),
            draft=DraftId(200_000 + 10 * int(author) + number),
            filed_at=work.now,
            react_by=None,
            service=None,
            service_name="",
            service_state=None,
        )
        filed = await work.tickets.file(ticket)
        await work.rooms.save(Room(filed.id, ROOM))
        work.outbox.say(TopicNeeded(room=ROOM, ticket=filed.id))
        work.outbox.say(CardNeeded(room=ROOM, ticket=filed.id))


async def feed(app: App, telegram: Agreeable, maker: Maker, make: Callable[[], str], count: int) -> None:
    """In portions, each of them worked off before the next, which knows what has come of it."""
    for left in range(count, 0, -AT_ONCE):
        maker.known = replace(await known_by(app), buttons=telegram.buttons())
        await handed_over(app, [one for _ in range(min(left, AT_ONCE)) if (one := read(make()))])
        await worked_off(app)


async def known_by(app: App) -> Known:
    async with app.database._reader.connect() as connection:
        topics = (await connection.scalars(select(rooms.c.topic).where(rooms.c.topic.is_not(None)))).all()
        mine = (await connection.scalars(select(posts.c.message))).all()
    return Known(list(topics), list(mine))


def read(text: str) -> Any:
    """As the intake would: what is no JSON at all never comes out of a poll."""
    try:
        return arrived(json.loads(text))
    except ValueError:
        return None


async def worked_off(app: App) -> None:
    async with asyncio.timeout(60):
        while True:
            async with app.database._reader.connect() as connection:
                left = await connection.scalar(select(func.count()).where(inbox.c.state == InboxState.READY))
                tried = await connection.scalar(select(func.max(inbox.c.tries)))
            if not left or tried:
                return
            await asyncio.sleep(0.02)


async def parked_of(app: App) -> list[str]:
    async with app.database._reader.connect() as connection:
        return list((await connection.scalars(select(inbox.c.error).where(inbox.c.state == InboxState.PARKED))).all())


def faults(logs: Sequence[Any]) -> list[str]:
    """What a desk that is in order never logs, with where it came from."""
    return [
        "".join(traceback.format_exception(line["exc_info"]))
        if isinstance(line.get("exc_info"), BaseException)
        else repr(line)
        for line in logs
        if line["log_level"] in {"error", "critical"}
    ]


async def fuzz(tmp: Path, seed: int, count: int, *, forum: bool = True) -> int:
    """`count` that Telegram could send, by everybody; half as much that is broken; then strangers and a client.

    Gives how many there were.
    """
    part = count // 2
    with capture_logs() as logs:
        async with quiet_desk(tmp) as (app, telegram):
            await populate(app, forum=forum)
            everybody = Maker(seed, [*STAFF, MANAGER, *CLIENTS, *STRANGERS], keys=KEYS)
            await feed(app, telegram, everybody, everybody.text, count)
            assert faults(logs) == []
            assert await parked_of(app) == [], "what Telegram could send is understood"
            await feed(app, telegram, everybody, everybody.broken, part)
            assert faults(logs) == []
            errors = await parked_of(app)
            assert errors, "what is broken is set aside"
            assert [error for error in errors if not error.startswith("not understood")] == []
            for first, who in ((10**9, STRANGERS), (2 * 10**9, [VIKTOR_ALONE])):
                before = await contents(app)
                maker = Maker(seed + first, who, keys=KEYS, first=first)
                await feed(app, telegram, maker, maker.text, part)
                assert faults(logs) == []
                assert_untouched(before, await contents(app), {one.id for one in who})
    return count + 3 * part


LEAVING = frozenset({WrongGroup.__name__, GroupLeft.__name__})


def assert_untouched(before: Contents, after: Contents, by: set[int]) -> None:
    """Nothing that is others' has changed, and nothing of it was said to those who did this."""
    theirs = {f"client-{one}" for one in by}
    exports = {f"export {one}" for one in by}
    tickets = {row["id"] for row in after["tickets"].values() if row["author"] in by or row["client"] in theirs}

    def is_theirs(row: Mapping[str, Any]) -> bool:
        mine = row.get("ticket") in tickets or row.get("id") in tickets or row.get("client") in theirs
        mine = mine or row.get("name") in exports
        return mine or bool(by & {row.get("person"), row.get("author"), row.get("reader")})

    for table in before.keys() - MOVING:
        changed = [row for key, row in before[table].items() if after[table].get(key) != row and not is_theirs(row)]
        assert changed == [], table
        new = [row for key, row in after[table].items() if key not in before[table] and not is_theirs(row)]
        assert new == [], table
    new_said = [row for key, row in after["outbox"].items() if key not in before["outbox"]]
    # Whoever brings the bot into a group that is not the desk's makes it say so there, and leave.
    said = [row for row in new_said if row["kind"] not in LEAVING or row["chat"] == int(ROOM)]
    assert [row for row in said if row["chat"] not in by | {int(ROOM), int(OLGA)}] == [], "no client hears of it"


@pytest.mark.timeout(300)
@pytest.mark.parametrize("forum", [True, False], ids=["forum", "plain group"])
async def test_sec_11_whatever_comes_in_is_no_exception_and_has_no_effect_without_the_right(
    tmp_path: Path, *, forum: bool
) -> None:
    assert await fuzz(tmp_path, 1 + forum, 320, forum=forum) >= 500


async def test_sec_24_a_contact_with_words_that_hold_a_password_waits_for_its_authors_word(tmp_path: Path) -> None:
    """Telegram sends none today; whatever it comes to send must not be set aside as a fault of ours."""
    who = int(ANNA)
    message = {
        "message_id": 7,
        "date": 1_700_000_000,
        "chat": {"id": who, "type": "private", "first_name": "А"},
        "from": {"id": who, "is_bot": False, "first_name": "А"},
        "contact": {"phone_number": "+70000000000", "first_name": "А"},
        "text": "пароль: hunter2x",
    }
    with capture_logs() as logs:
        async with quiet_desk(tmp_path) as (app, _):
            await populate(app, forum=True)
            one = arrived({"update_id": 1, "message": message})
            assert one is not None
            await handed_over(app, [one])
            await worked_off(app)
            async with app.database._reader.connect() as connection:
                states = (await connection.scalars(select(inbox.c.state))).all()
    assert (faults(logs), states) == ([], [InboxState.ASKED])


@pytest.mark.soak
@pytest.mark.timeout(3600)
async def test_sec_11_fifty_thousand_updates(tmp_path: Path) -> None:
    done = 0
    for seed in itertools.count(100):
        folder = tmp_path / str(seed)
        folder.mkdir()
        done += await fuzz(folder, seed, 1600, forum=seed % 3 != 0)
        if done >= 50_000:
            return
