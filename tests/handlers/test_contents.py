"""Every type of message that Telegram has is decided about."""

from datetime import UTC, datetime

import pytest
from aiogram.enums import ContentType
from aiogram.types import Chat, Message

from desk.rules.content import Kind
from handlers.contents import WAYS, Way, way_of
from handlers.filters import Said
from handlers.views.relay import SENDERS

UNNAMED = {ContentType.UNKNOWN, ContentType.ANY}
"""No types of messages: what the library cannot name, and a filter."""


def test_every_type_that_the_library_knows_has_its_way_and_no_other_has() -> None:
    assert set(WAYS) == {kind.value for kind in ContentType} - UNNAMED


def test_what_is_sent_anew_is_what_has_words_or_a_file_of_its_own() -> None:
    assert {kind for kind, way in WAYS.items() if way is Way.SENT} == {"text", *(kind.value for kind in SENDERS)}
    assert {kind.value for kind in Kind} - {"other"} == {kind for kind, way in WAYS.items() if way is Way.SENT}


@pytest.mark.parametrize(("kind", "said"), [("text", True), ("invoice", True), ("gift", False), ("pinned", False)])
def test_only_what_a_person_said_is_a_message(kind: str, *, said: bool) -> None:
    assert (way_of(kind) is not Way.SERVICE) is said


@pytest.mark.parametrize(("chat", "said"), [("private", True), ("supergroup", False)])
async def test_what_our_library_cannot_name_is_a_message_in_private(chat: str, *, said: bool) -> None:
    message = Message(message_id=1, date=datetime(2027, 3, 2, tzinfo=UTC), chat=Chat(id=1, type=chat))
    assert message.content_type == ContentType.UNKNOWN
    assert await Said()(message) is said
