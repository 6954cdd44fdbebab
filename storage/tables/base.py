"""What all tables share: names for every rule, and how to write a partial index."""

from typing import Any

from sqlalchemy import Index, MetaData, text
from sqlalchemy.schema import Column

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)


def partial(name: str, *columns: Column[Any], where: str, unique: bool = False) -> Index:
    """An index over the rows of which `where` is true. A query uses it only if it says the same words."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))
