"""What the panel or a file tells of clients, and what that does to the people who act for them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desk.errors import NotVerified
from desk.ids import ClientId, MessageId, ServiceId
from desk.notices.client import StaffAnswer
from desk.notices.panel import AccountNews, AccountTold, ClientsMisread, PanelNews
from desk.notices.people import DelegatesChanged, DelegateTold
from desk.notices.staff import Happened, What
from desk.ports import Work
from desk.rules.entitlement import Ground, ServiceStatus
from desk.rules.freshness import RETRY_AFTER, Freshness
from desk.rules.panel import Contested, Fault, Misread, PanelClient
from desk.rules.panel_news import PATIENCE, PanelState, Way
from desk.rules.people import Proof
from desk.usecases.importing import TooMuchLost, import_registry
from desk.usecases.panel import (
    TooManyGone,
    ask_checks,
    could_not_ask,
    learn,
    misunderstood,
    panel_is,
    to_ask,
    wanted,
)
from desk.usecases.sweeping import must_not_lose_too_much, never_told, swept
from desk.usecases.trusting import must_be_verified, standing_as_known
from tests.builders import (
    ANNA,
    MONDAY,
    ROMASHKA,
    VIKTOR,
    a_client,
    a_link,
    a_person,
    a_policy,
    a_service,
    a_ticket,
    an_answer,
)
from tests.fakes import FakeDesk

TERMS = Freshness()
PANEL = "http https://panel.example.com/desk"


@pytest.fixture
async def desk() -> FakeDesk:
    made = FakeDesk(a_policy(freshness=TERMS, panel=PANEL), MONDAY)
    await made.office.run(fill)
    return made


async def fill(work: Work) -> None:
    await work.people.seen(a_person())
    await work.clients.replace([a_client()], [a_service()])


async def tie(work: Work, *, proof: Proof) -> None:
    await work.people.link(replace(a_link(), proof=proof), work.now)


async def links(work: Work) -> int:
    return len(await work.people.linked_to(ROMASHKA))


def told(desk: FakeDesk, kind: type[Any]) -> list[Any]:
    return [row.notice for row in desk.store.outbox.values() if isinstance(row.notice, kind)]


@pytest.mark.parametrize(
    ("proof", "news", "left"),
    [
        (Proof.MAIL, AccountNews.PROVE_AGAIN, 0),
        (Proof.PANEL, AccountNews.ADDRESS_CHANGED, 1),
        (Proof.STAFF, AccountNews.ADDRESS_CHANGED, 1),
    ],
)
@pytest.mark.parametrize("email", ["new@romashka.example", ""])
@pytest.mark.parametrize("from_file", [True, False])
async def test_another_address_ends_what_the_former_one_has_proven_and_nothing_else(
    desk: FakeDesk, proof: Proof, news: AccountNews, left: int, email: str, *, from_file: bool
) -> None:
    await desk.office.run(tie, proof=proof)
    client = a_client(email=email)
    if not email:
        news = {
            AccountNews.PROVE_AGAIN: AccountNews.NO_ADDRESS,
            AccountNews.ADDRESS_CHANGED: AccountNews.ADDRESS_REMOVED,
        }[news]
    if from_file:
        facts: dict[str, Any] = {"complete": False, "even_if": False}
        await desk.office.run(import_registry, clients=[client], services=[a_service()], **facts)
    else:
        found = PanelClient(client, (a_service(),))
        await desk.office.run(learn, client=ROMASHKA, found=found, asked_at=MONDAY)
    assert await desk.office.look(links) == left
    assert told(desk, AccountTold) == [AccountTold(to=ANNA, news=news, client=client.name)]


@pytest.mark.parametrize(("email", "has_email"), [("", False), (a_client().email, True)])
async def test_the_same_address_or_no_word_of_one_ends_nothing(desk: FakeDesk, email: str, *, has_email: bool) -> None:
    await desk.office.run(tie, proof=Proof.MAIL)
    found = PanelClient(a_client(email=email), (a_service(),), has_email=has_email)
    await desk.office.run(learn, client=ROMASHKA, found=found, asked_at=MONDAY)
    assert await desk.office.look(links) == 1
    assert told(desk, AccountTold) == []
    assert desk.store.clients[ROMASHKA].email == a_client().email


@pytest.mark.parametrize("email", ["new@romashka.example", ""])
async def test_who_was_known_by_the_former_address_is_let_go_like_anybody_else(desk: FakeDesk, email: str) -> None:
    await desk.office.run(tie, proof=Proof.MAIL)
    await desk.office.run(add_an_owner_and_an_answer)
    found = PanelClient(a_client(email=email), (a_service(),))
    await desk.office.run(learn, client=ROMASHKA, found=found, asked_at=MONDAY)
    (happened,) = told(desk, Happened)
    assert (happened.what, happened.detail) == (What.ADDRESS_GONE, a_person().name)
    assert StaffAnswer(to=VIKTOR, ticket=happened.ticket, message=MessageId(1), items=1) in told(desk, StaffAnswer)
    (changed,) = told(desk, DelegatesChanged)
    assert (changed.to, changed.name, changed.outdated) == (VIKTOR, a_person().name, True)
    assert told(desk, DelegateTold) == []


async def add_an_owner_and_an_answer(work: Work) -> None:
    """Viktor owns the client by the panel; an answer to Anna's open ticket is on its way to her."""
    await work.people.seen(a_person(id=VIKTOR, name="Viktor"))
    await work.people.link(replace(a_link(person=VIKTOR), proof=Proof.PANEL), work.now)
    ticket = await work.tickets.file(a_ticket())
    answer = await work.messages.add(an_answer(ticket=ticket.id, delivered_at=None))
    work.outbox.say(StaffAnswer(to=ANNA, ticket=ticket.id, message=answer.id, items=1))


