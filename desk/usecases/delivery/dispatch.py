"""What has to be known, at the moment of sending, to put a notice into words and into its place."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from desk.ids import NOBODY, ChatId, MessageId
from desk.notices import AnyNotice
from desk.notices.alerts import Breached, DueSoon, DutyCall
from desk.notices.base import AboutTicket, ForChat, ForPerson, ForRoom, Screen
from desk.notices.changes import LeftBehind, Retold
from desk.notices.client import Pinged, Received, StaffAnswer, StaffAnswerEdited, Taken
from desk.notices.dates import PromiseBroken, PromiseSoon
from desk.notices.exports import MonthWanted
from desk.notices.groups import GroupLeft, WrongGroup
from desk.notices.mail import AnswerMail, ClosingMail, CodeMail, FeedbackMail, PingMail, TicketMail
from desk.notices.managers import FeedbackArrived
from desk.notices.privacy import ConsentAsked, ConsentRefused, Erased, ErasingOn, ExportWanted, TooMuchHeld
from desk.notices.prompts import WordsAsked
from desk.notices.recalls import CopyRecalled
from desk.notices.staff import (
    CardChanged,
    CardNeeded,
    ClientMessage,
    ClientMessageEdited,
    TopicByHand,
    TopicNeeded,
    TopicOpenNeeded,
    TopicState,
    TopicTwice,
)
from desk.notices.vault import AccessAsked, SecretShown
from desk.ports import Work
from desk.rules.access import may_see
from desk.rules.charges import Charge
from desk.rules.clocks import running
from desk.rules.codes import LIFETIME
from desk.rules.events import Feedback
from desk.rules.messages import Message, Room
from desk.rules.people import Client, Person, Role
from desk.rules.periods import Period
from desk.rules.policy import Promise
from desk.rules.privacy import Everything
from desk.rules.reminders import Reminder, Set
from desk.rules.silence import close_at
from desk.rules.targets import asked_of
from desk.rules.ticket import Ticket
from desk.rules.vault import Secret, SecretState, Unsealable
from desk.usecases.exports import MonthTaken, month_of
from desk.usecases.mailing import mailbox_of
from desk.usecases.membership import is_ours
from desk.usecases.readers import reader_of

WhileItHolds = Pinged | DueSoon | PromiseSoon | WordsAsked
"""Not said any more once it is settled."""


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A notice with its bearings. Message ids are the messenger's.

    `edits` are the messages to change (a page still newest, a card, the copies of an edited message); none: a new
    message. `before` are the messages that stand above `message` in the same copy. `name` is the author's or the
    assignee's. `forum` tells whether the room has topics.
    """

    notice: AnyNotice
    language: str
    chat: ChatId | None
    zone: str = ""
    """The reader's own, if they chose one."""
    forum: bool = False
    room: Room | None = None
    edits: tuple[int, ...] = ()
    reply_to: int | None = None
    ticket: Ticket | None = None
    message: Message | None = None
    before: tuple[Message, ...] = ()
    name: str = ""
    author: Person | None = None
    client: Client | None = None
    delegate: bool = False
    """Whether the author acts for the client without being its owner."""
    period: Period | None = None
    feedback: Feedback | None = None
    charge: Charge | None = None
    filed_by: str = ""
    """Who of the staff has filed the ticket for somebody else."""
    notes: int = 0
    """How many notes on the client there are."""
    absent: bool = False
    """Nobody of the client is in Telegram."""
    promise: Promise | None = None
    """Why the first reaction is due when it is; None: it was promised otherwise."""
    taken: MonthTaken | None = None
    everything: Everything | None = field(default=None, repr=False)
    """Of the reader, who asked for it."""
    access: tuple[Secret, ...] = ()
    """What was passed on in the ticket, and what became of it."""
    opened: str = field(default="", repr=False)
    """Access data that are shown now, or the address of the page for them: nowhere else do they exist in plain."""
    address: str = ""
    """Where a letter about a ticket goes."""
    link: str = ""
    """Where the bot is, for those who read a letter; empty: its usual address."""
    promised: Reminder | None = None
    """What staff have promised the client."""
    snooze: Reminder | None = None

    @property
    def in_topic(self) -> bool:
        """A ticket from before Topics were switched on has none: it goes on as in a plain group."""
        return self.forum and self.room is not None and self.room.topic is not None


