"""The staff's room: messages, commands, buttons of the card."""

import re
from collections.abc import Awaitable, Callable

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from desk.errors import NotANumber, NothingToNote
from desk.ids import ChatId, OutboxId, PersonId, TicketId
from desk.office import UpdateOffice
from desk.rules.support import Calm
from desk.usecases.arrivals import nothing
from desk.usecases.blocking import block, unblock
from desk.usecases.complexity import complex_because
from desk.usecases.delivery.failures import it_arrived, send_again
from desk.usecases.handover import ask_handover, take_over
from desk.usecases.home import help_colleagues
from desk.usecases.lists import find, mine, one, queue
from desk.usecases.macros import keep_macro, press_macro, say_macro, show_macros
from desk.usecases.merged import ask_merge
from desk.usecases.on_behalf import cancel_any, staff_says
from desk.usecases.staff_actions import (
    Action,
    ask_calm,
    hold,
    in_place,
    merge_with,
    on_ticket,
    open_again,
    release_it,
    solve,
    still_working,
    take_it,
    wait_for_client,
)
from desk.usecases.staff_messages import Spot, anonymous_writes, staff_edits, take_a_note
from desk.usecases.urgency import not_urgent
from handlers.acts import ACTS, leaves_page, turns_page
from handlers.answering import answer
from handlers.callbacks import Calm as CalmButton
from handlers.callbacks import Card, Join, Over, Ready, Settle
from handlers.contents import content_of, parts_of
from handlers.filters import ByName, Has, InRoom, Said, Typed
from handlers.texts import Texts, plain

ACTIONS: dict[str, Action] = {
    "take": take_it,
    "release": release_it,
    "wait": wait_for_client,
    "working": still_working,
    "solve": solve,
    "reopen": open_again,
    "hold": hold(""),
    "merge": ask_merge,
    "noturgent": ask_calm,
}
"""By command; what the card has is in `handlers.acts`."""

NUMBER = re.compile(r"[#№]?\s*([0-9]{1,15})")

SETTLE = {"send_again": send_again, "it_arrived": it_arrived}


def spot_of(message: Message) -> Spot:
    """In a topic every message answers the topic's first one; that is no reply."""
    topic = message.message_thread_id if message.is_topic_message else None
    replied = message.reply_to_message
    if replied is not None and (replied.message_id == topic or replied.forum_topic_created):
        replied = None
    return Spot(
        chat=ChatId(message.chat.id),
        message=message.message_id,
        topic=topic,
        replied=replied.message_id if replied else None,
        replied_by=_author_of(replied) if replied else None,
    )


def _author_of(message: Message) -> PersonId | None:
    """None: the desk itself. An anonymous colleague is a colleague, too, whoever it is."""
    author = message.from_user
    if author is None or (message.bot is not None and author.id == message.bot.id):
        return None
    return PersonId(author.id)


