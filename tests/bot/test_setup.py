"""`frontdesk setup` as an operator goes through it: a process of its own, a local Telegram, a mailbox."""

import asyncio
import signal
import stat
from abc import ABC, abstractmethod
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from concurrent.futures import Future
from contextlib import asynccontextmanager
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from urllib.parse import unquote, urlsplit

import pytest
from dotenv import dotenv_values

from bot.setup import Terminal, converse_at
from simulator import Group, Person, Simulator
from simulator.world.webhook import Webhook
from tests.bot.commandline import start
from tests.bot.running import RunningDesk
from tests.faults.proxy import BadLine

UNKNOWN = "1234567890:AAE-a-token-that-nobody-has"

PATIENCE = 100.0
"""Seconds: a fresh interpreter takes long to load everything on a busy machine."""


class Talk(ABC):
    """One conversation, and what was said so far."""

    heard = ""
    _looked = 0

    @abstractmethod
    def types(self, line: str = "") -> None: ...

    @abstractmethod
    async def listens(self) -> bool:
        """Waits for more; False: there is no more."""

    @abstractmethod
    async def status(self) -> int: ...

    async def hears(self, words: str) -> None:
        """Passes over everything up to these words."""
        async with asyncio.timeout(PATIENCE):
            while (at := self.heard.find(words, self._looked)) < 0:
                assert await self.listens(), f"it ended without {words!r}:\n{self.heard}"
        self._looked = at + len(words)

    async def asked(self, words: str, line: str = "") -> None:
        await self.hears(words)
        self.types(line)

    async def answers(self, **talk: str) -> None:
        """Each question by a part of it (spaces for _), and what is typed."""
        for words, line in talk.items():
            await self.asked(words.replace("_", " "), line)

    async def ends(self) -> int:
        async with asyncio.timeout(PATIENCE):
            while await self.listens():
                pass
            return await self.status()


class InProcess(Talk):
    """The command as an operator types it. It is without a terminal, where what is hidden would be asked for."""

    def __init__(self, process: Process) -> None:
        self.process = process

    def types(self, line: str = "") -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n".encode())

    async def listens(self) -> bool:
        assert self.process.stdout is not None
        more = await self.process.stdout.read(4096)
        self.heard += more.decode()
        return bool(more)

    async def status(self) -> int:
        return await self.process.wait()


class InThread(Talk):
    """The same at a terminal of our own: without the seconds that a fresh interpreter takes to load everything."""

    def __init__(self, folder: Path) -> None:
        self._typed: SimpleQueue[str | None] = SimpleQueue()
        self._ended: Future[int] = Future()
        self._folder = folder
        Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        terminal = Terminal(self._say, self._ask, lambda sentence: self._ask(sentence, ""), self._confirm)
        try:
            self._ended.set_result(converse_at(terminal, self._folder / ".env", self._folder / ".env.example", "en"))
        except BaseException as error:
            self._ended.set_exception(error)

    def _say(self, sentence: str) -> None:
        if self._gone:
            self._gone = False
            raise KeyboardInterrupt
        self.heard += f"{sentence}\n"

    _gone = False

    async def leaves(self) -> None:
        """As by Ctrl-C at the next word; returns when it has ended."""
        self._gone = True
        self._typed.put(None)
        while await self.listens():
            pass

    def _ask(self, sentence: str, default: str) -> str:
        self._say(sentence)
        if (line := self._typed.get()) is None:
            raise KeyboardInterrupt
        return line or default

    def _confirm(self, sentence: str, default: bool) -> bool:
        return self._ask(sentence, "y" if default else "n") == "y"

    def types(self, line: str = "") -> None:
        self._typed.put(line)

    async def listens(self) -> bool:
        ended = self._ended.done()
        await asyncio.sleep(0.02)
        return not ended

    async def status(self) -> int:
        return await asyncio.wrap_future(self._ended)


@asynccontextmanager
async def typed(sim: Simulator, folder: Path, *arguments: str) -> AsyncIterator[InProcess]:
    given = {"TELEGRAM_API_URL": sim.api_url, "LANG": "C.UTF-8"}
    process = await start("setup", *arguments, folder=folder, given=given, alone=True)
    try:
        yield InProcess(process)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
        await process.communicate()


