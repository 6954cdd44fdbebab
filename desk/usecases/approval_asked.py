"""Who cannot prove who they are asks staff to let them in. What staff do with it: `desk.usecases.approving`."""

from dataclasses import replace
from typing import Final

from desk.ids import ChatId, PersonId
from desk.notices.approvals import ApprovalAsked, ApprovalOver, ApprovalShown, ApprovalTold, Stands
from desk.ports import Work
from desk.rules.approvals import ASKED, LIFETIME, LONGEST, MOST, Approval, Settlement
from desk.rules.auth import AuthEvent, AuthWhat
from desk.rules.form import Draft
from desk.rules.people import Proof
from desk.usecases.arrivals import must_not_be_blocked
from desk.usecases.membership import whereabouts

AT_ONCE: Final = 100


async def ask_approval(work: Work, *, draft: Draft) -> None:
    """The button in the sign-in: they are asked who they are, unless staff have a request of theirs already.

    Raises Blocked.
    """
    person = draft.person
    await must_not_be_blocked(work, person)
    waits = await work.approvals.open_of(person)
    if waits is not None and work.now < waits.asked_at + LIFETIME:
        told = ApprovalTold(to=person, stands=Stands.STILL_WAITING, until=waits.asked_at + LIFETIME)
        work.outbox.say(told)
        return
    asked = await work.auth_events.since(person, AuthWhat.APPROVAL_ASKED, work.now - LIFETIME)
    if len(asked) >= MOST:
        work.outbox.say(ApprovalTold(to=person, stands=Stands.TOO_OFTEN))
        return
    awaiting = replace(draft, answers={ASKED: work.now.isoformat()}, rev=draft.rev + 1)
    await work.drafts.save(awaiting, work.now)
    show_approval(work, awaiting)


def show_approval(work: Work, draft: Draft, *, wrong: bool = False) -> None:
    work.outbox.say(ApprovalAsked(to=draft.person, rev=draft.rev, wrong=wrong))


async def give_words(work: Work, draft: Draft, text: str) -> None:
    """Who they are, in their words. It goes to the staff's group, outside of any ticket. Raises Blocked."""
    words, person = text.strip(), draft.person
    await must_not_be_blocked(work, person)
    if not words or len(words) > LONGEST:
        show_approval(work, draft, wrong=True)
        return
    if (before := await work.approvals.open_of(person)) is not None:
        await _expire(work, before)
    request = await work.approvals.add(Approval(0, person, words, work.now))
    await work.drafts.drop(draft.id)
    await work.auth_events.add(AuthEvent(work.now, AuthWhat.APPROVAL_ASKED, person, person, method=Proof.STAFF))
    work.outbox.say(ApprovalTold(to=person, stands=Stands.WAITING, until=work.now + LIFETIME))
    await show_to_staff(work, request)


async def show_to_staff(work: Work, request: Approval) -> None:
    """Once in each group that is, or comes to be, the one of the settings."""
    asked = await shown(work, request)
    work.outbox.say(asked, key=f"approval:{request.id}:{asked.to}")


async def show_open_ones(work: Work, *, room: ChatId) -> None:
    """This group of the settings was seen: what was asked while there was another one is asked here."""
    if room == (await whereabouts(work, work.policy.room)).id:
        for request in await work.approvals.open_before(work.now, AT_ONCE):
            if request.client is None:
                await show_to_staff(work, request)


async def shown(work: Work, request: Approval) -> ApprovalShown:
    """As staff see it before anybody has said who that is."""
    known = await work.people.get(request.person)
    return ApprovalShown(
        to=(await whereabouts(work, work.policy.room)).id,
        number=request.id,
        person=request.person,
        name=known.name if known else "",
        username=known.username if known else "",
        words=request.words,
        until=request.asked_at + LIFETIME,
        second=work.policy.approvers > 1,
    )


async def expire_approvals(work: Work) -> int:
    """Whom nobody has let in within a week is told so, and staff, too; how many."""
    old = await work.approvals.open_before(work.now - LIFETIME, AT_ONCE)
    for request in old:
        await _expire(work, request)
    return len(old)


async def _expire(work: Work, request: Approval) -> None:
    if not await work.approvals.settle(request.id, Settlement.EXPIRED):
        return
    work.outbox.say(ApprovalTold(to=request.person, stands=Stands.EXPIRED))
    work.outbox.say(await over(work, request, Settlement.EXPIRED, None))


async def over(work: Work, request: Approval, how: Settlement, by: PersonId | None, client: str = "") -> ApprovalOver:
    """To staff: what came of it."""
    people = [one for one in (request.person, request.named_by, by) if one is not None]
    names = await work.people.names(people)
    return ApprovalOver(
        to=(await whereabouts(work, work.policy.room)).id,
        number=request.id,
        name=names.get(request.person, ""),
        how=how,
        client=client,
        named_by=names.get(request.named_by, "") if request.named_by else "",
        by=names.get(by, "") if by else "",
    )
