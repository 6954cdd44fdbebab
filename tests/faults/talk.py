"""An ordinary conversation that puts up with anything: people look again, press again, and time passes meanwhile."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from simulator import Message, NotSeenError, Person, Topic
from tests.bot.running import CODE, RunningDesk
from tests.faults.judge import UNCONFIRMED, Record, Said

LOOK = 0.08
"""Real seconds of one look before time is pushed on."""

SHORTEST_STEP, LONGEST_STEP = 3.0, 5.0
"""Seconds of the desk's clock between two looks: a code must not expire while an answer is waited for in real time."""

PRESS = 0.3
"""Real seconds in which the answer to a press comes, if it does."""

LOOKS = 450
UNSENT = text("SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')")
UNREAD = text("SELECT count(*) FROM inbox WHERE state = 'ready'")


@dataclass
class Talk:
    """Anna and Boris on №1; `record` is for the judge."""

    desk: RunningDesk
    record: Record

    @classmethod
    def of(cls, desk: RunningDesk) -> "Talk":
        return cls(desk, Record(desk.room, desk.anna, [desk.stepan, desk.viktor, desk.olga]))

    # --- waiting -----------------------------------------------------------------------------------

    async def comes(self, look: Callable[..., Awaitable[Any]], looks: int = LOOKS) -> Any:
        """What comes once a back-off is over: while it is not there, time passes."""
        for number in range(looks):
            with suppress(NotSeenError):
                return await look(timeout=LOOK)
            await self.desk.passes(seconds=min(SHORTEST_STEP + number, LONGEST_STEP))
        return await look(timeout=1)

    async def settles(self) -> None:
        """Everything was handled, and everything that is owed was said, given up or is asked about."""

        async def quiet() -> bool:
            return not (self.desk.sim.updates_pending() or await self._count(UNREAD) or await self._count(UNSENT))

        await self.comes(lambda timeout: self.desk.sim.until(quiet, timeout=timeout))

    async def _count(self, question: Any) -> int:
        async with self.desk.app.database._reader.connect() as connection:
            return int((await connection.execute(question)).scalar_one())

    async def taps(self, person: Person, button: str, looks: int = LOOKS, *, page: str = "", **where: Any) -> None:
        """On the page with these words. A press has its effect also where its answer is lost."""
        found = await self.comes(lambda timeout: person.sees(page, button=button, timeout=timeout, **where), looks)
        with suppress(NotSeenError):
            await person.presses(button, on=found, timeout=PRESS)

    async def sees(self, person: Person, words: str, looks: int = LOOKS, **where: Any) -> Message:
        found: Message = await self.comes(lambda timeout: person.sees(words, timeout=timeout, **where), looks)
        return found

    # --- the beginning -----------------------------------------------------------------------------

    async def signs_in(self) -> None:
        anna, mails = self.desk.anna, self.desk.sim
        await anna.writes("/start")
        await self.taps(anna, "войти")
        await self.sees(anna, "адрес почты")
        await anna.writes("anna@example.com")
        await self.sees(anna, "код из 8 цифр")
        mail = await self.comes(lambda timeout: mails.mail_to("anna@example.com", timeout=timeout))
        found = CODE.search(mail.text)
        assert found
        await anna.writes(found[1])
        await self.sees(anna, "вы вошли")

    async def files(self) -> Topic:
        """№1 by the shortest form; its topic, with the card. A page may come twice: each is known by its words."""
        anna = self.desk.anna
        await anna.writes("/new")
        for page, button in (("О какой услуге", "Хостинг"), ("О чём", "Вопрос"), ("Насколько", "Не срочно")):
            await self.taps(anna, button, page=page)
        for question, words in (("одной строкой", "Сайт не открывается"), ("подробно", "Подробное описание.")):
            await self.sees(anna, question)
            await anna.writes(words)
        await self.taps(anna, "Без файлов")
        await self.taps(anna, "Отправить")
        await self.sees(anna, "принято")
        topic: Topic = await self.comes(lambda timeout: self.desk.room.topic("№1", timeout=timeout))
        await self.sees(self.desk.boris, "Сайт не открывается", topic=topic, anywhere=True)
        return topic

    # --- what is said ------------------------------------------------------------------------------

    async def asks(self, words: str, reply_to: Message | None = None) -> Said:
        message = await self.desk.anna.writes(f"Вопрос {words}", reply_to=reply_to)
        return self._by_client(Said(1, message, words))

    async def answers(self, words: str, topic: Topic) -> Said:
        message = await self.desk.boris.writes(f"Ответ {words}", topic=topic)
        return self._by_staff(Said(1, message, words))

    async def sends_album(self, words: str, topic: Topic | None = None, items: int = 3) -> None:
        """Anna's, or with a topic Boris's."""
        if topic is None:
            found = await self.desk.anna.sends_album(["photo"] * items, caption=f"Снимки {words}")
        else:
            found = await self.desk.boris.sends_album(["photo"] * items, caption=f"Снимки {words}", topic=topic)
        said = [Said(1, message, words if number == 0 else "") for number, message in enumerate(found)]
        (self.record.by_client if topic is None else self.record.by_staff).extend(said)

    async def edits(self, person: Person, said: Said, words: str) -> None:
        await person.edits(said.message, f"Правка {said.words} {words}")
        said.edited = words

    async def notes(self, words: str, topic: Topic) -> None:
        await self.desk.boris.writes(f"/note Только для нас {words}", topic=topic)
        self.record.notes.append(words)

    def _by_client(self, said: Said) -> Said:
        self.record.by_client.append(said)
        return said

    def _by_staff(self, said: Said) -> Said:
        self.record.by_staff.append(said)
        return said

    # --- the whole of it ---------------------------------------------------------------------------

    async def goes_on(self, topic: Topic) -> None:
        """Both ways: words, albums, replies, edits, a note; the card changes; it is solved and opened again."""
        anna, boris = self.desk.anna, self.desk.boris
        first = await self.asks("~c1~")
        await self.asks("~c2~")
        await boris.writes("/take", topic=topic)
        await self.settles()
        answer = await self.answers("~s1~", topic)
        await self.answers("~s2~", topic)
        await self.notes("~n1~", topic)
        await self.settles()
        await self.sends_album("~c3~")
        seen = [message for message in await anna.chat.messages() if answer.words in message.text]
        await self.asks("~c4~", reply_to=seen[0] if seen else None)
        await self.edits(anna, first, "~c1b~")
        await self.sends_album("~s3~", topic, items=2)
        await self.answers("~s4~", topic)
        await self.edits(boris, answer, "~s1b~")
        await self.settles()
        await boris.writes("/solve", topic=topic)
        await self.settles()
        await self.is_opened_again(topic)
        await self.settles()
        await self.asks("~c5~")
        await self.answers("~s5~", topic)
        await self.asks("~c6~")
        await boris.writes("/wait", topic=topic)
        await self.settles()

    async def is_opened_again(self, topic: Topic) -> None:
        """By Anna's button. A client who never got it calls, and Boris does it by the card: nobody can write here now.

        A ticket is solved, so its topic is closed for all but administrators; buttons can be pressed all the same.
        """
        try:
            await self.taps(self.desk.anna, "Открыть снова", looks=1)
        except NotSeenError:
            await self.taps(self.desk.boris, "Открыть снова", topic=topic)

    async def clears_up(self, topic: Topic) -> None:
        """Boris asked Anna what she has: what did not arrive is sent again, what did is confirmed."""
        arrived = [message.text for message in await self.desk.anna.chat.messages()]
        for asked in await topic.messages():
            if not (asked.from_bot and UNCONFIRMED in asked.text):
                continue
            meant = next((said for said in self.record.by_staff if said.message.message_id == asked.reply_to), None)
            there = meant is None or any(meant.words in words for words in arrived)
            with suppress(NotSeenError):
                await self.desk.boris.presses("Дошло" if there else "Отправить ещё раз", on=asked, timeout=PRESS)
        await self.settles()
