"""The table of docs/security.md: which tests hold which requirement. `python -m tests.security.page` writes it anew."""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = ROOT / "docs" / "security.md"
NAMED: Final = re.compile(r"test_(?:\w+?_)?sec_((?:\d\d_)+)(\w+)")
"""`test_sec_07_…`, behind the clause of another source too (`test_4_4_sec_21_…`); a test may hold several."""
ROW: Final = re.compile(r"^\| (\d+) \| (.*?) \|(.*)\|$", re.MULTILINE)
REQUIREMENTS: Final = range(1, 42)


def held_by() -> Mapping[int, dict[str, list[str]]]:
    """number → file → the names of its tests without the numbers, in order."""
    found: defaultdict[int, dict[str, list[str]]] = defaultdict(dict)
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (named := NAMED.fullmatch(node.name)):
                for number in named[1].split("_")[:-1]:
                    found[int(number)].setdefault(str(file.relative_to(ROOT)), []).append(named[2])
    return found


def cell(tests: Mapping[str, list[str]]) -> str:
    """The tests of one requirement, by file."""
    parts = []
    for file, names in tests.items():
        short = ", ".join(f"`{name}`" for name in names)
        parts.append(f"[{Path(file).name}](../{file}): {short}")
    return "; ".join(parts)


def written(page: str) -> str:
    """The page with the tests of today in its table."""
    tests = held_by()
    return ROW.sub(lambda row: f"| {row[1]} | {row[2]} | {cell(tests.get(int(row[1]), {}))} |", page)


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")
