"""A ticket from the first word to the digest, as the people of it see it."""

from tests.bot.running import RunningDesk


async def test_a_client_proves_who_they_are_by_mail_and_sees_their_services(desk: RunningDesk) -> None:
    page = await desk.signs_in(desk.anna, "anna@example.com")
    assert "🟢 Хостинг Старт – действует, оплачено по 31 декабря 2027" in page.text
    assert "⚪️ Сайт-витрина – срок истёк 31 декабря 2026" in page.text


async def test_a_ticket_gets_a_topic_with_its_card_and_an_answer_comes_back(desk: RunningDesk) -> None:
    anna, boris = desk.anna, desk.boris
    await desk.signs_in(anna, "anna@example.com")
    filed = await desk.files(anna)
    assert "Первый ответ до 3 марта (среда), 12:00 по Москве" in filed.text
    topic = await desk.room.topic("№1")
    card = await boris.sees("Сайт не открывается", topic=topic)
    assert "ООО Ромашка" in card.text
    await boris.presses("Взять", on=card)
    await anna.sees("ведёт Борис")
    answer = await boris.writes("Здравствуйте, смотрим.", topic=topic)
    await anna.sees("Здравствуйте, смотрим.")
    await boris.sees_reaction("👌", on=answer)
