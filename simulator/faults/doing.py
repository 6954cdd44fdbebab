"""What Telegram does with a call that a rule breaks, before it answers."""

import inspect
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from simulator.errors import ApiError, too_many_requests
from simulator.faults.partly import partly, short
from simulator.faults.rule import Kind, Rule
from simulator.methods import METHODS
from simulator.methods.call import Call

REFUSALS: dict[Kind, Callable[[Rule], ApiError]] = {
    Kind.TOO_LARGE: lambda _: ApiError(413, "Request Entity Too Large"),
    Kind.TOO_LARGE_PAGE: lambda _: ApiError(413, "Request Entity Too Large"),
    Kind.FORBIDDEN: lambda rule: ApiError(403, rule.text),
    Kind.BAD_REQUEST: lambda rule: ApiError(400, rule.text),
    Kind.SERVER_ERROR: lambda _: ApiError(500, "Internal Server Error"),
    Kind.BAD_GATEWAY: lambda _: ApiError(502, "Bad Gateway"),
    Kind.FLOOD: lambda rule: too_many_requests(rule.seconds),
}
MAY_ACT = {Kind.SERVER_ERROR, Kind.BAD_GATEWAY}


async def done(call: Call, rule: Rule) -> Any:
    """The result that Telegram has in mind; ApiError where it does nothing, or not all."""
    if rule.kind in REFUSALS and not (rule.kind in MAY_ACT and rule.acting):
        raise REFUSALS[rule.kind](rule)
    match rule.kind:
        case Kind.PARTLY:
            return partly(call, rule)
        case Kind.SHORT:
            return short(call, rule)
        case Kind.AGAIN:
            return await _again(call, rule)
        case _:
            return await finished(METHODS[call.method](call))


async def finished(result: Any) -> Any:
    """The result, awaited where it has to be."""
    return await result if inspect.isawaitable(result) else result


async def _again(call: Call, rule: Rule) -> list[dict[str, Any]]:
    """What was confirmed before, and then whatever waits."""
    at_once = replace(call, parameters={**call.parameters, "timeout": "0"})
    fresh: list[dict[str, Any]] = await finished(METHODS["getUpdates"](at_once))
    known = list(call.world.updates.confirmed)[-rule.parts :]
    return [update.as_json() for update in known] + fresh
