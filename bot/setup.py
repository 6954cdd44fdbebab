"""`frontdesk setup`: going live by questions in the terminal, from a token to settings that `check` finds good."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote
from zoneinfo import ZoneInfo

import typer
from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNotFound,
    TelegramUnauthorizedError,
)
from aiogram.types import User
from aiohttp import ClientError

from bot import env_file
from bot.check import ENV_FILE, report
from bot.clock import Clock
from bot.groups_seen import Group, seen_in
from bot.logs import Redact
from bot.mailer import Mailer
from bot.redaction import says
from bot.secrets import secrets_of
from bot.settings import CHAT, TOKEN, BadSettings, Settings, load
from bot.standing import Standing, look_at
from bot.telegram import PollFailed, Refusal409, get_updates, make_bot
from bot.verdicts import Fate
from desk.ids import ChatId
from desk.rules.groups import Wrong
from handlers.texts import LANGUAGES, plain
from handlers.texts.setup import SetupTexts
from handlers.views.letters import Letter
from storage.migrate import upgrade
from storage.url import path_of, read_url

LONG_POLL = 10
"""Seconds: longer than a desk waits that was refused, so that one of the two polls is refused again, and seen."""

MOST_UPDATES = 100
"""So many Telegram hands over at once; what comes after them is seen only when they are taken away."""

LOOK_EVERY = 2.0
NONE = "-"
EXAMPLE = ".env.example"
FAILED = 1
STOPPED = 130
"""As a shell says it of what was stopped by Ctrl-C."""
TLS_PORT = "465"
USUAL_PORT = "587"
NOBODY_YET = "-1"
"""Stands for the staff's group before it is known."""

ASKED = ("LANGUAGE", "BOT_TOKEN", "STAFF_CHAT_ID", "MANAGER_IDS", "SMTP_URL", "MAIL_FROM")


T = TypeVar("T")


