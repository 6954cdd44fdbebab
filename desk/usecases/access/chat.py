"""A password in an ordinary message: relayed as always, and its author can take it out. Source: regulation 4.4."""

from dataclasses import replace

from desk.errors import SecretIs
from desk.ids import DraftId, MessageId, PersonId, SecretId
from desk.notices.staff import ClientMessageEdited
from desk.notices.toasts import Toast
from desk.notices.vault import Access, AccessNews, Removal
from desk.ports import Work
from desk.rules.content import Parts
from desk.rules.events import EventKind
from desk.rules.form import Draft, FormName, Step, renewed
from desk.rules.messages import Message, Side
from desk.rules.passwords import holds_password, password_lines, without_passwords
from desk.rules.ticket import ON_CARD, Ticket
from desk.rules.vault import Secret, SecretState, in_pieces
from desk.usecases.access.holding import hidden
from desk.usecases.access.noticing import FORMS
from desk.usecases.access.step import announce, keep_another, sealed
from desk.usecases.access.telling import happened, name_of
from desk.usecases.conversation import card_changed
from desk.usecases.forms import show
from desk.usecases.merged import where_it_goes_on
from desk.usecases.tickets import ticket_for


async def remove_password(work: Work, *, person: PersonId, number: MessageId, protect: bool) -> Toast:
    """Out of our tables and the topic, and the message out of the chat; `protect`: for one employee it is kept."""
    message = await work.messages.get(number)
    if message is None or message.author != person or message.side is not Side.CLIENT:
        return Toast.OUT_OF_DATE
    ticket = await ticket_for(work, person, message.ticket)
    if not any(holds_password(part.text) for part in message.parts):
        return Toast.ALREADY
    if protect:
        await pass_on(work, ticket, person, message.parts)
    await _hide(work, ticket, message)
    happened(work, ticket, EventKind.PASSWORD_REMOVED, person)
    who = await name_of(work, person)
    work.outbox.say(AccessNews(room=ticket.room, ticket=ticket.id, what=Access.REMOVED, secret=SecretId(0), who=who))
    return Toast.DONE


async def pass_on(work: Work, ticket: Ticket, person: PersonId, parts: Parts) -> None:
    """To whoever has asked in this ticket, or to the first employee who takes it; in one piece or several.

    Raises SecretIs.
    """
    ticket = await where_it_goes_on(work, ticket)
    vault = work.policy.vault
    if vault is None or not ticket.is_open:
        raise SecretIs(SecretState.WITHDRAWN)
    first, *others = in_pieces([password_lines(part.text) for part in parts if holds_password(part.text)])
    asked = [secret for secret in await work.secrets.of(ticket.id) if secret.state is SecretState.ASKED]
    fresh = Secret(SecretId(0), ticket.id, ticket.id, None, person, "", work.now)
    secret = asked[0] if asked else await work.secrets.add(fresh)
    kept = [await work.secrets.save(sealed(vault, secret, person, first, work.now))]
    kept += [await keep_another(work, vault, kept[0], person, words) for words in others]
    for one in kept:
        # Passed on now: the message itself may have been answered long ago.
        await announce(work, await ticket_for(work, person, ticket.id), one, work.now)


async def _hide(work: Work, ticket: Ticket, message: Message) -> None:
    without = tuple(hidden(part) for part in message.parts)
    await work.messages.save(replace(message, parts=without))
    for number, part in enumerate(message.parts):
        if part == without[number]:
            continue
        if part.source.message:
            work.outbox.say(Removal(to=message.author, message=part.source.message))
        if not message.is_description:
            work.outbox.say(
                ClientMessageEdited(
                    room=ticket.room, ticket=ticket.id, message=message.id, part=number, copy=message.told_with
                )
            )
    if message.is_description:
        await _hide_on_ticket(work, ticket, message)


async def _hide_on_ticket(work: Work, ticket: Ticket, message: Message) -> None:
    """What the form told: subject, description, answers; a long description was relayed beside the card, too."""
    answers = tuple((name, without_passwords(value)) for name, value in ticket.answers)
    told = replace(
        ticket,
        subject=without_passwords(ticket.subject),
        description=without_passwords(ticket.description),
        answers=answers,
    )
    card_changed(work, await work.tickets.save(told))
    if len(ticket.description) > ON_CARD:
        work.outbox.say(ClientMessageEdited(room=ticket.room, ticket=ticket.id, message=message.id, part=0))


async def clean_form(work: Work, *, person: PersonId, number: DraftId) -> Toast:
    """The password goes out of a form that was not sent yet, and the message that brought it out of the chat."""
    drafts = [await work.drafts.of(person, form) for form in FORMS]
    draft = next((draft for draft in drafts if draft and draft.id == number), None)
    if draft is None:
        return Toast.OUT_OF_DATE
    if (cleaned := _cleaned(draft)) == draft:
        return Toast.ALREADY
    clean = renewed(cleaned)
    await work.drafts.save(clean, work.now)
    for message in sorted(_came_in(draft)):
        work.outbox.say(Removal(to=person, message=message))
    if await work.drafts.of(person, FormName.SECRET) is None:
        # The page of an open step is not covered: what is typed under it is sealed.
        await show(work, Step(clean))
    return Toast.DONE


def _cleaned(draft: Draft) -> Draft:
    return replace(
        draft,
        answers={name: without_passwords(value) for name, value in draft.answers.items()},
        story=tuple((number, without_passwords(words)) for number, words in draft.story),
        files=tuple(tuple(hidden(part) for part in parts) for parts in draft.files),
    )


def _came_in(draft: Draft) -> set[int]:
    """The messages that brought a password into the form."""
    told = [(number, words) for number, words in draft.story]
    told += [(draft.typed_in.get(name, 0), value) for name, value in draft.answers.items()]
    told += [(part.source.message, part.text) for parts in draft.files for part in parts]
    stories = {number for number, _ in draft.story}
    held = {number for number, words in draft.story if holds_password(words)}
    # The description is joined of several messages: only those that hold one go.
    return {number for number, words in told if number and holds_password(words)} - (stories - held)
