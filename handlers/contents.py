"""Telegram's messages into the desk's: kind, words, marks, file, source."""

import json
from collections.abc import Mapping, Sequence
from enum import Enum
from types import MappingProxyType
from typing import Final

from aiogram.types import (
    Message,
    MessageEntity,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
)

from desk.ids import ChatId
from desk.rules.content import Content, Kind, Parts, Source
from desk.rules.phones import Shared


class Way(Enum):
    """What becomes of a message of some type."""

    SENT = "sent"
    """By its words or its file: it can carry a line that says from whom, and its edits are followed."""
    COPIED = "copied"
    """By Telegram, as it is."""
    UNCOPIED = "uncopied"
    """Telegram is asked and says no: whoever sent it is told at once, at that message."""
    SERVICE = "service"
    """Telegram's own word about an event: nobody said it."""


_WAYS: Final[Mapping[Way, str]] = MappingProxyType(
    {
        Way.SENT: "text photo document video audio voice video_note animation sticker",
        Way.COPIED: "contact location venue poll dice story game checklist live_photo rich_message",
        Way.UNCOPIED: "paid_media giveaway giveaway_winners invoice",
        Way.SERVICE: (
            "new_chat_members left_chat_member chat_owner_left chat_owner_changed new_chat_title new_chat_photo"
            " delete_chat_photo group_chat_created supergroup_chat_created channel_chat_created"
            " message_auto_delete_timer_changed migrate_to_chat_id migrate_from_chat_id pinned_message"
            " successful_payment refunded_payment users_shared user_shared chat_shared gift unique_gift"
            " gift_upgrade_sent connected_website write_access_allowed passport_data proximity_alert_triggered"
            " boost_added chat_background_set checklist_tasks_done checklist_tasks_added direct_message_price_changed"
            " forum_topic_created forum_topic_edited forum_topic_closed forum_topic_reopened"
            " general_forum_topic_hidden general_forum_topic_unhidden giveaway_created giveaway_completed"
            " managed_bot_created paid_message_price_changed poll_option_added poll_option_deleted"
            " suggested_post_approved suggested_post_approval_failed suggested_post_declined suggested_post_paid"
            " suggested_post_refunded video_chat_scheduled video_chat_started video_chat_ended"
            " video_chat_participants_invited web_app_data community_chat_added community_chat_removed"
            " community_chat_joined"
        ),
    }
)

WAYS: Final[Mapping[str, Way]] = MappingProxyType({kind: way for way, kinds in _WAYS.items() for kind in kinds.split()})
"""Every type of message that our library can name."""


def way_of(content_type: str) -> Way:
    """What nobody has decided about is no message of a person."""
    return WAYS.get(content_type, Way.SERVICE)


FORMATTING = frozenset(
    {
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
    }
)
"""Marks that people set; links, commands and mentions are found anew by Telegram on the other side."""

FILES = (Kind.ANIMATION, Kind.DOCUMENT, Kind.VIDEO, Kind.AUDIO, Kind.VOICE, Kind.VIDEO_NOTE, Kind.STICKER)
"""An animation also carries a document for old clients, so it comes first."""


def parts_of(messages: Sequence[Message]) -> Parts:
    """One message, or the items of an album, or what was forwarded at once, in their order."""
    return tuple(content_of(message) for message in sorted(messages, key=lambda message: message.message_id))


def content_of(message: Message) -> Content:
    kind, file, file_name = _file(message)
    return Content(
        kind=kind,
        source=Source(ChatId(message.chat.id), message.message_id),
        text=message.text or message.caption or "",
        entities=_marks(message.entities or message.caption_entities or []),
        file=file,
        file_name=file_name,
        origin=_origin(message),
        album=message.media_group_id or "",
    )


def shared_by(message: Message) -> Shared:
    """A contact, and whether it is the sender's own: one picked from an address book, or passed on, is not.

    Source: https://core.telegram.org/bots/api#contact
    """
    assert message.contact is not None
    sender = message.from_user
    direct = message.forward_origin is None and message.via_bot is None
    own = direct and sender is not None and message.contact.user_id == sender.id
    return Shared(message.contact.phone_number, own)


def _origin(message: Message) -> str:
    match message.forward_origin:
        case MessageOriginUser(sender_user=user):
            return user.full_name
        case MessageOriginHiddenUser(sender_user_name=name):
            return name
        case MessageOriginChat(sender_chat=chat) | MessageOriginChannel(chat=chat):
            return chat.title or ""
        case _:
            return ""


def _file(message: Message) -> tuple[Kind, str, str]:
    if message.text is not None:
        return Kind.TEXT, "", ""
    if message.photo:
        return Kind.PHOTO, message.photo[-1].file_id, ""
    for kind in FILES:
        file = getattr(message, kind)
        if file is not None:
            return kind, file.file_id, getattr(file, "file_name", None) or ""
    return Kind.OTHER, "", ""


def _marks(entities: Sequence[MessageEntity]) -> str:
    kept = [mark.model_dump(mode="json", exclude_none=True) for mark in entities if mark.type in FORMATTING]
    return json.dumps(kept) if kept else ""
