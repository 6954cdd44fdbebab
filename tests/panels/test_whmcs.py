"""WHMCS as the panel: what it tells becomes clients and services, and what it does not tell never reads as 'none'."""

import json
from collections.abc import AsyncIterator, Callable
from datetime import date
from typing import Any

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from desk.ids import ClientId, ServiceId
from desk.rules.entitlement import Service, ServiceStatus
from desk.rules.panel import Fault as Wrong
from desk.rules.panel import Misread, PanelClient, PanelDown, PanelGarbled, PanelRefused, PanelTrouble
from desk.rules.people import Client, ClientCategory
from storage.panels.addresses import read_networks
from storage.panels.whmcs import Whmcs
from storage.panels.whmcs.reading import STATUSES
from storage.panels.whmcs.rows import rows_of
from storage.panels.wire import Site
from tests.fakes.loopback import Fault, Loopback, serving
from tests.fakes.whmcs import HIDDEN, IDENTIFIER, SECRET, SEEN_AS, FakeWhmcs

FORTY_TWO = ClientId("42")


@pytest.fixture
def there() -> FakeWhmcs:
    """Client 42 has a product, a domain and an addon; client 43 has their own; client 44 is closed."""
    there = FakeWhmcs()
    there.client(42, "Anna@Example.com", company="OOO Vector &amp; Co")
    there.product(901, 42, "Site Care", domain="shop.example")
    there.domain(12, 42, "shop.example")
    there.addon(5, 42, 901, "Backups")
    there.client(43, "viktor@example.com")
    there.product(902, 43, "Hosting", status="Suspended")
    there.client(44, "gone@example.com", status="Closed")
    return there


@pytest.fixture
async def server(there: FakeWhmcs) -> AsyncIterator[Loopback]:
    async with serving(there.answer) as running:
        yield running


def panel_at(server: Loopback, **changes: Any) -> Whmcs:
    site = Site(f"{server.url}/billing/includes/api.php", read_networks("127.0.0.0/8"), seconds=0.5, alone=60)
    return Whmcs(site, **{"identifier": IDENTIFIER, "secret": SECRET, **changes})


@pytest.fixture
async def panel(server: Loopback) -> AsyncIterator[Whmcs]:
    panel = panel_at(server)
    yield panel
    await panel.close()


async def services(panel: Whmcs, client: str = "42") -> list[Service]:
    found = await panel.client(ClientId(client))
    assert found is not None
    return list(found.services)


# --- what is told ----------------------------------------------------------------------------------


async def test_a_client_with_product_domain_and_addon(panel: Whmcs) -> None:
    assert await panel.client(FORTY_TWO) == PanelClient(
        Client(FORTY_TWO, "OOO Vector & Co", ClientCategory.PARTNER, "anna@example.com", "+79123456789"),
        (
            Service(
                ServiceId("S901"),
                FORTY_TWO,
                "Site Care (shop.example)",
                "Site Care",
                ServiceStatus.ACTIVE,
                date(2027, 12, 10),
            ),
            Service(ServiceId("D12"), FORTY_TWO, "shop.example", "domain", ServiceStatus.ACTIVE, date(2027, 6, 1)),
            Service(
                ServiceId("A5"),
                FORTY_TWO,
                "Backups – Site Care (shop.example)",
                "Backups",
                ServiceStatus.ACTIVE,
                date(2027, 12, 10),
            ),
        ),
    )


async def test_a_client_who_is_not_there_is_none(panel: Whmcs) -> None:
    assert await panel.client(ClientId("99")) is None


@pytest.mark.parametrize("number", ["c-1", "42x", "042", "", "-42", "٤٢", "42 "])
async def test_what_is_no_number_of_whmcs_is_none_and_is_not_asked_for(
    panel: Whmcs, there: FakeWhmcs, number: str
) -> None:
    """PHP takes `42x` for 42: the client of another number would be read."""
    assert await panel.client(ClientId(number)) is None
    assert there.calls == []


async def test_a_closed_client_is_not_open(panel: Whmcs) -> None:
    closed, inactive = await panel.client(ClientId("44")), await panel.client(ClientId("43"))
    assert closed is not None
    assert not closed.open
    assert inactive is not None
    assert inactive.open


async def test_a_person_is_an_individual_and_groups_say_otherwise(server: Loopback, there: FakeWhmcs) -> None:
    there.clients[43]["groupid"] = 3
    panel = panel_at(server, groups={3: ClientCategory.SERVICE_USER})
    grouped, company = await panel.client(ClientId("43")), await panel.client(FORTY_TWO)
    await panel.close()
    assert grouped is not None
    assert (grouped.client.name, grouped.client.category) == ("Anna P", ClientCategory.SERVICE_USER)
    assert company is not None
    assert company.client.category is ClientCategory.PARTNER


