"""Staff ask for access; the client passes it on protected, the employee looks at it once (regulation 4.4)."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.vault import new_key
from simulator import Message, Topic
from tests.bot.running import RunningDesk, running_desk
from tests.bot.test_the_room import a_ticket
from tests.bot.waiting import with_a_ticket

PASSWORD = "login: root\npassword: Zz9-Tarantula-77"
WORD = "Zz9-Tarantula-77"


@pytest.fixture
async def safe(tmp_path: Path) -> AsyncIterator[RunningDesk]:
    """A desk with a key."""
    async with running_desk(tmp_path, VAULT_KEY=new_key()) as running:
        yield running


async def asked(desk: RunningDesk, what: str = "FTP сайта romashka.ru") -> tuple[Topic, Message]:
    """Boris has asked for access in №1; what Anna was told."""
    topic = await with_a_ticket(desk)
    await desk.boris.writes(f"/access {what}", topic=topic)
    await desk.boris.sees("запрашивает у клиента доступ", topic=topic)
    return topic, await desk.anna.sees("нужен доступ")


async def given(desk: RunningDesk, request: Message, words: str = PASSWORD) -> Message:
    """Anna has passed it on; her message."""
    await desk.anna.presses("Передать защищённо", on=request)
    await desk.anna.sees("Защищённый шаг")
    secret = await desk.anna.writes(words)
    await desk.anna.sees("Получено и зашифровано")
    return secret


async def waiting(desk: RunningDesk) -> tuple[Topic, Message]:
    """Boris, who has started the bot, is told in private."""
    await desk.boris.writes("/start")
    topic, request = await asked(desk)
    await given(desk, request)
    return topic, await desk.boris.sees("клиент передал доступ")


async def is_gone(desk: RunningDesk, message: Message) -> None:
    """It is not in the chat any more."""

    async def deleted() -> bool:
        chat = desk.anna.chat if message.chat_id == desk.anna.id else desk.boris.chat
        return message.message_id not in [one.message_id for one in await chat.messages()]

    await desk.sim.until(deleted)


async def test_4_4_sec_21_staff_ask_the_client_passes_on_and_the_employee_looks_once(safe: RunningDesk) -> None:
    desk = safe
    await desk.boris.writes("/start")
    topic, request = await asked(desk)
    assert "FTP сайта romashka.ru" in request.text
    assert "Борис" in request.text
    secret = await given(desk, request)
    await is_gone(desk, secret)
    told = await desk.boris.sees("Клиент (Анна Смирнова) передал доступ. Борис, посмотрите", topic=topic)
    assert WORD not in told.text
    waits = await desk.boris.sees("клиент передал доступ")
    assert WORD not in waits.text
    await desk.boris.presses("Показать один раз", on=waits)
    shown = await desk.boris.sees(WORD)
    assert shown.text == PASSWORD
    shows = [call for call in desk.sim.ledger.calls_of("sendMessage") if WORD in call.parameters["text"]]
    assert [call.parameters["protect_content"] for call in shows] == ["true"]
    assert [call.chat_id for call in shows] == [desk.boris.id]
    await desk.anna.sees("Доступ к обращению №1 посмотрел сотрудник Борис")
    await desk.boris.sees("Доступ посмотрел сотрудник Борис; он стёрт", topic=topic)
    assert "показывается он один раз" in (await desk.boris.presses("Показать один раз", on=waits)).text
    await desk.passes(seconds=61)
    await is_gone(desk, shown)
    await desk.anna.presses("Готово")
    await desk.anna.sees("Защищённый шаг закончен")
    await desk.anna.writes("Спасибо, жду")
    await desk.boris.sees("Спасибо, жду", topic=topic)


async def test_4_4_sec_25_when_it_is_solved_the_client_changes_the_password_and_says_so(safe: RunningDesk) -> None:
    desk = safe
    topic, waits = await waiting(desk)
    await desk.boris.presses("Показать один раз", on=waits)
    await desk.boris.sees(WORD)
    await desk.boris.sees("🔑 Доступ: просмотрен", topic=topic, anywhere=True)
    await desk.boris.writes("/solve", topic=topic)
    told = await desk.anna.sees("Смените, пожалуйста, пароль")
    assert "Борис" in told.text
    await desk.boris.sees("клиента попросили сменить пароль", topic=topic, anywhere=True)
    assert (await desk.anna.presses("Пароль сменён", on=told)).text == "Готово"
    await desk.anna.sees("пароль по обращению №1 сменён")
    await desk.boris.sees("Клиент (Анна Смирнова) сменил пароль", topic=topic)
    await desk.boris.sees("просмотрен, пароль сменён", topic=topic, anywhere=True)
    assert (await desk.anna.presses("Пароль сменён", on=told)).text == "Это уже сделано"
    await desk.passes(days=3)
    await desk.anna.sees_nothing_of("Напоминаем", anywhere=True)


async def test_4_4_sec_25_who_has_not_changed_it_is_reminded_once_and_staff_and_managers_see_it(
    safe: RunningDesk,
) -> None:
    desk = safe
    topic, waits = await waiting(desk)
    await desk.boris.presses("Показать один раз", on=waits)
    await desk.boris.sees(WORD)
    await desk.boris.writes("/solve", topic=topic)
    await desk.anna.sees("Смените, пожалуйста, пароль")
    await desk.passes(hours=23)
    await desk.anna.sees_nothing_of("Напоминаем", anywhere=True)
    await desk.passes(hours=1, minutes=1)
    again = await desk.anna.sees("Напоминаем")
    await desk.boris.sees("Клиент не подтвердил, что сменил пароль", topic=topic)
    await desk.boris.sees("не подтвердил смену пароля", topic=topic, anywhere=True)
    await desk.olga.writes("/digest")
    await desk.olga.sees("Обращений, где клиент не подтвердил смену пароля: 1")
    await desk.passes(days=5)
    reminders = [one for one in await desk.anna.chat.messages() if "Напоминаем" in one.text]
    assert len(reminders) == 1
    await desk.anna.presses("Пароль сменён", on=again)
    await desk.boris.sees("сменил пароль", topic=topic)


async def test_4_4_sec_25_an_inactive_ticket_asks_for_a_new_password_too(safe: RunningDesk) -> None:
    desk = safe
    topic, waits = await waiting(desk)
    await desk.boris.presses("Показать один раз", on=waits)
    await desk.boris.sees(WORD)
    answer = await desk.boris.writes("Проверьте, пожалуйста", topic=topic)
    await desk.boris.sees_reaction("👌", on=answer)
    await desk.passes(hours=24)
    await desk.anna.sees("Мы ждём вашего ответа")
    await desk.boris.sees("Клиента спросили", topic=topic)
    await desk.passes(hours=24)
    await desk.anna.sees("НЕАКТИВНО")
    await desk.anna.sees("Смените, пожалуйста, пароль")


async def test_4_4_sec_03_21_nothing_secret_is_left_anywhere(
    safe: RunningDesk, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Neither in the file of the database with its journal, nor in a log, nor in any call but the one that shows it."""
    desk = safe

    def on_disk() -> bool:
        return any(WORD.encode() in file.read_bytes() for file in tmp_path.glob("desk.db*"))

    topic, waits = await waiting(desk)
    assert not on_disk()
    await desk.boris.presses("Показать один раз", on=waits)
    await desk.boris.sees(WORD)
    await desk.boris.sees("он стёрт", topic=topic)
    assert not on_disk()
    await desk.boris.writes("/find Tarantula", topic=topic)
    await desk.boris.sees("ничего не нашлось", topic=topic)
    await desk.anna.writes("/ticket 1")
    await desk.anna.presses("История")
    await desk.anna.sees("Обращение №1")
    await desk.boris.writes("/solve", topic=topic)
    await desk.anna.sees("Смените, пожалуйста, пароль")
    await desk.stop()
    assert not on_disk()
    said = [call for call in desk.sim.ledger.calls if WORD in repr(call.parameters)]
    assert [(call.method, call.chat_id) for call in said] == [("sendMessage", desk.boris.id)]
    out = capfd.readouterr()
    assert WORD not in out.out + out.err


