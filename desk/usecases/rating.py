"""A client rates a solution: once, from 1 to 5, with a comment if they like. Source: T33."""

from dataclasses import replace
from typing import Final

from desk.errors import OutOfDate, RatingIsOver, SolvedNoMore
from desk.ids import PersonId
from desk.notices.managers import RatingArrived
from desk.notices.tickets import CommentKept, Rated
from desk.notices.toasts import Toast
from desk.ports import Work
from desk.rules.content import Parts, has_file, told_by
from desk.rules.events import Event, EventKind
from desk.rules.form import FORMS, Draft, FormName, Problem, Step
from desk.rules.rating import SCORES, Rating, has_expired, is_low, is_of_this_solution
from desk.rules.ticket import Ticket
from desk.usecases.forms import show
from desk.usecases.managers import managers_now
from desk.usecases.tickets import ticket_for

RATING: Final = "rating"
"""The answer that says which rating a comment belongs to."""


async def rate(work: Work, *, person: PersonId, number: int, score: int) -> Toast | None:
    """One press; the score stays, words can follow."""
    rating, ticket = await _asked(work, person, number)
    if score not in SCORES:
        return Toast.OUT_OF_DATE
    if not await work.ratings.rate(rating.id, score, work.now):
        return Toast.ALREADY
    work.events.add(Event(ticket.id, EventKind.RATED, work.now, person, str(score)))
    work.outbox.say(Rated(to=person, ticket=ticket.id, rating=rating.id, score=score))
    if is_low(score):
        await _tell_managers(work, ticket, replace(rating, score=score))
    return None


async def _asked(work: Work, person: PersonId, number: int) -> tuple[Rating, Ticket]:
    """Only whoever was asked rates, while the solution stands. Source: T33."""
    rating = await work.ratings.get(number)
    if rating is None or rating.person != person:
        raise OutOfDate
    ticket = await ticket_for(work, person, rating.ticket)
    if not is_of_this_solution(rating, ticket):
        raise SolvedNoMore(ticket.id)
    if has_expired(rating, work.now):
        raise RatingIsOver(ticket.id)
    return rating, ticket


async def ask_comment(work: Work, *, person: PersonId, number: int) -> None:
    """The next words belong to the rating."""
    rating, _ = await _asked(work, person, number)
    draft = await work.drafts.begin(person, FormName.RATING, work.now)
    draft = replace(draft, answers={RATING: str(rating.id)}, rev=draft.rev + 1)
    await work.drafts.save(draft, work.now)
    await show(work, Step(draft))


async def comment(work: Work, *, draft: Draft, parts: Parts) -> None:
    """What was typed after that; too much of it, or a file, is asked for again in words."""
    words = told_by(parts).strip()
    (question,) = FORMS[FormName.RATING]
    if has_file(parts) or not words:
        await show(work, Step(draft, Problem.TYPE_A_TEXT))
        return
    if len(words) > question.longest:
        await show(work, Step(draft, Problem.TOO_LONG))
        return
    rating = await work.ratings.get(int(draft.answers[RATING]))
    await work.drafts.drop(draft.id)
    ticket = await work.tickets.get(rating.ticket) if rating else None
    if rating is None or ticket is None:
        return
    await work.ratings.comment(rating.id, words)
    work.outbox.say(CommentKept(to=draft.person, ticket=ticket.id))
    await _tell_managers(work, ticket, replace(rating, comment=words))


async def _tell_managers(work: Work, ticket: Ticket, rating: Rating) -> None:
    """A low score at once; words, whatever the score, when they come."""
    names = await work.people.names([rating.person, rating.employee])
    room = await work.rooms.of(ticket.id)
    for chat, now in (await managers_now(work)).items():
        work.outbox.say(
            RatingArrived(
                to=now,
                ticket=ticket.id,
                subject=ticket.subject,
                score=rating.score or 0,
                comment=rating.comment,
                who=names.get(rating.person, ""),
                employee=names.get(rating.employee, ""),
                room=room.chat if room else ticket.room,
                topic=room.topic if room else None,
                card=room.card if room else None,
            ),
            key=f"rating:{rating.id}:{chat}:{len(rating.comment)}",
        )
