"""Staff price a paid ticket, the client accepts or declines, and the money comes. Source: regulation 2.4."""

from desk.errors import BadPrice, IllegalMove, NoSuchTicket, NothingToWaive, WaiveWhy
from desk.ids import ChargeId, ChatId, PersonId, TicketId
from desk.notices.charges import PriceNews, PriceOffered, PriceTold
from desk.notices.toasts import Toast
from desk.ports import Work
from desk.rules.charges import Charge, ChargeState, costs, settle
from desk.rules.clocks import kept
from desk.rules.events import Event, EventKind
from desk.rules.money import LONGEST_NOTE, Price, Wrong, parse_price
from desk.rules.periods import Ended
from desk.rules.ticket import Status, Ticket, move
from desk.usecases.conversation import card_changed
from desk.usecases.readers import reader_of
from desk.usecases.staff_actions import Action
from desk.usecases.staff_messages import Spot, ticket_here
from desk.usecases.tickets import ticket_for
from desk.usecases.waiting import end_waiting

EVENTS = {
    ChargeState.OFFERED: EventKind.PRICED,
    ChargeState.ACCEPTED: EventKind.PRICE_ACCEPTED,
    ChargeState.DECLINED: EventKind.PRICE_DECLINED,
    ChargeState.AWAITING: EventKind.PAYMENT_AWAITED,
    ChargeState.PAID: EventKind.PAID,
    ChargeState.WAIVED: EventKind.WAIVED,
}


async def name_price(work: Work, *, by: PersonId, spot: Spot, text: str) -> None:
    """`/paid 1500 what it is for`: an offer to the client. It takes the place of one that is not paid yet."""
    await price_it(text)(work, await ticket_here(work, spot), by)


def price_it(text: str) -> Action:
    async def price(work: Work, ticket: Ticket, by: PersonId) -> None:
        await _name_price(work, ticket, by, text)

    return price


async def _name_price(work: Work, ticket: Ticket, by: PersonId, text: str) -> None:
    price = parse_price(text)
    if not ticket.is_open:
        raise IllegalMove(ticket.id, ticket.status, Status.OPEN)
    before = await work.charges.current(ticket.id)
    if before is not None:
        await work.charges.save(settle(before, ChargeState.REPLACED, by, work.now), before.state)
    charge = await work.charges.add(_offer(work, ticket, by, price))
    work.outbox.say(
        PriceOffered(
            to=await reader_of(work, ticket),
            ticket=ticket.id,
            charge=charge.id,
            subject=ticket.subject,
            money=charge.money,
            note=charge.note,
            invoice=charge.invoice,
        )
    )
    await _tell_staff(work, ticket, charge, by, charge.note)


def _offer(work: Work, ticket: Ticket, by: PersonId, price: Price) -> Charge:
    return Charge(
        ChargeId(0),
        ticket.id,
        price.amount,
        work.policy.currency,
        price.note,
        by,
        work.now,
        price.invoice,
    )


async def waive(work: Work, *, by: PersonId, spot: Spot, reason: str) -> None:
    """`/waive reason`: a paid ticket costs nothing. The client is told so; the reason stays inside."""
    await waive_it(reason)(work, await ticket_here(work, spot), by)


def waive_it(reason: str) -> Action:
    async def waiver(work: Work, ticket: Ticket, by: PersonId) -> None:
        await _waive(work, ticket, by, reason)

    return waiver


async def must_cost(work: Work, ticket: Ticket, by: PersonId) -> None:
    """Raises NothingToWaive."""
    before = await work.charges.current(ticket.id)
    if not costs(ticket.billing, before) and (before is None or before.state is not ChargeState.DECLINED):
        raise NothingToWaive


async def _waive(work: Work, ticket: Ticket, by: PersonId, reason: str) -> None:
    why = " ".join(reason.split())
    if not why:
        raise WaiveWhy
    if len(why) > LONGEST_NOTE:
        raise BadPrice(Wrong.TOO_LONG)
    await must_cost(work, ticket, by)
    before = await work.charges.current(ticket.id)
    if before is None:
        nothing = _offer(work, ticket, by, Price(0, ""))
        waived = await work.charges.add(settle(nothing, ChargeState.WAIVED, by, work.now, why))
    else:
        await work.charges.save(waived := settle(before, ChargeState.WAIVED, by, work.now, why), before.state)
    work.outbox.say(PriceTold(to=await reader_of(work, ticket), ticket=ticket.id, state=ChargeState.WAIVED))
    await _tell_staff(work, ticket, waived, by, why)


async def settle_price(work: Work, *, by: PersonId, room: ChatId, charge: ChargeId, want: ChargeState) -> Toast:
    """Staff's buttons: a payment is awaited, or it has come. A second press changes nothing."""
    before, ticket = await _found(work, charge)
    if ticket.room != room:
        raise NoSuchTicket(ticket.id)
    after = settle(before, want, by, work.now)
    if after is before:
        return Toast.ALREADY
    await work.charges.save(after, before.state)
    if want is ChargeState.AWAITING:
        await end_waiting(work, ticket, Ended.PAYMENT)
    work.outbox.say(
        PriceTold(
            to=await reader_of(work, ticket), ticket=ticket.id, state=want, money=after.money, invoice=after.invoice
        )
    )
    await _tell_staff(work, ticket, after, by)
    return Toast.DONE


async def answer_offer(work: Work, *, person: PersonId, charge: ChargeId, accept: bool) -> Toast:
    """The client's buttons. It is staff's turn then: a wait for an answer is over."""
    before, ticket = await _found(work, charge)
    await ticket_for(work, person, ticket.id)
    after = settle(before, ChargeState.ACCEPTED if accept else ChargeState.DECLINED, person, work.now)
    if after is before:
        return Toast.ALREADY
    if not ticket.is_open:
        raise IllegalMove(ticket.id, ticket.status, Status.OPEN)
    await work.charges.save(after, before.state)
    await end_waiting(work, ticket, Ended.STILL_NEEDED)
    if ticket.status is Status.WAITING:
        opened = move(ticket, Status.OPEN, work.now)
        ticket = await work.tickets.save(kept(ticket, opened, work.now, work.policy))
    for to in dict.fromkeys((person, await reader_of(work, ticket))):
        work.outbox.say(PriceTold(to=to, ticket=ticket.id, state=after.state, money=after.money))
    await _tell_staff(work, ticket, after, person)
    return Toast.DONE


async def awaits_payment(work: Work, ticket: TicketId) -> bool:
    """Such a ticket never closes by silence. Source: T26."""
    charge = await work.charges.current(ticket)
    return charge is not None and charge.state is ChargeState.AWAITING


async def _found(work: Work, number: ChargeId) -> tuple[Charge, Ticket]:
    charge = await work.charges.get(number)
    ticket = await work.tickets.get(charge.ticket) if charge else None
    if charge is None or ticket is None:
        raise NoSuchTicket(TicketId(0))
    return charge, ticket


async def _tell_staff(work: Work, ticket: Ticket, charge: Charge, by: PersonId, note: str = "") -> None:
    """What happened, in the history, in the ticket's place and on its card."""
    name = (await work.people.names([by])).get(by, "")
    money = charge.money if charge.amount else None
    amount = str(money) if money else ""
    work.events.add(Event(ticket.id, EVENTS[charge.state], work.now, by, f"{amount} {note}".strip()))
    work.outbox.say(PriceNews(room=ticket.room, ticket=ticket.id, state=charge.state, who=name, money=money, note=note))
    card_changed(work, ticket)