async def test_4_4_it_works_beside_other_tickets_and_a_form_in_work(safe: RunningDesk) -> None:
    desk = safe
    await desk.boris.writes("/start")
    topic, request = await asked(desk)
    await desk.files(desk.anna, subject="Почта не приходит")
    await desk.anna.writes("/new")
    await desk.chooses(desk.anna, "Хостинг", "Вопрос", "Не срочно")
    await desk.anna.sees("одной строкой")
    await given(desk, request)
    await desk.boris.sees("передал доступ", topic=topic)
    await desk.anna.presses("Готово")
    await desk.anna.sees("Защищённый шаг закончен")
    await desk.anna.presses("Продолжить")
    await desk.anna.sees("одной строкой")
    await desk.anna.writes("Тема нового обращения")
    await desk.anna.sees("подробно")


async def test_4_4_login_and_password_may_come_in_two_messages(safe: RunningDesk) -> None:
    desk = safe
    await desk.boris.writes("/start")
    topic, request = await asked(desk)
    first = await given(desk, request, "root")
    second = await desk.anna.writes(WORD)
    await desk.anna.sees("Получено и зашифровано")
    await is_gone(desk, first)
    await is_gone(desk, second)
    waits = await desk.boris.sees("клиент передал доступ")
    await desk.boris.presses("Показать один раз", on=waits)
    assert (await desk.boris.sees(WORD)).text == f"root\n{WORD}"
    await desk.anna.writes("и ещё порт 2222")
    await desk.anna.sees("Получено и зашифровано")
    more = await desk.boris.sees("клиент передал доступ")
    await desk.boris.presses("Показать один раз", on=more)
    await desk.boris.sees("и ещё порт 2222")
    await desk.boris.sees_nothing_of("порт 2222", topic=topic, anywhere=True)


