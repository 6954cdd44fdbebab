"""Access data by a page of the desk: what is typed there never comes near Telegram (regulation 4.4; security 21)."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from aiohttp import ClientError, ClientSession

from bot.vault import new_key
from desk.ids import PersonId, SecretId
from desk.ports import Work
from desk.rules.vault import SecretState, digest_of
from simulator import Message, Topic
from tests.bot.running import RunningDesk, running_desk
from tests.bot.test_access import PASSWORD, WORD, asked, given, is_gone
from tests.web.conftest import free_port

PAGE = "Защищённая страница"
NONE_SUCH = "A" * 43


@dataclass
class Pages:
    """A desk with a key whose pages the world can reach, and somebody with a browser."""

    desk: RunningDesk
    url: str
    http: ClientSession

    async def look(self, link: str) -> tuple[int, str]:
        async with self.http.get(link) as answer:
            return answer.status, await answer.text()

    async def send(self, link: str, **fields: str) -> tuple[int, str]:
        async with self.http.post(link, data=fields) as answer:
            return answer.status, await answer.text()

    async def fills_in(self, link: str, words: str) -> tuple[int, str]:
        """As a browser does it: the page, the field, the button."""
        _, page = await self.look(link)
        return await self.send(link, words=words, mark=mark_in(page))

    async def state(self) -> SecretState:
        secret = await self.desk.app.office.look(lambda work: work.secrets.get(SecretId(1)))
        assert secret
        return secret.state

    async def fills_again(self, link: str) -> tuple[int, str]:
        return await self.send(link, words=PASSWORD, mark="any")

    async def until_it_answers(self) -> None:
        async def answers() -> bool:
            try:
                async with self.http.get(f"{self.url}/readyz") as answer:
                    return answer.status == 200
            except ClientError:
                return False

        await self.desk.sim.until(answers)


async def let_go_all(work: Work, *, person: PersonId) -> None:
    for link in await work.people.links_of(person):
        await work.people.unlink(link.person, link.client)


async def speaks(work: Work, *, person: PersonId, language: str) -> None:
    await work.people.choose_language(person, language)


def desk_with(tmp: Path, settings: dict[str, str]) -> AbstractAsyncContextManager[RunningDesk]:
    web = settings.get("WEB_LISTEN", "")
    public = settings.get("PUBLIC_URL", "")
    if web:
        return running_desk(tmp, VAULT_KEY=new_key(), WEB_LISTEN=web)
    return running_desk(tmp, VAULT_KEY=new_key(), PUBLIC_URL=public)


@pytest.fixture
async def pages(tmp_path: Path) -> AsyncIterator[Pages]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    async with (
        running_desk(tmp_path, WEB_LISTEN=str(port), PUBLIC_URL=url, VAULT_KEY=new_key()) as desk,
        ClientSession() as http,
    ):
        yield Pages(desk, url, http)


def mark_in(page: str) -> str:
    (mark,) = re.findall(r'name="mark" value="([^"]+)"', page)
    return str(mark)


async def invited(pages: Pages) -> tuple[Topic, Message, str]:
    """Anna was asked; the address that the button leads to."""
    topic, request = await asked(pages.desk)
    return topic, request, str((await pages.desk.anna.presses(PAGE, on=request)).url)


async def test_sec_21_it_is_passed_on_by_the_page_and_seen_once(pages: Pages) -> None:
    desk = pages.desk
    await desk.boris.writes("/start")
    topic, request, link = await invited(pages)
    assert link.startswith(f"{pages.url}/secret/")
    assert "не проходит через Telegram" in request.text
    status, page = await pages.look(link)
    assert (status, "Обращение №1: FTP сайта romashka.ru" in page, "Борис" in page) == (200, True, True)
    status, page = await pages.send(link, words=PASSWORD.replace("\n", "\r\n"), mark=mark_in(page))
    assert (status, "Передано и зашифровано, для обращения №1" in page) == (200, True)
    await desk.anna.sees("Получено и зашифровано: доступ для обращения №1")
    await desk.boris.sees("Клиент (Анна Смирнова) передал доступ. Борис, посмотрите", topic=topic)
    await desk.boris.presses("Показать один раз", on=await desk.boris.sees("клиент передал доступ"))
    assert (await desk.boris.sees(WORD)).text == PASSWORD


async def test_sec_21_looking_at_it_does_not_use_it_up(pages: Pages) -> None:
    """As programs do that show what is behind a link."""
    _, _, link = await invited(pages)
    for _ in range(3):
        async with pages.http.head(link) as answer:
            assert answer.status == 200
        assert (await pages.look(link))[0] == 200
    assert await pages.state() is SecretState.ASKED
    assert (await pages.fills_in(link, PASSWORD))[0] == 200
    assert await pages.state() is SecretState.GIVEN


async def test_sec_21_a_link_works_once_even_if_the_form_is_sent_twice_at_once(pages: Pages) -> None:
    topic, _, link = await invited(pages)
    mark = mark_in((await pages.look(link))[1])
    both = await asyncio.gather(*(pages.send(link, words=f"{WORD}-{n}", mark=mark) for n in range(2)))
    assert sorted(status for status, _ in both) == [200, 410]
    for status, page in (await pages.look(link), await pages.send(link, words="other", mark=mark)):
        assert (status, "уже передан" in page, "<form" in page) == (410, True, False)
    await pages.desk.boris.sees("передал доступ", topic=topic)
    secrets = await pages.desk.app.office.look(lambda work: work.secrets.held())
    assert len(secrets) == 1
    assert secrets[0].page_until is None


async def test_sec_21_a_link_ends_after_an_hour(pages: Pages) -> None:
    _, _, link = await invited(pages)
    mark = mark_in((await pages.look(link))[1])
    await pages.desk.passes(minutes=59)
    assert (await pages.look(link))[0] == 200
    await pages.desk.passes(minutes=1)
    for status, page in (await pages.look(link), await pages.send(link, words=PASSWORD, mark=mark)):
        assert (status, "Срок ссылки истёк" in page, "<form" in page) == (410, True, False)
    assert await pages.state() is SecretState.ASKED


async def test_sec_21_a_link_ends_with_its_request(pages: Pages) -> None:
    topic, _, link = await invited(pages)
    mark = mark_in((await pages.look(link))[1])
    await pages.desk.boris.writes("/solve", topic=topic)
    await pages.desk.anna.sees("решено")
    for status, page in (await pages.look(link), await pages.send(link, words=PASSWORD, mark=mark)):
        assert (status, "больше не нужен" in page, "<form" in page) == (410, True, False)
    assert await pages.state() is SecretState.WITHDRAWN


async def test_sec_21_a_wrong_link_is_none(pages: Pages) -> None:
    _, _, link = await invited(pages)
    mark = mark_in((await pages.look(link))[1])
    wrong = link[:-1] + ("A" if link[-1] != "A" else "B")
    for other in (
        wrong,
        f"{pages.url}/secret/{NONE_SUCH}",
        f"{pages.url}/secret/1",
        f"{pages.url}/secret/{'x' * 3000}",
    ):
        for status, page in (await pages.look(other), await pages.send(other, words=PASSWORD, mark=mark)):
            assert (status, "Такой ссылки нет" in page, "<form" in page) == (404, True, False)
    assert await pages.state() is SecretState.ASKED


async def test_sec_21_a_form_that_is_not_of_this_page_passes_nothing_on(pages: Pages) -> None:
    _, _, link = await invited(pages)
    mark = mark_in((await pages.look(link))[1])
    nonce, _, rest = mark.partition(".")
    for bad in ("", ".", "x", f"other.{rest}", f".{rest}", f"{nonce}.{'0' * 64}", f"{nonce}."):
        status, page = await pages.send(link, words=PASSWORD, mark=bad)
        assert (status, "не с этой страницы" in page, WORD in page) == (422, True, False)
    for kind in ("text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded; charset=no"):
        sent = f"words={WORD}&mark={mark}".encode()
        async with pages.http.post(link, data=sent, headers={"Content-Type": kind}) as answer:
            assert answer.status == 422
    assert await pages.state() is SecretState.ASKED
    assert mark_in((await pages.look(link))[1]) != mark
    assert (await pages.send(link, words=PASSWORD, mark=mark))[0] == 200


async def test_sec_21_nothing_and_too_much_are_refused_and_the_link_stays_good(pages: Pages) -> None:
    _, _, link = await invited(pages)
    for words in ("", "  \r\n "):
        status, page = await pages.fills_in(link, words)
        assert (status, "Поле пустое" in page) == (422, True)
    for words in ("z" * 4001, "😀" * 2001):
        status, page = await pages.fills_in(link, words)
        assert (status, "слишком длинно: можно не больше 4000 знаков" in page, "zzz" in page) == (422, True, False)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    async with pages.http.post(link, data=BytesIO(b"words=" + b"z" * (1 << 20)), headers=kind) as answer:
        assert (answer.status, "слишком длинно" in await answer.text()) == (422, True)
    assert await pages.state() is SecretState.ASKED
    assert (await pages.fills_in(link, "z" * 4000))[0] == 200
    assert await pages.state() is SecretState.GIVEN


async def test_sec_21_the_page_lets_a_browser_do_nothing_but_send_its_form(pages: Pages) -> None:
    _, _, link = await invited(pages)
    async with pages.http.get(link) as answer:
        headers, page = answer.headers, await answer.text()
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "form-action 'self'; base-uri 'none'; frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert (headers["X-Content-Type-Options"], headers["X-Frame-Options"]) == ("nosniff", "DENY")
    assert "Set-Cookie" not in headers
    assert not re.findall(r"<script|src=|href=|\bon\w+=|action=", page)
    assert 'name="viewport"' in page
    async with pages.http.get(f"{pages.url}/secret/{NONE_SUCH}") as answer:
        assert "form-action 'none'" in answer.headers["Content-Security-Policy"]


async def test_sec_21_nothing_of_it_is_left_in_plain(
    pages: Pages, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Neither the words nor the link: in the database with its journal, in a log; the words in no call to Telegram."""
    desk = pages.desk
    _, _, link = await invited(pages)
    token = link.rpartition("/")[2]

    def on_disk(what: str) -> bool:
        return any(what.encode() in file.read_bytes() for file in tmp_path.glob("desk.db*"))

    assert (await pages.fills_in(link, PASSWORD))[0] == 200
    assert (await pages.fills_again(link))[0] == 410
    await desk.anna.sees("Получено и зашифровано")
    assert not on_disk(WORD)
    assert not on_disk(token)
    assert on_disk(digest_of(token))
    await desk.stop()
    assert not on_disk(WORD)
    assert not on_disk(token)
    assert not [call for call in desk.sim.ledger.calls if WORD in repr(call.parameters)]
    out = capfd.readouterr()
    assert WORD not in out.out + out.err
    assert token not in out.out + out.err


