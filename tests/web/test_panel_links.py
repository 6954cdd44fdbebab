"""Sign-in from the company's panel: from the button there to a ticket here."""

import asyncio
import json
from pathlib import Path

import pytest

from desk.ids import ClientId, PersonId
from desk.rules.people import Assurance, Link, Proof, Role
from desk.rules.signatures import sign
from desk.usecases.panel import close
from simulator import Message, Person
from tests.bot.running import ANNA as CLIENT
from tests.bot.test_linking import closes
from tests.web.conftest import WebDesk
from tests.web.panel import SECRET, a_call, a_payload, calls, posts
from tests.web.test_web import half_sent


async def opens(person: Person, payload: str) -> Message:
    await person.writes(f"/start {payload}")
    return await person.sees("Вы пришли из панели")


async def links(web: WebDesk, person: Person) -> list[Link]:
    return await web.desk.app.office.look(lambda work: work.people.links_of(PersonId(person.id)))


async def comes_to_nothing(web: WebDesk, person: Person, payload: str, words: str) -> None:
    await person.writes(f"/start {payload}")
    await person.sees(words)
    assert await links(web, person) == []


async def test_from_the_button_in_the_panel_to_a_ticket(web: WebDesk) -> None:
    desk = web.desk
    page = await opens(desk.anna, await a_payload(web))
    assert "ООО Р***, a***@example.com" in page.text
    assert "Ромашка" not in page.text
    await desk.anna.presses("Да, это я")
    await desk.anna.sees("вы вошли")
    (link,) = await links(web, desk.anna)
    assert (link.role, link.assurance, link.proof) == (Role.OWNER, Assurance.HIGH, Proof.PANEL)
    letter = await desk.sim.mail_to("anna@example.com")
    assert "Анна" in letter.text
    assert "t.me/" in letter.text
    await desk.files(desk.anna)
    card = await desk.boris.sees("Клиент: ООО Ромашка", topic=await desk.room.topic("№1"))
    assert "Анна" in card.text


async def test_who_may_write_to_support_there_acts_for_the_client_here(web: WebDesk) -> None:
    page = await opens(web.desk.stepan, await a_payload(web, user="8", email="", owner=False, may=["tickets"]))
    assert "Вы будете представлять" in page.text
    await web.desk.stepan.presses("Да, это я")
    await web.desk.stepan.sees("вы вошли")
    (link,) = await links(web, web.desk.stepan)
    assert (link.role, link.sees_all, link.proof) == (Role.DELEGATE, True, Proof.PANEL)


async def test_sec_09_a_link_works_once(web: WebDesk) -> None:
    payload = await a_payload(web)
    page = await opens(web.desk.anna, payload)
    await web.desk.anna.presses("Да, это я")
    await web.desk.anna.sees("вы вошли")
    again = await web.desk.anna.forges_press("pl:yes:1", on=page)
    assert "уже вошли" in again.text
    await comes_to_nothing(web, web.desk.stepan, payload, "уже вошли")


async def test_sec_09_a_link_ends_after_ten_minutes_opened_or_not(web: WebDesk) -> None:
    payload, other = await a_payload(web), await a_payload(web, client="c-2", user="9")
    page = await opens(web.desk.anna, payload)
    await web.desk.passes(minutes=10)
    late = await web.desk.anna.presses("Да, это я", on=page)
    assert "Срок ссылки истёк" in late.text
    assert await links(web, web.desk.anna) == []
    await comes_to_nothing(web, web.desk.viktor, other, "Срок ссылки истёк")


async def test_sec_09_a_link_of_a_client_that_was_closed_meanwhile_is_none_and_a_new_one_is_not_given(
    web: WebDesk,
) -> None:
    payload = await a_payload(web)
    await opens(web.desk.anna, payload)
    await web.desk.app.office.run(closes, client=CLIENT)
    await web.desk.anna.presses("Да, это я")
    assert await links(web, web.desk.anna) == []
    assert await calls(web, a_call()) == (404, {"error": "unknown_client"})