async def test_4_4_sec_21_an_answer_to_the_request_is_protected_without_the_button(safe: RunningDesk) -> None:
    desk = safe
    await desk.boris.writes("/start")
    topic, request = await asked(desk)
    secret = await desk.anna.writes(WORD, reply_to=request)
    await desk.anna.sees("Получено и зашифровано")
    await is_gone(desk, secret)
    await desk.boris.sees("передал доступ", topic=topic)
    await desk.boris.sees_nothing_of(WORD, topic=topic, anywhere=True)


async def test_4_4_the_step_can_be_left_and_what_follows_is_an_ordinary_message(safe: RunningDesk) -> None:
    desk = safe
    topic, request = await asked(desk)
    await desk.anna.presses("Передать защищённо", on=request)
    await desk.anna.sees("Защищённый шаг")
    await desk.anna.writes("/cancel")
    await desk.anna.sees("Вы вышли из защищённого шага, ничего не передано")
    await desk.anna.writes("Пришлю вечером")
    await desk.boris.sees("Пришлю вечером", topic=topic)
    await given(desk, request)
    await desk.boris.sees("передал доступ", topic=topic)


async def test_4_4_the_step_ends_by_itself_and_says_so(safe: RunningDesk) -> None:
    desk = safe
    topic, request = await asked(desk)
    await desk.anna.presses("Передать защищённо", on=request)
    await desk.anna.sees("Защищённый шаг")
    await desk.passes(minutes=14)
    await desk.anna.sees_nothing_of("Время защищённого шага")
    await desk.passes(minutes=2)
    await desk.anna.sees("Время защищённого шага вышло, ничего не передано")
    await desk.anna.writes("Добрый день")
    await desk.boris.sees("Добрый день", topic=topic)


async def test_4_4_sec_21_what_is_no_text_or_too_long_is_refused_politely_and_removed(safe: RunningDesk) -> None:
    desk = safe
    topic, request = await asked(desk)
    await desk.anna.presses("Передать защищённо", on=request)
    await desk.anna.sees("Защищённый шаг")
    photo = await desk.anna.sends_photo("пароль на фото")
    await desk.anna.sees("Здесь можно передать только текст")
    await is_gone(desk, photo)
    await desk.anna.sends_sticker()
    await desk.anna.sees("Здесь можно передать только текст")
    long = await desk.anna.writes("x" * 4096)
    await desk.anna.sees("Это слишком длинно")
    await is_gone(desk, long)
    await desk.anna.writes("/qwerty123")
    await desk.anna.sees("Получено и зашифровано")
    for words in ("пароль на фото", "xxxx", "qwerty123"):
        await desk.boris.sees_nothing_of(words, topic=topic, anywhere=True)


