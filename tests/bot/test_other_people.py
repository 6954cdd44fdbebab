"""A client without an active service, a stranger, others' tickets, other languages, the manager."""

from pathlib import Path

from simulator import Person
from tests.bot.running import RunningDesk, running_desk


async def test_1_7_without_an_active_service_a_ticket_is_discretionary_and_staff_see_it(desk: RunningDesk) -> None:
    await desk.signs_in(desk.viktor, "viktor@example.com")
    filed = await desk.files(desk.viktor, service="Домен", subject="Вернуть домен")
    assert "Первый ответ до" not in filed.text
    assert "сейчас не оплачена" in filed.text
    topic = await desk.room.topic("№1")
    card = await desk.boris.sees("На усмотрение", topic=topic)
    assert "Домен – срок истёк" in card.text
    assert "срок не установлен" in card.text


async def test_1_5_2_an_expired_service_makes_the_ticket_discretionary_though_another_is_active(
    desk: RunningDesk,
) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna, service="Сайт-витрина")
    card = await desk.boris.sees("На усмотрение", topic=await desk.room.topic("№1"))
    assert "Сайт-витрина – срок истёк" in card.text


async def test_a_stranger_has_a_short_way_in(desk: RunningDesk) -> None:
    stepan = desk.stepan
    await stepan.writes("/start")
    await stepan.sees(button="Я ещё не клиент")
    await stepan.presses("Я ещё не клиент")
    await stepan.sees("Вы согласны?")
    await stepan.presses("Согласен")
    await stepan.sees("Как вас зовут")
    await stepan.writes("Степан Степанов")
    await stepan.sees("Как с вами связаться")
    await stepan.writes("+7 916 000-00-00")
    await stepan.sees("Какой у вас вопрос")
    await stepan.writes("Сколько стоит хостинг?")
    await stepan.sees("Добавьте фото")
    await stepan.presses("Без файлов")
    page = await stepan.sees("Всё верно?")
    assert "срок обещать не можем" in page.text
    await stepan.presses("Отправить")
    await stepan.sees("записали ваш вопрос")
    topic = await desk.room.topic("№1")
    card = await desk.boris.sees("ещё не клиент", topic=topic)
    assert "+7 916 000-00-00" in card.text
    await desk.boris.writes("Добрый день, от 500 рублей", topic=topic)
    await stepan.sees("от 500 рублей")


async def test_nobody_sees_anothers_ticket(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna, subject="Секрет Ромашки")
    await desk.signs_in(desk.viktor, "viktor@example.com")
    page = await desk.viktor.last()
    for act in ("show", "reopen", "appeal", "still", "solved", "more"):
        answer = await desk.viktor.forges_press(f"t:{act}:1:1", on=page)
        assert "Обращения №1 здесь нет" in answer.text
    await desk.viktor.writes("/tickets")
    await desk.viktor.sees("У вас пока нет обращений")
    await desk.viktor.sees_nothing_of("Секрет", anywhere=True)


async def test_known_and_unknown_addresses_get_the_same_reply(desk: RunningDesk) -> None:
    replies = []
    for person, email in ((desk.anna, "anna@example.com"), (desk.stepan, "adam@example.com")):
        await person.writes("/start")
        await person.presses("войти")
        await person.sees("адрес почты")
        await person.writes(email)
        replies.append((await person.sees("код из 8 цифр")).text)
    assert replies[0] == replies[1]
    assert await desk.sim.mails("adam@example.com") == []


async def test_a_wrong_code_says_so_and_the_right_one_still_works(desk: RunningDesk) -> None:
    await desk.anna.writes("/start")
    await desk.anna.presses("войти")
    await desk.anna.sees("адрес почты")
    await desk.anna.writes("anna")
    await desk.anna.sees("не похоже на адрес")
    await desk.anna.writes("ANNA@Example.com ")
    await desk.anna.sees("код из 8 цифр")
    await desk.anna.writes("00000000")
    await desk.anna.sees("Код не подошёл")
    mail = await desk.sim.mail_to("anna@example.com")
    digits = mail.text.split("Ваш код: ")[1][:8]
    await desk.anna.writes(f"{digits[:4]} {digits[4:]}")
    await desk.anna.sees("вы вошли")


async def test_a_code_expires_after_ten_minutes(desk: RunningDesk) -> None:
    await desk.anna.writes("/start")
    await desk.anna.presses("войти")
    await desk.anna.sees("адрес почты")
    await desk.anna.writes("anna@example.com")
    await desk.anna.sees("код из 8 цифр")
    mail = await desk.sim.mail_to("anna@example.com")
    await desk.passes(minutes=10, seconds=1)
    await desk.anna.writes(mail.text.split("Ваш код: ")[1][:8])
    await desk.anna.sees("Этот код уже не действует")


