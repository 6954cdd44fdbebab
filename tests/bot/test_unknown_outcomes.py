"""The connection died after sending: what nobody knows is handled by kind."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desk.ids import ChatId
from desk.ports import Work
from simulator import Message, Topic
from tests.bot.running import RunningDesk
from tests.bot.waiting import copies, everything_is_sent, sooner_or_later, states, with_a_ticket
from tests.faults.proxy import BadLine, Break

REPEAT = "возможно, это повтор"


# --- an answer of staff with an unknown outcome ----------------------------------------------------


async def unconfirmed(desk: RunningDesk, line: BadLine, how: Break) -> tuple[Topic, Message, Message]:
    """Boris's answer went out, and nobody knows whether it arrived: (topic, answer, the question to staff)."""
    topic = await with_a_ticket(desk)
    line.breaks("sendMessage", how, about="Проверьте, пожалуйста")
    answer = await desk.boris.writes("Проверьте, пожалуйста", topic=topic)
    asked = await desk.boris.sees("Не подтверждено", topic=topic)
    return topic, answer, asked


@pytest.mark.parametrize("how", [Break.LOST_ANSWER, Break.LOST_CALL, Break.BAD_GATEWAY])
async def test_an_answer_with_an_unknown_outcome_is_not_repeated_but_asked_about(
    bad_line: tuple[RunningDesk, BadLine], how: Break
) -> None:
    desk, line = bad_line
    _, answer, asked = await unconfirmed(desk, line, how)
    assert [words for row in asked.buttons for words in row] == ["Отправить ещё раз", "Дошло"]
    assert asked.reply_to == answer.message_id
    assert (await desk.boris.looks_at(answer)).reactions == []
    await desk.passes(hours=30)
    await desk.anna.writes("/start")
    await desk.anna.sees("Чем можем помочь")
    arrived = 0 if how is Break.LOST_CALL else 1
    assert len(await copies(desk.anna.chat, "Проверьте, пожалуйста")) == arrived
    assert await copies(desk.anna.chat, "Мы ждём вашего ответа") == []


async def test_it_arrived_marks_the_answer_and_starts_the_silence_timer(
    bad_line: tuple[RunningDesk, BadLine],
) -> None:
    desk, line = bad_line
    topic, answer, asked = await unconfirmed(desk, line, Break.LOST_ANSWER)
    await desk.passes(hours=3)
    await desk.boris.presses("Дошло", on=asked)
    await desk.boris.sees_reaction("👌", on=answer)
    assert len(await copies(desk.anna.chat, "Проверьте, пожалуйста")) == 1
    await desk.passes(hours=23)
    await desk.anna.sees_nothing_of("Мы ждём вашего ответа")
    await desk.passes(hours=1)
    await desk.anna.sees("Мы ждём вашего ответа")
    await desk.boris.sees("Клиента спросили", topic=topic)


async def test_send_again_repeats_the_answer_and_says_that_it_may_be_a_repeat(
    bad_line: tuple[RunningDesk, BadLine],
) -> None:
    desk, line = bad_line
    _, answer, asked = await unconfirmed(desk, line, Break.LOST_CALL)
    await desk.boris.presses("Отправить ещё раз", on=asked)
    again = await desk.anna.sees("Проверьте, пожалуйста")
    assert REPEAT in again.text
    await desk.boris.sees_reaction("👌", on=answer)
    await desk.passes(hours=24)
    await desk.anna.sees("Мы ждём вашего ответа")


async def test_what_was_decided_about_a_delivery_is_decided_once(bad_line: tuple[RunningDesk, BadLine]) -> None:
    desk, line = bad_line
    _, answer, asked = await unconfirmed(desk, line, Break.LOST_ANSWER)
    await desk.boris.presses("Дошло", on=asked)
    await desk.boris.sees_reaction("👌", on=answer)
    late = await desk.vera.presses("Отправить ещё раз", on=asked)
    assert "коллег это уже решил" in late.text
    assert len(await copies(desk.anna.chat, "Проверьте, пожалуйста")) == 1


async def test_the_next_answers_go_on_while_one_is_unconfirmed(bad_line: tuple[RunningDesk, BadLine]) -> None:
    desk, line = bad_line
    topic, _, _ = await unconfirmed(desk, line, Break.LOST_CALL)
    await desk.boris.writes("И ещё одно", topic=topic)
    await desk.anna.sees("И ещё одно")


