"""Chats, their members and topics."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from simulator.world.users import User

ADMIN_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members",
    "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
    "can_send_welcome_messages", "can_pin_messages", "can_manage_topics",
)  # fmt: skip
CHANNEL_RIGHTS = ("can_post_messages",)
ADMINS = {"creator", "administrator"}
PRESENT = {"creator", "administrator", "member"}


@dataclass(eq=False)
class Member:
    """How a user stands in a group: status and, of administrators, rights."""

    user: User
    status: str
    rights: set[str] = field(default_factory=set)
    is_anonymous: bool = False

    def may(self, right: str) -> bool:
        """Whether an administrator has the right; the creator has all."""
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)

    def as_json(self) -> dict[str, Any]:
        """Bot API type ChatMember."""
        known: dict[str, Any] = {"status": self.status, "user": self.user.as_json()}
        match self.status:
            case "creator":
                known["is_anonymous"] = self.is_anonymous
            case "administrator":
                known |= {right: right in self.rights for right in ADMIN_RIGHTS}
                known |= {"is_anonymous": self.is_anonymous, "can_be_edited": False}
                known |= {right: True for right in CHANNEL_RIGHTS if right in self.rights}
            case "kicked":
                known["until_date"] = 0
        return known


@dataclass(eq=False)
class Topic:
    """A topic of a forum; `thread_id` is the id of the service message that created it."""

    thread_id: int
    name: str
    creator: User
    icon_color: int
    icon_custom_emoji_id: str = ""
    closed: bool = False
    deleted: bool = False
    gone_error: str = "message thread not found"

    def as_json(self) -> dict[str, Any]:
        """Bot API type ForumTopic."""
        known: dict[str, Any] = {
            "message_thread_id": self.thread_id,
            "name": self.name,
            "icon_color": self.icon_color,
        }
        return known | ({"icon_custom_emoji_id": self.icon_custom_emoji_id} if self.icon_custom_emoji_id else {})


@dataclass(eq=False)
class Chat:
    """A private chat with the bot, a basic group, a supergroup or a channel. `ids` numbers its messages.

    `gone_error` is what the server says of a group that was deleted.
    """

    id: int
    type: str
    ids: "count[int]"
    title: str = ""
    is_forum: bool = False
    person: User | None = None
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    migrated_to: "Chat | None" = None
    protected: bool = False
    available_reactions: list[str] | None = None
    forbidden_kinds: set[str] = field(default_factory=set)
    gone_error: str = ""

    @property
    def is_private(self) -> bool:
        """A chat of one person with the bot."""
        return self.type == "private"

    def member(self, user: User) -> Member:
        """How the user stands here; one who never came has left."""
        return self.members.get(user.id) or Member(user, "left")

    def has(self, user: User) -> bool:
        """Whether the user is in the chat."""
        return self.person is user or self.member(user).status in PRESENT

    def as_json(self) -> dict[str, Any]:
        """Bot API type Chat."""
        if self.person is not None:
            shown = self.person.as_json()
            return {"id": self.id, "type": "private"} | {
                name: shown[name] for name in ("first_name", "last_name", "username") if name in shown
            }
        return {"id": self.id, "type": self.type, "title": self.title} | ({"is_forum": True} if self.is_forum else {})
