"""`frontdesk check`: what is missing or wrong before going live, in plain words."""

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramUnauthorizedError,
)

from bot.articles import read_folder
from bot.clock import Clock
from bot.logs import Redact
from bot.mailer import Mailer
from bot.open_files import files_in, open_to_others
from bot.panels import panel_of
from bot.policy import policy_of, refuse_known_key
from bot.secrets import secrets_of
from bot.settings import BadSettings, Settings
from bot.standing import look_at
from bot.telegram import make_bot
from desk.ids import ChatId, private_chat
from desk.notices.staff import NotDelivered, NotSeen, Unconfirmed
from desk.office import Office
from desk.ports import Work
from desk.rules.days import unpublished
from desk.rules.groups import Wrong
from desk.rules.messages import Chat
from desk.rules.policy import Policy
from desk.rules.vault import Secret, Unsealable, Vault
from desk.usecases.membership import whereabouts
from desk.usecases.moving import strays
from desk.usecases.sweeping import never_told
from storage.engine import Database
from storage.migrate import check_shape
from storage.url import Unusable, opening, path_of, read_url

MEGABYTE = 1 << 20
LEAST_FREE = 64 * MEGABYTE
ENV_FILE = ".env"
LATELY = timedelta(days=7)
MOST_LISTED = 50


UNPUBLISHED = (
    "the official days off of {year} are not known yet, only those that the law names: "
    "bring the desk to a newer version, or set the days that were moved with `frontdesk calendar set`"
)


MARKS = {True: "ok  ", None: "note", False: "BAD "}


@dataclass(frozen=True, slots=True)
class Finding:
    """`good` None: worth knowing, not wrong."""

    good: bool | None
    text: str


async def check(settings: Settings) -> AsyncIterator[Finding]:
    """Look at everything that the desk depends on; each finding as soon as it is known, in one line without secrets."""
    redact = Redact(*secrets_of(settings))
    async for finding in _findings(settings, policy_of(settings)):
        yield replace(finding, text=redact.clean(" ".join(finding.text.split())))


async def report(settings: Settings, say: Callable[[str], object]) -> bool:
    """The same, line by line; whether nothing is wrong."""
    good = True
    async for finding in check(settings):
        say(f"{MARKS[finding.good]} {finding.text}")
        good = good and finding.good is not False
    return good


async def _findings(settings: Settings, policy: Policy) -> AsyncIterator[Finding]:
    for finding in _secrets(settings):
        yield finding
    if year := unpublished(policy.calendar.day_of(Clock(settings.clock_offset_file).now()), policy.published):
        yield Finding(None, f"HOLIDAYS: {UNPUBLISHED.format(year=year)}")
    for finding in _files(settings):
        yield finding
    known: dict[ChatId, Known] = {}
    async for finding in _database(settings.database_url, policy, known):
        yield finding
    if crowded := _room_on_disk(settings.database_url):
        yield crowded
    async for finding in _telegram(settings, policy, known):
        yield finding
    async for finding in _panel(settings):
        yield finding
    yield await _mail(settings)
    yield _vault(settings, policy)
    if settings.web_listen and not settings.metrics_token.get_secret_value():
        yield Finding(
            None, "METRICS_TOKEN is not set: there is no /metrics; a word of 16 characters or more switches it on"
        )
    for finding in _nobody(settings, policy):
        yield finding


def _nobody(settings: Settings, policy: Policy) -> Iterator[Finding]:
    """What would be told, and to nobody."""
    if not settings.privacy_url:
        yield Finding(None, "PRIVACY_URL is not set: nobody is asked for consent before their words are kept")
    if not settings.manager_ids:
        yield Finding(None, "MANAGER_IDS is empty: nobody gets the daily digest")
    if policy.priority and not policy.on_duty:
        yield Finding(None, "ON_DUTY is empty: nobody is called when an urgent priority ticket comes outside hours")
    if not (settings.manager_ids or (settings.smtp_url.get_secret_value() and settings.complaints_email)):
        yield Finding(None, "neither MANAGER_IDS nor COMPLAINTS_EMAIL is set: nobody gets complaints and praise")


def _files(settings: Settings) -> Iterator[Finding]:
    """What the company has written down. Bad articles are left out when the desk starts."""
    if "calendar_file" in settings.model_fields_set and not settings.calendar_file.exists():
        yield Finding(None, f"CALENDAR_FILE: {settings.calendar_file} is not there (yet): the company has no own days")
    if settings.articles_dir.is_dir():
        for what in read_folder(settings.articles_dir).bad:
            yield Finding(False, f"ARTICLES_DIR: {what}")
    elif "articles_dir" in settings.model_fields_set:
        yield Finding(None, f"ARTICLES_DIR: {settings.articles_dir} is not there (yet): no articles are read from it")


