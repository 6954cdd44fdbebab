"""The only ways in which a ticket can change."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from desk.errors import AlreadyTaken, IllegalMove
from desk.rules.ticket import (
    ENDS,
    NEXT,
    Status,
    Ticket,
    answer_delivered,
    answered,
    client_wrote,
    may_reopen,
    move,
    next_cycle,
    release,
    take,
)
from tests.builders import BORIS, MONDAY, VERA, a_ticket, at

NEW, OPEN, WAITING, ON_HOLD = Status.NEW, Status.OPEN, Status.WAITING, Status.ON_HOLD
SOLVED, INACTIVE, REFUSED, MERGED = Status.SOLVED, Status.INACTIVE, Status.REFUSED, Status.MERGED

LATER = at("2026-03-02 15:00")
HOUR = timedelta(hours=1)
TWO_WEEKS = timedelta(days=14)

ALLOWED = {
    (NEW, OPEN),
    (NEW, WAITING),
    (NEW, ON_HOLD),
    (NEW, SOLVED),
    (NEW, REFUSED),
    (NEW, MERGED),
    (OPEN, WAITING),
    (OPEN, ON_HOLD),
    (OPEN, SOLVED),
    (OPEN, REFUSED),
    (OPEN, MERGED),
    (WAITING, OPEN),
    (WAITING, ON_HOLD),
    (WAITING, SOLVED),
    (WAITING, INACTIVE),
    (WAITING, REFUSED),
    (WAITING, MERGED),
    (ON_HOLD, OPEN),
    (ON_HOLD, WAITING),
    (ON_HOLD, SOLVED),
    (ON_HOLD, REFUSED),
    (ON_HOLD, MERGED),
    (SOLVED, OPEN),
    (INACTIVE, OPEN),
    (REFUSED, OPEN),
}


def in_status(status: Status, **facts: object) -> Ticket:
    return a_ticket(status=status, ended_at=MONDAY if status in ENDS else None, **facts)


# --- the table ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("was", "want"), list(product(Status, Status)))
def test_the_table_says_which_status_can_follow_which(was: Status, want: Status) -> None:
    ticket = in_status(was)
    if want is was:
        assert move(ticket, want, LATER) is ticket
    elif (was, want) in ALLOWED:
        moved = move(ticket, want, LATER)
        assert (moved.status, moved.ended_at) == (want, LATER if want in ENDS else None)
    else:
        with pytest.raises(IllegalMove) as refusal:
            move(ticket, want, LATER)
        assert (refusal.value.ticket, refusal.value.status, refusal.value.want) == (ticket.id, was, want)


def test_every_status_has_its_row_in_the_table() -> None:
    assert set(NEXT) == set(Status)
    assert {(was, want) for was, wanted in NEXT.items() for want in wanted} == ALLOWED


def test_t20_only_what_waits_for_the_client_can_become_inactive() -> None:
    assert {was for was in Status if INACTIVE in NEXT[was]} == {WAITING}


def test_t25_inactive_is_an_end_of_its_own() -> None:
    closed = move(in_status(WAITING), INACTIVE, LATER)
    assert (closed.is_open, closed.status is SOLVED, closed.ended_at) == (False, False, LATER)


@pytest.mark.parametrize("status", Status)
def test_a_ticket_is_open_until_one_of_its_ends(status: Status) -> None:
    assert in_status(status).is_open is (status in {NEW, OPEN, WAITING, ON_HOLD})


# --- take and release -----------------------------------------------------------------------------


@pytest.mark.parametrize(("was", "then"), [(NEW, OPEN), (OPEN, OPEN), (WAITING, WAITING), (ON_HOLD, ON_HOLD)])
def test_taking_a_ticket_opens_a_new_one_and_leaves_the_status_of_others(was: Status, then: Status) -> None:
    taken = take(in_status(was), BORIS, LATER)
    assert (taken.assignee, taken.status) == (BORIS, then)


def test_t9_taking_a_ticket_is_no_first_reaction() -> None:
    taken = take(a_ticket(), BORIS, LATER)
    assert (taken.reacted_at, taken.took) == (None, None)
    assert answered(taken, BORIS, LATER, HOUR, WAITING).reacted_at == LATER


def test_a_second_press_of_the_same_employee_changes_nothing() -> None:
    taken = take(a_ticket(), BORIS, LATER)
    assert take(taken, BORIS, LATER + HOUR) is taken


def test_a_ticket_that_a_colleague_has_cannot_be_taken() -> None:
    taken = take(a_ticket(), BORIS, LATER)
    with pytest.raises(AlreadyTaken) as refusal:
        take(taken, VERA, LATER, holder="Boris")
    assert refusal.value.by == "Boris"


@pytest.mark.parametrize("end", sorted(ENDS))
def test_an_ended_ticket_cannot_be_taken(end: Status) -> None:
    with pytest.raises(IllegalMove):
        take(in_status(end), BORIS, LATER)


def test_the_assignee_can_release_a_ticket_and_nobody_else_can() -> None:
    taken = take(a_ticket(), BORIS, LATER)
    with pytest.raises(AlreadyTaken) as refusal:
        release(taken, VERA, holder="Boris")
    assert refusal.value.by == "Boris"
    assert release(taken, BORIS).assignee is None


# --- an answer ------------------------------------------------------------------------------------


def test_t9_the_first_answer_stops_the_clock_of_the_first_reaction_for_good() -> None:
    first = answered(a_ticket(), BORIS, LATER, HOUR, WAITING)
    assert (first.reacted_at, first.took) == (LATER, HOUR)
    second = answered(first, BORIS, LATER + HOUR, 2 * HOUR, WAITING)
    assert (second.reacted_at, second.took) == (LATER, HOUR)


def test_whoever_answers_an_unassigned_ticket_first_becomes_its_assignee() -> None:
    first = answered(a_ticket(), BORIS, LATER, HOUR, WAITING)
    assert first.assignee == BORIS
    assert answered(first, VERA, LATER, HOUR, WAITING).assignee == BORIS


@pytest.mark.parametrize("means", [WAITING, OPEN])
@pytest.mark.parametrize("was", [NEW, OPEN, WAITING, ON_HOLD])
def test_t19_an_answer_puts_an_open_ticket_to_what_replies_mean(was: Status, means: Status) -> None:
    assert answered(in_status(was), BORIS, LATER, HOUR, means).status is means


@pytest.mark.parametrize("end", sorted(ENDS))
def test_a_late_word_does_not_open_an_ended_ticket(end: Status) -> None:
    late = answered(in_status(end), BORIS, LATER, HOUR, WAITING)
    assert (late.status, late.ended_at) == (end, MONDAY)
    assert late.assignee == BORIS


# --- the client -----------------------------------------------------------------------------------


@pytest.mark.parametrize("status", Status)
def test_a_clients_words_put_a_waiting_or_held_ticket_back_to_staff(status: Status) -> None:
    ticket = in_status(status)
    assert client_wrote(ticket, LATER).status is (OPEN if status in {WAITING, ON_HOLD} else status)


def test_t10_the_first_unanswered_message_counts_and_later_ones_do_not_move_it() -> None:
    once = client_wrote(in_status(OPEN), MONDAY)
    twice = client_wrote(once, LATER)
    assert (once.unanswered_since, twice.unanswered_since) == (MONDAY, MONDAY)


def test_t18_what_was_written_before_it_was_opened_again_is_not_answered_by_an_earlier_answer() -> None:
    answered, refused, opened = MONDAY, MONDAY + timedelta(minutes=1), MONDAY + timedelta(minutes=2)
    ticket = next_cycle(move(in_status(OPEN), REFUSED, refused), opened)
    crossed = client_wrote(replace(ticket, unanswered_since=opened), MONDAY - timedelta(minutes=1))
    assert crossed.unanswered_since == opened
    assert answer_delivered(crossed, answered).unanswered_since == opened
    assert answer_delivered(crossed, opened + timedelta(minutes=1)).unanswered_since is None


def test_t10_words_that_were_placed_late_count_from_when_they_were_written() -> None:
    """They waited for the client to say where they belong, while newer ones went straight into the ticket."""
    assert client_wrote(client_wrote(in_status(OPEN), LATER), MONDAY).unanswered_since == MONDAY


def test_t10_an_answer_that_was_written_after_it_answers_it() -> None:
    asked = client_wrote(in_status(OPEN), MONDAY)
    assert answer_delivered(asked, LATER).unanswered_since is None
    assert answer_delivered(client_wrote(in_status(OPEN), LATER), MONDAY).unanswered_since == LATER
    assert answer_delivered(in_status(OPEN), LATER) == in_status(OPEN)


@pytest.mark.parametrize("status", Status)
def test_t27_any_end_but_merged_can_be_reopened_within_the_window(status: Status) -> None:
    assert may_reopen(in_status(status), MONDAY + HOUR, TWO_WEEKS) is (status in {SOLVED, INACTIVE, REFUSED})


@pytest.mark.parametrize("status", [SOLVED, INACTIVE, REFUSED])
def test_t27_the_window_ends_to_the_moment(status: Status) -> None:
    ticket = in_status(status)
    assert may_reopen(ticket, MONDAY + TWO_WEEKS, TWO_WEEKS)
    assert not may_reopen(ticket, MONDAY + TWO_WEEKS + timedelta.resolution, TWO_WEEKS)


@pytest.mark.parametrize("end", [SOLVED, INACTIVE, REFUSED])
def test_t27_a_reopened_ticket_keeps_its_owner_and_forgets_its_end(end: Status) -> None:
    opened = move(in_status(end, assignee=BORIS), OPEN, LATER)
    assert (opened.status, opened.assignee, opened.ended_at, opened.is_open) == (OPEN, BORIS, None, True)
