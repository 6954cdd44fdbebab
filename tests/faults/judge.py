"""What may never happen to a conversation, whatever happened to the desk: judged by what people see in the end.

    record = Record(room=desk.room, client=desk.anna, others=[desk.stepan])
    record.by_client.append(Said(ticket=1, message=await anna.writes("Слово [c01]"), words="[c01]"))
    ...
    assert await problems(record) == []

It does not ask how the messages came about, nor what the desk believes: it only reads the chats. The other checks
that a test should make are of its own: that the ledger is empty, and that the conversation got as far as it should.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import dropwhile, pairwise

from simulator import Group, Message, Person, Topic

REPEAT = "возможно, это повтор"
NOT_PASSED_ON = "Telegram не дал передать"
UNCONFIRMED = "Не подтверждено"
NOT_DELIVERED = "Не доставлено"
WENT_BY_MAIL = ("Ответ ушёл письмом", "Ответ должен уйти письмом")
NOT_SEEN = ("Здесь не хватает сообщения клиента", "Telegram не дал передать правку")
"""Told to staff of a client's words, if the client could not be told; which words they are nobody can show."""
MARK = "👌"


@dataclass
class Said:
    """What somebody wrote about a ticket. `words`: a part of the text that nothing else has; an item of an album
    without words is known by its file. `edited`: a part of the text that it has had since an edit.
    """

    ticket: int
    message: Message
    words: str = ""
    edited: str = ""

    def is_copied_by(self, found: Message) -> bool:
        """Whether the bot's message is this one on the other side."""
        if self.words:
            return self.words in found.text
        return found.file is not None and self.message.file is not None and found.file[0] == self.message.file.file_id

    def __str__(self) -> str:
        return repr(self.words or self.message.text or self.message.kind)


@dataclass
class Record:
    """Who said what, each list in the order of the conversation. `notes`: words that no client may ever read."""

    room: Group
    client: Person
    others: list[Person] = field(default_factory=list)
    by_client: list[Said] = field(default_factory=list)
    by_staff: list[Said] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def tickets(self) -> list[int]:
        return sorted({said.ticket for said in (*self.by_client, *self.by_staff)})


@dataclass
class Place:
    """The bot's messages where what was said should be, in order; and where its author is told if it is not.

    `gaps`: of so many things these messages themselves say that they are missing, and not which.
    """

    name: str
    messages: list[Message]
    told: list[Message]
    tells: tuple[str, ...]
    gaps: int = 0

    def copies(self, said: Said) -> list[Message]:
        return [message for message in self.messages if said.is_copied_by(message)]

    def plain(self, said: Said) -> list[Message]:
        """The copies that nothing says of that they may be a repeat."""
        return [copy for copy in self.copies(said) if not self.is_marked(copy)]

    def is_marked(self, copy: Message) -> bool:
        """By a line of its own, in an answer to it, or, where its own words cannot be changed, in a line after it.

        The line of an album stands in the caption of its first item.
        """
        album = (
            [one for one in self.messages if one.media_group_id == copy.media_group_id] if copy.media_group_id else []
        )
        if any(REPEAT in one.text for one in (copy, *album)):
            return True
        later = self.messages[self.messages.index(copy) + 1 :]
        if any(REPEAT in one.text and one.reply_to == copy.message_id for one in later):
            return True
        same = self._files_with(copy)
        files_and_lines = (one for one in later if one.file or is_bare(one))
        after = dropwhile(lambda one: one.file is not None and one.file.file_id in same, files_and_lines)
        return copy.file is not None and is_bare(next(after, copy))

    def _files_with(self, copy: Message) -> set[str]:
        """The files that were sent with it, however often: a line below the last of them is about all."""
        files = {copy.file.file_id} if copy.file else set()
        if copy.media_group_id:
            groups = {one.media_group_id for one in self.messages if one.file and one.file.file_id in files}
            files |= {one.file.file_id for one in self.messages if one.file and one.media_group_id in groups}
        return files

    def author_knows(self, said: Iterable[Said]) -> bool:
        numbers = {one.message.message_id for one in said}
        return any(
            found.reply_to in numbers and any(words in found.text for words in self.tells) for found in self.told
        )


def is_bare(message: Message) -> bool:
    """Nothing but the line that something may be a repeat."""
    return message.text.strip().strip("()").startswith(REPEAT)


