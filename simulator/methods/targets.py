"""Which chat, topic and message a call means, and whether the bot may write there."""

from simulator.errors import ApiError, bad_request, forbidden
from simulator.methods.call import Call
from simulator.world.chats import Chat, Topic
from simulator.world.messages import Message
from simulator.world.users import User
from simulator.world.world import World


def chat_of(call: Call, name: str = "chat_id") -> Chat:
    """The chat, if the bot knows it."""
    text = call.text(name)
    if not text:
        raise bad_request("chat_id is empty")
    chat = call.world.chats.get(call.integer(name))
    if chat is None or not _is_known(call.world, chat):
        raise bad_request("chat not found")
    return chat


def _is_known(world: World, chat: Chat) -> bool:
    if chat.person is not None:
        return chat.person.started or bool(world.groups_with(chat.person))
    return chat.migrated_to is not None or world.bot.id in chat.members


def open_chat(call: Call, name: str = "chat_id") -> Chat:
    """The chat, if the bot is in it."""
    chat = chat_of(call, name)
    if chat.is_private:
        return chat
    if chat.migrated_to is not None:
        text = "group chat was upgraded to a supergroup chat"
        raise bad_request(text, migrate_to_chat_id=chat.migrated_to.id)
    if chat.gone_error:
        raise forbidden(chat.gone_error)
    kind = {"group": "group chat", "channel": "channel chat"}.get(chat.type, "supergroup chat")
    match chat.member(call.world.bot).status:
        case "kicked":
            raise forbidden(f"bot was kicked from the {kind}")
        case "left":
            raise forbidden(f"bot is not a member of the {kind}")
    return chat


def forum_of(call: Call) -> Chat:
    """The chat, if it is a forum."""
    chat = open_chat(call)
    if chat.type != "supergroup":
        raise bad_request("the chat is not a supergroup forum")
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    return chat


def topic_of(call: Call, chat: Chat) -> Topic | None:
    """The topic to write to; None in General and wherever there are no topics, for there the server ignores it."""
    thread_id = call.integer("message_thread_id")
    if not chat.is_forum or not thread_id:
        return None
    return topic_by_id(chat, thread_id)


def topic_by_id(chat: Chat, thread_id: int) -> Topic:
    """A living topic. General has no id: 1 is refused."""
    topic = chat.topics.get(thread_id)
    if topic is None or topic.deleted:
        raise bad_request(topic.gone_error if topic is not None else "message thread not found")
    return topic


def message_of(call: Call, chat: Chat, purpose: str, name: str = "message_id") -> Message:
    """The message, or 400 "message to {purpose} not found"."""
    message = call.world.find(chat, call.integer(name))
    if message is None:
        raise bad_request(f"message to {purpose} not found")
    return message


def user_of(call: Call, name: str = "user_id") -> User:
    """The user that a parameter names."""
    if call.integer(name) <= 0:
        raise bad_request("invalid user_id specified")
    user = call.world.users.get(call.integer(name))
    if user is None:
        raise bad_request("user not found")
    return user


def refuse_unreachable(chat: Chat) -> None:
    """What only the last server knows: the person cannot be written to."""
    error = _unreachable(chat.person) if chat.person is not None else None
    if error is not None:
        raise error


def _unreachable(person: User) -> ApiError | None:
    if person.deactivated:
        return forbidden("user is deactivated")
    if person.blocked:
        return forbidden("bot was blocked by the user")
    return None if person.started else forbidden("bot can't initiate conversation with a user")


def refuse_closed(world: World, chat: Chat, topic: Topic | None) -> None:
    """Only who manages topics, or made this one, writes into a closed topic."""
    if topic is None or not topic.closed or topic.creator is world.bot:
        return
    if not chat.member(world.bot).may("can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")
