"""What keeps a database as a whole from working, in plain words; whatever else fails is a fault of one statement."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import SQLITE_BUSY, SQLITE_CANTOPEN, SQLITE_FULL, SQLITE_IOERR, SQLITE_LOCKED
from typing import Final

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from desk.errors import Unavailable
from storage.url import path_of

_LOCKED: Final = "the database is locked by another program: end it, or wait until it is done (an open sqlite3, a copy)"
_SQLITE: Final = {
    SQLITE_BUSY: _LOCKED,
    SQLITE_LOCKED: _LOCKED,
    SQLITE_FULL: "the disk is full: make room in {place}",
    SQLITE_IOERR: "the disk cannot be read or written, it may be full: look at {place}",
    SQLITE_CANTOPEN: "the file of the database cannot be opened: look at {place}",
}
_PRIMARY: Final = 0xFF
"""Of SQLite's extended codes: the rest says where it happened."""

_FULL: Final = "53100"
_LOST: Final = "the connection to the database server is lost: look at the server and the way there"
_POSTGRES: Final = {
    _FULL: "the disk of the database server is full: make room there",
    "25006": "the database server takes no changes now (it is a copy of another one): look which one is the first",
    "08": _LOST,
    "28": "the database server does not let us in: look at the name and password in DATABASE_URL",
    "3D": "the database server has no database of that name: look at DATABASE_URL",
    "25P03": _LOST,
    "53": "the database server has no room for us (connections or memory): look at its limits",
    "57P": _LOST,
    "58": "the database server cannot read or write its files: look at its log",
}
"""By the whole code or how it begins. Source: PostgreSQL, appendix A."""


@contextmanager
def plainly(address: URL) -> Iterator[None]:
    """Around a unit of work: Unavailable instead of the many ways in which drivers say it."""
    try:
        yield
    except Unavailable:
        raise
    except Exception as error:
        if words := trouble_of(error, address):
            raise Unavailable(words) from error
        raise


def trouble_of(error: BaseException, address: URL) -> str | None:
    """What is wrong and what to do about it. None: the database works, and it was this statement."""
    if isinstance(error, DBAPIError):
        return _told_by_the_driver(error, address)
    if isinstance(error, TimeoutError | NoConnectionFree):
        return "the database server does not answer in time: look at the server and the way there"
    if isinstance(error, OSError):
        return f"{_LOST} ({error.strerror or error})"
    return _by_state(error)


def _told_by_the_driver(error: DBAPIError, address: URL) -> str | None:
    path = path_of(address)
    if path is not None:
        words = _SQLITE.get(getattr(error.orig, "sqlite_errorcode", 0) & _PRIMARY)
        return words and words.format(place=Path(path).absolute().parent)
    return _by_state(error.orig) or (_LOST if error.connection_invalidated else None)


def _by_state(error: BaseException | None) -> str | None:
    """A server's answer while connecting comes as the driver made it."""
    state = getattr(error, "sqlstate", None) or ""
    return next((words for start, words in _POSTGRES.items() if state.startswith(start)), None)
