"""Access data: sealed, and only as long as nobody has seen them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk.errors import Conflict
from desk.ids import SecretId, TicketId
from desk.ports import Begin
from desk.rules.ticket import Ticket
from desk.rules.vault import Change, Secret, SecretState, digest_of, end, give, shown
from tests.builders import ANNA, BORIS, MONDAY, VERA, a_secret
from tests.storage.saving import file, saving
from tests.storage.test_people import DANGLING

DAY = timedelta(days=1)


async def added(begin: Begin, **facts: object) -> Secret:
    async with saving(begin) as work:
        return await work.secrets.add(a_secret(**facts))


async def test_4_4_what_was_asked_for_gets_its_number_and_is_kept(begin: Begin, ticket: Ticket) -> None:
    secret = await added(begin, id=SecretId(77), ticket=ticket.id, sealed_in=ticket.id)
    async with begin() as work:
        assert await work.secrets.get(secret.id) == secret
        assert await work.secrets.of(ticket.id) == [secret]
        assert await work.secrets.get(SecretId(999)) is None
        assert await work.secrets.of(TicketId(999)) == []


async def test_4_4_it_needs_its_ticket(begin: Begin) -> None:
    async with begin() as work:
        with pytest.raises(DANGLING):
            await work.secrets.add(a_secret(ticket=TicketId(9), sealed_in=TicketId(9)))


async def test_sec_23_of_two_who_save_it_one_is_too_late(begin: Begin, ticket: Ticket) -> None:
    """So that of two presses only one shows it."""
    secret = await added(begin, ticket=ticket.id, sealed_in=ticket.id)
    async with saving(begin) as work:
        given = await work.secrets.save(give(secret, ANNA, "v1.k.xyz", MONDAY))
    assert given.version == secret.version + 1
    async with begin() as work:
        with pytest.raises(Conflict):
            await work.secrets.save(end(secret, SecretState.EXPIRED))
    async with begin() as work:
        assert await work.secrets.get(secret.id) == given


async def test_4_4_what_an_employee_has_asked_for_and_not_seen(begin: Begin, ticket: Ticket) -> None:
    first = await added(begin, ticket=ticket.id, sealed_in=ticket.id)
    second = await added(begin, ticket=ticket.id, sealed_in=ticket.id, asker=VERA)
    third = await added(begin, ticket=ticket.id, sealed_in=ticket.id)
    fourth = await added(begin, ticket=ticket.id, sealed_in=ticket.id, asker=None)
    async with saving(begin) as work:
        given = await work.secrets.save(give(third, ANNA, "v1.k.xyz", MONDAY))
        held = await work.secrets.save(give(fourth, ANNA, "v1.k.abc", MONDAY))
    async with begin() as work:
        assert await work.secrets.asked_by(BORIS) == [first, given]
        assert await work.secrets.asked_by(VERA) == [second]
        assert await work.secrets.held() == [given, held]
    async with saving(begin) as work:
        await work.secrets.save(shown(given, 5, MONDAY))
    async with begin() as work:
        assert await work.secrets.asked_by(BORIS) == [first]
        assert await work.secrets.held() == [held]


async def test_4_4_an_answer_to_the_request_finds_it(begin: Begin, ticket: Ticket) -> None:
    secret = await added(begin, ticket=ticket.id, sealed_in=ticket.id)
    async with saving(begin) as work:
        asked = await work.secrets.save(replace(secret, request=42))
    async with begin() as work:
        assert await work.secrets.by_request(ANNA, 42) == asked
        assert await work.secrets.by_request(ANNA, 43) is None
        assert await work.secrets.by_request(BORIS, 42) is None


async def test_4_4_what_is_due_comes_first_by_its_time(begin: Begin, ticket: Ticket) -> None:
    times = [MONDAY + 2 * DAY, MONDAY + DAY, None, MONDAY + 3 * DAY]
    made = [await added(begin, ticket=ticket.id, sealed_in=ticket.id, look_at=at) for at in times]
    async with begin() as work:
        assert await work.secrets.due(MONDAY + 2 * DAY, 10) == [made[1].id, made[0].id]
        assert await work.secrets.due(MONDAY + 2 * DAY, 1) == [made[1].id]
        assert await work.secrets.due(MONDAY, 10) == []


async def test_4_4_it_goes_along_with_a_merged_ticket(begin: Begin) -> None:
    one, other = await file(begin, draft=1), await file(begin, draft=2)
    secret = await added(begin, ticket=one.id, sealed_in=one.id)
    async with saving(begin) as work:
        await work.secrets.move(one.id, other.id)
    async with begin() as work:
        assert await work.secrets.of(one.id) == []
        assert await work.secrets.of(other.id) == [replace(secret, ticket=other.id)]


async def test_sec_25_tickets_with_an_unchanged_password_count_once(begin: Begin) -> None:
    one, other = await file(begin, draft=1), await file(begin, draft=2)
    for ticket, change in [(one, Change.TOLD), (one, Change.REMINDED), (other, Change.REMINDED)]:
        await added(begin, ticket=ticket.id, sealed_in=ticket.id, state=SecretState.SHOWN, change=change)
    for change in (Change.NOT_YET, Change.DONE):
        await added(begin, ticket=other.id, sealed_in=other.id, state=SecretState.SHOWN, change=change)
    async with begin() as work:
        assert await work.secrets.unchanged() == 2


async def test_sec_21_a_page_finds_its_request_by_the_digest_of_its_token(begin: Begin, ticket: Ticket) -> None:
    facts = {"ticket": ticket.id, "sealed_in": ticket.id}
    secret = await added(begin, page=digest_of("token"), page_until=MONDAY, **facts)
    await added(begin, **facts)
    async with begin() as work:
        assert await work.secrets.by_page(digest_of("token")) == secret
        assert await work.secrets.by_page("token") is None
        assert await work.secrets.by_page("") is None