async def test_a_sweep_without_addresses_is_not_taken(desk: FakeDesk) -> None:
    many = [a_client(id=ClientId(f"c{number}"), email=f"c{number}@example.com") for number in range(20)]
    for client in many:
        await desk.office.run(learn, client=client.id, found=PanelClient(client, ()), asked_at=MONDAY)
    bare = [PanelClient(replace(client, email=""), ()) for client in many]
    with pytest.raises(TooManyGone, match="20 of 21 addresses"):
        await desk.office.look(must_not_lose_too_much, told=bare)
    without = [replace(one, has_email=False) for one in bare]
    assert await desk.office.look(must_not_lose_too_much, told=without) == []


async def test_addresses_that_go_one_by_one_are_guarded_like_a_sweep(desk: FakeDesk) -> None:
    many = [a_client(id=ClientId(f"c{number}"), email=f"c{number}@example.com") for number in range(20)]
    for client in many:
        await desk.office.run(learn, client=client.id, found=PanelClient(client, ()), asked_at=MONDAY)
    bare = [PanelClient(replace(client, email=""), ()) for client in many]
    for one in [*bare[:5], *bare[:5]]:
        await desk.office.run(learn, client=one.client.id, found=one, asked_at=MONDAY)
    with pytest.raises(TooManyGone, match="6 of 21 addresses"):
        await desk.office.run(learn, client=many[5].id, found=bare[5], asked_at=MONDAY)
    assert desk.store.clients[many[5].id].email
    silent = replace(bare[5], has_email=False)
    await desk.office.run(learn, client=many[5].id, found=silent, asked_at=MONDAY)
    changed = PanelClient(replace(many[6], email="new@example.com"), ())
    await desk.office.run(learn, client=many[6].id, found=changed, asked_at=MONDAY)
    desk.clock.now = MONDAY + timedelta(days=1, seconds=1)
    await desk.office.run(learn, client=many[5].id, found=bare[5], asked_at=desk.clock.now)
    assert not desk.store.clients[many[5].id].email


@pytest.mark.parametrize("complete", [True, False])
async def test_a_file_without_addresses_is_not_imported(desk: FakeDesk, *, complete: bool) -> None:
    many = [a_client(id=ClientId(f"c{number}"), email=f"c{number}@example.com") for number in range(20)]
    facts: dict[str, Any] = {"services": [a_service()], "complete": complete}
    await desk.office.run(import_registry, clients=[a_client(), *many], even_if=False, **facts)
    await desk.office.run(tie, proof=Proof.MAIL)
    bare = [replace(client, email="") for client in (a_client(), *many)]
    with pytest.raises(TooMuchLost, match="21 of 21 addresses"):
        await desk.office.run(import_registry, clients=bare, even_if=False, **facts)
    assert await desk.office.look(links) == 1
    await desk.office.run(import_registry, clients=bare, even_if=True, **facts)
    assert await desk.office.look(links) == 0