def _secrets(settings: Settings) -> Iterator[Finding]:
    """Who else on this machine can read what nobody else may. Source: OWASP ASVS 13.3.4."""
    if settings.clock_offset_file:
        yield _clock(settings.clock_offset_file)
    for file, mode in open_to_others([Path(ENV_FILE)]):
        yield Finding(False, f"{file}: others on this machine can read it (mode {mode}): chmod 600 {file}")
    folder = settings.secrets_dir
    if folder is not None and not folder.is_dir():
        yield Finding(False, f"SECRETS_DIR: {folder} is not there: nothing was read from it")
    for file, mode in open_to_others(files_in(folder)):
        yield Finding(None, f"SECRETS_DIR: {file} can be read by others on this machine (mode {mode})")


def _clock(file: Path) -> Finding:
    """The desk itself goes on without a file that it cannot read, by the time that it knew last."""
    try:
        timedelta(seconds=float(file.read_text() or 0))
    except FileNotFoundError:
        pass
    except OSError as error:
        return Finding(False, f"CLOCK_OFFSET_FILE: {file} cannot be read: {error.strerror}")
    except (ValueError, OverflowError):
        return Finding(False, f"CLOCK_OFFSET_FILE: {file} does not hold a number of seconds")
    return Finding(None, f"CLOCK_OFFSET_FILE is set: the desk's time is moved by {file}")


@dataclass(frozen=True, slots=True)
class Known:
    """What the database knows of a group of the settings, as it is by now; `waiting` is how much is owed there."""

    chat: Chat
    waiting: int = 0


async def _known(work: Work) -> dict[ChatId, Known]:
    """By the number in the settings."""
    found = {}
    for room in work.policy.all_rooms():
        chat = await whereabouts(work, room)
        found[room] = Known(chat, await work.outbox.waiting(chat.id))
    return found


async def _database(url: str, policy: Policy, known: dict[ChatId, Known]) -> AsyncIterator[Finding]:
    """Its shape first: opening it as the desk does would make the file, and change one that is not ours."""
    try:
        await check_shape(url)
        database = Database(url)
    except Unusable as error:
        yield Finding(False, f"database: {error}")
        return
    try:
        yield Finding(True, f"database: {database.url}")
        with opening():
            office = _office(database, policy)
            parked = await office.look(_parked)
            untold = await office.look(_untold)
            known.update(await office.look(_known))
            lost = await office.look(strays)
            unknown = await office.look(_unknown_products)
            locked = await office.look(_locked)
            wrong = await office.look(_misread)
            strangers = await office.look(never_told)
            await office.run(_nothing)
        if untold:
            said = "messages that were not delivered could not be told of, as Telegram refused that too"
            yield Finding(
                None, f"outbox: in the last {LATELY.days} days {untold} {said}; see `frontdesk leftovers list`"
            )
        if parked:
            aside = f"in the last {LATELY.days} days {parked} updates could not be handled and were set aside"
            yield Finding(False, f"inbox: {aside}; see `frontdesk leftovers list`")
        if locked:
            yield Finding(
                False, f"VAULT_KEY: {locked} access data wait that none of these keys opens: put the former key back"
            )
        if strangers:
            said = "this panel has never told of: they are left as they are (look at docs/operating.md)"
            yield Finding(None, f"panel: {len(strangers)} clients are known from a file or another panel whom {said}")
        if wrong:
            said = "what was known of them before counts until the panel is put right"
            yield Finding(False, f"panel: it tells wrongly of {', '.join(wrong)}: {said}")
        for setting, names in unknown:
            yield Finding(None, f"{setting}: no client has a service of {names}: look at the names in the panel")
        for chat in sorted(lost):
            yield Finding(
                None, f"group {chat} has open tickets and is not in the settings: they move when the desk starts"
            )
    except Unusable as error:
        yield Finding(False, f"database: {error}")
    finally:
        await database.dispose()


async def _misread(work: Work) -> list[str]:
    """Of whom the panel that is asked tells wrongly, and what."""
    if work.policy.freshness is None:
        return []
    wrong = await work.checks.wrong()
    told = [f"client {client} ({why})" for client, why in list(wrong.items())[:MOST_LISTED]]
    return told + ([f"and {len(wrong) - len(told)} more"] if len(wrong) > len(told) else [])


