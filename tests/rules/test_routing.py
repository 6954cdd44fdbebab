"""Which ticket a client's message belongs to."""

from datetime import timedelta

import pytest

from desk.ids import TicketId
from desk.rules.routing import Ask, Begin, Following, Into, Nowhere, Place, Reopening, place, raced
from desk.rules.ticket import ENDS, Status, Ticket
from tests.builders import MONDAY, a_ticket

WINDOW = timedelta(days=14)
NOW = MONDAY + timedelta(days=20)
LATELY = NOW - timedelta(days=1)
LONG_AGO = NOW - timedelta(days=15)

OPEN = a_ticket(id=TicketId(1), status=Status.OPEN)
WAITING = a_ticket(id=TicketId(2), status=Status.WAITING)
SOLVED = a_ticket(id=TicketId(3), status=Status.SOLVED, ended_at=LATELY)
INACTIVE = a_ticket(id=TicketId(4), status=Status.INACTIVE, ended_at=LATELY)
OLD = a_ticket(id=TicketId(5), status=Status.SOLVED, ended_at=LONG_AGO)
MERGED = a_ticket(id=TicketId(6), status=Status.MERGED, ended_at=LATELY)


def placed(*tickets: Ticket, replied: Ticket | None = None, answer: bool = True) -> Place:
    """Where a message goes of somebody who has these tickets, newest first."""
    return place(replied, tickets, NOW, WINDOW, answer=answer)


def test_2_3_a_message_of_somebody_without_tickets_begins_one() -> None:
    assert placed() == Begin()
    assert placed(OPEN) != Begin()


def test_t28_what_is_no_answer_begins_nothing() -> None:
    assert placed(answer=False) == Nowhere()
    assert placed(OLD, MERGED, replied=OLD, answer=False) == Nowhere()


@pytest.mark.parametrize("answer", [True, False])
def test_the_only_open_ticket_gets_a_message(answer: bool) -> None:
    assert placed(OPEN, SOLVED, OLD, MERGED, answer=answer) == Into(OPEN)


def test_with_several_open_tickets_the_person_is_asked() -> None:
    assert placed(OPEN, WAITING, SOLVED) == Ask(open=(OPEN, WAITING))


def test_a_ticket_that_ended_lately_is_offered_for_reopening() -> None:
    assert placed(MERGED, SOLVED, INACTIVE, OLD) == Ask(ended=SOLVED)


def test_2_3_with_nothing_that_could_be_reopened_a_new_ticket_begins() -> None:
    assert placed(OLD, MERGED) == Begin()
    assert placed(OLD, MERGED, SOLVED) == Ask(ended=SOLVED)


@pytest.mark.parametrize("ticket", [OPEN, WAITING])
@pytest.mark.parametrize("answer", [True, False])
def test_a_reply_goes_to_its_open_ticket_whatever_else_is_open(ticket: Ticket, answer: bool) -> None:
    assert placed(OPEN, WAITING, replied=ticket, answer=answer) == Into(ticket)


@pytest.mark.parametrize("ticket", [SOLVED, INACTIVE])
def test_t27_a_reply_reopens_its_ticket_within_the_window(ticket: Ticket) -> None:
    assert placed(OPEN, SOLVED, INACTIVE, replied=ticket) == Reopening(ticket)


def test_t28_what_is_no_answer_is_passed_on_to_the_ticket_that_it_follows_and_reopens_nothing() -> None:
    assert placed(SOLVED, INACTIVE, replied=INACTIVE, answer=False) == Into(INACTIVE)
    assert placed(SOLVED, INACTIVE, replied=INACTIVE, answer=True) == Reopening(INACTIVE)
    assert placed(SOLVED, INACTIVE, answer=False) == Into(SOLVED)
    assert placed(SOLVED, INACTIVE, answer=True) == Ask(ended=SOLVED)


def test_t28_what_is_no_answer_asks_nothing_and_goes_to_the_newest_of_several_open_tickets() -> None:
    assert placed(OPEN, WAITING, SOLVED, answer=False) == Into(OPEN)
    assert placed(OPEN, WAITING, OLD, replied=OLD, answer=False) == Into(OPEN)
    assert placed(OPEN, SOLVED, answer=False) == Into(OPEN)


def test_t27_a_reply_after_the_window_begins_a_ticket_that_goes_on_from_it_whatever_else_is_open() -> None:
    for others in ((), (OPEN,), (OPEN, WAITING), (SOLVED,)):
        assert placed(*others, OLD, replied=OLD) == Following(OLD)


def test_t27_a_reply_to_what_was_merged_asks_rather_than_guesses() -> None:
    assert placed(OPEN, MERGED, replied=MERGED) == Ask(open=(OPEN,))
    assert placed(OPEN, WAITING, MERGED, replied=MERGED) == Ask(open=(OPEN, WAITING))
    assert placed(SOLVED, MERGED, replied=MERGED) == Ask(ended=SOLVED)
    assert placed(MERGED, replied=MERGED) == Begin()


@pytest.mark.parametrize("end", sorted(ENDS))
def test_t23_no_answer_goes_into_an_ended_ticket_without_opening_it(end: Status) -> None:
    ended = a_ticket(status=end, ended_at=LATELY)
    for replied in (None, ended):
        assert not isinstance(placed(ended, replied=replied), Into)
    assert placed(OPEN, ended) == Into(OPEN)


def test_t23_a_ticket_that_was_closed_by_silence_after_the_client_had_written_is_found() -> None:
    before, after = LATELY - timedelta(seconds=1), LATELY + timedelta(seconds=1)
    assert raced([SOLVED, INACTIVE, OPEN], before) == INACTIVE
    assert raced([SOLVED, INACTIVE, OPEN], LATELY) is None
    assert raced([SOLVED, INACTIVE, OPEN], after) is None
    assert raced([SOLVED, OPEN, MERGED], before) is None