async def test_4_4_an_employee_who_has_not_started_the_bot_is_told_how_and_it_waits(safe: RunningDesk) -> None:
    desk = safe
    topic, request = await asked(desk)
    await given(desk, request)
    told = await desk.boris.sees("бот не может вам написать", topic=topic)
    (link,) = [link for row in told.links for link in row] if hasattr(told, "links") else [""]
    payload = link.partition("start=")[2] or "secret-1"
    await desk.boris.writes(f"/start {payload}")
    waits = await desk.boris.sees("клиент передал доступ")
    await desk.boris.presses("Показать один раз", on=waits)
    assert (await desk.boris.sees(WORD)).text == PASSWORD


async def test_4_4_an_access_that_waits_comes_at_a_plain_start(safe: RunningDesk) -> None:
    desk = safe
    topic, request = await asked(desk)
    await given(desk, request)
    await desk.boris.sees("бот не может вам написать", topic=topic)
    await desk.boris.writes("/start")
    waits = await desk.boris.sees("клиент передал доступ")
    await desk.vera.writes("/start")
    await desk.vera.sees("служба поддержки")
    await desk.vera.sees_nothing_of("клиент передал доступ", anywhere=True)
    await desk.boris.presses("Показать один раз", on=waits)
    assert (await desk.boris.sees(WORD)).text == PASSWORD


async def test_4_4_sec_23_nobody_else_sees_it(safe: RunningDesk) -> None:
    desk = safe
    await desk.vera.writes("/start")
    page = await desk.vera.sees("служба поддержки")
    _, waits = await waiting(desk)
    assert "только сотруднику, который его запросил" in (await desk.vera.forges_press("vk:show:1", on=page)).text
    await desk.vera.writes("/start secret-1")
    await desk.vera.sees("только сотруднику, который его запросил")
    client = await desk.anna.last()
    for data in ("vk:show:1", "vk:hide:1", "vk:take:1", "vk:show:77"):
        await desk.anna.forges_press(data, on=client)
    await desk.stepan.writes("/start")
    stranger = await desk.stepan.sees("служба поддержки")
    for data in ("vk:give:1", "vk:changed:1", "vk:show:1"):
        await desk.stepan.forges_press(data, on=stranger)
    await desk.stepan.sees_nothing_of("Защищённый шаг", anywhere=True)
    await desk.boris.presses("Показать один раз", on=waits)
    await desk.boris.sees(WORD)
    shows = [call for call in desk.sim.ledger.calls_of("sendMessage") if WORD in call.parameters["text"]]
    assert [call.chat_id for call in shows] == [desk.boris.id]


async def test_4_4_sec_14_whoever_left_the_group_sees_nothing_any_more(safe: RunningDesk) -> None:
    desk = safe
    topic, waits = await waiting(desk)
    await desk.boris.leaves(desk.room)
    said = await desk.boris.presses("Показать один раз", on=waits)
    assert "нет в группе" in said.text or "больше не нужен" in said.text
    await desk.anna.sees("Его никто не посмотрел, он стёрт")
    await desk.vera.sees("Доступ, который никто не посмотрел, стёрт (Борис)", topic=topic)
    await desk.boris.sees_nothing_of(WORD, anywhere=True)


