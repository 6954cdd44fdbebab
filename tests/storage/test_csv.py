"""Clients and services from a CSV file."""

from datetime import date
from pathlib import Path

import pytest

from desk.ids import ClientId, ServiceId
from desk.ports import Begin
from desk.rules.entitlement import Service, ServiceStatus
from desk.rules.people import Client, ClientCategory
from storage.panels.csv import BadRows, read_clients
from tests.storage.saving import saving

HEADER = "client_id,name,category,email,phone,service_id,service,product,status,paid_until"
ROMASHKA = "c-1,ООО «Ромашка»,partner,Anna@Romashka.example,+7 495 1"


def a_file(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *rows, ""]).encode()


def wrong(*rows: str, header: str = HEADER) -> list[tuple[int, str]]:
    """Where the file is refused: (line, column)."""
    with pytest.raises(BadRows) as raised:
        read_clients(a_file(*rows, header=header))
    return [(row.line, row.column) for row in raised.value.rows]


def why(*rows: str, header: str = HEADER) -> str:
    with pytest.raises(BadRows) as raised:
        read_clients(a_file(*rows, header=header))
    return str(raised.value)


def status_of(word: str) -> ServiceStatus:
    _, (service,) = read_clients(a_file(f"{ROMASHKA},s-1,site,Hosting,{word},"))
    return service.status


def paid_until(written: str) -> date | None:
    _, (service,) = read_clients(a_file(f"{ROMASHKA},s-1,site,Hosting,active,{written}"))
    return service.paid_until


CLIENT = Client(ClientId("c-1"), "ООО «Ромашка»", ClientCategory.PARTNER, "anna@romashka.example", "+7 495 1")
HOSTING = Service(ServiceId("s-1"), CLIENT.id, "romashka.example", "Hosting", ServiceStatus.ACTIVE, date(2026, 12, 31))
OTHER = Client(ClientId("c-2"), "Viktor", ClientCategory.INDIVIDUAL)

GOOD = (
    f"{ROMASHKA},s-1,romashka.example,Hosting,active,2026-12-31",
    f"{ROMASHKA},s-2,shop.example,,Suspended,",
    "",
    "c-2,Viktor,individual,,,,,,,",
)


def test_a_file_gives_clients_and_services_in_its_order() -> None:
    clients, services = read_clients(a_file(*GOOD))
    assert clients == [CLIENT, OTHER]
    assert services == [HOSTING, Service(ServiceId("s-2"), CLIENT.id, "shop.example", "", ServiceStatus.SUSPENDED)]


def test_a_file_can_be_named_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "clients.csv"
    path.write_bytes(a_file(*GOOD))
    assert read_clients(path) == read_clients(a_file(*GOOD))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_files_come_in_several_spellings(encoding: str, delimiter: str, newline: str) -> None:
    text = a_file(*GOOD).decode().replace(",", delimiter).replace("\n", newline)
    assert read_clients(text.encode(encoding)) == read_clients(a_file(*GOOD))


def test_cells_may_be_quoted_padded_and_of_several_lines() -> None:
    (client,), (service,) = read_clients(
        a_file('c-1,"Roots, ""Leaves""\nand Co", Partner ,,, s-1 ,"a;b",Hosting, ACTIVE , 31.12.2026 ')
    )
    assert client == Client(ClientId("c-1"), 'Roots, "Leaves"\nand Co', ClientCategory.PARTNER)
    assert service == Service(ServiceId("s-1"), client.id, "a;b", "Hosting", ServiceStatus.ACTIVE, date(2026, 12, 31))


def test_columns_come_in_any_order_and_others_are_passed_over() -> None:
    header = "Notes,status,paid_until,PRODUCT,service,service_id, phone ,email,category,name,client_id"
    row = "vip,active,2026-12-31,Hosting,romashka.example,s-1,+7 495 1,anna@romashka.example,partner,ООО «Ромашка»,c-1"
    assert read_clients(a_file(row, header=header)) == ([CLIENT], [HOSTING])


@pytest.mark.parametrize("word", ["ended", "terminated", "Cancelled", "canceled", "closed", "expired", "fraud"])
def test_words_for_an_end_are_one_status(word: str) -> None:
    assert status_of(word) is ServiceStatus.ENDED


def test_a_word_that_is_not_known_never_counts_as_active() -> None:
    assert status_of("ACTIVE") is ServiceStatus.ACTIVE
    assert status_of("suspended") is ServiceStatus.SUSPENDED
    assert wrong(f"{ROMASHKA},s-1,site,Hosting,running,", f"{ROMASHKA},s-2,site,Hosting,,") == [
        (2, "status"),
        (3, "status"),
    ]
    assert "'running' is not one of active, suspended" in why(f"{ROMASHKA},s-1,site,Hosting,running,")


