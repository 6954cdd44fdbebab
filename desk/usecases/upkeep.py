"""What is done now and then, so that nothing lies about for ever."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from desk.ids import DraftId, PersonId
from desk.notices.client import FormGone, Gone
from desk.ports import NotThrough, SetAside, Work
from desk.rules.form import Draft, FormName
from desk.usecases.asking import forget_old
from desk.usecases.placing import place_in
from desk.usecases.tickets import tickets_of

DRAFT_LIVES = timedelta(days=14)
KEPT = timedelta(days=7)
CODES_KEPT = timedelta(days=2)
LINKS_KEPT = timedelta(days=1)
"""So long somebody who comes late reads that a link is over, and not that there is none."""
APPROVALS_KEPT = timedelta(days=30)
"""So long whoever comes late reads that a request is over; who has agreed is in what happened about access."""
AUTH_KEPT = timedelta(days=400)
"""So long can be asked who was let in, and by what."""
NONCES_KEPT = timedelta(hours=1)
"""Longer than a signed call counts."""

UNPLACED_FOR = timedelta(hours=12)
"""So long an answer to 'which ticket does this belong to?' is waited for."""

UNTOLD = frozenset({FormName.SIGN_IN, FormName.RATING, FormName.ON_BEHALF})
"""Of these nothing is lost that somebody would ask for."""

UPKEEP = "upkeep"
"""The mark under which it is remembered when old things were looked for last."""
UPKEEP_EVERY = timedelta(hours=1)
PRUNED_AT_ONCE = 500
"""So much goes in one commit: others wait no longer than that for theirs."""

AT_ONCE = 100
MOST_LISTED = 1000
"""So many of each are told to an operator, the newest."""

ALL = 10_000
"""More forms than are in work at a time."""


async def drop_old_drafts(work: Work) -> list[DraftId]:
    """A form that nobody touched for two weeks is dropped, and its owner is told."""
    old = await work.drafts.untouched_since(work.now - DRAFT_LIVES, AT_ONCE)
    for draft in old:
        if await work.drafts.drop(draft.id) and draft.form not in UNTOLD:
            work.outbox.say(FormGone(to=draft.person, form=draft.form, why=Gone.DROPPED))
    return [draft.id for draft in old]


async def unanswered_places(work: Work) -> list[Draft]:
    """Words whose sender did not say for long which ticket they belong to."""
    old = await work.drafts.untouched_since(work.now - UNPLACED_FOR, ALL)
    return [draft for draft in old if draft.form is FormName.UNPLACED]


async def place_unanswered(work: Work, *, person: PersonId) -> None:
    """Put them into the person's newest open ticket, so that staff see them; with none they wait on."""
    draft = await work.drafts.of(person, FormName.UNPLACED)
    if draft is None or (draft.touched_at or work.now) >= work.now - UNPLACED_FOR:
        return
    if not draft.files:
        await work.drafts.drop(draft.id)
        return
    newest = next((ticket for ticket in await tickets_of(work, person) if ticket.is_open), None)
    if newest is not None:
        await place_in(work, draft=draft, number=str(newest.id), by_itself=True)


async def upkeep_is_due(work: Work) -> bool:
    """Also where the clock was set back behind the last time."""
    last = await work.marks.get(UPKEEP)
    return not last or not timedelta(0) <= work.now - datetime.fromisoformat(last) < UPKEEP_EVERY


async def upkeep_was_done(work: Work) -> None:
    await work.marks.put(UPKEEP, work.now.isoformat())


async def prune(work: Work) -> int:
    """Forget what was sent and handled a week ago, and old codes; of what can be much, PRUNED_AT_ONCE of each.

    How much of it: as long as that is no less, there may be more.
    """
    before = work.now - KEPT
    await forget_old(work)
    await work.panel_links.forget(work.now - LINKS_KEPT)
    await work.approvals.forget(work.now - APPROVALS_KEPT)
    await work.nonces.forget(work.now - NONCES_KEPT)
    pruned = await work.outbox.prune(before, PRUNED_AT_ONCE)
    pruned += await work.inbox.prune(before, PRUNED_AT_ONCE)
    pruned += await work.auth_events.forget(work.now - AUTH_KEPT, PRUNED_AT_ONCE)
    await work.undos.forget(before)
    return pruned + await work.codes.forget(work.now - CODES_KEPT)


async def leftovers(work: Work) -> tuple[list[SetAside], list[NotThrough]]:
    """What could not be handled, and what did not get through."""
    return await work.inbox.set_aside(MOST_LISTED), await work.outbox.not_through(MOST_LISTED)


async def handle_again(work: Work, *, updates: Sequence[int]) -> list[int]:
    """Updates that were set aside are handled once more. Which of them are not set aside: then nothing is changed."""
    unknown = await _not_set_aside(work, updates)
    if not unknown:
        for update in sorted(set(updates)):
            await work.inbox.again(update, work.now)
    return unknown


async def never_handle(work: Work, *, updates: Sequence[int]) -> list[int]:
    """Updates that were set aside are erased. Which of them are not set aside: then nothing is changed."""
    unknown = await _not_set_aside(work, updates)
    if not unknown:
        for update in sorted(set(updates)):
            await work.inbox.drop(update, work.now)
    return unknown


async def _not_set_aside(work: Work, updates: Sequence[int]) -> list[int]:
    known = {one.update for one in await work.inbox.set_aside(ALL)}
    return sorted(set(updates) - known)


async def give_up_unreadable(work: Work) -> None:
    """What was owed by another version and cannot be read is given up, so that its lane goes on."""
    await work.outbox.heads(work.now, AT_ONCE)
