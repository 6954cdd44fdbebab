"""What an import would change."""

from datetime import date

from desk.ids import ClientId, ServiceId
from desk.ports import Begin
from desk.rules.entitlement import ServiceStatus, Terms
from storage.panels.difference import Change, Difference, difference
from tests.builders import ROMASHKA, a_client, a_second_service, a_service
from tests.storage.saving import saving

OLD = a_client()
OTHER = a_client(id=ClientId("other"))
HOSTING, SITE = a_service(), a_second_service()


def test_into_an_empty_store_everything_is_new() -> None:
    assert difference([], [], [OLD], [HOSTING, SITE]) == Difference(Change(new=1), Change(new=2))


def test_what_is_the_same_is_as_it_was() -> None:
    assert difference([OLD], [HOSTING], [OLD], [HOSTING]) == Difference(Change(unchanged=1), Change(unchanged=1))


def test_what_differs_is_changed_and_what_is_not_told_vanishes() -> None:
    found = difference([OLD], [HOSTING, SITE], [a_client(phone=""), OTHER], [a_service(paid_until=date(2026, 1, 1))])
    assert found == Difference(Change(new=1, changed=1), Change(changed=1), (SITE,))


def test_services_of_clients_that_are_not_given_do_not_vanish() -> None:
    theirs = a_service(id=ServiceId("theirs"), client=OTHER.id)
    found = difference([OLD, OTHER], [HOSTING, theirs], [OLD], [HOSTING])
    assert (found.vanishing, found.closing) == ((), ())


def test_a_difference_can_be_read() -> None:
    assert str(difference([OLD], [HOSTING, SITE], [OLD, OTHER], [a_service(name="new")])) == (
        "Clients: 1 new, 0 changed, 1 as they were. Services: 0 new, 1 changed, 0 as they were, 1 not there any more."
        "\n  s-2 (shop.example) of romashka"
    )


async def test_it_tells_what_the_import_does(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.clients.replace([OLD], [HOSTING, SITE])
        told = difference([OLD], await work.clients.services_of(ROMASHKA), [OLD], [HOSTING])
        await work.clients.replace([OLD], [HOSTING])
        left = await work.clients.services_of(ROMASHKA)
    assert told.vanishing == (SITE,)
    assert left == [HOSTING]


def test_it_tells_who_gains_and_who_loses_support_and_whom_a_complete_file_leaves_out() -> None:
    terms = Terms(date(2026, 3, 2))
    was, is_now = a_service(status=ServiceStatus.SUSPENDED), a_service()
    over = a_second_service(paid_until=date(2026, 3, 1))
    found = difference(
        [OLD, OTHER], [was, SITE], [a_client(email="new@x.example")], [is_now, over], terms=terms, complete=True
    )
    assert (found.gain, found.lose, found.closing, found.moved) == ((is_now,), (SITE,), (OTHER,), 1)
    assert str(found).splitlines()[1:] == [
        "  s-1 (romashka.example) of romashka is active from now on",
        "  s-2 (shop.example) of romashka is not active any more",
        "  other (Romashka) is closed, with all services",
        "  1 clients have another address, or none any more: who signed in by the former one does so anew",
    ]
