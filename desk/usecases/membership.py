"""What Telegram tells about chats and who is in them."""

from desk.ids import ChatId, PersonId
from desk.ports import Work
from desk.rules.messages import Chat
from desk.usecases.returning import come_back


async def whereabouts(work: Work, chat: ChatId) -> Chat:
    """What a chat of the settings is by now: a group that became a supergroup has another number."""
    now = await work.chats.get(chat)
    while now.moved_to is not None:
        now = await work.chats.get(now.moved_to)
    return now


async def person_blocked_us(work: Work, *, person: PersonId, blocked: bool) -> None:
    if blocked:
        await work.people.reach(person, reachable=False)
    else:
        await come_back(work, person)
