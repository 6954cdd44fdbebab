"""The protected step ends: what is written from then on is an ordinary message again."""

from typing import Final

from desk.ids import PersonId, TicketId
from desk.notices.vault import StepEnd, StepOver
from desk.ports import Work
from desk.rules.form import Draft, FormName

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


async def drop_step(work: Work, person: PersonId) -> None:
    """The person does something else instead."""
    if step := await work.drafts.of(person, FormName.SECRET):
        await work.drafts.drop(step.id)