async def test_sec_21_what_staff_have_asked_for_is_text_on_the_page_and_no_markup(pages: Pages) -> None:
    _, request = await asked(pages.desk, what='<script>alert(1)</script> & "root"')
    link = str((await pages.desk.anna.presses(PAGE, on=request)).url)
    _, page = await pages.look(link)
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in page


async def test_sec_21_whoever_may_not_pass_it_on_in_the_chat_may_not_by_the_page(pages: Pages) -> None:
    desk = pages.desk
    _, _, link = await invited(pages)
    mark = mark_in((await pages.look(link))[1])
    await desk.app.office.run(let_go_all, person=PersonId(desk.anna.id))
    for status, page in (await pages.look(link), await pages.send(link, words=PASSWORD, mark=mark)):
        assert (status, "<form" in page, "FTP" in page) == (410, False, False)
    assert await pages.state() is SecretState.ASKED


async def test_sec_21_the_next_message_stays_a_way_and_an_open_step_ends_with_the_page(pages: Pages) -> None:
    desk = pages.desk
    await desk.boris.writes("/start")
    topic, request, link = await invited(pages)
    secret = await given(desk, request)
    await is_gone(desk, secret)
    assert (await pages.fills_in(link, "port: 2222"))[0] == 200
    await desk.anna.sees("Защищённый шаг закончен")
    await desk.anna.writes("Спасибо, жду")
    await desk.boris.sees("Спасибо, жду", topic=topic)
    await desk.boris.presses("Показать один раз", on=await desk.boris.sees("клиент передал доступ"))
    assert (await desk.boris.sees(WORD)).text == f"{PASSWORD}\nport: 2222"


