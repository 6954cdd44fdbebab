"""'I do not know this person', where that word does not end the access: staff decide, and everybody hears so.

Source: regulation 2.2, ASVS 6.3.7; the table is in desk/rules/assurance.py.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from desk.ids import PersonId
from desk.notices.people import Doubted, Reported
from desk.notices.staff import StaffHint
from desk.ports import Work
from desk.rules.assurance import Word, word_of
from desk.rules.auth import AuthEvent, AuthWhat
from desk.rules.form import key_of
from desk.rules.people import Client, Link, Role
from desk.usecases.membership import whereabouts
from desk.usecases.tying import link_between

AGAIN_AFTER: Final = timedelta(days=1)
"""The same word of the same person about the same one is told to staff once in that time."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """`by` does not know whose link it is; `mailed`: by a letter to the client's mailbox."""

    link: Link
    client: Client
    by: PersonId
    mailed: bool = False


async def was_reported(work: Work, doubt: Doubt) -> bool:
    """Whether staff have it before them already."""
    since = work.now - AGAIN_AFTER
    events = await work.auth_events.since(doubt.link.person, AuthWhat.REPORTED, since)
    return any(event.actor == doubt.by and event.client == doubt.client.id for event in events)


async def report(work: Work, doubt: Doubt) -> None:
    """To staff with both people and the command that decides, to whoever said it, and to whom it is about."""
    link, client = doubt.link, doubt.client
    await work.auth_events.add(
        AuthEvent(work.now, AuthWhat.REPORTED, doubt.by, link.person, client.id, link.proof, "to_staff")
    )
    theirs = await link_between(work, doubt.by, client.id)
    await _tell_staff(work, doubt, theirs)
    names = await work.people.names([link.person, doubt.by])
    work.outbox.say(Reported(to=doubt.by, client=client.name, name=names.get(link.person, "")))
    # Whoever came by a letter may have no link of their own: then there is nobody to be answered by name.
    word = word_of(link, theirs) if theirs else None
    work.outbox.say(
        Doubted(
            to=link.person,
            key=key_of(str(client.id)),
            client=client.name,
            person=doubt.by if word else None,
            name=names.get(doubt.by, "") if theirs else "",
            ends=word is Word.ENDS,
        )
    )


async def _tell_staff(work: Work, doubt: Doubt, theirs: Link | None) -> None:
    """In the newest open ticket of the client, so that `/unlink` works where it is read; else in the group."""
    facts = {
        "client": doubt.client.name,
        **await _facts(work, doubt.link.person, doubt.link, "of_"),
        **await _facts(work, doubt.by, theirs, "by_"),
        "mailed": "yes" if doubt.mailed else "",
    }
    ticket = next((one for one in await work.tickets.of_client(doubt.client.id) if one.is_open), None)
    if ticket is None:
        chat = (await whereabouts(work, work.policy.room)).id
        work.outbox.say(StaffHint(to=chat, what="doubted", facts={**facts, "ticket": ""}))
        return
    room = await work.rooms.of(ticket.id)
    topic, card = (room.topic, room.card) if room else (None, None)
    work.outbox.say(
        StaffHint(
            to=ticket.room,
            what="doubted",
            facts={**facts, "ticket": str(ticket.id)},
            topic=topic,
            reply_to=card if topic is None else None,
        )
    )


async def _facts(work: Work, person: PersonId, link: Link | None, of: str) -> dict[str, str]:
    known = await work.people.get(person)
    return {
        f"{of}name": known.name if known else "",
        f"{of}username": known.username if known else "",
        f"{of}id": str(int(person)),
        f"{of}proof": link.proof.value if link else "",
        f"{of}since": link.since.isoformat() if link and link.since else "",
        f"{of}owner": "yes" if link and link.role is Role.OWNER else "",
    }
