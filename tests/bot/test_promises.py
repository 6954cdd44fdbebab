"""A promise with a date: what the client reads, what it holds back, and what becomes of it (T19, 3.2)."""

from datetime import UTC, datetime

from tests.bot.running import RunningDesk
from tests.bot.test_the_room import a_ticket


async def test_t19_a_promise_is_read_with_its_reason_and_no_timer_runs(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await desk.boris.writes("Смотрим, спросили регистратора", topic=topic)
    await desk.anna.sees("спросили регистратора")
    await desk.boris.writes("/by пт 15:00 ждём ответа регистратора", topic=topic)
    told = await desk.anna.sees("Борис ответит до 5 марта (пятница), 15:00 по Москве")
    assert "Почему: ждём ответа регистратора" in told.text
    await desk.boris.sees("Клиенту сообщили; до тех пор бот ему не напоминает", topic=topic)
    await desk.boris.sees("Обещан ответ до 5 марта (пятница), 15:00", topic=topic, anywhere=True)
    await desk.boris.sees("Состояние: в работе", topic=topic, anywhere=True)
    await desk.anna.writes("/ticket 1")
    await desk.anna.sees("обещали ответ до 5 марта (пятница), 15:00 по Москве: ждём ответа регистратора")
    await desk.anna.writes("/tickets")
    await desk.anna.sees("обещали ответ до 5 марта")
    await desk.passes(days=2)
    await desk.anna.sees_nothing_of("Мы ждём вашего ответа", anywhere=True)
    await desk.anna.sees_nothing_of("закрыто", anywhere=True)


async def test_t19_a_client_reads_it_in_their_own_time_too_and_in_english(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await desk.anna.writes("/timezone Omsk")
    await desk.anna.sees("Омск")
    await desk.anna.writes("/language")
    await desk.anna.presses("English")
    await desk.boris.writes("/by tomorrow 15:00 we have to copy the site", topic=topic)
    told = await desk.anna.sees("Борис answers by Wednesday 3 March, 15:00 Moscow time (18:00 Omsk time)")
    assert "Why: we have to copy the site" in told.text


async def test_t34_whoever_has_it_is_reminded_before_and_the_managers_hear_once_after(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await desk.boris.writes("Смотрим", topic=topic)
    await desk.anna.sees("Смотрим")
    await desk.boris.writes("/by завтра 15:00 копируем сайт", topic=topic)
    await desk.anna.sees("Борис ответит до")
    await desk.sim.set_clock(datetime(2027, 3, 3, 10, 59, tzinfo=UTC))
    await desk.boris.sees_nothing_of("клиенту обещан ответ", topic=topic)
    await desk.sim.set_clock(datetime(2027, 3, 3, 11, 0, 1, tzinfo=UTC))
    await desk.boris.sees("Борис, клиенту обещан ответ до 3 марта (среда), 15:00", topic=topic)
    await desk.sim.set_clock(datetime(2027, 3, 3, 12, 0, 1, tzinfo=UTC))
    await desk.boris.sees("обещанный срок прошёл", topic=topic)
    await desk.olga.sees("Обещание клиенту не выполнили в срок")
    await desk.olga.writes("/digest")
    await desk.passes(minutes=30)
    await desk.boris.writes("Готово", topic=topic)
    await desk.anna.sees("Готово")
    await desk.passes(minutes=5)
    await desk.olga.sees_nothing_of("Обещание клиенту")


async def test_t12_an_answer_in_time_keeps_it_and_silence_is_counted_again(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await desk.boris.writes("/by завтра 15:00", topic=topic)
    told = await desk.anna.sees("Борис ответит до 3 марта (среда), 15:00 по Москве")
    assert "Почему" not in told.text
    answer = await desk.boris.writes("Готово, проверьте", topic=topic)
    await desk.anna.sees("Готово, проверьте")
    await desk.boris.sees_reaction("👌", on=answer)
    await desk.boris.sees("Состояние: ждём клиента", topic=topic, anywhere=True)
    await desk.sim.set_clock(datetime(2027, 3, 3, 12, 0, 1, tzinfo=UTC))
    await desk.olga.sees_nothing_of("Обещание", anywhere=True)
    await desk.anna.sees("Мы ждём вашего ответа", anywhere=True)
    await desk.anna.writes("/ticket 1")
    shown = await desk.anna.sees("Обращение №1. Сайт")
    assert "обещали" not in shown.text


async def test_3_2_another_date_needs_its_reason_and_the_client_reads_both(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await desk.boris.writes("/by завтра 15:00 копируем сайт", topic=topic)
    await desk.anna.sees("до 3 марта (среда), 15:00")
    await desk.boris.writes("/by пт 12:00", topic=topic)
    await desk.boris.sees("напишите, почему он меняется", topic=topic)
    await desk.boris.writes("/by завтра 15:00", topic=topic)
    await desk.boris.sees("уже сделано", topic=topic)
    await desk.boris.writes("/by пт 12:00 копия больше, чем думали", topic=topic)
    told = await desk.anna.sees("Борис ответит до 5 марта (пятница), 12:00")
    assert "Раньше обещали до 3 марта (среда), 15:00" in told.text
    assert "Почему: копия больше, чем думали" in told.text
    await desk.sim.set_clock(datetime(2027, 3, 3, 13, 0, tzinfo=UTC))
    await desk.olga.sees_nothing_of("Обещание", anywhere=True)


async def test_t15_a_promise_does_not_put_off_the_first_answer(desk: RunningDesk) -> None:
    topic, card = await a_ticket(desk)
    assert "Первый ответ до 3 марта (среда), 12:00" in card.text
    await desk.boris.writes("/by пт 15:00 много работы", topic=topic)
    await desk.anna.sees("Борис ответит до 5 марта")
    await desk.boris.sees("Первый ответ до 3 марта (среда), 12:00", topic=topic, anywhere=True)
    await desk.sim.set_clock(datetime(2027, 3, 3, 9, 1, tzinfo=UTC))
    await desk.olga.sees("Нет первого ответа в срок")


async def test_what_is_no_moment_says_what_was_understood_and_what_to_write(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    for typed, answer in (
        ("/by", "Не понял, до какого времени"),
        ("/by скоро", "/by завтра 15:00 причина"),
        ("/by 10:00", "Понял как 2 марта (вторник), 10:00 по Москве: это уже прошло"),
        ("/by суббота", "в это время мы не работаем. Ближайшее рабочее время: 8 марта"),
        ("/by 2028-01-10 12:00", "до этого больше 90 дней"),
        ("/by 31.02", "Такого дня или времени нет"),
        ("/by " + "а" * 4000, "Не понял, до какого времени"),
    ):
        await desk.boris.writes(typed, topic=topic)
        await desk.boris.sees(answer, topic=topic)
    await desk.anna.sees_nothing_of("ответит до", anywhere=True)
    await desk.boris.writes("/by завтра 15:00 х", chat=desk.room)
    await desk.boris.sees("в теме обращения", chat=desk.room)
    await desk.boris.writes("/solve", topic=topic)
    await desk.anna.sees("решено")
    await desk.boris.writes("/by завтра 15:00 х", topic=topic)
    await desk.boris.sees("Сейчас так не получится", topic=topic)


async def test_a_ticket_that_ends_takes_its_promise_along(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await desk.boris.writes("/by завтра 15:00 копируем", topic=topic)
    await desk.anna.sees("ответит до")
    await desk.boris.writes("/solve", topic=topic)
    await desk.anna.sees("решено")
    await desk.boris.writes("/reopen", topic=topic)
    await desk.anna.sees("снова открыто")
    await desk.sim.set_clock(datetime(2027, 3, 3, 13, 0, tzinfo=UTC))
    await desk.olga.sees_nothing_of("Обещание", anywhere=True)
