"""An employee answers a question of the desk in words: what is done with them. A feature adds its taker here."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from desk.errors import InWords, MovedOn, TooManyWords
from desk.ids import PersonId
from desk.notices.staff import Mark, Marked, StaffHint
from desk.ports import Work
from desk.rules.content import Kind, Parts
from desk.rules.prompts import ARRIVES, LONGEST, Asked, Prompt, is_alive
from desk.rules.refusals import Clause
from desk.rules.ticket import Ticket
from desk.usecases.access.asking import ask_access_to
from desk.usecases.blocking import block_person
from desk.usecases.charges import price_it, waive_it
from desk.usecases.clarifying import ask_client
from desk.usecases.client_look import noting
from desk.usecases.complexity import complex_because
from desk.usecases.linking import ask_link_in
from desk.usecases.macro_pages import take_macro
from desk.usecases.promises import promise_by
from desk.usecases.refusing import preview
from desk.usecases.snoozes import snooze
from desk.usecases.staff_actions import Action, act_at, hold
from desk.usecases.staff_messages import Spot, keep_note, place_of, staff_writes
from desk.usecases.taking_back import take_back
from desk.usecases.urgency import not_urgent, urgent_because
from desk.usecases.worktime import record_time


@dataclass(frozen=True, slots=True)
class Answer:
    """Words, whose they are and where they were written; `args` is what the button knew."""

    words: str
    by: PersonId
    spot: Spot
    parts: Parts
    written_at: datetime
    args: str = ""


Taker = Callable[[Work, Ticket, Answer], Awaitable[None]]
"""Raises a refusal where the words will not do: nothing is changed then, and the question stays open."""


def as_action(action: Callable[[str], Action]) -> Taker:
    """What a command does with the words behind it, told as the command tells it."""

    async def take_it(work: Work, ticket: Ticket, answer: Answer) -> None:
        await act_at(work, ticket, by=answer.by, spot=answer.spot, action=action(answer.words))

    return take_it


async def _note(work: Work, ticket: Ticket, answer: Answer) -> None:
    keep_note(work, ticket, answer.by, answer.words)
    work.outbox.say(Marked(room=ticket.room, ticket=ticket.id, message=answer.spot.message, mark=Mark.INSIDE))


async def _block(work: Work, ticket: Ticket, answer: Answer) -> None:
    await block_person(work, ticket, answer.by, PersonId(int(answer.args)), answer.words)


async def _link(work: Work, ticket: Ticket, answer: Answer) -> None:
    await ask_link_in(work, ticket, answer.spot, answer.words)


async def _refuse(work: Work, ticket: Ticket, answer: Answer) -> None:
    await preview(Clause(answer.args) if answer.args else None, answer.words)(work, ticket, answer.by)


async def _clarify(work: Work, ticket: Ticket, answer: Answer) -> None:
    await ask_client(work, ticket, answer.by, answer.parts, spot=answer.spot, written_at=answer.written_at)


async def _access(work: Work, ticket: Ticket, answer: Answer) -> None:
    await ask_access_to(work, ticket, answer.by, answer.words)


async def _macro(work: Work, ticket: Ticket, answer: Answer) -> None:
    await take_macro(work, by=answer.by, spot=answer.spot, words=answer.words, macro=answer.args)


TAKERS: Final[dict[Asked, Taker]] = {
    Asked.HOLD: as_action(hold),
    Asked.NOTE: _note,
    Asked.TIME: as_action(record_time),
    Asked.PRICE: as_action(price_it),
    Asked.WAIVE: as_action(waive_it),
    Asked.COMPLEX: as_action(complex_because),
    Asked.NOT_URGENT: as_action(lambda words: not_urgent(words=words)),
    Asked.BLOCK: _block,
    Asked.BY: as_action(promise_by),
    Asked.SNOOZE: as_action(snooze),
    Asked.URGENT: as_action(urgent_because),
    Asked.CLIENT_NOTE: as_action(noting),
    Asked.LINK: _link,
    Asked.REFUSE: _refuse,
    Asked.CLARIFY: _clarify,
    Asked.ACCESS: _access,
    Asked.MACRO: _macro,
    Asked.MACRO_TEXT: _macro,
}


async def room_writes(work: Work, *, by: PersonId, spot: Spot, parts: Parts, written_at: datetime) -> None:
    """An employee's message: an answer to a question of the desk, or one like any other.

    Only a reply is an answer, whoever of the staff gives it. What begins with a slash is none. Raises MovedOn.
    """
    if any(part.text.lstrip().startswith("/") for part in parts):
        await staff_writes(work, by=by, spot=spot, parts=parts, written_at=written_at)
        return
    prompt = await _replied(work, spot)
    if prompt is None and (asked := await _asked_here(work, by, spot)):
        prompt = asked[0]
        if not _may_be_meant(prompt, spot, work.now):
            work.outbox.say(_hint(spot, "prompt_unsure"))
            return
    if prompt is None:
        await staff_writes(work, by=by, spot=spot, parts=parts, written_at=written_at)
        return
    ticket = await work.tickets.get(prompt.ticket)
    if ticket is not None and ticket.room != prompt.chat:
        raise MovedOn(ticket.id, (await work.chats.get(ticket.room)).title)
    if ticket is None or not is_alive(prompt, ticket, work.now):
        await take_back(work, [prompt])
        work.outbox.say(_hint(spot, "prompt_over"))
        return
    words = _words(parts)
    if len(words) > LONGEST and prompt.what is not Asked.NOTE:
        raise TooManyWords(str(LONGEST))
    answer = Answer(words, by, spot, parts, min(written_at, work.now), prompt.args)
    await TAKERS[prompt.what](work, ticket, answer)
    await take_back(work, [prompt])


def _hint(spot: Spot, what: str) -> StaffHint:
    return StaffHint(to=spot.chat, what=what, topic=spot.topic, reply_to=spot.message)


def _words(parts: Parts) -> str:
    """Raises InWords: whatever else is sent would be lost."""
    if len(parts) != 1 or parts[0].kind is not Kind.TEXT or not parts[0].text.strip():
        raise InWords
    return parts[0].text.strip()


async def _replied(work: Work, spot: Spot) -> Prompt | None:
    """The question that was replied to."""
    if spot.replied is None or spot.replied_by is not None:
        return None
    return await work.prompts.at(spot.chat, spot.replied)


async def _asked_here(work: Work, by: PersonId, spot: Spot) -> list[Prompt]:
    """The person's own questions in this place, newest first, if a message of the desk was replied to that nothing
    is known of: it may be one of them."""
    if spot.replied is None or spot.replied_by is not None or await work.posts.at(spot.chat, spot.replied):
        return []
    mine = await work.prompts.open_of(by, spot.chat)
    return [prompt for prompt in mine if await _is_asked_at(work, prompt, spot)]


async def _is_asked_at(work: Work, prompt: Prompt, spot: Spot) -> bool:
    ticket = await work.tickets.get(prompt.ticket)
    return ticket is not None and (await place_of(work, ticket)).topic == spot.topic


def _may_be_meant(prompt: Prompt, spot: Spot, now: datetime) -> bool:
    """Just asked, and where its message stands is not known yet. In a plain group, where several tickets are, no
    client is sent words on such a guess."""
    if prompt.message is not None or now - prompt.asked_at >= ARRIVES:
        return False
    return spot.topic is not None or prompt.what is not Asked.CLARIFY
