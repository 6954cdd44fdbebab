"""Desks that answer over HTTP."""

import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.bot.running import RunningDesk, running_desk

METRICS_TOKEN = "a-token-of-16-letters"


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@dataclass
class WebDesk:
    """A desk, where it listens, and somebody who asks."""

    desk: RunningDesk
    url: str
    http: ClientSession


@pytest.fixture
async def web(tmp_path: Path) -> AsyncIterator[WebDesk]:
    port = free_port()
    panel_secret = "5f2c0e4b7a91d3868e1fb05a44c7d290"
    async with (
        running_desk(tmp_path, WEB_LISTEN=str(port), PANEL_SECRET=panel_secret, METRICS_TOKEN=METRICS_TOKEN) as desk,
        ClientSession() as http,
    ):
        yield WebDesk(desk, f"http://127.0.0.1:{port}", http)
