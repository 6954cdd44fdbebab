"""An employee answers a question of the desk in words: what is done with them. A feature adds its taker here."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from desk.errors import InWords, TooManyWords
from desk.ids import PersonId
from desk.notices.staff import Mark, Marked, StaffHint
from desk.ports import Work
from desk.rules.content import Kind, Parts
from desk.rules.prompts import LONGEST, Asked, Prompt, is_alive
from desk.rules.refusals import Clause
from desk.rules.ticket import Ticket
from desk.usecases.asking import take_back
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
from desk.usecases.staff_actions import Action, hold
from desk.usecases.staff_messages import Spot, keep_note, staff_writes
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
    """What a command does with the words behind it."""

    async def take_it(work: Work, ticket: Ticket, answer: Answer) -> None:
        await action(answer.words)(work, ticket, answer.by)

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
    Asked.MACRO: _macro,
    Asked.MACRO_TEXT: _macro,
}


async def room_writes(work: Work, *, by: PersonId, spot: Spot, parts: Parts, written_at: datetime) -> None:
    """An employee's message: an answer to a question of the desk, or one like any other.

    Only a reply is an answer, whoever of the staff gives it. What begins with a slash is none.
    """
    prompt = await _replied(work, by, spot)
    if prompt is None or any(part.text.lstrip().startswith("/") for part in parts):
        await staff_writes(work, by=by, spot=spot, parts=parts, written_at=written_at)
        return
    ticket = await work.tickets.get(prompt.ticket)
    if ticket is None or not is_alive(prompt, ticket, work.now):
        await take_back(work, [prompt])
        work.outbox.say(StaffHint(to=spot.chat, what="prompt_over", topic=spot.topic, reply_to=spot.message))
        return
    words = _words(parts)
    if len(words) > LONGEST and prompt.what is not Asked.NOTE:
        raise TooManyWords(str(LONGEST))
    answer = Answer(words, by, spot, parts, min(written_at, work.now), prompt.args)
    await TAKERS[prompt.what](work, ticket, answer)
    await take_back(work, [prompt])


def _words(parts: Parts) -> str:
    """Raises InWords: whatever else is sent would be lost."""
    if len(parts) != 1 or parts[0].kind is not Kind.TEXT or not parts[0].text.strip():
        raise InWords
    return parts[0].text.strip()


async def _replied(work: Work, by: PersonId, spot: Spot) -> Prompt | None:
    """The question that was replied to.

    Its message may not be known yet, or be a copy whose sending was never confirmed: a reply to a message of the desk
    that no ticket knows is taken for the person's own question.
    """
    if spot.replied is None or spot.replied_by is not None:
        return None
    found = await work.prompts.at(spot.chat, spot.replied)
    if found is not None or await work.posts.at(spot.chat, spot.replied):
        return found
    room = await work.rooms.by_topic(spot.chat, spot.topic) if spot.topic else None
    mine = await work.prompts.open_of(by, spot.chat)
    return next((one for one in mine if spot.topic is None or (room and room.ticket == one.ticket)), None)
