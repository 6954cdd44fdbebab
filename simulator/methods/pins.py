"""pinChatMessage, unpinChatMessage, unpinAllForumTopicMessages."""

from simulator.errors import bad_request
from simulator.methods.call import Call
from simulator.methods.registry import method
from simulator.methods.targets import forum_of, message_of, open_chat, topic_by_id
from simulator.world.chats import Chat


@method
def pin_chat_message(call: Call) -> bool:
    chat = _chat(call)
    message = message_of(call, chat, "pin")
    if message.is_service:
        raise bad_request("a service message can't be pinned")
    if message.message_id in chat.pinned:
        raise bad_request("CHAT_NOT_MODIFIED")
    chat.pinned.append(message.message_id)
    service = {"pinned_message": message.as_json(nested=True)}
    call.world.post(chat, service, call.world.bot, topic=message.topic)
    return True


@method
def unpin_chat_message(call: Call) -> bool:
    chat = _chat(call)
    if not call.has("message_id") and not chat.pinned:
        raise bad_request("message to unpin not found")
    number = call.integer("message_id") or chat.pinned[-1]
    if call.world.find(chat, number) is None:
        raise bad_request("message to unpin not found")
    chat.pinned = [pinned for pinned in chat.pinned if pinned != number]
    call.world.changes.notify()
    return True


@method
def unpin_all_forum_topic_messages(call: Call) -> bool:
    forum_of(call)
    chat = _chat(call)
    topic = topic_by_id(chat, call.integer("message_thread_id"))
    inside = {message.message_id for message in call.world.history(chat, topic.thread_id)}
    chat.pinned = [pinned for pinned in chat.pinned if pinned not in inside]
    call.world.changes.notify()
    return True


def _chat(call: Call) -> Chat:
    chat = open_chat(call)
    if not chat.is_private and not chat.member(call.world.bot).may("can_pin_messages"):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat
