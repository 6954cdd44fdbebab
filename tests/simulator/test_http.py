"""The Bot API's HTTP: tokens and encodings."""

import json
from typing import Any

import pytest
from aiohttp import ClientSession, FormData

from simulator import Simulator


@pytest.mark.parametrize(
    ("token", "description"),
    [("7000000001:another", "Unauthorized"), ("nonsense", "Unauthorized: invalid token specified")],
)
async def test_other_tokens_are_unauthorized(sim: Simulator, token: str, description: str) -> None:
    async with ClientSession() as session, session.get(f"{sim.api_url}/bot{token}/getMe") as response:
        assert response.status == 401
        assert await response.json() == {"ok": False, "error_code": 401, "description": description}


async def test_parameters_come_in_every_encoding(sim: Simulator) -> None:
    anna = sim.person("Anna")
    await anna.writes("/start")
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}
    plain = {"chat_id": str(anna.id), "text": "hi", "reply_markup": json.dumps(markup)}
    multipart = FormData(plain, default_to_multipart=True)
    ways: list[dict[str, Any]] = [
        {"params": plain},
        {"data": plain},
        {"data": multipart},
        {"json": {**plain, "reply_markup": markup}},
    ]
    async with ClientSession() as session:
        for way in ways:
            async with session.post(f"{sim.api_url}/bot{sim.bot_token}/SENDMESSAGE", **way) as response:
                body = await response.json()
                assert (body["ok"], body["result"]["text"]) == (True, "hi"), body
                assert body["result"]["reply_markup"] == markup
    assert sim.ledger.violations == []


async def test_an_error_has_telegrams_shape(sim: Simulator) -> None:
    group = sim.plain_group("Plain")
    new = await group.upgrade()
    url = f"{sim.api_url}/bot{sim.bot_token}/getChat"
    async with ClientSession() as session, session.get(url, params={"chat_id": group.id}) as response:
        assert response.status == 400
        assert await response.json() == {
            "ok": False,
            "error_code": 400,
            "description": "Bad Request: group chat was upgraded to a supergroup chat",
            "parameters": {"migrate_to_chat_id": new.id},
        }


async def test_files_need_the_token(sim: Simulator) -> None:
    stored = sim.world.files.save("document", b"secret", "a.txt")
    async with ClientSession() as session:
        async with session.get(f"{sim.api_url}/file/bot{sim.bot_token}/{stored.path}") as response:
            assert await response.read() == b"secret"
        async with session.get(f"{sim.api_url}/file/bot1:x/{stored.path}") as response:
            assert response.status == 404


async def test_a_check_before_the_call_can_refuse_it(sim: Simulator) -> None:
    def no_more(call: Any) -> None:
        raise ApiError(429, "Too Many Requests: retry after 5", retry_after=5)

    from simulator.errors import ApiError

    sim.api.before.append(no_more)
    async with ClientSession() as session, session.get(f"{sim.api_url}/bot{sim.bot_token}/getMe") as response:
        assert response.status == 429
        assert (await response.json())["parameters"] == {"retry_after": 5}
