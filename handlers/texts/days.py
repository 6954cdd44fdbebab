"""The company's days, as managers read and change them. Source: T6."""

from datetime import date

from handlers.texts.base import Html, escape
from handlers.texts.labels import Labels


class DayTexts(Labels):
    """Every time is in the desk's zone."""

    def calendar_month(self, month: date, *, worked: int) -> Html:
        days = self._n("{n} working day", "{n} working days", worked)
        return Html(f"<b>{escape(self.month(month))}</b>: {days}")

    def calendar_usual(self) -> Html:
        return self._("No unusual days.")

    def calendar_day(self, day: date, hours: str, *, own: bool) -> Html:
        worked = self.hours_of_day(hours)
        if own:
            return self._("{day}: {hours} (our own word)", day=self.day(day), hours=worked)
        return self._("{day}: {hours} (official)", day=self.day(day), hours=worked)

    def hours_of_day(self, hours: str) -> Html:
        return escape(hours) if hours else self._("closed")

    def calendar_how(self) -> Html:
        return self._(
            "To change a day: <code>/calendar 31.12 closed</code>, <code>/calendar 30.12 11:00-16:00</code>; "
            "to take it back: <code>/calendar 31.12 usual</code>"
        )

    def day_proposed(self, day: date, *, before: str, after: str) -> Html:
        return self._(
            "<b>{day}</b>\nNow: {before}\nThen: {after}",
            day=self.long_day(day),
            before=self.hours_of_day(before),
            after=self.hours_of_day(after),
        )

    def day_moves(self, *, later: int, sooner: int) -> Html:
        n = later + sooner
        head = self._n("The due time of {n} open ticket will move.", "The due times of {n} open tickets will move.", n)
        split = self._("Later: {later}, sooner: {sooner}.", later=later, sooner=sooner)
        return Html(f"{head} {split}")

    def day_moves_nothing(self) -> Html:
        return self._("No open ticket's due time moves.")

    def day_stays(self) -> Html:
        return self._("The hours of this day stay as they are.")

    def day_button(self) -> Html:
        return self._("Change this day")

    def day_changed(self, day: date, *, before: str, after: str, who: str) -> Html:
        return self._(
            "{who} has changed the calendar: <b>{day}</b>\nIt was: {before}\nIt is: {after}",
            who=who,
            day=self.long_day(day),
            before=self.hours_of_day(before),
            after=self.hours_of_day(after),
        )

    def calendar_changed(self, *, day: date, hours: str, who: str) -> Html:
        """For staff, in their group."""
        return self._(
            "{who} has changed the calendar. {day}: {hours}",
            who=who,
            day=self.long_day(day),
            hours=self.hours_of_day(hours),
        )

    def bad_day(self, why: str) -> Html:
        """What was typed changes no day."""
        sentences = {
            "date": self._("This is no date. Write it so: /calendar 31.12 closed or /calendar 2026-12-31 11:00-16:00"),
            "past": self._("This day is over: only today and later days can be changed."),
            "far": self._("This day is more than two years away. Is the year right?"),
            "how": self._("Say how the day is worked: /calendar 31.12 closed, 11:00-16:00, or usual to take it back."),
            "hours": self._(
                "I do not understand how the day is worked. "
                "Write: closed, short, working, usual, or hours such as 11:00-16:00 (at most four parts)."
            ),
        }
        return sentences.get(why, sentences["how"])
