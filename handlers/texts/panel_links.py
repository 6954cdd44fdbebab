"""What people read who come by a link of the company's panel."""

from desk.errors import BadPanelLink, Refusal
from handlers.texts.base import Html
from handlers.texts.labels import Labels


class PanelLinkTexts(Labels):
    """Source: security 9."""

    def panel_link_asked(self, *, client: str, email: str, owner: bool) -> Html:
        """Both are masked."""
        may = (
            self._("You will write to us as this client: see all tickets and services, invite people.")
            if owner
            else self._("You will act for this client: see its tickets and write new ones.")
        )
        ask = self._(
            "If somebody sent you this link, press <b>No</b>: it is only for whoever asked for it in the panel."
        )
        account = ", ".join(filter(None, (client, email)))
        head = self._("You came from the panel. Is this your account: <b>{account}</b>?", account=account)
        return Html(f"{head}\n\n{may}\n{ask}")

    def of_panel_links(self, refusal: Refusal) -> Html | None:
        return self._bad_panel_link(refusal.why) if isinstance(refusal, BadPanelLink) else None

    def _bad_panel_link(self, why: str) -> Html:
        """What became of the link, and what to do."""
        match why:
            case "expired":
                return self._("This link has expired: it works for ten minutes. Get a new one in the panel.")
            case "used":
                return self._(
                    "This link has been used already: it works once. If you are not in, get a new one in the panel."
                )
            case "other":
                return self._(
                    "Somebody else has opened this link before you. Get a new one in the panel: this one ends by that."
                )
            case _:
                return self._("There is no such link. Get a new one in the panel and open it at once. Menu: /start")