def test_what_is_ordered_or_done_is_kept_as_such_with_its_day_and_the_word_of_the_panel() -> None:
    header = f"{HEADER},done_on"
    rows = (f"{ROMASHKA},s-1,site,Hosting,Pending,,", f"{ROMASHKA},s-2,shop,Site,completed,,2026-02-01")
    _, (ordered, done) = read_clients(a_file(*rows, header=header))
    assert (ordered.status, ordered.raw) == (ServiceStatus.PENDING, "")
    assert (done.status, done.done_on) == (ServiceStatus.COMPLETED, date(2026, 2, 1))
    _, (ended,) = read_clients(a_file(f"{ROMASHKA},s-1,site,Hosting,Terminated,"))
    assert (ended.status, ended.raw) == (ServiceStatus.ENDED, "terminated")
    assert wrong(f"{ROMASHKA},s-1,site,Hosting,completed,,soon", header=header) == [(2, "done_on")]


def test_dates_are_written_in_two_ways() -> None:
    assert paid_until("2026-02-28") == paid_until("28.02.2026") == paid_until("28.2.2026") == date(2026, 2, 28)
    assert paid_until("") is None


@pytest.mark.parametrize(
    "written", ["2026-02-30", "31.04.2026", "12/31/2026", "2026-1-1", "20261231", "0000-00-00", "soon"]
)
def test_another_date_is_refused(written: str) -> None:
    assert wrong(f"{ROMASHKA},s-1,site,Hosting,active,{written}") == [(2, "paid_until")]


@pytest.mark.parametrize(
    "email", ["anna", "anna@", "@x.example", "a b@x.example", "a@x.example b@x.example", "a@b@c.de"]
)
def test_a_bad_address_is_refused(email: str) -> None:
    assert wrong(f"c-1,Anna,partner,{email},,,,,,") == [(2, "email")]


def test_facts_of_a_client_must_not_contradict_each_other() -> None:
    rows = [f"{ROMASHKA},s-1,a,,active,", "c-1,Ромашка,individual,other@romashka.example,,s-2,b,,active,"]
    assert wrong(*rows) == [(3, "name"), (3, "category"), (3, "email"), (3, "phone")]
    assert "'Ромашка' here, but 'ООО «Ромашка»' for the same client in line 2" in why(*rows)


def test_the_case_of_an_address_is_no_contradiction() -> None:
    rows = [f"{ROMASHKA},s-1,a,,active,", f"{ROMASHKA.replace('Anna@Romashka', 'ANNA@romashka')},s-2,b,,active,"]
    clients, services = read_clients(a_file(*rows))
    assert (clients, len(services)) == ([CLIENT], 2)


def test_a_service_is_named_once() -> None:
    rows = [f"{ROMASHKA},s-1,a,,active,", "c-2,Viktor,individual,,,s-1,b,,active,"]
    assert wrong(*rows) == [(3, "service_id")]
    assert "'s-1' is in line 2 already" in why(*rows)


def test_what_must_be_there_must_be_there() -> None:
    assert wrong(",,partner,,,,,,,") == [(2, "client_id"), (2, "name")]
    assert wrong("c-1,Anna,,,,,,,,") == [(2, "category")]
    assert wrong("c-1,Anna,partner,,,,,Hosting,active,") == [(2, "service_id"), (2, "service")]
    assert wrong("c-1,Anna,partner,,,s-1,a,,,") == [(2, "status")]


def test_missing_and_repeated_columns_are_all_named() -> None:
    assert wrong("c-1,Anna", header="client_id,name,name") == [
        (1, column)
        for column in (
            *("category", "email", "phone", "service_id", "service", "product", "status", "paid_until"),
            "name",
        )
    ]


def test_all_that_is_wrong_is_told_at_once() -> None:
    rows = ["c-1,Anna,vip,anna,,s-1,a,,paused,yesterday", GOOD[0].replace("c-1", "c-3"), "c-4,,partner,,,,,,,"]
    assert wrong(*rows) == [
        (2, "category"),
        (2, "email"),
        (2, "status"),
        (2, "paid_until"),
        (3, "service_id"),
        (4, "name"),
    ]


def test_a_row_has_a_cell_for_every_column() -> None:
    assert wrong("c-1,Anna,partner") == [(2, "")]
    assert wrong(f"{GOOD[0]},more") == [(2, "")]
    assert len(read_clients(a_file(f"{GOOD[0]},,"))[0]) == 1


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    assert wrong('c-1,"Anna\nP.",partner,,,,,,,', "", "c-2,,partner,,,,,,,") == [(5, "name")]


@pytest.mark.parametrize(
    "data", [b"", b"\n", a_file(), a_file("", ",,,,,,,,,"), b"\xff\xfe\x00\x01", "ж".encode("utf-16")]
)
def test_a_file_without_clients_is_refused(data: bytes) -> None:
    with pytest.raises(BadRows):
        read_clients(data)


def test_a_broken_quotation_is_refused() -> None:
    assert wrong(GOOD[0], 'c-2,"Viktor,individual,,,,,,,') == [(3, "")]


async def test_what_was_read_is_what_is_kept(begin: Begin) -> None:
    clients, services = read_clients(a_file(*GOOD))
    async with saving(begin) as work:
        assert await work.clients.replace(clients, services) == (2, 2)
    async with begin() as work:
        assert await work.clients.by_email("anna@romashka.example") == [CLIENT]
        assert await work.clients.services_of(CLIENT.id) == services
