"""Says one row: call after call, each within the budget, and what became of it is settled."""

from collections.abc import Callable
from dataclasses import replace
from enum import Enum

import structlog
from aiogram import Bot
from aiogram.methods import DeleteMessage, GetChat

from bot.background import tell
from bot.clock import Clock
from bot.leaving import Unsure, follow_upgrades
from bot.mailer import Mailer
from bot.pacing import Pacing, Turn
from bot.redaction import says
from bot.settle import Settler
from bot.verdicts import Fate, Verdict, verdict
from desk.errors import Unavailable
from desk.notices.client import StaffAnswerEdited
from desk.notices.groups import Departure
from desk.notices.mail import CodeMail, FeedbackMail, LinkMail, TicketMail
from desk.notices.staff import ClientMessageEdited, TopicNeeded
from desk.office import Office
from desk.ports import Owed
from desk.usecases.delivery.dispatch import Dispatch, dispatch
from desk.usecases.delivery.outcomes import Accepted, Placed
from handlers.filters import Places
from handlers.texts import Texts
from handlers.views.call import Call, answering, astray, chat_of, fingerprint, without_reply
from handlers.views.letters import letter
from handlers.views.render import begun

log = structlog.get_logger()

EDITED = (ClientMessageEdited, StaffAnswerEdited)


class Unknown(Enum):
    """What is needed to say something was not looked up yet."""

    YET = "yet"


