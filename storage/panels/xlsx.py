"""Rows from the first sheet of an XLSX workbook. What a program may have made of numbers and dates is looked at twice.

A workbook is somebody else's archive of XML: its size is looked at before it is unpacked, and no document type is read.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from storage.panels.bad_rows import BadRow, BadRows
from storage.panels.rows import DAYS, Row, check_header, row_of

MAGIC: Final = b"PK\x03\x04"
LARGEST: Final = 20 * 1024 * 1024
LARGEST_UNPACKED: Final = 200 * 1024 * 1024
MOST_PARTS: Final = 500
MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 64
EXACT: Final = 10**15
"""Excel keeps fifteen digits of a number."""
PROLOGUE: Final = 4096


def is_workbook(data: bytes) -> bool:
    return data.startswith(MAGIC)


def sheet_rows(data: bytes, bad: list[BadRow]) -> Iterator[Row]:
    """The rows under the header; what is wrong with a cell goes to `bad`. Raises BadRows for what is no such file."""
    _must_be_harmless(data)
    from openpyxl import load_workbook

    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        found = sheet.iter_rows(max_col=MOST_COLUMNS)
        names = [str(cell.value or "").strip().lower() for cell in next(found, ())]
        while names and not names[-1]:
            names.pop()
        yield from _under_header(found, names, bad)
    except BadRows:
        raise
    except Exception as error:
        # Whatever a broken workbook does to the library: its errors have no kind in common.
        raise BadRows([BadRow(1, "", f"this is not a workbook that can be read ({type(error).__name__})")]) from error


def _under_header(found: Iterator[Sequence[Any]], names: list[str], bad: list[BadRow]) -> Iterator[Row]:
    check_header(names)
    for line, cells in enumerate(found, start=2):
        if line > MOST_ROWS:
            raise BadRows([BadRow(line, "", f"there are more than {MOST_ROWS} rows")])
        if any(cell.value not in {None, ""} for cell in cells):
            named = [*names, *[""] * (len(cells) - len(names))]
            texts = [_text(line, name, cell, bad) for name, cell in zip(named, cells, strict=False)]
            while len(texts) > len(names) and not texts[-1]:
                texts.pop()
            yield row_of(line, names, texts + [""] * (len(names) - len(texts)), bad)


def _text(line: int, column: str, cell: Any, bad: list[BadRow]) -> str:
    """What stands in a cell, as it would in a CSV file."""
    value, kind = cell.value, getattr(cell, "data_type", "n")
    problem = ""
    match value:
        case _ if kind == "f":
            problem = "is a formula: paste its value"
        case _ if kind == "e":
            problem = f"is an error of the workbook: {value}"
        case None:
            return ""
        case bool():
            problem = "is TRUE or FALSE, not a text"
        case str():
            return value
        case datetime() | date() if column in DAYS:
            return value.strftime("%Y-%m-%d")
        case int() if abs(value) < EXACT:
            return str(value)
        case float() if value.is_integer() and abs(value) < EXACT:
            return str(int(value))
        case int() | float():
            problem = "is a number that the workbook does not keep exactly: format the column as text"
        case _:
            problem = "is neither a text nor a number: format the column as text"
    bad.append(BadRow(line, column, problem))
    return ""


def _must_be_harmless(data: bytes) -> None:
    """Raises BadRows for what is far larger than any list of clients, and for XML that could name other files."""
    if len(data) > LARGEST:
        raise BadRows([BadRow(1, "", f"the file is larger than {LARGEST // 1024 // 1024} MB")])
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise BadRows([BadRow(1, "", "the workbook is far too large when it is unpacked")])
            for part in parts:
                with archive.open(part) as opened:
                    if b"<!DOCTYPE" in opened.read(PROLOGUE).upper().replace(b"\0", b""):
                        raise BadRows([BadRow(1, "", "the workbook holds a document type, which none has")])
    except (BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as error:
        if isinstance(error, BadRows):
            raise
        raise BadRows([BadRow(1, "", "this is not a workbook that can be read")]) from error
