"""What is kept of people, and what they have agreed to."""

from datetime import datetime

from desk.rules.privacy import (
    MOST_COUNTED,
    MOST_NAMED,
    Everything,
    Fading,
    Found,
    OwnMessage,
    OwnTicket,
    OwnWords,
)
from handlers.texts.base import Html, escape
from handlers.texts.labels import Labels


class WebPage(str):
    """A whole page for a browser; Telegram is not shown it."""

    __slots__ = ()


class PrivacyTexts(Labels):
    """Plain and short: nobody agrees to what they have not understood."""

    def consent_asked(self, *, waits: bool, again: bool) -> Html:
        if not waits:
            return self._(
                "The terms on which we keep personal data have changed. Please read them and agree to them: this "
                "holds up nothing, your ticket goes on."
            )
        before = (
            self._("The terms on which we keep personal data have changed, so I ask once more.")
            if again
            else self._("Hello. Before we begin, I need your consent to keep personal data.")
        )
        rest = self._(
            "We keep your name and number in Telegram, the contacts that you give, and what you write: to answer you. "
            "What you have written waits, unread. Once you agree, it goes on by itself. "
            "If you do not agree, or do not answer within 24 hours, I erase it."
        )
        return Html(f"{before}\n\n{rest}")

    def consent_given(self, *, released: bool) -> Html:
        if released:
            return self._("Thank you. What you have written goes on now.")
        return self._("Thank you, noted.")

    def consent_refused(self, *, erased: bool, late: bool, known: bool) -> Html:
        lines = []
        if late:
            lines.append(self._("You have not agreed within 24 hours, so I have erased what you had written, unread."))
        elif erased:
            lines.append(self._("As you wish. I have erased what you had written; nobody has read it."))
        else:
            lines.append(self._("As you wish."))
        if known:
            lines.append(self._("What we have kept from before stays as it is."))
        lines.append(self._("If you want to write to us after all, just send a message: I will ask again."))
        return Html("\n".join(lines))

    def too_much_held(self, *, most: int) -> Html:
        return self._(
            "Before you have agreed I keep {most} messages at most. This one and those after it are not kept: please "
            "answer the question above first, then send them again.",
            most=most,
        )

    def privacy_shown(
        self, *, published: bool, agreed_at: datetime | None, keeps: tuple[tuple[Fading, int], ...]
    ) -> Html:
        lines = [
            self._(
                "<b>What we keep of you</b>\nYour name, username and number in Telegram; your language and time zone; "
                "whose tickets you may write; your tickets with all that was said in them; forms that you have begun; "
                "ratings, praise and complaints. Files stay with Telegram, we keep their numbers."
            ),
            self._(
                "<b>Who sees it</b>\nOur support staff; complaints and praise the management. Passwords that you pass "
                "on protected: one employee, once."
            ),
            "\n".join([self._("<b>For how long</b>"), *(self._kept(what, days) for what, days in keeps), self._rest()]),
        ]
        if agreed_at:
            lines.append(self._("You agreed to our terms on {day}.", day=self.date(self._desks(agreed_at).date())))
        lines.append(self._("/export – everything about you as files\n/erase – have it erased"))
        return Html("\n\n".join(lines))

    def _desks(self, at: datetime) -> datetime:
        """By the desk's clock."""
        return at.astimezone(self._zone).replace(tzinfo=None)

    def _kept(self, what: Fading, days: int) -> Html:
        match what:
            case Fading.TICKETS:
                return self._n(
                    "The words of a ticket go {n} day after it has ended.",
                    "The words of a ticket go {n} days after it has ended.",
                    days,
                )
            case Fading.FEEDBACK:
                return self._n(
                    "Praise and complaints go after {n} day.", "Praise and complaints go after {n} days.", days
                )
            case Fading.PEOPLE:
                return self._n(
                    "Who has not written for {n} day and acts for no client is forgotten.",
                    "Who has not written for {n} days and acts for no client is forgotten.",
                    days,
                )
            case Fading.LEFTOVERS:
                return self._n(
                    "What we could not process or deliver goes after {n} day.",
                    "What we could not process or deliver goes after {n} days.",
                    days,
                )

    def _rest(self) -> Html:
        return self._(
            "Forms that were not sent go after 14 days, codes after two. All else is kept until you erase it."
        )

    def export_caption(self, *, readable: bool) -> Html:
        if readable:
            return self._("Everything about you, to read: open it in a browser.")
        return self._("The same for programs.")

    def erase_preview(self, found: Found) -> Html:
        if found.open:
            numbers = ", ".join(self.number(number) for number in found.open[:MOST_NAMED])
            numbers += ", …" if len(found.open) > MOST_NAMED else ""
            return self._(
                "You have tickets that have not ended: {numbers}. Please close them first, or wait until they are "
                "solved: otherwise nobody could answer you. /tickets shows them.",
                numbers=numbers,
            )
        goes = self._(
            "<b>Will be erased</b>, at once and for good:\nyour name, number and settings; "
            "your messages: {messages}; the words of your tickets: {tickets}; forms: {drafts}; praise and complaints: "
            "{feedback}; ties to clients: {clients}; your consent.",
            messages=_at_most(found.messages),
            tickets=_at_most(found.tickets),
            drafts=_at_most(found.drafts),
            feedback=_at_most(found.feedback),
            clients=_at_most(found.clients),
        )
        stays = self._(
            "<b>Will stay</b>:\nnumbers, dates, states and prices of the tickets, without you: they are in our "
            "accounts; answers of our staff; that and when you had agreed to our terms, as proof; when you signed in, "
            "by your number in Telegram; what the company keeps of its contracts. What was relayed to our staff in "
            "Telegram we ask them to delete."
        )
        return Html(f"{goes}\n\n{stays}")

    def exported_already(self, until: datetime) -> Html:
        return self._("I have sent it to you within the hour. Again from {when} on.", when=self.moment(until))

    def of_the_company(self) -> Html:
        return self._("You work for the company: what is kept of employees is a matter for your employer.")

    def erased(self) -> Html:
        return self._(
            "Done: what I named is erased. This chat itself is yours: you can delete it in Telegram. "
            "If you write again, we begin anew."
        )

    def erasing_on(self) -> Html:
        return self._(
            "I am erasing what I named. Who you are is gone already; you have written a lot, so the rest takes a few "
            "minutes more. I will tell you when it is done."
        )

    # --- the readable export: a page of its own, so it has headings instead of marks

    def export_page(self, all_of: Everything) -> WebPage:
        """HTML. Whatever was typed is escaped."""
        title, client, consent = self._("Everything about you"), self._("Client"), self._("Consent")
        name, speaks = self._("Name"), self._("Language and time zone")
        parts = [
            f"<h1>{title}</h1>",
            _list(
                [
                    f"{name}: {escape(all_of.name)}",
                    f"Telegram: {all_of.id} {escape('@' + all_of.username if all_of.username else '')}",
                    f"{speaks}: {escape(all_of.language)} {escape(all_of.zone)}",
                    *(f"{client}: {escape(whose)} ({escape(role)})" for whose, role in all_of.clients),
                    *(f"{consent}: {escape(one.version)}, {self._stamp(one.at)}" for one in all_of.consents),
                ]
            ),
            *(self._export_ticket(one, all_of.messages) for one in all_of.tickets),
            self._export_words(self._("Praise and complaints"), all_of.feedback),
            self._export_words(self._("Ratings"), all_of.ratings),
            self._export_others(all_of),
        ]
        style = "body{font:16px/1.5 sans-serif;max-width:48em;margin:2em auto;padding:0 1em}li{white-space:pre-wrap}"
        head = f'<meta charset="utf-8"><title>{title}</title><style>{style}</style>'
        body = "".join(parts)
        return WebPage(f'<!doctype html><html lang="{self.language}"><head>{head}</head><body>{body}</body></html>')

    def _export_ticket(self, ticket: OwnTicket, messages: tuple[OwnMessage, ...]) -> str:
        facts = [ticket.service, *(f"{name}: {value}" for name, value in ticket.answers), ticket.description]
        said = [self._said(one) for one in messages if one.ticket == ticket.number]
        title = self._("Ticket #{number}: {subject}", number=ticket.number, subject=ticket.subject)
        return f"<h2>{title}</h2><p>{self._stamp(ticket.filed_at)}</p>" + _list(
            [*map(escape, filter(None, facts)), *said]
        )

    def _said(self, one: OwnMessage) -> str:
        who = self._("You") if one.mine else self._("We")
        files = f" [{', '.join(one.files)}]" if one.files else ""
        return f"<b>{who}</b>, {self._stamp(one.at)}: {escape(one.text + files)}"

    def _export_others(self, all_of: Everything) -> str:
        own = {ticket.number for ticket in all_of.tickets}
        said = [self._said(one) for one in all_of.messages if one.ticket not in own]
        drafts: list[str] = [escape("\n".join(filter(None, words))) for words in all_of.drafts]
        parts: list[tuple[str, list[str]]] = [
            (self._("Your messages in tickets of others"), said),
            (self._("Forms that were not sent"), drafts),
        ]
        return "".join(f"<h2>{title}</h2>{_list(items)}" for title, items in parts if items)

    def _export_words(self, title: str, words: tuple[OwnWords, ...]) -> str:
        lines = [f"{self._stamp(one.at)} {one.score or ''} {escape(one.text)}" for one in words]
        return f"<h2>{title}</h2>{_list(lines)}" if lines else ""

    def _stamp(self, at: datetime) -> str:
        return f"{self._desks(at):%Y-%m-%d %H:%M}"


def _at_most(number: int) -> str:
    return str(number) if number <= MOST_COUNTED else f"{MOST_COUNTED}+"


def _list(lines: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"
