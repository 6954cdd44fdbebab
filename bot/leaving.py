"""Before the bot leaves a group: whether one of the desk's own has become it."""

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramMigrateToChat

from bot.redaction import says
from desk.ids import ChatId
from desk.office import Office
from desk.rules.groups import may_become_another
from desk.usecases.groups import group_moved
from handlers.filters import Places

log = structlog.get_logger()


class Unsure(Exception):
    """One of the desk's own groups cannot be seen: any other may be what it has become."""


async def follow_upgrades(bot: Bot, office: Office, places: Places) -> None:
    """Ask Telegram after each basic group of the desk, and follow those that are supergroups now.

    The news of it may come later than the news that the bot is in the supergroup. Raises Unsure.
    """
    for chat in sorted(filter(may_become_another, places.rooms | places.managers)):
        try:
            await bot.get_chat(chat)
        except TelegramMigrateToChat as error:
            new = ChatId(error.migrate_to_chat_id)
            log.info("group_moved", old=chat, new=new)
            places.move(chat, new)
            await office.run(group_moved, old=chat, new=new)
        except Exception as error:
            raise Unsure(f"group {chat} cannot be seen: {type(error).__name__}: {says(error)}") from error
