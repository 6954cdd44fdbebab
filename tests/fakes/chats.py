"""Chats, rooms and posts, in memory."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from desk.errors import Conflict
from desk.ids import ChatId, MessageId, TicketId
from desk.notices import AnyNotice
from desk.notices.base import ForChat, ForRoom
from desk.rules.groups import Told, Wrong
from desk.rules.messages import Chat, Post, Room
from tests.fakes.store import Dangling, Store


class FakePosts:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def add(self, posts: Iterable[Post]) -> None:
        for post in posts:
            self._store.must_have_ticket(post.ticket)
            if post.of is not None and post.of not in self._store.messages:
                raise Dangling(f"there is no message {post.of}")
            self._store.posts.setdefault((post.chat, post.message), post)

    async def at(self, chat: ChatId, message: int) -> Post | None:
        return self._store.posts.get((chat, message))

    async def copies_of(self, message: MessageId, chat: ChatId) -> list[Post]:
        found = [post for post in self._of(message) if post.chat == chat and not post.original]
        return sorted(found, key=lambda post: (post.part, post.message))

    async def holders(self, message: MessageId) -> list[ChatId]:
        return sorted({post.chat for post in self._of(message) if not post.original})

    async def original_of(self, message: MessageId) -> Post | None:
        found = [post for post in self._of(message) if post.original]
        return min(found, key=lambda post: (post.part, post.message), default=None)

    def _of(self, message: MessageId) -> list[Post]:
        return [post for post in self._store.posts.values() if post.of == message]


class FakeRooms:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def of(self, ticket: TicketId) -> Room | None:
        return self._store.rooms.get(ticket)

    async def save(self, room: Room) -> None:
        self._store.must_have_ticket(room.ticket)
        there = await self.by_topic(room.chat, room.topic) if room.topic is not None else None
        if there and there.ticket != room.ticket:
            raise Conflict
        self._store.rooms[room.ticket] = room

    async def by_topic(self, chat: ChatId, topic: int) -> Room | None:
        found = (room for room in self._store.rooms.values() if room.chat == chat and room.topic == topic)
        return next(found, None)

    async def leave(self, room: Room) -> None:
        self._store.must_have_ticket(room.ticket)
        self._store.former.append(replace(room, closed=False))

    async def former_of(self, ticket: TicketId) -> list[Room]:
        return [room for room in self._store.former if room.ticket == ticket]

    async def former_at(self, chat: ChatId, topic: int) -> TicketId | None:
        found = [room.ticket for room in self._store.former if (room.chat, room.topic) == (chat, topic)]
        return found[-1] if found else None

    async def any_in(self, chat: ChatId) -> bool:
        rooms = {room.chat for room in (*self._store.rooms.values(), *self._store.former)}
        posts = {post.chat for post in self._store.posts.values()}
        return chat in rooms | posts | {ticket.room for ticket in self._store.tickets.values() if ticket.is_open}


class FakeChats:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def get(self, chat: ChatId) -> Chat:
        return self._store.chats.get(chat, Chat(chat))

    async def describe(self, chat: ChatId, *, title: str, forum: bool) -> None:
        self._keep(replace(await self.get(chat), title=title, forum=forum))

    async def note(self, chat: ChatId, *, wrong: Wrong, told: Told) -> None:
        self._keep(replace(await self.get(chat), wrong=wrong, told=dict(told)))

    async def newer(self, chat: ChatId, message: int) -> None:
        known = await self.get(chat)
        self._keep(replace(known, newest=max(known.newest, message)))

    async def show(self, chat: ChatId, screen: int | None) -> None:
        self._keep(replace(await self.get(chat), screen=screen))

    async def hush(self, chat: ChatId, until: datetime) -> None:
        known = await self.get(chat)
        self._keep(replace(known, quiet_until=max(known.quiet_until or until, until)))

    async def move(self, old: ChatId, new: ChatId) -> None:
        self._keep(replace(await self.get(old), moved_to=new))
        for ticket in self._store.tickets.values():
            if ticket.room == old:
                self._store.tickets[ticket.id] = replace(ticket, room=new, version=ticket.version + 1)
        for room in self._store.rooms.values():
            if room.chat == old:
                self._store.rooms[room.ticket] = Room(room.ticket, new)
        self._move_prompts(old, new)
        for group, person in [*self._store.members]:
            if group == old:
                self._store.members.setdefault((new, person), self._store.members.pop((old, person)))

    def _move_prompts(self, old: ChatId, new: ChatId) -> None:
        for prompt in self._store.prompts.values():
            if prompt.chat == old and prompt.over_at is None:
                self._store.prompts[prompt.id] = replace(prompt, chat=new, message=None)

    async def formerly(self, chat: ChatId) -> list[ChatId]:
        return [one.id for one in self._store.chats.values() if one.moved_to == chat]

    async def hushed(self, now: datetime) -> Mapping[ChatId, datetime]:
        chats = self._store.chats.values()
        return {chat.id: chat.quiet_until for chat in chats if chat.quiet_until and chat.quiet_until > now}

    def _keep(self, chat: Chat) -> None:
        self._store.chats[chat.id] = chat


def moved(notice: AnyNotice, new: ChatId) -> AnyNotice:
    if isinstance(notice, ForRoom):
        return replace(notice, room=new)
    return replace(notice, to=new) if isinstance(notice, ForChat) else notice
