"""Before an update for which it matters, the panel is asked: a few seconds at most, and only the one chat waits."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, Message, TelegramObject, Update

from bot.background import tell
from bot.registry import Registry
from desk.ids import PersonId, SecretId
from desk.office import Office
from desk.ports import Work
from desk.rules.codes import looks_like_email
from desk.rules.form import FormName
from handlers.callbacks import Fill, Go, Invitation, Safe

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]

WITHIN: Final = 3.0
"""Seconds; after them what is known has to do."""

FOUND_WITHIN: Final = 2.0
"""Seconds for a new address, whether a client has it or not: who asks learns nothing from the time. Source: sec. 4."""


async def client_of_secret(work: Work, *, number: SecretId) -> list[Any]:
    secret = await work.secrets.get(number)
    ticket = await work.tickets.get(secret.ticket) if secret else None
    return [ticket.client] if ticket and ticket.client else []


async def gives_address(work: Work, *, person: PersonId) -> bool:
    """Whether this person was asked for their address just now."""
    draft = await work.drafts.of(person)
    return draft is not None and draft.form is FormName.SIGN_IN and "email" not in draft.answers


class Freshen(BaseMiddleware):
    """It holds no update back: whatever goes wrong here is logged, and the update is handled."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, Update)
        person: PersonId | None = data.get("person")
        if person is not None:
            try:
                await self._before(event.event, data["office"], person)
            except Exception as error:
                tell("panel_not_asked_before_an_update", error)
        return await handler(event, data)

    async def _before(self, event: TelegramObject, office: Office, person: PersonId) -> None:
        match event:
            case CallbackQuery(data=str(pressed)):
                await self._before_a_press(pressed, office, person)
            case Message(text=str(text), chat=chat) if chat.type == "private":
                await self._before_words(text.strip(), office, person)

    async def _before_a_press(self, pressed: str, office: Office, person: PersonId) -> None:
        kind, _, facts = pressed.partition(":")
        act = facts.split(":")
        if kind == Fill.__prefix__:
            await self._registry.refresh_person(person, within=WITHIN if "send" in act else 0)
        elif (kind == Invitation.__prefix__ and act[0] == "yes") or (kind == Go.__prefix__ and act[0] == "services"):
            await self._registry.refresh_person(person, within=WITHIN)
        elif kind == Safe.__prefix__ and act[0] in {"give", "show"} and act[-1].isdecimal():
            clients = await office.look(client_of_secret, number=SecretId(int(act[-1])))
            await self._registry.refresh(clients, within=WITHIN)

    async def _before_words(self, text: str, office: Office, person: PersonId) -> None:
        if text.startswith(("/services", "/new")):
            await self._registry.refresh_person(person, within=WITHIN if text.startswith("/services") else 0)
        elif looks_like_email(text) and await office.look(gives_address, person=person):
            begun = asyncio.get_running_loop().time()
            await self._registry.find(text.lower(), within=FOUND_WITHIN)
            await asyncio.sleep(max(0.0, begun + FOUND_WITHIN - asyncio.get_running_loop().time()))
