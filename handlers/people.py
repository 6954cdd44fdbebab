"""A client's private chat: people who act for them."""

from aiogram import Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message

from desk.ids import PersonId
from desk.office import UpdateOffice
from desk.rules.invitations import PREFIX
from desk.rules.panel_links import PREFIX as PANEL
from desk.rules.undos import PREFIX as UNDO
from desk.rules.vault import PREFIX as SECRET
from desk.usecases.access.leaving import elsewhere
from desk.usecases.ageing import still_ours
from desk.usecases.arrivals import nothing
from desk.usecases.delegates import (
    ask_inviting,
    come_by_link,
    confirm,
    let_see,
    make_invitation,
    revoke,
    show_delegate,
    turn_away,
)
from desk.usecases.home import start
from desk.usecases.linking import disown
from desk.usecases.own_leaving import ask_leaving_one, leave
from desk.usecases.panel_links import come_by_panel, confirm_panel_link, refuse_panel_link
from desk.usecases.undoing import come_to_undo, undo_it
from handlers import vault
from handlers.answering import answer
from handlers.callbacks import Invitation, PanelLink, People, Undo
from handlers.filters import Places, Typed


async def opens_link(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    """t.me/<bot>?start=… : an invitation, or a link of somebody else's making that leads to the menu."""
    payload = (command.args or "").strip()
    if payload.startswith(PREFIX):
        await office.run(elsewhere(come_by_link), person=person, payload=payload)
    elif payload.startswith(PANEL):
        await office.run(elsewhere(come_by_panel), person=person, payload=payload)
    elif payload.startswith(UNDO):
        await office.run(elsewhere(come_to_undo), person=person, payload=payload)
    elif payload.startswith(SECRET):
        await vault.comes(payload, office, person)
    else:
        await office.run(elsewhere(start), person=person)


async def decides(query: CallbackQuery, callback_data: Invitation, office: UpdateOffice, person: PersonId) -> None:
    """The owner's word about somebody who came, or about a link nobody has used."""
    match callback_data.act:
        case "yes":
            await office.run(confirm, person=person, number=callback_data.number)
        case "no":
            await office.run(turn_away, person=person, number=callback_data.number)
        case _:
            await office.run(nothing)
    await answer(query)


async def knows_account(query: CallbackQuery, callback_data: PanelLink, office: UpdateOffice, person: PersonId) -> None:
    """The word of whoever came by a link of the panel."""
    match callback_data.act:
        case "yes":
            await office.run(elsewhere(confirm_panel_link), person=person, number=callback_data.link)
        case "no":
            await office.run(elsewhere(refuse_panel_link), person=person, number=callback_data.link)
        case _:
            await office.run(nothing)
    await answer(query)


async def undoes(query: CallbackQuery, callback_data: Undo, office: UpdateOffice, person: PersonId) -> None:
    await office.run(elsewhere(undo_it), person=person, number=callback_data.number)
    await answer(query)


async def manages(
    query: CallbackQuery, callback_data: People, office: UpdateOffice, person: PersonId, places: Places
) -> None:
    """The owner invites, sets what a delegate sees, or lets them go."""
    key, who = callback_data.key, PersonId(callback_data.who)
    match callback_data.act:
        case "invite":
            await office.run(elsewhere(ask_inviting), person=person, key=key)
        case "invite_all" | "invite_own":
            name = places.me or await vault.own_name(query.bot)
            sees_all = callback_data.act == "invite_all"
            await office.run(elsewhere(make_invitation), person=person, key=key, sees_all=sees_all, bot=name)
        case "show":
            await office.run(elsewhere(show_delegate), person=person, key=key, delegate=who)
        case "let_all" | "let_own":
            sees_all = callback_data.act == "let_all"
            await office.run(elsewhere(let_see), person=person, key=key, delegate=who, sees_all=sees_all)
        case "not_ours":
            await office.run(elsewhere(disown), person=person, key=key, who=who)
        case "still":
            await office.run(elsewhere(still_ours), person=person, key=key, delegate=who)
        case "leaving":
            await office.run(elsewhere(ask_leaving_one), person=person, key=key)
        case "leave":
            await office.run(leave, person=person, key=key)
        case "revoke":
            await office.run(elsewhere(revoke), person=person, key=key, delegate=who)
        case _:
            await office.run(nothing)
    await answer(query)


def register(client: Router) -> None:
    """Before the other commands of the private chat: /start may carry an invitation."""
    client.message.register(opens_link, Typed(), CommandStart(deep_link=True))
    client.callback_query.register(decides, Invitation.filter())
    client.callback_query.register(knows_account, PanelLink.filter())
    client.callback_query.register(undoes, Undo.filter())
    client.callback_query.register(manages, People.filter())
