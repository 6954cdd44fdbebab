"""The operations over HTTP: POST `/control/<operation>` with JSON arguments, or multipart with files."""

import inspect
import json
from base64 import b64encode
from collections.abc import Callable
from typing import Any, get_type_hints

from aiohttp import web

from simulator.errors import ImpossibleError, NotSeenError
from simulator.operations import OPERATIONS
from simulator.operations.places import place_of
from simulator.requests import read_parameters
from simulator.stage import Stage


class Control:
    """200 `{"result": …}`; 409 `{"error", "kind"}` where an actor cannot do or see it; 400 for wrong arguments."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def routes(self) -> list[web.RouteDef]:
        """What the HTTP server serves."""
        return [web.post("/control/{operation}", self._answer), web.get("/control/{operation}", self._answer)]

    async def _answer(self, request: web.Request) -> web.Response:
        operation = OPERATIONS.get(request.match_info["operation"])
        if operation is None:
            return web.json_response({"error": "no such operation", "kind": "unknown"}, status=404)
        try:
            arguments = await _arguments(request, operation)
            inspect.signature(operation).bind(self._stage, **arguments)
        except (TypeError, ValueError, AttributeError) as error:
            return web.json_response({"error": str(error), "kind": "arguments"}, status=400)
        try:
            result = operation(self._stage, **arguments)
            return web.json_response({"result": await result if inspect.isawaitable(result) else result})
        except (ImpossibleError, NotSeenError) as error:
            return web.json_response({"error": str(error), "kind": type(error).__name__}, status=409)
        except TypeError as error:
            return web.json_response({"error": str(error), "kind": "arguments"}, status=400)


async def _arguments(request: web.Request, operation: Callable[..., Any]) -> dict[str, Any]:
    if request.content_type != "multipart/form-data":
        body = await request.text()
        return dict(json.loads(body)) if body else _plain(dict(request.query), operation)
    texts, uploads = await read_parameters(request)
    arguments = _plain(texts, operation)
    for name, upload in uploads.items():
        arguments |= {name: b64encode(upload.content).decode()}
        arguments.setdefault("name", upload.name)
    return arguments


def _plain(texts: dict[str, str], operation: Callable[..., Any]) -> dict[str, Any]:
    """The fields of a form as JSON values, save those that the operation takes as text."""
    hints = get_type_hints(place_of) | get_type_hints(operation)
    return {name: text if hints.get(name) is str else json.loads(text) for name, text in texts.items()}
