"""The only place where objects meet."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AsyncExitStack
from functools import cache, partial

import structlog
from aiogram import Dispatcher, Router
from aiohttp.web import RouteDef

from bot import health, panel_events, panel_links, secret_page
from bot.articles import read_folder
from bot.background import Background
from bot.clock import LOOK_EVERY, Clock, Watch
from bot.commands import register
from bot.current import Current
from bot.freshen import Freshen
from bot.intake import LONG_POLL, Poller
from bot.mailer import Mailer
from bot.middlewares import Correlation, Locale
from bot.pacing import Pacing
from bot.panels import panel_of
from bot.policy import policy_of
from bot.registry import Registry
from bot.rooms import Rooms
from bot.sender import Sender
from bot.settings import Settings
from bot.telegram import make_bot
from bot.ticks import Ticks
from bot.web import Web
from bot.webhook import Webhook
from bot.workers import Workers
from desk.ids import ChatId, ClientId
from desk.office import Office
from desk.ports import Panel, Work
from desk.rules.groups import CLOSED
from desk.rules.messages import Chat
from desk.rules.policy import Policy
from desk.usecases.articles import take_over
from desk.usecases.membership import whereabouts
from desk.usecases.moving import strays
from handlers import (
    approvals,
    articles,
    calendar,
    charges,
    client,
    client_look,
    consent,
    dates,
    macros,
    manager,
    membership,
    on_behalf,
    refusals,
    staff,
    vault,
    worktime,
)
from handlers.consent import Consents
from handlers.errors import Refusals
from handlers.filters import IsCommand, Places
from handlers.texts import LANGUAGES, Texts, best_language
from storage.engine import Database
from storage.lease import lease
from storage.migrate import pending, upgrade

log = structlog.get_logger()

STOP_SECONDS = 10.0
PANEL_SECONDS = 3.0
"""So long somebody waits who comes from the panel."""
FIRST_WAIT = 1.0
LONGEST_WAIT = 30.0
STAND_BY_SECONDS = 2.0


async def where_now(work: Work, *, chats: frozenset[ChatId]) -> dict[ChatId, Chat]:
    """What each of these chats is by now: a group that became a supergroup has another number."""
    return {chat: await whereabouts(work, chat) for chat in chats}


class NotMigrated(Exception):
    """The database waits for `frontdesk migrate`."""


class LeaseLost(Exception):
    """The connection that held the right to speak is gone."""


class PartEnded(Exception):
    """Something that runs as long as the desk does has ended."""


class App:
    """The running desk. `run` ends when it is cancelled, after finishing what is in hand."""

    def __init__(self, settings: Settings, *, long_poll: int = LONG_POLL, panel: Panel | None = None) -> None:
        """`panel` stands in for the one of the settings."""
        self.settings = settings
        self.current = Current(policy_of(settings))
        self.clock = Clock(settings.clock_offset_file, moves_pacing=settings.clock_moves_pacing)
        self.database = Database(settings.database_url)
        self.office = Office(
            self.database.begin(self.clock.now, self.current),
            self.database.look(self.clock.now, self.current),
        )
        self.bot = make_bot(settings)
        self.places = Places(set(self.policy.all_rooms()), set(self.policy.managers))
        self.texts = cache(lambda language, zone="": Texts(language, settings.timezone, zone))
        panel = panel or panel_of(settings, self.clock.now)
        self.registry = Registry(panel, self.office, self.clock.now) if panel else None
        self.sender = Sender(
            office=self.office,
            bot=self.bot,
            mailer=Mailer(settings),
            clock=self.clock,
            pacing=Pacing(settings.telegram_limits),
            places=self.places,
            texts=lambda code, zone: self.texts(best_language(code, settings.language), zone),
            polls=lambda: self.intake.polls,
        )
        self.workers = Workers(
            office=self.office,
            dispatcher=self._dispatcher(),
            bot=self.bot,
            clock=self.clock,
            vault=self.policy.vault,
            settled=self.sender.settled,
        )
        self.poller = Poller(self.bot, self.workers.take, long_poll)
        self.webhook = self._webhook()
        self.intake: Poller | Webhook = self.webhook or self.poller
        self.rooms = Rooms(
            self.bot, self.office, self.places, self.clock, hold=self.sender.hold, let_go=self.sender.let_go
        )
        self.ticks = Ticks(
            self.office,
            settings.tick_every.amount,
            self._caught_up,
            self.registry.sweep_if_due if self.registry else None,
        )
        self.lease = lease(settings.database_url)
        self._parts: dict[str, asyncio.Task[None]] = {}
        self.web = self._web()
        self.ready = asyncio.Event()
        """Set once everything runs."""

    @property
    def policy(self) -> Policy:
        return self.current.policy

    async def run(self) -> None:
        """Start everything, and stop it in the order that loses nothing."""
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self.bot.session.close)
            stack.push_async_callback(self.database.dispose)
            if self.web:
                await stack.enter_async_context(self.web.running())
            await self._take_lease(stack)
            await self._prepare_database()
            await self._read_articles()
            await self.current.read_days(self.office)
            await self._find_places()
            tasks = Background()
            stack.push_async_callback(tasks.close)
            self._tell_commands(tasks)
            # A group that has become another one has no commands yet.
            self.places.renamed = partial(self._tell_commands, tasks)
            lasting = {tasks.begin(self.rooms.run(), name="rooms")}
            if self.registry:
                stack.push_async_callback(self.registry.close)
                lasting.add(tasks.begin(self.registry.run(), name="registry"))
            if self.clock.can_move:
                lasting.add(tasks.begin(self._watch_clock(), name="clock"))
            self.ticks.start()
            stack.push_async_callback(self.ticks.stop)
            await self._serve(lasting)

    async def _take_lease(self, stack: AsyncExitStack) -> None:
        """One process speaks for a database; another one stands by until it is gone."""
        stack.push_async_callback(self.lease.release)
        while not await self.lease.take():
            log.warning("standing_by", what="another desk runs on this database; this one takes over when it is gone")
            await asyncio.sleep(STAND_BY_SECONDS)

    async def _prepare_database(self) -> None:
        """SQLite is brought to this version by itself; on PostgreSQL an operator decides when."""
        if self.settings.database_url.startswith("sqlite"):
            await upgrade(self.settings.database_url)
        elif await pending(self.settings.database_url):
            raise NotMigrated("The database is not at this version's shape. Run: frontdesk migrate")

    async def _read_articles(self) -> None:
        """What the folder has is added and changed. A bad file must not keep the desk from its work."""
        if not self.settings.articles_dir.is_dir():
            return
        found = await asyncio.to_thread(read_folder, self.settings.articles_dir)
        for what in found.bad:
            log.warning("bad_article", what=what)
        change = await self.office.run(take_over, articles=found.articles)
        log.info("articles", added=len(change.added), changed=len(change.changed), same=len(change.same))

    async def _serve(self, lasting: Iterable[asyncio.Task[None]]) -> None:
        """Intake stops first, then what is in hand is finished, and the sender last.

        A desk of which a part has ended would look alive and be none: it stops, and is started again from outside.
        """
        intake, workers, sender = Background(), Background(), Background()
        parts = {
            *lasting,
            sender.begin(self.sender.run(), name="sender"),
            workers.begin(self.workers.run(), name="workers"),
            intake.begin(self.intake.run(), name="intake"),
        }
        lost = intake.begin(self.lease.lost(), name="lease")
        self._parts = {part.get_name(): part for part in (*parts, lost)}
        self.ready.set()
        if self.web:
            self.web.opened()
        try:
            ended, _ = await asyncio.wait({lost, *parts}, return_when=asyncio.FIRST_COMPLETED)
            if lost in ended:
                await sender.close()
                await self.sender.stop(0)
                raise LeaseLost("Another process may speak for this database now, so this one stops.")
            raise _part_ended(ended)
        finally:
            if self.web:
                self.web.closed()
            await intake.close()
            await workers.close()
            await self.workers.stop(STOP_SECONDS / 2)
            await sender.close()
            await self.sender.stop(STOP_SECONDS / 2)

    def _web(self) -> Web | None:
        if self.settings.web_listen is None:
            return None
        signs = health.Signs(
            database=self.database.ping,
            parts=self._working,
            counts=lambda: {"polls": ("Polls of Telegram that worked since the start", self.poller.polls)},
            figures=self._figures,
            metrics_token=self.settings.metrics_token.get_secret_value(),
        )
        links = panel_links.routes(
            office=self.office,
            secret=self.settings.panel_secret.get_secret_value(),
            now=self.clock.now,
            bot_name=lambda: self.places.me,
            ask_panel=self._ask_panel,
        )
        pages = secret_page.routes(
            office=self.office,
            pages=self.policy.secret_pages,
            texts=lambda code: self.texts(best_language(code, self.settings.language)),
            language=self.settings.language,
            ask_panel=self._ask_panel,
        )
        updates = self.webhook.routes() if self.webhook else []
        return Web(self.settings.web_listen, [*health.routes(signs), *updates, *links, *pages, *self._events()])

    def _webhook(self) -> Webhook | None:
        """None: the desk asks Telegram for updates itself."""
        secret, url = self.settings.webhook_secret.get_secret_value(), self.settings.public_url
        if not secret or url is None:
            return None
        return Webhook(self.bot, self.workers.take, self.clock, url=str(url), secret=secret)

    async def _ask_panel(self, client: ClientId) -> None:
        if self.registry:
            await self.registry.refresh([client], within=PANEL_SECONDS)

    def _events(self) -> list[RouteDef]:
        """Nobody is to be told of what changes in a panel that nobody asks."""
        if self.registry is None:
            return []
        secret = self.settings.panel_secret.get_secret_value()
        return panel_events.routes(office=self.office, secret=secret, now=self.clock.now, wake=self.registry.wake)

    def _working(self) -> dict[str, bool]:
        """Whether each part of this process does its work: what stands by does none."""
        running = {name: not part.done() for name, part in self._parts.items()}
        parts = {name: running.get(name, False) for name in ("lease", "workers", "sender")}
        return {**parts, "intake": self.intake.fresh}

    async def _figures(self) -> tuple[health.Figures, float]:
        return await self.office.look(health.figures), self.clock.now().timestamp()

    async def _caught_up(self) -> bool:
        """What Telegram has told is in the database, also what is being handled in the transaction that keeps it."""
        await self.workers.all_taken()
        return self.intake.polls > 0

    async def _find_places(self) -> None:
        """A group that was never seen may have topics or not: nothing goes there before we know."""
        for chat, now in (await self.office.look(where_now, chats=frozenset(self.places.rooms))).items():
            self.places.move(chat, now.id)
            if not now.title or now.wrong in CLOSED:
                self.sender.hold(now.id)
        self.rooms.strays(await self.office.look(strays))

    async def _keep_trying(self, step: Callable[[], Awaitable[None]], what: str) -> None:
        """Something that needs Telegram at the start: tried until it has worked."""
        wait = FIRST_WAIT
        while True:
            try:
                await step()
            except Exception as error:
                log.warning("start_is_tried_again", what=what, why=repr(error), wait=wait)
                await asyncio.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)
            else:
                return

    def _tell_commands(self, tasks: Background) -> None:
        tasks.begin(self._keep_trying(self._register, "telling Telegram our commands"), name="commands")

    async def _register(self) -> None:
        self.places.me = (await self.bot.me()).username or ""
        words = {language: self.texts(language) for language in LANGUAGES}
        await register(self.bot, self.places, words, self.settings.language)

    async def _watch_clock(self) -> None:
        watch = Watch(self.clock, self._clock_moved)
        while True:
            watch.look()
            if self._beat:
                self._beat = False
                await self.ticks.now()
            await asyncio.sleep(LOOK_EVERY)

    _beat = False

    def _clock_moved(self) -> None:
        self._beat = True
        self.rooms.wake()
        if self.registry:
            self.registry.wake()
        self.sender.wake()
        self.workers.wake()

    def _dispatcher(self) -> Dispatcher:
        return dispatcher(self.places, self.texts, self.settings.language, self._days_changed, self.registry)

    async def _days_changed(self) -> None:
        """A manager has changed the calendar: it holds from now on, and open tickets go by it. Source: T6, T17."""
        await self.current.read_days(self.office)
        await self.ticks.recount()


def _part_ended(ended: Iterable[asyncio.Task[None]]) -> PartEnded:
    names = ", ".join(sorted(task.get_name() for task in ended))
    log.critical("part_ended", what="the desk does not run without it, so all of it stops", part=names)
    return PartEnded(f"A part of the desk has failed ({names}), so all of it stops: the log says why.")


async def _nothing() -> None:
    """Nobody has to hear of it."""


def dispatcher(
    places: Places,
    texts: Callable[[str], Texts],
    language: str,
    days_changed: Callable[[], Awaitable[None]] = _nothing,
    registry: Registry | None = None,
) -> Dispatcher:
    """Routers in the order in which they are asked, and what every handler can ask for."""
    whole = Dispatcher(places=places, days_changed=days_changed, disable_fsm=True)
    whole.update.outer_middleware(Correlation())
    if registry:
        whole.update.outer_middleware(Freshen(registry))
    whole.callback_query.outer_middleware(Locale(texts, language))
    for asked in (whole.message, whole.edited_message, whole.callback_query, whole.my_chat_member):
        asked.outer_middleware(Consents())
    for observer in (whole.message, whole.edited_message, whole.callback_query):
        observer.outer_middleware(Refusals())
    asked_first = (
        consent,
        articles,
        charges,
        worktime,
        vault,
        dates,
        refusals,
        macros,
        on_behalf,
        client_look,
        approvals,
    )
    # Of messages they want commands only: most are none, and are not taken to each of thirty handlers.
    typed = Router(name="commands")
    typed.message.filter(IsCommand())
    typed.include_routers(calendar.router(), manager.router(), *(part.router() for part in asked_first))
    whole.include_routers(membership.before(), typed, staff.router(), client.router(), membership.after())
    return whole
