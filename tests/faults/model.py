"""A ticket's life by the book: a second, simple telling of docs/semantics.md that knows nothing of desk/rules.

It is told what people did, what became of each call and what time it is, and says what must be true then.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

MOSCOW: Final = timedelta(hours=3)
WORKING_DAY: Final = timedelta(hours=7)
CLOSE_AFTER: Final = timedelta(hours=48)
GRACE: Final = timedelta(hours=7)
REOPEN_WITHIN: Final = timedelta(days=14)
PLACED_AFTER: Final = timedelta(hours=12)
FORGOTTEN_AFTER: Final = timedelta(days=14)
EXTENSIONS: Final = 2
ENDS: Final = frozenset({"solved", "inactive", "refused"})


def opening(at: datetime) -> datetime:
    """The first moment at or after it when the desk works: Monday to Friday, 11:00 to 18:00 in Moscow."""
    local = at + MOSCOW
    while True:
        opens = local.replace(hour=11, minute=0, second=0, microsecond=0)
        if local.weekday() < 5 and local < opens + WORKING_DAY:
            return max(local, opens) - MOSCOW
        local = local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def after_work(at: datetime, work: timedelta) -> datetime:
    """When so much working time has passed."""
    while True:
        at = opening(at)
        closes = (at + MOSCOW).replace(hour=18, minute=0, second=0, microsecond=0) - MOSCOW
        if at + work <= closes:
            return at + work
        at, work = closes, work - (closes - at)


class No(Exception):
    """The desk must refuse this, by that name."""


@dataclass
class Word:
    """What somebody said for the other side to read; `message` is the number of their own message.

    `answers`: it is more than a sticker. `awaits`: the client is expected to answer it. `texts` are by part.
    """

    message: int
    case: int
    written_at: datetime
    texts: list[str]
    answers: bool = True
    awaits: bool = False
    told_lost: bool = False


@dataclass
class Wait:
    """One wait for the client. `number` is the desk's own for it, learnt when it is first seen."""

    since: datetime
    pings: list[datetime]
    first_ping: datetime
    extensions: int = 0
    number: int = 0
    pinged_at: datetime | None = None
    close_at: datetime | None = None

    def closes(self, pinged: datetime) -> datetime:
        """The close, if the first ping reached the client then."""
        return opening(max(self.since + CLOSE_AFTER, after_work(pinged, GRACE)))


@dataclass
class Case:
    """A ticket. `unanswered` are the times of the client's words to which no answer was delivered."""

    number: int
    status: str = "new"
    holder: int | None = None
    unanswered: list[datetime] = field(default_factory=list)
    answered: list[datetime] = field(default_factory=list)
    wait: Wait | None = None
    ended_at: datetime | None = None
    opened_at: datetime | None = None
    reacted_at: datetime | None = None
    reached: bool = False
    history: list[str] = field(default_factory=lambda: ["filed"])

    @property
    def is_open(self) -> bool:
        return self.status not in ENDS

    def may_reopen(self, now: datetime) -> bool:
        return self.ended_at is not None and now - self.ended_at <= REOPEN_WITHIN

    def must_be_open(self) -> None:
        if not self.is_open:
            raise No("IllegalMove")


