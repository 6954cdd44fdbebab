"""Clients and employees who talk, whether the desk is there or not. Everything they say can be found again."""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from itertools import count
from typing import Any

from simulator import Message, NotSeenError, Person, Topic
from tests.faults.town import Case, Town
from tests.faults.words import LONG, MARK, REPEAT, UNCONFIRMED, keys_of, tokens

RECENT = 8
"""A message is edited or replied to while so many newer ones of its ticket are there at most."""

BUSY = 4
"""How many times as much an employee says as a client."""

CLIENT_SAYS = {"text": 60, "photo": 6, "album": 5, "sticker": 6, "voice": 4, "contact": 3, "long": 2, "edit": 14}
STAFF_SAYS = CLIENT_SAYS | {"note": 6, "noted_album": 2, "to_colleague": 6, "aside": 4}
INSIDE = {"note", "noted_album", "to_colleague", "aside"}


class From(Enum):
    CLIENT = "к"
    STAFF = "с"
    INSIDE = "н"
    """Of an employee, and not for the client."""


@dataclass
class Said:
    """One message or album. `keys` say how each of its parts is known again; `replied` is what it was a reply to."""

    token: str
    case: Case
    side: From
    author: Person
    kind: str
    messages: list[Message]
    replied: Message | None = None
    text: str = ""
    edits: int = 0

    @property
    def keys(self) -> list[str]:
        if self.kind == "long":
            return [self.token, self.token + LONG]
        return [key for message in self.messages for key in keys_of(message)]

    @property
    def can_be_edited(self) -> bool:
        return self.kind in {"text", "photo", "album"}


