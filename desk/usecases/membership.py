"""What Telegram tells about chats and who is in them."""

from desk.ids import ChatId, PersonId
from desk.ports import Work


async def describe_chat(work: Work, *, chat: ChatId, title: str, forum: bool) -> None:
    """A staff group as it is: with topics or plain."""
    await work.chats.describe(chat, title=title, forum=forum)


async def group_moved(work: Work, *, old: ChatId, new: ChatId) -> None:
    """A group became a supergroup: everything that points at it follows."""
    await work.chats.move(old, new)


async def person_blocked_us(work: Work, *, person: PersonId, blocked: bool) -> None:
    await work.people.reach(person, reachable=not blocked)
