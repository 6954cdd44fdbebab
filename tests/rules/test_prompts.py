"""How long a question to an employee lives."""

from datetime import timedelta

import pytest

from desk.ids import PromptId
from desk.rules.prompts import LIVES, OUTLIVES, Asked, Prompt, is_alive
from desk.rules.ticket import Status
from tests.builders import BORIS, MONDAY, ROOM, a_ticket

PROMPT = Prompt(PromptId(1), a_ticket().id, ROOM, BORIS, Asked.HOLD, MONDAY)
LATER = MONDAY + timedelta(hours=1)


def test_it_lives_for_a_day() -> None:
    assert is_alive(PROMPT, a_ticket(), MONDAY + LIVES - timedelta(seconds=1))
    assert not is_alive(PROMPT, a_ticket(), MONDAY + LIVES)


@pytest.mark.parametrize("what", Asked)
def test_what_needs_an_open_ticket_dies_with_it(what: Asked) -> None:
    asked = Prompt(PromptId(1), a_ticket().id, ROOM, BORIS, what, MONDAY)
    ended = a_ticket(status=Status.SOLVED, ended_at=LATER)
    assert is_alive(asked, ended, LATER) is (what in OUTLIVES)


def test_one_that_was_asked_after_the_end_lives() -> None:
    assert is_alive(PROMPT, a_ticket(status=Status.SOLVED, ended_at=MONDAY - timedelta(hours=1)), LATER)


def test_one_that_is_over_is_dead() -> None:
    over = Prompt(PromptId(1), a_ticket().id, ROOM, BORIS, Asked.NOTE, MONDAY, over_at=LATER)
    assert not is_alive(over, a_ticket(), LATER)
