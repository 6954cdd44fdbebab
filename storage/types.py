"""Column types that keep what the desk means: UTC moments, spans of time, words, and values as JSON."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeDecorator

E = TypeVar("E", bound=StrEnum)
V = TypeVar("V")

Number = BigInteger().with_variant(Integer(), "sqlite")
"""A key that counts up: SQLite counts only what is spelled INTEGER."""

Name = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
"""A text that listings are ordered by: by code point, so that the order is the same wherever it is stored."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in, an aware moment in UTC out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    # A ticket has seven moments and is read with each message: SQLite's texts are made and read in one step.

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], object]:
        return _utc_text if dialect.name == "sqlite" else _utc

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        return _of_utc_text if dialect.name == "sqlite" else _in_utc


def _utc(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    if value.utcoffset() is None:
        raise ValueError(f"a moment needs its zone: {value}")
    return value.astimezone(UTC)


def _utc_text(value: datetime | None) -> str | None:
    """As SQLAlchemy keeps a moment without a zone."""
    utc = _utc(value)
    return utc.replace(tzinfo=None).isoformat(" ", "microseconds") if utc else None


def _of_utc_text(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value).replace(tzinfo=UTC) if value else None


def _in_utc(value: datetime | None) -> datetime | None:
    return value.astimezone(UTC) if value else None


class Span(TypeDecorator[timedelta]):
    """A span of time, in microseconds."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> int | None:
        return None if value is None else value // timedelta.resolution

    def process_result_value(self, value: int | None, dialect: Dialect) -> timedelta | None:
        return None if value is None else timedelta(microseconds=value)


class Word(TypeDecorator[E], Generic[E]):
    """One word of an enumeration, readable in the table."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[E]) -> None:
        super().__init__()
        self.words = words

    def bind_processor(self, dialect: Dialect) -> Callable[[E | None], str | None]:
        return lambda word: None if word is None else word.value

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], E | None]:
        return lambda kept: None if kept is None else self.words(kept)


class Json(TypeDecorator[V], Generic[V]):
    """A value of the desk as JSON."""

    impl = Text
    cache_ok = True

    def __init__(self, adapter: TypeAdapter[V]) -> None:
        super().__init__()
        self.adapter = adapter

    def process_bind_param(self, value: V | None, dialect: Dialect) -> str | None:
        return None if value is None else self.adapter.dump_json(value).decode()

    def process_result_value(self, value: Any | None, dialect: Dialect) -> V | None:
        return None if value is None else self.adapter.validate_json(value)
