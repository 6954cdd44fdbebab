"""Managers: the digest, events of access, a month's exports. In private anybody else's /export is their own."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from desk.errors import ManagersOnly
from desk.ids import ChatId
from desk.office import UpdateOffice
from desk.usecases.events_shown import show_events
from desk.usecases.exports import export_month
from desk.usecases.managers import digest_now
from handlers.filters import InPrivate, InRoom, WithManagers


async def digest(message: Message, office: UpdateOffice) -> None:
    await office.run(digest_now, chat=ChatId(message.chat.id))


async def exports(message: Message, command: CommandObject, office: UpdateOffice) -> None:
    await office.run(export_month, chat=ChatId(message.chat.id), month=command.args or "")


async def events(message: Message, command: CommandObject, office: UpdateOffice) -> None:
    await office.run(show_events, chat=ChatId(message.chat.id), words=command.args or "")


async def not_here(message: Message) -> None:
    raise ManagersOnly


def router() -> Router:
    manager = Router(name="manager")
    manager.message.register(digest, WithManagers(), Command("digest"))
    manager.message.register(events, WithManagers(), Command("events"))
    manager.message.register(exports, WithManagers(), Command("export"))
    manager.message.register(not_here, InRoom(), Command("digest", "export", "calendar", "events"))
    manager.message.register(not_here, InPrivate(), Command("digest", "calendar", "events"))
    return manager
