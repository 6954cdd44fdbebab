"""All that is kept of one person: handed out, counted, erased, gone by itself. Source: security 41."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from desk.ids import NOBODY, DraftId, MessageId, OutboxId, PersonId, TicketId, private_chat
from desk.notices.client import StaffAnswer
from desk.notices.client_look import SomebodyLinked
from desk.notices.managers import RatingArrived
from desk.notices.staff import StaffHint
from desk.ports import Arrived, Begin, OwedState
from desk.rules.approvals import Approval
from desk.rules.content import Content, Kind, Source
from desk.rules.events import Event, EventKind
from desk.rules.messages import Post, Side
from desk.rules.panel_links import PanelLink
from desk.rules.people import Role
from desk.rules.privacy import ERASED, MOST_NAMED, Fading, Wiped
from desk.rules.ticket import Status, move, next_cycle
from desk.rules.undos import Undo
from tests.builders import ANNA, BORIS, MONDAY, ROOM, VERA, VIKTOR, a_client, a_link, a_message, a_person, a_ticket
from tests.storage.saving import saving

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def said(words: str) -> tuple[Content, ...]:
    return (Content(Kind.TEXT, Source(ANNA, 5), words),)  # type: ignore[arg-type]


async def fill(begin: Begin) -> TicketId:
    """Anna has a ticket that has ended, with her words and an answer; Viktor has words of his own in it."""
    async with saving(begin) as work:
        for person in (ANNA, VIKTOR, BORIS):
            await work.people.seen(a_person(id=person))
        await work.clients.replace([a_client()], [])
        await work.people.link(a_link(), MONDAY)
        await work.people.agree(ANNA, "1", "https://example.com", MONDAY)
        ticket = await work.tickets.file(a_ticket(status=Status.SOLVED, ended_at=MONDAY))
        told = {"ticket": ticket.id, "written_at": MONDAY}
        await work.messages.add(a_message(author=ANNA, side=Side.CLIENT, parts=said("of Anna"), **told))
        await work.messages.add(a_message(author=VIKTOR, side=Side.CLIENT, parts=said("of Viktor"), **told))
        answer = a_message(author=BORIS, side=Side.STAFF, parts=said("of Boris"), **told)
        await work.messages.add(replace(answer, delivered_at=MONDAY))
        await work.messages.add(replace(answer, parts=said("recalled"), delivered_at=MONDAY, recalled_at=MONDAY))
        await work.messages.add(replace(answer, parts=said("on its way")))
        work.search.add(ticket.id, "everything")
        link = PanelLink(0, "of a link", a_client().id, "anna", "anna@example.com", Role.OWNER, MONDAY + DAY)
        await work.panel_links.open((await work.panel_links.add(link)).id, ANNA)
        await work.approvals.add(Approval(0, ANNA, "It is me", MONDAY))
        other = await work.approvals.add(Approval(0, VIKTOR, "It is Viktor", MONDAY))
        await work.approvals.name(other.id, a_client().id, ANNA)
        await work.undos.add(Undo(0, ANNA, a_client().id, "of a letter", MONDAY + DAY))
    return ticket.id


async def test_sec_41_everything_is_of_that_person_and_what_was_said_to_them(begin: Begin) -> None:
    await fill(begin)
    async with begin() as work:
        known = await work.traces.everything(ANNA)
        assert known is not None
        assert [(one.text, one.mine) for one in known.messages] == [("of Anna", True), ("of Boris", False)]
        assert len(known.tickets) == len(known.clients) == len(known.consents) == 1
        other = await work.traces.everything(VIKTOR)
        assert other is not None
        assert [one.text for one in other.messages] == ["of Viktor"]
        assert (other.tickets, other.clients) == ((), ())
        assert (await work.traces.count(ANNA)).messages == 1


async def test_sec_41_what_is_erased_is_of_nobody_and_what_others_wrote_stays(begin: Begin) -> None:
    number = await fill(begin)
    async with saving(begin) as work:
        await work.traces.erase(ANNA, MONDAY + DAY)
        wiped = await work.traces.erase_words(ANNA, MONDAY + DAY, 100)
        assert (wiped.tickets, wiped.over) == ((number,), True)
    async with begin() as work:
        assert await work.people.get(ANNA) is None
        assert await work.people.links_of(ANNA) == []
        assert await work.panel_links.by_digest("of a link") is None
        assert await work.approvals.open_of(ANNA) is None
        other = await work.approvals.open_of(VIKTOR)
        assert other is not None
        assert (other.words, other.client, other.named_by) == ("It is Viktor", None, None)
        assert await work.undos.by_digest("of a letter") is None
        ticket = await work.tickets.get(number)
        assert ticket is not None
        assert (ticket.author, ticket.subject, ticket.description, ticket.answers) == (NOBODY, ERASED, ERASED, ())
        texts = [(one.author, one.parts[0].text) for one in await work.messages.newest_of(number)]
        assert texts[:3] == [(NOBODY, ERASED), (VIKTOR, "of Viktor"), (BORIS, "of Boris")]
        (consent,) = await work.people.consents_of(ANNA)
        assert consent.withdrawn_at == MONDAY + DAY
        assert await work.traces.everything(ANNA) is None


async def test_sec_41_the_words_of_tickets_go_when_their_time_is_over_and_once(begin: Begin) -> None:
    number = await fill(begin)
    async with saving(begin) as work:
        assert await work.traces.fading(Fading.TICKETS, MONDAY) == 0
        assert await work.traces.fading(Fading.TICKETS, MONDAY + DAY) == 1
        assert await work.traces.fade(Fading.TICKETS, MONDAY, MONDAY + DAY, 10) == 0
        assert await work.traces.fade(Fading.TICKETS, MONDAY + DAY, MONDAY + DAY, 10) == 1
        assert await work.traces.fade(Fading.TICKETS, MONDAY + DAY, MONDAY + DAY, 10) == 0
    async with begin() as work:
        assert {one.parts[0].text for one in await work.messages.newest_of(number)} == {ERASED}
        assert await work.people.get(ANNA) is not None


async def test_sec_41_what_others_wrote_in_an_erased_ticket_goes_in_its_time(begin: Begin) -> None:
    number = await fill(begin)
    async with saving(begin) as work:
        await work.traces.erase(ANNA, MONDAY)
        await work.traces.erase_words(ANNA, MONDAY, 100)
        assert await work.traces.fade(Fading.TICKETS, MONDAY + DAY, MONDAY + DAY, 10) == 1
        assert await work.traces.fading(Fading.TICKETS, MONDAY + DAY) == 0
    async with begin() as work:
        assert {one.parts[0].text for one in await work.messages.newest_of(number)} == {ERASED}


async def test_sec_41_a_ticket_that_was_opened_again_is_emptied_again(begin: Begin) -> None:
    number = await fill(begin)
    async with saving(begin) as work:
        assert await work.traces.fade(Fading.TICKETS, MONDAY + DAY, MONDAY + DAY, 10) == 1
    async with saving(begin) as work:
        ticket = await work.tickets.get(number)
        assert ticket
        opened = await work.tickets.save(next_cycle(ticket, MONDAY + 2 * DAY))
        told = {"ticket": number, "written_at": MONDAY + 2 * DAY}
        await work.messages.add(a_message(author=ANNA, side=Side.CLIENT, parts=said("anew"), **told))
        await work.tickets.save(move(opened, Status.SOLVED, MONDAY + 3 * DAY))
    async with saving(begin) as work:
        assert await work.traces.fade(Fading.TICKETS, MONDAY + 4 * DAY, MONDAY + 4 * DAY, 10) == 1
    async with begin() as work:
        assert {one.parts[0].text for one in await work.messages.newest_of(number)} == {ERASED}


async def test_sec_41_people_are_forgotten_only_where_nothing_ties_them(begin: Begin) -> None:
    await fill(begin)
    async with saving(begin) as work:
        assert await work.traces.fading(Fading.PEOPLE, MONDAY) == 0
        before = MONDAY + DAY
        await work.members.add(-1001, BORIS, MONDAY)  # type: ignore[arg-type]
        assert await work.traces.fade(Fading.PEOPLE, before, before, 10) == 1
        assert await work.people.get(VIKTOR) is None
        assert await work.people.get(ANNA) is not None
        assert await work.people.get(BORIS) is not None


async def write_much(begin: Begin) -> tuple[TicketId, TicketId]:
    """A ticket of Anna with two messages of hers, one of Viktor's with one; all has a place, and a history."""
    async with saving(begin) as work:
        for person in (ANNA, VIKTOR):
            await work.people.seen(a_person(id=person))
        await work.clients.replace([a_client()], [])
        await work.people.link(a_link(), MONDAY)
        ended = {"status": Status.SOLVED, "ended_at": MONDAY}
        own = await work.tickets.file(a_ticket(**ended))
        other = await work.tickets.file(a_ticket(author=VIKTOR, draft=DraftId(2), **ended))
        for number, ticket in enumerate((own.id, own.id, other.id)):
            told = {"ticket": ticket, "written_at": MONDAY + number * MINUTE}
            kept = await work.messages.add(a_message(author=ANNA, side=Side.CLIENT, parts=said("of Anna"), **told))
            await work.posts.add([Post(private_chat(ANNA), 10 + number, ticket, kept.id)])
        work.events.add(Event(own.id, EventKind.CLIENT_WROTE, MONDAY, ANNA, "a detail"))
    return own.id, other.id


