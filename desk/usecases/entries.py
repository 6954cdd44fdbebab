"""An employee's entry for a client, page by page, in the staff's group. Source: regulation 2.3."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from desk.errors import NotYourEntry
from desk.ids import NOBODY, ChatId, ClientId, PersonId
from desk.notices.client import Option
from desk.notices.on_behalf import EntryAsked, EntryConfirm, EntryOver
from desk.ports import Work
from desk.rules.billing import Hour, Wanted, offers
from desk.rules.came import Way, WrongTime
from desk.rules.entitlement import INTERNAL, Entitlement, Ground, Service, state_of
from desk.rules.form import (
    NO_SERVICE,
    Context,
    Draft,
    FormName,
    Question,
    Step,
    given,
    next_question,
    options_of,
    progress,
)
from desk.rules.paid import Billing
from desk.rules.people import Client, Link
from desk.rules.support import support_of
from desk.rules.targets import Asked
from desk.rules.ticket import Category, Urgency
from desk.usecases.forms import asked_by, promise_for
from desk.usecases.home import listed_services
from desk.usecases.readers import reader_among
from desk.usecases.trusting import standing_as_known

SOMEBODY_ELSE: Final = "-"
"""The option 'nobody of those whom we know'."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page goes: in place of `page`, or as an answer to `reply_to`."""

    chat: ChatId
    topic: int | None
    page: int | None = None
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the ticket would be as of now, with the reasons."""

    entitlement: Entitlement
    asked: Asked
    billing: Billing | None
    react_by: datetime | None
    service: Service | None = None


async def entry_of(work: Work, by: PersonId) -> Draft | None:
    return await work.drafts.of(by, FormName.ON_BEHALF)


async def own_entry(work: Work, by: PersonId) -> Draft:
    """Raises NotYourEntry: it is over, or a colleague's."""
    draft = await entry_of(work, by)
    if draft is None:
        raise NotYourEntry
    return draft


def is_at(draft: Draft, chat: ChatId, topic: int | None) -> bool:
    return draft.answers.get("chat") == str(chat) and draft.answers.get("topic") == str(topic or "")


def put(draft: Draft, place: Place) -> Draft:
    """The entry goes on where its pages are."""
    return replace(draft, answers={**draft.answers, "chat": str(place.chat), "topic": str(place.topic or "")})


async def client_of(work: Work, draft: Draft) -> Client | None:
    """None: staff file it for themselves, or the panel has the client no more."""
    key = draft.answers.get("client")
    return await work.clients.get(ClientId(key)) if key else None


async def context_of(work: Work, draft: Draft, client: Client | None) -> Context:
    """Who of the client's people asked, if there are several, and about which of the client's services."""
    if client is None:
        return Context()
    people = [str(link.person) for link in await work.people.linked_to(client.id)]
    services = [str(service.id) for service in await listed_services(work, client.id)]
    return Context(
        {
            "who": (*people, SOMEBODY_ELSE) if len(people) > 1 else (),
            "service": (*services, NO_SERVICE) if services else (),
        }
    )


async def show(
    work: Work,
    step: Step,
    place: Place,
    *,
    wrong: WrongTime | None = None,
    begun: bool = False,
    changing: bool = False,
) -> None:
    """The page for where the entry is now."""
    client = await client_of(work, step.draft)
    context = await context_of(work, step.draft, client)
    question = next_question(step.draft, context)
    if question is None:
        await _show_all(work, step, place, client, begun=begun, changing=changing)
    else:
        await _ask(work, step, place, client, question, wrong=wrong, begun=begun)


async def _ask(
    work: Work,
    step: Step,
    place: Place,
    client: Client | None,
    question: Question,
    *,
    wrong: WrongTime | None,
    begun: bool,
) -> None:
    draft = step.draft
    context = await context_of(work, draft, client)
    at, of = progress(draft, context)
    work.outbox.say(
        EntryAsked(
            to=place.chat,
            topic=place.topic,
            page=place.page,
            reply_to=place.reply_to,
            by=draft.person,
            rev=draft.rev,
            client=client.name if client else "",
            question=question.name,
            kind=question.kind,
            options=await _named(work, client, question.name, options_of(question, context)),
            step=at,
            steps=of,
            answer=draft.answers.get(question.name),
            problem=step.problem,
            remark=step.remark,
            wrong=wrong,
            limit=question.shortest if step.problem == "too_short" else question.longest,
            begun=begun,
        )
    )