async def test_an_older_answer_changes_nothing(desk: FakeDesk) -> None:
    fresh = PanelClient(a_client(), (a_service(),))
    await desk.office.run(learn, client=ROMASHKA, found=fresh, asked_at=MONDAY)
    before = MONDAY - timedelta(seconds=1)
    assert not await desk.office.run(learn, client=ROMASHKA, found=None, asked_at=before)
    assert not desk.store.clients[ROMASHKA].closed


async def test_one_by_one_is_no_way_around_the_guard(desk: FakeDesk) -> None:
    many = [a_client(id=ClientId(f"c{number}"), email="") for number in range(20)]
    for client in many:
        found = PanelClient(client, (a_service(id=ServiceId(f"s{client.id}"), client=client.id),))
        await desk.office.run(learn, client=client.id, found=found, asked_at=MONDAY)
    for client in many[:5]:
        await desk.office.run(learn, client=client.id, found=None, asked_at=MONDAY)
    with pytest.raises(TooManyGone):
        await desk.office.run(learn, client=many[5].id, found=None, asked_at=MONDAY)
    closed = [client for client in desk.store.clients.values() if client.closed]
    assert len(closed) == 5
    ended = [one for one in desk.store.services.values() if one.status is ServiceStatus.ENDED]
    assert len(ended) == 5


async def test_whom_the_panel_has_never_told_of_is_not_closed_because_it_does_not_know_them(desk: FakeDesk) -> None:
    await desk.office.run(tie, proof=Proof.MAIL)
    assert await desk.office.look(never_told) == [ROMASHKA]
    await desk.office.run(ask_checks, clients=[ROMASHKA])
    assert not await desk.office.run(learn, client=ROMASHKA, found=None, asked_at=MONDAY)
    assert not desk.store.clients[ROMASHKA].closed
    assert await desk.office.look(links) == 1
    assert await desk.office.look(wanted) == []
    assert await desk.office.look(must_not_lose_too_much, told=[]) == []
    with pytest.raises(NotVerified):
        await desk.office.look(must_be_verified, ROMASHKA)
    await desk.office.run(learn, client=ROMASHKA, found=PanelClient(a_client(), (a_service(),)), asked_at=MONDAY)
    assert await desk.office.look(never_told) == []
    assert await desk.office.look(must_not_lose_too_much, told=[]) == [ROMASHKA]
    desk.policy = a_policy(freshness=TERMS, panel="http https://another.example.com")
    assert await desk.office.look(must_not_lose_too_much, told=[]) == []
    desk.policy = a_policy(freshness=TERMS, panel=PANEL)
    assert await desk.office.run(learn, client=ROMASHKA, found=None, asked_at=MONDAY)
    assert desk.store.clients[ROMASHKA].closed


async def test_a_panel_that_does_not_know_them_is_not_asked_about_them_at_every_step(desk: FakeDesk) -> None:
    assert await desk.office.look(to_ask, clients=[ROMASHKA]) == [ROMASHKA]
    await desk.office.run(learn, client=ROMASHKA, found=None, asked_at=MONDAY)
    assert await desk.office.look(to_ask, clients=[ROMASHKA]) == []
    desk.clock.now = MONDAY + RETRY_AFTER
    assert await desk.office.look(to_ask, clients=[ROMASHKA]) == [ROMASHKA]


async def wrong(work: Work) -> list[ClientId]:
    return list(await work.checks.wrong())


@pytest.mark.parametrize("whole", [True, False])
async def test_an_older_misreading_says_nothing_after_a_newer_answer(desk: FakeDesk, *, whole: bool) -> None:
    misread = [Misread(ROMASHKA, Fault.DATE, "a date that is none")]
    found = PanelClient(a_client(), (a_service(),))
    await desk.office.run(learn, client=ROMASHKA, found=found, asked_at=MONDAY)
    earlier = MONDAY - timedelta(seconds=1)
    await desk.office.run(misunderstood, told=misread, asked_at=earlier, whole=whole)
    assert await desk.office.look(wrong) == []
    assert told(desk, ClientsMisread) == []
    await desk.office.run(misunderstood, told=misread, asked_at=MONDAY, whole=whole)
    assert await desk.office.look(wrong) == [ROMASHKA]


