"""Clock, mail, ledger and the queue of updates."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from simulator.limits import Keeping
from simulator.operations.registry import operation
from simulator.stage import Stage

FRIDAY = 4


@operation
def now(stage: Stage) -> str:
    """The simulator's time in ISO 8601, UTC."""
    return stage.clock.now().isoformat()


@operation
def advance(stage: Stage, *, seconds: float) -> str:
    """Moves the clock; returns the new time."""
    stage.clock.advance(timedelta(seconds=seconds))
    stage.world.changes.notify()
    return now(stage)


@operation
def set_clock(stage: Stage, *, moment: str) -> str:
    """Sets the clock to a time in ISO 8601 with its zone."""
    stage.clock.set_to(datetime.fromisoformat(moment))
    stage.world.changes.notify()
    return now(stage)


@operation
def next_morning(stage: Stage, *, zone: str, hour: int) -> str:
    """Moves the clock to that full hour of the next day from Monday to Friday in the zone; returns the new time."""
    here = stage.clock.now().astimezone(ZoneInfo(zone))
    day = here.date() + timedelta(days=1)
    while day.weekday() > FRIDAY:
        day += timedelta(days=1)
    stage.clock.set_to(datetime.combine(day, time(hour), ZoneInfo(zone)))
    stage.world.changes.notify()
    return now(stage)


@operation
def keep_limits(stage: Stage, *, keeping: str) -> None:
    """What becomes of calls beyond Telegram's limits: off, counted or enforced."""
    stage.pace.keeping = Keeping(keeping)
    stage.world.changes.notify()


@operation
def mails(stage: Stage, *, address: str = "") -> list[dict[str, Any]]:
    """Mail to an address, or all of it."""
    found = stage.mailbox.to(address) if address else stage.mailbox.mails
    return [mail.as_json() for mail in found]


@operation
async def wait_for_mail(stage: Stage, *, address: str, count: int = 1, timeout_seconds: float = 10) -> dict[str, Any]:
    """The newest mail to the address, once `count` of them have come."""
    mail = await stage.mailbox.wait_for(address, count=count, timeout_seconds=timeout_seconds)
    return mail.as_json()


@operation
def refuse_mail(stage: Stage, *, answer: str = "550 No such user") -> None:
    """Refuses all mail with this answer; an empty one takes it again."""
    stage.mailbox.refusal = answer


@operation
def ledger(stage: Stage) -> dict[str, Any]:
    """Calls, violations and unanswered buttons."""
    return stage.ledger.as_json()


@operation
def updates_pending(stage: Stage) -> int:
    """How many updates the bot has not confirmed."""
    return len(stage.world.updates.pending())


@operation
async def wait_for_change(stage: Stage, *, since: int = 0, timeout_seconds: float = 10) -> int:
    """The world's revision, once it is above `since`."""
    changes = stage.world.changes
    await changes.wait_for(lambda: changes.revision > since, timeout_seconds)
    return changes.revision
