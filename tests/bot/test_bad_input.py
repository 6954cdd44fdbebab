"""Whatever is sent at whichever step of a form is answered politely, says what to do, and loses nothing.

Each row is a walk through a form; at every step of it all of the bad input is tried before the right answer is given.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest

from simulator import Message, Person
from tests.bot.running import RunningDesk

UNSEEN = "⠀ㅤ⠀ㅤ⠀ㅤ⠀ㅤ⠀ㅤ⠀ㅤ"
"""What looks like nothing: Telegram itself takes no message of spaces."""

TOO_SHORT, NO_STICKER, OUT_OF_DATE = "лишком коротко", "Стикер здесь не подойдёт", "устарела"
BUTTONS, WORDS, LONG = "одну из кнопок ниже", "Ответьте, пожалуйста, словами", "лишком длинно"


@dataclass(frozen=True)
class Step:
    """`asks` is what the page says. The answer is typed, or a button pressed. `longest`: characters that it takes."""

    asks: str
    press: str = ""
    type: str = ""
    longest: int = 0
    day: bool = False


FIRST = (Step("О какой услуге", "Хостинг"),)


def last(asks: str) -> tuple[Step, ...]:
    """How each walk ends; the description is asked for in words of its own."""
    return (
        Step("Насколько это срочно", "Не срочно"),
        Step("одной строкой", type="Это моя суть", longest=120),
        Step(asks, type="Это моё подробное описание."),
        Step("Добавьте фото", "Это всё"),
    )


BY_WHEN = Step("К какому дню", type="в пятницу", longest=60, day=True)

WALKS = {
    "incident": (
        *FIRST,
        Step("О чём обращение", "Что-то сломалось"),
        Step("Вы видели проблему сами", "Да, своими"),
        Step("Менял ли кто-то", "Нет"),
        Step("С какого времени", type="с утра", longest=200),
        *last("Опишите проблему"),
    ),
    "connection": (
        *FIRST,
        Step("О чём обращение", "Подключ"),
        Step("Что подключить?", type="Почта на десять человек", longest=200),
        Step("Для какого домена?", type="romashka.ru", longest=253),
        *last("Опишите всё подробно"),
    ),
    "content": (
        *FIRST,
        Step("О чём обращение", "Поправить"),
        Step("Где нужна правка?", type="Раздел «О компании»", longest=500),
        BY_WHEN,
        *last("Опишите задачу"),
    ),
    "access": (
        *FIRST,
        Step("О чём обращение", "Доступы"),
        Step("О каком доступе речь?", type="База данных", longest=200),
        *last("Опишите, какой доступ"),
    ),
    "billing": (
        *FIRST,
        Step("О чём обращение", "Счета"),
        Step("О каком документе", "Акт сверки"),
        Step("За какой период?", type="первый квартал", longest=100),
        Step("На кого оформить?", type="ООО Ромашка", longest=300),
        *last("Опишите, что нужно"),
    ),
}


async def shows(person: Person, step: Step, answer: str = "") -> Message:
    """The page of that step, with those words on it."""
    page = await person.sees(answer or step.asks, button="Отмена")
    assert step.asks in page.text
    return page


async def is_still_there(person: Person, step: Step) -> Message:
    """A page that is shown again as it was is not changed: there is nothing new to see."""
    page = await person.last()
    assert step.asks in page.text
    return page


async def tries_all(desk: RunningDesk, step: Step, old: str, foreign: str) -> None:
    """Everything that is no answer; the page of the step is there again after each."""
    anna = desk.anna
    page = await shows(anna, step)
    await anna.sends_sticker()
    page = await shows(anna, step, NO_STICKER)
    await anna.writes(UNSEEN)
    page = await shows(anna, step, BUTTONS if step.press and "фото" not in step.asks else TOO_SHORT)
    for data in (old, foreign, old):
        answer = await anna.forges_press(data, on=page)
        assert OUT_OF_DATE in answer.text
        page = await is_still_there(anna, step)
    await anna.writes("/tickets")
    await anna.sees("пока нет обращений")
    await anna.writes("/new")
    page = await shows(anna, step)
    await anna.writes("/nosuchcommand")
    await anna.sees("/nosuchcommand")
    if step.day:
        await anna.writes("вчера-позавчера")
        await shows(anna, step, "Не получилось понять день")
        await anna.writes("1.03")
        await shows(anna, step, "Этот день уже прошёл")


async def walks(desk: RunningDesk, steps: tuple[Step, ...]) -> None:
    """Anna goes through all of the steps; at each everything else is tried first, with a button that is not hers."""
    await desk.signs_in(desk.viktor, "viktor@example.com")
    await desk.viktor.writes("/new")
    page = await desk.viktor.sees("О какой услуге")
    foreign = page.inline_keyboard[0][0]["callback_data"]
    await desk.signs_in(desk.anna, "anna@example.com")
    old = "f:1:choose:x"
    await desk.anna.writes("/new")
    for step in steps:
        page = await shows(desk.anna, step)
        newest = page.inline_keyboard[-1][-1]["callback_data"].rpartition("cancel")[0] + "skip:"
        await tries_all(desk, step, old, foreign)
        if step.press == "Это всё":
            await desk.anna.sends_voice()
            await shows(desk.anna, step, "1 файл")
        old = newest
        if step.press:
            await desk.anna.presses(step.press)
        else:
            await desk.anna.writes(step.type)


@pytest.mark.parametrize("name", WALKS)
async def test_2_1_bad_input_at_every_step_is_answered_and_nothing_is_lost(desk: RunningDesk, name: str) -> None:
    await walks(desk, WALKS[name])
    confirmed = await desk.anna.sees("Всё верно?")
    typed = [step.type for step in WALKS[name] if step.type and not step.day]
    for words in typed:
        assert words in confirmed.text
    assert ("5 марта 2027" in confirmed.text) == (BY_WHEN in WALKS[name])
    await tries_confirmation(desk, confirmed)
    await desk.anna.presses("Отправить", on=await desk.anna.last())
    await desk.anna.sees("Обращение №1 «Это моя суть» принято")
    topic = await desk.room.topic("№1")
    card = await desk.boris.sees("Это моя суть", topic=topic, anywhere=True)
    for words in typed[:-2]:
        assert words in card.text
    await desk.boris.sees(kind="voice", topic=topic, anywhere=True)


async def tries_confirmation(desk: RunningDesk, page: Message) -> None:
    anna = desk.anna
    await anna.sends_sticker()
    await anna.sees(NO_STICKER)
    await anna.writes(UNSEEN)
    await anna.sees(TOO_SHORT)
    answer = await anna.forges_press("f:1:send:free", on=page)
    assert OUT_OF_DATE in answer.text
    await anna.writes("И ещё одно слово")
    page = await anna.sees("И ещё одно слово")
    assert "Добавлено к описанию" in page.text


async def test_2_1_ten_thousand_characters_at_a_step_are_all_in_the_ticket(desk: RunningDesk) -> None:
    """In three messages, as Telegram sends them; at a button, at an answer and at the subject."""
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.anna.writes("/new")
    # Whoever has told so much is not asked for a description any more.
    steps = [step for step in WALKS["billing"] if "Опишите, что" not in step.asks]
    told = {0, 2, 4, 6}
    for number, step in enumerate(steps):
        await shows(desk.anna, step)
        for piece in ("а" * 4000, "б" * 4000, "в" * 2000) if number in told else ():
            await desk.anna.writes(f"начало{number} {piece} конец{number}")
            await shows(desk.anna, step, LONG if step.longest else "описани")
        if step.press:
            await desk.anna.presses("Без файлов" if "фото" in step.asks else step.press)
        else:
            await desk.anna.writes(step.type)
    await desk.anna.sees("Всё верно?")
    await desk.anna.presses("Отправить")
    await desk.anna.sees("принято")
    topic = await desk.room.topic("№1")
    await desk.boris.sees(f"в конец{max(told)}", topic=topic, anywhere=True)
    said = "".join(message.text for message in await topic.messages())
    for number in told:
        assert said.count(f"начало{number} ") >= 3
        assert said.count(f"конец{number}") >= 3


async def test_2_1_an_old_button_after_a_restart_pressed_twice_changes_nothing(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.anna.writes("/new")
    first = await desk.anna.sees("О какой услуге")
    await desk.anna.presses("Хостинг", on=first)
    await desk.anna.sees("О чём обращение")
    await desk.restart()
    for _ in range(2):
        answer = await desk.anna.forges_press(first.inline_keyboard[0][0]["callback_data"], on=first)
        assert OUT_OF_DATE in answer.text
        await is_still_there(desk.anna, Step("О чём обращение"))
    await desk.anna.presses("Вопрос")
    await desk.anna.sees("Насколько это срочно")


PROSPECT = (
    Step("согласны", "Соглас"),
    Step("зовут", type="Степан Разин", longest=120),
    Step("связаться", type="stepan@example.com", longest=200),
    Step("вопрос", type="Сколько стоит сайт-визитка?"),
    Step("Добавьте фото", "Без файлов"),
)


async def test_1_2_4_bad_input_at_every_step_of_a_prospects_form(desk: RunningDesk) -> None:
    stepan = desk.stepan
    await stepan.writes("/start")
    await desk.chooses(stepan, "не клиент")
    for step in PROSPECT:
        await shows(stepan, step)
        await stepan.sends_sticker()
        await shows(stepan, step, NO_STICKER)
        await stepan.writes(UNSEEN)
        page = await shows(stepan, step, BUTTONS if "согласны" in step.asks else TOO_SHORT)
        assert OUT_OF_DATE in (await stepan.forges_press("f:1:skip:", on=page)).text
        await is_still_there(stepan, step)
        if step.press:
            await stepan.presses(step.press)
        else:
            await stepan.writes(step.type)
    confirmed = await stepan.sees("Всё верно?")
    for words in ("Степан Разин", "stepan@example.com", "Сколько стоит сайт-визитка?"):
        assert words in confirmed.text


async def test_final_bad_input_at_every_step_of_a_complaint(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.anna.writes("/feedback")
    for step in (Step("жалоба или благодарность", "Жалоба"), Step("что случилось", type="Отвечали три дня")):
        await shows(desk.anna, step)
        await desk.anna.sends_sticker()
        await shows(desk.anna, step, NO_STICKER)
        await desk.anna.sends_voice()
        await shows(desk.anna, step, WORDS)
        await desk.anna.writes(UNSEEN)
        await shows(desk.anna, step, BUTTONS if step.press else TOO_SHORT)
        if step.press:
            await desk.anna.presses(step.press)
        else:
            await desk.anna.writes(step.type)
    page = await desk.anna.sees("Отвечали три дня", button="Отправить")
    await desk.anna.presses("Отправить", on=page)
    await desk.olga.sees("Отвечали три дня")


async def test_2_1_a_form_waits_for_two_weeks_and_then_it_is_told_that_it_is_put_away(
    desk: RunningDesk, tmp_path: Path
) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.anna.writes("/new")
    await desk.chooses(desk.anna, "Хостинг", "Вопрос", "Не срочно")
    await desk.anna.sees("одной строкой")
    await desk.anna.writes("Моя суть")
    await desk.anna.sees("подробно")
    await desk.passes(days=13)
    await desk.anna.writes("/start")
    await desk.anna.sees(button="Продолжить обращение")
    await desk.anna.writes("/new")
    await desk.anna.sees("подробно", button="Отмена")
    await desk.passes(days=14, hours=1)
    await desk.anna.sees("две недели", button="Меню")
    await desk.anna.writes("/new")
    await desk.anna.sees("О какой услуге")
