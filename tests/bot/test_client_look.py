"""A look at a client, and notes on them (regulation 2.3)."""

from simulator import Message
from tests.bot.running import RunningDesk
from tests.bot.test_delegates import with_a_delegate
from tests.bot.waiting import with_a_ticket


def buttons(page: Message) -> list[str]:
    return [words for row in page.buttons for words in row]


async def test_2_3_a_look_shows_services_people_tickets_and_notes(desk: RunningDesk) -> None:
    topic, _ = await with_a_delegate(desk)
    await desk.boris.writes("/clientnote", topic=topic)
    await desk.boris.sees("Напишите заметку после команды", topic=topic)
    await desk.boris.writes("/clientnote Звонить <b>после</b> обеда", topic=topic)
    await desk.boris.sees("Борис: заметка о клиенте ООО Ромашка сохранена", topic=topic)
    await desk.boris.sees("📝 1 заметка о клиенте: /client", topic=topic)
    await desk.vera.writes("/client", topic=topic)
    page = await desk.vera.sees("ООО Ромашка (партнёр), номер клиента c-1", topic=topic)
    assert "anna@example.com" in page.text
    assert "🟢 Хостинг Старт – действует, оплачено по 31 декабря 2027" in page.text
    assert "Сайт-витрина – срок истёк" in page.text
    assert "Анна Смирнова (@anna) – владелец" in page.text
    assert "Пётр (@pyotr) – представитель, видит всё" in page.text
    assert "№1 Сайт не открывается" in page.text
    assert "Звонить <b>после</b> обеда – Борис" in page.text
    foreign = await desk.vera.presses("↩ Борис", on=page)
    assert "может убрать только Борис" in foreign.text
    assert (await desk.boris.presses("↩ Борис", on=page)).text == "Готово"
    assert (await desk.boris.presses("↩ Борис", on=page)).text == "Это уже сделано"
    await desk.boris.writes("/client", topic=topic)
    assert "Заметок нет" in (await desk.boris.sees("номер клиента c-1", topic=topic)).text
    await desk.anna.sees_nothing_of("обеда", anywhere=True)


async def test_2_3_a_client_is_found_from_anywhere_in_the_group(desk: RunningDesk) -> None:
    await desk.boris.writes("/client", chat=desk.room)
    await desk.boris.sees("Какой клиент?", chat=desk.room)
    await desk.boris.writes("/client викторову", chat=desk.room)
    page = await desk.boris.sees("ИП Викторов", chat=desk.room)
    assert "В Telegram от клиента никого нет." in page.text
    assert "Обращений в этой группе нет." in page.text
    await desk.boris.writes("/client example.com", chat=desk.room)
    asked = await desk.boris.sees("Кто имеется в виду под «example.com»?", chat=desk.room)
    assert len(buttons(asked)) == 2
    await desk.boris.presses("ООО Ромашка", on=asked)
    await desk.boris.sees("номер клиента c-1", chat=desk.room)
    await desk.boris.writes("/client Сидоров", chat=desk.room)
    await desk.boris.sees("клиента не нашлось", chat=desk.room)


async def test_2_3_bad_notes_are_answered_and_clients_get_nothing(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.boris.writes("/clientnote " + "x" * 2000, topic=topic)
    await desk.boris.sees("до 1000 знаков", topic=topic)
    await desk.boris.writes("/clientnote мимо", chat=desk.room)
    await desk.boris.sees("в теме обращения", chat=desk.room)
    for command in ("/client c-2", "/clientnote x", "/link c-2", "/client"):
        await desk.anna.writes(command)
        await desk.anna.sees(f"Команды {command.split()[0]} нет")


async def test_2_3_the_look_says_who_is_blocked_or_has_stopped_the_bot(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.boris.writes("/block ругань", topic=topic)
    await desk.boris.sees("ругань", topic=topic)
    await desk.anna.blocks_bot()
    await desk.boris.writes("/client", topic=topic)
    page = await desk.boris.sees("номер клиента", topic=topic)
    assert "⛔ заблокирован: ругань" in page.text