async def test_everybody_is_spoken_to_in_their_own_language(desk: RunningDesk) -> None:
    john = desk.sim.person("John", language="en-GB")
    await john.writes("/start")
    await john.sees("Hello! This is the support desk.")
    await john.writes("/language")
    await john.sees("Which language")
    await john.presses("Русский")
    await john.sees("Здравствуйте")
    await john.writes("/foo")
    await john.sees("Команды /foo нет")


async def test_the_manager_gets_the_days_figures_at_the_hour_of_the_digest(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    topic = await desk.room.topic("№1")
    card = await desk.boris.sees("Сайт не открывается", topic=topic)
    await desk.passes(minutes=30)
    await desk.boris.writes("Готово", topic=topic)
    await desk.anna.sees("Готово")
    await desk.boris.presses("Решено", on=card)
    await desk.anna.sees("решено")
    await desk.files(desk.anna, subject="Второе")
    await desk.passes(hours=5, minutes=40)
    digest = await desk.olga.sees("Итоги дня: вторник, 2 марта")
    assert "Новых: 2 (0)" in digest.text
    assert "Решено: 1 (0)" in digest.text
    assert "Первая реакция, медиана: 30 мин рабочего времени" in digest.text
    assert "Борис: ответов – 1, решено – 1" in digest.text
    assert "№2 Второе" in digest.text


async def test_a_manager_can_ask_for_the_figures_and_nobody_else_can(desk: RunningDesk) -> None:
    await desk.olga.writes("/digest")
    await desk.olga.sees("Спокойный день")
    await desk.stepan.writes("/digest")
    await desk.stepan.sees("Сводка, события, выгрузки и календарь – для руководителей")


async def test_a_quiet_day_has_no_digest(desk: RunningDesk) -> None:
    await desk.passes(hours=7)
    await desk.olga.writes("/digest")
    await desk.olga.sees("Спокойный день")
    await desk.olga.sees_nothing_of("Итоги дня", anywhere=True)


async def test_t35_a_quiet_day_is_told_in_a_line_if_managers_want_that(tmp_path: Path) -> None:
    async with running_desk(tmp_path, DIGEST_QUIET="on", LANGUAGE="en") as desk:
        await desk.passes(hours=7)
        line = await desk.olga.sees("Summary of the day, Tuesday, 2 March: quiet")
        assert "\n" not in line.text


async def test_outside_hours_the_client_is_told_when_the_desk_opens(desk: RunningDesk) -> None:
    await desk.passes(hours=8)
    await desk.signs_in(desk.anna, "anna@example.com")
    filed = await desk.files(desk.anna)
    assert "откроемся 3 марта (среда), 11:00 по Москве" in filed.text


# --- several people of one client ------------------------------------------------------------------


async def a_colleague_of_anna(desk: RunningDesk) -> Person:
    """Ivan acts for the same client."""
    ivan = desk.sim.person("Иван")
    await desk.signs_in(ivan, "anna@example.com")
    return ivan


async def test_of_two_people_of_a_client_the_one_who_asked_is_answered(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    topic = await desk.room.topic("№1")
    await desk.boris.sees("Сайт не открывается", topic=topic)
    ivan = await a_colleague_of_anna(desk)
    await ivan.writes("А у меня почта не работает")
    asked = await desk.boris.sees("почта не работает", topic=topic)
    answer = await desk.boris.writes("Почту чиним", topic=topic, reply_to=asked)
    await ivan.sees("Почту чиним")
    await desk.boris.sees_reaction("👌", on=answer)
    await desk.boris.edits(answer, "Почту починили")
    await ivan.sees("Почту починили", anywhere=True)
    await desk.anna.sees_nothing_of("Почту", anywhere=True)


async def test_whoever_reopens_a_ticket_is_told_so(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    topic = await desk.room.topic("№1")
    ivan = await a_colleague_of_anna(desk)
    await desk.boris.writes("/solve", topic=topic)
    await desk.anna.sees("№1", anywhere=True)
    await ivan.writes("/tickets")
    await ivan.sees(button="Сайт не открывается")
    await ivan.presses("Сайт не открывается")
    await ivan.sees(button="Открыть снова")
    await ivan.presses("Открыть снова")
    await ivan.sees("снова открыто")
    await desk.anna.sees("снова открыто", anywhere=True)
