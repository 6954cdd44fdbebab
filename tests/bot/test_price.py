"""A paid ticket: offer, acceptance, payment; waived, declined, named anew (regulation 2.4, T19, T26)."""

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


async def offered(desk: RunningDesk, topic: Topic, words: str = "/paid 1500 перенос сайта") -> Message:
    await desk.boris.writes(words, topic=topic)
    await desk.boris.sees("предлагает клиенту цену", topic=topic)
    return await desk.anna.sees("Работа по обращению №1")


async def accepted(desk: RunningDesk, topic: Topic) -> None:
    await desk.anna.presses("Согласиться", on=await offered(desk, topic))
    await desk.boris.sees("согласен с ценой", topic=topic)


async def test_2_4_a_price_is_offered_accepted_awaited_and_paid(desk: RunningDesk) -> None:
    topic = await filed(desk)
    offer = await offered(desk, topic, "/paid 1500 перенос сайта\nсчёт № 17")
    assert "стоит 1\u00a0500\u00a0₽" in offer.text
    assert "За что: перенос сайта" in offer.text
    assert "Счёт: счёт № 17" in offer.text
    assert buttons(offer) == ["Согласиться", "Отказаться"]
    await desk.boris.sees("не начинайте, пока клиент не согласится", topic=topic, anywhere=True)
    said = await desk.anna.presses("Согласиться", on=offer)
    assert said.text == "Готово"
    await desk.anna.sees("Теперь сотрудники могут начать")
    await desk.boris.sees("Можно начинать", topic=topic)
    await desk.boris.presses("Ждём оплаты", topic=topic)
    waits = await desk.anna.sees("ждёт вашей оплаты: 1\u00a0500\u00a0₽")
    assert "Счёт: счёт № 17" in waits.text
    await desk.boris.presses("Оплачено", topic=topic)
    await desk.anna.sees("Ваша оплата по обращению №1 пришла")
    await desk.boris.sees("перенос сайта – оплачено", topic=topic)
    await desk.anna.writes("/tickets")
    await desk.anna.sees("Ваши обращения")
    await desk.anna.presses("№1")
    await desk.anna.sees("Цена: 1\u00a0500\u00a0₽ – оплачено")


async def test_2_4_a_second_press_and_an_old_button_change_nothing_and_say_so(desk: RunningDesk) -> None:
    topic = await filed(desk)
    offer = await offered(desk, topic)
    await desk.anna.presses("Согласиться", on=offer)
    assert (await desk.anna.presses("Согласиться", on=offer)).text == "Это уже сделано"
    late = await desk.anna.presses("Отказаться", on=offer)
    assert "С ценой уже согласились" in late.text
    assert late.show_alert


async def test_2_4_a_price_that_changed_meanwhile_cannot_be_accepted_by_its_old_button(desk: RunningDesk) -> None:
    topic = await filed(desk)
    first = await offered(desk, topic)
    second = await offered(desk, topic, "/paid 1750,50 перенос сайта и почты")
    assert "1\u00a0750,50\u00a0₽" in second.text
    assert "Цена тем временем изменилась" in (await desk.anna.presses("Согласиться", on=first)).text
    await desk.anna.presses("Согласиться", on=second)
    await desk.boris.sees("согласен с ценой: 1\u00a0750,50\u00a0₽", topic=topic)


async def test_2_4_a_client_who_declines_pays_nothing_and_staff_are_told_what_they_can_do(desk: RunningDesk) -> None:
    topic = await filed(desk)
    await desk.anna.presses("Отказаться", on=await offered(desk, topic))
    await desk.anna.sees("Вы отказались от цены")
    await desk.boris.sees("не согласен с ценой", topic=topic)
    again = await offered(desk, topic, "/paid 900 перенос сайта")
    await desk.anna.presses("Согласиться", on=again)
    await desk.boris.sees("согласен с ценой: 900\u00a0₽", topic=topic)


