"""What a rule breaks, and what the bot gets instead."""

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramBadRequest, TelegramNetworkError, TelegramServerError
from aiogram.types import BufferedInputFile, InputMediaPhoto
from aiohttp import ClientConnectionError, ClientSession, ServerDisconnectedError

from simulator import ImpossibleError, Person, RemoteSimulator, Simulator
from simulator.faults import Kind, Rule
from simulator.world.files import TINY_JPEG
from tests.simulator.helpers import forum, refusal, started, taken

BLOCKED = "Forbidden: bot was blocked by the user"


async def texts(person: Person) -> list[str]:
    return [message.text for message in await person.chat.messages() if message.from_bot]


async def answer(sim: Simulator, method: str, **parameters: Any) -> tuple[int, str, str, str]:
    """Status, type, body and Retry-After of an answer, whatever it is."""
    async with (
        ClientSession() as session,
        session.post(f"{sim.api_url}/bot{sim.bot_token}/{method}", json=parameters) as response,
    ):
        return response.status, response.content_type, await response.text(), response.headers.get("Retry-After", "")


async def error_of(call: Awaitable[Any]) -> Exception:
    with pytest.raises(Exception) as caught:  # noqa: PT011
        await call
    return caught.value


# --- how calls go wrong ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "error", "arrives"),
    [
        (Kind.LOST_CALL, TelegramNetworkError, False),
        (Kind.LOST_ANSWER, TelegramNetworkError, True),
        (Kind.TRUNCATED, ClientDecodeError, True),
        (Kind.SERVER_ERROR, TelegramServerError, True),
        (Kind.BAD_GATEWAY, ClientDecodeError, True),
        (Kind.TOO_LARGE_PAGE, ClientDecodeError, False),
    ],
)
async def test_a_broken_call_ends_in_an_error_whether_it_arrived_or_not(
    sim: Simulator, bot: Bot, kind: Kind, error: type[Exception], arrives: bool
) -> None:
    anna = await started(sim, bot)
    rule = sim.faults.add(Rule(kind))
    assert type(await error_of(bot.send_message(anna.id, "x"))) is error
    assert await texts(anna) == ["x"] * arrives
    assert len(rule.met) == 1
    await bot.send_message(anna.id, "y")
    assert (await texts(anna))[-1] == "y"
    assert sim.ledger.violations == []


@pytest.mark.parametrize("kind", [Kind.SERVER_ERROR, Kind.BAD_GATEWAY])
async def test_a_failing_server_may_have_done_nothing(sim: Simulator, bot: Bot, kind: Kind) -> None:
    anna = await started(sim, bot)
    sim.faults.add(Rule(kind, acting=False))
    await error_of(bot.send_message(anna.id, "x"))
    assert await texts(anna) == []


async def test_a_call_that_never_arrived_is_not_in_the_ledger(sim: Simulator, bot: Bot) -> None:
    sim.faults.add(Rule(Kind.LOST_CALL, frozenset({"getMe"})))
    await error_of(bot.get_me())
    assert sim.ledger.calls_of("getMe") == []


async def test_pages_of_html_come_from_whatever_stands_before_telegram(sim: Simulator) -> None:
    sim.faults.add(Rule(Kind.BAD_GATEWAY))
    sim.faults.add(Rule(Kind.TOO_LARGE_PAGE))
    for status in (502, 413):
        found, kind, body, _ = await answer(sim, "getChat", chat_id=1)
        assert (found, kind, body[:6]) == (status, "text/html", "<html>")