@pytest.mark.parametrize(
    ("word", "status", "raw"),
    [
        ("Active", ServiceStatus.ACTIVE, ""),
        ("Pending", ServiceStatus.PENDING, ""),
        ("Suspended", ServiceStatus.SUSPENDED, ""),
        ("Completed", ServiceStatus.COMPLETED, ""),
        ("Terminated", ServiceStatus.ENDED, "Terminated"),
        ("Cancelled", ServiceStatus.ENDED, "Cancelled"),
        ("Fraud", ServiceStatus.ENDED, "Fraud"),
        ("Redemption Period", ServiceStatus.SUSPENDED, "Redemption Period"),
        ("Activé", ServiceStatus.ENDED, "Activé"),
    ],
)
async def test_1_5_2_statuses_are_reduced_and_the_word_is_kept_for_staff(
    panel: Whmcs, there: FakeWhmcs, word: str, status: ServiceStatus, raw: str
) -> None:
    there.products[0]["status"] = word
    found = (await services(panel))[0]
    assert (found.status, found.raw) == (status, raw)


@given(st.text(min_size=1, max_size=20))
def test_1_5_2_no_other_word_counts_as_active(word: str) -> None:
    assert (STATUSES.get(word.casefold()) is ServiceStatus.ACTIVE) == (word.casefold() == "active")


@pytest.mark.parametrize(
    ("cycle", "due", "until"),
    [
        ("Monthly", "2026-01-31", date(2026, 1, 31)),
        ("Monthly", "0000-00-00", None),
        ("One Time", "2025-02-10", None),
        ("Free Account", "2025-02-10", None),
    ],
)
async def test_active_is_not_paid(panel: Whmcs, there: FakeWhmcs, cycle: str, due: str, until: date | None) -> None:
    """The word is Active in each; what counts is the date, where there is a next payment."""
    there.products[0].update(billingcycle=cycle, nextduedate=due)
    found = (await services(panel))[0]
    assert (found.status, found.paid_until) == (ServiceStatus.ACTIVE, until)


async def test_work_that_was_done_says_when(panel: Whmcs, there: FakeWhmcs) -> None:
    there.products[0].update(status="Completed", billingcycle="One Time")
    assert (await services(panel))[0].done_on == date(2025, 2, 10)
    there.products[0]["completeddate"] = "2026-05-20"
    assert (await services(panel))[0].done_on == date(2026, 5, 20)


async def test_names_that_are_missing_or_long_stay_readable(panel: Whmcs, there: FakeWhmcs) -> None:
    there.products[0].update(name="", domain="")
    there.addons[0]["name"] = "x" * 5000
    there.domains[0]["domainname"] = "пример&#46;рф\u202e\n"
    product, domain, addon = await services(panel)
    assert (product.name, product.product) == ("S901", "S901")
    assert domain.name == "пример.рф"
    assert len(addon.product) == 200


# --- logins ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("knows_users", [True, False])
async def test_who_may_sign_in_there_is_not_asked_for(panel: Whmcs, there: FakeWhmcs, knows_users: bool) -> None:
    """Nobody would read it, it would cost a call for each, and a role without it would keep the whole client out."""
    there.knows_users = knows_users
    there.user(7, "oleg@example.com", {42: False})
    assert await panel.client(FORTY_TWO) is not None
    assert sorted(there.calls) == ["GetClientsAddons", "GetClientsDetails", "GetClientsDomains", "GetClientsProducts"]


async def test_2_2_a_contact_is_nobody(panel: Whmcs, there: FakeWhmcs) -> None:
    there.contact(3, 42, "oleg@example.com")
    assert await panel.by_email("oleg@example.com") == []
    assert "GetContacts" not in there.calls


# --- by address ------------------------------------------------------------------------------------


async def test_an_address_is_equal_or_it_is_another(panel: Whmcs, there: FakeWhmcs) -> None:
    """WHMCS looks for the beginning, and in names, too."""
    there.client(45, "anna@example.com.evil.example")
    there.client(46, "other@example.com", company="anna@example.com")
    assert await panel.by_email("anna@example.com") == [FORTY_TWO]
    assert await panel.by_email("anna@example") == []
    assert await panel.by_email("gone@example.com") == []
    assert await panel.by_email("") == []


# --- everybody -------------------------------------------------------------------------------------


