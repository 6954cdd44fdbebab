"""One use case, one transaction: all of it or nothing, and at most once for each update."""

import asyncio

import pytest

from bot.background import Background
from desk.errors import Conflict, NothingToCancel, Refusal, Unavailable
from desk.ids import PersonId, private_chat
from desk.notices.client import LanguageAsked
from desk.office import TRIES, AlreadyHandled, Office
from desk.ports import Arrived, OwedState, Work
from desk.rules.events import Event, EventKind
from desk.rules.form import FormName
from desk.usecases.arrivals import Arrival, nothing, tell_refusal
from tests.builders import ANNA, VIKTOR, a_person
from tests.usecases.stage import FIRST, Stage

UPDATES = (7, 8)


async def speak(work: Work, *, person: PersonId = ANNA) -> str:
    """Changes a row, the history, a draft, and owes something."""
    await work.people.choose_language(person, "en")
    await work.drafts.begin(person, FormName.TICKET, work.now)
    work.outbox.say(LanguageAsked(to=person))
    return "said"


async def speak_and_fail(work: Work, *, error: Exception) -> None:
    await speak(work)
    ticket = await work.tickets.get(FIRST)
    assert ticket
    await work.tickets.save(ticket)
    work.events.add(Event(FIRST, EventKind.TAKEN, work.now))
    raise error


async def receive(work: Work, *, updates: tuple[int, ...] = UPDATES) -> None:
    await work.inbox.add([Arrived(update, lane=ANNA, raw="{}") for update in updates], work.now)


def language(stage: Stage) -> str:
    return stage.store.people[ANNA].chosen


class Race:
    """A use case that loses so many times before it wins."""

    def __init__(self, losses: int) -> None:
        self.runs = 0
        self._losses = losses

    async def __call__(self, work: Work) -> str:
        self.runs += 1
        result = await speak(work)
        if self.runs <= self._losses:
            raise Conflict
        return result


async def test_what_a_use_case_changed_and_what_it_owes_are_kept_together(stage: Stage) -> None:
    commits = stage.desk.commits
    assert await stage.office.run(speak) == "said"
    assert language(stage) == "en"
    assert stage.said(LanguageAsked) == [LanguageAsked(to=ANNA)]
    assert stage.desk.commits == commits + 1


@pytest.mark.parametrize("error", [NothingToCancel(), ValueError("a fault"), asyncio.CancelledError()])
async def test_a_refusal_or_any_other_exception_rolls_all_of_it_back(stage: Stage, error: Exception) -> None:
    await stage.has_ticket()
    before, said, commits = stage.store.copy(), list(stage.desk.said), stage.desk.commits
    with pytest.raises(type(error)):
        await stage.office.run(speak_and_fail, error=error)
    assert (stage.store, stage.desk.said, stage.desk.commits) == (before, said, commits)
    await stage.office.run(speak)
    assert stage.store != before


async def test_a_lost_race_is_run_again_and_keeps_only_the_last_run(stage: Stage) -> None:
    race = Race(TRIES - 1)
    assert await stage.office.run(race) == "said"
    assert race.runs == TRIES
    assert stage.said(LanguageAsked) == [LanguageAsked(to=ANNA)]


async def test_a_race_that_is_always_lost_is_a_fault(stage: Stage) -> None:
    race = Race(TRIES)
    with pytest.raises(Conflict):
        await stage.office.run(race)
    assert race.runs == TRIES
    assert (language(stage), stage.said(LanguageAsked)) == ("", [])


async def test_each_try_sees_what_is_true_now(stage: Stage) -> None:
    seen = []

    async def ask(work: Work) -> None:
        person = await work.people.get(ANNA)
        seen.append(person.chosen if person else None)

    await stage.overtaken_by(lambda: stage.office.run(speak)).run(ask)
    assert seen == ["", "en"]


