"""What becomes of answers once staff's word about who somebody is was taken back. Source: regulation 2.2, 2.3."""

import pytest

from desk.ids import NOBODY, ClientId
from desk.notices.client import StaffAnswer
from desk.notices.people import DelegateTold
from desk.notices.staff import NotDelivered, Trouble
from desk.ports import Work
from desk.rules.events import Event, EventKind
from desk.rules.people import Assurance, Link, Role
from desk.usecases.linking import unlinking
from desk.usecases.readers import reader_of
from tests.builders import ANNA, BORIS, VIKTOR, a_client
from tests.usecases.stage import FIRST, Stage

QUIET = ClientId("quiet")


async def let_in(work: Work) -> None:
    await work.clients.replace([a_client(), a_client(id=QUIET, name="Quiet", email="")], [])
    await work.people.link(Link(VIKTOR, QUIET, Role.OWNER, Assurance.LOW), work.now)


async def own(work: Work) -> None:
    await work.people.link(Link(ANNA, QUIET, Role.OWNER, Assurance.HIGH), work.now)


async def unlink(work: Work) -> None:
    ticket = await work.tickets.get(FIRST)
    assert ticket
    await unlinking("")(work, ticket, BORIS)


async def test_2_2_an_answer_to_somebody_let_go_is_not_lost_without_a_word(stage: Stage) -> None:
    """Viktor filed it as the client's, and nobody else of the client is here."""
    await stage.office.run(let_in)
    await stage.has_ticket(author=VIKTOR, client=QUIET)
    await stage.office.run(unlink)
    assert await stage.office.look(reader_of, ticket=stage.ticket()) == NOBODY
    await stage.answers("It works again")
    await stage.delivers()
    assert [lost.why for lost in stage.said(NotDelivered)] == [Trouble.ABSENT]


async def test_2_2_an_answer_on_its_way_to_somebody_let_go_is_the_owners_to_read(stage: Stage) -> None:
    await stage.office.run(let_in)
    await stage.office.run(own)
    await stage.has_ticket(author=VIKTOR, client=QUIET)
    await stage.answers("It works again")
    await stage.office.run(unlink)
    assert [answer.to for answer in stage.said(StaffAnswer)] == [VIKTOR, ANNA]


async def happened(work: Work, *, kind: EventKind) -> None:
    work.events.add(Event(FIRST, kind, work.now, BORIS))


@pytest.mark.parametrize("also", [None, EventKind.TAKEN_IN, EventKind.MERGED])
async def test_1_2_4_only_what_is_apart_is_given_back_with_the_person(stage: Stage, also: EventKind | None) -> None:
    """What holds another ticket of the client's, or goes on in one, would show each what the other wrote."""
    await stage.office.run(let_in)
    await stage.has_ticket(author=VIKTOR, client=QUIET)
    for kind in [EventKind.LINKED, *([also] if also else [])]:
        await stage.office.run(happened, kind=kind)
    await stage.office.run(unlink)
    assert stage.ticket().client == (QUIET if also else None)


@pytest.mark.parametrize("merged", [False, True])
async def test_1_2_4_whoever_is_let_go_reads_which_tickets_are_theirs_again(stage: Stage, merged: bool) -> None:
    await stage.office.run(let_in)
    await stage.has_ticket(author=VIKTOR, client=QUIET)
    await stage.office.run(happened, kind=EventKind.LINKED)
    second = await stage.has_ticket(author=VIKTOR, client=QUIET)
    if merged:
        await stage.office.run(happened, kind=EventKind.TAKEN_IN)
    await stage.office.run(unlink)
    told = stage.last(DelegateTold)
    assert (told.own_again, told.stays) == (((), (second.id, FIRST)) if merged else ((FIRST,), (second.id,)))
