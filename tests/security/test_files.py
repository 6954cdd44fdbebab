"""Files of clients: the desk never has what is in them. Source: security 32."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
FETCHES = {"get_file", "GetFile", "download", "download_file", "unpack_archive", "extractall", "extract"}


def called(source: str) -> set[str]:
    """The names of all that a module calls."""
    calls = [node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return {func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "") for func in calls}


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
