"""How a client rates a solution (T33)."""

from simulator import Message, Topic
from tests.bot.running import RunningDesk
from tests.bot.test_several_tickets import words_of
from tests.bot.waiting import is_open, with_a_ticket

SCORES = ["1", "2", "3", "4", "5"]


async def solved(desk: RunningDesk) -> tuple[Topic, Message]:
    """Boris has taken and solved №1; what Anna was told."""
    topic = await with_a_ticket(desk)
    await desk.boris.writes("/take", topic=topic)
    await desk.anna.sees("ведёт Борис")
    await desk.vera.writes("/solve", topic=topic)
    return topic, await desk.anna.sees("решено")


async def test_t33_a_solution_is_rated_once_with_words_if_the_client_likes(desk: RunningDesk) -> None:
    _, told = await solved(desk)
    assert words_of(told) == [*SCORES, "Открыть снова"]
    await desk.anna.presses("5", on=told)
    thanks = await desk.anna.sees("5 из 5")
    assert "уже сделано" in (await desk.anna.presses("1", on=told)).text
    await desk.anna.presses("Добавить пару слов", on=thanks)
    await desk.anna.sees("Что было хорошо")
    await desk.anna.sends_photo()
    await desk.anna.sees("Ответьте, пожалуйста, словами")
    await desk.anna.writes("Быстро и понятно")
    await desk.anna.sees("комментарий к обращению №1 сохранён")
    heard = await desk.olga.sees("Быстро и понятно")
    assert "Оценка: 5 из 5" in heard.text
    assert "Низкая" not in heard.text


async def test_t33_a_low_rating_goes_to_the_managers_at_once_with_the_employee_who_had_it(desk: RunningDesk) -> None:
    _, told = await solved(desk)
    await desk.anna.presses("2", on=told)
    heard = await desk.olga.sees("Низкая оценка: 2 из 5")
    assert "Ответственный: Борис" in heard.text
    assert "№1 Сайт не открывается" in heard.text
    await desk.anna.presses("Добавить пару слов", on=await desk.anna.sees("2 из 5"))
    await desk.anna.sees("Что было хорошо")
    await desk.anna.writes("Очень долго")
    await desk.olga.sees("Очень долго")


async def test_t33_a_comment_can_be_left_out(desk: RunningDesk) -> None:
    topic, told = await solved(desk)
    await desk.anna.presses("4", on=told)
    await desk.anna.presses("Добавить пару слов", on=await desk.anna.sees("4 из 5"))
    await desk.anna.sees("Что было хорошо")
    await desk.anna.presses("Отмена")
    await desk.anna.sees("Оценка сохранена")
    await desk.anna.writes("Всё же ещё вопрос", reply_to=told)
    await desk.boris.sees("Всё же ещё вопрос", topic=topic)


async def test_t33_the_days_digest_has_the_average_and_the_count(desk: RunningDesk) -> None:
    topic, told = await solved(desk)
    await desk.anna.presses("5", on=told)
    await desk.anna.sees("5 из 5")
    await desk.passes(minutes=1)
    await desk.anna.presses("Открыть снова", on=told)
    await desk.anna.sees("снова открыто")
    await desk.sim.until(lambda: is_open(desk))
    await desk.boris.writes("/solve", topic=topic)
    again = await desk.anna.sees("решено")
    await desk.anna.presses("2", on=again)
    await desk.anna.sees("2 из 5")
    await desk.olga.writes("/digest")
    digest = await desk.olga.sees("Сегодня на этот час")
    assert "Средняя оценка: 3,5 из 5 (2 оценки)" in digest.text


async def test_t33_a_solution_that_did_not_hold_is_not_rated(desk: RunningDesk) -> None:
    _, told = await solved(desk)
    await desk.anna.presses("Открыть снова", on=told)
    await desk.anna.sees("снова открыто")
    assert "когда оно будет решено" in (await desk.anna.presses("5", on=told)).text
    await desk.anna.sees_nothing_of("5 из 5", anywhere=True)


async def test_t33_after_two_weeks_it_is_too_late(desk: RunningDesk) -> None:
    _, told = await solved(desk)
    await desk.passes(days=14)
    assert "Прошло две недели" in (await desk.anna.presses("5", on=told)).text
    await desk.anna.writes("/ticket 1")
    assert "Как мы справились" not in (await desk.anna.sees("Обращение №1")).text


async def test_t33_the_page_of_a_solved_ticket_can_be_rated_too(desk: RunningDesk) -> None:
    await solved(desk)
    await desk.anna.writes("/ticket 1")
    page = await desk.anna.sees("Как мы справились")
    assert words_of(page)[:5] == SCORES
    await desk.anna.presses("3", on=page)
    await desk.anna.sees("3 из 5")
    await desk.anna.writes("/ticket 1")
    assert "Как мы справились" not in (await desk.anna.sees("Обращение №1")).text


async def test_t25_t33_after_inactive_and_refused_nobody_is_asked(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.boris.writes("/refuse", topic=topic)
    grounds = await desk.boris.sees("По какой причине", topic=topic)
    await desk.boris.presses("1.6", on=grounds)
    await desk.boris.presses("Отправить", on=grounds)
    refused = await desk.anna.sees("не можем взять")
    assert not set(SCORES) & set(words_of(refused))
    await desk.files(desk.anna, subject="Почта не приходит")
    second = await desk.room.topic("№2")
    await desk.boris.sees("Почта не приходит", topic=second)
    answer = await desk.boris.writes("Проверьте", topic=second)
    await desk.boris.sees_reaction("👌", on=answer)
    await desk.passes(hours=24)
    await desk.anna.sees("Мы ждём вашего ответа")
    await desk.boris.sees("Клиента спросили", topic=second)
    await desk.passes(hours=24)
    closed = await desk.anna.sees("НЕАКТИВНО")
    assert not set(SCORES) & set(words_of(closed))


async def test_t33_what_no_employee_had_a_hand_in_is_not_rated(desk: RunningDesk) -> None:
    await with_a_ticket(desk)
    await desk.anna.writes("/ticket 1")
    await desk.anna.sees("Обращение №1")
    await desk.anna.presses("Решено, закрыть")
    assert words_of(await desk.anna.sees("вопрос решён")) == ["Открыть снова"]


async def test_t33_nobody_rates_for_somebody_else_or_beyond_five(desk: RunningDesk) -> None:
    _, told = await solved(desk)
    await desk.signs_in(desk.viktor, "viktor@example.com")
    page = await desk.viktor.last()
    for data in ("g:1:1", "g:1:0", "g:77:1"):
        assert "устарела" in (await desk.viktor.forges_press(data, on=page)).text
    for score in (6, 99):
        assert "устарела" in (await desk.anna.forges_press(f"g:1:{score}", on=told)).text
    await desk.olga.sees_nothing_of("оценка", anywhere=True)
    await desk.anna.presses("1", on=told)
    await desk.olga.sees("Низкая оценка: 1 из 5")
