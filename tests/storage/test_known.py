"""What a transaction has read it does not read again; whatever is written in it is seen in it all the same."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from desk.ids import ChatId, ClientId, DraftId, MessageId, PersonId
from desk.ports import Arrived, Begin, Work
from desk.rules.form import FormName
from desk.rules.messages import Post, Room
from desk.rules.periods import Ended
from desk.rules.reminders import Over, Reminder, Set
from desk.rules.ticket import Status, Ticket
from tests.builders import (
    ANNA,
    BORIS,
    MONDAY,
    ROMASHKA,
    ROOM,
    VIKTOR,
    a_client,
    a_link,
    a_message,
    a_period,
    a_person,
    a_ticket,
)
from tests.storage.saving import saving

MOVED = ChatId(-2002)


async def test_a_person_who_changed_is_seen_as_they_are_now(begin: Begin) -> None:
    async with saving(begin) as work:
        assert await work.people.get(ANNA) is None
        await work.people.seen(a_person())
        assert await work.people.get(ANNA) == a_person()
        await work.people.choose_language(ANNA, "en")
        assert await work.people.get(ANNA) == a_person(chosen="en")
        await work.people.reach(ANNA, reachable=False)
        assert await work.people.get(ANNA) == a_person(chosen="en", reachable=False)
        renamed = a_person(name="Anna S.")
        assert await work.people.seen(renamed) == replace(renamed, chosen="en", reachable=False)
        assert await work.people.get(ANNA) == replace(renamed, chosen="en", reachable=False)


async def test_a_chat_that_changed_is_seen_as_it_is_now(begin: Begin) -> None:
    async with saving(begin) as work:
        assert (await work.chats.get(ROOM)).title == ""
        await work.chats.describe(ROOM, title="Support", forum=True)
        assert (await work.chats.get(ROOM)).forum
        await work.chats.newer(ROOM, 7)
        await work.chats.newer(ROOM, 5)
        assert (await work.chats.get(ROOM)).newest == 7
        await work.chats.show(ROOM, 6)
        assert (await work.chats.get(ROOM)).screen == 6


async def test_a_group_that_moves_takes_what_was_read_before_along(begin: Begin, ticket: Ticket) -> None:
    async with saving(begin) as work:
        await work.rooms.save(Room(ticket.id, ROOM, topic=3))
    async with saving(begin) as work:
        assert (await work.tickets.get(ticket.id)) == ticket
        assert await work.rooms.of(ticket.id) == Room(ticket.id, ROOM, topic=3)
        await work.chats.move(ROOM, MOVED)
        moved = await work.tickets.get(ticket.id)
        assert moved is not None
        assert moved.room == MOVED
        assert await work.rooms.of(ticket.id) == Room(ticket.id, MOVED)


async def test_what_is_saved_is_read_and_what_is_fetched_ahead_is_the_same(begin: Begin, ticket: Ticket) -> None:
    async with saving(begin) as work:
        message = await work.messages.add(a_message(ticket=ticket.id))
        await work.ahead(people=[ANNA, BORIS], chats=[ROOM], tickets=[ticket.id], messages=[message.id])
        assert await work.messages.get(message.id) == message
        changed = replace(message, delivered_at=work.now)
        await work.messages.save(changed)
        assert await work.messages.get(message.id) == changed
        saved = await work.tickets.save(replace(ticket, assignee=BORIS))
        assert await work.tickets.get(ticket.id) == saved
        assert await work.tickets.save(saved) != saved
    async with saving(begin) as work:
        assert await work.messages.get(message.id) == changed


async def test_a_post_is_found_in_the_transaction_that_adds_it(begin: Begin, ticket: Ticket) -> None:
    post = Post(ROOM, 40, ticket.id)
    async with saving(begin) as work:
        await work.posts.add([post])
        assert await work.posts.at(ROOM, 40) == post


async def test_links_and_forms_that_were_fetched_ahead_are_seen_as_they_become(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.people.seen(a_person())
        await work.clients.replace([a_client()], [])
        await work.ahead(writers=[ANNA, BORIS])
        assert (await work.people.links_of(ANNA), await work.drafts.of(ANNA)) == ([], None)
        await work.people.link(a_link(), work.now)
        assert await work.people.links_of(ANNA) == [replace(a_link(), since=work.now, proven_at=work.now)]
        draft = await work.drafts.begin(ANNA, FormName.TICKET, work.now)
        assert await work.drafts.of(ANNA) == draft
        other = await work.drafts.begin(ANNA, FormName.FEEDBACK, work.now + timedelta(seconds=1))
        assert await work.drafts.of(ANNA) == other
        assert await work.drafts.of(ANNA, FormName.TICKET) == draft
        await work.drafts.drop(other.id)
        assert await work.drafts.of(ANNA) == draft
        await work.people.unlink(ANNA, a_client().id)
        assert await work.people.links_of(ANNA) == []


async def test_links_stand_in_the_order_of_the_names_that_clients_have_now(begin: Begin) -> None:
    other = ClientId("c-2")
    async with saving(begin) as work:
        await work.people.seen(a_person())
        await work.clients.replace([a_client(), a_client(id=other, name="Aster")], [])
        await work.people.link(a_link(), work.now)
        await work.people.link(a_link(client=other), work.now)
        assert [link.client for link in await work.people.links_of(ANNA)] == [other, a_client().id]
        await work.clients.replace([a_client(id=other, name="Zinnia")], [])
        assert [link.client for link in await work.people.links_of(ANNA)] == [a_client().id, other]


async def test_a_message_that_is_saved_is_found_as_it_is_now(begin: Begin, ticket: Ticket) -> None:
    async with saving(begin) as work:
        message = await work.messages.add(a_message(ticket=ticket.id))
        assert await work.messages.last_delivered(ticket.id, message.side) is None
        changed = replace(message, delivered_at=work.now)
        await work.messages.save(changed)
        assert await work.messages.last_delivered(ticket.id, message.side) == changed
        assert await work.messages.newest_of(ticket.id) == [changed]
        with pytest.raises(LookupError):
            await work.messages.save(replace(message, id=MessageId(999)))


async def test_updates_that_were_looked_at_ahead_are_done_once(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.inbox.add([Arrived(number, 1, "{}", "album") for number in (1, 2, 3)], work.now)
    async with saving(begin) as work:
        await work.ahead(updates=[1, 2, 77])
        assert not await work.inbox.handled(1, "album")
        assert await work.inbox.done([1], work.now) == 1
        assert await work.inbox.done([1], work.now) == 0
        assert await work.inbox.done([77], work.now) == 0
        assert await work.inbox.handled(1, "album")
        assert [row.update for row in await work.inbox.ready(work.now, 10)] == [2, 3]
        assert await work.inbox.done([2, 3], work.now) == 2
        assert not await work.inbox.unfinished(1)
    async with begin() as work:
        assert await work.inbox.ready(work.now, 10) == []


async def _tickets(work: Work, *, author: PersonId = ANNA, clients: Sequence[ClientId] = ()) -> list[Ticket]:
    return await work.tickets.of_person(author, clients)


async def test_what_people_may_see_is_the_same_whether_it_was_looked_up_ahead_or_not(begin: Begin) -> None:
    other, third = ClientId("c-2"), ClientId("c-3")
    async with saving(begin) as work:
        await work.clients.replace([a_client(), a_client(id=other), a_client(id=third)], [])
        for number, (author, client, status) in enumerate(
            [
                (ANNA, ROMASHKA, Status.OPEN),
                (ANNA, other, Status.SOLVED),
                (VIKTOR, other, Status.OPEN),
                (VIKTOR, ROMASHKA, Status.INACTIVE),
                (VIKTOR, third, Status.NEW),
                (BORIS, third, Status.OPEN),
            ],
            start=1,
        ):
            await work.tickets.file(
                a_ticket(
                    author=author,
                    client=client,
                    status=status,
                    draft=DraftId(number),
                    filed_at=MONDAY + timedelta(hours=number % 4),
                )
            )
    whose = {ANNA: [ROMASHKA], VIKTOR: [other], BORIS: []}
    async with begin() as work:
        alone = {who: await _tickets(work, author=who, clients=clients) for who, clients in whose.items()}
    async with begin() as work:
        await work.ahead(whose=whose)
        ahead = {who: await _tickets(work, author=who, clients=clients) for who, clients in whose.items()}
        assert await _tickets(work, clients=[ROMASHKA, third]) != ahead[ANNA]
    assert {who: len(found) for who, found in alone.items()} == {ANNA: 3, VIKTOR: 4, BORIS: 1}
    assert ahead == alone


@pytest.mark.parametrize("status", [Status.WAITING, Status.SOLVED])
async def test_a_ticket_that_is_saved_stands_where_it_belongs_now(begin: Begin, status: Status) -> None:
    async with saving(begin) as work:
        await work.clients.replace([a_client()], [])
        first = await work.tickets.file(a_ticket(draft=DraftId(1)))
        second = await work.tickets.file(a_ticket(draft=DraftId(2), filed_at=MONDAY + timedelta(hours=1)))
    async with saving(begin) as work:
        await work.ahead(whose={ANNA: [ROMASHKA], VIKTOR: []})
        assert await _tickets(work, clients=[ROMASHKA]) == [second, first]
        saved = await work.tickets.save(replace(second, status=status))
        expected = [saved, first] if saved.is_open else [first, saved]
        assert await _tickets(work, clients=[ROMASHKA]) == expected
        third = await work.tickets.file(a_ticket(draft=DraftId(3), filed_at=MONDAY + timedelta(hours=2)))
        assert [one.id for one in await _tickets(work, clients=[ROMASHKA])][:1] == [third.id]


async def test_a_ticket_that_comes_to_somebody_is_seen_by_them(begin: Begin) -> None:
    other = ClientId("c-2")
    async with saving(begin) as work:
        await work.clients.replace([a_client(), a_client(id=other)], [])
        filed = await work.tickets.file(a_ticket(author=VIKTOR, client=other))
    async with saving(begin) as work:
        await work.ahead(whose={ANNA: [ROMASHKA]})
        assert await _tickets(work, clients=[ROMASHKA]) == []
        moved = await work.tickets.save(replace(filed, client=ROMASHKA))
        assert await _tickets(work, clients=[ROMASHKA]) == [moved]


async def test_periods_that_were_looked_up_ahead_are_seen_as_they_become(begin: Begin, ticket: Ticket) -> None:
    async with saving(begin) as work:
        await work.ahead(whose={ANNA: [ROMASHKA]})
        assert await work.periods.open_of(ticket.id) is None
        begun = await work.periods.begin(a_period(ticket=ticket.id))
        assert await work.periods.open_of(ticket.id) == begun
        pinged = replace(begun, pings=1)
        await work.periods.save(pinged)
        assert await work.periods.open_of(ticket.id) == pinged
        assert await work.periods.end(begun.id, Ended.ANSWERED, work.now)
        assert await work.periods.open_of(ticket.id) is None


async def test_reminders_that_were_looked_up_ahead_are_seen_as_they_become(begin: Begin, ticket: Ticket) -> None:
    def reminder(what: Set) -> Reminder:
        return Reminder(0, ticket.id, what, MONDAY + timedelta(hours=5), "", BORIS, MONDAY, MONDAY)

    async with saving(begin) as work:
        await work.ahead(whose={ANNA: [ROMASHKA]})
        assert await work.reminders.open_of(ticket.id, Set.PROMISE) is None
        promise = await work.reminders.begin(reminder(Set.PROMISE))
        snooze = await work.reminders.begin(reminder(Set.SNOOZE))
        assert await work.reminders.open_of(ticket.id, Set.PROMISE) == promise
        assert await work.reminders.open_of(ticket.id, Set.SNOOZE) == snooze
        await work.reminders.look_again(promise.id, None)
        assert await work.reminders.open_of(ticket.id, Set.PROMISE) == replace(promise, look_at=None)
        assert await work.reminders.end(promise.id, Over.CLIENT_WROTE, work.now)
        assert await work.reminders.open_of(ticket.id, Set.PROMISE) is None
        assert await work.reminders.open_of(ticket.id, Set.SNOOZE) == snooze


async def test_too_many_tickets_are_not_looked_up_ahead(begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.tickets.AT_ONCE", 2)
    async with saving(begin) as work:
        await work.clients.replace([a_client()], [])
        filed = [await work.tickets.file(a_ticket(draft=DraftId(number))) for number in (1, 2, 3)]
    async with begin() as work:
        await work.ahead(whose={ANNA: [ROMASHKA], VIKTOR: []})
        assert len(await _tickets(work, clients=[ROMASHKA])) == len(filed)
