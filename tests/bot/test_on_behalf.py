"""Staff file a ticket for a client who called or wrote (regulation 2.3, T9)."""

import dataclasses
from pathlib import Path

from desk.ids import ClientId
from desk.rules.people import Client, ClientCategory
from simulator import Chat, Message, Person, Topic
from tests.bot.running import ANNA as ROMASHKA
from tests.bot.running import CODE, SERVICES, VIKTOR, RunningDesk, replace, running_desk
from tests.bot.test_delegates import with_a_delegate
from tests.bot.test_linking import asks_as_prospect, links
from tests.bot.waiting import copies, with_a_ticket

PETROVS = [
    Client(ClientId(str(40 + number)), f"ИП Петров {letter}.", ClientCategory.INDIVIDUAL, f"p{number}@example.com")
    for number, letter in enumerate("АБВГДЕЖЗИК")
]


def buttons(page: Message) -> list[str]:
    return [words for row in page.buttons for words in row]


async def knows(desk: RunningDesk, *clients: Client) -> None:
    await desk.app.office.run(replace, clients=[ROMASHKA, VIKTOR, *clients], services=SERVICES)


async def fills_in(
    desk: RunningDesk,
    *,
    by: Person | None = None,
    chat: Chat | None = None,
    topic: Topic | int = 0,
    came: str = "11:20",
    service: str = "Хостинг",
    category: str = "Вопрос",
    urgency: str = "Не срочно",
) -> Message:
    """All questions of an entry that has just begun; the page before it is filed."""
    who, room = by or desk.boris, chat or desk.room
    await who.sees("Как пришла просьба", topic=topic, chat=room)
    await who.presses("По телефону", topic=topic, chat=room)
    page = await who.sees("Когда она пришла", topic=topic, chat=room)
    await who.writes(came, reply_to=page)
    if service:
        await who.sees("О какой услуге", topic=topic, chat=room)
        await who.presses(service, topic=topic, chat=room)
    return await fills_in_the_rest(desk, by=by, chat=chat, topic=topic, category=category, urgency=urgency)


async def fills_in_the_rest(
    desk: RunningDesk,
    *,
    by: Person | None = None,
    chat: Chat | None = None,
    topic: Topic | int = 0,
    category: str = "Вопрос",
    urgency: str = "Не срочно",
) -> Message:
    who, room = by or desk.boris, chat or desk.room
    await who.sees("О чём обращение", topic=topic, chat=room)
    await who.presses(category, topic=topic, chat=room)
    await who.sees("Насколько", topic=topic, chat=room)
    await who.presses(urgency, topic=topic, chat=room)
    page = await who.sees("Суть одной строкой", topic=topic, chat=room)
    await who.writes("Не приходит почта", reply_to=page)
    page = await who.sees("Опишите подробно", topic=topic, chat=room)
    await who.writes("С утра не приходят письма от банка.", reply_to=page)
    return await who.sees(button="Оформить", topic=topic, chat=room)


# --- filed for somebody ----------------------------------------------------------------------------


