"""An employee writes in the staff's room: to the client, or inside."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from desk.errors import MovedOn, OutsideATicket
from desk.ids import ChatId, MessageId, PersonId, TicketId
from desk.notices.client import StaffAnswer, StaffAnswerEdited
from desk.notices.staff import Mark, Marked, StaffHint
from desk.ports import Work
from desk.rules.access import may_see
from desk.rules.clocks import kept
from desk.rules.collisions import LATELY, unseen
from desk.rules.content import Content, Parts, text_of, words_of
from desk.rules.events import Event, EventKind
from desk.rules.messages import Message, Side
from desk.rules.periods import Ended
from desk.rules.relay import Audience, ReplyTo, StaffMessage, StaffReply, audience
from desk.rules.sla import measure
from desk.rules.ticket import Status, Ticket, answered, must_have_a_reader
from desk.usecases.albums import rest_of, rest_was_handled
from desk.usecases.alerts import judge
from desk.usecases.client_messages import with_part
from desk.usecases.conversation import card_changed
from desk.usecases.dates import keep_promise
from desk.usecases.filing import originals
from desk.usecases.membership import whereabouts
from desk.usecases.merged import where_it_goes_on
from desk.usecases.readers import reader_of
from desk.usecases.waiting import end_waiting

NOTE = re.compile(r"//|/note(@\w+)?\s")
"""How a note begins; the command arrives here when it is the caption of a later item of an album."""

CLARIFY = re.compile(r"/clarify(@\w+)?\s+")
"""How a question to the client begins, which is not a part of it."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in the staff's room something was written.

    `replied` is the message it is a Telegram reply to, `replied_by` the employee who wrote that one (None: the bot).
    """

    chat: ChatId
    message: int
    topic: int | None = None
    replied: int | None = None
    replied_by: PersonId | None = None


async def ticket_at(work: Work, spot: Spot) -> Ticket | None:
    """The ticket of this topic or, in a plain group, of the message that was replied to."""
    if spot.topic is not None:
        room = await work.rooms.by_topic(spot.chat, spot.topic)
        number = room.ticket if room else await work.rooms.former_at(spot.chat, spot.topic)
    else:
        post = await work.posts.at(spot.chat, spot.replied) if spot.replied else None
        number = post.ticket if post else None
    ticket = await work.tickets.get(number) if number else None
    if ticket is not None and ticket.room not in {spot.chat, (await whereabouts(work, spot.chat)).id}:
        raise MovedOn(ticket.id, (await work.chats.get(ticket.room)).title)
    return await where_it_goes_on(work, ticket) if ticket else None


async def place_of(work: Work, ticket: Ticket) -> Spot:
    """As if it were written in its topic or, in a plain group, as a reply to its card."""
    room, chat = await work.rooms.of(ticket.id), await work.chats.get(ticket.room)
    if room is None:
        return Spot(ticket.room, 0)
    if chat.forum and room.topic is not None:
        return Spot(ticket.room, 0, room.topic)
    return Spot(ticket.room, room.card or 0)


async def ticket_here(work: Work, spot: Spot) -> Ticket:
    ticket = await ticket_at(work, spot)
    if ticket is None:
        raise OutsideATicket
    return ticket


async def staff_writes(work: Work, *, by: PersonId, spot: Spot, parts: Parts, written_at: datetime) -> None:
    """Relay an answer to the client, or leave a note where it is."""
    ticket = await ticket_at(work, spot)
    if ticket is None:
        return
    text = _as_it_is_meant(parts)
    if await rest_was_handled(work, parts):
        await _follow_the_rest(work, ticket, by, parts, spot=spot, text=text, written_at=min(written_at, work.now))
        return
    said = StaffMessage(by, text, await _reply_to(work, spot, by), in_topic=spot.topic is not None)
    if audience(said, ticket, work.policy.staff_reply) is Audience.CLIENT:
        await answer_client(work, ticket, by, parts, spot=spot, written_at=min(written_at, work.now))
    elif said.reply_to is not ReplyTo.COLLEAGUE or text.lstrip().startswith("//"):
        await _stay_inside(work, ticket, by, spot=spot, text=text)


async def _follow_the_rest(
    work: Work, ticket: Ticket, by: PersonId, parts: Parts, *, spot: Spot, text: str, written_at: datetime
) -> None:
    """A late item of an album goes where the others went. A note below it comes too late for them, not for itself."""
    rest = await rest_of(work, [ticket], Side.STAFF, by, parts, written_at=written_at)
    if rest is None or rest.recalled_at is not None or text.lstrip().startswith("/"):
        await _stay_inside(work, ticket, by, spot=spot, text=text)
        if rest is not None and rest.recalled_at is None:
            work.outbox.say(_hint(spot, "note_came_late", {}))
    else:
        await answer_client(work, ticket, by, parts, spot=spot, written_at=written_at, after=rest)


async def _who_asked(work: Work, ticket: Ticket, replied: MessageId | None) -> PersonId:
    """Of several people of one client, the one whose message is answered, or who wrote last.

    Somebody who may not see the ticket any more is not answered: then its reader is.
    """
    asked = await work.messages.get(replied) if replied else None
    if asked is None or asked.side is not Side.CLIENT:
        asked = await work.messages.last_written(ticket.id, Side.CLIENT)
    if asked is None or not may_see(asked.author, await work.people.links_of(asked.author), ticket):
        return await reader_of(work, ticket)
    return asked.author


async def _who_reads(work: Work, ticket: Ticket, answer: Message) -> PersonId:
    """Whoever got an earlier answer, unless they may not see the ticket any more."""
    for person in await _holders(work, answer):
        if may_see(person, await work.people.links_of(person), ticket):
            return person
    return await _who_asked(work, ticket, answer.reply_to)


def _as_it_is_meant(parts: Parts) -> str:
    """A note in any caption of an album makes the whole of it one. Source: security, internal notes."""
    noted = (part.text for part in parts if part.text.lstrip().startswith("/"))
    return next(noted, text_of(parts))


async def answer_client(
    work: Work,
    ticket: Ticket,
    by: PersonId,
    parts: Parts,
    *,
    spot: Spot,
    written_at: datetime,
    after: Message | None = None,
    asks: bool = False,
) -> None:
    """`after`: an earlier message that this one belongs to. `asks`: it always waits for the client. Source: T19.

    Raises ForNobody.
    """
    must_have_a_reader(ticket)
    calendar = work.policy.calendar
    took = measure(ticket.asked_at, written_at, ticket.react_by, calendar).took
    means = Status.WAITING if asks else work.policy.reply_means
    changed = answered(ticket, by, written_at, took, means)
    awaits = changed.is_open and changed.status is Status.WAITING
    message = await work.messages.add(
        Message(
            id=MessageId(0),
            ticket=ticket.id,
            author=by,
            side=Side.STAFF,
            parts=parts,
            written_at=written_at,
            reply_to=after.id if after else await _answers_to(work, spot),
            awaits=awaits,
            asks=asks,
        )
    )
    await work.posts.add(originals(message))
    if not awaits:
        # An earlier wait goes on until a newer answer that is waited for was delivered: this one never will be.
        await end_waiting(work, ticket, Ended.WORKING)
    work.events.add(Event(ticket.id, EventKind.ANSWERED, work.now, by))
    to = await (_who_reads(work, ticket, after) if after else _who_asked(work, ticket, message.reply_to))
    work.outbox.say(StaffAnswer(to=to, ticket=ticket.id, message=message.id, items=len(message.parts)))
    work.search.add(ticket.id, words_of(parts))
    if await _is_stale(work, message):
        work.outbox.say(_hint(spot, "newer_above", {}))
    await judge(work, ticket, written_at)
    clocked = kept(ticket, changed, written_at, work.policy, idle=True)
    saved = await work.tickets.save(clocked) if clocked != ticket else ticket
    if after is None:
        await keep_promise(work, saved, written_at)
    if changed != ticket:
        card_changed(work, saved)


async def _is_stale(work: Work, answer: Message) -> bool:
    """Whether the client has said something that the author of this answer cannot have read. Source: T32."""
    lately = await work.messages.written_after(answer.ticket, Side.CLIENT, answer.written_at - LATELY)
    replied = await work.messages.get(answer.reply_to) if answer.reply_to else None
    return unseen(lately, answer.written_at, answered=replied if replied and replied.side is Side.CLIENT else None)


async def _stay_inside(work: Work, ticket: Ticket, by: PersonId, *, spot: Spot, text: str) -> None:
    """What stays inside is marked so, lest somebody believes that the client has read it."""
    note = NOTE.match(text.lstrip())
    if note is not None:
        noted = text.lstrip()[note.end() :].strip()
        work.events.add(Event(ticket.id, EventKind.NOTED, work.now, by, noted))
        work.search.add(ticket.id, noted)
    elif text.lstrip().startswith("/"):
        work.outbox.say(_hint(spot, "unknown_command", {"command": text.split(maxsplit=1)[0]}))
        return
    else:
        await _explain(work, ticket, by, spot)
    work.outbox.say(Marked(room=ticket.room, ticket=ticket.id, message=spot.message, mark=Mark.INSIDE))


async def _reply_to(work: Work, spot: Spot, by: PersonId) -> ReplyTo:
    if spot.replied is None:
        return ReplyTo.NOTHING
    post = await work.posts.at(spot.chat, spot.replied)
    message = await work.messages.get(post.of) if post and post.of else None
    if message is not None and message.side is Side.CLIENT:
        return ReplyTo.CLIENT
    if spot.replied_by is not None and spot.replied_by != by:
        return ReplyTo.COLLEAGUE
    return ReplyTo.DESK


async def _answers_to(work: Work, spot: Spot) -> MessageId | None:
    post = await work.posts.at(spot.chat, spot.replied) if spot.replied else None
    return post.of if post else None


async def _explain(work: Work, ticket: Ticket, by: PersonId, spot: Spot) -> None:
    """What the mark means is said to each employee the first time that words of theirs stay inside."""
    if ticket.is_own or spot.topic is None:
        return
    holder = ticket.assignee if work.policy.staff_reply is StaffReply.ASSIGNEE else None
    # Their own late item of an album: whose ticket it is they know.
    if holder == by:
        return
    names = await work.people.names([holder] if holder else [])
    facts = {"who": names[holder]} if holder and holder in names else {}
    work.outbox.say(_hint(spot, "stays_inside", facts), key=f"stays inside {by}")


async def staff_edits(work: Work, *, by: PersonId, spot: Spot, part: Content) -> None:
    """An answer's edit is mirrored; turning it into a note is refused, since the client has read it already."""
    post = await work.posts.at(part.source.chat, part.source.message)
    message = await work.messages.get(post.of) if post and post.of and post.original else None
    if post is None or message is None or message.author != by or message.recalled_at is not None:
        return
    ticket = await work.tickets.get(TicketId(post.ticket))
    if ticket is None:
        return
    asked = CLARIFY.match(part.text.lstrip()) if message.asks else None
    if asked:
        part = replace(part, text=part.text.lstrip()[asked.end() :], entities="")
    elif part.text.lstrip().startswith("/"):
        work.outbox.say(_hint(spot, "edit_into_note", {}))
        return
    await work.messages.save(replace(message, parts=with_part(message.parts, post, part)))
    for to in await _holders(work, message) or [await _who_asked(work, ticket, message.reply_to)]:
        work.outbox.say(StaffAnswerEdited(to=to, ticket=ticket.id, message=message.id, part=post.part))


