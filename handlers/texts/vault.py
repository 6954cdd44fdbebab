"""Access data: asked for, passed on, shown, changed."""

from datetime import datetime

from desk.notices.vault import Access, StepEnd, StepProblem
from desk.rules.vault import LONGEST, Change, SecretState
from handlers.texts.base import Html
from handlers.texts.labels import Labels


class VaultTexts(Labels):
    """Source: regulation 4.4."""

    # --- the client

    def access_asked(self, *, number: int, subject: str, what: str, by: str, page: bool) -> Html:
        if page:
            return self._(
                "For ticket #{number} “{subject}” our employee {by} needs access:\n<b>{what}</b>\n\n"
                "Please do not write passwords in ordinary messages. It is safest by the protected page: what you type "
                "there does not go through Telegram. Its link works once, for an hour; please give it to nobody. "
                "If the page does not open, tap “Pass it on protected”: what you write here after that is kept "
                "encrypted as well, and your message is deleted from this chat.\n"
                "Only {by} will see it, once. When the work is done, we will ask you to change the password.",
                number=number,
                subject=subject,
                by=by,
                what=what,
            )
        return self._(
            "For ticket #{number} “{subject}” our employee {by} needs access:\n<b>{what}</b>\n\n"
            "Please do not write passwords in ordinary messages. Tap the button: what you write after that is kept "
            "encrypted, only {by} will see it, once, and your message is deleted from this chat. "
            "When the work is done, we will ask you to change the password.",
            number=number,
            subject=subject,
            by=by,
            what=what,
        )

    def secret_step(self, *, number: int, what: str, by: str, taken: bool, problem: StepProblem | None) -> Html:
        lines = [self._step_problem(problem)] if problem else []
        if taken:
            lines.append(
                self._(
                    "🔒 Received and encrypted; I am deleting your message from this chat.\n"
                    "If there is more, for example the password by itself, write it now. "
                    "Then tap “Done”: the protected step is open for 5 more minutes."
                )
            )
        else:
            lines.append(
                self._(
                    "🔒 <b>Protected step</b>, ticket #{number}: {what}\n"
                    "Write login and password as text, in one message or in several. They are encrypted, {by} will "
                    "see them once, and I delete your message. Telegram itself carries it, as any message.\n"
                    "The step is open for 15 minutes; /cancel leaves it.",
                    number=number,
                    what=what,
                    by=by or self._("one of our staff"),
                )
            )
        return Html("\n\n".join(lines))

    def _step_problem(self, problem: StepProblem) -> Html:
        if problem is StepProblem.TOO_LONG:
            return self._(
                "That is too long: at most {n} characters in one message. I have not kept it, and am deleting it from "
                "this chat. Write it in several messages, please.",
                n=LONGEST,
            )
        return self._(
            "Here only text can be passed on. I have passed this on to nobody, and am deleting it from this chat. "
            "Write the access as text, please; an ordinary file can be sent after /cancel."
        )

    def step_over(self, how: StepEnd, *, number: int, given: bool) -> Html:
        match how:
            case StepEnd.NOT_NEEDED:
                return self._(
                    "The access is not needed any more, so I have kept nothing. Whatever you wrote in the protected "
                    "step I am deleting from this chat."
                )
            case _ if given:
                return self._(
                    "The protected step is over, and what you have passed on is kept encrypted for ticket #{number}. "
                    "From now on you write ordinary messages again.",
                    number=number,
                )
            case StepEnd.TIME_OVER:
                return self._(
                    "The time of the protected step is over, and nothing was passed on. Please do not write the "
                    "password now: tap “Pass it on protected” in the request for ticket #{number} once more.",
                    number=number,
                )
            case _:
                return self._(
                    "You have left the protected step, and nothing was passed on. From now on you write ordinary "
                    "messages again: no passwords, please."
                )

    def access_told(self, what: Access, *, number: int, by: str, at: datetime | None) -> Html:
        when = self.moment(at) if at else ""
        by = by or self._("one of our staff")
        match what:
            case Access.GIVEN:
                return self._(
                    "🔒 Received by the protected page and encrypted: the access for ticket #{number}. {by} will see "
                    "it once. There is nothing more to do.",
                    by=by,
                    number=number,
                )
            case Access.SEEN:
                return self._(
                    "🔓 {by} has looked at the access for ticket #{number}, {when}. It is erased with us.",
                    by=by,
                    number=number,
                    when=when,
                )
            case Access.UNSURE:
                return self._(
                    "The line broke while the access for ticket #{number} was shown to {by}, so to be safe it is "
                    "erased. They may ask for it anew; please count it as seen.",
                    number=number,
                    by=by,
                )
            case Access.EXPIRED:
                return self._(
                    "Nobody has looked at the access for ticket #{number} for 24 hours, so it is erased. "
                    "If it is needed, we will ask again.",
                    number=number,
                )
            case Access.CHANGED:
                return self._("Thank you: the password for ticket #{number} is changed.", number=number)
            case _:
                return self._(
                    "The access that you passed on for ticket #{number} is not needed any more. "
                    "Nobody has looked at it, and it is erased.",
                    number=number,
                )

    def change_password(self, *, number: int, subject: str, by: str, again: bool) -> Html:
        if again:
            return self._(
                "A reminder: please change the password that you passed on for ticket #{number} “{subject}” "
                "(seen by: {by}), and tap the button. I will not remind you again.",
                number=number,
                subject=subject,
                by=by or self._("one of our staff"),
            )
        return self._(
            "Work on ticket #{number} “{subject}” has ended. Please change the password that you passed on "
            "(seen by: {by}): then nobody but you knows it. Tap the button when it is done.",
            number=number,
            subject=subject,
            by=by or self._("one of our staff"),
        )

    def remove_yourself(self, *, shown: bool) -> Html:
        if shown:
            return self._("I could not delete this message with access data. Please delete it yourself.")
        return self._("I could not delete this message of yours. Please delete it yourself: there is a password in it.")

    # --- the employee, in private

    def secret_waits(self, *, number: int, subject: str, what: str, until: datetime) -> Html:
        return self._(
            "🔒 Ticket #{number} “{subject}”: the client has passed on the access that you asked for.\n{what}\n\n"
            "It is shown once, for 60 seconds, and cannot be forwarded. Not looked at by {when}, it is erased.",
            number=number,
            subject=subject,
            what=what,
            when=self.moment(until),
        )

    def secret_unsure(self, *, number: int) -> Html:
        return self._(
            "The line broke while the access for ticket #{number} was shown, and nobody knows whether you got it. "
            "It is never sent twice: to be safe it is erased. If you see it above, delete that message yourself; "
            "if not, ask the client anew with /access.",
            number=number,
        )

    def secret_is(self, state: str) -> Html:
        """Why it cannot be shown or given now."""
        match state:
            case SecretState.ASKED:
                return self._("The client has not passed it on yet.")
            case SecretState.SHOWING | SecretState.SHOWN:
                return self._("It was shown already, and is shown once. If it is needed again: /access in the ticket.")
            case SecretState.UNSURE:
                return self._("It may have been shown, so it is erased. If it is needed: /access in the ticket.")
            case SecretState.EXPIRED:
                return self._(
                    "It was not looked at for 24 hours and is erased. If it is needed: /access in the ticket."
                )
            case SecretState.WITHDRAWN:
                return self._("This access is not needed any more: the ticket has ended, or the request is void.")
            case _:
                return self._("There is no such access.")

    # --- staff, in the ticket's place

    def access_news(self, what: Access, *, who: str, asker: str, detail: str) -> Html:
        match what:
            case Access.ASKED:
                return self._("🔑 {who} has asked the client for access: {detail}", who=who, detail=detail)
            case Access.GIVEN:
                return self._(
                    "🔒 The client ({who}) has passed on the access. {asker}, look at it once in the private chat with "
                    "the bot, within 24 hours.",
                    who=who,
                    asker=asker,
                )
            case Access.SENT_IN:
                return self._(
                    "🔒 The client ({who}) has passed on access without being asked. Whoever takes it sees it once, in "
                    "the private chat with the bot.",
                    who=who,
                )
            case Access.TAKEN:
                return self._("🔑 {who} takes the access and sees it once in the private chat with the bot.", who=who)
            case Access.SEEN:
                return self._("🔓 {who} has looked at the access; it is erased.", who=who)
            case Access.UNSURE:
                return self._(
                    "⚠️ Nobody knows whether the access was shown to {who}, so it is erased. If it is still needed: "
                    "/access",
                    who=who,
                )
            case Access.NOT_STARTED:
                return self._(
                    "⚠️ {asker}, the bot cannot write to you. Press the button below, and Start in the chat that opens: "
                    "the access comes there.",
                    asker=asker,
                )
            case _:
                return self._access_ended(what, who=who, asker=asker)

    def _access_ended(self, what: Access, *, who: str, asker: str) -> Html:
        match what:
            case Access.EXPIRED:
                return self._(
                    "The access was not looked at for 24 hours ({asker}) and is erased. If it is needed: /access",
                    asker=asker or self._("nobody has taken it"),
                )
            case Access.REMINDED:
                return self._("The client has not said that the password is changed. They are reminded once.")
            case Access.CHANGED:
                return self._("✅ The client ({who}) has changed the password.", who=who)
            case Access.HELD:
                return self._(
                    "⏳ A message of the client's ({who}) waits for their word: there seems to be a password in it. "
                    "They were asked whether to pass it on protected.",
                    who=who,
                )
            case Access.NOT_SENT:
                return self._("The client ({who}) has taken back the message that waited.", who=who)
            case Access.REMOVED:
                return self._("The client ({who}) has taken a password out of their words.", who=who)
            case _:
                return self._(
                    "Access that nobody has looked at is erased ({asker}): it is not needed any more.",
                    asker=asker or self._("nobody has taken it"),
                )

    def card_access(self, state: SecretState, change: Change) -> Html:
        """On the card: where it stands."""
        if state is SecretState.ASKED:
            return self._("🔑 Access: asked for")
        if state in {SecretState.GIVEN, SecretState.SHOWING}:
            return self._("🔑 Access: passed on, not looked at")
        if change is Change.DONE:
            return self._("🔑 Access: looked at, the password is changed")
        if change is Change.NOT_YET:
            return self._("🔑 Access: looked at")
        if change is Change.TOLD:
            return self._("🔑 Access: looked at, the client was told to change the password")
        return self._("🔑 ⚠️ Access: the client was reminded and has not said that the password is changed")

    def digest_unchanged(self, n: int) -> Html:
        return self._("Tickets whose client has not said that the password is changed: {n}", n=n)

    # --- passwords in ordinary messages

    def password_held(self, *, vault: bool, again: bool) -> Html:
        if again:
            return self._(
                "Your message with a password still waits, and staff have not got it. What shall I do with it? "
                "I will not remind you again: it waits until you choose."
            )
        if vault:
            return self._(
                "There seems to be a password in this message, so I have not passed it on yet. Protected, one employee "
                "sees the password once, and I delete your message here; sent as it is, all staff read it. "
                "What you write after this goes on as usual."
            )
        return self._(
            "There seems to be a password in this message, so I have not passed it on yet. Sent as it is, all staff "
            "read it. What you write after this goes on as usual."
        )

    def password_noticed(self, *, vault: bool) -> Html:
        if vault:
            return self._(
                "There seems to be a password in this message, and staff can read it in the ticket. Shall I remove it? "
                "I then delete your message here and the password in the ticket. Or I pass it on protected "
                "as well: encrypted, to be seen once."
            )
        return self._(
            "There seems to be a password in this message, and staff can read it in the ticket. Shall I remove it? "
            "I then delete your message here and the password in the ticket. Please change it afterwards."
        )

    def password_in_form(self) -> Html:
        return self._(
            "There seems to be a password in this message. It is better left out of a ticket: if access is needed, "
            "our staff ask for it in a protected way. Shall I take it out of the form and delete your message?"
        )