async def numbers(panel: Whmcs) -> list[int]:
    return [int(found.client.id) async for found in panel.everybody() if isinstance(found, PanelClient)]


async def test_everybody_comes_page_by_page(panel: Whmcs, there: FakeWhmcs) -> None:
    for number in range(100, 303):
        there.client(number, f"client{number}@example.com")
    assert await numbers(panel) == [42, 43, 44, *range(100, 303)]
    assert there.calls.count("GetClients") == 3


async def test_a_client_who_vanishes_meanwhile_shifts_nobody_out(panel: Whmcs, there: FakeWhmcs) -> None:
    """Without a second look the first of the next page would be missing, as if they were no client."""
    for number in range(100, 303):
        there.client(number, f"client{number}@example.com")

    def vanish(there: FakeWhmcs) -> None:
        there.clients.pop(100, None)

    there.between_pages = vanish
    assert await numbers(panel) == [42, 43, 44, *range(101, 303)]


async def test_a_listing_that_never_holds_still_is_garbled(panel: Whmcs, there: FakeWhmcs) -> None:
    for number in range(100, 303):
        there.client(number, f"client{number}@example.com")

    def vanish(there: FakeWhmcs) -> None:
        there.clients.popitem()

    there.between_pages = vanish
    with pytest.raises(PanelGarbled, match="clients"):
        await numbers(panel)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"nextduedate": "soon"}, Wrong.DATE),
        ({"status": ""}, Wrong.STATUS),
        ({"id": "x"}, Wrong.UNREADABLE),
    ],
)
async def test_one_client_told_of_wrongly_keeps_no_other_back(
    panel: Whmcs, there: FakeWhmcs, change: dict[str, object], fault: Wrong
) -> None:
    there.products[-1].update(change)
    found = [one async for one in panel.everybody()]
    assert [one.client.id for one in found if isinstance(one, PanelClient)] == ["42", "44"]
    (misread,) = [one for one in found if isinstance(one, Misread)]
    assert (misread.client, misread.fault) == ("43", fault)


async def test_a_sweep_raises_in_the_middle_rather_than_ending_short(
    panel: Whmcs, there: FakeWhmcs, server: Loopback
) -> None:
    sweep = panel.everybody()
    first = await anext(sweep)
    assert isinstance(first, PanelClient)
    assert first.client.id == FORTY_TWO
    server.fault = Fault.UNAVAILABLE
    with pytest.raises(PanelDown):
        await anext(sweep)


# --- drift -----------------------------------------------------------------------------------------

EMPTY: list[Callable[[str], Any]] = [
    lambda inner: {inner: []},
    lambda inner: {inner: {}},
    lambda inner: {inner: ""},
    lambda inner: {inner: None},
    lambda inner: {},
    lambda inner: [],
    lambda inner: "",
    lambda inner: None,
]


@pytest.mark.parametrize("empty", EMPTY)
async def test_an_empty_list_has_many_forms(panel: Whmcs, there: FakeWhmcs, empty: Callable[[str], Any]) -> None:
    there.empty = empty
    assert [service.id for service in await services(panel, "43")] == ["S902"]
    assert await services(panel, "44") == []


@pytest.mark.parametrize(
    "several",
    [
        lambda inner, rows: {inner: {str(number): row for number, row in enumerate(rows)}},
        lambda inner, rows: {inner: rows[0] if len(rows) == 1 else rows},
        lambda inner, rows: rows,
    ],
)
async def test_a_list_has_many_forms(panel: Whmcs, there: FakeWhmcs, several: Callable[[str, Any], Any]) -> None:
    there.several = several
    there.product(903, 42, "Mail")
    assert [service.id for service in await services(panel)] == ["S901", "S903", "D12", "A5"]


def test_ten_numbered_rows_keep_their_order() -> None:
    rows = {str(number): {"id": number} for number in range(12)}
    assert rows_of({"clients": {"client": rows}}, "clients", "client") == list(rows.values())


# --- what is no answer -----------------------------------------------------------------------------


@pytest.mark.parametrize("fault", sorted(set(Fault) - {Fault.NONE, Fault.HUGE}))
async def test_sec_35_no_fault_reads_as_no_services(panel: Whmcs, server: Loopback, fault: Fault) -> None:
    server.fault = fault
    with pytest.raises(PanelTrouble):
        await panel.client(FORTY_TWO)
    with pytest.raises(PanelTrouble):
        await panel.by_email("anna@example.com")
    with pytest.raises(PanelTrouble):
        await numbers(panel)