async def test_many_whom_the_panel_never_told_of_are_no_loss(desk: FakeDesk) -> None:
    many = [a_client(id=ClientId(f"c{number}"), email="") for number in range(20)]
    theirs = [a_service(id=ServiceId(f"s{client.id}"), client=client.id) for client in many]
    facts: dict[str, Any] = {"complete": False, "even_if": False}
    await desk.office.run(import_registry, clients=many, services=theirs, **facts)
    assert await desk.office.look(must_not_lose_too_much, told=[PanelClient(a_client(), ())]) == []


async def test_a_refused_import_leaves_everything_as_it_was(desk: FakeDesk) -> None:
    many = [a_client(id=ClientId(f"c{number}"), email="") for number in range(20)]
    theirs = [a_service(id=ServiceId(f"s{client.id}"), client=client.id) for client in many]
    facts: dict[str, Any] = {"complete": True, "even_if": False}
    await desk.office.run(import_registry, clients=[a_client(), *many], services=[a_service(), *theirs], **facts)
    with pytest.raises(TooMuchLost):
        await desk.office.run(import_registry, clients=[a_client()], services=[a_service()], **facts)
    assert not any(client.closed for client in desk.store.clients.values())
    await desk.office.run(import_registry, clients=[a_client()], services=[a_service()], complete=True, even_if=True)
    assert sum(client.closed for client in desk.store.clients.values()) == 20


async def test_sec_35_nothing_new_is_opened_before_the_panel_has_answered(desk: FakeDesk) -> None:
    with pytest.raises(NotVerified):
        await desk.office.look(must_be_verified, ROMASHKA)
    await desk.office.run(learn, client=ROMASHKA, found=PanelClient(a_client(), ()), asked_at=MONDAY)
    await desk.office.look(must_be_verified, ROMASHKA)
    await desk.office.look(must_be_verified, None)
    desk.clock.now = MONDAY + 2 * TERMS.fresh + timedelta(seconds=1)
    with pytest.raises(NotVerified):
        await desk.office.look(must_be_verified, ROMASHKA)


@pytest.mark.parametrize(
    ("late", "minutes", "ground"),
    [
        (0, 5, Ground.ACTIVE_SERVICE),
        (2, 5, Ground.ACTIVE_SERVICE),
        (0, 30, Ground.ACTIVE_LATELY),
        (2, 30, Ground.UNVERIFIED),
        (0, 25 * 60, Ground.UNVERIFIED),
    ],
)
async def test_sec_35_a_late_payment_is_not_forgiven_to_whom_nobody_could_ask_about(
    late: int, minutes: int, ground: Ground
) -> None:
    desk = FakeDesk(a_policy(freshness=TERMS, grace=3, panel=PANEL), MONDAY)
    await desk.office.run(fill)
    service = a_service(paid_until=MONDAY.date() - timedelta(days=late))
    told = PanelClient(a_client(), (service,))
    await desk.office.run(learn, client=ROMASHKA, found=told, asked_at=MONDAY - timedelta(minutes=minutes))
    known = await desk.office.look(standing_as_known, ROMASHKA, service, [service])
    assert known.ground is ground


async def test_a_client_who_went_up_in_another_one_is_closed_and_the_services_are_the_others(desk: FakeDesk) -> None:
    await desk.office.run(tie, proof=Proof.PANEL)
    other = a_client(id=ClientId("other"))
    moved = PanelClient(other, (a_service(client=other.id),))
    await desk.office.run(learn, client=ROMASHKA, found=PanelClient(a_client(), (a_service(),)), asked_at=MONDAY)
    with pytest.raises(Contested, match="service s-1 is other's, and it is romashka's"):
        await desk.office.run(learn, client=other.id, found=moved, asked_at=MONDAY)
    assert desk.store.services[a_service().id].client == ROMASHKA
    assert other.id not in desk.store.clients
    await desk.office.run(learn, client=ROMASHKA, found=None, asked_at=MONDAY)
    await desk.office.run(learn, client=other.id, found=moved, asked_at=MONDAY)
    assert await desk.office.look(links) == 0
    assert told(desk, AccountTold) == [AccountTold(to=ANNA, news=AccountNews.CLOSED, client="Romashka")]
    (service,) = desk.store.services.values()
    assert (service.client, service.status) == (other.id, ServiceStatus.ACTIVE)
    again = PanelClient(a_client(), ())
    await desk.office.run(learn, client=ROMASHKA, found=again, asked_at=MONDAY + timedelta(minutes=1))
    assert not desk.store.clients[ROMASHKA].closed


