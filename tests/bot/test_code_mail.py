"""A code that cannot be mailed: who waits for it is told at once, and what to do."""

from tests.bot.running import CODE, RunningDesk
from tests.bot.waiting import copies


async def asks_for_a_code(desk: RunningDesk) -> None:
    await desk.anna.writes("/start")
    await desk.anna.presses("войти")
    await desk.anna.sees("адрес почты")
    await desk.anna.writes("anna@example.com")


async def test_a_refused_address_is_told_at_once_and_another_try_works_at_once(desk: RunningDesk) -> None:
    await desk.sim.refuse_mail("550 No such user")
    await asks_for_a_code(desk)
    await desk.anna.sees("почтовый сервер не принимает этот адрес")
    await desk.sim.refuse_mail("")
    await desk.anna.writes("anna@example.com")
    await desk.anna.sees("код из 8 цифр")
    found = CODE.search((await desk.sim.mail_to("anna@example.com")).text)
    assert found
    await desk.anna.writes(found[1])
    await desk.anna.sees("вы вошли")
    assert await copies(desk.room, "") == []


async def test_a_mail_server_that_takes_nothing_from_us_is_not_blamed_on_the_address(desk: RunningDesk) -> None:
    await desk.sim.refuse_mail("554 Transaction failed")
    await asks_for_a_code(desk)
    await desk.anna.sees("дело не в вашем адресе")
