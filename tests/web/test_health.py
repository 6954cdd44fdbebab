"""Signs of life of a running desk."""

import asyncio
from pathlib import Path

from aiohttp import ClientSession
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from bot.check import check
from bot.health import Figures, Signs, routes
from tests.bot.running import running_desk
from tests.web.conftest import METRICS_TOKEN, WebDesk, free_port
from tests.web.test_web import served

TOKEN = {"Authorization": f"Bearer {METRICS_TOKEN}"}


async def metrics(http: ClientSession, url: str) -> dict[str, float]:
    async with http.get(f"{url}/metrics", headers=TOKEN) as answer:
        assert answer.status == 200
        families = text_string_to_metric_families(await answer.text())
        return {sample.name: sample.value for family in families for sample in family.samples}


async def status(http: ClientSession, url: str, **headers: str) -> int:
    async with http.get(url, headers=headers) as answer:
        return answer.status


async def test_a_desk_that_works_says_so(web: WebDesk) -> None:
    await web.desk.stepan.writes("/start")
    await web.desk.stepan.sees(button="войти")
    async with web.http.get(f"{web.url}/healthz") as answer:
        assert (answer.status, await answer.json()) == (200, {"process": "ok", "database": "ok"})
    async with web.http.get(f"{web.url}/readyz") as answer:
        parts = await answer.json()
        assert answer.status == 200
        assert set(parts) == {"lease", "workers", "sender", "intake", "database"}


async def away() -> None:
    raise OSError("the database of the customers is gone")


async def no_figures() -> tuple[Figures, float]:
    raise OSError("gone")


async def test_a_process_without_its_database_is_not_well_and_says_no_more_than_that() -> None:
    signs = Signs(
        database=away,
        parts=lambda: {"sender": True, "intake": False},
        counts=lambda: {"polls": ("Polls", 3)},
        figures=no_figures,
        metrics_token=METRICS_TOKEN,
    )
    async with served(*routes(signs), opened=False) as (_, url, http):
        async with http.get(f"{url}/healthz") as answer:
            assert (answer.status, await answer.json()) == (503, {"process": "ok", "database": "failing"})
        async with http.get(f"{url}/readyz") as answer:
            assert await answer.json() == {"sender": "ok", "intake": "failing", "database": "failing"}
            assert answer.status == 503
        found = await metrics(http, url)
        assert found == {"frontdesk_polls": 3, "frontdesk_ready": 0, "frontdesk_database_up": 0}


async def test_who_stands_by_is_alive_and_not_ready(web: WebDesk, tmp_path: Path) -> None:
    from bot.wiring import App

    port = free_port()
    settings = web.desk.settings.model_copy(update={"web_listen": ("127.0.0.1", port)})
    second = App(settings)
    running = asyncio.gather(second.run())
    try:
        while True:
            try:
                assert await status(web.http, f"http://127.0.0.1:{port}/healthz") == 200
                break
            except OSError:
                await asyncio.sleep(0.05)
        assert await status(web.http, f"http://127.0.0.1:{port}/readyz") == 503
        assert await status(web.http, f"http://127.0.0.1:{port}/telegram") == 503
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_metrics_count_what_waits_and_name_nobody(web: WebDesk) -> None:
    await web.desk.signs_in(web.desk.anna, "anna@example.com")
    found = await metrics(web.http, web.url)
    assert found["frontdesk_database_up"] == 1
    assert found["frontdesk_ready"] == 1
    assert found["frontdesk_polls"] > 0
    assert found["frontdesk_inbox_parked"] == 0
    assert found["frontdesk_outbox_oldest_seconds"] < 60
    async with web.http.get(f"{web.url}/metrics", headers=TOKEN) as answer:
        text = await answer.text()
    assert "Анна" not in text
    assert "example.com" not in text


async def test_metrics_are_for_whoever_has_the_token(web: WebDesk) -> None:
    assert await status(web.http, f"{web.url}/metrics") == 401
    assert await status(web.http, f"{web.url}/metrics", Authorization=f"Bearer {METRICS_TOKEN[:-1]}z") == 401
    assert (await metrics(web.http, web.url))["frontdesk_ready"] == 1


async def test_without_a_token_there_are_no_metrics_and_check_says_how_to_have_them(tmp_path: Path) -> None:
    """Asked on this machine: a proxy there need not say that it is one."""
    port = free_port()
    async with running_desk(tmp_path, WEB_LISTEN=f"127.0.0.1:{port}") as desk, ClientSession() as http:
        await desk.app.ready.wait()
        url = f"http://127.0.0.1:{port}/metrics"
        for given in ({}, {"Authorization": "Bearer "}, {"X-Forwarded-For": "203.0.113.7"}):
            assert await status(http, url, **given) == 404
        said = [finding.text async for finding in check(desk.settings)]
        with_one = desk.settings.model_copy(update={"metrics_token": SecretStr(METRICS_TOKEN)})
        said_with_one = [finding.text async for finding in check(with_one)]
    assert [text for text in said if "METRICS_TOKEN" in text] == [
        "METRICS_TOKEN is not set: there is no /metrics; a word of 16 characters or more switches it on"
    ]
    assert not [text for text in said_with_one if "METRICS_TOKEN" in text]
