"""Waiting texts of one client become one message under a short budget; each keeps what it was promised."""

from collections.abc import Iterable
from datetime import timedelta

from desk.ids import MessageId, OutboxId, TicketId
from desk.notices.client import NotPassedOn, Received, StaffAnswer
from desk.notices.staff import ClientMessage, ClientMessageEdited, Trouble
from desk.ports import Owed, OwedState, Work
from desk.usecases.delivery.dispatch import Dispatch, dispatch
from desk.usecases.delivery.failures import left_behind, retry, undeliverable, unknown
from desk.usecases.delivery.merging import merge
from desk.usecases.delivery.outcomes import Accepted, Placed, accepted
from desk.usecases.staff_actions import take_it
from tests.builders import ROOM, VIKTOR
from tests.usecases.stage import FIRST, Stage, heads

SECONDS = timedelta(seconds=5)


async def start(work: Work, *, owed: Iterable[OutboxId]) -> dict[OutboxId, ClientMessage]:
    merged = await merge(work, owed=list(owed))
    await work.outbox.start(owed)
    return merged


async def behind(work: Work, *, owed: Owed) -> list[Owed]:
    return await work.outbox.behind(owed, 100)


async def head(stage: Stage) -> Owed:
    rows = await stage.office.look(heads)
    return next(row for row in rows if isinstance(row.notice, ClientMessage))


async def begins(stage: Stage) -> Owed:
    """The head of the lane is being sent, with all that may go along."""
    first = await head(stage)
    await stage.office.run(start, owed=[first.id])
    return Owed(first.id, stage.store.outbox[first.id].notice, OwedState.SENDING, first.due_at)


async def ready(stage: Stage, row: Owed) -> Dispatch:
    found = await stage.office.look(dispatch, notice=row.notice)
    assert found
    return found


def words(found: Dispatch) -> list[str]:
    assert found.message
    return [part.text for message in (*found.before, found.message) for part in message.parts]


def waiting(stage: Stage) -> list[ClientMessage]:
    rows = [row for row in stage.store.outbox.values() if row.state is OwedState.WAITING]
    return [row.notice for row in rows if isinstance(row.notice, ClientMessage)]


async def wrote(stage: Stage, *texts: str) -> list[int]:
    return [await stage.writes(text) for text in texts]


async def told(stage: Stage, *texts: str) -> list[int]:
    """They have arrived as one message, number 700."""
    await stage.has_ticket()
    stage.passes(minutes=1)
    sent = await wrote(stage, *texts)
    row = await begins(stage)
    await stage.office.run(accepted, outcome=Accepted(row.id, stage.now, (Placed(700),)))
    return sent


async def test_what_waits_behind_goes_along_in_order(stage: Stage) -> None:
    await stage.has_ticket()
    await wrote(stage, "One", "Two", "Three")
    row = await begins(stage)
    assert row.notice == ClientMessage(
        room=ROOM, ticket=FIRST, message=MessageId(3), before=(MessageId(1), MessageId(2))
    )
    assert words(await ready(stage, row)) == ["One", "Two", "Three"]
    assert waiting(stage) == []