async def look_ahead(work: Work, notices: Sequence[AnyNotice]) -> None:
    """What several notices need is fetched at once."""
    rooms = [notice for notice in notices if isinstance(notice, ForRoom)]
    relayed = (ClientMessage, StaffAnswer, ClientMessageEdited, StaffAnswerEdited)
    messages = [notice.message for notice in notices if isinstance(notice, relayed)]
    messages += [number for notice in notices if isinstance(notice, ClientMessage) for number in notice.before]
    screens = [notice.chat for notice in notices if isinstance(notice, Screen)]
    await work.ahead(
        messages=messages,
        tickets=[notice.about for notice in notices if notice.about is not None],
        chats=[*(notice.room for notice in rooms), *screens],
    )
    authors = [message.author for number in messages if (message := await work.messages.get(number))]
    readers = [notice.to for notice in notices if isinstance(notice, ForPerson) and not isinstance(notice, Received)]
    await work.ahead(people=[*authors, *readers])


async def dispatch(work: Work, *, notice: AnyNotice) -> Dispatch | None:
    """Everything the edge needs to say this now; None: it has become needless."""
    if isinstance(notice, Received):
        return Dispatch(notice, "", notice.chat)
    # What was taken back is deleted wherever it lies.
    taken_back = isinstance(notice, CopyRecalled)
    if isinstance(notice, AboutTicket) and not taken_back and not await _still_theirs(work, notice):
        return None
    if isinstance(notice, WrongGroup | GroupLeft) and await is_ours(work, notice.to):
        return None
    if isinstance(notice, ForChat) and await _has_lost_its_topic(work, notice):
        if isinstance(notice, TopicTwice):
            return None
        outside: dict[str, Any] = {"topic": None}
        notice = replace(notice, **outside)
    language, zone = await _reader(work, notice)
    return await _bearings(work, Dispatch(notice, language, notice.chat, zone), notice)


async def _has_lost_its_topic(work: Work, notice: ForChat) -> bool:
    """Topics were switched off in that group: what was meant for one is said in the group itself."""
    if getattr(notice, "topic", None) is None:
        return False
    chat = await work.chats.get(notice.to)
    return bool(chat.title) and not chat.forum


async def _bearings(work: Work, bare: Dispatch, notice: AnyNotice) -> Dispatch | None:
    match notice:
        case TopicNeeded() | TopicState() | TopicOpenNeeded() | TopicByHand() | CardNeeded() | CardChanged():
            return await _room_state(work, bare, notice)
        case (
            TopicTwice(ticket=number)
            | DutyCall(ticket=number)
            | Breached(ticket=number)
            | PromiseBroken(ticket=number)
            | LeftBehind(ticket=number)
        ):
            return replace(bare, room=await work.rooms.of(number))
        case ClientMessage() | StaffAnswer() | ClientMessageEdited() | StaffAnswerEdited() | Retold():
            return await _of_message(work, bare, notice)
        case FeedbackArrived() | FeedbackMail() | MonthWanted() | ExportWanted():
            return await _gathered(work, bare, notice)
        case AccessAsked(page=page):
            return await _with_page(work, bare, notice) if page else bare
        case AnswerMail() | PingMail() | ClosingMail() | CodeMail() | SecretShown():
            return await _if_of_use(work, bare, notice)
        case Pinged() | Taken() | DueSoon() | PromiseSoon() | WordsAsked():
            return await _while_it_holds(work, bare, notice)
        case Screen():
            return await _screen(work, bare, notice)
        case ForRoom():
            return await _in_room(work, bare, notice) if await _is_asked_still(work, notice) else None
        case _:
            return bare


async def _is_asked_still(work: Work, notice: ForRoom) -> bool:
    if not isinstance(notice, WordsAsked):
        return True
    asked = await work.prompts.get(notice.prompt)
    return asked is not None and asked.over_at is None