async def test_a_process_that_ends_while_sending_leaves_an_unconfirmed_answer(
    bad_line: tuple[RunningDesk, BadLine], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, line = bad_line
    monkeypatch.setattr("bot.wiring.STOP_SECONDS", 0.2)
    topic = await with_a_ticket(desk)
    hanging = line.breaks("sendMessage", Break.HANG, about="Проверьте, пожалуйста")
    await desk.boris.writes("Проверьте, пожалуйста", topic=topic)
    await desk.sim.until(lambda: hanging.broken)
    await desk.restart()
    await desk.boris.sees("Не подтверждено", topic=topic)
    assert await copies(desk.anna.chat, "Проверьте, пожалуйста") == []


async def has_tried(work: Work) -> bool:
    """Something waits for its next try."""
    return any(row.tries for row in await work.outbox.heads(work.now + timedelta(minutes=1), 100))


async def test_while_nobody_is_there_an_answer_waits_and_is_not_doubted(
    bad_line: tuple[RunningDesk, BadLine],
) -> None:
    """A refused connection is certain: it was not sent."""
    desk, line = bad_line
    topic = await with_a_ticket(desk)
    await desk.boris.writes("Это останется в очереди", topic=topic)
    await desk.anna.sees("Это останется в очереди")
    desk.app.sender.hold(ChatId(desk.anna.id))
    answer = await desk.boris.writes("А это дождётся связи", topic=topic)
    await desk.sim.until_updates_are_taken()
    await line.down()
    desk.app.sender.let_go(ChatId(desk.anna.id))

    async def tried() -> bool:
        return await desk.app.office.look(has_tried)

    await desk.sim.until(tried)
    await line.up()
    await sooner_or_later(desk, lambda timeout: desk.anna.sees("А это дождётся связи", timeout=timeout))
    await desk.boris.sees_reaction("👌", on=answer)
    assert len(await copies(desk.anna.chat, "А это дождётся связи")) == 1


async def test_after_an_edit_a_repeated_answer_still_says_that_it_may_be_a_repeat(
    bad_line: tuple[RunningDesk, BadLine],
) -> None:
    desk, line = bad_line
    _, answer, asked = await unconfirmed(desk, line, Break.LOST_CALL)
    await desk.boris.presses("Отправить ещё раз", on=asked)
    again = await desk.anna.sees("Проверьте, пожалуйста")
    await desk.boris.edits(answer, "Проверьте ещё раз")
    await desk.anna.sees("Проверьте ещё раз", since=again)
    (copy,) = await copies(desk.anna.chat, "Проверьте ещё раз")
    assert copy.message_id == again.message_id
    assert REPEAT in copy.text


async def test_an_edit_of_an_answer_whose_copy_nobody_knows_is_told_to_whoever_edits(
    bad_line: tuple[RunningDesk, BadLine], tmp_path: Path
) -> None:
    """Once for each message, in words that say what to do."""
    desk, line = bad_line
    topic, answer, asked = await unconfirmed(desk, line, Break.LOST_ANSWER)
    await desk.boris.presses("Дошло", on=asked)
    await desk.boris.sees_reaction("👌", on=answer)
    await desk.boris.edits(answer, "Проверьте другой адрес")
    told = await desk.boris.sees("новым сообщением", topic=topic)
    assert told.reply_to == answer.message_id
    await desk.boris.edits(answer, "Проверьте третий адрес")
    await desk.boris.writes("Адрес другой: example.org", topic=topic)
    await desk.anna.sees("Адрес другой")
    await desk.sim.until_updates_are_taken()
    await everything_is_sent(desk, tmp_path)
    assert len(await copies(topic, "новым сообщением")) == 1


async def test_an_edit_of_an_unconfirmed_answer_is_told_and_goes_along_when_it_is_sent_again(
    bad_line: tuple[RunningDesk, BadLine],
) -> None:
    desk, line = bad_line
    topic, answer, asked = await unconfirmed(desk, line, Break.LOST_CALL)
    await desk.boris.edits(answer, "Проверьте другой адрес")
    told = await desk.boris.sees("уйдёт исправленным", topic=topic)
    assert told.reply_to == answer.message_id
    await desk.boris.presses("Отправить ещё раз", on=asked)
    again = await desk.anna.sees("Проверьте другой адрес")
    assert REPEAT in again.text


async def test_an_edit_of_what_was_confirmed_after_it_is_told_anew(bad_line: tuple[RunningDesk, BadLine]) -> None:
    """First it was not known whether the answer is there at all; now it is, but not where."""
    desk, line = bad_line
    topic, answer, asked = await unconfirmed(desk, line, Break.LOST_ANSWER)
    await desk.boris.edits(answer, "Проверьте другой адрес")
    await desk.boris.sees("уйдёт исправленным", topic=topic)
    await desk.boris.presses("Дошло", on=asked)
    await desk.boris.sees_reaction("👌", on=answer)
    await desk.boris.edits(answer, "Проверьте третий адрес")
    await desk.boris.sees("неизвестно, где у него этот ответ", topic=topic)


# --- other things with an unknown outcome ----------------------------------------------------------


@pytest.mark.parametrize("how", [Break.LOST_ANSWER, Break.LOST_CALL])
async def test_an_automatic_notice_is_said_again_with_the_mark(
    bad_line: tuple[RunningDesk, BadLine], how: Break
) -> None:
    desk, line = bad_line
    topic = await with_a_ticket(desk)
    broken = line.breaks("sendMessage", how, about="теперь ведёт")
    await desk.boris.writes("/take", topic=topic)
    await desk.sim.until(lambda: broken.broken)
    await sooner_or_later(desk, lambda timeout: desk.anna.sees(REPEAT, timeout=timeout), seconds=1)
    said = await copies(desk.anna.chat, "теперь ведёт")
    assert [REPEAT in message.text for message in said] == ([False, True] if how is Break.LOST_ANSWER else [True])


async def test_a_clients_words_are_relayed_again_with_the_mark(bad_line: tuple[RunningDesk, BadLine]) -> None:
    desk, line = bad_line
    topic = await with_a_ticket(desk)
    broken = line.breaks("sendMessage", Break.LOST_ANSWER, about="Есть новости")
    await desk.anna.writes("Есть новости?")
    await desk.sim.until(lambda: broken.broken)
    await sooner_or_later(desk, lambda timeout: desk.boris.sees(REPEAT, topic=topic, timeout=timeout), seconds=1)
    assert [REPEAT in message.text for message in await copies(topic, "Есть новости?")] == [False, True]


async def test_a_repeated_sticker_is_answered_by_the_word_that_it_may_be_a_repeat(
    bad_line: tuple[RunningDesk, BadLine],
) -> None:
    desk, line = bad_line
    topic = await with_a_ticket(desk)
    broken = line.breaks("sendSticker", Break.LOST_ANSWER)
    await desk.anna.sends("sticker")
    await desk.sim.until(lambda: broken.broken)
    told = await sooner_or_later(desk, lambda timeout: desk.boris.sees(REPEAT, topic=topic, timeout=timeout), seconds=1)
    stickers = [message for message in await topic.messages() if message.from_bot and message.kind == "sticker"]
    assert len(stickers) == 2
    assert told.reply_to == stickers[-1].message_id


async def test_after_an_edit_repeated_words_of_a_client_still_say_that_they_may_be_a_repeat(
    bad_line: tuple[RunningDesk, BadLine],
) -> None:
    desk, line = bad_line
    topic = await with_a_ticket(desk)
    broken = line.breaks("sendMessage", Break.LOST_ANSWER, about="Есть новости")
    said = await desk.anna.writes("Есть новости?")
    await desk.sim.until(lambda: broken.broken)
    again = await sooner_or_later(
        desk, lambda timeout: desk.boris.sees(REPEAT, topic=topic, timeout=timeout), seconds=1
    )
    for words in ("Есть ли новости?", "Новостей нет?"):
        await desk.anna.edits(said, words)
        await desk.boris.sees(words, topic=topic)
        (copy,) = await copies(topic, words)
        assert copy.message_id == again.message_id
        assert copy.text.startswith("👤")
        assert copy.text.count(REPEAT) == 1


async def test_a_page_is_shown_again_without_a_word_about_it(
    bad_line: tuple[RunningDesk, BadLine], tmp_path: Path
) -> None:
    desk, line = bad_line
    broken = line.breaks("sendMessage", Break.LOST_ANSWER, about="Здравствуйте")
    await desk.stepan.writes("/start")
    await desk.sim.until(lambda: broken.broken)

    await everything_is_sent(desk, tmp_path)
    assert [REPEAT in message.text for message in await copies(desk.stepan.chat, "Здравствуйте")][-1] is False


@pytest.mark.parametrize("how", [Break.LOST_ANSWER, Break.BAD_GATEWAY])
async def test_a_topic_whose_creation_was_not_answered_is_found_by_its_echo(
    bad_line: tuple[RunningDesk, BadLine], how: Break
) -> None:
    desk, line = bad_line
    line.breaks("createForumTopic", how)
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    topic = await desk.room.topic("№1")
    await sooner_or_later(
        desk, lambda timeout: desk.boris.sees("Сайт не открывается", topic=topic, timeout=timeout), seconds=1
    )
    assert len(await desk.room.topics()) == 1


async def test_a_topic_is_not_created_again_while_its_echo_is_on_the_way(
    bad_line: tuple[RunningDesk, BadLine], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desk, line = bad_line
    updates, held = desk.sim.world.updates, list[tuple[str, dict[str, Any]]]()
    add = updates.add

    def withhold(kind: str, body: dict[str, Any]) -> None:
        if "forum_topic_created" in body:
            held.append((kind, body))
        else:
            add(kind, body)

    monkeypatch.setattr(updates, "add", withhold)
    line.breaks("createForumTopic", Break.LOST_ANSWER)
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    await desk.sim.until(lambda: held)

    async def put_off() -> bool:
        found = await states(tmp_path)
        return found["waiting"] > 0 and not found["sending"]

    await desk.sim.until(put_off)
    looks, heads = list[None](), __import__("bot.sender", fromlist=["heads"]).heads

    async def counted(*args: Any, **facts: Any) -> Any:
        looks.append(None)
        return await heads(*args, **facts)

    monkeypatch.setattr("bot.sender.heads", counted)
    await desk.passes(minutes=5)
    before = len(looks)
    await desk.sim.until(lambda: len(looks) > before + 1)
    assert len(await desk.room.topics()) == 1
    add(*held[0])
    desk.sim.world.changes.notify()
    await desk.boris.sees("Сайт не открывается", topic=await desk.room.topic("№1"))
    assert len(await desk.room.topics()) == 1


async def test_once_a_topic_was_found_by_its_echo_nothing_is_waited_for_any_more(
    bad_line: tuple[RunningDesk, BadLine],
) -> None:
    """A poll takes half a minute when nobody writes: the card must not wait for two of them."""
    desk, line = bad_line
    broken = line.breaks("createForumTopic", Break.LOST_ANSWER)
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    await desk.sim.until(lambda: broken.broken)
    await desk.sim.until_updates_are_taken()
    polls = desk.app.poller.polls
    topic = await desk.room.topic("№1")
    await sooner_or_later(
        desk, lambda timeout: desk.boris.sees("Сайт не открывается", topic=topic, timeout=timeout), seconds=1
    )
    assert desk.app.poller.polls - polls < 2


async def test_a_topic_that_was_never_created_is_created_once_after_two_polls_without_an_echo(
    bad_line: tuple[RunningDesk, BadLine],
) -> None:
    desk, line = bad_line
    broken = line.breaks("createForumTopic", Break.LOST_CALL)
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    await desk.sim.until(lambda: broken.broken)
    await desk.passes(seconds=2)
    for _ in range(4):
        await desk.viktor.writes("/start")
        await desk.viktor.sees("Здравствуйте")
        await desk.sim.until_updates_are_taken()
    # Two polls that bring nothing last five seconds each.
    topic = await desk.room.topic("№1", timeout=30)
    await desk.boris.sees("Сайт не открывается", topic=topic)
    assert len(await desk.room.topics()) == 1


async def test_a_restart_while_a_topic_is_in_doubt_makes_no_second_one(
    bad_line: tuple[RunningDesk, BadLine], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, line = bad_line
    monkeypatch.setattr("bot.wiring.STOP_SECONDS", 0.2)
    broken = line.breaks("createForumTopic", Break.LOST_ANSWER)
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    await desk.sim.until(lambda: broken.broken)
    await desk.restart()
    topic = await desk.room.topic("№1")
    await sooner_or_later(
        desk, lambda timeout: desk.boris.sees("Сайт не открывается", topic=topic, timeout=timeout), seconds=1
    )
    assert len(await desk.room.topics()) == 1


async def test_an_edit_whose_answer_was_lost_counts_once_it_is_not_modified(
    bad_line: tuple[RunningDesk, BadLine], tmp_path: Path
) -> None:
    desk, line = bad_line
    topic = await with_a_ticket(desk)
    broken = line.breaks("editMessageText", Break.LOST_ANSWER, about="Ответственный: Борис")
    await desk.boris.writes("/take", topic=topic)
    await desk.sim.until(lambda: broken.broken)
    await desk.passes(seconds=2)
    await desk.sim.until(lambda: any("not modified" in call.outcome for call in desk.sim.ledger.refused()))
    await everything_is_sent(desk, tmp_path)
    assert len(await copies(topic, "Сайт не открывается")) == 1
    await desk.boris.sees_nothing_of("Не доставлено", topic=topic)
