"""Where a person acts: the chat, the topic and the message replied to."""

from dataclasses import dataclass

from simulator.errors import ImpossibleError
from simulator.stage import Stage
from simulator.world.chats import ADMINS, Chat, Topic
from simulator.world.messages import Reply
from simulator.world.users import User


@dataclass(frozen=True, slots=True)
class Place:
    """A chat and perhaps a topic that the person may write to; `reply` as in World.post."""

    person: User
    chat: Chat
    topic: Topic | None
    reply: Reply | None


def place_of(
    stage: Stage,
    person: int,
    chat: int = 0,
    *,
    thread: int = 0,
    reply_to: int = 0,
    reply_chat: int = 0,
    quote: str = "",
) -> Place:
    """The place by ids; chat 0 is the private chat with the bot. Refuses what Telegram's apps would not offer."""
    who = stage.person(person)
    where = stage.chat(chat or person)
    enter(who, where)
    topic = where.topics.get(thread) if thread else None
    if thread and (topic is None or not where.is_forum):
        raise ImpossibleError(f"no topic {thread} in {where.title}")
    reply = None
    if reply_to:
        target = stage.message(reply_chat or where.id, reply_to)
        if topic is None and target.chat is where and where.is_forum:
            topic = target.topic
        said = {"text": quote, "position": max(target.text.find(quote), 0), "is_manual": True} if quote else None
        reply = Reply(target, said, outside=target.chat is not where or target.topic is not topic)
    _check_topic(who, where, topic)
    return Place(who, where, topic, reply)


def enter(person: User, chat: Chat) -> None:
    """The person opens the chat; the first word to the bot starts it."""
    if chat.person is not None:
        if chat.person is not person:
            raise ImpossibleError("that is somebody else's private chat")
        if person.blocked:
            raise ImpossibleError(f"{person.full_name} has blocked the bot")
        person.started = True
    elif chat.gone_error or not chat.has(person):
        raise ImpossibleError(f"{person.full_name} is not in {chat.title}")
    elif chat.migrated_to is not None:
        raise ImpossibleError(f"{chat.title} has become a supergroup")


def _check_topic(person: User, chat: Chat, topic: Topic | None) -> None:
    if topic is None:
        return
    if topic.deleted:
        raise ImpossibleError(f"the topic {topic.name} is deleted")
    if topic.closed and topic.creator is not person and chat.member(person).status not in ADMINS:
        raise ImpossibleError(f"the topic {topic.name} is closed")
