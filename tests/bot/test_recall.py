"""An answer that was a mistake is taken back: the client's copy goes, and it counts as not given (T9, T10, T19)."""

from datetime import UTC, datetime

from simulator.errors import too_many_requests
from tests.bot.running import RunningDesk
from tests.bot.test_the_room import a_ticket
from tests.faults.desks import refuses


async def test_a_recalled_answer_is_gone_and_awaits_nobody(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    answer = await desk.boris.writes("Пароль другого клиента: 12345", topic=topic)
    await desk.anna.sees("Пароль другого клиента")
    await desk.boris.sees_reaction("👌", on=answer)
    await desk.boris.writes("/recall", topic=topic, reply_to=answer)
    told = await desk.boris.sees("Ответ отозван: копия у клиента удалена", topic=topic)
    assert "«Пароль другого клиента: 12345»" in told.text
    assert told.reply_to == answer.message_id
    await desk.anna.sees_nothing_of("Пароль другого клиента", anywhere=True)
    await desk.boris.sees("Состояние: в работе", topic=topic, anywhere=True)
    await desk.boris.sees("Первый ответ до 3 марта (среда), 12:00", topic=topic, anywhere=True)
    await desk.anna.writes("/ticket 1")
    await desk.chooses(desk.anna, "История")
    history = await desk.anna.sees("История")
    assert "Пароль" not in history.text
    await desk.boris.writes("/recall", topic=topic, reply_to=answer)
    await desk.boris.sees("уже сделано", topic=topic)
    await desk.sim.set_clock(datetime(2027, 3, 3, 9, 1, tzinfo=UTC))
    await desk.olga.sees("Нет первого ответа в срок")
    await desk.passes(days=3)
    await desk.anna.sees_nothing_of("Мы ждём вашего ответа", anywhere=True)


async def test_t19_the_wait_of_an_earlier_answer_goes_on(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    first = await desk.boris.writes("Пришлите журнал ошибок", topic=topic)
    await desk.anna.sees("Пришлите журнал")
    await desk.boris.sees_reaction("👌", on=first)
    second = await desk.boris.writes("Это не вам", topic=topic)
    await desk.anna.sees("Это не вам")
    await desk.boris.sees_reaction("👌", on=second)
    await desk.boris.writes("/recall", topic=topic)
    await desk.boris.sees("«Это не вам»", topic=topic)
    await desk.boris.sees("Состояние: ждём клиента", topic=topic, anywhere=True)
    await desk.passes(hours=25)
    await desk.anna.sees("Мы ждём вашего ответа")


async def test_t10_what_it_answered_is_unanswered_again(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await desk.boris.writes("Смотрим", topic=topic)
    await desk.anna.sees("Смотрим")
    await desk.anna.writes("И почта не работает")
    await desk.boris.sees("И почта не работает", topic=topic)
    answer = await desk.boris.writes("Это для другого", topic=topic)
    await desk.anna.sees("Это для другого")
    await desk.boris.sees_reaction("👌", on=answer)
    await desk.boris.writes("/recall", topic=topic, reply_to=answer)
    await desk.boris.sees("Ответ отозван", topic=topic)
    await desk.vera.writes("/queue", chat=desk.room)
    await desk.vera.sees("клиент ждёт", chat=desk.room)
    await desk.sim.set_clock(datetime(2027, 3, 3, 11, 0, tzinfo=UTC))
    await desk.olga.sees("Клиенту не ответили в срок")


async def test_albums_and_long_texts_are_recalled_whole(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    long = await desk.boris.writes("Длинный ответ. " * 270, topic=topic)
    await desk.anna.sees("Длинный ответ")
    await desk.boris.sees_reaction("👌", on=long)
    first, *_ = await desk.boris.sends_album(["photo", "photo", "photo"], caption="Снимки", topic=topic)
    await desk.anna.sees("Снимки")
    await desk.boris.sees_reaction("👌", on=first)
    await desk.boris.writes("/recall", topic=topic, reply_to=first)
    await desk.boris.sees("«Снимки»", topic=topic)
    await desk.boris.writes("/recall", topic=topic, reply_to=long)
    await desk.boris.sees("«Длинный ответ.", topic=topic)
    await desk.anna.sees_nothing_of("Снимки", anywhere=True)
    await desk.anna.sees_nothing_of("Длинный ответ", anywhere=True)


async def test_what_has_not_gone_out_yet_does_not(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    refuses(desk.sim, too_many_requests(30), "sendMessage", chat=desk.anna.id)
    answer = await desk.boris.writes("Ошибся темой", topic=topic)
    await desk.boris.sees("Ответственный: Борис", topic=topic, anywhere=True)
    await desk.boris.writes("/recall", topic=topic, reply_to=answer)
    await desk.boris.sees("Ответ ещё не доставлен: он не уйдёт", topic=topic)
    await desk.passes(minutes=1)
    await desk.boris.sees("он ещё не ушёл, клиент его не получит", topic=topic)
    await desk.anna.sees_nothing_of("Ошибся темой", anywhere=True)
    await desk.boris.writes("Теперь вам", topic=topic)
    await desk.anna.sees("Теперь вам")


async def test_only_ones_own_answers_and_only_for_two_days(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await desk.boris.writes("/recall", topic=topic)
    await desk.boris.sees("Напишите /recall ответом на своё сообщение", topic=topic)
    answer = await desk.boris.writes("Смотрим", topic=topic)
    await desk.anna.sees("Смотрим")
    await desk.boris.sees_reaction("👌", on=answer)
    await desk.vera.writes("/recall", topic=topic, reply_to=answer)
    await desk.vera.sees("может убрать только Борис", topic=topic)
    note = await desk.vera.writes("// заметка", topic=topic)
    await desk.vera.writes("/recall", topic=topic, reply_to=note)
    await desk.vera.sees("Какой ответ?", topic=topic)
    await desk.passes(hours=49)
    await desk.boris.writes("/recall", topic=topic, reply_to=answer)
    await desk.boris.sees("Прошло больше 48 часов", topic=topic)
    await desk.anna.sees("Смотрим", anywhere=True)


async def test_what_the_client_has_deleted_is_told_as_gone(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    answer = await desk.boris.writes("Смотрим", topic=topic)
    copy = await desk.anna.sees("Смотрим")
    await desk.boris.sees_reaction("👌", on=answer)
    await desk.anna.deletes(copy)
    await desk.boris.writes("/recall", topic=topic, reply_to=answer)
    await desk.boris.sees("копии у клиента уже нет", topic=topic)
