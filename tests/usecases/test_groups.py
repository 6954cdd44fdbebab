"""How it stands with a staff group: kept, told once in plain words to who can do something, and what waited goes on."""

from datetime import timedelta

import pytest

from desk.ids import ChatId, TicketId
from desk.notices.changes import Retold
from desk.notices.client import StaffAnswer
from desk.notices.groups import GroupNews
from desk.notices.staff import CardNeeded, ClientMessage, StaffHint, TopicNeeded, Trouble, Unconfirmed
from desk.ports import OwedState, Work
from desk.rules.groups import QUIET, Wrong
from desk.rules.ticket import Status
from desk.usecases.arrivals import hint
from desk.usecases.delivery.failures import it_arrived, retry, undeliverable, unknown
from desk.usecases.delivery.outcomes import Accepted, Placed, accepted, advanced
from desk.usecases.groups import describe_chat, group_moved, out_of_sight, topics_are_off
from tests.builders import BORIS, MANAGERS, OLGA, ROOM
from tests.usecases.stage import Stage, a_stage

NEW = ChatId(-1009)
NEWER = ChatId(-1010)
MINUTE = timedelta(minutes=1)


async def whose(stage: Stage, chat: ChatId, number: int) -> TicketId | None:
    """The ticket that a reply to this message would find."""

    async def look(work: Work) -> TicketId | None:
        post = await work.posts.at(chat, number)
        return post.ticket if post else None

    return await stage.office.look(look)


async def seen(stage: Stage, wrong: Wrong = Wrong.NOTHING, *, forum: bool = True) -> bool:
    return await stage.office.run(describe_chat, chat=ROOM, title="Support", forum=forum, wrong=wrong)


def told(stage: Stage) -> list[tuple[ChatId, Wrong]]:
    return [(news.to, news.wrong) for news in stage.said(GroupNews)]


async def test_a_group_that_is_well_from_the_start_is_no_news(stage: Stage) -> None:
    assert await seen(stage) is False
    assert told(stage) == []


@pytest.mark.parametrize("wrong", [Wrong.NO_TOPICS_RIGHT, Wrong.NOT_ADMIN])
async def test_what_is_missing_is_told_the_managers_and_the_group_once(stage: Stage, wrong: Wrong) -> None:
    assert await seen(stage, wrong) is True
    assert await seen(stage, wrong) is False
    stage.desk.clock.advance(10 * QUIET)
    await seen(stage, wrong)
    assert told(stage) == [(ROOM, wrong), (MANAGERS, wrong)]
    assert stage.last(GroupNews).title == "Support"


@pytest.mark.parametrize("wrong", [Wrong.SHUT_OUT, Wrong.DELETED, Wrong.NOT_FOUND, Wrong.MUTED])
async def test_a_group_that_cannot_be_written_to_is_told_of_to_the_managers_only(stage: Stage, wrong: Wrong) -> None:
    await stage.office.run(out_of_sight, chat=ROOM, wrong=wrong, detail="Forbidden")
    assert told(stage) == [(MANAGERS, wrong)]
    assert stage.last(GroupNews).title == "Support"
    assert stage.store.chats[ROOM].forum is True


async def test_without_managers_the_group_hears_of_it_once_it_is_well_again() -> None:
    stage = await a_stage(managers=())
    await stage.office.run(out_of_sight, chat=ROOM, wrong=Wrong.SHUT_OUT)
    assert told(stage) == []
    await seen(stage)
    assert told(stage) == [(ROOM, Wrong.NOTHING)]


