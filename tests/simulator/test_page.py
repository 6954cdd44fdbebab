"""What the page is told and given (the page itself is tested in a browser)."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import pytest
from aiohttp import ClientSession, StreamReader

from simulator import ImpossibleError, NotSeenError, Simulator

pytestmark = pytest.mark.asyncio


class Stream:
    """The patches of one open page."""

    def __init__(self, lines: StreamReader) -> None:
        self._lines = lines

    async def next(self) -> dict[str, Any]:
        async for line in self._lines:
            if line.startswith(b"data: "):
                patch: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
                return patch
        raise AssertionError("the stream has ended")

    async def until(self, name: str) -> Any:
        while True:
            patch = await self.next()
            if name in patch:
                return patch[name]


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    async with Simulator(page=True) as running:
        yield running


@pytest.fixture
async def web() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


async def test_a_page_is_told_everything_at_first_and_then_what_changes(sim: Simulator, web: ClientSession) -> None:
    anna, boris = sim.person("Анна"), sim.person("Борис")
    room = sim.group("Поддержка", members=[boris])
    await anna.writes("Здравствуйте")
    async with web.get(f"{sim.api_url}/page/stream") as answer:
        stream = Stream(answer.content)
        first = await stream.next()
        assert first["full"] is True
        assert {chat["id"] for chat in first["chats"]} >= {anna.id, room.id}
        assert "Здравствуйте" in [message["text"] for message in first["messages"]]
        written = await anna.writes("И ещё")
        assert [message["text"] for message in await stream.until("messages")] == ["И ещё"]
        await anna.reacts(written, "👍")
        assert [message["reactions"] for message in await stream.until("messages")] == [["👍"]]
        await anna.deletes(written)
        assert [message["deleted"] for message in await stream.until("messages")] == [True]
        await sim.backend("advance", seconds=3600)
        before = datetime.fromisoformat(first["now"])
        after = datetime.fromisoformat(await stream.until("now"))
        assert 3590 < (after - before).total_seconds() < 3700


async def test_typing_is_shown_until_the_bot_has_written_or_seconds_are_over(
    sim: Simulator, web: ClientSession
) -> None:
    anna = sim.person("Анна")
    await anna.writes("Здравствуйте")
    async with web.get(f"{sim.api_url}/page/stream") as answer:
        stream = Stream(answer.content)
        await stream.next()
        await bot(web, sim, "sendChatAction", chat_id=anna.id, action="typing")
        assert await stream.until("typing") == [{"chat": anna.id, "thread": 0, "action": "typing"}]
        await bot(web, sim, "sendMessage", chat_id=anna.id, text="Здравствуйте")
        assert await stream.until("typing") == []
        await bot(web, sim, "sendChatAction", chat_id=anna.id, action="typing")
        assert await stream.until("typing") != []
        await sim.backend("advance", seconds=6)
        assert await stream.until("typing") == []


async def bot(web: ClientSession, sim: Simulator, method: str, **parameters: Any) -> Any:
    async with web.post(f"{sim.api_url}/bot{sim.bot_token}/{method}", json=parameters) as answer:
        body = await answer.json()
        assert body["ok"], body
        return body["result"]


async def test_a_photo_is_shown_and_anything_else_is_saved(sim: Simulator, web: ClientSession) -> None:
    anna = sim.person("Анна")
    photo = await anna.sends_photo()
    page = await anna.sends_document("страница.html", b"<script>alert(1)</script>")
    assert photo.file
    assert page.file
    async with web.get(f"{sim.api_url}/page/file/{photo.file.file_id}") as answer:
        assert (answer.content_type, answer.headers["Content-Disposition"]) == ("image/jpeg", "inline")
    async with web.get(f"{sim.api_url}/page/file/{page.file.file_id}") as answer:
        assert answer.content_type == "application/octet-stream"
        assert answer.headers["Content-Disposition"] == "attachment"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    async with web.get(f"{sim.api_url}/page/file/nothing") as answer:
        assert answer.status == 404


@pytest.mark.parametrize("name", ["../site.py", "..%2Fsite.py", "nothing.js", "__init__.py"])
async def test_nothing_but_its_own_files_is_served(sim: Simulator, web: ClientSession, name: str) -> None:
    async with web.get(f"{sim.api_url}/page/{name}") as answer:
        assert answer.status == 404
    async with web.get(f"{sim.api_url}/") as answer:
        assert answer.status == 200
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", "/page/stream", "/control/now"])
@pytest.mark.parametrize("header", [{"Origin": "http://evil.example"}, {"Host": "evil.example"}, {"Origin": "null"}])
async def test_pages_of_others_get_nothing(
    sim: Simulator, web: ClientSession, path: str, header: dict[str, str]
) -> None:
    async with web.get(sim.api_url + path, headers=header) as answer:
        assert answer.status == 403


async def test_a_lever_is_pulled_by_the_page_and_done_by_the_host(sim: Simulator, web: ClientSession) -> None:
    with pytest.raises(ImpossibleError, match="no lever"):
        await sim.backend("pull", lever="kill")
    await sim.backend("offer_levers", levers=["kill"])
    with pytest.raises(NotSeenError, match="nobody has done"):
        await sim.backend("pull", lever="kill", timeout_seconds=0.05)
    late = await sim.backend("next_pull", timeout_seconds=0)
    assert late["lever"] == "kill"
    await sim.backend("settle_pull", number=late["number"])
    async with web.get(f"{sim.api_url}/page/stream") as answer:
        stream = Stream(answer.content)
        assert (await stream.next())["levers"] == [{"name": "kill", "busy": False}]
        async with web.post(f"{sim.api_url}/control/report", json={"name": "process", "facts": {"state": "dead"}}):
            assert await stream.until("reports") == {"process": {"state": "dead"}}


async def test_a_host_that_cannot_do_it_says_why(sim: Simulator, web: ClientSession) -> None:
    await sim.backend("offer_levers", levers=["start"])

    async def refuse() -> None:
        asked = await sim.backend("next_pull")
        await sim.backend("settle_pull", number=asked["number"], error="it runs already")

    async with asyncio.TaskGroup() as group:
        group.create_task(refuse())
        async with web.post(f"{sim.api_url}/control/pull", json={"lever": "start"}) as answer:
            assert answer.status == 409
            assert (await answer.json())["error"] == "it runs already"


async def test_the_next_working_morning_passes_over_the_weekend(sim: Simulator) -> None:
    await sim.backend("set_clock", moment="2027-03-05T20:00:00+03:00")  # a Friday
    after = datetime.fromisoformat(await sim.backend("next_morning", zone="Europe/Moscow", hour=11))
    assert after.astimezone().timestamp() == pytest.approx(
        datetime.fromisoformat("2027-03-08T11:00:00+03:00").timestamp(), abs=5
    )


async def test_a_button_is_pressed_by_its_place(sim: Simulator, web: ClientSession) -> None:
    anna = sim.person("Анна")
    await anna.writes("/start")
    rows = {"inline_keyboard": [[{"text": "Да", "callback_data": "1"}, {"text": "Да", "callback_data": "2"}]]}
    sent = await bot(web, sim, "sendMessage", chat_id=anna.id, text="Да?", reply_markup=rows)
    place = {"person": anna.id, "chat": anna.id, "message": sent["message_id"], "row": 0}
    with pytest.raises(NotSeenError, match="did not answer the press of '2'"):
        await sim.backend("press_at", **place, column=1, timeout_seconds=0.05)
    with pytest.raises(ImpossibleError, match="not there any more"):
        await sim.backend("press_at", **place, column=2)


async def test_limits_are_enforced_from_now_on(sim: Simulator, web: ClientSession) -> None:
    anna = sim.person("Анна")
    await anna.writes("/start")
    await sim.backend("keep_limits", keeping="enforced")
    for number in range(4):
        await bot(web, sim, "sendMessage", chat_id=anna.id, text=str(number))
    assert sim.api.limiter.slept
    assert sim.ledger.violations == []
    with pytest.raises(ValueError, match="never"):
        await sim.backend("keep_limits", keeping="never")
