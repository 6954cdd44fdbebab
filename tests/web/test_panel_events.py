"""The company's panel tells whose data have changed: signed, fresh, once, and numbers only (ASVS 2.3.4, 4.1.5)."""

import asyncio
import json
import secrets
import shutil
import socket
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from desk.ids import ClientId
from desk.ports import Work
from desk.rules.signatures import FRESH_SECONDS, sign
from desk.usecases.panel import ask_checks
from desk.usecases.panel_events import MOST_WAITING
from tests.bot.running import running_desk
from tests.fakes.panel import FakePanel
from tests.web.conftest import WebDesk, free_port
from tests.web.panel import SECRET

HERE = Path(__file__).parent
HOOK = HERE.parent.parent / "docs" / "whmcs" / "frontdesk_hook.php"
PHP = shutil.which("php")


@pytest.fixture
async def panel() -> FakePanel:
    """Slow: who is asked about stays so."""
    slow = FakePanel()
    slow.goes_on.clear()
    return slow


@pytest.fixture
async def web(tmp_path: Path, panel: FakePanel) -> AsyncIterator[WebDesk]:
    """A desk that asks a panel, and hears of it."""
    port = free_port()
    async with (
        running_desk(
            tmp_path,
            panel=panel,
            PANEL="http",
            PANEL_HTTP_URL="https://panel.example.com",
            PANEL_HTTP_SECRET="s" * 32,
            PANEL_SECRET=SECRET,
            WEB_LISTEN=str(port),
        ) as desk,
        ClientSession() as http,
    ):
        yield WebDesk(desk, f"http://127.0.0.1:{port}", http)


def an_event(*clients: str, **more: Any) -> dict[str, Any]:
    return {"nonce": secrets.token_urlsafe(16), "clients": list(clients or ("42",)), **more}


async def tells(web: WebDesk, event: object, *, secret: str = SECRET, late: int = 0, signed: object = None) -> int:
    """The status of the answer; `signed` is what was signed, if it is not what is sent."""
    at = int(web.desk.app.clock.now().timestamp()) - late
    body = json.dumps(event).encode()
    signature = sign(secret, at, body if signed is None else json.dumps(signed).encode())
    headers = {"X-Timestamp": str(at), "X-Signature": signature}
    async with web.http.post(f"{web.url}/panel/events", data=body, headers=headers) as answer:
        assert await answer.text() in ("", f"{answer.reason}\n")
        return answer.status


async def asked_for(work: Work) -> list[ClientId]:
    return await work.checks.wanted(work.now, MOST_WAITING * 2)


async def waiting(web: WebDesk) -> list[str]:
    return sorted(await web.desk.app.office.look(asked_for))


async def test_whoever_has_changed_is_asked_about_at_once(web: WebDesk, panel: FakePanel) -> None:
    assert await tells(web, an_event("c-1", "99", "99")) == 202
    assert await waiting(web) == ["99", "c-1"]
    panel.goes_on.set()
    # By itself the desk looks every five seconds.
    for _ in range(150):
        if not await waiting(web):
            break
        await asyncio.sleep(0.02)
    # The whole panel is read each night, and never was in this database.
    assert sorted(one for one in panel.asked if one != "everybody") == ["99", "c-1"]
    assert await waiting(web) == []


async def test_without_a_panel_that_is_asked_nobody_is_to_be_told(tmp_path: Path) -> None:
    port = free_port()
    async with (
        running_desk(tmp_path, WEB_LISTEN=str(port), PANEL_SECRET=SECRET) as desk,
        ClientSession() as http,
    ):
        assert await tells(WebDesk(desk, f"http://127.0.0.1:{port}", http), an_event()) == 404


async def test_sec_27_an_event_counts_once(web: WebDesk) -> None:
    event = an_event("42")
    assert await tells(web, event) == 202
    assert await tells(web, event) == 409
    assert await tells(web, event | {"clients": ["43"]}) == 409
    assert await waiting(web) == ["42"]


async def test_sec_27_of_many_copies_at_once_one_counts(web: WebDesk) -> None:
    event = an_event("42")
    assert sorted(await asyncio.gather(*(tells(web, event) for _ in range(5)))) == [202, 409, 409, 409, 409]