async def _still_theirs(work: Work, notice: AboutTicket | TicketMail) -> bool:
    """Somebody let go reads nothing more, not even what was on its way. Source: regulation 2.2."""
    ticket = await work.tickets.get(notice.ticket)
    if notice.to == NOBODY:
        return ticket is not None and isinstance(notice, TicketMail) and await is_absent(work, ticket)
    if ticket is None or ticket.client is None:
        return True
    return may_see(notice.to, await work.people.links_of(notice.to), ticket)


async def _reader(work: Work, notice: AnyNotice) -> tuple[str, str]:
    """A person's own language and zone; staff and managers share the company's."""
    if isinstance(notice, ConsentAsked | ConsentRefused | TooMuchHeld | Erased | ErasingOn) and notice.language:
        return work.policy.speaks(notice.language), ""
    person = await work.people.get(notice.to) if isinstance(notice, ForPerson | CodeMail | TicketMail) else None
    if person is None:
        return work.policy.language, ""
    return person.chosen or person.language or work.policy.language, person.zone


async def _in_room(work: Work, bare: Dispatch, notice: ForRoom) -> Dispatch:
    room = await work.rooms.of(notice.ticket)
    if room is not None and room.chat != notice.room:
        # The ticket has moved on: its topic and card of now are in another group.
        room = next((left for left in await work.rooms.former_of(notice.ticket) if left.chat == notice.room), None)
    chat = await work.chats.get(notice.room)
    return replace(bare, room=room, forum=chat.forum)


async def _room_state(work: Work, bare: Dispatch, notice: ForRoom) -> Dispatch | None:
    """The card and the topic show what the ticket is by now."""
    placed = await _in_room(work, bare, notice)
    ticket = await work.tickets.get(notice.ticket)
    if ticket is None or placed.room is None or _is_done(notice, placed, placed.room, ticket):
        return None
    people = [person for person in (ticket.author, ticket.assignee, ticket.filed_by) if person]
    names = await work.people.names(people)
    card = placed.room.card if isinstance(notice, CardNeeded | CardChanged) else None
    return replace(
        placed,
        ticket=ticket,
        edits=(card,) if card else (),
        name=names.get(ticket.assignee, "") if ticket.assignee else "",
        author=await work.people.get(ticket.author),
        client=await work.clients.get(ticket.client) if ticket.client else None,
        delegate=await _is_delegate(work, ticket),
        filed_by=names.get(ticket.filed_by, "") if ticket.filed_by else "",
        absent=await is_absent(work, ticket),
        notes=await work.client_notes.count(ticket.client) if ticket.client else 0,
        period=await work.periods.open_of(ticket.id),
        promise=_promise(work, ticket),
        **(await _on_card(work, ticket) if isinstance(notice, CardNeeded | CardChanged) else {}),
    )


async def _on_card(work: Work, ticket: Ticket) -> dict[str, Any]:
    """What only the card shows."""
    return {
        "charge": await work.charges.current(ticket.id),
        "promised": await work.reminders.open_of(ticket.id, Set.PROMISE),
        "snooze": await work.reminders.open_of(ticket.id, Set.SNOOZE),
        "access": tuple(await work.secrets.of(ticket.id)),
    }


def _promise(work: Work, ticket: Ticket) -> Promise | None:
    if ticket.react_by is None or ticket.counted_from is None:
        return None
    promise = work.policy.promise(ticket.counted_from, asked_of(ticket))
    return promise if promise.due == ticket.react_by else None


async def _is_delegate(work: Work, ticket: Ticket) -> bool:
    links = await work.people.links_of(ticket.author) if ticket.client else []
    return any(link.client == ticket.client and link.role is Role.DELEGATE for link in links)


async def is_absent(work: Work, ticket: Ticket) -> bool:
    """Whether nobody on the client's side can read it here. Source: regulation 2.3."""
    return ticket.client is not None and await reader_of(work, ticket) == NOBODY


def _is_done(notice: ForRoom, placed: Dispatch, room: Room, ticket: Ticket) -> bool:
    match notice:
        case TopicNeeded():
            return not placed.forum or room.topic is not None
        case TopicState():
            return not placed.forum or room.topic is None or room.closed is not ticket.is_open
        case TopicOpenNeeded():
            return not placed.forum or room.topic is None
        case TopicByHand(closed=closed):
            return closed is not ticket.is_open or room.closed is not closed
        case CardNeeded():
            return room.card is not None
        case _:
            return False