@dataclass
class Crowd:
    """`pause` is how long a client waits on average before they speak again, in seconds; employees talk much more.

    After `most` messages nobody has anything to say any more, after half of them no client.
    """

    town: Town
    chance: random.Random
    pause: float
    most: int
    said: list[Said] = field(default_factory=list)
    decided: dict[int, str] = field(default_factory=dict)
    """What an employee chose at each question of an unconfirmed answer, by its message."""
    settled: set[int] = field(default_factory=set)
    """The questions whose press was answered."""
    lies: int = 0
    """Choices that were made without a look at the client's chat and happened to be wrong."""
    edits: int = 0
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    async def talk(self, who: Person) -> None:
        """One of them, until enough was said."""
        client = who in self.town.clients
        while len(self.said) < (self.most / 2 if client else self.most):
            await asyncio.sleep(self.chance.expovariate((1 if client else BUSY) / self.pause))
            if client:
                await self._client_speaks(self.chance.choice(self.town.cases_of(who)))
            else:
                await self._employee_speaks(who)

    async def _client_speaks(self, case: Case) -> None:
        what = self._one_of(CLIENT_SAYS)
        if what == "edit":
            await self._edits(case.client, case, From.CLIENT)
            return
        own = [case.first, *(one.messages[0] for one in self._of(case, From.CLIENT))]
        several = len(self.town.cases_of(case.client)) > 1
        replied = self.chance.choice(own[-RECENT:]) if several or self.chance.random() < 0.2 else None
        await self._say(case, From.CLIENT, case.client, what, replied=replied)

    async def _employee_speaks(self, who: Person) -> None:
        case = self.chance.choice(self.town.cases)
        topic = await self._topic(case)
        if topic is None:
            return
        what = self._one_of(STAFF_SAYS)
        if what == "edit":
            await self._edits(who, case, From.STAFF)
            return
        replied = None
        if what == "to_colleague":
            others = [one for one in self._of(case, From.STAFF, From.INSIDE) if one.author is not who]
            replied = self.chance.choice(others[-RECENT:]).messages[0] if others else None
            what = "to_colleague" if replied else "note"
        elif who is case.assignee and what == "aside":
            what = "note"
        elif what not in INSIDE and (who is not case.assignee or self.chance.random() < 0.3):
            replied = await self._words_of_the_client(case, topic)
            if replied is None and who is not case.assignee:
                return
        side = From.INSIDE if what in INSIDE else From.STAFF
        await self._say(case, side, who, what, replied=replied, topic=topic)

    async def _say(
        self, case: Case, side: From, who: Person, what: str, *, replied: Message | None, topic: Topic | None = None
    ) -> None:
        token = f"{side.value}{case.number:02}-{next(self._numbers):05}"
        where: dict[str, Any] = {"topic": topic or 0, "reply_to": replied}
        text = f"Слово {token}"
        match what:
            case "photo":
                made = [await who.sends_photo(text, **where)]
            case "album":
                # Telegram counts each item, and lets three go to a person at once.
                most = 4 if side is From.CLIENT else 3
                made = await who.sends_album(["photo"] * self.chance.randint(2, most), caption=text, **where)
            case "noted_album":
                items = [{"kind": "photo"}, {"kind": "photo", "caption": f"// Не для клиента: {token}"}]
                made = await who.sends_album(items, **where)
            case "sticker" | "voice":
                made = [await who.sends(what, **where)]
            case "contact":
                made = [await who.sends("contact", of=self.town.sim.person(f"Знакомый {token}"), **where)]
            case "long":
                text = f"{token} {'ы' * (4096 - 2 * len(token) - 3)} {token}{LONG}"
                made = [await who.writes(text, **where)]
            case "note":
                made = [await who.writes(f"// Не для клиента: {token}", **where)]
            case _:
                made = [await who.writes(text, **where)]
        self.said.append(Said(token, case, side, who, what, made, replied, made[0].text))

    async def _edits(self, who: Person, case: Case, side: From) -> None:
        own = [one for one in self._of(case, side)[-RECENT:] if one.author is who and one.can_be_edited]
        if own:
            one = self.chance.choice(own)
            one.edits += 1
            self.edits += 1
            one.text = f"Слово {one.token}, исправлено {one.edits}"
            await who.edits(one.messages[0], one.text)

    async def decide(self) -> None:
        """Employees look for unconfirmed answers and choose, mostly after a look at what the client has; for ever."""
        while True:
            await asyncio.sleep(0.5)
            for question in await self.questions():
                if question.message_id not in self.settled and question.buttons:
                    await self._decide(question)

    async def questions(self) -> list[Message]:
        """What the desk has asked in the room about answers of unknown fate."""
        return [one for one in await self.town.room.messages() if one.from_bot and UNCONFIRMED in one.text]

    async def _decide(self, question: Message) -> None:
        asked = self._asked_about(question)
        if question.message_id not in self.decided:
            truth = asked is not None and await self._has_come(asked)
            choice = truth if self.chance.random() < 0.7 else self.chance.random() < 0.5
            self.lies += choice != truth
            self.decided[question.message_id] = "Дошло" if choice else "Отправить ещё раз"
        who = asked.author if asked else self.town.staff[0]
        try:
            await who.presses(self.decided[question.message_id], on=question, timeout=3)
        except NotSeenError:
            return
        self.settled.add(question.message_id)

    def _asked_about(self, question: Message) -> Said | None:
        answers = (one for one in self.said if one.side is From.STAFF)
        return next((one for one in answers if question.reply_to in {made.message_id for made in one.messages}), None)

    async def _has_come(self, asked: Said) -> bool:
        there = {key for one in await asked.case.client.chat.messages() if one.from_bot for key in keys_of(one)}
        return set(asked.keys) <= there

    async def _topic(self, case: Case) -> Topic | None:
        found = [one for one in await self.town.room.topics() if one.name.startswith(f"№{case.number} ")]
        return found[-1] if found else None

    async def _words_of_the_client(self, case: Case, topic: Topic) -> Message | None:
        """A relayed message that was there a while: whoever reads needs a moment."""
        there = [
            one
            for one in (await topic.messages())[-4 * RECENT :]
            if one.from_bot and MARK in one.text and REPEAT not in one.text and tokens(one.text)
        ][:-1]
        return self.chance.choice(there[-RECENT:]) if there else None

    def _of(self, case: Case, *sides: From) -> list[Said]:
        return [one for one in self.said if one.case is case and one.side in sides]

    def _one_of(self, weights: dict[str, int]) -> str:
        return self.chance.choices(list(weights), list(weights.values()))[0]

    def kinds(self) -> Counter[str]:
        return Counter(one.kind for one in self.said)
