"""deleteMessage and deleteMessages."""

from simulator.errors import bad_request
from simulator.methods.call import Call
from simulator.methods.copying import MOST_AT_ONCE
from simulator.methods.registry import method
from simulator.methods.targets import message_of, open_chat
from simulator.world.messages import Message

TWO_DAYS = 48 * 3600


@method
def delete_message(call: Call) -> bool:
    message = message_of(call, open_chat(call), "delete")
    if problem := _problem(call, message):
        raise bad_request(problem)
    call.world.delete(message)
    return True


@method
def delete_messages(call: Call) -> bool:
    ids = call.list("message_ids", "can't parse message identifiers")
    if not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MOST_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    chat = open_chat(call)
    found = [call.world.find(chat, message_id) for message_id in ids]
    for message in found:
        if message is not None and not _problem(call, message):
            call.world.delete(message)
    return True


def _problem(call: Call, message: Message) -> str:
    bot, chat = call.world.bot, message.chat
    allowed = message.sender is bot or chat.is_private or chat.member(bot).may("can_delete_messages")
    if not allowed or message.kind in {"forum_topic_created", "supergroup_chat_created"}:
        return "message can't be deleted"
    if call.world.clock.timestamp() - message.date >= TWO_DAYS:
        return "message can't be deleted for everyone"
    return ""
