"""The whole panel, once a day: taken over in portions, unless it tells of far too much that is gone."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from desk.ids import ClientId
from desk.ports import Work
from desk.rules.losses import loss, lost_addresses
from desk.rules.panel import Misread, PanelClient, contested
from desk.rules.panel_news import PanelState, Way
from desk.usecases.panel import TooManyGone, learn, panel_is

SWEPT: Final = "panel_swept"
A_PORTION: Final = 50
"""So many clients share a unit of work: people's messages come between two of them."""


async def sweep_due(work: Work) -> bool:
    """Whether the hour has come since the last whole sweep, or there never was one."""
    kept = await work.marks.get(SWEPT)
    return not kept or datetime.fromisoformat(kept) < _last_hour(work)


def _last_hour(work: Work) -> datetime:
    calendar = work.policy.calendar
    today = calendar.day_of(work.now)
    hour = work.policy.sweep_at
    at = datetime.combine(today, hour, tzinfo=calendar.zone)
    return at if at <= work.now else datetime.combine(today - timedelta(days=1), hour, tzinfo=calendar.zone)


async def shared(work: Work, *, told: Sequence[PanelClient], misread: Collection[ClientId]) -> list[Misread]:
    """Who of these has a service that is another client's, too. Changes nothing."""
    return contested(told, misread, await work.clients.services())


async def must_not_lose_too_much(
    work: Work, *, told: Sequence[PanelClient], misread: Collection[ClientId] = ()
) -> list[ClientId]:
    """Whom we know and the panel does not tell of any more. Raises TooManyGone. Changes nothing.

    What is known of the `misread` stays, and of those of whom this panel has never told.
    """
    named = {one.client.id for one in told} | set(misread)
    gone = await work.checks.told_by(work.policy.panel) - named
    before = await work.clients.services()
    after = [service for one in told if one.open for service in one.services]
    after += [one for one in before if one.client in misread or one.client not in named | gone]
    found = loss(before, after, work.policy.terms(work.now))
    known = await work.clients.all()
    mails = lost_addresses(known, [one.client for one in told if one.open and one.has_email])
    if found.exceeds(work.policy.most_lost) or mails.exceeds(work.policy.most_lost):
        raise TooManyGone(found if found.exceeds(work.policy.most_lost) else mails)
    return [client.id for client in known if client.id in gone and not client.closed]


async def never_told(work: Work) -> list[ClientId]:
    """Open clients of whom the panel that is asked has never told: nothing closes them."""
    if not work.policy.panel:
        return []
    told = await work.checks.told_by(work.policy.panel)
    return [client.id for client in await work.clients.all() if client.id not in told and not client.closed]


async def learn_some(work: Work, *, told: Mapping[ClientId, PanelClient | None], asked_at: datetime) -> int:
    """A portion; how much of it was news."""
    return sum(
        [await learn(work, client=client, found=found, asked_at=asked_at, whole=True) for client, found in told.items()]
    )


async def swept(work: Work, *, began: datetime) -> None:
    """Whoever could read all of it could also look for an address."""
    await work.marks.put(SWEPT, began.isoformat())
    for way in (Way.SWEEP, Way.FINDING):
        await panel_is(work, way=way, state=PanelState.WELL)