@pytest.mark.parametrize("late", [FRESH_SECONDS + 5, -FRESH_SECONDS - 5, 10**9])
async def test_sec_27_an_event_of_another_time_is_none(web: WebDesk, late: int) -> None:
    assert await tells(web, an_event(), late=late) == 403
    assert await waiting(web) == []


async def test_sec_27_an_event_that_was_signed_by_somebody_else_is_none(web: WebDesk) -> None:
    event = an_event("42")
    assert await tells(web, event, secret="x" * 32) == 403
    assert await tells(web, event | {"clients": ["43"]}, signed=event) == 403
    async with web.http.post(f"{web.url}/panel/events", json=event) as answer:
        assert answer.status == 403
    async with web.http.get(f"{web.url}/panel/events") as answer:
        assert answer.status == 405
    assert await waiting(web) == []
    assert await tells(web, event) == 202


@pytest.mark.parametrize(
    "event",
    [
        [],
        {"clients": ["42"]},
        {"nonce": "short", "clients": ["42"]},
        an_event() | {"clients": []},
        an_event() | {"clients": [42]},
        an_event() | {"clients": [""]},
        an_event() | {"clients": ["4\n2"]},
        an_event() | {"clients": "42"},
        an_event(email="anna@example.com"),
        an_event(*map(str, range(501))),
    ],
)
async def test_only_numbers_of_clients_are_taken(web: WebDesk, event: object) -> None:
    assert await tells(web, event) == 400
    assert await waiting(web) == []


async def test_a_call_that_is_too_large_is_not_read(web: WebDesk) -> None:
    assert await tells(web, an_event("4" * 20_000)) == 413


async def test_more_than_can_be_asked_about_is_put_off_and_can_be_told_again(web: WebDesk) -> None:
    office = web.desk.app.office
    await office.run(ask_checks, clients=[ClientId(f"x-{number}") for number in range(MOST_WAITING + 1)])
    event = an_event("42")
    assert await tells(web, event) == 429
    await office.run(forget)
    assert await tells(web, event) == 202
    assert await waiting(web) == ["42"]


async def forget(work: Work) -> None:
    await work.checks.answered(await asked_for(work), work.now)


async def fires(folder: Path, url: str, *hooks: str) -> float:
    """Seconds that the hooks, of one request of WHMCS, have taken. The file is filled in as an operator does it."""
    text = HOOK.read_text().replace("_URL = ''", f"_URL = '{url}'").replace("_SECRET = ''", f"_SECRET = '{SECRET}'")
    (folder / "frontdesk_hook.php").write_text(text)
    begun = time.monotonic()
    given = (PHP or "", str(HERE / "hook.php"), str(folder / "frontdesk_hook.php"), *hooks)
    running = await asyncio.create_subprocess_exec(
        *given, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    said, errors = await running.communicate()
    assert (running.returncode, errors) == (0, b"")
    assert said.startswith(b'["ClientAdd",')
    return time.monotonic() - begun


if PHP:

    async def test_the_hooks_of_whmcs_tell_numbers_of_clients(web: WebDesk, tmp_path: Path) -> None:
        # PHP goes by the real clock, and so does the desk for this once.
        (tmp_path / "clock").write_text("0")
        await fires(
            tmp_path,
            web.url,
            *("ClientEdit", '{"userid": 42, "email": "anna@example.com", "password": "hunter2"}'),
            *("AfterModuleSuspend", '{"params": {"userid": "45", "serviceid": 901, "password": "hunter2"}}'),
            *("UserEdit", '{"user_id": 7}'),
            *("InvoicePaid", '{"invoiceid": 5}'),
            *("AfterClientMerge", '{"fromUserID": 50, "toUserID": 51}'),
            *("DomainTransferCompleted", '{"domainid": 1}'),
            *("ServiceEdit", '{"userid": "x; DROP TABLE"}'),
        )
        assert await waiting(web) == ["42", "43", "44", "45", "50", "51"]

    async def test_a_desk_that_does_not_answer_holds_whmcs_up_for_two_seconds_at_most(tmp_path: Path) -> None:
        with socket.socket() as silent:
            silent.bind(("127.0.0.1", 0))
            silent.listen()
            url = f"http://127.0.0.1:{silent.getsockname()[1]}"
            hooks = [word for number in range(1, 1000) for word in ("ClientEdit", json.dumps({"userid": number}))]
            assert await fires(tmp_path, url, *hooks) < 3
        assert await fires(tmp_path, url, "ClientEdit", '{"userid": 42}') < 1
