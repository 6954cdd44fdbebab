"""Files of clients: the desk knows their names as words, and never has what is in them. Source: security 31, 32."""

import ast
from pathlib import Path

from tests.bot.running import RunningDesk
from tests.bot.waiting import with_a_ticket

ROOT = Path(__file__).parents[2]
NAMES = (
    "../../etc/passwd",
    "..\\..\\boot.ini",
    "CON",
    "nul\u0000.txt",
    "<b>жирный</b>.pdf",
    "отчёт\u202efdp.exe",
    "а" * 300,
)
FETCHES = {"get_file", "GetFile", "download", "download_file", "unpack_archive", "extractall", "extract"}


def called(source: str) -> set[str]:
    """The names of all that a module calls."""
    calls = [node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return {func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "") for func in calls}


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


def test_sec_32_nothing_fetches_or_unpacks_what_clients_send() -> None:
    found = {
        str(file.relative_to(ROOT)): fetched
        for layer in ("bot", "desk", "handlers", "storage")
        for file in (ROOT / layer).rglob("*.py")
        if (fetched := called(file.read_text(encoding="utf-8")) & FETCHES)
    }
    assert found == {}


def test_sec_32_one_that_fetches_a_file_would_be_found() -> None:
    assert called("async def f(bot): await bot.download(await bot.get_file('1'))") & FETCHES == {"download", "get_file"}
