"""What is wrong with a file of clients, all of it at once."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BadRow:
    """`column` is empty for what concerns the row as a whole."""

    line: int
    column: str
    problem: str

    def __str__(self) -> str:
        place = f"line {self.line}, {self.column}" if self.column else f"line {self.line}"
        return f"{place}: {self.problem}"


class BadRows(ValueError):
    """Nothing of the file is taken until all of this is put right."""

    def __init__(self, rows: Iterable[BadRow]) -> None:
        self.rows = tuple(sorted(rows, key=lambda row: row.line))
        super().__init__("\n".join(map(str, self.rows)))
