"""What a client's chat refuses goes by mail (T19, T22, regulation 3.3)."""

from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

from simulator import Message, Topic
from simulator.mailbox import HANG_UP
from tests.bot.running import RunningDesk, running_desk
from tests.bot.test_silence import an_unanswered_answer
from tests.bot.waiting import copies, sooner_or_later, with_a_ticket

ADDRESS = "anna@example.com"
CODES = 2
"""Letters that Anna has got before: the code that she signed in with, and that she has."""


async def blocked(desk: RunningDesk) -> Topic:
    """Anna has a ticket and has blocked the bot."""
    topic = await with_a_ticket(desk)
    await desk.anna.blocks_bot()
    return topic


async def the_letter(desk: RunningDesk, number: int = 1) -> str:
    """Subject and text of the letter about a ticket with that number, counted from one."""
    mail = await desk.sim.mail_to(ADDRESS, count=CODES + number)
    return f"{mail.subject}\n{mail.text}".replace("\r\n", "\n")


def sees(desk: RunningDesk, topic: Topic, words: str) -> Callable[..., Awaitable[Message]]:
    return partial(desk.boris.sees, words, topic=topic)


async def test_t19_an_answer_that_the_chat_refuses_goes_by_mail_and_the_silence_timer_runs_from_then(
    desk: RunningDesk,
) -> None:
    topic = await blocked(desk)
    answer = await desk.boris.writes("Проверьте, пожалуйста", topic=topic)
    letter = await the_letter(desk)
    assert letter.startswith("Обращение №1: ответ на «Сайт не открывается»\n")
    assert "Борис отвечает на ваше обращение №1 «Сайт не открывается»:\n\nПроверьте, пожалуйста" in letter
    assert "Telegram не даёт нашему боту написать вам" in letter
    assert f"https://t.me/{desk.sim.bot_user.username}" in letter
    assert "На само письмо отвечать не нужно" in letter
    told = await desk.boris.sees("Ответ ушёл письмом: a***@example.com", topic=topic)
    assert "клиент заблокировал бота" in told.text
    assert told.reply_to == answer.message_id
    await desk.passes(hours=24)
    assert "4 марта (четверг), 12:00 по Москве" in await the_letter(desk, 2)
    shown = await desk.boris.sees("его спросили письмом", topic=topic)
    assert "4 марта (четверг), 12:00 по Москве" in shown.text
    assert shown.buttons == [["Ещё работаем"]]


async def test_t22_a_ping_that_the_chat_refuses_goes_by_mail_and_then_the_closing_notice(desk: RunningDesk) -> None:
    topic = await an_unanswered_answer(desk)
    await desk.anna.blocks_bot()
    await desk.passes(hours=24)
    ping = await the_letter(desk)
    assert ping.startswith("Обращение №1: мы ждём вашего ответа о «Сайт не открывается»\n")
    await desk.boris.sees("его спросили письмом", topic=topic)
    await desk.passes(hours=24)
    closed = await the_letter(desk, 2)
    assert closed.startswith("Обращение №1 НЕАКТИВНО: «Сайт не открывается»\n")
    await desk.boris.sees("О закрытии обращения клиенту сообщило письмо", topic=topic)
    assert len(await copies(topic, "сообщило письмо")) == 1


async def test_3_3_the_end_by_silence_is_told_in_the_chat_and_by_mail(desk: RunningDesk) -> None:
    topic = await an_unanswered_answer(desk)
    await desk.passes(hours=24)
    await desk.boris.sees("Клиента спросили", topic=topic)
    await desk.passes(hours=24)
    await desk.anna.sees("оно НЕАКТИВНО")
    letter = await the_letter(desk)
    assert "Это же сообщение есть в чате" in letter
    await desk.boris.sees("обращение НЕАКТИВНО", topic=topic)
    assert await copies(topic, "письмо") == []


async def test_t19_t22_in_english_with_the_address_that_was_set(tmp_path: Path) -> None:
    async with running_desk(tmp_path, SUBMIT_URL="https://example.com/support") as desk:
        topic = await with_a_ticket(desk)
        await desk.anna.writes("/language")
        await desk.chooses(desk.anna, "English")
        await desk.anna.sees("You are signed in")
        await desk.anna.blocks_bot()
        await desk.boris.writes("Please look again", topic=topic)
        letter = await the_letter(desk)
        assert "Борис has answered your ticket #1 “Сайт не открывается”:\n\nPlease look again" in letter
        assert "write to our support bot: https://example.com/support\nIf there is a Start" in letter
        await desk.boris.sees("Ответ ушёл письмом", topic=topic)
        await desk.passes(hours=24)
        assert "we are waiting for your answer" in await the_letter(desk, 2)
        await desk.boris.sees("его спросили письмом", topic=topic)
        await desk.passes(hours=24)
        assert "Ticket #1 is now INACTIVE" in await the_letter(desk, 3)


