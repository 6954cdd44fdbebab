"""getChat, getChatMember, getChatAdministrators, getChatMemberCount, leaveChat, sendChatAction."""

from typing import Any

from simulator.errors import bad_request
from simulator.methods.call import Call
from simulator.methods.registry import method
from simulator.methods.targets import chat_of, open_chat, refuse_unreachable, topic_of, user_of
from simulator.world.chats import ADMINS
from simulator.world.membership import set_status

ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note", "cancel",
}  # fmt: skip
GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


@method
def get_chat(call: Call) -> dict[str, Any]:
    chat = open_chat(call)
    full = chat.as_json() | {"accent_color_id": 0, "max_reaction_count": 11}
    full["accepted_gift_types"] = dict.fromkeys(GIFTS, False)
    if chat.protected:
        full["has_protected_content"] = True
    if chat.available_reactions is not None:
        full["available_reactions"] = [{"type": "emoji", "emoji": emoji} for emoji in chat.available_reactions]
    pinned = call.world.find(chat, chat.pinned[-1]) if chat.pinned else None
    return full | ({"pinned_message": pinned.as_json(nested=True)} if pinned is not None else {})


@method
def get_chat_member(call: Call) -> dict[str, Any]:
    user_id = call.integer("user_id")
    chat = open_chat(call)
    if chat.is_private:
        user = user_of(call)
        if not chat.has(user) and user is not call.world.bot:
            raise bad_request("user not found")
        return {"status": "member", "user": user.as_json()}
    if user_id > 0 and user_id not in call.world.users:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return chat.member(user_of(call)).as_json()


@method
def get_chat_administrators(call: Call) -> list[dict[str, Any]]:
    chat = open_chat(call)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    return [member.as_json() for member in chat.members.values() if member.status in ADMINS]


@method
def get_chat_member_count(call: Call) -> int:
    chat = open_chat(call)
    return 2 if chat.is_private else sum(chat.has(member.user) for member in chat.members.values())


@method
def leave_chat(call: Call) -> bool:
    chat = open_chat(call)
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    set_status(call.world, chat, call.world.bot, call.world.bot, status="left")
    return True


@method
def send_chat_action(call: Call) -> bool:
    if call.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = open_chat(call)
    thread_id = call.integer("message_thread_id")
    if thread_id not in chat.topics:
        topic_of(call, chat)
    refuse_unreachable(chat_of(call))
    call.world.types(chat, thread_id, call.text("action"))
    return True