@asynccontextmanager
async def talk(sim: Simulator, folder: Path, url: str = "") -> AsyncIterator[Talk]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("TELEGRAM_API_URL", url or sim.api_url)
        environment.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{folder}/var/frontdesk.db")
        said = InThread(folder)
        try:
            yield said
        finally:
            await said.leaves()


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    async with Simulator(limits=False) as running:
        yield running
        assert running.ledger.violations == []


@pytest.fixture
async def olga(sim: Simulator) -> Person:
    """She will be the manager, and has pressed Start."""
    person = sim.person("Ольга", "Петрова")
    await person.writes("/start")
    return person


def pending(sim: Simulator) -> list[int]:
    return [update.id for update in sim.world.updates.pending()]


def env(folder: Path) -> dict[str, str | None]:
    return dict(dotenv_values(folder / ".env", interpolate=False))


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def others(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if file.name != ".env")


async def no_mail(said: Talk) -> None:
    await said.answers(Mail_server="-", Write="y")


async def kept(said: Talk) -> None:
    """What is set already stays: the token and the group."""
    await said.asked("A token is set already")
    await said.asked("The staff's group is")


async def the_group(said: Talk, room: Group) -> None:
    await said.hears(f"“{room.title}” ({room.id})")
    await said.answers(Is_it_the_staff="y")


async def test_the_whole_conversation(sim: Simulator, olga: Person, tmp_path: Path) -> None:
    (tmp_path / ".env.example").write_text("# The bot's token.\nBOT_TOKEN=\n\n# Mail.\n#SMTP_URL=smtp://x\n")
    host, _, port = sim.smtp_url.removeprefix("smtp://").partition(":")
    async with typed(sim, tmp_path, "--language", "en") as said:
        await said.hears("@BotFather")
        await said.answers(Token=sim.bot_token)
        await said.hears("it is @frontdesk_bot")
        await said.hears("I wait for that")
        room = sim.group("Support")
        waiting = pending(sim)
        assert waiting
        await the_group(said, room)
        await said.hears("is as it should be")
        await said.answers(
            has_added_the_bot="n", Numbers_of_managers=str(olga.id), Mail_server=host, Port=port, Login="-"
        )
        await said.answers(Sender="support@example.com", test_letter="admin@example.com")
        await said.hears("The server has taken the letter")
        assert not (tmp_path / ".env").exists()
        await said.answers(Write="y")
        await said.hears("nobody but you can read it")
        assert await said.ends() == 0
    assert "frontdesk run" in said.heard
    assert "ok   Telegram: the token belongs to @frontdesk_bot" in said.heard
    assert "BAD" not in said.heard
    assert sim.bot_token not in said.heard
    letter = await sim.mail_to("admin@example.com")
    assert letter.subject == "The desk can send mail"
    assert env(tmp_path) == {
        "LANGUAGE": "en",
        "BOT_TOKEN": sim.bot_token,
        "STAFF_CHAT_ID": str(room.id),
        "MANAGER_IDS": str(olga.id),
        "SMTP_URL": sim.smtp_url,
        "MAIL_FROM": "support@example.com",
    }
    lines = (tmp_path / ".env").read_text().splitlines()
    assert lines[1] == f"BOT_TOKEN={sim.bot_token}"
    assert lines[lines.index("#SMTP_URL=smtp://x") + 1] == f"SMTP_URL={sim.smtp_url}"
    assert mode(tmp_path / ".env") == 0o600
    assert pending(sim) == waiting
    assert [name for name in others(tmp_path) if name.startswith(".env.")] == [".env.example"]


async def test_a_token_that_is_none_or_that_telegram_does_not_know_is_asked_for_again(
    sim: Simulator, tmp_path: Path
) -> None:
    async with talk(sim, tmp_path) as said:
        await said.answers(Token="what BotFather gave")
        await said.hears("That is no token")
        await said.answers(Token=UNKNOWN)
        await said.hears("Telegram does not know this token")
        await said.answers(Token=sim.bot_token)
        await said.hears("it is @frontdesk_bot")
    assert UNKNOWN not in said.heard
    assert not (tmp_path / ".env").exists()


