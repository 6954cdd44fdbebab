"""What Telegram tells about chats and who is in them."""

from desk.ids import ChatId, PersonId
from desk.ports import Work
from desk.rules.messages import Chat


async def whereabouts(work: Work, chat: ChatId) -> Chat:
    """What a chat of the settings is by now: a group that became a supergroup has another number."""
    now = await work.chats.get(chat)
    while now.moved_to is not None:
        now = await work.chats.get(now.moved_to)
    return now


async def describe_chat(work: Work, *, chat: ChatId, title: str, forum: bool) -> None:
    """A staff group as it is: with topics or plain."""
    await work.chats.describe(chat, title=title, forum=forum)


async def topics_are_off(work: Work, *, chat: ChatId) -> None:
    """Found out by what became of a message: from now on the group is served as a plain one."""
    known = await work.chats.get(chat)
    await work.chats.describe(chat, title=known.title, forum=False)


async def group_moved(work: Work, *, old: ChatId, new: ChatId) -> None:
    """A group became a supergroup: everything that points at it follows."""
    await work.chats.move(old, new)


async def person_blocked_us(work: Work, *, person: PersonId, blocked: bool) -> None:
    await work.people.reach(person, reachable=not blocked)
