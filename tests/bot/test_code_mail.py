"""A code that cannot be mailed: a stranger does not learn of it, staff do, and the client is told."""

from simulator import Person
from tests.bot.running import RunningDesk
from tests.bot.waiting import copies


async def asks_for_a_code(person: Person, email: str = "anna@example.com") -> str:
    """What they read when they ask for one."""
    await person.writes("/signin")
    await person.sees("адрес почты")
    await person.writes(email)
    return (await person.sees("код из 8 цифр")).text


async def test_sec_04_an_address_that_takes_no_letters_is_answered_like_an_unknown_one_and_staff_know(
    desk: RunningDesk,
) -> None:
    await desk.sim.refuse_mail("550 No such user")
    known = await asks_for_a_code(desk.stepan)
    hint = await desk.boris.sees("не принимает адрес клиента", chat=desk.room)
    assert "ООО Ромашка" in hint.text
    assert (await desk.stepan.last()).text == known
    unknown = await asks_for_a_code(desk.viktor, "nobody@example.com")
    assert unknown.replace("nobody@", "anna@").replace("n***@", "a***@") == known
    await desk.viktor.sees_nothing_of("не принимает", anywhere=True)
    await desk.stepan.sees_nothing_of("не принимает", anywhere=True)


async def test_a_client_who_is_tied_already_is_told_at_once_and_another_try_works_at_once(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.passes(minutes=2)
    await desk.sim.refuse_mail("550 No such user")
    await asks_for_a_code(desk.anna)
    await desk.anna.sees("почтовый сервер не принимает этот адрес")
    await desk.sim.refuse_mail("")
    await desk.anna.writes("anna@example.com")
    await desk.anna.sees("код из 8 цифр")
    assert await copies(desk.room, "") == []


async def test_a_mail_server_that_takes_nothing_from_us_is_not_blamed_on_the_address(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.passes(minutes=2)
    await desk.sim.refuse_mail("554 Transaction failed")
    await asks_for_a_code(desk.anna)
    await desk.anna.sees("дело не в вашем адресе")
