"""Monthly exports as files, for the command line."""

from enum import StrEnum

from bot.settings import Settings
from bot.tasks import office_of
from desk.rules.exports import parse_month
from desk.usecases.exports import paid_tickets, working_time
from handlers.tables import csv_file, paid_table, time_table, xlsx_file
from handlers.texts import Texts


class Format(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


class What(StrEnum):
    PAID = "paid"
    TIME = "time"


async def export(settings: Settings, what: What, month: str, form: Format) -> tuple[bytes, int]:
    """The file, and how many rows it has. Raises BadMonth."""
    since, until = parse_month(month, settings.timezone)
    texts = Texts(settings.language, settings.timezone)
    async with office_of(settings) as office:
        if what is What.PAID:
            table = paid_table(await office.look(paid_tickets, since=since, until=until), texts)
        else:
            table = time_table(await office.look(working_time, since=since, until=until), texts)
    heads, rows = table
    return (csv_file(heads, rows, texts.language) if form is Format.CSV else xlsx_file(heads, rows)), len(rows)
