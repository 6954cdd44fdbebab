"""What the regulation says about who sees a problem, who has changed something, and whom praise reaches."""

from tests.bot.running import RunningDesk


async def an_incident(desk: RunningDesk, *, seen: str, changed: str) -> str:
    """Anna files an incident; its card."""
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.anna.writes("/new")
    await desk.chooses(desk.anna, "Хостинг", "Что-то сломалось", seen, changed)
    await desk.anna.sees("С какого времени")
    await desk.anna.writes("с утра")
    await desk.chooses(desk.anna, "Не срочно")
    await desk.anna.sees("одной строкой")
    await desk.anna.writes("Сайт не открывается")
    await desk.anna.sees("Опишите проблему")
    await desk.anna.writes("Белый экран на главной странице")
    await desk.anna.sees("Добавьте фото")
    await desk.anna.presses("Без файлов")
    await desk.anna.sees("Всё верно?")
    await desk.anna.presses("Отправить")
    await desk.anna.sees("принято")
    topic = await desk.room.topic("№1")
    return (await desk.boris.sees("Сайт не открывается", topic=topic, anywhere=True)).text


async def test_4_3_who_did_not_see_it_themselves_is_helped_all_the_same_and_staff_know(desk: RunningDesk) -> None:
    card = await an_incident(desk, seen="Нет, мне", changed="Нет")
    assert "Видели сами: Нет, мне сообщили" in card
    assert "Первый ответ до" in card


async def test_4_2_that_somebody_else_has_changed_it_is_asked_and_staff_read_it(desk: RunningDesk) -> None:
    card = await an_incident(desk, seen="Да, своими", changed="Да")
    assert "Менял кто-то ещё: Да" in card


async def test_final_praise_reaches_the_management_and_not_the_staff(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.anna.writes("/feedback")
    await desk.anna.sees("жалоба или благодарность")
    await desk.anna.presses("Благодарность")
    await desk.anna.sees("За что хотите поблагодарить")
    await desk.anna.writes("Борис помог за десять минут")
    await desk.anna.presses("Отправить")
    await desk.anna.sees("Руководство это прочтёт")
    await desk.olga.sees("Борис помог за десять минут")
    await desk.boris.sees_nothing_of("Борис помог", anywhere=True)
