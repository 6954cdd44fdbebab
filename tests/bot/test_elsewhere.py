"""A ticket goes to where it belongs: another category, another group, with all that was said (2.1, 2.3, 3.2)."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from simulator import Group, Topic
from tests.bot.running import RunningDesk, running_desk, settings_for
from tests.bot.test_the_room import a_ticket


@pytest.fixture
async def two(tmp_path: Path) -> AsyncIterator[tuple[RunningDesk, Group]]:
    """Edits of content have a group of their own, where Vera is and Boris, too."""
    async with running_desk(tmp_path) as desk:
        content = desk.sim.group("Контент", members=[desk.boris, desk.vera])
        await desk.stop()
        desk.settings = settings_for(desk.sim, desk.room, tmp_path, desk.olga, STAFF_CHATS=f"content:{content.id}")
        await desk.start()
        yield desk, content


async def there(content: Group) -> Topic:
    return await content.topic("№1")


async def test_3_2_another_category_changes_the_promise_and_the_client_reads_it(desk: RunningDesk) -> None:
    topic, card = await a_ticket(desk)
    assert "Первый ответ до 3 марта (среда), 12:00" in card.text
    await desk.boris.writes("/category", topic=topic)
    page = await desk.boris.sees("Сейчас это «Вопрос»", topic=topic)
    await desk.boris.presses("Поправить материалы", on=page)
    told = await desk.anna.sees("теперь оно в разделе")
    assert "Первый ответ до 9 марта (вторник), 12:00 по Москве" in told.text
    assert "Раньше обещали до 3 марта (среда), 12:00" in told.text
    await desk.boris.sees("Борис: теперь это", topic=topic)
    await desk.boris.writes("/category вопрос это всё-таки вопрос", topic=topic)
    told = await desk.anna.sees("Почему: это всё-таки вопрос")
    assert "Первый ответ до 3 марта (среда), 12:0" in told.text
    await desk.boris.writes("/category вопрос", topic=topic)
    await desk.boris.sees("уже сделано", topic=topic)
    await desk.boris.writes("/category чепуха", topic=topic)
    await desk.boris.sees("Раздела «чепуха» нет", topic=topic)


async def test_a_date_for_an_edit_of_content_moves_its_target_with_a_reason(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await desk.boris.writes("/category content", topic=topic)
    await desk.anna.sees("Первый ответ до 9 марта (вторник), 12:00")
    await desk.boris.writes("/by 12.03 15:00", topic=topic)
    await desk.boris.sees("напишите, почему он меняется", topic=topic)
    await desk.boris.writes("/by 12.03 15:00 большое задание", topic=topic)
    told = await desk.anna.sees("первый ответ до 12 марта (пятница), 15:00")
    assert "Раньше обещали до 9 марта" in told.text
    assert "Почему: большое задание" in told.text
    await desk.boris.sees("Первый ответ до 12 марта (пятница), 15:00", topic=topic, anywhere=True)


async def test_a_category_with_a_group_of_its_own_takes_the_ticket_there(two: tuple[RunningDesk, Group]) -> None:
    desk, content = two
    topic, _ = await a_ticket(desk)
    await desk.boris.writes("Какую страницу править?", topic=topic)
    await desk.anna.sees("Какую страницу")
    await desk.anna.writes("Главную")
    await desk.boris.sees("Главную", topic=topic)
    await desk.boris.writes("/category content", topic=topic)
    new = await there(content)
    card = await desk.vera.sees("№1 · Сайт не открывается", topic=new)
    assert "Ответственный: Борис" in card.text
    await desk.vera.sees("Борис переносит обращение сюда из группы «Поддержка»", topic=new)
    await desk.vera.sees("Борис – клиенту\nКакую страницу править?", topic=new)
    relayed = await desk.vera.sees("👤 Анна Смирнова\nГлавную", topic=new)
    pointer = await desk.boris.sees("теперь ведут в группе «Контент»", topic=topic)
    assert pointer.text
    await desk.anna.writes("И подвал тоже")
    await desk.vera.sees("И подвал тоже", topic=new)
    await desk.vera.writes("Сделаем", topic=new, reply_to=relayed)
    await desk.anna.sees("Вера · обращение №1\nСделаем")


async def test_by_hand_in_two_steps_and_back_again(two: tuple[RunningDesk, Group]) -> None:
    desk, content = two
    topic, card = await a_ticket(desk)
    await desk.boris.writes("/move", topic=topic)
    page = await desk.boris.sees("В какую группу?", topic=topic)
    await desk.boris.presses("Контент", on=page)
    new = await there(content)
    await desk.vera.sees("№1 · Сайт не открывается", topic=new)
    await desk.boris.sees("теперь ведут в группе «Контент»", topic=topic)
    answer = await desk.boris.presses("Контент", on=page)
    assert "теперь ведут в группе «Контент»" in answer.text
    answer = await desk.boris.presses("Взять", on=card)
    assert "теперь ведут в группе «Контент»" in answer.text
    await desk.vera.writes("/move", topic=new)
    await desk.vera.sees("В какую группу?", topic=new)
    await desk.vera.presses("Поддержка", topic=new)
    await desk.vera.sees("теперь ведут в группе «Поддержка»", topic=new)
    await desk.anna.writes("Где моё обращение?")
    await desk.boris.sees("Где моё обращение?", chat=desk.room, anywhere=True)


async def test_without_another_group_it_stays(desk: RunningDesk) -> None:
    topic, _ = await a_ticket(desk)
    await desk.boris.writes("/move", topic=topic)
    await desk.boris.sees("Другой группы сотрудников нет", topic=topic)