class Courier:
    """Whatever happens to a call, its row does not stay in the middle of being sent."""

    def __init__(
        self,
        *,
        office: Office,
        bot: Bot,
        mailer: Mailer,
        clock: Clock,
        pacing: Pacing,
        places: Places,
        texts: Callable[[str, str], Texts],
        settler: Settler,
    ) -> None:
        self._office = office
        self._bot = bot
        self._mailer = mailer
        self._clock = clock
        self._pacing = pacing
        self._places = places
        self._texts = texts
        self._settler = settler

    async def deliver(self, row: Owed, turn: Turn, ready: Dispatch | Unknown | None) -> None:
        """`ready` is what is needed to say it; None: there is nothing left to say."""
        try:
            await self._say(row, turn, ready)
        except Unavailable as error:
            # Before any call was made: what is needed to say it is read first.
            tell("outbox_row_failed", error, owed=row.id)
            await self._settler.failed(row, Verdict(Fate.NOT_SENT, str(error)))
        except Exception as error:
            log.exception("outbox_row_failed", owed=row.id, notice=type(row.notice).__name__)
            await self._settler.failed(row, Verdict(Fate.RETRY, f"{type(error).__name__}: {says(error)}"))
        finally:
            turn.made(self._pace())

    def _pace(self) -> float:
        return self._clock.pace().timestamp()

    async def _say(self, row: Owed, turn: Turn, ready: Dispatch | Unknown | None) -> None:
        if isinstance(row.notice, Departure):
            try:
                await follow_upgrades(self._bot, self._office, self._places)
            except Unsure as error:
                turn.give_back()
                await self._settler.not_yet(row, str(error))
                return
            ready = Unknown.YET
        if isinstance(ready, Unknown):
            ready = await self._office.look(dispatch, notice=row.notice)
        if ready is None:
            turn.give_back()
            await self._settler.needless(row)
        elif isinstance(row.notice, CodeMail | LinkMail | FeedbackMail | TicketMail):
            await self._mail(row, ready)
        else:
            todo = begun(ready, self._texts(ready.language, ready.zone), row)
            if todo is None:
                turn.give_back()
                await self._settler.begins_anew(row)
                return
            await self._call_all(row, turn, todo)

    async def _mail(self, row: Owed, ready: Dispatch) -> None:
        if not self._mailer.on:
            await self._settler.failed(row, Verdict(Fate.REFUSED, "SMTP_URL is not set"))
            return
        bot = f"https://t.me/{self._places.me}" if self._places.me else ""
        made = letter(ready, self._texts(ready.language, ready.zone), bot=bot, repeat=row.repeat)
        if not made.to:
            await self._settler.failed(row, Verdict(Fate.GONE, "the client has no address any more"))
            return
        result = await self._mailer.send(made)
        if result.fate is Fate.ACCEPTED:
            await self._settler.accepted(row, Accepted(row.id, self._clock.now()))
        else:
            await self._settler.failed(row, result)

    async def _call_all(self, row: Owed, turn: Turn, todo: list[Call]) -> None:
        """Call after call; each that Telegram took is noted, so that none is made twice."""
        placed: list[Placed] = []
        topic: int | None = None
        for number, call in enumerate(todo[row.parts :], start=row.parts):
            if number > row.parts:
                # An edit that is made twice is as if made once, and its calls change as its copies become more.
                made = "" if isinstance(row.notice, EDITED) else fingerprint(todo[:number])
                await self._settler.advanced(row, number, placed, made)
                turn = await self._turn(row, call)
            said = answering(call, placed[0].message) if call.below and placed else call
            result = await self._made(said, turn)
            if isinstance(result, Verdict) and result.fate is Fate.REPLY_GONE:
                # Across topics Telegram forgives no missing message, whatever `allow_sending_without_reply` says.
                result = await self._made(without_reply(call), await self._turn(row, call))
            if isinstance(result, Verdict):
                if result.fate is Fate.ACCEPTED:
                    continue
                topic = getattr(call.method, "message_thread_id", None)
                await self._settler.failed(row, replace(result, topic=topic))
                return
            self._places.answered(result)
            if astray(call, result):
                await self._settler.failed(row, await self._taken_back(row, call, _placed(result, call)))
                return
            placed += _placed(result, call)
            topic = getattr(result, "message_thread_id", None) if isinstance(row.notice, TopicNeeded) else None
        outcome = Accepted(row.id, self._clock.now(), tuple(placed), topic, row.notice.chat)
        await self._settler.accepted(row, outcome)

    async def _made(self, call: Call, turn: Turn) -> object | Verdict:
        """What Telegram gave for a call, or what its refusal means. An order that came meanwhile holds it too."""
        if (left := self._pacing.blocked_until(chat_of(call)) - self._pace()) > 0:
            return Verdict(Fate.WAIT, "another call to this chat was ordered to wait", wait=left)
        try:
            return await self._bot(call.method)
        except Exception as error:
            found = verdict(error)
            if found.fate is Fate.WAIT:
                self._pacing.block(chat_of(call), self._pace() + found.wait)
            return found
        finally:
            turn.made(self._pace())

    async def _taken_back(self, row: Owed, call: Call, placed: list[Placed]) -> Verdict:
        """It landed between all other tickets, without a word of Telegram: it is removed, and sent to its place."""
        chat = chat_of(call)
        for one in placed:
            removal = Call(DeleteMessage(chat_id=chat, message_id=one.message))
            await self._made(removal, await self._turn(row, removal))
        now = await self._made(Call(GetChat(chat_id=chat)), Turn([]))
        if isinstance(now, Verdict):
            return Verdict(Fate.NOT_SENT, now.detail)
        lost = Fate.TOPIC_GONE if getattr(now, "is_forum", None) else Fate.NO_FORUM
        return Verdict(lost, "it landed outside of its topic", topic=getattr(call.method, "message_thread_id", None))

    async def _turn(self, row: Owed, call: Call) -> Turn:
        """Wait for room in the chat's budget for one more call, and take it."""
        chat = row.notice.chat
        if chat is None:
            return Turn([])
        weight = max(1, len(call.parts))
        while (free := self._pacing.free_at(chat, now := self._pace(), weight)) > now:
            await self._clock.until(free)
        return self._pacing.take(chat, now, weight)


def _placed(result: object, call: Call) -> list[Placed]:
    """The messages that a call made."""
    made = result if isinstance(result, list) else [result]
    numbers = [getattr(item, "message_id", None) for item in made]
    return [Placed(number, part) for number, part in zip(numbers, call.parts, strict=False) if isinstance(number, int)]
