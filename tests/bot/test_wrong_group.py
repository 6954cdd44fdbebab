"""Added to a group that is none of the desk's, the bot says so once and leaves; never one that is or was."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from simulator import Group
from simulator.errors import ApiError, bad_request, forbidden
from tests.bot.running import RunningDesk
from tests.bot.waiting import arrives, copies, held_back, sooner_or_later, true_in_time, with_a_ticket
from tests.faults.desks import refuses

WORDS = "не входит в её группы"


def is_in(desk: RunningDesk, group: Group) -> bool:
    world = desk.sim.world
    return world.chats[group.id].has(world.bot)


def unsaid(tmp_path: Path, group: Group) -> int:
    """How much is still owed to a group, as another program would read it."""
    return counted(tmp_path, "SELECT count(*) FROM outbox WHERE chat = ? AND state IN ('waiting', 'sending')", group.id)


def counted(tmp_path: Path, count: str, *facts: object) -> int:
    with closing(sqlite3.connect(tmp_path / "desk.db")) as database:
        return int(database.execute(count, facts).fetchone()[0])


async def leaves(desk: RunningDesk, group: Group) -> None:
    await true_in_time(desk, lambda: not is_in(desk, group))


async def stays(desk: RunningDesk, group: Group, tmp_path: Path) -> None:
    """What Telegram told is handled, whatever was owed there is done with, and the minute is long over."""
    await desk.sim.until_updates_are_taken()
    await desk.sim.until(lambda: not counted(tmp_path, "SELECT count(*) FROM inbox WHERE state <> 'done'"))
    await desk.passes(minutes=2)
    await true_in_time(desk, lambda: not unsaid(tmp_path, group))
    assert is_in(desk, group)
    assert await copies(group, WORDS) == []


async def test_a_wrong_group_is_told_so_once_and_left_after_a_minute(desk: RunningDesk, tmp_path: Path) -> None:
    wrong = desk.sim.group("Чужая группа", forum=False)
    await true_in_time(desk, lambda: unsaid(tmp_path, wrong) == 2, seconds=0)
    await desk.passes(seconds=50)
    await with_a_ticket(desk)
    assert is_in(desk, wrong)
    assert await copies(wrong, WORDS) == []
    await leaves(desk, wrong)
    (said,) = await copies(wrong, WORDS)
    assert str(wrong.id) in said.text
    assert [(call.chat_id, call.outcome) for call in desk.sim.ledger.calls_of("leaveChat")] == [(wrong.id, "ok")]


async def test_it_leaves_after_a_restart_too_and_says_nothing_twice(desk: RunningDesk, tmp_path: Path) -> None:
    wrong = desk.sim.plain_group("Чужая группа")
    await true_in_time(desk, lambda: unsaid(tmp_path, wrong) == 2, seconds=0)
    await wrong.set_bot("administrator", ["can_pin_messages"])
    await desk.sim.until_updates_are_taken()
    await desk.restart()
    await leaves(desk, wrong)
    assert len(await copies(wrong, WORDS)) == 1
    await stays_out(desk, wrong, tmp_path)


async def stays_out(desk: RunningDesk, wrong: Group, tmp_path: Path) -> None:
    await desk.sim.until_updates_are_taken()
    await desk.passes(minutes=2)
    await true_in_time(desk, lambda: not unsaid(tmp_path, wrong))
    assert len(desk.sim.ledger.calls_of("leaveChat")) == 1


async def test_a_channel_is_left_with_words_or_where_it_may_not_write_without(desk: RunningDesk) -> None:
    channel = desk.sim.channel("Новости")
    silent = desk.sim.channel("Чужие новости", bot_rights=[])
    await leaves(desk, channel)
    await leaves(desk, silent)
    (said,) = await channel.messages()
    assert "не работает в каналах" in said.text
    assert str(channel.id) not in said.text
    assert await silent.messages() == []


@pytest.mark.parametrize(
    "refusal",
    [
        forbidden("bot was kicked from the supergroup chat"),
        bad_request("not enough rights to send text messages to the chat"),
        bad_request("not enough rights"),
        bad_request("CHAT_WRITE_FORBIDDEN"),
    ],
    ids=lambda error: error.description,
)
async def test_where_it_may_not_speak_it_leaves_all_the_same(desk: RunningDesk, refusal: ApiError) -> None:
    wrong = desk.sim.group("Чужая группа", forum=False)
    refuses(desk.sim, refusal, "sendMessage", chat=wrong.id)
    await leaves(desk, wrong)
    assert await copies(wrong, WORDS) == []


async def test_thrown_out_before_it_could_leave_nothing_is_owed_there(desk: RunningDesk, tmp_path: Path) -> None:
    wrong = desk.sim.group("Чужая группа", forum=False)
    await true_in_time(desk, lambda: unsaid(tmp_path, wrong) == 2, seconds=0)
    await wrong.set_bot("kicked")
    await true_in_time(desk, lambda: not unsaid(tmp_path, wrong))
    (call,) = desk.sim.ledger.calls_of("leaveChat")
    assert "kicked" in call.outcome


async def test_leaving_is_tried_again_when_telegram_orders_to_wait(desk: RunningDesk) -> None:
    wrong = desk.sim.group("Чужая группа", forum=False)
    fault = refuses(desk.sim, ApiError(429, "Too Many Requests: retry after 3", retry_after=3), "leaveChat")
    await leaves(desk, wrong)
    assert fault.met
    assert len(await copies(wrong, WORDS)) == 1


async def test_a_wrong_group_that_becomes_a_supergroup_meanwhile_is_told_once_and_left(
    desk: RunningDesk, tmp_path: Path
) -> None:
    wrong = desk.sim.plain_group("Чужая группа")
    await true_in_time(desk, lambda: unsaid(tmp_path, wrong) == 2, seconds=0)
    new = await wrong.upgrade(forum=False)
    await new.set_bot("left")
    await new.set_bot("administrator")
    await leaves(desk, new)
    assert len(await copies(new, WORDS)) == 1


async def test_the_staffs_group_that_became_a_supergroup_is_never_left_though_the_news_comes_late(
    plain_desk: RunningDesk, tmp_path: Path
) -> None:
    """The bot hears that it is in a supergroup which no setting names, and that it was the staff's group only later."""
    desk = plain_desk
    await desk.sim.until_updates_are_taken()
    new = await desk.room.upgrade(forum=True)
    news = [held_back(desk.sim), held_back(desk.sim)]
    await new.set_bot("left")
    await desk.sim.until_updates_are_taken()
    await new.set_bot("administrator")
    await stays(desk, new, tmp_path)
    for update in reversed(news):
        arrives(desk.sim, update)
    await with_a_ticket_in(desk, new)


