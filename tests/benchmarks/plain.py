"""The relay that everybody writes first: aiogram as it comes, two dicts, no database, nothing kept.

`python -m tests.benchmarks.plain API_URL TOKEN GROUP`. It copies what a client writes into a topic and
what is written there back, and marks each with 👌 once Telegram has taken the copy.
"""

import asyncio
import logging
import sys
from contextlib import suppress

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message, ReactionTypeEmoji, ReactionTypeUnion

DONE: list[ReactionTypeUnion] = [ReactionTypeEmoji(emoji="👌")]


def relay(group: int) -> Dispatcher:
    dispatcher = Dispatcher()
    topics: dict[int, int] = {}
    clients: dict[int, int] = {}

    @dispatcher.message(F.chat.type == "private")
    async def from_client(message: Message, bot: Bot) -> None:
        client = message.chat.id
        if client not in topics:
            made = await bot.create_forum_topic(group, message.chat.full_name)
            topics[client] = made.message_thread_id
            clients[made.message_thread_id] = client
        await message.copy_to(group, message_thread_id=topics[client])
        await message.react(DONE)

    @dispatcher.message(F.chat.id == group, F.is_topic_message, ~F.forum_topic_created)
    async def from_staff(message: Message) -> None:
        if message.message_thread_id in clients:
            await message.copy_to(clients[message.message_thread_id])
            await message.react(DONE)

    return dispatcher


async def main(url: str, token: str, group: int) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    await relay(group).start_polling(Bot(token, session=session))


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    with suppress(KeyboardInterrupt):
        asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
