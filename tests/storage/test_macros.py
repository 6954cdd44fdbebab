"""Answers that are ready to be said."""

from desk.ports import Begin
from tests.builders import BORIS, MONDAY, VERA
from tests.storage.saving import saving


async def test_one_is_kept_under_its_name_in_whatever_case(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.macros.keep("Добрый  день", "Здравствуйте", by=BORIS, at=MONDAY)
        await work.macros.keep("Адрес", "Улица", by=BORIS, at=MONDAY)
    async with begin() as work:
        assert [macro.name for macro in await work.macros.all()] == ["Адрес", "Добрый день"]
        found = await work.macros.by_name("добрый ДЕНЬ")
        assert found is not None
        assert await work.macros.get(found.id) == found
        assert await work.macros.by_name("другой") is None
        assert await work.macros.get(999) is None


async def test_a_second_one_of_that_name_takes_its_place_and_keeps_its_number(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.macros.keep("привет", "Здравствуйте", by=BORIS, at=MONDAY)
        before = await work.macros.by_name("привет")
        await work.macros.keep("Привет", "Добрый день", by=VERA, at=MONDAY)
        (after,) = await work.macros.all()
        assert before is not None
        assert (after.id, after.name, after.text) == (before.id, "Привет", "Добрый день")


async def test_what_is_thrown_away_is_gone(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.macros.keep("привет", "Здравствуйте", by=BORIS, at=MONDAY)
        assert await work.macros.drop("ПРИВЕТ")
        assert not await work.macros.drop("ПРИВЕТ")
        assert await work.macros.all() == []
