"""Which clients staff mean by what they type (regulation 2.3)."""

import pytest

from bot.likeness import likeness
from desk.ids import ClientId
from desk.rules.people import Client, ClientCategory
from desk.rules.registry import found


def a(key: str, name: str, email: str = "", phone: str = "") -> Client:
    return Client(ClientId(key), name, ClientCategory.PARTNER, email, phone)


CLIENTS = [
    a("42", "ИП Петров Иван", "ivan@example.com", "+7 (495) 111-22-33"),
    a("c-421", "ООО «Ромашка»", "anna@example.com", "8 495 111 22 44"),
    a("c-7", "ООО Петровские пекарни", "bread@example.com"),
    a("c-8", "ООО Ёлка", "x@elka.example"),
]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("42", ["42"]),
        ("№42", ["42"]),
        ("# 42", ["42"]),
        ("C-7", ["c-7"]),
        ("421", ["c-421"]),
        ("anna@example.com", ["c-421"]),
        ("ANNA@Example.com", ["c-421"]),
        ("8 495 111-22-33", ["42"]),
        ("+74951112244", ["c-421"]),
        ("112233", ["42"]),
        ("ооо ромашка", ["c-421"]),
        ("ромашка", ["c-421"]),
        ("Ромашки", ["c-421"]),
        ("рамашка", ["c-421"]),
        ("елка", ["c-8"]),
        ("elka", ["c-8"]),
        ("Петров", ["42", "c-7"]),
        ("Петрову Ивану", ["42"]),
        ("птеров иван", ["42"]),
        ("пекарня", ["c-7"]),
        ("111", []),
        ("Сидоров", []),
        ("", []),
        ("()", []),
        ("%", []),
        ("x" * 10_000, []),
    ],
)
def test_2_3_exact_first_then_parts_then_other_forms_and_slips(typed: str, meant: list[str]) -> None:
    assert [str(client.id) for client in found(CLIENTS, typed, likeness)] == meant


def test_2_3_an_exact_one_is_not_hidden_among_those_that_are_merely_alike() -> None:
    clients = [a("1", "Петров"), a("2", "Петров и сыновья")]
    assert [str(client.id) for client in found(clients, "петров", likeness)] == ["1"]