async def test_good_news_counts_what_waits_and_lets_it_go_at_once(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.writes("It is still down")
    await stage.office.run(out_of_sight, chat=ROOM, wrong=Wrong.SHUT_OUT)
    owed = await stage.is_sending(ClientMessage)
    await stage.office.run(retry, owed=owed, after=MINUTE, error="Forbidden")
    await seen(stage)
    assert [(news.to, news.waiting) for news in stage.said(GroupNews)[1:]] == [(ROOM, 1), (MANAGERS, 1)]
    assert stage.store.outbox[owed].due_at == stage.now
    assert ClientMessage in {type(notice) for notice in await stage.delivers()}


async def refused_there(stage: Stage, *kinds: type[object]) -> None:
    """Telegram refuses all of it in the group, one after the other."""
    for kind in kinds:
        owed = await stage.is_sending(kind)
        await stage.office.run(undeliverable, owed=owed, why=Trouble.REFUSED, detail="Bad Request")


@pytest.mark.parametrize("wrong", [Wrong.REFUSED, Wrong.SHUT_OUT])
async def test_what_a_group_refused_is_said_there_once_it_is_well_again(stage: Stage, wrong: Wrong) -> None:
    await stage.has_ticket()
    await stage.answers("Is it better now?")
    owed = await stage.is_sending(StaffAnswer)
    await stage.office.run(unknown, owed=owed, error="no answer")
    await refused_there(stage, Unconfirmed, StaffHint)
    await stage.office.run(out_of_sight, chat=ROOM, wrong=wrong)
    assert not {Unconfirmed, StaffHint} & {type(notice) for notice in await stage.delivers()}
    await seen(stage)
    delivered = await stage.delivers()
    assert [notice.owed for notice in delivered if isinstance(notice, Unconfirmed)] == [owed]
    assert [notice.what for notice in delivered if isinstance(notice, StaffHint)] == ["not_told"]


async def test_an_answer_that_is_in_doubt_no_more_is_not_asked_about_again(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.answers("Is it better now?")
    owed = await stage.is_sending(StaffAnswer)
    await stage.office.run(unknown, owed=owed, error="no answer")
    await refused_there(stage, Unconfirmed)
    await stage.office.run(out_of_sight, chat=ROOM, wrong=Wrong.REFUSED)
    await stage.office.run(it_arrived, by=BORIS, room=ROOM, owed=owed)
    await seen(stage)
    assert Unconfirmed not in {type(notice) for notice in await stage.delivers()}


async def test_a_group_that_flaps_is_told_of_sparingly_and_the_last_state_always(stage: Stage) -> None:
    for wrong in (Wrong.NOT_ADMIN, Wrong.NOTHING) * 5:
        await seen(stage, wrong)
    await seen(stage, Wrong.NOT_ADMIN)
    assert [wrong for to, wrong in told(stage) if to == MANAGERS] == [Wrong.NOT_ADMIN, Wrong.NOTHING]
    assert stage.store.chats[ROOM].wrong is Wrong.NOT_ADMIN
    stage.desk.clock.advance(QUIET)
    await seen(stage, Wrong.NOT_ADMIN)
    assert [wrong for to, wrong in told(stage) if to == MANAGERS][2:] == [Wrong.NOT_ADMIN]


async def test_news_that_still_waits_is_replaced_by_what_is_true_by_then(stage: Stage) -> None:
    await seen(stage, Wrong.NOT_ADMIN)
    await seen(stage)
    waiting = [row.notice for row in stage.store.outbox.values() if row.state is OwedState.WAITING]
    news = {notice.to: notice.wrong for notice in waiting if isinstance(notice, GroupNews)}
    assert news == {ROOM: Wrong.NOTHING, MANAGERS: Wrong.NOTHING}
    assert len(waiting) == 2


async def test_topics_that_were_switched_off_are_missed_and_those_that_never_were_are_not(stage: Stage) -> None:
    await seen(stage, forum=False)
    await seen(stage, forum=False)
    assert told(stage) == [(ROOM, Wrong.TOPICS_OFF), (MANAGERS, Wrong.TOPICS_OFF)]
    await stage.office.run(describe_chat, chat=NEW, title="Plain", forum=False)
    assert len(told(stage)) == 2
    await seen(stage, forum=True)
    assert told(stage)[2:] == [(ROOM, Wrong.NOTHING), (MANAGERS, Wrong.NOTHING)]


async def test_topics_found_to_be_off_by_an_answer_are_the_same_news(stage: Stage) -> None:
    await stage.office.run(topics_are_off, chat=ROOM)
    await seen(stage, forum=False)
    assert told(stage) == [(ROOM, Wrong.TOPICS_OFF), (MANAGERS, Wrong.TOPICS_OFF)]
    assert stage.store.chats[ROOM].forum is False


async def test_a_managers_chat_that_is_the_group_itself_hears_it_once() -> None:
    stage = await a_stage(managers=(ROOM, ChatId(OLGA)))
    await seen(stage, Wrong.NOT_ADMIN)
    assert told(stage) == [(ROOM, Wrong.NOT_ADMIN), (ChatId(OLGA), Wrong.NOT_ADMIN)]


async def test_a_group_that_moved_shows_its_open_tickets_anew_once(stage: Stage) -> None:
    """Nobody could answer the old cards there: message ids begin anew."""
    await stage.has_ticket()
    await stage.has_ticket(status=Status.SOLVED, ended_at=stage.now)
    for _ in range(2):
        await stage.office.run(group_moved, old=ROOM, new=NEW)
    assert stage.said(StaffHint) == [StaffHint(to=NEW, what="group_moved")]
    assert [(needed.room, needed.ticket) for needed in stage.said(CardNeeded)] == [(NEW, 1)]
    assert [needed.ticket for needed in stage.said(TopicNeeded)] == [1]


async def test_a_group_without_open_tickets_moves_in_silence(stage: Stage) -> None:
    await stage.office.run(group_moved, old=ROOM, new=NEW)
    assert stage.news() == []


async def test_a_card_that_reached_the_group_just_before_it_moved_does_not_stand_for_the_new_one(stage: Stage) -> None:
    """It has its number there: in the new group the card is still to be shown, and the number may be another's."""
    await stage.has_ticket()
    await stage.office.run(group_moved, old=ROOM, new=NEW)
    card = await stage.is_sending(CardNeeded)
    await stage.office.run(group_moved, old=NEW, new=NEWER)
    await stage.office.run(accepted, outcome=Accepted(card, stage.now, (Placed(19),), chat=NEW))
    assert stage.store.rooms[TicketId(1)].card is None
    assert await whose(stage, NEWER, 19) is None
    assert await whose(stage, NEW, 19) == TicketId(1)


async def test_words_that_reached_the_group_just_before_it_moved_are_not_said_there_twice(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.writes("It is still down")
    words = await stage.is_sending(ClientMessage)
    await stage.office.run(advanced, owed=words, parts=1, placed=(Placed(20),), chat=ROOM)
    await stage.office.run(group_moved, old=ROOM, new=NEW)
    await stage.office.run(advanced, owed=words, parts=2, placed=(Placed(21),), chat=ROOM)
    await stage.office.run(accepted, outcome=Accepted(words, stage.now, (Placed(22),), chat=ROOM))
    assert stage.store.outbox[words].state is OwedState.SENT
    assert stage.said(Retold) == []
    assert [await whose(stage, ROOM, number) for number in (20, 21, 22)] == [TicketId(1)] * 3
    assert [await whose(stage, NEW, number) for number in (20, 21, 22)] == [None] * 3


async def test_a_notice_to_a_group_that_moved_meanwhile_has_no_number_in_the_new_one(stage: Stage) -> None:
    await stage.office.run(hint, chat=ROOM, topic=None, reply_to=6, what="OutsideATicket", facts={})
    said = await stage.is_sending(StaffHint)
    await stage.office.run(group_moved, old=ROOM, new=NEW)
    await stage.office.run(accepted, outcome=Accepted(said, stage.now, (Placed(500),), chat=ROOM))
    assert {chat.id: chat.newest for chat in stage.store.chats.values() if chat.newest} == {ROOM: 500}
