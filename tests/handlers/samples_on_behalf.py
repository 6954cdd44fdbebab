"""What staff file for a client, in all of its variants; see `samples`."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from desk.ids import PersonId, TicketId
from desk.notices.client import Option
from desk.notices.client_look import (
    ClientNoteKept,
    ClientShown,
    HeldService,
    LinkAsked,
    LinkedPerson,
    LinkedToClient,
    NoteLine,
    SomebodyLinked,
)
from desk.notices.lists import StaffLine
from desk.notices.on_behalf import (
    ClientLine,
    ClientsFound,
    EntryAsked,
    EntryConfirm,
    EntryOver,
    FiledForYou,
    Purpose,
)
from desk.rules.came import Way, WrongTime
from desk.rules.entitlement import INTERNAL, Entitlement, Ground, ServiceState, Standing
from desk.rules.form import FORMS, FormName, Problem, QuestionKind, Remark, key_of
from desk.rules.paid import Billing
from desk.rules.people import ClientCategory, Proof
from desk.rules.ticket import Status
from tests.builders import ANNA, BORIS, ROOM

AT = datetime(2027, 3, 4, 9, 0, tzinfo=UTC)
NUMBER = TicketId(2**31)
LARGEST = 2**53
GROUND = Entitlement(Standing.ENTITLED, Ground.ACTIVE_SERVICE)
Say = Callable[[int], str]


def notices(say: Say) -> Iterator[Any]:
    yield from _found(say)
    yield from looks(say)
    at: dict[str, Any] = {"to": ROOM, "by": BORIS, "rev": LARGEST, "topic": 5, "reply_to": 6}
    for client in (say(150), ""):
        yield from _pages(say, at | {"client": client})
        for told in (say(129), ""):
            yield EntryOver(**at, client=client, ticket=NUMBER, subject=say(120), told=told)
        yield EntryOver(**at, client=client)
    for way in Way:
        for billing in [*Billing, None]:
            filed = FiledForYou(
                to=ANNA,
                ticket=NUMBER,
                subject=say(120),
                by=say(129),
                way=way,
                came_at=AT,
                entitlement=GROUND,
                react_by=AT,
                opens_at=AT,
                billing=billing,
            )
            yield filed
            yield replace(filed, react_by=None, opens_at=None)


def looks(say: Say) -> Iterator[Any]:
    """A look at a client with all that fits, and with nothing; who belongs to one."""
    person = LinkedPerson(say(129), say(32), owner=True, sees_all=True, reachable=False, blocked=say(300))
    people = (person, *(replace(person, owner=False, sees_all=yes, username="", blocked="") for yes in (True, False)))
    services = tuple(HeldService(say(100), state, day) for state in ServiceState for day in (AT.date(), None))
    line = StaffLine(NUMBER, say(120), Status.OPEN, say(128), ROOM, AT, AT, 5, 6)
    note = NoteLine(LARGEST, say(1000), say(129), AT)
    full = ClientShown(
        to=ROOM,
        key=key_of("k" * 100),
        number="k" * 20,
        name=say(150),
        category=ClientCategory.PARTNER,
        email=say(254),
        phone=say(30),
        services=services,
        people=people,
        tickets=(line,) * 5,
        notes=(note,) * 5,
        more_services=1,
        more_people=2,
        more_tickets=5,
        more_notes=21,
    )
    yield full
    bare = replace(full, email="", phone="", services=(), people=(), tickets=(), notes=())
    yield replace(bare, more_services=0, more_people=0, more_tickets=0, more_notes=0)
    for owner in (True, False):
        yield LinkedToClient(to=ANNA, client=say(150), owner=owner, tickets=(NUMBER,) * (1 + owner))
        yield from [
            SomebodyLinked(
                to=ANNA,
                key=key_of("k" * 100),
                client=say(150),
                person=PersonId(2**52),
                name=say(129),
                username=say(32) if owner else "",
                sees_all=owner,
                proof=proof,
                ends=owner,
                there=there,
            )
            for proof in Proof
            for there in (None, AT)
        ]


def in_rooms(at: dict[str, Any], say: Say) -> Iterator[Any]:
    yield ClientNoteKept(**at, note=LARGEST, client=say(150), who=say(129), total=2)
    asked = LinkAsked(
        **at, person=say(129), username=say(32), key=key_of("k" * 100), client=say(150), owners=(say(129),), tickets=1
    )
    yield asked
    yield replace(asked, owners=(), username="", tickets=5)


def _found(say: Say) -> Iterator[Any]:
    lines = tuple(
        ClientLine(key_of("k" * 100), say(150), category, email)
        for category in ClientCategory
        for email in (say(254), "")
    )
    for purpose in Purpose:
        yield ClientsFound(to=ROOM, purpose=purpose, lines=lines, words=say(200), more=12)
        yield ClientsFound(to=ROOM, purpose=purpose, lines=lines[:2], words=say(200))
        yield ClientsFound(to=ROOM, purpose=purpose, lines=lines[:2], words=say(200), ticket=NUMBER)
        yield ClientsFound(to=ROOM, purpose=purpose, lines=())


def _pages(say: Say, at: dict[str, Any]) -> Iterator[Any]:
    given: list[tuple[str, Option]] = []
    for step, question in enumerate(FORMS[FormName.ON_BEHALF]):
        options = tuple(Option(item) for item in question.options or ())
        if question.options is None:
            options = (*(Option("k" * 100, say(100), state) for state in [*ServiceState, None]), Option("-"))
        typed = question.kind is QuestionKind.TEXT
        answer = AT.isoformat() if question.name == "came" else say(question.longest)
        asked = EntryAsked(
            **at,
            question=question.name,
            kind=question.kind,
            options=options,
            step=step + 1,
            steps=8,
            limit=question.longest,
            answer=answer if typed else options[0].value,
        )
        given.append((question.name, Option(answer) if typed else options[0]))
        yield asked
        yield replace(asked, answer=None, page=7, begun=True)
        for problem in Problem:
            yield replace(asked, problem=problem, remark=Remark.KEPT_AS_DESCRIPTION)
        for wrong in WrongTime:
            yield replace(asked, wrong=wrong)
    confirm = EntryConfirm(
        **at, given=tuple(given), entitlement=GROUND, billing=Billing.WITHIN_PLAN, react_by=AT, told=say(129)
    )
    yield confirm
    yield replace(confirm, changing=True, problem=Problem.NOT_AN_OPTION, remark=Remark.TEXT_ADDED)
    yield replace(confirm, entitlement=INTERNAL, billing=None, react_by=None, told="", begun=True)
    for billing in Billing:
        yield replace(confirm, billing=billing, react_by=None, told="", page=7)
