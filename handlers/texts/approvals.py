"""What people read about approval by staff."""

from datetime import datetime

from desk.errors import CannotApprove, Refusal
from desk.notices.approvals import Stands
from desk.rules.approvals import LONGEST, Settlement
from handlers.texts.base import Html
from handlers.texts.labels import Labels


class ApprovalTexts(Labels):
    """Source: regulation 2.2, docs/identity.md."""

    def approval_asked(self, *, wrong: bool) -> Html:
        ask = self._(
            "Then our staff have to find out who you are; that takes time. Write in one message who you are and of "
            "which client: the company, the domain or the contract, and why you cannot use the mailbox. No passwords, "
            "please. Our staff decide, and the client is told."
        )
        if not wrong:
            return ask
        again = self._("Text only, please, and at most {most} characters.", most=LONGEST)
        return Html(f"{again}\n\n{ask}")

    def approval_told(self, stands: Stands, *, until: datetime | None) -> Html:
        moment = self.moment(until) if until else ""
        match stands:
            case Stands.WAITING:
                return self._(
                    "Our staff see your request and check it. I will write to you as soon as they have decided, by "
                    "{moment} at the latest. If the mailbox works again meanwhile: /signin. A question can be asked "
                    "without signing in: /start",
                    moment=moment,
                )
            case Stands.STILL_WAITING:
                return self._("Our staff have your request already. They decide by {moment}.", moment=moment)
            case Stands.TOO_OFTEN:
                return self._(
                    "Too many requests within a week. Ask again later, or write to us without signing in: /start"
                )
            case Stands.REFUSED:
                return self._(
                    "Our staff could not make sure that you write for the client, so they have not let you in. You can "
                    "write to us without signing in: /start"
                )
            case Stands.EXPIRED:
                return self._(
                    "Nobody has confirmed your request within a week, so it is over. You can ask again: /signin, or "
                    "write to us without signing in: /start"
                )

    def approval_shown(self, *, number: int, person: str, account: int, words: str) -> Html:
        return self._(
            "🔑 Request {number}: {person} (account {account}) cannot sign in and asks to be let in. In their "
            "words:\n<blockquote>{words}</blockquote>",
            number=number,
            person=person,
            account=account,
            words=words,
        )

    def approval_how(self, *, number: int, until: datetime, second: bool) -> Html:
        check = self._(
            "Find out by a way that was known before: the number in the contract, the account on our site. Then name "
            "the client: <code>/approve {number} anna@example.com</code>. It is open until {moment}.",
            number=number,
            moment=self.moment(until),
        )
        if not second:
            return check
        then = self._("A second employee must confirm it.")
        return Html(f"{check} {then}")

    def approval_named(self, *, client: str, by: str, second: bool) -> Html:
        asked = self._("Is this <b>{client}</b>? {name} says so.", client=client, name=by)
        if not second:
            return asked
        then = self._("Somebody else who has checked it must confirm.")
        return Html(f"{asked} {then}")

    def approval_over(self, how: Settlement, *, number: int, name: str, client: str, named_by: str, by: str) -> Html:
        match how:
            case Settlement.APPROVED:
                return self._(
                    "Request {number}: {name} writes for {client} from now on. Named by {named_by}, confirmed by {by}. "
                    "The owners and the mailbox of the client are told.",
                    number=number,
                    name=name,
                    client=client,
                    named_by=named_by,
                    by=by,
                )
            case Settlement.LINKED:
                return self._(
                    "Request {number}: {name} has signed in for {client} by themselves meanwhile. Nothing is to be "
                    "done.",
                    number=number,
                    name=name,
                    client=client,
                )
            case Settlement.REFUSED:
                return self._("Request {number} of {name}. {by}: refused.", number=number, name=name, by=by)
            case Settlement.EXPIRED:
                return self._(
                    "Request {number} of {name} is over: nobody has confirmed it within a week. They were told.",
                    number=number,
                    name=name,
                )

    def of_approvals(self, refusal: Refusal) -> Html | None:
        return self._cannot_approve(refusal.why) if isinstance(refusal, CannotApprove) else None

    def _cannot_approve(self, why: str) -> Html:
        match why:
            case "over":
                return self._("This request is settled already.")
            case "own":
                return self._("This request is about yourself: two colleagues have to decide.")
            case "other":
                return self._("Another client was named since: look at the newest message about the request.")
            case "same":
                return self._("You have named the client. A second employee is needed to confirm it.")
            case "several":
                return self._("Several clients fit. Write the address or the number: /client finds it.")
            case "blocked":
                return self._("This person may not write to us: unblock them first, or refuse.")
            case "staff":
                return self._("Only our staff decide about that.")
            case "words":
                return self._("Write the number of the request and the client: /approve 7 anna@example.com")
            case _:
                return self._("There is no such request here.")
