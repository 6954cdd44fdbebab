"""Where the database is: the spellings that are taken, and the file that is made ready."""

from pathlib import Path
from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

SQLITE: Final = "sqlite+aiosqlite"
POSTGRES: Final = "postgresql+asyncpg"
_DRIVERS: Final = {
    "sqlite": SQLITE,
    SQLITE: SQLITE,
    "postgres": POSTGRES,
    "postgresql": POSTGRES,
    POSTGRES: POSTGRES,
}
_EXAMPLES: Final = "for example 'sqlite:///var/desk.db' or 'postgresql://desk:password@localhost/desk'"


class BadUrl(ValueError):
    """Not the address of a database that we can use; the message gives examples, and never the password."""


class MissingDriver(RuntimeError):
    """The package that speaks to this database is not installed."""


def read_url(text: str) -> URL:
    """The address with its async driver. Raises BadUrl."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise BadUrl(f"this is not the address of a database; {_EXAMPLES}") from None
    if url.drivername not in _DRIVERS:
        raise BadUrl(f"{url.drivername!r} is not among the databases that work here; {_EXAMPLES}")
    url = url.set(drivername=_DRIVERS[url.drivername])
    return _file(url) if url.drivername == SQLITE else _sslmode(url)


def _file(url: URL) -> URL:
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise BadUrl(
            f"SQLite needs a file, because writing and reading go through connections of their own; {_EXAMPLES}"
        )
    return url


def _sslmode(url: URL) -> URL:
    """Hosting companies write `sslmode`, which asyncpg calls `ssl`."""
    if "sslmode" not in url.query:
        return url
    return url.difference_update_query(["sslmode"]).update_query_dict({"ssl": url.query["sslmode"]})


def path_of(url: URL) -> Path | None:
    """The file of an SQLite database."""
    return Path(url.database) if url.drivername == SQLITE and url.database else None


def prepare_file(path: Path) -> None:
    """The file and its directory; nobody else on the machine may read what clients wrote."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.chmod(0o600)
