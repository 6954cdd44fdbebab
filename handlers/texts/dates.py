"""Promises with a date, and tickets that are put aside."""

from datetime import datetime

from desk.errors import (
    BadWhen,
    MovedOn,
    NobodyCalled,
    NoSuchCategory,
    NotInTheGroup,
    PromiseStands,
    PromiseWhy,
    Refusal,
    SnoozeDue,
)
from desk.notices.dates import BackAgain, PromiseBroken, Promised, PromiseMade, PromisePassed, PromiseSoon, PutAside
from desk.rules.reminders import Over
from desk.rules.when import Wrong
from handlers.texts.base import Html, escape
from handlers.texts.labels import Labels

ON_CARD = 150
"""How much of a reason stands on the card and in lists."""


class DateTexts(Labels):
    """Source: T15, T19, regulation 3.2."""

    def promised(self, notice: Promised) -> Html:
        """For the client: by when, and why."""
        facts = {"number": notice.ticket, "subject": notice.subject, "moment": self.moment(notice.due)}
        if notice.target:
            head = self._("Ticket #{number} “{subject}”: the first answer by <b>{moment}</b>.", **facts)
        elif notice.who:
            head = self._("Ticket #{number} “{subject}”: {who} answers by <b>{moment}</b>.", who=notice.who, **facts)
        else:
            head = self._("Ticket #{number} “{subject}”: an answer by <b>{moment}</b>.", **facts)
        lines = [head]
        if notice.before:
            lines.append(self._("Before, we said by {moment}.", moment=self.moment(notice.before)))
        if notice.reason:
            lines.append(self._("Why: {words}", words=notice.reason))
        return Html("\n".join(lines))

    def promise_made(self, notice: PromiseMade) -> Html:
        facts = {"who": notice.who, "moment": self.moment(notice.due)}
        if notice.target:
            head = self._("{who}: the first answer by {moment}. The client is told.", **facts)
        else:
            head = self._("{who} answers by {moment}. The client is told; no reminders to them until then.", **facts)
        lines = [head]
        if notice.before:
            lines.append(self._("Before: by {moment}.", moment=self.moment(notice.before)))
        return Html("\n".join([*lines, *self._why(notice.reason)]))

    def promise_soon(self, notice: PromiseSoon) -> Html:
        head = self._(
            "⏰ {who}, the client was promised an answer by <b>{moment}</b>.",
            who=self.mention(notice.who, notice.name),
            moment=self.moment(notice.due),
        )
        return Html("\n".join([head, *self._why(notice.reason)]))

    def promise_passed(self, notice: PromisePassed) -> Html:
        return self._(
            "🔴 {who}, the promise has passed: an answer was due by <b>{moment}</b>. Answer, or say another time with "
            "its reason: <code>/by tomorrow 15:00 reason</code>",
            who=self.mention(notice.who, notice.name),
            moment=self.moment(notice.due),
        )

    def promise_broken(self, notice: PromiseBroken) -> Html:
        """For managers."""
        lines = [
            self._("🔴 <b>A promise to a client was not kept in time</b>"),
            self._("#{number} {subject}", number=notice.ticket, subject=notice.subject),
            self._("Promised by {moment}.", moment=self.moment(notice.due)),
            *self._why(notice.reason),
        ]
        if notice.answered_at:
            lines.append(self._("The answer came later: {moment}.", moment=self.moment(notice.answered_at)))
        return Html("\n".join([*lines, self._("In charge: {name}.", name=notice.who)]))

    def put_aside(self, notice: PutAside) -> Html:
        head = self._(
            "💤 {who} has put the ticket aside until {moment}. It comes back by itself, at once if the client writes; "
            "now: /snooze off",
            who=notice.who,
            moment=self.moment(notice.until),
        )
        return Html("\n".join([head, *self._why(notice.reason)]))

    def back_again(self, notice: BackAgain) -> Html:
        who = self.mention(notice.who, notice.name) if notice.who else Html("")
        sentences = {
            Over.ITS_TIME: self._("💤 {who}, the ticket was put aside until now: it is in the queue again.", who=who),
            Over.CLIENT_WROTE: self._("The client has written: the ticket is in the queue again."),
            Over.DUE: self._("An answer is due: the ticket is in the queue again."),
        }
        head = sentences.get(notice.how) or self._("The ticket is in the queue again.")
        return Html("\n".join([head, *self._why(notice.reason if notice.how is Over.ITS_TIME else "")]))

    def mention(self, person: int, name: str) -> Html:
        """So that Telegram calls them."""
        return Html(f'<a href="tg://user?id={person}">{escape(name or str(person))}</a>')

    def _why(self, reason: str) -> list[Html]:
        return [self._("Why: {words}", words=reason)] if reason else []

    def card_promised(self, at: datetime, reason: str) -> Html:
        head = self._("Promised: an answer by <b>{moment}</b>", moment=self.moment(at))
        return self._("{head}: {reason}", head=head, reason=_short(reason)) if reason else head

    def card_asleep(self, at: datetime, reason: str) -> Html:
        head = self._("💤 Put aside until {moment}", moment=self.moment(at))
        return self._("{head}: {reason}", head=head, reason=_short(reason)) if reason else head

    def promised_by(self, at: datetime, reason: str = "") -> Html:
        """On the client's pages."""
        head = self._("promised: an answer by {moment}", moment=self.moment(at))
        return self._("{head}: {reason}", head=head, reason=_short(reason)) if reason else head

    def asleep_head(self, n: int) -> Html:
        return self._n("💤 <b>{n} ticket is put aside</b>", "💤 <b>{n} tickets are put aside</b>", n)

    def asleep_until(self, at: datetime) -> Html:
        return self._("until {moment}", moment=self.moment(at))

    def of_dates(self, refusal: Refusal) -> Html | None:
        """What cannot be promised or put aside, and what to write instead."""
        match refusal:
            case BadWhen():
                return self._bad_when(refusal)
            case PromiseWhy():
                return self._(
                    "The client was told another time: say why it changes, they read it. "
                    "<code>/by tomorrow 15:00 the registrar answers tomorrow</code>"
                )
            case PromiseStands(due=due):
                return self._(
                    "The client was promised an answer by {moment}, so nothing is awaited from them. Answer first: "
                    "that keeps the promise.",
                    moment=self._told(due),
                )
            case SnoozeDue(due=due):
                return self._(
                    "An answer to the client is due by {moment}: that cannot be put aside.",
                    moment=self._told(due),
                )
            case _:
                return self._of_places(refusal)

    def _of_places(self, refusal: Refusal) -> Html | None:
        """Who has a ticket, and where it is."""
        match refusal:
            case MovedOn(ticket=ticket, group=group):
                return self._(
                    "Ticket #{number} goes on in the group “{group}”: go on there, please. This stayed here, the "
                    "client has not seen it.",
                    number=ticket,
                    group=group,
                )
            case NoSuchCategory(word=word):
                return self._("There is no category “{word}”. Choose: /category", word=word)
            case NobodyCalled(name=name):
                return self._(
                    "I know nobody called {name} in this group: they have to write here or press a button once. "
                    "Choose: /assign",
                    name=name,
                )
            case NotInTheGroup(name=name):
                return self._("{name} is not in this group, so the ticket cannot be theirs. Choose: /assign", name=name)
            case _:
                return None

    def _told(self, at: str) -> str:
        """A refusal keeps a moment in ISO format."""
        try:
            return self.moment(datetime.fromisoformat(at))
        except ValueError:
            return at

    def _bad_when(self, bad: BadWhen) -> Html:
        at, instead = self._told(bad.at), self._told(bad.instead)
        sentences = {
            Wrong.IMPOSSIBLE: self._("There is no such day or time."),
            Wrong.PAST: self._("I understood {moment}: that is over already.", moment=at),
            Wrong.CLOSED: self._(
                "I understood {moment}: we are closed then. We are open again: {instead}.", moment=at, instead=instead
            ),
            Wrong.FAR: self._("I understood {moment}: that is more than 90 days ahead.", moment=at),
            Wrong.LONG: self._("The reason is too long: at most 1000 characters, please."),
        }
        unknown = self._("I did not understand until when.")
        head = next((text for why, text in sentences.items() if why == bad.why), unknown)
        return Html(f"{head}\n{self.when_examples(bad.command)}")

    def when_examples(self, command: str) -> Html:
        return self._(
            "Write the moment and then the reason: <code>/{command} tomorrow 15:00 reason</code>. Also: "
            "<code>15:00</code>, <code>mon 12:00</code>, <code>30.11 17:00</code>, <code>2026-11-30</code>, "
            "<code>in 2h</code>, <code>2wd</code> (working days).",
            command=command,
        )


def _short(reason: str) -> str:
    line = " ".join(reason.split())
    return line if len(line) <= ON_CARD else line[: ON_CARD - 1] + "…"
