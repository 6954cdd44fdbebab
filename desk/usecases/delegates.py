"""People who act for a client: invited by a link, confirmed by the owner, and let go at any time.

Source: regulation 2.2, 4.5.
"""

from desk.errors import BadInvitation, NotYourDelegate, OwnersOnly, SignInFirst, TooManyInvitations
from desk.ids import PersonId
from desk.notices.people import (
    ClientPeople,
    DelegateLine,
    DelegatesChanged,
    DelegateShown,
    DelegateTold,
    InvitationLine,
    InvitationMade,
    InvitingAsked,
    PeopleShown,
    SomebodyCame,
    Standing,
)
from desk.ports import Work
from desk.rules.assurance import Deed
from desk.rules.assurance import sees_all as sees_whole
from desk.rules.form import key_of
from desk.rules.invitations import (
    LIFETIME,
    MOST_OPEN,
    Came,
    Invitation,
    Settlement,
    digest_of,
    invite,
    judge,
    new_payload,
)
from desk.rules.people import Assurance, Client, Link, Proof, Role
from desk.usecases.allowing import must_be_able
from desk.usecases.catching_up import catch_up
from desk.usecases.identity import bring_along
from desk.usecases.letting_go import Ending, let_go
from desk.usecases.trusting import must_be_verified
from desk.usecases.tying import owners_of, tie


async def show_people(work: Work, *, person: PersonId) -> None:
    """An owner's delegates and invitations; a delegate learns for whom they act."""
    links = await work.people.links_of(person)
    if not links:
        raise SignInFirst
    owned, acts_for = [], []
    for link in links:
        client = await work.clients.get(link.client)
        if client is not None and link.role is Role.OWNER and sees_whole(link):
            owned.append(await _people_of(work, client))
        elif client is not None:
            acts_for.append(client.name)
    work.outbox.say(PeopleShown(to=person, owned=tuple(owned), acts_for=tuple(acts_for)))


async def _people_of(work: Work, client: Client) -> ClientPeople:
    links = await work.people.linked_to(client.id)
    delegates = tuple([await _delegate(work, link) for link in links if link.role is Role.DELEGATE])
    owners = tuple([await _delegate(work, link) for link in links if link.role is Role.OWNER])
    waiting = await work.invitations.open_of(client.id, work.now)
    names = await work.people.names([one.person for one in waiting if one.person])
    lines = tuple(
        InvitationLine(one.id, one.expires_at, names.get(one.person, "") if one.person else "") for one in waiting
    )
    return ClientPeople(key_of(str(client.id)), client.name, delegates, lines, owners)


async def _delegate(work: Work, link: Link) -> DelegateLine:
    known = await work.people.get(link.person)
    return DelegateLine(
        link.person, known.name if known else "", known.username if known else "", link.sees_all, link.proof, link.since
    )


async def _owned(work: Work, person: PersonId, key: str) -> Client:
    """The client of this key, if the person owns it now."""
    for link in await work.people.links_of(person):
        client = await work.clients.get(link.client)
        if client is not None and link.role is Role.OWNER and key_of(str(client.id)) == key:
            return client
    raise OwnersOnly


async def ask_inviting(work: Work, *, person: PersonId, key: str) -> None:
    """Before there is a link: what shall that person see?"""
    client = await _owned(work, person, key)
    await must_be_able(work, person, client.id, Deed.PEOPLE)
    work.outbox.say(InvitingAsked(to=person, key=key, client=client.name))


async def make_invitation(work: Work, *, person: PersonId, key: str, sees_all: bool, bot: str) -> None:
    """A link for one use, which ends by itself. `bot` is our own username."""
    client = await _owned(work, person, key)
    await must_be_able(work, person, client.id, Deed.PEOPLE)
    if len(await work.invitations.open_of(client.id, work.now)) >= MOST_OPEN:
        raise TooManyInvitations
    payload = new_payload()
    made = await work.invitations.add(invite(client.id, person, payload, work.now, sees_all=sees_all))
    link = f"https://t.me/{bot}?start={payload}"
    work.outbox.say(
        InvitationMade(to=person, client=client.name, link=link, sees_all=sees_all, expires_at=made.expires_at)
    )


async def come_by_link(work: Work, *, person: PersonId, payload: str) -> None:
    """Somebody has opened an invitation. Nothing is shown to them before the owner confirms."""
    invitation = await work.invitations.by_digest(digest_of(payload))
    client = await work.clients.get(invitation.client) if invitation else None
    if invitation is None or client is None or client.closed:
        raise BadInvitation("unknown")
    if any(link.client == client.id for link in await work.people.links_of(person)):
        raise BadInvitation("own")
    came = judge(invitation, person, work.now)
    if came not in {Came.WELCOME, Came.WAITING}:
        raise BadInvitation(came)
    if came is Came.WELCOME:
        if not await work.invitations.come(invitation.id, person, work.now + LIFETIME):
            raise BadInvitation(Came.USED)
        await _ask_owner(work, invitation, client, person)
    work.outbox.say(DelegateTold(to=person, standing=Standing.WAITING, client=client.name))


