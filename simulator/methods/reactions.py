"""setMessageReaction."""

from typing import Any

from simulator.errors import bad_request
from simulator.methods.call import Call
from simulator.methods.registry import method
from simulator.methods.targets import message_of, open_chat, refuse_unreachable
from simulator.world.chats import Chat
from simulator.world.emoji import REACTIONS


@method
def set_message_reaction(call: Call) -> bool:
    reactions = call.list("reaction", "expected an Array of ReactionType")
    chat = open_chat(call)
    message = message_of(call, chat, "react")
    if message.is_service or len(reactions) > 1 or not all(_is_allowed(chat, reaction) for reaction in reactions):
        raise bad_request("REACTION_INVALID")
    refuse_unreachable(chat)
    call.world.react(message, call.world.bot, reactions)
    return True


def _is_allowed(chat: Chat, reaction: Any) -> bool:
    if not isinstance(reaction, dict) or reaction.get("type") != "emoji":
        return False
    emoji = reaction.get("emoji")
    return emoji in (REACTIONS if chat.available_reactions is None else chat.available_reactions)