class GaveUp(Exception):
    """The operator cannot go on now, and was told why."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """How the operator is asked. `ask` gives what was typed, or the default where nothing was."""

    say: Callable[[str], None]
    ask: Callable[[str, str], str]
    ask_secret: Callable[[str], str]
    confirm: Callable[[str, bool], bool]


@dataclass(slots=True)
class Answers:
    """What will be written, by the names of the settings; an empty value takes a setting away."""

    values: dict[str, str] = field(default_factory=dict)
    added_by: User | None = None


class Setup:
    """One conversation. Nothing is changed before `write`, at Telegram nothing at all but a webhook that may go."""

    def __init__(self, terminal: Terminal, file: Path, language: str, example: Path | None = None) -> None:
        self._terminal = terminal
        self._file = file
        self._example = example
        self._texts = SetupTexts(language, ZoneInfo("UTC"))
        self._there = env_file.read(file)
        self._answers = Answers({"LANGUAGE": language})
        self.written = False
        self.webhook_ended = ""

    @property
    def texts(self) -> SetupTexts:
        return self._texts

    def say(self, sentence: str) -> None:
        self._terminal.say(plain(sentence))

    async def run(self, now: datetime) -> Settings:
        """The settings as they were written. Raises GaveUp."""
        self.say(self._texts.setup_begins())
        if self._there:
            self.say(self._texts.settings_there(sorted(self._there)))
        if outside := [name for name in ASKED if os.environ.get(name)]:
            self.say(self._texts.environment_wins(outside))
        token, me = await self._token()
        self._answers.values["BOT_TOKEN"] = token
        async with self._bot(token) as bot:
            await self._group(bot, me.username or "")
            await self._managers(bot, me.username or "")
        await self._mail()
        return self._write(now)

    # --- the bot -----------------------------------------------------------------------------------

    async def _token(self) -> tuple[str, User]:
        self.say(self._texts.token_explained())
        token = self._there.get("BOT_TOKEN", "")
        if not (token and self._confirm(self._texts.token_kept_asked())):
            token = ""
        while True:
            token = token or self._terminal.ask_secret(plain(self._texts.token_asked())).strip()
            if not TOKEN.fullmatch(token):
                self.say(self._texts.token_malformed())
            elif me := await self._known(token):
                return token, me
            token = ""

    async def _known(self, token: str) -> User | None:
        """Whose token it is; None: Telegram does not know it."""
        async with self._bot(token) as bot:
            while True:
                try:
                    me = await bot.get_me()
                except (TelegramUnauthorizedError, TelegramNotFound):
                    self.say(self._texts.token_unknown())
                    return None
                except (AiogramError, ClientError, OSError) as error:
                    self._unreachable(error)
                    self._pause()
                    continue
                self.say(self._texts.token_good(me.username or me.full_name))
                if me.can_join_groups:
                    return me
                self.say(self._texts.may_not_join())
                self._pause()

    # --- the group ---------------------------------------------------------------------------------

    async def _group(self, bot: Bot, name: str) -> None:
        chat = await self._kept_group(bot)
        if chat is None:
            await self._webhook(bot)
            self.say(self._texts.group_explained(name))
            chat = await self._found_group(bot)
        self._answers.values["STAFF_CHAT_ID"] = str(await self._mended(bot, chat))

    async def _kept_group(self, bot: Bot) -> ChatId | None:
        """The one that is set already, if the bot is in it and the operator wants it."""
        number = self._there.get("STAFF_CHAT_ID", "").strip()
        if not (CHAT.fullmatch(number) and number.startswith("-")):
            return None
        chat, found = await self._looked_at(bot, ChatId(int(number)))
        if not found.seen:
            self.say(self._texts.group_gone(chat))
            return None
        return chat if self._confirm(self._texts.group_kept_asked(found.title, chat)) else None

    async def _webhook(self, bot: Bot) -> None:
        url = (await self._surely(bot.get_webhook_info)).url
        if not url:
            return
        self.say(self._texts.webhook_there(url))
        if not self._terminal.confirm(plain(self._texts.webhook_end_asked()), False):
            raise GaveUp
        await self._surely(lambda: bot.delete_webhook(drop_pending_updates=False))
        self.webhook_ended = url

    async def _surely(self, call: Callable[[], Awaitable[T]]) -> T:
        """As soon as Telegram can be reached."""
        while True:
            try:
                return await call()
            except (AiogramError, ClientError, OSError) as error:
                self._unreachable(error)
                self._pause()

    async def _found_group(self, bot: Bot) -> ChatId:
        """The first group that the bot is in and the operator says yes to. What is seen is never confirmed."""
        asked: set[ChatId] = set()
        while True:
            updates = await self._updates(bot)
            for group in seen_in(updates):
                if group.id in asked:
                    continue
                asked.add(group.id)
                if chat := await self._wanted(bot, group):
                    self._answers.added_by = group.added_by
                    return chat
            if len(updates) >= MOST_UPDATES:
                self.say(self._texts.too_much_waits())
                return await self._typed_group(bot)
            await asyncio.sleep(LOOK_EVERY if updates else 0)

    async def _wanted(self, bot: Bot, group: Group) -> ChatId | None:
        if group.channel:
            self.say(self._texts.is_channel(group.title))
            return None
        chat, found = await self._looked_at(bot, group.id)
        if not found.seen or found.wrong is Wrong.SHUT_OUT:
            return None
        if self._confirm(self._texts.group_found_asked(found.title, chat)):
            return chat
        self.say(self._texts.group_declined())
        return None

    async def _typed_group(self, bot: Bot) -> ChatId:
        while True:
            number = self._terminal.ask(plain(self._texts.group_number_asked()), "").strip()
            if not (CHAT.fullmatch(number) and number.startswith("-")):
                self.say(self._texts.group_number_wrong())
                continue
            chat, found = await self._looked_at(bot, ChatId(int(number)))
            if found.seen:
                return chat
            self.say(self._texts.group_gone(chat))

    async def _updates(self, bot: Bot) -> list[object]:
        """What waits, without taking it away: all of it is the desk's."""
        while True:
            try:
                return await get_updates(bot, None, LONG_POLL)
            except Refusal409:
                self.say(self._texts.second_poller())
                self._pause()
            except (PollFailed, ClientError, OSError) as error:
                self._unreachable(error)
                self._pause()

    async def _mended(self, bot: Bot, chat: ChatId) -> ChatId:
        """Waits until nothing is missing there. The number that the group has then."""
        told, topics = Wrong.NOTHING, True
        while True:
            chat, found = await self._looked_at(bot, chat)
            wrong = Wrong.TOPICS_OFF if found.wrong is Wrong.NOTHING and not found.forum and topics else found.wrong
            if wrong is Wrong.NOTHING:
                self._good(found, chat)
                return chat
            if wrong is not told:
                self.say(self._texts.lacking(wrong))
                if wrong is Wrong.TOPICS_OFF and not self._confirm(self._texts.without_topics_asked()):
                    topics = False
                    self.say(self._texts.without_topics())
                    continue
                self.say(self._texts.waiting())
                told = wrong
            await asyncio.sleep(LOOK_EVERY)

    def _good(self, found: Standing, chat: ChatId) -> None:
        if not found.tidies:
            self.say(self._texts.cannot_tidy())
        self.say(self._texts.group_good(found.title, chat))

    async def _looked_at(self, bot: Bot, chat: ChatId) -> tuple[ChatId, Standing]:
        """How the bot stands there; a group that became a supergroup is followed."""
        while True:
            try:
                return chat, await look_at(bot, chat)
            except TelegramMigrateToChat as error:
                chat = ChatId(error.migrate_to_chat_id)
                self.say(self._texts.group_moved(chat))
            except (TelegramBadRequest, TelegramForbiddenError) as error:
                return chat, Standing(Wrong.SHUT_OUT, seen=False, detail=error.message)
            except (AiogramError, ClientError, OSError) as error:
                self._unreachable(error)
                await asyncio.sleep(LOOK_EVERY)

    # --- managers ----------------------------------------------------------------------------------

    async def _managers(self, bot: Bot, name: str) -> None:
        self.say(self._texts.managers_explained(name))
        usual = self._there.get("MANAGER_IDS", "")
        first = self._answers.added_by
        known = [one.strip() for one in usual.split(",")]
        if first and str(first.id) not in known and self._confirm(self._texts.manager_asked(first.full_name, first.id)):
            usual = f"{usual},{first.id}".strip(",")
        while True:
            typed = self._terminal.ask(plain(self._texts.managers_asked()), usual or NONE)
            self._answers.values["MANAGER_IDS"] = "" if typed.strip() == NONE else typed.strip()
            # What is set about mail comes later, and may be what has to be mended.
            if (settings := self._fitting(SMTP_URL="")) is not None:
                break
        for manager in settings.manager_ids:
            await self._reachable(bot, manager)

    async def _reachable(self, bot: Bot, manager: ChatId) -> None:
        """Nothing is written: that somebody is in a group with the bot does not mean that it may write to them."""
        while True:
            try:
                await bot.send_chat_action(manager, "typing")
            except (TelegramBadRequest, TelegramForbiddenError):
                self.say(self._texts.manager_unreachable(manager))
            except (AiogramError, ClientError, OSError) as error:
                self._unreachable(error)
            else:
                return
            if not self._confirm(self._texts.look_again_asked()):
                return

    # --- mail --------------------------------------------------------------------------------------

    async def _mail(self) -> None:
        self.say(self._texts.mail_explained())
        kept = bool(self._there.get("SMTP_URL")) and self._confirm(self._texts.mail_kept_asked())
        while True:
            if not kept and not self._mail_typed():
                return
            settings = self._fitting()
            if settings is not None and await self._test_mail(settings):
                return
            kept = False

    def _mail_typed(self) -> bool:
        """Whether there is to be mail at all."""
        values = self._answers.values
        host = self._terminal.ask(plain(self._texts.mail_host_asked()), NONE).strip()
        if host == NONE:
            values["SMTP_URL"] = values["MAIL_FROM"] = ""
            return False
        port = self._terminal.ask(plain(self._texts.mail_port_asked()), USUAL_PORT).strip()
        user = self._terminal.ask(plain(self._texts.mail_user_asked()), NONE).strip()
        login = ""
        if user != NONE:
            password = self._terminal.ask_secret(plain(self._texts.mail_password_asked()))
            login = f"{quote(user, safe='')}:{quote(password, safe='')}@"
        scheme = "smtps" if port == TLS_PORT else "smtp"
        values["SMTP_URL"] = f"{scheme}://{login}{host}:{port}"
        usual = values.get("MAIL_FROM") or self._there.get("MAIL_FROM") or (user if "@" in user else "")
        values["MAIL_FROM"] = self._terminal.ask(plain(self._texts.mail_from_asked()), usual).strip()
        return True

    async def _test_mail(self, settings: Settings) -> bool:
        """Whether it is to stay as it is: the server took the letter, or the operator has it so."""
        address = self._terminal.ask(plain(self._texts.mail_to_asked()), NONE).strip()
        if address == NONE:
            return True
        letter = Letter(address, plain(self._texts.mail_subject()), plain(self._texts.mail_body()))
        result = await Mailer(settings).send(letter)
        if result.fate is Fate.ACCEPTED:
            self.say(self._texts.mail_sent(address))
            return True
        self.say(self._texts.mail_failed(Redact(*secrets_of(settings)).clean(result.detail)))
        return not self._confirm(self._texts.mail_again_asked())

    # --- the file ----------------------------------------------------------------------------------

    def _write(self, now: datetime) -> Settings:
        new = {name: value for name, value in self._answers.values.items() if self._there.get(name, "") != value}
        if not new:
            self.say(self._texts.nothing_new(str(self._file)))
        elif not self._confirm(self._texts.write_asked(str(self._file), list(new))):
            raise GaveUp
        else:
            copy = env_file.write(self._file, new, now, self._example)
            self.written = True
            self.say(self._texts.written(str(self._file)))
            if copy:
                self.say(self._texts.copy_kept(copy.name))
        self._file.chmod(env_file.ONLY_US)
        return load(self._file)

    def _fitting(self, **instead: str) -> Settings | None:
        """The settings by what is known so far; None, and told why, where an answer does not fit."""
        try:
            return self._settings(self._answers.values | instead)
        except BadSettings as error:
            self.say(self._texts.not_good(str(error)))
            return None

    def _settings(self, values: Mapping[str, str]) -> Settings:
        given = {"STAFF_CHAT_ID": NOBODY_YET} | dict(values)
        return load(self._file, **{name.lower(): value for name, value in given.items()})

    @asynccontextmanager
    async def _bot(self, token: str) -> AsyncIterator[Bot]:
        bot = make_bot(self._settings({"BOT_TOKEN": token, "SMTP_URL": ""}))
        try:
            yield bot
        finally:
            await bot.session.close()

    # --- asking ------------------------------------------------------------------------------------

    def _confirm(self, sentence: str) -> bool:
        return self._terminal.confirm(plain(sentence), True)

    def _pause(self) -> None:
        self._terminal.ask(plain(self._texts.enter_to_go_on()), "")

    def _unreachable(self, error: Exception) -> None:
        self.say(self._texts.unreachable(f"{type(error).__name__}: {says(error)}"))


