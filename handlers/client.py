"""A client's private chat: commands, messages, edits, buttons."""

import re

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from desk.errors import WhichTicket
from desk.ids import MessageId, PeriodId, PersonId, TicketId
from desk.notices.toasts import Toast
from desk.office import UpdateOffice
from desk.rules.form import FormName
from desk.rules.passwords import Choice
from desk.usecases.access.holding import PasswordFound, hold_back
from desk.usecases.access.leaving import elsewhere
from desk.usecases.access.showing import come
from desk.usecases.access.step import stray_command
from desk.usecases.arrivals import nothing
from desk.usecases.articles import list_articles
from desk.usecases.client_actions import appeal, more_time, reopen_ticket, solved_by_client, still_needed
from desk.usecases.client_messages import client_edits, client_writes
from desk.usecases.delegates import show_people
from desk.usecases.form_buttons import Button, press
from desk.usecases.forms import cancel
from desk.usecases.home import ask_language, ask_zone, choose_language, choose_zone, show_help, show_services, start
from desk.usecases.identity import begin_sign_in
from desk.usecases.own_leaving import ask_leaving
from desk.usecases.phone import shares_contact
from desk.usecases.placing import begin_form
from desk.usecases.privacy import erase_me, export_mine, preview_erase, show_privacy
from desk.usecases.rating import ask_comment, rate
from desk.usecases.ticket_page import close_by_client, not_this_one, show_history, write_into
from desk.usecases.tickets import list_tickets, show_ticket
from handlers import people
from handlers.answering import answer
from handlers.callbacks import Elsewhere, Fill, Go, Leaf, Mine, Rate, Speak, Wipe, Zone
from handlers.contents import content_of, parts_of, shared_by
from handlers.filters import Begins, Has, InPrivate, Said, Typed
from handlers.texts import LANGUAGES, Texts, plain
from handlers.texts.base import zone_meant

COMMANDS = {
    "start": come,
    "tickets": list_tickets,
    "services": show_services,
    "people": show_people,
    "signin": begin_sign_in,
    "unlink": ask_leaving,
    "language": ask_language,
    "help": show_help,
    "privacy": show_privacy,
    "export": export_mine,
    "erase": preview_erase,
    "cancel": cancel,
}
"""Commands that need nothing but the person."""

NUMBERED = {"ticket": show_ticket}
"""Commands that need the number of a ticket."""

FORMS = {"new": FormName.TICKET, "prospect": FormName.PROSPECT, "feedback": FormName.FEEDBACK}

NUMBER = re.compile(r"[#№]?\s?(\d{1,15})")
"""A ticket's number, as people write it."""

LONGEST_ZONE = 60

COMMAND = re.compile(r"/[A-Za-z0-9_]{1,32}(@\w+)?(\s|$)")
"""Not every word that begins with a slash: clients of a hosting company write paths."""

PAGES = {
    "menu": start,
    "tickets": list_tickets,
    "services": show_services,
    "people": show_people,
    "help": show_help,
    "language": ask_language,
    "articles": list_articles,
    "sign_in": begin_sign_in,
}


