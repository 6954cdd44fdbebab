"""`frontdesk check`: what is missing or wrong before going live, in plain words."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.types import ChatMemberAdministrator, ChatMemberOwner

from bot.clock import Clock
from bot.mailer import Mailer
from bot.policy import policy_of
from bot.settings import Settings
from bot.telegram import make_bot
from desk.ids import ChatId
from desk.office import Office
from desk.ports import Work
from storage.engine import Database
from storage.migrate import current, head


@dataclass(frozen=True, slots=True)
class Finding:
    """`good` None: worth knowing, not wrong."""

    good: bool | None
    text: str


async def check(settings: Settings) -> AsyncIterator[Finding]:
    """Look at everything that the desk depends on; each finding as soon as it is known."""
    if settings.clock_offset_file:
        yield Finding(None, f"CLOCK_OFFSET_FILE is set: the desk's time is moved by {settings.clock_offset_file}")
    async for finding in _database(settings):
        yield finding
    async for finding in _telegram(settings):
        yield finding
    yield await _mail(settings)
    if not settings.manager_ids:
        yield Finding(None, "MANAGER_IDS is empty: nobody gets the daily digest")


async def _database(settings: Settings) -> AsyncIterator[Finding]:
    database = Database(settings.database_url)
    try:
        found = await current(settings.database_url)
        if found != head():
            yield Finding(False, "database: not at this version's shape; run 'frontdesk migrate'")
            return
        yield Finding(True, f"database: {database.url}")
        clock = Clock(settings.clock_offset_file)
        office = Office(
            database.begin(clock.now, policy_of(settings)), database.look(clock.now, policy_of(settings)), lambda: None
        )
        parked = await office.look(_parked)
        if parked:
            yield Finding(False, f"inbox: {parked} updates could not be handled and were set aside; see the log")
    except OSError as error:
        yield Finding(False, f"database: cannot be opened: {error}")
    finally:
        await database.dispose()


async def _parked(work: Work) -> int:
    return await work.inbox.parked()


async def _telegram(settings: Settings) -> AsyncIterator[Finding]:
    bot = make_bot(settings)
    try:
        me = await bot.get_me()
        yield Finding(True, f"Telegram: the token belongs to @{me.username}")
        for room in sorted(policy_of(settings).all_rooms()):
            async for finding in _room(bot, room):
                yield finding
    except (AiogramError, OSError) as error:
        yield Finding(False, f"Telegram: {error}")
    finally:
        await bot.session.close()


async def _room(bot: Bot, room: ChatId) -> AsyncIterator[Finding]:
    try:
        chat = await bot.get_chat(room)
        me = await bot.get_chat_member(room, bot.id)
    except AiogramError as error:
        yield Finding(False, f"staff group {room}: {error}; add the bot to the group and check the number")
        return
    kind = "with Topics: a topic for each ticket" if chat.is_forum else "without Topics: staff answer by replies"
    yield Finding(True, f"staff group {room} “{chat.title}”, {kind}")
    if isinstance(me, ChatMemberOwner):
        return
    if not isinstance(me, ChatMemberAdministrator):
        yield Finding(False, f"staff group {room}: make the bot an administrator, or it does not see what staff write")
        return
    if chat.is_forum and not me.can_manage_topics:
        yield Finding(False, f"staff group {room}: give the bot the right to manage topics")
    if not me.can_delete_messages:
        yield Finding(None, f"staff group {room}: without the right to delete messages the bot cannot tidy up")


async def _mail(settings: Settings) -> Finding:
    mailer = Mailer(settings)
    if not mailer.on:
        return Finding(None, "SMTP_URL is not set: clients cannot sign in with a code by mail")
    try:
        await mailer.check()
    except Exception as error:
        return Finding(False, f"mail server: {type(error).__name__}: {error}")
    return Finding(True, "mail server: answers and lets us in")