def converse(language: str = "") -> int:
    """The whole of it at the terminal of this process, for `.env` in this folder. The exit status."""
    terminal = Terminal(say=_say, ask=_ask, ask_secret=_ask_secret, confirm=typer.confirm)
    # The event loop would keep Ctrl-C to itself while a question waits for its answer.
    former = signal.signal(signal.SIGINT, _interrupted)
    try:
        return converse_at(terminal, Path(ENV_FILE), Path(EXAMPLE), language)
    finally:
        signal.signal(signal.SIGINT, former)


def converse_at(terminal: Terminal, file: Path, example: Path, language: str = "") -> int:
    """The same at another terminal, for that file."""
    texts = SetupTexts(language or _usual_language(file), ZoneInfo("UTC"))
    setup: Setup | None = None
    try:
        language = language or _language(terminal, texts.language)
        texts = SetupTexts(language, ZoneInfo("UTC"))
        setup = Setup(terminal, file, language, example)
        settings = asyncio.run(setup.run(Clock().now()))
        database = path_of(read_url(settings.database_url))
        if database is not None and not database.exists():
            # As the first start does it; a database that is there may be in use.
            asyncio.run(upgrade(settings.database_url))
        terminal.say(plain(texts.looking()))
        good = asyncio.run(report(settings, terminal.say))
    except (KeyboardInterrupt, typer.Abort, GaveUp):
        # After ^C the cursor is in the middle of a line.
        terminal.say("\n" + _so_far(texts, setup, file))
        return STOPPED
    except env_file.NotWritten as error:
        terminal.say(plain(texts.not_written(str(error))))
        terminal.say(_so_far(texts, setup, file))
        return FAILED
    except (OSError, UnicodeDecodeError) as error:
        terminal.say(plain(texts.failed(f"{file}: {says(error)}")))
        terminal.say(_so_far(texts, setup, file))
        return FAILED
    terminal.say(plain(texts.all_good() if good else texts.not_all_good()))
    return 0 if good else FAILED


def _so_far(texts: SetupTexts, setup: Setup | None, file: Path) -> str:
    """What is other than before, now that it ends here."""
    lines = [texts.stopped_after_writing(str(file)) if setup and setup.written else texts.stopped()]
    if setup and setup.webhook_ended:
        lines.append(texts.webhook_is_gone(setup.webhook_ended))
    return "\n".join(plain(line) for line in lines)


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def _say(sentence: str) -> None:
    typer.echo(sentence)


def _ask(sentence: str, default: str) -> str:
    return str(typer.prompt(sentence, default=default, show_default=bool(default)))


def _ask_secret(sentence: str) -> str:
    return str(typer.prompt(sentence, hide_input=True))


def _language(terminal: Terminal, usual: str) -> str:
    """The one question that is asked in both languages."""
    while (typed := terminal.ask("Язык / Language: ru, en", usual).strip().lower()) not in LANGUAGES:
        pass
    return typed


def _usual_language(file: Path) -> str:
    """As it is set, else as this terminal speaks."""
    try:
        known = env_file.read(file).get("LANGUAGE", "")
    except (OSError, UnicodeDecodeError):
        known = ""
    spoken = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return known if known in LANGUAGES else ("ru" if spoken.startswith("ru") else "en")
