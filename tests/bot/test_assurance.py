"""What an account may do depends on what it has shown (docs/identity.md)."""

from dataclasses import replace

import pytest

from desk.ids import ClientId, PersonId
from desk.ports import Work
from desk.rules.people import Assurance, Link, Proof, Role
from desk.usecases.ageing import ask_of_aged
from simulator import Person
from tests.bot.running import ANNA, CODE, VIKTOR, RunningDesk
from tests.bot.test_delegates import invites, joins
from tests.bot.test_linking import asks_as_prospect, links
from tests.bot.waiting import with_a_ticket


async def tied(work: Work, *, person: PersonId, assurance: Assurance, client: ClientId = ANNA.id) -> None:
    await work.people.link(Link(person, client, Role.OWNER, assurance, proof=Proof.PHONE), work.now)


async def is_only_a_number(desk: RunningDesk) -> Person:
    """Stepan, of whom no more is known than that the phone number fits."""
    await desk.stepan.writes("/start")
    await desk.stepan.sees("Здравствуйте")
    await desk.app.office.run(tied, person=PersonId(desk.stepan.id), assurance=Assurance.LOW)
    return desk.stepan


async def test_the_lowest_proof_files_and_talks_and_sees_its_own_and_no_history(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    stepan = await is_only_a_number(desk)
    await stepan.writes("/ticket 1")
    await stepan.sees("Обращения №1 здесь нет")
    await stepan.writes("/tickets")
    await stepan.sees("У вас пока нет обращений")
    await desk.files(stepan, subject="Почта не приходит")
    second = await desk.room.topic("№2")
    await desk.boris.sees("Почта не приходит", topic=second)
    await stepan.writes("Ещё деталь")
    await desk.boris.sees("Ещё деталь", topic=second)
    await desk.boris.writes("Проверяем", topic=second)
    await stepan.sees("Проверяем")
    await stepan.writes("/ticket 2")
    await stepan.sees("Обращение №2")
    await stepan.writes("/people")
    page = await stepan.sees("Вы представляете ООО Ромашка")
    assert "Анна" not in page.text
    assert "Анна" not in (await stepan.forges_press("d:invite:c-1:0", on=page)).text
    await desk.boris.sees_nothing_of("Ещё деталь", topic=topic)


async def test_a_code_by_mail_opens_what_the_lowest_proof_does_not(desk: RunningDesk) -> None:
    await with_a_ticket(desk)
    stepan = await is_only_a_number(desk)
    await stepan.writes("/signin")
    await stepan.sees("адрес почты")
    letters = len(await desk.sim.mails("anna@example.com"))
    await stepan.writes("anna@example.com")
    code = (await desk.sim.mail_to("anna@example.com", count=letters + 1)).text
    await stepan.writes("".join(char for char in code.split("\n")[0] if char.isdigit()))
    await stepan.sees("вы вошли")
    await stepan.writes("/ticket 1")
    await stepan.sees("Обращение №1")


async def test_staffs_word_alone_invites_nobody_and_a_code_does(desk: RunningDesk) -> None:
    topic = await asks_as_prospect(desk)
    await links(desk, topic, "Ромашка")
    await desk.stepan.sees("подтвердите кодом по почте")
    page = await desk.stepan.last()
    refused = await desk.stepan.forges_press("d:invite:c-1:0", on=page)
    assert "/signin" in refused.text
    for data in ("d:invite_all:c-1:0", "d:invite_own:c-1:0"):
        assert "/signin" in (await desk.stepan.forges_press(data, on=page)).text


async def test_people_shows_every_link_with_its_proof_and_date(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await joins(desk, desk.stepan)
    await desk.anna.writes("/people")
    page = await desk.anna.sees("Степан – видит все обращения")
    assert "Анна Смирнова – владелец (код по почте, 2 марта 2027" in page.text
    assert "(по приглашению, 2 марта 2027" in page.text


async def test_sec_14_a_removed_delegate_loses_everything_at_once(desk: RunningDesk) -> None:
    await with_a_ticket(desk)
    await joins(desk, desk.stepan)
    await desk.stepan.writes("/ticket 1")
    page = await desk.stepan.sees("Обращение №1")
    topic = await desk.room.topic("№1")
    await desk.boris.writes("/unlink", topic=topic)
    await desk.boris.sees("причину", topic=topic)
    await desk.boris.writes("/unlink @nobody больше не работает", topic=topic)
    await desk.boris.sees("нет связи", topic=topic)
    await desk.app.office.run(named, person=PersonId(desk.stepan.id))
    await desk.boris.writes("/unlink @Stepan_S больше не работает у клиента", topic=topic)
    ended = await desk.boris.sees("доступ автора закрыт", topic=topic)
    assert "Степан: больше не работает у клиента" in ended.text
    await desk.stepan.sees("доступ закрыли наши сотрудники")
    assert "№1 здесь нет" in (await desk.stepan.presses("Дописать", on=page)).text
    await desk.stepan.writes("/people")
    await desk.stepan.sees("Сначала войдите")
    await desk.anna.sees("Борис закрывает доступ: Степан больше не пишет", anywhere=True)
    payload = await invites(desk)
    assert payload.startswith("i_")


async def named(work: Work, *, person: PersonId) -> None:
    known = await work.people.get(person)
    assert known
    await work.people.seen(replace(known, username="stepan_s"))


async def test_staff_end_a_proven_access_with_a_reason(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.boris.writes("/unlink угнан телефон", topic=topic)
    ended = await desk.boris.sees("доступ автора закрыт", topic=topic)
    assert "Анна Смирнова: угнан телефон" in ended.text
    await desk.anna.sees("доступ закрыли наши сотрудники")
    await desk.anna.writes("/ticket 1")
    await desk.anna.sees("Обращения №1 здесь нет")


@pytest.mark.parametrize("others", [False, True])
async def test_sec_38_a_client_leaves_by_themselves(desk: RunningDesk, others: bool) -> None:
    topic = await with_a_ticket(desk)
    if others:
        await joins(desk, desk.stepan)
    await desk.anna.writes("/unlink")
    page = await desk.anna.sees("Больше не писать от имени")
    assert "Выход из личного кабинета на сайте доступ здесь не закрывает" in page.text
    assert ("другие люди клиента" in page.text) is others
    assert ("ответят письмом" in page.text) is not others
    await desk.anna.presses("Да, больше не писать", on=page)
    await desk.anna.sees("Готово: вы больше не пишете от имени ООО Ромашка")
    await desk.boris.sees("Анна Смирнова больше не представляет клиента", topic=topic)
    await desk.anna.writes("/services")
    await desk.anna.sees("Здравствуйте")
    letters = len(await desk.sim.mails("anna@example.com"))
    await desk.boris.writes("Ответ уже без Анны", topic=topic)
    if others:
        await desk.stepan.sees("Ответ уже без Анны")
    else:
        await desk.sim.mail_to("anna@example.com", count=letters + 1)
    await desk.anna.sees_nothing_of("Ответ уже без Анны", anywhere=True)
    again = await desk.anna.forges_press("d:leave:c-1:0", on=await desk.anna.last())
    assert "больше не пишете от имени этого клиента" in again.text


async def test_sec_11_forged_buttons_of_leaving_end_nobody_elses_access(desk: RunningDesk) -> None:
    await desk.signs_in(desk.viktor, "viktor@example.com")
    await desk.viktor.writes("/unlink")
    page = await desk.viktor.sees("Больше не писать от имени")
    await desk.signs_in(desk.anna, "anna@example.com")
    for data in ("d:leave:c-1:0", "d:leaving:c-1:0", f"d:leave:c-1:{desk.anna.id}", "d:leave:nobody:0"):
        assert "больше не пишете от имени этого клиента" in (await desk.viktor.forges_press(data, on=page)).text
    await desk.anna.writes("/services")
    await desk.anna.sees("Хостинг Старт")


async def test_of_several_clients_one_is_left_and_the_other_stays(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.app.office.run(tied, person=PersonId(desk.anna.id), assurance=Assurance.MEDIUM, client=VIKTOR.id)
    await desk.anna.writes("/unlink")
    await desk.anna.sees("От имени какого клиента")
    await desk.anna.presses("ИП Викторов")
    await desk.anna.sees("Больше не писать от имени ИП Викторов")
    await desk.anna.presses("Да, больше не писать")
    await desk.anna.sees("По-прежнему можно писать от имени ООО Ромашка")
    await desk.anna.writes("/services")
    page = await desk.anna.sees("Хостинг Старт")
    assert "Домен" not in page.text


async def test_an_old_proof_is_asked_for_again_and_no_conversation_is_lost(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await joins(desk, desk.stepan)
    await desk.boris.writes("/working", topic=topic)
    await desk.passes(days=181)
    await desk.app.office.run(ask_of_aged)
    await desk.app.office.run(ask_of_aged)
    await desk.anna.sees("Вы давно подтверждали, что пишете от имени", anywhere=True)
    asked = await desk.anna.sees("Степан давно пишет нам от имени ООО Ромашка", anywhere=True)
    assert len([one for one in await desk.anna.chat.messages() if "Вы давно подтверждали" in one.text]) == 1
    await desk.anna.writes("Ещё вопрос по обращению")
    await desk.boris.sees("Ещё вопрос по обращению", topic=topic)
    refused = await desk.anna.forges_press("d:invite:c-1:0", on=asked)
    assert "/signin" in refused.text
    letters = len(await desk.sim.mails("anna@example.com"))
    await desk.anna.writes("/signin")
    await desk.anna.sees("адрес почты")
    await desk.anna.writes("anna@example.com")
    mail = await desk.sim.mail_to("anna@example.com", count=letters + 1)
    found = CODE.search(mail.text)
    assert found
    await desk.anna.writes(found[1])
    await desk.anna.sees("вы вошли")
    await desk.anna.presses("Да, по-прежнему", on=asked)
    await desk.anna.sees("Кто может писать")
    await desk.app.office.run(ask_of_aged)
    assert len([one for one in await desk.anna.chat.messages() if "давно пишет" in one.text]) == 1
