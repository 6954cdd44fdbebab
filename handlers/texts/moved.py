"""Due times that moved, because settings or the calendar did. Source: T17."""

from datetime import datetime

from desk.rules.recount import Why
from handlers.texts.base import Html
from handlers.texts.labels import Labels


class MovedTexts(Labels):
    """For managers how many; for a client by when, and why."""

    def promise_moved(self, *, number: int, subject: str, why: Why, react_by: datetime) -> Html:
        head = self._(
            "The first answer to ticket #{number} “{subject}” will come later than we said.",
            number=number,
            subject=subject,
        )
        reason = (
            self._("Why: our working days have changed.")
            if why is Why.CALENDAR
            else self._("Why: the terms of our answers have changed.")
        )
        by = self._("First answer by: <b>{moment}</b>", moment=self.moment(react_by))
        return Html(f"{head}\n\n{reason}\n\n{by}")

    def dues_moved(self, why: Why, *, later: int, sooner: int) -> Html:
        n = later + sooner
        head = (
            self._n(
                "The calendar has changed: {n} open ticket has another due time.",
                "The calendar has changed: {n} open tickets have other due times.",
                n,
            )
            if why is Why.CALENDAR
            else self._n(
                "The settings have changed: {n} open ticket has another due time.",
                "The settings have changed: {n} open tickets have other due times.",
                n,
            )
        )
        return Html(f"{head}\n{self.later_and_sooner(later=later, sooner=sooner)}")

    def later_and_sooner(self, *, later: int, sooner: int) -> Html:
        return self._("Later: {later}, sooner: {sooner}.", later=later, sooner=sooner)
