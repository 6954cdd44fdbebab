"""What goes by mail: plain text, no markup."""

from desk.notices.staff import Letter
from desk.rules.people import Proof
from desk.rules.ticket import Status
from handlers.texts.base import Html, escape
from handlers.texts.labels import Labels


class MailTexts(Labels):
    """Not HTML: what these give is unescaped where it is put into a mail."""

    def code_subject(self) -> Html:
        return self._("Your sign-in code")

    def code_body(self, *, code: str, asked_by: str) -> Html:
        return self._(
            "Your code: {code}\n\n"
            "Send it to the support bot in Telegram. It is valid for 10 minutes.\n\n"
            "{asked} If this was not you, ignore this letter: "
            "without the code nobody gets in. Never tell it to anyone, not even to our staff.",
            code=code,
            asked=self._code_asked_by(asked_by),
        )

    def _code_asked_by(self, username: str) -> Html:
        """Never by the account's name: whoever asks for a code writes what they like there."""
        if username:
            return self._("The code was asked for by the Telegram account @{username}.", username=username)
        return self._("The code was asked for by a Telegram account that has no username.")

    def link_subject(self, *, client: str) -> Html:
        return self._("A new access to {client} in our support bot", client=client)

    def link_told(self, *, client: str, person: str, owner: bool, proof: Proof) -> Html:
        """Source: ASVS 6.3.7."""
        who = (
            self._("{person} can now write to our support in Telegram for {client}.", person=person, client=client)
            if owner
            else self._(
                "{person} can now write to our support in Telegram for {client}, as somebody who acts for you.",
                person=person,
                client=client,
            )
        )
        how = {
            Proof.MAIL: self._("They have shown a code that we had mailed to this address."),
            Proof.PANEL: self._("They came from your account on our site."),
            Proof.PHONE: self._("The phone number of their Telegram account is the one that we have of you."),
            Proof.STAFF: self._("Our staff have connected them with you."),
            Proof.INVITATION: self._("Somebody who owns the access on your side has invited and confirmed them."),
        }.get(proof)
        return Html(" ".join([who, how] if how else [who]))

    def link_undo(self, *, link: str, ends: bool, owner: bool) -> Html:
        """The reader may be that owner themselves; somebody who acts for them is another person."""
        if not link:
            return self._("If this was not you, tell our support at once, please: the access can be ended.")
        calm, alarm = (
            (
                self._("If this was you, there is nothing to do."),
                self._("If it was not, open this link in Telegram and press the button:"),
            )
            if owner
            else (
                self._("If you know this person, there is nothing to do."),
                self._("If you do not, open this link in Telegram and press the button:"),
            )
        )
        then = (
            self._("The access ends at once, and our staff are told. The link works for 30 days.")
            if ends
            else self._(
                "The access was proven more surely than by this mailbox, so it does not end by that alone: our staff "
                "are told at once, and find out. The link works for 30 days."
            )
        )
        return Html(f"{calm}\n\n{alarm}\n{escape(link)}\n\n{then}")

    def link_ended_subject(self, *, client: str) -> Html:
        return self._("An access to {client} in our support bot has ended", client=client)

    def link_ended(self, *, client: str, person: str) -> Html:
        return self._(
            "{person} does not write to our support in Telegram for {client} any more. "
            "If you did not expect this, ask us, please.",
            person=person,
            client=client,
        )

    def feedback_subject(self, *, praise: bool, name: str) -> Html:
        return self._("Praise from {name}", name=name) if praise else self._("Complaint from {name}", name=name)

    def feedback_body(self, *, name: str, text: str, ticket: int | None) -> Html:
        about = self._("About ticket #{number}.", number=ticket) if ticket else self._("Not about a ticket.")
        return Html(self._("{name} writes in the support bot:", name=name) + f"\n\n{escape(text)}\n\n{about}")

    def mail_subject(self, what: Letter, *, number: int, subject: str) -> Html:
        if what is Letter.ANSWER:
            return self._("Ticket #{number}: an answer to “{subject}”", number=number, subject=subject)
        return self._(
            "Ticket #{number}: we are waiting for your answer about “{subject}”", number=number, subject=subject
        )

    def mail_subject_of_end(self, status: Status, *, number: int, subject: str) -> Html:
        if status is Status.SOLVED:
            return self._("Ticket #{number} is solved: “{subject}”", number=number, subject=subject)
        if status is Status.REFUSED:
            return self._("Ticket #{number} cannot be taken: “{subject}”", number=number, subject=subject)
        return self._("Ticket #{number} is now INACTIVE: “{subject}”", number=number, subject=subject)

    def mail_answer(self, *, name: str, number: int, subject: str) -> Html:
        return self._(
            "{name} has answered your ticket #{number} “{subject}”:", name=name, number=number, subject=subject
        )

    def mail_files(self, count: int) -> Html:
        return self._n(
            "There is also {n} file. It waits for you in the chat with the bot.",
            "There are also {n} files. They wait for you in the chat with the bot.",
            count,
        )

    def mail_instead(self) -> Html:
        return self._(
            "We write by mail because Telegram does not let our bot write to you: "
            "it may be blocked, or the account has been deleted."
        )

    def mail_beside(self) -> Html:
        return self._("The same message is in the chat with our bot in Telegram.")

    def mail_how_to_answer(self, *, link: str) -> Html:
        if not link:
            return self._(
                "To answer, write to our support bot in Telegram. If there is a Start or Restart button, "
                "press it first. Please do not reply to this letter: that does not reach us."
            )
        return self._(
            "To answer, write to our support bot: {link}\n"
            "If there is a Start or Restart button, press it first. Please do not reply to this letter: "
            "that does not reach us.",
            link=link,
        )
