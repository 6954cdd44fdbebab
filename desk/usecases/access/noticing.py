"""A client's words seem to hold a password: they are told at once, and can take it out. Source: regulation 4.4."""

from desk.notices.vault import PasswordInForm, PasswordNoticed
from desk.ports import Work
from desk.rules.content import Parts
from desk.rules.events import Event, EventKind
from desk.rules.form import Draft, FormName
from desk.rules.messages import Message
from desk.rules.passwords import holds_password
from desk.rules.ticket import Ticket

FORMS = (FormName.TICKET, FormName.PROSPECT, FormName.FEEDBACK)


def notice_password(work: Work, ticket: Ticket, message: Message, before: Message | None = None) -> None:
    """Tell the author at once, at the message that holds it. `before`: as it was before an edit, which was told of."""
    flagged = next((part for part in message.parts if holds_password(part.text)), None)
    if flagged is None or (before is not None and any(holds_password(part.text) for part in before.parts)):
        return
    work.events.add(Event(ticket.id, EventKind.PASSWORD_IN_CHAT, work.now, message.author))
    work.outbox.say(
        PasswordNoticed(
            to=message.author,
            ticket=ticket.id,
            message=message.id,
            reply_to=flagged.source.message,
            vault=work.policy.vault is not None and ticket.is_open,
        )
    )


def notice_in_form(work: Work, draft: Draft, parts: Parts) -> None:
    flagged = next((part for part in parts if holds_password(part.text)), None)
    if flagged is not None and draft.form in FORMS:
        work.outbox.say(PasswordInForm(to=draft.person, draft=draft.id, reply_to=flagged.source.message))
