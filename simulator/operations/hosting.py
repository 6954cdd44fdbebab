"""A demo introduces itself, reports what goes on outside, and does what the page asks for."""

from typing import Any

from simulator.errors import ImpossibleError, NotSeenError
from simulator.hosting import Pull
from simulator.operations.registry import operation
from simulator.stage import Stage


@operation
def introduce(stage: Stage, *, language: str, zone: str, cast: list[dict[str, Any]]) -> None:
    """Who plays: `id`, `name`, `role` (client, staff or manager), and words `about` them; the zone of shown times."""
    for one in cast:
        stage.person(one["id"])
    hosting = stage.hosting
    hosting.language, hosting.zone, hosting.cast = language, zone, cast
    stage.world.changes.notify()


@operation
def offer_levers(stage: Stage, *, levers: list[str]) -> None:
    """What the host of the demo does when it is asked."""
    stage.hosting.offer(levers)


@operation
async def pull(stage: Stage, *, lever: str, timeout_seconds: float = 60) -> None:
    """Asks the host, and waits until it has done it."""
    if lever not in stage.hosting.levers:
        raise ImpossibleError(f"there is no lever {lever!r}")
    asked = stage.hosting.pull(lever)
    await stage.world.changes.wait_for(lambda: asked.done, timeout_seconds)
    if not asked.done:
        raise NotSeenError(f"nobody has done {lever!r} within {timeout_seconds:g} s")
    if asked.error:
        raise ImpossibleError(asked.error)


@operation
async def next_pull(stage: Stage, *, timeout_seconds: float = 10) -> dict[str, Any] | None:
    """For the host: what it has to do next, `number` and `lever`; None when there was nothing."""
    found: Pull | None = await stage.world.changes.wait_for(stage.hosting.take, timeout_seconds)
    return {"number": found.number, "lever": found.lever} if found else None


@operation
def settle_pull(stage: Stage, *, number: int, error: str = "") -> None:
    """For the host: it is done, or why it is not."""
    try:
        stage.hosting.settle(number, error)
    except KeyError:
        raise ImpossibleError(f"pull {number} is not in hand") from None


@operation
def cast(stage: Stage) -> list[dict[str, Any]]:
    """Who plays."""
    return stage.hosting.cast


@operation
def reports(stage: Stage) -> dict[str, Any]:
    """What the host has told last, by its names."""
    return stage.hosting.reports


@operation
def report(stage: Stage, *, name: str, facts: Any) -> None:
    """For the host: what is so now."""
    stage.hosting.report(name, facts)
