"""Signs of life over HTTP: is it alive, does it take part, how much waits. No personal data in any of them."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from aiohttp import web

from bot.web import is_bearer, plain
from desk.ports import Queue, Work

PATIENCE = 3.0
"""Seconds that the database has to answer."""

LATELY = timedelta(days=1)

Question = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Figures:
    """How much waits, and what failed."""

    inbox: Queue
    outbox: Queue
    parked: int
    undelivered: int

    def values(self, now: float) -> dict[str, tuple[str, float]]:
        """By the name of the metric: what it means, and how much it is."""
        return {
            "inbox_waiting": ("Updates that were not handled yet", self.inbox.length),
            "inbox_oldest_seconds": ("Age of the oldest of them", _age(self.inbox, now)),
            "inbox_parked": ("Updates that could not be handled and were set aside", self.parked),
            "outbox_waiting": ("Messages and edits that are due and were not sent yet", self.outbox.length),
            "outbox_oldest_seconds": ("How long the oldest of them is due", _age(self.outbox, now)),
            "outbox_undelivered_day": ("What was given up in the last 24 hours", self.undelivered),
        }


async def figures(work: Work) -> Figures:
    return Figures(
        inbox=await work.inbox.queue(),
        outbox=await work.outbox.queue(work.now),
        parked=await work.inbox.parked(),
        undelivered=await work.outbox.undelivered(work.now - LATELY),
    )


def _age(queue: Queue, now: float) -> float:
    return max(0.0, now - queue.oldest.timestamp()) if queue.oldest else 0.0


@dataclass(frozen=True, slots=True)
class Signs:
    """What is looked at. `parts` says of each part of the running desk whether it does its work.

    Without a `metrics_token` there are no metrics.
    """

    database: Question
    parts: Callable[[], Mapping[str, bool]]
    counts: Callable[[], Mapping[str, tuple[str, float]]]
    figures: Callable[[], Awaitable[tuple[Figures, float]]]
    metrics_token: str = ""


def routes(signs: Signs) -> list[web.RouteDef]:
    async def healthz(_: web.Request) -> web.Response:
        return _told({"process": True, "database": await _answers(signs.database)})

    async def readyz(_: web.Request) -> web.Response:
        return _told({**signs.parts(), "database": await _answers(signs.database)})

    async def metrics(request: web.Request) -> web.Response:
        if not is_bearer(request, signs.metrics_token):
            return plain(401, headers={"WWW-Authenticate": "Bearer"})
        values = {
            **signs.counts(),
            "ready": ("Whether all parts of the desk do their work", all(signs.parts().values())),
        }
        try:
            async with asyncio.timeout(PATIENCE):
                found, now = await signs.figures()
        except Exception:
            values["database_up"] = ("Whether the database answers", 0)
        else:
            values |= {"database_up": ("Whether the database answers", 1), **found.values(now)}
        return web.Response(body=exposition(values), headers={"Content-Type": EXPOSITION})

    # A proxy on this machine need not say that it is one: who asks is known by a token, or not at all.
    figures_too = [web.get("/metrics", metrics)] if signs.metrics_token else []
    return [web.get("/healthz", healthz), web.get("/readyz", readyz), *figures_too]


EXPOSITION = "text/plain; version=0.0.4; charset=utf-8"


def exposition(values: Mapping[str, tuple[str, float]]) -> bytes:
    """As Prometheus reads it."""
    from prometheus_client import CollectorRegistry, Gauge, generate_latest

    registry = CollectorRegistry()
    for name, (meaning, value) in values.items():
        Gauge(f"frontdesk_{name}", meaning, registry=registry).set(value)
    return bytes(generate_latest(registry))


async def _answers(question: Question) -> bool:
    try:
        async with asyncio.timeout(PATIENCE):
            await question()
    except Exception:
        return False
    return True


def _told(parts: Mapping[str, bool]) -> web.Response:
    """503 if one of them does not work; which ones are named, and nothing else."""
    said = {name: "ok" if works else "failing" for name, works in parts.items()}
    return web.json_response(said, status=200 if all(parts.values()) else 503)
