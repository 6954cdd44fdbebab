"""A finished form becomes a ticket (or feedback for the management), once."""

from dataclasses import replace

from desk.ids import DraftId, MessageId, TicketId, private_chat
from desk.notices.client import FeedbackTaken, Filed
from desk.notices.mail import FeedbackMail
from desk.notices.staff import CardNeeded, ClientMessage, TopicNeeded
from desk.ports import Work
from desk.rules.content import Content, Kind, Parts, Source, weight_of, words_of
from desk.rules.entitlement import state_of
from desk.rules.events import Event, EventKind, Feedback
from desk.rules.form import Draft, FormName, given
from desk.rules.messages import Message, Post, Room, Side
from desk.rules.paid import Billing
from desk.rules.passwords import without_passwords
from desk.rules.ticket import ON_CARD, Category, Ticket, Urgency
from desk.usecases.access.noticing import notice_password
from desk.usecases.alerts import armed
from desk.usecases.arrivals import must_not_be_blocked
from desk.usecases.flood import must_not_file_too_many
from desk.usecases.following import followed, link
from desk.usecases.forms import (
    asked_for,
    client_of,
    context_of,
    entitlement_of,
    offers_of,
    opens_at,
    promise_for,
    services_of,
    support_for,
)
from desk.usecases.managers import tell_managers, tell_room
from desk.usecases.membership import whereabouts

SUBJECT = 60
"""How much of a prospect's question is its subject."""

TOLD_APART = {"client", "service", "category", "urgency", "subject", "description", "consent", "files"}
"""Answers that have a place of their own on the ticket; the others are listed on the card."""


async def file(work: Work, *, draft: Draft, billing: Billing | None = None) -> None:
    """File what the form holds. The draft goes in the same transaction, so a second press finds nothing.

    `billing` is what the client has agreed to; None: the first of what is offered.
    """
    if draft.form is FormName.FEEDBACK:
        await _file_feedback(work, draft)
    else:
        await must_not_be_blocked(work, draft.person)
        await must_not_file_too_many(work, draft.person, draft.form)
        await _file_ticket(work, draft, billing)
    await work.drafts.drop(draft.id)


async def _file_ticket(work: Work, draft: Draft, billing: Billing | None) -> None:
    wanted = await _ticket(work, draft, billing)
    old = await followed(work, draft, wanted)
    ticket = await work.tickets.file(armed(work, replace(wanted, follows=old.id if old else None)))
    await work.rooms.save(Room(ticket.id, ticket.room))
    told = (value for _, value in ticket.answers)
    said = (ticket.subject, ticket.description, ticket.service_name, *told, *(words_of(parts) for parts in draft.files))
    work.search.add(ticket.id, without_passwords("\n".join(said)))
    work.events.add(Event(ticket.id, EventKind.FILED, work.now, draft.person, str(ticket.billing)))
    if old is not None:
        await link(work, old, ticket)
    work.outbox.say(TopicNeeded(room=ticket.room, ticket=ticket.id))
    work.outbox.say(CardNeeded(room=ticket.room, ticket=ticket.id))
    await _add_description(work, draft, ticket)
    for parts in draft.files:
        message = await add_message(work, ticket, draft, parts)
        notice_password(work, ticket, message)
        work.outbox.say(
            ClientMessage(room=ticket.room, ticket=ticket.id, message=message.id, items=weight_of(message.parts))
        )
    work.outbox.say(
        Filed(
            to=draft.person,
            ticket=ticket.id,
            subject=ticket.subject,
            entitlement=ticket.entitlement,
            react_by=ticket.react_by,
            opens_at=opens_at(work, ticket.support),
            support=ticket.support,
            billing=ticket.billing,
        )
    )