async def test_what_the_group_lacks_is_said_until_it_is_mended_and_an_upgrade_is_followed(
    sim: Simulator, olga: Person, tmp_path: Path
) -> None:
    async with talk(sim, tmp_path) as said:
        await said.answers(Token=sim.bot_token)
        await said.hears("I wait for that")
        room = sim.plain_group("Support", bot_is_admin=False)
        await the_group(said, room)
        await said.hears("The bot is not an administrator")
        await room.set_bot("administrator", ["can_manage_chat"])
        await said.hears("Topics are off")
        await said.answers(Wait_until_Topics="y")
        new = await room.upgrade(forum=True)
        await said.hears(f"its number is {new.id} now")
        await said.hears("lacks the right to manage topics")
        await new.set_bot("administrator", ["can_manage_chat", "can_manage_topics"])
        await said.hears("cannot tidy up")
        await said.hears(f"“Support” ({new.id}) is as it should be")
        await said.answers(has_added_the_bot="n", Numbers_of_managers=str(olga.id))
        await no_mail(said)
        assert await said.ends() == 0
    assert env(tmp_path)["STAFF_CHAT_ID"] == str(new.id)
    assert "SMTP_URL" not in env(tmp_path)


async def test_a_group_may_stay_without_topics(sim: Simulator, tmp_path: Path) -> None:
    async with talk(sim, tmp_path) as said:
        await said.answers(Token=sim.bot_token)
        room = sim.plain_group("Support")
        await the_group(said, room)
        await said.answers(Wait_until_Topics="n")
        await said.hears("staff answer by replies")
        await said.answers(has_added_the_bot="n", Numbers_of_managers="-")
        await no_mail(said)
        assert await said.ends() == 0
    assert env(tmp_path) == {"LANGUAGE": "en", "BOT_TOKEN": sim.bot_token, "STAFF_CHAT_ID": str(room.id)}


async def test_a_channel_and_a_group_that_is_declined_are_passed_over(sim: Simulator, tmp_path: Path) -> None:
    async with talk(sim, tmp_path) as said:
        await said.answers(Token=sim.bot_token)
        await said.hears("I wait for that")
        sim.channel("News")
        await said.hears("“News” is a channel")
        other = sim.group("Football")
        await said.hears(f"“Football” ({other.id})")
        await said.answers(Is_it_the_staff="n")
        gone = sim.group("Gone")
        await gone.set_bot("kicked")
        room = sim.group("Support")
        await the_group(said, room)
        await said.hears(f"({room.id}) is as it should be")
    assert "“Gone”" not in said.heard


async def test_who_added_the_bot_is_offered_as_the_first_manager_and_has_to_press_start(
    sim: Simulator, tmp_path: Path
) -> None:
    async with talk(sim, tmp_path) as said:
        await said.answers(Token=sim.bot_token)
        await said.hears("I wait for that")
        room = sim.group("Support")
        owner = next(iter(sim.world.chats[room.id].members.values())).user
        await the_group(said, room)
        await said.hears(f"{owner.full_name} ({owner.id}) has added the bot")
        said.types("y")
        await said.answers(Numbers_of_managers="")
        await said.hears(f"The bot cannot write to {owner.id} yet")
        await Person(sim.backend, owner.id, first_name="", last_name="", username="").writes("/start")
        await said.answers(Look_again="y")
        await no_mail(said)
        assert await said.ends() == 0
    assert env(tmp_path)["MANAGER_IDS"] == str(owner.id)


async def test_what_was_set_before_stays_and_a_copy_is_kept(sim: Simulator, olga: Person, tmp_path: Path) -> None:
    room = sim.group("Support")
    before = (
        f"# ours\nexport BOT_TOKEN='{sim.bot_token}'\nTIMEZONE=Asia/Omsk\nMANAGER_IDS=1\nMANAGER_IDS={olga.id}\n"
        f'STAFF_CHAT_ID={room.id}\nLANGUAGE=en\nSUPPORT_PHONE="+7 495 123-45-67"\n'
    )
    (tmp_path / ".env").write_text(before)
    (tmp_path / ".env").chmod(0o644)
    async with talk(sim, tmp_path) as said:
        await said.hears("BOT_TOKEN, LANGUAGE, MANAGER_IDS, STAFF_CHAT_ID, SUPPORT_PHONE, TIMEZONE")
        await kept(said)
        await said.hears("is as it should be")
        vera = sim.person("Вера")
        await vera.writes("/start")
        await said.answers(Numbers_of_managers=f"{olga.id},{vera.id}", Mail_server="-")
        assert (tmp_path / ".env").read_text() == before
        await said.answers(Write="y")
        assert await said.ends() == 0
    (copy,) = [tmp_path / name for name in others(tmp_path) if name.startswith(".env.")]
    assert copy.name.startswith(".env.before-")
    assert copy.read_text() == before
    assert (mode(copy), mode(tmp_path / ".env")) == (0o600, 0o600)
    assert (tmp_path / ".env").read_text() == before.replace(
        f"MANAGER_IDS=1\nMANAGER_IDS={olga.id}\n", f"MANAGER_IDS={olga.id},{vera.id}\n"
    )