class Book:
    """All tickets of one client. `waiting`: an answer waits for the client (REPLY_MEANS); `pings` after how long."""

    def __init__(self, *, waiting: bool, staff_reply: str, pings: Iterable[timedelta]) -> None:
        self.waiting = waiting
        self.staff_reply = staff_reply
        self.ping_after = tuple(pings)
        self.cases: list[Case] = []
        self.words: dict[int, Word] = {}
        self.unplaced: list[Word] = []
        self.asked_at: datetime | None = None

    def case(self, number: int) -> Case:
        return self.cases[number - 1]

    def files(self) -> Case:
        self.cases.append(Case(len(self.cases) + 1))
        return self.cases[-1]

    # --- the client ----------------------------------------------------------------------------

    def place_of(self, replied: Case | None, *, answer: bool, written_at: datetime, now: datetime) -> Case | str:
        """Where words go: a ticket, or 'ask' (kept, and the client is asked), 'form' or 'nowhere'."""
        if replied is None and self.unplaced:
            return "ask"
        newest = sorted(self.cases, key=lambda case: case.number, reverse=True)
        if replied is None and answer and (crossed := self._closed_too_early(newest, written_at)):
            return crossed
        if replied is not None and (replied.is_open or replied.may_reopen(now)):
            return replied
        if replied is not None and answer:
            # T27: a new ticket follows it.
            return "form"
        going = [case for case in newest if case.is_open]
        if going:
            return going[0] if not answer or (len(going) == 1 and replied is None) else "ask"
        ended = [case for case in newest if case.may_reopen(now)]
        if not ended:
            return "form" if answer else "nowhere"
        return "ask" if answer else ended[0]

    def _closed_too_early(self, cases: list[Case], written_at: datetime) -> Case | None:
        """T23: closed by silence after the client had written."""
        return next(
            (
                case
                for case in cases
                if case.status == "inactive" and case.ended_at and written_at < case.ended_at.replace(microsecond=0)
            ),
            None,
        )

    def writes(self, word: Word, place: Case | str, now: datetime, *, reopens: bool) -> None:
        """`reopens`: it is more than a sticker or thanks."""
        if isinstance(place, Case):
            self._into(place, [word], now, reopens=reopens)
        elif place == "ask":
            self.words[word.message] = word
            self.unplaced.append(word)
            self.asked_at = now

    def places(self, case: Case, now: datetime) -> None:
        """The client says where the kept words belong."""
        self._into(case, self.unplaced, now, reopens=any(word.answers for word in self.unplaced))
        self.unplaced = []

    def _into(self, case: Case, words: list[Word], now: datetime, *, reopens: bool) -> None:
        if not case.is_open and reopens:
            self.reopens(case, now)
        for word in words:
            word.case = case.number
            self.words[word.message] = word
            case.history.append("client_wrote")
            if word.answers and case.is_open:
                case.wait = None
                case.unanswered.append(max(word.written_at, case.opened_at or word.written_at))
                case.status = "open" if case.status == "waiting" else case.status

    def reopens(self, case: Case, now: datetime, *, staff: bool = False) -> None:
        if case.is_open:
            return
        if not staff and not case.may_reopen(now):
            raise No("TooLateToReopen")
        case.status, case.ended_at = "open", None
        case.history.append("reopened")
        # T18: what is to be answered is so from now on, in whole seconds, as people's words are dated.
        case.opened_at = now.replace(microsecond=0)
        case.unanswered = [case.opened_at] if case.unanswered or not staff else []

    def presses(self, case: Case, number: int, button: str, now: datetime) -> None:
        """A button of a ping."""
        wait = case.wait
        if wait is None or wait.number != number:
            raise No("NotWaiting")
        if button == "more_time" and wait.extensions >= EXTENSIONS:
            raise No("NoMoreTime")
        case.wait = None
        case.history.append(button)
        if button == "more_time":
            self._begin(case, now, wait.extensions + 1)
        elif button == "still_needed":
            case.status = "open"
        else:
            case.status, case.ended_at = "solved", now

    # --- staff ---------------------------------------------------------------------------------

    def goes_out(self, case: Case, by: int, text: str, replied: str) -> bool:
        """Whether an employee's message in the topic is for the client."""
        if text.startswith("/") or replied == "colleague":
            return False
        if replied == "client":
            return True
        return {"reply": False, "all": True, "assignee": case.holder in {None, by}}[self.staff_reply]

    def answers(self, word: Word, by: int) -> None:
        case = self.case(word.case)
        self.words[word.message] = word
        case.history.append("answered")
        case.reacted_at = case.reacted_at or word.written_at
        case.holder = case.holder or by
        case.answered.append(word.written_at)
        if case.is_open:
            case.status = "waiting" if self.waiting else "open"
        word.awaits = case.status == "waiting"
        if not word.awaits:
            case.wait = None

    def acts(self, case: Case, by: int, act: str, now: datetime) -> None:
        {
            "take": self._take,
            "release": self._release,
            "wait": self._ask,
            "working": self._working,
            "solve": self._end,
            "refuse": self._end,
            "reopen": self._reopen,
        }[act](case, by, act, now)

    def _take(self, case: Case, by: int, _: str, __: datetime) -> None:
        if case.holder == by:
            return
        if case.holder is not None:
            raise No("AlreadyTaken")
        case.must_be_open()
        case.holder = by
        case.status = "open" if case.status == "new" else case.status
        case.history.append("taken")

    def _release(self, case: Case, by: int, _: str, __: datetime) -> None:
        case.must_be_open()
        if case.holder is None:
            return
        if case.holder != by:
            raise No("AlreadyTaken")
        case.holder = None
        case.history.append("released")

    def _ask(self, case: Case, _: int, __: str, now: datetime) -> None:
        if not case.reached or case.unanswered:
            raise No("AnswerFirst")
        if case.status == "waiting" and case.wait:
            return
        case.must_be_open()
        case.status = "waiting"
        self._begin(case, now)
        case.history.append("waiting")

    def _working(self, case: Case, _: int, __: str, ___: datetime) -> None:
        case.must_be_open()
        if case.wait or case.status != "open":
            case.history.append("working")
        case.wait, case.status = None, "open"

    def _end(self, case: Case, _: int, act: str, now: datetime) -> None:
        status = {"solve": "solved", "refuse": "refused"}[act]
        if case.status == status:
            return
        case.must_be_open()
        case.status, case.ended_at, case.wait = status, now, None
        case.history.append(status)
        if act == "solve" and "time_asked" not in case.history:
            case.history.append("time_asked")

    def _reopen(self, case: Case, _: int, __: str, now: datetime) -> None:
        self.reopens(case, now, staff=True)

    # --- what became of it ---------------------------------------------------------------------

    def delivered(self, word: Word, now: datetime) -> None:
        """The client has this answer: only now are they waited for, unless they have spoken since."""
        case = self.case(word.case)
        case.reached = True
        case.unanswered = [at for at in case.unanswered if at > word.written_at]
        if not case.unanswered:
            if word.awaits and case.status == "waiting":
                self._begin(case, now)
        elif case.status == "waiting" and max(case.answered) < max(case.unanswered):
            case.status = "open"

    def ping_delivered(self, number: int, now: datetime) -> None:
        case = self._waiting(number)
        if case and case.wait:
            case.wait.pinged_at = case.wait.pinged_at or now
            case.wait.close_at = case.wait.closes(case.wait.pinged_at)

    def ping_lost(self, number: int) -> None:
        case = self._waiting(number)
        if case and case.wait:
            if case.wait.pinged_at:
                case.history.append("undelivered")
            else:
                case.wait.close_at = case.wait.closes(case.wait.first_ping)

    # --- time ----------------------------------------------------------------------------------

    def _begin(self, case: Case, now: datetime, extensions: int = 0) -> None:
        moments = sorted({opening(now + after) for after in self.ping_after})
        wait = Wait(now, [], moments[0], extensions)
        close = wait.closes(moments[0])
        wait.pings = [moments[0], *(at for at in moments[1:] if at < close)]
        case.wait = wait

    def _waiting(self, number: int) -> Case | None:
        return next((case for case in self.cases if case.wait and case.wait.number == number), None)

    def due_pings(self, now: datetime) -> set[int]:
        waits = [case.wait for case in self.cases if case.wait]
        return {wait.number for wait in waits if wait.pings and wait.pings[0] <= now}

    def due_closes(self, now: datetime) -> set[int]:
        waits = [case.wait for case in self.cases if case.wait]
        return {wait.number for wait in waits if wait.close_at and wait.close_at <= now}

    def pings(self, number: int, now: datetime) -> bool:
        """The desk looks at this wait: whether a ping must be said."""
        case = self._waiting(number)
        if case is None or case.wait is None or number not in self.due_pings(now):
            return False
        case.wait.pings = [at for at in case.wait.pings[1:] if at > now]
        case.history.append("pinged")
        return True

    def closes(self, number: int, now: datetime) -> None:
        case = self._waiting(number)
        if case and number in self.due_closes(now):
            assert case.status == "waiting"
            assert not case.unanswered
            case.status, case.ended_at, case.wait = "inactive", now, None
            case.history.append("inactive")

    def upkeep(self, now: datetime) -> None:
        """Words that nobody said the place of go to staff; with no open ticket they are given up in the end."""
        if not self.unplaced or self.asked_at is None:
            return
        going = [case for case in self.cases if case.is_open]
        if going and now - self.asked_at > PLACED_AFTER:
            self.places(going[-1], now)
        elif now - self.asked_at > FORGOTTEN_AFTER:
            for word in self.unplaced:
                word.told_lost = True
            self.unplaced = []

    def deadlines(self) -> list[datetime]:
        waits = [case.wait for case in self.cases if case.wait]
        return sorted(at for wait in waits for at in [*wait.pings, wait.close_at] if at)