async def problems(record: Record) -> list[str]:
    """What is wrong with it, in plain words; nothing in the best case."""
    topics = await record.room.topics()
    private = await _by_bot(record.client.chat.messages)
    group = await _by_bot(record.room.messages)
    found = [*_topics(record, topics, group), *await _leaks(record, private)]
    for ticket in record.tickets():
        own = {topic.thread_id for topic in topics if _is_of(topic, ticket)}
        inside = [message for message in group if message.thread_id in own]
        theirs = [said for said in record.by_client if said.ticket == ticket]
        ours = [said for said in record.by_staff if said.ticket == ticket]
        gaps = sum(any(words in message.text for words in NOT_SEEN) for message in inside)
        at_staff = Place(f"the topic of №{ticket}", inside, private, (NOT_PASSED_ON,), gaps)
        at_client = Place(
            f"the chat of {record.client.name}", private, inside, (UNCONFIRMED, NOT_DELIVERED, *WENT_BY_MAIL)
        )
        found += [*await _arrived(record.client, at_staff, theirs), *await _arrived(record.client, at_client, ours)]
        found += [*_order(at_staff, theirs, at_staff.copies), *_order(at_client, ours, at_client.plain)]
        found += [
            f"{said} of №{ticket} lies elsewhere in the group, as message {message.message_id}"
            for said in theirs
            for message in group
            if message.thread_id not in own and said.is_copied_by(message)
        ]
    return found


async def _arrived(looker: Person, place: Place, everything: Sequence[Said]) -> list[str]:
    """Each once or marked, or its author knows; and no mark that says more than is true."""
    found = []
    excused: set[str] = set()
    for said in everything:
        copies = place.copies(said)
        plain = place.plain(said)
        now = await looker.looks_at(said.message)
        knows = place.author_knows(one for one in everything if _together(one, said))
        if not knows and not any(said.edited in copy.text for copy in copies):
            which = said.message.media_group_id or str(said.message.message_id)
            knows = which in excused or len(excused) < place.gaps
            excused |= {which} if knows else set()
        # Before and after its edit are two things to read: the line stands in the text, and an edit replaces that.
        many = max(sum((said.edited in copy.text) is new for copy in plain) for new in (True, False))
        if many > 1:
            found.append(f"{said} is {many} times in {place.name}, and nothing says that it is a repeat")
        if not copies and not knows:
            found.append(f"{said} is not in {place.name}, and its author was not told")
        if not copies and MARK in now.reactions:
            found.append(f"{said} is not in {place.name}, and is marked as delivered")
        if said.edited and copies and not knows and not any(said.edited in copy.text for copy in copies):
            found.append(f"the edit {said.edited!r} of {said} is not in {place.name}, and its author was not told")
    return found


def _together(one: Said, other: Said) -> bool:
    """The same message, or items of one album."""
    album = one.message.media_group_id
    return one.message.message_id == other.message.message_id or (album == other.message.media_group_id != "")


def _order(place: Place, everything: Sequence[Said], of: Callable[[Said], list[Message]]) -> list[str]:
    """By where each was seen first.

    What its author was told of has its own time: staff have sent it again, or the client was away and is back.
    """
    first = [
        (found[0].message_id, said)
        for said in everything
        if (found := of(said)) and not place.author_knows(one for one in everything if _together(one, said))
    ]
    return [
        f"{later} stands before {earlier} in {place.name}"
        for (at, earlier), (then, later) in pairwise(first)
        if then < at
    ]


def _topics(record: Record, topics: Sequence[Topic], group: Sequence[Message]) -> list[str]:
    """One living topic a ticket; a second one, if there had to be one, is closed and says where to go on."""
    found = []
    for ticket in record.tickets():
        own = [topic for topic in topics if _is_of(topic, ticket) and not topic.deleted]
        if not own:
            found.append(f"№{ticket} has no topic")
        for spare in own[:-1] if len(own) > 1 else []:
            pointed = any(message.thread_id == spare.thread_id and f"№{ticket}" in message.text for message in group)
            if not (spare.closed and pointed):
                found.append(f"№{ticket} has {len(own)} topics, and {spare.thread_id} is not closed with a pointer")
    return found


async def _leaks(record: Record, private: Sequence[Message]) -> list[str]:
    """What nobody outside may read: notes, and what is about another client's ticket."""
    found = [f"the client reads the note {note!r}" for note in record.notes for one in private if note in one.text]
    for person in record.others:
        for message in await _by_bot(person.chat.messages):
            read = [said for said in (*record.by_staff, *record.by_client) if said.is_copied_by(message)]
            found += [f"{person.name} reads {said}" for said in read]
            found += [f"{person.name} reads the note {note!r}" for note in record.notes if note in message.text]
    return found


def _is_of(topic: Topic, ticket: int) -> bool:
    return topic.name.startswith(f"№{ticket} ")


async def _by_bot(messages: Callable[[], object]) -> list[Message]:
    found: list[Message] = await messages()  # type: ignore[misc]
    return [message for message in found if message.from_bot and not message.service]
