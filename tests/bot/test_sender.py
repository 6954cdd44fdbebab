"""From the outbox to Telegram: readers who are away, faults of our own, mail."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from desk.errors import Unavailable
from desk.ids import OutboxId, PersonId
from desk.notices.client import HelpShown
from desk.ports import Work
from simulator.errors import bad_request, forbidden
from simulator.faults import Kind, Rule
from tests.bot.running import RunningDesk
from tests.bot.waiting import copies, everything_is_sent, sooner_or_later, states, with_a_ticket
from tests.faults.desks import refuses

# --- a reader who is away --------------------------------------------------------------------------


async def test_who_blocked_the_bot_is_reported_and_can_come_back(desk: RunningDesk, tmp_path: Path) -> None:
    topic = await with_a_ticket(desk)
    await desk.anna.blocks_bot()
    answer = await desk.boris.writes("Вы здесь?", topic=topic)
    told = await desk.boris.sees("клиент заблокировал бота", topic=topic)
    assert told.reply_to == answer.message_id
    await desk.anna.unblocks_bot()
    await desk.boris.writes("А теперь?", topic=topic)
    await desk.anna.sees("А теперь?")
    assert len(await copies(desk.anna.chat, "Вы здесь?")) == 1


async def test_an_account_that_is_gone_is_reported(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.anna.deletes_account()
    await desk.boris.writes("Вы здесь?", topic=topic)
    await desk.boris.sees("этого аккаунта Telegram больше нет", topic=topic)


async def test_what_telegram_does_not_pass_on_is_told_to_its_sender(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    refuses(desk.sim, bad_request("message can't be copied"), "copyMessage", times=100)
    contact = await desk.anna.sends_contact()
    await desk.anna.writes("Передал контакт")
    told = await sooner_or_later(desk, lambda timeout: desk.anna.sees("Telegram не дал передать", timeout=timeout))
    assert told.reply_to == contact.message_id
    await sooner_or_later(desk, lambda timeout: desk.boris.sees("Передал контакт", topic=topic, timeout=timeout))


async def test_what_neither_side_has_is_told_to_staff_if_its_sender_cannot_be_told(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    refuses(desk.sim, bad_request("message can't be copied"), "copyMessage", times=100)
    refuses(desk.sim, forbidden("bot was blocked by the user"), "sendMessage", chat=desk.anna.id, times=100)
    await desk.anna.sends_contact()
    await desk.boris.sees("Здесь не хватает сообщения клиента", topic=topic)


async def test_what_cannot_be_told_in_the_topic_is_told_outside_of_it(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.sim.refuse_mail("550 No such user")
    await desk.anna.blocks_bot()
    refusal = Rule(Kind.BAD_REQUEST, words="клиент заблокировал бота", text="Bad Request: NOBODY_KNOWS_WHY", times=0)
    desk.sim.faults.add(refusal)
    await desk.boris.writes("Вы здесь?", topic=topic)
    told = await sooner_or_later(
        desk, lambda timeout: desk.boris.sees("возможно, клиент не получил ответ", chat=desk.room, timeout=timeout)
    )
    assert (told.thread_id, told.text.startswith("№1:")) == (0, True)


async def test_an_error_that_nobody_knows_is_told_to_staff_after_a_few_tries(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    fault = refuses(desk.sim, bad_request("the <moon> is wrong"), "sendMessage", chat=desk.anna.id, times=100)
    answer = await desk.boris.writes("Посмотрите ещё раз", topic=topic)
    told = await sooner_or_later(
        desk, lambda timeout: desk.boris.sees("Telegram отказал", topic=topic, timeout=timeout)
    )
    assert "the <moon> is wrong" in told.text
    assert told.reply_to == answer.message_id
    assert 2 <= len(fault.met) <= 10


# --- faults of our own -----------------------------------------------------------------------------


class FailingOnce:
    """In place of a use case: the database is away once."""

    def __init__(self, original: Callable[..., Awaitable[Any]]) -> None:
        self.original, self.left = original, 1

    async def __call__(self, *args: Any, **facts: Any) -> Any:
        if self.left:
            self.left = 0
            raise OperationalError("UPDATE outbox", {}, OSError("the database is away for a moment"))
        return await self.original(*args, **facts)


async def test_an_acceptance_that_could_not_be_written_down_at_once_is_written_later(
    desk: RunningDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    topic = await with_a_ticket(desk)
    fault = FailingOnce(desk.app.office.run)
    original = desk.app.office.run

    async def run(use_case: Any, *args: Any, **facts: Any) -> Any:
        if use_case.__name__ in {"accepted_all", "accepted"} and fault.left:
            fault.left = 0
            raise OperationalError("UPDATE outbox", {}, OSError("the database is away for a moment"))
        return await original(use_case, *args, **facts)

    monkeypatch.setattr(desk.app.office, "run", run)
    await desk.anna.writes("Первое")
    await desk.boris.sees("Первое", topic=topic)
    await desk.sim.until(lambda: not fault.left)
    await desk.anna.writes("Второе")
    await desk.boris.sees("Второе", topic=topic)
    await everything_is_sent(desk, tmp_path)
    assert len(await copies(topic, "Первое")) == 1


async def test_a_failure_that_could_not_be_written_down_at_once_holds_nobody_up_for_ever(
    desk: RunningDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = await with_a_ticket(desk)
    fault = FailingOnce(__import__("bot.settle", fromlist=["retry"]).retry)
    monkeypatch.setattr("bot.settle.retry", fault)
    refuses(desk.sim, bad_request("the moon is wrong"), "sendMessage", chat=desk.room.id)
    await desk.anna.writes("Первое")
    await desk.sim.until(lambda: not fault.left)
    await sooner_or_later(desk, lambda timeout: desk.boris.sees("Первое", topic=topic, timeout=timeout))


async def test_a_notice_that_cannot_be_put_into_words_is_given_up_and_holds_up_nobody(
    desk: RunningDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = await with_a_ticket(desk)
    original = __import__("handlers.views.render", fromlist=["calls"]).calls

    def calls(ready: Any, *args: Any, **facts: Any) -> Any:
        if type(ready.notice).__name__ == "Taken":
            raise LookupError("no words")
        return original(ready, *args, **facts)

    monkeypatch.setattr("handlers.views.render.calls", calls)
    await desk.boris.writes("/take", topic=topic)
    await desk.boris.sees("Обращение ведёт Борис", topic=topic)
    await desk.boris.writes("Здравствуйте", topic=topic)
    await sooner_or_later(desk, lambda timeout: desk.anna.sees("Здравствуйте", timeout=timeout))


# --- mail ------------------------------------------------------------------------------------------


async def test_a_mail_server_that_is_busy_gets_the_letter_later_and_once(desk: RunningDesk) -> None:
    await desk.sim.refuse_mail("451 Try again later")
    await desk.anna.writes("/start")
    await desk.anna.presses("войти")
    await desk.anna.sees("адрес почты")
    await desk.anna.writes("anna@example.com")
    await desk.anna.sees("код из 8 цифр")
    await desk.sim.refuse_mail("")

    async def come(timeout: float) -> Any:  # noqa: ASYNC109
        return await desk.sim.mail_to("anna@example.com", timeout=timeout)

    await sooner_or_later(desk, come, seconds=1)
    assert len(await desk.sim.mails("anna@example.com")) == 1


async def test_a_forbidden_that_nobody_knows_reaches_staff_too(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    refuses(desk.sim, forbidden("the stars are against it"), "sendMessage", chat=desk.anna.id)
    await desk.boris.writes("Посмотрите ещё раз", topic=topic)
    told = await desk.boris.sees("Telegram отказал", topic=topic)
    assert "the stars are against it" in told.text


# --- claims that come late ---------------------------------------------------------------------------


async def say_help(work: Work, *, to: PersonId) -> None:
    work.outbox.say(HelpShown(to=to, phone="", help_centre="", hours=""))


async def no_look() -> None:
    """Nobody but the test looks for what is owed."""


async def test_what_is_claimed_while_the_sender_stops_is_put_back_and_said_by_the_next_one(
    desk: RunningDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A unit of work may be under way: nobody would write down any more what became of a call."""
    await desk.anna.writes("/start")
    await desk.anna.sees("Здравствуйте")
    sender, office = desk.app.sender, desk.app.office
    # The loop is over before the sender stops.
    monkeypatch.setattr(sender, "_begin_what_fits", no_look)
    await everything_is_sent(desk, tmp_path)
    sender._stopped = True
    before = len(desk.sim.ledger.calls_of("sendMessage"))
    await office.run(say_help, to=PersonId(desk.anna.id))
    assert sender._astray
    await sender.stop(1)
    assert (await states(tmp_path))["sending"] == 0
    assert len(desk.sim.ledger.calls_of("sendMessage")) == before
    await desk.restart()
    await desk.anna.sees("Как это работает", anywhere=True)


