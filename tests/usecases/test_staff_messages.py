"""An employee writes in the staff's room: to the client, or inside."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desk.errors import OutsideATicket
from desk.ids import MessageId, PersonId
from desk.notices.base import ForPerson
from desk.notices.client import StaffAnswer, StaffAnswerEdited
from desk.notices.staff import CardChanged, Mark, Marked, StaffHint
from desk.ports import Arrived, Work
from desk.rules.content import Parts
from desk.rules.events import EventKind
from desk.rules.messages import Side
from desk.rules.people import Role
from desk.rules.relay import StaffReply
from desk.rules.ticket import Status
from desk.usecases.client_actions import reopen_ticket
from desk.usecases.staff_actions import solve, take_it
from desk.usecases.staff_messages import Spot, anonymous_writes, take_a_note
from tests.builders import ANNA, BORIS, ROMASHKA, ROOM, VERA, VIKTOR, a_link, an_album, at
from tests.usecases.stage import FIRST, FIRST_TOPIC, Stage, a_stage


async def a_plain_stage(**changes: Any) -> Stage:
    """The staff's group has no topics."""
    stage = await a_stage(**changes)
    await stage.has_ticket(topic=False)
    await stage.writes("It is still down")
    await stage.delivers()
    stage.news()
    return stage


def copy_of_clients(stage: Stage) -> int:
    """Where the bot's copy of the client's only message lies in the room."""
    (copy,) = stage.copies(ROOM)
    return copy


def marks(stage: Stage) -> list[tuple[int, Mark]]:
    return [(notice.message, notice.mark) for notice in stage.said(Marked)]


# --- an answer ------------------------------------------------------------------------------------


async def test_t9_the_first_answer_to_the_client_is_the_first_reaction(stage: Stage) -> None:
    await stage.has_ticket()
    stage.passes(hours=2)
    await stage.answers("Good day")
    ticket = stage.ticket()
    assert (ticket.reacted_at, ticket.took, ticket.assignee) == (stage.now, timedelta(hours=2), BORIS)
    stage.passes(hours=1)
    await stage.answers("One more thing")
    assert stage.ticket().reacted_at == ticket.reacted_at


async def test_t12_a_reaction_counts_from_when_it_was_written_and_never_from_the_future(stage: Stage) -> None:
    await stage.has_ticket()
    stage.passes(hours=2)
    await stage.answers(at=stage.now - timedelta(hours=1))
    assert stage.ticket().reacted_at == stage.now - timedelta(hours=1)
    await stage.has_ticket()
    await stage.answers(spot=stage.spot(2), at=stage.now + timedelta(hours=1))
    assert stage.ticket(2).reacted_at == stage.now


async def test_t11_the_time_to_the_first_reaction_is_working_time(stage: Stage) -> None:
    stage.set_clock(at("2026-03-06 17:00"))
    await stage.has_ticket()
    stage.set_clock(at("2026-03-09 12:30"))
    await stage.answers()
    assert stage.ticket().took == timedelta(hours=2, minutes=30)


async def test_an_answer_goes_to_the_author_and_is_in_the_history(stage: Stage) -> None:
    await stage.has_ticket()
    sent = await stage.answers("Good day")
    (message,) = stage.store.messages.values()
    assert stage.said(StaffAnswer) == [StaffAnswer(to=ANNA, ticket=FIRST, message=message.id)]
    assert (message.side, message.author, message.awaits) == (Side.STAFF, BORIS, True)
    assert message.parts[0].source.message == sent
    assert [event.by for event in stage.events(EventKind.ANSWERED)] == [BORIS]
    assert stage.names() == ["StaffAnswer", "CardChanged"]


@pytest.mark.parametrize(("means", "awaits"), [(Status.WAITING, True), (Status.OPEN, False)])
async def test_t19_what_an_answer_does_to_the_ticket_is_a_setting(means: Status, awaits: bool) -> None:
    stage = await a_stage(reply_means=means)
    await stage.has_ticket()
    await stage.answers()
    assert stage.status() is means
    assert [message.awaits for message in stage.store.messages.values()] == [awaits]
    await stage.delivers()
    assert (stage.wait() is not None) is awaits


