"""The same vocabulary from another process."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiogram import Bot
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiohttp import ClientSession, FormData

from simulator import ImpossibleError, NotSeenError, RemoteSimulator, Simulator
from simulator.operations import OPERATIONS
from tests.simulator.helpers import taken


@pytest.fixture
async def remote(sim: Simulator) -> AsyncIterator[RemoteSimulator]:
    async with RemoteSimulator(sim.api_url) as remote:
        yield remote


async def test_a_story_can_be_told_from_afar(sim: Simulator, bot: Bot, remote: RemoteSimulator) -> None:
    anna, boris = await remote.person("Анна", "Смирнова"), await remote.person("Борис")
    staff = await remote.group("Staff", members=[boris])
    await anna.writes("/start")
    await bot.send_message(anna.id, "Welcome")
    assert (await anna.sees("Welcome")).from_bot
    topic = await boris.creates_topic(staff, "№1")
    await boris.writes("note", topic=topic)
    document = await boris.sends_document("a.txt", b"text", topic=topic)
    assert document.document is not None
    assert (document.document.name, document.document.size) == ("a.txt", 4)
    assert [message.text for message in await topic.messages()] == ["note", ""]
    assert "Борис: note" in await (await staff.topic("№1")).transcript()
    assert await remote.updates_pending() == sim.updates_pending() > 0
    await anna.blocks_bot()
    assert {update.event_type for update in await taken(bot)} == {"message", "my_chat_member"}
    await remote.until_updates_are_taken()


async def test_failures_are_the_same(sim: Simulator, bot: Bot, remote: RemoteSimulator) -> None:
    anna = await remote.person("Anna")
    with pytest.raises(NotSeenError, match="Anna does not see 'x'"):
        await anna.sees("x", timeout=0)
    staff = await remote.plain_group("Staff")
    with pytest.raises(ImpossibleError, match="Anna is not in Staff"):
        await anna.writes("x", chat=staff)
    button = InlineKeyboardButton(text="Go", callback_data="go")
    await anna.writes("/start")
    await bot.send_message(anna.id, "x", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]))
    with pytest.raises(NotSeenError, match="did not answer"):
        await anna.presses("Go", timeout=0)
    assert (await remote.ledger_now())["unanswered"] == ["go"]


async def test_clock_and_mail_are_at_hand(sim: Simulator, remote: RemoteSimulator) -> None:
    before = await remote.now()
    assert await remote.advance(timedelta(days=1)) - before >= timedelta(days=1)
    await remote.set_clock(before)
    assert sim.clock.now() - before < timedelta(seconds=5)
    assert await remote.mails() == []
    with pytest.raises(NotSeenError):
        await remote.mail_to("a@example.org", timeout=0)


async def test_people_exist_once(sim: Simulator, remote: RemoteSimulator) -> None:
    anna = await remote.person("Anna", username="anna")
    assert sim.world.users[anna.id].username == "anna"
    assert sim.person("Boris").id == anna.id + 1


async def test_a_file_can_be_uploaded_by_form(sim: Simulator, remote: RemoteSimulator) -> None:
    anna = await remote.person("Anna")
    form = FormData({"person": str(anna.id), "kind": "document", "caption": "7"}, default_to_multipart=True)
    form.add_field("content", b"\x00\xff", filename="raw.bin")
    async with ClientSession() as session, session.post(f"{sim.api_url}/control/send", data=form) as response:
        view = (await response.json())["result"]
    assert (view["file"]["name"], view["file"]["size"], view["text"]) == ("raw.bin", 2, "7")


async def test_wrong_requests_are_told(sim: Simulator) -> None:
    async with ClientSession() as session:
        for path, body, status in (
            ("fly", {}, 404),
            ("write", {"person": 1}, 400),
            ("write", {"person": 1, "text": "x"}, 409),
            ("now", {"extra": 1}, 400),
        ):
            async with session.post(f"{sim.api_url}/control/{path}", data=json.dumps(body)) as response:
                assert response.status == status, await response.text()
        async with session.get(f"{sim.api_url}/control/updates_pending") as response:
            assert await response.json() == {"result": 0}
        async with session.get(f"{sim.api_url}/control/create_person", params={"first_name": "42"}) as response:
            assert (await response.json())["result"]["first_name"] == "42"


def test_operations_have_plain_names() -> None:
    assert all(name.isidentifier() for name in OPERATIONS)