@pytest.mark.parametrize("status", [200, 403])
async def test_sec_35_an_authentication_error_is_refused_and_says_what_to_do(
    server: Loopback, there: FakeWhmcs, status: int
) -> None:
    there.access_status = status
    wrong = [
        (panel_at(server, secret="wrong"), "WHMCS_IDENTIFIER and WHMCS_SECRET.*Authentication Failed"),
        (panel_at(server, identifier="wrong"), "WHMCS_IDENTIFIER and WHMCS_SECRET.*Invalid or missing credentials"),
    ]
    for panel, words in wrong:
        with pytest.raises(PanelRefused, match=words):
            await panel.client(FORTY_TWO)
        await panel.close()
    there.known_here = False
    panel = panel_at(server)
    with pytest.raises(PanelRefused, match=f"Invalid IP {SEEN_AS}.*API IP Access"):
        await panel.client(FORTY_TWO)
    await panel.close()


@pytest.mark.parametrize("action", ["GetClientsProducts", "GetClientsDomains", "GetClientsAddons", "GetClientsDetails"])
@pytest.mark.parametrize("status", [200, 403])
async def test_sec_35_a_role_that_lacks_one_action_refuses_the_whole_client(
    panel: Whmcs, there: FakeWhmcs, action: str, status: int
) -> None:
    there.access_status = status
    there.role.remove(action)
    with pytest.raises(PanelRefused, match=f"does not allow {action}"):
        await panel.client(FORTY_TWO)


BAD_REPLIES: list[tuple[int, Any]] = [
    (200, {}),
    (200, {"result": "success"}),
    (200, {"result": "success", "totalresults": 0}),
    (200, {"result": "success", "products": {}}),
    (200, {"result": "success", "totalresults": "?", "products": {}}),
    (200, {"result": "success", "totalresults": "1", "products": {"product": []}}),
    (200, {"result": "success", "totalresults": "1", "products": {"product": [{"status": "Active"}]}}),
    (200, {"result": "success", "totalresults": 1, "products": {"product": ["Active"]}}),
    (200, {"result": "success", "totalresults": True, "products": {"product": []}}),
    (200, {"result": "error"}),
    (200, {"result": "error", "message": "Something that nobody has documented"}),
    (200, {"result": "Success", "totalresults": 0, "products": {}}),
    (401, {"result": "error", "message": "No"}),
    (403, {"result": "success", "totalresults": 0, "products": {}}),
    (403, {"message": "Forbidden"}),
    (500, {"result": "error", "message": "Client Not Found"}),
    (503, {"result": "success", "totalresults": 0, "products": {}}),
    (200, {"products[product][0][id]": "901", "result": "success", "totalresults": "1"}),
]


@pytest.mark.parametrize(("status", "reply"), BAD_REPLIES)
async def test_sec_35_half_an_answer_is_none(panel: Whmcs, there: FakeWhmcs, status: int, reply: Any) -> None:
    there.instead = lambda action: _instead(action == "GetClientsProducts", status, reply)
    with pytest.raises(PanelTrouble):
        await panel.client(FORTY_TWO)


def _instead(this: bool, status: int, reply: Any) -> web.Response | None:
    return web.json_response(reply, status=status) if this else None


@pytest.mark.parametrize(
    "reply", [{"result": "success"}, {"result": "success", "client": []}, {"result": "success", "client": {}}]
)
async def test_sec_35_a_client_of_whom_nothing_is_told_is_no_closed_one(
    panel: Whmcs, there: FakeWhmcs, reply: Any
) -> None:
    there.instead = lambda action: _instead(action == "GetClientsDetails", 200, reply)
    with pytest.raises(PanelGarbled):
        await panel.client(FORTY_TWO)


@pytest.mark.parametrize("column", ["id", "clientid", "status", "nextduedate"])
async def test_sec_35_a_row_without_what_decides_is_garbled(panel: Whmcs, there: FakeWhmcs, column: str) -> None:
    del there.products[0][column]
    there.instead = lambda action: _instead(
        action == "GetClientsProducts",
        200,
        {"result": "success", "totalresults": 1, "products": {"product": [there.products[0]]}},
    )
    with pytest.raises(PanelGarbled):
        await panel.client(FORTY_TWO)


async def test_sec_35_a_date_that_cannot_be_read_is_not_without_term(panel: Whmcs, there: FakeWhmcs) -> None:
    there.products[0]["nextduedate"] = "10.12.2026"
    with pytest.raises(PanelGarbled, match="nextduedate"):
        await panel.client(FORTY_TWO)


