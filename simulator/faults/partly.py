"""Albums of which a part arrives."""

import json
from dataclasses import replace
from typing import Any

from simulator.errors import bad_request
from simulator.faults.rule import Rule
from simulator.methods import METHODS
from simulator.methods.call import Call

LISTS = {"sendMediaGroup": "media", "copyMessages": "message_ids"}


def partly(call: Call, rule: Rule) -> Any:
    """Does `parts` of it, less than all, and refuses the whole."""
    done = _deliver(call, rule)
    raise bad_request(f'failed to send message #{done + 1} with the error message "{rule.text}"')


def short(call: Call, rule: Rule) -> Any:
    """Does `parts` of it, less than all, and says nothing of the others."""
    name = LISTS[call.method]
    items = _items(call)
    kept = items[len(items) - max(1, _count(call, rule)) :]
    return METHODS[call.method](_with(call, name, kept))


def _deliver(call: Call, rule: Rule) -> int:
    count = _count(call, rule)
    if count:
        METHODS[call.method](_with(call, LISTS[call.method], _items(call)[:count]))
    return count


def _count(call: Call, rule: Rule) -> int:
    return max(0, min(rule.parts, len(_items(call)) - 1))


def _items(call: Call) -> list[Any]:
    return call.list(LISTS[call.method], "expected an Array")


def _with(call: Call, name: str, items: list[Any]) -> Call:
    return replace(call, parameters={**call.parameters, name: json.dumps(items)})
