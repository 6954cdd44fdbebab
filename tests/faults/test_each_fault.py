"""One ordinary conversation under each fault alone, and under all of them together. SOAK_SEED: other calls break."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from simulator.faults import Kind, Rule
from storage import migrate
from tests.bot.running import RunningDesk, running_desk
from tests.conftest import Figure
from tests.faults.judge import problems
from tests.faults.storm import seed_given
from tests.faults.talk import Talk
from tests.storage.conftest import POSTGRES, own_postgres

POLLS = frozenset({"getUpdates"})
NEW = "Bad Request: SOMETHING_THAT_NOBODY_KNOWS"
KICKED = "Forbidden: bot was kicked from the supergroup chat"
MUTED = "Bad Request: not enough rights to send text messages to the chat"
SAID = "~"
"""In what people say, and neither in what the desk tells them about it nor in its buttons."""

Facts = dict[str, Any]

FROM_THE_START: dict[str, tuple[Kind, Facts]] = {
    "lost call": (Kind.LOST_CALL, {}),
    "lost answer": (Kind.LOST_ANSWER, {}),
    "slow answer": (Kind.SLOW, {"seconds": 5}),
    "no answer": (Kind.SLOW, {"times": 4}),
    "half of the answer": (Kind.TRUNCATED, {}),
    "500 though it was done": (Kind.SERVER_ERROR, {}),
    "500": (Kind.SERVER_ERROR, {"acting": False}),
    "502 though it was done": (Kind.BAD_GATEWAY, {}),
    "502": (Kind.BAD_GATEWAY, {"acting": False}),
    "429": (Kind.FLOOD, {"seconds": 8}),
    "429 without a number": (Kind.FLOOD, {}),
    "413 as a page": (Kind.TOO_LARGE_PAGE, {}),
    "updates given twice": (Kind.AGAIN, {"parts": 5}),
    "updates in another order": (Kind.SHUFFLED, {"probability": 1.0}),
    "polls whose answer is lost": (Kind.LOST_ANSWER, {"methods": POLLS}),
    "polls that end in a page": (Kind.BAD_GATEWAY, {"methods": POLLS}),
    "polls of which half comes back": (Kind.TRUNCATED, {"methods": POLLS}),
    "parts of albums": (Kind.PARTLY, {"parts": 2, "probability": 1.0, "times": 2}),
}
"""What passes: everything gets through in the end."""

LATER: dict[str, tuple[Kind, Facts]] = {
    "413": (Kind.TOO_LARGE, {"words": SAID, "probability": 0.5}),
    "403 blocked": (Kind.FORBIDDEN, {}),
    "403 kicked": (Kind.FORBIDDEN, {"text": KICKED, "times": 4}),
    "400 muted": (Kind.BAD_REQUEST, {"text": MUTED, "times": 4}),
    "400 that nobody knows": (Kind.BAD_REQUEST, {"text": NEW, "words": SAID, "probability": 0.8}),
}
"""Refusals. What is refused for good is told; a page that is lost so has to be asked for again, so they begin later."""

ALL = [*FROM_THE_START, *LATER]
ONLY_IN_SOAK = {"413 as a page", "polls that end in a page", "polls of which half comes back"}
"""To the desk they are what "502" and "polls whose answer is lost" are."""

IN_THE_GROUP = {"403 kicked", "400 muted"}
WITH_ANNA = {"403 blocked"}


def rules(desk: RunningDesk, named: dict[str, tuple[Kind, Facts]], **changes: Any) -> list[Rule]:
    """Each breaks three calls in ten, without end, if it does not say otherwise."""
    often = {"times": 0, "probability": 0.3, "seed": seed_given(7)}
    place = dict.fromkeys(IN_THE_GROUP, desk.room.id) | dict.fromkeys(WITH_ANNA, desk.anna.id)
    return [Rule(kind, chat=place.get(name, 0), **often | facts | changes) for name, (kind, facts) in named.items()]


@pytest.fixture(autouse=True)
def little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes real seconds takes fewer: an answer that never comes 2 instead of 40, the next poll 0.2 or 1."""
    monkeypatch.setattr("bot.telegram.REQUEST_SECONDS", 2.0)
    monkeypatch.setattr("tests.bot.running.LONG_POLL", 1)
    monkeypatch.setattr("bot.intake.BACK_OFF", (0.05, 0.1, 0.2))
    monkeypatch.setattr("bot.clock.LOOK_EVERY", 0.02)
    monkeypatch.setattr("bot.wiring.LOOK_EVERY", 0.02)


async def hold_a_conversation(desk: RunningDesk, early: list[Rule], late: list[Rule]) -> Talk:
    """All of it; then everything works again, and what is still owed is said."""
    talk = Talk.of(desk)
    desk.sim.faults.rules += early
    await talk.signs_in()
    topic = await talk.files()
    desk.sim.faults.rules += late
    await talk.goes_on(topic)
    desk.sim.faults.clear()
    await talk.settles()
    return talk


