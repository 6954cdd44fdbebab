"""Places in ready answers."""

from desk.rules.macros import filled, unknown_places

FACTS = {"client": "{я} {номер}", "number": "7", "service": "Хостинг", "me": "Борис"}


def test_places_are_filled_in_in_either_language() -> None:
    assert filled("{номер} {number} {Услуга} {ME}", FACTS) == "7 7 Хостинг Борис"


def test_what_a_name_holds_is_no_place() -> None:
    assert filled("Это {клиент}", FACTS) == "Это {я} {номер}"


def test_other_braces_are_left_as_they_are_and_told_where_they_look_like_a_place() -> None:
    assert filled("a { b } {} {x}", FACTS) == "a { b } {} {x}"
    assert unknown_places("a { b } {} {x} {клиент} {y}") == ["x", "y"]
