"""The knowledge base: clients look for articles and read them, staff send them."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from desk.ids import ChatId, PersonId, TicketId
from desk.office import UpdateOffice
from desk.usecases.access.leaving import elsewhere
from desk.usecases.articles import list_articles, read_article
from desk.usecases.staff_articles import hand_article, show_articles
from handlers.answering import answer
from handlers.callbacks import Hand, Read
from handlers.filters import ByName, InPrivate, InRoom, Typed
from handlers.staff import room_of, spot_of, topic_of
from handlers.texts import Texts, plain

COMMANDS = ("articles",)
ALIAS = "article"


async def looks(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    await office.run(elsewhere(list_articles), person=person, words=command.args or "")


async def reads(
    query: CallbackQuery, callback_data: Read, office: UpdateOffice, person: PersonId, texts: Texts
) -> None:
    toast = await office.run(
        elsewhere(read_article), person=person, number=callback_data.article, page=callback_data.page
    )
    await answer(query, plain(texts.toast(toast)) if toast else "", alert=toast is not None)


async def looks_for_a_client(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    await office.run(show_articles, by=person, spot=spot_of(message), words=command.args or "")


async def hands(
    query: CallbackQuery, callback_data: Hand, office: UpdateOffice, person: PersonId, texts: Texts
) -> None:
    toast = await office.run(
        hand_article,
        by=person,
        room=ChatId(room_of(query)),
        topic=topic_of(query),
        number=TicketId(callback_data.ticket),
        article=callback_data.article,
    )
    await answer(query, plain(texts.toast(toast)))


def router() -> Router:
    articles = Router(name="articles")
    articles.message.register(looks, InPrivate(), Typed(), Command(*COMMANDS, ALIAS))
    articles.callback_query.register(reads, InPrivate(), Read.filter())
    articles.message.register(looks_for_a_client, InRoom(), ByName(), Typed(), Command(*COMMANDS, ALIAS))
    articles.callback_query.register(hands, InRoom(), Hand.filter())
    return articles
