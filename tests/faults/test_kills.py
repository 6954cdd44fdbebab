"""Many people talk while the desk is killed again and again: nothing is lost, and nothing goes to the wrong place.

The desk is `python -m bot run` in a process of its own; it dies by SIGKILL at a random time, at the n-th call of some
method (Telegram then does it or never hears of it) and in the middle of its start. SOAK_SEED gives another run.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from storage import migrate
from tests.conftest import Figure
from tests.faults.storm import Outcome, Plan, seed_given, storm
from tests.storage.conftest import SQL, own_postgres

SEED = 20270302

SHORT = {
    "sqlite": Plan(clients=5, staff=2, with_two=2, messages=80, kills=4, pause=2),
    "postgres": Plan(clients=5, staff=2, with_two=2, messages=40, kills=2, pause=2),
}
LONG = Plan(clients=20, staff=3, with_two=5, messages=2000, kills=60, pause=6, cold_every=10)
STRICT = Plan(clients=6, staff=3, with_two=2, messages=150, most=150, kills=15, pause=3, limits=True, step=2)


@dataclass(frozen=True)
class Store:
    """An empty database; no `url` of SQLite: a file of the desk's own."""

    kind: str
    url: str = ""


@pytest.fixture(params=SQL)
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    if request.param == "sqlite":
        yield Store("sqlite")
        return
    with own_postgres() as url:
        asyncio.run(migrate.upgrade(url))
        yield Store(request.param, url)


async def killed(folder: Path, store: Store, seed: int, plan: Plan) -> Outcome:
    print(f"SOAK_SEED={seed}")  # noqa: T201
    outcome = await storm(folder, store.url, seed, plan)
    shown = "\n".join(outcome.wrong)
    assert not outcome.wrong, f"with SOAK_SEED={seed} and {outcome.killer.kills} kills:\n{shown}"
    assert outcome.rows["inbox parked"] == outcome.rows["outbox undeliverable"] == 0, outcome.rows
    assert outcome.killer.at_work.total() >= plan.kills
    return outcome


def figures(figure: Figure, name: str, seed: int, outcome: Outcome) -> None:
    found, killer, crowd = outcome.judgement, outcome.killer, outcome.crowd
    answers = len(crowd.said) - found.inside
    figure(
        f"{name}: kills",
        f"{killer.at_work.total()} at work ({', '.join(f'{n} by {how.value}' for how, n in killer.at_work.items())})"
        f" and {killer.at_start.total()} before it had said a word; SOAK_SEED={seed}",
    )
    figure(f"{name}: messages", f"{len(crowd.said)}, of which {found.inside} notes; {crowd.edits} edits")
    figure(f"{name}: arrived exactly once", f"{found.once} of {answers}")
    figure(f"{name}: repeated, and marked so", found.repeated)
    figure(f"{name}: asked about as unconfirmed", f"{outcome.questions}, {crowd.lies} times answered wrongly")
    figure(f"{name}: not there, and shown as unconfirmed", found.unconfirmed)
    figure(f"{name}: told undeliverable", found.undeliverable)
    figure(f"{name}: answers to a repeated copy, marked as staying inside", found.stayed)
    figure(f"{name}: lost, out of order", f"{found.lost}, {found.out_of_order}")
    figure(f"{name}: seconds", round(outcome.seconds))


@pytest.mark.timeout(300)
async def test_killed_while_people_talk(tmp_path: Path, store: Store) -> None:
    await killed(tmp_path, store, seed_given(SEED), SHORT[store.kind])


@pytest.mark.soak
@pytest.mark.timeout(3600)
async def test_killed_sixty_times_while_a_town_talks(tmp_path: Path, store: Store, figure: Figure) -> None:
    """TELEGRAM_LIMITS=off, for the volume."""
    seed = seed_given(SEED)
    figures(figure, f"killed, {store.kind}", seed, await killed(tmp_path, store, seed, LONG))


@pytest.mark.soak
@pytest.mark.timeout(3600)
async def test_killed_under_telegrams_limits(tmp_path: Path, store: Store, figure: Figure) -> None:
    """TELEGRAM_LIMITS as it is by default, counted by the local Telegram too, over all lives of the desk.

    While the desk is there the clock of both is moved by 2 s every 0.2 s, so that minutes of a budget need not be
    waited for; while it is down, and while it starts, time goes its usual way.
    """
    seed = seed_given(SEED)
    figures(figure, f"killed under limits, {store.kind}", seed, await killed(tmp_path, store, seed, STRICT))
