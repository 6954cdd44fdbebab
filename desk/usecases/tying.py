"""The one place where a person is tied to a client: it is written down, and the client hears of it.

Source: regulation 2.2, ASVS 6.3.7, 16.3.1.
"""

from desk.ids import ClientId, PersonId
from desk.notices.client_look import SomebodyLinked
from desk.notices.mail import LinkMail
from desk.ports import Work
from desk.rules.assurance import Word, gives_more, is_aged, sees_all, word_by_mail, word_of
from desk.rules.auth import AuthEvent, AuthWhat
from desk.rules.form import key_of
from desk.rules.people import Client, Link, Proof, Role
from desk.rules.undos import new_payload, undo_of
from desk.usecases.orphans import end_invitations
from desk.usecases.unread import catch_up


async def link_between(work: Work, person: PersonId, client: ClientId) -> Link | None:
    return next((link for link in await work.people.links_of(person) if link.client == client), None)


async def owners_of(work: Work, client: ClientId) -> list[PersonId]:
    return [link.person for link in await work.people.linked_to(client) if link.role is Role.OWNER]


async def tie(work: Work, link: Link, *, by: PersonId) -> bool:
    """Tie a person to a client, or take a new proof; whether that gives them something that they did not have.

    Then the client's other owners are told in Telegram (of an invitation they are told elsewhere), and the client's
    mailbox by a letter; both can say 'this was not me'. `by` is whose act it is: the person's own, an owner's, staff's.
    """
    client = await work.clients.get(link.client)
    known = await link_between(work, link.person, link.client)
    others = [owner for owner in await owners_of(work, link.client) if owner not in {link.person, by}]
    await work.people.link(link, work.now)
    now = await link_between(work, link.person, link.client)
    if client and known and now and known.role is Role.OWNER and now.role is not Role.OWNER:
        await end_invitations(work, link.person, client)
    if known is not None and is_aged(known, work.now, work.policy.link_age):
        # Better a lesser proof of today than a surer one of half a year ago.
        await work.people.renew(link, work.now)
    new = known is None or gives_more(known, link)
    what = AuthWhat.LINKED if new else AuthWhat.PROVEN
    await work.auth_events.add(AuthEvent(work.now, what, by, link.person, link.client, link.proof))
    if new:
        await catch_up(work, link)
    if new and client is not None:
        if link.proof is not Proof.INVITATION:
            await _tell_owners(work, client, link, others)
        else:
            # The owner has confirmed it: somebody else of the client's side knows.
            await work.people.told(link.person, client.id, work.now)
        await _tell_mailbox(work, client, link)
    return new


async def _tell_owners(work: Work, client: Client, link: Link, owners: list[PersonId]) -> None:
    known = await work.people.get(link.person)
    theirs = await link_between(work, link.person, client.id) or link
    for owner in owners:
        mine = await link_between(work, owner, client.id)
        work.outbox.say(
            SomebodyLinked(
                to=owner,
                ends=mine is not None and word_of(mine, theirs) is Word.ENDS,
                key=key_of(str(client.id)),
                client=client.name,
                person=link.person,
                name=known.name if known else "",
                username=known.username if known else "",
                sees_all=sees_all(link),
                proof=link.proof,
                of=client.id,
            )
        )


async def _tell_mailbox(work: Work, client: Client, link: Link) -> None:
    if not work.policy.mail or not client.email:
        return
    payload = new_payload()
    await work.undos.add(undo_of(link.person, client.id, payload, work.now))
    known = await work.people.get(link.person)
    work.outbox.say(
        LinkMail(
            person=link.person,
            of=client.id,
            address=client.email,
            client=client.name,
            name=known.name if known else "",
            username=known.username if known else "",
            owner=link.role is Role.OWNER,
            proof=link.proof,
            undo=payload,
            ends=word_by_mail(await link_between(work, link.person, client.id) or link) is Word.ENDS,
        )
    )


async def owner_was_told(work: Work, notice: LinkMail | SomebodyLinked) -> None:
    """The mail server has the letter, or an owner's chat the notice."""
    # Whoever came later and is no surer is not the one whom the client would have hear of it.
    newcomer = isinstance(notice, SomebodyLinked) and notice.there is not None and not notice.ends
    if notice.of is not None and not newcomer and not (isinstance(notice, LinkMail) and notice.ended):
        await work.people.told(notice.person, notice.of, work.now)
