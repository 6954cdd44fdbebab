"""Rows of clients and services, whatever file they come from: one for each service, the client's facts repeated."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, TypeVar

from desk.ids import ClientId, ServiceId
from desk.rules.codes import looks_like_email
from desk.rules.entitlement import Service, ServiceStatus
from desk.rules.people import Client, ClientCategory
from storage.panels.bad_rows import BadRow, BadRows

T = TypeVar("T")

CLIENT: Final = ("client_id", "name", "category", "email", "phone")
SERVICE: Final = ("service_id", "service", "product", "status", "paid_until")
DAYS: Final = frozenset({"paid_until", "done_on"})
ANY_CASE: Final = frozenset({"category", "email", "status"})

CATEGORIES: Final = {category.value: category for category in ClientCategory}
MORE: Final = ("done_on",)
"""A column that may be left out."""
ENDED: Final = ("ended", "terminated", "cancelled", "canceled", "closed", "deleted", "expired", "fraud")
STATUSES: Final = {
    "active": ServiceStatus.ACTIVE,
    "suspended": ServiceStatus.SUSPENDED,
    "pending": ServiceStatus.PENDING,
    "completed": ServiceStatus.COMPLETED,
    **dict.fromkeys(ENDED, ServiceStatus.ENDED),
}
DATES: Final = (
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"),
    re.compile(r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})"),
)


class Row:
    """One row by its columns; what is wrong with it goes to `bad`."""

    def __init__(self, line: int, cells: Mapping[str, str], bad: list[BadRow]) -> None:
        self.line = line
        self._cells = cells
        self._bad = bad

    def __getitem__(self, column: str) -> str:
        return self._cells.get(column, "")

    def refuse(self, column: str, problem: str) -> None:
        self._bad.append(BadRow(self.line, column, problem))

    def must(self, column: str) -> str:
        if not self[column]:
            self.refuse(column, "is empty")
        return self[column]

    def one_of(self, column: str, words: Mapping[str, T]) -> T:
        """What the word stands for. After a refusal anything will do: nothing of the file is taken."""
        if self[column] not in words:
            self.refuse(column, f"{self[column]!r} is not one of {', '.join(words)}")
        return words.get(self[column], next(iter(words.values())))

    def email(self) -> str:
        email = self["email"]
        if email and (email.count("@") != 1 or re.search(r"[\s,;<>]", email) or not looks_like_email(email)):
            self.refuse("email", f"{email!r} is not an e-mail address")
        return email

    def day(self, column: str) -> date | None:
        written = self[column]
        for form in DATES:
            if found := form.fullmatch(written):
                try:
                    return date(**{part: int(digits) for part, digits in found.groupdict().items()})
                except ValueError:
                    break
        if written:
            self.refuse(column, f"{written!r} is not a date like 2026-12-31 or 31.12.2026")
        return None


def check_header(names: Sequence[str]) -> None:
    """Raises BadRows unless each column is there, once."""
    if not {*CLIENT, *SERVICE} & {*names}:
        raise BadRows([BadRow(1, "", f"the first line must name the columns: {','.join((*CLIENT, *SERVICE))}")])
    wrong = [BadRow(1, column, "this column is missing") for column in (*CLIENT, *SERVICE) if column not in names]
    wrong += [
        BadRow(1, column, "this column is there twice") for column in CLIENT + SERVICE + MORE if names.count(column) > 1
    ]
    if wrong:
        raise BadRows(wrong)


def row_of(line: int, names: Sequence[str], cells: Sequence[str], bad: list[BadRow]) -> Row:
    values = [cell.strip() for cell in cells]
    if len(values) < len(names) or any(values[len(names) :]):
        bad.append(BadRow(line, "", f"{len(values)} cells under {len(names)} columns"))
    values += [""] * (len(names) - len(values))
    by_column = {name: value.lower() if name in ANY_CASE else value for name, value in zip(names, values, strict=False)}
    return Row(line, by_column, bad)


class Reading:
    """What was read so far, and where each key stood first."""

    def __init__(self) -> None:
        self.clients: dict[str, Client] = {}
        self.services: dict[str, Service] = {}
        self.bad: list[BadRow] = []
        self._first: dict[str, Row] = {}
        self._lines: dict[str, int] = {}

    def take(self, row: Row) -> None:
        number = row.must("client_id")
        first = self._first.setdefault(number, row)
        if first is row:
            self.clients[number] = _client(row)
        else:
            _compare(row, first)
        if any(row[column] for column in SERVICE + MORE):
            self._take_service(row)

    def _take_service(self, row: Row) -> None:
        number = row.must("service_id")
        if number in self._lines:
            row.refuse("service_id", f"{number!r} is in line {self._lines[number]} already")
        if number:
            self._lines.setdefault(number, row.line)
        self.services[number] = _service(row)


def _compare(row: Row, first: Row) -> None:
    for column in CLIENT:
        if row[column] != first[column]:
            row.refuse(column, f"{row[column]!r} here, but {first[column]!r} for the same client in line {first.line}")


def _client(row: Row) -> Client:
    category = row.one_of("category", CATEGORIES)
    return Client(ClientId(row["client_id"]), row.must("name"), category, row.email(), row["phone"])


def _service(row: Row) -> Service:
    status = row.one_of("status", STATUSES)
    return Service(
        ServiceId(row["service_id"]),
        ClientId(row["client_id"]),
        row.must("service"),
        row["product"],
        status,
        row.day("paid_until"),
        row.day("done_on"),
        "" if row["status"] == status.value else row["status"],
    )