async def _ask_owner(work: Work, invitation: Invitation, client: Client, person: PersonId) -> None:
    known = await work.people.get(person)
    work.outbox.say(
        SomebodyCame(
            to=invitation.owner,
            invitation=invitation.id,
            client=client.name,
            name=known.name if known else "",
            username=known.username if known else "",
            sees_all=invitation.sees_all,
        )
    )


async def _own_invitation(work: Work, person: PersonId, number: int) -> tuple[Invitation, Client]:
    invitation = await work.invitations.get(number)
    if invitation is None:
        raise OwnersOnly
    return invitation, await _owned(work, person, key_of(str(invitation.client)))


async def confirm(work: Work, *, person: PersonId, number: int) -> None:
    """The owner's word makes a delegate. Source: regulation 2.2."""
    invitation, client = await _own_invitation(work, person, number)
    await must_be_able(work, person, client.id, Deed.PEOPLE)
    delegate = invitation.person
    if delegate is None or invitation.settled is not None:
        raise BadInvitation(Came.USED)
    if work.now >= invitation.expires_at:
        raise BadInvitation(Came.EXPIRED)
    await must_be_verified(work, client.id)
    if not await work.invitations.settle(number, Settlement.CONFIRMED):
        raise BadInvitation(Came.USED)
    link = Link(delegate, client.id, Role.DELEGATE, Assurance.MEDIUM, invitation.sees_all, Proof.INVITATION)
    await tie(work, link, by=person)
    await bring_along(work, delegate)
    told = DelegateTold(to=delegate, standing=Standing.CONFIRMED, client=client.name, sees_all=invitation.sees_all)
    work.outbox.say(told)
    await catch_up(work, delegate, client.id)
    await _tell_other_owners(work, client, delegate, person)
    await show_people(work, person=person)


async def turn_away(work: Work, *, person: PersonId, number: int) -> None:
    """The owner does not know who came, or takes the link back before anybody did."""
    invitation, client = await _own_invitation(work, person, number)
    how = Settlement.DECLINED if invitation.person else Settlement.WITHDRAWN
    if not await work.invitations.settle(number, how):
        raise BadInvitation(Came.USED)
    if invitation.person:
        work.outbox.say(DelegateTold(to=invitation.person, standing=Standing.DECLINED, client=client.name))
    await show_people(work, person=person)


async def own_delegate(work: Work, person: PersonId, key: str, delegate: PersonId) -> tuple[Client, Link]:
    """Somebody who acts for a client that the person owns. Raises OwnersOnly, NotYourDelegate."""
    client = await _owned(work, person, key)
    for link in await work.people.linked_to(client.id):
        if link.person == delegate and link.role is Role.DELEGATE:
            return client, link
    raise NotYourDelegate


async def show_delegate(work: Work, *, person: PersonId, key: str, delegate: PersonId) -> None:
    client, link = await own_delegate(work, person, key, delegate)
    shown = await _delegate(work, link)
    work.outbox.say(DelegateShown(to=person, key=key, client=client.name, delegate=shown))


async def let_see(work: Work, *, person: PersonId, key: str, delegate: PersonId, sees_all: bool) -> None:
    """All tickets of the client, or the delegate's own."""
    client, _ = await own_delegate(work, person, key, delegate)
    if sees_all:
        await must_be_able(work, person, client.id, Deed.PEOPLE)
    await work.people.let_see(delegate, client.id, sees_all=sees_all)
    await show_delegate(work, person=person, key=key, delegate=delegate)


async def revoke(work: Work, *, person: PersonId, key: str, delegate: PersonId) -> None:
    """At once: what they may see and do is looked up each time they do something."""
    client, _ = await own_delegate(work, person, key, delegate)
    await let_go(work, delegate, client, person, Ending.OWNER)
    await show_people(work, person=person)


async def _tell_other_owners(work: Work, client: Client, delegate: PersonId, by: PersonId) -> None:
    """Several people may own a client: none is surprised by who acts for it."""
    names = await work.people.names([delegate, by])
    for owner in await owners_of(work, client.id):
        if owner != by:
            name, whose = names.get(delegate, ""), names.get(by, "")
            work.outbox.say(DelegatesChanged(to=owner, client=client.name, name=name, by=whose, added=True))
