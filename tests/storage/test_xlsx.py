"""Clients and services from a workbook: the same rows as from CSV, and nothing taken for what it is not."""

from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from storage.panels import xlsx
from storage.panels.csv import BadRows, read_clients
from tests.storage.test_csv import HEADER, OTHER, a_file

COLUMNS = HEADER.split(",")
FACTS = ("c-1", "ООО «Ромашка»", "partner", "Anna@Romashka.example", "+7 495 1")


def workbook(*rows: Iterable[Any], header: Iterable[str] = COLUMNS) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (list(header), *map(list, rows)):
        sheet.append(row)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def row(**changes: Any) -> list[Any]:
    facts = dict(zip(COLUMNS, (*FACTS, "s-1", "site", "Hosting", "active", None), strict=True))
    return list((facts | changes).values())


def why(*rows: Iterable[Any]) -> list[str]:
    with pytest.raises(BadRows) as raised:
        read_clients(workbook(*rows))
    return [str(one) for one in raised.value.rows]


def test_a_workbook_gives_what_the_same_csv_gives() -> None:
    rows = [
        (*FACTS, "s-1", "romashka.example", "Hosting", "active", "2026-12-31"),
        (*FACTS, "s-2", "shop.example", "", "Terminated", ""),
        ("c-2", "Viktor", "individual", "", "", "", "", "", "", ""),
    ]
    assert read_clients(workbook(*rows)) == read_clients(a_file(*(",".join(one) for one in rows)))


def test_numbers_that_stand_for_names_come_as_they_are_written() -> None:
    (client,), (service,) = read_clients(workbook(row(client_id=42, phone=79161234567, service_id=901.0)))
    assert (client.id, client.phone, service.id) == ("42", "79161234567", "901")


@pytest.mark.parametrize("day", [date(2026, 12, 31), datetime.fromisoformat("2026-12-31T18:30"), "31.12.2026"])
def test_a_day_is_a_day_however_the_program_keeps_it(day: object) -> None:
    _, (service,) = read_clients(workbook(row(paid_until=day)))
    assert service.paid_until == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("name", '=HYPERLINK("https://evil.example")', "is a formula"),
        ("paid_until", "=TODAY()", "is a formula"),
        ("phone", 1234567890123456789, "not keep exactly"),
        ("client_id", 10**15, "not keep exactly"),
        ("service_id", 1.5, "not keep exactly"),
        ("product", True, "TRUE or FALSE"),
        ("client_id", date(2026, 1, 2), "format the column as text"),
        ("service", "#REF!", "an error of the workbook"),
        ("paid_until", 46022, "is not a date"),
    ],
)
def test_a_cell_that_is_something_else_is_refused_with_its_line_and_column(
    column: str, value: object, problem: str
) -> None:
    told = why(row(service_id="s-0"), row(**{column: value}))
    assert any(line.startswith(f"line 3, {column}: ") and problem in line for line in told)


def test_sec_34_a_formula_is_never_taken_over_not_even_its_last_result() -> None:
    assert any("formula" in line for line in why(row(name="=1+1")))


def test_what_is_missing_or_twice_is_told_as_for_a_csv_file() -> None:
    with pytest.raises(BadRows, match="this column is missing"):
        read_clients(workbook(row()[1:], header=COLUMNS[1:]))
    with pytest.raises(BadRows, match="already"):
        read_clients(workbook(row(), row()))


def test_empty_lines_and_columns_are_nothing() -> None:
    client, _ = read_clients(workbook([], [*row(), None, ""], [], [*OTHER_ROW], header=[*COLUMNS, "", ""]))
    assert client[1] == OTHER


OTHER_ROW = ["c-2", "Viktor", "individual", *[None] * 7]


def _archive(**parts: bytes) -> bytes:
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return kept.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 and nothing",
        _archive(notes=b"an archive of something else"),
        _archive(workbook=b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x/>'),
        workbook(row())[:-200],
    ],
)
def test_what_is_no_workbook_is_refused_politely(data: bytes) -> None:
    with pytest.raises(BadRows, match="workbook"):
        read_clients(data)


def test_sec_32_a_workbook_that_unpacks_to_far_too_much_is_refused_before_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(xlsx, "LARGEST_UNPACKED", 1_000_000)
    with pytest.raises(BadRows, match="far too large"):
        read_clients(_archive(sheet=b"\0" * 2_000_000))
    monkeypatch.setattr(xlsx, "LARGEST", 1000)
    with pytest.raises(BadRows, match="larger than"):
        read_clients(workbook(row()))


def test_more_rows_than_any_company_has_clients_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    with pytest.raises(BadRows, match="more than 3 rows"):
        read_clients(workbook(*(row(service_id=f"s-{number}") for number in range(5))))
