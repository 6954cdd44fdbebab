"""The price of a ticket: what is kept, who is told, who wins a race (regulation 2.4)."""

import pytest

from desk.errors import BadPrice, IllegalMove, NoSuchTicket, NothingToWaive, OutsideATicket, PriceIs, WaiveWhy
from desk.ids import ChargeId, ChatId, PersonId
from desk.notices.charges import PriceNews, PriceOffered, PriceTold
from desk.notices.staff import CardChanged
from desk.notices.toasts import Toast
from desk.rules.charges import Charge, ChargeState
from desk.rules.events import EventKind
from desk.rules.money import Money
from desk.rules.paid import Billing
from desk.rules.periods import Ended
from desk.rules.ticket import Status
from desk.usecases.charges import answer_offer, name_price, settle_price, waive
from desk.usecases.staff_messages import Spot
from tests.builders import ANNA, BORIS, OLGA, ROOM, VERA, VIKTOR
from tests.usecases.stage import Stage

ONE = ChargeId(1)
TWO = ChargeId(2)


async def priced(stage: Stage, text: str = "1500 moving the site", *, by: PersonId = BORIS) -> Charge:
    await stage.office.run(name_price, by=by, spot=stage.spot(), text=text)
    return max(stage.store.charges.values(), key=lambda charge: charge.id)


async def answered(stage: Stage, charge: ChargeId = ONE, *, accept: bool = True, by: PersonId = ANNA) -> Toast:
    return await stage.office.run(answer_offer, person=by, charge=charge, accept=accept)


async def settled(stage: Stage, want: ChargeState, charge: ChargeId = ONE, room: ChatId = ROOM) -> Toast:
    return await stage.office.run(settle_price, by=BORIS, room=room, charge=charge, want=want)


async def test_2_4_an_offer_is_kept_told_and_in_the_history(stage: Stage) -> None:
    ticket = await stage.has_ticket()
    charge = await priced(stage, "1500,50 moving the site\n17")
    assert (charge.amount, charge.currency, charge.invoice) == (150_050, "RUB", "17")
    assert stage.last(PriceOffered).money == Money(150_050, "RUB")
    assert stage.last(PriceOffered).to == ticket.author
    assert stage.last(PriceNews).who == "Boris"
    assert stage.said(CardChanged)
    (event,) = stage.events(EventKind.PRICED)
    assert (event.by, event.detail) == (BORIS, "1500.50 RUB moving the site")


async def test_2_4_every_step_is_in_the_history_with_its_author(stage: Stage) -> None:
    await stage.has_ticket()
    await priced(stage)
    await answered(stage)
    await settled(stage, ChargeState.AWAITING)
    await settled(stage, ChargeState.PAID)
    kinds = (EventKind.PRICED, EventKind.PRICE_ACCEPTED, EventKind.PAYMENT_AWAITED, EventKind.PAID)
    assert [[event.by for event in stage.events(kind)] for kind in kinds] == [[BORIS], [ANNA], [BORIS], [BORIS]]


async def test_2_4_a_new_price_replaces_the_old_one_even_after_it_was_accepted(stage: Stage) -> None:
    await stage.has_ticket()
    await priced(stage)
    await answered(stage)
    second = await priced(stage, "2000 and the mail")
    assert second.state is ChargeState.OFFERED
    assert stage.store.charges[ONE].state is ChargeState.REPLACED
    with pytest.raises(PriceIs):
        await answered(stage, ONE)
    assert await answered(stage, TWO) is Toast.DONE


async def test_2_4_a_paid_price_is_not_replaced_nor_waived(stage: Stage) -> None:
    await stage.has_ticket()
    await priced(stage)
    await answered(stage)
    await settled(stage, ChargeState.PAID)
    with pytest.raises(PriceIs):
        await priced(stage, "1 more")
    with pytest.raises(PriceIs):
        await stage.office.run(waive, by=BORIS, spot=stage.spot(), reason="A mistake")


async def test_2_4_an_acceptance_that_races_a_new_price_has_one_outcome(stage: Stage) -> None:
    await stage.has_ticket()
    await priced(stage)

    async def meanwhile() -> None:
        await priced(stage, "2000 and the mail")

    with pytest.raises(PriceIs) as refused:
        await stage.overtaken_by(meanwhile).run(answer_offer, person=ANNA, charge=ONE, accept=True)
    assert refused.value.state == ChargeState.REPLACED
    assert [charge.state for charge in stage.store.charges.values()] == [ChargeState.REPLACED, ChargeState.OFFERED]
    assert not stage.events(EventKind.PRICE_ACCEPTED)


