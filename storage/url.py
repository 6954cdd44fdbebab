"""Where the database is: the spellings that are taken, and the file that is made ready."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from desk.errors import Unavailable

SQLITE: Final = "sqlite+aiosqlite"
POSTGRES: Final = "postgresql+asyncpg"
_DRIVERS: Final = {
    "sqlite": SQLITE,
    SQLITE: SQLITE,
    "postgres": POSTGRES,
    "postgresql": POSTGRES,
    POSTGRES: POSTGRES,
}
_OPTIONS: Final = ("host", "port", "ssl", "sslmode", "passfile", "target_session_attrs", "krbsrvname")
"""Of PostgreSQL: the driver fails over any other, and shows a password that stands among them."""
_EXAMPLES: Final = "for example 'sqlite:///var/desk.db' or 'postgresql://desk:password@localhost/desk'"


class BadUrl(ValueError):
    """Not the address of a database that we can use; the message gives examples, and never the password."""


class MissingDriver(RuntimeError):
    """The package that speaks to this database is not installed."""


class Unusable(RuntimeError):
    """The database cannot be opened, or is none of ours; the message says why in one line."""


@contextmanager
def opening() -> Iterator[None]:
    """Whatever keeps a database from being opened is Unusable: a file, a network, a server that refuses."""
    try:
        yield
    except Unavailable as error:
        raise Unusable(f"cannot be opened: {error}") from error
    except DBAPIError as error:
        raise Unusable(f"cannot be opened: {_first_line(error.orig or error)}") from error
    except OSError as error:
        file = f"{error.filename}: " if error.filename else ""
        raise Unusable(f"cannot be opened: {file}{error.strerror or _first_line(error)}") from error


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)


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
    if url.query:
        raise BadUrl(f"the address of an SQLite file has no options after a ?; {_EXAMPLES}")
    return url


def _sslmode(url: URL) -> URL:
    """Hosting companies write `sslmode`, which asyncpg calls `ssl`."""
    if unknown := next((name for name in url.query if name not in _OPTIONS), None):
        raise BadUrl(f"{unknown!r} is not among the options that work here ({', '.join(_OPTIONS)}); {_EXAMPLES}")
    if "sslmode" not in url.query:
        return url
    return url.difference_update_query(["sslmode"]).update_query_dict({"ssl": url.query["sslmode"]})


def path_of(url: URL) -> Path | None:
    """The file of an SQLite database."""
    return Path(url.database) if url.drivername == SQLITE and url.database else None


def prepare_file(path: Path) -> None:
    """The file and its directory; nobody else on the machine may read what clients wrote. Raises Unusable.

    A directory of that name keeps its mode, and a file that we may not write is told: SQLite would open it, and fail at
    the first change. A file that is there is not opened to see whether it can be: closing it would free the locks that
    another connection of this process has on it.
    """
    with opening():
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        if not os.access(path, os.R_OK | os.W_OK):
            raise PermissionError(errno.EACCES, "it may not be written", str(path))
        path.chmod(path.stat().st_mode & 0o700)