async def test_sec_41_a_long_history_is_erased_a_part_at_a_time_and_each_ticket_told_of_once(begin: Begin) -> None:
    own, other = await write_much(begin)
    found: list[Wiped] = []
    while not found or not found[-1].over:
        async with saving(begin) as work:
            found.append(await work.traces.erase_words(ANNA, MONDAY + DAY, 2))
    assert [(one.tickets, one.rows) for one in found] == [((), 2), ((), 2), ((), 2), ((own, other), 2)]
    async with begin() as work:
        for ticket in (own, other):
            assert {one.author for one in await work.messages.newest_of(ticket)} == {NOBODY}
        assert [(one.by, one.detail) for one in await work.events.of(own)] == [(None, "")]
        assert await work.posts.at(private_chat(ANNA), 11) is None


async def test_sec_41_what_is_written_after_the_word_to_erase_is_none_of_it(begin: Begin) -> None:
    await write_much(begin)
    async with saving(begin) as work:
        later = await work.tickets.file(a_ticket(draft=DraftId(3), filed_at=MONDAY + 2 * DAY))
        told = {"ticket": later.id, "written_at": MONDAY + 2 * DAY}
        kept = await work.messages.add(a_message(author=ANNA, side=Side.CLIENT, parts=said("anew"), **told))
        await work.posts.add([Post(private_chat(ANNA), 50, later.id, kept.id)])
        work.events.add(Event(later.id, EventKind.CLIENT_WROTE, MONDAY + 2 * DAY, ANNA, "anew"))
    async with saving(begin) as work:
        assert (await work.traces.erase_words(ANNA, MONDAY + DAY, 100)).over
    async with begin() as work:
        assert [one.parts[0].text for one in await work.messages.newest_of(later.id)] == ["anew"]
        assert [one.detail for one in await work.events.of(later.id)] == ["anew"]
        assert await work.posts.at(private_chat(ANNA), 50)
        kept_ticket = await work.tickets.get(later.id)
        assert kept_ticket
        assert kept_ticket.author == ANNA