async def acts(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    await office.run(in_place, by=person, spot=spot_of(message), action=ACTIONS[command.command])


async def calms_in_words(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    """With a reason behind the command; without one it is asked for."""
    words = (command.args or "").strip()
    action = not_urgent(words=words) if words else ask_calm
    await office.run(in_place, by=person, spot=spot_of(message), action=action)


async def holds(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    reason = (command.args or "").strip()
    await office.run(in_place, by=person, spot=spot_of(message), action=hold(reason))


async def merges(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    number = NUMBER.fullmatch((command.args or "").strip())
    action = merge_with(TicketId(int(number[1]))) if number else ask_merge
    await office.run(in_place, by=person, spot=spot_of(message), action=action)


async def postpones(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    words = (command.args or "").strip()
    await office.run(in_place, by=person, spot=spot_of(message), action=complex_because(words))


async def cancels(message: Message, office: UpdateOffice, person: PersonId) -> None:
    await office.run(cancel_any, by=person, spot=spot_of(message))


async def blocks(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    await office.run(block, by=person, spot=spot_of(message), reason=command.args or "")


async def unblocks(message: Message, office: UpdateOffice, person: PersonId) -> None:
    await office.run(unblock, by=person, spot=spot_of(message))


async def macros(message: Message, command: CommandObject, office: UpdateOffice, person: PersonId) -> None:
    """Without words: all of them; `name = text` keeps one, `name =` throws it away."""
    name, equals, text = (command.args or "").partition("=")
    if not name.strip():
        await office.run(show_macros, spot=spot_of(message))
    elif equals:
        await office.run(keep_macro, by=person, spot=spot_of(message), name=name, text=text)
    else:
        await office.run(say_macro, by=person, spot=spot_of(message), name=name)


async def hands_over(message: Message, office: UpdateOffice, person: PersonId) -> None:
    await office.run(ask_handover, by=person, spot=spot_of(message))


async def takes_over(query: CallbackQuery, callback_data: Over, office: UpdateOffice, person: PersonId) -> None:
    await office.run(
        take_over, by=person, room=room_of(query), topic=topic_of(query), whose=PersonId(callback_data.whose)
    )
    await answer(query)


def topic_of(query: CallbackQuery) -> int | None:
    message = query.message
    return message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None


async def presses_macro(
    query: CallbackQuery, callback_data: Ready, office: UpdateOffice, person: PersonId, texts: Texts
) -> None:
    toast = await office.run(
        press_macro,
        by=person,
        room=room_of(query),
        topic=topic_of(query),
        number=TicketId(callback_data.ticket),
        macro=callback_data.macro,
    )
    await answer(query, plain(texts.toast(toast)))


async def notes(
    message: Message, command: CommandObject, album: list[Message], office: UpdateOffice, person: PersonId
) -> None:
    if not command.args:
        raise NothingToNote
    if message.media_group_id:
        # The rest of the album may have been handled before.
        await writes(message, album, office, person)
    else:
        await office.run(take_a_note, by=person, spot=spot_of(message), text=command.args)


async def shows_queue(message: Message, office: UpdateOffice) -> None:
    await office.run(queue, spot=spot_of(message))


async def shows_mine(message: Message, office: UpdateOffice, person: PersonId) -> None:
    await office.run(mine, by=person, spot=spot_of(message))


async def finds(message: Message, command: CommandObject, office: UpdateOffice) -> None:
    await office.run(find, spot=spot_of(message), words=command.args or "")


async def shows(message: Message, command: CommandObject, office: UpdateOffice) -> None:
    number = NUMBER.fullmatch((command.args or "").strip())
    if number is None:
        raise NotANumber
    await office.run(one, spot=spot_of(message), number=TicketId(int(number[1])))


async def writes(message: Message, album: list[Message], office: UpdateOffice, person: PersonId) -> None:
    await office.run(
        staff_says,
        by=person,
        spot=spot_of(message),
        parts=parts_of(album or [message]),
        written_at=message.date,
    )


async def writes_anonymously(message: Message, office: UpdateOffice) -> None:
    await office.run(anonymous_writes, spot=spot_of(message), text=message.text or message.caption or "")


async def edits(message: Message, office: UpdateOffice, person: PersonId) -> None:
    await office.run(staff_edits, by=person, spot=spot_of(message), part=content_of(message))


def room_of(query: CallbackQuery) -> ChatId:
    """Where the button was pressed; a press without its message is in no room."""
    return ChatId(query.message.chat.id if query.message else 0)


def message_of(query: CallbackQuery) -> int:
    """The message under whose text the button stands."""
    return query.message.message_id if query.message else 0


async def _does(
    query: CallbackQuery,
    pressed: Card | CalmButton | Join,
    office: UpdateOffice,
    person: PersonId,
    texts: Texts,
    *,
    action: Action,
    leaves: bool = False,
    silent: bool = False,
) -> None:
    """An action of a button on the ticket that it names, where it was pressed."""
    number = TicketId(pressed.ticket)
    toast = await office.run(
        on_ticket, by=person, room=room_of(query), number=number, action=action, leaves_page=leaves
    )
    await answer(query, "" if silent else plain(texts.toast(toast)))


async def presses(
    query: CallbackQuery, callback_data: Card, office: UpdateOffice, person: PersonId, texts: Texts
) -> None:
    act = ACTS.get(callback_data.act)
    if act is None:
        await office.run(nothing)
        await answer(query)
        return
    leaves, silent = leaves_page(callback_data.act), turns_page(callback_data.act)
    await _does(query, callback_data, office, person, texts, action=act.does, leaves=leaves, silent=silent)


async def calms(
    query: CallbackQuery, callback_data: CalmButton, office: UpdateOffice, person: PersonId, texts: Texts
) -> None:
    if callback_data.reason not in set(Calm):
        await office.run(nothing)
        await answer(query)
        return
    action = not_urgent(Calm(callback_data.reason))
    await _does(query, callback_data, office, person, texts, action=action)


async def joins(
    query: CallbackQuery, callback_data: Join, office: UpdateOffice, person: PersonId, texts: Texts
) -> None:
    action = merge_with(TicketId(callback_data.into))
    await _does(query, callback_data, office, person, texts, action=action)


async def settles(query: CallbackQuery, callback_data: Settle, office: UpdateOffice, person: PersonId) -> None:
    if callback_data.act in SETTLE:
        await office.run(SETTLE[callback_data.act], by=person, room=room_of(query), owed=OutboxId(callback_data.owed))
    else:
        await office.run(nothing)
    await answer(query)


async def helps(message: Message, office: UpdateOffice) -> None:
    spot = spot_of(message)
    await office.run(help_colleagues, room=spot.chat, topic=spot.topic, reply_to=spot.message)


COMMANDS: dict[str, Callable[..., Awaitable[None]]] = {
    "note": notes,
    "handover": hands_over,
    "macros": macros,
    "m": macros,
    "complex": postpones,
    "cancel": cancels,
    "block": blocks,
    "unblock": unblocks,
    "queue": shows_queue,
    "my": shows_mine,
    "find": finds,
    "ticket": shows,
    "help": helps,
}
"""By command only, where words or a number follow, or where there is no ticket yet."""


def router() -> Router:
    staff = Router(name="staff")
    for observer in (staff.message, staff.edited_message, staff.callback_query):
        observer.filter(InRoom())
    # Words under a photo are no command: the photo would be lost without a word. A note is kept inside, photo and all.
    staff.message.register(holds, ByName(), Typed(), Command("hold"))
    staff.message.register(merges, ByName(), Typed(), Command("merge"))
    staff.message.register(calms_in_words, ByName(), Typed(), Command("noturgent"))
    staff.message.register(acts, ByName(), Typed(), Command(*ACTIONS))
    for name, handler in COMMANDS.items():
        typed = () if name == "note" else (Typed(),)
        staff.message.register(handler, ByName(), *typed, Command(name))
    staff.message.register(writes, ByName(), Said())
    staff.message.register(writes_anonymously, Has("sender_chat"), Said())
    staff.edited_message.register(edits, ByName())
    staff.callback_query.register(presses, Card.filter())
    staff.callback_query.register(presses_macro, Ready.filter())
    staff.callback_query.register(takes_over, Over.filter())
    staff.callback_query.register(joins, Join.filter())
    staff.callback_query.register(calms, CalmButton.filter())
    staff.callback_query.register(settles, Settle.filter())
    return staff
