"""A client writes: the message finds its ticket, a form, or a question where it belongs. It is never dropped."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desk.errors import NoSuchTicket, TooLateToReopen
from desk.ids import MessageId, PersonId, private_chat
from desk.notices.staff import ClientMessage, ClientMessageEdited
from desk.notices.vault import Removal
from desk.ports import Work
from desk.rules.access import may_see
from desk.rules.content import Content, Kind, Parts, is_answer, is_thanks, text_of, told_by
from desk.rules.form import PROSE, Draft, FormName, Step
from desk.rules.form_told import follow
from desk.rules.messages import Message, Post, Side
from desk.rules.passwords import Choice, holds_password
from desk.rules.routing import Ask, Begin, Following, Into, Nowhere, Place, Reopening, place, raced
from desk.rules.ticket import ON_CARD, Ticket
from desk.usecases.access.chat import pass_on
from desk.usecases.access.holding import hidden, may_pass
from desk.usecases.access.leaving import in_front
from desk.usecases.access.noticing import notice_password
from desk.usecases.access.step import live_step, take
from desk.usecases.albums import rest_of, rest_was_handled
from desk.usecases.arrivals import must_not_be_blocked
from desk.usecases.conversation import add_client_message, card_changed
from desk.usecases.following import follow_up
from desk.usecases.forms import is_unbegun, show, type_into_form
from desk.usecases.home import form_for, start
from desk.usecases.identity import ask_again, is_for_proof, sign_in_step, stay_in_proof
from desk.usecases.merged import where_it_goes_on
from desk.usecases.placing import INTO, ask_where, begin_with, fill_in, place_in
from desk.usecases.rating import comment
from desk.usecases.reopening import reopen
from desk.usecases.ticket_page import is_a_new_talk, say_added
from desk.usecases.tickets import tickets_of

FRESH = timedelta(hours=12)
"""A form untouched for longer gives way to an open ticket; it can still be continued from the menu."""


async def client_writes(
    work: Work,
    *,
    person: PersonId,
    parts: Parts,
    replied: int | None,
    written_at: datetime,
    choice: Choice | None = None,
) -> None:
    """Decide where a message goes. `replied` is the message in the private chat that it answers, if any.

    `choice` is what its author has said of the password in it. Raises PasswordFound if they have to say it first.
    """
    answered, of_it = await _replied_ticket(work, person, replied)
    if step := await live_step(work, person, replied, answered.id if answered else None):
        await must_not_be_blocked(work, person)
        await take(work, draft=step, parts=parts, written_at=written_at)
        return
    ticket, reply_to = await _ticket_of_the_rest(work, person, parts, written_at)
    if ticket is None:
        ticket, reply_to = answered, of_it
    draft = await _in_work(work, person, parts)
    if ticket is not None or draft is None or draft.form is not FormName.FEEDBACK:
        await must_not_be_blocked(work, person)
    if ticket is None and draft is not None and _takes(draft, parts, work.now):
        await _into_draft(work, draft, parts, written_at=written_at, choice=choice)
        return
    tickets = await tickets_of(work, person)
    answer = is_answer(parts) and not is_thanks(parts)
    where = place(ticket, tickets, work.now, work.policy.reopen_within, answer=answer)
    if answer and ticket is None and (late := raced(tickets, written_at)) is not None:
        where = Reopening(late)
    if ticket is None and draft is not None and _gets(draft, parts, where):
        await _into_draft(work, draft, parts, written_at=written_at, choice=choice)
        return
    told = _Told(written_at, reply_to, choice, replied=ticket is not None)
    await _put(work, person, parts, where, told)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a message comes with. `replied`: it answers one of a ticket's messages."""

    at: datetime
    reply_to: MessageId | None
    choice: Choice | None
    replied: bool


async def _in_work(work: Work, person: PersonId, parts: Parts) -> Draft | None:
    """The form that was touched last, if it is still the person's to fill in.

    A question where words belong does not keep a proof from going on.
    """
    draft = await work.drafts.of(person)
    if draft is not None and draft.form is FormName.TICKET and not await work.people.links_of(person):
        return None
    if draft is not None and draft.form is FormName.UNPLACED:
        proof = await work.drafts.of(person, FormName.SIGN_IN)
        return proof if proof is not None and _takes(proof, parts, work.now) else draft
    return draft


def _takes(draft: Draft, parts: Parts, now: datetime) -> bool:
    """Whether the form gets the message, whatever tickets there are."""
    if draft.form is FormName.UNPLACED:
        return True
    return now - (draft.touched_at or now) < FRESH and (
        draft.form is not FormName.SIGN_IN or is_for_proof(draft, parts)
    )