async def _holders(work: Work, message: Message) -> list[PersonId]:
    """Whoever has a copy of it."""
    return [PersonId(chat) for chat in await work.posts.holders(message.id) if chat > 0]


async def take_a_note(work: Work, *, by: PersonId, spot: Spot, text: str) -> None:
    """A note for colleagues, kept in the history."""
    ticket = await ticket_here(work, spot)
    keep_note(work, ticket, by, text)
    work.outbox.say(Marked(room=ticket.room, ticket=ticket.id, message=spot.message, mark=Mark.INSIDE))


def keep_note(work: Work, ticket: Ticket, by: PersonId, text: str) -> None:
    work.events.add(Event(ticket.id, EventKind.NOTED, work.now, by, text))
    work.search.add(ticket.id, text)


def _hint(spot: Spot, what: str, facts: dict[str, str]) -> StaffHint:
    return StaffHint(to=spot.chat, what=what, facts=facts, topic=spot.topic, reply_to=spot.message)


async def anonymous_writes(work: Work, *, spot: Spot, text: str) -> None:
    """An answer needs an author: an anonymous administrator is asked to write under their own name."""
    if await ticket_at(work, spot) is not None and not text.lstrip().startswith("//"):
        work.outbox.say(_hint(spot, "anonymous", {}))
