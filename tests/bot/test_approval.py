"""Approval by staff, the last resort of signing in: two employees who agree (docs/identity.md, security 38)."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from desk.ids import PersonId
from desk.ports import Work
from desk.rules.auth import AuthEvent
from desk.rules.people import Assurance, Link, Proof, Role
from simulator import Message, Person
from tests.bot.running import ANNA, RunningDesk, running_desk
from tests.bot.test_linking import asks_as_prospect

WORDS = "Я Степан, бухгалтер Ромашки. Почту закрыли, домен romashka.example, договор 17."


async def links_of(work: Work, *, person: PersonId) -> list[Link]:
    return await work.people.links_of(person)


async def events_of(work: Work, *, person: PersonId) -> list[AuthEvent]:
    return await work.auth_events.of_person(person, 50)


async def blocks(work: Work, *, person: PersonId, reason: str) -> None:
    await work.people.block(person, reason)


async def closes(work: Work) -> None:
    await work.clients.replace([replace(ANNA, closed=True)], [])


async def tied(desk: RunningDesk, person: Person) -> list[Link]:
    return await desk.app.office.look(links_of, person=PersonId(person.id))


async def happened(desk: RunningDesk, person: Person) -> list[tuple[str, int, str]]:
    """Oldest first: what, by whom, with what result."""
    events = await desk.app.office.look(events_of, person=PersonId(person.id))
    return [(event.what.value, int(event.actor), event.result) for event in reversed(events)]


async def asks(desk: RunningDesk, words: str = WORDS) -> Message:
    """Stepan asks, and staff read it outside of any topic."""
    await desk.stepan.writes("/signin")
    await desk.stepan.sees("адрес почты")
    await desk.stepan.presses("Войти без почты")
    await desk.stepan.sees("Напишите одним сообщением")
    await desk.stepan.writes(words)
    await desk.stepan.sees("Сотрудники увидят вашу просьбу")
    return await desk.boris.sees(words, chat=desk.room, anywhere=True)


async def named(desk: RunningDesk, who: Person, number: int = 1, words: str = "anna@example.com") -> Message:
    await who.writes(f"/approve {number} {words}", chat=desk.room)
    return await who.sees("это ООО Ромашка?", chat=desk.room, button="Подтвердить")


@pytest.mark.parametrize("forum", [True, False])
async def test_sec_38_two_employees_let_somebody_in_and_the_owner_can_end_it(tmp_path: Path, *, forum: bool) -> None:
    async with running_desk(tmp_path, forum=forum) as desk:
        await desk.signs_in(desk.anna, "anna@example.com")
        card = await asks(desk)
        assert "просит впустить" in card.text
        assert str(desk.stepan.id) in card.text
        page = await named(desk, desk.boris)
        assert "Анна Смирнова" in page.text
        same = await desk.boris.presses("Подтвердить", on=page)
        assert "Нужен второй сотрудник" in same.text
        assert await tied(desk, desk.stepan) == []
        await desk.vera.presses("Подтвердить", on=page)
        over = await desk.vera.sees("теперь пишет от ООО Ромашка", chat=desk.room)
        assert "Борис" in over.text
        assert "Вера" in over.text
        await desk.stepan.sees("вы представляете ООО Ромашка")
        [link] = await tied(desk, desk.stepan)
        assert (link.assurance, link.proof, link.role, link.sees_all) == (
            Assurance.LOW,
            Proof.STAFF,
            Role.DELEGATE,
            False,
        )
        boris, vera, stepan = desk.boris.id, desk.vera.id, desk.stepan.id
        assert [event for event in await happened(desk, desk.stepan) if event[0] != "refused"] == [
            ("approval_asked", stepan, "done"),
            ("approval_named", boris, "done"),
            ("linked", vera, "done"),
        ]
        late = await desk.boris.presses("Подтвердить", on=page)
        assert "уже решена" in late.text
        told = await desk.anna.sees("Степан пишет нам от ООО Ромашка", anywhere=True)
        await desk.anna.presses("Я не знаю этого человека", on=told)
        await desk.stepan.sees("больше не представляете ООО Ромашка")


async def test_sec_38_what_was_asked_before_becomes_the_clients(desk: RunningDesk) -> None:
    topic = await asks_as_prospect(desk)
    await asks(desk)
    page = await named(desk, desk.boris)
    await desk.vera.presses("Подтвердить", on=page)
    await desk.stepan.sees("Ваше обращение №1 дальше ведём как обращение клиента")
    await desk.boris.sees("Клиент: ООО Ромашка", topic=topic)
    [link] = await tied(desk, desk.stepan)
    assert (link.role, link.assurance) == (Role.OWNER, Assurance.LOW)
    await desk.files(desk.stepan, subject="Не открывается сайт")


async def test_sec_38_any_employee_refuses_and_the_person_hears_it(desk: RunningDesk) -> None:
    card = await asks(desk)
    await desk.boris.presses("Отказать", on=card)
    await desk.vera.sees("Борис: отказ", chat=desk.room)
    await desk.stepan.sees("не смогли убедиться")
    await desk.vera.writes("/approve 1 anna@example.com", chat=desk.room)
    await desk.vera.sees("уже решена", chat=desk.room)
    assert await tied(desk, desk.stepan) == []
    assert ("approval_refused", desk.boris.id, "done") in await happened(desk, desk.stepan)


async def test_sec_38_one_request_at_a_time_and_three_a_week(desk: RunningDesk) -> None:
    card = await asks(desk)
    await desk.stepan.writes("/signin")
    await desk.stepan.sees("адрес почты")
    await desk.stepan.presses("Войти без почты")
    await desk.stepan.sees("просьба уже у сотрудников")
    for number in (2, 3):
        await desk.boris.presses("Отказать", on=card)
        await desk.stepan.sees("не смогли убедиться")
        card = await asks(desk, f"Просьба номер {number}")
    await desk.boris.presses("Отказать", on=card)
    await desk.stepan.sees("не смогли убедиться")
    await desk.stepan.writes("/signin")
    await desk.stepan.sees("адрес почты")
    await desk.stepan.presses("Войти без почты")
    await desk.stepan.sees("Слишком много просьб")


async def test_sec_38_a_request_that_nobody_confirms_ends_after_a_week(desk: RunningDesk) -> None:
    await asks(desk)
    page = await named(desk, desk.boris)
    await desk.passes(days=7, minutes=1)
    await desk.app.ticks.now()
    await desk.stepan.sees("За неделю никто не подтвердил")
    late = await desk.vera.presses("Подтвердить", on=page)
    assert "уже решена" in late.text
    assert await tied(desk, desk.stepan) == []
    await asks(desk, "Прошу ещё раз")


async def test_sec_11_38_a_press_that_a_client_forges_lets_nobody_in(desk: RunningDesk) -> None:
    await asks(desk)
    await named(desk, desk.boris)
    await desk.stepan.writes("/start")
    page = await desk.stepan.sees("Здравствуйте")
    await desk.stepan.forges_press("ap:confirm:1:c-1", on=page)
    await desk.stepan.forges_press("ap:refuse:1:", on=page)
    await desk.stepan.writes("/approve 1 anna@example.com")
    assert await tied(desk, desk.stepan) == []
    refusals = [result for what, _, result in await happened(desk, desk.stepan) if what == "refused"]
    assert refusals == ["CannotApprove:staff", "CannotApprove:staff"]


async def test_sec_11_38_the_button_counts_for_the_client_that_it_names(desk: RunningDesk) -> None:
    await asks(desk)
    page = await named(desk, desk.boris)
    await desk.vera.writes("/approve 1 Викторов", chat=desk.room)
    await desk.vera.sees("это ИП Викторов?", chat=desk.room, button="Подтвердить")
    stale = await desk.vera.presses("Подтвердить", on=page)
    assert "назван другой клиент" in stale.text
    await desk.vera.forges_press("ap:confirm:1:c-9", on=page)
    await desk.vera.forges_press("ap:confirm:77:c-1", on=page)
    assert await tied(desk, desk.stepan) == []


async def test_sec_38_who_asks_does_not_decide_of_themselves(desk: RunningDesk) -> None:
    await desk.vera.writes("/signin")
    await desk.vera.sees("адрес почты")
    await desk.vera.presses("Войти без почты")
    await desk.vera.sees("Напишите одним сообщением")
    await desk.vera.writes("Это я, Вера")
    await desk.vera.sees("Сотрудники увидят вашу просьбу")
    page = await named(desk, desk.boris)
    own = await desk.vera.presses("Подтвердить", on=page)
    assert "о себе" in own.text
    assert await tied(desk, desk.vera) == []


async def test_sec_38_nobody_who_is_blocked_is_let_in(desk: RunningDesk) -> None:
    await asks(desk)
    page = await named(desk, desk.boris)
    await desk.app.office.run(blocks, person=PersonId(desk.stepan.id), reason="оскорбления")
    refused = await desk.vera.presses("Подтвердить", on=page)
    assert "не может писать" in refused.text
    assert await tied(desk, desk.stepan) == []
    await desk.stepan.writes("/signin")
    await desk.stepan.sees("адрес почты")
    blocked = await desk.stepan.presses("Войти без почты")
    assert "оскорбления" in blocked.text


async def test_sec_38_of_two_who_press_at_once_one_lets_in(desk: RunningDesk) -> None:
    await asks(desk)
    page = await named(desk, desk.boris)
    mila = desk.sim.person("Мила")
    await desk.room.add(mila)
    await asyncio.gather(desk.vera.presses("Подтвердить", on=page), mila.presses("Подтвердить", on=page))
    await desk.stepan.sees("вы пишете от ООО Ромашка")
    assert [what for what, _, _ in await happened(desk, desk.stepan)].count("linked") == 1
    assert len(await tied(desk, desk.stepan)) == 1


async def test_sec_38_who_signed_in_meanwhile_keeps_their_surer_proof(desk: RunningDesk) -> None:
    await asks(desk)
    page = await named(desk, desk.boris)
    await desk.signs_in(desk.stepan, "anna@example.com")
    await desk.vera.presses("Подтвердить", on=page)
    await desk.vera.sees("тем временем уже пишет от ООО Ромашка", chat=desk.room)
    [link] = await tied(desk, desk.stepan)
    assert (link.assurance, link.proof) == (Assurance.MEDIUM, Proof.MAIL)


async def test_sec_38_a_closed_client_and_unclear_words_let_nobody_in(desk: RunningDesk) -> None:
    await asks(desk)
    for words, said in (
        ("/approve", "/approve 7 anna@example.com"),
        ("/approve anna@example.com", "/approve 7 anna@example.com"),
        ("/approve 77 anna@example.com", "Такой просьбы здесь нет"),
        ("/approve 1 example.com", "подходит несколько клиентов"),
        ("/approve 1 Сидоров", "клиента не нашлось"),
    ):
        await desk.boris.writes(words, chat=desk.room)
        await desk.boris.sees(said, chat=desk.room)
    page = await named(desk, desk.boris)
    await desk.app.office.run(closes)
    late = await desk.vera.presses("Подтвердить", on=page)
    assert "этот клиент закрыт" in late.text
    assert await tied(desk, desk.stepan) == []


async def test_what_is_too_long_or_no_text_is_asked_for_again(desk: RunningDesk) -> None:
    await desk.stepan.writes("/signin")
    await desk.stepan.sees("адрес почты")
    await desk.stepan.presses("Войти без почты")
    await desk.stepan.sees("Напишите одним сообщением")
    await desk.stepan.writes("а" * 1001)
    await desk.stepan.sees("до 1000 знаков")
    await desk.stepan.presses("Назад")
    await desk.stepan.sees("адрес почты")


@pytest.fixture
async def alone(tmp_path: Path) -> AsyncIterator[RunningDesk]:
    async with running_desk(tmp_path, APPROVERS="1") as running:
        yield running


async def test_sec_38_where_there_is_one_employee_the_settings_may_say_so(alone: RunningDesk) -> None:
    await asks(alone)
    page = await named(alone, alone.boris)
    await alone.boris.presses("Подтвердить", on=page)
    await alone.stepan.sees("вы пишете от ООО Ромашка")