async def with_a_ticket_in(desk: RunningDesk, room: Group) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    topic = await room.topic("№1")
    await desk.boris.sees("Сайт не открывается", topic=topic)


async def test_while_the_staffs_group_cannot_be_seen_no_other_is_left(plain_desk: RunningDesk, tmp_path: Path) -> None:
    desk = plain_desk
    fault = refuses(desk.sim, bad_request("chat not found"), "getChat", chat=desk.room.id, times=10**6)
    other = desk.sim.group("Может быть, та же группа", forum=False)
    await true_in_time(desk, lambda: unsaid(tmp_path, other) == 2, seconds=0)
    await true_in_time(desk, lambda: len(fault.met) > 4, seconds=60)
    assert is_in(desk, other)
    assert await copies(other, WORDS) == []
    fault.times = 0
    await sooner_or_later(desk, lambda timeout: desk.sim.until(lambda: not is_in(desk, other), timeout=timeout), 60)


async def test_a_managers_group_that_became_a_supergroup_is_not_left(desk: RunningDesk, tmp_path: Path) -> None:
    managers = desk.sim.plain_group("Руководство", members=[desk.olga])
    await desk.stop()
    desk.settings = desk.settings.model_copy(update={"manager_ids": (managers.id,)})
    await desk.start()
    await desk.sim.until_updates_are_taken()
    new = await managers.upgrade(forum=False)
    desk.sim.world.updates.clear()
    await new.set_bot("left")
    await new.set_bot("administrator")
    await stays(desk, new, tmp_path)
    await stays(desk, managers, tmp_path)


async def test_a_group_that_has_tickets_is_not_left_though_the_settings_name_another(
    desk: RunningDesk, tmp_path: Path
) -> None:
    await with_a_ticket(desk)
    await desk.stop()
    new = desk.sim.group("Новая поддержка", members=[desk.boris, desk.vera])
    desk.settings = desk.settings.model_copy(update={"staff_chat_id": new.id})
    await desk.start()
    await new.topic("№1")
    await desk.room.set_bot("left")
    await desk.room.set_bot("administrator")
    await stays(desk, desk.room, tmp_path)
