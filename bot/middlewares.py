"""What every handler can ask for: the person's words, a correlation id in the logs."""

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, TelegramObject, Update

from desk.ids import PersonId
from desk.office import Office
from desk.ports import Work
from handlers.filters import InRoom, Places
from handlers.texts import Texts

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Correlation(BaseMiddleware):
    """Every line that is logged while an update is handled names it."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, Update)
        with structlog.contextvars.bound_contextvars(update=event.update_id):
            return await handler(event, data)


async def language_of(work: Work, *, person: PersonId) -> str:
    found = await work.people.get(person)
    return (found.chosen or found.language) if found else ""


class Locale(BaseMiddleware):
    """The words for the answer to a press: the company's language in the staff's room, else the person's own."""

    def __init__(self, texts: Callable[[str], Texts], default: str) -> None:
        self._texts = texts
        self._default = default

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, CallbackQuery)
        places: Places = data["places"]
        office: Office = data["office"]
        language = self._default
        if not await InRoom()(event, places):
            stored = await office.look(language_of, person=PersonId(event.from_user.id))
            language = stored or event.from_user.language_code or self._default
        data["texts"] = self._texts(language)
        return await handler(event, data)
