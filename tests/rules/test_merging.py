"""Which waiting texts of one client may be shown as one message."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from desk.ids import MessageId, PersonId, TicketId
from desk.rules.content import Content, Kind
from desk.rules.merging import LONGEST, MOST_MARKS, WITHIN, together
from desk.rules.messages import Message
from tests.builders import MONDAY, VIKTOR, a_message, a_text, an_album, an_answer


def marked(count: int) -> Message:
    entities = json.dumps([{"type": "bold", "offset": 0, "length": 1}] * count)
    (part,) = a_text()
    return a_message(parts=(Content(Kind.TEXT, part.source, "Hello", entities),))


def test_plain_texts_of_one_client_in_one_ticket_go_together() -> None:
    assert together([a_message(), a_message(id=MessageId(2), written_at=MONDAY + WITHIN)])


@pytest.mark.parametrize(
    "other",
    [
        a_message(parts=an_album(2)),
        a_message(parts=an_album(1)),
        a_message(reply_to=MessageId(7)),
        a_message(is_description=True),
        a_message(parts=(replace(a_text()[0], origin="Viktor"),)),
        a_message(author=VIKTOR),
        a_message(author=PersonId(7)),
        a_message(ticket=TicketId(2)),
        a_message(written_at=MONDAY + WITHIN + timedelta(seconds=1)),
        an_answer(parts=a_text()),
        a_message(parts=a_text() * 2),
    ],
)
def test_whatever_else_stays_a_message_of_its_own(other: Message) -> None:
    assert not together([a_message(), other])
    assert not together([other, a_message()])


@pytest.mark.parametrize("letter", ["a", "🙂"])
def test_no_more_go_together_than_fit_below_a_head(letter: str) -> None:
    units = len(letter.encode("utf-16-le")) // 2
    first = a_message(parts=a_text(letter * (LONGEST // 2 // units)))
    assert together([first, a_message(parts=a_text("b" * (LONGEST // 2 - 2)))])
    assert not together([first, a_message(parts=a_text("b" * (LONGEST // 2 - 1)))])


def test_no_more_marks_go_together_than_telegram_takes() -> None:
    assert together([marked(MOST_MARKS - 1), marked(1)])
    assert not together([marked(MOST_MARKS), marked(1)])
