"""Walking through a form: each action shows the next step."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from desk.errors import NothingToCancel
from desk.ids import PersonId
from desk.notices.client import FormAsked, FormConfirm, FormGone, Gone, Option
from desk.notices.people import NumberTaken
from desk.notices.vault import StepEnd
from desk.ports import Work
from desk.rules.billing import Hour, Wanted, offers
from desk.rules.content import Parts
from desk.rules.entitlement import PROSPECT, Entitlement, Ground, Service, Standing, entitlement, is_active, state_of
from desk.rules.form import (
    CONSENT,
    NO_SERVICE,
    Answers,
    Context,
    Draft,
    FormName,
    Problem,
    Question,
    QuestionKind,
    Remark,
    Step,
    given,
    is_aside,
    is_over,
    next_question,
    options_of,
    progress,
)
from desk.rules.form_told import count_files, receive
from desk.rules.paid import Billing
from desk.rules.people import Client
from desk.rules.phones import ASKED, Number
from desk.rules.policy import Promise
from desk.rules.support import support_of
from desk.rules.targets import Asked
from desk.rules.ticket import Category, Support, Urgency, level_of
from desk.usecases.access.leaving import drop_step, in_front, leave_step
from desk.usecases.access.noticing import notice_in_form
from desk.usecases.arrivals import must_not_be_blocked
from desk.usecases.articles import offered
from desk.usecases.home import clients_of, listed_services, start
from desk.usecases.similar import similar_to
from desk.usecases.tickets import line
from desk.usecases.trusting import standing_as_known


async def open_form(work: Work, *, person: PersonId, form: FormName) -> None:
    """Begin a form, or go on with the one that is in work. Raises Blocked, but for a complaint."""
    if form is not FormName.FEEDBACK:
        await must_not_be_blocked(work, person)
    if form is FormName.TICKET and not await work.people.links_of(person):
        await start(work, person=person)
        return
    await drop_step(work, person)
    draft = await work.drafts.of(person, form) or await work.drafts.begin(person, form, work.now)
    if is_unbegun(work, draft):
        draft = replace(draft, answers={**draft.answers, CONSENT: "yes"})
    draft = await _begun_for_the_only_one(work, draft)
    await work.drafts.save(draft := replace(draft, rev=draft.rev + 1), work.now)
    await show(work, Step(draft))


def is_unbegun(work: Work, draft: Draft) -> bool:
    """Whoever has agreed already and has not asked for the short form: it only keeps their words."""
    return draft.form is FormName.PROSPECT and work.policy.privacy is not None and CONSENT not in draft.answers


async def type_into_form(work: Work, *, draft: Draft, parts: Parts) -> None:
    """A message arrived while a form is in work."""
    await keep(work, draft, receive(draft, parts, await context_of(work, draft)))
    notice_in_form(work, draft, parts)


async def keep(work: Work, before: Draft, step: Step) -> None:
    """Save what came of an action and show it."""
    if step.draft is not before:
        await work.drafts.save(step.draft, work.now)
    await show(work, step)


async def cancel(work: Work, *, person: PersonId) -> None:
    draft = await in_front(work, person)
    if draft is None:
        raise NothingToCancel
    if draft.form is FormName.SECRET:
        await leave_step(work, draft, StepEnd.LEFT)
        return
    await work.drafts.drop(draft.id)
    if draft.form is FormName.SIGN_IN and ASKED in draft.answers:
        work.outbox.say(NumberTaken(to=person, result=Number.DROPPED))
    work.outbox.say(FormGone(to=person, form=draft.form, why=Gone.CANCELLED))


async def show(work: Work, step: Step, *, changing: bool = False) -> None:
    """The page for where the draft is now: a question, or the confirmation (with a choice of what to change)."""
    context = await context_of(work, step.draft)
    if not changing and await offered(work, step, context):
        return
    question = next_question(step.draft, context)
    if question is None:
        await _show_confirmation(work, step, context, changing=changing)
    else:
        await _show_question(work, step, context, question)


async def _show_question(work: Work, step: Step, context: Context, question: Question) -> None:
    draft = step.draft
    at, of = progress(draft, context)
    category = draft.answers.get("category")
    answer = draft.answers.get(question.name)
    # A form may wait for two weeks: why the day is asked for again must be said.
    over = bool(answer) and question.kind is QuestionKind.DATE and is_over(str(answer), context.today)
    problem = step.problem or (Problem.DAY_IS_OVER if over else None)
    work.outbox.say(
        FormAsked(
            to=draft.person,
            form=draft.form,
            rev=draft.rev,
            question=question.name,
            kind=question.kind,
            options=await _named(work, draft, question.name, options_of(question, context)),
            step=at,
            steps=of,
            category=Category(category) if category else None,
            praise=draft.answers.get("feedback") == "praise",
            answer=None if over else answer,
            files=count_files(draft),
            optional=question.optional,
            problem=problem,
            remark=step.remark or (Remark.WRITTEN_ASIDE if answer and is_aside(draft, question) else None),
            limit=question.shortest if step.problem == "too_short" else question.longest,
        )
    )


async def _show_confirmation(work: Work, step: Step, context: Context, *, changing: bool) -> None:
    draft = step.draft
    ground = await entitlement_of(work, draft, shown=True) if draft.form is not FormName.FEEDBACK else None
    support = await support_for(work, draft, ground)
    asked = await asked_for(work, draft, support)
    promise = promise_for(work, ground, asked)
    pages = [(name, (await _named(work, draft, name, (value,)))[0]) for name, value in given(draft, context)]
    work.outbox.say(
        FormConfirm(
            to=draft.person,
            form=draft.form,
            rev=draft.rev,
            given=tuple(pages),
            files=count_files(draft),
            entitlement=ground,
            react_by=promise.due if promise else None,
            because=promise.because if promise else None,
            client_category=asked.client,
            opens_at=opens_at(work, support),
            support=support,
            similar=tuple(line(ticket) for ticket in await similar_to(work, draft, await client_of(work, draft))),
            problem=step.problem,
            remark=step.remark,
            changing=changing,
            follows=draft.answers.get("follows", ""),
            offers=await offers_of(work, draft, shown=True),
        )
    )


async def _named(work: Work, draft: Draft, question: str, values: tuple[str, ...]) -> tuple[Option, ...]:
    """Options with the words that are data: services with their state, clients."""
    terms = work.policy.terms(work.now)
    if question == "service":
        services = {str(service.id): service for service in await services_of(work, draft)}
        return tuple(
            Option(value, services[value].name, state_of(services[value], terms))
            if value in services
            else Option(value)
            for value in values
        )
    if question == "client":
        names = {str(client.id): client.name for client in await clients_of(work, draft.person)}
        return tuple(Option(value, names.get(value, "")) for value in values)
    return tuple(Option(value) for value in values)


async def context_of(work: Work, draft: Draft) -> Context:
    """The client's own services (1.5.1) and, for a person who acts for several clients, which one."""
    if draft.form is not FormName.TICKET:
        return Context(agreed=work.policy.privacy is not None)
    clients = await clients_of(work, draft.person)
    services = await services_of(work, draft)
    one = len(clients) == 1 and draft.answers.get("client") in {None, str(clients[0].id)}
    return Context(
        {
            "client": () if one else tuple(str(client.id) for client in clients),
            "service": (*(str(service.id) for service in services), NO_SERVICE) if services else (),
        },
        today=work.policy.calendar.day_of(work.now),
    )


