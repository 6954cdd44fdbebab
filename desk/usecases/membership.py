"""What Telegram tells about chats and who is in them."""

from desk.ids import ChatId, PersonId
from desk.notices.groups import GroupLeft, WrongGroup
from desk.ports import Work
from desk.rules.groups import STAYS
from desk.rules.messages import Chat
from desk.usecases.returning import come_back


async def whereabouts(work: Work, chat: ChatId) -> Chat:
    """What a chat of the settings is by now: a group that became a supergroup has another number."""
    now = await work.chats.get(chat)
    while now.moved_to is not None:
        now = await work.chats.get(now.moved_to)
    return now


async def is_ours(work: Work, chat: ChatId) -> bool:
    """Whether the settings name it, by the number that it had or has now, or tickets are there or ever were."""
    for named in dict.fromkeys([*work.policy.all_rooms(), *work.policy.managers]):
        if chat in {named, (await whereabouts(work, named)).id}:
            return True
    return any([await work.rooms.any_in(one) for one in (chat, *await work.chats.formerly(chat))])


async def added_elsewhere(work: Work, *, chat: ChatId, channel: bool) -> None:
    """The bot was added to a group or a channel: if it is none of the desk's, it says so and leaves, after a minute."""
    if await is_ours(work, chat):
        return
    work.outbox.say(WrongGroup(to=chat, channel=channel), at=work.now + STAYS)
    work.outbox.say(GroupLeft(to=chat), at=work.now + STAYS)


async def person_blocked_us(work: Work, *, person: PersonId, blocked: bool) -> None:
    if blocked:
        await work.people.reach(person, reachable=False)
    else:
        await come_back(work, person)
