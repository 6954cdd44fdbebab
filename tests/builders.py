"""Values for tests: each builder says only what the test is about. Heroes: Anna, Viktor, Boris, Vera, Olga."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.likeness import likeness
from desk.ids import (
    ChargeId,
    ChatId,
    ClientId,
    DraftId,
    MessageId,
    PeriodId,
    PersonId,
    SecretId,
    ServiceId,
    SpentId,
    TicketId,
    private_chat,
)
from desk.rules.calendar import Calendar, parse_days, parse_hours
from desk.rules.charges import Charge
from desk.rules.content import Content, Kind, Parts, Source
from desk.rules.durations import parse_duration
from desk.rules.entitlement import Entitlement, Ground, Service, ServiceState, ServiceStatus, Standing
from desk.rules.form import Draft, FormName
from desk.rules.messages import Message, Side
from desk.rules.people import Assurance, Client, ClientCategory, Link, Person, Role
from desk.rules.periods import Period
from desk.rules.policy import Policy
from desk.rules.relay import StaffReply
from desk.rules.silence import SilencePolicy
from desk.rules.ticket import Category, Status, Ticket, Urgency
from desk.rules.vault import Secret
from desk.rules.worktime import Spent

MOSCOW: Final = ZoneInfo("Europe/Moscow")

ANNA: Final = PersonId(101)
"""Owner of a client with active services."""
VIKTOR: Final = PersonId(102)
"""Not a client yet."""
BORIS: Final = PersonId(201)
"""Staff."""
VERA: Final = PersonId(202)
"""Staff."""
OLGA: Final = PersonId(301)
"""A manager."""

NAMES: Final = {ANNA: "Anna", VIKTOR: "Viktor", BORIS: "Boris", VERA: "Vera", OLGA: "Olga"}

ROMASHKA: Final = ClientId("romashka")
"""Anna's client."""
HOSTING: Final = ServiceId("s-1")
SITE: Final = ServiceId("s-2")

ROOM: Final = ChatId(-1001)
"""The staff's group."""
MANAGERS: Final = ChatId(-1002)
"""The managers' group."""


def at(moment: str) -> datetime:
    """A moment by the clock of Moscow, in UTC: at("2026-03-02 10:00")."""
    return datetime.fromisoformat(moment).replace(tzinfo=MOSCOW).astimezone(UTC)


MONDAY: Final = at("2026-03-02 12:00")
"""An ordinary moment: working time of an ordinary week."""


def a_policy(**changes: Any) -> Policy:
    """Moscow, 11:00-18:00 on weekdays, and the regulation's own numbers."""
    return replace(
        Policy(
            calendar=Calendar(MOSCOW, parse_hours("11:00-18:00"), parse_days("mon-fri")),
            silence=SilencePolicy(
                ping_after=(parse_duration("24h"),),
                close_after=parse_duration("48h"),
                grace=parse_duration("7wh"),
            ),
            standard=parse_duration("24h"),
            complex=parse_duration("72h"),
            content=parse_duration("5wd"),
            at_least=parse_duration("4wh"),
            reopen_within=timedelta(days=14),
            reply_means=Status.WAITING,
            staff_reply=StaffReply.ASSIGNEE,
            room=ROOM,
            likeness=likeness,
            managers=(MANAGERS,),
        ),
        **changes,
    )


def a_person(**changes: Any) -> Person:
    """Anna, unless another hero is named by `id`."""
    person = changes.pop("id", ANNA)
    name = NAMES.get(person, f"Person {person}")
    return replace(Person(person, name, username=name.lower().replace(" ", "_"), language="ru"), **changes)


def a_client(**changes: Any) -> Client:
    """Anna's client."""
    client = Client(
        ROMASHKA, "Romashka", ClientCategory.PARTNER, email="anna@romashka.example", phone="+7 495 000-00-01"
    )
    return replace(client, **changes)


def a_service(**changes: Any) -> Service:
    """An active service of Anna's client, without term."""
    return replace(Service(HOSTING, ROMASHKA, "romashka.example", "Hosting", ServiceStatus.ACTIVE), **changes)