async def test_a_second_run_that_changes_nothing_writes_nothing(sim: Simulator, tmp_path: Path) -> None:
    room = sim.group("Support")
    before = f"BOT_TOKEN={sim.bot_token}\nSTAFF_CHAT_ID={room.id}\nLANGUAGE=en\n"
    (tmp_path / ".env").write_text(before)
    async with talk(sim, tmp_path) as said:
        await kept(said)
        await said.answers(Numbers_of_managers="", Mail_server="")
        await said.hears("stays as it is")
        assert await said.ends() == 0
    assert (tmp_path / ".env").read_text() == before
    assert mode(tmp_path / ".env") == 0o600
    assert [name for name in others(tmp_path) if name.startswith(".env")] == []


@pytest.mark.parametrize("at", ["Token", "I wait for that"])
async def test_stopped_by_ctrl_c_nothing_is_changed(sim: Simulator, tmp_path: Path, at: str) -> None:
    before = "TIMEZONE=Asia/Omsk\n"
    (tmp_path / ".env").write_text(before)
    async with typed(sim, tmp_path, "--language", "en") as said:
        if at != "Token":
            await said.answers(Token=sim.bot_token)
        await said.hears(at)
        said.process.send_signal(signal.SIGINT)
        assert await said.ends() == 130
    assert "The settings are as they were" in said.heard
    assert "Traceback" not in said.heard
    assert (tmp_path / ".env").read_text() == before
    assert others(tmp_path) == []


async def test_not_written_where_the_operator_says_no(sim: Simulator, tmp_path: Path) -> None:
    async with talk(sim, tmp_path) as said:
        await said.answers(Token=sim.bot_token)
        await the_group(said, sim.group("Support"))
        await said.answers(has_added_the_bot="n", Numbers_of_managers="-", Mail_server="-", Write="n")
        assert await said.ends() == 130
    assert others(tmp_path) == []
    assert not (tmp_path / ".env").exists()


async def test_a_desk_that_runs_is_noticed_and_loses_nothing(desk: RunningDesk, tmp_path: Path) -> None:
    folder = tmp_path / "setup"
    folder.mkdir()
    async with talk(desk.sim, folder) as said:
        await said.answers(Token=desk.sim.bot_token)
        await said.hears("Another program gets this bot's updates")
        await desk.anna.writes("/start")
        await desk.anna.sees(button="войти", timeout=30)
        await desk.stop()
        room = desk.sim.group("Новая поддержка")
        await said.answers(Press_Enter="")
        await the_group(said, room)
        waiting = pending(desk.sim)
    await desk.start()
    await desk.sim.until_updates_are_taken()
    assert waiting


async def test_a_mail_server_that_takes_nothing_is_told_and_entered_anew(sim: Simulator, tmp_path: Path) -> None:
    host, _, port = sim.smtp_url.removeprefix("smtp://").partition(":")
    room = sim.group("Support")
    (tmp_path / ".env").write_text(f"BOT_TOKEN={sim.bot_token}\nSTAFF_CHAT_ID={room.id}\nLANGUAGE=en\n")
    async with talk(sim, tmp_path) as said:
        await kept(said)
        await said.answers(Numbers_of_managers="")
        await said.answers(Mail_server=host, Port="no port", Login="-", Sender="support@example.com")
        await said.hears("That does not fit: SMTP_URL")
        await sim.refuse_mail("550 No such user")
        await said.answers(
            Mail_server=host, Port=port, Login="-", Sender="support@example.com", test_letter="a@b.example"
        )
        await said.hears("The letter was not sent: ")
        await said.answers(Enter_the_mail_server="y", Mail_server=host, Port=port, Login="-", Sender="")
        await sim.refuse_mail("")
        await said.answers(test_letter="a@b.example")
        await said.hears("The server has taken the letter")


