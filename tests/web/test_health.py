"""Signs of life of a running desk."""

import asyncio
from pathlib import Path

from aiohttp import ClientSession
from prometheus_client.parser import text_string_to_metric_families

from bot.health import Figures, Signs, routes
from tests.bot.running import running_desk
from tests.web.conftest import WebDesk, free_port
from tests.web.test_web import served


async def metrics(http: ClientSession, url: str, **headers: str) -> dict[str, float]:
    async with http.get(f"{url}/metrics", headers=headers) as answer:
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
    async with web.http.get(f"{web.url}/metrics") as answer:
        text = await answer.text()
    assert "Анна" not in text
    assert "example.com" not in text


async def test_metrics_are_for_this_machine_or_a_token(web: WebDesk, tmp_path: Path) -> None:
    assert await status(web.http, f"{web.url}/metrics", **{"X-Forwarded-For": "203.0.113.7"}) == 403
    folder = tmp_path / "other"
    folder.mkdir()
    port = free_port()
    async with running_desk(folder, WEB_LISTEN=f"127.0.0.1:{port}", METRICS_TOKEN="a-token-of-16-letters"):
        url = f"http://127.0.0.1:{port}"
        assert await status(web.http, f"{url}/metrics") == 401
        assert await status(web.http, f"{url}/metrics", Authorization="Bearer a-token-of-16-letterz") == 401
        assert (await metrics(web.http, url, Authorization="Bearer a-token-of-16-letters"))["frontdesk_ready"] == 1
