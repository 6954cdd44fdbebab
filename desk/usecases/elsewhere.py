"""A ticket goes to where it belongs: another category, another group of staff. Source: regulation 2.1, 2.3."""

from dataclasses import replace

from desk.errors import NoOtherGroup, NoSuchCategory
from desk.ids import ChatId, PersonId
from desk.notices.changes import CategoryAsked, CategoryChanged, GroupAsked, GroupLine, MovedHere, Recategorized, Retold
from desk.notices.toasts import Toast
from desk.ports import Work
from desk.rules.categories import about
from desk.rules.clocks import kept
from desk.rules.content import weight_of
from desk.rules.events import Event, EventKind
from desk.rules.ticket import ON_CARD, Category, Ticket
from desk.usecases.alerts import judge
from desk.usecases.conversation import card_changed
from desk.usecases.membership import whereabouts
from desk.usecases.moving import move_to
from desk.usecases.readers import reader_of
from desk.usecases.staff_actions import Action, must_be_open

RETOLD = 20
"""So many of the last messages are said again in the new place."""

NAMES = {
    "подключение": Category.CONNECTION,
    "сбой": Category.INCIDENT,
    "авария": Category.INCIDENT,
    "изменение": Category.CHANGE,
    "контент": Category.CONTENT,
    "правка": Category.CONTENT,
    "счёт": Category.BILLING,
    "счет": Category.BILLING,
    "документы": Category.BILLING,
    "вопрос": Category.CONSULTATION,
    "консультация": Category.CONSULTATION,
    "доступ": Category.ACCESS,
    "другое": Category.OTHER,
}
"""As staff may type them, besides the words of the settings."""


async def ask_category(work: Work, ticket: Ticket, by: PersonId) -> Toast:
    must_be_open(ticket)
    work.outbox.say(CategoryAsked(room=ticket.room, ticket=ticket.id, now=ticket.category))
    return Toast.SHOWN


def in_words(words: str) -> Action:
    """`/category content why`; alone it asks. Raises NoSuchCategory."""
    word, _, why = words.strip().partition(" ")
    if not word:
        return ask_category

    async def change(work: Work, ticket: Ticket, by: PersonId) -> Toast | None:
        meant = word.casefold()
        category = Category(meant) if meant in set(Category) else NAMES.get(meant)
        if category is None:
            raise NoSuchCategory(word[:64])
        return await to_category(category, why)(work, ticket, by)

    return change


def to_category(category: Category, why: str = "") -> Action:
    """The client is told, with what that changes for them; the group of that category gets the ticket."""

    async def change(work: Work, ticket: Ticket, by: PersonId) -> Toast:
        must_be_open(ticket)
        if ticket.category is category:
            return Toast.ALREADY
        await judge(work, ticket, work.now)
        changed = about(ticket, category, work.now, work.policy)
        if await work.charges.current(ticket.id) is not None:
            changed = replace(changed, billing=ticket.billing)
        saved = await work.tickets.save(kept(ticket, changed, work.now, work.policy))
        moved = await _follow_the_category(work, ticket, saved, by)
        await _tell(work, ticket, moved, by, " ".join(why.split()))
        return Toast.DONE

    return change


async def _tell(work: Work, before: Ticket, after: Ticket, by: PersonId, why: str) -> None:
    name = (await work.people.names([by])).get(by, "")
    work.events.add(
        Event(after.id, EventKind.CATEGORY, work.now, by, f"{before.category} {after.category} {why}".strip())
    )
    due = after.react_by if after.react_by != before.react_by else None
    billing = after.billing if after.billing is not before.billing else None
    category = after.category
    work.outbox.say(
        CategoryChanged(room=after.room, ticket=after.id, who=name, category=category, react_by=due, words=why)
    )
    work.outbox.say(
        Recategorized(
            to=await reader_of(work, after),
            ticket=after.id,
            subject=after.subject,
            category=category,
            react_by=due,
            before=before.react_by if due else None,
            billing=billing,
            words=why,
        )
    )


async def _follow_the_category(work: Work, before: Ticket, after: Ticket, by: PersonId) -> Ticket:
    """Only out of the group where such tickets are usually: one that was moved by hand stays where it is."""
    usual = (await whereabouts(work, work.policy.room_for(before.category))).id
    home = (await whereabouts(work, work.policy.room_for(after.category))).id
    if before.room == usual and home != usual:
        return await _move(work, after, by, home)
    card_changed(work, after)
    return after


async def ask_group(work: Work, ticket: Ticket, by: PersonId) -> Toast:
    """To which group? Raises NoOtherGroup."""
    must_be_open(ticket)
    lines = [GroupLine(room, (await work.chats.get(room)).title or str(room)) for room in await _others(work, ticket)]
    if not lines:
        raise NoOtherGroup
    work.outbox.say(GroupAsked(room=ticket.room, ticket=ticket.id, lines=tuple(lines)))
    return Toast.SHOWN


def to_group(room: ChatId) -> Action:
    """Raises NoOtherGroup."""

    async def move_it(work: Work, ticket: Ticket, by: PersonId) -> Toast:
        must_be_open(ticket)
        if room not in await _others(work, ticket):
            raise NoOtherGroup
        await _move(work, ticket, by, room)
        return Toast.DONE

    return move_it


async def _others(work: Work, ticket: Ticket) -> list[ChatId]:
    rooms = {(await whereabouts(work, room)).id for room in work.policy.all_rooms()}
    return sorted(rooms - {ticket.room})


async def _move(work: Work, ticket: Ticket, by: PersonId, room: ChatId) -> Ticket:
    """A topic and a card there, and what was said so far; the old place points to it once the card is there."""
    old = await work.rooms.of(ticket.id)
    if old is not None:
        await work.rooms.leave(old)
    here = ticket.assignee is not None and await work.members.has(room, ticket.assignee)
    moved = await move_to(work, replace(ticket, assignee=ticket.assignee if here else None), room)
    names = await work.people.names([by])
    title = (await work.chats.get(ticket.room)).title or str(ticket.room)
    work.events.add(Event(ticket.id, EventKind.MOVED, work.now, by, f"{ticket.room} {room}"))
    on_card = len(ticket.description) <= ON_CARD
    newest = [one for one in await work.messages.newest_of(ticket.id) if one.delivered_at]
    said = [one for one in newest if not (one.is_description and on_card)]
    standing = [one for one in said if one.recalled_at is None]
    shown = [one for one in standing[:-RETOLD] if one.is_description] + standing[-RETOLD:]
    work.outbox.say(
        MovedHere(room=room, ticket=ticket.id, who=names.get(by, ""), title=title, earlier=len(said) - len(shown))
    )
    for one in shown:
        work.outbox.say(Retold(room=room, ticket=moved.id, message=one.id, items=weight_of(one.parts)))
    return moved
