"""The protected step: what a client types in it is sealed, and their message is deleted. Source: regulation 4.4.

Nothing of it gets into drafts, messages, the history or what is owed.
"""

from dataclasses import replace
from datetime import datetime

from desk.errors import NeedsProof, NoSuchTicket, Refusal, SecretIs, VaultOff
from desk.ids import PersonId, SecretId, TicketId
from desk.notices.toasts import Toast
from desk.notices.vault import Access, Removal, SecretStep, StepEnd, StepProblem
from desk.ports import Work
from desk.rules.assurance import Deed
from desk.rules.clocks import kept
from desk.rules.content import Parts, has_file, text_of
from desk.rules.events import EventKind
from desk.rules.form import Draft, FormName
from desk.rules.periods import Ended
from desk.rules.reminders import Over
from desk.rules.ticket import Ticket, client_wrote
from desk.rules.vault import LONGEST, MORE_FOR, OVER, STEP_LASTS, Secret, SecretState, Unsealable, Vault, give, units
from desk.usecases.access.leaving import GIVEN, TICKET, WHICH, leave_step
from desk.usecases.access.telling import happened, name_of, news, tell_asker
from desk.usecases.allowing import must_be_able
from desk.usecases.arrivals import must_not_be_blocked, tell_refusal, unknown_command
from desk.usecases.dates import wake_up
from desk.usecases.merged import where_it_goes_on
from desk.usecases.tickets import ticket_for
from desk.usecases.trusting import must_be_verified
from desk.usecases.waiting import end_waiting

AT_ONCE = 1000


async def begin_step(work: Work, *, person: PersonId, number: SecretId) -> None:
    """The client presses the button of a request, whatever other tickets and forms they have."""
    await must_not_be_blocked(work, person)
    if work.policy.vault is None:
        raise SecretIs(SecretState.WITHDRAWN)
    secret, ticket = await wanted(work, person, number)
    await must_be_verified(work, ticket.client)
    draft = await work.drafts.begin(person, FormName.SECRET, work.now)
    answers = {WHICH: str(int(secret.id)), TICKET: str(int(ticket.id))}
    await _show(work, replace(draft, answers=answers), secret)


async def live_step(work: Work, person: PersonId, replied: int | None, other: TicketId | None = None) -> Draft | None:
    """The step that takes what this person writes now: one that is open, or of a request that is answered.

    It is open until its end was told, whatever else was touched since; a request that is void is answered, too: what
    comes late must not go where everybody reads it. `other` is the ticket that the message answers in so many words:
    if the step is for another one, it passes by.
    """
    draft = await work.drafts.of(person, FormName.SECRET)
    asked = await work.secrets.by_request(person, replied) if replied else None
    if asked is None:
        elsewhere = draft is not None and other is not None and other != await _ticket_of(work, draft)
        return None if elsewhere else draft
    if draft is not None and draft.answers[WHICH] == str(int(asked.id)):
        return draft
    draft = await work.drafts.begin(person, FormName.SECRET, work.now)
    return replace(draft, answers={WHICH: str(int(asked.id)), TICKET: str(int(asked.ticket))})


async def _ticket_of(work: Work, step: Draft) -> TicketId:
    """Where it goes by now: tickets are merged."""
    secret = await work.secrets.get(SecretId(int(step.answers[WHICH])))
    return secret.ticket if secret else TicketId(int(step.answers[TICKET]))


async def take(work: Work, *, draft: Draft, parts: Parts, written_at: datetime) -> None:
    """What was typed in the step: sealed at once. Whatever it was, the message goes out of the chat."""
    for part in parts:
        work.outbox.say(Removal(to=draft.person, message=part.source.message))
    try:
        secret, ticket = await wanted(work, draft.person, SecretId(int(draft.answers[WHICH])))
    except NeedsProof as refusal:
        await leave_step(work, draft, StepEnd.LEFT)
        await tell_refusal(work, person=draft.person, refusal=refusal)
        return
    except Refusal:
        await leave_step(work, draft, StepEnd.NOT_NEEDED)
        return
    words = "" if has_file(parts) else text_of(parts).strip()
    if problem := problem_of(words):
        await _show(work, draft, secret, problem)
        return
    given = await keep(work, ticket, secret, giver=draft.person, words=words, at=min(written_at, work.now))
    answers = {**draft.answers, WHICH: str(int(given.id)), GIVEN: "yes"}
    await _show(work, replace(draft, answers=answers), given)


def problem_of(words: str) -> StepProblem | None:
    """Why they cannot be passed on as they are."""
    if not words:
        return StepProblem.NO_TEXT
    return StepProblem.TOO_LONG if units(words) > LONGEST else None


async def keep(work: Work, ticket: Ticket, secret: Secret, *, giver: PersonId, words: str, at: datetime) -> Secret:
    """Sealed, whichever way it came; staff are told of what they do not know of yet. Raises VaultOff."""
    given = await _kept(work, _vault(work), replace(secret, ticket=ticket.id), giver, words)
    if given.id != secret.id or secret.state is SecretState.ASKED:
        await announce(work, ticket, given, at)
    return given


