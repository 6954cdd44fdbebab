"""What somebody who had blocked the bot hears when they are back: everything that still matters, in order, once."""

from simulator import Message, Person
from tests.bot.running import RunningDesk
from tests.bot.waiting import with_a_ticket


async def after(person: Person, before: Message) -> list[str]:
    """What the bot has said to them in private since then."""
    messages = await person.chat.messages()
    return [one.text for one in messages if one.from_bot and one.message_id > before.message_id]


async def test_t22_answers_come_in_their_order_and_of_the_news_only_what_is_still_so(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.anna.blocks_bot()
    await desk.boris.writes("/take", topic=topic)
    await desk.boris.sees("клиент заблокировал бота", topic=topic)
    await desk.boris.writes("/hold ждём регистратора", topic=topic)
    await desk.boris.writes("Первый ответ", topic=topic)
    await desk.boris.writes("Второй ответ", topic=topic)
    await desk.sim.mail_to("anna@example.com", count=4)
    await desk.boris.writes("/solve", topic=topic)
    await desk.sim.mail_to("anna@example.com", count=5)
    before = await desk.anna.last()
    await desk.anna.unblocks_bot()
    await desk.anna.sees("решено. Сотрудник: Борис")
    assert [text.splitlines()[-1] for text in await after(desk.anna, before)][:2] == ["Первый ответ", "Второй ответ"]
    assert len(await after(desk.anna, before)) == 3
    await desk.anna.sees_nothing_of("ведёт Борис", anywhere=True)
    await desk.anna.sees_nothing_of("регистратора", anywhere=True)


async def test_t22_a_ping_is_said_again_on_return_and_the_close_moves(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    answer = await desk.boris.writes("Проверьте, пожалуйста", topic=topic)
    await desk.boris.sees_reaction("👌", on=answer)
    await desk.anna.blocks_bot()
    await desk.sim.refuse_mail("550 No such user")
    await desk.passes(hours=24)
    await desk.boris.sees("напоминание не дошло", topic=topic)
    await desk.passes(hours=4)
    await desk.anna.unblocks_bot()
    ping = await desk.anna.sees("Мы ждём вашего ответа")
    assert "4 марта (четверг), 16:00 по Москве" in ping.text
    await desk.anna.presses("Ещё нужно", on=ping)
    await desk.boris.sees("это ещё нужно", topic=topic)


async def test_t22_writing_is_coming_back_even_if_telegram_has_not_said_so(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.anna.blocks_bot()
    await desk.boris.writes("Первый ответ", topic=topic)
    await desk.boris.sees("Ответ ушёл письмом", topic=topic)
    await desk.stop()
    await desk.anna.unblocks_bot()
    desk.sim.world.updates.clear()
    await desk.start()
    await desk.anna.writes("Я снова здесь")
    await desk.anna.sees("Первый ответ")


async def test_t22_an_answer_that_the_chat_takes_is_a_return_too_and_what_was_held_follows_it(
    desk: RunningDesk,
) -> None:
    topic = await with_a_ticket(desk)
    await desk.anna.blocks_bot()
    await desk.boris.writes("Первый ответ", topic=topic)
    await desk.boris.sees("Ответ ушёл письмом", topic=topic)
    await desk.stop()
    await desk.anna.unblocks_bot()
    desk.sim.world.updates.clear()
    await desk.start()
    await desk.boris.writes("Второй ответ", topic=topic)
    await desk.anna.sees("Первый ответ")
    await desk.boris.sees("Клиент снова доступен", topic=topic)
