"""Articles in the middle of the form, and for whoever looks for them. Source: regulation 2.5, final provisions."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desk.ports import Work
from desk.rules.articles import Use
from simulator import Message, Person
from tests.bot.running import RunningDesk, running_desk
from tests.bot.test_several_tickets import words_of

FOLDER = Path(__file__).parent.parent / "articles"
LONG = "\n\n".join(
    [
        "# Переезд на новый сервер",
        *(
            f"## Шаг {n}\n\nНажмите **«Дальше»** и [подождите](https://help.example.com/{n}?a=1&b=2)."
            for n in range(70)
        ),
    ]
)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[RunningDesk]:
    """It knows the articles of the test folder, and a long one."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for file in FOLDER.glob("*.md"):
        (folder / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "pereezd.md").write_text(LONG, encoding="utf-8")
    async with running_desk(tmp_path, ARTICLES_DIR=str(folder)) as running:
        yield running


async def uses(work: Work) -> dict[tuple[str, Use], int]:
    return dict(await work.articles.uses())


async def tells(desk: RunningDesk, person: Person, subject: str, description: str) -> None:
    await person.writes("/new")
    await desk.chooses(person, "Хостинг", "Вопрос", "Не срочно")
    await person.sees("одной строкой")
    await person.writes(subject)
    await person.sees("подробно")
    await person.writes(description)


async def is_offered(desk: RunningDesk) -> Message:
    await desk.signs_in(desk.anna, "anna@example.com")
    await tells(desk, desk.anna, "Не приходят письма", "Со вчерашнего дня в ящике info пусто, проверьте.")
    return await desk.anna.sees("Возможно, ответ уже есть")


async def test_final_an_article_is_offered_before_the_ticket_is_sent_and_ends_the_form_if_it_helped(
    desk: RunningDesk,
) -> None:
    page = await is_offered(desk)
    assert words_of(page) == ["Не приходят или не отправляются письма", "Продолжить обращение", "← Назад", "Отмена"]
    await desk.anna.presses("Не приходят", on=page)
    article = await desk.anna.sees("Чаще всего дело в одном из трёх.")
    assert article.text.startswith("Не приходят или не отправляются письма\n\n")
    assert "• Ящик переполнен: удалите ненужное" in article.text
    assert words_of(article) == ["Это помогло", "Продолжить обращение", "← К другим статьям"]
    await desk.anna.presses("Это помогло")
    await desk.anna.sees("Хорошо, что статья «Не приходят или не отправляются письма» помогла")
    again = await desk.anna.presses("Это помогло", on=article)
    assert "устарела" in again.text
    assert await desk.room.topics() == []
    slug = "ne-prihodyat-pisma"
    counted = {(slug, Use.SHOWN): 1, (slug, Use.OPENED): 1, (slug, Use.HELPED): 1}
    assert await desk.app.office.look(uses) == counted
    await desk.olga.writes("/digest")
    await desk.olga.sees("Помогла статья, обращение не понадобилось: 1")


async def test_final_whoever_goes_on_loses_nothing_and_is_not_offered_it_again(desk: RunningDesk) -> None:
    page = await is_offered(desk)
    await desk.anna.presses("Не приходят", on=page)
    article = await desk.anna.sees("Чаще всего дело")
    await desk.anna.presses("К другим статьям", on=article)
    await desk.anna.sees("Возможно, ответ уже есть")
    await desk.anna.writes("И на ящик buh тоже")
    await desk.anna.sees("Добавлено к описанию")
    await desk.anna.sends_photo("Снимок экрана")
    page = await desk.anna.sees("Файл добавлен")
    assert "1 файл" in page.text
    await desk.anna.presses("Продолжить обращение", on=page)
    await desk.anna.sees("Добавьте фото")
    await desk.anna.presses("Это всё")
    confirmed = await desk.anna.sees("Всё верно?")
    for words in ("Не приходят письма", "в ящике info пусто", "И на ящик buh тоже", "1 файл"):
        assert words in confirmed.text
    old = await desk.anna.presses("Это помогло", on=article)
    assert "устарела" in old.text
    await desk.anna.sees("Всё верно?", anywhere=True)
    await desk.anna.presses("Отправить", on=await desk.anna.last())
    await desk.anna.sees("принято")
    topic = await desk.room.topic("№1")
    await desk.boris.sees("И на ящик buh тоже", topic=topic, anywhere=True)


async def test_final_a_mistyped_question_in_another_form_of_its_words_finds_it_and_another_question_none(
    desk: RunningDesk,
) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await tells(desk, desk.anna, "прадлить дамены", "Заканчивается в мае, что делать?")
    page = await desk.anna.sees("Возможно, ответ уже есть")
    assert "Как продлить домен" in words_of(page)
    await desk.anna.writes("/cancel")
    await desk.anna.sees("ничего не отправлено")
    await tells(desk, desk.anna, "Установить кондиционер", "Жарко, нужен монтажник в офис")
    await desk.anna.sees("Добавьте фото")


