"""What staff can ask for: what is next, mine, found by words; and answers that cross with newer words."""

from simulator import Topic
from simulator.errors import ApiError
from tests.bot.running import RunningDesk
from tests.bot.test_the_room import a_ticket
from tests.faults.desks import refuses


async def a_second_ticket(desk: RunningDesk) -> Topic:
    await desk.files(desk.anna, subject="Нужен новый сертификат")
    return await desk.room.topic("№2")


async def test_2_3_the_queue_says_what_is_next_and_leads_there(desk: RunningDesk) -> None:
    topic, card = await a_ticket(desk)
    await a_second_ticket(desk)
    await desk.boris.writes("Смотрим", topic=topic)
    await desk.anna.sees("Смотрим")
    asked = await desk.boris.writes("/queue", chat=desk.room)
    shown = await desk.boris.sees("2 открытых обращения", chat=desk.room)
    assert shown.reply_to == asked.message_id
    first, second = shown.text.split("\n\n")[1].split("№")[1:]
    assert "Нужен новый сертификат – новое, пока никто" in first
    assert "ответить до" in first
    assert "Сайт не открывается – ждём клиента, Борис" in second
    assert any(str(card.message_id) in str(entity.get("url", "")) for entity in shown.entities)


async def test_2_3_mine_are_mine(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await a_second_ticket(desk)
    await desk.boris.writes("/my", topic=topic)
    await desk.boris.sees("Ваших открытых обращений здесь нет", topic=topic)
    await desk.boris.writes("/take", topic=topic)
    await desk.boris.writes("/my", topic=topic)
    shown = await desk.boris.sees("У вас 1 обращение", topic=topic)
    assert "Сайт не открывается" in shown.text
    await desk.vera.writes("/my", chat=desk.room)
    await desk.vera.sees("Ваших открытых обращений здесь нет", chat=desk.room)


async def test_2_3_words_are_found_wherever_they_were_said_in_any_form(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await a_second_ticket(desk)
    await desk.boris.writes("/note Похоже на старые записи домена", topic=topic)
    await desk.boris.writes("Проверяем сервер", topic=topic)
    await desk.anna.sees("Проверяем сервер")
    for words, number in [("сертификаты", 2), ("запись домена", 1), ("сервера", 1)]:
        await desk.boris.writes(f"/find {words}", chat=desk.room)
        shown = await desk.boris.sees(f"Нашлось по «{words}»: 1", chat=desk.room)
        assert f"№{number} " in shown.text
    await desk.boris.writes("/find вчерашний снег", chat=desk.room)
    await desk.boris.sees("По «вчерашний снег» ничего не нашлось", chat=desk.room)
    await desk.boris.writes("/find", chat=desk.room)
    await desk.boris.sees("/find сертификат истёк", chat=desk.room)


async def test_2_3_a_ticket_is_found_by_its_number(desk: RunningDesk) -> None:
    await a_ticket(desk)
    for asked in ("/ticket 1", "/ticket №1", "/ticket #1"):
        await desk.boris.writes(asked, chat=desk.room)
        shown = await desk.boris.sees("Нашлось по «№1»: 1", chat=desk.room)
        assert "Сайт не открывается" in shown.text
    await desk.boris.writes("/ticket 77", chat=desk.room)
    await desk.boris.sees("В этой группе нет обращения №77", chat=desk.room)
    for asked in ("/ticket", "/ticket семь", "/ticket -1", "/ticket 99999999999999999999"):
        wrong = await desk.boris.writes(asked, chat=desk.room)
        told = await desk.boris.sees("номер обращения после команды", chat=desk.room)
        assert told.reply_to == wrong.message_id


async def test_clients_have_no_such_commands(desk: RunningDesk) -> None:
    await a_ticket(desk)
    for asked in ("/queue", "/find сайт", "/my"):
        await desk.anna.writes(asked)
        await desk.anna.sees(f"Команды {asked.split()[0]} нет")


async def test_t32_who_answers_while_the_client_writes_more_is_told_at_once_and_the_answer_goes_out(
    desk: RunningDesk,
) -> None:
    topic, _ = await a_ticket(desk)
    flood = ApiError(429, "Too Many Requests: retry after 30", retry_after=30)
    fault = refuses(desk.sim, flood, "sendMessage", chat=desk.room.id)
    await desk.anna.writes("И почта тоже")
    await desk.sim.until(lambda: fault.met)
    answer = await desk.boris.writes("Поправили, проверьте", topic=topic)
    await desk.anna.sees("Поправили, проверьте")
    await desk.passes(seconds=31)
    told = await desk.boris.sees("клиент прислал ещё сообщение", topic=topic)
    assert told.reply_to == answer.message_id
    await desk.boris.sees("И почта тоже", topic=topic, anywhere=True)


async def test_t32_an_ordinary_answer_is_no_collision(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    for number in range(3):
        await desk.anna.writes(f"Вопрос {number}")
        question = await desk.boris.sees(f"Вопрос {number}", topic=topic)
        await desk.boris.writes(f"Ответ {number}", topic=topic, reply_to=question)
        await desk.anna.sees(f"Ответ {number}")
    await desk.boris.sees_nothing_of("прислал ещё", topic=topic, anywhere=True)