async def test_sec_17_services_of_others_are_never_taken_for_the_clients(panel: Whmcs, there: FakeWhmcs) -> None:
    there.ignores_filters = True
    with pytest.raises(PanelGarbled, match="of other clients"):
        await panel.client(ClientId("43"))


async def test_sec_17_another_client_than_was_asked_for_is_garbled(panel: Whmcs, there: FakeWhmcs) -> None:
    there.clients[43]["id"] = 42
    with pytest.raises(PanelGarbled, match="another client"):
        await panel.client(ClientId("43"))


# --- secrets ---------------------------------------------------------------------------------------


async def test_sec_20_passwords_and_notes_of_the_panel_end_where_they_are_read(panel: Whmcs, there: FakeWhmcs) -> None:
    found = [repr(client) async for client in panel.everybody()]
    told = json.dumps([there.products, there.addons, there.domains]) + "".join(HIDDEN[2:4])
    assert all(hidden in told for hidden in HIDDEN)
    assert not any(hidden in text for hidden in HIDDEN for text in found)


@pytest.mark.parametrize("fault", sorted(set(Fault) - {Fault.NONE, Fault.HUGE}))
async def test_no_error_names_the_credential(server: Loopback, fault: Fault) -> None:
    server.fault = fault
    panel = panel_at(server)
    with pytest.raises(PanelTrouble) as raised:
        await panel.client(FORTY_TWO)
    await panel.close()
    assert IDENTIFIER not in str(raised.value)
    assert SECRET not in repr(raised.value)
    assert raised.value.__cause__ is None


async def test_an_error_that_repeats_the_secret_is_told_without_it(panel: Whmcs, there: FakeWhmcs) -> None:
    there.instead = lambda action: _instead(True, 200, {"result": "error", "message": f"bad input {SECRET} in field"})
    with pytest.raises(PanelGarbled, match=r"bad input \*\*\* in field"):
        await panel.client(FORTY_TWO)


DANGEROUS = """
GetClientPassword DecryptPassword CreateSsoToken ValidateLogin UpdateClient UpdateClientProduct ResetPassword
DeleteClient SetConfigurationValue
"""


# --- health ----------------------------------------------------------------------------------------


async def told(panel: Whmcs) -> list[tuple[bool | None, str]]:
    return [(health.good, health.text) for health in await panel.health()]


async def test_a_right_role_is_found_right(panel: Whmcs, there: FakeWhmcs) -> None:
    host, *rest = await told(panel)
    assert host[0] is None
    assert "which is not encrypted" in host[1]
    assert [good for good, _ in rest] == [True, True, True]
    assert "it has 3 clients" in rest[0][1]
    assert "the role denies what the desk must not do" in rest[2][1]


async def test_what_the_role_lacks_is_named(panel: Whmcs, there: FakeWhmcs) -> None:
    there.role -= {"GetClientsAddons", "GetClientsDomains"}
    missing = "WHMCS: the role does not allow GetClientsDomains, GetClientsAddons: add that to it"
    assert (False, missing) in await told(panel)


async def test_sec_36_a_denied_action_that_works_is_told_and_has_no_effect(panel: Whmcs, there: FakeWhmcs) -> None:
    dangerous = {*DANGEROUS.split()}
    for action in sorted(dangerous):
        there.role.add(action)
        (found,) = [text for good, text in await told(panel) if good is False]
        assert "too broad" in found
        assert action in found
        there.role.remove(action)
    assert dangerous <= set(there.calls)
    assert there.touched == []
    assert len(there.clients) == 3


async def test_sec_36_whether_an_action_is_denied_is_not_guessed(panel: Whmcs, there: FakeWhmcs) -> None:
    there.instead = lambda action: _instead(action == "CreateSsoToken", 200, [])
    found = await told(panel)
    assert (None, "WHMCS: whether the role denies CreateSsoToken could not be seen") in found
    assert not any("denies what the desk must not do" in text for _, text in found)


async def test_an_older_whmcs_is_told(panel: Whmcs, there: FakeWhmcs) -> None:
    error = {"result": "error", "message": "API Function Not Found"}
    there.instead = lambda action: _instead(action == "GetClientsAddons", 200, error)
    assert any("WHMCS 8.0 or newer" in text for _, text in await told(panel))


async def test_check_says_which_address_whmcs_has_seen(panel: Whmcs, there: FakeWhmcs) -> None:
    there.known_here = False
    assert any(good is False and f"Invalid IP {SEEN_AS}" in text for good, text in await told(panel))


async def test_check_says_that_whmcs_is_away(panel: Whmcs, server: Loopback) -> None:
    await server.stop()
    assert any(good is False and "cannot be reached" in text for good, text in await told(panel))
