"""Topics that vanish and groups that change: nothing is lost, and it goes where it belongs."""

from pathlib import Path
from typing import Any

import pytest

from simulator.errors import bad_request
from tests.bot.running import RunningDesk
from tests.bot.waiting import copies, everything_is_sent, sooner_or_later, with_a_ticket
from tests.faults.desks import refuses

# --- places that are gone --------------------------------------------------------------------------


@pytest.mark.parametrize("gone", ["", "TOPIC_DELETED"])
async def test_a_deleted_topic_is_made_again_with_its_card_and_the_message_lands_there(
    desk: RunningDesk, gone: str
) -> None:
    topic = await with_a_ticket(desk)
    await desk.boris.deletes_topic(topic, gone)
    await desk.anna.writes("Вы ещё там?")
    new = await desk.room.topic("№1")
    assert new.thread_id != topic.thread_id
    relayed = await desk.boris.sees("Вы ещё там?", topic=new)
    card = await desk.boris.sees("Сайт не открывается", topic=new)
    assert card.message_id < relayed.message_id
    assert len([one for one in await desk.room.topics() if not one.deleted]) == 1
    await desk.boris.writes("Да, здесь", topic=new)
    await desk.anna.sees("Да, здесь")


async def test_a_reply_to_what_lies_in_a_deleted_topic_still_arrives(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.boris.writes("Что показывает страница?", topic=topic)
    question = await desk.anna.sees("Что показывает страница?")
    await desk.boris.deletes_topic(topic)
    await desk.anna.writes("Ошибку 502", reply_to=question)
    await desk.boris.sees("Ошибку 502", topic=await desk.room.topic("№1"))


async def test_a_message_that_answered_a_vanished_one_is_sent_without_the_reply(desk: RunningDesk) -> None:
    """Across topics Telegram forgives no missing message, whatever `allow_sending_without_reply` says."""
    topic = await with_a_ticket(desk)
    await desk.boris.writes("Что показывает страница?", topic=topic)
    question = await desk.anna.sees("Что показывает страница?")

    def with_reply(call: Any) -> None:
        if call.method == "sendMessage" and call.has("reply_parameters") and "Ошибку 502" in call.text("text"):
            raise bad_request("message to be replied not found")

    desk.sim.api.before.append(with_reply)
    await desk.anna.writes("Ошибку 502", reply_to=question)
    await sooner_or_later(desk, lambda timeout: desk.boris.sees("Ошибку 502", topic=topic, timeout=timeout))


async def test_when_topics_are_switched_off_staff_still_see_which_ticket_it_is(desk: RunningDesk) -> None:
    """Telegram says nothing then: what was meant for a topic lands between all others, and has to be taken back."""
    await with_a_ticket(desk)
    await desk.room.set(forum=False)
    await desk.anna.writes("Куда это попадёт?")
    relayed = await desk.boris.sees("№1\nКуда это попадёт?", chat=desk.room)
    assert [message.text for message in await copies(desk.room, "Куда это попадёт?")] == [relayed.text]
    await desk.boris.writes("Сюда", chat=desk.room, reply_to=relayed)
    await desk.anna.sees("Сюда")


async def test_a_page_that_is_gone_is_sent_anew(desk: RunningDesk, tmp_path: Path) -> None:
    await desk.stepan.writes("/start")
    page = await desk.stepan.sees(button="Я ещё не клиент")
    refuses(desk.sim, bad_request("message to edit not found"), "editMessageText")
    await desk.stepan.presses("Я ещё не клиент", on=page)
    new = await desk.stepan.sees("Вы согласны?")
    assert new.message_id > page.message_id
    await desk.stepan.presses("Согласен", on=new)
    await desk.stepan.sees("Как вас зовут")
    await everything_is_sent(desk, tmp_path)


async def test_a_card_that_was_deleted_is_sent_anew_when_it_changes(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.room.add(desk.boris, admin=True)
    card = await desk.boris.sees("Сайт не открывается", topic=topic, anywhere=True)
    await desk.boris.deletes(card)
    await desk.boris.writes("/take", topic=topic)
    new = await desk.boris.sees("Сайт не открывается", topic=topic)
    assert "Ответственный: Борис" in new.text
    assert new.message_id != card.message_id


# --- groups that change ----------------------------------------------------------------------------


async def test_a_group_that_became_a_supergroup_is_followed(plain_desk: RunningDesk) -> None:
    desk = plain_desk
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    await desk.boris.sees("№1 · Сайт не открывается", chat=desk.room)
    new = await desk.room.upgrade(forum=False)
    await desk.anna.writes("Где вы теперь?")
    relayed = await desk.boris.sees("Где вы теперь?", chat=new)
    await desk.boris.writes("Переехали", chat=new, reply_to=relayed)
    await desk.anna.sees("Переехали")


async def test_a_group_is_followed_though_its_service_message_never_came(plain_desk: RunningDesk) -> None:
    desk = plain_desk
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    await desk.boris.sees("№1 · Сайт не открывается", chat=desk.room)
    await desk.sim.until_updates_are_taken()
    new = await desk.room.upgrade(forum=False)
    desk.sim.world.updates.clear()
    await desk.anna.writes("Где вы теперь?")
    relayed = await desk.boris.sees("Где вы теперь?", chat=new)
    await desk.boris.writes("Переехали", chat=new, reply_to=relayed)
    await desk.anna.sees("Переехали")


async def test_topics_that_were_switched_on_in_a_plain_group_are_used_for_new_tickets(
    plain_desk: RunningDesk,
) -> None:
    """Switching them on is what makes a plain group a supergroup: this happens at every first setup."""
    desk = plain_desk
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    await desk.boris.sees("№1 · Сайт не открывается", chat=desk.room)
    new = await desk.room.upgrade(forum=True)
    await desk.sim.until_updates_are_taken()
    await desk.files(desk.anna, subject="Второе обращение")
    topic = await new.topic("№2")
    await desk.boris.sees("Второе обращение", topic=topic)


async def test_a_group_that_was_upgraded_before_the_first_start_is_found(plain_desk: RunningDesk) -> None:
    """The number in STAFF_CHAT_ID is the old one, which its operator copied first."""
    desk = plain_desk
    await desk.stop()
    new = await desk.room.upgrade(forum=True)
    desk.sim.world.updates.clear()
    for leftover in Path(desk.settings.database_url.removeprefix("sqlite+aiosqlite:///")).parent.glob("desk.db*"):
        leftover.unlink()
    await desk.start()
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    topic = await new.topic("№1")
    await desk.boris.sees("Сайт не открывается", topic=topic)


async def test_a_group_that_threw_the_bot_out_loses_nothing_once_it_is_back(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.room.set_bot("kicked")
    await desk.anna.writes("Слышно?")
    await desk.sim.until(lambda: any("kicked" in call.outcome for call in desk.sim.ledger.refused()))
    await desk.anna.writes("/tickets")
    await desk.anna.sees("сначала открытые")
    await desk.room.set_bot("administrator")
    await desk.passes(minutes=1, seconds=1)
    await desk.boris.sees("Слышно?", topic=topic)
    assert len(await copies(topic, "Слышно?")) == 1


async def test_a_group_that_telegram_does_not_find_for_a_while_loses_nothing(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    fault = refuses(desk.sim, bad_request("chat not found"), "sendMessage", chat=desk.room.id)
    await desk.anna.writes("Слышно?")
    await desk.sim.until(lambda: fault.met)
    await sooner_or_later(desk, lambda timeout: desk.boris.sees("Слышно?", topic=topic, timeout=timeout), seconds=20)