async def _locked(work: Work) -> int:
    """What was sealed by a key that is not among those of the settings any more."""
    return sum([not _opens(work.policy.vault, secret) for secret in await work.secrets.held()])


def _opens(vault: Vault | None, secret: Secret) -> bool:
    if vault is None:
        return False
    try:
        vault.unseal(secret.sealed, secret.about)
    except Unsealable:
        return False
    return True


def _vault(settings: Settings, policy: Policy) -> Finding:
    if policy.vault is None:
        return Finding(None, "VAULT_KEY is not set: clients cannot pass on access data protected, so staff cannot ask")
    try:
        refuse_known_key(settings)
    except BadSettings as error:
        return Finding(False, str(error))
    return Finding(True, "access vault: on")


async def _unknown_products(work: Work) -> list[tuple[str, str]]:
    """Of the settings: a name that is misspelt would make nobody's support a priority, or promise nobody anything."""
    known = {product.strip().casefold() for product in await work.clients.products()}
    named = {
        "PRIORITY_PRODUCTS": work.policy.priority.products if work.policy.priority else frozenset[str](),
        "FIRST_REACTION_PRODUCTS": {product for product, _ in work.policy.of_products},
    }
    unknown = {
        setting: sorted(name for name in names if name.casefold() not in known) for setting, names in named.items()
    }
    return [(setting, ", ".join(names)) for setting, names in unknown.items() if names]


def _room_on_disk(url: str) -> Finding | None:
    """Of an SQLite file. Whatever is committed is written twice, to its journal first."""
    path = path_of(read_url(url))
    if path is None or not path.exists():
        return None
    folder = path.absolute().parent
    free = shutil.disk_usage(folder).free
    if free >= LEAST_FREE:
        return None
    megabytes = f"{free / MEGABYTE:.1f} MB are free, {LEAST_FREE // MEGABYTE} should be"
    return Finding(False, f"database: the disk is (nearly) full: make room in {folder} ({megabytes})")


def _office(database: Database, policy: Policy) -> Office:
    now = Clock().now
    return Office(database.begin(now, policy), database.look(now, policy))


async def _nothing(_: Work) -> None:
    """Shows whether anything could be changed."""


async def _parked(work: Work) -> int:
    """Of late: older ones have been told of."""
    return await work.inbox.parked(work.now - LATELY)


async def _untold(work: Work) -> int:
    """What was to be said in a ticket's topic about something that did not arrive, and did not arrive itself."""
    return await work.outbox.given_up((NotDelivered, NotSeen, Unconfirmed), work.now - LATELY)


async def _telegram(settings: Settings, policy: Policy, known: dict[ChatId, Known]) -> AsyncIterator[Finding]:
    bot = make_bot(settings)
    try:
        me = await bot.get_me()
        yield Finding(True, f"Telegram: the token belongs to @{me.username}")
        async for finding in _webhook(bot, settings):
            yield finding
        for room in sorted(policy.all_rooms()):
            async for finding in _room(bot, known.get(room, Known(Chat(room)))):
                yield finding
        async for missing in _out_of_reach(bot, policy):
            yield missing
    except TelegramUnauthorizedError as error:
        yield Finding(False, f"Telegram: BOT_TOKEN is not valid (any more): take it anew from @BotFather ({error})")
    except TelegramNetworkError as error:
        yield Finding(False, f"Telegram: cannot be reached: look at the network, or set TELEGRAM_PROXY ({error})")
    except AiogramError as error:
        yield Finding(False, f"Telegram: {error}")
    except Exception as error:
        # Whatever a proxy does: the errors of its library have no kind in common.
        yield Finding(False, f"Telegram: {type(error).__name__}: {error}")
    finally:
        await bot.session.close()


async def _webhook(bot: Bot, settings: Settings) -> AsyncIterator[Finding]:
    """What Telegram says of the way on which it brings updates."""
    told = await bot.get_webhook_info()
    wanted = f"{str(settings.public_url).rstrip('/')}/telegram" if settings.webhook_secret.get_secret_value() else ""
    if told.url != wanted:
        said = "is not set (yet)" if not told.url else "is set to another address"
        then = "the desk sets it when it starts" if wanted else "the desk takes it away when it starts, and polls"
        yield Finding(None, f"webhook: it {said}; {then}")
    elif told.url:
        yield Finding(True, f"webhook: set to {told.url}; {told.pending_update_count} updates wait at Telegram")
    if told.url and told.last_error_message:
        good = None if told.last_error_date is None or not told.pending_update_count else False
        yield Finding(good, f"webhook: Telegram's last complaint was “{told.last_error_message}”")


