"""What comes later than expected: due times that moved (T17), and what is too much at once (2.1)."""

from datetime import datetime

from desk.rules.recount import Why
from handlers.texts.base import Html
from handlers.texts.labels import Labels


class MovedTexts(Labels):
    """For a client by when, and why; for managers how many."""

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

    def too_fast(self, *, number: int, until: datetime) -> Html:
        """Source: regulation 2.1."""
        return self._(
            "You write faster than we can read. Nothing is lost: what you write to ticket #{number} now "
            "reaches our staff in one piece at {moment}.",
            number=number,
            moment=self.moment(until),
        )

    def too_many_tickets(self, *, most: int, until: datetime) -> Html:
        """Source: regulation 2.1."""
        return self._(
            "That is more than {n} tickets in a short time. What you wrote is kept: you can send it from {moment}.",
            n=most,
            moment=self.moment(until),
        )

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
