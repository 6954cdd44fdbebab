"""`frontdesk leftovers …`: what was set aside or did not get through is seen, tried again and dropped."""

from pathlib import Path

import pytest

from desk.ports import Work
from simulator.world.updates import Update as Queued
from tests.bot.commandline import REQUIRED, Ended
from tests.bot.running import RunningDesk
from tests.bot.test_cli import in_this_process
from tests.bot.test_intake import STRANGE, parked
from tests.bot.waiting import with_a_ticket

WORDS = "Пароль-от-всего"


async def leftovers(folder: Path, *arguments: str) -> Ended:
    given = REQUIRED | {"DATABASE_URL": f"sqlite:///{folder / 'desk.db'}"}
    return await in_this_process("leftovers", *arguments, given=given)


async def test_an_update_that_was_set_aside_is_listed_without_its_words_and_dropped(
    desk: RunningDesk, tmp_path: Path
) -> None:
    assert (await leftovers(tmp_path, "list")).out == "Nothing was set aside, and everything got through.\n"
    await with_a_ticket(desk)
    await desk.anna.writes("/start")
    strange = desk.sim.world.updates._queue[-1]
    desk.sim.world.updates._queue[-1] = Queued(
        strange.id, strange.kind, strange.body | {"text": WORDS, "forward_origin": STRANGE}, strange.expires
    )
    await desk.sim.until(lambda: desk.app.office.look(parked))
    listed = await leftovers(tmp_path, "list")
    assert listed.out.startswith(f"update {strange.id}  ")
    assert "not understood" in listed.out
    assert WORDS not in listed.out
    assert WORDS in (await leftovers(tmp_path, "list", "--words")).out
    refused = await leftovers(tmp_path, "drop", str(strange.id), "7")
    assert (refused.status, refused.err) == (
        1,
        "Not set aside: 7. Nothing was changed. See frontdesk leftovers list.\n",
    )
    assert (await leftovers(tmp_path, "drop", str(strange.id))).out == "1 erased.\n"
    assert await desk.app.office.look(parked) == 0


async def test_an_update_that_was_set_aside_is_handled_once_more(
    desk: RunningDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = await with_a_ticket(desk)
    with monkeypatch.context() as broken:
        broken.setattr("bot.workers.TRIES", 1)
        broken.setattr("bot.workers.Workers._feed", failing)
        await desk.anna.writes("Не теряйте меня")
        await desk.sim.until(lambda: desk.app.office.look(says, words="Не теряйте меня"))
    # What the group itself has told, of its new topic, may be among them.
    numbers = [line.split()[1] for line in (await leftovers(tmp_path, "list")).out.splitlines()]
    told = (await leftovers(tmp_path, "again", *numbers)).out
    assert told.startswith(f"{len(numbers)} to be handled once more")
    await desk.boris.sees("Не теряйте меня", topic=topic)
    assert await desk.app.office.look(parked) == 0


async def says(work: Work, *, words: str) -> bool:
    return any(words in one.raw for one in await work.inbox.set_aside(10))


async def failing(*_: object) -> None:
    raise RuntimeError("boom")


async def test_what_a_client_did_not_get_is_listed_with_its_ticket_and_why(desk: RunningDesk, tmp_path: Path) -> None:
    topic = await with_a_ticket(desk)
    await desk.anna.blocks_bot()
    await desk.boris.writes(f"Ответ: {WORDS}", topic=topic)
    await desk.boris.sees("заблокировал", topic=topic, anywhere=True)
    listed = (await leftovers(tmp_path, "list")).out
    assert "ticket 1  StaffAnswer  " in listed
    assert "blocked" in listed
    assert WORDS not in listed
