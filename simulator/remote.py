"""The vocabulary of stories for a simulator in another process."""

from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self

from aiohttp import ClientSession, ClientTimeout

from simulator.actors.chats import Group
from simulator.actors.director import Director
from simulator.actors.person import Person
from simulator.errors import ImpossibleError, NotSeenError

REFUSALS = {"ImpossibleError": ImpossibleError, "NotSeenError": NotSeenError}
# Long polls end by their own timeouts.
NEVER = ClientTimeout(total=None)


class HttpBackend:
    """Carries out operations through `/control` of a simulator at `base_url`."""

    def __init__(self, base_url: str, session: ClientSession) -> None:
        self._base_url = base_url.rstrip("/")
        self._session = session

    async def __call__(self, operation: str, /, **arguments: Any) -> Any:
        url = f"{self._base_url}/control/{operation}"
        async with self._session.post(url, json=arguments, timeout=NEVER) as response:
            body = await response.json()
        if "error" not in body:
            return body["result"]
        raise REFUSALS.get(body["kind"], ValueError)(body["error"])


class RemoteSimulator(Director):
    """`async with RemoteSimulator(api_url) as sim`; as Simulator, but people and groups are awaited."""

    def __init__(self, base_url: str) -> None:
        self._session = ClientSession()
        super().__init__(HttpBackend(base_url, self._session))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def person(self, first_name: str, last_name: str = "", *, username: str = "", language: str = "ru") -> Person:
        """A person who has not met the bot yet; the first word starts it."""
        names = {"first_name": first_name, "last_name": last_name, "username": username}
        return Person(self.backend, (await self.backend("create_person", **names, language=language))["id"], **names)

    async def group(self, title: str, *, forum: bool = True, members: Sequence[Person] = (), **settings: Any) -> Group:
        """A supergroup with the bot; `admins`, `bot_is_admin`, `bot_rights` as in operations.staging.create_group."""
        ids = {"members": [one.id for one in members], "admins": [one.id for one in settings.pop("admins", ())]}
        shown = await self.backend("create_group", title=title, forum=forum, **ids, **settings)
        return Group(self.backend, shown["id"], title)

    async def plain_group(self, title: str, *, members: Sequence[Person] = (), **settings: Any) -> Group:
        """A basic group with the bot, as Telegram makes them before they become supergroups."""
        return await self.group(title, forum=False, members=members, supergroup=False, **settings)

    async def channel(self, title: str, *, bot_rights: Sequence[str] | None = None) -> Group:
        """A channel with the bot as an administrator, by default with the right to post."""
        rights = None if bot_rights is None else list(bot_rights)
        shown = await self.backend("create_channel", title=title, bot_rights=rights)
        return Group(self.backend, shown["id"], title)

    async def updates_pending(self) -> int:
        """How many updates the bot has not confirmed."""
        return int(await self.backend("updates_pending"))
