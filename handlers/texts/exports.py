"""The words of the monthly exports: heads of columns and values."""

from datetime import datetime

from desk.rules.charges import ChargeState
from handlers.texts.base import Html
from handlers.texts.charges import ChargeTexts


class ExportTexts(ChargeTexts):
    """Plain text, for tables."""

    def column(self, name: str) -> Html:
        heads = {
            "ticket": self._("Ticket"),
            "filed_at": self._("Filed, {zone}", zone=self.zone_name()),
            "client": self._("Client"),
            "category": self._("Category"),
            "subject": self._("Subject"),
            "service": self._("Service"),
            "billing": self._("Filed as"),
            "price": self._("Price"),
            "currency": self._("Currency"),
            "state": self._("Payment"),
            "note": self._("What for"),
            "invoice": self._("Invoice"),
            "priced_by": self._("Priced by"),
            "priced_at": self._("Priced, {zone}", zone=self.zone_name()),
            "settled_by": self._("Last change by"),
            "settled_at": self._("Last change, {zone}", zone=self.zone_name()),
            "why": self._("Why waived"),
            "minutes": self._("Minutes"),
            "at": self._("Recorded, {zone}", zone=self.zone_name()),
            "employee": self._("Employee"),
            "paid": self._("Work"),
            "done": self._("What was done"),
        }
        return heads[name]

    def paid_of(self, month: str, n: int) -> Html:
        return self._("Paid tickets, {month}: {count}", month=month, count=self._n("{n} ticket", "{n} tickets", n))

    def time_of(self, month: str, n: int) -> Html:
        return self._("Working time, {month}: {count}", month=month, count=self._n("{n} entry", "{n} entries", n))

    def payment(self, state: ChargeState | None) -> Html:
        match state:
            case None:
                return self._("no price yet")
            case ChargeState.OFFERED:
                return self._("offered")
            case ChargeState.ACCEPTED:
                return self._("accepted")
            case ChargeState.AWAITING:
                return self._("awaiting payment")
            case ChargeState.DECLINED:
                return self._("declined")
            case _:
                return self.price_state(state)

    def local(self, at: datetime) -> datetime:
        """By the desk's clock, as a table takes it; the head of the column names the zone."""
        return at.astimezone(self._zone).replace(tzinfo=None)
