"""A proof does not last for ever: after LINK_AGE it is asked for once more. Conversations go on meanwhile.

Source: docs/identity.md.
"""

from typing import Final

from desk.ids import PersonId
from desk.notices.people import ProveAgain, StillOurs
from desk.ports import Work
from desk.rules.assurance import Deed
from desk.rules.form import key_of
from desk.rules.people import Assurance, Client, Link, Proof, Role
from desk.usecases.allowing import must_be_able
from desk.usecases.delegates import own_delegate, show_people
from desk.usecases.tying import owners_of, tie

AT_ONCE: Final = 100


async def ask_of_aged(work: Work) -> None:
    """Each is asked once for each proof: owners to show it again, owners about those who act for them."""
    if work.policy.link_age is None:
        return
    for link in await work.people.aged(work.now - work.policy.link_age, AT_ONCE):
        client = await work.clients.get(link.client)
        if client is not None and link.role is Role.OWNER:
            work.outbox.say(ProveAgain(to=link.person, client=client.name, mail=work.policy.mail))
        elif client is not None:
            await _ask_owners(work, client, link)
        await work.people.asked(link.person, link.client, work.now)


async def _ask_owners(work: Work, client: Client, link: Link) -> None:
    known = await work.people.get(link.person)
    for owner in await owners_of(work, client.id):
        work.outbox.say(
            StillOurs(
                to=owner,
                key=key_of(str(client.id)),
                client=client.name,
                person=link.person,
                name=known.name if known else "",
                username=known.username if known else "",
            )
        )


async def still_ours(work: Work, *, person: PersonId, key: str, delegate: PersonId) -> None:
    """An owner knows a delegate still: that is a new proof."""
    client, link = await own_delegate(work, person, key, delegate)
    await must_be_able(work, person, client.id, Deed.PEOPLE)
    again = Link(delegate, client.id, Role.DELEGATE, Assurance.MEDIUM, link.sees_all, Proof.INVITATION)
    await tie(work, again, by=person)
    await show_people(work, person=person)
