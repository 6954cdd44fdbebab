"""What follows when a notice did not get through, or nobody knows whether it did. Nothing is swallowed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desk.errors import AlreadySettled
from desk.ids import ChatId, MessageId, OutboxId, TicketId, private_chat
from desk.notices import AnyNotice
from desk.notices.base import IfUnknown
from desk.notices.client import (
    FeedbackTaken,
    Filed,
    Menu,
    NotPassedOn,
    Overtaken,
    Pinged,
    PingSettled,
    Received,
    Reopened,
    Settled,
    Solved,
    StaffAnswer,
    StaffAnswerEdited,
    Taken,
    TurnedDown,
    WentInactive,
)
from desk.notices.mail import CodeMail, FeedbackMail
from desk.notices.managers import Digest, FeedbackArrived
from desk.notices.staff import (
    CardChanged,
    CardNeeded,
    ClientMessage,
    ClientMessageEdited,
    Happened,
    Mark,
    Marked,
    NoMail,
    NotDelivered,
    NotSeen,
    StaffHint,
    TopicNeeded,
    Trouble,
    Unconfirmed,
    What,
)
from desk.ports import OwedState, Work
from desk.rules.content import Kind
from desk.rules.durations import parse_duration
from desk.rules.events import EventKind
from desk.rules.form import FormName
from desk.rules.messages import Room
from desk.rules.refusals import Clause
from desk.rules.silence import SilencePolicy
from desk.rules.ticket import Status
from desk.usecases.delivery.failures import (
    it_arrived,
    left_behind,
    postponed,
    retry,
    send_again,
    target_gone,
    topic_gone,
    topic_seen,
    undeliverable,
    unknown,
)
from desk.usecases.delivery.letters import REFUSES_ALL
from desk.usecases.form_buttons import Button
from desk.usecases.groups import group_moved
from desk.usecases.home import start as show_menu
from desk.usecases.identity import begin_sign_in
from desk.usecases.managers import digest_now
from desk.usecases.staff_actions import solve, take_it
from tests.builders import ANNA, BORIS, MANAGERS, OLGA, ROOM, VERA, at
from tests.fakes.store import OutboxRow
from tests.usecases.stage import FIRST, Stage, a_stage, start

SECONDS = timedelta(seconds=4)


def row(stage: Stage, owed: OutboxId) -> OutboxRow:
    return stage.store.outbox[owed]


async def say(work: Work, *, notice: AnyNotice) -> None:
    work.outbox.say(notice)


async def an_answer_of_unknown_fate(stage: Stage) -> OutboxId:
    """The connection died after Boris's answer went out."""
    await stage.has_ticket()
    await stage.answers()
    owed = await stage.is_sending(StaffAnswer)
    await stage.office.run(unknown, owed=owed, after=SECONDS, error="connection lost")
    return owed


async def a_ping_of(stage: Stage) -> OutboxId:
    """Anna is to be asked whether it is still needed."""
    await stage.waits()
    stage.passes(hours=24)
    await stage.ticks()
    return await stage.is_sending(Pinged)


# --- later ----------------------------------------------------------------------------------------