def _gets(draft: Draft, parts: Parts, where: Place) -> bool:
    """Whether the form gets the message, as it belongs to no ticket for certain."""
    if isinstance(where, Ask) and draft.form is FormName.SIGN_IN:
        return is_for_proof(draft, parts)
    return not isinstance(where, Into | Reopening)


async def _into_draft(work: Work, draft: Draft, parts: Parts, *, written_at: datetime, choice: Choice | None) -> None:
    if draft.form is FormName.SIGN_IN and is_for_proof(draft, parts):
        await sign_in_step(work, person=draft.person, draft=draft, text=text_of(parts))
    elif draft.form is FormName.SIGN_IN:
        await _keep_beside(work, draft, parts)
    elif draft.form is FormName.RATING:
        await comment(work, draft=draft, parts=parts)
    elif draft.form is FormName.UNPLACED:
        await _ask(work, draft, parts, written_at=written_at, choice=choice)
    elif is_unbegun(work, draft):
        await begin_with(work, draft.person, draft.form, [parts])
    else:
        await type_into_form(work, draft=draft, parts=parts)


async def _keep_beside(work: Work, proof: Draft, parts: Parts) -> None:
    """What is no proof is in the person's form when they come to it, and the proof is asked for again."""
    keeps = is_answer(parts) and not is_thanks(parts)
    if keeps:
        form, few = await form_for(work, proof.person), len(told_by(parts).strip()) < PROSE
        await fill_in(work, proof.person, form, [parts], aside=few)
        proof = await stay_in_proof(work, draft=proof)
    ask_again(work, proof, wrong=True, kept=keeps)


async def _put(work: Work, person: PersonId, parts: Parts, where: Place, told: _Told) -> None:
    match where:
        case Into(ticket=ticket):
            if not may_pass(work, told.choice, parts, ticket):
                parts = await _protected(work, ticket, person, parts)
                ticket = await work.tickets.get(ticket.id) or ticket
            new_talk = not told.replied and await is_a_new_talk(work, ticket, parts)
            await add_client_message(work, ticket, person, parts, written_at=told.at, reply_to=told.reply_to)
            if new_talk:
                await say_added(work, ticket, person)
        case Reopening(ticket=ticket):
            may_pass(work, told.choice, parts, ticket)
            opened = await reopen(work, ticket, by=person)
            await add_client_message(work, opened, person, parts, written_at=told.at, reply_to=told.reply_to)
        case Following(ticket=ticket):
            await follow_up(work, person, ticket, [parts])
        case Ask():
            unplaced = await work.drafts.of(person, FormName.UNPLACED)
            draft = unplaced or await work.drafts.begin(person, FormName.UNPLACED, work.now)
            await _ask(work, draft, parts, written_at=told.at, choice=told.choice)
        case Begin():
            await begin_with(work, person, await form_for(work, person), [parts])
        case Nowhere():
            await start(work, person=person)


async def _protected(work: Work, ticket: Ticket, person: PersonId, parts: Parts) -> Parts:
    """Its passwords go through the vault, and out of the chat; what is left of it is an ordinary message."""
    await pass_on(work, ticket, person, parts)
    for part in parts:
        if hidden(part) != part:
            work.outbox.say(Removal(to=person, message=part.source.message))
    return tuple(hidden(part) for part in parts)


async def _ask(work: Work, draft: Draft, parts: Parts, *, written_at: datetime, choice: Choice | None) -> None:
    """What goes through the vault goes to the newest open ticket: nobody has to wait for the answer with it."""
    newest = next((ticket for ticket in await tickets_of(work, draft.person) if ticket.is_open), None)
    if not may_pass(work, choice, parts, newest) and newest is not None:
        parts = await _protected(work, newest, draft.person, parts)
    dated = tuple(replace(part, written_at=written_at) for part in parts)
    kept = replace(draft, files=(*draft.files, dated), rev=draft.rev + 1)
    if INTO in draft.answers:
        try:
            await place_in(work, draft=kept, number=draft.answers[INTO])
        except (NoSuchTicket, TooLateToReopen):
            kept = replace(kept, answers={})
        else:
            return
    await work.drafts.save(kept, work.now)
    await ask_where(work, draft=kept)