async def client_of(work: Work, draft: Draft) -> Client | None:
    """For whom the ticket is: the chosen client, or the only one. What was begun for one is never another's."""
    clients = await clients_of(work, draft.person)
    chosen = draft.answers.get("client")
    if chosen is None and len(clients) == 1:
        return clients[0]
    return next((client for client in clients if str(client.id) == chosen), None)


async def _begun_for_the_only_one(work: Work, draft: Draft) -> Draft:
    """Kept from the beginning: another client may come, or this one go, while the form is in work."""
    clients = await clients_of(work, draft.person)
    if draft.form is not FormName.TICKET or "client" in draft.answers or len(clients) != 1:
        return draft
    return replace(draft, answers={**draft.answers, "client": str(clients[0].id)})


async def services_of(work: Work, draft: Draft) -> list[Service]:
    """Those that can be written about; active ones first."""
    client = await client_of(work, draft)
    return await listed_services(work, client.id) if client else []


async def entitlement_of(work: Work, draft: Draft, *, shown: bool = False) -> Entitlement:
    """Computed from the panel's services as they are now. Source: regulation 1.5, 1.7."""
    if draft.form is FormName.PROSPECT:
        return PROSPECT
    services = await services_of(work, draft)
    about = next((service for service in services if str(service.id) == draft.answers.get("service")), None)
    client = await client_of(work, draft)
    if client is None:
        return entitlement(about, services, work.policy.terms(work.now))
    return await standing_as_known(work, client.id, about, services, shown=shown)