def a_second_service(**changes: Any) -> Service:
    """Another active service of Anna's client, paid until the end of the year."""
    facts: dict[str, Any] = {
        "id": SITE,
        "name": "shop.example",
        "product": "Site care",
        "paid_until": date(2026, 12, 31),
    }
    return a_service(**(facts | changes))


def a_link(**changes: Any) -> Link:
    """Anna acts for her client."""
    return replace(Link(ANNA, ROMASHKA, Role.OWNER, Assurance.HIGH), **changes)


def a_ticket(**changes: Any) -> Ticket:
    """A new ticket of Anna's client about its hosting, filed on Monday 12:00, due on Tuesday 12:00."""
    ticket = Ticket(
        id=TicketId(1),
        author=ANNA,
        client=ROMASHKA,
        room=ROOM,
        draft=DraftId(1),
        category=Category.INCIDENT,
        urgency=Urgency.NORMAL,
        subject="The site is down",
        description="It has answered with 502 since the morning.",
        entitlement=Entitlement(Standing.ENTITLED, Ground.ACTIVE_SERVICE),
        filed_at=MONDAY,
        service=HOSTING,
        service_name="romashka.example",
        service_state=ServiceState.ACTIVE,
        answers=(("seen", "yes"), ("changed", "no")),
        react_by=at("2026-03-03 12:00"),
    )
    return replace(ticket, **changes)


def a_prospects_ticket(**changes: Any) -> Ticket:
    """A new ticket of Viktor, who is no client."""
    facts: dict[str, Any] = {
        "author": VIKTOR,
        "client": None,
        "category": Category.CONNECTION,
        "subject": "How do I connect",
        "entitlement": Entitlement(Standing.PROSPECT, Ground.NOT_A_CLIENT),
        "service": None,
        "service_name": "",
        "service_state": None,
        "answers": (),
        "react_by": None,
    }
    return a_ticket(**(facts | changes))


def a_draft(**changes: Any) -> Draft:
    """Anna's empty ticket form."""
    return replace(Draft(DraftId(1), ANNA, FormName.TICKET), **changes)


def a_text(text: str = "Hello", message: int = 11, chat: ChatId | None = None) -> Parts:
    """A text message, in Anna's private chat unless another is named."""
    return (Content(Kind.TEXT, Source(chat or private_chat(ANNA), message), text),)


def an_album(size: int = 2, caption: str = "", message: int = 21, chat: ChatId | None = None) -> Parts:
    """Photos sent as one, the first with the caption."""
    place = chat or private_chat(ANNA)
    return tuple(
        Content(Kind.PHOTO, Source(place, message + item), "" if item else caption, file=f"file-{message + item}")
        for item in range(size)
    )


def a_message(**changes: Any) -> Message:
    """Anna's words in ticket 1."""
    return replace(Message(MessageId(1), TicketId(1), ANNA, Side.CLIENT, a_text(), MONDAY), **changes)


def an_answer(**changes: Any) -> Message:
    """Boris's answer in ticket 1, which waits for Anna."""
    facts: dict[str, Any] = {
        "author": BORIS,
        "side": Side.STAFF,
        "parts": a_text("Is it better now?", message=31, chat=ROOM),
        "awaits": True,
    }
    return a_message(**(facts | changes))


def a_period(**changes: Any) -> Period:
    """A wait for Anna's answer in ticket 1 since Monday 12:00."""
    return replace(Period(PeriodId(1), TicketId(1), MONDAY, ping_at=at("2026-03-03 12:00")), **changes)


def a_charge(**changes: Any) -> Charge:
    """1,500 roubles that Boris has asked for ticket 1."""
    charge = Charge(ChargeId(1), TicketId(1), 150_000, "RUB", "Moving the site", BORIS, MONDAY)
    return replace(charge, **changes)


def a_time(**changes: Any) -> Spent:
    """40 minutes that Boris has spent on ticket 1."""
    spent = Spent(SpentId(1), TicketId(1), ROMASHKA, BORIS, 40, "Moved the mailboxes", paid=False, at=MONDAY)
    return replace(spent, **changes)


def a_secret(**changes: Any) -> Secret:
    """Access that Boris has asked Anna for in ticket 1."""
    secret = Secret(SecretId(1), TicketId(1), TicketId(1), BORIS, ANNA, "FTP of the site", MONDAY, "a_desk_bot")
    return replace(secret, **changes)
