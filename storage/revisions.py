"""The shapes that this version knows, without Alembic: it takes 8 MB, and a start seldom changes one."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from sqlalchemy import Connection, inspect, text

_FACT = re.compile(r'^(revision|down_revision) = (?:"(\w+)"|None)$', re.MULTILINE)


@cache
def _before() -> Mapping[str, str | None]:
    """Each revision, and the one before it."""
    found = {}
    for file in (files("storage") / "migrations" / "versions").iterdir():
        if file.name.endswith(".py"):
            facts = {name: value or None for name, value in _FACT.findall(file.read_text(encoding="utf-8"))}
            if revision := facts.get("revision"):
                found[revision] = facts["down_revision"]
    return found


def known() -> frozenset[str]:
    return frozenset(_before())


def head() -> str:
    """The newest one."""
    (newest,) = known() - set(_before().values())
    return newest


def current(connection: Connection) -> str | None:
    """The one that a database is at; None for one without our tables."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found
