"""Before an update for which it matters, the panel is asked: a few seconds at most, and only the one chat waits."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from datetime import timedelta
from typing import Any, Final

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, Contact, Message, TelegramObject, Update

from bot.background import tell
from bot.registry import Aside, Registry
from desk.ids import PersonId, SecretId
from desk.office import Office
from desk.ports import Work
from desk.rules.codes import looks_like_email, meant_as_code
from desk.rules.form import FormName
from desk.usecases.phone import client_by_contact
from handlers.callbacks import Fill, Go, Invitation, Safe
from handlers.contents import shared_by

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]

WITHIN: Final = 3.0
"""Seconds; after them what is known has to do."""

FOUND_WITHIN: Final = 2.0
"""Seconds for a new address, whether a client has it or not: who asks learns nothing from the time. Source: sec. 4."""


async def client_of_secret(work: Work, *, number: SecretId) -> list[Any]:
    secret = await work.secrets.get(number)
    ticket = await work.tickets.get(secret.ticket) if secret else None
    return [ticket.client] if ticket and ticket.client else []


async def asked_for(work: Work, *, person: PersonId) -> tuple[str, timedelta] | None:
    """The address whose code this person is asked for, empty: the address itself; and how long an answer is fresh.

    None: they are asked for neither.
    """
    draft, terms = await work.drafts.of(person), work.policy.freshness
    if draft is None or terms is None or draft.form is not FormName.SIGN_IN:
        return None
    return draft.answers.get("email", ""), terms.fresh


class Freshen(BaseMiddleware):
    """It holds no update back: whatever goes wrong here is logged, and the update is handled."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, Update)
        person: PersonId | None = data.get("person")
        if person is not None:
            try:
                await self._before(event.event, data["office"], person, data.get("aside", nullcontext))
            except Exception as error:
                tell("panel_not_asked_before_an_update", error)
        return await handler(event, data)

    async def _before(self, event: TelegramObject, office: Office, person: PersonId, aside: Aside) -> None:
        match event:
            case CallbackQuery(data=str(pressed)):
                await self._before_a_press(pressed, office, person, aside)
            case Message(text=str(text), chat=chat) if chat.type == "private":
                await self._before_words(text.strip(), office, person, aside)
            case Message(contact=Contact(), chat=chat) if chat.type == "private":
                clients = await office.look(client_by_contact, person=person, contact=shared_by(event))
                await self._registry.refresh(clients, within=WITHIN, aside=aside)

    async def _before_a_press(self, pressed: str, office: Office, person: PersonId, aside: Aside) -> None:
        kind, _, facts = pressed.partition(":")
        act = facts.split(":")
        if kind == Fill.__prefix__:
            await self._registry.refresh_person(person, within=WITHIN if "send" in act else 0, aside=aside)
        elif (kind == Invitation.__prefix__ and act[0] == "yes") or (kind == Go.__prefix__ and act[0] == "services"):
            await self._registry.refresh_person(person, within=WITHIN, aside=aside)
        elif kind == Safe.__prefix__ and act[0] in {"give", "show"} and act[-1].isdecimal():
            clients = await office.look(client_of_secret, number=SecretId(int(act[-1])))
            await self._registry.refresh(clients, within=WITHIN, aside=aside)

    async def _before_words(self, text: str, office: Office, person: PersonId, aside: Aside) -> None:
        if text.startswith(("/services", "/new")):
            within = WITHIN if text.startswith("/services") else 0
            await self._registry.refresh_person(person, within=within, aside=aside)
        elif looks_like_email(text) or meant_as_code(text):
            await self._before_proof(text, office, person, aside)

    async def _before_proof(self, text: str, office: Office, person: PersonId, aside: Aside) -> None:
        """An address is looked for; before its code is judged, once more, unless the panel has answered lately."""
        asked = await office.look(asked_for, person=person)
        if asked is None:
            return
        given, lately = asked
        email = given or text.lower()
        if looks_like_email(email) and not (given and self._registry.heard_lately(email, person, lately)):
            begun = asyncio.get_running_loop().time()
            async with aside():
                await self._registry.find(email, person, within=FOUND_WITHIN)
                await asyncio.sleep(max(0.0, begun + FOUND_WITHIN - asyncio.get_running_loop().time()))
