"""Paid or free, and why: for the client before sending, and for staff on the card."""

from desk.rules.paid import Billing
from handlers.texts.base import Html
from handlers.texts.labels import Labels


class BillingTexts(Labels):
    """Source: regulation 2.4."""

    def billing_for_client(self, billing: Billing) -> Html:
        match billing:
            case Billing.WITHIN_PLAN:
                return self._("Free: it is within your contract.")
            case Billing.PRIORITY:
                return self._("Free: with priority support the hour costs nothing.")
            case Billing.WAITS:
                return self._("Free: it waits until we open.")
            case Billing.AT_DISCRETION:
                return self._("Free so far. If our staff can do it for a fee only, they name the price first.")
            case Billing.PROSPECT:
                return self._("Free: a question costs nothing.")
            case Billing.OUTSIDE_HOURS:
                return self._("<b>Paid</b>: it is outside our working hours.")
            case Billing.TERM_OVER:
                return self._("<b>Paid</b>: the term of this service is over, and the work is urgent.")
            case Billing.UNRELATED:
                return self._("<b>Paid</b>: this work is not related to your services.")

    def wait_or_now(self) -> Html:
        """Outside hours, before sending. Source: regulation 2.4, AFTER_HOURS."""
        return self._(
            "When shall we help? You can wait until we open: that is free. Or now: that is <b>paid</b>, "
            "and works only if somebody is on duty; we name the price before the work starts, and you accept or "
            "decline it. The button sends the ticket at once."
        )

    def price_first(self) -> Html:
        return self._("We name the price before the work starts, and you accept or decline it.")

    def perhaps_a_service(self) -> Html:
        return self._("If it is about one of your services, choose it with “Change”: then it may be free.")

    def no_first_reaction(self) -> Html:
        return self._("We cannot promise a time for the first answer.")

    def card_billing(self, billing: Billing) -> Html:
        why = self.billing(billing)
        return self._("💰 <b>Paid</b>: {why}", why=why) if billing.is_paid else self._("Free: {why}", why=why)

    def billing(self, billing: Billing) -> Html:
        """For staff: the ground with its clause."""
        match billing:
            case Billing.WITHIN_PLAN:
                return self._("within the contract (2.4)")
            case Billing.PRIORITY:
                return self._("priority support, the hour costs nothing (1.4)")
            case Billing.WAITS:
                return self._("filed outside hours, waits until we open (2.4)")
            case Billing.AT_DISCRETION:
                return self._("so far, at your discretion (1.7)")
            case Billing.PROSPECT:
                return self._("a question before any contract (1.2.4)")
            case Billing.OUTSIDE_HOURS:
                return self._("outside hours, the client does not want to wait (2.4)")
            case Billing.TERM_OVER:
                return self._("urgent, after the service's term (2.4)")
            case Billing.UNRELATED:
                return self._("not related to the client's services (2.4)")
