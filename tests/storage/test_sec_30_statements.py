"""What people write is only ever a value of a statement, never a part of it. Source: OWASP ASVS 1.2.4."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import event

from desk.ids import ClientId, DraftId, PersonId, ServiceId
from storage.engine import Database
from tests.builders import BORIS, MONDAY, ROOM, a_client, a_person, a_service, a_ticket
from tests.storage.conftest import Keeper
from tests.storage.saving import saving

STORAGE: Final = Path(__file__).parents[2] / "storage"
MARK: Final = "zqxj"
"""In every text, so that it is found wherever it should not be."""

WILD: Final = (
    "'",
    "''; DROP TABLE tickets; --",
    '" OR "1"="1',
    "x' UNION SELECT email FROM clients --",
    "\\'; DELETE FROM people; --",
    "%' OR name LIKE '%",
    ":client :person %(client)s ? $1",
    "/* */ -- #",
    "ʼ＇՚′‛",
    "\u202e'); DROP TABLE tickets; --",
    "{client} {0} %s %d",
    "a\tb\nc\r\n;",
)
RAW: Final = frozenset({"text", "literal_column", "exec_driver_sql"})


def raw_statements() -> Iterator[tuple[str, ast.expr]]:
    """(where, what) of every piece of SQL that is written as a text."""
    for file in STORAGE.rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            by_name = isinstance(node.func, ast.Name) and node.func.id in RAW
            by_attribute = isinstance(node.func, ast.Attribute) and node.func.attr in RAW
            if by_name or by_attribute:
                yield f"{file.relative_to(STORAGE)}:{node.lineno}", node.args[0]


PASSED_ON: Final = frozenset({"where", "how"})
"""What the two helpers pass on: the condition of an index, the way in which a transaction begins."""


def is_fixed(what: ast.expr) -> bool:
    """A text as it stands, a constant of the module, or made of such constants."""
    if isinstance(what, ast.JoinedStr):
        return all(is_fixed(part.value if isinstance(part, ast.FormattedValue) else part) for part in what.values)
    return isinstance(what, ast.Constant) or (
        isinstance(what, ast.Name) and (what.id.isupper() or what.id in PASSED_ON)
    )


def test_sec_30_sql_that_is_written_as_a_text_is_fixed() -> None:
    found = list(raw_statements())
    assert len(found) > 20, "they are found at all"
    assert [where for where, what in found if not is_fixed(what)] == []


@pytest.mark.parametrize("bad", ["text(f'SELECT {x}')", "text('SELECT ' + x)", "text('%s' % x)", "text(x)"])
def test_sec_30_one_that_is_put_together_would_be_found(bad: str) -> None:
    (call,) = [node for node in ast.walk(ast.parse(bad)) if isinstance(node, ast.Call)]
    assert not is_fixed(call.args[0])


@pytest.fixture
def statements(database: Database) -> list[str]:
    """Every statement that the database is given."""
    seen: list[str] = []

    def keep(_: Any, __: Any, statement: str, *___: Any) -> None:
        seen.append(statement)

    for engine in {database._writer, database._reader}:
        event.listen(engine.sync_engine, "before_cursor_execute", keep)
    return seen


@pytest.mark.parametrize("wild", WILD)
async def test_sec_30_whatever_is_written_comes_back_as_it_was(sql: Keeper, statements: list[str], wild: str) -> None:
    said = f"{MARK}{wild}"
    client = a_client(id=ClientId(said), name=said, email=f"{said}@example.com", phone=said)
    service = a_service(id=ServiceId(said), client=client.id, name=said, product=said)
    person = a_person(id=PersonId(777), name=said, username=said)
    async with saving(sql.begin) as work:
        await work.people.seen(person)
        await work.clients.replace([client], [service])
        await work.macros.keep(said, said, by=BORIS, at=MONDAY)
        filed = await work.tickets.file(
            a_ticket(client=client.id, service=service.id, subject=said, description=said, draft=DraftId(9))
        )
        work.search.add(filed.id, said)
    async with sql.look() as work:
        assert await work.people.get(person.id) == person
        assert await work.clients.get(client.id) == client
        assert await work.clients.by_email(client.email) == [client]
        assert await work.clients.services_of(client.id) == [service]
        macro = await work.macros.by_name(said)
        assert macro is not None
        assert macro.text == said
        assert await work.tickets.get(filed.id) == filed
        assert (filed.subject, filed.description) == (said, said)
        assert await work.search.find(said, ROOM) == [filed.id]
    assert statements
    assert [one for one in statements if MARK in one] == []