async def test_2_4_a_double_press_has_one_effect(stage: Stage) -> None:
    await stage.has_ticket()
    await priced(stage)
    assert [await answered(stage), await answered(stage)] == [Toast.DONE, Toast.ALREADY]
    assert [await settled(stage, ChargeState.PAID) for _ in range(2)] == [Toast.DONE, Toast.ALREADY]
    assert len(stage.events(EventKind.PRICE_ACCEPTED)) == len(stage.events(EventKind.PAID)) == 1


async def test_2_4_nothing_is_paid_that_was_not_accepted(stage: Stage) -> None:
    await stage.has_ticket()
    await priced(stage)
    for want in (ChargeState.AWAITING, ChargeState.PAID):
        with pytest.raises(PriceIs):
            await settled(stage, want)


@pytest.mark.parametrize("stranger", [VIKTOR, OLGA])
async def test_2_4_only_the_client_accepts(stage: Stage, stranger: PersonId) -> None:
    await stage.has_ticket()
    await priced(stage)
    with pytest.raises(NoSuchTicket):
        await answered(stage, by=stranger)
    with pytest.raises(NoSuchTicket):
        await answered(stage, ChargeId(9))


async def test_2_4_a_button_of_another_room_settles_nothing(stage: Stage) -> None:
    await stage.has_ticket()
    await priced(stage)
    await answered(stage)
    with pytest.raises(NoSuchTicket):
        await settled(stage, ChargeState.PAID, room=ChatId(-5))


async def test_2_4_a_waiver_before_any_price_costs_nothing_and_keeps_its_reason_inside(stage: Stage) -> None:
    await stage.has_ticket(billing=Billing.OUTSIDE_HOURS)
    await stage.office.run(waive, by=VERA, spot=stage.spot(), reason=" our \n mistake ")
    charge = stage.store.charges[ONE]
    assert (charge.state, charge.amount, charge.why, charge.settled_by) == (ChargeState.WAIVED, 0, "our mistake", VERA)
    assert stage.last(PriceTold) == PriceTold(to=ANNA, ticket=charge.ticket, state=ChargeState.WAIVED)
    assert stage.last(PriceNews).note == "our mistake"
    assert [event.detail for event in stage.events(EventKind.WAIVED)] == ["our mistake"]


async def test_2_4_what_is_free_needs_no_waiver_and_a_waiver_needs_a_reason(stage: Stage) -> None:
    await stage.has_ticket(billing=Billing.WITHIN_PLAN)
    with pytest.raises(NothingToWaive):
        await stage.office.run(waive, by=VERA, spot=stage.spot(), reason="Why not")
    with pytest.raises(WaiveWhy):
        await stage.office.run(waive, by=VERA, spot=stage.spot(), reason=" ")
    with pytest.raises(BadPrice):
        await stage.office.run(waive, by=VERA, spot=stage.spot(), reason="why " * 100)


async def test_2_4_a_price_needs_a_ticket_that_is_open(stage: Stage) -> None:
    await stage.has_ticket(status=Status.SOLVED)
    with pytest.raises(IllegalMove):
        await priced(stage)
    with pytest.raises(OutsideATicket):
        await stage.office.run(name_price, by=BORIS, spot=Spot(ROOM, 5), text="1500 moving")
    with pytest.raises(BadPrice):
        await priced(stage, "much")
    assert not stage.store.charges


async def test_t26_a_payment_that_is_awaited_ends_the_wait_and_no_later_one_pings(stage: Stage) -> None:
    wait = await stage.waits()
    await priced(stage)
    assert stage.wait() == wait
    await answered(stage)
    await settled(stage, ChargeState.AWAITING)
    assert stage.wait() is None
    await stage.answers("It is done")
    await stage.delivers()
    assert stage.wait()
    stage.passes(days=1)
    await stage.ticks()
    assert stage.wait() is None
    assert stage.store.periods[max(stage.store.periods)].ended is Ended.PAYMENT
    stage.passes(days=9)
    await stage.ticks()
    assert stage.status() is Status.WAITING


async def test_2_4_the_clients_answer_ends_a_wait_for_it(stage: Stage) -> None:
    await stage.waits()
    await priced(stage)
    await answered(stage, accept=False)
    assert (stage.wait(), stage.status()) == (None, Status.OPEN)
