"""A staff group without topics: one card a ticket, answers are replies."""

from simulator import Message
from tests.bot.running import RunningDesk


async def a_card(desk: RunningDesk) -> Message:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    return await desk.boris.sees("№1 · Сайт не открывается", chat=desk.room)


async def test_a_reply_to_the_card_goes_to_the_client(plain_desk: RunningDesk) -> None:
    card = await a_card(plain_desk)
    answer = await plain_desk.boris.writes("Смотрим", chat=plain_desk.room, reply_to=card)
    await plain_desk.anna.sees("Смотрим")
    await plain_desk.boris.sees_reaction("👌", on=answer)


async def test_what_is_no_reply_stays_between_staff(plain_desk: RunningDesk) -> None:
    card = await a_card(plain_desk)
    await plain_desk.boris.writes("Кто сегодня обедает?", chat=plain_desk.room)
    await plain_desk.boris.writes("Смотрим", chat=plain_desk.room, reply_to=card)
    await plain_desk.anna.sees("Смотрим")
    await plain_desk.anna.sees_nothing_of("обедает", anywhere=True)


async def test_the_clients_words_come_as_replies_with_the_number(plain_desk: RunningDesk) -> None:
    card = await a_card(plain_desk)
    await plain_desk.anna.writes("Есть новости?")
    relayed = await plain_desk.boris.sees("Есть новости?", chat=plain_desk.room)
    assert "№1" in relayed.text
    assert relayed.reply_to == card.message_id
    await plain_desk.vera.writes("Почти", chat=plain_desk.room, reply_to=relayed)
    await plain_desk.anna.sees("Почти")


async def test_commands_are_replies_too(plain_desk: RunningDesk) -> None:
    card = await a_card(plain_desk)
    await plain_desk.boris.writes("/take", chat=plain_desk.room, reply_to=card)
    await plain_desk.anna.sees("ведёт Борис")
    await plain_desk.boris.writes("/solve", chat=plain_desk.room, reply_to=card)
    await plain_desk.anna.sees("решено")


async def test_a_client_is_pinged_and_closed_just_as_with_topics(plain_desk: RunningDesk) -> None:
    card = await a_card(plain_desk)
    answer = await plain_desk.boris.writes("Проверьте", chat=plain_desk.room, reply_to=card)
    await plain_desk.anna.sees("Проверьте")
    await plain_desk.boris.sees_reaction("👌", on=answer)
    await plain_desk.passes(hours=24)
    await plain_desk.anna.sees("Мы ждём вашего ответа")
    await plain_desk.boris.sees("Клиента спросили", chat=plain_desk.room)
    await plain_desk.passes(hours=24)
    await plain_desk.anna.sees("оно НЕАКТИВНО")
