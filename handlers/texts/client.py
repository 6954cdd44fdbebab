"""What clients read: the way in, their services, their tickets."""

from datetime import date, datetime

from desk.notices.client import Unmailed
from desk.rules.codes import Verdict
from desk.rules.content import Kind
from desk.rules.entitlement import ServiceState
from desk.rules.refusals import Clause
from handlers.texts.base import Html, masked
from handlers.texts.labels import Labels


class ClientTexts(Labels):
    """Russian says 'вы' with a small letter, and gives bad news without exclamation marks."""

    def welcome(self, *, can_sign_in: bool, kept: bool, colleague: bool, manager: bool) -> Html:
        lines = [self._("Hello! This is the support desk.")]
        if colleague:
            lines.append(
                self._(
                    "We know you as a colleague. Tickets are answered in the staff group; what is meant for you alone "
                    "comes here. To see what clients see, leave a question."
                )
            )
            if manager:
                lines.append(
                    self._(
                        "For managers: /digest, the day in figures; /events, what happened about access; "
                        "/export, paid tickets and working time; /calendar, working days."
                    )
                )
        elif can_sign_in:
            lines.append(
                self._(
                    "If you are our client, sign in: then you can write to us about your services. "
                    "If you are not a client yet, leave a question and we will come back to you."
                )
            )
        else:
            lines.append(
                self._("Sign-in by mail is switched off at the moment. Leave a question and we will come back to you.")
            )
        if kept:
            lines.append(self._("Your message is kept: it will be in the form, you need not type it again."))
        return Html("\n\n".join(lines))

    def menu(self, *, clients: str, draft: bool) -> Html:
        hello = self._("You are signed in: <b>{clients}</b>.", clients=clients)
        ask = self._("You have an unfinished ticket.") if draft else self._("How can we help?")
        return Html(f"{hello}\n{ask}")

    def email_asked(self, *, not_an_address: bool, unmailed: Unmailed | None, kept: bool) -> Html:
        if unmailed is Unmailed.NO_MAIL:
            return self._(
                "A code cannot be mailed at the moment; that is our side, not your address. Try again later, please: "
                "send me the address once more. You can also leave a question without signing in: /start"
            )
        ask = self._(
            "Send me the e-mail address that the company knows you by, for example <code>anna@example.com</code>. "
            "A code will arrive there."
        )
        if unmailed is Unmailed.ADDRESS:
            refused = self._(
                "The code could not be mailed: the mail server does not take this address. "
                "Check it and write it once more, or write another one."
            )
            return Html(f"{refused}\n\n{ask}")
        if not not_an_address:
            return ask
        no = self._("This does not look like an e-mail address.")
        return Html("\n\n".join([no, self._words_kept(), ask] if kept else [no, ask]))

    def _words_kept(self) -> Html:
        return self._("Your words are kept: they will be in your ticket.")

    def code_asked(self, *, email: str, wrong: bool, too_soon: bool, kept: bool) -> Html:
        sent = self._(
            "If {email} is known to the company, an 8-digit code is on its way there. "
            "Send it to me here; it is valid for 10 minutes. If nothing has come by then, not among the spam either, "
            "check the address, or write to our staff without signing in: /start",
            email=masked(email),
        )
        if kept:
            now = self._("What I need now is the code: 8 digits from the e-mail.")
            return Html(f"{self._words_kept()} {now}\n\n{sent}")
        if wrong:
            return Html(self._("That code is not right. Check the 8 digits in the latest e-mail.") + "\n\n" + sent)
        if too_soon:
            return Html(self._("A code was sent less than a minute ago; another can be sent soon.") + "\n\n" + sent)
        return sent

    def sign_in_failed(self, why: Verdict) -> Html:
        if why is Verdict.PAUSED:
            return self._(
                "Sign-in by mail is paused for a while: too many codes were asked for at once, and not by you. Try "
                "again in an hour, please, or sign in from your account on our site. You can ask your question "
                "meanwhile: /prospect"
            )
        if why is Verdict.TRIED_TOO_OFTEN:
            return self._("There were too many tries. Ask for a new code; if that does not help, try tomorrow.")
        return self._("This code is no longer valid. Ask for a new one: it takes a minute.")

    def services(self, *, client: str, lines: Html, signed_in: bool, unverified: bool = False) -> Html:
        head = (
            self._("Done, you are signed in: <b>{client}</b>.", client=client)
            if signed_in
            else self._("<b>{client}</b>", client=client)
        )
        if not unverified:
            return Html(f"{head}\n\n" + (lines or self._("There are no services in your panel.")))
        doubt = (
            self._(
                "I cannot look into the client database right now, so this may be out of date. Write to us as usual."
            )
            if lines
            else self._("I cannot look at your services right now. Write to us as usual.")
        )
        return Html("\n\n".join(part for part in (head, lines, doubt) if part))

    def service_line(self, *, name: str, state: ServiceState, paid_until: date | None) -> Html:
        mark = "🟢" if state is ServiceState.ACTIVE else "⚪️"
        if paid_until is None:
            return self._("{mark} {name} – {state}", mark=mark, name=name, state=self.service_state(state))
        if state is ServiceState.EXPIRED:
            return self._("{mark} {name} – expired on {day}", mark=mark, name=name, day=self.date(paid_until))
        return self._(
            "{mark} {name} – {state}, paid until {day}",
            mark=mark,
            name=name,
            state=self.service_state(state),
            day=self.date(paid_until),
        )

    def language_asked(self) -> Html:
        return self._("Which language shall we speak?")

    def zone_asked(self) -> Html:
        return self._(
            "In which city's time do you live? I will tell it beside ours. "
            "If it is not here, write the nearest big one: /timezone Tbilisi"
        )

    def zone_kept(self, *, now: datetime, own: bool) -> Html:
        if own:
            return self._("Done. From now on both times are told. Now it is {moment}.", moment=self.moment(now))
        return self._("Done. From now on only our time is told. Now it is {moment}.", moment=self.moment(now))

    def help(self, *, hours: str, phone: str, centre: str) -> Html:
        lines = [
            self._(
                "<b>How it works</b>\n"
                "/new – write to us about a service\n"
                "/tickets – your tickets and where they stand\n"
                "/services – your services\n"
                "/articles – answers to frequent questions\n"
                "/people – who may write to us for you\n"
                "/feedback – a complaint or praise for the management\n"
                "/language – the language of this chat\n"
                "/timezone – your own time beside ours\n"
                "/cancel – leave a form"
            ),
            self._("We answer on working days, {hours} {zone}.", hours=hours, zone=self.zone_name()),
        ]
        if centre:
            lines.append(self._("Many answers are in the help centre: {centre}", centre=centre))
        if phone:
            lines.append(self._("By phone we only consult: {phone}. Tasks are taken in writing, here.", phone=phone))
        lines.append(
            self._("If you gave somebody else access to your panel, we cannot answer for what they do there (4.5).")
        )
        return Html("\n\n".join(lines))

    def put_on_hold(self, *, number: int, reason: str) -> Html:
        if reason:
            return self._(
                "Ticket #{number} is on hold: {reason}\n"
                "We go on as soon as it is possible. It does not close by itself.",
                number=number,
                reason=reason,
            )
        return self._(
            "Ticket #{number} is on hold. We go on as soon as it is possible. It does not close by itself.",
            number=number,
        )

    def merged(self, *, number: int, into: int) -> Html:
        return self._(
            "Your tickets #{number} and #{into} are about the same, so they go on as one: #{into}. "
            "Nothing of what you wrote is lost.",
            number=number,
            into=into,
        )

    def taken(self, *, number: int, by: str, react_by: datetime | None) -> Html:
        said = self._("{name} has taken your ticket #{number}.", name=by, number=number)
        if react_by is None:
            return said
        due = self._("First answer by: {moment}", moment=self.moment(react_by))
        return Html(f"{said} {due}")

    def answer_head(self, *, name: str, number: int) -> Html:
        return self._("{name} · ticket #{number}", name=name, number=number)

    def waits_for_answer(self) -> Html:
        """Below a question that was asked as one. Source: regulation 2.6."""
        return self._("❓ To go on we need your answer: the ticket waits for it. Just write here.")

    def possible_repeat(self) -> Html:
        return self._("(this may be a repeat: the connection broke while it was sent)")

    def pinged(self, *, number: int, subject: str, close_at: datetime) -> Html:
        return self._(
            "We are waiting for your answer on ticket #{number} “{subject}”.\n\n"
            "Do you still need it? If there is no answer, it closes by itself: {moment}. "
            "You can open it again after that, too.",
            number=number,
            subject=subject,
            moment=self.moment(close_at),
        )

    def still_needed(self, *, number: int) -> Html:
        return self._(
            "Good, ticket #{number} stays open, and our staff are told that you still need it.", number=number
        )

    def more_time(self, *, number: int, close_at: datetime | None) -> Html:
        if close_at is None:
            return self._("No hurry: ticket #{number} stays open.", number=number)
        return self._(
            "No hurry: ticket #{number} stays open at least until {moment}.",
            number=number,
            moment=self.moment(close_at),
        )

    def went_inactive(self, *, number: int, subject: str, reopen_until: datetime) -> Html:
        return self._(
            "Ticket #{number} “{subject}” is now INACTIVE: there was no answer for a while, so it was closed.\n\n"
            "Nothing is lost. You can open it again with one tap until {moment}.",
            number=number,
            subject=subject,
            moment=self.moment(reopen_until),
        )

    def solved(self, *, number: int, subject: str, by: str, reopen_until: datetime) -> Html:
        done = (
            self._("{name} has solved ticket #{number} “{subject}”.", name=by, number=number, subject=subject)
            if by
            else self._("Ticket #{number} “{subject}” is closed as solved. Thank you.", number=number, subject=subject)
        )
        again = self._("If something is still wrong, open it again until {moment}.", moment=self.moment(reopen_until))
        return Html(f"{done}\n\n{again}")

    def reopened(self, *, number: int, subject: str) -> Html:
        return self._(
            "Ticket #{number} “{subject}” is open again. Write here, and our staff will see it.",
            number=number,
            subject=subject,
        )

    def turned_down(self, *, number: int, subject: str, clause: Clause | None, words: str = "") -> Html:
        """With a clause, in own words, or both; the same in the preview. Source: regulation 1.6, 2.6, 4.2."""
        head = self._(
            "We cannot take ticket #{number} “{subject}”.",
            number=number,
            subject=subject,
        )
        why = {
            Clause.NO_ACTIVE_SERVICE: self._(
                "The service is not active at the moment (regulation, 1.6). "
                "Renew or order it and ask again, or write to us if you think that this is a mistake."
            ),
            Clause.REPEATS_AN_OPEN_TASK: self._(
                "It repeats another open ticket of yours (regulation, 2.6). "
                "Write there, in /tickets: nothing will be missed."
            ),
            Clause.EDITED_BY_A_THIRD_PARTY: self._(
                "The service was edited by somebody else, and we cannot answer for that (regulation, 4.2). "
                "Ask whoever did it to undo the change, or write to us about a paid repair."
            ),
        }
        said = [head, why[clause] if clause else "", self._("Why: {words}", words=words) if words else ""]
        if clause is None:
            said.append(self._("If you think that this is a mistake, press the button below: the management reads it."))
        return Html("\n\n".join(part for part in said if part))

    def not_passed_on(self, kind: Kind, *, edited: bool) -> Html:
        if edited:
            return self._(
                "Telegram did not let me pass your correction on: our staff see this message as it was before. "
                "Write it as a new message, please."
            )
        return self._(
            "Telegram did not let me pass this message on, so our staff have not seen it. "
            "Send it as a photo, a file or a text, please."
        )

    def feedback_taken(self, *, praise: bool, kept: bool) -> Html:
        if kept:
            return self._(
                "Thank you. It is kept, but I cannot reach the management at the moment. "
                "Our staff are asked to tell them that it is here; they do not see what you wrote."
            )
        if praise:
            return self._("Thank you! The management will read it.")
        return self._("Thank you. It goes to the management, and they will look into it.")