async def _of_message(
    work: Work, bare: Dispatch, notice: ClientMessage | StaffAnswer | ClientMessageEdited | StaffAnswerEdited | Retold
) -> Dispatch | None:
    placed = await _in_room(work, bare, notice) if isinstance(notice, ForRoom) else bare
    if isinstance(notice, ClientMessageEdited | StaffAnswerEdited):
        return await _edited(work, placed, notice.message, notice.part)
    relayed = await _relay(work, placed, notice.message)
    if relayed is None or not isinstance(notice, ClientMessage) or not notice.before:
        return relayed
    before = [await work.messages.get(number) for number in notice.before]
    return replace(relayed, before=tuple(message for message in before if message))


async def _relay(work: Work, bare: Dispatch, number: MessageId) -> Dispatch | None:
    message = await work.messages.get(number)
    ticket = await work.tickets.get(message.ticket) if message else None
    if message is None or ticket is None or bare.chat is None or message.recalled_at is not None:
        return None
    author = await work.people.get(message.author)
    return replace(
        bare,
        message=message,
        ticket=ticket,
        author=author,
        name=author.name if author else "",
        reply_to=await _counterpart(work, message.reply_to, bare.chat) or _card_in_plain_group(bare),
    )


def _card_in_plain_group(bare: Dispatch) -> int | None:
    return bare.room.card if bare.room and not bare.in_topic else None


async def _counterpart(work: Work, number: MessageId | None, chat: ChatId) -> int | None:
    """Where the message that was replied to lies on the other side: a copy there, or the reader's own original."""
    message = await work.messages.get(number) if number is not None else None
    if number is None or message is None:
        return None
    copies = await work.posts.copies_of(message.told_with or number, chat)
    if copies:
        return copies[0].message
    original = await work.posts.original_of(number)
    return original.message if original and original.chat == chat else None


async def _edited(work: Work, bare: Dispatch, number: MessageId, part: int) -> Dispatch | None:
    """All that stands in the copies of the message is there again, whichever of it was edited."""
    message = await work.messages.get(number)
    if bare.chat is None or message is None:
        return None
    last = message.told_with or number
    copies = [post for post in await work.posts.copies_of(last, bare.chat) if post.part == part]
    relayed = await _relay(work, bare, last)
    before = tuple(await work.messages.told_with(last))
    return replace(relayed, before=before, edits=tuple(post.message for post in copies)) if relayed and copies else None


async def _gathered(
    work: Work, bare: Dispatch, notice: FeedbackArrived | FeedbackMail | MonthWanted | ExportWanted
) -> Dispatch | None:
    if isinstance(notice, ExportWanted):
        return replace(bare, everything=await work.traces.everything(notice.to))
    if isinstance(notice, MonthWanted):
        return replace(bare, taken=await month_of(work, month=notice.month))
    return await _feedback(work, bare, notice.feedback)


async def _feedback(work: Work, bare: Dispatch, number: int) -> Dispatch | None:
    feedback = await work.feedback.get(number)
    if feedback is None:
        return None
    return replace(bare, feedback=feedback, author=await work.people.get(feedback.person))


async def _if_of_use(
    work: Work, bare: Dispatch, notice: AnswerMail | PingMail | ClosingMail | CodeMail | SecretShown
) -> Dispatch | None:
    match notice:
        case SecretShown():
            return await _opened(work, bare, notice)
        case CodeMail():
            return bare if await _is_of_use(work, notice) else None
        case _:
            return await _letter(work, bare, notice)


async def _opened(work: Work, bare: Dispatch, notice: SecretShown) -> Dispatch | None:
    """None where it is not to be shown any more, or none of the keys opens it."""
    secret = await work.secrets.get(notice.secret)
    if secret is None or secret.state is not SecretState.SHOWING or work.policy.vault is None:
        return None
    if secret.look_at is not None and secret.look_at <= work.now:
        return None
    try:
        return replace(bare, opened=work.policy.vault.unseal(secret.sealed, secret.about))
    except Unsealable:
        return None


