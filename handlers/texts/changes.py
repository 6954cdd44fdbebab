"""What staff change about a ticket or take back: recalled answers, urgency, who is in charge, where it belongs."""

from desk.notices.changes import Assigned, CategoryChanged, MadeUrgent, MovedHere, Recategorized, UrgencyRaised
from desk.notices.recalls import RecallIs
from desk.rules.ticket import Category
from handlers.texts.base import Html
from handlers.texts.dates import DateTexts


class ChangeTexts(DateTexts):
    """For staff and for the client."""

    def recall_told(self, how: RecallIs, *, words: str) -> Html:
        said = self._("“{words}”", words=words) if words else Html("")
        head = self._recall_is(how)
        return Html(f"{head}\n{said}") if said else head

    def _recall_is(self, how: RecallIs) -> Html:
        match how:
            case RecallIs.DONE:
                return self._("↩ Taken back: the client's copy is deleted. They may have read it.")
            case RecallIs.NOT_SENT:
                return self._("↩ Taken back: it had not gone out, and the client does not get it.")
            case RecallIs.ON_ITS_WAY:
                return self._("↩ It is not delivered yet: it does not go out, or is deleted as soon as it arrives.")
            case RecallIs.MAILED:
                return self._(
                    "↩ It has gone by mail and cannot be taken back: the client has it. "
                    "Write to them what was wrong, please."
                )
            case RecallIs.GONE:
                return self._("↩ There was nothing left to delete: the client's copy is gone already.")
            case RecallIs.REFUSED:
                return self._(
                    "↩ It could not be deleted: the client still has it. Write to them what was wrong, please."
                )

    def made_urgent(self, notice: MadeUrgent) -> Html:
        head = self._(
            "Our staff have marked ticket #{number} “{subject}” as urgent.",
            number=notice.ticket,
            subject=notice.subject,
        )
        lines = [head, self._("Why: {words}", words=notice.words)]
        if notice.react_by:
            lines.append(self._("First answer by: <b>{moment}</b>", moment=self.moment(notice.react_by)))
        return Html("\n\n".join(lines))

    def urgency_raised(self, notice: UrgencyRaised) -> Html:
        head = self._("🔥 {who} says that it is urgent: {words}", who=notice.who, words=notice.words)
        if not notice.react_by:
            return head
        due = self._("First reaction by: <b>{moment}</b>", moment=self.moment(notice.react_by))
        return Html(f"{head}\n{due}")

    def assign_asked(self, *, some: bool) -> Html:
        if some:
            return self._("To whom does the ticket go? They are called here, and the client is told.")
        return self._(
            "I know nobody else in this group yet: whoever writes here or presses a button once can be given tickets."
        )

    def assigned(self, notice: Assigned) -> Html:
        who = self.mention(notice.person, notice.name)
        return self._("👉 {who}, {by} gives you this ticket.", who=who, by=notice.by)

    def category_asked(self, now: Category) -> Html:
        return self._(
            "It is filed as “{category}”. What is it about? The client is told, and that the first answer may be due "
            "at another time.",
            category=self.category(now),
        )

    def category_changed(self, notice: CategoryChanged) -> Html:
        head = self._("{who}: it is about “{category}” now.", who=notice.who, category=self.category(notice.category))
        lines = [head, *self._why(notice.words)]
        if notice.react_by:
            lines.append(self._("First reaction by: <b>{moment}</b>", moment=self.moment(notice.react_by)))
        return Html("\n".join(lines))

    def recategorized(self, notice: Recategorized, cost: Html) -> Html:
        head = self._(
            "Our staff have looked at ticket #{number} “{subject}”: it is filed as “{category}” now.",
            number=notice.ticket,
            subject=notice.subject,
            category=self.category(notice.category),
        )
        lines = [head, *self._why(notice.words)]
        if notice.react_by:
            lines.append(self._("First answer by: <b>{moment}</b>", moment=self.moment(notice.react_by)))
        if notice.before:
            lines.append(self._("Before, we said by {moment}.", moment=self.moment(notice.before)))
        return Html("\n\n".join([*lines, cost] if cost else lines))

    def group_asked(self) -> Html:
        return self._("To which group? The ticket goes there with all that was said; here it ends.")

    def moved_here(self, notice: MovedHere) -> Html:
        head = self._(
            "{who} has moved the ticket here from the group “{title}”. What was said so far:",
            who=notice.who,
            title=notice.title,
        )
        if not notice.earlier:
            return head
        more = self._n("… and {n} earlier message", "… and {n} earlier messages", notice.earlier)
        return Html(f"{head}\n{more}")

    def also_told_head(self) -> Html:
        return self._("In the form that was added here the client also said:")

    def retold_head(self, name: str) -> str:
        """Above an answer of staff that is said again; plain text."""
        said = self._("💬 {name} to the client", name=Html(name))
        return f"{said}"

    def left_behind(self, *, number: int, title: str, link: str) -> Html:
        if link:
            return self._(
                'Ticket #{number} goes on in the group “{title}”: <a href="{link}">here</a>.',
                number=number,
                title=title,
                link=link,
            )
        return self._("Ticket #{number} goes on in the group “{title}”.", number=number, title=title)
