"""A refusal becomes a polite no where it arose: a toast under a button, a message otherwise."""

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, Message, TelegramObject

from desk.errors import Refusal, facts_of, name_of
from desk.ids import ChatId, PersonId
from desk.office import UpdateOffice
from desk.usecases.arrivals import hint, nothing, tell_refusal
from desk.usecases.auditing import ABOUT_ACCESS, note_refusal
from handlers.answering import answer
from handlers.filters import chat_of
from handlers.texts import Texts, plain

log = structlog.get_logger()

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Refusals(BaseMiddleware):
    """Nothing was changed by what was refused; telling it is the update's one use case."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        try:
            return await handler(event, data)
        except Refusal as refusal:
            office: UpdateOffice = data["office"]
            _note(event, refusal)
            if isinstance(event, CallbackQuery):
                if type(refusal) in ABOUT_ACCESS:
                    await office.run(note_refusal, person=PersonId(event.from_user.id), refusal=refusal)
                else:
                    await office.run(nothing)
                texts: Texts = data["texts"]
                await answer(event, plain(texts.refusal(refusal)), alert=True)
            elif isinstance(event, Message):
                await _tell(office, event, refusal)
            return None


def _note(event: TelegramObject, refusal: Refusal) -> None:
    """Who was refused what, and where: no words of theirs. Source: OWASP ASVS 16.3.2."""
    sender, place = getattr(event, "from_user", None), chat_of(event)
    data = event.data if isinstance(event, CallbackQuery) else None
    log.info(
        "refused",
        why=name_of(refusal),
        sender=sender.id if sender else None,
        chat=place[0] if place else None,
        button=(data or "").partition(":")[0] or None,
    )


async def _tell(office: UpdateOffice, message: Message, refusal: Refusal) -> None:
    if message.chat.type == "private":
        await office.run(tell_refusal, person=PersonId(message.chat.id), refusal=refusal)
        return
    await office.run(
        hint,
        chat=ChatId(message.chat.id),
        topic=message.message_thread_id if message.is_topic_message else None,
        reply_to=message.message_id,
        what=name_of(refusal),
        facts=facts_of(refusal),
    )
