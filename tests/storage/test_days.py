"""What managers said of single days."""

from datetime import date

from desk.ports import Begin
from desk.rules.opening import DayChange
from tests.builders import MONDAY, OLGA
from tests.storage.saving import saving

NEW_YEAR = date(2026, 12, 31)


async def test_t6_the_last_word_about_each_day_counts_whoever_said_it(begin: Begin) -> None:
    first = DayChange(NEW_YEAR, "closed", "", OLGA, MONDAY)
    other = DayChange(date(2026, 12, 30), "11:00-16:00", "short", OLGA, MONDAY)
    last = DayChange(NEW_YEAR, "usual", "closed", OLGA, MONDAY)
    async with saving(begin) as work:
        for change in (first, other):
            await work.day_changes.add(change)
    async with saving(begin) as work:
        assert await work.day_changes.newest() == [other, first]
        await work.day_changes.add(last)
    async with begin() as work:
        assert await work.day_changes.newest() == [other, last]