async def command(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    use_case = COMMANDS[command.command]
    await office.run(use_case if use_case is cancel else elsewhere(use_case), person=person)


async def form_command(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    await office.run(elsewhere(begin_form), person=person, form=FORMS[command.command])


async def ticket_command(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    number = NUMBER.fullmatch((command.args or "").strip())
    if number is None:
        raise WhichTicket
    await office.run(elsewhere(NUMBERED[command.command]), person=person, number=TicketId(int(number[1])))


async def stranger_command(message: Message, office: UpdateOffice, person: PersonId) -> None:
    word = (message.text or "").split()[0]
    await office.run(stray_command, person=person, command=word, parts=parts_of([message]), written_at=message.date)


async def writes(
    message: Message, album: list[Message], office: UpdateOffice, person: PersonId, choice: Choice | None = None
) -> None:
    replied = message.reply_to_message.message_id if message.reply_to_message else None
    parts = parts_of(album or [message])
    try:
        await office.run(
            client_writes, person=person, parts=parts, replied=replied, written_at=message.date, choice=choice
        )
    except PasswordFound as found:
        await office.hold(hold_back, known=True, person=person, ticket=found.ticket, message=found.message)


async def shares(
    message: Message, album: list[Message], office: UpdateOffice, person: PersonId, choice: Choice | None = None
) -> None:
    if len(album) > 1:
        # Passed on together with other messages: no proof, and none of them may be lost.
        await writes(message, album, office, person, choice)
        return
    replied = message.reply_to_message.message_id if message.reply_to_message else None
    try:
        await office.run(
            shares_contact,
            person=person,
            contact=shared_by(message),
            parts=parts_of([message]),
            replied=replied,
            written_at=message.date,
            choice=choice,
        )
    except PasswordFound as found:
        await office.hold(hold_back, known=True, person=person, ticket=found.ticket, message=found.message)


async def edits(message: Message, office: UpdateOffice, person: PersonId, choice: Choice | None = None) -> None:
    try:
        await office.run(client_edits, person=person, part=content_of(message), choice=choice)
    except PasswordFound as found:
        await office.hold(hold_back, known=True, person=person, ticket=found.ticket, message=found.message)


async def goes(query: CallbackQuery, callback_data: Go, office: UpdateOffice, person: PersonId) -> None:
    if callback_data.to in FORMS:
        await office.run(elsewhere(begin_form), person=person, form=FORMS[callback_data.to])
    elif callback_data.to in PAGES:
        await office.run(elsewhere(PAGES[callback_data.to]), person=person)
    else:
        await office.run(nothing)
    await answer(query)


async def speaks(query: CallbackQuery, callback_data: Speak, office: UpdateOffice, person: PersonId) -> None:
    if callback_data.language in LANGUAGES:
        await office.run(elsewhere(choose_language), person=person, language=callback_data.language)
    else:
        await office.run(nothing)
    await answer(query)


async def zone_command(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    if command.args:
        await office.run(elsewhere(choose_zone), person=person, name=zone_meant(command.args.strip()[:LONGEST_ZONE]))
    else:
        await office.run(elsewhere(ask_zone), person=person)


async def chooses_zone(query: CallbackQuery, callback_data: Zone, office: UpdateOffice, person: PersonId) -> None:
    await office.run(elsewhere(choose_zone), person=person, name=callback_data.name)
    await answer(query)


async def fills(
    query: CallbackQuery, callback_data: Fill, office: UpdateOffice, person: PersonId, texts: Texts
) -> None:
    if callback_data.button not in set(Button):
        await office.run(nothing)
        await answer(query)
        return
    toast = await office.run(
        press,
        person=person,
        rev=callback_data.rev,
        button=Button(callback_data.button),
        value=callback_data.value,
    )
    await answer(query, plain(texts.toast(toast)) if toast else "", alert=toast is not None)


async def minds(
    query: CallbackQuery, callback_data: Mine, office: UpdateOffice, person: PersonId, texts: Texts
) -> None:
    """A button about one of the person's own tickets."""
    number, period = TicketId(callback_data.ticket), PeriodId(callback_data.period)
    toast = None
    match callback_data.act:
        case "show":
            await office.run(elsewhere(show_ticket), person=person, number=number)
        case "reopen":
            toast = await office.run(elsewhere(reopen_ticket), person=person, number=number)
        case "appeal":
            await office.run(elsewhere(appeal), person=person, number=number)
        case "still":
            await office.run(still_needed, person=person, number=number, period=period)
        case "solved":
            await office.run(solved_by_client, person=person, number=number, period=period)
        case "more":
            await office.run(more_time, person=person, number=number, period=period)
        case "write":
            await office.run(elsewhere(write_into), person=person, number=number)
        case "close":
            toast = await office.run(close_by_client, person=person, number=number)
        case _:
            await office.run(nothing)
    await answer(query, plain(texts.toast(toast)) if toast else "")


async def turns(query: CallbackQuery, callback_data: Leaf, office: UpdateOffice, person: PersonId) -> None:
    """Another page of a list."""
    match callback_data.of:
        case "tickets":
            await office.run(elsewhere(list_tickets), person=person, page=callback_data.page)
        case "articles":
            await office.run(elsewhere(list_articles), person=person, page=callback_data.page)
        case "history":
            number = TicketId(callback_data.ticket)
            await office.run(elsewhere(show_history), person=person, number=number, page=callback_data.page)
        case _:
            await office.run(nothing)
    await answer(query)


async def takes_elsewhere(
    query: CallbackQuery, callback_data: Elsewhere, office: UpdateOffice, person: PersonId, texts: Texts
) -> None:
    toast = await office.run(elsewhere(not_this_one), person=person, number=MessageId(callback_data.message))
    await answer(query, plain(texts.toast(toast)) if toast else "", alert=toast is not None)


async def wipes(
    query: CallbackQuery, callback_data: Wipe, office: UpdateOffice, person: PersonId, texts: Texts
) -> None:
    if callback_data.act == "yes":
        toast = await office.run(erase_me, person=person)
    else:
        await office.run(nothing)
        toast = Toast.OUT_OF_DATE
    await answer(query, plain(texts.toast(toast)), alert=toast is not Toast.DONE)


async def rates(
    query: CallbackQuery, callback_data: Rate, office: UpdateOffice, person: PersonId, texts: Texts
) -> None:
    toast = None
    if callback_data.score:
        toast = await office.run(rate, person=person, number=callback_data.rating, score=callback_data.score)
    else:
        await office.run(elsewhere(ask_comment), person=person, number=callback_data.rating)
    await answer(query, plain(texts.toast(toast)) if toast else "")


def router() -> Router:
    client = Router(name="client")
    for observer in (client.message, client.edited_message, client.callback_query):
        observer.filter(InPrivate())
    # Words under a photo are no command: the photo would be lost. Nor is what somebody else wrote and was forwarded.
    people.register(client)
    client.message.register(command, Typed(), Command(*COMMANDS))
    client.message.register(form_command, Typed(), Command(*FORMS))
    client.message.register(zone_command, Typed(), Command("timezone"))
    client.message.register(ticket_command, Typed(), Command(*NUMBERED))
    client.message.register(stranger_command, Typed(), Begins(COMMAND))
    client.message.register(shares, Has("contact"))
    client.message.register(writes, Said())
    client.edited_message.register(edits)
    client.callback_query.register(goes, Go.filter())
    client.callback_query.register(speaks, Speak.filter())
    client.callback_query.register(chooses_zone, Zone.filter())
    client.callback_query.register(fills, Fill.filter())
    client.callback_query.register(minds, Mine.filter())
    client.callback_query.register(wipes, Wipe.filter())
    client.callback_query.register(rates, Rate.filter())
    client.callback_query.register(turns, Leaf.filter())
    client.callback_query.register(takes_elsewhere, Elsewhere.filter())
    return client
