"""Calls are checked against the Bot API's own description."""

import json
from typing import Any

import pytest

from simulator import Simulator
from simulator.make_schema import compact
from simulator.methods import METHODS
from simulator.schema import bundled_schema
from tests.simulator.helpers import raw


def found(sim: Simulator) -> list[str]:
    return [violation.what for violation in sim.ledger.violations]


async def test_a_right_call_is_no_violation(sim: Simulator) -> None:
    anna = sim.person("Anna")
    await anna.writes("/start")
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}
    body = await raw(sim, "sendMessage", chat_id=anna.id, text="hi", reply_markup=markup, disable_notification=True)
    assert body["ok"]
    assert found(sim) == []


@pytest.mark.parametrize(
    ("parameters", "violation"),
    [
        ({"colour": "red"}, "unknown parameter colour"),
        ({"message_thread_id": "first"}, "message_thread_id must be Integer, not 'first'"),
        ({"disable_notification": "maybe"}, "disable_notification must be Boolean, not 'maybe'"),
        (
            {"reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "b", "color": 1}]]}},
            "unknown field reply_markup.inline_keyboard[0][0].color",
        ),
        (
            {"reply_markup": {"inline_keyboard": [[{"text": 1, "callback_data": "b"}]]}},
            "reply_markup.inline_keyboard[0][0].text must be String, not '1'",
        ),
        ({"link_preview_options": {"is_disabled": "true"}}, "link_preview_options.is_disabled must be Boolean"),
        ({"entities": {"type": "bold"}}, "entities must be an array"),
        ({"entities": [{"type": "bold", "offset": 0}]}, "missing required field entities[0].length"),
        ({"link_preview_options": "{"}, "link_preview_options is not JSON"),
    ],
)
async def test_what_telegram_forgives_is_written_down(
    sim: Simulator, parameters: dict[str, Any], violation: str
) -> None:
    anna = sim.person("Anna")
    await anna.writes("/start")
    await raw(sim, "sendMessage", chat_id=anna.id, text="hi", **parameters)
    assert any(what.startswith(violation) for what in found(sim)), found(sim)


async def test_unknown_parameters_and_wrong_scalars_do_not_stop_the_call(sim: Simulator) -> None:
    anna = sim.person("Anna")
    await anna.writes("/start")
    body = await raw(sim, "sendMessage", chat_id=anna.id, text="hi", colour="red", message_thread_id="first")
    assert body["ok"]
    assert len(found(sim)) == 2


async def test_a_missing_parameter_is_a_violation_and_telegrams_error(sim: Simulator) -> None:
    body = await raw(sim, "sendMessage", chat_id=1)
    assert body == {"ok": False, "error_code": 400, "description": "Bad Request: message text is empty"}
    assert found(sim) == ["missing required parameter text"]


async def test_an_unknown_method_is_not_found(sim: Simulator) -> None:
    body = await raw(sim, "sendLove", chat_id=1)
    assert body == {"ok": False, "error_code": 404, "description": "Not Found: method not found"}
    assert found(sim) == ["unknown method"]


async def test_a_method_that_is_not_implemented_cannot_pass_unseen(sim: Simulator) -> None:
    body = await raw(sim, "sendGame", chat_id=1)
    assert body["description"] == "Bad Request: not implemented by the simulator: sendGame"
    assert found(sim) == ["not implemented by the simulator"]


async def test_the_type_of_a_union_is_told_by_its_constant(sim: Simulator) -> None:
    anna = sim.person("Anna")
    message = await anna.writes("/start")
    await raw(sim, "setMessageReaction", chat_id=anna.id, message_id=message.message_id, reaction=[{"type": "smile"}])
    assert found(sim)
    assert "reaction[0]" in found(sim)[0]


def test_every_implemented_method_is_in_the_schema() -> None:
    assert set(METHODS) <= set(bundled_schema().methods)


def test_the_schema_is_derived_from_the_published_description() -> None:
    full = {
        "api": {"version": "1.0"},
        "items": [
            {
                "children": [
                    {
                        "category": "methods",
                        "name": "sendThing",
                        "annotations": [
                            _field("things", "Array of Thing", required=True),
                            _field("to", "Integer or String"),
                        ],
                    },
                    {
                        "category": "types",
                        "name": "Thing",
                        "annotations": [],
                        "html_description": '<ul><li><a href="#bigthing">BigThing</a></li></ul>',
                    },
                    {
                        "category": "types",
                        "name": "BigThing",
                        "annotations": [_field("type", "String", "must be <em>big</em>", required=True)],
                        "html_description": "",
                    },
                    {"category": "types", "name": "Unused", "annotations": [], "html_description": ""},
                ]
            }
        ],
    }
    assert compact(full) == {
        "version": "1.0",
        "methods": {"sendThing": {"things": "!Thing[]", "to": "Integer|String"}},
        "types": {"BigThing": {"type": "!=big"}},
        "unions": {"Thing": ["BigThing"]},
    }


def _field(name: str, kind: str, html: str = "", *, required: bool = False) -> dict[str, Any]:
    return {"name": name, "type": kind, "html_description": html, "required": required}


def test_the_bundled_schema_is_compact_json() -> None:
    assert bundled_schema().version == "10.3"
    assert json.dumps(sorted(bundled_schema().methods))
