"""A whole simulator in one event loop: servers, world, and the vocabulary to play in it."""

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from simulator.actors.backend import LocalBackend
from simulator.actors.chats import Group
from simulator.actors.director import Director
from simulator.actors.person import Person
from simulator.api import BotApi
from simulator.clock import Clock
from simulator.control import Control
from simulator.hosting import Hosting
from simulator.ledger import Ledger
from simulator.mailbox import Mailbox
from simulator.operations import OPERATIONS
from simulator.page.site import Site, refuse_strangers
from simulator.pushing import push
from simulator.stage import Stage
from simulator.world.users import User
from simulator.world.world import World

TOKEN = "7000000001:AAE-a-token-of-the-simulator-only"  # noqa: S105
LARGEST_REQUEST = 64 << 20


class Simulator(Director):
    """`async with Simulator() as sim`; what it offers is described in `simulator/__init__.py`."""

    def __init__(
        self,
        token: str = TOKEN,
        *,
        clock_file: Path | str | None = None,
        port: int = 0,
        smtp_port: int = 0,
        limits: bool = True,
        enforced: bool = False,
        page: bool = False,
    ) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="simulator-")
        self._ports = (port, smtp_port)
        self.bot_token = token
        self.bot_user = User(int(token.partition(":")[0]), "Front Desk", username="frontdesk_bot", is_bot=True)
        self.clock = Clock(Path(clock_file) if clock_file else Path(self._folder.name) / "clock-offset")
        self.world = World(self.clock, self.bot_user)
        self.ledger = Ledger(self.clock.now)
        self.mailbox = Mailbox(self.world.changes, self.clock.now)
        self.api = BotApi(self.world, self.ledger, token, limits=limits, enforced=enforced)
        self.faults = self.api.faults
        self.hosting = Hosting(self.world.changes)
        self.stage = Stage(self.world, self.clock, self.ledger, self.mailbox, self.faults, self.api.pace, self.hosting)
        self._page = page
        self.api_url = self.smtp_url = ""
        self._runner: web.AppRunner | None = None
        self._pushing: asyncio.Task[None] | None = None
        super().__init__(LocalBackend(self.stage))

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=LARGEST_REQUEST, middlewares=[refuse_strangers])
        app.add_routes([*self.api.routes(), *Control(self.stage).routes()])
        if self._page:
            app.add_routes(Site(self.stage).routes())
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._ports[0])
        await site.start()
        self.api_url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._pushing = asyncio.get_running_loop().create_task(push(self.world))
        self.smtp_url = f"smtp://127.0.0.1:{await self.mailbox.start(self._ports[1])}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.world.closing = True
        self.world.changes.notify()
        if self._pushing is not None:
            self._pushing.cancel()
            await asyncio.gather(self._pushing, return_exceptions=True)
        await self.mailbox.stop()
        if self._runner is not None:
            await self._runner.cleanup()
        self._folder.cleanup()

    def person(self, first_name: str, last_name: str = "", *, username: str = "", language: str = "ru") -> Person:
        """A person who has not met the bot yet; the first word starts it."""
        names = {"first_name": first_name, "last_name": last_name, "username": username}
        return Person(self.backend, self._do("create_person", **names, language=language)["id"], **names)

    def group(self, title: str, *, forum: bool = True, members: Sequence[Person] = (), **settings: Any) -> Group:
        """A supergroup with the bot; `admins`, `bot_is_admin`, `bot_rights` as in operations.staging.create_group."""
        ids = {"members": [one.id for one in members], "admins": [one.id for one in settings.pop("admins", ())]}
        shown = self._do("create_group", title=title, forum=forum, **ids, **settings)
        return Group(self.backend, shown["id"], title)

    def plain_group(self, title: str, *, members: Sequence[Person] = (), **settings: Any) -> Group:
        """A basic group with the bot, as Telegram makes them before they become supergroups."""
        return self.group(title, forum=False, members=members, supergroup=False, **settings)

    def channel(self, title: str, *, bot_rights: Sequence[str] | None = None) -> Group:
        """A channel with the bot as an administrator, by default with the right to post."""
        rights = None if bot_rights is None else list(bot_rights)
        return Group(self.backend, self._do("create_channel", title=title, bot_rights=rights)["id"], title)

    def updates_pending(self) -> int:
        """How many updates the bot has not confirmed."""
        return len(self.world.updates.pending())

    def _do(self, operation: str, **arguments: Any) -> Any:
        return OPERATIONS[operation](self.stage, **arguments)