async def test_a_look_commits_nothing(stage: Stage) -> None:
    async def ask(work: Work) -> str:
        person = await work.people.get(ANNA)
        work.outbox.say(LanguageAsked(to=ANNA))
        return person.name if person else ""

    commits = stage.desk.commits
    assert await stage.office.look(ask) == "Anna"
    assert (stage.said(LanguageAsked), stage.desk.commits) == ([], commits)
    await stage.office.run(ask)
    assert stage.said(LanguageAsked) == [LanguageAsked(to=ANNA)]


# --- updates --------------------------------------------------------------------------------------


async def test_an_update_is_marked_done_with_its_effects(stage: Stage) -> None:
    await stage.office.run(receive)
    office = stage.office.handling(UPDATES, None)
    assert not office.done
    await office.run(speak)
    assert office.done
    assert {stage.store.inbox[update].state for update in UPDATES} == {"done"}
    assert language(stage) == "en"


async def test_sec_27_a_replayed_update_has_no_second_effect(stage: Stage) -> None:
    await stage.office.run(receive)
    await stage.office.handling(UPDATES, None).run(speak)
    before, said = stage.store.copy(), list(stage.desk.said)
    with pytest.raises(AlreadyHandled):
        await stage.office.handling(UPDATES, Arrival(a_person(name="Anna Smirnova"))).run(speak)
    assert (stage.store, stage.desk.said) == (before, said)


async def test_an_album_that_was_handled_in_part_is_not_handled_again(stage: Stage) -> None:
    await stage.office.run(receive)
    await stage.office.handling((7,), None).run(nothing)
    with pytest.raises(AlreadyHandled):
        await stage.office.handling(UPDATES, None).run(speak)
    assert (language(stage), stage.store.inbox[8].state) == ("", "ready")
    await stage.office.handling((8,), None).run(speak)
    assert (language(stage), stage.store.inbox[8].state) == ("en", "done")


async def test_one_update_runs_at_most_one_changing_use_case(stage: Stage) -> None:
    await stage.office.run(receive)
    office = stage.office.handling(UPDATES, None)
    await office.run(nothing)
    with pytest.raises(RuntimeError):
        await office.run(speak)
    assert language(stage) == ""


async def test_an_update_may_look_as_often_as_it_likes(stage: Stage) -> None:
    async def ask(work: Work) -> bool:
        return await work.people.get(ANNA) is not None

    await stage.office.run(receive)
    office = stage.office.handling(UPDATES, None)
    assert [await office.look(ask), await office.look(ask), office.done] == [True, True, False]
    await office.run(speak)
    assert await office.look(ask)


