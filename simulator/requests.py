"""Parameters and files of an HTTP request, in every encoding that the Bot API takes."""

import json
from typing import Any

from aiohttp import BodyPartReader, web

from simulator.methods.call import Upload


async def read_parameters(request: web.Request) -> tuple[dict[str, str], dict[str, Upload]]:
    """Query string, then the body over it: form, multipart or JSON. All values as strings, as the real server."""
    parameters = dict(request.query)
    uploads: dict[str, Upload] = {}
    match request.content_type:
        case "multipart/form-data":
            await _read_multipart(request, parameters, uploads)
        case "application/json":
            body = await request.json()
            parameters |= {name: _as_text(value) for name, value in body.items()} if isinstance(body, dict) else {}
        case _:
            parameters |= {name: str(value) for name, value in (await request.post()).items()}
    return parameters, uploads


async def _read_multipart(request: web.Request, parameters: dict[str, str], uploads: dict[str, Upload]) -> None:
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        if part.filename is None:
            parameters[part.name] = await part.text()
        else:
            uploads[part.name] = Upload(part.filename, bytes(await part.read()))


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
