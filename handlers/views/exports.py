"""A month's exports as files in a manager's chat."""

from aiogram.methods import SendDocument
from aiogram.types import BufferedInputFile

from desk.notices.exports import MonthWanted
from desk.usecases.delivery.dispatch import Dispatch
from handlers.tables import Table, paid_table, time_table, xlsx_file
from handlers.texts import Html, Texts
from handlers.views.call import Call


def month_calls(notice: MonthWanted, dispatch: Dispatch, texts: Texts, again: Html | None) -> list[Call]:
    """Two files, each with its number of rows; an empty one has the heads of its columns."""
    if dispatch.taken is None:
        return []
    paid, times = dispatch.taken.paid, dispatch.taken.times
    return [
        _file(notice, "paid", paid_table(paid, texts), texts.paid_of(notice.month, len(paid)), again),
        _file(notice, "time", time_table(times, texts), texts.time_of(notice.month, len(times)), again),
    ]


def _file(notice: MonthWanted, name: str, table: Table, words: Html, again: Html | None) -> Call:
    caption = f"{words}\n\n{again}" if again else words
    document = BufferedInputFile(xlsx_file(*table), f"{name}-{notice.month}.xlsx")
    return Call(SendDocument(chat_id=notice.to, document=document, caption=caption, parse_mode="HTML"))