async def test_t19_an_answer_of_which_nothing_is_awaited_ends_an_earlier_wait() -> None:
    """REPLY_MEANS=working: neither the card nor the client's page may still say that the ticket closes."""
    stage = await a_stage()
    await stage.waits()
    stage.desk.policy = replace(stage.desk.policy, reply_means=Status.OPEN)
    await stage.answers("We are looking into it ourselves")
    assert stage.status() is Status.OPEN
    await stage.delivers()
    assert stage.wait() is None


@pytest.mark.parametrize("status", [Status.SOLVED, Status.INACTIVE, Status.REFUSED, Status.MERGED])
async def test_a_late_word_reaches_the_client_but_awaits_nothing_and_opens_nothing(
    stage: Stage, status: Status
) -> None:
    await stage.has_ticket(status=status, ended_at=stage.now)
    await stage.answers("By the way")
    assert (stage.status(), len(stage.said(StaffAnswer))) == (status, 1)
    await stage.delivers()
    assert stage.wait() is None
    assert [message.awaits for message in stage.store.messages.values()] == [False]


async def test_a_second_answer_changes_the_card_only_if_the_ticket_changed(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.answers("Good day")
    await stage.answers("One more thing")
    assert len(stage.said(CardChanged)) == 1
    await stage.writes("Thank you")
    await stage.answers("And another")
    assert len(stage.said(CardChanged)) == 3


async def test_an_album_is_one_answer(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.answers(parts=an_album(4, caption="See here", chat=ROOM))
    assert len(stage.said(StaffAnswer)) == 1
    assert [len(message.parts) for message in stage.store.messages.values()] == [4]


async def test_an_answer_to_a_clients_message_remembers_which(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.writes("It is still down")
    await stage.delivers()
    await stage.answers("Which page?", spot=stage.spot(replied=copy_of_clients(stage)))
    await stage.answers("Hello?")
    replies = [message.reply_to for message in stage.store.messages.values() if message.side is Side.STAFF]
    assert replies == [MessageId(1), None]


# --- who is heard ---------------------------------------------------------------------------------


async def test_another_employees_words_stay_inside_and_are_marked_so(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.does(take_it, by=BORIS)
    sent = await stage.answers("He is always like this", by=VERA)
    assert (stage.said(StaffAnswer), marks(stage)) == ([], [(sent, Mark.INSIDE)])
    assert (stage.status(), stage.ticket().reacted_at, stage.store.messages) == (Status.OPEN, None, {})
    await stage.answers("Good day", by=BORIS)
    assert len(stage.said(StaffAnswer)) == 1


async def test_what_the_mark_means_is_said_to_each_employee_once(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.does(take_it, by=BORIS)
    sent = await stage.answers("He is always like this", by=VERA)
    (hint,) = stage.said(StaffHint)
    assert (hint.what, hint.facts, hint.reply_to) == ("stays_inside", {"who": "Boris"}, sent)
    await stage.answers("And like that", by=VERA)
    await stage.answers("//a note explains itself", by=BORIS)
    assert len(stage.said(StaffHint)) == 1


async def test_where_only_replies_go_out_the_holder_reads_how_to_answer_too() -> None:
    stage = await a_stage(staff_reply=StaffReply.REPLY)
    await stage.has_ticket()
    await stage.does(take_it, by=BORIS)
    sent = await stage.answers("Good day", by=BORIS)
    assert [(hint.what, hint.facts, hint.reply_to) for hint in stage.said(StaffHint)] == [("stays_inside", {}, sent)]


async def test_another_employees_reply_to_the_client_goes_out_and_does_not_take_the_ticket(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.writes("It is still down")
    await stage.does(take_it, by=BORIS)
    await stage.delivers()
    await stage.answers("I can help", by=VERA, spot=stage.spot(replied=copy_of_clients(stage)))
    assert len(stage.said(StaffAnswer)) == 1
    assert stage.ticket().assignee == BORIS


async def test_a_reply_to_a_colleague_stays_inside(stage: Stage) -> None:
    await stage.has_ticket()
    first = await stage.answers("Good day", by=VERA)
    await stage.answers("Are you sure?", by=BORIS, spot=stage.spot(replied=first, replied_by=VERA))
    assert len(stage.said(StaffAnswer)) == 1
    await stage.answers("I am", by=VERA, spot=stage.spot(replied=first, replied_by=VERA))
    assert len(stage.said(StaffAnswer)) == 2


async def test_with_staff_reply_all_everybody_is_heard_and_with_reply_only_replies_are() -> None:
    heard = {}
    for policy in StaffReply:
        stage = await a_stage(staff_reply=policy)
        await stage.has_ticket(assignee=BORIS)
        await stage.answers("Good day", by=VERA)
        await stage.answers("Good day", by=BORIS)
        heard[policy] = len(stage.said(StaffAnswer))
    assert heard == {StaffReply.ALL: 2, StaffReply.ASSIGNEE: 1, StaffReply.REPLY: 0}


async def test_in_a_plain_group_a_reply_finds_its_ticket_and_anything_else_is_nobodys() -> None:
    stage = await a_plain_stage()
    await stage.answers("Which page?", spot=stage.spot(replied=copy_of_clients(stage)))
    assert len(stage.said(StaffAnswer)) == 1
    before, said = stage.store.copy(), len(stage.desk.said)
    await stage.answers("Who goes for lunch?", spot=stage.spot())
    await stage.answers("I do", spot=stage.spot(replied=4321, replied_by=VERA))
    assert (stage.store, len(stage.desk.said)) == (before, said)


async def test_a_word_in_a_topic_of_no_ticket_is_left_alone(stage: Stage) -> None:
    await stage.has_ticket()
    before, said = stage.store.copy(), len(stage.desk.said)
    await stage.answers("Who goes for lunch?", spot=Spot(ROOM, 777, topic=FIRST_TOPIC + 99))
    assert (stage.store, len(stage.desk.said)) == (before, said)
    await stage.answers("Good day", spot=Spot(ROOM, 778, topic=FIRST_TOPIC + 1))
    assert len(stage.said(StaffAnswer)) == 1


# --- notes ----------------------------------------------------------------------------------------

NOTE = "the client is difficult"


def no_word_of_it(stage: Stage, text: str = NOTE) -> bool:
    return not any(text in str(notice) for notice in stage.said(ForPerson)) and not stage.said(StaffAnswer)


@pytest.mark.parametrize("text", [f"//{NOTE}", f"// {NOTE}", f"  //{NOTE} "])
async def test_sec_16_two_slashes_make_a_note_that_stays_in_the_history(stage: Stage, text: str) -> None:
    await stage.has_ticket()
    sent = await stage.answers(text)
    assert [(event.by, event.detail) for event in stage.events(EventKind.NOTED)] == [(BORIS, NOTE)]
    assert (marks(stage), stage.store.messages) == ([(sent, Mark.INSIDE)], {})
    assert no_word_of_it(stage)


async def test_sec_16_a_note_command_stays_in_the_history(stage: Stage) -> None:
    await stage.has_ticket()
    spot = stage.spot()
    await stage.office.run(take_a_note, by=BORIS, spot=spot, text=NOTE)
    assert [event.detail for event in stage.events(EventKind.NOTED)] == [NOTE]
    assert marks(stage) == [(spot.message, Mark.INSIDE)]
    assert no_word_of_it(stage)


async def test_a_note_needs_a_ticket(stage: Stage) -> None:
    await stage.has_ticket()
    with pytest.raises(OutsideATicket):
        await stage.office.run(take_a_note, by=BORIS, spot=Spot(ROOM, 777), text=NOTE)
    assert stage.events(EventKind.NOTED) == []


async def test_t9_t19_a_note_is_no_reaction_and_awaits_nothing(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.answers(f"//{NOTE}")
    assert (stage.ticket().reacted_at, stage.status(), stage.ticket().assignee) == (None, Status.NEW, None)
    await stage.answers("Good day")
    assert (stage.ticket().reacted_at, stage.status(), stage.ticket().assignee) == (stage.now, Status.WAITING, BORIS)


async def test_sec_16_a_note_as_a_reply_to_the_client_stays_inside(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.writes("It is still down")
    await stage.delivers()
    await stage.answers(f"//{NOTE}", spot=stage.spot(replied=copy_of_clients(stage)))
    assert no_word_of_it(stage)
    await stage.answers("Good day", spot=stage.spot(replied=copy_of_clients(stage)))
    assert len(stage.said(StaffAnswer)) == 1


async def test_a_note_as_a_reply_to_a_colleague_is_kept_in_the_history_too(stage: Stage) -> None:
    await stage.has_ticket()
    first = await stage.answers("Good day", by=VERA)
    await stage.answers(f"//{NOTE}", by=BORIS, spot=stage.spot(replied=first, replied_by=VERA))
    assert [event.detail for event in stage.events(EventKind.NOTED)] == [NOTE]


async def test_sec_16_a_file_with_a_note_as_caption_stays_inside(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.answers(parts=an_album(2, caption=f"//{NOTE}", chat=ROOM))
    assert no_word_of_it(stage)
    await stage.answers(parts=an_album(2, caption="See here", chat=ROOM, message=31))
    assert len(stage.said(StaffAnswer)) == 1


async def test_sec_16_an_album_with_a_note_in_any_caption_stays_inside(stage: Stage) -> None:
    await stage.has_ticket()
    first, second = an_album(2, caption="See here", chat=ROOM)
    album: Parts = (first, replace(second, text=f"//{NOTE}"))
    await stage.answers(parts=album)
    assert stage.said(StaffAnswer) == []


async def test_an_unknown_command_stays_inside_and_is_answered_with_a_hint(stage: Stage) -> None:
    await stage.has_ticket()
    spot = stage.spot()
    await stage.answers("/slove it now", spot=spot)
    hint = StaffHint(
        to=ROOM, what="unknown_command", facts={"command": "/slove"}, topic=spot.topic, reply_to=spot.message
    )
    assert stage.news() == [hint]
    assert stage.store.messages == {}


# --- edits ----------------------------------------------------------------------------------------


async def test_an_edit_of_an_answer_is_mirrored_and_changes_no_status(stage: Stage) -> None:
    await stage.has_ticket()
    sent = await stage.answers("Godo day")
    await stage.writes("Hello")
    before = stage.ticket()
    await stage.corrects(sent, "Good day")
    edited = stage.last(StaffAnswerEdited)
    assert (edited.to, edited.part) == (ANNA, 0)
    assert stage.store.messages[edited.message].parts[0].text == "Good day"
    assert stage.ticket() == before


@pytest.mark.parametrize("text", [f"//{NOTE}", f"/note {NOTE}", f" /{NOTE}"])
async def test_sec_16_an_answer_cannot_be_edited_into_a_note(stage: Stage, text: str) -> None:
    await stage.has_ticket()
    sent = await stage.answers("Good day")
    stage.news()
    await stage.corrects(sent, text)
    assert stage.said(StaffAnswerEdited) == []
    assert [message.parts[0].text for message in stage.store.messages.values()] == ["Good day"]
    (hint,) = stage.news()
    assert isinstance(hint, StaffHint)
    assert hint.what == "edit_into_note"
    await stage.corrects(sent, "Good evening")
    assert len(stage.said(StaffAnswerEdited)) == 1


async def test_sec_16_an_edited_note_stays_inside_even_if_it_loses_its_slashes(stage: Stage) -> None:
    await stage.has_ticket()
    note = await stage.answers(f"//{NOTE}")
    inside = await stage.answers("Between us", by=VERA, spot=stage.spot(replied=note, replied_by=BORIS))
    for message, by in ((note, BORIS), (inside, VERA)):
        await stage.corrects(message, NOTE, by=by)
    assert (stage.said(StaffAnswerEdited), no_word_of_it(stage)) == ([], True)


async def test_nobody_edits_the_answer_of_a_colleague(stage: Stage) -> None:
    await stage.has_ticket()
    sent = await stage.answers("Good day", by=BORIS)
    await stage.corrects(sent, "Good evening", by=VERA)
    assert stage.said(StaffAnswerEdited) == []
    await stage.corrects(sent, "Good evening", by=BORIS)
    assert len(stage.said(StaffAnswerEdited)) == 1


async def test_the_bots_own_copies_are_not_edited_by_staff(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.writes("It is still down")
    await stage.delivers()
    before = stage.store.messages.copy()
    await stage.corrects(copy_of_clients(stage), "All is well", by=ANNA)
    assert (stage.store.messages, stage.said(StaffAnswerEdited)) == (before, [])


async def a_colleague(work: Work, person: PersonId) -> None:
    await work.people.link(a_link(person=person), work.now)


async def handled_before(work: Work, album: str) -> None:
    await work.inbox.add([Arrived(1, ROOM, "", album)], work.now)
    await work.inbox.done([1], work.now)


def items(album: str, size: int = 1, message: int = 51) -> Parts:
    return tuple(replace(part, album=album) for part in an_album(size, message=message, chat=ROOM))


async def test_a_late_item_of_an_answer_goes_to_whoever_got_the_rest(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.office.run(a_colleague, person=VIKTOR)
    await stage.answers(parts=items("77", 2))
    await stage.delivers()
    await stage.writes("I am here too", by=VIKTOR)
    await stage.office.run(handled_before, album="77")
    await stage.answers(parts=items("77", message=53))
    rest, late = stage.said(StaffAnswer)
    assert (rest.to, late.to) == (ANNA, ANNA)
    await stage.answers(parts=items("78", message=54))
    assert stage.last(StaffAnswer).to == VIKTOR


async def test_one_item_of_an_album_is_edited_by_itself(stage: Stage) -> None:
    await stage.has_ticket()
    album = an_album(3, caption="first", chat=ROOM)
    await stage.answers(parts=album)
    await stage.corrects(album[2].source.message, "third")
    (message,) = stage.store.messages.values()
    assert ([part.text for part in message.parts], stage.last(StaffAnswerEdited).part) == (["first", "", "third"], 2)


# --- anonymous administrators ---------------------------------------------------------------------


async def test_sec_13_an_anonymous_administrator_is_asked_to_write_under_their_own_name(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.office.run(anonymous_writes, spot=stage.spot(), text="Good day")
    assert [hint.what for hint in stage.said(StaffHint)] == ["anonymous"]
    assert (stage.said(StaffAnswer), stage.ticket().reacted_at) == ([], None)


async def test_an_anonymous_note_or_a_word_outside_of_tickets_needs_no_author(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.office.run(anonymous_writes, spot=stage.spot(), text="//between us")
    await stage.office.run(anonymous_writes, spot=Spot(ROOM, 777), text="Who goes for lunch?")
    assert stage.news() == []
    await stage.office.run(anonymous_writes, spot=stage.spot(), text="Good day")
    assert stage.names() == ["StaffHint"]


# --- a staff member who is a client ---------------------------------------------------------------


async def viktor_acts_for_anna(work: Work) -> None:
    await work.people.link(a_link(person=VIKTOR, role=Role.DELEGATE, sees_all=False), work.now)


async def viktor_is_let_go(work: Work) -> None:
    await work.people.unlink(VIKTOR, ROMASHKA)


async def test_2_2_an_answer_goes_to_whoever_filed_the_ticket_as_long_as_they_act_for_the_client(stage: Stage) -> None:
    await stage.office.run(viktor_acts_for_anna)
    await stage.has_ticket(author=VIKTOR)
    await stage.answers()
    await stage.office.run(viktor_is_let_go)
    await stage.answers()
    assert [notice.to for notice in stage.said(StaffAnswer)] == [VIKTOR, ANNA]


async def test_t19_an_answer_dated_to_the_whole_second_of_the_filing_or_reopening_waits_for_the_client(
    stage: Stage,
) -> None:
    stage.passes(milliseconds=800)
    await stage.has_ticket()
    await stage.answers(at=stage.now.replace(microsecond=0))
    await stage.delivers()
    assert stage.status() is Status.WAITING
    assert stage.the_wait().started_at == stage.now
    await stage.does(solve)
    await stage.office.run(reopen_ticket, person=ANNA, number=FIRST)
    await stage.answers("And now?", at=stage.now.replace(microsecond=0))
    await stage.delivers()
    assert stage.status() is Status.WAITING