async def test_t19_files_of_an_answer_wait_in_the_chat(desk: RunningDesk) -> None:
    topic = await blocked(desk)
    await desk.boris.sends_photo("Вот так это выглядит", topic=topic)
    letter = await the_letter(desk)
    assert "Вот так это выглядит\n\nК ответу приложен 1 файл: он ждёт вас в чате с ботом." in letter
    await desk.boris.sees("Ответ ушёл письмом", topic=topic)
    await desk.anna.unblocks_bot()
    await desk.anna.sees("Вот так это выглядит", kind="photo")


async def a_prospects_ticket(desk: RunningDesk) -> Topic:
    """Stepan is no client: what he has typed about himself is no address to write to."""
    await desk.stepan.writes("/start")
    await desk.chooses(desk.stepan, "Я ещё не клиент", "Согласен")
    for question, answer in (
        ("Как вас зовут", "Степан"),
        ("Как с вами связаться", "anna@example.com"),
        ("Какой у вас вопрос", "Сколько стоит хостинг?"),
    ):
        await desk.stepan.sees(question)
        await desk.stepan.writes(answer)
    await desk.chooses(desk.stepan, "Без файлов", "Отправить")
    await desk.stepan.sees("записали ваш вопрос")
    topic = await desk.room.topic("№1")
    await desk.boris.sees("ещё не клиент", topic=topic)
    return topic


async def test_t19_without_an_address_staff_are_told_that_the_client_cannot_be_reached(desk: RunningDesk) -> None:
    topic = await a_prospects_ticket(desk)
    await desk.stepan.blocks_bot()
    answer = await desk.boris.writes("Да, берёмся", topic=topic)
    told = await desk.boris.sees("Адрес его почты неизвестен", topic=topic)
    assert "клиент заблокировал бота" in told.text
    await desk.passes(days=5)
    await desk.stepan.unblocks_bot()
    await desk.stepan.sees("Да, берёмся")
    await desk.boris.sees("Клиент снова доступен", topic=topic)
    await desk.boris.sees_reaction("👌", on=answer)
    await desk.passes(hours=30)
    await desk.stepan.sees("Мы ждём вашего ответа")
    assert await desk.sim.mails() == []


async def test_t22_a_mail_server_that_refuses_the_letter_leaves_the_period_unreachable(desk: RunningDesk) -> None:
    topic = await an_unanswered_answer(desk)
    await desk.anna.blocks_bot()
    await desk.sim.refuse_mail("550 No such user")
    await desk.passes(hours=24)
    shown = await desk.boris.sees("недоступен в Telegram, напоминание не дошло", topic=topic)
    assert "4 марта (четверг), 12:00 по Москве" in shown.text
    await desk.passes(hours=24)
    await desk.boris.sees("обращение НЕАКТИВНО", topic=topic)
    await desk.boris.sees("Почтовый сервер письмо тоже не принял", topic=topic)
    await desk.anna.unblocks_bot()
    closed = await desk.anna.sees("оно НЕАКТИВНО")
    await desk.anna.presses("Открыть снова", on=closed)
    await desk.anna.sees("снова открыто")


async def test_t19_a_letter_that_is_not_taken_for_now_is_tried_again_and_staff_hear_of_it_once(
    desk: RunningDesk,
) -> None:
    topic = await blocked(desk)
    await desk.sim.refuse_mail("421 Try again later")
    await desk.boris.writes("Проверьте, пожалуйста", topic=topic)

    await sooner_or_later(desk, sees(desk, topic, "почтовый сервер пока его не принимает"))
    await desk.sim.refuse_mail("")

    await sooner_or_later(desk, sees(desk, topic, "Ответ ушёл письмом"))
    assert len(await copies(topic, "пока его не принимает")) == 1
    await the_letter(desk)


async def test_t19_a_letter_of_unknown_fate_is_sent_again_and_is_known_as_the_same_one(desk: RunningDesk) -> None:
    topic = await blocked(desk)
    await desk.sim.refuse_mail(HANG_UP)
    await desk.boris.writes("Проверьте, пожалуйста", topic=topic)
    first = await desk.sim.mail_to(ADDRESS, count=CODES + 1)
    await desk.sim.refuse_mail("")

    await sooner_or_later(desk, sees(desk, topic, "Ответ ушёл письмом"))
    again = (await desk.sim.mails())[-1]
    assert again.key == first.key
    assert "возможно, это повтор" in again.text