async def test_sec_41_a_preview_names_no_more_than_it_tells(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.people.seen(a_person(id=ANNA))
        await work.clients.replace([a_client()], [])
        for number in range(MOST_NAMED + 3):
            await work.tickets.file(a_ticket(draft=DraftId(number + 1)))
    async with begin() as work:
        assert len((await work.traces.count(ANNA)).open) == MOST_NAMED + 1


async def test_sec_41_who_wrote_too_much_for_one_look_is_forgotten_at_a_later_one(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    await write_much(begin)
    for module in ("storage.traces", "tests.fakes.traces"):
        monkeypatch.setattr(f"{module}.PEOPLE_ROWS", 1)
    async with saving(begin) as work:
        await work.people.unlink(ANNA, a_client().id)
    gone: list[int] = []
    while not gone or not gone[-1]:
        async with saving(begin) as work:
            gone.append(await work.traces.fade(Fading.PEOPLE, MONDAY + DAY, MONDAY + DAY, 3))
        assert len(gone) < 9
    assert gone[0] == 0
    async with begin() as work:
        assert await work.people.get(ANNA) is None


async def leave_behind(begin: Begin, ticket: TicketId) -> None:
    """Anna pressed something in a group, a rating of hers reached nobody; of Viktor there is as much."""
    async with saving(begin) as work:
        for number, person in ((1, ANNA), (2, VIKTOR)):
            await work.inbox.add([Arrived(number, lane=-1001, raw="{}", sender=person)], MONDAY)
            await work.inbox.park(number, "not understood")
        other = await work.tickets.file(a_ticket(author=VIKTOR, draft=DraftId(2)))
        for about in (ticket, other.id):
            work.outbox.say(a_rating(about))
        for person in (ANNA, VIKTOR):
            work.outbox.say(a_newcomer(person))
    async with saving(begin) as work:
        for number, state in enumerate((OwedState.UNDELIVERABLE,) * 2 + (OwedState.HELD,) * 2, start=1):
            await work.outbox.settle(OutboxId(number), state, MONDAY, error="refused")


def a_rating(ticket: TicketId) -> RatingArrived:
    return RatingArrived(
        to=private_chat(VERA), ticket=ticket, subject="Of them", score=1, comment="Bad", who="", employee="", room=ROOM
    )


def a_newcomer(person: PersonId) -> SomebodyLinked:
    return SomebodyLinked(
        to=VERA, key="1", client="Romashka", person=person, name="Their name", username="", sees_all=True
    )


async def test_sec_41_what_was_set_aside_or_did_not_get_through_is_erased_wherever_it_lies(begin: Begin) -> None:
    await leave_behind(begin, await fill(begin))
    async with saving(begin) as work:
        await work.traces.erase(ANNA, MONDAY + DAY)
    async with begin() as work:
        assert [one.update for one in await work.inbox.set_aside(10)] == [2]
        left = [(one.id, one.kind, one.error) for one in await work.outbox.not_through(10)]
        assert left == [(2, "RatingArrived", "refused"), (4, "SomebodyLinked", "refused")]


async def test_sec_41_leftovers_go_in_their_time_a_part_at_a_time(begin: Begin) -> None:
    await leave_behind(begin, await fill(begin))
    async with saving(begin) as work:
        assert await work.traces.fading(Fading.LEFTOVERS, MONDAY) == 0
        assert await work.traces.fading(Fading.LEFTOVERS, MONDAY + DAY) == 6
        gone = [await work.traces.fade(Fading.LEFTOVERS, MONDAY + DAY, MONDAY + DAY, 4) for _ in range(3)]
        assert gone == [4, 2, 0]
        assert await work.inbox.set_aside(10) == []
        assert await work.outbox.not_through(10) == []


@pytest.mark.parametrize(("ended", "gone"), [(None, 1), (MONDAY, 3)])
async def test_sec_41_what_may_still_be_said_in_a_ticket_that_goes_on_is_no_leftover(
    begin: Begin, ended: datetime | None, gone: int
) -> None:
    async with saving(begin) as work:
        await work.clients.replace([a_client()], [])
        await work.people.seen(a_person(id=ANNA))
        status = Status.SOLVED if ended else Status.OPEN
        ticket = await work.tickets.file(a_ticket(status=status, ended_at=ended))
        for number in (1, 2, 3):
            work.outbox.say(StaffAnswer(to=ANNA, ticket=ticket.id, message=MessageId(number)))
    async with saving(begin) as work:
        states = (OwedState.UNDELIVERABLE, OwedState.UNCERTAIN, OwedState.HELD)
        for number, state in enumerate(states, start=1):
            await work.outbox.settle(OutboxId(number), state, MONDAY)
        assert await work.traces.fade(Fading.LEFTOVERS, MONDAY + DAY, MONDAY + DAY, 10) == gone


async def test_sec_41_what_names_somebody_deep_inside_is_erased_too(begin: Begin) -> None:
    facts = {"of_id": str(int(ANNA)), "of_name": "Anna", "ticket": "77"}
    async with saving(begin) as work:
        await work.clients.replace([a_client()], [])
        await work.people.seen(a_person(id=ANNA))
        work.outbox.say(StaffHint(to=ROOM, what="doubted", facts=facts))
    async with saving(begin) as work:
        await work.outbox.settle(OutboxId(1), OwedState.UNDELIVERABLE, MONDAY)
    async with saving(begin) as work:
        await work.traces.erase(ANNA, MONDAY + DAY)
    async with begin() as work:
        assert await work.outbox.not_through(10) == []
