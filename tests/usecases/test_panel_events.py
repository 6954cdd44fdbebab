"""The panel says whose data have changed (ASVS 2.3.4)."""

from desk.ids import ClientId
from desk.usecases.panel import wanted
from desk.usecases.panel_events import Told, changed
from tests.usecases.stage import Stage


async def tells(stage: Stage, nonce: str, *clients: str) -> Told:
    return await stage.office.run(changed, nonce=nonce, clients=[ClientId(client) for client in clients])


async def test_sec_27_an_event_with_a_nonce_that_was_used_has_no_effect(stage: Stage) -> None:
    assert await tells(stage, "one", "42") is Told.TAKEN
    assert await tells(stage, "one", "43") is Told.REPLAYED
    assert await stage.office.look(wanted) == ["42"]


async def test_who_is_told_of_twice_is_asked_about_once(stage: Stage) -> None:
    await tells(stage, "one", "42")
    await tells(stage, "two", "42", "43")
    assert sorted(await stage.office.look(wanted)) == ["42", "43"]
