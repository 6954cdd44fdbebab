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

    def codes_stopped(self, *, stopped: bool, most: int, minutes: int) -> Html:
        """To managers. Source: ASVS 2.4.1."""
        if not stopped:
            return self._("Sign-in codes are sent by mail again.")
        return self._(
            "⚠️ Sign-in by mail is paused: {most} codes were asked for within {minutes} min, far more than usual. "
            "Somebody may be trying addresses, or many clients sign in at once. Codes go on by themselves when it has "
            "calmed down; I will tell you. Whoever is signed in notices nothing. The limit is SIGN_IN_CODES.",
            most=most,
            minutes=minutes,
        )

    def identity_hint(self, what: str, facts: dict[str, str]) -> Html:
        """What the staff's group is told outside of any ticket."""
        if what == "stranger":
            return self._(
                "{client} does not know {name}, who had an access to it; {who} has ended it. They have no open "
                "ticket. Who writes for the client: /client {client}",
                client=facts["client"],
                name=facts["name"],
                who=facts["who"],
            )
        stopped = what == "codes_stopped"
        return self.codes_stopped(stopped=stopped, most=int(facts["most"]), minutes=int(facts["minutes"]))
