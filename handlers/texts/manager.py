"""What managers read."""

from datetime import date, datetime, timedelta

from desk.rules.digest import Ages, Counts
from desk.rules.rating import is_low
from handlers.texts.base import Html
from handlers.texts.days import DayTexts
from handlers.texts.moved import MovedTexts
from handlers.texts.vault import VaultTexts


class ManagerTexts(DayTexts, MovedTexts, VaultTexts):
    """Figures with their comparison; a figure without data is left out or said to have none."""

    def digest_head(self, day: date, *, asked: bool) -> Html:
        if asked:
            return self._("<b>So far today, {day}</b>", day=self.day(day))
        return self._("<b>Summary of the day: {day}</b>", day=self.day(day))

    def digest_counts(self, today: Counts, before: Counts, before_day: date) -> Html:
        return Html(
            "\n".join(
                [
                    self._("Filed: {today} ({before})", today=today.filed, before=before.filed),
                    self._("Solved: {today} ({before})", today=today.solved, before=before.solved),
                    self._("Became INACTIVE: {today} ({before})", today=today.inactive, before=before.inactive),
                    self._("Refused: {today} ({before})", today=today.refused, before=before.refused),
                    self._("<i>In brackets – the working day before: {day}</i>", day=self.day(before_day)),
                ]
            )
        )

    def digest_open(self, ages: Ages) -> Html:
        if not ages.total:
            return self._("Open: none")
        return self._(
            "Open: {total} – under a day {day}, under 3 days {three}, under a week {week}, older {older}",
            total=ages.total,
            day=ages.under_a_day,
            three=ages.under_three_days,
            week=ages.under_a_week,
            older=ages.older,
        )

    def digest_reaction(self, took: timedelta | None) -> Html:
        if took is None:
            return self._("First reaction: no first answers today")
        return self._("First reaction, median: {span}", span=self.span(took))

    def digest_overdue(self, n: int) -> Html:
        return self._n(
            "<b>{n} ticket without a first reaction in time:</b>",
            "<b>{n} tickets without a first reaction in time:</b>",
            n,
        )

    def digest_due(self, n: int) -> Html:
        return self._n(
            "<b>{n} ticket due by the next working day:</b>", "<b>{n} tickets due by the next working day:</b>", n
        )

    def digest_ticket(self, *, link: str, number: int, subject: str, at: datetime) -> Html:
        return self._(
            '<a href="{link}">#{number}</a> {subject} – {moment}',
            link=link,
            number=number,
            subject=subject,
            moment=self.moment(at),
        )

    def digest_ticket_without_link(self, *, number: int, subject: str, at: datetime) -> Html:
        return self._("#{number} {subject} – {moment}", number=number, subject=subject, moment=self.moment(at))

    def digest_and_more(self, n: int) -> Html:
        return self._n("… and {n} more", "… and {n} more", n)

    def digest_employees(self) -> Html:
        return self._("<b>Staff</b>")

    def digest_employee(self, *, name: str, answers: int, solved: int) -> Html:
        return self._("{name}: {answers} answered, {solved} solved", name=name, answers=answers, solved=solved)

    def digest_feedback(self, *, complaints: int, praise: int) -> Html:
        return self._("Complaints: {complaints}, praise: {praise}", complaints=complaints, praise=praise)

    def digest_helped(self, n: int) -> Html:
        return self._("Answered by an article before a ticket was sent: {n}", n=n)

    def digest_undelivered(self, n: int) -> Html:
        return self._("Undelivered or unconfirmed: {n}", n=n)

    def digest_missed(self, n: int) -> Html:
        return self._("Did not reach the managers: {n}", n=n)

    def digest_parked(self, n: int) -> Html:
        return self._("⚠️ Could not be handled: {n}. Ask an administrator to run <code>frontdesk check</code>.", n=n)

    def digest_rating(self, tenths: int, n: int) -> Html:
        count = self._n("{n} rating", "{n} ratings", n)
        return self._("Rating: {average} out of 5 ({count})", average=self.tenths(tenths), count=count)

    def rating(self, *, score: int, link: str, number: int, subject: str, who: str, employee: str) -> Html:
        ticket = (
            self._('<a href="{link}">#{number}</a> {subject}', link=link, number=number, subject=subject)
            if link
            else self._("#{number} {subject}", number=number, subject=subject)
        )
        head = (
            self._("<b>A low rating: {score} out of 5</b>", score=score)
            if is_low(score)
            else self._("<b>A rating: {score} out of 5</b>", score=score)
        )
        people = self._("Client: {who}\nIn charge: {employee}", who=who, employee=employee)
        return Html(f"{head}\n{ticket}\n{people}")

    def rating_words(self, words: str) -> Html:
        return self._("Their words: {words}", words=words)

    def digest_unpublished(self, year: int) -> Html:
        return self._(
            "⚠️ The official days off of {year} are not known to the desk yet: days off that were moved may be missing. "
            "Ask an administrator to update it, or to set them: <code>frontdesk calendar set</code>.",
            year=year,
        )

    def quiet_day(self) -> Html:
        return self._("A quiet day: nothing happened, nothing is open.")

    def quiet_day_of(self, day: date) -> Html:
        """All of the digest of such a day, in a line. Source: T35."""
        return self._("Summary of the day, {day}: quiet, nothing happened and nothing is open.", day=self.day(day))

    def feedback_head(self, *, praise: bool, name: str, ticket: int | None) -> Html:
        head = (
            self._("<b>Praise</b> from {name}", name=name)
            if praise
            else self._("<b>Complaint</b> from {name}", name=name)
        )
        return Html(head + (self._(" about ticket #{number}", number=ticket) if ticket else ""))
