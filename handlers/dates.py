"""Dates in the staff's room: a promise to the client, a ticket put aside."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from desk.ids import PersonId
from desk.office import UpdateOffice
from desk.usecases.promises import promise_by
from desk.usecases.snoozes import snooze
from desk.usecases.staff_actions import in_place
from handlers.filters import ByName, InRoom, Typed
from handlers.staff import spot_of

COMMANDS = ("by", "snooze")


async def promises(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    await office.run(in_place, by=person, spot=spot_of(message), action=promise_by(command.args or ""))


async def snoozes(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    await office.run(in_place, by=person, spot=spot_of(message), action=snooze(command.args or ""))


def router() -> Router:
    """Asked before the router of staff, which takes whatever is left."""
    dates = Router(name="dates")
    dates.message.register(promises, InRoom(), ByName(), Typed(), Command("by"))
    dates.message.register(snoozes, InRoom(), ByName(), Typed(), Command("snooze"))
    return dates
