"""Styles cut where links, quotations and code begin and end; spans are (kind, begin, end) in UTF-16 code units."""

from collections import deque
from collections.abc import Iterable, Sequence

Span = tuple[str, int, int]
FAR = 2**31


def split(styles: Iterable[Span], others: Iterable[tuple[int, int, bool]], kinds: Sequence[str]) -> list[Span]:
    """The pieces, unsorted. `others` are in order, as (begin, end, whether styles inside are dropped)."""
    cutter = _Cutter(styles, kinds)
    around: list[tuple[int, int, bool]] = []
    for begin, end, bare in [*others, (FAR, FAR, False)]:
        while around and begin >= around[-1][1]:
            cutter.reach(around[-1][1], dropped=around[-1][2])
            around.pop()
        cutter.reach(begin)
        around.append((begin, end, bare))
    return cutter.made


class _Cutter:
    def __init__(self, styles: Iterable[Span], kinds: Sequence[str]) -> None:
        self._left = deque(styles)
        self._kinds = kinds
        self._open: dict[str, tuple[int, int]] = {}
        self.made: list[Span] = []

    def reach(self, offset: int, *, dropped: bool = False) -> None:
        """Everything before the offset is cut there; what was made on the way is dropped if told so."""
        before = len(self.made)
        while self._left and self._left[0][1] < offset:
            kind, begin, end = self._left.popleft()
            if kind in self._open and begin <= self._open[kind][1]:
                self._open[kind] = (self._open[kind][0], max(end, self._open[kind][1]))
            else:
                self._cut(begin)
                self._open[kind] = (begin, end)
        self._cut(offset)
        if dropped:
            del self.made[before:]

    def _cut(self, offset: int) -> None:
        for kind in self._kinds:
            begin, end = self._open.get(kind, (offset, offset))
            if begin >= offset:
                continue
            self.made.append((kind, begin, min(end, offset)))
            if end <= offset:
                del self._open[kind]
            else:
                self._open[kind] = (offset, end)
