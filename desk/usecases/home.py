"""The way in: who somebody is to us, their services, language, help."""

from desk.errors import NoSuchZone
from desk.ids import ChatId, ClientId, PersonId, private_chat
from desk.notices.client import HelpShown, LanguageAsked, Menu, ServiceLine, ServicesShown, Welcome, ZoneAsked, ZoneKept
from desk.ports import Work
from desk.rules.entitlement import Service, is_active, state_of
from desk.rules.form import FormName
from desk.rules.freshness import Trust
from desk.rules.people import Client
from desk.rules.zones import OFFERED, zone_named
from desk.usecases.arrivals import hint
from desk.usecases.managers import is_of_the_company, managers_now
from desk.usecases.trusting import trusted


async def start(work: Work, *, person: PersonId) -> None:
    """Show where a person can go from here."""
    clients = await clients_of(work, person)
    if clients:
        draft = await work.drafts.of(person, FormName.TICKET)
        names = tuple(client.name for client in clients)
        work.outbox.say(Menu(to=person, clients=names, draft=draft is not None))
    else:
        draft = await work.drafts.of(person, FormName.PROSPECT)
        await _welcome(work, person, kept=draft is not None and bool(draft.answers or draft.files))


async def _welcome(work: Work, person: PersonId, *, kept: bool = False) -> None:
    manager = private_chat(person) in (await managers_now(work)).values()
    colleague = manager or await is_of_the_company(work, person)
    can_sign_in = work.policy.signs_in
    work.outbox.say(Welcome(to=person, can_sign_in=can_sign_in, kept=kept, colleague=colleague, manager=manager))


async def form_for(work: Work, person: PersonId) -> FormName:
    """A client files a ticket; somebody whom we do not know asks as a prospect. Source: regulation 1.2.4."""
    return FormName.TICKET if await work.people.links_of(person) else FormName.PROSPECT


async def clients_of(work: Work, person: PersonId) -> list[Client]:
    """The clients that this person acts for, by name."""
    found = [await work.clients.get(link.client) for link in await work.people.links_of(person)]
    return [client for client in found if client is not None]


async def listed_services(work: Work, client: ClientId) -> list[Service]:
    """A client's services, active ones first, each part by name."""
    terms = work.policy.terms(work.now)
    return sorted(await work.clients.services_of(client), key=lambda service: not is_active(service, terms))


async def show_services(work: Work, *, person: PersonId, signed_in: bool = False) -> None:
    """Each client's services with their state as of today. Source: regulation 1.5."""
    clients = await clients_of(work, person)
    if not clients:
        await _welcome(work, person)
        return
    terms = work.policy.terms(work.now)
    lines = [
        ServiceLine(service.name, state_of(service, terms), service.paid_until)
        for client in clients
        for service in await listed_services(work, client.id)
    ]
    name = ", ".join(client.name for client in clients)
    unsure = [client for client in clients if await trusted(work, client.id, shown=True) is not Trust.SURE]
    work.outbox.say(
        ServicesShown(to=person, client=name, services=tuple(lines), signed_in=signed_in, unverified=bool(unsure))
    )


async def ask_language(work: Work, *, person: PersonId) -> None:
    work.outbox.say(LanguageAsked(to=person))


async def choose_language(work: Work, *, person: PersonId, language: str) -> None:
    await work.people.choose_language(person, language)
    await start(work, person=person)


async def ask_zone(work: Work, *, person: PersonId) -> None:
    work.outbox.say(ZoneAsked(to=person, offered=OFFERED))


async def choose_zone(work: Work, *, person: PersonId, name: str) -> None:
    """By a button or by name; an empty one: the desk's time is enough. Source: T7."""
    zone = zone_named(name) if name else ""
    if zone is None:
        raise NoSuchZone(name)
    await work.people.choose_zone(person, zone)
    work.outbox.say(ZoneKept(to=person, now=work.now, own=bool(zone)))


async def show_help(work: Work, *, person: PersonId) -> None:
    """A colleague who is nobody's client reads where their own work is done."""
    if not await work.people.links_of(person) and await is_of_the_company(work, person):
        await _welcome(work, person)
        return
    policy = work.policy
    work.outbox.say(HelpShown(to=person, phone=policy.phone, help_centre=policy.help_centre, hours=policy.hours))


async def help_colleagues(work: Work, *, room: ChatId, topic: int | None, reply_to: int) -> None:
    """How tickets are answered in this group, and the commands of every day."""
    forum = topic is not None or (await work.chats.get(room)).forum
    facts = {"in_topics": work.policy.staff_reply.value} if forum else {}
    await hint(work, chat=room, topic=topic, reply_to=reply_to, what="how_it_works", facts=facts)