async def test_sec_21_a_link_outlives_a_restart_and_so_does_an_open_form(pages: Pages) -> None:
    _, _, link = await invited(pages)
    mark = mark_in((await pages.look(link))[1])
    await pages.desk.restart()
    await pages.until_it_answers()
    assert (await pages.send(link, words=PASSWORD, mark=mark))[0] == 200
    assert await pages.state() is SecretState.GIVEN


async def test_sec_21_in_english(pages: Pages) -> None:
    desk = pages.desk
    await desk.anna.writes("/start")
    _, _, link = await invited(pages)
    await desk.app.office.run(speaks, person=PersonId(desk.anna.id), language="en")
    _, page = await pages.look(link)
    assert '<html lang="en">' in page
    assert "does not go through Telegram" in page
    assert "Passed on and encrypted, for ticket #1" in (await pages.fills_in(link, PASSWORD))[1]
    await desk.anna.sees("Received by the protected page")


@pytest.mark.parametrize("lacking", ["WEB_LISTEN", "PUBLIC_URL"])
async def test_sec_21_without_a_web_part_the_next_message_is_what_is_offered(tmp_path: Path, lacking: str) -> None:
    port = free_port()
    there = {"WEB_LISTEN": str(port), "PUBLIC_URL": f"http://127.0.0.1:{port}"}
    del there[lacking]
    async with desk_with(tmp_path, there) as desk:
        _, request = await asked(desk)
        assert PAGE not in [words for row in request.buttons for words in row]
        assert "страниц" not in request.text
        await is_gone(desk, await given(desk, request))