async def _show_all(
    work: Work, step: Step, place: Place, client: Client | None, *, begun: bool, changing: bool
) -> None:
    draft = step.draft
    context = await context_of(work, draft, client)
    standing = await standing_of(work, draft, client)
    told = await told_of(work, await reader_for(work, draft, client), client)
    names = await work.people.names([told])
    work.outbox.say(
        EntryConfirm(
            to=place.chat,
            topic=place.topic,
            page=place.page,
            reply_to=place.reply_to,
            by=draft.person,
            rev=draft.rev,
            client=client.name if client else "",
            given=tuple(
                [(name, (await _named(work, client, name, (value,)))[0]) for name, value in given(draft, context)]
            ),
            entitlement=standing.entitlement,
            billing=standing.billing,
            react_by=standing.react_by,
            told=names.get(told, ""),
            changing=changing,
            problem=step.problem,
            remark=step.remark,
            begun=begun,
        )
    )


def say_over(work: Work, draft: Draft, place: Place, client: Client | None) -> None:
    """Left, and nothing of it is filed."""
    work.outbox.say(
        EntryOver(
            to=place.chat,
            topic=place.topic,
            page=place.page,
            reply_to=place.reply_to,
            by=draft.person,
            rev=draft.rev,
            client=client.name if client else "",
        )
    )


async def _named(work: Work, client: Client | None, question: str, values: tuple[str, ...]) -> tuple[Option, ...]:
    """Options with the words that are data: services with their state, people by name."""
    if client is None:
        return tuple(Option(value) for value in values)
    if question == "service":
        terms = work.policy.terms(work.now)
        known = {
            str(one.id): Option(str(one.id), one.name, state_of(one, terms))
            for one in await listed_services(work, client.id)
        }
    elif question == "who":
        links = await work.people.linked_to(client.id)
        names = await work.people.names([link.person for link in links])
        known = {str(link.person): Option(str(link.person), names.get(link.person, "")) for link in links}
    else:
        known = {}
    return tuple(known.get(value, Option(value)) for value in values)


async def reader_for(work: Work, draft: Draft, client: Client | None) -> PersonId:
    """Who of the client's people the ticket is of: who asked, or the only one; NOBODY if none of them is known."""
    if client is None:
        return NOBODY
    links: list[Link] = await work.people.linked_to(client.id)
    if len(links) == 1:
        return links[0].person
    asked = draft.answers.get("who", "")
    return next((link.person for link in links if str(link.person) == asked), NOBODY)


async def told_of(work: Work, author: PersonId, client: Client | None) -> PersonId:
    """Who reads of the ticket at once; NOBODY if nobody of the client is in Telegram."""
    return author or (await reader_among(work, client.id) if client else NOBODY)


def came_at(draft: Draft, now: datetime) -> datetime:
    """When the request came."""
    return min(datetime.fromisoformat(draft.answers["came"]), now) if draft.answers.get("came") else now


async def standing_of(work: Work, draft: Draft, client: Client | None) -> Outlook:
    """As it would be for the client: services as they are now, the hour when the request came. Source: 1.5, 2.4, T9."""
    if client is None or draft.answers.get("way") == Way.OWN:
        return Outlook(INTERNAL, Asked(), None, None)
    policy, answers = work.policy, draft.answers
    services = await listed_services(work, client.id)
    terms = policy.terms(work.now)
    about = next((one for one in services if str(one.id) == answers.get("service")), None)
    ground = await standing_as_known(work, client.id, about, services, shown=True)
    urgency = Urgency(answers.get("urgency", Urgency.NORMAL))
    priority = policy.priority is not None and policy.priority.among(services, terms)
    support = support_of(has_priority=priority, urgency=urgency, ground=ground)
    came = came_at(draft, work.now)
    state = state_of(about, terms) if about else None
    sure = ground.ground is not Ground.UNVERIFIED
    wanted = Wanted(ground.standing, state, Category(answers["category"]), urgency, verified=sure)
    # What came at night and is filed by day has waited for the opening already.
    is_open = policy.calendar.is_open(came) or policy.calendar.is_open(work.now)
    hour = Hour(is_open=is_open, priority=priority, after_hours=policy.after_hours)
    asked = asked_by(work, client, services, answers, support)
    promise = promise_for(work, ground, asked, since=came)
    # Where the client would have a choice, they have not made it: nobody accepts a price for them.
    free = next(iter(offers(wanted, hour)))
    return Outlook(ground, asked, free, promise.due if promise else None, about)
