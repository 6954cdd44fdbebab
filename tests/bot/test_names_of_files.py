"""Names of files are words, wherever they are shown, and nothing is made under them. Source: security 31."""

from pathlib import Path

from tests.bot.running import RunningDesk
from tests.bot.waiting import with_a_ticket

NAMES = (
    "../../etc/passwd",
    "..\\..\\boot.ini",
    "CON",
    "nul\u0000.txt",
    "<b>жирный</b>.pdf",
    "отчёт\u202efdp.exe",
    "а" * 300,
)


def files_in(folder: Path) -> set[str]:
    return {file.name for file in folder.rglob("*") if not file.name.startswith("desk.db")}


async def test_sec_31_the_name_of_a_file_is_words_and_never_a_path(desk: RunningDesk, tmp_path: Path) -> None:
    topic = await with_a_ticket(desk)
    before = files_in(tmp_path)
    for number, name in enumerate(NAMES):
        await desk.anna.sends_document(name, b"MZ", caption=f"файл {number}.")
        await desk.boris.sees(f"файл {number}.", topic=topic, kind="document")
    await desk.anna.writes("И последнее слово")
    await desk.boris.sees("И последнее слово", topic=topic)
    assert files_in(tmp_path) == before
    assert desk.sim.ledger.calls_of("getFile") == []
    await desk.anna.writes("/export")
    page = await desk.anna.sees("чтобы прочитать", kind="document")
    assert page.file
    stored = desk.sim.world.files.by_id(page.file.file_id)
    assert stored
    shown = stored.content.decode()
    assert "../../etc/passwd" in shown
    assert "&lt;b&gt;жирный&lt;/b&gt;.pdf" in shown
    assert "<b>жирный" not in shown
