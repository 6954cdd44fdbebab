"""What people read about who may write for a client, how it was proven, and how it ends."""

from datetime import datetime

from desk.notices.staff import Trouble
from desk.rules.assurance import Deed, Lacks
from desk.rules.auth import AuthWhat
from desk.rules.codes import Verdict
from desk.rules.people import Proof
from desk.rules.phones import Number
from handlers.texts.base import Html, escape
from handlers.texts.labels import Labels


class IdentityTexts(Labels):
    """Source: regulation 2.2, docs/identity.md."""

    def undo_asked(self, *, client: str, person: str, since: datetime | None, ends: bool) -> Html:
        """Source: ASVS 6.3.7."""
        asked = self._("Shall {person} no longer write for <b>{client}</b>?", person=person, client=client)
        tied = self._("They have been able to since {moment}.", moment=self.moment(since)) if since else ""
        what = self._(
            "They will see nothing of the client any more, at once, and our staff are told. If you know them, "
            "there is nothing to do."
        )
        if not ends:
            what = self._(
                "Their access was proven more surely than by this mailbox, so it does not end by the press: our staff "
                "are told at once, and find out. If you know them, there is nothing to do."
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
                return self._("This link has done its work: it can be used once.")
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
        if what == "doubted":
            return self._doubted(facts)
        if what == "code_bounced":
            return self._code_bounced(facts)
        stopped = what == "codes_stopped"
        return self.codes_stopped(stopped=stopped, most=int(facts["most"]), minutes=int(facts["minutes"]))

    def _code_bounced(self, facts: dict[str, str]) -> Html:
        """Whoever asked for the code is not told: they may be anybody. Source: security 4."""
        said = (
            self._(
                "Somebody wants to sign in for {client}, and the mail server does not take the client's address: the "
                "code cannot arrive. Check the address in the panel.",
                client=facts["client"],
            )
            if facts["why"] == Trouble.GONE
            else self._(
                "Somebody wants to sign in for {client}, and the mail server takes no letter from us: the code cannot "
                "arrive. Tell whoever runs the desk.",
                client=facts["client"],
            )
        )
        then = self._(
            "Whoever asked is not told, they may be a stranger. If a person who cannot sign in writes to you: /link "
            "{key} in their ticket. The client: /client {key}",
            key=facts["key"],
        )
        return Html(f"{said} {then}")

    def _doubted(self, facts: dict[str, str]) -> Html:
        """Both people, how and since when they are known, and the command that decides. Source: ASVS 6.3.7."""
        by, of = facts["by_name"], facts["of_name"]
        head = (
            self._(
                "⚠️ {by} does not know {of}, and says so by the link of a letter to the mailbox of {client}. This "
                "access stands on a surer proof than that mailbox, so nothing has changed yet.",
                by=by,
                of=of,
                client=facts["client"],
            )
            if facts["mailed"]
            else self._(
                "⚠️ {by} does not know {of}, who also writes for {client}. An access that was proven no less surely "
                "does not end by a tap, so nothing has changed yet. Either of them may be the wrong one.",
                by=by,
                of=of,
                client=facts["client"],
            )
        )
        lines = [self._doubted_person(facts, "of_"), self._doubted_person(facts, "by_")]
        check = self._(
            "Find out who is right by a way that was known before: the number in the contract, the account on our site."
        )
        ends = [self._ends_by(facts, whose) for whose in ("of_", "by_") if facts[f"{whose}proof"]]
        where = (
            self._("Then write here:")
            if facts["ticket"]
            else self._("The client has no open ticket. Then write in a ticket of the client:")
        )
        return Html("\n".join([head, "", *lines, "", check, where, *ends]))

    def _doubted_person(self, facts: dict[str, str], whose: str) -> Html:
        name = self._named(facts, whose)
        if not facts[f"{whose}proof"]:
            return self._("{name} – does not write for the client", name=name)
        since = datetime.fromisoformat(facts[f"{whose}since"]) if facts[f"{whose}since"] else None
        proof = Proof(facts[f"{whose}proof"])
        if facts[f"{whose}owner"]:
            return self.owner_line(name=name, proof=proof, since=since)
        return self.proven_line(name, proof=proof, since=since)

    def _named(self, facts: dict[str, str], whose: str) -> Html:
        name, username = facts[f"{whose}name"], facts[f"{whose}username"]
        return self._("{name} (@{username})", name=name, username=username) if username else escape(name)

    def _ends_by(self, facts: dict[str, str], whose: str) -> Html:
        username = facts[f"{whose}username"]
        return self._(
            "<code>/unlink {who} reason</code> – {name} goes",
            who=f"@{username}" if username else facts[f"{whose}id"],
            name=facts[f"{whose}name"],
        )

    def reported(self, *, client: str, name: str) -> Html:
        return self._(
            "Our staff know now that you do not know {name}. This access to {client} was proven too "
            "surely to end by a tap, so it is they who decide: they find out whose the client is, and may ask you. "
            "Until then nothing changes. If it is urgent, write to us: /new",
            name=name,
            client=client,
        )

    def doubted_yourself(self, *, client: str, name: str) -> Html:
        """To somebody who may be the rightful one."""
        said = (
            self._(
                "{name}, who also writes for <b>{client}</b>, says that they do not know you.", name=name, client=client
            )
            if name
            else self._(
                "Somebody who reads the mailbox of <b>{client}</b> says that they do not know you.", client=client
            )
        )
        then = self._(
            "Your access goes on. Our staff find out whose the client is, and may ask you; if you have something to "
            "say about it, write to us: /new"
        )
        return Html(f"{said}\n\n{then}")

    def doubt_in_turn(self, *, ends: bool) -> Html:
        if ends:
            return self._("If it is you who do not know them, one tap ends their access.")
        return self._("If it is you who do not know them, one tap tells our staff so.")

    def already_there(self, *, client: str, person: str, proof: Proof, since: datetime | None) -> Html:
        """To an owner who has just come. Source: regulation 2.2, ASVS 6.3.7."""
        return self._(
            "{person} has been writing for <b>{client}</b>, as its owner, since {day} ({proof}).",
            person=person,
            client=client,
            day=self._day(since),
            proof=self.proof(proof),
        )

    def tap_ends(self, *, ends: bool) -> Html:
        if ends:
            return self._("If you do not know them, one tap ends it. Who may write for you: /people")
        return self._(
            "If you do not know them, one tap tells our staff, who find out whose the client is. Who may write for "
            "you: /people"
        )

    def number_asked(self, *, wrong: bool) -> Html:
        """Source: security 8."""
        ask = self._(
            "Press <b>Share my number</b> below, within 5 minutes: Telegram tells us the number of your account, and "
            "we look whether a client has it. If you would rather not: /cancel"
        )
        if not wrong:
            return ask
        return Html(self._("A number counts only if it comes by the button.") + "\n\n" + ask)

    def number_taken(self, result: Number) -> Html:
        """Source: security 8."""
        match result:
            case Number.DONE:
                return self._("Thank you: a client of ours has this number.")
            case Number.FOREIGN:
                return self._(
                    "This contact does not show who you are: it is not the number of your own account, or it was "
                    "forwarded. It was passed on to nobody. To send it to our staff, /cancel first."
                )
            case Number.LATE:
                return self._("The button counts for 5 minutes, and they are over. Press it anew, please.")
            case Number.UNFIT:
                return self._("By such a number nobody can be found: it belongs to no telephone.")
            case Number.UNMATCHED:
                return self._("By this number we cannot tell who you are: no client has it, or more than one.")
            case Number.DROPPED:
                return self._("All right, without the number.")

    def auth_events(self, *, some: bool) -> Html:
        """To managers. Source: ASVS 16.3.1."""
        if not some:
            return self._("Nothing has happened about access.")
        return self._(
            "<b>What happened last about access</b>\nOf a client: /events anna@example.com, of a Telegram account: "
            "/events and its number."
        )

    def auth_event(
        self,
        *,
        at: datetime,
        what: AuthWhat,
        who: str,
        whose: str,
        number: int,
        client: str,
        proof: Proof,
        result: str,
    ) -> Html:
        blocks = [self._("{moment}: {what}", moment=self.moment(at), what=self._auth_what(what))]
        blocks.append(
            self._("{who} about {whose} ({number})", who=who or "–", whose=whose, number=number)
            if whose
            else self._("{who} ({number})", who=who or "–", number=number)
        )
        if client:
            blocks.append(self._("client {client}", client=client))
        if proof is not Proof.UNKNOWN:
            blocks.append(self.proof(proof))
        if result:
            blocks.append(self._came_of(result))
        return Html(" · ".join(blocks))

    def _came_of(self, result: str) -> Html:
        """Why something was refused stays in the words of the program."""
        words = {
            Verdict.RIGHT.value: self._("the code was right"),
            Verdict.WRONG.value: self._("the code was wrong"),
            Verdict.EXPIRED.value: self._("the code was too old"),
            Verdict.TRIED_TOO_OFTEN.value: self._("too many tries"),
            Verdict.PAUSED.value: self._("sign-in was paused"),
            "flooded": self._("asked for too often"),
            "to_staff": self._("told to our staff"),
            Number.FOREIGN.value: self._("somebody else's number"),
            Number.LATE.value: self._("too late"),
            Number.UNFIT.value: self._("no number of a telephone"),
            Number.UNMATCHED.value: self._("no client of ours has it"),
            Number.DROPPED.value: self._("another way was taken"),
        }
        return words.get(result) or self._("<code>{result}</code>", result=result)

    def _auth_what(self, what: AuthWhat) -> Html:
        return {
            AuthWhat.LINKED: self._("access begins"),
            AuthWhat.PROVEN: self._("access proven once more"),
            AuthWhat.LEFT: self._("access given up"),
            AuthWhat.REVOKED: self._("access ended"),
            AuthWhat.DISOWNED: self._("access ended by “I do not know them”"),
            AuthWhat.REPORTED: self._("“I do not know them”, for staff to decide"),
            AuthWhat.CLOSED: self._("access ended: the client is closed"),
            AuthWhat.OUTDATED: self._("access ended: another address"),
            AuthWhat.CODE_ASKED: self._("code asked for"),
            AuthWhat.CODE_TRIED: self._("code tried"),
            AuthWhat.CODE_BOUNCED: self._("letter with the code refused"),
            AuthWhat.NUMBER_SHARED: self._("phone number shared"),
            AuthWhat.APPROVAL_ASKED: self._("asked staff to be let in"),
            AuthWhat.APPROVAL_NAMED: self._("the first employee agrees to let them in"),
            AuthWhat.APPROVAL_REFUSED: self._("staff do not let them in"),
            AuthWhat.REFUSED: self._("refused"),
        }[what]

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
