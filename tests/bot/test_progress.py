"""A client hears how it goes without asking, and nothing twice (3.2, 3.3)."""

from tests.bot.running import RunningDesk
from tests.bot.waiting import with_a_ticket


async def test_3_2_the_client_hears_who_took_it_and_until_when_the_first_answer_comes(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.anna.writes("/timezone Omsk")
    await desk.anna.sees("Омск")
    await desk.boris.writes("/take", topic=topic)
    told = await desk.anna.sees("ведёт Борис")
    assert "Первый ответ – до 3 марта (среда), 12:00 по Москве (15:00" in told.text


async def test_3_2_who_releases_and_takes_again_is_told_of_once(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    for _ in range(3):
        await desk.boris.writes("/take", topic=topic)
        await desk.boris.sees("Обращение ведёт Борис", topic=topic)
        await desk.boris.writes("/release", topic=topic)
        await desk.boris.sees("освобождает обращение", topic=topic)
    await desk.vera.writes("/take", topic=topic)
    await desk.anna.sees("ведёт Вера")
    said = [one.text for one in await desk.anna.chat.messages() if "ведёт" in one.text]
    assert len(said) == 2


async def test_3_2_after_an_answer_the_news_says_no_time(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.boris.writes("Смотрим", topic=topic)
    await desk.anna.sees("Смотрим")
    await desk.boris.writes("/working", topic=topic)
    await desk.boris.sees("ещё работает", topic=topic)
    await desk.boris.writes("/release", topic=topic)
    await desk.boris.sees("освобождает обращение", topic=topic)
    await desk.vera.writes("/take", topic=topic)
    assert "Первый ответ" not in (await desk.anna.sees("ведёт Вера")).text


async def test_t19_staff_see_that_it_looks_like_thanks_and_solve_it_with_one_tap(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    answer = await desk.boris.writes("Готово, проверьте", topic=topic)
    await desk.boris.sees_reaction("👌", on=answer)
    await desk.anna.writes("Спасибо большое!")
    hint = await desk.boris.sees("Похоже на благодарность", topic=topic)
    assert hint.buttons == [["Решено"]]
    await desk.boris.presses("Решено", on=hint)
    await desk.anna.sees("решено. Сотрудник: Борис")
    assert "уже" in (await desk.boris.presses("Решено", on=hint)).text


async def test_t28_thanks_before_any_answer_are_no_hint(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.anna.writes("Спасибо")
    await desk.boris.sees("Спасибо", topic=topic)
    await desk.boris.sees_nothing_of("Похоже на благодарность", topic=topic, anywhere=True)
