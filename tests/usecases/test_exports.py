"""What managers take out once a month (regulation 2.3, 2.4)."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from desk.errors import ManagersOnly, WhichMonth
from desk.ids import ChargeId, ChatId, TicketId
from desk.notices.exports import MonthWanted
from desk.rules.charges import ChargeState
from desk.rules.exports import BadMonth, parse_month
from desk.rules.money import Money
from desk.rules.paid import Billing
from desk.rules.people import ClientCategory
from desk.usecases.charges import answer_offer, name_price, settle_price
from desk.usecases.delivery.dispatch import dispatch
from desk.usecases.exports import export_month, paid_tickets, working_time
from desk.usecases.worktime import take_back, time_command
from tests.builders import ANNA, BORIS, MANAGERS, MOSCOW, ROOM, VERA, VIKTOR, at
from tests.usecases.stage import Stage

MARCH = dict(zip(("since", "until"), parse_month("2026-03", MOSCOW), strict=True))
APRIL = dict(zip(("since", "until"), parse_month("2026-04", MOSCOW), strict=True))


def test_2_4_a_month_is_one_of_the_desks_zone() -> None:
    assert parse_month("2026-12", MOSCOW) == (at("2026-12-01 00:00"), at("2027-01-01 00:00"))
    since, until = parse_month(" 2026-03 ", ZoneInfo("Europe/Berlin"))
    assert (since.astimezone(UTC), until.astimezone(UTC)) == (
        datetime(2026, 2, 28, 23, tzinfo=UTC),
        datetime(2026, 3, 31, 22, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-00", "03-2026", "2026-3", "март", "2026-03-01", "1926-03"]
)
def test_2_4_what_is_no_month_is_told_with_an_example(text: str) -> None:
    with pytest.raises(BadMonth, match="2026-03"):
        parse_month(text, MOSCOW)


async def price(stage: Stage, text: str, ticket: int = 1) -> None:
    await stage.office.run(name_price, by=BORIS, spot=stage.spot(ticket), text=text)


async def test_2_4_a_month_lists_its_paid_tickets_with_their_prices(stage: Stage) -> None:
    await stage.has_ticket(billing=Billing.WITHIN_PLAN)
    await price(stage, "900 a slip")
    await price(stage, "1500,50 moving\n17")
    await stage.office.run(answer_offer, person=ANNA, charge=ChargeId(2), accept=True)
    await stage.office.run(settle_price, by=VERA, room=ROOM, charge=ChargeId(2), want=ChargeState.PAID)
    await stage.office.run(time_command, by=BORIS, spot=stage.spot(), text="40m moved")
    await stage.has_ticket(billing=Billing.OUTSIDE_HOURS)
    await stage.has_ticket(billing=Billing.WAITS)
    priced, unpriced = await stage.office.look(paid_tickets, **MARCH)
    assert (priced.ticket, priced.price, priced.state) == (TicketId(1), Money(150_050, "RUB"), ChargeState.PAID)
    assert (priced.client, priced.category, priced.minutes) == ("Romashka", ClientCategory.PARTNER, 40)
    assert (priced.note, priced.invoice, priced.priced_by, priced.settled_by) == ("moving", "17", "Boris", "Vera")
    assert (unpriced.ticket, unpriced.price, unpriced.state) == (TicketId(2), None, None)
    assert unpriced.billing is Billing.OUTSIDE_HOURS


async def test_2_4_no_ticket_is_in_two_months(stage: Stage) -> None:
    stage.set_clock(at("2026-03-31 23:59"))
    await stage.has_ticket(billing=Billing.OUTSIDE_HOURS)
    assert [row.ticket for row in await stage.office.look(paid_tickets, **MARCH)] == [TicketId(1)]
    stage.set_clock(at("2026-04-01 00:00"))
    await price(stage, "1500 moving")
    assert await stage.office.look(paid_tickets, **MARCH) == []
    assert [row.ticket for row in await stage.office.look(paid_tickets, **APRIL)] == [TicketId(1)]


async def test_2_3_a_month_lists_the_time_that_was_not_taken_back(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.has_ticket(of=VIKTOR, billing=Billing.OUTSIDE_HOURS)
    await stage.office.run(time_command, by=BORIS, spot=stage.spot(), text="40m moved")
    await stage.office.run(time_command, by=BORIS, spot=stage.spot(), text="50m a slip")
    await stage.office.run(take_back, by=BORIS, room=ROOM, spent=max(stage.store.times))
    await stage.office.run(time_command, by=VERA, spot=stage.spot(2), text="1h called")
    first, second = await stage.office.look(working_time, **MARCH)
    assert (first.employee, first.client, first.minutes, first.paid) == ("Boris", "Romashka", 40, False)
    assert (second.employee, second.client, second.category) == ("Vera", "Viktor", ClientCategory.PROSPECT)
    assert second.paid
    assert await stage.office.look(working_time, **APRIL) == []


async def test_2_4_only_managers_get_an_export_and_only_of_a_month(stage: Stage) -> None:
    with pytest.raises(ManagersOnly):
        await stage.office.run(export_month, chat=ChatId(ANNA), month="2026-03")
    with pytest.raises(WhichMonth):
        await stage.office.run(export_month, chat=MANAGERS, month="")
    await stage.office.run(export_month, chat=MANAGERS, month=" 2026-03 ")
    assert stage.last(MonthWanted) == MonthWanted(to=MANAGERS, month="2026-03")


async def test_2_4_an_export_is_made_as_things_stand_when_it_is_sent(stage: Stage) -> None:
    await stage.office.run(export_month, chat=MANAGERS, month="2026-03")
    await stage.has_ticket()
    await price(stage, "1500 moving")
    ready = await stage.office.look(dispatch, notice=stage.last(MonthWanted))
    assert ready
    assert ready.taken
    assert [row.note for row in ready.taken.paid] == ["moving"]
