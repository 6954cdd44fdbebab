"""What is done now and then, so that nothing lies about for ever."""

from datetime import timedelta

from desk.ids import DraftId
from desk.notices.client import FormGone, Gone
from desk.ports import Work
from desk.rules.form import FormName

DRAFT_LIVES = timedelta(days=14)
KEPT = timedelta(days=7)
CODES_KEPT = timedelta(days=2)

AT_ONCE = 100


async def drop_old_drafts(work: Work) -> list[DraftId]:
    """A form that nobody touched for two weeks is dropped, and its owner is told."""
    old = await work.drafts.untouched_since(work.now - DRAFT_LIVES, AT_ONCE)
    for draft in old:
        if await work.drafts.drop(draft.id) and draft.form is not FormName.SIGN_IN:
            work.outbox.say(FormGone(to=draft.person, form=draft.form, why=Gone.DROPPED))
    return [draft.id for draft in old]


async def prune(work: Work) -> int:
    """Forget what was sent and handled a week ago, and old codes."""
    before = work.now - KEPT
    pruned = await work.outbox.prune(before) + await work.inbox.prune(before)
    return pruned + await work.codes.forget(work.now - CODES_KEPT)


async def give_up_unreadable(work: Work) -> None:
    """What was owed by another version and cannot be read is given up, so that its lane goes on."""
    await work.outbox.heads(work.now, AT_ONCE)
