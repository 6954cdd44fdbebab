"""The reply_parameters parameter."""

from dataclasses import dataclass
from typing import Any

from simulator.errors import bad_request
from simulator.methods.call import Call
from simulator.methods.formatting import formatted_value
from simulator.text import utf16
from simulator.text.formatted import FormattedText
from simulator.world.chats import Chat, Topic
from simulator.world.messages import Message, Reply


@dataclass(frozen=True, slots=True)
class ReplyRequest:
    """What the bot wants to reply to."""

    message_id: int
    chat_id: int
    optional: bool
    quote: FormattedText | None


def reply_request(call: Call) -> ReplyRequest | None:
    """The parameter's shape, before anything is looked up."""
    given = call.json("reply_parameters", "can't parse reply parameters JSON object")
    if given is None:
        return None
    if not isinstance(given, dict):
        raise bad_request("object expected as reply parameters")
    quote = None
    if given.get("quote"):
        quote = formatted_value(
            call, given["quote"], given.get("quote_parse_mode", ""), given.get("quote_entities", [])
        )
    chat_id = given.get("chat_id", 0)
    return ReplyRequest(
        given.get("message_id", 0),
        chat_id if isinstance(chat_id, int) else 0,
        bool(given.get("allow_sending_without_reply")),
        quote,
    )


def find_reply(call: Call, wanted: ReplyRequest | None, chat: Chat, topic: Topic | None) -> Reply | None:
    """The message to reply to; a missing one is forgiven only within the same chat."""
    if wanted is None or not wanted.message_id:
        return None
    elsewhere = wanted.chat_id not in {0, chat.id}
    where = call.world.chats.get(wanted.chat_id) if elsewhere else chat
    target = None if where is None else call.world.find(where, wanted.message_id)
    if target is None:
        if wanted.optional and not elsewhere:
            return None
        raise bad_request("message to be replied not found")
    outside = elsewhere or (topic is not None and target.topic is not topic)
    return Reply(target, _quote(wanted.quote, target), outside)


def _quote(quote: FormattedText | None, target: Message) -> dict[str, Any] | None:
    if quote is None:
        return None
    if quote.text not in target.text:
        raise bad_request("QUOTE_TEXT_INVALID")
    position = utf16.length(target.text[: target.text.index(quote.text)])
    return quote.as_fields() | {"position": position, "is_manual": True}
