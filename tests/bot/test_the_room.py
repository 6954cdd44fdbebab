"""The staff's room: who answers, what stays inside, what the client gets."""

from pathlib import Path

from simulator import Message, Topic
from simulator.errors import bad_request
from tests.bot.running import RunningDesk
from tests.bot.waiting import everything_is_sent
from tests.faults.desks import refuses


async def a_ticket(desk: RunningDesk) -> tuple[Topic, Message]:
    """Anna's ticket №1: its topic and its card."""
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    topic = await desk.room.topic("№1")
    return topic, await desk.boris.sees("Сайт не открывается", topic=topic)


async def test_the_first_to_answer_becomes_the_assignee(desk: RunningDesk) -> None:
    topic, card = await a_ticket(desk)
    await desk.boris.writes("Смотрим", topic=topic)
    await desk.anna.sees("Борис · обращение №1\nСмотрим")
    await desk.boris.sees("Ответственный: Борис", topic=topic, anywhere=True)
    shown = await desk.boris.looks_at(card)
    assert "Ответственный: Борис" in shown.text


async def test_what_a_colleague_says_stays_inside_and_is_marked_so(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await desk.boris.writes("Смотрим", topic=topic)
    await desk.anna.sees("Смотрим")
    inside = await desk.vera.writes("Это же старый сервер", topic=topic)
    await desk.vera.sees_reaction("✍", on=inside)
    await desk.boris.writes("Готово", topic=topic)
    await desk.anna.sees("Готово")
    await desk.anna.sees_nothing_of("старый сервер", anywhere=True)


async def test_a_colleagues_reply_to_the_client_goes_out(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await desk.boris.writes("Смотрим", topic=topic)
    await desk.anna.sees("Смотрим")
    await desk.anna.writes("Есть новости?")
    question = await desk.vera.sees("Есть новости?", topic=topic)
    await desk.vera.writes("Почти готово", topic=topic, reply_to=question)
    answer = await desk.anna.sees("Почти готово")
    assert answer.text.startswith("Вера")


async def test_notes_never_reach_the_client(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    for words in ("// клиент нервный", "/note перезвонит в пять"):
        note = await desk.boris.writes(words, topic=topic)
        await desk.boris.sees_reaction("✍", on=note)
    await desk.boris.writes("Добрый день", topic=topic)
    await desk.anna.sees("Добрый день")
    await desk.anna.sees_nothing_of("нервный", anywhere=True)
    await desk.anna.sees_nothing_of("перезвонит", anywhere=True)


async def test_an_unknown_command_stays_inside_and_is_told_so(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await desk.boris.writes("/slove", topic=topic)
    await desk.boris.sees("Команды /slove нет", topic=topic)
    await desk.anna.sees_nothing_of("slove", anywhere=True)


async def test_help_says_how_tickets_are_answered_here(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await desk.boris.writes("/help", topic=topic)
    told = await desk.boris.sees("Как здесь всё устроено", topic=topic)
    assert "читает то, что пишет ведущий" in told.text
    assert "/queue" in told.text
    await desk.boris.writes("/help", chat=desk.room)
    await desk.boris.sees("Как здесь всё устроено", chat=desk.room)
    await desk.anna.sees_nothing_of("Как здесь", anywhere=True)


async def test_help_in_a_plain_group_says_that_replies_are_read(plain_desk: RunningDesk) -> None:
    await plain_desk.boris.writes("/help", chat=plain_desk.room)
    told = await plain_desk.boris.sees("Как здесь всё устроено", chat=plain_desk.room)
    assert "в ответ на карточку" in told.text
    assert "ведущий" not in told.text


async def test_somebody_was_faster(desk: RunningDesk) -> None:
    _, card = await a_ticket(desk)
    await desk.boris.presses("Взять", on=card)
    answer = await desk.vera.forges_press("s:take:1", on=card)
    assert "ведёт Борис" in answer.text
    assert answer.show_alert


async def test_a_second_press_finds_it_so_already(desk: RunningDesk) -> None:
    _, card = await a_ticket(desk)
    await desk.boris.presses("Взять", on=card)
    answer = await desk.boris.forges_press("s:take:1", on=card)
    assert answer.text == "Это уже сделано"


async def test_a_staff_button_pressed_by_a_client_has_no_effect(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    page = await desk.anna.last()
    answer = await desk.anna.forges_press("s:solve:1", on=page)
    assert "устарела" in answer.text
    await desk.boris.writes("Смотрим", topic=topic)
    await desk.anna.sees("Смотрим")


async def test_an_employees_edit_reaches_the_client_but_cannot_become_a_note(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    answer = await desk.boris.writes("Смотрим", topic=topic)
    seen = await desk.anna.sees("Смотрим")
    await desk.boris.edits(answer, "Смотрим прямо сейчас")
    await desk.anna.sees("Смотрим прямо сейчас")
    await desk.boris.edits(answer, "// не вышло")
    await desk.boris.sees("правкой заметку", topic=topic)
    assert "прямо сейчас" in (await desk.anna.looks_at(seen)).text


async def test_a_reply_is_a_reply_on_the_other_side_too(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    asked = await desk.boris.writes("Какой у вас браузер?", topic=topic)
    seen = await desk.anna.sees("Какой у вас браузер?")
    await desk.anna.writes("Firefox", reply_to=seen)
    relayed = await desk.boris.sees("Firefox", topic=topic)
    assert relayed.reply_to == asked.message_id


async def test_files_go_both_ways(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await desk.boris.sends_document("report.pdf", b"%PDF", caption="Отчёт", topic=topic)
    assert (await desk.anna.sees("Отчёт", kind="document")).document
    await desk.anna.sends_voice()
    await desk.boris.sees(kind="voice", topic=topic)
    await desk.anna.sends_sticker()
    await desk.boris.sees(kind="sticker", topic=topic)


async def test_an_album_stays_an_album(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await desk.anna.sends_album(["photo", "photo", "photo"], caption="Три снимка")
    await desk.boris.sees("Три снимка", topic=topic)
    photos = [message for message in await topic.messages() if message.photo]
    assert len(photos) == 3


async def test_a_text_too_long_for_one_message_arrives_whole(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    story = "Очень длинная история. " * 178
    await desk.anna.writes(story[:4096])
    await desk.boris.sees("Очень длинная история", topic=topic)
    await desk.anna.writes("Это всё")
    await desk.boris.sees("Это всё", topic=topic)
    relayed = [m.text for m in await topic.messages() if "Очень длинная" in m.text]
    assert len(relayed) == 2
    assert "".join(relayed).count("история") == story[:4096].count("история")


async def test_the_client_sees_a_mark_when_staff_have_the_message(desk: RunningDesk) -> None:
    await a_ticket(desk)
    message = await desk.anna.writes("И ещё одно")
    await desk.anna.sees_reaction("👌", on=message)


async def test_an_anonymous_administrator_is_asked_for_a_name(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await desk.room.add(desk.vera, admin=True)
    await desk.vera.writes("Смотрим", topic=topic, anonymously=True)
    await desk.vera.sees("у ответа должен быть автор", topic=topic)
    await desk.anna.sees_nothing_of("Смотрим", anywhere=True)


async def test_a_solved_ticket_closes_its_topic_and_reopening_opens_it(desk: RunningDesk) -> None:
    topic, card = await a_ticket(desk)
    await desk.boris.writes("Готово", topic=topic)
    await desk.anna.sees("Готово")
    await desk.boris.presses("Решено", on=card)
    solved = await desk.anna.sees("решено. Сотрудник: Борис")
    await desk.sim.until(lambda: closed(desk, True))
    await desk.anna.presses("Открыть снова", on=solved)
    await desk.boris.sees("просит вернуться к обращению", topic=topic)
    await desk.sim.until(lambda: closed(desk, False))


async def closed(desk: RunningDesk, want: bool) -> bool:
    return (await desk.room.topic("№1")).closed is want


async def test_still_working_stops_the_silence_timer(desk: RunningDesk) -> None:
    topic, card = await a_ticket(desk)
    await desk.boris.writes("Смотрим", topic=topic)
    await desk.anna.sees("Смотрим")
    await desk.boris.presses("Ещё работаем", on=card)
    await desk.boris.sees("ещё работает: клиенту", topic=topic)
    await desk.passes(days=3)
    await desk.anna.writes("/tickets")
    await desk.anna.sees(button="Сайт не открывается – в работе")
    await desk.anna.sees_nothing_of("Мы ждём вашего ответа", anywhere=True)


async def test_waiting_needs_something_that_can_be_answered(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await desk.boris.writes("/wait", topic=topic)
    await desk.boris.sees("Сначала напишите ему", topic=topic)


async def test_a_command_outside_of_any_ticket_says_where_it_belongs(desk: RunningDesk) -> None:
    await desk.boris.writes("/solve", chat=desk.room)
    await desk.boris.sees("в теме обращения", chat=desk.room)


async def test_a_refusal_cites_its_clause_and_offers_an_appeal(desk: RunningDesk) -> None:
    topic, card = await a_ticket(desk)
    await desk.boris.presses("Отказать", on=card)
    grounds = await desk.boris.sees("По какой причине", topic=topic)
    await desk.boris.presses("4.2", on=grounds)
    await desk.boris.presses("Отправить", on=grounds)
    refused = await desk.anna.sees("п. 4.2 регламента")
    await desk.anna.presses("Пожаловаться", on=refused)
    await desk.anna.sees("Расскажите, пожалуйста, что случилось")
    await desk.anna.writes("Никто ничего не менял")
    await desk.anna.sees("Передать это руководству?")
    await desk.anna.presses("Отправить")
    await desk.anna.sees("Мы передаём это руководству")
    told = await desk.olga.sees("Жалоба: Анна")
    assert "обращение №1" in told.text
    await desk.olga.sees("Никто ничего не менял")


# --- what is not said by anybody -------------------------------------------------------------------


async def test_t9_what_telegram_says_in_a_topic_is_no_answer(desk: RunningDesk, tmp_path: Path) -> None:
    """A topic closed, opened or pinned by hand stops no clock, changes no status, and brings nobody an answer."""
    topic, card = await a_ticket(desk)
    await desk.boris.closes_topic(topic)
    await desk.boris.reopens_topic(topic)
    await desk.anna.writes("Есть кто-нибудь?")
    await desk.boris.sees("Есть кто-нибудь?", topic=topic)
    await everything_is_sent(desk, tmp_path)
    now = await desk.boris.looks_at(card)
    assert "Ответственный: пока никто" in now.text
    assert "Первый ответ до" in now.text
    await desk.anna.sees_nothing_of("Борис", anywhere=True)


async def test_the_bot_does_not_ask_itself_for_a_name(desk: RunningDesk, tmp_path: Path) -> None:
    """It closes and opens topics itself, and Telegram tells it so."""
    topic, _ = await a_ticket(desk)
    await desk.boris.writes("Готово", topic=topic)
    await desk.anna.sees("Готово")
    await desk.boris.writes("/solve", topic=topic)
    solved = await desk.anna.sees("решено")
    await everything_is_sent(desk, tmp_path)
    await desk.anna.presses("Открыть снова", on=solved)
    await desk.boris.sees("просит вернуться", topic=topic)
    await everything_is_sent(desk, tmp_path)
    methods = {call.method for call in desk.sim.ledger.calls}
    assert {"closeForumTopic", "reopenForumTopic"} <= methods
    note = await desk.boris.writes("// всё", topic=topic)
    await desk.boris.sees_reaction("✍", on=note)
    await everything_is_sent(desk, tmp_path)
    await desk.boris.sees_nothing_of("должен быть автор", topic=topic, anywhere=True)


async def test_a_reply_to_an_anonymous_colleague_stays_inside(desk: RunningDesk) -> None:
    topic, card = await a_ticket(desk)
    await desk.boris.presses("Взять", on=card)
    await desk.anna.sees("ведёт Борис")
    await desk.room.add(desk.vera, anonymous=True)
    aside = await desk.vera.writes("Между нами: он не платит", topic=topic, anonymously=True)
    await desk.boris.writes("Да, знаю", topic=topic, reply_to=aside)
    await desk.boris.writes("Здравствуйте, смотрим", topic=topic)
    await desk.anna.sees("Здравствуйте, смотрим")
    await desk.anna.sees_nothing_of("знаю", anywhere=True)


async def test_a_description_too_long_for_the_card_is_there_in_full(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    story = "Подробности. " * 300 + "Самое важное в конце"
    await desk.anna.writes("/new")
    await desk.chooses(desk.anna, "Хостинг", "Вопрос", "Не срочно")
    await desk.anna.sees("одной строкой")
    await desk.anna.writes("Длинная история")
    await desk.anna.sees("подробно")
    await desk.anna.writes(story)
    await desk.anna.sees("Добавьте фото")
    await desk.anna.presses("Без файлов")
    await desk.anna.sees("Всё верно?")
    await desk.anna.presses("Отправить")
    topic = await desk.room.topic("№1")
    await desk.boris.sees("Самое важное в конце", topic=topic, anywhere=True)


async def test_a_right_that_is_missing_for_one_thing_stops_nothing_else(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    fault = refuses(desk.sim, bad_request("not enough rights to close or open the topic"), "closeForumTopic", times=99)
    await desk.boris.writes("Готово", topic=topic)
    await desk.anna.sees("Готово")
    await desk.boris.writes("/solve", topic=topic)
    await desk.anna.sees("решено")
    await desk.sim.until(lambda: fault.met)
    await desk.files(desk.anna, subject="Второе обращение")
    await desk.boris.sees("Второе обращение", topic=await desk.room.topic("№2"))


async def test_the_tickets_of_somebody_who_left_can_be_taken(desk: RunningDesk) -> None:
    topic, card = await a_ticket(desk)
    await desk.boris.presses("Взять", on=card)
    await desk.anna.sees("ведёт Борис")
    await desk.boris.leaves(desk.room)
    await desk.vera.sees("освобождает обращение", topic=topic, anywhere=True)
    await desk.vera.writes("/take", topic=topic)
    await desk.anna.sees("ведёт Вера")
