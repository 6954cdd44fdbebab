"""What happened about access is kept and read, refusals too. Source: ASVS 16.3.1."""

from desk.ids import PersonId
from desk.ports import Work
from desk.rules.auth import AuthEvent, AuthWhat
from desk.usecases.auditing import MOST_AN_HOUR
from tests.bot.running import RunningDesk


async def refused(desk: RunningDesk) -> list[AuthEvent]:
    async def ask(work: Work) -> list[AuthEvent]:
        events = await work.auth_events.of_person(PersonId(desk.stepan.id), 100)
        return [event for event in events if event.what is AuthWhat.REFUSED]

    return await desk.app.office.look(ask)


async def test_sec_38_refused_links_and_forged_buttons_are_kept_and_managers_read_them(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.stepan.writes("/start p_" + "x" * 43)
    await desk.stepan.sees("ссылк", anywhere=True)
    await desk.stepan.writes("/start")
    page = await desk.stepan.sees("Здравствуйте")
    await desk.stepan.forges_press("u:1", on=page)
    await desk.stepan.forges_press(f"d:revoke:c-1:{desk.anna.id}", on=page)
    results = [event.result for event in await refused(desk)]
    assert results == ["OwnersOnly", "BadUndo:unknown", "BadPanelLink:unknown"]
    await desk.olga.writes("/events")
    shown = await desk.olga.sees("Что было с доступом")
    assert "BadPanelLink:unknown" in shown.text
    assert "ООО Ромашка" in shown.text
    await desk.olga.writes("/events anna@example.com")
    of_client = await desk.olga.sees("доступ появился")
    assert "BadPanelLink" not in of_client.text
    await desk.olga.writes(f"/events {desk.stepan.id}")
    of_person = await desk.olga.sees("OwnersOnly")
    assert "ООО Ромашка" not in of_person.text


async def test_sec_38_nobody_else_reads_them_and_who_tries_all_day_fills_no_table(desk: RunningDesk) -> None:
    await desk.stepan.writes("/events")
    await desk.stepan.sees("для руководителей")
    assert [event.result for event in await refused(desk)] == ["ManagersOnly"]
    await desk.stepan.writes("/start")
    page = await desk.stepan.sees("Здравствуйте")
    for number in range(MOST_AN_HOUR + 2):
        await desk.stepan.forges_press(f"u:{number}", on=page)
    assert len(await refused(desk)) == MOST_AN_HOUR
    await desk.passes(hours=2)
    await desk.stepan.forges_press("u:1", on=page)
    assert len(await refused(desk)) == MOST_AN_HOUR + 1


async def test_what_came_of_a_code_is_said_in_words(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.olga.writes("/events")
    assert "код подошёл" in (await desk.olga.sees("Что было с доступом")).text


async def test_a_manager_who_types_a_command_of_the_group_in_private_reads_where_it_works(desk: RunningDesk) -> None:
    await desk.olga.writes("/queue")
    await desk.olga.sees("Команда /queue работает в группе сотрудников")
    await desk.olga.writes("/nonsense")
    await desk.olga.sees("Команды /nonsense нет")
    await desk.stepan.writes("/queue")
    await desk.stepan.sees("Команды /queue нет")