async def test_2_4_a_waived_ticket_is_free_and_its_reason_stays_inside(desk: RunningDesk) -> None:
    topic = await filed(desk)
    offer = await offered(desk, topic)
    await desk.vera.writes("/waive наша ошибка", topic=topic)
    await desk.boris.sees("Вера не берёт оплату: наша ошибка", topic=topic, anywhere=True)
    told = await desk.anna.sees("платить ничего не нужно")
    assert "ошибка" not in told.text
    assert "Платить здесь уже ничего не нужно" in (await desk.anna.presses("Согласиться", on=offer)).text
    await desk.vera.writes("/waive ещё раз", topic=topic)
    await desk.vera.sees("и так бесплатное", topic=topic)


async def test_2_4_a_ticket_filed_as_paid_says_that_work_waits_and_can_be_waived_before_a_price(
    desk: RunningDesk,
) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.passes(hours=8)
    await desk.anna.writes("/new")
    await desk.chooses(desk.anna, "Хостинг", "Вопрос", "Не срочно")
    await desk.anna.sees("одной строкой")
    await desk.anna.writes("Почта")
    await desk.anna.sees("подробно")
    await desk.anna.writes("Подробное описание того, что случилось.")
    await desk.chooses(desk.anna, "Без файлов", "Сейчас, это платно")
    topic = await desk.room.topic("№1")
    await desk.boris.sees("Цены пока нет. Работа – после согласия клиента с ценой.", topic=topic)
    await desk.boris.writes("/waive постоянный клиент", topic=topic)
    await desk.anna.sees("платить ничего не нужно")
    await desk.boris.sees("Цена: оплату не берём (постоянный клиент)", topic=topic)


async def test_2_4_what_is_no_price_gets_a_clear_answer_and_nothing_reaches_the_client(desk: RunningDesk) -> None:
    topic = await filed(desk)
    for typed, answer in [
        ("/paid", "Напишите цену и за что она"),
        ("/paid сайт", "Сначала цена числом"),
        ("/paid 1 500 перенос", "можно прочесть по-разному"),
        ("/paid 1500", "Клиент должен прочесть"),
        ("/paid 0 перенос", "напишите /waive"),
        ("/waive", "Напишите почему"),
    ]:
        await desk.boris.writes(typed, topic=topic)
        await desk.boris.sees(answer, topic=topic)
    await desk.anna.sees_nothing_of("стоит", anywhere=True)


async def test_2_4_a_button_on_the_card_says_how_to_name_a_price(desk: RunningDesk) -> None:
    topic = await filed(desk)
    await desk.boris.presses("Ещё…", topic=topic)
    await desk.boris.presses("Цена…", topic=topic)
    await desk.boris.sees("1500 перенос сайта", topic=topic)


async def test_2_4_in_a_plain_group_a_price_is_a_reply_to_the_card(plain_desk: RunningDesk) -> None:
    desk = plain_desk
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    card = await desk.boris.sees("Сайт не открывается", chat=desk.room)
    await desk.boris.writes("/paid 1500 перенос", reply_to=card)
    await desk.anna.presses("Согласиться", on=await desk.anna.sees("Работа по обращению №1"))
    await desk.boris.sees("согласен с ценой", chat=desk.room)


async def test_t19_an_offer_starts_no_silence_timer(desk: RunningDesk) -> None:
    topic = await filed(desk)
    await offered(desk, topic)
    await desk.passes(days=5)
    await desk.anna.writes("/tickets")
    await desk.anna.sees(button="новое")
    await desk.anna.sees_nothing_of("Мы ждём вашего ответа", anywhere=True)


