"""The two-day rule, as the client and staff live through it (regulation 3.3, T19-T25)."""

from simulator import Message, Topic
from tests.bot.running import RunningDesk


async def an_unanswered_answer(desk: RunningDesk) -> Topic:
    """Boris has answered Anna's ticket №1 and waits for her."""
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    topic = await desk.room.topic("№1")
    await desk.boris.sees("Сайт не открывается", topic=topic)
    answer = await desk.boris.writes("Проверьте, пожалуйста", topic=topic)
    await desk.anna.sees("Проверьте, пожалуйста")
    await desk.boris.sees_reaction("👌", on=answer)
    return topic


async def pinged(desk: RunningDesk) -> Message:
    await desk.passes(hours=24)
    return await desk.anna.sees("Мы ждём вашего ответа")


async def test_3_3_a_ping_comes_after_a_day_and_staff_see_when_it_closes(desk: RunningDesk) -> None:
    topic = await an_unanswered_answer(desk)
    ping = await pinged(desk)
    assert [words for row in ping.buttons for words in row] == ["Ещё нужно", "Решено", "Нужно время"]
    assert "4 марта (четверг), 12:00 по Москве" in ping.text
    shown = await desk.boris.sees("Клиента спросили", topic=topic)
    assert "4 марта (четверг), 12:00 по Москве" in shown.text
    assert shown.buttons == [["Ещё работаем"]]


async def test_3_3_after_two_days_the_ticket_is_inactive_and_both_sides_are_told(desk: RunningDesk) -> None:
    topic = await an_unanswered_answer(desk)
    await pinged(desk)
    await desk.boris.sees("Клиента спросили", topic=topic)
    await desk.passes(hours=24)
    closed = await desk.anna.sees("оно НЕАКТИВНО")
    assert [words for row in closed.buttons for words in row] == ["Открыть снова", "Пожаловаться"]
    await desk.boris.sees("обращение НЕАКТИВНО", topic=topic)


async def test_an_answer_ends_the_wait_and_nothing_closes(desk: RunningDesk) -> None:
    topic = await an_unanswered_answer(desk)
    await pinged(desk)
    await desk.anna.writes("Проверила, ещё нет")
    await desk.boris.sees("Проверила, ещё нет", topic=topic)
    await desk.passes(days=3)
    await desk.anna.writes("/tickets")
    await desk.anna.sees(button="в работе")
    await desk.anna.sees_nothing_of("НЕАКТИВНО", anywhere=True)


async def test_a_bare_sticker_is_relayed_but_is_no_answer(desk: RunningDesk) -> None:
    topic = await an_unanswered_answer(desk)
    await desk.anna.sends_sticker()
    await desk.boris.sees(kind="sticker", topic=topic)
    await pinged(desk)


async def test_still_needed_gives_the_ticket_back_to_staff(desk: RunningDesk) -> None:
    topic = await an_unanswered_answer(desk)
    await desk.anna.presses("Ещё нужно", on=await pinged(desk))
    await desk.anna.sees("остаётся открытым")
    await desk.boris.sees("это ещё нужно", topic=topic)


async def test_solved_by_the_client_closes_the_ticket(desk: RunningDesk) -> None:
    topic = await an_unanswered_answer(desk)
    await desk.anna.presses("Решено", on=await pinged(desk))
    await desk.anna.sees("вопрос решён")
    await desk.boris.sees("сообщает: решено", topic=topic)


async def test_more_time_begins_a_fresh_wait_at_most_twice(desk: RunningDesk) -> None:
    await an_unanswered_answer(desk)
    ping = await pinged(desk)
    await desk.anna.presses("Нужно время", on=ping)
    await desk.anna.sees("Не торопитесь")
    again = await desk.anna.forges_press("t:more:1:1", on=ping)
    assert "уже не нужно" in again.text
    await desk.passes(hours=24)
    second = await desk.anna.sees("Мы ждём вашего ответа")
    await desk.anna.presses("Нужно время", on=second)
    await desk.anna.sees("Не торопитесь")
    await desk.passes(hours=24)
    third = await desk.anna.sees("Мы ждём вашего ответа")
    assert [words for row in third.buttons for words in row] == ["Ещё нужно", "Решено"]


async def test_staff_can_stop_a_wrong_close_from_the_ping(desk: RunningDesk) -> None:
    topic = await an_unanswered_answer(desk)
    await pinged(desk)
    shown = await desk.boris.sees("Клиента спросили", topic=topic)
    await desk.boris.presses("Ещё работаем", on=shown)
    await desk.boris.sees("ещё работает: клиенту", topic=topic)
    await desk.passes(days=3)
    await desk.anna.writes("/tickets")
    await desk.anna.sees(button="в работе")


async def test_t22_after_downtime_the_ping_goes_first_and_the_close_moves(desk: RunningDesk) -> None:
    topic = await an_unanswered_answer(desk)
    await desk.stop()
    await desk.passes(days=5)
    await desk.start()
    ping = await desk.anna.sees("Мы ждём вашего ответа")
    assert "9 марта (вторник), 11:00 по Москве" in ping.text
    shown = await desk.boris.sees("Клиента спросили", topic=topic)
    assert "9 марта (вторник), 11:00 по Москве" in shown.text


async def test_t23_a_message_after_the_close_opens_the_ticket_again_when_it_answers_it(desk: RunningDesk) -> None:
    topic = await an_unanswered_answer(desk)
    await pinged(desk)
    await desk.boris.sees("Клиента спросили", topic=topic)
    await desk.passes(hours=24)
    closed = await desk.anna.sees("оно НЕАКТИВНО")
    await desk.anna.writes("Извините, была в отпуске", reply_to=closed)
    await desk.anna.sees("снова открыто")
    await desk.boris.sees("Извините, была в отпуске", topic=topic)


async def test_a_bare_message_after_the_close_asks_where_it_belongs_and_keeps_the_text(desk: RunningDesk) -> None:
    topic = await an_unanswered_answer(desk)
    await pinged(desk)
    await desk.boris.sees("Клиента спросили", topic=topic)
    await desk.passes(hours=24)
    await desk.anna.sees("оно НЕАКТИВНО")
    await desk.anna.writes("Всё ещё не работает")
    await desk.anna.sees("Его можно открыть снова")
    await desk.anna.presses("№1")
    await desk.boris.sees("Всё ещё не работает", topic=topic)


async def test_a_client_who_blocked_the_bot_is_known_to_staff(desk: RunningDesk) -> None:
    topic = await an_unanswered_answer(desk)
    await desk.anna.blocks_bot()
    await desk.boris.writes("Вы здесь?", topic=topic)
    await desk.boris.sees("клиент заблокировал бота", topic=topic)
    await desk.passes(hours=24)
    await desk.boris.sees("недоступен в Telegram", topic=topic)
