"""'Not urgent', and whoever is on duty (regulation 1.4)."""

from typing import Any

import pytest

from desk.errors import IllegalMove, NotUrgentAnyway
from desk.ids import TicketId, private_chat
from desk.notices.alerts import DutyCall
from desk.notices.client import NotUrgent
from desk.notices.staff import CalmAsked, Happened, What
from desk.notices.toasts import Toast
from desk.rules.calendar import Calendar, parse_days, parse_hours
from desk.rules.durations import parse_duration
from desk.rules.events import EventKind
from desk.rules.support import Calm, PrioritySupport
from desk.rules.ticket import Status, Support, Urgency
from desk.usecases.duty import call_duty
from desk.usecases.staff_actions import Action, ask_calm, on_ticket
from desk.usecases.urgency import not_urgent
from tests.builders import BORIS, MOSCOW, ROOM, VERA, at
from tests.usecases.stage import FIRST, Stage, a_stage

PRIORITY = PrioritySupport(
    frozenset({"hosting"}),
    Calendar(MOSCOW, parse_hours("08:00-23:00"), parse_days("mon-fri")),
    parse_duration("4wh"),
)
URGENT: dict[str, Any] = {"urgency": Urgency.URGENT, "support": Support.ROUND_THE_CLOCK}
SATURDAY = at("2026-03-07 14:00")


@pytest.fixture
async def stage() -> Stage:
    return await a_stage(SATURDAY, priority=PRIORITY, on_duty=(BORIS, VERA))


async def does(stage: Stage, action: Action) -> Toast:
    return await stage.office.run(on_ticket, by=BORIS, room=ROOM, number=FIRST, action=action)


async def test_1_4_not_urgent_moves_the_due_time_and_is_kept_in_the_history(stage: Stage) -> None:
    await stage.has_ticket(**URGENT, react_by=at("2026-03-07 18:00"))
    assert await does(stage, not_urgent(Calm.WAY_AROUND)) is Toast.DONE
    ticket = stage.ticket()
    assert (ticket.urgency, ticket.support) == (Urgency.NORMAL, Support.PRIORITY)
    assert ticket.react_by == at("2026-03-09 12:00")
    (event,) = stage.events(EventKind.NOT_URGENT)
    assert (event.by, event.detail) == (BORIS, Calm.WAY_AROUND)
    told = stage.last(NotUrgent)
    assert (told.reason, told.words, told.react_by) == (Calm.WAY_AROUND, "", at("2026-03-09 12:00"))
    assert stage.last(Happened).what is What.NOT_URGENT


async def test_1_4_a_second_press_changes_nothing(stage: Stage) -> None:
    await stage.has_ticket(**URGENT)
    await does(stage, not_urgent(Calm.WORKS))
    assert await does(stage, not_urgent(words="again")) is Toast.ALREADY
    assert len(stage.said(NotUrgent)) == 1


async def test_1_4_an_answered_ticket_promises_no_first_answer_anew(stage: Stage) -> None:
    await stage.has_ticket(**URGENT, react_by=at("2026-03-07 18:00"), reacted_at=SATURDAY, status=Status.OPEN)
    await does(stage, not_urgent(words="It is about a new page"))
    assert stage.ticket().react_by == at("2026-03-07 18:00")
    assert (stage.last(NotUrgent).words, stage.last(NotUrgent).react_by) == ("It is about a new page", None)
    (event,) = stage.events(EventKind.NOT_URGENT)
    assert event.detail == "It is about a new page"


async def test_1_4_the_reason_is_asked_for_only_where_something_is_urgent(stage: Stage) -> None:
    await stage.has_ticket()
    with pytest.raises(NotUrgentAnyway):
        await does(stage, ask_calm)
    await stage.has_ticket(**URGENT)
    await stage.office.run(on_ticket, by=BORIS, room=ROOM, number=TicketId(2), action=ask_calm)
    assert stage.last(CalmAsked).ticket == 2


@pytest.mark.parametrize("action", [ask_calm, not_urgent(Calm.WORKS)])
async def test_1_4_an_ended_ticket_is_neither(stage: Stage, action: Action) -> None:
    await stage.has_ticket(**URGENT, status=Status.SOLVED, ended_at=SATURDAY)
    with pytest.raises(IllegalMove):
        await does(stage, action)


async def test_1_4_everybody_on_duty_is_called_once(stage: Stage) -> None:
    ticket = await stage.has_ticket(**URGENT)
    for _ in range(2):
        await stage.office.run(call_duty, ticket)
    assert [call.to for call in stage.said(DutyCall)] == [private_chat(BORIS), private_chat(VERA)]
    assert stage.last(DutyCall).client == "Romashka"


@pytest.mark.parametrize(
    "facts",
    [
        {"support": Support.PRIORITY},
        {"support": Support.STANDARD},
        {"filed_at": at("2026-03-06 14:00")},
        {"assignee": BORIS, "status": Status.OPEN},
        {"reacted_at": SATURDAY, "status": Status.OPEN},
        {"status": Status.REFUSED, "ended_at": SATURDAY},
    ],
)
async def test_1_4_nobody_is_called_for_what_is_not_urgent_in_hours_or_in_good_hands(
    stage: Stage, facts: dict[str, Any]
) -> None:
    ticket = await stage.has_ticket(**(URGENT | facts))
    await stage.office.run(call_duty, ticket)
    assert stage.said(DutyCall) == []
