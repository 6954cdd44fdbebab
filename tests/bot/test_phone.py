"""The number of the account as a proof (docs/identity.md, security 8)."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiogram.types import Chat, Contact, Message, MessageOriginUser, User

from bot.phones import Numbers
from bot.settings import BadSettings
from desk.ids import ClientId, PersonId
from desk.ports import Work
from desk.rules.auth import AuthEvent
from desk.rules.people import Assurance, Client, Link, Proof, Role
from handlers.contents import shared_by
from simulator import Person
from tests.bot.running import ANNA, VIKTOR, RunningDesk, running_desk
from tests.bot.waiting import with_a_ticket


async def in_the_panel(work: Work, *, clients: Sequence[Client]) -> None:
    for client in clients:
        await work.clients.replace([client], await work.clients.services_of(client.id))


async def links_of(work: Work, *, person: PersonId) -> list[Link]:
    return await work.people.links_of(person)


async def events_of(work: Work, *, person: PersonId) -> list[AuthEvent]:
    return await work.auth_events.of_person(person, 10)


def number_of(person: Person) -> str:
    """As the local Telegram has it."""
    return f"+7900{person.id % 10_000_000:07}"


async def has_number(desk: RunningDesk, *clients: Client, of: Person, written: str = "") -> None:
    phone = written or number_of(of)
    await desk.app.office.run(in_the_panel, clients=[replace(client, phone=phone) for client in clients])


async def asks_by_number(desk: RunningDesk, person: Person) -> None:
    await person.writes("/signin")
    await person.sees("адрес почты")
    await person.presses("По номеру телефона")
    assert (await person.sees("Нажмите Отправить мой номер")).keyboard == [["Отправить мой номер"]]


async def tied(desk: RunningDesk, person: Person) -> list[Link]:
    return await desk.app.office.run(links_of, person=PersonId(person.id))


async def results(desk: RunningDesk, person: Person) -> list[str]:
    found = await desk.app.office.run(events_of, person=PersonId(person.id))
    return [event.result for event in found if event.method is Proof.PHONE and event.what == "number_shared"]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[RunningDesk]:
    async with running_desk(tmp_path, PHONE_LINKS="low") as running:
        yield running


async def test_the_number_of_the_account_ties_to_the_client_and_opens_little(desk: RunningDesk) -> None:
    national = "8 (900) " + number_of(desk.stepan)[5:]
    await has_number(desk, ANNA, of=desk.stepan, written=national)
    await asks_by_number(desk, desk.stepan)
    await desk.stepan.presses("Отправить мой номер")
    await desk.stepan.sees("нашли клиента с этим номером")
    await desk.stepan.sees("Хостинг Старт")
    (link,) = await tied(desk, desk.stepan)
    assert (link.client, link.assurance, link.proof, link.role) == (ANNA.id, Assurance.LOW, Proof.PHONE, Role.OWNER)
    assert await results(desk, desk.stepan) == ["done"]
    letter = await desk.sim.mail_to("anna@example.com")
    assert "Степан" in letter.text
    await desk.files(desk.stepan, subject="Почта не приходит")
    await desk.boris.sees("Почта не приходит", topic=await desk.room.topic("№1"))


async def test_where_somebody_owns_the_client_they_act_for_it_and_the_owner_is_told(desk: RunningDesk) -> None:
    await with_a_ticket(desk)
    await has_number(desk, ANNA, of=desk.stepan)
    await asks_by_number(desk, desk.stepan)
    await desk.stepan.presses("Отправить мой номер")
    await desk.stepan.sees("нашли клиента")
    (link,) = await tied(desk, desk.stepan)
    assert (link.role, link.sees_all) == (Role.DELEGATE, False)
    await desk.stepan.writes("/ticket 1")
    await desk.stepan.sees("Обращения №1 здесь нет")
    told = await desk.anna.sees("Степан пишет нам от ООО Ромашка")
    await desk.anna.presses("Я не знаю этого человека", on=told)
    await desk.stepan.sees("больше не представляете ООО Ромашка")
    assert not await tied(desk, desk.stepan)


async def test_sec_08_a_foreign_contact_ties_nobody_and_is_passed_to_nobody(desk: RunningDesk) -> None:
    await has_number(desk, ANNA, of=desk.anna)
    await asks_by_number(desk, desk.stepan)
    await desk.stepan.sends_contact(of=desk.anna)
    await desk.stepan.sees("Этот контакт не говорит нам, кто вы")
    await desk.stepan.sees("адрес почты")
    assert not await tied(desk, desk.stepan)
    assert not await tied(desk, desk.anna)
    assert await results(desk, desk.stepan) == ["foreign"]


async def test_sec_08_a_forwarded_contact_ties_nobody(desk: RunningDesk) -> None:
    await has_number(desk, ANNA, of=desk.stepan)
    own = await desk.stepan.sends_contact()
    await desk.stepan.sees("Ваше сообщение сохранено")
    await asks_by_number(desk, desk.stepan)
    await desk.stepan.forwards(own)
    await desk.stepan.sees("Этот контакт не говорит нам, кто вы")
    assert not await tied(desk, desk.stepan)


async def test_sec_08_a_contact_in_a_group_ties_nobody(desk: RunningDesk) -> None:
    await has_number(desk, ANNA, of=desk.boris)
    await desk.boris.writes("/start")
    await asks_by_number(desk, desk.boris)
    topic = await desk.boris.creates_topic(desk.room, "Разное")
    await desk.boris.sends_contact(topic=topic)
    await desk.boris.sends_contact(chat=desk.room)
    await desk.boris.writes("/signin")
    await desk.boris.sees("адрес почты")
    assert not await tied(desk, desk.boris)
    assert not await results(desk, desk.boris)


async def test_sec_08_after_five_minutes_the_button_counts_no_more(desk: RunningDesk) -> None:
    await has_number(desk, ANNA, of=desk.stepan)
    await asks_by_number(desk, desk.stepan)
    await desk.passes(minutes=5, seconds=2)
    await desk.stepan.presses("Отправить мой номер")
    await desk.stepan.sees("Кнопка действует 5 минут")
    await desk.stepan.sees("адрес почты", button="По номеру телефона")
    assert not await tied(desk, desk.stepan)
    await desk.stepan.presses("По номеру телефона")
    await desk.stepan.sees("Нажмите Отправить мой номер")
    await desk.passes(minutes=4, seconds=30)
    await desk.stepan.presses("Отправить мой номер")
    await desk.stepan.sees("нашли клиента")
    assert await tied(desk, desk.stepan)


async def test_sec_08_a_number_of_two_clients_of_none_or_of_a_closed_one_ties_nobody(desk: RunningDesk) -> None:
    cases = [[ANNA, VIKTOR], [], [replace(ANNA, closed=True)]]
    for clients in cases:
        await desk.app.office.run(in_the_panel, clients=[ANNA, VIKTOR])
        await has_number(desk, *clients, of=desk.stepan)
        await asks_by_number(desk, desk.stepan)
        await desk.stepan.presses("Отправить мой номер")
        await desk.stepan.sees("По этому номеру не понять, кто вы")
        await desk.stepan.sees("адрес почты")
        assert not await tied(desk, desk.stepan)
    assert await results(desk, desk.stepan) == ["unmatched"] * len(cases)


async def test_sec_08_a_contact_outside_of_the_sign_in_is_an_ordinary_message(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await has_number(desk, VIKTOR, of=desk.anna)
    await desk.anna.sends_contact()
    await desk.boris.sees(kind="contact", topic=topic)
    assert [link.client for link in await tied(desk, desk.anna)] == [ClientId("c-1")]
    assert not await results(desk, desk.anna)


async def test_sec_08_a_contact_counts_only_once_the_button_was_asked_for(desk: RunningDesk) -> None:
    await has_number(desk, ANNA, of=desk.stepan)
    await desk.stepan.writes("/signin")
    await desk.stepan.sees("адрес почты")
    await desk.stepan.sends_contact()
    await desk.stepan.sees("адрес почты")
    assert not await tied(desk, desk.stepan)
    assert not await results(desk, desk.stepan)


async def test_sec_08_by_default_a_number_is_no_proof(tmp_path: Path) -> None:
    async with running_desk(tmp_path) as desk:
        await has_number(desk, ANNA, of=desk.stepan)
        await desk.stepan.writes("/signin")
        page = await desk.stepan.sees("адрес почты")
        assert page.buttons == [["Войти без почты"], ["Отмена"]]
        data = page.inline_keyboard[-1][0]["callback_data"].replace("cancel", "phone")
        await desk.stepan.forges_press(data, on=page)
        assert (await desk.stepan.last()).keyboard == []
        await desk.stepan.sends_contact()
        await desk.stepan.sees("адрес почты")
        assert not await tied(desk, desk.stepan)


async def test_who_thinks_better_of_it_types_the_address_or_cancels(desk: RunningDesk) -> None:
    await asks_by_number(desk, desk.stepan)
    await desk.stepan.writes("79001234567")
    await desk.stepan.sees("Номер принимаем только по кнопке")
    await desk.stepan.writes("anna@example.com")
    await desk.stepan.sees("обойдёмся без номера")
    await desk.stepan.sees("код из 8 цифр")
    await asks_by_number(desk, desk.stepan)
    await desk.stepan.writes("/cancel")
    await desk.stepan.sees("обойдёмся без номера")


async def test_without_mail_the_number_is_the_way_in(tmp_path: Path) -> None:
    async with running_desk(tmp_path, PHONE_LINKS="low", SMTP_URL="", MAIL_FROM="") as desk:
        await desk.stepan.writes("/start")
        await desk.stepan.presses("войти")
        await desk.stepan.sees("Нажмите Отправить мой номер")
        await desk.stepan.writes("anna@example.com")
        await desk.stepan.sees("Номер принимаем только по кнопке")
        await desk.stepan.presses("Отправить мой номер")
        await desk.stepan.sees("не понять, кто вы")
        await has_number(desk, ANNA, of=desk.stepan)
        await desk.stepan.presses("войти")
        await desk.stepan.presses("Отправить мой номер")
        await desk.stepan.sees("нашли клиента")


def a_contact(user_id: int | None = 7, **facts: object) -> Message:
    """Sent by account 7."""
    sender = User(id=7, is_bot=False, first_name="S")
    contact = Contact(phone_number="+79001234567", first_name="S", user_id=user_id)
    at = datetime(2027, 3, 2, tzinfo=UTC)
    return Message.model_validate(
        {"message_id": 1, "date": at, "chat": Chat(id=7, type="private"), "from_user": sender, "contact": contact}
        | facts
    )


def test_sec_08_own_is_only_what_telegram_says_is_the_senders_and_came_straight() -> None:
    other = User(id=9, is_bot=True, first_name="B")
    origin = MessageOriginUser(date=datetime(2027, 3, 2, tzinfo=UTC), sender_user=other)
    assert shared_by(a_contact()).own
    assert not shared_by(a_contact(None)).own
    assert not shared_by(a_contact(9)).own
    assert not shared_by(a_contact(from_user=None)).own
    assert not shared_by(a_contact(forward_origin=origin)).own
    assert not shared_by(a_contact(via_bot=other)).own


def test_sec_08_a_number_is_read_for_certain_or_not_at_all() -> None:
    numbers = Numbers("RU")
    for told in ("79161234567", "+79161234567"):
        assert numbers.of_account(told) == "+79161234567"
    for written in ("8 (916) 123-45-67", "9161234567", "+7 916 123-45-67", "7-916-123-45-67"):
        assert numbers.of_panel(written) == "+79161234567"
    assert numbers.of_account("89161234567") is None, "no country of Telegram's begins with an eight and eleven digits"
    for no_number in ("", "88812345678", "+888 1234 5678", "123", "+7916123456", "+0", "abc"):
        assert numbers.of_account(no_number) is None
    doubtful = ("+7 916 123-45-67, +7 916 111-11-11", "+7 916 123-45-67 / 68", "+7 916 123-45-67 доб. 12", "", "нет")
    for written in doubtful:
        assert numbers.of_panel(written) is None
    with pytest.raises(BadSettings, match="PHONE_REGION"):
        Numbers("XX")