async def _with_page(work: Work, bare: Dispatch, notice: AccessAsked) -> Dispatch:
    """Without the page where it can be used no more, or was made for somebody else."""
    secret = await work.secrets.get(notice.secret)
    vault, pages = work.policy.vault, work.policy.secret_pages
    if secret is None or vault is None or not pages or secret.reader != notice.to:
        return bare
    if secret.page_until is None or secret.page_until <= work.now:
        return bare
    try:
        return replace(bare, opened=pages + vault.unseal(notice.page, secret.about_page))
    except Unsealable:
        return bare


async def _letter(work: Work, bare: Dispatch, notice: AnswerMail | PingMail | ClosingMail) -> Dispatch | None:
    """To the address that the client has by now; a letter that the chat or the ticket has overtaken is not sent."""
    ticket = await work.tickets.get(notice.ticket)
    if ticket is None or not await _still_theirs(work, notice):
        return None
    link, address = work.policy.submit_url, await mailbox_of(work, ticket)
    placed = replace(bare, ticket=ticket, address=address, link=link)
    match notice:
        case AnswerMail(message=number):
            message = await work.messages.get(number)
            if message is None or message.delivered_at is not None or message.recalled_at is not None:
                return None
            names = await work.people.names([message.author])
            return replace(placed, message=message, name=names.get(message.author, ""))
        case PingMail():
            return await _ping(work, placed, notice)
        case ClosingMail(status=status):
            return placed if ticket.status is status else None


async def _is_of_use(work: Work, notice: CodeMail) -> bool:
    """A code whose time is over before the mail server took it is not worth a letter."""
    newest = await work.codes.newest_of(notice.to)
    return newest is None or work.now - newest.asked_at < LIFETIME


async def _while_it_holds(
    work: Work, bare: Dispatch, notice: Pinged | Taken | DueSoon | PromiseSoon | WordsAsked
) -> Dispatch | None:
    match notice:
        case WordsAsked(prompt=prompt):
            asked = await work.prompts.get(prompt)
            return await _in_room(work, bare, notice) if asked and asked.over_at is None else None
        case Pinged():
            return await _ping(work, bare, notice)
        case Taken():
            return bare if await _has_it(work, notice) else None
        case DueSoon():
            return await _due_soon(work, bare, notice)
        case PromiseSoon(ticket=number, due=due):
            promise = await work.reminders.open_of(number, Set.PROMISE)
            return await _in_room(work, bare, notice) if promise and promise.until == due else None


async def _has_it(work: Work, notice: Taken) -> bool:
    """Whoever has answered meanwhile has said by that whose it is."""
    ticket = await work.tickets.get(notice.ticket)
    if ticket is None or not ticket.is_open or notice.employee not in {None, ticket.assignee}:
        return False
    return notice.react_by is None or ticket.reacted_at is None


async def _ping(work: Work, bare: Dispatch, notice: Pinged | PingMail) -> Dispatch | None:
    """The closing time is told as it will be if this ping is delivered now; a ping of a past wait is not sent."""
    period = await work.periods.get(notice.period)
    if period is None or period.ended_at is not None:
        return None
    close = close_at(period.started_at, period.pinged_at or work.now, work.policy.silence, work.policy.calendar)
    return replace(bare, notice=replace(notice, close_at=close), period=period)


async def _due_soon(work: Work, bare: Dispatch, notice: DueSoon) -> Dispatch | None:
    """Not said of what is answered, ended, or due at another time by now."""
    ticket = await work.tickets.get(notice.ticket)
    clock = running(ticket) if ticket else None
    if clock is None or (clock.clock, clock.due) != (notice.clock, notice.due):
        return None
    return replace(await _in_room(work, bare, notice), ticket=ticket)


async def _screen(work: Work, bare: Dispatch, notice: Screen) -> Dispatch:
    """A page takes the place of the one before, unless something was said after that."""
    chat = await work.chats.get(notice.chat)
    return replace(bare, edits=(chat.screen,) if chat.screen and chat.screen == chat.newest else ())