async def test_what_waits_alone_is_sent_alone(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.writes("One")
    row = await begins(stage)
    assert row.notice == ClientMessage(room=ROOM, ticket=FIRST, message=MessageId(1))


async def test_a_photo_in_between_keeps_its_place(stage: Stage) -> None:
    await stage.has_ticket()
    await wrote(stage, "One", "Two")
    await stage.writes(parts=stage.photo("Look"))
    await stage.writes("Three")
    row = await begins(stage)
    assert words(await ready(stage, row)) == ["One", "Two"]
    assert [notice.message for notice in waiting(stage)] == [3, 4]


async def test_news_in_between_keeps_its_place(stage: Stage) -> None:
    """Whoever reads the topic must not see words before what they came after."""
    await stage.has_ticket()
    await stage.writes("One")
    await stage.does(take_it)
    await stage.writes("Two")
    row = await begins(stage)
    assert words(await ready(stage, row)) == ["One"]


async def test_the_texts_of_another_ticket_stay_in_it(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.has_ticket(of=VIKTOR)
    await wrote(stage, "One")
    await stage.writes("Mine", by=VIKTOR)
    row = await begins(stage)
    assert words(await ready(stage, row)) == ["One"]


async def test_what_was_edited_while_it_waited_goes_along_as_it_is_now(stage: Stage) -> None:
    await stage.has_ticket()
    first, _ = await wrote(stage, "One", "Two")
    await stage.edits(first, "First")
    assert words(await ready(stage, await begins(stage))) == ["First", "Two"]


async def test_each_of_them_gets_its_mark_and_counts_as_delivered(stage: Stage) -> None:
    sent = await told(stage, "One", "Two", "Three")
    assert [notice.marked for notice in stage.said(Received)] == sent
    assert [message.delivered_at for message in stage.store.messages.values()] == [stage.now] * 3


async def test_a_reply_to_it_finds_the_ticket_and_answers_the_last(stage: Stage) -> None:
    sent = await told(stage, "One", "Two")
    await stage.answers("Yes", spot=stage.spot(replied=700))
    answer = await stage.office.look(dispatch, notice=stage.last(StaffAnswer))
    assert answer
    assert (answer.notice.about, answer.reply_to) == (TicketId(1), sent[-1])


async def test_a_later_word_of_the_client_answers_the_copy_that_holds_what_it_answers(stage: Stage) -> None:
    first, _ = await told(stage, "One", "Two")
    await stage.writes("I mean this", replied=first)
    assert (await ready(stage, await head(stage))).reply_to == 700


async def test_an_edit_of_one_of_them_changes_the_copy_and_loses_nothing_of_the_others(stage: Stage) -> None:
    one, two, three = await told(stage, "One", "Two", "Three")
    for message, text, expected in (
        (two, "Second", ["One", "Second", "Three"]),
        (three, "Third", ["One", "Second", "Third"]),
        (one, "First", ["First", "Second", "Third"]),
    ):
        await stage.edits(message, text)
        edit = await stage.office.look(dispatch, notice=stage.last(ClientMessageEdited))
        assert edit
        assert edit.edits == (700,)
        assert words(edit) == expected


async def test_edits_of_what_lies_in_one_copy_come_one_after_the_other(stage: Stage) -> None:
    """Side by side the slower one would put the older words back."""
    one, two = await told(stage, "One", "Two")
    await stage.edits(one, "First")
    await stage.edits(two, "Second")
    rows = [row for row in await stage.office.look(heads) if isinstance(row.notice, ClientMessageEdited)]
    assert len(rows) == 1


async def test_a_piece_that_an_edit_adds_is_found_by_the_next_edit(stage: Stage) -> None:
    one, two = await told(stage, "One", "Two")
    await stage.edits(one, "First")
    owed = stage.owed(ClientMessageEdited).id
    await stage.office.run(accepted, outcome=Accepted(owed, stage.now, (Placed(701),)))
    await stage.edits(two, "Second")
    edit = await stage.office.look(dispatch, notice=stage.last(ClientMessageEdited))
    assert edit
    assert edit.edits == (700, 701)


async def test_what_was_refused_is_told_at_each_of_them(stage: Stage) -> None:
    await stage.has_ticket()
    sent = await wrote(stage, "One", "Two")
    row = await begins(stage)
    await stage.office.run(undeliverable, owed=row.id, why=Trouble.REFUSED)
    assert [notice.reply_to for notice in stage.said(NotPassedOn)] == sent


async def test_an_edit_that_was_refused_is_told_at_the_message_that_was_edited(stage: Stage) -> None:
    one, _ = await told(stage, "One", "Two")
    await stage.edits(one, "First")
    await stage.office.run(undeliverable, owed=stage.owed(ClientMessageEdited).id, why=Trouble.REFUSED)
    assert [notice.reply_to for notice in stage.said(NotPassedOn)] == [one]


async def test_what_may_have_arrived_is_repeated_as_it_was(stage: Stage) -> None:
    """With what came later in it, nobody could tell the repeat from the first."""
    await stage.has_ticket()
    await wrote(stage, "One", "Two")
    row = await begins(stage)
    await stage.writes("Three")
    await stage.office.run(unknown, owed=row.id)
    assert stage.store.outbox[row.id].repeat
    assert words(await ready(stage, await begins(stage))) == ["One", "Two"]
    assert [notice.message for notice in waiting(stage)] == [3]


async def test_what_a_killed_process_was_sending_is_repeated_with_all_that_was_in_it(stage: Stage) -> None:
    await stage.has_ticket()
    await wrote(stage, "One", "Two")
    row = await begins(stage)
    assert await stage.office.run(left_behind) == 1
    again = await head(stage)
    assert (again.id, again.repeat) == (row.id, True)
    assert words(await ready(stage, again)) == ["One", "Two"]


async def test_what_certainly_did_not_arrive_takes_more_along_at_the_next_try(stage: Stage) -> None:
    await stage.has_ticket()
    await wrote(stage, "One", "Two")
    row = await begins(stage)
    await stage.office.run(retry, owed=row.id, after=SECONDS, error="refused")
    await stage.writes("Three")
    stage.passes(seconds=5)
    assert words(await ready(stage, await begins(stage))) == ["One", "Two", "Three"]


async def test_what_another_row_said_is_owed_no_more(stage: Stage) -> None:
    await stage.has_ticket()
    await wrote(stage, "One", "Two")
    first = await head(stage)
    assert len(await stage.office.look(behind, owed=first)) == 1
    await stage.office.run(start, owed=[first.id])
    assert await stage.office.look(behind, owed=first) == []
