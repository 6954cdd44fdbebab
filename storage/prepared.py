"""Statements as the driver takes them, made once.

SQLAlchemy finds a statement in its cache, makes a context, a cursor and a result each time: on SQLite that takes ten
times as long as the statement itself, on PostgreSQL three times. So a statement that is asked for again is compiled
once, with how its values go in and how its rows come out, and goes to the driver by itself.
docs/performance.md has the figures.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Protocol
from weakref import WeakKeyDictionary

from sqlalchemy import Delete, Dialect, Executable, Insert, Select, Update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.sql.compiler import ExpandedState, SQLCompiler
from sqlalchemy.types import TypeEngine

Values = Mapping[str, Any]
_BROKEN = frozenset({"23502", "23503", "23505", "23514", "23P01"})
"""PostgreSQL: rules between rows. Source: appendix A, class 23."""

Convert = Callable[[Any], Any]
Take = Callable[[Values], Any]
"""One parameter out of the values of a call."""

Shape = tuple[bool, tuple[str, ...]]
"""Whether there are several rows of values, and what they are called."""


class Driver(Protocol):
    """One connection, past SQLAlchemy. Each raises DBAPIError for what the database refuses."""

    async def rows(self, sql: str, values: tuple[Any, ...]) -> Sequence[Sequence[Any]]: ...

    async def change(self, sql: str, values: tuple[Any, ...]) -> int: ...

    async def change_all(self, sql: str, rows: Sequence[tuple[Any, ...]]) -> None: ...


def refused(sql: str, error: Exception, *, lost: bool = False) -> DBAPIError:
    """What a driver refuses, as SQLAlchemy tells it. `lost`: the connection is good for nothing any more."""
    broken = isinstance(error, sqlite3.IntegrityError) or getattr(error, "sqlstate", None) in _BROKEN
    kind = IntegrityError if broken else DBAPIError
    return kind(sql, None, error, hide_parameters=True, connection_invalidated=lost)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a statement gave: its rows by their columns, and how many it changed (-1: nobody counted)."""

    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]]
    count: int = -1

    def mappings(self) -> list[dict[str, Any]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def column(self) -> list[Any]:
        return [row[0] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement of one shape. `outs` are None where it gives no rows."""

    sql: str
    ins: tuple[Take, ...]
    columns: tuple[str, ...]
    outs: tuple[Convert | None, ...] | None

    def put(self, values: Values) -> tuple[Any, ...]:
        return tuple([take(values) for take in self.ins])

    async def run(self, driver: Driver, values: Values | Sequence[Values]) -> Answer:
        if isinstance(values, Sequence):
            await driver.change_all(self.sql, [self.put(row) for row in values])
            return Answer((), ())
        if self.outs is None:
            return Answer((), (), await driver.change(self.sql, self.put(values)))
        rows = await driver.rows(self.sql, self.put(values))
        if any(self.outs):
            outs = self.outs
            rows = [[out(kept) if out else kept for out, kept in zip(outs, row, strict=True)] for row in rows]
        return Answer(self.columns, rows, len(rows))


class Statements:
    """Of one dialect. A statement is prepared when it is asked for the second time: most are made once for good."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._known: WeakKeyDictionary[Executable, dict[Shape, _Compiled | None]] = WeakKeyDictionary()

    def prepared(self, statement: Executable, values: Values | Sequence[Values]) -> Prepared | None:
        """None for what SQLAlchemy has to do itself."""
        shapes = self._known.get(statement)
        if shapes is None:
            self._known[statement] = {}
            return None
        several = isinstance(values, Sequence)
        one: Values = values[0] if isinstance(values, Sequence) else values
        shape = several, tuple(one)
        if shape not in shapes:
            shapes[shape] = _compiled(statement, one, self._dialect, several=several)
        compiled = shapes[shape]
        return compiled.prepared(one) if compiled else None


def _compiled(statement: Executable, values: Values, dialect: Dialect, *, several: bool) -> "_Compiled | None":
    match statement:
        case Select(column_descriptions=columns):
            pass
        case (
            Insert(returning_column_descriptions=columns)
            | Update(returning_column_descriptions=columns)
            | Delete(returning_column_descriptions=columns)
        ):
            pass
        case _:
            return None
    # SQLAlchemy makes one statement of several rows where something is to come back.
    if several and columns:
        return None
    compiled = statement.compile(dialect=dialect, column_keys=list(values), for_executemany=not columns)
    if several and compiled.post_compile_params:
        return None
    return _Compiled(compiled, dialect, columns)


STEP: Final = 1024
MOST_ROUNDED: Final = 31 * STEP
"""Both databases take fewer than 32,767 values in a statement."""


def room_for(length: int) -> int:
    """How many places a statement has for a list: the next power of two, and above 1,024 of them the next thousand."""
    if length > MOST_ROUNDED:
        return length
    if length > STEP:
        return -(-length // STEP) * STEP
    return 1 << (length - 1).bit_length() if length else 0


class _Compiled:
    """With places for lists of any length; prepared for as many places as `room_for` says.

    Lists stand behind IN or NOT IN, where it is all the same how often a value is named: the last one fills the room
    that is left. A statement for each length would be kept for as long as the process runs.
    """

    def __init__(self, compiled: SQLCompiler, dialect: Dialect, columns: Sequence[Any]) -> None:
        self._compiled = compiled
        self._dialect = dialect
        self._columns = tuple(str(column["name"]) for column in columns)
        self._outs = tuple(self._out(column["type"]) for column in columns) if columns else None
        self._lists = [name for part, name in compiled.bind_names.items() if part.expanding and part.required]
        self._prepared: dict[tuple[int, ...], Prepared] = {}

    def prepared(self, values: Values) -> Prepared:
        rooms = tuple([room_for(len(values[name])) for name in self._lists])
        if rooms not in self._prepared:
            filled = {name: _filled(values[name], room) for name, room in zip(self._lists, rooms, strict=True)}
            self._prepared[rooms] = self._of_these_lengths({**values, **filled})
        return self._prepared[rooms]

    def _of_these_lengths(self, values: Values) -> Prepared:
        state = self._compiled.construct_expanded_state(dict(values))
        return Prepared(state.statement, tuple(self._ins(state, values)), self._columns, self._outs)

    def _ins(self, state: ExpandedState, values: Values) -> Iterable[Take]:
        """In the order in which the driver takes them."""
        kinds = {name: parameter.type for parameter, name in self._compiled.bind_names.items()}
        prefetched = (*self._compiled.insert_prefetch, *self._compiled.update_prefetch)
        defaults = {column.key: _default(column) for column in prefetched}
        of_lists = {
            each: (name, place) for name, parts in state.parameter_expansion.items() for place, each in enumerate(parts)
        }
        for each in state.positiontup or ():
            name, place = of_lists.get(each, (each, None))
            convert = kinds[name].dialect_impl(self._dialect).bind_processor(self._dialect)
            if name in values:
                yield _from_call(name, place, convert)
            else:
                fixed = defaults[name] if name in defaults else state.parameters[each]
                yield partial(_always, convert(fixed) if convert else fixed)

    def _out(self, kind: TypeEngine[Any]) -> Convert | None:
        return kind.dialect_impl(self._dialect).result_processor(self._dialect, None)


def _from_call(name: str, place: int | None, convert: Convert | None) -> Take:
    if place is None:
        return (lambda values: convert(values[name])) if convert else (lambda values: values[name])
    at = partial(_at, name, place)
    return (lambda values: convert(at(values))) if convert else at


def _at(name: str, place: int, values: Values) -> Any:
    given = values[name]
    return given[place] if place < len(given) else given[-1]


def _filled(given: Sequence[Any], room: int) -> list[Any]:
    return [*given, *[given[-1]] * (room - len(given))] if given else []


def _always(fixed: Any, _: Values) -> Any:
    return fixed


def _default(column: Any) -> Any:
    """What a column has where nothing is said."""
    return column.default.arg if column.default.is_scalar else column.default.arg(None)
