"""What the company's panel has told, or has not: for managers, and for those whom it concerns."""

from datetime import datetime

from desk.notices.panel import AccountNews
from desk.rules.entitlement import Ground
from desk.rules.losses import Lost
from desk.rules.panel import Fault
from desk.rules.panel_news import PanelState
from handlers.texts.base import Html
from handlers.texts.form import FormTexts


class PanelTexts(FormTexts):
    """Source: regulation 1.5.2."""

    def panel_news(self, state: PanelState, *, detail: str, lost: Html) -> Html:
        """What it is; what it means; who must do what; in the panel's own words, quoted; what is `lost`."""
        if state is PanelState.WELL:
            return self._("✅ The client panel answers again. Tickets that waited for it are verified by themselves.")
        said = self._("The panel has answered: “{detail}”", detail=detail) if detail else Html("")
        return Html("\n\n".join(part for part in (self._what_it_is(state), lost, self._what_it_means(), said) if part))

    def _what_it_is(self, state: PanelState) -> Html:
        match state:
            case PanelState.REFUSED:
                return self._(
                    "⚠️ The client panel lets the desk not in. It does not pass by itself: look at the credentials, "
                    "the allowed addresses and the role, and run <code>frontdesk check</code>."
                )
            case PanelState.LOSS:
                return self._(
                    "⚠️ The client panel says that far more is gone than usual, so the desk has taken none of it. If it "
                    "is true, raise {setting} for a day; if not, look at the panel.",
                    setting=Html("<code>IMPORT_MAX_LOSS</code>"),
                )
            case PanelState.GARBLED:
                return self._(
                    "⚠️ The client panel gives answers that make no sense. Look at it, and run "
                    "<code>frontdesk check</code>."
                )
            case _:
                return self._("⚠️ The client panel cannot be reached. The desk asks again and again by itself.")

    def _what_it_means(self) -> Html:
        return self._(
            "Tickets are taken all the same. For a day they go by what was known last and are marked as not verified; "
            "nobody new is let in, and no access data are shown."
        )

    def lost(self, what: Lost, *, lost: int, of: int) -> Html:
        match what:
            case Lost.SERVICES:
                return self._("Gone would be, of active services: {lost} of {of}.", lost=lost, of=of)
            case Lost.CLIENTS:
                return self._("Gone would be, of clients: {lost} of {of}.", lost=lost, of=of)
            case Lost.ADDRESSES:
                return self._("Gone would be, of clients' e-mail addresses: {lost} of {of}.", lost=lost, of=of)

    def clients_misread(self, *, lines: Html, more: int) -> Html:
        """`lines` are `misread_line`s; there are `more` of them than these."""
        rest = self._n("…and {n} more client", "…and {n} more clients", more) if more else ""
        return self._(
            "⚠️ The client panel tells wrongly of some clients, so of them I go by what I knew before:\n\n{lines}\n\n"
            "All others are taken over. Please put it right in the panel; <code>frontdesk check</code> lists them all. "
            "I look again each night, and when they write.",
            lines=Html(f"{lines}\n{rest}") if rest else lines,
        )

    def misread_line(self, *, client: str, number: str, fault: Fault) -> Html:
        """Only the panel knows somebody without a name."""
        what = self.misread(fault)
        if not client:
            return self._("• client {number}: {what}", number=number, what=what)
        return self._("• {client} ({number}): {what}", client=client, number=number, what=what)

    def misread(self, fault: Fault) -> Html:
        match fault:
            case Fault.DATE:
                return self._("a date is missing, or is none")
            case Fault.STATUS:
                return self._("a service or the client themselves has no status")
            case Fault.CATEGORY:
                return self._("the category is missing, or is none that I know")
            case Fault.SHARED:
                return self._("a service is said to be another client's, too")
            case Fault.UNREADABLE:
                return self._("something is missing, or is not of the kind that I need")

    def account_news(self, news: AccountNews, *, client: str) -> Html:
        match news:
            case AccountNews.CLOSED:
                return self._(
                    "<b>{client}</b> is closed with us, so you do not act for it here any more. What you have written "
                    "stays with us. If this is a mistake, tell us: /start",
                    client=client,
                )
            case AccountNews.PROVE_AGAIN:
                return self._(
                    "The e-mail address of <b>{client}</b> has changed with us, and it was the address by which I knew "
                    "you. Please sign in once more, with the new one: /start",
                    client=client,
                )
            case AccountNews.ADDRESS_CHANGED:
                return self._(
                    "The e-mail address of <b>{client}</b> has changed with us. Nothing changes for you here; if it "
                    "was not you, tell us.",
                    client=client,
                )

            case AccountNews.NO_ADDRESS:
                return self._(
                    "The e-mail address of <b>{client}</b> was removed with us, and it was the address by which I knew "
                    "you. You can come back by a link from your account on our site; if there is none, tell us: /start",
                    client=client,
                )
            case AccountNews.ADDRESS_REMOVED:
                return self._(
                    "The e-mail address of <b>{client}</b> was removed with us. Nothing changes for you here; if it "
                    "was not you, tell us.",
                    client=client,
                )

    def standing_told(self, *, number: int, subject: str, ground: Ground, react_by: datetime | None) -> Html:
        head = self._(
            "I could look at your services now. Ticket #{number} “{subject}”: {ground}",
            number=number,
            subject=subject,
            ground=self.ground_for_client(ground),
        )
        if react_by is None:
            return head
        due = self._("First answer by: <b>{moment}</b>", moment=self.moment(react_by))
        return Html(f"{head}\n\n{due}")