async def stray_command(work: Work, *, person: PersonId, command: str, parts: Parts, written_at: datetime) -> None:
    """A password may begin with a slash; outside of the step it is a command that we do not know."""
    if step := await live_step(work, person, None):
        await take(work, draft=step, parts=parts, written_at=written_at)
    else:
        await unknown_command(work, person=person, command=command)


async def finish_step(work: Work, *, person: PersonId) -> Toast | None:
    """*Done*: nothing more will come."""
    draft = await work.drafts.of(person, FormName.SECRET)
    if draft is None:
        return Toast.ALREADY
    await leave_step(work, draft, StepEnd.LEFT)
    return None


async def show_step(work: Work, draft: Draft) -> None:
    """The page of the step once more."""
    secret = await work.secrets.get(SecretId(int(draft.answers[WHICH])))
    if secret is None:
        await leave_step(work, draft, StepEnd.NOT_NEEDED)
    else:
        await _show(work, draft, secret)


async def steps_over(work: Work) -> None:
    """Steps whose time has passed."""
    for draft in await work.drafts.steps(AT_ONCE):
        if _ends(draft) <= work.now:
            await leave_step(work, draft, StepEnd.TIME_OVER)


def _ends(draft: Draft) -> datetime:
    assert draft.touched_at
    return draft.touched_at + (MORE_FOR if GIVEN in draft.answers else STEP_LASTS)


async def announce(work: Work, ticket: Ticket, secret: Secret, at: datetime) -> None:
    """It is here since then: staff are told, and it is their turn."""
    happened(work, ticket, EventKind.ACCESS_GIVEN, secret.giver)
    ended = await end_waiting(work, ticket, Ended.ANSWERED)
    await wake_up(work, ticket, Over.CLIENT_WROTE)
    wrote = kept(ticket, client_wrote(ticket, at), at, work.policy, heard=True)
    if ended or wrote != ticket:
        ticket = await work.tickets.save(wrote)
    what = Access.GIVEN if secret.asker else Access.SENT_IN
    await news(work, ticket, secret, what, who=secret.giver)
    tell_asker(work, ticket, secret)


async def wanted(work: Work, person: PersonId, number: SecretId) -> tuple[Secret, Ticket]:
    """What can be given now, and the ticket that it is for by now. Raises SecretIs, NoSuchTicket, VaultOff."""
    _vault(work)
    secret = await work.secrets.get(number)
    ticket = await work.tickets.get(secret.ticket) if secret else None
    if secret is None or ticket is None:
        raise NoSuchTicket(TicketId(0))
    ticket = await ticket_for(work, person, (await where_it_goes_on(work, ticket)).id)
    if ticket.client is not None:
        await must_be_able(work, person, ticket.client, Deed.SECRETS)
    if secret.state in OVER or not ticket.is_open:
        raise SecretIs(secret.state if secret.state in OVER else SecretState.WITHDRAWN)
    return secret, ticket


def _vault(work: Work) -> Vault:
    if work.policy.vault is None:
        raise VaultOff
    return work.policy.vault


async def _kept(work: Work, vault: Vault, secret: Secret, giver: PersonId, words: str) -> Secret:
    """In the row that waits for it; added to what nobody has seen yet, if both fit into one message; or else alone."""
    if secret.state is SecretState.ASKED:
        return await work.secrets.save(sealed(vault, secret, giver, words, work.now))
    if secret.state is SecretState.GIVEN and secret.giver == giver:
        try:
            both = f"{vault.unseal(secret.sealed, secret.about)}\n{words}"
        except Unsealable:
            both = ""
        if both and units(both) <= LONGEST:
            return await work.secrets.save(sealed(vault, secret, giver, both, work.now))
    return await keep_another(work, vault, secret, giver, words)


async def keep_another(work: Work, vault: Vault, like: Secret, giver: PersonId, words: str) -> Secret:
    """In a row of its own, for the same employee."""
    ticket = like.ticket
    fresh = Secret(SecretId(0), ticket, ticket, like.asker, giver, like.what, work.now, like.bot)
    added = await work.secrets.add(fresh)
    return await work.secrets.save(sealed(vault, added, giver, words, work.now))


def sealed(vault: Vault, secret: Secret, giver: PersonId, words: str, at: datetime) -> Secret:
    mine = replace(secret, giver=giver)
    return give(mine, giver, vault.seal(words, mine.about), at)


async def _show(work: Work, draft: Draft, secret: Secret, problem: StepProblem | None = None) -> None:
    again = replace(draft, rev=draft.rev + 1)
    await work.drafts.save(again, work.now)
    work.outbox.say(
        SecretStep(
            to=draft.person,
            rev=again.rev,
            secret=secret.id,
            ticket=secret.ticket,
            what=secret.what,
            by=await name_of(work, secret.asker),
            taken=GIVEN in draft.answers,
            problem=problem,
        )
    )
