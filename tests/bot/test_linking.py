"""Staff find a prospect among the clients (regulation 1.2.4, 2.2)."""

from dataclasses import replace

from desk.ports import Work
from desk.rules.people import Client
from simulator import Topic
from tests.bot.running import VIKTOR, RunningDesk
from tests.bot.waiting import with_a_ticket


async def asks_as_prospect(desk: RunningDesk, number: int = 1) -> Topic:
    """Stepan, whom nobody knows, has asked something."""
    await desk.stepan.writes("/start")
    await desk.chooses(desk.stepan, "Я ещё не клиент", "Согласен")
    await desk.stepan.sees("Как вас зовут")
    await desk.stepan.writes("Степан")
    await desk.stepan.sees("Как с вами связаться")
    await desk.stepan.writes("+7 900 000-00-00")
    await desk.stepan.sees("Какой у вас вопрос")
    await desk.stepan.writes("Переносите ли вы сайты бесплатно?")
    await desk.stepan.sees("Добавьте фото")
    await desk.stepan.presses("Без файлов")
    await desk.stepan.sees("Всё верно?")
    await desk.stepan.presses("Отправить")
    await desk.stepan.sees("записали ваш вопрос")
    topic = await desk.room.topic(f"№{number}")
    await desk.boris.sees("ещё не клиент", topic=topic)
    return topic


async def links(desk: RunningDesk, topic: Topic, words: str) -> str:
    await desk.boris.writes(f"/link {words}", topic=topic)
    page = await desk.boris.sees("или его сотрудник?", topic=topic)
    await desk.boris.presses("Да, связать", on=page)
    await desk.boris.sees("Борис: автор связан с клиентом", topic=topic)
    return page.text


async def test_1_2_4_a_prospect_becomes_a_client_and_their_ticket_gets_a_target(desk: RunningDesk) -> None:
    topic = await asks_as_prospect(desk)
    said = await links(desk, topic, "anna@example.com")
    assert "Степан – это клиент ООО Ромашка" in said
    assert "станет владельцем" in said
    told = await desk.stepan.sees("теперь вы пишете от ООО Ромашка")
    assert "Ваше обращение №1 дальше ведём как обращение клиента." in told.text
    card = await desk.boris.sees("Клиент: ООО Ромашка", topic=topic)
    assert "Первый ответ до 3 марта (среда), 12:00" in card.text
    await desk.stepan.writes("/services")
    await desk.stepan.sees("Хостинг Старт")
    await desk.boris.writes("Да, переносим", topic=topic)
    await desk.stepan.sees("Да, переносим")
    await desk.files(desk.stepan, subject="Перенос сайта")
    card = await desk.boris.sees("Перенос сайта", topic=await desk.room.topic("№2"))
    assert "ООО Ромашка" in card.text
    again = await desk.boris.presses("Да, связать", topic=topic)
    assert again.text == "Это уже сделано"
    await desk.boris.writes("/link c-2", topic=topic)
    await desk.boris.sees("уже относится к клиенту", topic=topic)


async def test_1_2_4_2_2_the_owner_is_told_and_ends_it_by_one_tap(desk: RunningDesk) -> None:
    await with_a_ticket(desk)
    topic = await asks_as_prospect(desk, 2)
    said = await links(desk, topic, "Ромашка")
    assert "Владелец (Анна Смирнова) сразу об этом узнает" in said
    told = await desk.anna.sees("Степан пишет нам от ООО Ромашка")
    await desk.stepan.writes("/ticket 1")
    await desk.stepan.sees("Обращения №1 здесь нет")
    await desk.anna.presses("Я не знаю этого человека", on=told)
    await desk.stepan.sees("больше не представляете ООО Ромашка")
    await desk.boris.sees("Владелец клиента (Анна Смирнова) не знает этого человека (Степан)", topic=topic)
    card = await desk.boris.sees("ещё не клиент", topic=topic)
    assert "Ромашка" not in card.text
    await desk.anna.writes("/ticket 2")
    await desk.anna.sees("Обращения №2 здесь нет")
    await desk.stepan.writes("/ticket 2")
    await desk.stepan.sees("Переносите ли вы сайты")
    late = await desk.anna.presses("Я не знаю этого человека", on=told)
    assert "больше нет доступа" in late.text


async def test_1_2_4_staff_take_a_wrong_link_back(desk: RunningDesk) -> None:
    topic = await asks_as_prospect(desk)
    await links(desk, topic, "Викторов")
    await desk.stepan.sees("теперь вы пишете от ИП Викторов")
    await desk.boris.writes("/unlink", topic=topic)
    await desk.boris.sees("связь отменена, Степан не относится к клиенту", topic=topic)
    await desk.stepan.sees("больше не представляете ИП Викторов")
    await desk.stepan.writes("/services")
    await desk.stepan.sees_nothing_of("Домен")
    await desk.boris.writes("/unlink", topic=topic)
    await desk.boris.sees("нет связи с клиентом", topic=topic)


async def test_1_2_4_who_proves_to_be_the_client_later_hears_who_is_there(desk: RunningDesk) -> None:
    topic = await asks_as_prospect(desk)
    await links(desk, topic, "Ромашка")
    await desk.signs_in(desk.anna, "anna@example.com")
    told = await desk.anna.sees("Степан уже пишет нам от ООО Ромашка", anywhere=True)
    await desk.anna.presses("Я не знаю этого человека", on=told)
    await desk.stepan.sees("больше не представляете ООО Ромашка")


async def test_1_2_4_several_none_and_bad_words(desk: RunningDesk) -> None:
    topic = await asks_as_prospect(desk)
    await desk.boris.writes("/link", topic=topic)
    await desk.boris.sees("С каким клиентом?", topic=topic)
    await desk.boris.writes("/link Сидоров", topic=topic)
    await desk.boris.sees("клиента не нашлось", topic=topic)
    await desk.boris.writes("/client", topic=topic)
    await desk.boris.sees("не относится к клиенту", topic=topic)
    await desk.boris.writes("/link example.com", topic=topic)
    asked = await desk.boris.sees("Кто имеется в виду", topic=topic)
    await desk.boris.presses("ИП Викторов", on=asked)
    await desk.boris.sees("Степан – это клиент ИП Викторов", topic=topic)


async def closes(work: Work, *, client: Client) -> None:
    await work.clients.replace([replace(client, closed=True)], [])


async def test_1_2_4_nobody_is_linked_to_a_client_that_is_closed(desk: RunningDesk) -> None:
    topic = await asks_as_prospect(desk)
    await desk.boris.writes("/link Викторов", topic=topic)
    asked = await desk.boris.sees("Степан – это клиент ИП Викторов", topic=topic)
    await desk.app.office.run(closes, client=VIKTOR)
    late = await desk.boris.presses("Да, связать", on=asked)
    assert "этот клиент закрыт" in late.text
    await desk.boris.writes("/link Викторов", topic=topic)
    await desk.boris.sees("этот клиент закрыт", topic=topic)
