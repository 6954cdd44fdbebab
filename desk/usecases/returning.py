"""A client can be reached again: what they missed is said, in order, as far as it still matters."""

from collections.abc import Sequence

from desk.ids import PersonId, TicketId, private_chat
from desk.notices.base import AboutTicket
from desk.notices.charges import PriceOffered
from desk.notices.client import (
    Merged,
    Pinged,
    PutOnHold,
    Solved,
    StaffAnswer,
    StaffAnswerEdited,
    Taken,
    TurnedDown,
    WentInactive,
)
from desk.notices.recalls import CopyRecalled
from desk.notices.staff import Happened, What
from desk.notices.vault import AccessAsked, AccessTold, ChangePassword
from desk.ports import Owed, OwedState, Work
from desk.rules.charges import ChargeState
from desk.rules.ticket import Status, Ticket
from desk.rules.vault import SecretState, unchanged

HOLDS = {
    PutOnHold: Status.ON_HOLD,
    Merged: Status.MERGED,
    WentInactive: Status.INACTIVE,
    Solved: Status.SOLVED,
    TurnedDown: Status.REFUSED,
}
"""News that is worth telling as long as the ticket is so."""


async def come_back(work: Work, person: PersonId) -> None:
    """What was held for them goes now: every answer, and of the news what is still so. Source: T22."""
    await work.people.reach(person, reachable=True)
    held = await work.outbox.held(private_chat(person))
    back: set[TicketId] = set()
    for number, row in enumerate(held):
        if await _still_matters(work, row, [later.notice for later in held[number + 1 :]]):
            await work.outbox.again(row.id, work.now, repeat=row.repeat, tried=False)
            back |= {row.notice.about} if row.notice.about else set()
        else:
            await work.outbox.settle(row.id, OwedState.UNDELIVERABLE, work.now)
    for ticket in sorted(back):
        await _tell_staff(work, ticket)


async def _tell_staff(work: Work, number: TicketId) -> None:
    ticket = await work.tickets.get(number)
    if ticket is not None and ticket.is_open:
        work.outbox.say(Happened(room=ticket.room, ticket=ticket.id, what=What.RETURNED))


async def _still_matters(work: Work, row: Owed, later: Sequence[object]) -> bool:
    notice = row.notice
    ticket = await work.tickets.get(notice.ticket) if isinstance(notice, AboutTicket) else None
    if ticket is None or not isinstance(notice, AboutTicket):
        return False
    match notice:
        case StaffAnswer():
            return True
        case StaffAnswerEdited(message=message):
            # An answer that is still to come goes out as it was corrected.
            copies = await work.posts.copies_of(message, private_chat(notice.to))
            return bool(copies)
        case Pinged(period=number):
            period = await work.periods.get(number)
            return period is not None and period.ended_at is None and _is_last(notice, later)
        case PriceOffered(charge=number):
            charge = await work.charges.get(number)
            return charge is not None and charge.state is ChargeState.OFFERED
        case CopyRecalled():
            return True
        case AccessAsked() | AccessTold() | ChangePassword():
            return await _of_access(work, notice, ticket, later)
        case _:
            return _is_last(notice, later) and _is_so(notice, ticket, later)


async def _of_access(
    work: Work, notice: AccessAsked | AccessTold | ChangePassword, ticket: Ticket, later: Sequence[object]
) -> bool:
    """What became of their access they have to know, also of what has ended. Source: regulation 4.4."""
    match notice:
        case AccessAsked(secret=number):
            secret = await work.secrets.get(number)
            return secret is not None and secret.state is SecretState.ASKED
        case ChangePassword():
            # Opened again, they are told anew when it ends.
            todo = not ticket.is_open and unchanged(await work.secrets.of(ticket.id))
            return bool(todo) and _is_last(notice, later)
        case _:
            return True


def _is_last(notice: AboutTicket, later: Sequence[object]) -> bool:
    """Nothing of its kind was said of the ticket after it."""
    return not any(type(one) is type(notice) and getattr(one, "ticket", None) == notice.ticket for one in later)


def _is_so(notice: AboutTicket, ticket: Ticket, later: Sequence[object]) -> bool:
    if isinstance(notice, Taken) and any(isinstance(one, StaffAnswer) and one.ticket == ticket.id for one in later):
        # The answer says whose it is.
        return False
    wanted = HOLDS.get(type(notice))
    return ticket.status is wanted if wanted else ticket.is_open