async def support_for(work: Work, draft: Draft, ground: Entitlement | None) -> Support:
    """Any active priority service of the client counts, whatever the ticket is about. Source: regulation 1.4."""
    priority = work.policy.priority
    if priority is None or ground is None:
        return Support.STANDARD
    has = priority.among(await services_of(work, draft), work.policy.terms(work.now))
    urgency = Urgency(draft.answers.get("urgency", Urgency.NORMAL))
    return support_of(has_priority=has, urgency=urgency, ground=ground)


async def asked_for(work: Work, draft: Draft, support: Support) -> Asked:
    """What the target depends on."""
    client = await client_of(work, draft) if draft.form is FormName.TICKET else None
    services = await services_of(work, draft) if client else []
    return asked_by(work, client, services, draft.answers, support)


def asked_by(
    work: Work, client: Client | None, services: Sequence[Service], answers: Answers, support: Support
) -> Asked:
    """The level, the client's category, the plan of the service that it is about.

    A priority service counts whatever the ticket is about. Source: regulation 1.3, 1.4, 3.2.
    """
    priority, terms = work.policy.priority, work.policy.terms(work.now)
    products = [
        service.product
        for service in services
        if str(service.id) == answers.get("service")
        or (priority and priority.is_one(service.product) and is_active(service, terms))
    ]
    category = Category(answers.get("category", Category.CONNECTION))
    return Asked(level_of(category), client.category if client else None, tuple(dict.fromkeys(products)), support)


def promise_for(
    work: Work, ground: Entitlement | None, asked: Asked, *, since: datetime | None = None
) -> Promise | None:
    """The target of the first reaction; none where it is not regulated. Counted from now or `since`. Source: 3.2."""
    if ground is None or ground.standing is not Standing.ENTITLED:
        return None
    return work.policy.promise(since or work.now, asked)


def opens_at(work: Work, support: Support) -> datetime | None:
    """When the desk opens for such a ticket; None: it is open."""
    calendar = work.policy.calendar_of(support)
    return None if calendar.is_open(work.now) else calendar.next_open(work.now)


async def offers_of(work: Work, draft: Draft, *, shown: bool = False) -> tuple[Billing, ...]:
    """The ways in which the draft can be filed at this moment; none for what is no ticket. Source: regulation 2.4."""
    if draft.form not in {FormName.TICKET, FormName.PROSPECT}:
        return ()
    policy, answers = work.policy, draft.answers
    terms = policy.terms(work.now)
    services = await services_of(work, draft)
    about = next((service for service in services if str(service.id) == answers.get("service")), None)
    ground = await entitlement_of(work, draft, shown=shown)
    wanted = Wanted(
        standing=ground.standing,
        service_state=state_of(about, terms) if about else None,
        category=Category(answers.get("category", Category.CONNECTION)),
        urgency=Urgency(answers.get("urgency", Urgency.NORMAL)),
        verified=ground.ground is not Ground.UNVERIFIED,
    )
    hour = Hour(
        is_open=policy.calendar.is_open(work.now),
        priority=policy.priority is not None and policy.priority.among(services, terms),
        after_hours=policy.after_hours,
    )
    return offers(wanted, hour)