async def _ticket(work: Work, draft: Draft, billing: Billing | None) -> Ticket:
    """The ticket as it will be filed; services are looked at once more. Source: regulation 1.5.2."""
    answers = draft.answers
    client = await client_of(work, draft) if draft.form is FormName.TICKET else None
    services = await services_of(work, draft) if client else []
    service = next((item for item in services if str(item.id) == answers.get("service")), None)
    ground = await entitlement_of(work, draft)
    support = await support_for(work, draft, ground)
    questions = given(draft, await context_of(work, draft))
    asked = await asked_for(work, draft, support)
    promise = promise_for(work, ground, asked)
    category = Category(answers.get("category", Category.CONNECTION))
    state = state_of(service, work.policy.terms(work.now)) if service else None
    agreed = billing or (await offers_of(work, draft))[0]
    return Ticket(
        id=TicketId(0),
        author=draft.person,
        client=client.id if client else None,
        room=(await whereabouts(work, work.policy.first_room_for(category, state, agreed))).id,
        draft=DraftId(draft.id),
        category=category,
        urgency=Urgency(answers.get("urgency", Urgency.NORMAL)),
        subject=" ".join(answers.get("subject", "").split()) or shorten(answers["description"]),
        description=answers["description"],
        entitlement=ground,
        # Telegram's times are whole seconds: what is said in the same one is said after the filing.
        filed_at=work.now.replace(microsecond=0),
        service=service.id if service else None,
        service_name=service.name if service else "",
        service_state=state,
        answers=tuple((name, value) for name, value in questions if name not in TOLD_APART and value),
        react_by=promise.due if promise else None,
        counted_from=work.now if promise else None,
        client_category=asked.client,
        products=asked.products,
        support=support,
        billing=agreed,
    )


def shorten(text: str) -> str:
    """The first line of a text, cut at a word."""
    line = text.strip().splitlines()[0]
    return line if len(line) <= SUBJECT else line[:SUBJECT].rsplit(" ", 1)[0] + "…"


async def _add_description(work: Work, draft: Draft, ticket: Ticket) -> None:
    """The description is a message of the ticket too, made of what was typed: edits of that are followed."""
    chat = private_chat(draft.person)
    pieces = draft.story or ((0, ticket.description),)
    parts = tuple(Content(Kind.TEXT, Source(chat, message), words) for message, words in pieces)
    message = await add_message(work, ticket, draft, parts, is_description=True)
    notice_password(work, ticket, message)
    if len(ticket.description) > ON_CARD:
        work.outbox.say(ClientMessage(room=ticket.room, ticket=ticket.id, message=message.id))


async def add_message(
    work: Work, ticket: Ticket, draft: Draft, parts: Parts, *, is_description: bool = False
) -> Message:
    message = await work.messages.add(
        Message(
            id=MessageId(0),
            ticket=ticket.id,
            author=draft.person,
            side=Side.CLIENT,
            parts=parts,
            written_at=ticket.filed_at,
            is_description=is_description,
        )
    )
    await work.posts.add(originals(message))
    return message


def originals(message: Message) -> list[Post]:
    """Where the author's own message lies, so that replies to it and edits of it are understood."""
    return [
        Post(part.source.chat, part.source.message, message.ticket, message.id, number, original=True)
        for number, part in enumerate(message.parts)
        if part.source.message
    ]


async def _file_feedback(work: Work, draft: Draft) -> None:
    praise = draft.answers["feedback"] == "praise"
    about = draft.answers.get("ticket")
    feedback = await work.feedback.add(
        Feedback(
            0,
            draft.person,
            praise,
            draft.answers["description"],
            work.now,
            TicketId(int(about)) if about else None,
        )
    )
    passed_on = await tell_managers(work, feedback=feedback.id)
    if work.policy.mail and work.policy.complaints_email:
        work.outbox.say(FeedbackMail(address=work.policy.complaints_email, feedback=feedback.id))
        passed_on = True
    if not passed_on:
        await tell_room(work, "feedback_kept")
    work.outbox.say(FeedbackTaken(to=draft.person, praise=praise, kept=not passed_on))