async def test_sec_09_a_link_that_was_tampered_with_or_is_for_something_else_is_none(web: WebDesk) -> None:
    payload = await a_payload(web)
    await comes_to_nothing(web, web.desk.anna, payload[:-1] + ("A" if payload[-1] != "A" else "B"), "Такой ссылки нет")
    await web.desk.anna.writes(f"/start i_{payload.removeprefix('p_')}")
    await web.desk.anna.sees("Такого приглашения нет")
    await comes_to_nothing(web, web.desk.anna, "p_", "Такой ссылки нет")


async def test_sec_09_a_link_of_an_invitation_does_not_sign_in(web: WebDesk) -> None:
    desk = web.desk
    await opens(desk.anna, await a_payload(web))
    await desk.anna.presses("Да, это я")
    await desk.anna.sees("вы вошли")
    await desk.anna.writes("/people")
    await desk.chooses(desk.anna, "Пригласить", "Все обращения")
    made = await desk.anna.sees("Перешлите эту ссылку")
    invitation = made.text.partition("start=")[2].split()[0]
    await comes_to_nothing(web, desk.stepan, invitation.replace("i_", "p_", 1), "Такой ссылки нет")


async def test_sec_09_in_a_group_a_link_signs_nobody_in_and_stays_good(web: WebDesk) -> None:
    payload = await a_payload(web)
    await web.desk.boris.writes(f"/start {payload}", chat=web.desk.room)
    await opens(web.desk.anna, payload)
    assert await links(web, web.desk.boris) == []


async def test_sec_09_a_link_that_was_passed_on_is_for_whoever_opened_it_first(web: WebDesk) -> None:
    payload = await a_payload(web)
    page = await opens(web.desk.anna, payload)
    await comes_to_nothing(web, web.desk.stepan, payload, "открыл кто-то другой")
    await web.desk.anna.presses("Да, это я", on=page)
    await web.desk.anna.sees("вы вошли")


async def test_sec_09_whoever_is_not_the_client_says_no_and_the_link_ends(web: WebDesk) -> None:
    payload = await a_payload(web)
    await opens(web.desk.stepan, payload)
    await web.desk.stepan.presses("Нет, не мой")
    await web.desk.stepan.sees(button="войти")
    await comes_to_nothing(web, web.desk.anna, payload, "уже вошли")


async def test_sec_09_a_new_link_ends_the_one_before(web: WebDesk) -> None:
    first, second = await a_payload(web), await a_payload(web)
    await comes_to_nothing(web, web.desk.anna, first, "Такой ссылки нет")
    await opens(web.desk.anna, second)


async def test_sec_09_a_forged_button_with_another_links_number_ties_nobody(web: WebDesk) -> None:
    await opens(web.desk.anna, await a_payload(web))
    await web.desk.stepan.writes("/start")
    page = await web.desk.stepan.sees(button="войти")
    for data in ("pl:yes:1", "pl:no:1", "pl:yes:999"):
        assert "Такой ссылки нет" in (await web.desk.stepan.forges_press(data, on=page)).text
    await web.desk.anna.presses("Да, это я")
    await web.desk.anna.sees("вы вошли")
    assert await links(web, web.desk.stepan) == []


async def test_sec_10_an_administrator_who_is_signed_in_as_the_client_gets_no_link(web: WebDesk) -> None:
    assert await calls(web, a_call(masquerading=True)) == (403, {"error": "masquerading"})
    silent = a_call()
    del silent["masquerading"]
    assert (await calls(web, silent))[0] == 400


