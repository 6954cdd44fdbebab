"""Consent comes before anything is kept: what somebody wrote waits for it, and goes on by itself. Source: security 41.

Nothing of a person is written before: not their name, not their words. What they sent lies in the inbox as Telegram
told it, sealed where there is a key.
"""

from collections.abc import Iterable

from desk.ids import PersonId, private_chat
from desk.notices.client import Overtaken
from desk.notices.privacy import ConsentAsked, ConsentGiven, ConsentRefused, TooMuchHeld
from desk.notices.toasts import Toast
from desk.ports import Work
from desk.rules.people import Person
from desk.rules.privacy import ASKED_EACH, HELD_FOR, MOST_HELD
from desk.usecases.arrivals import Arrival
from desk.usecases.managers import is_of_the_company
from desk.usecases.tickets import tickets_of

AT_ONCE = 200


class ConsentNeeded(Exception):
    """Nothing that this person sends in private is handled before they have agreed."""


async def must_agree_first(work: Work, arrival: Arrival) -> bool:
    """Whether the consent of whoever has sent this is missing.

    Employees and managers are asked by their employer. In the middle of a ticket nobody is held up by a new version of
    the text: they are asked beside it.
    """
    privacy = work.policy.privacy
    if privacy is None or not arrival.private:
        return False
    person = arrival.person
    known = await work.people.get(person.id)
    if (known is not None and known.consent == privacy.version) or await is_of_the_company(work, person.id):
        return False
    if known is None or not any(ticket.is_open for ticket in await tickets_of(work, person.id)):
        return True
    _ask(work, person, waits=False, again=bool(known.consent), key=f"consent {person.id} {privacy.version}")
    return False


def _ask(work: Work, person: Person, *, waits: bool, again: bool, key: str | None = None) -> None:
    privacy = work.policy.privacy
    assert privacy is not None
    asked = ConsentAsked(
        to=person.id,
        language=person.language,
        url=privacy.url,
        version=privacy.version,
        waits=waits,
        again=again,
    )
    work.outbox.say(asked, key=key)


async def hold_until_agreed(work: Work, *, person: Person, updates: Iterable[int]) -> int:
    """What they wrote waits, and they are asked. How many of the updates wait or are settled."""
    these, lane = list(updates), int(private_chat(person.id))
    held = await work.inbox.held(lane)
    if len(held) + len(these) > MOST_HELD:
        full = TooMuchHeld(to=person.id, language=person.language, most=MOST_HELD)
        work.outbox.say(full, key=f"held {held[:1]}")
        return await work.inbox.done(these, work.now)
    known = await work.people.get(person.id)
    if len(held) % ASKED_EACH == 0:
        _ask(work, person, waits=True, again=known is not None and bool(known.consent))
    return await work.inbox.hold(these)


async def ask_to_agree(work: Work, *, person: Person) -> None:
    """They pressed a button of another time."""
    _ask(work, person, waits=bool(await work.inbox.held(int(private_chat(person.id)))), again=False)


async def agree(work: Work, *, person: Person, version: str, page: int | None) -> Toast | None:
    """*I agree*: what they wrote goes on now. To a version that is not in force any more nobody agrees."""
    privacy = work.policy.privacy
    if privacy is None:
        return Toast.OUT_OF_DATE
    if version != privacy.version:
        await ask_to_agree(work, person=person)
        return Toast.OUT_OF_DATE
    known = await work.people.seen(person)
    if known.consent == privacy.version:
        return Toast.ALREADY
    await work.people.agree(person.id, privacy.version, privacy.url, work.now)
    released = await work.inbox.let_go(int(private_chat(person.id)), work.now)
    _strip(work, person.id, page)
    work.outbox.say(ConsentGiven(to=person.id, released=released > 0))
    return None


async def decline(work: Work, *, person: Person, page: int | None) -> None:
    """*No*: what they wrote is erased unread."""
    erased = await work.inbox.erase_held(int(private_chat(person.id)), work.now)
    known = await work.people.get(person.id)
    _strip(work, person.id, page)
    work.outbox.say(ConsentRefused(to=person.id, language=person.language, erased=erased > 0, known=known is not None))


def _strip(work: Work, person: PersonId, page: int | None) -> None:
    """The question has been answered."""
    if page is not None:
        work.outbox.say(Overtaken(to=person, screen=page))


async def unanswered_consents(work: Work) -> list[int]:
    """Whose words have waited for too long."""
    return await work.inbox.held_before(work.now - HELD_FOR, AT_ONCE)


async def erase_unanswered(work: Work, *, lane: int) -> None:
    if await work.inbox.erase_held(lane, work.now):
        person = PersonId(lane)
        known = await work.people.get(person)
        said = ConsentRefused(to=person, language="", erased=True, late=True, known=known is not None)
        work.outbox.say(said)


async def gone_before_agreeing(work: Work, *, person: Person) -> None:
    """They blocked the bot: nothing of theirs waits any more."""
    await work.inbox.erase_held(int(private_chat(person.id)), work.now)