async def test_final_in_english_too(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.anna.writes("/language")
    await desk.chooses(desk.anna, "English")
    await desk.anna.sees(button="New ticket")
    await desk.anna.writes("/new")
    await desk.chooses(desk.anna, "Хостинг", "A question", "Not urgent")
    await desk.anna.sees("one line")
    await desk.anna.writes("Forgot my mailbox password")
    await desk.anna.sees("in full")
    await desk.anna.writes("How can I change it?")
    page = await desk.anna.sees("Perhaps one of these articles")
    await desk.anna.presses("How to change a mailbox password", on=page)
    await desk.anna.sees("press Change password")
    await desk.anna.presses("This helped")
    await desk.anna.sees("The form is put away, nothing was sent")


async def test_2_5_anybody_can_look_for_articles_and_read_a_long_one_piece_by_piece(desk: RunningDesk) -> None:
    await desk.stepan.writes("/articles")
    page = await desk.stepan.sees("Статьи")
    assert "Дальше →" in words_of(page)
    await desk.stepan.presses("Дальше →", on=page)
    await desk.stepan.sees(button="← Раньше")
    await desk.stepan.writes("/articles переезды на серверы")
    await desk.stepan.sees("Статьи по словам «переезды на серверы»")
    await desk.stepan.presses("Переезд на новый сервер")
    first = await desk.stepan.sees("Шаг 0\n\nНажмите «Дальше» и подождите.")
    assert "Шаг 69" not in first.text
    await desk.stepan.presses("Читать дальше (2 из", on=first)
    second = await desk.stepan.sees("Нажмите «Дальше» и подождите.", button="из")
    assert not second.text.startswith("Переезд")
    await desk.stepan.writes("/articles кондиционер")
    await desk.stepan.sees("По словам «кондиционер» статей нет")
    await desk.stepan.writes("/articles " + "слово " * 600)
    await desk.stepan.sees("статей нет")
    await desk.stepan.writes("/help")
    await desk.stepan.sees("/articles – ответы на частые вопросы")
    gone = await desk.stepan.forges_press("kb:999:0", on=first)
    assert "больше нет" in gone.text


async def test_2_5_looking_for_an_article_in_the_middle_of_the_form_loses_nothing(desk: RunningDesk) -> None:
    page = await is_offered(desk)
    await desk.anna.writes("/articles сертификат")
    await desk.anna.sees("Статьи по словам «сертификат»")
    await desk.anna.presses("Сертификат SSL")
    await desk.anna.sees("выпускается и продлевается сам", button="Продолжить обращение")
    await desk.anna.presses("Продолжить обращение")
    await desk.anna.sees("Возможно, ответ уже есть")
    old = await desk.anna.forges_press(page.inline_keyboard[1][0]["callback_data"], on=page)
    assert "устарела" in old.text
    await desk.anna.presses("Продолжить обращение", on=await desk.anna.last())
    await desk.anna.sees("Добавьте фото")


async def test_2_5_staff_send_an_article_by_a_button_once_and_by_its_name(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna, subject="Поздравляем с праздником")
    topic = await desk.room.topic("№1")
    await desk.boris.sees("Поздравляем", topic=topic)
    await desk.boris.writes("/articles письма не доходят", topic=topic)
    page = await desk.boris.sees("Какую статью?", topic=topic)
    await desk.boris.presses("Не приходят", on=page)
    told = await desk.anna.sees("Чаще всего дело")
    assert told.text.startswith("Борис · обращение №1\nНе приходят или не отправляются письма\n\n")
    await desk.boris.sees("Борис отправляет клиенту статью «Не приходят", topic=topic)
    again = await desk.boris.presses("Не приходят", on=page)
    assert "уже сделано" in again.text
    await desk.boris.writes("/article akt-sverki", topic=topic)
    await desk.anna.sees("Акт сверки за любой период")
    counted = await desk.app.office.look(uses)
    assert counted["ne-prihodyat-pisma", Use.SENT] == 1
    assert counted["akt-sverki", Use.SENT] == 1
    await desk.boris.writes("/articles сертификат", chat=desk.room)
    listed = await desk.boris.sees("ssl-sertifikat – Сертификат SSL", chat=desk.room)
    assert listed.buttons == []
    forged = await desk.boris.forges_press("kh:1:99", on=page)
    assert "больше нет" in forged.text
    await desk.boris.writes("/articles кондиционер", topic=topic)
    await desk.boris.sees("По словам «кондиционер» статей нет", topic=topic)


async def test_final_a_restart_in_the_middle_changes_nothing_and_a_changed_folder_is_read(
    desk: RunningDesk, tmp_path: Path
) -> None:
    page = await is_offered(desk)
    file = tmp_path / "articles" / "ne-prihodyat-pisma.md"
    file.write_text(file.read_text(encoding="utf-8").replace("Чаще всего", "Почти всегда"), encoding="utf-8")
    (tmp_path / "articles" / "bad.md").write_bytes(b"\xff\xfe#\x00")
    await desk.restart()
    await desk.anna.presses("Не приходят", on=page)
    await desk.anna.sees("Почти всегда дело в одном из трёх.")


async def test_final_a_prospect_is_offered_articles_too(desk: RunningDesk) -> None:
    await desk.stepan.writes("/start")
    await desk.chooses(desk.stepan, "не клиент", "Согла")
    await desk.stepan.sees("зовут")
    await desk.stepan.writes("Степан")
    await desk.stepan.sees("связаться")
    await desk.stepan.writes("stepan@example.com")
    await desk.stepan.sees("вопрос")
    await desk.stepan.writes("Как перенести домен к вам и прописать NS-серверы?")
    await desk.stepan.sees("Возможно, ответ уже есть", button="Как привязать домен к сайту")