async def test_sec_10_a_call_that_the_panel_has_not_signed_gets_nothing(web: WebDesk) -> None:
    body = json.dumps(a_call()).encode()
    assert (await posts(web.http, web.url, body))[0] == 403
    assert (await calls(web, a_call(), secret="x" * 32))[0] == 403
    at = int(web.desk.app.clock.now().timestamp())
    other = json.dumps(a_call(client="c-2")).encode()
    signed = {"X-Timestamp": str(at), "X-Signature": sign(SECRET, at, body)}
    assert (await posts(web.http, web.url, other, **signed))[0] == 403
    assert (await posts(web.http, web.url, body, **(signed | {"X-Timestamp": str(at + 1)})))[0] == 403
    async with web.http.get(f"{web.url}/panel/links") as answer:
        assert answer.status == 405


@pytest.mark.parametrize(("late", "status"), [(299, 201), (302, 403), (-302, 403)])
async def test_sec_27_a_call_counts_for_five_minutes(web: WebDesk, late: int, status: int) -> None:
    assert (await calls(web, a_call(), late=late))[0] == status


async def test_sec_27_a_replayed_call_gets_no_second_link_even_at_once(web: WebDesk) -> None:
    call = a_call()
    both = await asyncio.gather(calls(web, call), calls(web, call))
    assert sorted(status for status, _ in both) == [201, 409]
    (first,) = [told["link"] for status, told in both if status == 201]
    await opens(web.desk.anna, first.partition("?start=")[2])


async def test_who_may_not_write_to_support_there_and_who_is_unknown_get_none(web: WebDesk) -> None:
    assert await calls(web, a_call(owner=False, may=["invoices"])) == (403, {"error": "no_right"})
    assert await calls(web, a_call(client="c-404")) == (404, {"error": "unknown_client"})


async def test_a_client_who_is_closed_gets_none_and_the_one_before_ties_nobody(web: WebDesk) -> None:
    page = await opens(web.desk.anna, await a_payload(web))
    await web.desk.app.office.run(close, number=ClientId("c-1"))
    told = await web.desk.anna.presses("Да, это я", on=page)
    assert "Такой ссылки нет" in told.text
    assert await links(web, web.desk.anna) == []
    assert await calls(web, a_call()) == (404, {"error": "unknown_client"})


async def test_a_client_gets_only_so_many_links_an_hour(web: WebDesk) -> None:
    for _ in range(30):
        assert (await calls(web, a_call()))[0] == 201
    assert await calls(web, a_call()) == (429, {"error": "too_many"})
    assert (await calls(web, a_call(client="c-2")))[0] == 201


@pytest.mark.parametrize(
    "call",
    [
        [],
        {"nonce": "x" * 16},
        a_call(nonce="short"),
        a_call(client=7),
        a_call(user=""),
        a_call(email="no address"),
        a_call(owner="yes"),
        a_call(may="tickets"),
        a_call(client="c-1\n"),
    ],
)
async def test_what_is_no_call_of_a_panel_is_refused(web: WebDesk, call: object) -> None:
    assert await calls(web, call) == (400, "Bad Request\n")


async def test_sec_03_the_database_holds_no_link_that_could_be_used(web: WebDesk, tmp_path: Path) -> None:
    payload = await a_payload(web)
    await opens(web.desk.anna, payload)
    await web.desk.stop()
    secret = payload.removeprefix("p_").encode()
    assert b"panel_links" in kept(tmp_path)
    assert secret not in kept(tmp_path)


def kept(folder: Path) -> bytes:
    """All that is on the disk of the database."""
    return b"".join(file.read_bytes() for file in folder.glob("desk.db*"))


async def test_sec_33_who_does_not_look_like_the_panel_is_refused_before_a_body_is_here(web: WebDesk) -> None:
    for headers in (b"", b"X-Timestamp: 1\r\nX-Signature: x\r\n", b"X-Signature: " + b"a" * 64 + b"\r\n"):
        head = b"POST /panel/links HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n" + headers + b"\r\n"
        async with half_sent(web.url, head) as answer, asyncio.timeout(3):
            assert b" 403 " in await answer.readline()
