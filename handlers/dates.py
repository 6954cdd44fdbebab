"""What staff do by commands of their own: promise a date, put aside, take an answer back, urgency."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from desk.ids import PersonId
from desk.office import UpdateOffice
from desk.usecases.promises import promise_by
from desk.usecases.recalls import recall
from desk.usecases.snoozes import snooze
from desk.usecases.staff_actions import in_place
from desk.usecases.urgency import urgent_because
from handlers.filters import ByName, InRoom, Typed
from handlers.staff import spot_of

COMMANDS = ("by", "snooze", "recall", "urgent")


async def promises(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    await office.run(in_place, by=person, spot=spot_of(message), action=promise_by(command.args or ""))


async def snoozes(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    await office.run(in_place, by=person, spot=spot_of(message), action=snooze(command.args or ""))


async def recalls(message: Message, office: UpdateOffice, person: PersonId) -> None:
    spot = spot_of(message)
    await office.run(in_place, by=person, spot=spot, action=recall(spot))


async def hurries(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    await office.run(in_place, by=person, spot=spot_of(message), action=urgent_because(command.args or ""))


def router() -> Router:
    """Asked before the router of staff, which takes whatever is left."""
    dates = Router(name="dates")
    dates.message.register(promises, InRoom(), ByName(), Typed(), Command("by"))
    dates.message.register(snoozes, InRoom(), ByName(), Typed(), Command("snooze"))
    dates.message.register(recalls, InRoom(), ByName(), Typed(), Command("recall"))
    dates.message.register(hurries, InRoom(), ByName(), Typed(), Command("urgent"))
    return dates
