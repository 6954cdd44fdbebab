"""People and the topics of a forum."""

from typing import Any

from simulator.errors import ImpossibleError, NotSeenError
from simulator.operations.places import enter
from simulator.operations.registry import operation
from simulator.stage import Stage
from simulator.world.chats import Chat, Topic
from simulator.world.users import User


@operation
def topics(stage: Stage, *, chat: int) -> list[dict[str, Any]]:
    """All topics that were ever created, deleted ones too."""
    return [_view(topic) for topic in stage.chat(chat).topics.values()]


@operation
async def wait_for_topic(stage: Stage, *, chat: int, name: str, timeout_seconds: float = 10) -> dict[str, Any]:
    """Waits for a living topic whose name contains `name`; the newest such."""

    def look() -> Topic | None:
        found = [t for t in stage.chat(chat).topics.values() if name in t.name and not t.deleted]
        return found[-1] if found else None

    topic = await stage.world.changes.wait_for(look, timeout_seconds)
    if topic is None:
        names = ", ".join(known.name for known in stage.chat(chat).topics.values()) or "none"
        raise NotSeenError(f"no topic {name!r} in {stage.chat(chat).title}; there are: {names}")
    return _view(topic)


@operation
def create_topic(stage: Stage, *, person: int, chat: int, name: str) -> dict[str, Any]:
    """A person makes a topic."""
    who, where = _at(stage, person, chat)
    return _view(stage.world.create_topic(where, who, name, 7322096))


@operation
def close_topic(stage: Stage, *, person: int, chat: int, thread: int, closed: bool) -> None:
    """A person closes or reopens a topic."""
    who, where = _at(stage, person, chat)
    stage.world.close_topic(where, where.topics[thread], who, closed=closed)


@operation
def delete_topic(stage: Stage, *, person: int, chat: int, thread: int, gone_error: str = "") -> None:
    """A person deletes a topic; `gone_error` is how the server will speak of it, "TOPIC_DELETED" for example."""
    _, where = _at(stage, person, chat)
    topic = where.topics[thread]
    topic.gone_error = gone_error or topic.gone_error
    stage.world.delete_topic(where, topic)


def _at(stage: Stage, person: int, chat: int) -> tuple[User, Chat]:
    who, where = stage.person(person), stage.chat(chat)
    enter(who, where)
    if not where.is_forum:
        raise ImpossibleError(f"{where.title} has no topics")
    return who, where


def _view(topic: Topic) -> dict[str, Any]:
    return {
        "name": topic.name,
        "thread_id": topic.thread_id,
        "closed": topic.closed,
        "deleted": topic.deleted,
        "icon_custom_emoji_id": topic.icon_custom_emoji_id,
        "icon_color": topic.icon_color,
    }
