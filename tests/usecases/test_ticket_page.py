"""The list of tickets and the page of one, for the client and for those who act for them (regulation 2.2, 2.3)."""

import pytest

from desk.errors import IllegalMove, NoSuchTicket
from desk.ids import MessageId, PersonId, TicketId
from desk.notices.client import TicketLine, TicketShown, TicketsListed
from desk.notices.tickets import HistoryShown, WriteHere
from desk.notices.toasts import Toast
from desk.ports import Work
from desk.rules.awaited import Awaits
from desk.rules.people import Role
from desk.rules.refusals import Clause
from desk.rules.ticket import Status
from desk.usecases.staff_actions import refuse, solve, take_it
from desk.usecases.staff_messages import take_a_note
from desk.usecases.ticket_page import close_by_client, not_this_one, show_history, write_into
from desk.usecases.tickets import list_tickets, show_ticket
from tests.builders import ANNA, ROMASHKA, VIKTOR, a_link
from tests.usecases.stage import FIRST, Stage


async def viktor_acts_for_anna(work: Work, *, sees_all: bool) -> None:
    await work.people.link(a_link(person=VIKTOR, role=Role.DELEGATE, sees_all=sees_all), work.now)


async def listed(stage: Stage, page: int = 1, person: PersonId = ANNA) -> TicketsListed:
    await stage.office.run(list_tickets, person=person, page=page)
    return stage.last(TicketsListed)


async def test_2_3_many_tickets_are_listed_a_page_at_a_time(stage: Stage) -> None:
    for number in range(20):
        await stage.has_ticket(subject=f"Ticket {number}")
    pages = [await listed(stage, page) for page in (1, 2, 3)]
    assert [len(page.tickets) for page in pages] == [8, 8, 4]
    assert [(page.page, page.pages) for page in pages] == [(1, 3), (2, 3), (3, 3)]
    assert [line.id for page in pages for line in page.tickets] == list(range(20, 0, -1))
    assert (await listed(stage, 99)).tickets == pages[2].tickets


async def test_2_3_each_line_says_whose_turn_it_is(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.has_ticket(react_by=None)
    await stage.has_ticket(status=Status.OPEN, reacted_at=stage.now)
    await stage.has_ticket(status=Status.ON_HOLD, reacted_at=stage.now)
    await stage.has_ticket(status=Status.SOLVED, ended_at=stage.now)
    lines = {line.id: line for line in (await listed(stage)).tickets}
    assert [lines[TicketId(number)].awaits for number in range(1, 6)] == [
        Awaits.FIRST_ANSWER,
        Awaits.FIRST_ANSWER,
        Awaits.STAFF,
        Awaits.OTHERS,
        Awaits.NOTHING,
    ]
    assert [number for number, line in lines.items() if line.by is not None] == [FIRST]


async def test_2_2_a_delegate_of_their_own_tickets_finds_them_among_many_of_the_client(stage: Stage) -> None:
    await stage.office.run(viktor_acts_for_anna, sees_all=False)
    await stage.has_ticket(author=VIKTOR, subject="Viktor's")
    for _ in range(60):
        await stage.has_ticket()
    assert [line.subject for line in (await listed(stage, person=VIKTOR)).tickets] == ["Viktor's"]
    await stage.writes("About mine", by=VIKTOR)
    assert [message.ticket for message in stage.store.messages.values()] == [FIRST]


async def test_2_2_the_list_says_who_wrote_what_others_wrote(stage: Stage) -> None:
    await stage.office.run(viktor_acts_for_anna, sees_all=True)
    await stage.has_ticket(author=VIKTOR)
    await stage.has_ticket()

    def authors(lines: tuple[TicketLine, ...]) -> dict[int, str]:
        return {line.id: line.author for line in lines}

    assert authors((await listed(stage)).tickets) == {1: "Viktor", 2: ""}
    assert authors((await listed(stage, person=VIKTOR)).tickets) == {1: "", 2: "Anna"}
    await stage.office.run(show_ticket, person=ANNA, number=FIRST)
    assert stage.last(TicketShown).author == "Viktor"


async def test_2_3_an_answer_is_in_the_history_once_it_has_arrived_and_a_note_never(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.office.run(take_a_note, by=VIKTOR, spot=stage.spot(), text="secret")
    await stage.answers("Is it better now?")
    await stage.office.run(show_history, person=ANNA, number=FIRST, page=1)
    assert [line.words for line in stage.last(HistoryShown).lines] == []
    await stage.delivers()
    await stage.does(take_it)
    await stage.office.run(show_history, person=ANNA, number=FIRST, page=1)
    assert [line.words for line in stage.last(HistoryShown).lines if not line.kind] == ["Is it better now?"]


@pytest.mark.parametrize("end", [Status.INACTIVE, Status.REFUSED])
async def test_2_3_what_has_ended_is_not_closed_once_more(stage: Stage, end: Status) -> None:
    await stage.has_ticket(status=end, ended_at=stage.now)
    with pytest.raises(IllegalMove):
        await stage.office.run(close_by_client, person=ANNA, number=FIRST)
    assert stage.status() is end


async def test_2_3_closing_twice_changes_nothing_more(stage: Stage) -> None:
    await stage.waits()
    assert await stage.office.run(close_by_client, person=ANNA, number=FIRST) is None
    assert (stage.status(), stage.wait()) == (Status.SOLVED, None)
    stage.news()
    assert await stage.office.run(close_by_client, person=ANNA, number=FIRST) is Toast.ALREADY
    assert stage.names() == []


async def test_t33_each_solution_is_asked_about_and_a_refusal_is_not(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.does(solve)
    assert [(one.ticket, one.solved_at) for one in stage.store.ratings.values()] == [(FIRST, stage.now)]
    await stage.has_ticket()
    await stage.does(refuse(Clause.NO_ACTIVE_SERVICE), ticket=2)
    assert len(stage.store.ratings) == 1


async def test_2_2_nothing_of_a_page_works_for_somebody_else(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.writes("Hello")
    for step in (write_into, close_by_client):
        with pytest.raises(NoSuchTicket):
            await stage.office.run(step, person=VIKTOR, number=FIRST)
    with pytest.raises(NoSuchTicket):
        await stage.office.run(show_history, person=VIKTOR, number=FIRST, page=1)
    assert await stage.office.run(not_this_one, person=VIKTOR, number=MessageId(1)) is Toast.OUT_OF_DATE
    assert stage.said(WriteHere) == []
    assert stage.ticket().client == ROMASHKA