async def _ticket_of_the_rest(
    work: Work, person: PersonId, parts: Parts, written_at: datetime
) -> tuple[Ticket | None, MessageId | None]:
    """An item of an album that comes late belongs where the other items are."""
    if not await rest_was_handled(work, parts):
        return None, None
    tickets = await tickets_of(work, person)
    rest = await rest_of(work, tickets, Side.CLIENT, person, parts, written_at=written_at)
    return (await work.tickets.get(rest.ticket), rest.id) if rest else (None, None)


async def _replied_ticket(work: Work, person: PersonId, replied: int | None) -> tuple[Ticket | None, MessageId | None]:
    post = await work.posts.at(private_chat(person), replied) if replied else None
    ticket = await work.tickets.get(post.ticket) if post else None
    if ticket is None or post is None or not may_see(person, await work.people.links_of(person), ticket):
        return None, None
    following = await where_it_goes_on(work, ticket)
    if following.id != ticket.id:
        seen = may_see(person, await work.people.links_of(person), following)
        return (following, None) if seen else (None, None)
    return ticket, post.of


async def client_edits(work: Work, *, person: PersonId, part: Content, choice: Choice | None = None) -> None:
    """An edit is mirrored; it changes no status and ends no wait. Source: semantics, statuses.

    Raises PasswordFound as `client_writes` does, where the password is new.
    """
    post = await work.posts.at(part.source.chat, part.source.message)
    if post is None or post.of is None or not post.original:
        await _edit_draft(work, person, part)
        return
    message = await work.messages.get(post.of)
    ticket = await work.tickets.get(post.ticket)
    if message is None or ticket is None or message.author != person:
        return
    if not may_see(person, await work.people.links_of(person), ticket):
        return
    await must_not_be_blocked(work, person)
    if not any(holds_password(before.text) for before in message.parts) and not may_pass(work, choice, (part,), ticket):
        await _protected(work, ticket, person, (part,))
        part, ticket = hidden(part), await work.tickets.get(ticket.id) or ticket
    if message.is_description:
        await _edit_description(work, ticket, message, post, part)
        await _edit_file_of_form(work, ticket, part)
        return
    edited = replace(message, parts=with_part(message.parts, post, part))
    await work.messages.save(edited)
    notice_password(work, ticket, edited, before=message)
    work.outbox.say(
        ClientMessageEdited(
            room=ticket.room, ticket=ticket.id, message=message.id, part=post.part, copy=message.told_with
        )
    )


async def _edit_description(work: Work, ticket: Ticket, message: Message, post: Post, part: Content) -> None:
    words = Content(Kind.TEXT, part.source, part.text)
    parts = with_part(message.parts, post, words)
    edited = replace(message, parts=parts)
    await work.messages.save(edited)
    notice_password(work, ticket, edited, before=message)
    story = "\n\n".join(item.text for item in parts)
    if part.text.strip():
        card_changed(work, await work.tickets.save(replace(ticket, description=story)))
    if len(story) > ON_CARD:
        work.outbox.say(ClientMessage(room=ticket.room, ticket=ticket.id, message=message.id))


async def _edit_file_of_form(work: Work, ticket: Ticket, part: Content) -> None:
    """Words under a file that served as the description too stand under the relayed file as well."""
    just_before = ticket.filed_at - timedelta(microseconds=1)
    for message in await work.messages.written_after(ticket.id, Side.CLIENT, just_before):
        for number, item in enumerate(message.parts):
            if item.source == part.source and not message.is_description:
                parts = (*message.parts[:number], part, *message.parts[number + 1 :])
                await work.messages.save(replace(message, parts=parts))
                edited = ClientMessageEdited(room=ticket.room, ticket=ticket.id, message=message.id, part=number)
                work.outbox.say(edited)


def with_part(parts: Parts, post: Post, part: Content) -> Parts:
    return (*parts[: post.part], part, *parts[post.part + 1 :])


async def _edit_draft(work: Work, person: PersonId, part: Content) -> None:
    """What was not filed or placed yet follows too, in whichever form it is; the one in work is shown anew."""
    newest = await in_front(work, person)
    for form in FormName:
        if form is FormName.ON_BEHALF:
            # It lies in the group, where other messages have the same numbers.
            continue
        draft = await work.drafts.of(person, form)
        changed = follow(draft, part, work.policy.calendar.day_of(work.now)) if draft else None
        if draft is None or changed is None:
            continue
        await work.drafts.save(changed, work.now)
        if newest is None or draft.id != newest.id:
            continue
        if form is FormName.UNPLACED:
            await ask_where(work, draft=changed)
        elif form is not FormName.SIGN_IN:
            await show(work, Step(changed))
