"""The transcript: who does what, where, and what they see."""

from datetime import timedelta
from typing import Any

from simulator.actors.chats import Topic
from simulator.actors.message import Answer, Message
from simulator.actors.person import Person
from simulator.errors import NotSeenError
from simulator.story.people import Cast
from simulator.story.words import Words

TYPING = timedelta(seconds=6)
"""What an act takes a person: the clock of the story moves on, and with it Telegram's budgets."""

PATIENCE = 30
GLANCE = 1.0
QUOTED = 30


class Telling:
    """Acts and looks of the cast, printed as they happen. A look that sees nothing fails the story."""

    def __init__(self, cast: Cast, words: Words) -> None:
        self._cast = cast
        self._words = words
        self._sim = cast.sim
        self.steps = 0

    async def chapter(self, title: str) -> None:
        now = await self._sim.now()
        moscow = now + timedelta(hours=3)
        self._cast.say(f"\n── {title} ── {moscow:%d.%m.%Y %H:%M} {self._words.moscow} " + "─" * 10)

    async def writes(self, who: Person, text: str, **where: Any) -> Message:
        await self._time_passes()
        self._tell(who, self._place(where.get("topic")), text)
        return await who.writes(text, **where)

    async def sends_photo(self, who: Person, caption: str, **where: Any) -> Message:
        await self._time_passes()
        self._tell(who, self._place(where.get("topic")), f"{self._words.photo} {caption}")
        return await who.sends_photo(caption, **where)

    async def sends_document(self, who: Person, name: str, content: bytes, **where: Any) -> Message:
        await self._time_passes()
        self._tell(who, self._place(where.get("topic")), self._words.file.format(name=name))
        return await who.sends_document(name, content, **where)

    async def edits(self, who: Person, message: Message, text: str) -> None:
        await self._time_passes()
        self._tell(who, "", f"{self._words.edits} {text}")
        await who.edits(message, text)

    async def presses(self, who: Person, button: str, on: Message | None = None) -> Answer:
        await self._time_passes()
        self._tell(who, "", f"[{button}]")
        return await who.presses(button, on=on)

    async def sees(self, who: Person, text: str = "", **where: Any) -> Message:
        """Waits until it is there. While nothing comes, the clock moves on: a budget may have to be waited for."""
        topic = where.get("topic")
        for _ in range(PATIENCE):
            try:
                message = await who.sees(text, timeout=GLANCE, **where)
            except NotSeenError:
                await self._time_passes()
            else:
                self._show(who, message, topic)
                return message
        return await who.sees(text, timeout=GLANCE, **where)

    async def sees_reaction(self, who: Person, emoji: str, on: Message) -> None:
        for _ in range(PATIENCE):
            try:
                await who.sees_reaction(emoji, on=on, timeout=GLANCE)
            except NotSeenError:
                await self._time_passes()
            else:
                self.steps += 1
                self._cast.say(f"   {who.name} ⇐ {emoji} {self._words.quoted.format(text=_short(on.text))}")
                return
        await who.sees_reaction(emoji, on=on, timeout=GLANCE)

    async def jumps(self, **span: float) -> None:
        await self._sim.advance(timedelta(**span))

    async def _time_passes(self) -> None:
        await self._sim.advance(TYPING)

    def _in_words(self, message: Message) -> str:
        """A file is named before what is said with it."""
        if message.kind == "text":
            return message.text
        name = message.file.name if message.file else ""
        what = self._words.photo if message.kind == "photo" else self._words.file.format(name=name)
        return f"{what} {message.text}".rstrip()

    def _place(self, topic: object) -> str:
        return f" {self._words.quoted.format(text=topic.name)}" if isinstance(topic, Topic) else ""

    def _tell(self, who: Person, place: str, text: str) -> None:
        self.steps += 1
        self._cast.say(f" {who.name}{place}: {text}")

    def _show(self, who: Person, message: Message, topic: Topic | None) -> None:
        self.steps += 1
        lines = self._in_words(message).splitlines()
        place = self._place(topic)
        self._cast.say(f"   {who.name}{place} ⇐ {lines[0]}")
        for line in lines[1:]:
            self._cast.say(f"      {line}")
        for row in message.buttons:
            self._cast.say("      " + "  ".join(f"[{words}]" for words in row))


def _short(text: str) -> str:
    return text if len(text) <= QUOTED else text[: QUOTED - 1] + "…"
