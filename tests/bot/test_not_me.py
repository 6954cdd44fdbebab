"""Whoever is concerned hears of each new link to a client, and ends it: by a tap, or by the link of a letter."""

import re
from pathlib import Path

from desk.ids import ClientId, PersonId
from desk.ports import Work
from desk.rules.auth import AuthEvent
from tests.bot.running import RunningDesk
from tests.bot.test_delegates import closes_access, joins

UNDO = re.compile(r"start=(u_[A-Za-z0-9_-]{1,62})")


async def undo_of(desk: RunningDesk, email: str = "anna@example.com", *, letters: int = 2) -> str:
    mail = await desk.sim.mail_to(email, count=letters)
    found = UNDO.search(mail.text)
    assert found, mail.text
    return found[1]


async def events_of(desk: RunningDesk, client: str = "c-1") -> list[AuthEvent]:
    async def ask(work: Work) -> list[AuthEvent]:
        return await work.auth_events.of_client(ClientId(client), 20)

    return await desk.app.office.look(ask)


async def test_sec_38_of_two_owners_by_code_neither_throws_the_other_out_and_staff_decide(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    topic = await desk.room.topic("№1")
    stepan = desk.stepan
    await desk.signs_in(stepan, "anna@example.com")
    told = await desk.anna.sees("Теперь Степан пишет нам от ООО Ромашка", anywhere=True)
    assert "код, который пришёл на почту клиента" in told.text
    there = await stepan.sees("уже пишет нам от ООО Ромашка как владелец", anywhere=True)
    assert "Анна Смирнова" in there.text
    assert "код по почте" in there.text
    await stepan.presses("Я не знаю этого человека", on=there)
    await stepan.sees("Передали сотрудникам, что вы не знаете человека по имени Анна Смирнова", anywhere=True)
    doubted = await desk.anna.sees("говорит, что не знает вас", anywhere=True)
    assert "Ваш доступ пока остаётся" in doubted.text
    hint = await desk.boris.sees("Лишним может оказаться любой из двоих", topic=topic)
    assert f"/unlink {stepan.id} причина" in hint.text
    again = await stepan.presses("Я не знаю этого человека", on=there)
    assert "Сотрудники уже знают" in again.text
    await desk.anna.presses("Я не знаю этого человека", on=doubted)
    await stepan.sees("говорит, что не знает вас", anywhere=True)
    await desk.boris.writes(f"/unlink {stepan.id} звонили директору", topic=topic)
    await stepan.sees("доступ закрыли наши сотрудники", anywhere=True)
    await stepan.writes("/services")
    await stepan.sees("Здравствуйте")
    await desk.anna.writes("/services")
    await desk.anna.sees("Хостинг Старт")
    ties = [str(event.what) for event in await events_of(desk) if not event.what.value.startswith("code")]
    assert ties == ["revoked", "reported", "reported", "linked", "linked"]


async def test_sec_38_the_letter_ends_what_it_tells_of_once_and_for_whoever_has_it(desk: RunningDesk) -> None:
    await desk.signs_in(desk.stepan, "anna@example.com")
    payload = await undo_of(desk)
    letter = (await desk.sim.mail_to("anna@example.com", count=2)).text
    assert "Степан теперь может писать нам в Telegram от имени ООО Ромашка" in letter
    await desk.viktor.writes(f"/start {payload}")
    page = await desk.viktor.sees("Закрыть доступ?")
    await desk.stepan.writes("/services")
    shown = await desk.stepan.sees("Хостинг Старт")
    forged = await desk.stepan.forges_press("u:1", on=shown)
    assert "Такой ссылки нет" in forged.text
    await desk.viktor.presses("Это не я", on=page)
    await desk.viktor.sees("Степан больше не пишет нам от ООО Ромашка")
    await desk.stepan.sees("больше не представляете ООО Ромашка")
    await desk.boris.sees("не знает человека по имени Степан", chat=desk.room)
    await desk.viktor.writes(f"/start {payload}")
    await desk.viktor.sees("Эта ссылка уже сработала")
    again = await desk.viktor.presses("Это не я", on=page)
    assert "уже сработала" in again.text


async def test_sec_38_a_link_of_a_letter_that_is_forged_old_or_needless_ends_nothing(desk: RunningDesk) -> None:
    await desk.signs_in(desk.stepan, "anna@example.com")
    payload = await undo_of(desk)
    await desk.viktor.writes(f"/start {payload[:-1]}{'A' if payload[-1] != 'A' else 'B'}")
    await desk.viktor.sees("Такой ссылки нет")
    await desk.passes(days=30)
    await desk.viktor.writes(f"/start {payload}")
    await desk.viktor.sees("Эта ссылка устарела")
    await desk.stepan.writes("/services")
    await desk.stepan.sees("Хостинг Старт")


async def test_sec_38_the_mailbox_hears_of_delegates_too_coming_and_going(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await joins(desk, desk.stepan)
    letter = await desk.sim.mail_to("anna@example.com", count=3)
    assert "как ваш представитель" in letter.text
    assert "пригласил и подтвердил" in letter.text
    await closes_access(desk, desk.stepan)
    ended = await desk.sim.mail_to("anna@example.com", count=4)
    assert "Степан больше не пишет нам в Telegram от имени ООО Ромашка" in ended.text.replace("\r\n", "\n")


async def test_sec_03_the_link_of_a_letter_is_nowhere_in_the_database_once_it_was_mailed(desk: RunningDesk) -> None:
    await desk.signs_in(desk.stepan, "anna@example.com")
    payload = await undo_of(desk)
    await desk.viktor.writes(f"/start {payload}")
    await desk.viktor.sees("Закрыть доступ?")
    path = Path(desk.settings.database_url.partition("///")[2])
    await desk.stop()
    kept = b"".join(file.read_bytes() for file in path.parent.glob("desk.db*"))
    assert b"auth_events" in kept
    assert payload.encode() not in kept
    await desk.start()


async def test_sec_38_that_the_owner_was_told_is_known_once_the_letter_is_away(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")

    async def told(work: Work) -> list[bool]:
        return [link.told_at is not None for link in await work.people.links_of(PersonId(desk.anna.id))]

    async def at_once() -> None:
        while await desk.app.office.look(told) != [True]:
            await desk.sim.mail_to("anna@example.com", count=2)

    await at_once()
