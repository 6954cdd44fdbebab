"""When it is told that something is wrong with a group, and that it is well again."""

from datetime import timedelta

from desk.rules.groups import QUIET, Wrong, is_news, is_pending, tell, told_last
from tests.builders import MONDAY

SECOND = timedelta(seconds=1)


def test_who_was_told_nothing_takes_it_to_be_well() -> None:
    assert told_last({}) is Wrong.NOTHING
    assert not is_news(Wrong.NOTHING, {}, MONDAY)
    assert is_news(Wrong.SHUT_OUT, {}, MONDAY)


def test_the_same_is_not_told_again_however_long_it_lasts() -> None:
    assert not is_news(Wrong.SHUT_OUT, {Wrong.SHUT_OUT: MONDAY}, MONDAY + 100 * QUIET)


def test_another_state_is_told_at_once() -> None:
    told = {Wrong.SHUT_OUT: MONDAY}
    assert is_news(Wrong.NOTHING, told, MONDAY + SECOND)
    assert is_news(Wrong.NOT_ADMIN, told, MONDAY + SECOND)


def test_what_flaps_is_told_again_only_after_ten_minutes() -> None:
    told = {Wrong.SHUT_OUT: MONDAY, Wrong.NOTHING: MONDAY + SECOND}
    assert told_last(told) is Wrong.NOTHING
    assert not is_news(Wrong.SHUT_OUT, told, MONDAY + QUIET - SECOND)
    assert is_pending(Wrong.SHUT_OUT, told)
    assert is_news(Wrong.SHUT_OUT, told, MONDAY + QUIET)
    assert not is_pending(Wrong.NOTHING, told)


def test_what_was_told_last_is_known_even_of_one_moment() -> None:
    told = tell(Wrong.NOTHING, tell(Wrong.SHUT_OUT, {Wrong.NOTHING: MONDAY}, MONDAY), MONDAY)
    assert told_last(told) is Wrong.NOTHING
    assert told_last(tell(Wrong.SHUT_OUT, told, MONDAY)) is Wrong.SHUT_OUT
