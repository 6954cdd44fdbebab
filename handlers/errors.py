"""A refusal becomes a polite no where it arose: a toast under a button, a message otherwise."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, Message, TelegramObject

from desk.errors import Refusal, facts_of, name_of
from desk.ids import ChatId, PersonId
from desk.office import UpdateOffice
from desk.usecases.arrivals import hint, nothing, tell_refusal
from handlers.answering import answer
from handlers.texts import Texts, plain

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Refusals(BaseMiddleware):
    """Nothing was changed by what was refused; telling it is the update's one use case."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        try:
            return await handler(event, data)
        except Refusal as refusal:
            office: UpdateOffice = data["office"]
            if isinstance(event, CallbackQuery):
                await office.run(nothing)
                texts: Texts = data["texts"]
                await answer(event, plain(texts.refusal(refusal)), alert=True)
            elif isinstance(event, Message):
                await _tell(office, event, refusal)
            return None


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
