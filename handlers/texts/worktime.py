"""Recorded working time, for staff."""

from datetime import datetime

from desk.errors import BadTime
from desk.rules.worktime import Wrong
from handlers.texts.base import Html, escape
from handlers.texts.labels import Labels

SHOWN = 80
"""How much of what was done stands in a list."""


class WorkTimeTexts(Labels):
    """Source: regulation 2.3."""

    def minutes(self, minutes: int) -> Html:
        hours, rest = divmod(minutes, 60)
        if not hours:
            return self._("{minutes} min", minutes=rest)
        return (
            self._("{hours} h {minutes} min", hours=hours, minutes=rest) if rest else self._("{hours} h", hours=hours)
        )

    def time_asked(self, *, number: int) -> Html:
        return self._(
            "How long did ticket #{number} take? Choose, or write it: <code>/time 40m what was done</code>",
            number=number,
        )

    def time_recorded(self, *, who: str, minutes: int, note: str, paid: bool, total: int) -> Html:
        what = self._("{who}: {time} recorded", who=who, time=self.minutes(minutes))
        doing = Html(f"{what} – {escape(note)}") if note else what
        kind = self.kind_of_work(paid=paid)
        return Html(f"{doing} ({kind}).\n{self.time_total(total)}")

    def kind_of_work(self, *, paid: bool) -> Html:
        return self._("paid work") if paid else self._("free work")

    def time_total(self, total: int) -> Html:
        return self._("In all on this ticket: {time}.", time=self.minutes(total))

    def time_taken_back(self, *, who: str, minutes: int, total: int) -> Html:
        gone = self._("{who} has taken {time} back.", who=who, time=self.minutes(minutes))
        return Html(f"{gone} {self.time_total(total)}")

    def time_line(self, *, who: str, minutes: int, note: str, paid: bool, at: datetime) -> Html:
        kind = self.kind_of_work(paid=paid)
        short = note if len(note) <= SHOWN else note[: SHOWN - 1] + "…"
        line = self._(
            "{moment}: {who}, {time}, {kind}", moment=self.moment(at), who=who, time=self.minutes(minutes), kind=kind
        )
        return Html(f"{line} – {escape(short)}") if short else line

    def times_shown(self, lines: Html, *, more: int, free: int, paid: int) -> Html:
        if not lines:
            return self._("No time is recorded yet. Write: <code>/time 40m what was done</code>")
        head = self._("<b>Recorded time</b>")
        earlier = self._n("… and {n} earlier entry", "… and {n} earlier entries", more) if more else ""
        total = self._(
            "In all: {total}; free work {free}, paid work {paid}.",
            total=self.minutes(free + paid),
            free=self.minutes(free),
            paid=self.minutes(paid),
        )
        return Html("\n".join(filter(None, [head, earlier, lines, total])))

    def take_back(self, *, who: str, minutes: int) -> Html:
        """On a button."""
        return self._("↩ {time}, {who}", time=self.minutes(minutes), who=who)

    def bad_time(self, refusal: BadTime) -> Html:
        sentences = {
            Wrong.NO_NUMBER: self._(
                "The time comes first: /time 40m what was done. Also 1h 30m, 1:30, 1.5h or just minutes: 90."
            ),
            Wrong.ZERO: self._("This is no time at all. Write at least a minute: /time 5m what was done"),
            Wrong.TOO_MUCH: self._("This is more than a day. Check it and write it again, please."),
            Wrong.TOO_LONG: self._("What was done is too long: at most 300 characters, please."),
        }
        return next((text for why, text in sentences.items() if why == refusal.why), sentences[Wrong.NO_NUMBER])
