"""The digest: a day's figures, once, at its hour, on working days; in March 2026 Monday is the 2nd."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from desk.errors import ManagersOnly
from desk.ids import ChatId, PersonId
from desk.notices.client import FeedbackTaken, StaffAnswer
from desk.notices.managers import Digest, FeedbackArrived
from desk.notices.staff import StaffHint, Trouble
from desk.ports import Arrived, Work
from desk.rules.digest import Counts, Employee, Figures
from desk.rules.form import FormName
from desk.rules.refusals import Clause
from desk.usecases.client_actions import solved_by_client
from desk.usecases.delivery.failures import undeliverable, unknown
from desk.usecases.form_buttons import Button
from desk.usecases.groups import group_moved
from desk.usecases.managers import digest_now, digest_to_all, figures_of, send_digest
from desk.usecases.staff_actions import open_again, refuse, solve
from tests.builders import ANNA, BORIS, MANAGERS, OLGA, ROOM, VERA, at
from tests.usecases.stage import FIRST, Stage, a_stage

MONDAY, TUESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 6)


async def sends(stage: Stage, clock: str | None = None) -> list[tuple[ChatId, date]]:
    """What managers are owed after the beat at that time, all of it so far."""
    if clock:
        stage.set_clock(at(clock))
    await stage.office.run(send_digest)
    return [(digest.to, digest.figures.day) for digest in stage.said(Digest)]


async def figures(stage: Stage, day: date = MONDAY) -> Figures:
    return await stage.office.look(figures_of, day=day)


async def a_busy_stage(**changes: Any) -> Stage:
    """One ticket was filed on Monday at noon."""
    stage = await a_stage(**changes)
    await stage.files()
    return stage


# --- when -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clock", "days"),
    [
        ("2026-03-02 18:04", []),
        ("2026-03-02 18:05", [MONDAY]),
        ("2026-03-02 23:00", [MONDAY]),
        ("2026-03-03 06:04", [MONDAY]),
        ("2026-03-03 06:05", []),
        ("2026-03-03 12:00", []),
    ],
)
async def test_t35_the_digest_comes_at_its_hour_and_is_caught_up_within_twelve_hours(
    clock: str, days: list[date]
) -> None:
    stage = await a_busy_stage()
    assert await sends(stage, clock) == [(MANAGERS, day) for day in days]


async def test_t35_the_digest_is_sent_once_however_often_the_desk_looks() -> None:
    stage = await a_busy_stage()
    for clock in ("2026-03-02 18:05", "2026-03-02 18:06", "2026-03-03 01:00", "2026-03-03 06:00"):
        assert await sends(stage, clock) == [(MANAGERS, MONDAY)]
    assert await sends(stage, "2026-03-03 18:05") == [(MANAGERS, MONDAY), (MANAGERS, TUESDAY)]


async def test_t35_the_digest_is_not_sent_on_days_off_and_fridays_is_not_sent_on_saturday_evening() -> None:
    stage = await a_busy_stage()
    for clock in ("2026-03-07 18:05", "2026-03-08 18:05", "2026-03-08 06:00"):
        assert await sends(stage, clock) == []
    assert await sends(stage, "2026-03-09 18:05") == [(MANAGERS, date(2026, 3, 9))]


async def test_t35_fridays_digest_is_caught_up_in_the_night_to_saturday() -> None:
    stage = await a_busy_stage()
    assert await sends(stage, "2026-03-07 05:00") == [(MANAGERS, FRIDAY)]


async def test_t35_the_hour_is_a_setting_also_early_in_the_morning() -> None:
    stage = await a_busy_stage(digest_at=time(9, 0))
    assert await sends(stage, "2026-03-03 08:59") == []
    assert await sends(stage, "2026-03-03 09:00") == [(MANAGERS, TUESDAY)]


async def test_every_managers_chat_gets_its_own() -> None:
    stage = await a_busy_stage(managers=(MANAGERS, ChatId(OLGA)))
    assert await sends(stage, "2026-03-02 18:05") == [(MANAGERS, MONDAY), (ChatId(OLGA), MONDAY)]


async def test_t35_with_nothing_to_say_nothing_is_said(stage: Stage) -> None:
    assert await sends(stage, "2026-03-02 18:05") == []
    await stage.files()
    assert await sends(stage, "2026-03-03 18:05") == [(MANAGERS, TUESDAY)]


async def test_t35_two_looks_at_a_time_send_one_digest() -> None:
    stage = await a_busy_stage()
    stage.set_clock(at("2026-03-02 18:05"))
    await stage.overtaken_by(lambda: stage.office.run(send_digest)).run(send_digest)
    assert len(stage.said(Digest)) == 1


# --- on demand ------------------------------------------------------------------------------------


async def test_a_manager_can_ask_for_the_figures_so_far_and_the_evenings_digest_comes_all_the_same() -> None:
    stage = await a_busy_stage()
    await stage.office.run(digest_now, chat=MANAGERS)
    assert stage.last(Digest).asked
    await sends(stage, "2026-03-02 18:05")
    assert [digest.asked for digest in stage.said(Digest)] == [True, False]


async def test_a_digest_that_is_asked_for_comes_even_if_the_day_was_quiet(stage: Stage) -> None:
    await stage.office.run(digest_now, chat=MANAGERS)
    assert stage.last(Digest).figures.quiet


@pytest.mark.parametrize("chat", [ROOM, ChatId(ANNA), ChatId(OLGA)])
async def test_sec_12_figures_are_for_the_managers_chats_only(stage: Stage, chat: ChatId) -> None:
    with pytest.raises(ManagersOnly):
        await stage.office.run(digest_now, chat=chat)
    assert stage.said(Digest) == []
    await stage.office.run(digest_now, chat=MANAGERS)
    assert len(stage.said(Digest)) == 1


async def test_all_managers_can_be_sent_the_figures_at_once() -> None:
    stage = await a_busy_stage(managers=(MANAGERS, ChatId(OLGA)))
    assert await stage.office.run(digest_to_all) == 2
    assert [digest.to for digest in stage.said(Digest)] == [MANAGERS, OLGA]


# --- a group that became a supergroup ---------------------------------------------------------------

MOVED = ChatId(-1009)


async def moves(stage: Stage) -> None:
    await stage.office.run(group_moved, old=MANAGERS, new=MOVED)


async def test_the_digest_follows_the_managers_group() -> None:
    stage = await a_busy_stage()
    await moves(stage)
    assert await sends(stage, "2026-03-02 18:05") == [(MOVED, MONDAY)]
    await stage.delivers()
    assert stage.store.digests[MONDAY, MOVED] == stage.now


async def test_t35_a_group_that_moves_after_the_digest_gets_no_second_one() -> None:
    stage = await a_busy_stage()
    await sends(stage, "2026-03-02 18:05")
    await stage.delivers()
    await moves(stage)
    assert await sends(stage, "2026-03-02 18:06") == [(MANAGERS, MONDAY)]
    assert await sends(stage, "2026-03-03 18:05") == [(MANAGERS, MONDAY), (MOVED, TUESDAY)]


async def test_t35_a_group_that_is_named_by_both_its_numbers_gets_one_digest() -> None:
    stage = await a_busy_stage(managers=(MANAGERS, MOVED))
    await moves(stage)
    assert await sends(stage, "2026-03-02 18:05") == [(MOVED, MONDAY)]
    assert await stage.office.run(digest_to_all) == 1


async def test_figures_can_be_asked_for_where_the_managers_group_is_by_now(stage: Stage) -> None:
    await moves(stage)
    await stage.office.run(digest_now, chat=MOVED)
    assert await stage.office.run(digest_to_all) == 1
    assert [digest.to for digest in stage.said(Digest)] == [MOVED, MOVED]
    with pytest.raises(ManagersOnly):
        await stage.office.run(digest_now, chat=MANAGERS)


# --- feedback -------------------------------------------------------------------------------------


async def complains(stage: Stage) -> None:
    await stage.opens(FormName.FEEDBACK)
    await stage.chooses("complaint")
    await stage.writes("Nobody answers")
    await stage.presses(Button.SEND)


async def test_feedback_follows_the_managers_group(stage: Stage) -> None:
    await moves(stage)
    await complains(stage)
    assert [notice.to for notice in stage.said(FeedbackArrived)] == [MOVED]


@pytest.mark.parametrize(("mail", "address"), [(True, ""), (False, "boss@desk.example")])
async def test_feedback_that_nobody_gets_is_not_said_to_be_passed_on(mail: bool, address: str) -> None:
    """The form promises that staff do not read it: they learn that it is there, and nothing of it."""
    stage = await a_stage(managers=(), mail=mail, complaints_email=address)
    await complains(stage)
    assert stage.last(FeedbackTaken) == FeedbackTaken(to=ANNA, praise=False, kept=True)
    assert stage.said(StaffHint) == [StaffHint(to=ROOM, what="feedback_kept")]
    assert (await figures(stage)).complaints == 1


@pytest.mark.parametrize("managers", [(MANAGERS,), ()])
async def test_feedback_that_somebody_gets_is_said_to_be_passed_on(managers: tuple[ChatId, ...]) -> None:
    stage = await a_stage(managers=managers, complaints_email="boss@desk.example")
    await complains(stage)
    assert (stage.last(FeedbackTaken).kept, stage.said(StaffHint)) == (False, [])


# --- the figures ----------------------------------------------------------------------------------


async def test_what_happened_to_tickets_is_counted_on_its_day(stage: Stage) -> None:
    for number in range(1, 5):
        await stage.files(subject=f"Ticket {number}")
    await stage.does(solve, ticket=1)
    await stage.does(refuse(Clause.NO_ACTIVE_SERVICE), ticket=2)
    await stage.delivers()
    await stage.answers(spot=stage.spot(3))
    await stage.delivers()
    for _ in range(2):
        stage.passes(hours=24)
        await stage.ticks()
        await stage.delivers()
    await stage.does(solve, ticket=4)
    assert (await figures(stage, MONDAY)).today == Counts(filed=4, solved=1, refused=1)
    assert (await figures(stage, TUESDAY)).today == Counts()
    wednesday = await figures(stage, date(2026, 3, 4))
    assert wednesday.today == Counts(solved=1, inactive=1)
    assert (wednesday.before, wednesday.before_day) == (Counts(), TUESDAY)
    assert (await figures(stage, TUESDAY)).before == Counts(filed=4, solved=1, refused=1)


async def test_the_day_before_is_the_last_working_day(stage: Stage) -> None:
    assert (await figures(stage, date(2026, 3, 9))).before_day == FRIDAY


async def test_the_days_are_those_of_moscow(stage: Stage) -> None:
    for clock in ("2026-03-02 00:00", "2026-03-02 23:59", "2026-03-03 00:00"):
        stage.set_clock(at(clock))
        await stage.files()
    assert [(await figures(stage, day)).today.filed for day in (MONDAY, TUESDAY)] == [2, 1]


async def test_what_a_client_solved_is_solved(stage: Stage) -> None:
    await stage.waits()
    await stage.office.run(solved_by_client, person=ANNA, number=FIRST, period=stage.the_wait().id)
    assert (await figures(stage)).today.solved == 1


async def test_a_ticket_that_was_opened_again_is_still_one_that_was_solved_that_day(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.does(solve)
    await stage.does(open_again)
    assert (await figures(stage)).today.solved == 1
    await stage.does(solve)
    assert (await figures(stage)).today.solved == 1


async def test_a_ticket_that_staff_solved_and_the_client_too_is_one_solved_ticket(stage: Stage) -> None:
    await stage.waits()
    await stage.does(solve)
    await stage.does(open_again)
    await stage.answers("Is it better now?")
    await stage.delivers()
    await stage.office.run(solved_by_client, person=ANNA, number=FIRST, period=stage.the_wait().id)
    assert (await figures(stage)).today.solved == 1


async def test_open_tickets_are_counted_by_their_age_now(stage: Stage) -> None:
    for days in (0, 2, 5, 20):
        await stage.has_ticket(filed_at=stage.now - timedelta(days=days))
    await stage.does(solve, ticket=2)
    ages = (await figures(stage)).ages
    assert (ages.under_a_day, ages.under_three_days, ages.under_a_week, ages.older) == (1, 0, 1, 1)


async def test_3_2_overdue_first_reactions_are_listed_and_those_due_until_the_end_of_the_next_working_day(
    stage: Stage,
) -> None:
    for due in ("2026-03-02 11:30", "2026-03-02 17:00", "2026-03-03 18:00", "2026-03-04 11:00"):
        await stage.has_ticket(react_by=at(due))
    told = await figures(stage)
    assert [item.ticket for item in told.overdue] == [1]
    assert [item.ticket for item in told.due_next] == [2, 3]
    await stage.answers(spot=stage.spot(1))
    assert (await figures(stage)).overdue == ()


async def test_the_first_reaction_is_the_middle_of_the_days_and_none_without_any(stage: Stage) -> None:
    assert (await figures(stage)).first_reaction is None
    for _ in range(3):
        await stage.has_ticket()
    for number, hours in ((1, 1), (2, 1), (3, 3)):
        stage.passes(hours=hours)
        await stage.answers(spot=stage.spot(number))
    assert (await figures(stage)).first_reaction == timedelta(hours=2)
    assert (await figures(stage, TUESDAY)).first_reaction is None


async def test_employees_are_listed_by_name_with_what_they_did(stage: Stage) -> None:
    for number, by in ((1, VERA), (2, BORIS), (3, BORIS)):
        await stage.has_ticket()
        await stage.answers(spot=stage.spot(number), by=by)
    await stage.does(solve, by=VERA)
    await stage.does(solve, by=PersonId(999), ticket=2)
    assert (await figures(stage)).employees == (
        Employee("?", 0, 1),
        Employee("Boris", 2, 0),
        Employee("Vera", 1, 1),
    )


async def test_feedback_and_parked_updates_are_counted(stage: Stage) -> None:
    async def park(work: Work) -> None:
        await work.inbox.add([Arrived(7, lane=1, raw="{}")], work.now)
        await work.inbox.park(7, "not understood")

    for kind in ("complaint", "praise", "praise"):
        await stage.opens(FormName.FEEDBACK)
        await stage.chooses(kind)
        await stage.writes("What I wanted to say")
        await stage.presses(Button.SEND)
    await stage.office.run(park)
    told = await figures(stage)
    assert (told.complaints, told.praise, told.parked) == (1, 2, 1)
    stage.passes(days=1)
    assert (await figures(stage, TUESDAY)).parked == 0


async def test_undelivered_counts_tickets_and_not_messages(mailless: Stage) -> None:
    """One ticket with an answer that did not arrive and another of which nobody knows is one ticket."""
    stage = mailless
    for number in (1, 2):
        await stage.has_ticket()
        await stage.answers(spot=stage.spot(number))
        owed = await stage.is_sending(StaffAnswer)
        await stage.office.run(undeliverable, owed=owed, why=Trouble.BLOCKED)
    assert (await figures(stage)).undelivered == 2
    await stage.answers(spot=stage.spot(1))
    await stage.office.run(unknown, owed=await stage.is_sending(StaffAnswer))
    assert (await figures(stage)).undelivered == 2
