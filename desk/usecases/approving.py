"""Staff let somebody in who cannot prove who they are: one names the client, another one confirms. Regulation 2.2.

The tie is the least sure one that there is (`Assurance.LOW`): they file and talk, and see nothing of others. Owners
and the client's mailbox hear of it as of any other, and can end it.
"""

from dataclasses import replace

from desk.errors import CannotApprove, CannotLink
from desk.ids import ChatId, PersonId
from desk.notices.approvals import ApprovalTold, Stands
from desk.notices.toasts import Toast
from desk.ports import Work
from desk.rules.approvals import Approval, CannotDecide, Settlement, judge, judge_second
from desk.rules.auth import AuthEvent, AuthWhat
from desk.rules.form import FormName, key_of
from desk.rules.people import Client, Proof
from desk.usecases.approval_asked import over, shown
from desk.usecases.linking import let_in
from desk.usecases.membership import whereabouts
from desk.usecases.registry import client_by_key, meant
from desk.usecases.tying import link_between, owners_of


async def name_client(work: Work, *, by: PersonId, room: ChatId, number: int, words: str) -> None:
    """`/approve 7 anna@example.com`: whose they are, as one employee says. Raises CannotApprove, NoSuchClient."""
    request = await _open(work, by, room, number)
    if not words:
        raise CannotApprove("words")
    clients = await meant(work, words)
    if len(clients) > 1:
        raise CannotApprove("several")
    client = clients[0]
    await _must_be_able(work, request, client)
    if await _was_let_in(work, request, client, by):
        return
    await work.approvals.name(request.id, client.id, by)
    await _note(work, AuthWhat.APPROVAL_NAMED, request, client, by)
    owners = await owners_of(work, client.id)
    names = await work.people.names([*owners, by])
    card = await shown(work, request)
    work.outbox.say(
        replace(
            card,
            key=key_of(str(client.id)),
            client=client.name,
            owners=tuple(names.get(owner, "") for owner in owners),
            named_by=names.get(by, ""),
        )
    )


async def confirm_approval(work: Work, *, by: PersonId, room: ChatId, number: int, key: str) -> Toast:
    """The second employee's press. Raises CannotApprove."""
    request = await _open(work, by, room, number)
    client = await client_by_key(work, key)
    if why := judge_second(request, client.id, by, work.policy.approvers):
        raise CannotApprove(why)
    await _must_be_able(work, request, client)
    if await _was_let_in(work, request, client, by):
        return Toast.DONE
    await _settle(work, request, Settlement.APPROVED)
    if draft := await work.drafts.of(request.person, FormName.SIGN_IN):
        await work.drafts.drop(draft.id)
    await let_in(work, request.person, client, by)
    work.outbox.say(await over(work, request, Settlement.APPROVED, by, client.name))
    return Toast.DONE


async def refuse_approval(work: Work, *, by: PersonId, room: ChatId, number: int) -> Toast:
    """One employee's word is enough for a no. Raises CannotApprove."""
    request = await _open(work, by, room, number)
    await _settle(work, request, Settlement.REFUSED)
    await _note(work, AuthWhat.APPROVAL_REFUSED, request, None, by)
    work.outbox.say(ApprovalTold(to=request.person, stands=Stands.REFUSED))
    work.outbox.say(await over(work, request, Settlement.REFUSED, by))
    return Toast.DONE


async def not_staff(_: Work) -> None:
    """A press outside of the staff's group: somebody has made it up."""
    raise CannotApprove("staff")


async def _open(work: Work, by: PersonId, room: ChatId, number: int) -> Approval:
    """Only where the requests are told: not in the groups of other staff."""
    request = await work.approvals.get(number)
    if room != (await whereabouts(work, work.policy.room)).id:
        raise CannotApprove(CannotDecide.UNKNOWN)
    why = judge(request, by, work.now)
    if why is not None or request is None:
        raise CannotApprove(why or CannotDecide.UNKNOWN)
    return request


async def _must_be_able(work: Work, request: Approval, client: Client) -> None:
    if client.closed:
        raise CannotLink("closed")
    known = await work.people.get(request.person)
    if known is not None and known.blocked:
        raise CannotApprove("blocked")


async def _was_let_in(work: Work, request: Approval, client: Client, by: PersonId) -> bool:
    """They have found another way meanwhile: nothing is changed about that."""
    if await link_between(work, request.person, client.id) is None:
        return False
    await _settle(work, request, Settlement.LINKED)
    work.outbox.say(await over(work, request, Settlement.LINKED, by, client.name))
    return True


async def _settle(work: Work, request: Approval, how: Settlement) -> None:
    """Of two who press at once the second finds it settled."""
    if not await work.approvals.settle(request.id, how):
        raise CannotApprove(CannotDecide.OVER)


async def _note(work: Work, what: AuthWhat, request: Approval, client: Client | None, by: PersonId) -> None:
    known = client.id if client else None
    await work.auth_events.add(AuthEvent(work.now, what, by, request.person, known, Proof.STAFF))
