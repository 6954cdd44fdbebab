"""Clients and services from a CSV or XLSX file: one row for each service, the client's facts repeated."""

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from desk.rules.entitlement import Service
from desk.rules.people import Client
from storage.panels.bad_rows import BadRow, BadRows
from storage.panels.rows import Reading, Row, check_header, row_of
from storage.panels.xlsx import is_workbook, sheet_rows

__all__ = ["BadRow", "BadRows", "read_clients"]


def read_clients(source: Path | bytes) -> tuple[list[Client], list[Service]]:
    """What a file tells, in its order. CSV (UTF-8 or cp1251, commas or semicolons) or XLSX. Raises BadRows: all that is
    wrong.
    """
    reading = Reading()
    data = source if isinstance(source, bytes) else source.read_bytes()
    rows = sheet_rows(data, reading.bad) if is_workbook(data) else _rows(_text(data), reading.bad)
    for row in rows:
        reading.take(row)
    if not reading.bad and not reading.clients:
        reading.bad.append(BadRow(1, "", "there is no client in this file"))
    if reading.bad:
        raise BadRows(reading.bad)
    return list(reading.clients.values()), list(reading.services.values())


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BadRows([BadRow(1, "", "this is neither a UTF-8 nor a cp1251 text")])


def _rows(text: str, bad: list[BadRow]) -> Iterator[Row]:
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        check_header(names)
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield row_of(line, names, cells, bad)
            line = reader.line_num + 1
    except csv.Error as error:
        bad.append(BadRow(reader.line_num, "", f"this is not a row of a CSV file: {error}"))
