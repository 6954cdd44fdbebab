"""Managers: the digest when they want it."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from desk.errors import ManagersOnly
from desk.ids import ChatId
from desk.office import UpdateOffice
from desk.usecases.managers import digest_now
from handlers.filters import WithManagers


async def digest(message: Message, office: UpdateOffice) -> None:
    await office.run(digest_now, chat=ChatId(message.chat.id))


async def not_here(message: Message) -> None:
    raise ManagersOnly


def router() -> Router:
    manager = Router(name="manager")
    manager.message.register(digest, WithManagers(), Command("digest"))
    manager.message.register(not_here, Command("digest"))
    return manager
