"""Which panel an operator names, and what `frontdesk check` says of it."""

from collections.abc import AsyncIterator
from ipaddress import ip_network
from pathlib import Path

import pytest

from bot.check import check
from bot.clock import Clock
from bot.panels import panel_of
from bot.policy import policy_of
from bot.secrets import secrets_of
from bot.settings import BadSettings, Settings, load
from desk.ids import ClientId
from desk.office import Office
from desk.rules.panel import Fault, Misread
from desk.rules.people import ClientCategory
from desk.usecases.panel import misunderstood
from storage.engine import Database
from storage.migrate import upgrade
from storage.panels.http import HttpPanel
from storage.panels.whmcs import Whmcs
from tests.fakes.loopback import Loopback, serving
from tests.fakes.whmcs import IDENTIFIER, SECRET, SEEN_AS, FakeWhmcs

REQUIRED = {
    "BOT_TOKEN": "123456789:AAE-secret-of-the-token",
    "STAFF_CHAT_ID": "-1001234567890",
    # Nobody is there: these tests are about the panel alone.
    "TELEGRAM_API_URL": "http://127.0.0.1:1",
}
WHMCS = {
    "PANEL": "whmcs",
    "WHMCS_URL": "https://billing.example.com",
    "WHMCS_IDENTIFIER": IDENTIFIER,
    "WHMCS_SECRET": SECRET,
}
HTTP = {"PANEL": "http", "PANEL_HTTP_URL": "https://panel.example.com/desk", "PANEL_HTTP_SECRET": "s" * 32}


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def settings(monkeypatch: pytest.MonkeyPatch, **given: str) -> Settings:
    for name, value in (REQUIRED | given).items():
        monkeypatch.setenv(name, value)
    return load()


DESK = "https://panel.example.com/desk"


def refusal(monkeypatch: pytest.MonkeyPatch, **given: str) -> list[str]:
    with pytest.raises(BadSettings) as bad:
        settings(monkeypatch, **given)
    return str(bad.value).splitlines()


def test_without_a_word_clients_come_from_files(monkeypatch: pytest.MonkeyPatch) -> None:
    assert panel_of(settings(monkeypatch), Clock().now) is None


async def test_each_panel_is_made_of_its_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    whmcs = panel_of(settings(monkeypatch, **WHMCS, PANEL_NETWORKS="10.0.0.0/8"), Clock().now)
    assert isinstance(whmcs, Whmcs)
    assert whmcs._wire.site.networks == (ip_network("10.0.0.0/8"),)
    assert isinstance(panel_of(settings(monkeypatch, **HTTP), Clock().now), HttpPanel)


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("https://billing.example.com", "https://billing.example.com/includes/api.php"),
        ("https://example.com/billing/", "https://example.com/billing/includes/api.php"),
        ("https://example.com/billing/includes/api.php", "https://example.com/billing/includes/api.php"),
    ],
)
def test_the_address_of_whmcs_leads_to_its_api(monkeypatch: pytest.MonkeyPatch, given: str, asked: str) -> None:
    assert str(settings(monkeypatch, **(WHMCS | {"WHMCS_URL": given})).whmcs_url) == asked


