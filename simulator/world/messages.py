"""Messages and how the Bot API shows them."""

from dataclasses import dataclass, field
from typing import Any

from simulator.world.chats import Chat, Topic
from simulator.world.users import ANONYMOUS_ADMIN, User

Content = dict[str, Any]

MEDIA = ("photo", "video", "animation", "document", "audio", "voice", "video_note", "sticker")
UNCOPIED = ("paid_media", "giveaway", "giveaway_winners", "invoice")
OTHER_KINDS = ("text", "contact", "venue", "location", "poll", "dice", "story", "game", "checklist", *UNCOPIED)
ATTACHED = (*MEDIA, *OTHER_KINDS[1:])


@dataclass(frozen=True, slots=True)
class Reply:
    """What a message replies to.

    `outside`: the target lies in another chat or topic. `implied`: nobody replied, but every message of a topic is a
    reply to the service message that created the topic, and the Bot API shows it.
    """

    target: "Message"
    quote: dict[str, Any] | None = None
    outside: bool = False
    implied: bool = False


@dataclass(eq=False)
class Message:
    """A message of a chat. `content` holds the Bot API's fields of its kind (text, entities, photo, caption …)."""

    chat: Chat
    message_id: int
    date: int
    content: Content
    sender: User
    anonymous: bool = False
    topic: Topic | None = None
    reply: Reply | None = None
    forward_origin: dict[str, Any] | None = None
    reply_markup: dict[str, Any] | None = None
    media_group_id: str = ""
    protected: bool = False
    edit_date: int = 0
    deleted: bool = False
    reactions: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    revision: int = 0
    touched: int = 0
    """The change by which it was last seen to change, reactions among them."""

    @property
    def kind(self) -> str:
        """text, photo, …, or the name of the service message."""
        for kind in (*MEDIA, *OTHER_KINDS):
            if kind in self.content:
                return kind
        return next(iter(self.content))

    @property
    def is_service(self) -> bool:
        """Written by Telegram about an event."""
        return self.kind not in (*MEDIA, *OTHER_KINDS)

    @property
    def text(self) -> str:
        """Text or caption."""
        return str(self.content.get("text") or self.content.get("caption") or "")

    @property
    def inline_keyboard(self) -> list[list[dict[str, Any]]]:
        """Rows of inline buttons; none when the markup is of another sort."""
        rows: list[list[dict[str, Any]]] = (self.reply_markup or {}).get("inline_keyboard", [])
        return rows

    def origin(self) -> dict[str, Any]:
        """Bot API type MessageOrigin."""
        if self.forward_origin is not None:
            return self.forward_origin
        known = {"date": self.date}
        if self.anonymous:
            return known | {"type": "chat", "sender_chat": self.chat.as_json()}
        if self.sender.hides_forwards:
            return known | {"type": "hidden_user", "sender_user_name": self.sender.full_name}
        return known | {"type": "user", "sender_user": self.sender.as_json()}

    def as_json(self, *, nested: bool = False) -> dict[str, Any]:
        """Bot API type Message; a `nested` one (replied, pinned) does not tell what it replies to itself."""
        shown: dict[str, Any] = {"message_id": self.message_id, "date": self.date, "chat": self.chat.as_json()}
        shown |= self._author()
        if self.topic is not None and self.chat.is_forum:
            shown |= {"message_thread_id": self.topic.thread_id, "is_topic_message": True}
        elif (root := self._thread_root()) is not None:
            shown["message_thread_id"] = root
        if self.reply is not None and not nested:
            shown |= _reply(self.reply)
        extra = {
            "forward_origin": self.forward_origin,
            "media_group_id": self.media_group_id,
            "edit_date": self.edit_date,
            "has_protected_content": self.protected or self.chat.protected,
            "reply_markup": self.reply_markup if self.inline_keyboard else None,
        }
        return shown | self.content | {name: value for name, value in extra.items() if value}

    def _thread_root(self) -> int | None:
        """In supergroups without topics a chain of replies has an id of thread too, which means no topic."""
        if self.chat.type != "supergroup" or self.chat.is_forum or self.reply is None or self.reply.outside:
            return None
        root = self.reply.target
        while root.reply is not None and not root.reply.outside:
            root = root.reply.target
        return root.message_id

    def _author(self) -> dict[str, Any]:
        if self.anonymous:
            return {"from": ANONYMOUS_ADMIN.as_json(), "sender_chat": self.chat.as_json()}
        return {"from": self.sender.as_json()}


def _reply(reply: Reply) -> dict[str, Any]:
    quoted = {"quote": reply.quote} if reply.quote else {}
    target = reply.target
    if not reply.outside:
        return {"reply_to_message": target.as_json(nested=True)} | quoted
    outside: dict[str, Any] = {"origin": target.origin()}
    if not target.chat.is_private:
        outside |= {"chat": target.chat.as_json(), "message_id": target.message_id}
    outside |= {kind: target.content[kind] for kind in ATTACHED if kind in target.content}
    return {"external_reply": outside} | quoted
