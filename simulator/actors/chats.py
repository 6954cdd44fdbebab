"""Chats, groups and topics to look at and to change."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from simulator.actors.backend import Backend
from simulator.actors.message import Message, message_from


class Identified(Protocol):
    """A person or the like."""

    @property
    def id(self) -> int: ...


class Chat:
    """A chat by its id."""

    def __init__(self, backend: Backend, id: int, title: str = "") -> None:  # noqa: A002
        self._backend = backend
        self.id = id
        self.title = title

    async def messages(self) -> list[Message]:
        """Existing messages, oldest first."""
        return [message_from(view) for view in await self._backend("messages", chat=self.id)]

    async def last(self) -> Message:
        """The newest message."""
        return (await self.messages())[-1]

    async def transcript(self, newest: int = 0) -> str:
        """The chat as lines of text; `newest` 0 means all."""
        return str(await self._backend("read_transcript", chat=self.id, newest=newest))


@dataclass(frozen=True)
class Topic:
    """A topic as it was when it was looked at."""

    group: "Group"
    name: str
    thread_id: int
    closed: bool
    deleted: bool
    icon_custom_emoji_id: str
    icon_color: int

    async def messages(self) -> list[Message]:
        """Existing messages, oldest first, without those about the topic itself."""
        views = await self.group.backend("messages", chat=self.group.id, thread=self.thread_id)
        return [message_from(view) for view in views if not view["kind"].startswith("forum_topic_")]

    async def transcript(self, newest: int = 0) -> str:
        """The topic as lines of text."""
        return str(
            await self.group.backend("read_transcript", chat=self.group.id, thread=self.thread_id, newest=newest)
        )


class Group(Chat):
    """A group with the bot."""

    @property
    def backend(self) -> Backend:
        """How to reach the world."""
        return self._backend

    async def topics(self) -> list[Topic]:
        """All topics ever created, oldest first."""
        return [Topic(self, **view) for view in await self._backend("topics", chat=self.id)]

    async def topic(self, name: str, timeout: float = 10) -> Topic:  # noqa: ASYNC109
        """Waits for a living topic whose name contains `name`; the newest such."""
        view = await self._backend("wait_for_topic", chat=self.id, name=name, timeout_seconds=timeout)
        return Topic(self, **view)

    async def add(
        self, person: Identified, *, admin: bool = False, anonymous: bool = False, rights: Sequence[str] | None = None
    ) -> None:
        """Takes somebody in, or gives a member another standing."""
        status = "administrator" if admin or anonymous else "member"
        await self._set(person.id, status, rights, anonymous=anonymous)

    async def remove(self, person: Identified) -> None:
        """Throws somebody out."""
        await self._set(person.id, "kicked", None)

    async def set_bot(self, status: str, rights: Sequence[str] | None = None) -> None:
        """Makes the bot "administrator" (rights as in the Bot API, by default all), "member", "left" or "kicked"."""
        await self._set(0, status, rights)

    async def _set(self, person: int, status: str, rights: Sequence[str] | None, *, anonymous: bool = False) -> None:
        given = None if rights is None else list(rights)
        await self._backend("set_member", chat=self.id, person=person, status=status, rights=given, anonymous=anonymous)

    async def take_rights(self, *rights: str) -> None:
        """Takes rights from the bot, which stays an administrator; `set_bot("administrator")` gives all back."""
        await self._backend("take_rights", chat=self.id, rights=list(rights))

    async def delete(self, gone_error: str = "") -> None:
        """The owner deletes the group."""
        await self._backend("delete_group", chat=self.id, gone_error=gone_error)

    async def upgrade(self, *, forum: bool = True) -> "Group":
        """The basic group becomes a supergroup: returns it."""
        shown = await self._backend("upgrade", chat=self.id, forum=forum)
        return Group(self._backend, shown["id"], shown["title"])

    async def set(self, **settings: Any) -> None:
        """`forum`, `protected`: bool; `reactions`: allowed emoji; `forbidden_kinds`: what nobody may send."""
        await self._backend("set_chat", chat=self.id, **settings)
