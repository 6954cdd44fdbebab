"""What people read about who may write for a client, how it was proven, and how it ends."""

from datetime import datetime

from desk.rules.assurance import Deed, Lacks
from desk.rules.people import Proof
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

    def _identity_hint(self, what: str, facts: dict[str, str]) -> Html:
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

    def proof(self, proof: Proof) -> Html:
        """In brackets after a name."""
        return {
            Proof.PANEL: self._("from the account on our site"),
            Proof.MAIL: self._("by a code by mail"),
            Proof.PHONE: self._("by phone number"),
            Proof.STAFF: self._("by our staff"),
            Proof.INVITATION: self._("by invitation"),
            Proof.UNKNOWN: self._("since before"),
        }[proof]

    def proven_line(self, line: Html, *, proof: Proof, since: datetime | None) -> Html:
        return self._("{line} ({proof}, {day})", line=line, proof=self.proof(proof), day=self._day(since))

    def owner_line(self, *, name: str, proof: Proof, since: datetime | None) -> Html:
        return self._("{name} – owner ({proof}, {day})", name=name, proof=self.proof(proof), day=self._day(since))

    def _day(self, at: datetime | None) -> str:
        return self.date(at.astimezone(self._zone).date()) if at else "–"

    def nobody_else(self) -> Html:
        return self._("Nobody else yet.")

    def which_to_leave(self) -> Html:
        return self._("For which client shall you no longer write?")

    def leaving_asked(self, *, client: str, others: bool, numbers: str) -> Html:
        """Source: regulation 2.2."""
        asked = self._(
            "Shall you no longer write for <b>{client}</b>? You will see none of its tickets and services here; what "
            "you have begun to write for it is dropped.",
            client=client,
        )
        goes_on = self._("Your open tickets ({numbers}) go on with the client's other people.", numbers=numbers)
        if numbers and not others:
            goes_on = self._(
                "Your open tickets ({numbers}) stay open; our staff learn that nobody of the client is here any more "
                "and answer by mail.",
                numbers=numbers,
            )
        ends = self._(
            "To sign out of your account on our site does not end the access here; this does. You can come back at "
            "any time: /signin"
        )
        return Html("\n\n".join([asked, *([goes_on] if numbers else []), ends]))

    def left(self, *, client: str, still: str) -> Html:
        done = self._("Done: you no longer write for {client}.", client=client)
        if not still:
            return done
        rest = self._("You still write for {clients}.", clients=still)
        return Html(f"{done} {rest}")

    def needs_proof(self, *, deed: str, lacks: str, mail: bool) -> Html:
        """Short: it stands in an alert, too. Source: docs/identity.md."""
        if lacks == Lacks.NOTICE:
            return self._(
                "We are just telling the client's mailbox of your access. Try again in a few minutes, please: that is "
                "for the safety of the access data."
            )
        if lacks == Lacks.FRESHNESS and mail:
            return self._("It is long since you have shown who you are. Once more, please: /signin")
        if deed == Deed.PEOPLE and not mail:
            return self._(
                "Only who has come from the account on our site decides who else may write. Open the bot from there, "
                "please."
            )
        if mail:
            return self._(
                "For this we must know for sure that you are the client's. Show it by a code by mail: /signin"
            )
        return self._(
            "For this we must know for sure that you are the client's. Open the bot from your account on our site, "
            "please."
        )

    def prove_again(self, *, client: str, mail: bool) -> Html:
        """Source: docs/identity.md."""
        asked = self._(
            "It is long since you have shown that you write for <b>{client}</b>. Please show it once more: it keeps "
            "strangers out who have got hold of a phone. Your tickets go on meanwhile; access data and invitations "
            "wait for it.",
            client=client,
        )
        if mail:
            return asked
        way = self._("Open the bot from your account on our site, please.")
        return Html(f"{asked} {way}")

    def still_ours(self, *, client: str, person: str) -> Html:
        return self._(
            "{person} has long been writing for <b>{client}</b>. Is that still right?", person=person, client=client
        )
