"""Priority support, urgency, and calls of those on duty. Source: regulation 1.4."""

from datetime import datetime

from desk.rules.support import Calm
from handlers.texts.base import Html
from handlers.texts.labels import Labels


class SupportTexts(Labels):
    """What both sides read about it."""

    def priority_for_client(self, *, round_the_clock: bool) -> Html:
        if round_the_clock:
            return self._("You have priority support, and it is urgent: we answer round the clock.")
        return self._("You have priority support: we answer in extended hours, too.")

    def card_priority(self, *, round_the_clock: bool) -> Html:
        if round_the_clock:
            return self._("⭐ <b>Priority support, urgent</b>: round the clock (1.4)")
        return self._("⭐ <b>Priority support</b>: extended hours (1.4)")

    def calm(self, reason: Calm) -> Html:
        """On a button: why it is not urgent."""
        match reason:
            case Calm.WORKS:
                return self._("The service works")
            case Calm.WAY_AROUND:
                return self._("There is a way around it")
            case Calm.PLANNED:
                return self._("It can be planned")

    def calm_asked(self) -> Html:
        return self._("Why is it not urgent? The client reads the reason.")

    def needs_longer(self, *, number: int, subject: str, words: str, react_by: datetime) -> Html:
        head = self._("Ticket #{number} “{subject}” has turned out to be complex.", number=number, subject=subject)
        why = self._("Why: {words}", words=words)
        return Html(f"{head}\n\n{why}\n\n{self._('First answer by: <b>{moment}</b>', moment=self.moment(react_by))}")

    def not_urgent(
        self, *, number: int, subject: str, reason: Calm | None, words: str, react_by: datetime | None
    ) -> Html:
        head = self._(
            "Our staff have looked at ticket #{number} “{subject}”: it is not urgent, and stays in work as usual.",
            number=number,
            subject=subject,
        )
        lines = [head, self._calm_for_client(reason, words)]
        if react_by:
            lines.append(self._("First answer by: <b>{moment}</b>", moment=self.moment(react_by)))
        lines.append(self._("If we are wrong about that, just write here."))
        return Html("\n\n".join(line for line in lines if line))

    def _calm_for_client(self, reason: Calm | None, words: str) -> Html:
        match reason:
            case None:
                return self._("Why: {words}", words=words) if words else Html("")
            case Calm.WORKS:
                return self._("Why: the service works, so nothing stands still until we answer.")
            case Calm.WAY_AROUND:
                return self._("Why: there is a way around the problem for now.")
            case Calm.PLANNED:
                return self._("Why: this is work that can be planned for the usual hours.")

    def duty_call(
        self, *, number: int, subject: str, client: str, service: str, react_by: datetime | None, paid: bool
    ) -> Html:
        head = (
            self._("🚨 <b>Duty call.</b> The client pays for help now, and the desk is closed.")
            if paid
            else self._("🚨 <b>Duty call.</b> Priority support, urgent, and the desk is closed.")
        )
        lines = [head, self._("#{number} {subject}", number=number, subject=subject)]
        if client:
            lines.append(self._("Client: {name}", name=client))
        if service:
            lines.append(self._("Service: {service}", service=service))
        if react_by:
            lines.append(self._("First answer by: <b>{moment}</b>", moment=self.moment(react_by)))
        return Html("\n".join(lines))

    def duty_button(self) -> Html:
        return self._("Go to the ticket")

    def duty_out_of_reach(self, *, chat: str, ticket: str) -> Html:
        return self._(
            "No. {ticket} is urgent, and {chat} of ON_DUTY could not be called: they have to press Start in the bot's "
            "chat. Call them another way, please, and tell whoever runs the desk.",
            chat=chat,
            ticket=ticket,
        )