async def test_a_refused_update_can_still_be_answered(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.office.run(receive)
    office = stage.office.handling(UPDATES, None)
    refusal: Refusal = NothingToCancel()
    with pytest.raises(NothingToCancel):
        await office.run(speak_and_fail, error=refusal)
    assert {stage.store.inbox[update].state for update in UPDATES} == {"ready"}
    await office.run(tell_refusal, person=ANNA, refusal=refusal)
    assert (office.done, language(stage)) == (True, "")
    assert stage.names()[-1] == "Refused"


async def test_a_lost_race_of_an_update_is_run_again_with_its_arrival(stage: Stage) -> None:
    await stage.office.run(receive)
    race = Race(2)
    await stage.office.handling(UPDATES, Arrival(a_person(id=VIKTOR, name="Viktor P."))).run(race)
    assert race.runs == 3
    assert stage.store.people[VIKTOR].name == "Viktor P."
    assert stage.store.inbox[7].state == "done"


async def test_two_runs_of_one_update_at_a_time_have_one_effect(stage: Stage) -> None:
    await stage.office.run(receive)
    offices: list[Office] = [stage.office.handling(UPDATES, None) for _ in range(2)]
    results = await asyncio.gather(*(office.run(speak) for office in offices), return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["AlreadyHandled", "str"]
    assert stage.said(LanguageAsked) == [LanguageAsked(to=ANNA)]


# --- who is there ---------------------------------------------------------------------------------


async def test_whoever_writes_in_private_is_known_by_their_name_and_can_be_reached(stage: Stage) -> None:
    async def lose(work: Work) -> None:
        await work.people.reach(ANNA, reachable=False)

    await stage.office.run(lose)
    await stage.office.run(receive)
    await stage.office.handling((7,), Arrival(a_person(name="Anna S."))).run(nothing)
    assert (stage.store.people[ANNA].name, stage.store.people[ANNA].reachable) == ("Anna S.", False)
    await stage.office.handling((8,), Arrival(a_person(name="Anna S."), message=55)).run(nothing)
    assert (stage.store.people[ANNA].reachable, stage.store.chats[private_chat(ANNA)].newest) == (True, 55)


# --- together -------------------------------------------------------------------------------------


def a_letter(person: PersonId) -> LanguageAsked:
    return LanguageAsked(to=person)


async def say(work: Work, *, person: PersonId) -> PersonId:
    work.outbox.say(a_letter(person))
    return person


async def slow(work: Work) -> PersonId:
    """While it is at work, others come."""
    await asyncio.sleep(0.01)
    return await say(work, person=ANNA)


async def test_use_cases_that_come_together_share_a_commit_and_each_gets_its_own_result(stage: Stage) -> None:
    commits, people = stage.desk.commits, [PersonId(number) for number in range(1, 21)]
    first, *results = await asyncio.gather(
        stage.office.run(slow), *(stage.office.run(say, person=person) for person in people)
    )
    assert (first, results) == (ANNA, people)
    assert stage.said(LanguageAsked) == [a_letter(person) for person in (ANNA, *people)]
    # The first one found nobody at work; all others came while it was.
    assert stage.desk.commits == commits + 2


async def test_one_that_fails_takes_no_other_with_it(stage: Stage) -> None:
    people = [ANNA, *(PersonId(number) for number in range(1, 7))]

    async def refuse(_: Work) -> None:
        raise NothingToCancel

    told = [stage.office.run(slow), *(stage.office.run(say, person=person) for person in people[1:])]
    results = await asyncio.gather(*told[:3], stage.office.run(refuse), *told[3:], return_exceptions=True)
    assert [result for result in results if not isinstance(result, NothingToCancel)] == people
    assert stage.said(LanguageAsked) == [a_letter(person) for person in people]


async def test_whoever_is_cancelled_takes_no_other_with_them(stage: Stage) -> None:
    tasks = Background()
    first = tasks.begin(stage.office.run(slow), name="first")
    others = [tasks.begin(stage.office.run(say, person=PersonId(number)), name=str(number)) for number in (1, 2, 3)]
    await asyncio.sleep(0)
    first.cancel()
    others[1].cancel()
    results = await asyncio.gather(first, *others, return_exceptions=True)
    assert [result for result in results if isinstance(result, int)] == [1, 3]
    assert stage.said(LanguageAsked) == [a_letter(PersonId(1)), a_letter(PersonId(3))]


@pytest.mark.parametrize("times", [1, 3])
async def test_whoever_is_cancelled_while_others_share_their_commit_cuts_off_none_of_them(
    stage: Stage, times: int
) -> None:
    """Each runs once, and whoever was cancelled goes only when what they shared has come to its end."""
    tasks, ran = Background(), [0] * 4
    under_way = asyncio.Event()

    async def count(work: Work, *, number: int) -> int:
        ran[number] += 1
        under_way.set()
        await asyncio.sleep(0.01)
        await say(work, person=PersonId(number))
        return number

    before = tasks.begin(stage.office.run(slow), name="before")
    sharing = [tasks.begin(stage.office.run(count, number=number), name=str(number)) for number in range(1, 4)]
    await under_way.wait()
    for _ in range(times):
        sharing[0].cancel()
        await asyncio.sleep(0)
    assert not sharing[0].done()
    first, *others = await asyncio.gather(*sharing, return_exceptions=True)
    assert before.done()
    assert isinstance(first, asyncio.CancelledError)
    assert (others, ran) == ([2, 3], [0, 1, 1, 1])
    assert stage.said(LanguageAsked)[1:] == [a_letter(PersonId(number)) for number in (1, 2, 3)]
    assert await stage.office.run(say, person=ANNA) == ANNA


async def test_a_use_case_inside_of_another_one_is_a_fault_and_no_standstill(stage: Stage) -> None:
    async def nested(_: Work) -> None:
        await stage.office.run(say, person=ANNA)

    with pytest.raises(RuntimeError, match="wait for ever"):
        async with asyncio.timeout(5):
            await stage.office.run(nested)


async def test_a_database_that_is_away_is_told_to_all_who_came_together_at_once(stage: Stage) -> None:
    tries = 0

    async def away(_: Work) -> None:
        nonlocal tries
        tries += 1
        await asyncio.sleep(0.01)
        raise Unavailable("the database is away")

    results = await asyncio.gather(*(stage.office.run(away) for _ in range(9)), return_exceptions=True)
    assert {type(result) for result in results} == {Unavailable}
    # The first alone, then the first of the eight that came while it was at work.
    assert tries == 2


# --- what can be said at once ---------------------------------------------------------------------


class Crier:
    """Claims all that may be sent, and notes what becomes of its claims."""

    def __init__(self) -> None:
        self.noted: list[str] = []
        self.fails = False

    async def claim(self, work: Work) -> "Crier":
        if self.fails:
            raise LookupError("no words for it")
        rows = await work.outbox.heads(work.now, 10)
        started = await work.outbox.start([row.id for row in rows])
        self.noted.append(f"claimed {len(started)}")
        return self

    def begin(self) -> None:
        self.noted.append("begun")

    def give_back(self) -> None:
        self.noted.append("given back")


def states(stage: Stage) -> list[OwedState]:
    return [row.state for row in stage.store.outbox.values()]


@pytest.fixture
def crier(stage: Stage) -> Crier:
    crier = Crier()
    stage.office.spoken_for_by(crier)
    return crier


async def test_what_can_be_said_at_once_is_claimed_in_the_same_commit_and_begun_after_it(
    stage: Stage, crier: Crier
) -> None:
    commits = stage.desk.commits
    await stage.office.run(speak)
    assert (crier.noted, states(stage)) == (["claimed 1", "begun"], [OwedState.SENDING])
    assert stage.desk.commits == commits + 1


async def test_nothing_is_claimed_where_nothing_is_owed_or_settled(stage: Stage, crier: Crier) -> None:
    await stage.office.run(receive)
    assert crier.noted == []


async def test_what_was_settled_lets_the_next_one_be_claimed(stage: Stage, crier: Crier) -> None:
    async def settle(work: Work) -> None:
        await work.outbox.sent({next(iter(stage.store.outbox)): work.now})

    await stage.office.run(speak)
    await stage.office.run(settle)
    assert crier.noted == ["claimed 1", "begun", "claimed 0", "begun"]


async def test_a_claim_whose_commit_fails_is_given_back(stage: Stage, crier: Crier) -> None:
    office = stage.overtaken_by(lambda: stage.office.run(receive))
    office.spoken_for_by(crier)
    await office.run(speak)
    assert crier.noted == ["claimed 1", "given back", "claimed 1", "begun"]
    assert states(stage) == [OwedState.SENDING]


async def test_a_claim_that_fails_undoes_nothing_of_what_people_did(stage: Stage, crier: Crier) -> None:
    crier.fails = True
    assert await stage.office.run(speak) == "said"
    assert (language(stage), states(stage), crier.noted) == ("en", [OwedState.WAITING], [])


async def test_who_does_not_speak_any_more_claims_nothing(stage: Stage, crier: Crier) -> None:
    stage.office.spoken_for_by(None)
    await stage.office.run(speak)
    assert (states(stage), crier.noted) == ([OwedState.WAITING], [])