async def test_4_4_sec_23_two_employees_ask_and_each_sees_their_own(safe: RunningDesk) -> None:
    desk = safe
    await desk.vera.writes("/start")
    topic, waits = await waiting(desk)
    await desk.anna.presses("Готово")
    await desk.anna.sees("Защищённый шаг закончен")
    await desk.vera.writes("/access панель хостинга", topic=topic)
    await given(desk, await desk.anna.sees("панель хостинга"), "panel: Kolibri-5")
    hers = await desk.vera.sees("панель хостинга")
    await desk.vera.presses("Показать один раз", on=hers)
    assert (await desk.vera.sees("Kolibri-5")).text == "panel: Kolibri-5"
    await desk.boris.presses("Показать один раз", on=waits)
    assert (await desk.boris.sees(WORD)).text == PASSWORD
    await desk.boris.sees_nothing_of("Kolibri", anywhere=True)
    await desk.vera.sees_nothing_of(WORD, anywhere=True)


async def test_4_4_sec_23_what_nobody_looks_at_for_a_day_is_erased_and_both_are_told(safe: RunningDesk) -> None:
    desk = safe
    topic, waits = await waiting(desk)
    await desk.passes(hours=24, minutes=1)
    await desk.anna.sees("никто не посмотрел за 24 часа")
    await desk.boris.sees("Доступ не посмотрели за 24 часа (Борис)", topic=topic)
    assert "не посмотрели за 24 часа" in (await desk.boris.presses("Показать один раз", on=waits)).text


async def test_4_4_each_step_outlives_a_restart(safe: RunningDesk) -> None:
    desk = safe
    await desk.boris.writes("/start")
    topic, request = await asked(desk)
    await desk.restart()
    await desk.anna.presses("Передать защищённо", on=request)
    await desk.anna.sees("Защищённый шаг")
    await desk.restart()
    await desk.anna.writes(PASSWORD)
    await desk.anna.sees("Получено и зашифровано")
    waits = await desk.boris.sees("клиент передал доступ")
    await desk.restart()
    await desk.boris.presses("Показать один раз", on=waits)
    shown = await desk.boris.sees(WORD)
    await desk.boris.sees("он стёрт", topic=topic)
    await desk.restart()
    await desk.passes(seconds=61)
    await is_gone(desk, shown)


async def test_4_4_sec_23_an_employee_can_delete_it_before_the_minute_is_over(safe: RunningDesk) -> None:
    desk = safe
    _, waits = await waiting(desk)
    await desk.boris.presses("Показать один раз", on=waits)
    shown = await desk.boris.sees(WORD)
    await desk.boris.presses("Удалить сейчас", on=shown)
    await is_gone(desk, shown)
    await desk.passes(seconds=90)


async def test_4_4_a_ticket_that_ends_erases_what_nobody_has_seen_and_voids_what_was_asked(safe: RunningDesk) -> None:
    desk = safe
    topic, waits = await waiting(desk)
    await desk.anna.presses("Готово")
    request = await desk.anna.sees("нужен доступ", anywhere=True)
    await desk.boris.writes("/solve", topic=topic)
    await desk.anna.sees("Его никто не посмотрел, он стёрт")
    await desk.anna.sees_nothing_of("Смените, пожалуйста, пароль", anywhere=True)
    assert "больше не нужен" in (await desk.boris.presses("Показать один раз", on=waits)).text
    assert "больше не нужен" in (await desk.anna.presses("Передать защищённо", on=request)).text


async def test_4_4_sec_21_a_ticket_solved_during_the_step_takes_nothing_and_says_so(safe: RunningDesk) -> None:
    desk = safe
    topic, request = await asked(desk)
    await desk.anna.presses("Передать защищённо", on=request)
    await desk.anna.sees("Защищённый шаг")
    await desk.boris.writes("/solve", topic=topic)
    await desk.boris.sees("Решено", topic=topic)
    secret = await desk.anna.writes(PASSWORD)
    await desk.anna.sees("Доступ больше не нужен")
    await is_gone(desk, secret)
    await desk.boris.sees_nothing_of(WORD, topic=topic, anywhere=True)


async def test_4_4_a_merged_ticket_takes_its_access_along(safe: RunningDesk) -> None:
    desk = safe
    topic, waits = await waiting(desk)
    await desk.anna.presses("Готово")
    await desk.files(desk.anna, subject="Почта не приходит")
    await desk.boris.sees("Почта не приходит", topic=await desk.room.topic("№2"))
    await desk.boris.writes("/merge 2", topic=topic)
    await desk.boris.sees("продолжайте там", topic=topic)
    await desk.boris.presses("Показать один раз", on=waits)
    await desk.boris.sees(WORD)
    await desk.boris.writes("/solve", topic=await desk.room.topic("№2"))
    assert "№2" in (await desk.anna.sees("Смените, пожалуйста, пароль")).text


