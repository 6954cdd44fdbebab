"""Whoever has not agreed yet is asked, and what they wrote waits."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Router
from aiogram.enums import ChatMemberStatus
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, TelegramObject, User

from desk.ids import PersonId
from desk.notices.toasts import Toast
from desk.office import UpdateOffice
from desk.rules.people import Person, clean_name
from desk.usecases.arrivals import nothing
from desk.usecases.consent import (
    ConsentNeeded,
    agree,
    ask_to_agree,
    decline,
    gone_before_agreeing,
    hold_until_agreed,
)
from handlers.answering import answer
from handlers.callbacks import Agree
from handlers.filters import InPrivate
from handlers.texts import Texts, plain

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


def person_of(user: User) -> Person:
    return Person(PersonId(user.id), clean_name(user.full_name), user.username or "", user.language_code or "")


class Consents(BaseMiddleware):
    """Around everything that a person can do in private."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        try:
            return await handler(event, data)
        except ConsentNeeded:
            await self._without(event, data["office"], data.get("texts"))
            return None

    async def _without(self, event: TelegramObject, office: UpdateOffice, texts: Texts | None) -> None:
        user = getattr(event, "from_user", None)
        if user is None:
            await office.run(nothing)
        elif isinstance(event, Message):
            await office.hold(hold_until_agreed, known=False, person=person_of(user))
        elif isinstance(event, CallbackQuery):
            await office.run_before_consent(ask_to_agree, person=person_of(user))
            await answer(event, plain(texts.toast(Toast.AGREE_FIRST)) if texts else "", alert=True)
        elif isinstance(event, ChatMemberUpdated) and event.new_chat_member.status == ChatMemberStatus.KICKED:
            await office.run_before_consent(gone_before_agreeing, person=person_of(user))
        else:
            await office.run(nothing)


async def agrees(query: CallbackQuery, callback_data: Agree, office: UpdateOffice, texts: Texts) -> None:
    person, page = person_of(query.from_user), query.message.message_id if query.message else None
    toast: Toast | None = None
    match callback_data.act:
        case "yes":
            version = callback_data.version
            toast = await office.run_before_consent(agree, person=person, version=version, page=page)
        case "no":
            await office.run_before_consent(decline, person=person, page=page)
        case _:
            await office.run(nothing)
            toast = Toast.OUT_OF_DATE
    await answer(query, plain(texts.toast(toast)) if toast else "", alert=toast is Toast.OUT_OF_DATE)


def router() -> Router:
    consent = Router(name="consent")
    consent.callback_query.register(agrees, InPrivate(), Agree.filter())
    return consent
