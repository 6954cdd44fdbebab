"""A message that seems to hold a password waits until its author has said what is to become of it. Source: security 24.

It waits in the inbox, as Telegram told it, and goes on from there by the way that was chosen. What is written after it
goes on meanwhile: nobody is kept from reporting an emergency by a question.
"""

from collections.abc import Iterable
from dataclasses import replace

from desk.ids import PersonId, SecretId, TicketId, private_chat
from desk.notices.client import Overtaken
from desk.notices.toasts import Toast
from desk.notices.vault import Access, AccessNews, PasswordHeld
from desk.ports import Work
from desk.rules.content import Content, Parts
from desk.rules.passwords import REMIND_AFTER, Choice, holds_password, without_passwords
from desk.rules.ticket import Ticket
from desk.usecases.access.telling import name_of
from desk.usecases.tickets import ticket_for

AT_ONCE = 200


class PasswordFound(Exception):
    """Nothing of the message was kept: its author has to choose. `ticket` is where it would go, if that is certain."""

    def __init__(self, ticket: TicketId | None, message: int) -> None:
        super().__init__(ticket, message)
        self.ticket = ticket
        self.message = message


def may_pass(work: Work, choice: Choice | None, parts: Parts, ticket: Ticket | None) -> bool:
    """Whether the message goes on as it is; False: its passwords are to go through the vault. Raises PasswordFound.

    What cannot be protected any more (the ticket has ended, there is no key) is asked about anew.
    """
    found = next((part for part in parts if holds_password(part.text)), None)
    if found is None or choice is Choice.SEND:
        return True
    if choice is Choice.PROTECT and work.policy.vault is not None and ticket is not None and ticket.is_open:
        return False
    raise PasswordFound(ticket.id if ticket else None, found.source.message)


def hidden(part: Content) -> Content:
    """Its marks belong to the words as they were."""
    return replace(part, text=without_passwords(part.text), entities="") if holds_password(part.text) else part


async def hold_back(
    work: Work, *, updates: Iterable[int], person: PersonId, ticket: TicketId | None, message: int
) -> int:
    """Ask its author, and tell staff that a message waits. How many of the updates wait."""
    these = list(updates)
    found = await work.tickets.get(ticket) if ticket else None
    _ask(work, person, min(these), ticket or TicketId(0), message=message, again=False)
    if found is not None:
        await _tell_staff(work, found, person, Access.HELD)
    return await work.inbox.ask(these, work.now + REMIND_AFTER)


def _ask(work: Work, person: PersonId, choice: int, ticket: TicketId, *, message: int, again: bool) -> None:
    work.outbox.say(
        PasswordHeld(
            to=person,
            choice=choice,
            ticket=ticket,
            reply_to=message,
            vault=work.policy.vault is not None,
            again=again,
        )
    )


async def _tell_staff(work: Work, ticket: Ticket, person: PersonId, what: Access) -> None:
    who = await name_of(work, person)
    work.outbox.say(AccessNews(room=ticket.room, ticket=ticket.id, what=what, secret=SecretId(0), who=who))


async def choose(work: Work, *, person: PersonId, choice: int, way: Choice, page: int | None) -> Toast:
    """It goes on that way. A message of somebody else, or one that has gone on already, is not there."""
    if not await work.inbox.choose(int(private_chat(person)), choice, way, work.now):
        return Toast.ALREADY
    _strip(work, person, page)
    return Toast.DONE


async def take_back(work: Work, *, person: PersonId, choice: int, ticket: TicketId, page: int | None) -> Toast:
    """*Do not send*: it is erased unread."""
    if not await work.inbox.drop_asked(int(private_chat(person)), choice, work.now):
        return Toast.ALREADY
    _strip(work, person, page)
    if ticket:
        await _tell_staff(work, await ticket_for(work, person, ticket), person, Access.NOT_SENT)
    return Toast.DONE


def _strip(work: Work, person: PersonId, page: int | None) -> None:
    if page is not None:
        work.outbox.say(Overtaken(to=person, screen=page))


async def unchosen(work: Work) -> list[tuple[int, int]]:
    return await work.inbox.unchosen(work.now, AT_ONCE)


async def remind_of_choice(work: Work, *, lane: int, choice: int) -> None:
    """Once: it waits on, and is neither sent nor erased by a guess."""
    if await work.inbox.reminded(lane, choice):
        _ask(work, PersonId(lane), choice, TicketId(0), message=0, again=True)