async def test_t26_waiting_for_payment_never_closes_by_silence(desk: RunningDesk) -> None:
    topic = await filed(desk)
    await accepted(desk, topic)
    await desk.boris.presses("Ждём оплаты", topic=topic)
    await desk.anna.sees("ждёт вашей оплаты")
    answer = await desk.boris.writes("Готово, проверьте", topic=topic)
    await desk.boris.sees_reaction("👌", on=answer)
    await desk.passes(days=1)
    await desk.passes(days=4)
    await desk.anna.writes("/tickets")
    await desk.anna.sees(button="ждём вашего ответа")
    await desk.anna.sees_nothing_of("НЕАКТИВНО", anywhere=True)
    await desk.boris.presses("Оплачено", topic=topic)
    await desk.anna.sees("оплата по обращению №1 пришла")


async def test_t26_a_wait_that_runs_ends_when_a_payment_is_awaited(desk: RunningDesk) -> None:
    topic = await filed(desk)
    await accepted(desk, topic)
    answer = await desk.boris.writes("Готово, проверьте", topic=topic)
    await desk.boris.sees_reaction("👌", on=answer)
    await desk.boris.presses("Ждём оплаты", topic=topic)
    await desk.anna.sees("ждёт вашей оплаты")
    await desk.passes(days=5)
    await desk.anna.sees_nothing_of("НЕАКТИВНО", anywhere=True)
    await desk.anna.sees_nothing_of("Мы ждём вашего ответа", anywhere=True)


async def test_2_4_accepting_ends_a_wait_for_the_client(desk: RunningDesk) -> None:
    topic = await filed(desk)
    answer = await desk.boris.writes("Перенести за деньги?", topic=topic)
    await desk.boris.sees_reaction("👌", on=answer)
    await accepted(desk, topic)
    await desk.passes(days=5)
    await desk.anna.writes("/tickets")
    await desk.anna.sees(button="в работе")


async def test_2_4_a_payment_may_come_after_the_ticket_is_solved(desk: RunningDesk) -> None:
    topic = await filed(desk)
    await accepted(desk, topic)
    await desk.boris.writes("/solve", topic=topic)
    await desk.anna.sees("решено. Сотрудник")
    await desk.boris.presses("Оплачено", topic=topic)
    await desk.anna.sees("оплата по обращению №1 пришла")
    news = await desk.boris.sees("оплата пришла", topic=topic)
    assert "уже оплачено" in (await desk.boris.forges_press("c:awaiting:1", on=news)).text


async def test_2_4_an_ended_ticket_gets_no_price_and_an_old_offer_is_void(plain_desk: RunningDesk) -> None:
    desk = plain_desk
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    card = await desk.boris.sees("Сайт не открывается", chat=desk.room)
    await desk.boris.writes("/paid 1500 перенос", reply_to=card)
    offer = await desk.anna.sees("Работа по обращению №1")
    await desk.boris.writes("/solve", reply_to=card)
    await desk.anna.sees("решено. Сотрудник")
    assert "решено" in (await desk.anna.presses("Согласиться", on=offer)).text
    await desk.boris.writes("/paid 100 ещё", reply_to=card)
    await desk.boris.sees("Сейчас так не получится", chat=desk.room)


async def test_2_4_a_strangers_forged_press_accepts_nothing(desk: RunningDesk) -> None:
    topic = await filed(desk)
    await offered(desk, topic)
    await desk.stepan.writes("/start")
    page = await desk.stepan.sees("служба поддержки")
    said = await desk.stepan.forges_press("a:accept:1", on=page)
    assert "здесь нет" in said.text
    await desk.boris.sees_nothing_of("согласен", topic=topic)


async def test_2_4_staff_are_told_of_an_offer_that_does_not_arrive(desk: RunningDesk) -> None:
    topic = await filed(desk)
    await desk.anna.blocks_bot()
    await desk.boris.writes("/paid 1500 перенос", topic=topic)
    await desk.boris.sees("клиент заблокировал бота", topic=topic)


async def test_2_4_a_price_outlives_a_restart(desk: RunningDesk) -> None:
    topic = await filed(desk)
    offer = await offered(desk, topic)
    await desk.restart()
    await desk.anna.presses("Согласиться", on=offer)
    await desk.boris.sees("согласен с ценой: 1\u00a0500\u00a0₽", topic=topic)