@pytest.mark.parametrize("other", [OutboxId(2**40), OutboxId(2**41)])
async def test_what_goes_astray_while_others_are_put_back_is_not_forgotten(
    desk: RunningDesk, monkeypatch: pytest.MonkeyPatch, other: OutboxId
) -> None:
    """Also what was put back, was claimed at once by somebody else, and went astray again."""
    sender = desk.app.sender
    original, look = sender._put_back, sender._begin_what_fits

    async def put_back(work: Work, *, owed: set[OutboxId]) -> None:
        await original(work, owed=owed)
        sender._astray.add(other)

    monkeypatch.setattr(sender, "_put_back", put_back)
    monkeypatch.setattr(sender, "_begin_what_fits", no_look)
    sender._astray = {OutboxId(2**41)}
    await look()
    assert sender._astray == {other}


async def test_what_could_not_be_put_back_stays_astray(desk: RunningDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    sender, lost = desk.app.sender, OutboxId(2**41)
    look = sender._begin_what_fits

    async def put_back(work: Work, *, owed: set[OutboxId]) -> None:
        raise Unavailable

    monkeypatch.setattr(sender, "_put_back", put_back)
    monkeypatch.setattr(sender, "_begin_what_fits", no_look)
    sender._astray = {lost}
    with pytest.raises(Unavailable):
        await look()
    assert sender._astray == {lost}
