"""What every update tells: who somebody is now, and what is the newest message in their chat."""

from dataclasses import dataclass
from hashlib import sha256

from desk.errors import Blocked, Refusal, facts_of, name_of
from desk.ids import ChatId, PersonId
from desk.notices.client import Refused
from desk.notices.staff import StaffHint
from desk.ports import Work
from desk.rules.people import Person
from desk.usecases.auditing import note_refusal
from desk.usecases.managers import is_of_the_company
from desk.usecases.returning import come_back


@dataclass(frozen=True, slots=True)
class Arrival:
    """`message` is the newest in the person's private chat, `group` where they have written or pressed instead.

    `private`: it came from their chat with the desk.
    """

    person: Person
    message: int | None = None
    group: ChatId | None = None
    private: bool = False


async def arrive(work: Work, arrival: Arrival) -> None:
    """Whoever writes to us in private can be reached, and hears what they missed."""
    known = await work.people.seen(arrival.person)
    if arrival.group is not None and not await work.members.has(arrival.group, known.id):
        await work.members.add(arrival.group, known.id, work.now)
    if arrival.message is not None:
        if not known.reachable:
            await come_back(work, known.id)
        await work.chats.newer(ChatId(arrival.person.id), arrival.message)


async def must_not_be_blocked(work: Work, person: PersonId) -> None:
    """Raises Blocked, which tells them so and why: nothing is dropped in silence. Source: regulation 2.1."""
    known = await work.people.get(person)
    if known is not None and known.blocked:
        raise Blocked(known.blocked)


async def nothing(_: Work) -> None:
    """The update asks for nothing."""


async def tell_refusal(work: Work, *, person: PersonId, refusal: Refusal) -> None:
    """A polite no to something typed in private."""
    await note_refusal(work, person=person, refusal=refusal)
    work.outbox.say(
        Refused(to=person, what=name_of(refusal), facts=facts_of(refusal)), key=_once(work, person, refusal)
    )


def _once(work: Work, person: PersonId, refusal: Refusal) -> str | None:
    """Who is blocked is told so once a day, for each reason: neither silence nor an answer to each of their words."""
    if not isinstance(refusal, Blocked):
        return None
    reason = sha256(refusal.reason.encode(errors="replace")).hexdigest()[:16]
    return f"blocked:{person}:{work.policy.calendar.day_of(work.now)}:{reason}"


async def unknown_command(work: Work, *, person: PersonId, command: str) -> None:
    """In private. A colleague may have meant one of the group's."""
    facts = {"command": command}
    if await is_of_the_company(work, person):
        facts["colleague"] = "yes"
    work.outbox.say(Refused(to=person, what="unknown_command", facts=facts))


async def hint(work: Work, *, chat: ChatId, topic: int | None, reply_to: int, what: str, facts: dict[str, str]) -> None:
    """An answer to what was typed in a group."""
    work.outbox.say(StaffHint(to=chat, what=what, facts=facts, topic=topic, reply_to=reply_to))