@pytest.mark.parametrize("given", ["https://Panel.Example.com/desk", "https://panel.example.com/desk/"])
def test_the_same_address_written_otherwise_is_the_same_panel(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    made = [policy_of(settings(monkeypatch, **(HTTP | {"PANEL_HTTP_URL": url}))).panel for url in (given, DESK)]
    assert made == [f"http {DESK}"] * 2


def test_groups_are_categories(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(monkeypatch, WHMCS_GROUPS="3:partner, 5 : service_user").whmcs_groups
    assert found == {3: ClientCategory.PARTNER, 5: ClientCategory.SERVICE_USER}


@pytest.mark.parametrize("panel", [WHMCS, HTTP])
def test_what_a_panel_needs_is_named_all_at_once(monkeypatch: pytest.MonkeyPatch, panel: dict[str, str]) -> None:
    needed = [name for name in panel if name != "PANEL"]
    lines = refusal(monkeypatch, PANEL=panel["PANEL"])
    assert [line.partition(": ")[0] for line in lines] == needed
    assert all(f"is needed with PANEL={panel['PANEL']}" in line for line in lines)


def test_secrets_of_panels_are_hidden_in_logs_and_where_settings_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(monkeypatch, **WHMCS, **{name: value for name, value in HTTP.items() if name != "PANEL"})
    assert {IDENTIFIER, SECRET, "s" * 32} <= set(secrets_of(found))
    assert not any(secret in repr(found) for secret in (IDENTIFIER, SECRET, "s" * 32))


# --- check -----------------------------------------------------------------------------------------


@pytest.fixture
async def there() -> FakeWhmcs:
    there = FakeWhmcs()
    there.client(42, "anna@example.com")
    return there


@pytest.fixture
async def server(there: FakeWhmcs) -> AsyncIterator[Loopback]:
    async with serving(there.answer) as running:
        yield running


async def told(monkeypatch: pytest.MonkeyPatch, server: Loopback, **changes: str) -> list[tuple[bool | None, str]]:
    """What check says of the panel; nothing of it is secret."""
    given = WHMCS | {"WHMCS_URL": server.url, "PANEL_NETWORKS": "127.0.0.1"} | changes
    found = [finding async for finding in check(settings(monkeypatch, **given))]
    assert not any(secret in finding.text for finding in found for secret in (IDENTIFIER, SECRET))
    return [(finding.good, finding.text) for finding in found if finding.text.startswith("WHMCS: ")]


async def test_check_looks_at_whmcs(monkeypatch: pytest.MonkeyPatch, server: Loopback) -> None:
    first, *rest = await told(monkeypatch, server)
    assert first[0] is None
    assert "is asked over http, which is not encrypted" in first[1]
    assert [good for good, _ in rest] == [True, True, True]


async def test_sec_36_check_warns_of_a_role_that_is_too_broad(
    monkeypatch: pytest.MonkeyPatch, server: Loopback, there: FakeWhmcs
) -> None:
    there.role |= {"CreateSsoToken", "GetClientPassword"}
    (bad,) = [text for good, text in await told(monkeypatch, server) if good is False]
    assert "too broad, it allows GetClientPassword, CreateSsoToken: take that away" in bad
    assert there.touched == []


async def test_check_names_the_address_that_is_not_let_in(
    monkeypatch: pytest.MonkeyPatch, server: Loopback, there: FakeWhmcs
) -> None:
    there.known_here = False
    (bad,) = [text for good, text in await told(monkeypatch, server) if good is False]
    assert f"Invalid IP {SEEN_AS}" in bad


async def test_sec_28_check_says_that_a_private_address_has_to_be_allowed(
    monkeypatch: pytest.MonkeyPatch, server: Loopback
) -> None:
    (bad,) = [text for good, text in await told(monkeypatch, server, PANEL_NETWORKS="") if good is False]
    assert "allow it with PANEL_NETWORKS" in bad
    assert server.calls == 0


@pytest.mark.parametrize(("given", "said"), [(HTTP, True), ({}, False)])
async def test_check_names_the_clients_of_whom_the_panel_tells_wrongly(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, given: dict[str, str], *, said: bool
) -> None:
    url = f"sqlite:///{tmp_path}/desk.db"
    found = settings(monkeypatch, **given, DATABASE_URL=url)
    await upgrade(url)
    database, now, policy = Database(url), Clock().now, policy_of(found)
    office = Office(database.begin(now, policy), database.look(now, policy))
    misread = Misread(ClientId("42"), Fault.DATE, "it has answered with paid_until that is no date")
    await office.run(misunderstood, told=[misread], asked_at=now())
    await database.dispose()
    told = [finding.text for finding in [one async for one in check(found)] if finding.good is False]
    words = "it tells wrongly of client 42 (it has answered with paid_until that is no date)"
    assert any(words in text for text in told) == said
