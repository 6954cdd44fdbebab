"""All that is kept of one person, in memory."""

import re
from dataclasses import replace
from datetime import datetime

from desk.ids import NOBODY, ChatId, OutboxId, PersonId, TicketId, private_chat
from desk.ports import OwedState
from desk.ports.traces import PEOPLE_ROWS
from desk.rules.content import Content, Kind, Source
from desk.rules.messages import Message, Side
from desk.rules.privacy import (
    ERASED,
    FADED,
    MOST_COUNTED,
    MOST_NAMED,
    Everything,
    Fading,
    Found,
    OwnMessage,
    OwnTicket,
    OwnWords,
    Wiped,
)
from desk.rules.ticket import Ticket
from desk.rules.vault import SecretState
from tests.fakes.store import OutboxRow, Store

GONE = (Content(Kind.TEXT, Source(ChatId(0), 0), ERASED),)


class FakeTraces:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def everything(self, person: PersonId) -> Everything | None:
        store, known = self._store, self._store.people.get(person)
        if known is None:
            return None
        links = [link for (who, _), link in store.links.items() if who == person]
        said = sorted((one for one in store.messages.values() if self._is_told(one, person)), key=_when)
        return Everything(
            id=person,
            name=known.name,
            username=known.username,
            language=known.chosen or known.language,
            zone=known.zone,
            consents=tuple(one for who, one in store.consents if who == person),
            clients=tuple(sorted((store.clients[link.client].name, str(link.role)) for link in links)),
            tickets=tuple(_own(ticket) for ticket in self._own(person)),
            messages=tuple(_message(one, person) for one in said),
            feedback=tuple(OwnWords(one.at, one.text) for one in store.feedback.values() if one.person == person),
            ratings=tuple(
                OwnWords(one.rated_at, one.comment, one.score)
                for one in store.ratings.values()
                if one.person == person and one.rated_at is not None
            ),
            drafts=tuple(
                (*draft.answers.values(), *(words for _, words in draft.story))
                for draft in sorted(store.drafts.values(), key=lambda draft: draft.id)
                if draft.person == person
            ),
        )

    def _own(self, person: PersonId) -> list[Ticket]:
        return [ticket for _, ticket in sorted(self._store.tickets.items()) if ticket.author == person]

    def _is_told(self, message: Message, person: PersonId) -> bool:
        answered = message.side is Side.STAFF and message.delivered_at is not None and message.recalled_at is None
        return message.author == person or (answered and self._store.tickets[message.ticket].author == person)

    async def count(self, person: PersonId) -> Found:
        store = self._store
        return Found(
            tickets=_counted(len(self._own(person))),
            open=tuple(ticket.id for ticket in self._own(person) if ticket.is_open)[: MOST_NAMED + 1],
            messages=_counted(sum(one.author == person for one in store.messages.values())),
            drafts=_counted(sum(draft.person == person for draft in store.drafts.values())),
            feedback=_counted(sum(one.person == person for one in store.feedback.values())),
            clients=_counted(sum(who == person for who, _ in store.links)),
        )

    async def erase(self, person: PersonId, at: datetime) -> None:
        self._erase_stuck(person, self._touched(person))
        self._erase_said(person)
        self._erase_secrets(person)
        self._erase_ties(person)
        self._erase_queues(person, at)
        self._store.people.pop(person, None)

    def _touched(self, person: PersonId) -> set[TicketId]:
        own = {ticket.id for ticket in self._own(person)}
        return own | {one.ticket for one in self._store.messages.values() if one.author == person}

    async def erase_words(self, person: PersonId, until: datetime, limit: int) -> Wiped:
        store, chat = self._store, private_chat(person)
        lies = [
            key
            for key, post in sorted(store.posts.items())
            if post.chat == chat and store.tickets[post.ticket].filed_at <= until
        ]
        did = [number for number, one in enumerate(store.events) if one.by == person and one.at <= until]
        written = [one for one in store.messages.values() if one.author == person and one.written_at <= until]
        filed = [one for one in self._own(person) if one.filed_at <= until]
        every = len(lies) + len(did) + len(written) + len(filed)
        lies, left = lies[:limit], max(limit - len(lies), 0)
        did, left = did[:left], max(left - len(did), 0)
        written, left = sorted(written, key=_when)[:left], max(left - len(written), 0)
        filed = sorted(filed, key=lambda one: (one.filed_at, one.id))[:left]
        for key in lies:
            del store.posts[key]
        for number in did:
            store.events[number] = replace(store.events[number], by=None, detail="")
        store.messages.update({one.id: replace(one, author=NOBODY, parts=GONE) for one in written})
        store.tickets.update({one.id: replace(_emptied(one), author=NOBODY) for one in filed})
        touched = {one.ticket for one in written} | {one.id for one in filed}
        store.words = {(stem, ticket) for stem, ticket in store.words if ticket not in touched}
        rows = min(every, limit)
        return Wiped(tuple(sorted(touched - self._touched(person))), rows, rows == every)

    def _erase_stuck(self, person: PersonId, touched: set[TicketId]) -> None:
        def tells_of_them(row: OutboxRow) -> bool:
            named = str(int(person)) in re.findall(r"\d+", repr(row.notice))
            quoted = {row.notice.lane, getattr(row.notice, "ticket", None)} & touched
            return named or (row.state is OwedState.UNDELIVERABLE and bool(quoted))

        stuck = {OwedState.UNDELIVERABLE, OwedState.UNCERTAIN, OwedState.HELD}
        self._store.outbox = {
            key: row for key, row in self._store.outbox.items() if row.state not in stuck or not tells_of_them(row)
        }

    def _erase_said(self, person: PersonId) -> None:
        store = self._store
        said = {key: one for key, one in store.feedback.items() if one.person == person}
        store.feedback.update({key: replace(one, person=NOBODY, text=ERASED) for key, one in said.items()})
        rated = {key: one for key, one in store.ratings.items() if one.person == person}
        store.ratings.update({key: replace(one, person=NOBODY, comment="") for key, one in rated.items()})

    def _erase_secrets(self, person: PersonId) -> None:
        for secret in [one for one in self._store.secrets.values() if person in {one.giver, one.reader}]:
            over = secret.state in {SecretState.ASKED, SecretState.GIVEN}
            ended = replace(secret, state=SecretState.WITHDRAWN, look_at=None) if over else secret
            self._store.secrets[secret.id] = replace(
                ended, sealed="", giver=None, reader=NOBODY, request=None, version=secret.version + 1
            )

    def _erase_ties(self, person: PersonId) -> None:
        store = self._store
        theirs = {key: one for key, one in store.invitations.items() if one.person == person}
        store.invitations.update({key: replace(one, person=None) for key, one in theirs.items()})
        store.codes = {key: code for key, code in store.codes.items() if code.person != person}
        store.drafts = {key: draft for key, draft in store.drafts.items() if draft.person != person}
        store.approvals = {key: one for key, one in store.approvals.items() if one.person != person}
        said = {key: one for key, one in store.approvals.items() if one.named_by == person}
        store.approvals.update({key: replace(one, client=None, named_by=None) for key, one in said.items()})
        store.panel_links = {key: one for key, one in store.panel_links.items() if one.person != person}
        store.undos = {key: one for key, one in store.undos.items() if one.person != person}
        store.links = {key: link for key, link in store.links.items() if key[0] != person}

    def _erase_queues(self, person: PersonId, at: datetime) -> None:
        store, chat = self._store, private_chat(person)
        store.chats.pop(chat, None)
        store.outbox = {
            key: row for key, row in store.outbox.items() if row.notice.chat != chat or row.state is OwedState.SENDING
        }
        for update, row in store.inbox.items():
            if chat in {row.row.lane, row.sender} and row.state in {"held", "asked", "parked"}:
                store.inbox[update] = replace(row, row=replace(row.row, raw=""), state="done", error="", done_at=at)
        store.marks.pop(f"export {person}", None)
        store.consents = [
            (who, replace(one, withdrawn_at=one.withdrawn_at or at) if who == person else one)
            for who, one in store.consents
        ]

    async def fading(self, what: Fading, before: datetime) -> int:
        return len(self._fading(what, before))

    async def fade(self, what: Fading, before: datetime, at: datetime, limit: int) -> int:
        these = self._fading(what, before)[:limit]
        store = self._store
        if what is Fading.LEFTOVERS:
            return self._fade_leftovers(before, at, limit)
        for number in these:
            match what:
                case Fading.TICKETS:
                    ticket = TicketId(number)
                    store.words = {(stem, of) for stem, of in store.words if of != ticket}
                    for key, one in store.messages.items():
                        if one.ticket == ticket:
                            store.messages[key] = replace(one, parts=GONE)
                    store.events = [replace(one, detail="") if one.ticket == ticket else one for one in store.events]
                    store.tickets[ticket] = replace(_emptied(store.tickets[ticket]), description=FADED)
                case Fading.FEEDBACK:
                    store.feedback[number] = replace(store.feedback[number], text=ERASED)
                case Fading.PEOPLE:
                    return await self._fade_people([PersonId(one) for one in these], at, limit * PEOPLE_ROWS)
        return len(these)

    async def _fade_people(self, these: list[PersonId], at: datetime, rows: int) -> int:
        for gone, person in enumerate(these):
            self._erase_stuck(person, self._touched(person))
            wiped = await self.erase_words(person, at, rows)
            rows -= wiped.rows
            if not wiped.over:
                return gone
            await self.erase(person, at)
        return len(these)

    def _fade_leftovers(self, before: datetime, at: datetime, limit: int) -> int:
        store = self._store
        parked, owed = self._leftovers(before)
        for update in parked[:limit]:
            row = store.inbox[update]
            store.inbox[update] = replace(row, row=replace(row.row, raw=""), state="done", error="", done_at=at)
        for number in owed[: max(limit - len(parked), 0)]:
            del store.outbox[number]
        return min(len(parked) + len(owed), limit)

    def _leftovers(self, before: datetime) -> tuple[list[int], list[OutboxId]]:
        store = self._store
        parked = [
            update
            for update, row in sorted(store.inbox.items())
            if row.state == "parked" and row.row.received_at < before
        ]

        def goes_on(row: OutboxRow) -> bool:
            ticket = store.tickets.get(row.notice.lane) if row.notice.lane else None
            return ticket is not None and ticket.is_open and row.state is not OwedState.UNDELIVERABLE

        order = (OwedState.UNDELIVERABLE, OwedState.UNCERTAIN, OwedState.HELD)
        old = [
            (order.index(row.state), row.id)
            for row in store.outbox.values()
            if row.state in order and row.settled_at and row.settled_at < before and not goes_on(row)
        ]
        return parked, [number for _, number in sorted(old)]

    def _fading(self, what: Fading, before: datetime) -> list[int]:
        store = self._store
        match what:
            case Fading.TICKETS:
                old = [
                    (ticket.ended_at, int(ticket.id))
                    for ticket in store.tickets.values()
                    if ticket.ended_at and ticket.ended_at < before and ticket.description != FADED
                ]
                return [number for _, number in sorted(old)]
            case Fading.FEEDBACK:
                return [one.id for one in store.feedback.values() if one.at < before and one.text != ERASED]
            case Fading.LEFTOVERS:
                parked, owed = self._leftovers(before)
                return [*parked, *owed]
            case Fading.PEOPLE:
                return [int(person) for person in sorted(store.people) if self._is_over(person, before)]

    def _is_over(self, person: PersonId, before: datetime) -> bool:
        store, own = self._store, self._own(person)
        said = [one.written_at for one in store.messages.values() if one.author == person]
        agreed = [one.at for who, one in store.consents if who == person]
        later = [
            *(ticket.ended_at is None or ticket.ended_at >= before for ticket in own),
            *(moment >= before for moment in (*said, *agreed)),
            any(draft.person == person for draft in store.drafts.values()),
            any(who == person for who, _ in store.links),
            any(who == person for _, who in store.members),
            bool(store.people[person].blocked),
        ]
        return bool(own or said or agreed) and not any(later)


def _counted(number: int) -> int:
    return min(number, MOST_COUNTED + 1)


def _when(message: Message) -> tuple[datetime, int]:
    return message.written_at, message.id


def _emptied(ticket: Ticket) -> Ticket:
    return replace(ticket, subject=ERASED, description=ERASED, answers=(), version=ticket.version + 1)


def _own(ticket: Ticket) -> OwnTicket:
    return OwnTicket(
        ticket.id,
        ticket.filed_at,
        str(ticket.status),
        ticket.subject,
        ticket.description,
        tuple(ticket.answers),
        ticket.service_name,
        ticket.ended_at,
    )


def _message(message: Message, person: PersonId) -> OwnMessage:
    return OwnMessage(
        message.ticket,
        message.written_at,
        message.author == person,
        "\n".join(part.text for part in message.parts if part.text),
        tuple(part.file_name or str(part.kind) for part in message.parts if part.kind is not Kind.TEXT),
    )