async def test_4_4_what_staff_type_wrongly_is_explained_and_nothing_reaches_the_client(safe: RunningDesk) -> None:
    desk = safe
    topic = await with_a_ticket(desk)
    for typed in ("/access", "/access " + "x" * 501):
        await desk.boris.writes(typed, topic=topic)
        await desk.boris.sees("Напишите после команды, какой доступ нужен", topic=topic)
    await desk.boris.writes("/access FTP", chat=desk.room)
    await desk.boris.sees("в теме обращения", chat=desk.room)
    await desk.boris.writes("/solve", topic=topic)
    await desk.anna.sees("решено")
    await desk.boris.writes("/access FTP", topic=topic)
    await desk.boris.sees("Сейчас так не получится", topic=topic)
    await desk.anna.sees_nothing_of("нужен доступ", anywhere=True)


async def test_4_4_without_a_key_the_vault_is_off_and_says_so(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.boris.writes("/access FTP", topic=topic)
    await desk.boris.sees("не задан ключ", topic=topic)
    await desk.anna.sees_nothing_of("нужен доступ", anywhere=True)


async def test_4_4_in_a_plain_group_access_is_asked_by_a_reply_to_the_card(tmp_path: Path) -> None:
    async with running_desk(tmp_path, forum=False, VAULT_KEY=new_key()) as desk:
        await desk.boris.writes("/start")
        await desk.signs_in(desk.anna, "anna@example.com")
        await desk.files(desk.anna)
        card = await desk.boris.sees("Сайт не открывается", chat=desk.room)
        await desk.boris.writes("/access FTP", reply_to=card)
        await given(desk, await desk.anna.sees("нужен доступ"))
        await desk.boris.presses("Показать один раз", on=await desk.boris.sees("клиент передал доступ"))
        assert (await desk.boris.sees(WORD)).text == PASSWORD


async def test_4_4_in_english_from_the_request_to_the_new_password(tmp_path: Path) -> None:
    async with running_desk(tmp_path, VAULT_KEY=new_key(), LANGUAGE="en") as desk:
        await desk.boris.writes("/start")
        topic, request = await in_english(desk)
        await desk.anna.presses("Pass it on protected", on=request)
        await desk.anna.sees("Protected step")
        await desk.anna.writes(PASSWORD)
        await desk.anna.sees("Received and encrypted")
        waits = await desk.boris.sees("клиент передал доступ")
        await desk.boris.presses("Показать один раз", on=waits)
        assert (await desk.boris.sees(WORD)).text == PASSWORD
        await desk.boris.sees("has looked at the access", topic=topic)
        await desk.boris.writes("/solve", topic=topic)
        await desk.anna.presses("Password changed", on=await desk.anna.sees("Please change the password"))
        await desk.anna.sees("Thank you: the password for ticket #1 is changed")


async def in_english(desk: RunningDesk) -> tuple[Topic, Message]:
    """Anna reads English; the staff's group does, too."""
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    topic = await desk.room.topic("#1")
    await desk.anna.writes("/language")
    await desk.anna.presses("English")
    await desk.boris.writes("/access FTP of the site", topic=topic)
    await desk.boris.sees("has asked the client for access: FTP of the site", topic=topic)
    return topic, await desk.anna.sees("needs access")


async def test_4_4_access_is_asked_for_by_a_button_of_the_card(safe: RunningDesk) -> None:
    desk = safe
    topic, card = await a_ticket(desk)
    await desk.boris.presses("Ещё…", on=card)
    await desk.boris.presses("Доступ…", on=card)
    asked = await desk.boris.sees("к чему нужен доступ?", topic=topic)
    await desk.boris.writes("FTP сайта romashka.ru", topic=topic, reply_to=asked)
    await desk.anna.sees("FTP сайта romashka.ru", button="Передать защищённо")
