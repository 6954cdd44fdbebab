"""How much two tickets say the same (T31), judged by pairs as people write them."""

import pytest

from bot.likeness import likeness
from desk.rules.similarity import ALIKE, MOST, similar
from desk.rules.ticket import Category, Status, Ticket
from tests.builders import HOSTING, ROMASHKA, SITE, a_ticket

Told = tuple[str, str]

ALIKE_PAIRS: list[tuple[Told, Told]] = [
    (
        ("Сайт не открывается", "Подробное описание: ошибка 502 с утра"),
        ("Не открывается сайт", "С утра ошибка 502, не могу зайти"),
    ),
    (("Сайт не открывается", "Со вчера сайт не грузится"), ("Сайт не открываеться", "Вчера перестал грузиться")),
    (("Не приходит почта", "Письма не доходят до ящика info@"), ("Почта не приходит", "До info@ не доходят письма")),
    (("Счёт за апрель", "Пришлите счет за апрель"), ("Нужен счет за апрель", "Прошу прислать счёт за апрель")),
    (
        ("Поменять телефон на сайте", "Замените телефон в шапке сайта на 123"),
        ("Замена телефона в шапке", "На сайте надо поменять телефон в шапке на 123"),
    ),
    (("The site is down", "It answers with 502"), ("Site down", "Since the morning it answers with 502")),
]
UNLIKE_PAIRS: list[tuple[Told, Told]] = [
    (("Сайт не открывается", "Ошибка 502 с утра"), ("Не приходит почта", "Письма от клиентов не доходят до ящика")),
    (("Счёт за апрель", "Пришлите счет на ООО Ромашка"), ("Акт сверки", "Пришлите акт сверки на ООО Ромашка")),
    (
        ("Поменять телефон на сайте", "Замените телефон в шапке сайта на 123"),
        ("Новая страница на сайте", "Добавьте страницу о доставке с текстом из файла"),
    ),
    (("Вопрос", "Как настроить почту на телефоне?"), ("Вопрос по счёту", "Почему в счёте две позиции?")),
    (("Сайт не открывается", "ошибка 502"), ("Сайт взломали", "На главной странице чужая реклама")),
]


def found(told: Told, *others: Ticket, service: str = HOSTING, category: str = "incident") -> list[int]:
    subject, description = told
    alike = similar(
        others,
        likeness,
        client=ROMASHKA,
        service=service,
        category=category,
        subject=subject,
        description=description,
    )
    return [ticket.id for ticket in alike]


@pytest.mark.parametrize(("one", "other"), ALIKE_PAIRS)
def test_t31_the_same_in_other_words_is_found(one: Told, other: Told) -> None:
    assert found(one, a_ticket(subject=other[0], description=other[1])) == [1]
    assert found(other, a_ticket(subject=one[0], description=one[1])) == [1]


@pytest.mark.parametrize(("one", "other"), UNLIKE_PAIRS)
def test_t31_what_only_shares_words_is_not(one: Told, other: Told) -> None:
    assert found(one, a_ticket(subject=other[0], description=other[1])) == []


def test_t31_only_open_tickets_of_the_same_client_about_the_same_service_or_category_count() -> None:
    told = ("The site is down", "It has answered with 502 since the morning.")
    assert found(told, a_ticket()) == [1]
    assert found(told, a_ticket(status=Status.SOLVED)) == []
    assert found(told, a_ticket(client=None)) == []
    assert found(told, a_ticket(service=SITE)) == [1]
    assert found(told, a_ticket(category=Category.BILLING)) == [1]
    assert found(told, a_ticket(service=SITE, category=Category.BILLING)) == []


def test_t31_the_most_alike_come_first_and_not_too_many() -> None:
    others = [a_ticket(id=number, subject="The site is down" + " again" * number) for number in range(5)]
    assert found(("The site is down", "It has answered with 502 since the morning."), *others) == [0, 1, 2]
    assert MOST == 3
    assert 0 < ALIKE < 1


@pytest.mark.parametrize(("one", "other"), [("", ""), ("", "слово"), ("🙂", "🙂🙂"), ("а б", "в г")])
def test_texts_without_words_are_not_alike(one: str, other: str) -> None:
    assert likeness(one, other) < ALIKE
