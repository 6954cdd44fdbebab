"""What managers read of what happened about who somebody is. Source: ASVS 16.3.1."""

from typing import Final

from desk.errors import ManagersOnly
from desk.ids import ChatId, PersonId
from desk.notices.managers import EventLine, EventsShown
from desk.ports import Work
from desk.usecases.managers import managers_now
from desk.usecases.registry import meant

SHOWN: Final = 10
MOST_DIGITS: Final = 16
"""No account of Telegram has a longer number."""


async def show_events(work: Work, *, chat: ChatId, words: str) -> None:
    """The newest ones: of everybody, of a client by name, mail or number, or of a Telegram account by its number.

    Raises ManagersOnly, NoSuchClient.
    """
    if chat not in (await managers_now(work)).values():
        raise ManagersOnly
    wanted = words.strip()
    account = PersonId(int(wanted)) if wanted.isdecimal() and len(wanted) < MOST_DIGITS else None
    if not wanted:
        events = await work.auth_events.newest(SHOWN)
    elif account is not None and await work.people.get(account) is not None:
        events = await work.auth_events.of_person(account, SHOWN)
    else:
        events = await work.auth_events.of_client((await meant(work, wanted))[0].id, SHOWN)
    names = await work.people.names({one for event in events for one in (event.actor, event.person)})
    lines = []
    for event in events:
        client = await work.clients.get(event.client) if event.client else None
        lines.append(
            EventLine(
                at=event.at,
                what=event.what,
                actor=names.get(event.actor, ""),
                person=names.get(event.person, "") if event.person != event.actor else "",
                number=event.person,
                client=client.name if client else "",
                method=event.method,
                result="" if event.result == "done" else event.result,
            )
        )
    work.outbox.say(EventsShown(to=chat, lines=tuple(lines)))
