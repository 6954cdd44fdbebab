"""The price of a ticket, for the client and for staff."""

from decimal import Decimal

from babel.numbers import format_currency

from desk.errors import BadPrice, PriceIs
from desk.rules.charges import Charge, ChargeState
from desk.rules.money import HUNDREDTHS, Money, Wrong
from handlers.texts.base import Html
from handlers.texts.labels import Labels

SPACED = "#,##0.00\u00a0¤"
WHOLE = "#,##0\u00a0¤"


class ChargeTexts(Labels):
    """Source: regulation 2.4."""

    def money(self, money: Money) -> str:
        """`1 500 ₽` with spaces that do not break; hundredths only where there are any."""
        pattern = SPACED if money.amount % HUNDREDTHS else WHOLE
        amount = Decimal(money.amount) / HUNDREDTHS
        return format_currency(amount, money.currency, pattern, locale=self._locale, currency_digits=False)

    def price_offered(self, *, number: int, subject: str, money: Money, note: str, invoice: str) -> Html:
        offer = self._(
            "The work on ticket #{number} “{subject}” costs <b>{money}</b>.\nWhat for: {note}",
            number=number,
            subject=subject,
            money=self.money(money),
            note=note,
        )
        then = self._("The work starts after you accept. If you decline, nothing has to be paid.")
        return Html("\n\n".join(filter(None, [offer, self._invoice(invoice), then])))

    def price_told(self, state: ChargeState, *, number: int, money: Money | None, invoice: str) -> Html:
        """To the client: what became of it."""
        price = self.money(money) if money else ""
        match state:
            case ChargeState.ACCEPTED:
                return self._(
                    "You have accepted the price of ticket #{number}: {money}. Now our staff can start.",
                    number=number,
                    money=price,
                )
            case ChargeState.DECLINED:
                return self._(
                    "You have declined the price of ticket #{number}: {money}. Nothing has to be paid. "
                    "If you change your mind or want to discuss it, just write here.",
                    number=number,
                    money=price,
                )
            case ChargeState.AWAITING:
                waits = self._("Ticket #{number} waits for your payment: {money}.", number=number, money=price)
                open_ = self._("It does not close meanwhile.")
                return Html("\n".join(filter(None, [f"{waits} {open_}", self._invoice(invoice)])))
            case ChargeState.PAID:
                return self._(
                    "Your payment for ticket #{number} has arrived: {money}. Thank you.", number=number, money=price
                )
            case _:
                return self._("Nothing has to be paid for ticket #{number}.", number=number)

    def _invoice(self, invoice: str) -> Html:
        return self._("Invoice: {invoice}", invoice=invoice) if invoice else Html("")

    def price_line(self, charge: Charge) -> Html:
        """On the client's page of the ticket."""
        if not charge.amount:
            return self.price_state_for_client(charge.state)
        return self._(
            "Price: {money} – {state}", money=self.money(charge.money), state=self.price_state_for_client(charge.state)
        )

    def price_state_for_client(self, state: ChargeState) -> Html:
        match state:
            case ChargeState.OFFERED:
                return self._("waits for your answer")
            case ChargeState.ACCEPTED:
                return self._("you have accepted it")
            case ChargeState.AWAITING:
                return self._("waits for your payment")
            case ChargeState.PAID:
                return self._("paid")
            case ChargeState.DECLINED:
                return self._("you have declined it")
            case _:
                return self._("nothing has to be paid")

    # --- staff

    def price_news(self, state: ChargeState, *, who: str, money: Money | None, note: str) -> Html:
        price = self.money(money) if money else ""
        match state:
            case ChargeState.OFFERED:
                return self._(
                    "{who} has offered a price to the client: {money}, {note}. Work starts after they accept.",
                    who=who,
                    money=price,
                    note=note,
                )
            case ChargeState.ACCEPTED:
                return self._(
                    "The client ({who}) has accepted the price: {money}. Work can start.", who=who, money=price
                )
            case ChargeState.DECLINED:
                return self._(
                    "The client ({who}) has declined the price: {money}. Name another, waive it, or refuse the ticket.",
                    who=who,
                    money=price,
                )
            case ChargeState.AWAITING:
                return self._(
                    "{who} waits for the payment: {money}. The ticket does not close by silence.", who=who, money=price
                )
            case ChargeState.PAID:
                return self._("{who} has marked it as paid: {money}.", who=who, money=price)
            case _:
                return self._(
                    "{who} has waived the payment: {note}. The client is told that nothing has to be paid.",
                    who=who,
                    note=note,
                )

    def card_unpriced(self) -> Html:
        return self._("No price yet. Work starts after the client accepts one.")

    def card_price(self, charge: Charge) -> Html:
        state = self.price_state(charge.state)
        if not charge.amount:
            return self._("Price: {state} ({why})", state=state, why=charge.why)
        line = self._(
            "Price: <b>{money}</b>, {note} – {state}", money=self.money(charge.money), note=charge.note, state=state
        )
        extra = [self._invoice(charge.invoice)]
        if charge.why:
            extra.append(self._("Why: {why}", why=charge.why))
        return Html("\n".join(filter(None, [line, *extra])))

    def price_state(self, state: ChargeState) -> Html:
        match state:
            case ChargeState.OFFERED:
                return self._("offered; do not start before the client accepts")
            case ChargeState.ACCEPTED:
                return self._("accepted, work can start")
            case ChargeState.AWAITING:
                return self._("accepted, the payment is awaited")
            case ChargeState.PAID:
                return self._("paid")
            case ChargeState.DECLINED:
                return self._("the client has declined")
            case ChargeState.WAIVED:
                return self._("waived")
            case ChargeState.REPLACED:
                return self._("replaced by another")

    def bad_price(self, refusal: BadPrice) -> Html:
        sentences = {
            Wrong.NOTHING: self._("Write the price and what it is for: /paid 1500 moving the site"),
            Wrong.NO_NUMBER: self._("The price comes first, as a number: /paid 1500 moving the site"),
            Wrong.UNCLEAR: self._(
                "This price could be read in two ways. Write it without spaces: /paid 1500 moving the site, "
                "or /paid 1500,50 with kopecks."
            ),
            Wrong.ZERO: self._("For a price of nothing there is /waive with a reason."),
            Wrong.TOO_MUCH: self._("This price is above ten million. Check it and write it again, please."),
            Wrong.NO_NOTE: self._("The client has to read what it is for: /paid 1500 moving the site"),
            Wrong.TOO_LONG: self._(
                "This is too long: at most 300 characters for what it is for or why, and 200 for the invoice."
            ),
        }
        return next((text for why, text in sentences.items() if why == refusal.why), sentences[Wrong.NOTHING])

    def price_is(self, refusal: PriceIs) -> Html:
        sentences = {
            ChargeState.REPLACED: self._("The price has changed meanwhile: the newest one counts."),
            ChargeState.PAID: self._("It is paid already."),
            ChargeState.WAIVED: self._("Nothing has to be paid here any more."),
            ChargeState.DECLINED: self._("This price was declined."),
            ChargeState.OFFERED: self._("The client has not accepted the price yet."),
        }
        accepted = self._("The price is accepted already. If something has changed, write here.")
        return next((text for state, text in sentences.items() if state == refusal.state), accepted)
