"""A ticket is put aside: out of the lists, and back by itself, with the client, or when an answer is due (T15)."""

from datetime import UTC, datetime

from tests.bot.running import RunningDesk
from tests.bot.test_hold_and_merge import two_tickets
from tests.bot.test_the_room import a_ticket


async def test_it_leaves_the_lists_and_comes_back_by_itself(desk: RunningDesk) -> None:
    first, _ = await two_tickets(desk)
    await desk.boris.writes("Спросили регистратора", topic=first)
    await desk.anna.sees("Спросили регистратора", anywhere=True)
    await desk.boris.writes("/snooze завтра ждём регистратора", topic=first)
    told = await desk.boris.sees("Борис откладывает обращение до 3 марта (среда), 11:00 по Москве", topic=first)
    assert "Почему: ждём регистратора" in told.text
    await desk.boris.sees("💤 Отложено до 3 марта (среда), 11:00", topic=first, anywhere=True)
    await desk.vera.writes("/queue", chat=desk.room)
    queue = await desk.vera.sees("1 открытое обращение", chat=desk.room)
    assert "Отложено 1 обращение" in queue.text
    assert queue.text.index("№2") < queue.text.index("Отложено 1") < queue.text.index("№1 Сайт")
    await desk.boris.writes("/my", chat=desk.room)
    mine = await desk.boris.sees("Отложено 1 обращение", chat=desk.room)
    assert "до 3 марта (среда), 11:00" in mine.text
    await desk.anna.sees_nothing_of("отклад", anywhere=True)
    await desk.sim.set_clock(datetime(2027, 3, 3, 8, 0, 1, tzinfo=UTC))
    await desk.boris.sees("Борис, обращение было отложено до этого времени: оно снова в очереди", topic=first)
    await desk.vera.writes("/queue", chat=desk.room)
    queue = await desk.vera.sees("2 открытых обращения", chat=desk.room)
    assert "Отложено" not in queue.text


async def test_a_word_of_the_client_brings_it_back_at_once(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await desk.boris.writes("Спросили", topic=topic)
    await desk.anna.sees("Спросили")
    await desk.boris.writes("/snooze 2wd", topic=topic)
    await desk.boris.sees("откладывает обращение до 4 марта (четверг), 12:01", topic=topic)
    await desk.anna.writes("Нашла причину сама")
    await desk.boris.sees("Клиент написал: обращение снова в очереди", topic=topic)
    await desk.vera.writes("/queue", chat=desk.room)
    queue = await desk.vera.sees("1 открытое обращение", chat=desk.room)
    assert "Отложено" not in queue.text


async def test_t15_the_first_answer_stays_due_and_brings_it_back(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await desk.boris.writes("/snooze пт потом", topic=topic)
    await desk.boris.sees("откладывает обращение до 5 марта (пятница), 11:00", topic=topic)
    await desk.sim.set_clock(datetime(2027, 3, 3, 8, 30, tzinfo=UTC))
    await desk.boris.sees("Подходит срок ответа: обращение снова в очереди", topic=topic)
    await desk.boris.writes("/snooze пт потом", topic=topic)
    await desk.boris.sees("такое не откладывают", topic=topic)
    await desk.sim.set_clock(datetime(2027, 3, 3, 9, 1, tzinfo=UTC))
    await desk.olga.sees("Нет первого ответа в срок")
    await desk.vera.writes("/queue", chat=desk.room)
    await desk.vera.sees("1 открытое обращение", chat=desk.room)


async def test_it_is_brought_back_by_hand_and_what_is_no_moment_is_explained(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await desk.boris.writes("/snooze", topic=topic)
    await desk.boris.sees("/snooze завтра 15:00 причина", topic=topic)
    await desk.boris.writes("/snooze 10:00", topic=topic)
    await desk.boris.sees("это уже прошло", topic=topic)
    await desk.boris.writes("/snooze 2h", topic=topic)
    await desk.boris.sees("откладывает обращение до 2 марта", topic=topic)
    await desk.boris.writes("/snooze сейчас", topic=topic)
    await desk.boris.sees("Обращение снова в очереди", topic=topic)
    await desk.boris.writes("/snooze off", topic=topic)
    await desk.boris.sees("уже сделано", topic=topic)
    await desk.boris.writes("/snooze 2h", topic=topic)
    await desk.boris.sees("откладывает обращение", topic=topic)
    await desk.boris.writes("/solve", topic=topic)
    await desk.anna.sees("решено")
    await desk.passes(hours=3)
    await desk.boris.sees_nothing_of("было отложено", topic=topic)
