"""A desk whose clients live in a panel: it is asked before it counts, and nobody suffers when it does not answer."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot import freshen, registry
from bot.registry import MOST_FINDS
from bot.workers import SIDE_BY_SIDE
from desk.ids import ClientId, PersonId, ServiceId
from desk.ports import Work
from desk.rules.entitlement import Service, ServiceStatus
from desk.rules.panel import Fault, PanelClient, PanelDown, PanelGarbled, PanelRefused, PanelTrouble
from desk.rules.people import Assurance, Client, ClientCategory, Link, Person, Role
from tests.bot.running import ANNA, CODE, SERVICES, VIKTOR, RunningDesk, running_desk
from tests.fakes.panel import FakePanel

NEW = Client(ClientId("c-9"), "ООО Новое", ClientCategory.PARTNER, "stepan@example.com")
TROUBLES = [PanelDown("connection refused"), PanelRefused("Invalid IP 203.0.113.9"), PanelGarbled("an HTML page")]


@pytest.fixture
def panel() -> FakePanel:
    return FakePanel([ANNA, VIKTOR], SERVICES)


@pytest.fixture
async def desk(tmp_path: Path, panel: FakePanel) -> AsyncIterator[RunningDesk]:
    url, secret = "https://panel.example.com", "s" * 32
    async with running_desk(
        tmp_path, panel=panel, PANEL="http", PANEL_HTTP_URL=url, PANEL_HTTP_SECRET=secret
    ) as running:
        yield running


async def card_of(desk: RunningDesk, number: int, words: str) -> str:
    card = await desk.boris.sees(words, topic=await desk.room.topic(f"№{number}"))
    return card.text


async def test_1_5_2_what_has_ended_in_the_panel_since_the_sign_in_is_known_at_filing(
    desk: RunningDesk, panel: FakePanel
) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    await card_of(desk, 1, "Входит в услугу")
    panel.known[ANNA.id] = PanelClient(ANNA, (replace(SERVICES[0], status=ServiceStatus.ENDED),))
    await desk.passes(minutes=11)
    filed = await desk.files(desk.anna)
    assert "услуга не действует" in filed.text
    await card_of(desk, 2, "На усмотрение")


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: type(trouble).__name__)
async def test_sec_35_a_panel_that_fails_while_a_ticket_is_filed_is_no_lack_of_services(
    desk: RunningDesk, panel: FakePanel, trouble: PanelTrouble
) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.passes(minutes=30)
    panel.trouble = trouble
    filed = await desk.files(desk.anna)
    assert "входит в ваши услуги" in filed.text or "Первый ответ до" in filed.text
    await card_of(desk, 1, "действовала по последнему ответу панели")
    await desk.anna.writes("/services")
    page = await desk.anna.sees("Сейчас не получается заглянуть")
    assert "Хостинг Старт" in page.text
    panel.trouble = None
    await desk.passes(minutes=2)
    await desk.boris.sees("Панель снова отвечает", topic=await desk.room.topic("№1"))
    await card_of(desk, 1, "услуга действует")


async def test_sec_35_after_a_day_without_the_panel_nothing_is_taken_for_granted_and_nothing_is_refused(
    desk: RunningDesk, panel: FakePanel
) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    panel.trouble = PanelDown("connection refused")
    await desk.passes(hours=25)
    filed = await desk.files(desk.anna)
    assert "это наша неполадка" in filed.text
    assert "Первый ответ до" not in filed.text
    assert "не проверено" in await card_of(desk, 1, "На усмотрение")
    panel.trouble = None
    await desk.passes(minutes=2)
    told = await desk.anna.sees("Теперь ваши услуги видны")
    assert "Первый ответ до" in told.text
    await card_of(desk, 1, "услуга действует")


async def test_the_desk_waits_for_a_slow_panel_for_a_few_seconds_only(desk: RunningDesk, panel: FakePanel) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.passes(minutes=30)
    panel.goes_on.clear()
    filed = await desk.files(desk.anna)
    assert "принято" in filed.text
    await card_of(desk, 1, "действовала по последнему ответу панели")
    panel.goes_on.set()
    await desk.boris.sees("Панель снова отвечает", topic=await desk.room.topic("№1"))


async def test_managers_hear_once_that_the_panel_lets_us_not_in_and_once_that_it_does(
    desk: RunningDesk, panel: FakePanel
) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.passes(minutes=30)
    panel.trouble = PanelRefused("the panel lets us not in", "Invalid IP 203.0.113.9")
    for _ in range(2):
        await desk.anna.writes("/services")
        await desk.anna.sees("Сейчас не получается заглянуть")
        await desk.passes(minutes=2)
    told = await desk.olga.sees("Панель клиентов не пускает бота")
    assert "Панель ответила: «Invalid IP 203.0.113.9»" in told.text
    assert "lets us" not in told.text
    panel.trouble = None
    await desk.passes(minutes=2)
    await desk.olga.sees("Панель клиентов снова отвечает")
    transcript = await desk.olga.chat.transcript()
    assert transcript.count("не пускает бот") == 1


async def test_sec_35_nobody_is_let_in_while_the_panel_does_not_answer_and_the_code_is_good_afterwards(
    desk: RunningDesk, panel: FakePanel
) -> None:
    await desk.passes(minutes=30)
    panel.trouble = PanelDown("connection refused")
    await desk.anna.writes("/start")
    await desk.anna.presses("войти")
    await desk.anna.sees("адрес почты")
    await desk.anna.writes("anna@example.com")
    await desk.anna.sees("код из 8 цифр")
    found = CODE.search((await desk.sim.mail_to("anna@example.com")).text)
    assert found
    await desk.anna.writes(found[1])
    await desk.anna.sees("Сейчас нет связи с базой клиентов")
    panel.trouble = None
    await desk.anna.writes(found[1])
    await desk.anna.sees("вы вошли")


async def test_before_a_code_is_judged_the_panel_is_asked_if_that_is_long_ago(
    desk: RunningDesk, panel: FakePanel
) -> None:
    """A code that was sent once more is good for longer than what was heard when the address was given."""
    await desk.anna.writes("/start")
    await desk.anna.presses("войти")
    await desk.anna.sees("адрес почты")
    await desk.anna.writes("anna@example.com")
    await desk.anna.sees("код из 8 цифр")
    await desk.sim.mail_to("anna@example.com")
    await desk.passes(minutes=15)
    await desk.anna.presses("Прислать другой код")
    found = CODE.search((await desk.sim.mail_to("anna@example.com", count=2)).text)
    assert found
    await desk.passes(minutes=7)
    await desk.anna.writes(found[1])
    await desk.anna.sees("вы вошли")


async def test_a_stranger_does_not_make_the_desk_ask_the_panel_without_end(desk: RunningDesk, panel: FakePanel) -> None:
    assert desk.app.registry
    for number in range(MOST_FINDS + 5):
        await desk.app.registry.find(f"a{number}@example.com", PersonId(7), within=5)
    await desk.app.registry.find("b@example.com", PersonId(8), within=5)
    looked = [asked for asked in panel.asked if "@" in asked]
    assert looked == [*(f"a{number}@example.com" for number in range(MOST_FINDS)), "b@example.com"]
    await desk.passes(minutes=61)
    await desk.app.registry.find("c@example.com", PersonId(7), within=5)
    assert "c@example.com" in panel.asked


async def test_a_search_for_an_address_that_never_ends_is_given_up_and_tried_anew(
    desk: RunningDesk, panel: FakePanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desk.app.registry
    monkeypatch.setattr(registry, "LONGEST_ASKING", 0.05)
    panel.goes_on.clear()
    async with asyncio.timeout(10):
        await desk.app.registry.find(NEW.email, PersonId(7), within=20)
    assert not desk.app.registry.heard_lately(NEW.email, PersonId(7), timedelta(hours=1))
    panel.goes_on.set()
    monkeypatch.undo()
    await desk.app.registry.find(NEW.email, PersonId(7), within=10)
    assert desk.app.registry.heard_lately(NEW.email, PersonId(7), timedelta(hours=1))


async def test_many_who_wait_for_a_slow_panel_hold_up_nobody_else(
    desk: RunningDesk, panel: FakePanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(freshen, "WITHIN", 60.0)
    await desk.sim.until(lambda: panel.asked.count("everybody") == 1)
    people = [desk.sim.person(f"Клиент {number}") for number in range(SIDE_BY_SIDE)]
    for number, person in enumerate(people):
        client = replace(NEW, id=ClientId(f"m-{number}"), email="")
        panel.known[client.id] = PanelClient(client, ())
        await desk.app.office.run(_tie, person=person.id, client=client)
    await desk.passes(minutes=30)
    panel.goes_on.clear()
    for person in people:
        await person.writes("/services")
    await desk.sim.until(lambda: desk.app.workers._aside == SIDE_BY_SIDE)
    await desk.anna.writes("/start")
    await desk.anna.sees("Это служба поддержки")
    panel.goes_on.set()
    await desk.sim.until(lambda: desk.app.workers._aside == 0)


async def _tie(work: Work, *, person: int, client: Client) -> None:
    await work.clients.replace([client], [])
    await work.people.seen(Person(PersonId(person), client.name))
    await work.people.link(Link(PersonId(person), client.id, Role.OWNER, Assurance.HIGH), work.now)


async def test_a_client_whom_only_the_panel_knows_signs_in(desk: RunningDesk, panel: FakePanel) -> None:
    service = Service(ServiceId("s-9"), NEW.id, "Почта", "mail", ServiceStatus.ACTIVE, date(2027, 12, 31))
    panel.known[NEW.id] = PanelClient(NEW, (service,))
    page = await desk.signs_in(desk.stepan, NEW.email)
    assert "Почта" in page.text


async def test_a_client_from_a_file_whom_the_panel_has_under_another_number_signs_in_as_the_panels(
    desk: RunningDesk, panel: FakePanel
) -> None:
    await desk.sim.until(lambda: panel.asked.count("everybody") == 1)
    imported = Client(ClientId("a-1"), "Из файла", ClientCategory.PARTNER, NEW.email)
    await desk.app.office.run(_add, client=imported)
    panel.known[NEW.id] = PanelClient(NEW, (Service(ServiceId("s-9"), NEW.id, "Почта", "mail", ServiceStatus.ACTIVE),))
    page = await desk.signs_in(desk.stepan, NEW.email)
    assert "Почта" in page.text
    await desk.passes(hours=24)
    await desk.sim.until(lambda: panel.asked.count("everybody") == 2)
    await asyncio.sleep(0.5)
    known = await desk.app.office.look(_get, client=imported.id)
    assert known == imported


async def _add(work: Work, *, client: Client) -> None:
    await work.clients.replace([client], [])


async def test_a_client_who_is_closed_in_the_panel_is_let_go_and_told(desk: RunningDesk, panel: FakePanel) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.files(desk.anna)
    panel.known[ANNA.id] = replace(panel.known[ANNA.id], open=False)
    await desk.passes(minutes=30)
    await desk.anna.writes("/services")
    await desk.anna.sees("больше не числится")
    await desk.boris.sees("закрыт в панели", topic=await desk.room.topic("№1"))


async def test_another_address_in_the_panel_has_to_be_proven_anew(desk: RunningDesk, panel: FakePanel) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    panel.known[ANNA.id] = PanelClient(replace(ANNA, email="boss@example.com"), SERVICES[:2])
    await desk.passes(minutes=30)
    await desk.anna.writes("/services")
    await desk.anna.sees("Войдите, пожалуйста, ещё раз")
    await asyncio.sleep(0)
    await desk.signs_in(desk.anna, "boss@example.com")


async def test_the_whole_panel_is_read_at_night(desk: RunningDesk, panel: FakePanel) -> None:
    await desk.sim.until(lambda: panel.asked.count("everybody") == 1)
    panel.known[NEW.id] = PanelClient(NEW, ())
    await desk.passes(hours=10)
    await asyncio.sleep(0.5)
    assert panel.asked.count("everybody") == 1
    await desk.passes(hours=6)
    await desk.sim.until(lambda: panel.asked.count("everybody") == 2)
    assert desk.app.registry
    await desk.sim.until(partial(_knows, desk, NEW.id))


async def test_a_sweep_that_is_cut_short_takes_nothing_over_and_is_made_up_for(
    desk: RunningDesk, panel: FakePanel
) -> None:
    await desk.sim.until(lambda: panel.asked.count("everybody") == 1)
    panel.known = {NEW.id: PanelClient(NEW, ()), **panel.known}
    panel.breaks_after = 2
    await desk.passes(hours=16)
    await desk.sim.until(lambda: panel.asked.count("everybody") == 2)
    await asyncio.sleep(0.5)
    assert not await _knows(desk, NEW.id)
    panel.breaks_after = None
    await desk.passes(minutes=16)
    await desk.sim.until(partial(_knows, desk, NEW.id))


async def test_one_client_told_of_wrongly_keeps_nobody_else_back(desk: RunningDesk, panel: FakePanel) -> None:
    await desk.sim.until(lambda: panel.asked.count("everybody") == 1)
    panel.wrong[ANNA.id] = Fault.DATE
    panel.known[NEW.id] = PanelClient(NEW, ())
    await desk.passes(hours=16)
    await desk.sim.until(partial(_knows, desk, NEW.id))
    told = await desk.olga.sees("О некоторых клиентах панель отвечает с ошибкой")
    assert f"{ANNA.name} ({ANNA.id}): даты нет или она написана с ошибкой" in told.text
    services = await desk.app.office.look(_services_of, client=ANNA.id)
    assert sorted(one.status for one in services) == sorted(one.status for one in SERVICES if one.client == ANNA.id)
    await desk.passes(minutes=40)
    await asyncio.sleep(0.5)
    assert panel.asked.count("everybody") == 2
    await desk.passes(hours=24)
    await desk.sim.until(lambda: panel.asked.count("everybody") == 3)
    await asyncio.sleep(0.5)
    assert (await desk.olga.chat.transcript()).count("отвечает с ошибкой") == 1


async def test_a_client_told_of_wrongly_is_served_by_what_was_known_and_others_wait_for_nothing(
    desk: RunningDesk, panel: FakePanel
) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    panel.wrong[ANNA.id] = Fault.STATUS
    await desk.passes(minutes=30)
    await desk.files(desk.anna)
    await card_of(desk, 1, "действовала по последнему ответу панели")
    await desk.olga.sees("не указано состояние")
    asked = panel.asked.count(ANNA.id)
    await desk.passes(minutes=5)
    await asyncio.sleep(0.5)
    assert panel.asked.count(ANNA.id) == asked
    assert "непонятное" not in await desk.olga.chat.transcript()


async def test_a_sweep_that_fails_again_and_again_is_tried_less_and_less_often(
    desk: RunningDesk, panel: FakePanel
) -> None:
    await desk.sim.until(lambda: panel.asked.count("everybody") == 1)
    panel.trouble = PanelDown("connection refused")
    await desk.passes(hours=16)
    await desk.sim.until(lambda: panel.asked.count("everybody") == 2)
    for minutes, tries in ((16, 3), (16, 3), (16, 4), (31, 4), (31, 5)):
        await asyncio.sleep(0.2)
        await desk.passes(minutes=minutes)
        await desk.sim.until(partial(_swept, panel, tries))
        await asyncio.sleep(0.3)
        assert panel.asked.count("everybody") == tries


@pytest.mark.parametrize("still", [True, False])
async def test_a_service_moves_only_if_it_is_the_others_no_more(
    desk: RunningDesk, panel: FakePanel, *, still: bool
) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.sim.until(lambda: panel.asked.count("everybody") == 1)
    taken = next(one for one in SERVICES if one.client == ANNA.id)
    panel.known[NEW.id] = PanelClient(NEW, (replace(taken, client=NEW.id),))
    if not still:
        panel.known[ANNA.id] = PanelClient(ANNA, ())
    assert desk.app.registry
    await desk.app.registry.refresh([NEW.id], within=5)
    known = await desk.app.office.look(_services_of, client=ANNA.id)
    assert (taken in known) == still
    if still:
        told = await desk.olga.sees("числится и за другим клиентом")
        assert f"клиент {NEW.id}" in told.text
        await desk.passes(hours=24)
        await desk.sim.until(lambda: panel.asked.count("everybody") == 2)
        await asyncio.sleep(0.5)
        assert taken in await desk.app.office.look(_services_of, client=ANNA.id)
    else:
        assert await desk.app.office.look(_services_of, client=NEW.id) == [replace(taken, client=NEW.id)]


async def test_a_sweep_that_would_end_too_much_changes_nothing_and_managers_are_told(
    desk: RunningDesk, panel: FakePanel
) -> None:
    await desk.sim.until(lambda: panel.asked.count("everybody") == 1)
    many = [Service(ServiceId(f"m-{n}"), NEW.id, f"Сайт {n}", "site", ServiceStatus.ACTIVE) for n in range(6)]
    panel.known[NEW.id] = PanelClient(NEW, tuple(many))
    await desk.passes(hours=24)
    await desk.sim.until(partial(_knows, desk, NEW.id))
    del panel.known[NEW.id]
    await desk.passes(hours=24)
    told = await desk.olga.sees("пропало намного больше")
    assert "Пропало бы действующих услуг: 6 из 7." in told.text
    assert "active" not in told.text
    known = await desk.app.office.look(_services_of, client=NEW.id)
    assert [service.status for service in known] == [ServiceStatus.ACTIVE] * 6


def _swept(panel: FakePanel, times: int) -> bool:
    return panel.asked.count("everybody") >= times


async def _knows(desk: RunningDesk, client: ClientId) -> bool:
    return await desk.app.office.look(_get, client=client) is not None


async def _get(work: Work, *, client: ClientId) -> Client | None:
    return await work.clients.get(client)


async def _services_of(work: Work, *, client: ClientId) -> list[Service]:
    return await work.clients.services_of(client)


async def test_1_5_2_what_has_ended_while_the_last_page_was_open_is_known_when_it_is_sent(
    desk: RunningDesk, panel: FakePanel
) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.anna.writes("/new")
    await desk.chooses(desk.anna, "Хостинг", "Вопрос", "Не срочно")
    for asked, words in (("одной строкой", "Сайт не открывается"), ("подробно", "Подробное описание случившегося.")):
        await desk.anna.sees(asked)
        await desk.anna.writes(words)
    await desk.chooses(desk.anna, "Без файлов")
    await desk.anna.sees("Всё верно?")
    panel.known[ANNA.id] = PanelClient(ANNA, (replace(SERVICES[0], status=ServiceStatus.ENDED),))
    await desk.passes(minutes=11)
    panel.goes_on.clear()
    asyncio.get_running_loop().call_later(0.7, panel.goes_on.set)
    await desk.anna.presses("Отправить")
    filed = await desk.anna.sees("принято")
    assert "услуга не действует" in filed.text
