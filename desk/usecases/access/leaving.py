"""The protected step ends: what is written from then on is an ordinary message again."""

from collections.abc import Awaitable, Callable
from typing import Concatenate, Final, ParamSpec, TypeVar

from desk.ids import PersonId, TicketId
from desk.notices.vault import StepEnd, StepOver
from desk.ports import Work
from desk.rules.form import Draft, FormName

P = ParamSpec("P")
R = TypeVar("R")

WHICH: Final = "which"
"""The answer that says what the step is for."""
TICKET: Final = "ticket"
GIVEN: Final = "given"
"""The answer that says that something has come already."""

FORMS: Final = frozenset({FormName.TICKET, FormName.PROSPECT, FormName.FEEDBACK})


async def leave_step(work: Work, draft: Draft, how: StepEnd) -> None:
    """A form that was in work before goes on."""
    await work.drafts.drop(draft.id)
    other = await work.drafts.of(draft.person)
    work.outbox.say(
        StepOver(
            to=draft.person,
            ticket=TicketId(int(draft.answers[TICKET])),
            how=how,
            given=GIVEN in draft.answers,
            form=other.form if other and other.form in FORMS else None,
        )
    )


async def in_front(work: Work, person: PersonId) -> Draft | None:
    """What the person is at: an open step whatever else was touched since, or else the form touched last."""
    return await work.drafts.of(person, FormName.SECRET) or await work.drafts.of(person)


async def drop_step(work: Work, person: PersonId) -> None:
    """The person does something else instead."""
    if step := await work.drafts.of(person, FormName.SECRET):
        await work.drafts.drop(step.id)


def elsewhere(use_case: Callable[Concatenate[Work, P], Awaitable[R]]) -> Callable[Concatenate[Work, P], Awaitable[R]]:
    """The same for a person who may be in a step: they leave it for another page, and are told so."""

    async def leaving(work: Work, /, *args: P.args, **facts: P.kwargs) -> R:
        person = facts["person"]
        assert isinstance(person, int)
        if step := await work.drafts.of(PersonId(person), FormName.SECRET):
            await leave_step(work, step, StepEnd.LEFT)
        return await use_case(work, *args, **facts)

    return leaving
