"""Settings that change while tickets are open, as people see it (T17, T34)."""

from tests.bot.running import RunningDesk


async def with_target(desk: RunningDesk, target: str) -> None:
    """The desk is stopped, set otherwise and started again."""
    from desk.rules.durations import parse_duration

    await desk.stop()
    desk.settings = desk.settings.model_copy(update={"first_reaction_standard": parse_duration(target)})
    await desk.start()


async def test_t17_a_longer_target_moves_open_tickets_and_everybody_reads_it(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    topic = await desk.room.topic("№1")
    card = await desk.boris.sees("Сайт не открывается", topic=topic)
    assert "3 марта (среда), 12:0" in card.text
    await with_target(desk, "72h")
    told = await desk.anna.sees("На обращение №1 «Сайт не открывается» мы ответим позже, чем говорили.")
    assert "Почему: изменились сроки наших ответов." in told.text
    assert "5 марта (пятница), 12:0" in told.text
    news = await desk.olga.sees("Настройки изменились: у 1 открытого обращения другой срок.")
    assert "Позже: 1, раньше: 0." in news.text
    await desk.boris.sees("5 марта (пятница), 12:0", topic=topic)
    await desk.olga.writes("/digest")
    await desk.olga.sees("Сегодня на этот час")
    await desk.passes(hours=25)
    await desk.olga.sees_nothing_of("Нет первого ответа в срок", anywhere=True)
    await desk.passes(hours=49)
    await desk.olga.sees("Нет первого ответа в срок")


async def test_t17_a_shorter_target_is_no_news_for_the_client(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    topic = await desk.room.topic("№1")
    await desk.boris.sees("Сайт не открывается", topic=topic)
    await with_target(desk, "2h")
    await desk.olga.sees("Позже: 0, раньше: 1.")
    await desk.boris.sees("2 марта (вторник), 16:0", topic=topic)
    await desk.anna.sees_nothing_of("позже, чем говорили", anywhere=True)