async def _out_of_reach(bot: Bot, policy: Policy) -> AsyncIterator[Finding]:
    told = [("MANAGER_IDS", chat) for chat in sorted(policy.managers)]
    told += [("ON_DUTY", private_chat(person)) for person in policy.on_duty]
    for setting, chat in told:
        if missing := await _unreachable(bot, chat, setting):
            yield missing


async def _unreachable(bot: Bot, manager: ChatId, setting: str) -> Finding | None:
    """Telegram lets no bot write first to a person, nor into a group where it is not."""
    try:
        await bot.get_chat(manager)
    except (TelegramBadRequest, TelegramForbiddenError) as error:
        do = "they have to press Start in the bot's chat" if manager > 0 else "add the bot to the group"
        return Finding(False, f"{setting}: {manager} cannot be written to: {do}, or the number is wrong ({error})")
    return None


async def _room(bot: Bot, known: Known) -> AsyncIterator[Finding]:
    """How it is now, what that means and who has to do what; and what waits for it."""
    room = known.chat.id
    try:
        found = await look_at(bot, room)
    except TelegramMigrateToChat as error:
        yield Finding(None, f"staff group {room}: it is now {error.migrate_to_chat_id}; the desk follows by itself")
        return
    except (TelegramBadRequest, TelegramForbiddenError) as error:
        yield Finding(False, f"staff group {room}: {error}; add the bot to the group and check the number")
        return
    name = f"staff group {room}"
    if found.seen:
        kind = "with Topics: a topic for each ticket" if found.forum else "without Topics: staff answer by replies"
        yield Finding(True, f"{name} “{found.title}”, {kind}")
    had_topics = known.chat.forum or known.chat.wrong is Wrong.TOPICS_OFF
    wrong = Wrong.TOPICS_OFF if found.wrong is Wrong.NOTHING and had_topics and not found.forum else found.wrong
    if wrong is Wrong.NOTHING and known.chat.wrong is Wrong.REFUSED:
        wrong = Wrong.REFUSED
    if wrong in TO_DO:
        said = f" ({found.detail})" if found.detail else ""
        yield Finding(None if wrong is Wrong.TOPICS_OFF else False, f"{name}: {TO_DO[wrong]}{said}")
    if known.waiting:
        yield Finding(None, f"{name}: {known.waiting} messages about tickets wait for it; nothing is lost")
    if not found.tidies:
        yield Finding(None, f"{name}: without the right to delete messages the bot cannot tidy up")


TO_DO = {
    Wrong.TOPICS_OFF: "Topics were switched off: tickets come into the group itself, staff answer by replies; "
    "an administrator of the group can switch them on again",
    Wrong.NO_TOPICS_RIGHT: "give the bot the right to manage topics: new tickets wait until then",
    Wrong.NOT_ADMIN: "make the bot an administrator, or it does not see what staff write",
    Wrong.REFUSED: "Telegram refuses what the bot sends there: look at the bot's rights; the log has Telegram's words",
    Wrong.MUTED: "the bot may not write there: make it an administrator; everything waits until then",
    Wrong.SHUT_OUT: "the bot is not in the group (any more): "
    "add the bot to the group and make it an administrator; everything waits until then",
    Wrong.DELETED: "the group was deleted: make another one with the bot as an administrator, "
    "put its number into STAFF_CHAT_ID or STAFF_CHATS and restart; open tickets move there",
    Wrong.NOT_FOUND: "Telegram does not find it: add the bot to the group and check the number",
}
"""What is wrong in plain words, and what to do about it."""


async def _panel(settings: Settings) -> AsyncIterator[Finding]:
    """Only where one is asked: files are checked when they are imported."""
    panel = panel_of(settings, Clock().now)
    if panel is None:
        return
    try:
        for health in await panel.health():
            yield Finding(health.good, health.text)
    finally:
        await panel.close()


async def _mail(settings: Settings) -> Finding:
    mailer = Mailer(settings)
    if not mailer.on:
        return Finding(None, "SMTP_URL is not set: clients cannot sign in with a code by mail")
    try:
        await mailer.check()
    except Exception as error:
        return Finding(False, f"mail server: {type(error).__name__}: {error}")
    return Finding(True, "mail server: answers and lets us in")