async def test_2_3_t9_a_client_who_called_is_told_at_once_and_takes_part(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.boris.writes("/onbehalf anna@example.com", chat=desk.room)
    page = await fills_in(desk)
    assert "Обращение за клиента: ООО Ромашка" in page.text
    assert "Когда пришло: 2 марта (вторник), 11:20 по Москве" in page.text
    assert "Первый ответ до 3 марта (среда), 11:20 по Москве" in page.text
    assert "Сразу узнает: Анна Смирнова." in page.text
    assert (await desk.boris.presses("Оформить", on=page)).text == "Готово"
    done = await desk.boris.sees("Обращение №1 «Не приходит почта» принято", chat=desk.room)
    assert done.message_id == page.message_id
    assert done.buttons == []
    assert "Анна Смирнова уже знает и участвует." in done.text
    told = await desk.anna.sees("Борис, наш сотрудник: для вас оформлено обращение №1 «Не приходит почта»")
    assert "по вашему звонку, 2 марта (вторник), 11:20 по Москве" in told.text
    assert "Первый ответ до 3 марта (среда), 11:20 по Москве" in told.text
    topic = await desk.room.topic("№1")
    card = await desk.boris.sees("Не приходит почта", topic=topic)
    assert "Оформление: Борис; По телефону, 2 марта (вторник), 11:20 по Москве" in card.text
    assert "Пишет: Анна Смирнова" in card.text
    await desk.anna.writes("И от налоговой тоже")
    await desk.boris.sees("И от налоговой тоже", topic=topic)
    await desk.boris.writes("Проверяем", topic=topic)
    await desk.anna.sees("Проверяем")
    card = await desk.boris.sees("Первый ответ дан", topic=topic)
    assert "40 мин рабочего времени" in card.text
    await desk.anna.writes("/tickets")
    await desk.anna.sees(button="Не приходит почта")


async def test_2_3_the_client_goes_on_by_the_buttons_of_the_notice(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.boris.writes("/onbehalf c-1", chat=desk.room)
    page = await fills_in(desk)
    await desk.boris.presses("Оформить", on=page)
    told = await desk.anna.sees("для вас оформлено обращение №1")
    await desk.anna.presses("К обращению", on=told)
    shown = await desk.anna.sees("С утра не приходят письма от банка.")
    assert "№1" in shown.text
    await desk.anna.presses("Дописать", on=told)
    await desk.anna.sees("№1")
    await desk.anna.writes("Ещё одно")
    await desk.boris.sees("Ещё одно", topic=await desk.room.topic("№1"))


async def test_2_3_a_client_who_is_not_in_telegram_sees_it_once_they_sign_in(desk: RunningDesk) -> None:
    await desk.boris.writes("/onbehalf Ромашки", chat=desk.room)
    page = await fills_in(desk)
    assert "Клиента нет в Telegram: сообщите ему номер обращения сами." in page.text
    await desk.boris.presses("Оформить", on=page)
    await desk.boris.sees("Клиента нет в Telegram: ответы здесь до него не дойдут", chat=desk.room)
    topic = await desk.room.topic("№1")
    await desk.boris.sees("Клиента нет в Telegram", topic=topic)
    await desk.boris.writes("Перезвоните нам, пожалуйста", topic=topic)
    await desk.boris.sees("клиента нет в Telegram. Ответ ушёл письмом: a***@example.com", topic=topic)
    mail = await desk.sim.mail_to("anna@example.com")
    assert "Перезвоните нам, пожалуйста" in mail.text
    await desk.passes(hours=20)
    await desk.signs_in(desk.anna, "anna@example.com")
    told = await desk.anna.sees("для вас оформлено обращение №1", anywhere=True)
    assert "Первый ответ" not in told.text
    await desk.anna.writes("/tickets")
    await desk.anna.sees(button="Не приходит почта")
    await desk.anna.writes("/ticket 1")
    await desk.anna.sees("С утра не приходят письма от банка.")
    await desk.anna.writes("Спасибо, что записали, но вот ещё одна подробность")
    await desk.boris.sees("вот ещё одна подробность", topic=topic)
    assert not await copies(desk.anna.chat, "Перезвоните нам")
    (card,) = await copies(topic, "С утра не приходят")
    assert "Клиента нет" not in card.text


async def test_2_3_answers_that_reached_nobody_are_told_once_somebody_is_there(desk: RunningDesk) -> None:
    await knows(desk, Client(ClientId("c-9"), "ИП Без Почты", ClientCategory.INDIVIDUAL, phone="+7 495 111-22-33"))
    await desk.boris.writes("/onbehalf 495 111 22 33", chat=desk.room)
    page = await fills_in(desk, service="")
    await desk.boris.presses("Оформить", on=page)
    topic = await desk.room.topic("№1")
    said = await desk.boris.writes("Перезвоните нам, пожалуйста", topic=topic)
    missed = await desk.boris.sees("Не доставлено: клиента нет в Telegram. Адрес его почты неизвестен.", topic=topic)
    assert missed.reply_to == said.message_id
    await desk.passes(days=4)
    prospects = await asks_as_prospect(desk, 2)
    await links(desk, prospects, "Без Почты")
    await desk.stepan.sees("подтвердите кодом по почте", anywhere=True)
    await desk.stepan.sees_nothing_of("для вас оформлено", anywhere=True)
    await knows(desk, Client(ClientId("c-9"), "ИП Без Почты", ClientCategory.INDIVIDUAL, "nine@example.com"))
    await desk.stepan.writes("/signin")
    await desk.stepan.sees("адрес почты")
    await desk.stepan.writes("nine@example.com")
    found = CODE.search((await desk.sim.mail_to("nine@example.com")).text)
    assert found
    await desk.stepan.writes(found[1])
    await desk.stepan.sees("для вас оформлено обращение №1", anywhere=True)
    await desk.stepan.sees("Перезвоните нам, пожалуйста", anywhere=True)
    await desk.boris.sees_reaction("👌", on=said)


async def test_2_3_a_delegate_who_sees_all_reads_it_where_no_owner_is(desk: RunningDesk) -> None:
    _, pyotr = await with_a_delegate(desk)
    await desk.boris.writes("/onbehalf c-1", chat=desk.room)
    await desk.boris.sees("Как пришла просьба", chat=desk.room)
    await desk.boris.presses("Письмом", chat=desk.room)
    await desk.boris.sees("Когда она пришла", chat=desk.room)
    await desk.boris.presses("Только что", chat=desk.room)
    asked = await desk.boris.sees("Кто просит?", chat=desk.room)
    assert buttons(asked)[:3] == ["Анна Смирнова", "Пётр", "Кто-то другой"]
    await desk.boris.presses("Пётр", chat=desk.room)
    await desk.boris.presses("Хостинг", chat=desk.room)
    page = await fills_in_the_rest(desk)
    assert "Кто просит: Пётр" in page.text
    await desk.boris.presses("Оформить", on=page)
    await pyotr.sees("для вас оформлено обращение №2 «Не приходит почта» по вашему письму")
    await desk.anna.sees_nothing_of("для вас оформлено", anywhere=True)
    card = await desk.boris.sees("Не приходит почта", topic=await desk.room.topic("№2"))
    assert "Пишет: Пётр" in card.text
    await desk.anna.writes("/ticket 2")
    await desk.anna.sees("Не приходит почта")


async def test_t9_what_staff_open_for_themselves_has_no_clock_and_no_reader(desk: RunningDesk) -> None:
    await desk.boris.writes("/onbehalf", chat=desk.room)
    asked = await desk.boris.sees("За кого?", chat=desk.room)
    await desk.boris.presses("Для нас самих", on=asked)
    page = await fills_in_the_rest(desk, category="Другое")
    assert "Обращение для нас самих" in page.text
    assert "Снаружи это обращение никто не видит." in page.text
    await desk.boris.presses("Оформить", on=page)
    topic = await desk.room.topic("№1")
    card = await desk.boris.sees("Для нас самих; оформление: Борис", topic=topic)
    assert "Первый ответ: срок не установлен" in card.text
    said = await desk.boris.writes("Заказал диск", topic=topic)
    await desk.boris.sees_reaction("✍", on=said)
    for words in ("/clarify какой диск?", "/refuse не будем", "/paid 100 диск", "/wait", "/by завтра 15:00"):
        await desk.boris.writes(words, topic=topic)
        await desk.boris.sees("клиента, который это прочёл бы, в нём нет", topic=topic)
    await desk.boris.writes("/block спам", topic=topic)
    await desk.boris.sees("блокировать некого", topic=topic)
    await desk.passes(days=10)
    await desk.boris.sees_nothing_of("скоро", topic=topic, anywhere=True)
    await desk.boris.writes("/solve", topic=topic)
    await desk.boris.sees("решено", topic=topic)
    await desk.boris.sees_nothing_of("Не доставлено", topic=topic, anywhere=True)
    await desk.olga.sees_nothing_of("№1", anywhere=True)


# --- who is meant ----------------------------------------------------------------------------------


async def test_2_3_of_several_a_page_is_offered(desk: RunningDesk) -> None:
    await knows(desk, *PETROVS)
    await desk.boris.writes("/onbehalf Петрову", chat=desk.room)
    asked = await desk.boris.sees("Кто имеется в виду под «Петрову»?", chat=desk.room)
    assert "Есть ещё 2 клиента: уточните запрос." in asked.text
    assert len(buttons(asked)) == 9
    assert buttons(asked)[0] == "ИП Петров А. · p0@example.com"
    await desk.boris.presses("ИП Петров Б.", on=asked)
    await desk.boris.sees("Обращение за клиента: ИП Петров Б.", chat=desk.room)
    await desk.boris.presses("Отмена", chat=desk.room)
    await desk.boris.sees("ничего не оформлено", chat=desk.room)
    await desk.boris.writes("/onbehalf 42", chat=desk.room)
    await desk.boris.sees("Обращение за клиента: ИП Петров В.", chat=desk.room)


async def test_2_3_whom_nobody_knows_and_hostile_names_are_answered(desk: RunningDesk) -> None:
    await knows(desk, Client(ClientId("x:<b>&\u202e"), "<b>Злой\u202e & Ко</b>", ClientCategory.PARTNER))
    for typed in ("Сидоров", "<script>", "%", "x" * 3000, "'; DROP TABLE clients; --"):
        await desk.boris.writes(f"/onbehalf {typed}", chat=desk.room)
        await desk.boris.sees("клиента не нашлось", chat=desk.room)
    await desk.boris.writes("/onbehalf злой", chat=desk.room)
    page = await desk.boris.sees("<b>Злой", chat=desk.room)
    assert "Как пришла просьба" in page.text


async def test_2_3_nothing_is_filed_for_a_client_who_is_closed(desk: RunningDesk) -> None:
    open_one, closed = PETROVS[0], dataclasses.replace(PETROVS[1], closed=True)
    await knows(desk, open_one, closed)
    await desk.boris.writes("/onbehalf Петрову", chat=desk.room)
    await desk.boris.sees("Обращение за клиента: ИП Петров А.", chat=desk.room)
    page = await fills_in(desk, service="")
    await knows(desk, dataclasses.replace(open_one, closed=True), closed)
    refused = await desk.boris.presses("Оформить", on=page)
    assert refused.text == "Этого клиента больше нет в панели."
    await desk.boris.presses("Отмена", chat=desk.room)
    await desk.boris.sees("ничего не оформлено", chat=desk.room)
    await desk.boris.writes("/onbehalf p1@example.com", chat=desk.room)
    await desk.boris.sees("Этого клиента больше нет в панели", chat=desk.room)
    assert await desk.app.office.look(lambda work: work.tickets.of_client(open_one.id)) == []


async def test_2_3_in_a_ticket_its_client_is_offered(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.boris.writes("/onbehalf", topic=topic)
    asked = await desk.boris.sees("За кого?", topic=topic)
    assert buttons(asked) == ["ООО Ромашка · anna@example.com", "Для нас самих"]
    await desk.boris.presses("ООО Ромашка", on=asked)
    page = await fills_in(desk, topic=topic)
    await desk.boris.presses("Оформить", on=page)
    await desk.anna.sees("для вас оформлено обращение №2")
    assert not await copies(desk.anna.chat, "11:20\n")


async def test_2_3_a_client_gets_nothing_of_it(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.anna.writes("/onbehalf viktor@example.com")
    await desk.anna.sees("Команды /onbehalf нет")
    await desk.anna.sees_nothing_of("Викторов", anywhere=True)


# --- the entry is the employee's own ---------------------------------------------------------------


async def test_2_3_nobody_elses_words_fall_into_it_and_a_restart_changes_nothing(plain_desk: RunningDesk) -> None:
    desk = plain_desk
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.boris.writes("/onbehalf Ромашка", chat=desk.room)
    asked = await desk.boris.sees("Как пришла просьба", chat=desk.room)
    foreign = await desk.vera.presses("По телефону", on=asked)
    assert "его оформляет коллега" in foreign.text
    await desk.boris.presses("По телефону", on=asked)
    page = await desk.boris.sees("Когда она пришла", chat=desk.room)
    await desk.vera.writes("9:00", reply_to=page)
    await desk.vera.writes("10:00", chat=desk.room)
    await desk.restart()
    await desk.boris.writes("вчера 17:30", chat=desk.room)
    await desk.boris.sees("О какой услуге", chat=desk.room)
    await desk.boris.presses("Хостинг", chat=desk.room)
    page = await fills_in_the_rest(desk)
    assert "Когда пришло: 1 марта (понедельник), 17:30 по Москве" in page.text
    await desk.restart()
    await desk.boris.presses("Оформить", on=page)
    again = await desk.boris.presses("Оформить", on=page) if (await desk.boris.looks_at(page)).buttons else None
    assert again is None or "уже оформлено" in again.text
    await desk.anna.sees("для вас оформлено обращение №1")
    assert len(await copies(desk.anna.chat, "для вас оформлено")) == 1


async def test_2_3_two_employees_fill_in_their_own_entries_side_by_side(desk: RunningDesk) -> None:
    await desk.boris.writes("/onbehalf c-1", chat=desk.room)
    his = await desk.boris.sees("Обращение за клиента: ООО Ромашка", chat=desk.room)
    await desk.vera.writes("/onbehalf c-2", chat=desk.room)
    hers = await desk.vera.sees("Обращение за клиента: ИП Викторов", chat=desk.room)
    assert "его оформляет коллега" in (await desk.vera.presses("Письмом", on=his)).text
    await desk.vera.presses("Письмом", on=hers)
    await desk.vera.sees("Когда она пришла", chat=desk.room)
    assert "Как пришла просьба" in (await desk.boris.looks_at(his)).text


async def test_2_3_cancel_and_a_second_command_lose_nothing(desk: RunningDesk) -> None:
    await desk.boris.writes("/onbehalf c-1", chat=desk.room)
    first = await desk.boris.sees("Как пришла просьба", chat=desk.room)
    await desk.boris.presses("Лично", on=first)
    await desk.boris.sees("Когда она пришла", chat=desk.room)
    await desk.boris.writes("/queue", chat=desk.room)
    await desk.boris.sees("Открытых обращений здесь нет", chat=desk.room)
    await desk.boris.writes("/onbehalf viktor@example.com", chat=desk.room)
    page = await desk.boris.sees("Это обращение вы начали раньше", chat=desk.room)
    assert "ООО Ромашка" in page.text
    assert "Когда она пришла" in page.text
    assert "изменились" in (await desk.boris.presses("Только что", on=first)).text
    await desk.boris.writes("/cancel", chat=desk.room)
    await desk.boris.sees("ничего не оформлено", chat=desk.room)
    await desk.boris.writes("/cancel", chat=desk.room)
    await desk.boris.sees("Отменять нечего", chat=desk.room)
    assert "уже оформлено" in (await desk.boris.presses("Только что", on=page)).text


async def test_2_3_bad_times_and_bad_input_get_a_clear_answer(desk: RunningDesk) -> None:
    await desk.boris.writes("/onbehalf c-1", chat=desk.room)
    await desk.boris.sees("Как пришла просьба", chat=desk.room)
    await desk.boris.presses("Иначе", chat=desk.room)
    page = await desk.boris.sees("Когда она пришла", chat=desk.room)
    for typed, answer in [
        ("давно", "Не получается прочитать время"),
        ("вчера", "Не хватает часа"),
        ("23:59", "ещё не наступило"),
        ("01.01.2027 10:00", "больше 30 дней назад"),
        ("x" * 4000, "Не получается прочитать время"),
    ]:
        await desk.boris.writes(typed, reply_to=page)
        page = await desk.boris.sees(answer, chat=desk.room)
        assert "Когда она пришла" in page.text
    await desk.boris.sends_sticker(reply_to=page)
    page = await desk.boris.sees("Ответьте, пожалуйста, словами", chat=desk.room)
    await desk.boris.presses("Только что", on=page)
    asked = await desk.boris.sees("О какой услуге", chat=desk.room)
    await desk.boris.writes("Хостинг", reply_to=asked)
    await desk.boris.sees("Выберите", chat=desk.room)
    await desk.boris.presses("Назад", chat=desk.room)
    kept = await desk.boris.sees("Когда она пришла", chat=desk.room)
    assert "Сейчас: 2 марта (вторник), 12:00 по Москве" in kept.text


async def test_2_3_in_a_topic_only_a_reply_to_the_page_is_the_entrys(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.boris.writes("/take", topic=topic)
    await desk.anna.sees("обращение №1 теперь ведёт Борис")
    await desk.boris.writes("/onbehalf c-1", topic=topic)
    await desk.boris.sees("Как пришла просьба", topic=topic)
    await desk.boris.presses("Лично", topic=topic)
    await desk.boris.sees("Когда она пришла", topic=topic)
    await desk.boris.writes("Смотрим, что с сайтом", topic=topic)
    await desk.anna.sees("Смотрим, что с сайтом")


async def test_2_3_a_reply_to_a_page_that_is_over_or_a_colleagues_reaches_no_client(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.vera.writes("/take", topic=topic)
    await desk.anna.sees("обращение №1 теперь ведёт Вера")
    await desk.boris.writes("/onbehalf", topic=topic)
    listed = await desk.boris.sees("За кого?", topic=topic)
    await desk.vera.writes("тайна Викторова", reply_to=listed)
    await desk.vera.sees("ваших слов клиент не видел", topic=topic)
    await desk.boris.writes("/onbehalf c-2", topic=topic)
    page = await desk.boris.sees("Обращение за клиента: ИП Викторов", topic=topic)
    await desk.vera.writes("тайна Викторова", reply_to=page)
    await desk.vera.sees("её заполняет коллега", topic=topic)
    await desk.boris.writes("/release", topic=topic)
    await desk.vera.writes("/release", topic=topic)
    await desk.boris.writes("/onbehalf", chat=desk.room)
    await desk.boris.sees("Это обращение вы начали раньше", chat=desk.room)
    await desk.restart()
    await desk.boris.writes("тайна Викторова", reply_to=page)
    await desk.boris.sees("Эта страница уже закрыта", topic=topic)
    await desk.boris.writes("/cancel", chat=desk.room)
    await desk.boris.sees("ничего не оформлено", chat=desk.room)
    await desk.boris.sends_photo(caption="тайна Викторова", reply_to=page)
    await desk.boris.sees("Эта страница уже закрыта", topic=topic)
    await desk.boris.writes("Смотрим", topic=topic)
    await desk.anna.sees("Смотрим")
    await desk.anna.sees_nothing_of("Викторова", anywhere=True)


async def test_2_3_the_last_page_can_be_changed(desk: RunningDesk) -> None:
    await desk.boris.writes("/onbehalf c-1", chat=desk.room)
    page = await fills_in(desk)
    await desk.boris.presses("Изменить", on=page)
    changing = await desk.boris.sees("Что изменить", chat=desk.room)
    await desk.boris.presses("Суть", on=changing)
    asked = await desk.boris.sees("Суть одной строкой", chat=desk.room)
    assert "Сейчас: Не приходит почта" in asked.text
    await desk.boris.writes("Почта <b>не</b> приходит", reply_to=asked)
    page = await desk.boris.sees("Почта <b>не</b> приходит", chat=desk.room)
    await desk.boris.presses("Оформить", on=page)
    await desk.boris.sees("Почта <b>не</b> приходит", topic=await desk.room.topic("№1"))


# --- paid ------------------------------------------------------------------------------------------


async def test_2_4_staff_accept_no_price_for_the_client(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.boris.writes("/onbehalf c-1", chat=desk.room)
    page = await fills_in(desk, service="не об услуге", category="сломалось")
    assert "Платно" in page.text
    assert "Согласиться с ценой может только клиент" in page.text
    await desk.boris.presses("Оформить", on=page)
    told = await desk.anna.sees("для вас оформлено обращение №1")
    assert "Платн" in told.text
    topic = await desk.room.topic("№1")
    card = await desk.boris.sees("Не приходит почта", topic=topic)
    assert "Цены пока нет" in card.text
    await desk.boris.writes("/paid 1500 настройка", topic=topic)
    offer = await desk.anna.sees("Работа по обращению №1")
    await desk.anna.presses("Согласиться", on=offer)
    await desk.boris.sees("согласи", topic=topic)


async def test_2_4_outside_hours_it_waits_for_the_opening_and_is_free(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.passes(hours=8)
    await desk.boris.writes("/onbehalf c-1", chat=desk.room)
    page = await fills_in(desk, came="19:30")
    assert "ждёт открытия" in page.text
    await desk.boris.presses("Оформить", on=page)
    told = await desk.anna.sees("для вас оформлено обращение №1")
    assert "Сейчас мы не работаем" in told.text


# --- in English ------------------------------------------------------------------------------------


async def test_2_3_the_same_in_english(tmp_path: Path) -> None:
    async with running_desk(tmp_path, LANGUAGE="en") as desk:
        await desk.boris.writes("/onbehalf anna@example.com", chat=desk.room)
        await desk.boris.sees("How did the request come?", chat=desk.room)
        await desk.boris.presses("By mail", chat=desk.room)
        page = await desk.boris.sees("When did it come?", chat=desk.room)
        await desk.boris.writes("yesterday 17:30", reply_to=page)
        await desk.boris.sees("Which service is it about?", chat=desk.room)
