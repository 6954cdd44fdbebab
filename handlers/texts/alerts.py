"""Warnings before an answer is due, and what was missed. Source: regulation 3.2."""

from datetime import datetime

from desk.rules.clocks import Clock
from handlers.texts.base import Html
from handlers.texts.labels import Labels


class AlertTexts(Labels):
    """For staff and managers: what, by when, in whose hands."""

    def due_soon(self, clock: Clock, *, due: datetime, who: str) -> Html:
        when = self.moment(due)
        text = (
            self._("⏰ The first answer is due by <b>{moment}</b>.", moment=when)
            if clock is Clock.FIRST
            else self._("⏰ The client waits for an answer, due by <b>{moment}</b>.", moment=when)
        )
        return Html(f"{text} {self._hands(who)}")

    def breached(
        self, clock: Clock, *, number: int, subject: str, due: datetime, who: str, answered_at: datetime | None
    ) -> Html:
        head = (
            self._("🔴 <b>No first answer in time</b>")
            if clock is Clock.FIRST
            else self._("🔴 <b>The client was not answered in time</b>")
        )
        lines = [
            head,
            self._("#{number} {subject}", number=number, subject=subject),
            self._("It was due by {moment}.", moment=self.moment(due)),
        ]
        if answered_at:
            lines.append(self._("The answer came later: {moment}.", moment=self.moment(answered_at)))
        return Html("\n".join([*lines, self._hands(who)]))

    def _hands(self, who: str) -> Html:
        return self._("In charge: {name}.", name=who) if who else self._("Nobody has taken it yet.")

    def digest_breached(self, n: int) -> Html:
        return self._("Tickets where an answer was not given in time: {n}", n=n)
