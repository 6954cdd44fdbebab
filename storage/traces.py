"""All that is kept of one person, in SQL. Source: security 41."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, Final

from sqlalchemy import and_, bindparam, delete, exists, func, or_, select, text, update
from sqlalchemy.sql.dml import UpdateBase

from desk.ids import NOBODY, ChatId, PersonId, TicketId
from desk.notices import AnyNotice
from desk.notices.base import ForPerson
from desk.ports import OwedState
from desk.ports.traces import PEOPLE_ROWS
from desk.rules.content import Content, Kind, Parts, Source
from desk.rules.messages import Side
from desk.rules.privacy import (
    ERASED,
    FADED,
    MOST_COUNTED,
    MOST_NAMED,
    Consent,
    Everything,
    Fading,
    Found,
    OwnMessage,
    OwnTicket,
    OwnWords,
    Wiped,
)
from desk.rules.vault import SecretState
from storage.codec import NOTICES
from storage.sql import Rows, Sql
from storage.tables import (
    approvals,
    chats,
    clients,
    codes,
    consents,
    drafts,
    events,
    feedback,
    inbox,
    invitations,
    links,
    marks,
    members,
    messages,
    outbox,
    panel_links,
    people,
    posts,
    ratings,
    secrets,
    ticket_words,
    tickets,
    undos,
)
from storage.tables.queues import IS_HELD, IS_LOST, IS_PARKED, IS_UNCERTAIN, InboxState
from storage.tables.tickets import IS_OPEN


def _fields_of(kind: type[AnyNotice]) -> set[str]:
    return {one.name for one in fields(kind)}


GONE: Final[Parts] = (Content(Kind.TEXT, Source(ChatId(0), 0), ERASED),)
_WHO: Final[Any] = bindparam("who")
_OWN_TICKETS = select(tickets.c.id).where(tickets.c.author == _WHO)
_TOUCHED = select(messages.c.ticket).where(messages.c.author == _WHO).union(_OWN_TICKETS)

_PERSON = select(people).where(people.c.id == _WHO)
_CONSENTS = (
    select(consents.c.version, consents.c.url, consents.c.at, consents.c.withdrawn_at)
    .where(consents.c.person == _WHO)
    .order_by(consents.c.id)
)
_CLIENTS = (
    select(clients.c.name, links.c.role)
    .join(clients, clients.c.id == links.c.client)
    .where(links.c.person == _WHO)
    .order_by(clients.c.name, clients.c.id)
)
_TICKETS = select(tickets).where(tickets.c.author == _WHO).order_by(tickets.c.id)
_MESSAGES = (
    select(messages.c.ticket, messages.c.written_at, messages.c.author, messages.c.parts)
    .where(
        or_(
            messages.c.author == _WHO,
            and_(
                messages.c.ticket.in_(_OWN_TICKETS),
                messages.c.side == Side.STAFF,
                messages.c.delivered_at.is_not(None),
                messages.c.recalled_at.is_(None),
            ),
        )
    )
    .order_by(messages.c.written_at, messages.c.id)
)
_FEEDBACK = select(feedback.c.at, feedback.c.text).where(feedback.c.person == _WHO).order_by(feedback.c.id)
_RATINGS = (
    select(ratings.c.rated_at, ratings.c.comment, ratings.c.score)
    .where(ratings.c.person == _WHO, ratings.c.rated_at.is_not(None))
    .order_by(ratings.c.id)
)
_DRAFTS = select(drafts.c.answers, drafts.c.story).where(drafts.c.person == _WHO).order_by(drafts.c.id)
_OPEN = select(tickets.c.id).where(tickets.c.author == _WHO, text(IS_OPEN)).order_by(tickets.c.id)


def _count(statement: Rows) -> Rows:
    return select(func.count()).select_from(statement.subquery())


_EMPTY: Final[dict[str, Any]] = {"subject": ERASED, "description": ERASED, "answers": ()}
_ERASE: Final[Sequence[UpdateBase]] = (
    update(feedback).where(feedback.c.person == _WHO).values(person=NOBODY, text=ERASED),
    update(ratings).where(ratings.c.person == _WHO).values(person=NOBODY, comment=""),
    update(secrets)
    .where(
        or_(secrets.c.giver == _WHO, secrets.c.reader == _WHO),
        secrets.c.state.in_((SecretState.ASKED, SecretState.GIVEN)),
    )
    .values(state=SecretState.WITHDRAWN, look_at=None),
    update(secrets)
    .where(or_(secrets.c.giver == _WHO, secrets.c.reader == _WHO))
    .values(sealed="", giver=None, reader=NOBODY, request=None, version=secrets.c.version + 1),
    update(invitations).where(invitations.c.person == _WHO).values(person=None),
    delete(codes).where(codes.c.person == _WHO),
    delete(approvals).where(approvals.c.person == _WHO),
    update(approvals).where(approvals.c.named_by == _WHO).values(client=None, named_by=None),
    delete(panel_links).where(panel_links.c.person == _WHO),
    delete(undos).where(undos.c.person == _WHO),
    delete(drafts).where(drafts.c.person == _WHO),
    delete(links).where(links.c.person == _WHO),
    delete(chats).where(chats.c.id == _WHO),
    delete(outbox).where(outbox.c.chat == _WHO, outbox.c.state != OwedState.SENDING),
    update(inbox)
    .where(
        or_(inbox.c.lane == _WHO, inbox.c.sender == _WHO),
        inbox.c.state.in_((InboxState.HELD, InboxState.ASKED, InboxState.PARKED)),
    )
    .values(state=InboxState.DONE, raw="", error="", done_at=bindparam("moment")),
    delete(marks).where(marks.c.name == bindparam("own_mark")),
    update(consents)
    .where(consents.c.person == _WHO, consents.c.withdrawn_at.is_(None))
    .values(withdrawn_at=bindparam("moment")),
    delete(people).where(people.c.id == _WHO),
)

_UNTIL: Final[Any] = bindparam("until")
_AT_MOST: Final[Any] = bindparam("at_most")
_THESE: Final[Any] = bindparam("these", expanding=True)
_WRITTEN = (
    select(messages.c.id)
    .where(messages.c.author == _WHO, messages.c.written_at <= _UNTIL)
    .order_by(messages.c.written_at, messages.c.id)
    .limit(_AT_MOST)
)
_FILED = (
    select(tickets.c.id)
    .where(tickets.c.author == _WHO, tickets.c.filed_at <= _UNTIL)
    .order_by(tickets.c.filed_at, tickets.c.id)
    .limit(_AT_MOST)
)
_TICKETS_OF = select(messages.c.ticket).distinct().where(messages.c.id.in_(_THESE))
_STILL_WRITTEN = select(messages.c.ticket).distinct().where(messages.c.ticket.in_(_THESE), messages.c.author == _WHO)
_STILL_FILED = select(tickets.c.id).where(tickets.c.id.in_(_THESE), tickets.c.author == _WHO)
_DID = (
    select(events.c.id)
    .where(events.c.by == _WHO, events.c.at <= _UNTIL)
    .order_by(events.c.at, events.c.id)
    .limit(_AT_MOST)
)
_LIES = (
    select(posts.c.message)
    .join(tickets, tickets.c.id == posts.c.ticket)
    .where(posts.c.chat == _WHO, tickets.c.filed_at <= _UNTIL)
    .order_by(posts.c.message)
    .limit(_AT_MOST)
)
_FORGET_WORDS = delete(ticket_words).where(ticket_words.c.ticket.in_(_THESE))
_WIPE_MESSAGES = update(messages).where(messages.c.id.in_(_THESE)).values(author=NOBODY, parts=GONE)
_WIPE_TICKETS = (
    update(tickets).where(tickets.c.id.in_(_THESE)).values(author=NOBODY, version=tickets.c.version + 1, **_EMPTY)
)
_WIPE_EVENTS = update(events).where(events.c.id.in_(_THESE)).values(by=None, detail="")
_DROP_POSTS = delete(posts).where(posts.c.chat == _WHO, posts.c.message.in_(_THESE))

_STUCK: Final = (OwedState.UNDELIVERABLE, OwedState.UNCERTAIN, OwedState.HELD)
_ABOUT_TICKETS: Final = sorted(
    name for name, kind in NOTICES.items() if not issubclass(kind, ForPerson) and "ticket" in _fields_of(kind)
)
"""What is told to others of a ticket: it may quote what its author wrote."""
_STUCK_ABOUT = select(outbox.c.id, outbox.c.state, outbox.c.lane, outbox.c.payload).where(
    outbox.c.state.in_(_STUCK),
    or_(
        outbox.c.payload.like(bindparam("number")),
        and_(
            outbox.c.state == OwedState.UNDELIVERABLE,
            or_(outbox.c.lane.in_(_TOUCHED), outbox.c.kind.in_(_ABOUT_TICKETS)),
        ),
    ),
)
_DROP_STUCK = delete(outbox).where(outbox.c.id.in_(bindparam("stuck", expanding=True)), outbox.c.state.in_(_STUCK))
_BEFORE: Final[Any] = bindparam("before")
_FADING_TICKETS = (
    select(tickets.c.id)
    .where(tickets.c.ended_at < _BEFORE, tickets.c.description != FADED)
    .order_by(tickets.c.ended_at, tickets.c.id)
)
_FADING_FEEDBACK = (
    select(feedback.c.id)
    .where(feedback.c.at < _BEFORE, feedback.c.text != ERASED)
    .order_by(feedback.c.at, feedback.c.id)
)
_IS_LATER = or_(
    exists().where(tickets.c.author == people.c.id, or_(tickets.c.ended_at.is_(None), tickets.c.ended_at >= _BEFORE)),
    exists().where(messages.c.author == people.c.id, messages.c.written_at >= _BEFORE),
    exists().where(consents.c.person == people.c.id, consents.c.at >= _BEFORE),
    exists().where(drafts.c.person == people.c.id),
    exists().where(links.c.person == people.c.id),
    exists().where(members.c.person == people.c.id),
)
_WAS_THERE = or_(
    exists().where(tickets.c.author == people.c.id),
    exists().where(messages.c.author == people.c.id),
    exists().where(consents.c.person == people.c.id),
)
_FADING_PEOPLE = select(people.c.id).where(people.c.blocked == "", ~_IS_LATER, _WAS_THERE).order_by(people.c.id)
_OLD_PARKED = inbox.c.received_at < _BEFORE
_FADING_PARKED = select(inbox.c.update_id).where(text(IS_PARKED), _OLD_PARKED).order_by(inbox.c.update_id)
# What may still be said in a ticket that goes on, or is asked about there, is not old.
_GOES_ON = exists().where(tickets.c.id == outbox.c.lane, text(IS_OPEN))


_OLD_OWED = select(outbox.c.id).where(outbox.c.settled_at < _BEFORE)
_FADING_OWED: Final[Sequence[Rows]] = (
    _OLD_OWED.where(text(IS_LOST)),
    _OLD_OWED.where(text(IS_UNCERTAIN), ~_GOES_ON),
    _OLD_OWED.where(text(IS_HELD), ~_GOES_ON),
)
_FADING: Final[dict[Fading, Rows]] = {
    Fading.TICKETS: _FADING_TICKETS,
    Fading.FEEDBACK: _FADING_FEEDBACK,
    Fading.PEOPLE: _FADING_PEOPLE,
}

_FADE_TICKETS: Final[Sequence[UpdateBase]] = (
    _FORGET_WORDS,
    update(messages).where(messages.c.ticket.in_(_THESE)).values(parts=GONE),
    update(events).where(events.c.ticket.in_(_THESE)).values(detail=""),
    update(tickets)
    .where(tickets.c.id.in_(_THESE))
    .values(version=tickets.c.version + 1, **(_EMPTY | {"description": FADED})),
)
_FADE_PARKED = (
    update(inbox)
    .where(inbox.c.update_id.in_(_THESE), text(IS_PARKED))
    .values(state=InboxState.DONE, raw="", error="", done_at=bindparam("moment"))
)
_FADE_FEEDBACK = update(feedback).where(feedback.c.id.in_(_THESE)).values(text=ERASED)


class Traces:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def everything(self, person: PersonId) -> Everything | None:
        known = await self._sql.one(_PERSON, who=person)
        if known is None:
            return None
        all_of = self._sql.all
        return Everything(
            id=known["id"],
            name=known["name"],
            username=known["username"],
            language=known["chosen"] or known["language"],
            zone=known["zone"],
            consents=tuple(Consent(**row) for row in await all_of(_CONSENTS, who=person)),
            clients=tuple((row["name"], str(row["role"])) for row in await all_of(_CLIENTS, who=person)),
            tickets=tuple(_ticket(row) for row in await all_of(_TICKETS, who=person)),
            messages=tuple(_message(row, person) for row in await all_of(_MESSAGES, who=person)),
            feedback=tuple(OwnWords(row["at"], row["text"]) for row in await all_of(_FEEDBACK, who=person)),
            ratings=tuple(
                OwnWords(row["rated_at"], row["comment"], row["score"]) for row in await all_of(_RATINGS, who=person)
            ),
            drafts=tuple(_draft(row) for row in await all_of(_DRAFTS, who=person)),
        )

    async def count(self, person: PersonId) -> Found:
        def of(statement: Rows) -> Any:
            return self._sql.value(_count(statement.limit(MOST_COUNTED + 1)), who=person)

        return Found(
            tickets=await of(_OWN_TICKETS),
            open=tuple(await self._sql.column(_OPEN.limit(MOST_NAMED + 1), who=person)),
            messages=await of(select(messages.c.id).where(messages.c.author == _WHO)),
            drafts=await of(select(drafts.c.id).where(drafts.c.person == _WHO)),
            feedback=await of(select(feedback.c.id).where(feedback.c.person == _WHO)),
            clients=await of(select(links.c.client).where(links.c.person == _WHO)),
        )

    async def erase(self, person: PersonId, at: datetime) -> None:
        await self._erase_stuck(person)
        for statement in _ERASE:
            await self._sql.run(statement, {"who": person, "moment": at, "own_mark": f"export {person}"})

    async def erase_words(self, person: PersonId, until: datetime, limit: int) -> Wiped:
        lies, left = await self._some(_LIES, person, until, limit)
        if lies:
            await self._sql.run(_DROP_POSTS, {"who": person, "these": lies})
        did, left = await self._some(_DID, person, until, left)
        if did:
            await self._sql.run(_WIPE_EVENTS, {"these": did})
        written, left = await self._some(_WRITTEN, person, until, left)
        filed, left = await self._some(_FILED, person, until, left)
        touched = {*await self._sql.column(_TICKETS_OF, these=written), *filed} if written else {*filed}
        if written:
            await self._sql.run(_WIPE_MESSAGES, {"these": written})
        if filed:
            await self._sql.run(_WIPE_TICKETS, {"these": filed})
        if touched:
            await self._sql.run(_FORGET_WORDS, {"these": sorted(touched)})
        touched -= await self._theirs(person, sorted(touched))
        rows = len(lies) + len(did) + len(written) + len(filed)
        return Wiped(tuple(TicketId(number) for number in sorted(touched)), rows, left >= 0)

    async def _some(self, found: Rows, person: PersonId, until: datetime, left: int) -> tuple[list[int], int]:
        """So many of them, and how many of others may go beside: below nothing if there are more of these."""
        if left < 0:
            return [], left
        these = list(await self._sql.column(found, who=person, until=until, at_most=left + 1))
        return these[:left], left - len(these)

    async def _theirs(self, person: PersonId, these: Sequence[int]) -> set[int]:
        """In which of these tickets something is of theirs."""
        if not these:
            return set()
        written = await self._sql.column(_STILL_WRITTEN, who=person, these=these)
        return {*written, *await self._sql.column(_STILL_FILED, who=person, these=these)}

    async def _erase_stuck(self, person: PersonId) -> None:
        """Before their words go: what is told of a ticket is found by its author."""
        rows = await self._sql.all(_STUCK_ABOUT, who=person, number=f"%{person}%")
        about = {row["lane"] for row in rows} | {json.loads(row["payload"] or "{}").get("ticket") for row in rows}
        touched = await self._theirs(person, sorted(about - {None}))
        if stuck := [row["id"] for row in rows if _tells_of(row, person, touched)]:
            await self._sql.run(_DROP_STUCK, {"stuck": stuck})

    async def fading(self, what: Fading, before: datetime) -> int:
        if what is Fading.LEFTOVERS:
            statements = (_FADING_PARKED, *_FADING_OWED)
            return sum([int(await self._sql.value(_count(one), before=before)) for one in statements])
        return int(await self._sql.value(_count(_FADING[what]), before=before))

    async def fade(self, what: Fading, before: datetime, at: datetime, limit: int) -> int:
        if what is Fading.LEFTOVERS:
            return await self._fade_leftovers(before, at, limit)
        these = list(await self._sql.column(_FADING[what].limit(limit), before=before))
        if not these:
            return 0
        match what:
            case Fading.TICKETS:
                for statement in _FADE_TICKETS:
                    await self._sql.run(statement, {"these": these})
            case Fading.FEEDBACK:
                await self._sql.run(_FADE_FEEDBACK, {"these": these})
            case Fading.PEOPLE:
                return await self._fade_people(these, at, limit * PEOPLE_ROWS)
        return len(these)

    async def _fade_people(self, these: Sequence[PersonId], at: datetime, rows: int) -> int:
        for gone, person in enumerate(these):
            await self._erase_stuck(person)
            wiped = await self.erase_words(person, at, rows)
            rows -= wiped.rows
            if not wiped.over:
                return gone
            await self.erase(person, at)
        return len(these)

    async def _fade_leftovers(self, before: datetime, at: datetime, limit: int) -> int:
        parked = list(await self._sql.column(_FADING_PARKED.limit(limit), before=before))
        if parked:
            await self._sql.run(_FADE_PARKED, {"these": parked, "moment": at})
        gone = len(parked)
        for statement in _FADING_OWED:
            owed = list(await self._sql.column(statement.limit(limit - gone), before=before)) if gone < limit else []
            if owed:
                await self._sql.run(_DROP_STUCK, {"stuck": owed})
            gone += len(owed)
        return gone


def _tells_of(row: Any, person: PersonId, touched: set[int]) -> bool:
    """Whether what did not get through is theirs, names them, or may quote what they wrote in a ticket."""
    facts = list(_facts_in(json.loads(row["payload"] or "{}")))
    if any(value == str(person) for _, value in facts):
        return True
    told = {row["lane"]} | {int(value) for name, value in facts if name == "ticket" and value.isdecimal()}
    return row["state"] is OwedState.UNDELIVERABLE and bool(told & touched)


def _facts_in(payload: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every value in it, however deep, as a text with the name of its field: numbers are kept as texts in some."""
    match payload:
        case dict():
            for key, value in payload.items():
                yield from _facts_in(value, key)
        case list():
            for value in payload:
                yield from _facts_in(value, name)
        case _:
            yield name, str(payload)


def _ticket(row: Any) -> OwnTicket:
    return OwnTicket(
        number=row["id"],
        filed_at=row["filed_at"],
        status=str(row["status"]),
        subject=row["subject"],
        description=row["description"],
        answers=tuple(tuple(answer) for answer in row["answers"]),
        service=row["service_name"],
        ended_at=row["ended_at"],
    )


def _message(row: Any, person: PersonId) -> OwnMessage:
    parts: Parts = row["parts"]
    return OwnMessage(
        ticket=row["ticket"],
        at=row["written_at"],
        mine=row["author"] == person,
        text="\n".join(part.text for part in parts if part.text),
        files=tuple(part.file_name or str(part.kind) for part in parts if part.kind is not Kind.TEXT),
    )


def _draft(row: Any) -> tuple[str, ...]:
    return (*row["answers"].values(), *(words for _, words in row["story"]))
