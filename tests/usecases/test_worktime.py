"""Working time: for whom it is kept, what becomes of a race (regulation 2.3)."""

import pytest

from desk.errors import BadTime, NoSuchTicket, NotYours, OutsideATicket, TimeIsThere
from desk.ids import ChatId, PersonId, SpentId, TicketId
from desk.notices.toasts import Toast
from desk.notices.worktime import TimeAsked, TimeRecorded, TimeShown
from desk.rules.events import EventKind
from desk.rules.paid import Billing
from desk.rules.worktime import Spent
from desk.usecases.charges import waive
from desk.usecases.staff_actions import open_again, solve
from desk.usecases.staff_messages import Spot
from desk.usecases.worktime import MOST_SHOWN, answer_time, take_back, time_command
from tests.builders import BORIS, ROMASHKA, ROOM, VERA, VIKTOR
from tests.usecases.stage import Stage


async def spends(stage: Stage, text: str, by: PersonId = BORIS, ticket: int = 1) -> None:
    await stage.office.run(time_command, by=by, spot=stage.spot(ticket), text=text)


async def answers(stage: Stage, minutes: int, by: PersonId = BORIS, room: ChatId = ROOM) -> Toast:
    return await stage.office.run(answer_time, by=by, room=room, number=TicketId(1), minutes=minutes)


async def backs(stage: Stage, spent: int, by: PersonId = BORIS, room: ChatId = ROOM) -> Toast:
    return await stage.office.run(take_back, by=by, room=room, spent=SpentId(spent))


async def test_2_3_time_is_kept_by_employee_client_ticket_and_billing_class(stage: Stage) -> None:
    ticket = await stage.has_ticket(billing=Billing.OUTSIDE_HOURS)
    await spends(stage, "40m moved")
    assert stage.store.times[SpentId(1)] == Spent(
        SpentId(1), ticket.id, ROMASHKA, BORIS, 40, "moved", paid=True, at=stage.now
    )
    await stage.office.run(waive, by=VERA, spot=stage.spot(), reason="Our mistake")
    await spends(stage, "20 more", VERA)
    assert not stage.store.times[SpentId(2)].paid
    assert stage.last(TimeRecorded).total == 60
    assert [event.detail for event in stage.events(EventKind.TIME_RECORDED)] == ["40 min moved", "20 min more"]


async def test_2_3_a_prospects_ticket_has_no_client_and_takes_time_all_the_same(stage: Stage) -> None:
    await stage.has_ticket(of=VIKTOR)
    await spends(stage, "5m")
    assert stage.store.times[SpentId(1)].client is None


async def test_2_3_only_the_author_takes_back_and_a_second_press_changes_nothing(stage: Stage) -> None:
    await stage.has_ticket()
    await spends(stage, "40m moved")
    with pytest.raises(NotYours) as refused:
        await backs(stage, 1, VERA)
    assert refused.value.by == "Boris"
    assert [await backs(stage, 1), await backs(stage, 1)] == [Toast.DONE, Toast.ALREADY]
    assert len(stage.events(EventKind.TIME_TAKEN_BACK)) == 1
    for spent, room in ((9, ROOM), (1, ChatId(-5))):
        with pytest.raises(NoSuchTicket):
            await backs(stage, spent, room=room)


async def test_2_3_what_cannot_be_read_or_placed_records_nothing(stage: Stage) -> None:
    await stage.has_ticket()
    with pytest.raises(BadTime):
        await spends(stage, "long")
    with pytest.raises(OutsideATicket):
        await stage.office.run(time_command, by=BORIS, spot=Spot(ROOM, 5), text="40m")
    with pytest.raises(NoSuchTicket):
        await answers(stage, 30, room=ChatId(-5))
    assert not stage.store.times


async def test_2_3_the_list_shows_the_newest_and_counts_all(stage: Stage) -> None:
    await stage.has_ticket()
    for minutes in range(1, MOST_SHOWN + 3):
        await spends(stage, f"{minutes}m")
        stage.passes(minutes=1)
    await spends(stage, " ")
    shown = stage.last(TimeShown)
    assert [line.minutes for line in shown.lines] == list(range(3, MOST_SHOWN + 3))
    assert (shown.more, shown.free, shown.paid) == (2, sum(range(1, MOST_SHOWN + 3)), 0)


async def test_2_3_it_is_asked_once_in_a_tickets_life(stage: Stage) -> None:
    await stage.has_ticket()
    for _ in range(2):
        await stage.does(solve)
        stage.passes(days=8)
        await stage.does(open_again)
    assert len(stage.said(TimeAsked)) == 1


async def test_2_3_of_two_answers_to_the_question_one_counts(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.does(solve)

    async def meanwhile() -> None:
        await answers(stage, 30, VERA)

    with pytest.raises(TimeIsThere) as refused:
        await stage.overtaken_by(meanwhile).run(answer_time, by=BORIS, room=ROOM, number=TicketId(1), minutes=60)
    assert refused.value.by == "Vera"
    assert [spent.minutes for spent in stage.store.times.values()] == [30]
    assert await answers(stage, 30, VERA) is Toast.ALREADY


async def test_2_3_a_wrong_answer_can_be_taken_back_and_given_again(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.does(solve)
    await answers(stage, 30)
    await backs(stage, 1)
    assert await answers(stage, 60) is Toast.DONE
