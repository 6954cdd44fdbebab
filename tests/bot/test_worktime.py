"""Working time of staff: recorded, asked for at solving, shown, taken back (regulation 2.3)."""

from simulator import Message, Topic
from tests.bot.running import RunningDesk


def buttons(page: Message) -> list[str]:
    return [words for row in page.buttons for words in row]


async def filed(desk: RunningDesk) -> Topic:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    topic = await desk.room.topic("№1")
    await desk.boris.sees("Сайт не открывается", topic=topic)
    return topic


async def test_2_3_time_is_recorded_shown_and_taken_back_by_its_author(desk: RunningDesk) -> None:
    topic = await filed(desk)
    await desk.boris.writes("/time 40м перенос почты", topic=topic)
    mine = await desk.boris.sees("Борис: записано 40 мин – перенос почты (бесплатная работа).", topic=topic)
    assert "Всего по обращению: 40 мин." in mine.text
    await desk.vera.writes("/time 1,5 ч звонок", topic=topic)
    await desk.vera.sees("Всего по обращению: 2 ч 10 мин.", topic=topic)
    said = await desk.vera.presses("Убрать запись", on=mine)
    assert said.text == "Эту запись может убрать только Борис."
    await desk.vera.writes("/time", topic=topic)
    shown = await desk.vera.sees("Записанное время", topic=topic)
    assert "Всего: 2 ч 10 мин; бесплатная работа – 2 ч 10 мин, платная – 0 мин." in shown.text
    assert buttons(shown) == ["↩ 40 мин, Борис", "↩ 1 ч 30 мин, Вера"]
    await desk.boris.presses("↩ 40 мин", on=shown)
    await desk.boris.sees("Борис: запись на 40 мин убрана. Всего по обращению: 1 ч 30 мин.", topic=topic)
    assert (await desk.boris.presses("Убрать запись", on=mine)).text == "Это уже сделано"
    await desk.anna.sees_nothing_of("записано", anywhere=True)


async def test_2_3_bad_input_gets_a_clear_answer_and_records_nothing(desk: RunningDesk) -> None:
    topic = await filed(desk)
    for typed, answer in [
        ("/time долго", "Сначала время: /time 40м"),
        ("/time 0", "хотя бы минуту"),
        ("/time 30 ч", "больше суток"),
        ("/time", "Время пока не записано"),
    ]:
        await desk.boris.writes(typed, topic=topic)
        await desk.boris.sees(answer, topic=topic)


async def test_2_3_at_solving_it_is_asked_once_and_answered_by_a_button(desk: RunningDesk) -> None:
    topic = await filed(desk)
    await desk.boris.presses("Решено", topic=topic)
    asked = await desk.boris.sees("Сколько времени заняло обращение №1?", topic=topic)
    assert buttons(asked) == ["15 мин", "30 мин", "1 ч", "2 ч", "Время…"]
    assert (await desk.boris.presses("30 мин", on=asked)).text == "Готово"
    await desk.boris.sees("записано 30 мин (бесплатная работа)", topic=topic)
    assert (await desk.boris.presses("30 мин", on=asked)).text == "Это уже сделано"
    late = await desk.vera.presses("1 ч", on=asked)
    assert "Борис: время уже записано" in late.text
    await desk.boris.presses("Открыть снова", topic=topic)
    await desk.anna.sees("снова открыто")
    await desk.boris.writes("/solve", topic=topic)
    await desk.anna.sees("решено. Сотрудник")
    await desk.boris.sees_nothing_of("Сколько времени", topic=topic)


async def test_2_3_who_has_recorded_is_not_asked(desk: RunningDesk) -> None:
    topic = await filed(desk)
    await desk.boris.writes("/time 15 звонок", topic=topic)
    await desk.boris.sees("записано 15 мин", topic=topic)
    await desk.boris.writes("/solve", topic=topic)
    await desk.anna.sees("решено. Сотрудник")
    await desk.boris.sees_nothing_of("Сколько времени", topic=topic, anywhere=True)


async def test_2_3_time_on_a_paid_ticket_is_paid_work(desk: RunningDesk) -> None:
    topic = await filed(desk)
    await desk.boris.writes("/paid 1500 перенос", topic=topic)
    await desk.anna.sees("Работа по обращению №1")
    await desk.boris.writes("/time 1ч перенос", topic=topic)
    await desk.boris.sees("записано 1 ч – перенос (платная работа)", topic=topic)


async def test_2_3_the_card_says_how_time_is_recorded(desk: RunningDesk) -> None:
    topic = await filed(desk)
    await desk.boris.presses("Ещё…", topic=topic)
    await desk.boris.presses("Время…", topic=topic)
    await desk.boris.sees("40м перенос почты", topic=topic)


async def test_2_3_in_a_plain_group_time_is_a_reply_to_the_card(plain_desk: RunningDesk) -> None:
    desk = plain_desk
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    card = await desk.boris.sees("Сайт не открывается", chat=desk.room)
    await desk.boris.writes("/time 1:30 перенос", reply_to=card)
    await desk.boris.sees("записано 1 ч 30 мин", chat=desk.room)