async def test_a_service_of_whom_the_panel_has_never_told_goes_to_whom_it_tells_of(desk: FakeDesk) -> None:
    other = a_client(id=ClientId("other"))
    theirs = PanelClient(other, (a_service(client=other.id),))
    await desk.office.run(learn, client=other.id, found=theirs, asked_at=MONDAY)
    assert desk.store.services[a_service().id].client == other.id


async def test_a_closed_client_takes_nothing_along(desk: FakeDesk) -> None:
    told = PanelClient(a_client(), (a_service(),))
    await desk.office.run(learn, client=ROMASHKA, found=told, asked_at=MONDAY)
    other = a_client(id=ClientId("other"))
    await desk.office.run(learn, client=other.id, found=PanelClient(other, ()), asked_at=MONDAY)
    closed = PanelClient(other, (a_service(client=other.id),), open=False)
    await desk.office.run(learn, client=other.id, found=closed, asked_at=MONDAY)
    assert desk.store.clients[other.id].closed
    assert desk.store.services[a_service().id] == a_service()


async def test_what_could_not_be_asked_is_asked_again_and_managers_hear_once_after_a_while(desk: FakeDesk) -> None:
    down: dict[str, Any] = {"clients": [ROMASHKA], "state": PanelState.DOWN, "detail": "connection refused"}
    await desk.office.run(could_not_ask, **down)
    assert told(desk, PanelNews) == []
    assert await desk.office.look(to_ask, clients=[ROMASHKA]) == []
    assert await desk.office.look(wanted) == []
    for minutes in (2, 6, 8):
        desk.clock.now = MONDAY + timedelta(minutes=minutes)
        assert await desk.office.look(wanted) == [ROMASHKA]
        await desk.office.run(could_not_ask, **down)
        assert len(told(desk, PanelNews)) == (minutes * timedelta(minutes=1) >= PATIENCE)
    await desk.office.run(learn, client=ROMASHKA, found=PanelClient(a_client(), ()), asked_at=desk.clock.now)
    assert [one.state for one in told(desk, PanelNews)] == [PanelState.DOWN, PanelState.WELL]
    await desk.office.run(panel_is, way=Way.CLIENTS, state=PanelState.WELL)
    assert len(told(desk, PanelNews)) == 2


async def test_one_client_who_is_refused_and_others_who_are_not_do_not_take_turns_at_the_managers(
    desk: FakeDesk,
) -> None:
    refused: dict[str, Any] = {"clients": [ROMASHKA], "state": PanelState.REFUSED, "detail": "role"}
    other = a_client(id=ClientId("c-2"), email="")
    for minute in range(30):
        desk.clock.now = MONDAY + timedelta(minutes=minute)
        await desk.office.run(could_not_ask, **refused)
        await desk.office.run(learn, client=other.id, found=PanelClient(other, ()), asked_at=desk.clock.now)
    assert [one.state for one in told(desk, PanelNews)] == [PanelState.REFUSED]
    await desk.office.run(learn, client=ROMASHKA, found=PanelClient(a_client(), ()), asked_at=desk.clock.now)
    assert [one.state for one in told(desk, PanelNews)] == [PanelState.REFUSED, PanelState.WELL]


@pytest.mark.parametrize("way", [Way.SWEEP, Way.FINDING])
async def test_a_sweep_that_is_not_taken_is_told_once_whoever_else_is_answered_about(desk: FakeDesk, way: Way) -> None:
    for quarter in range(8):
        desk.clock.now = MONDAY + timedelta(minutes=15 * quarter)
        await desk.office.run(panel_is, way=way, state=PanelState.LOSS)
        found = PanelClient(a_client(), (a_service(),))
        await desk.office.run(learn, client=ROMASHKA, found=found, asked_at=desk.clock.now)
    assert [one.state for one in told(desk, PanelNews)] == [PanelState.LOSS]
    desk.clock.now = MONDAY + timedelta(days=1, minutes=1)
    await desk.office.run(panel_is, way=way, state=PanelState.LOSS)
    assert [one.state for one in told(desk, PanelNews)] == [PanelState.LOSS, PanelState.LOSS]
    await desk.office.run(swept, began=desk.clock.now)
    assert [one.state for one in told(desk, PanelNews)][2:] == [PanelState.WELL]
