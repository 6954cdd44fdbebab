"""A person with Telegram in hand."""

from base64 import b64encode
from collections.abc import Sequence
from typing import Any

from simulator.actors.backend import Backend
from simulator.actors.chats import Chat, Group, Topic
from simulator.actors.message import Answer, Message, message_from

TIMEOUT = 10.0


class Person:
    """Acts and looks, by default in the private chat with the bot. Waits take real seconds."""

    def __init__(self, backend: Backend, id: int, first_name: str, last_name: str = "", username: str = "") -> None:  # noqa: A002
        self._backend = backend
        self.id = id
        self.name = f"{first_name} {last_name}".strip()
        self.username = username
        self.chat = Chat(backend, id)

    async def writes(
        self,
        text: str,
        *,
        chat: Chat | None = None,
        topic: Topic | int = 0,
        reply_to: Message | None = None,
        quote: str = "",
        anonymously: bool = False,
    ) -> Message:
        """Writes a text; a topic says its group, `reply_to` its chat and topic."""
        place = self._place(chat, topic, reply_to) | {"quote": quote}
        return message_from(await self._backend("write", **place, text=text, anonymous=anonymously))

    async def sends(
        self,
        kind: str,
        *,
        caption: str = "",
        name: str = "",
        content: bytes = b"",
        of: "Person | None" = None,
        chat: Chat | None = None,
        topic: Topic | int = 0,
        reply_to: Message | None = None,
        anonymously: bool = False,
    ) -> Message:
        """Sends a photo, document, video, audio, voice, video_note, animation, sticker, contact, location, …"""
        view = await self._backend(
            "send",
            **self._place(chat, topic, reply_to),
            kind=kind,
            caption=caption,
            name=name,
            content=b64encode(content).decode(),
            of=of.id if of else 0,
            anonymous=anonymously,
        )
        return message_from(view)

    async def sends_photo(self, caption: str = "", **where: Any) -> Message:
        """Sends a photo; further arguments as of `sends`."""
        return await self.sends("photo", caption=caption, **where)

    async def sends_document(self, name: str, content: bytes = b"", caption: str = "", **where: Any) -> Message:
        """Sends a file; further arguments as of `sends`."""
        return await self.sends("document", name=name, content=content, caption=caption, **where)

    async def sends_sticker(self, **where: Any) -> Message:
        """Sends a sticker; arguments as of `sends`."""
        return await self.sends("sticker", **where)

    async def sends_voice(self, **where: Any) -> Message:
        """Sends a voice message; arguments as of `sends`."""
        return await self.sends("voice", **where)

    async def sends_contact(self, of: "Person | None" = None, **where: Any) -> Message:
        """Sends a contact, by default the own one; further arguments as of `sends`."""
        return await self.sends("contact", of=of, **where)

    async def sends_album(
        self,
        items: Sequence[str | dict[str, Any]],
        *,
        caption: str = "",
        chat: Chat | None = None,
        topic: Topic | int = 0,
        reply_to: Message | None = None,
    ) -> list[Message]:
        """Sends an album: kinds, or {"kind", "name", "content", "caption", "entities"}; `caption` on the first."""
        full: list[dict[str, Any]] = [{"kind": item} if isinstance(item, str) else dict(item) for item in items]
        for item in full:
            item["content"] = b64encode(item.get("content", b"")).decode()
        if caption:
            full[0]["caption"] = caption
        views = await self._backend("send_album", **self._place(chat, topic, reply_to), items=full)
        return [message_from(view) for view in views]

    async def forwards(self, *messages: Message, chat: Chat | None = None, topic: Topic | int = 0) -> Message:
        """Passes messages of one chat on, all at once; the last of the new ones."""
        place = self._place(chat, topic, None)
        place |= {"from_chat": messages[0].chat_id, "messages": [message.message_id for message in messages]}
        return message_from((await self._backend("forward", **place))[-1])

    async def edits(self, message: Message, text: str) -> Message:
        """Changes text or caption of an own message."""
        return message_from(await self._backend("edit", **self._at(message), text=text))

    async def replaces(self, message: Message, kind: str, *, name: str = "", content: bytes = b"") -> Message:
        """Puts another file in the place of that of an own message."""
        facts = {"kind": kind, "name": name, "content": b64encode(content).decode()}
        return message_from(await self._backend("replace_file", **self._at(message), **facts))

    async def deletes(self, message: Message) -> None:
        """Deletes a message for all: an own one, any of the private chat, as an administrator any of the group."""
        await self._backend("delete", **self._at(message))

    async def reacts(self, message: Message, emoji: str) -> None:
        """Sets a reaction; an empty one takes it away."""
        await self._backend("react", **self._at(message), emoji=emoji)

    async def presses(
        self,
        button: str,
        *,
        chat: Chat | None = None,
        topic: Topic | int = 0,
        on: Message | None = None,
        timeout: float = TIMEOUT,  # noqa: ASYNC109
    ) -> Answer:
        """Presses the newest button whose text contains `button`, once it is there, and waits for the bot's answer."""
        place = self._where(chat, topic, on)
        chosen = {"button": button, "on": on.message_id if on else 0}
        return Answer(**await self._backend("press", person=self.id, **place, **chosen, timeout_seconds=timeout))

    async def forges_press(self, data: str, *, on: Message, timeout: float = TIMEOUT) -> Answer:  # noqa: ASYNC109
        """Presses a button that is not there."""
        chosen = {"chat": on.chat_id, "on": on.message_id, "data": data}
        return Answer(**await self._backend("forge_press", person=self.id, **chosen, timeout_seconds=timeout))

    async def sees(
        self,
        text: str = "",
        *,
        chat: Chat | None = None,
        topic: Topic | int = 0,
        kind: str = "",
        button: str = "",
        since: Message | None = None,
        anywhere: bool = False,
        timeout: float = TIMEOUT,  # noqa: ASYNC109
    ) -> Message:
        """Waits for a message of the bot that contains `text`, sent or edited after the person's last act there.

        `since`: after that message instead; `anywhere`: in all history; `kind` and `button` narrow the search.
        """
        wanted = {"text": text, "kind": kind, "button": button, "since": _since(since, anywhere=anywhere)}
        place = self._where(chat, topic, None)
        return message_from(await self._backend("see", person=self.id, **place, **wanted, timeout_seconds=timeout))

    async def sees_nothing_of(
        self, text: str, *, chat: Chat | None = None, topic: Topic | int = 0, anywhere: bool = False
    ) -> None:
        """Fails if the bot has written or edited such a message since the person's last act there."""
        place = self._where(chat, topic, None)
        since = _since(None, anywhere=anywhere)
        await self._backend("see_nothing_of", person=self.id, **place, text=text, since=since)

    async def sees_reaction(self, emoji: str, *, on: Message, timeout: float = TIMEOUT) -> None:  # noqa: ASYNC109
        """Waits for the bot's reaction to a message; an empty one waits until it has none."""
        await self._backend("see_reaction", **self._at(on), emoji=emoji, timeout_seconds=timeout)

    async def looks_at(self, message: Message) -> Message:
        """The message as it is now."""
        view = await self._backend("message", chat=message.chat_id, message=message.message_id)
        return message_from(view)

    async def last(self, *, chat: Chat | None = None) -> Message:
        """The newest message of the chat."""
        return await (chat or self.chat).last()

    async def blocks_bot(self) -> None:
        """Stops the bot."""
        await self._backend("block", person=self.id, blocked=True)

    async def unblocks_bot(self) -> None:
        """Starts the bot anew, without a word."""
        await self._backend("block", person=self.id, blocked=False)

    async def deletes_account(self) -> None:
        """Becomes a deactivated user."""
        await self._backend("deactivate", person=self.id)

    async def joins(self, group: Group) -> None:
        """Comes into a group."""
        await self._backend("join", chat=group.id, person=self.id)

    async def leaves(self, group: Group) -> None:
        """Leaves a group."""
        await self._backend("leave", chat=group.id, person=self.id)

    async def creates_topic(self, group: Group, name: str) -> Topic:
        """Makes a topic."""
        return Topic(group, **await self._backend("create_topic", chat=group.id, person=self.id, name=name))

    async def closes_topic(self, topic: Topic) -> None:
        """Closes a topic."""
        await self._backend("close_topic", **self._in(topic), closed=True)

    async def reopens_topic(self, topic: Topic) -> None:
        """Reopens a topic."""
        await self._backend("close_topic", **self._in(topic), closed=False)

    async def deletes_topic(self, topic: Topic, gone_error: str = "") -> None:
        """Deletes a topic; `gone_error` is how the server then speaks of it, for example "TOPIC_DELETED"."""
        await self._backend("delete_topic", **self._in(topic), gone_error=gone_error)

    def _at(self, message: Message) -> dict[str, Any]:
        return {"person": self.id, "chat": message.chat_id, "message": message.message_id}

    def _in(self, topic: Topic) -> dict[str, Any]:
        return {"person": self.id, "chat": topic.group.id, "thread": topic.thread_id}

    def _where(self, chat: Chat | None, topic: Topic | int, message: Message | None) -> dict[str, int]:
        if isinstance(topic, Topic):
            return {"chat": topic.group.id, "thread": topic.thread_id}
        default = message.chat_id if message is not None else self.id
        return {"chat": chat.id if chat is not None else default, "thread": topic}

    def _place(self, chat: Chat | None, topic: Topic | int, reply_to: Message | None) -> dict[str, Any]:
        place: dict[str, Any] = {"person": self.id} | self._where(chat, topic, reply_to)
        if reply_to is not None:
            place |= {"reply_to": reply_to.message_id, "reply_chat": reply_to.chat_id}
        return place


def _since(message: Message | None, *, anywhere: bool) -> int | None:
    if anywhere:
        return 0
    return message.revision if message is not None else None
