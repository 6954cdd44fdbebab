"""What a client forwards at once is one thing that they say."""

from simulator import Message, Topic
from tests.bot.running import RunningDesk
from tests.bot.waiting import with_a_ticket

HEAD = "👤 Анна Смирнова\n↪ 6 пересланных сообщений: Виктор, Анна Смирнова"


async def things_said_elsewhere(desk: RunningDesk) -> list[Message]:
    """In a group of Anna's and Viktor's: words of both, two photos, a sticker and a document."""
    group = desk.sim.plain_group("Ромашка", members=[desk.anna, desk.viktor])
    return [
        await desk.viktor.writes("Сервер не отвечает", chat=group),
        await desk.anna.writes("С какого часа?", chat=group),
        *await desk.viktor.sends_album(["photo", "photo"], caption="Вот снимки", chat=group),
        await desk.viktor.sends_sticker(chat=group),
        await desk.viktor.sends_document("log.txt", caption="И журнал", chat=group),
    ]


async def said_in(topic: Topic, since: int) -> list[tuple[str, str]]:
    return [(message.kind, message.text) for message in (await topic.messages())[since:]]


async def test_messages_forwarded_at_once_are_one_entry_and_name_who_said_them(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    things = await things_said_elsewhere(desk)
    before = len(await topic.messages())
    await desk.anna.forwards(*things)
    await desk.anna.writes("Что скажете?")
    await desk.boris.sees("Что скажете?", topic=topic)
    assert await said_in(topic, before) == [
        (
            "text",
            f"{HEAD}\nВиктор:\nСервер не отвечает\n\nАнна Смирнова:\nС какого часа?",
        ),
        ("photo", "Виктор:\nВот снимки"),
        ("photo", "Виктор:"),
        ("sticker", ""),
        ("document", "Виктор:\nИ журнал"),
        ("text", "👤 Анна Смирнова\nЧто скажете?"),
    ]
    photos = [message for message in await topic.messages() if message.kind == "photo"]
    assert len({photo.media_group_id for photo in photos}) == 1
    document = (await topic.messages())[-2]
    await desk.boris.writes("Вижу журнал", topic=topic, reply_to=document)
    assert (await desk.anna.sees("Вижу журнал")).reply_to


async def test_one_forwarded_message_says_whose_it_is(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    first, *_ = await things_said_elsewhere(desk)
    await desk.anna.forwards(first)
    copy = await desk.boris.sees("Сервер не отвечает", topic=topic)
    assert copy.text == "👤 Анна Смирнова\n↪ 1 пересланное сообщение: Виктор\nСервер не отвечает"


async def test_what_was_forwarded_before_any_ticket_begins_one_ticket_with_all_of_it(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    first, second, *_ = await things_said_elsewhere(desk)
    await desk.anna.forwards(first, second)
    await desk.chooses(desk.anna, "Хостинг", "Вопрос", "Не срочно")
    await desk.anna.sees("одной строкой")
    await desk.anna.writes("Сервер")
    await desk.chooses(desk.anna, "Без файлов", "Отправить")
    topic = await desk.room.topic("№1")
    await desk.boris.sees("Виктор:\nСервер не отвечает\n\nАнна Смирнова:\nС какого часа?", topic=topic)
    assert len(await desk.room.topics()) == 1


async def test_files_forwarded_at_once_are_one_answer_of_the_form(desk: RunningDesk) -> None:
    things = await things_said_elsewhere(desk)
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.anna.writes("/new")
    await desk.chooses(desk.anna, "Хостинг", "Вопрос", "Не срочно")
    for question, words in (("одной строкой", "Сервер"), ("подробно", "Сервер не отвечает с самого утра")):
        await desk.anna.sees(question)
        await desk.anna.writes(words)
    await desk.anna.sees("Добавьте фото")
    await desk.anna.forwards(*things)
    await desk.chooses(desk.anna, "Это всё", "Отправить")
    topic = await desk.room.topic("№1")
    await desk.boris.sees("И журнал", topic=topic)
    heads = [message for message in await topic.messages() if "пересланных" in message.text]
    assert len(heads) == 1


async def test_a_forwarded_command_commands_nothing_and_what_came_with_it_is_not_lost(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    group = desk.sim.plain_group("Ромашка", members=[desk.anna])
    words = [await desk.anna.writes(text, chat=group) for text in ("/help", "Так написано в письме")]
    await desk.anna.forwards(*words)
    copy = await desk.boris.sees("Так написано в письме", topic=topic)
    assert "/help" in copy.text


async def test_two_bursts_are_two_entries(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    first, second, *_ = await things_said_elsewhere(desk)
    before = len(await topic.messages())
    await desk.anna.forwards(first)
    await desk.passes(seconds=2)
    await desk.anna.forwards(second)
    await desk.boris.sees("С какого часа?", topic=topic)
    assert [kind for kind, _ in await said_in(topic, before)] == ["text", "text"]
