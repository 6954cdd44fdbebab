"""The files that managers open: whole, readable in Excel, and harmless (regulation 2.3, 2.4)."""

import csv
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from desk.rules.charges import ChargeState
from desk.rules.exports import PaidRow, TimeRow
from desk.rules.money import Money
from desk.rules.paid import Billing
from desk.rules.people import ClientCategory
from handlers.tables import csv_file, paid_table, time_table, xlsx_file
from handlers.texts import LANGUAGES, Texts
from tests.bot.commandline import frontdesk
from tests.bot.running import RunningDesk
from tests.builders import MOSCOW, a_ticket, at

EVIL = '=HYPERLINK("http://x")'
FILED = at("2026-03-02 21:00")


def a_row(**facts: Any) -> PaidRow:
    known: dict[str, Any] = {
        "ticket": a_ticket().id,
        "filed_at": FILED,
        "client": "ООО Ромашка",
        "category": ClientCategory.PARTNER,
        "subject": "Перенос\nсайта",
        "service": "Хостинг",
        "billing": Billing.OUTSIDE_HOURS,
        "price": Money(150_050, "RUB"),
        "state": ChargeState.AWAITING,
        "note": "перенос",
        "minutes": 40,
    }
    return PaidRow(**(known | facts))


def sheet(content: bytes) -> Any:
    return load_workbook(BytesIO(content)).active


def test_2_4_a_csv_file_opens_in_excel_as_it_is() -> None:
    heads, rows = paid_table([a_row()], Texts("ru", MOSCOW))
    content = csv_file(heads, rows, "ru")
    assert content.startswith(b"\xef\xbb\xbf")
    head, row = csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";")
    found = dict(zip(head, row, strict=True))
    assert found["Цена"] == "1500,50"
    assert found["Принято, по Москве"] == "2026-03-02 21:00"
    assert found["Суть"] == "Перенос сайта"
    assert found["Оплата"] == "ждём оплаты"


def test_2_4_an_xlsx_file_has_numbers_and_dates_as_such() -> None:
    heads, rows = paid_table([a_row()], Texts("en", MOSCOW))
    head, row = sheet(xlsx_file(heads, rows)).iter_rows(values_only=True)
    found = dict(zip(head, row, strict=True))
    assert found["Price"] == 1500.5
    assert found["Filed, Moscow time"] == FILED.astimezone(MOSCOW).replace(tzinfo=None)
    assert found["Category"] == "partner"
    assert rows[0][heads.index("Price")] == Decimal("1500.50")


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t=", " =", "\r@", "＝"])
def test_2_4_sec_34_what_clients_typed_never_becomes_a_formula(begins: str) -> None:
    rows: list[Any] = [[f"{begins}1+1", EVIL, -5]]
    text = csv_file(["a", "b", "c"], rows, "en").decode("utf-8-sig")
    assert list(csv.reader(StringIO(text)))[1] == [f"'{begins}1+1", f"'{EVIL}", "-5"]
    tidy = [[cell.strip() if isinstance(cell, str) else cell for cell in row] for row in rows]
    written = sheet(xlsx_file(["a", "b", "c"], tidy))
    assert [cell.data_type for cell in written[2]] == ["s", "s", "n"]
    assert written["B2"].value == EVIL


@given(st.text(max_size=50))
def test_2_4_whatever_was_typed_makes_a_file(typed: str) -> None:
    for language in LANGUAGES:
        heads, rows = paid_table([a_row(subject=typed, note=typed, why=typed)], Texts(language, MOSCOW))
        assert sheet(xlsx_file(heads, rows)).max_row == 2
        delimiter = ";" if language == "ru" else ","
        read = list(csv.reader(StringIO(csv_file(heads, rows, language).decode("utf-8-sig")), delimiter=delimiter))
        assert [len(row) for row in read] == [len(heads)] * 2


def test_2_4_every_state_and_ground_has_its_words() -> None:
    rows = [a_row(state=state, price=None, billing=None) for state in [*ChargeState, None]]
    for language in LANGUAGES:
        table = paid_table([*rows, *(a_row(billing=one) for one in Billing)], Texts(language, MOSCOW))[1]
        assert all(line[9] for line in table)


def test_2_3_a_table_of_time_has_what_was_recorded() -> None:
    row = TimeRow(
        FILED, "Борис", "Ромашка", ClientCategory.PARTNER, a_ticket().id, "Почта", paid=True, minutes=40, note="звонок"
    )
    heads, rows = time_table([row], Texts("ru", MOSCOW))
    found = dict(zip(heads, rows[0], strict=True))
    assert (found["Сотрудник"], found["Минуты"], found["Работа"]) == ("Борис", 40, "платная работа")
    assert found["Что сделано"] == "звонок"


async def test_2_4_an_operator_takes_a_month_out(desk: RunningDesk, tmp_path: Path) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    topic = await desk.room.topic("№1")
    await desk.boris.sees("Сайт не открывается", topic=topic)
    await desk.boris.writes("/paid 1500 перенос сайта", topic=topic)
    await desk.anna.sees("Работа по обращению №1")
    await desk.boris.writes("/time 40м перенос", topic=topic)
    await desk.boris.sees("записано 40 мин", topic=topic)
    given = {"BOT_TOKEN": "123456789:AAE", "STAFF_CHAT_ID": "-1001", "DATABASE_URL": desk.settings.database_url}
    for what, words in [("paid", "перенос сайта"), ("time", "перенос")]:
        file = tmp_path / f"{what}.csv"
        arguments = ("export", what, "--month", "2027-03", "--out", str(file))
        done = await frontdesk(*arguments, folder=tmp_path, given=given)
        assert (done.status, done.out) == (0, f"{file}: 1 row(s).\n")
        assert words in file.read_text("utf-8-sig")
        again = await frontdesk(*arguments, folder=tmp_path, given=given)
        assert again.status == 1
        assert "is there already" in again.err
    april = ("export", "time", "--month", "2027-04", "--format", "xlsx")
    empty = await frontdesk(*april, folder=tmp_path, given=given)
    assert empty.out == "time-2027-04.xlsx: nothing in that month, only the heads of the columns.\n"
    assert sheet((tmp_path / "time-2027-04.xlsx").read_bytes()).max_row == 1
    bad = await frontdesk("export", "paid", "--month", "2027-4", folder=tmp_path, given=given)
    assert bad.status == 2
    assert "2026-03" in bad.err


async def test_2_4_a_manager_gets_a_months_files_in_the_chat(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    topic = await desk.room.topic("№1")
    await desk.boris.sees("Сайт не открывается", topic=topic)
    await desk.boris.writes("/paid 1500 перенос сайта", topic=topic)
    await desk.anna.sees("Работа по обращению №1")
    await desk.boris.writes("/time 40м перенос", topic=topic)
    await desk.boris.sees("записано 40 мин", topic=topic)
    await desk.olga.writes("/export")
    await desk.olga.sees("Напишите, за какой месяц: /export 2026-03")
    await desk.olga.writes("/export 2027-03")
    paid = await desk.olga.sees("Платные обращения за 2027-03: 1 обращение", kind="document")
    assert paid.file
    assert (paid.file.name, paid.file.size > 1000) == ("paid-2027-03.xlsx", True)
    times = await desk.olga.sees("Рабочее время за 2027-03: 1 запись", kind="document")
    assert times.file
    assert times.file.name == "time-2027-03.xlsx"
    await desk.anna.writes("/export 2027-03")
    own = await desk.anna.sees("чтобы прочитать", kind="document")
    assert own.file
    assert own.file.name == "about-you.html"