async def test_an_order_to_wait_is_kept_for_the_whole_chat_and_is_no_try(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.answers()
    owed = await stage.is_sending(StaffAnswer)
    until = stage.now + timedelta(seconds=30)
    await stage.office.run(postponed, owed=owed, chat=private_chat(ANNA), until=until)
    assert (row(stage, owed).state, row(stage, owed).due_at, row(stage, owed).tries) == (OwedState.WAITING, until, 0)
    assert stage.store.chats[private_chat(ANNA)].quiet_until == until


async def test_what_certainly_did_not_get_through_is_tried_again_later_and_counted(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.answers()
    owed = await stage.is_sending(StaffAnswer)
    await stage.office.run(retry, owed=owed, after=SECONDS, error="no such host")
    waiting = row(stage, owed)
    assert (waiting.state, waiting.due_at, waiting.tries) == (OwedState.WAITING, stage.now + SECONDS, 1)
    assert (waiting.repeat, waiting.error) == (False, "no such host")


@pytest.mark.parametrize("later", [retry, postponed])
async def test_what_may_be_a_repeat_stays_one_when_it_has_to_wait(stage: Stage, later: object) -> None:
    owed = await an_answer_of_unknown_fate(stage)
    await stage.office.run(send_again, by=BORIS, room=ROOM, owed=owed)
    await stage.office.run(start, owed=[owed])
    if later is retry:
        await stage.office.run(retry, owed=owed, after=SECONDS, error="")
    else:
        await stage.office.run(postponed, owed=owed, chat=private_chat(ANNA), until=stage.now + SECONDS)
    assert (row(stage, owed).state, row(stage, owed).repeat) == (OwedState.WAITING, True)


# --- nobody knows ---------------------------------------------------------------------------------

KINDS: list[tuple[AnyNotice, IfUnknown]] = [
    (Menu(to=ANNA, clients=()), IfUnknown.REPEAT),
    (CardChanged(room=ROOM, ticket=FIRST), IfUnknown.REPEAT),
    (Marked(room=ROOM, ticket=FIRST, message=5, mark=Mark.INSIDE), IfUnknown.REPEAT),
    (ClientMessageEdited(room=ROOM, ticket=FIRST, message=MessageId(1), part=0), IfUnknown.REPEAT_ADDED),
    (StaffAnswerEdited(to=ANNA, ticket=FIRST, message=MessageId(1), part=0), IfUnknown.REPEAT_ADDED),
    (Happened(room=ROOM, ticket=FIRST, what=What.TAKEN), IfUnknown.REPEAT_MARKED),
    (Solved(to=ANNA, ticket=FIRST, subject="", by="", reopen_until=at("2026-03-16 12:00")), IfUnknown.REPEAT_MARKED),
    (TopicNeeded(room=ROOM, ticket=FIRST), IfUnknown.RECOVER),
]


@pytest.mark.parametrize(("notice", "kind"), KINDS, ids=lambda item: type(item).__name__)
async def test_an_unknown_outcome_is_handled_by_the_kind_of_the_notice(
    stage: Stage, notice: AnyNotice, kind: IfUnknown
) -> None:
    assert notice.if_unknown is kind
    await stage.has_ticket()
    await stage.office.run(say, notice=notice)
    owed = await stage.is_sending(type(notice))
    await stage.office.run(unknown, owed=owed, after=SECONDS, error="connection lost")
    again = row(stage, owed)
    assert (again.state, again.due_at, again.tries) == (OwedState.WAITING, stage.now + SECONDS, 1)
    assert again.repeat is (kind is not IfUnknown.REPEAT)


async def test_an_answer_of_unknown_fate_is_not_repeated_and_staff_are_asked(stage: Stage) -> None:
    owed = await an_answer_of_unknown_fate(stage)
    assert row(stage, owed).state is OwedState.UNCERTAIN
    (message,) = stage.store.messages.values()
    assert stage.said(Unconfirmed) == [
        Unconfirmed(room=ROOM, ticket=FIRST, owed=owed, reply_to=message.parts[0].source.message)
    ]
    assert len(stage.events(EventKind.UNCONFIRMED)) == 1
    stage.passes(days=1)
    assert StaffAnswer not in {type(notice) for notice in await stage.delivers()}


async def test_t19_an_answer_of_unknown_fate_starts_no_timer_and_gets_no_mark(stage: Stage) -> None:
    await an_answer_of_unknown_fate(stage)
    await stage.delivers()
    assert (stage.wait(), stage.said(Marked)) == (None, [])


async def test_an_answer_of_unknown_fate_does_not_hold_up_the_next_one(stage: Stage) -> None:
    await an_answer_of_unknown_fate(stage)
    await stage.answers("And another thing")
    delivered = [notice.message for notice in await stage.delivers() if isinstance(notice, StaffAnswer)]
    assert delivered == [2]


async def test_only_what_is_being_sent_can_have_an_unknown_fate(stage: Stage) -> None:
    owed = await an_answer_of_unknown_fate(stage)
    before, said = stage.store.copy(), len(stage.desk.said)
    await stage.office.run(unknown, owed=owed)
    await stage.office.run(unknown, owed=OutboxId(999))
    assert (stage.store, len(stage.desk.said)) == (before, said)


async def test_send_again_repeats_the_answer_marked_as_a_possible_repeat(stage: Stage) -> None:
    owed = await an_answer_of_unknown_fate(stage)
    await stage.office.run(send_again, by=VERA, room=ROOM, owed=owed)
    again = row(stage, owed)
    assert (again.state, again.repeat, again.due_at) == (OwedState.WAITING, True, stage.now)
    assert [event.by for event in stage.events(EventKind.SENT_AGAIN)] == [VERA]
    assert stage.wait() is None
    await stage.delivers()
    assert stage.the_wait().started_at == stage.now


async def test_an_answer_whose_fate_is_unknown_again_is_asked_about_again(stage: Stage) -> None:
    owed = await an_answer_of_unknown_fate(stage)
    await stage.office.run(send_again, by=BORIS, room=ROOM, owed=owed)
    await stage.office.run(start, owed=[owed])
    await stage.office.run(unknown, owed=owed)
    assert len(stage.said(Unconfirmed)) == 2
    assert row(stage, owed).state is OwedState.UNCERTAIN


async def test_t19_it_arrived_counts_as_delivered_from_that_moment(stage: Stage) -> None:
    owed = await an_answer_of_unknown_fate(stage)
    stage.passes(hours=2)
    await stage.office.run(it_arrived, by=VERA, room=ROOM, owed=owed)
    assert row(stage, owed).state is OwedState.SENT
    assert stage.the_wait().started_at == stage.now
    assert [notice.mark for notice in stage.said(Marked)] == [Mark.DELIVERED]
    assert [event.by for event in stage.events(EventKind.CONFIRMED)] == [VERA]


async def test_t20_it_arrived_starts_no_timer_once_the_client_has_spoken(stage: Stage) -> None:
    owed = await an_answer_of_unknown_fate(stage)
    await stage.writes("Yes, it works")
    await stage.office.run(it_arrived, by=VERA, room=ROOM, owed=owed)
    assert (stage.wait(), stage.status()) == (None, Status.OPEN)


@pytest.mark.parametrize("second", [send_again, it_arrived])
@pytest.mark.parametrize("first", [send_again, it_arrived])
async def test_a_decision_about_a_delivery_is_made_once(stage: Stage, first: type, second: type) -> None:
    owed = await an_answer_of_unknown_fate(stage)
    await stage.office.run(first, by=BORIS, room=ROOM, owed=owed)
    before = stage.store.copy()
    with pytest.raises(AlreadySettled):
        await stage.office.run(second, by=VERA, room=ROOM, owed=owed)
    assert stage.store == before


@pytest.mark.parametrize("decision", [send_again, it_arrived])
async def test_a_delivery_is_not_decided_about_in_another_group(stage: Stage, decision: type) -> None:
    owed = await an_answer_of_unknown_fate(stage)
    before = stage.store.copy()
    with pytest.raises(AlreadySettled):
        await stage.office.run(decision, by=VERA, room=ChatId(-100999), owed=owed)
    assert stage.store == before


async def test_what_an_earlier_process_was_sending_has_an_unknown_outcome(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.answers()
    await stage.does(take_it, by=BORIS)
    answer, card = await stage.is_sending(StaffAnswer), await stage.is_sending(CardChanged)
    assert await stage.office.run(left_behind) == 2
    assert (row(stage, answer).state, row(stage, card).state) == (OwedState.UNCERTAIN, OwedState.WAITING)
    assert await stage.office.run(left_behind) == 0


# --- it did not arrive ----------------------------------------------------------------------------


@pytest.mark.parametrize("why", Trouble)
async def test_an_answer_that_did_not_arrive_is_told_in_the_topic_and_starts_no_timer(
    mailless: Stage, why: Trouble
) -> None:
    stage = mailless
    await stage.has_ticket()
    sent = await stage.answers()
    owed = await stage.is_sending(StaffAnswer)
    await stage.office.run(undeliverable, owed=owed, why=why, detail="in Telegram's words")
    held = why in REFUSES_ALL - {Trouble.ABSENT}
    assert row(stage, owed).state is (OwedState.HELD if held else OwedState.UNDELIVERABLE)
    mail = NoMail.OFF if why in REFUSES_ALL else None
    assert stage.said(NotDelivered) == [
        NotDelivered(room=ROOM, ticket=FIRST, why=why, detail="in Telegram's words", reply_to=sent, mail=mail)
    ]
    assert [event.detail for event in stage.events(EventKind.UNDELIVERED)] == [why]
    await stage.delivers()
    assert (stage.wait(), stage.said(Marked)) == (None, [])


async def test_t19_a_second_answer_that_did_not_arrive_leaves_the_first_ones_timer_running(stage: Stage) -> None:
    """Otherwise a client who blocked the bot after the first answer would be waited for for ever."""
    first = await stage.waits()
    await stage.answers("And now?")
    await stage.office.run(undeliverable, owed=stage.owed(StaffAnswer).id, why=Trouble.BLOCKED)
    assert stage.wait() == first
    stage.passes(hours=24)
    await stage.ticks()
    assert [notice.period for notice in stage.said(Pinged)] == [first.id]


@pytest.mark.parametrize("why", Trouble)
async def test_a_person_who_blocked_us_is_known_to_be_out_of_reach(stage: Stage, why: Trouble) -> None:
    await stage.has_ticket()
    await stage.answers()
    owed = await stage.is_sending(StaffAnswer)
    await stage.office.run(undeliverable, owed=owed, why=why)
    assert stage.store.people[ANNA].reachable is (why not in {Trouble.BLOCKED, Trouble.GONE})


async def test_an_end_that_the_client_was_not_told_of_is_told_in_the_topic(mailless: Stage) -> None:
    stage = mailless
    await stage.has_ticket()
    await stage.does(solve)
    owed = await stage.is_sending(Solved)
    await stage.office.run(undeliverable, owed=owed, why=Trouble.BLOCKED)
    assert [notice.reply_to for notice in stage.said(NotDelivered)] == [None]


LATER = at("2026-03-16 12:00")
TO_THE_CLIENT: list[AnyNotice] = [
    Taken(to=ANNA, ticket=FIRST, by="Boris"),
    Reopened(to=ANNA, ticket=FIRST, subject="The site"),
    PingSettled(to=ANNA, ticket=FIRST, how=Settled.STILL_NEEDED),
    WentInactive(to=ANNA, ticket=FIRST, subject="The site", reopen_until=LATER),
    Solved(to=ANNA, ticket=FIRST, subject="The site", by="Boris", reopen_until=LATER),
    TurnedDown(to=ANNA, ticket=FIRST, subject="The site", clause=Clause.NO_ACTIVE_SERVICE),
]


@pytest.mark.parametrize("notice", TO_THE_CLIENT, ids=lambda notice: type(notice).__name__)
async def test_whatever_a_client_was_not_told_about_a_ticket_is_told_in_its_topic(
    mailless: Stage, notice: AnyNotice
) -> None:
    stage = mailless
    await stage.has_ticket()
    await stage.office.run(say, notice=notice)
    owed = await stage.is_sending(type(notice))
    await stage.office.run(undeliverable, owed=owed, why=Trouble.BLOCKED)
    assert stage.said(NotDelivered) == [NotDelivered(room=ROOM, ticket=FIRST, why=Trouble.BLOCKED, mail=NoMail.OFF)]
    assert [event.detail for event in stage.events(EventKind.UNDELIVERED)] == [Trouble.BLOCKED]


@pytest.mark.parametrize("edited", [False, True])
async def test_what_neither_side_has_is_told_in_the_topic_if_the_client_cannot_be_told(
    stage: Stage, *, edited: bool
) -> None:
    await stage.has_ticket()
    notice = NotPassedOn(to=ANNA, ticket=FIRST, kind=Kind.OTHER, reply_to=5, edited=edited)
    await stage.office.run(say, notice=notice)
    await stage.office.run(undeliverable, owed=await stage.is_sending(NotPassedOn), why=Trouble.BLOCKED)
    assert stage.said(NotSeen) == [NotSeen(room=ROOM, ticket=FIRST, edited=edited)]
    assert stage.said(NotDelivered) == []
    assert [event.detail for event in stage.events(EventKind.UNDELIVERED)] == [Trouble.BLOCKED]


IN_THE_TOPIC: list[AnyNotice] = [
    NotDelivered(room=ROOM, ticket=FIRST, why=Trouble.BLOCKED),
    NotSeen(room=ROOM, ticket=FIRST),
    Unconfirmed(room=ROOM, ticket=FIRST, owed=OutboxId(1)),
]


@pytest.mark.parametrize("notice", IN_THE_TOPIC, ids=lambda notice: type(notice).__name__)
async def test_what_is_missing_and_cannot_be_said_in_the_topic_is_said_outside_of_it(
    stage: Stage, notice: AnyNotice
) -> None:
    await stage.has_ticket()
    await stage.office.run(say, notice=notice)
    await stage.office.run(undeliverable, owed=await stage.is_sending(type(notice)), why=Trouble.REFUSED)
    assert stage.said(StaffHint) == [StaffHint(to=ROOM, what="not_told", facts={"ticket": str(FIRST)})]


async def test_a_mark_that_a_client_does_not_see_is_nobodys_business(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.office.run(say, notice=Received(to=ANNA, ticket=FIRST, marked=5))
    await stage.office.run(undeliverable, owed=await stage.is_sending(Received), why=Trouble.BLOCKED)
    assert (stage.said(NotDelivered), stage.events(EventKind.UNDELIVERED)) == ([], [])


async def test_an_edit_that_a_client_does_not_see_is_told_once_at_the_employees_message(stage: Stage) -> None:
    await stage.has_ticket()
    sent = await stage.answers("Godo day")
    await stage.delivers()
    for words in ("Good day", "Good day!"):
        await stage.corrects(sent, words)
        owed = await stage.is_sending(StaffAnswerEdited)
        await stage.office.run(undeliverable, owed=owed, why=Trouble.BLOCKED)
    assert [notice.reply_to for notice in stage.said(NotDelivered)] == [sent]


async def test_a_client_whose_edit_staff_do_not_see_is_told_so_once(stage: Stage) -> None:
    await stage.has_ticket()
    sent = await stage.writes("It is donw")
    await stage.delivers()
    for words in ("It is down", "It is down!"):
        await stage.edits(sent, words)
        owed = await stage.is_sending(ClientMessageEdited)
        await stage.office.run(undeliverable, owed=owed, why=Trouble.REFUSED)
    assert stage.said(NotPassedOn) == [NotPassedOn(to=ANNA, ticket=FIRST, kind=Kind.TEXT, reply_to=sent, edited=True)]


async def test_an_edit_of_what_staff_never_got_says_so_and_not_that_they_see_it_as_it_was(stage: Stage) -> None:
    await stage.has_ticket()
    sent = await stage.writes("It is donw")
    await stage.office.run(undeliverable, owed=await stage.is_sending(ClientMessage), why=Trouble.REFUSED)
    for words in ("It is down", "It is down!"):
        await stage.edits(sent, words)
        await stage.delivers()
    first, of_the_edit = stage.said(NotPassedOn)
    assert of_the_edit == first
    assert not first.edited


async def test_a_failure_is_told_once(mailless: Stage) -> None:
    stage = mailless
    await stage.has_ticket()
    await stage.answers()
    owed = await stage.is_sending(StaffAnswer)
    for _ in range(2):
        await stage.office.run(undeliverable, owed=owed, why=Trouble.BLOCKED)
    assert len(stage.said(NotDelivered)) == 1


async def test_a_client_whose_message_cannot_be_passed_on_is_told_at_once(stage: Stage) -> None:
    await stage.has_ticket()
    sent = await stage.writes(parts=stage.photo(kind=Kind.OTHER))
    owed = await stage.is_sending(ClientMessage)
    await stage.office.run(undeliverable, owed=owed, why=Trouble.REFUSED)
    assert stage.said(NotPassedOn) == [NotPassedOn(to=ANNA, ticket=FIRST, kind=Kind.OTHER, reply_to=sent)]
    assert [event.by for event in stage.events(EventKind.UNDELIVERED)] == [ANNA]


# --- pings that do not arrive ---------------------------------------------------------------------


async def test_t22_a_client_who_cannot_be_asked_is_closed_when_a_ping_in_time_would_have_closed(
    mailless: Stage,
) -> None:
    stage = mailless
    owed = await a_ping_of(stage)
    stage.passes(hours=3)
    await stage.office.run(undeliverable, owed=owed, why=Trouble.BLOCKED)
    wait = stage.the_wait()
    assert (wait.unreachable, wait.pinged_at, wait.close_at) == (True, None, at("2026-03-04 12:00"))
    happened = stage.last(Happened)
    assert (happened.what, happened.at) == (What.UNREACHABLE, wait.close_at)
    stage.set_clock(at("2026-03-04 11:59"))
    await stage.ticks()
    assert stage.status() is Status.WAITING
    stage.set_clock(at("2026-03-04 12:00"))
    await stage.ticks()
    assert (stage.status(), len(stage.said(WentInactive))) == (Status.INACTIVE, 1)


async def test_t22_a_failed_second_ping_changes_nothing_once_the_first_was_delivered() -> None:
    silence = SilencePolicy(
        (parse_duration("24h"), parse_duration("40h")), parse_duration("48h"), parse_duration("7wh")
    )
    stage = await a_stage(silence=silence, mail=False)
    await stage.waits()
    for clock in ("2026-03-03 12:00", "2026-03-04 11:00"):
        if stage.said(Pinged):
            await stage.delivers()
        stage.set_clock(at(clock))
        await stage.ticks()
    before, owed = stage.the_wait(), await stage.is_sending(Pinged)
    await stage.office.run(undeliverable, owed=owed, why=Trouble.BLOCKED)
    assert (stage.wait(), before.pings, before.pinged_at) == (before, 2, at("2026-03-03 12:00"))
    assert What.UNREACHABLE not in {notice.what for notice in stage.said(Happened)}
    assert stage.said(NotDelivered) == [NotDelivered(room=ROOM, ticket=FIRST, why=Trouble.BLOCKED)]


async def test_a_failed_ping_of_a_wait_that_is_over_changes_nothing(stage: Stage) -> None:
    owed = await a_ping_of(stage)
    await stage.writes("No, it is still down")
    before = stage.store.periods.copy()
    await stage.office.run(undeliverable, owed=owed, why=Trouble.BLOCKED)
    assert stage.store.periods == before
    assert What.UNREACHABLE not in {notice.what for notice in stage.said(Happened)}


async def test_t22_a_ping_of_unknown_fate_is_said_again_as_a_possible_repeat(stage: Stage) -> None:
    owed = await a_ping_of(stage)
    await stage.office.run(unknown, owed=owed)
    assert (row(stage, owed).state, row(stage, owed).repeat) == (OwedState.WAITING, True)
    assert stage.the_wait().close_at is None


# --- what was to be changed is gone ---------------------------------------------------------------


async def test_a_page_that_is_gone_is_said_anew(stage: Stage) -> None:
    await stage.office.run(show_menu, person=ANNA)
    await stage.delivers()
    assert stage.store.chats[private_chat(ANNA)].screen
    await stage.office.run(show_menu, person=ANNA)
    owed = await stage.is_sending(Menu)
    await stage.office.run(target_gone, owed=owed)
    assert (stage.store.chats[private_chat(ANNA)].screen, row(stage, owed).state) == (None, OwedState.WAITING)
    newest = stage.next_message()
    await stage.delivers()
    assert (stage.store.chats[private_chat(ANNA)].screen or 0) > newest


async def test_a_card_that_is_gone_is_made_anew(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.does(take_it)
    before = stage.store.rooms[FIRST].card
    owed = await stage.is_sending(CardChanged)
    await stage.office.run(target_gone, owed=owed)
    assert stage.store.rooms[FIRST].card is None
    await stage.delivers()
    after = stage.store.rooms[FIRST]
    assert after.card not in {None, before}
    assert after.topic == 9001


async def test_an_edit_without_its_message_has_no_aim(stage: Stage) -> None:
    await stage.has_ticket()
    sent = await stage.answers("Godo day")
    await stage.delivers()
    await stage.corrects(sent, "Good day")
    owed = await stage.is_sending(StaffAnswerEdited)
    await stage.office.run(target_gone, owed=owed)
    assert row(stage, owed).state is OwedState.UNDELIVERABLE
    assert stage.said(NotDelivered) == []


AIMLESS: list[AnyNotice] = [
    ClientMessageEdited(room=ROOM, ticket=FIRST, message=MessageId(1), part=0),
    Received(to=ANNA, ticket=FIRST, marked=5),
    Marked(room=ROOM, ticket=FIRST, message=5, mark=Mark.INSIDE),
    Overtaken(to=ANNA, screen=5),
]


@pytest.mark.parametrize("notice", AIMLESS, ids=lambda notice: type(notice).__name__)
async def test_a_change_of_what_is_gone_is_dropped(stage: Stage, notice: AnyNotice) -> None:
    await stage.has_ticket()
    await stage.office.run(say, notice=notice)
    owed, said = await stage.is_sending(type(notice)), len(stage.desk.said)
    await stage.office.run(target_gone, owed=owed)
    assert (row(stage, owed).state, len(stage.desk.said)) == (OwedState.UNDELIVERABLE, said)


async def test_an_answer_whose_target_is_gone_is_told_in_the_topic(stage: Stage) -> None:
    await stage.has_ticket()
    sent = await stage.answers()
    owed = await stage.is_sending(StaffAnswer)
    await stage.office.run(target_gone, owed=owed, detail="MESSAGE_ID_INVALID")
    assert row(stage, owed).state is OwedState.UNDELIVERABLE
    assert stage.said(NotDelivered) == [
        NotDelivered(room=ROOM, ticket=FIRST, why=Trouble.REFUSED, detail="MESSAGE_ID_INVALID", reply_to=sent)
    ]


async def test_a_client_whose_message_has_a_target_that_is_gone_is_told(stage: Stage) -> None:
    await stage.has_ticket()
    sent = await stage.writes("It is still down")
    await stage.office.run(target_gone, owed=await stage.is_sending(ClientMessage))
    assert [notice.reply_to for notice in stage.said(NotPassedOn)] == [sent]


# --- what managers do not get ---------------------------------------------------------------------


async def a_complaint(**changes: Any) -> Stage:
    """Anna has complained."""
    stage = await a_stage(**changes)
    await stage.opens(FormName.FEEDBACK)
    await stage.chooses("complaint")
    await stage.writes("Nobody answers")
    await stage.presses(Button.SEND)
    assert stage.said(FeedbackTaken)
    return stage


async def test_a_manager_who_cannot_be_reached_is_told_of_in_the_staffs_group_without_what_it_was() -> None:
    stage = await a_complaint(managers=(ChatId(OLGA),))
    await stage.office.run(undeliverable, owed=await stage.is_sending(FeedbackArrived), why=Trouble.BLOCKED)
    assert stage.said(StaffHint) == [OLGA_IS_AWAY]


OLGA_IS_AWAY = StaffHint(to=ROOM, what="manager_out_of_reach", facts={"chat": str(OLGA)})


async def test_that_a_manager_cannot_be_reached_is_told_once_until_the_chat_works_again() -> None:
    stage = await a_complaint(managers=(ChatId(OLGA),))
    await stage.office.run(undeliverable, owed=await stage.is_sending(FeedbackArrived), why=Trouble.BLOCKED)
    for _ in range(2):
        await stage.office.run(digest_now, chat=ChatId(OLGA))
        await stage.office.run(undeliverable, owed=await stage.is_sending(Digest), why=Trouble.BLOCKED)
    assert stage.said(StaffHint) == [OLGA_IS_AWAY]
    await stage.office.run(digest_now, chat=ChatId(OLGA))
    await stage.delivers()
    await stage.office.run(digest_now, chat=ChatId(OLGA))
    await stage.office.run(undeliverable, owed=await stage.is_sending(Digest), why=Trouble.BLOCKED)
    assert stage.said(StaffHint) == [OLGA_IS_AWAY] * 2


async def test_what_did_not_reach_the_managers_is_counted_in_the_digest() -> None:
    stage = await a_complaint(managers=(ChatId(OLGA), MANAGERS))
    await stage.office.run(undeliverable, owed=await stage.is_sending(FeedbackArrived), why=Trouble.BLOCKED)
    await stage.office.run(digest_now, chat=ChatId(OLGA))
    assert stage.last(Digest).figures.missed == 1


async def test_what_is_told_of_managers_follows_the_staffs_group() -> None:
    stage = await a_complaint(managers=(ChatId(OLGA),))
    await stage.office.run(group_moved, old=ROOM, new=ChatId(-1009))
    await stage.office.run(undeliverable, owed=await stage.is_sending(FeedbackArrived), why=Trouble.BLOCKED)
    assert [hint.to for hint in stage.said(StaffHint)] == [-1009]


NOT_MAILED = StaffHint(to=ROOM, what="feedback_not_mailed", facts={"address": "boss@desk.example"})


async def test_feedback_that_could_not_be_mailed_is_told_of_and_managers_who_have_it_get_it_once() -> None:
    stage = await a_complaint(complaints_email="boss@desk.example")
    await stage.office.run(undeliverable, owed=await stage.is_sending(FeedbackMail), why=Trouble.REFUSED)
    assert [notice.to for notice in stage.said(FeedbackArrived)] == [MANAGERS]
    assert stage.said(StaffHint) == [NOT_MAILED]


async def test_feedback_that_could_not_be_mailed_goes_to_managers_who_were_named_since() -> None:
    stage = await a_complaint(complaints_email="boss@desk.example", managers=())
    owed = await stage.is_sending(FeedbackMail)
    later = Stage(replace(stage.desk.policy, managers=(MANAGERS,)), stage.now)
    later.desk.store = stage.store
    await later.office.run(undeliverable, owed=owed, why=Trouble.REFUSED)
    assert later.said(FeedbackArrived) == [FeedbackArrived(to=MANAGERS, feedback=1)]
    assert later.said(StaffHint) == [NOT_MAILED]


# --- topics ---------------------------------------------------------------------------------------


async def test_a_deleted_topic_is_made_again_with_its_card_and_the_message_goes_there(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.writes("It is still down")
    owed = await stage.is_sending(ClientMessage)
    await stage.office.run(topic_gone, owed=owed)
    assert stage.store.rooms[FIRST] == Room(FIRST, ROOM)
    delivered = [type(notice).__name__ for notice in await stage.delivers()]
    assert delivered[:3] == ["TopicNeeded", "TopicLost", "CardNeeded"]
    room = stage.store.rooms[FIRST]
    assert room.topic not in {None, 9001}
    assert room.card not in {None, 9501}


async def test_a_deleted_topic_is_made_again_once_for_all_that_was_on_its_way(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.writes("It is still down")
    first = await stage.is_sending(ClientMessage)
    await stage.writes("And the mail")
    second = await stage.is_sending(ClientMessage)
    for owed in (first, second):
        await stage.office.run(topic_gone, owed=owed)
    delivered = [type(notice).__name__ for notice in await stage.delivers()]
    assert delivered[:5] == ["TopicNeeded", "TopicLost", "CardNeeded", "ClientMessage", "ClientMessage"]
    assert (len(stage.said(TopicNeeded)), len(stage.said(CardNeeded))) == (1, 1)


async def test_a_deleted_topic_of_a_solved_ticket_is_not_taken_for_closed(stage: Stage) -> None:
    await stage.has_ticket(status=Status.SOLVED, ended_at=stage.now)
    await stage.office.run(keep_room, room=Room(FIRST, ROOM, topic=9001, card=9501, closed=True))
    await stage.answers("A late word")
    await stage.office.run(say, notice=Happened(room=ROOM, ticket=FIRST, what=What.SOLVED))
    await stage.office.run(topic_gone, owed=await stage.is_sending(Happened))
    assert stage.store.rooms[FIRST].closed is False


async def keep_room(work: Work, *, room: Room) -> None:
    await work.rooms.save(room)


async def test_a_lost_topic_is_recovered_from_telegrams_own_word(stage: Stage) -> None:
    await stage.files()
    await stage.office.run(topic_seen, chat=ROOM, topic=55, ticket=FIRST)
    assert stage.store.rooms[FIRST].topic == 55
    await stage.office.run(topic_seen, chat=ROOM, topic=56, ticket=FIRST)
    assert stage.store.rooms[FIRST].topic == 55
    assert TopicNeeded not in {type(notice) for notice in await stage.delivers()}


@pytest.mark.parametrize(("chat", "ticket"), [(MANAGERS, 1), (ROOM, 2)])
async def test_a_topic_elsewhere_or_of_no_ticket_is_not_taken_for_ours(stage: Stage, chat: ChatId, ticket: int) -> None:
    await stage.files()
    await stage.office.run(topic_seen, chat=chat, topic=55, ticket=TicketId(ticket))
    assert stage.store.rooms[FIRST].topic is None


# --- what is nobody's business --------------------------------------------------------------------


@pytest.mark.parametrize("step", [target_gone, topic_gone])
async def test_what_was_sent_already_is_left_alone(stage: Stage, step: type) -> None:
    await stage.has_ticket()
    await stage.writes("It is still down")
    owed = stage.owed(ClientMessage).id
    await stage.delivers()
    before = stage.store.copy()
    await stage.office.run(step, owed=owed)
    await stage.office.run(step, owed=OutboxId(999))
    assert stage.store == before
    await stage.writes("And the mail")
    await stage.office.run(step, owed=await stage.is_sending(ClientMessage))
    assert stage.store != before


async def test_sec_03_a_code_that_could_not_be_mailed_is_erased(stage: Stage) -> None:
    await stage.office.run(begin_sign_in, person=ANNA)
    await stage.writes("anna@romashka.example")
    owed = await stage.is_sending(CodeMail)
    await stage.office.run(undeliverable, owed=owed, why=Trouble.REFUSED)
    assert (row(stage, owed).state, row(stage, owed).erased) == (OwedState.UNDELIVERABLE, True)


async def test_a_page_that_could_not_be_shown_is_nobodys_business(stage: Stage) -> None:
    await stage.files()
    owed = await stage.is_sending(Filed)
    said = len(stage.desk.said)
    await stage.office.run(undeliverable, owed=owed, why=Trouble.BLOCKED)
    assert (len(stage.desk.said), stage.store.people[ANNA].reachable) == (said, False)
