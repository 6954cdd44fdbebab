"""What arrived of everything that was said, and what is wrong with it."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from simulator import Message
from tests.faults.crowd import Crowd, From, Said
from tests.faults.town import Case
from tests.faults.words import REPEAT, UNCONFIRMED, UNDELIVERED, keys_of

Place = tuple[int, int]
"""A chat, and the thread in it (0 in private)."""


@dataclass
class Arrivals:
    """Every message of the desk with something of the crowd's in it: by key, in the order in which they came."""

    crowd: Crowd
    threads: dict[int, int]
    """The thread of each ticket."""
    there: dict[int, list[Message]]
    """What the desk has written in each chat."""
    own: dict[int, dict[int, Message]]
    """What people have written in each chat, by message, as it is now."""
    marked: Counter[str]
    """How many texts with the key in them were sent with the line that they may be a repeat."""
    found: defaultdict[str, list[Message]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for written in self.there.values():
            for message in written:
                for key in keys_of(message):
                    self.found[key].append(message)

    def home(self, case: Case, side: From) -> Place:
        """Where what is said about a ticket on one side has to arrive on the other."""
        if side is From.CLIENT:
            return self.crowd.town.room.id, self.threads[case.number]
        return case.client.id, 0

    def of(self, one: Said) -> list[Message]:
        return [message for key in one.keys for message in self.found[key]]

    def reactions(self, one: Said) -> set[str]:
        first = one.messages[0]
        return set(self.own[first.chat_id][first.message_id].reactions)

    def told(self, one: Said, *words: str) -> bool:
        """Whether the desk has answered the message itself with such words."""
        first = one.messages[0]
        return any(
            message.reply_to == first.message_id and any(word in message.text for word in words)
            for message in self.there[first.chat_id]
        )


async def look(crowd: Crowd, marked: Counter[str]) -> Arrivals:
    """Everything as it lies there now."""
    town = crowd.town
    chats = {person.id: person.chat for person in town.clients} | {town.room.id: town.room}
    every = {chat: await found.messages() for chat, found in chats.items()}
    threads = {int(topic.name[1:].split()[0]): topic.thread_id for topic in await town.room.topics()}
    return Arrivals(
        crowd,
        threads,
        {chat: [one for one in messages if one.from_bot and not one.service] for chat, messages in every.items()},
        {chat: {one.message_id: one for one in messages if not one.from_bot} for chat, messages in every.items()},
        marked,
    )


@dataclass
class Judgement:
    """`wrong` is empty when every promise was kept; the figures are numbers of messages."""

    wrong: list[str] = field(default_factory=list)
    once: int = 0
    repeated: int = 0
    unconfirmed: int = 0
    undeliverable: int = 0
    lost: int = 0
    stayed: int = 0
    """Answers to a copy of unknown fate, which the desk does not know again: marked as staying inside."""
    inside: int = 0
    out_of_order: int = 0


def judge(arrivals: Arrivals) -> Judgement:
    found = Judgement()
    for one in arrivals.crowd.said:
        if one.side is From.INSIDE:
            _stays_inside(arrivals, one, found)
        else:
            _arrives(arrivals, one, found)
    for case in arrivals.crowd.town.cases:
        for side in (From.CLIENT, From.STAFF):
            _in_order(arrivals, case, side, found)
    return found


def _stays_inside(arrivals: Arrivals, one: Said, found: Judgement) -> None:
    found.inside += 1
    if leaked := arrivals.of(one):
        found.wrong.append(f"{_shown(one)} was not for the client, and went to {_places(leaked)}")
    if one.kind != "to_colleague" and arrivals.reactions(one) != {"✍"}:
        found.wrong.append(f"{_shown(one)} has no mark that it stayed inside, but {arrivals.reactions(one)}")


def _arrives(arrivals: Arrivals, one: Said, found: Judgement) -> None:
    home = arrivals.home(one.case, one.side)
    came = {key: arrivals.found[key] for key in one.keys}
    astray = [message for messages in came.values() for message in messages if _place(message) != home]
    if astray:
        found.wrong.append(f"{_shown(one)} belongs to {home} and lies in {_places(astray)}")
    if wrong_head := [m.text for m in arrivals.of(one) if one.side is From.STAFF and not _has_its_head(m, one)]:
        found.wrong.append(f"{_shown(one)} is shown as {wrong_head}")
    if not all(came.values()):
        _is_missing(arrivals, one, found)
        return
    if all(len(messages) == 1 for messages in came.values()):
        found.once += 1
    else:
        found.repeated += 1
        _is_marked(arrivals, one, home, found)
    _is_marked_as_delivered(arrivals, one, found)
    _is_up_to_date(arrivals, one, found)


def _is_missing(arrivals: Arrivals, one: Said, found: Judgement) -> None:
    if arrivals.told(one, UNCONFIRMED):
        found.unconfirmed += 1
    elif arrivals.told(one, *UNDELIVERED):
        found.undeliverable += 1
    elif arrivals.reactions(one) == {"✍"} and _answers_an_orphan(arrivals, one):
        found.stayed += 1
    else:
        found.lost += 1
        found.wrong.append(f"{_shown(one)} is lost: of {one.keys} only {_places(arrivals.of(one))} came")


def _answers_an_orphan(arrivals: Arrivals, one: Said) -> bool:
    """A copy whose acceptance was never heard of, and which was sent once more."""
    if one.replied is None:
        return False
    copies = [messages for key in keys_of(one.replied) if len(messages := arrivals.found[key]) > 1]
    return any(one.replied.message_id != messages[-1].message_id for messages in copies)


def _is_marked(arrivals: Arrivals, one: Said, home: Place, found: Judgement) -> None:
    """Of a text every further arrival says it itself; after anything else, or in its last part, the last one does."""
    if one.kind == "text":
        unmarked = len(arrivals.of(one)) - arrivals.marked[one.token]
        right = unmarked <= 1
    else:
        newest = max(arrivals.of(one), key=lambda message: message.message_id)
        last = min(message.message_id for message in arrivals.of(one) if _comes_with(message, newest))
        right = _says_so(arrivals, home, last, one)
    if not right:
        found.wrong.append(f"{_shown(one)} came more than once without a mark: {_places(arrivals.of(one))}")


def _comes_with(message: Message, other: Message) -> bool:
    """The same message, or an item of the same album: its line stands in the caption of the first one."""
    return message == other or message.media_group_id == other.media_group_id != ""


def _says_so(arrivals: Arrivals, home: Place, last: int, one: Said) -> bool:
    """Whether the line comes with the message or after it, before anything else of this ticket."""
    others = {key for other in arrivals.crowd.said if other is not one and other.case is one.case for key in other.keys}
    for message in arrivals.there[home[0]]:
        if message.message_id < last or _place(message) != home:
            continue
        if REPEAT in message.text and not others & set(keys_of(message)):
            return True
        if others & set(keys_of(message)):
            return False
    return False


def _is_marked_as_delivered(arrivals: Arrivals, one: Said, found: Judgement) -> None:
    if "👌" not in arrivals.reactions(one):
        found.wrong.append(f"{_shown(one)} arrived and is not marked as delivered: {arrivals.reactions(one)}")


def _is_up_to_date(arrivals: Arrivals, one: Said, found: Judgement) -> None:
    """The last copy of an edited message says what its author said last."""
    if one.edits and not any(one.text in message.text for message in arrivals.found[one.keys[0]]):
        if arrivals.told(one, UNCONFIRMED) or arrivals.told(one, *UNDELIVERED):
            return
        shown = [message.text for message in arrivals.found[one.keys[0]]]
        found.wrong.append(f"{_shown(one)} was edited to {one.text!r} and is shown as {shown}")


def _in_order(arrivals: Arrivals, case: Case, side: From, found: Judgement) -> None:
    """By the first arrival of each; an answer that was only sent when an employee said so comes when it comes."""
    first = [
        (one, min(message.message_id for message in arrivals.of(one)))
        for one in arrivals.crowd.said
        if one.case is case and one.side is side and arrivals.of(one)
        if not (side is From.STAFF and arrivals.told(one, UNCONFIRMED))
    ]
    for (before, its_place), (after, other_place) in pairwise(first):
        if its_place > other_place:
            found.out_of_order += 1
            found.wrong.append(f"{_shown(after)} came before {_shown(before)}")


def _has_its_head(message: Message, one: Said) -> bool:
    """What can bear a line names the ticket; a later part of a long text or of an album does not."""
    if message.kind in {"sticker", "contact", "voice"} or one.kind in {"long", "album"}:
        return True
    return f"№{one.case.number}" in message.text


def _place(message: Message) -> Place:
    return message.chat_id, message.thread_id


def _places(messages: list[Message]) -> list[tuple[int, int, int]]:
    return [(message.chat_id, message.thread_id, message.message_id) for message in messages]


def _shown(one: Said) -> str:
    return f"{one.token} ({one.kind} by {one.author.name} on №{one.case.number}, {_places(one.messages)})"
