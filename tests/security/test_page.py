"""docs/security.md names every requirement, and for each the tests that would go red if it did not hold."""

from tests.security.page import PAGE, REQUIREMENTS, ROW, held_by, written

PAGE_TEXT = PAGE.read_text(encoding="utf-8")


def test_every_requirement_has_its_row() -> None:
    assert [int(row[1]) for row in ROW.finditer(PAGE_TEXT)] == list(REQUIREMENTS)


def test_every_requirement_has_a_test_that_is_named_after_it() -> None:
    assert sorted(set(REQUIREMENTS) - held_by().keys()) == []


def test_no_test_is_named_after_a_requirement_that_is_not_there() -> None:
    assert sorted(held_by().keys() - set(REQUIREMENTS)) == []


def test_the_table_names_the_tests_of_today() -> None:
    assert written(PAGE_TEXT) == PAGE_TEXT, "run: python -m tests.security.page"