async def is_kept(talk: Talk) -> None:
    """The judge finds nothing, neither before staff have cleared up what is unconfirmed nor after it."""
    seen = await talk.desk.anna.chat.transcript() + "\n\n" + await talk.desk.room.transcript()
    assert await problems(talk.record) == [], seen
    await talk.clears_up(await talk.desk.room.topic("№1"))
    assert await problems(talk.record) == []
    assert talk.desk.sim.ledger.violations == []


async def test_the_conversation_itself_without_any_fault(tmp_path: Path) -> None:
    async with running_desk(tmp_path) as desk:
        talk = await hold_a_conversation(desk, [], [])
        await is_kept(talk)
        assert len(talk.record.by_client) + len(talk.record.by_staff) >= 14
        assert {message.reactions == ["👌"] for message in await said_to_the_desk(talk)} == {True}


async def said_to_the_desk(talk: Talk) -> list[Any]:
    """What was said and is no further item of an album."""
    said = [*talk.record.by_client, *talk.record.by_staff]
    return [await talk.desk.anna.looks_at(one.message) for one in said if one.words]


@pytest.mark.parametrize(
    "fault", [pytest.param(name, marks=pytest.mark.soak) if name in ONLY_IN_SOAK else name for name in ALL]
)
async def test_nothing_is_lost_or_doubled_under(tmp_path: Path, fault: str) -> None:
    async with running_desk(tmp_path) as desk:
        early = rules(desk, {name: FROM_THE_START[name] for name in FROM_THE_START if name == fault})
        late = rules(desk, {name: LATER[name] for name in LATER if name == fault})
        talk = await hold_a_conversation(desk, early, late)
        assert [rule.kind for rule in (*early, *late) if not rule.met] == []
        await is_kept(talk)


async def test_an_album_that_the_chat_refused_once_goes_by_mail_and_follows_what_the_chat_takes(tmp_path: Path) -> None:
    async with running_desk(tmp_path) as desk:
        talk = Talk.of(desk)
        await talk.signs_in()
        topic = await talk.files()
        await talk.answers("~s1~", topic)
        await talk.settles()
        desk.sim.faults.rules += [Rule(Kind.FORBIDDEN, chat=desk.anna.id, methods=frozenset({"sendMediaGroup"}))]
        await talk.sends_album("~s2~", topic, items=2)
        await talk.answers("~s3~", topic)
        await talk.settles()
        await is_kept(talk)
        assert [one.words for one in talk.record.by_staff if one.words] == ["~s1~", "~s2~", "~s3~"]


# --- all together ----------------------------------------------------------------------------------


async def all_at_once(tmp_path: Path, seed: int, **settings: str) -> Counter[str]:
    """Each fault breaks one call in twenty; how many calls each kind has broken."""
    if settings:
        await migrate.upgrade(settings["DATABASE_URL"])
    async with running_desk(tmp_path, **settings) as desk:  # type: ignore[arg-type]
        rare: Facts = {"times": 0, "probability": 0.05}
        early = rules(desk, FROM_THE_START, **rare)
        late = rules(desk, LATER, **rare)
        for number, rule in enumerate((*early, *late)):
            rule.chance.seed(seed * 100 + number)
        talk = await hold_a_conversation(desk, early, late)
        await is_kept(talk)
        return Counter({rule.kind.value: len(rule.met) for rule in (*early, *late)})


SEEDS = 10


@pytest.fixture(params=["sqlite", *(["postgres"] if POSTGRES else [])])
def databases(request: pytest.FixtureRequest) -> Iterator[list[dict[str, str]]]:
    """Settings of a database for each conversation: one that knows a former one takes its updates for repeats."""
    many = SEEDS if request.node.get_closest_marker("soak") else 1
    with ExitStack() as stack:
        if request.param == "sqlite":
            yield [{}] * many
        else:
            yield [{"DATABASE_URL": stack.enter_context(own_postgres())} for _ in range(many)]


async def test_nothing_is_lost_or_doubled_under_all_of_them(tmp_path: Path, databases: list[dict[str, str]]) -> None:
    broken = await all_at_once(tmp_path, seed_given(20270302), **databases[0])
    assert broken.total() >= 20


@pytest.mark.soak
@pytest.mark.timeout(1800)
async def test_nothing_is_lost_or_doubled_under_all_of_them_again_and_again(
    tmp_path: Path, databases: list[dict[str, str]], figure: Figure, request: pytest.FixtureRequest
) -> None:
    broken: Counter[str] = Counter()
    for seed, database in enumerate(databases):
        folder = tmp_path / str(seed)
        folder.mkdir()
        broken += await all_at_once(folder, seed, **database)
    where = request.node.callspec.id
    figure(f"conversations under all faults at once, {where}", SEEDS)
    figure(f"calls broken in them, {where}", broken.total())
