"""Monthly exports as tables and files: CSV that Excel opens as it is, or XLSX. Source: regulation 2.3, 2.4."""

import csv
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO, StringIO

from desk.rules.exports import PaidRow, TimeRow
from desk.rules.money import HUNDREDTHS
from handlers.texts import Texts, plain

Cell = str | int | Decimal | datetime | None
Table = tuple[list[str], list[list[Cell]]]
"""Heads and rows."""

WIDEST = 60
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
"""How a text begins that a spreadsheet would take for a formula."""


def paid_table(rows: Sequence[PaidRow], texts: Texts) -> Table:
    def local(at: datetime | None) -> datetime | None:
        return texts.local(at) if at else None

    columns: dict[str, Callable[[PaidRow], Cell]] = {
        "ticket": lambda row: int(row.ticket),
        "filed_at": lambda row: local(row.filed_at),
        "client": lambda row: row.client,
        "category": lambda row: plain(texts.client_category(row.category)),
        "subject": lambda row: row.subject,
        "service": lambda row: row.service,
        "billing": lambda row: plain(texts.billing(row.billing)) if row.billing else "",
        "price": lambda row: Decimal(row.price.amount) / HUNDREDTHS if row.price else None,
        "currency": lambda row: row.price.currency if row.price else "",
        "state": lambda row: plain(texts.payment(row.state)),
        "note": lambda row: row.note,
        "invoice": lambda row: row.invoice,
        "priced_by": lambda row: row.priced_by,
        "priced_at": lambda row: local(row.priced_at),
        "settled_by": lambda row: row.settled_by,
        "settled_at": lambda row: local(row.settled_at),
        "why": lambda row: row.why,
        "minutes": lambda row: row.minutes,
    }
    return _table(columns, rows, texts)


def time_table(rows: Sequence[TimeRow], texts: Texts) -> Table:
    columns: dict[str, Callable[[TimeRow], Cell]] = {
        "at": lambda row: texts.local(row.at),
        "employee": lambda row: row.employee,
        "client": lambda row: row.client,
        "category": lambda row: plain(texts.client_category(row.category)),
        "ticket": lambda row: int(row.ticket),
        "subject": lambda row: row.subject,
        "paid": lambda row: plain(texts.kind_of_work(paid=row.paid)),
        "minutes": lambda row: row.minutes,
        "done": lambda row: row.note,
    }
    return _table(columns, rows, texts)


def _table(columns: dict[str, Callable[..., Cell]], rows: Sequence[object], texts: Texts) -> Table:
    heads = [plain(texts.column(name)) for name in columns]
    return heads, [[_tidy(value(row)) for value in columns.values()] for row in rows]


def _tidy(cell: Cell) -> Cell:
    """In one line, without characters that no table takes."""
    return " ".join(CONTROL.sub(" ", cell).split()) if isinstance(cell, str) else cell


def csv_file(heads: Sequence[str], rows: Sequence[Sequence[Cell]], language: str) -> bytes:
    """With the mark by which Excel knows UTF-8, and separated as Excel of that language expects."""
    comma = language == "ru"
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";" if comma else ",")
    writer.writerow(heads)
    for row in rows:
        writer.writerow([_as_text(cell, comma=comma) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _as_text(cell: Cell, *, comma: bool) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return f"{cell:%Y-%m-%d %H:%M}"
        case Decimal():
            return f"{cell:.2f}".replace(".", "," if comma else ".")
        case str():
            return f"'{cell}" if FORMULA.match(cell) else cell
        case _:
            return str(cell)


def xlsx_file(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """One sheet with a frozen head; whatever is text stays text."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    for line, row in enumerate([heads, *rows], start=1):
        for place, value in enumerate(row, start=1):
            cell = sheet.cell(line, place, value)
            if isinstance(value, str):
                cell.data_type = "s"
            elif isinstance(value, Decimal):
                cell.number_format = "#,##0.00"
            elif isinstance(value, datetime):
                cell.number_format = "yyyy-mm-dd hh:mm"
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for place, head in enumerate(heads, start=1):
        longest = max([len(head), *(len(_as_text(row[place - 1], comma=True)) for row in rows)])
        sheet.column_dimensions[get_column_letter(place)].width = min(longest, WIDEST) + 2
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()
