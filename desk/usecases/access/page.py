"""The page of a request: what is typed there is sealed at once and never comes near Telegram. Source: security 21.

Whoever has its link may use it once. Looking at it changes nothing: programs that show what is behind a link do so.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from desk.errors import NeedsProof, NotVerified, Refusal
from desk.ids import ClientId, PersonId
from desk.notices.vault import Access, AccessTold, StepEnd, StepProblem
from desk.ports import Work
from desk.rules.form import FormName
from desk.rules.ticket import Ticket
from desk.rules.vault import Secret, digest_of
from desk.usecases.access.leaving import GIVEN, WHICH, leave_step
from desk.usecases.access.step import keep, problem_of, wanted
from desk.usecases.access.telling import name_of
from desk.usecases.arrivals import must_not_be_blocked
from desk.usecases.trusting import must_be_verified

LONGEST_TOKEN: Final = 100


class PageIs(StrEnum):
    """What is behind a link."""

    OPEN = "open"
    PASSED_ON = "passed_on"
    USED = "used"
    EXPIRED = "expired"
    NOT_NEEDED = "not_needed"
    """The request is void, its ticket has ended, or it cannot be taken from this person now."""
    NEEDS_PROOF = "needs_proof"
    """They have to show once more, in the chat, that they are the client."""
    NOT_NOW = "not_now"
    """Nobody knows just now whether they still are the client: the panel does not answer."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SecretPage:
    """`language` is the reader's, empty where nobody knows whose link it is. Without `by` it is some employee."""

    state: PageIs
    language: str = ""
    number: int = 0
    what: str = ""
    by: str = ""
    client: ClientId | None = None
    problem: StepProblem | None = None


async def secret_page(work: Work, *, token: str) -> SecretPage:
    """What is behind the link now. Changes nothing."""
    page, _ = await _looked_up(work, token)
    return page


async def pass_by_page(work: Work, *, token: str, words: str) -> SecretPage:
    """The form was sent. Empty or too long words leave the link as it was; so does a page that is not open."""
    page, found = await _looked_up(work, token)
    if found is None:
        return page
    secret, ticket = found
    try:
        await must_be_verified(work, ticket.client)
    except NotVerified:
        return replace(page, state=PageIs.NOT_NOW)
    plain = words.replace("\r\n", "\n").replace("\0", "").strip()
    if problem := problem_of(plain):
        return replace(page, problem=problem)
    used = await work.secrets.save(replace(secret, page_until=None))
    await keep(work, ticket, used, giver=secret.reader, words=plain, at=work.now)
    await _tell(work, ticket, used)
    return replace(page, state=PageIs.PASSED_ON)


async def _tell(work: Work, ticket: Ticket, secret: Secret) -> None:
    """In their chat. The step of the same request is over: nothing more is to be written into it."""
    step = await work.drafts.of(secret.reader, FormName.SECRET)
    if step is not None and step.answers[WHICH] == str(int(secret.id)):
        await leave_step(work, replace(step, answers={**step.answers, GIVEN: "yes"}), StepEnd.LEFT)
    else:
        by = await name_of(work, secret.asker)
        work.outbox.say(AccessTold(to=secret.reader, ticket=ticket.id, what=Access.GIVEN, by=by))


async def _looked_up(work: Work, token: str) -> tuple[SecretPage, tuple[Secret, Ticket] | None]:
    """The page, and what can be given by it, if it is open."""
    secret = await work.secrets.by_page(digest_of(token)) if token and len(token) <= LONGEST_TOKEN else None
    if secret is None:
        return SecretPage(PageIs.UNKNOWN), None
    page = SecretPage(PageIs.OPEN, await _language(work, secret.reader), int(secret.ticket))
    if secret.page_until is None:
        return replace(page, state=PageIs.USED), None
    if secret.page_until <= work.now:
        return replace(page, state=PageIs.EXPIRED), None
    try:
        await must_not_be_blocked(work, secret.reader)
        secret, ticket = await wanted(work, secret.reader, secret.id)
    except NeedsProof:
        return replace(page, state=PageIs.NEEDS_PROOF), None
    except Refusal:
        return replace(page, state=PageIs.NOT_NEEDED), None
    by = await name_of(work, secret.asker)
    return replace(page, number=int(ticket.id), what=secret.what, by=by, client=ticket.client), (secret, ticket)


async def _language(work: Work, reader: PersonId) -> str:
    person = await work.people.get(reader)
    return (person.chosen or person.language if person else "") or work.policy.language
