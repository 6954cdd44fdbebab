"""The world: everything that exists, and the few ways in which it changes."""

from itertools import count
from typing import Any

from simulator.changes import Changes
from simulator.clock import Clock
from simulator.world.chats import ADMIN_RIGHTS, Chat, Member, Topic
from simulator.world.files import Files
from simulator.world.messages import Content, Message, Reply
from simulator.world.queries import CallbackQuery
from simulator.world.updates import Updates
from simulator.world.users import ANONYMOUS_ADMIN, User
from simulator.world.webhook import Webhook

# Beyond 32 bits, as real ids are now.
FIRST_PERSON = 5_000_000_001
FIRST_GROUP = 4_000_000_001
FIRST_SUPERGROUP = 1_002_000_000_001
TYPING = 5.0
"""Seconds for which an app shows that somebody types (Bot API, sendChatAction)."""


class World:
    """Holds the state of Telegram around one bot. All ids are numbered from fixed starts."""

    def __init__(self, clock: Clock, bot: User) -> None:
        self.clock = clock
        self.bot = bot
        self.changes = Changes()
        self.updates = Updates(clock.timestamp)
        self.files = Files()
        self.users = {user.id: user for user in (bot, ANONYMOUS_ADMIN)}
        self.chats: dict[int, Chat] = {}
        self.messages: dict[int, dict[int, Message]] = {}
        self.queries: dict[str, CallbackQuery] = {}
        self.last_act: dict[tuple[int, int], int] = {}
        self.commands: dict[tuple[str, str], list[dict[str, Any]]] = {}
        self.about: dict[tuple[str, str], str] = {}
        self.pollers = 0
        self.typing: dict[tuple[int, int], tuple[str, float]] = {}
        self.webhook: Webhook | None = None
        self.closing = False
        self._shared_ids = count(1)
        self._person_ids = count(FIRST_PERSON)
        self._group_ids = count(FIRST_GROUP)
        self._supergroup_ids = count(FIRST_SUPERGROUP)
        self._polls = count(1)
        self._media_groups = count(13_000_000_000_000_001)

    def add_person(self, first_name: str, last_name: str = "", username: str = "", language_code: str = "ru") -> User:
        """A person who has not met the bot yet, and the empty chat with it."""
        person = User(next(self._person_ids), first_name, last_name, username, language_code)
        self.users[person.id] = person
        self._add_chat(Chat(person.id, "private", self._shared_ids, person=person))
        return person

    def add_group(self, title: str, creator: User, *, supergroup: bool, forum: bool = False) -> Chat:
        """An empty group; the bot is not in it yet, so that it does not see the group's first message."""
        if supergroup or forum:
            chat = Chat(-next(self._supergroup_ids), "supergroup", count(1), title, is_forum=forum)
        else:
            chat = Chat(-next(self._group_ids), "group", self._shared_ids, title)
        chat.members[creator.id] = Member(creator, "creator", set(ADMIN_RIGHTS))
        self._add_chat(chat)
        created = "supergroup_chat_created" if chat.type == "supergroup" else "group_chat_created"
        self.post(chat, {created: True}, creator)
        return chat

    def add_channel(self, title: str, creator: User) -> Chat:
        """An empty channel; bots are only ever its administrators."""
        chat = Chat(-next(self._supergroup_ids), "channel", count(1), title)
        chat.members[creator.id] = Member(creator, "creator", set(ADMIN_RIGHTS))
        self._add_chat(chat)
        return chat

    def _add_chat(self, chat: Chat) -> None:
        self.chats[chat.id] = chat
        self.messages[chat.id] = {}

    def media_group_id(self) -> str:
        """A new id for an album."""
        return str(next(self._media_groups))

    def poll_id(self) -> str:
        """A new id for a poll."""
        return f"poll-{next(self._polls)}"

    def find(self, chat: Chat, message_id: int) -> Message | None:
        """A message that still exists."""
        message = self.messages[chat.id].get(message_id)
        return None if message is None or message.deleted else message

    def post(
        self,
        chat: Chat,
        content: Content,
        sender: User,
        *,
        topic: Topic | None = None,
        reply: Reply | None = None,
        anonymous: bool = False,
        date: int = 0,
        **extra: Any,
    ) -> Message:
        """Writes a message into a chat and tells the bot about it, if it may know.

        A topic that has no id yet gets the id of this message.
        """
        number = next(chat.ids)
        if topic is not None and not topic.thread_id:
            topic.thread_id = number
            chat.topics[number] = topic
        if reply is None and topic is not None and (root := self.find(chat, topic.thread_id)) is not None:
            reply = Reply(root, implied=True)
        now = date or self.clock.timestamp()
        message = Message(chat, number, now, content, sender, anonymous, topic, reply, **extra)
        self.messages[chat.id][number] = message
        message.revision = message.touched = self.acted(chat, sender)
        if sender is self.bot:
            self.typing.pop((chat.id, topic.thread_id if topic else 0), None)
        if self.bot_sees(message):
            self.updates.add("message", message.as_json())
            self.changes.notify()
        return message

    def create_topic(self, chat: Chat, creator: User, name: str, icon_color: int, icon: str = "") -> Topic:
        """Writes the service message whose id becomes the id of the topic."""
        look: dict[str, Any] = {"name": name, "icon_color": icon_color}
        topic = Topic(0, name, creator, icon_color, icon)
        content = {"forum_topic_created": look | ({"icon_custom_emoji_id": icon} if icon else {})}
        self.post(chat, content, creator, topic=topic)
        return topic

    def changed(self, message: Message) -> None:
        """Marks a message as edited; people's edits are told to the bot."""
        message.edit_date = self.clock.timestamp()
        message.revision = message.touched = self.changes.notify()
        if self.bot_sees(message):
            self.updates.add("edited_message", message.as_json())
            self.changes.notify()

    def delete(self, message: Message) -> None:
        """Removes a message for all; the bot is never told."""
        message.deleted = True
        if message.message_id in message.chat.pinned:
            message.chat.pinned.remove(message.message_id)
        message.revision = message.touched = self.changes.notify()

    def react(self, message: Message, user: User, reactions: list[dict[str, Any]]) -> None:
        """Replaces the user's reactions to a message; a person's are told to a bot that is an administrator."""
        old = message.reactions.pop(user.id, [])
        if reactions:
            message.reactions[user.id] = reactions
        message.touched = self.changes.notify()
        chat = message.chat
        if user is not self.bot and (chat.is_private or chat.member(self.bot).status == "administrator"):
            known = {"chat": chat.as_json(), "message_id": message.message_id, "date": self.clock.timestamp()}
            who = {"user": user.as_json(), "old_reaction": old, "new_reaction": reactions}
            self.updates.add("message_reaction", known | who)
            self.changes.notify()

    def close_topic(self, chat: Chat, topic: Topic, by: User, *, closed: bool) -> None:
        """Closes or reopens a topic."""
        topic.closed = closed
        self.post(chat, {"forum_topic_closed" if closed else "forum_topic_reopened": {}}, by, topic=topic)

    def delete_topic(self, chat: Chat, topic: Topic) -> None:
        """Removes a topic with its messages; the bot is never told."""
        topic.deleted = True
        for message in self.history(chat, topic.thread_id):
            self.delete(message)

    def types(self, chat: Chat, thread_id: int, action: str) -> None:
        """The bot is seen to do something there, until it has written or some seconds are over."""
        self.typing[chat.id, thread_id] = action, self.clock.now().timestamp() + TYPING
        self.changes.notify()

    def acted(self, chat: Chat, user: User) -> int:
        """Remembers that the user did something in the chat now."""
        revision = self.changes.notify()
        self.last_act[chat.id, user.id] = revision
        return revision

    def bot_sees(self, message: Message) -> bool:
        """Whether the bot gets an update: not its own words, in groups all as an administrator, else only some."""
        if message.sender is self.bot:
            return message.is_service
        chat = message.chat
        if chat.is_private:
            return True
        if not chat.has(self.bot) or chat.migrated_to is not None:
            return False
        return chat.member(self.bot).status == "administrator" or self._is_for_bot(message)

    def _is_for_bot(self, message: Message) -> bool:
        replied = message.reply is not None and message.reply.target.sender is self.bot and not message.reply.implied
        return message.is_service or replied or message.text.startswith("/") or self._is_called(message)

    def _is_called(self, message: Message) -> bool:
        return f"@{self.bot.username}".lower() in message.text.lower()

    def groups_with(self, user: User) -> list[Chat]:
        """Groups where the bot and the user meet."""
        return [chat for chat in self.chats.values() if not chat.is_private and chat.has(user) and chat.has(self.bot)]

    def history(self, chat: Chat, thread_id: int | None = None) -> list[Message]:
        """Existing messages of a chat or a topic, oldest first."""
        return [
            message
            for message in self.messages[chat.id].values()
            if not message.deleted
            and (thread_id is None or (message.topic is not None and message.topic.thread_id == thread_id))
        ]