async def test_a_refusal_has_the_words_of_the_rule(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    sim.faults.add(Rule(Kind.FORBIDDEN, text=BLOCKED))
    sim.faults.add(Rule(Kind.BAD_REQUEST, text="Bad Request: TOPIC_CLOSED"))
    sim.faults.add(Rule(Kind.TOO_LARGE))
    assert BLOCKED in await refusal(bot.send_message(anna.id, "x"))
    assert "TOPIC_CLOSED" in await refusal(bot.send_message(anna.id, "x"))
    assert "Request Entity Too Large" in await refusal(bot.send_message(anna.id, "x"))
    assert await texts(anna) == []
    assert sim.ledger.refused()[0].outcome == BLOCKED


async def test_a_flood_is_worded_as_telegram_does_in_body_and_header(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    sim.faults.add(Rule(Kind.FLOOD, seconds=35))
    told = '{"ok": false, "error_code": 429, "description": "Too Many Requests: retry after 35"'
    flood = (429, "application/json", told + ', "parameters": {"retry_after": 35}}', "35")
    assert await answer(sim, "sendMessage", chat_id=anna.id, text="x") == flood


async def test_a_flood_may_not_say_how_long(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    sim.faults.add(Rule(Kind.FLOOD))
    assert await refusal(bot.send_message(anna.id, "x")) == "Too Many Requests"
    await sim.advance(timedelta(seconds=5))
    await bot.send_message(anna.id, "y")
    assert sim.ledger.violations == []


async def test_a_slow_answer_comes_when_the_clock_says_so(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    sim.faults.add(Rule(Kind.SLOW, seconds=3600))
    async with asyncio.TaskGroup() as group:
        call = group.create_task(bot.send_message(anna.id, "x"))
        await sim.until(lambda: sim.ledger.calls_of("sendMessage"))
        assert await texts(anna) == ["x"]
        await asyncio.sleep(0.3)
        assert not call.done()
        await sim.advance(timedelta(hours=1))
        async with asyncio.timeout(5):
            assert (await call).text == "x"


async def test_an_answer_that_is_slower_than_the_clients_patience_never_comes(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    sim.faults.add(Rule(Kind.SLOW))
    assert isinstance(await error_of(bot.send_message(anna.id, "x", request_timeout=1)), TelegramNetworkError)
    assert await texts(anna) == ["x"]


# --- albums ----------------------------------------------------------------------------------------


async def test_a_part_of_an_album_arrives_and_the_whole_is_refused(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    sim.faults.add(Rule(Kind.PARTLY, parts=2))
    photo = InputMediaPhoto(media=BufferedInputFile(TINY_JPEG, "photo.jpg"))
    told = await refusal(bot.send_media_group(anna.id, [photo] * 3))
    assert told == 'Bad Request: failed to send message #3 with the error message "Internal Server Error"'
    assert len(await texts(anna)) == 2


async def test_a_part_is_never_all_of_it(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    sim.faults.add(Rule(Kind.PARTLY, parts=9, text="MEDIA_EMPTY"))
    numbers = [(await anna.writes(text)).message_id for text in "ab"]
    told = await refusal(bot.copy_messages(anna.id, anna.id, numbers))
    assert told == 'Bad Request: failed to send message #2 with the error message "MEDIA_EMPTY"'
    assert await texts(anna) == ["a"]


async def test_copies_may_be_fewer_than_were_asked_for(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    rule = sim.faults.add(Rule(Kind.SHORT, parts=2))
    numbers = [(await anna.writes(text)).message_id for text in "abc"]
    await bot.send_message(anna.id, "not a copy")
    assert len(await bot.copy_messages(anna.id, anna.id, numbers)) == 2
    assert await texts(anna) == ["not a copy", "b", "c"]
    assert len(rule.met) == 1


# --- updates ---------------------------------------------------------------------------------------


async def test_what_was_confirmed_is_handed_out_again(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    (known,) = [update.id for update in sim.world.updates.confirmed]
    rule = sim.faults.add(Rule(Kind.AGAIN))
    await anna.writes("new")
    update = await bot.get_updates(offset=known + 1, timeout=20)
    assert [found.update_id for found in update] == [known, known + 1]
    assert [found.update_id for found in await bot.get_updates(offset=known + 1)] == [known + 1]
    assert len(rule.met) == 1


async def test_nothing_is_repeated_before_anything_was_confirmed(sim: Simulator, bot: Bot) -> None:
    rule = sim.faults.add(Rule(Kind.AGAIN))
    assert await bot.get_updates() == []
    assert rule.met == []


async def overtaken(sim: Simulator, bot: Bot, kind: Kind) -> list[str]:
    """What the bot gets of messages by two people, numbered in order."""
    people = {name: await started(sim, bot, name) for name in "ab"}
    sim.faults.add(Rule(kind, seed=5))
    for number in range(6):
        for person in people.values():
            await person.writes(str(number))
    found = await bot.get_updates()
    assert [update.update_id for update in found] == sorted(update.update_id for update in found)
    assert [update.update_id for update in await bot.get_updates()] == [update.update_id for update in found]
    messages = [update.message for update in found if update.message and update.message.from_user]
    return [f"{message.from_user.first_name}{message.text}" for message in messages if message.from_user]


async def test_a_chats_messages_keep_their_order_while_others_overtake(sim: Simulator, bot: Bot) -> None:
    got = await overtaken(sim, bot, Kind.SHUFFLED)
    for name in "ab":
        assert [one for one in got if one[0] == name] == [f"{name}{number}" for number in range(6)]
    assert got != [f"{name}{number}" for number in range(6) for name in "ab"]


async def test_anything_may_overtake_anything_where_it_is_asked_for(sim: Simulator, bot: Bot) -> None:
    got = await overtaken(sim, bot, Kind.SHUFFLED_ANYWHERE)
    assert sorted(got) == sorted(f"{name}{number}" for number in range(6) for name in "ab")
    assert [one for one in got if one[0] == "a"] != [f"a{number}" for number in range(6)]


async def test_a_press_may_overtake_a_message(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    await anna.writes("first")
    await anna.blocks_bot()
    orders = set()
    for seed in range(8):
        queue = sim.world.updates._queue
        rule = Rule(Kind.SHUFFLED, seed=seed)
        sim.faults.clear()
        sim.faults.add(rule)
        orders.add(tuple(update.kind for update in sim.world.updates.mix(queue)))
    assert orders == {("message", "my_chat_member"), ("my_chat_member", "message")}


# --- which calls -----------------------------------------------------------------------------------


async def test_polls_are_spared_unless_they_are_meant(sim: Simulator, bot: Bot) -> None:
    sim.faults.add(Rule(Kind.BAD_REQUEST, times=0))
    assert await bot.get_updates() == []
    await bot.get_me()
    assert "chat not found" in await refusal(bot.get_my_commands())
    sim.faults.add(Rule(Kind.LOST_CALL, frozenset({"getUpdates"})))
    assert isinstance(await error_of(bot.get_updates()), TelegramNetworkError)


async def test_a_rule_may_mean_a_chat_some_words_and_the_nth_call(sim: Simulator, bot: Bot) -> None:
    anna, boris = await started(sim, bot, "Anna"), await started(sim, bot, "Boris")
    rule = sim.faults.add(Rule(Kind.LOST_ANSWER, chat=anna.id, words="word", nth=2))
    for text in ("word 1", "other"):
        await bot.send_message(anna.id, text)
    await bot.send_message(boris.id, "word")
    await error_of(bot.send_message(anna.id, "word 2"))
    await bot.send_message(anna.id, "word 3")
    assert [call.text("text") for call in rule.met] == ["word 2"]


async def test_words_are_found_in_what_came_as_json(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    sim.faults.add(Rule(Kind.TOO_LARGE, words="Снимок"))
    photo = InputMediaPhoto(media=BufferedInputFile(TINY_JPEG, "photo.jpg"), caption="Снимок")
    assert "Too Large" in await refusal(bot.send_media_group(anna.id, [photo] * 2))


async def broken_by(sim: Simulator, bot: Bot, anna: Person, seed: int) -> list[bool]:
    sim.faults.clear()
    rule = sim.faults.add(Rule(Kind.BAD_REQUEST, times=0, probability=0.5, seed=seed))
    found = []
    for _ in range(20):
        with suppress(TelegramBadRequest):
            await bot.send_message(anna.id, "x")
        found.append(len(rule.met))
    return [after > before for before, after in pairwise([0, *found])]


async def test_chance_can_be_repeated(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    first, same, other = [await broken_by(sim, bot, anna, seed) for seed in (1, 1, 2)]
    assert first == same != other
    assert 3 < sum(first) < 17


# --- what the ledger says --------------------------------------------------------------------------


async def test_a_call_that_was_on_the_way_while_the_clock_was_pushed_is_no_violation(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    sim.faults.add(Rule(Kind.FLOOD, seconds=30))
    await refusal(bot.send_message(anna.id, "x"))
    await sim.advance(timedelta(seconds=20))
    assert "retry after 10" in await refusal(bot.send_message(anna.id, "made before the order came"))
    assert sim.ledger.violations == []


async def test_an_order_for_what_counts_nowhere_is_for_that_alone(
    sim: Simulator, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.waits.ON_THE_WAY", 0)
    anna = await started(sim, bot)
    sim.faults.add(Rule(Kind.FLOOD, seconds=30))
    await refusal(bot.get_chat(anna.id))
    await sim.advance(timedelta(seconds=20))
    await bot.send_message(anna.id, "x")
    assert sim.ledger.violations == []


async def test_a_call_before_an_ordered_wait_is_over_is_a_violation_and_lengthens_it(
    sim: Simulator, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.waits.ON_THE_WAY", 0)
    anna, boris = await started(sim, bot, "Anna"), await started(sim, bot, "Boris")
    sim.faults.add(Rule(Kind.FLOOD, seconds=30))
    assert "retry after 30" in await refusal(bot.send_message(anna.id, "x"))
    assert "Too Many Requests" in await refusal(bot.send_message(anna.id, "was on the way already"))
    await bot.send_message(boris.id, "others may be called")
    assert sim.ledger.violations == []
    await sim.advance(timedelta(seconds=20))
    assert "retry after 30" in await refusal(bot.send_message(anna.id, "too early"))
    assert [(found.method, "order to wait 30 s" in found.what) for found in sim.ledger.violations] == [
        ("sendMessage", True)
    ]
    await sim.advance(timedelta(seconds=15))
    assert "retry after" in await refusal(bot.send_message(anna.id, "the wait began anew"))
    sim.ledger.violations.clear()
    await sim.advance(timedelta(seconds=31))
    await bot.send_message(anna.id, "y")
    assert sim.ledger.violations == []
    assert await texts(anna) == ["y"]


async def test_what_is_wrong_with_a_call_is_a_violation_though_it_is_broken(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    sim.faults.add(Rule(Kind.BAD_GATEWAY))
    await answer(sim, "sendMessage", chat_id=anna.id, text="x", colour="red")
    assert len(sim.ledger.violations) == 1


# --- from afar -------------------------------------------------------------------------------------


async def test_rules_can_be_switched_from_another_process(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    async with RemoteSimulator(sim.api_url) as remote:
        assert await remote.breaks("lost_answer", methods=["sendMessage"], words="x", times=2) == 0
        await error_of(bot.send_message(anna.id, "x"))
        (shown,) = await remote.faults_now()
        assert (shown["kind"], shown["methods"], shown["met"]) == ("lost_answer", ["sendMessage"], 1)
        await remote.mends()
        await bot.send_message(anna.id, "x")
        assert await remote.faults_now() == []
        with pytest.raises(ImpossibleError, match="no such kind"):
            await remote.breaks("earthquake")
        with pytest.raises(ValueError, match="unexpected keyword"):
            await remote.breaks("slow", colour="red")


async def test_a_lost_answer_is_a_connection_that_dies(sim: Simulator) -> None:
    await sim.breaks("lost_answer", methods=["getMe"])
    with pytest.raises((ServerDisconnectedError, ClientConnectionError)):
        await answer(sim, "getMe")


# --- groups that change ----------------------------------------------------------------------------


async def test_rights_are_taken_one_by_one_and_given_back(sim: Simulator, bot: Bot) -> None:
    staff = await forum(sim, bot)
    await staff.take_rights("can_manage_topics")
    assert "not enough rights to create a topic" in await refusal(bot.create_forum_topic(staff.id, "№1"))
    sent = await bot.send_message(staff.id, "x")
    await bot.pin_chat_message(staff.id, sent.message_id)
    await staff.take_rights("can_pin_messages")
    again = bot.pin_chat_message(staff.id, (await bot.send_message(staff.id, "y")).message_id)
    assert "not enough rights to manage pinned" in await refusal(again)
    changes = [update.my_chat_member for update in await taken(bot) if update.my_chat_member]
    assert [getattr(change.new_chat_member, "can_pin_messages", None) for change in changes] == [True, False]
    await staff.set_bot("administrator")
    await bot.create_forum_topic(staff.id, "№1")


@pytest.mark.parametrize(
    ("forum_group", "told"),
    [(True, "Forbidden: bot was kicked from the supergroup chat"), (False, "Forbidden: the group chat was deleted")],
)
async def test_a_deleted_group_takes_nothing(sim: Simulator, bot: Bot, forum_group: bool, told: str) -> None:
    boris = sim.person("Boris")
    staff = sim.group("Staff", members=[boris]) if forum_group else sim.plain_group("Staff", members=[boris])
    await bot.send_message(staff.id, "x")
    await staff.delete()
    assert told in await refusal(bot.send_message(staff.id, "x"))
    assert told in await refusal(bot.get_chat(staff.id))
    with pytest.raises(ImpossibleError):
        await boris.writes("x", chat=staff)


async def test_topics_come_back_when_they_are_switched_on_again(sim: Simulator, bot: Bot) -> None:
    staff = await forum(sim, bot)
    topic = await bot.create_forum_topic(staff.id, "№1")
    await staff.set(forum=False)
    assert (await bot.send_message(staff.id, "x", message_thread_id=topic.message_thread_id)).message_thread_id is None
    await staff.set(forum=True)
    sent = await bot.send_message(staff.id, "x", message_thread_id=topic.message_thread_id)
    assert sent.message_thread_id == topic.message_thread_id