async def test_a_password_with_any_signs_is_kept_as_it_was_typed(sim: Simulator, tmp_path: Path) -> None:
    room = sim.group("Support")
    (tmp_path / ".env").write_text(f"BOT_TOKEN={sim.bot_token}\nSTAFF_CHAT_ID={room.id}\nLANGUAGE=en\n")
    async with talk(sim, tmp_path) as said:
        await kept(said)
        await said.answers(Numbers_of_managers="", Mail_server="mail.example.com")
        await said.answers(Port="465", Login="desk@example.com", Password="a #'\"$@/%:пароль")
        await said.answers(Sender="Front Desk <desk@example.com>", test_letter="-", Write="y")
        await said.hears("nobody but you")
        url = env(tmp_path)["SMTP_URL"]
    assert url is not None
    assert url.startswith("smtps://desk%40example.com:")
    assert unquote(urlsplit(url).password or "") == "a #'\"$@/%:пароль"
    assert env(tmp_path)["MAIL_FROM"] == "Front Desk <desk@example.com>"
    assert "пароль" not in said.heard


async def test_where_too_much_waits_the_number_is_typed_and_nothing_is_taken_away(
    sim: Simulator, olga: Person, tmp_path: Path
) -> None:
    for number in range(100):
        await olga.writes(f"Обращение {number}")
    room = sim.group("Support")
    waiting = pending(sim)
    async with talk(sim, tmp_path) as said:
        await said.answers(Token=sim.bot_token)
        await said.hears("So much waits at Telegram")
        await said.asked("The group's number", "12")
        await said.hears("That is no group's number")
        await said.asked("The group's number", "-100555")
        await said.hears("does not see the group -100555")
        await said.asked("The group's number", str(room.id))
        await said.hears("is as it should be")
    assert pending(sim) == waiting


async def test_mail_that_is_set_by_halves_is_mended_by_setup(sim: Simulator, tmp_path: Path) -> None:
    room = sim.group("Support")
    (tmp_path / ".env").write_text(
        f"BOT_TOKEN={sim.bot_token}\nSTAFF_CHAT_ID={room.id}\nLANGUAGE=en\nSMTP_URL=smtp://127.0.0.1:25\n"
    )
    async with talk(sim, tmp_path) as said:
        await kept(said)
        await said.answers(Numbers_of_managers="")
        await said.answers(Keep="n", Mail_server="-", Write="y")
        assert await said.ends() == 0
    assert "SMTP_URL" not in env(tmp_path)


async def test_a_webhook_that_was_taken_away_is_named_to_whoever_stops_then(sim: Simulator, tmp_path: Path) -> None:
    sim.world.webhook = Webhook("https://desk.example.com/telegram", "")
    async with talk(sim, tmp_path) as said:
        await said.answers(Token=sim.bot_token, Take_that_address_away="y")
        await said.hears("I wait for that")
        await the_group(said, sim.group("Support"))
        await said.answers(has_added_the_bot="n", Numbers_of_managers="-", Mail_server="-", Write="n")
        assert await said.ends() == 130
    assert "do not go to https://desk.example.com/telegram any more" in said.heard


async def test_a_webhook_stays_unless_the_operator_has_it_taken_away(sim: Simulator, tmp_path: Path) -> None:
    hook = Webhook("https://desk.example.com/telegram", "")
    sim.world.webhook = hook
    async with talk(sim, tmp_path) as said:
        await said.answers(Token=sim.bot_token, Take_that_address_away="")
        assert await said.ends() == 130
    assert "https://desk.example.com/telegram" in said.heard
    assert sim.world.webhook is hook
    async with talk(sim, tmp_path) as said:
        await said.answers(Token=sim.bot_token, Take_that_address_away="y")
        await said.hears("I wait for that")
        await the_group(said, sim.group("Support"))
    assert sim.world.webhook is None


async def test_while_telegram_cannot_be_reached_it_is_tried_again(sim: Simulator, tmp_path: Path) -> None:
    async with BadLine(sim.api_url) as line:
        await line.down()
        async with talk(sim, tmp_path, line.url) as said:
            await said.answers(Token=sim.bot_token)
            await said.hears("Telegram cannot be reached")
            await line.up()
            await said.answers(Press_Enter="")
            await said.hears("it is @frontdesk_bot")


async def test_in_russian_by_the_first_question(sim: Simulator, tmp_path: Path) -> None:
    async with typed(sim, tmp_path) as said:
        await said.answers(Язык="ru", Токен=sim.bot_token)
        await said.hears("Токен подходит: это @frontdesk_bot.")
