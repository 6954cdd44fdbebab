"""What people read about who may write for a client, how it was proven, and how it ends."""

from datetime import datetime

from handlers.texts.base import Html
from handlers.texts.labels import Labels


class IdentityTexts(Labels):
    """Source: regulation 2.2, docs/identity.md."""

    def undo_asked(self, *, client: str, person: str, since: datetime | None) -> Html:
        """Source: ASVS 6.3.7."""
        asked = self._("Shall {person} no longer write for <b>{client}</b>?", person=person, client=client)
        tied = self._("They have been able to since {moment}.", moment=self.moment(since)) if since else ""
        what = self._(
            "They will see nothing of the client any more, at once, and our staff are told. If you know them, "
            "there is nothing to do."
        )
        return Html(f"{asked} {tied}\n\n{what}")

    def disowned(self, *, client: str, name: str) -> Html:
        return self._(
            "Done: {name} does not write for {client} any more, and our staff know that you do not know this person.",
            name=name,
            client=client,
        )

    def bad_undo(self, why: str) -> Html:
        match why:
            case "used":
                return self._("This link has done its work: the access has ended.")
            case "over":
                return self._("This person does not write for the client any more: there is nothing to end.")
            case "expired":
                return self._(
                    "This link is too old. If somebody writes for you whom you do not know, tell us: /help says how."
                )
            case _:
                return self._("I do not know this link. Copy all of it from the letter, please.")
