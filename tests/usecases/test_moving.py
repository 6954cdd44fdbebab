"""Another group is set: the tickets of the former one move there, with all that waits for them."""

from desk.ids import ChatId, MessageId, TicketId
from desk.notices.client import StaffAnswer
from desk.notices.staff import (
    CardNeeded,
    ClientMessage,
    Happened,
    NotDelivered,
    StaffHint,
    TopicNeeded,
    TopicState,
    Trouble,
    Unconfirmed,
    What,
)
from desk.ports import Work
from desk.rules.messages import Room
from desk.rules.ticket import Category, Status
from desk.usecases.delivery.dispatch import dispatch
from desk.usecases.delivery.failures import topic_gone, undeliverable, unknown
from desk.usecases.groups import group_moved
from desk.usecases.moving import bring_home_by_number, move_to, strays, take_in
from desk.usecases.staff_actions import open_again
from tests.builders import MANAGERS, ROOM
from tests.usecases.stage import Stage, a_stage
from tests.usecases.test_failures import say

OLD, BILLING = ChatId(-1010), ChatId(-1011)


async def moved_from_old() -> Stage:
    """Ticket 1 is open and 2 has ended, both in a group that is not in the settings any more."""
    stage = await a_stage()
    await stage.has_ticket(room=OLD)
    await stage.has_ticket(room=OLD, status=Status.SOLVED, ended_at=stage.now)
    return stage


async def test_a_group_with_open_tickets_that_is_not_set_any_more_is_noticed() -> None:
    stage = await moved_from_old()
    assert await stage.office.look(strays) == {OLD}


async def test_a_group_that_became_another_is_none_of_those(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.office.run(group_moved, old=ROOM, new=OLD)
    assert await stage.office.look(strays) == set()


async def test_open_tickets_move_with_what_waits_for_them_and_it_is_told() -> None:
    stage = await moved_from_old()
    await stage.writes("Is anybody there?")
    stage.news()
    assert await stage.office.run(take_in, room=ROOM) == set()
    assert (stage.ticket(1).room, stage.ticket(2).room) == (ROOM, OLD)
    assert stage.store.rooms[TicketId(1)] == Room(TicketId(1), ROOM)
    facts = {"old": str(OLD), "new": "Support", "n": "1"}
    assert stage.said(StaffHint) == [
        StaffHint(to=OLD, what="tickets_left", facts=facts),
        StaffHint(to=MANAGERS, what="tickets_moved", facts=facts),
    ]
    delivered = [notice for notice in await stage.delivers() if notice.chat == ROOM]
    assert delivered == [
        TopicNeeded(room=ROOM, ticket=TicketId(1)),
        CardNeeded(room=ROOM, ticket=TicketId(1)),
        ClientMessage(room=ROOM, ticket=TicketId(1), message=MessageId(1)),
    ]


async def test_a_second_look_finds_nothing_to_move() -> None:
    stage = await moved_from_old()
    await stage.office.run(take_in, room=ROOM)
    stage.news()
    before = stage.store.copy()
    await stage.office.run(take_in, room=ROOM)
    assert stage.news() == []
    assert stage.store.tickets == before.tickets


async def test_each_ticket_goes_to_the_group_of_its_category_once_that_is_seen() -> None:
    stage = await a_stage(rooms={Category.BILLING: BILLING})
    await stage.has_ticket(room=OLD, category=Category.BILLING)
    await stage.has_ticket(room=OLD)
    assert await stage.office.run(take_in, room=ROOM) == {OLD}
    assert (stage.ticket(1).room, stage.ticket(2).room) == (OLD, ROOM)
    assert await stage.office.run(take_in, room=BILLING) == set()
    assert stage.ticket(1).room == BILLING


async def test_a_ticket_that_has_ended_moves_if_something_waits_for_it_and_its_topic_is_closed() -> None:
    stage = await moved_from_old()
    await stage.office.run(say, notice=Happened(room=OLD, ticket=TicketId(2), what=What.SOLVED))
    stage.news()
    await stage.office.run(take_in, room=ROOM)
    assert stage.ticket(2).room == ROOM
    assert TopicState(room=ROOM, ticket=TicketId(2)) in stage.news()
    assert stage.said(StaffHint)[0].facts["n"] == "1"


async def test_a_ticket_that_has_ended_moves_when_it_is_opened_again() -> None:
    stage = await moved_from_old()
    await stage.does(open_again, ticket=2, room=OLD)
    assert stage.ticket(2).room == ROOM
    assert stage.ticket(2).is_open
    assert {notice.chat for notice in stage.news() if isinstance(notice, TopicNeeded | CardNeeded | Happened)} == {ROOM}


async def test_a_ticket_whose_group_is_set_stays_where_it_is(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.office.run(bring_home_by_number, number=TicketId(1))
    await stage.office.run(bring_home_by_number, number=TicketId(9))
    assert stage.news() == []


async def test_a_note_about_an_answer_from_another_group_replies_to_nothing_here(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.answers("From here")
    owed = await stage.is_sending(StaffAnswer)
    await stage.office.run(move, number=TicketId(1), room=OLD)
    await stage.office.run(undeliverable, owed=owed, why=Trouble.REFUSED)
    told = stage.last(NotDelivered)
    assert (told.room, told.reply_to) == (OLD, None)


async def move(work: Work, *, number: TicketId, room: ChatId) -> None:
    ticket = await work.tickets.get(number)
    assert ticket is not None
    await move_to(work, ticket, room)


async def test_what_is_still_for_the_former_group_is_said_in_the_tickets_place_there(stage: Stage) -> None:
    """Numbers of topics are a group's own: in that one the new number is another ticket's, or nobody's."""
    await stage.has_ticket()

    async def moves_on(work: Work) -> None:
        ticket, room = await work.tickets.get(TicketId(1)), await work.rooms.of(TicketId(1))
        assert ticket is not None
        assert room is not None
        await work.rooms.leave(room)
        await move_to(work, ticket, BILLING)
        await work.rooms.save(Room(TicketId(1), BILLING, topic=77, card=78))

    before = stage.store.rooms[TicketId(1)]
    await stage.office.run(moves_on)
    late = Happened(room=ROOM, ticket=TicketId(1), what=What.TAKEN)
    ready = await stage.office.look(dispatch, notice=late)
    assert ready is not None
    assert (ready.room.topic if ready.room else None) == before.topic
    await stage.office.run(say, notice=late)
    await stage.office.run(topic_gone, owed=await stage.is_sending(Happened))
    assert stage.store.rooms[TicketId(1)] == Room(TicketId(1), BILLING, topic=77, card=78)
    assert stage.owed(Happened).notice.chat == BILLING


async def test_answers_of_unknown_fate_are_asked_about_where_the_ticket_is_now(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.answers()
    answer = await stage.is_sending(StaffAnswer)
    await stage.office.run(unknown, owed=answer)
    stage.news()

    async def moves_on(work: Work) -> None:
        ticket = await work.tickets.get(TicketId(1))
        assert ticket is not None
        await move_to(work, ticket, BILLING)

    await stage.office.run(moves_on)
    asked = stage.last(Unconfirmed)
    assert (asked.room, asked.owed) == (BILLING, answer)
