"""A notice of every kind with its bearings: ordinary ones, ones as long as people can make them, and hostile ones."""

import dataclasses
import types
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Union, get_args, get_origin
from zoneinfo import ZoneInfo

from desk.errors import Refusal
from desk.ids import (
    ChargeId,
    ChatId,
    ClientId,
    DraftId,
    MessageId,
    OutboxId,
    PeriodId,
    PersonId,
    PreviewId,
    PromptId,
    SecretId,
    SpentId,
    TicketId,
)
from desk.notices import AnyNotice
from desk.notices.alerts import Breached, DueSoon, DutyCall
from desk.notices.approvals import ApprovalAsked, ApprovalOver, ApprovalShown, ApprovalTold, Stands
from desk.notices.articles import ArticleHelped, ArticlesFound, ArticleShown, ArticlesListed, ArticlesOffered
from desk.notices.base import ForPerson
from desk.notices.changes import Retold
from desk.notices.charges import PriceNews, PriceOffered, PriceTold
from desk.notices.client import (
    CodeAsked,
    EmailAsked,
    Filed,
    FormAsked,
    FormConfirm,
    FormGone,
    Gone,
    HelpShown,
    LanguageAsked,
    Menu,
    Merged,
    NeedsLonger,
    NotPassedOn,
    NotUrgent,
    Option,
    Overtaken,
    Pinged,
    PingSettled,
    PromiseMoved,
    PutOnHold,
    Received,
    Refused,
    Reopened,
    ServiceLine,
    ServicesShown,
    Settled,
    SignInFailed,
    Solved,
    StaffAnswer,
    StaffAnswerEdited,
    Taken,
    TicketLine,
    TicketShown,
    TicketsListed,
    TooFast,
    TurnedDown,
    Unmailed,
    Welcome,
    WentInactive,
    WhereTo,
    ZoneAsked,
    ZoneKept,
)
from desk.notices.client import FeedbackTaken as FeedbackTakenPage
from desk.notices.exports import MonthWanted
from desk.notices.groups import GroupLeft, GroupNews, WrongGroup
from desk.notices.lists import (
    HolderLine,
    HoldersShown,
    Listing,
    MacroLine,
    MacroShown,
    MacrosShown,
    StaffLine,
    TicketsFound,
)
from desk.notices.mail import AnswerMail, ClosingMail, CodeMail, FeedbackMail, LinkMail, PingMail
from desk.notices.managers import (
    CalendarShown,
    CodesStopped,
    DayChanged,
    DayLine,
    DayProposed,
    Digest,
    DuesMoved,
    EventLine,
    EventsShown,
    FeedbackArrived,
    RatingArrived,
)
from desk.notices.panel import AccountNews, AccountTold, ClientsMisread, MisreadLine, PanelNews, StandingTold
from desk.notices.panel_links import PanelLinkAsked
from desk.notices.people import (
    ClientPeople,
    DelegateLine,
    DelegatesChanged,
    DelegateShown,
    DelegateTold,
    Disowned,
    Doubted,
    InvitationLine,
    InvitationMade,
    InvitingAsked,
    LeavingAsked,
    Left,
    NumberAsked,
    NumberTaken,
    PeopleShown,
    ProveAgain,
    Reported,
    SomebodyCame,
    StillOurs,
    UndoAsked,
    WhichToLeave,
)
from desk.notices.people import Standing as DelegateStanding
from desk.notices.prompts import WordsAsked, WordsOver
from desk.notices.staff import (
    CalmAsked,
    Candidate,
    CardChanged,
    CardNeeded,
    ClauseAsked,
    ClientMessage,
    ClientMessageEdited,
    Happened,
    Letter,
    MailWaits,
    Mark,
    Marked,
    MergeAsked,
    NoMail,
    NotDelivered,
    NotSeen,
    RefusalShown,
    StaffHint,
    TopicByHand,
    TopicLost,
    TopicNeeded,
    TopicOpenNeeded,
    TopicState,
    TopicTwice,
    Trouble,
    Unconfirmed,
    WentByMail,
    What,
)
from desk.notices.tickets import Added, CommentKept, HistoryLine, HistoryShown, Rated, WriteHere
from desk.notices.vault import (
    Access,
    AccessAsked,
    AccessNews,
    AccessTold,
    ChangePassword,
    PasswordHeld,
    PasswordInForm,
    PasswordNoticed,
    Removal,
    RemoveYourself,
    SecretShown,
    SecretStep,
    SecretUnsure,
    SecretWaits,
    StepEnd,
    StepOver,
    StepProblem,
)
from desk.notices.worktime import TimeAsked, TimeLine, TimeRecorded, TimeShown, TimeTakenBack
from desk.rules.approvals import LONGEST as MOST_WORDS
from desk.rules.approvals import CannotDecide, Settlement
from desk.rules.articles import LONGEST_SLUG, LONGEST_TITLE, Heading
from desk.rules.assurance import Deed, Lacks
from desk.rules.auth import AuthWhat
from desk.rules.awaited import Awaits
from desk.rules.came import Way
from desk.rules.charges import ChargeState
from desk.rules.clocks import Clock
from desk.rules.codes import Verdict
from desk.rules.content import Content, Kind, Source
from desk.rules.digest import Ages, Counts, Due, Employee, Figures
from desk.rules.entitlement import Entitlement, Ground, ServiceState, Standing
from desk.rules.events import Feedback
from desk.rules.exports import PaidRow, TimeRow
from desk.rules.form import FORMS, WORDS, FormName, Problem, Question, QuestionKind, Remark, key_of
from desk.rules.groups import Wrong
from desk.rules.invitations import Came
from desk.rules.losses import Loss, Lost
from desk.rules.macros import LONGEST_NAME, LONGEST_TEXT, MOST
from desk.rules.messages import Room, Side
from desk.rules.money import Money
from desk.rules.paid import Billing
from desk.rules.panel import Fault
from desk.rules.panel_news import PanelState
from desk.rules.people import ClientCategory, Proof
from desk.rules.phones import Number
from desk.rules.prompts import Asked
from desk.rules.recount import Why
from desk.rules.refusals import Clause
from desk.rules.relay import StaffReply
from desk.rules.reminders import Set
from desk.rules.support import Calm
from desk.rules.ticket import Category, Status, Support, Urgency
from desk.rules.undos import CannotUndo
from desk.rules.vault import Change, SecretState
from desk.rules.zones import OFFERED
from desk.usecases.delivery.dispatch import Dispatch
from desk.usecases.exports import MonthTaken
from desk.usecases.lists import SHOWN
from desk.usecases.ticket_page import TOLD
from handlers.acts import PAGES
from handlers.texts import LANGUAGES, Texts
from tests.builders import (
    ANNA,
    BORIS,
    MOSCOW,
    ROOM,
    a_charge,
    a_client,
    a_message,
    a_period,
    a_person,
    a_secret,
    a_text,
    a_ticket,
    an_answer,
)
from tests.handlers import samples_on_behalf, samples_privacy
from tests.handlers.date_samples import LONGEST_REASON, a_reminder, change_notices, date_notices

AT = datetime(2027, 3, 4, 9, 0, tzinfo=UTC)
DAY = date(2027, 3, 2)
NUMBER = TicketId(2**31)
SECRET = SecretId(2**53)
TOPIC, CARD = 2**31, 2**31 + 1

Say = Callable[[int], str]
"""Words of at most so many characters, as somebody typed them."""


def plain(longest: int) -> str:
    """Somewhat ordinary words."""
    return "Сайт не открывается"[:longest]


def long(longest: int) -> str:
    """As much as fits, of characters that need escaping."""
    return ("& <Очень длинное слово> 🙂 " * (longest // 10 + 1))[:longest]


def hostile(longest: int) -> str:
    """Markup, references, a link, a change of direction."""
    return '<b>&"<a href="tg://user?id=1">\u202e</i>&lt;tg://x'[:longest] if longest >= 50 else "<b>&"[:longest]


def every_notice() -> set[type[Any]]:
    """The classes of all notices that there are."""

    def members(union: Any) -> Iterator[type[Any]]:
        if get_origin(union) in {Union, types.UnionType}:
            for item in get_args(union):
                yield from members(item)
        else:
            yield union

    return set(members(AnyNotice))


def samples(say: Say) -> list[Dispatch]:
    """Every kind of notice, in all of its variants; strings are made by `say`."""
    own = (
        *map(_bare, (*samples_on_behalf.notices(say), *samples_privacy.notices(say))),
        *_dates(say),
        *_access(say),
        *samples_privacy.exports(say),
    )
    return [*own, *_screens(say), *_to_clients(say), *_to_staff(say), *_to_managers(say), *_mail(say)]


def _dates(say: Say) -> Iterator[Dispatch]:
    placed: dict[str, Any] = {"forum": True, "room": Room(NUMBER, ROOM, TOPIC, CARD)}
    for notice in (*date_notices(say, NUMBER), *change_notices(say, NUMBER)):
        yield _bare(notice, **({} if isinstance(notice, ForPerson) else placed))
    for side in Side:
        told = a_message(parts=(Content(Kind.TEXT, Source(ChatId(ANNA), 5), say(4096)),), side=side)
        author = a_person(id=ANNA, name=say(129))
        yield _bare(Retold(room=ROOM, ticket=NUMBER, message=told.id), **placed, message=told, author=author)
    line = StaffLine(NUMBER, say(120), Status.OPEN, say(128), ROOM, until=AT, promised=AT)
    aside = (line, dataclasses.replace(line, until=None))
    for listing in (Listing.QUEUE, Listing.MINE):
        yield _bare(TicketsFound(to=ROOM, listing=listing, lines=aside, total=2, asleep=aside, sleeping=70))
    both = {what: a_reminder(what, say(LONGEST_REASON)) for what in Set}
    card: dict[str, Any] = {"ticket": a_ticket(id=NUMBER), "promised": both[Set.PROMISE], "snooze": both[Set.SNOOZE]}
    yield _bare(CardChanged(room=ROOM, ticket=NUMBER), **placed, **card, edits=(CARD,))


def texts(language: str = "ru") -> Texts:
    return Texts(language, MOSCOW)


def all_texts() -> list[Texts]:
    """In both languages, one of them in a zone that is no capital's: where a sentence names the zone, its own does."""
    return [Texts("ru", MOSCOW), Texts("en", ZoneInfo("Asia/Omsk"))]


def _bare(notice: AnyNotice, **bearings: Any) -> Dispatch:
    return dataclasses.replace(Dispatch(notice, "ru", notice.chat), **bearings)


def _screens(say: Say) -> Iterator[Dispatch]:
    for page in _pages(say):
        yield _bare(page)
        yield _bare(page, edits=(7,))


def _pages(say: Say) -> Iterator[Any]:
    to = ANNA
    lines = tuple(TicketLine(TicketId(NUMBER + n), say(120), status) for n, status in enumerate(Status))
    awaited = tuple(
        TicketLine(NUMBER, say(120), Status.OPEN, awaits, by, say(129) if by else "")
        for awaits in Awaits
        for by in (AT, None)
    )
    yield TicketsListed(to=to, tickets=awaited[:8])
    yield TicketsListed(to=to, tickets=awaited[8:])
    yield from _history(say)
    yield from _articles_in_private(say)
    grounds = [Entitlement(Standing.ENTITLED, ground) for ground in Ground]
    for kept in (True, False):
        yield Welcome(to=to, can_sign_in=kept, kept=kept)
        yield Welcome(to=to, can_sign_in=True, colleague=True, manager=kept)
        yield Menu(to=to, clients=(say(150), say(150)), draft=kept)
        yield EmailAsked(to=to, rev=3, not_an_address=kept, phone=kept)
        yield EmailAsked(to=to, rev=3, unmailed=Unmailed.ADDRESS if kept else Unmailed.NO_MAIL)
        yield CodeAsked(to=to, rev=3, email=say(254), wrong=kept)
        yield CodeAsked(to=to, rev=3, email=say(254), too_soon=kept)
        yield FeedbackTakenPage(to=to, praise=kept)
        yield FeedbackTakenPage(to=to, praise=kept, kept=True)
        yield TicketsListed(to=to, tickets=lines if kept else (), page=2, pages=3 if kept else 2)
    for why in Verdict:
        yield SignInFailed(to=to, why=why)
    states = tuple(ServiceLine(say(100), state, paid) for state in ServiceState for paid in (DAY, None))
    yield ServicesShown(to=to, client=say(150), services=states, signed_in=True)
    yield ServicesShown(to=to, client=say(150), services=())
    yield ServicesShown(to=to, client=say(150), services=states, unverified=True)
    yield ServicesShown(to=to, client=say(150), services=(), unverified=True)
    yield from _questions(say)
    given = (("service", Option("s-1", say(100), ServiceState.EXPIRED)), ("category", Option("incident")))
    typed = tuple((name, Option(say(most))) for name, most in (("since", 200), ("subject", 120), ("description", 4096)))
    for form in (FormName.TICKET, FormName.FEEDBACK):
        for changing in (True, False):
            yield FormConfirm(
                to=to,
                form=form,
                rev=2**53,
                given=(*given, ("urgency", Option("urgent")), *typed),
                files=20,
                entitlement=None if form is FormName.FEEDBACK else grounds[1],
                react_by=AT,
                opens_at=AT,
                problem=Problem.TOO_MANY_FILES,
                remark=Remark.TEXT_ADDED,
                changing=changing,
                similar=lines[:3] if form is FormName.TICKET else (),
            )
    yield from _paid_or_free(say, given, grounds[1])
    contact = tuple((name, Option(say(most))) for name, most in (("name", 120), ("contact", 200)))
    yield FormConfirm(to=to, form=FormName.PROSPECT, rev=1, given=contact, files=1, entitlement=grounds[4])
    for form in FormName:
        for gone in Gone:
            yield FormGone(to=to, form=form, why=gone)
    for ground in grounds:
        yield Filed(to=to, ticket=NUMBER, subject=say(120), entitlement=ground, react_by=None, opens_at=AT)
    yield Filed(to=to, ticket=NUMBER, subject=say(120), entitlement=grounds[0], react_by=AT, opens_at=None)
    for support in Support:
        filed = Filed(to=to, ticket=NUMBER, subject=say(120), entitlement=grounds[0], react_by=AT, opens_at=AT)
        yield dataclasses.replace(filed, support=support)
    for status, billing in zip(Status, Billing, strict=True):
        shown = TicketShown(
            to=to,
            ticket=NUMBER,
            subject=say(120),
            description=say(4096),
            status=status,
            category=Category.INCIDENT,
            filed_at=AT,
            service=say(100),
            assignee=say(129),
            react_by=AT,
            close_at=AT,
            ended_at=AT,
            messages=21,
            may_reopen=True,
            awaits=Awaits.CLIENT,
            rating=2**53,
            billing=billing,
            follows=NUMBER,
            followed_by=NUMBER,
            promised=AT,
            promised_why=say(1000),
        )
        yield from (shown, *_priced(say, shown, status))
        yield dataclasses.replace(shown, may_reopen=False)
    yield from _people(say)
    yield from _steps(say)
    yield LanguageAsked(to=to)
    yield ZoneAsked(to=to, offered=OFFERED)
    yield ZoneKept(to=to, now=AT, own=True)
    yield ZoneKept(to=to, now=AT, own=False)
    yield HelpShown(to=to, phone=say(30), help_centre=say(100), hours="09:00-13:00, 14:00-18:00")
    yield HelpShown(to=to, phone="", help_centre="", hours="11:00-18:00")
    yield WhereTo(to=to, rev=2**53, open=lines)
    yield WhereTo(to=to, rev=2**53, ended=lines[0])


def _steps(say: Say) -> Iterator[Any]:
    for problem in (*StepProblem, None):
        for taken in (True, False):
            by = say(129) if taken else ""
            about: dict[str, Any] = {
                "to": ANNA,
                "rev": 2**53,
                "secret": SECRET,
                "ticket": NUMBER,
                "what": say(500),
                "by": by,
            }
            yield SecretStep(**about, taken=taken, problem=problem)
    for how in StepEnd:
        for form in (FormName.TICKET, FormName.PROSPECT, FormName.FEEDBACK, None):
            yield StepOver(to=ANNA, ticket=NUMBER, how=how, given=form is None, form=form)


def _access(say: Say) -> Iterator[Dispatch]:
    to: dict[str, Any] = {"to": ANNA, "ticket": NUMBER}
    asked = AccessAsked(**to, secret=SECRET, subject=say(120), what=say(500), by=say(129), page="v1.k.sealed")
    for page in ("", f"https://desk.example.com/secret/{'x' * 43}"):
        yield _bare(asked, opened=page)
    for what in Access:
        yield _bare(AccessTold(**to, what=what, by=say(129), at=AT))
        yield _bare(AccessTold(**to, what=what))
    for yes in (True, False):
        yield _bare(ChangePassword(**to, subject=say(120), by=say(129) if yes else "", again=yes))
        yield _bare(RemoveYourself(to=ANNA, message=7, shown=yes))
        for again in (True, False):
            yield _bare(PasswordHeld(to=ANNA, choice=2**53, ticket=NUMBER, reply_to=7, vault=yes, again=again))
        yield _bare(PasswordNoticed(**to, message=MessageId(2**53), reply_to=7, vault=yes))
    yield _bare(SecretWaits(to=BORIS, secret=SECRET, ticket=NUMBER, subject=say(120), what=say(500), until=AT))
    yield _bare(SecretShown(to=BORIS, secret=SECRET), opened=say(4000))
    yield _bare(SecretUnsure(to=BORIS, ticket=NUMBER))
    yield _bare(Removal(to=ANNA, message=7))
    yield _bare(PasswordInForm(to=ANNA, draft=DraftId(2**53), reply_to=7))


def _access_news(say: Say, at: dict[str, Any], placed: dict[str, Any]) -> Iterator[Dispatch]:
    for what in Access:
        for name in (say(129), ""):
            told = AccessNews(**at, what=what, secret=SECRET, who=name, asker=name, detail=say(500), bot="a_desk_bot")
            yield _bare(told, **placed)
    every = tuple(a_secret(state=state, change=change) for state in SecretState for change in Change)
    yield _bare(CardChanged(**at), **placed | {"ticket": a_ticket(), "access": every, "edits": (CARD,)})


def _people(say: Say) -> Iterator[Any]:
    delegates = tuple(DelegateLine(PersonId(2**52), say(129), say(32), sees_all=yes) for yes in (True, False))
    waiting = tuple(InvitationLine(2**53, AT, name) for name in (say(129), ""))
    key = key_of("k" * 100)
    delegates += tuple(DelegateLine(ANNA, say(129), "", True, proof, AT) for proof in Proof)
    own = ClientPeople(key, say(150), delegates, waiting, delegates)
    yield PeopleShown(to=ANNA, owned=(own,))
    yield PeopleShown(to=ANNA, owned=(own, ClientPeople(key, say(150), (), ())), acts_for=(say(150),))
    for since in (AT, None):
        asked = UndoAsked(to=ANNA, undo=2**53, client=say(150), name=say(129), username=say(32), since=since)
        yield from (asked, dataclasses.replace(asked, ends=False))
    yield WhichToLeave(to=ANNA, clients=((key, say(150)), (key, say(150))))
    for others in (True, False):
        yield LeavingAsked(to=ANNA, key=key, client=say(150), others=others, open=(NUMBER,) if others else ())
        yield LeavingAsked(to=ANNA, key=key, client=say(150), others=others, open=(NUMBER, NUMBER))
        yield Left(to=ANNA, client=say(150), still=(say(150),) if others else ())
    yield InvitingAsked(to=ANNA, key=key, client=say(150))
    for owner in (True, False):
        email = say(64) if owner else ""
        yield PanelLinkAsked(to=ANNA, link=2**53, client=say(150), email=email, owner=owner)
    for one in delegates:
        yield DelegateShown(to=ANNA, key=key, client=say(150), delegate=one)
        link = "https://t.me/a_desk_bot?start=" + "i_" + "k" * 32
        yield InvitationMade(to=ANNA, client=say(150), link=link, sees_all=one.sees_all, expires_at=AT)


def _told_to_people(say: Say) -> Iterator[Dispatch]:
    for yes in (True, False):
        name = say(32) if yes else ""
        yield _bare(
            SomebodyCame(to=ANNA, invitation=2**53, client=say(150), name=say(129), username=name, sees_all=yes)
        )
        yield _bare(DelegatesChanged(to=ANNA, client=say(150), name=say(129), by=say(129), added=yes))
        yield _bare(DelegatesChanged(to=ANNA, client=say(150), name=say(129), by="", added=False, outdated=yes))
        yield _bare(ProveAgain(to=ANNA, client=say(150), mail=yes))
        yield _bare(
            StillOurs(
                to=ANNA,
                key=key_of("k" * 100),
                client=say(150),
                person=PersonId(2**52),
                name=say(129),
                username=name,
            )
        )
        yield _bare(Disowned(to=ANNA, client=say(150), name=say(129)))
        yield _bare(Reported(to=ANNA, client=say(150), name=say(129)))
        who = PersonId(2**52) if yes else None
        for ends in (True, False):
            key = key_of("k" * 100)
            yield _bare(Doubted(to=ANNA, key=key, client=say(150), person=who, name=say(129) if yes else "", ends=ends))
        yield from (_bare(NumberAsked(to=ANNA, wrong=wrong)) for wrong in (False, True))
        yield from (_bare(NumberTaken(to=ANNA, result=result)) for result in Number)
        yield _bare(ApprovalAsked(to=ANNA, rev=3, wrong=yes))
        yield from (_bare(ApprovalTold(to=ANNA, stands=stands, until=AT if yes else None)) for stands in Stands)
        for where in DelegateStanding:
            yield _bare(DelegateTold(to=ANNA, standing=where, client=say(150), sees_all=yes))
            stays = tuple(map(TicketId, range(3, 53)))
            yield _bare(DelegateTold(to=ANNA, standing=where, client=say(150), own_again=(TicketId(2),), stays=stays))


def _history(say: Say) -> Iterator[Any]:
    said = tuple(HistoryLine(AT, say(129), say(200), files) for files in (0, 3))
    happened = tuple(HistoryLine(AT, say(129), kind=kind, detail="7") for kind in TOLD)
    for page in (1, 2, 3):
        lines = (*said, *happened)[:8]
        yield HistoryShown(to=ANNA, ticket=NUMBER, subject=say(120), lines=lines, page=page, pages=3)
    yield HistoryShown(to=ANNA, ticket=NUMBER, subject=say(120), lines=happened, page=1, pages=1)
    yield WriteHere(to=ANNA, ticket=NUMBER, subject=say(120), rev=2**53)


def _priced(say: Say, shown: TicketShown, status: Status) -> Iterator[Any]:
    for state in ChargeState if status is Status.OPEN else ():
        for amount in (0, 150_050):
            yield dataclasses.replace(shown, charge=a_charge(state=state, amount=amount, note=say(300)))


def _prices(say: Say) -> Iterator[Dispatch]:
    price = Money(150_050, "RUB")
    about: dict[str, Any] = {"to": ANNA, "ticket": NUMBER}
    offer = PriceOffered(**about, charge=ChargeId(2**53), subject=say(120), money=price, note=say(300))
    for invoice in (say(200), ""):
        yield _bare(dataclasses.replace(offer, invoice=invoice))
        for state in ChargeState:
            yield _bare(PriceTold(**about, state=state, money=price, invoice=invoice))


def _price_news(say: Say, at: dict[str, Any], placed: dict[str, Any]) -> Iterator[Dispatch]:
    for paid in (True, False):
        entry = TimeLine(SpentId(2**53), say(129), 1439, say(300), paid, AT)
        recorded: dict[str, Any] = {"spent": entry.spent, "who": say(129), "minutes": 61, "total": 10**6, "paid": paid}
        yield _bare(TimeRecorded(**at, **recorded, note=say(300) if paid else ""), **placed)
        yield _bare(TimeShown(**at, lines=(entry,) * 10 if paid else (), more=7, free=61, paid=60), **placed)
    yield _bare(TimeAsked(**at), **placed)
    yield _bare(TimeTakenBack(**at, who=say(129), minutes=40, total=0), **placed)
    for state in ChargeState:
        money = Money(10**9, "RUB")
        yield _bare(PriceNews(**at, state=state, who=say(129), money=money, note=say(300)), **placed)


def _paid_or_free(say: Say, given: Any, ground: Entitlement) -> Iterator[Any]:
    to = ANNA
    for offers in [*((offer,) for offer in Billing), (Billing.WAITS, Billing.OUTSIDE_HOURS)]:
        page = FormConfirm(
            to=to, form=FormName.TICKET, rev=2**53, given=given, files=0, entitlement=ground, opens_at=AT
        )
        for by in (AT, None):
            yield dataclasses.replace(page, react_by=by, offers=offers, follows="7" if by else "")
    for billing in Billing:
        yield Filed(
            to=to, ticket=NUMBER, subject=say(120), entitlement=ground, react_by=AT, opens_at=AT, billing=billing
        )


def _given(say: Say, question: Question) -> str:
    return "2027-03-15" if question.kind is QuestionKind.DATE else say(question.longest)


def _questions(say: Say) -> Iterator[FormAsked]:
    """Every question of every form, in every state."""
    for form, questions in FORMS.items():
        for question in questions:
            if form in {FormName.SIGN_IN, FormName.ON_BEHALF}:
                continue
            own = question.options is None
            options = tuple(Option(item) for item in question.options or ())
            if own:
                options = tuple(Option("k" * 100, say(100), state) for state in [*ServiceState, None])
            typed = question.kind in WORDS
            for category in [*Category, None] if question.name == "description" else [None]:
                for problem in [*Problem, None]:
                    yield FormAsked(
                        to=ANNA,
                        form=form,
                        rev=2**53,
                        question=question.name,
                        kind=question.kind,
                        options=options,
                        step=2,
                        steps=7,
                        category=category,
                        answer=_given(say, question) if typed else (options[0].value if options else None),
                        files=3,
                        optional=question.optional,
                        problem=problem,
                        remark=Remark.KEPT_AS_DESCRIPTION if problem is None else None,
                        limit=question.longest,
                    )


def _to_clients(say: Say) -> Iterator[Dispatch]:
    to, ticket, subject = ANNA, NUMBER, say(120)
    message = an_answer(parts=(Content(Kind.TEXT, Source(ROOM, 5), say(4096)),))
    bearings: dict[str, Any] = {
        "message": message,
        "ticket": a_ticket(),
        "author": a_person(id=BORIS),
        "name": say(129),
    }
    yield _bare(StaffAnswer(to=to, ticket=ticket, message=MessageId(1)), **bearings)
    question = bearings | {"message": dataclasses.replace(message, asks=True)}
    yield _bare(StaffAnswer(to=to, ticket=ticket, message=MessageId(1)), **question)
    yield _bare(StaffAnswerEdited(to=to, ticket=ticket, message=MessageId(1), part=0), **question, edits=(8, 9))
    yield _bare(StaffAnswerEdited(to=to, ticket=ticket, message=MessageId(1), part=0), **bearings, edits=(8, 9))
    yield _bare(Received(to=to, ticket=ticket, marked=5))
    yield _bare(PutOnHold(to=to, ticket=ticket))
    yield _bare(PutOnHold(to=to, ticket=ticket, reason=say(1000)))
    yield _bare(Merged(to=to, ticket=ticket, into=NUMBER))
    for due in (AT, None):
        yield _bare(Taken(to=to, ticket=ticket, by=say(129), react_by=due))
    yield _bare(Overtaken(to=to, screen=5))
    yield _bare(Added(to=to, ticket=ticket, subject=subject, message=MessageId(2**53)))
    for yes in (True, False):
        yield _bare(
            Pinged(to=to, ticket=ticket, period=PeriodId(9), number=1, subject=subject, close_at=AT, may_extend=yes)
        )
    yield _bare(WentInactive(to=to, ticket=ticket, subject=subject, reopen_until=AT))
    for how in Settled:
        yield _bare(PingSettled(to=to, ticket=ticket, how=how, close_at=AT))
        yield _bare(PingSettled(to=to, ticket=ticket, how=how))
    yield _bare(Solved(to=to, ticket=ticket, subject=subject, by=say(129), reopen_until=AT))
    yield _bare(Solved(to=to, ticket=ticket, subject=subject, by="", reopen_until=AT))
    yield _bare(Solved(to=to, ticket=ticket, subject=subject, by=say(129), reopen_until=AT, rating=2**53))
    yield _bare(Rated(to=to, ticket=ticket, rating=2**53, score=1))
    yield _bare(CommentKept(to=to, ticket=ticket))
    yield _bare(Reopened(to=to, ticket=ticket, subject=subject))
    for clause in Clause:
        yield _bare(TurnedDown(to=to, ticket=ticket, subject=subject, clause=clause))
        yield _bare(TurnedDown(to=to, ticket=ticket, subject=subject, clause=clause, words=say(3000)))
    yield _bare(TurnedDown(to=to, ticket=ticket, subject=subject, clause=None, words=say(3000)))
    for reason in [*Calm, None]:
        words = "" if reason else say(3000)
        yield _bare(NeedsLonger(to=to, ticket=ticket, subject=say(120), words=say(1000), react_by=AT))
        yield _bare(TooFast(to=to, ticket=ticket, until=AT))
        yield from (_bare(PromiseMoved(to=to, ticket=ticket, subject=say(120), why=why, react_by=AT)) for why in Why)
        yield _bare(NotUrgent(to=to, ticket=ticket, subject=subject, reason=reason, words=words, react_by=AT))
    yield _bare(NotUrgent(to=to, ticket=ticket, subject=subject, reason=Calm.WORKS))
    for kind in Kind:
        yield _bare(NotPassedOn(to=to, ticket=ticket, kind=kind, reply_to=5))
        yield _bare(NotPassedOn(to=to, ticket=ticket, kind=kind, reply_to=5, edited=True))
    yield from _told_to_people(say)
    yield from _prices(say)
    for what, facts in refusals(say):
        yield _bare(Refused(to=to, what=what, facts=facts))


def refusals(say: Say) -> Iterator[tuple[str, dict[str, str]]]:
    """Every refusal by its name, as it is kept; and the one for an unknown command."""
    yield "unknown_command", {"command": "/" + say(4095)}
    for kind in Refusal.__subclasses__():
        facts: dict[str, str] = {}
        for fact in getattr(kind, "__dataclass_fields__", {}):
            facts[fact] = {
                "ticket": "7",
                "until": AT.isoformat(),
                "most": "3",
                "status": "waiting",
                "want": "solved",
            }.get(fact, say(129))
        yield kind.__name__, facts
    for deed in Deed:
        for lacking in Lacks:
            for mail in ("yes", ""):
                yield "NeedsProof", {"deed": deed, "lacks": lacking, "mail": mail}
    for why in CannotUndo:
        yield "BadUndo", {"why": why}
    for why in (*CannotDecide, "words", "several", "blocked", "staff"):
        yield "CannotApprove", {"why": why}
    for why in (*Came, "unknown", "own"):
        yield "BadInvitation", {"why": why}


def _doubts(say: Say) -> Iterator[Dispatch]:
    for whose in ("yes", ""):
        one = {"name": say(129), "username": say(32) if whose else "", "id": str(2**52), "owner": whose}
        tied = {"proof": Proof.PANEL.value, "since": AT.isoformat()}
        people = {f"of_{fact}": word for fact, word in (one | tied).items()}
        people |= {f"by_{fact}": word for fact, word in (one | (tied if whose else {"proof": "", "since": ""})).items()}
        facts = {"client": say(150), "mailed": whose, "ticket": "1" if whose else "", **people}
        yield _bare(StaffHint(to=ROOM, what="doubted", facts=facts, topic=TOPIC))


def _approvals(say: Say) -> Iterator[Dispatch]:
    asked = ApprovalShown(
        to=ROOM,
        number=2**31,
        person=PersonId(2**52),
        name=say(129),
        username=say(32),
        words=say(MOST_WORDS),
        until=AT,
    )
    yield _bare(asked)
    yield _bare(dataclasses.replace(asked, username="", second=False))
    named = dataclasses.replace(
        asked, key=key_of("k" * 100), client=say(150), owners=(say(129), say(129)), named_by=say(129)
    )
    yield _bare(named)
    yield _bare(dataclasses.replace(named, owners=(), second=False))
    for how in Settlement:
        yield _bare(
            ApprovalOver(to=ROOM, number=2**31, name=say(129), how=how, client=say(150), named_by=say(129), by=say(129))
        )


def _how_it_works() -> Iterator[Dispatch]:
    for facts in ({}, *({"in_topics": by.value} for by in StaffReply)):
        yield _bare(StaffHint(to=ROOM, what="how_it_works", facts=facts))


def _to_staff(say: Say) -> Iterator[Dispatch]:
    answers = (("seen", "yes"), ("changed", "unknown"), ("since", say(200)), ("name", say(120)), ("contact", say(200)))
    ticket = a_ticket(
        id=NUMBER, subject=say(120), description=say(4096), service_name=say(100), answers=answers, assignee=BORIS
    )
    message = a_message(parts=(Content(Kind.TEXT, Source(ChatId(ANNA), 5), say(4096)),))
    for forum in (True, False):
        room = Room(NUMBER, ROOM, TOPIC if forum else None, CARD)
        placed: dict[str, Any] = {
            "forum": forum,
            "room": room,
            "ticket": ticket,
            "name": say(129),
            "author": a_person(id=ANNA, name=say(129), username="anna"),
            "client": a_client(name=say(150)),
            "delegate": forum,
            "period": a_period(close_at=AT),
        }
        at: dict[str, Any] = {"room": ROOM, "ticket": NUMBER}
        if forum:
            yield _bare(TopicNeeded(**at), **placed)
            yield _bare(TopicState(**at), **placed)
            yield _bare(TopicOpenNeeded(**at), **placed)
            yield _bare(TopicLost(**at), **placed)
            for card in (CARD, None):
                own = Room(NUMBER, ROOM, TOPIC, card)
                yield _bare(TopicTwice(to=ROOM, ticket=NUMBER, topic=TOPIC + 1), room=own)
        yield from _cards(at, placed)
        yield from _cards_of_entries(at, placed)
        for closed in (True, False):
            yield _bare(TopicByHand(**at, closed=closed), **placed)
        relayed = placed | {"message": message, "reply_to": 5}
        yield _bare(ClientMessage(**at, message=MessageId(1)), **relayed)
        yield _bare(ClientMessageEdited(**at, message=MessageId(1), part=0), **relayed, edits=(8,))
        for event in What:
            yield _bare(Happened(**at, what=event, who=say(129), at=AT), **placed)
        yield _bare(ClauseAsked(**at), **placed)
        yield from _of_merging(at, placed, say)
        yield from _price_news(say, at, placed)
        yield from _access_news(say, at, placed)
        yield from _questions_to_staff(at, placed, say)
        yield _bare(CalmAsked(**at), **placed)
        for mark in Mark:
            yield _bare(Marked(**at, message=5, mark=mark), **placed)
        yield from _unreached(say, at, placed)
        for edited in (True, False):
            yield _bare(NotSeen(**at, edited=edited), **placed)
        yield _bare(Unconfirmed(**at, owed=OutboxId(2**53), reply_to=5), **placed)
    hints = [
        "unknown_command",
        "edit_into_note",
        "note_came_late",
        "newer_above",
        "anonymous",
        "already",
        "prompt_unsure",
        "entry_page",
        "stays_inside",
    ]
    known = [(what, {"command": "/" + say(4095)}) for what in hints]
    yield _bare(StaffHint(to=ROOM, what="feedback_kept"))
    yield from _how_it_works()
    yield _bare(StaffHint(to=ROOM, what="stays_inside", facts={"who": say(129)}, topic=TOPIC))
    yield _bare(StaffHint(to=ROOM, what="stranger", facts={"client": say(150), "name": say(129), "who": say(129)}))
    yield from _doubts(say)
    yield from _approvals(say)
    for why in (Trouble.GONE, Trouble.REFUSED):
        facts = {"client": say(150), "key": "k" * 20, "why": why.value}
        yield _bare(StaffHint(to=ROOM, what="code_bounced", facts=facts))
    yield _bare(StaffHint(to=ROOM, what="not_told", facts={"ticket": "1"}))
    yield _bare(StaffHint(to=ROOM, what="feedback_not_mailed", facts={"address": "director@example.com"}))
    yield _bare(StaffHint(to=ROOM, what="manager_out_of_reach", facts={"chat": str(ANNA)}))
    yield _bare(StaffHint(to=ROOM, what="duty_out_of_reach", facts={"chat": str(ANNA), "ticket": "1"}))
    yield from _alerts(say)
    yield from _clocks(say)
    yield from _of_the_group(say)
    yield from _of_macros(say)
    yield from _articles_in_the_room(say)
    for what, facts in [*known, *[(name, facts) for name, facts in refusals(say) if name != "unknown_command"]]:
        yield _bare(StaffHint(to=ROOM, what=what, facts=facts, topic=TOPIC, reply_to=5))


def _articles_in_private(say: Say) -> Iterator[Any]:
    some = tuple(Heading(2**53, say(LONGEST_SLUG), say(LONGEST_TITLE)) for _ in range(8))
    for problem, remark in ((None, None), (Problem.TOO_LONG, Remark.TEXT_ADDED)):
        yield ArticlesOffered(to=ANNA, rev=2**53, articles=some[:3], files=3, problem=problem, remark=remark)
    for rev, page in ((3, 0), (3, 1), (None, 0), (None, 1)):
        shown = ArticleShown(
            to=ANNA, article=7, title=say(9), text=say(4096) * 2, entities="", url="", page=page, rev=rev
        )
        yield shown
        yield dataclasses.replace(shown, page=99, url="https://help.example.com/a?b=1&c=2", draft=True)
    yield ArticleHelped(to=ANNA, title=say(LONGEST_TITLE))
    for listed, words, page in ((some, "", 2), (some, say(200), 1), ((), say(200), 1), ((), "", 1)):
        yield ArticlesListed(to=ANNA, articles=listed, words=words, page=page, pages=3, help_centre="https://x.example")


def _articles_in_the_room(say: Say) -> Iterator[Dispatch]:
    some = tuple(Heading(2**53, say(LONGEST_SLUG), say(LONGEST_TITLE)) for _ in range(10))
    for listed, words, ticket in ((some, "", None), (some, say(200), NUMBER), ((), say(200), NUMBER), ((), "", None)):
        yield _bare(ArticlesFound(to=ROOM, articles=listed, words=words, total=len(listed) * 2, ticket=ticket))
    yield _bare(StaffHint(to=ROOM, what="article_sent", facts={"who": say(128), "title": say(LONGEST_TITLE)}))


def _of_macros(say: Say) -> Iterator[Dispatch]:
    yield _bare(HoldersShown(to=ROOM, lines=(HolderLine(ANNA, say(128), 400),) * 20))
    yield _bare(StaffHint(to=ROOM, what="taken_over", facts={"who": say(128), "whose": say(128), "n": "5"}))
    lines = tuple(MacroLine(NUMBER, say(LONGEST_NAME), say(LONGEST_TEXT)) for _ in range(MOST))
    for ticket, shown in [(None, ()), (None, lines), (NUMBER, lines), (NUMBER, ())]:
        yield _bare(MacrosShown(to=ROOM, lines=shown, ticket=ticket))
        for page in range(3) if ticket else ():
            yield _bare(MacrosShown(to=ROOM, lines=shown * 12, ticket=ticket, page=page, manage=page > 0, on=5))
    for line in (MacroLine(2**53, say(40), say(3000)),):
        yield _bare(MacroShown(to=ROOM, line=line, ticket=NUMBER, on=5))
    for what in ("macro_kept", "macro_dropped", "macro_sent"):
        yield _bare(StaffHint(to=ROOM, what=what, facts={"name": say(40), "who": say(128), "text": say(LONGEST_TEXT)}))


def _of_merging(at: dict[str, Any], placed: dict[str, Any], say: Say) -> Iterator[Dispatch]:
    for notice in samples_on_behalf.in_rooms(at, say):
        yield _bare(notice, **placed)
    yield _bare(MergeAsked(**at, candidates=()), **placed)
    yield _bare(MergeAsked(**at, candidates=(Candidate(NUMBER, say(120)),) * 8), **placed)
    for what in (What.ON_HOLD, What.MERGED, What.TAKEN_IN, What.BLOCKED, What.TAKEN_OVER):
        yield _bare(Happened(**at, what=what, who=say(128), detail=say(1000)), **placed)


def _alerts(say: Say) -> Iterator[Dispatch]:
    call = DutyCall(to=ChatId(301), ticket=NUMBER, subject=say(120), client=say(150), service=say(100), react_by=AT)
    for place in (Room(NUMBER, ROOM, TOPIC, CARD), Room(NUMBER, ROOM), None):
        yield _bare(call, room=place)
        yield _bare(dataclasses.replace(call, paid=True), room=place)
    yield _bare(dataclasses.replace(call, client="", service="", react_by=None))


def _clocks(say: Say) -> Iterator[Dispatch]:
    for clock in Clock:
        for who, answered in ((say(129), AT), ("", None)):
            for place in (Room(NUMBER, ROOM, TOPIC, CARD), Room(NUMBER, ChatId(-5), None, CARD)):
                soon = DueSoon(room=place.chat, ticket=NUMBER, clock=clock, due=AT, who=who)
                yield _bare(soon, room=place, forum=place.topic is not None)
                late = Breached(
                    to=ChatId(301),
                    ticket=NUMBER,
                    subject=say(120),
                    clock=clock,
                    due=AT,
                    who=who,
                    answered_at=answered,
                )
                yield _bare(late, room=place)


def _of_the_group(say: Say) -> Iterator[Dispatch]:
    moved = {"old": say(128), "new": say(128), "n": "5"}
    for what in ("group_moved", "tickets_left", "tickets_moved"):
        yield _bare(StaffHint(to=ROOM, what=what, facts=moved))
    for listing in Listing:
        found = tuple(
            StaffLine(TicketId(NUMBER + n), say(120), status, say(128), ROOM, AT, AT, NUMBER, NUMBER)
            for n, status in enumerate([*Status, *Status])
        )
        yield _bare(TicketsFound(to=ROOM, listing=listing, lines=found[:SHOWN], total=400, words=say(200)))
        bare = dataclasses.replace(found[0], react_by=None, topic=None, card=None, who="")
        yield _bare(TicketsFound(to=ROOM, listing=listing, lines=(bare,), total=1, words=say(200)))
        yield _bare(TicketsFound(to=ROOM, listing=listing, lines=(), total=0, words=say(200)))
    for wrong in Wrong:
        told = GroupNews(to=ROOM, group=ROOM, title=say(128), wrong=wrong, waiting=5, detail=say(300))
        yield _bare(told)
        yield _bare(dataclasses.replace(told, title="", waiting=0, detail=""))
    for channel in (False, True):
        yield _bare(WrongGroup(to=ROOM, channel=channel))
    yield _bare(GroupLeft(to=ROOM))


def _questions_to_staff(at: dict[str, Any], placed: dict[str, Any], say: Say) -> Iterator[Dispatch]:
    question: dict[str, Any] = {"prompt": PromptId(2**53), "person": PersonId(2**52), "who": say(129), "name": say(129)}
    for what in Asked:
        yield _bare(WordsAsked(**at, what=what, **question), **placed)
    yield _bare(WordsOver(**at, message=5), **placed)
    shown: dict[str, Any] = {"preview": PreviewId(2**53), "subject": say(120)}
    yield _bare(ClauseAsked(**at, on=5), **placed)
    for language in LANGUAGES:
        for clause in (*Clause, None):
            for on, words, sent in ((None, say(3000), False), (5, "" if clause else say(9), True)):
                told = shown | {"language": language, "clause": clause, "words": words, "sent": sent, "on": on}
                yield _bare(RefusalShown(**at, **told), **placed)


def _cards_of_entries(at: dict[str, Any], placed: dict[str, Any]) -> Iterator[Dispatch]:
    ticket = placed["ticket"]
    prospects = placed | {"ticket": dataclasses.replace(ticket, client=None), "client": None, "edits": (CARD,)}
    yield _bare(CardChanged(**at, page="person"), **prospects)
    for way in Way:
        changed = dataclasses.replace(ticket, way=way, filed_by=BORIS, came_at=AT)
        filed = {"ticket": changed, "filed_by": placed["name"], "absent": True, "author": None, "notes": 2}
        yield _bare(CardNeeded(**at), **(placed | filed))


def _cards(at: dict[str, Any], placed: dict[str, Any]) -> Iterator[Dispatch]:
    ticket = placed["ticket"]
    for support in Support:
        again = {"follows": NUMBER, "followed_by": NUMBER, "reopened": 2, "first_solved_at": AT}
        changed = dataclasses.replace(ticket, support=support, urgency=Urgency.URGENT, **again)
        yield _bare(CardNeeded(**at), **(placed | {"ticket": changed}))
    for page in PAGES:
        for calls_for in ({}, {"urgency": Urgency.URGENT, "billing": Billing.UNRELATED}):
            changed = dataclasses.replace(ticket, react_by=AT, **calls_for)
            author = dataclasses.replace(placed["author"], blocked="x" * 300 if calls_for else "")
            facts = placed | {"ticket": changed, "author": author, "edits": (CARD,)}
            yield _bare(CardChanged(**at, page=page), **facts)
        answered = dataclasses.replace(ticket, react_by=AT, reacted_at=AT, took=timedelta(hours=2))
        asleep = placed | {"ticket": answered, "snooze": a_reminder(Set.SNOOZE, ""), "edits": (CARD,)}
        yield _bare(CardChanged(**at, page=page), **asleep)
    for status in Status:
        changed = dataclasses.replace(ticket, status=status, reacted_at=AT, took=timedelta(hours=2, minutes=5))
        yield _bare(CardChanged(**at), **(placed | {"ticket": changed, "edits": (CARD,)}))
    for price in ChargeState:
        for amount in (0, 10**9):
            charge = a_charge(state=price, amount=amount, note="x" * 300, invoice="x" * 200, why="x" * 300)
            yield _bare(CardChanged(**at), **(placed | {"edits": (CARD,), "charge": charge}))
    for billing in Billing:
        changed = dataclasses.replace(ticket, billing=billing)
        yield _bare(CardChanged(**at), **(placed | {"ticket": changed, "edits": (CARD,)}))
    for standing in Standing:
        for state in [*ServiceState, None]:
            ground = Entitlement(standing, Ground.SERVICE_NOT_ACTIVE)
            changed = dataclasses.replace(ticket, entitlement=ground, service_state=state, react_by=None, assignee=None)
            yield _bare(CardNeeded(**at), **(placed | {"ticket": changed, "client": None, "name": ""}))


def _to_managers(say: Say) -> Iterator[Dispatch]:
    counts = Counts(120, 110, 10, 3)
    due = tuple(Due(TicketId(NUMBER + n), say(120), AT, ROOM, TOPIC, CARD) for n in range(40))
    busy = Figures(
        day=DAY,
        today=counts,
        before=counts,
        before_day=DAY,
        ages=Ages(10, 20, 30, 40),
        overdue=due,
        due_next=due,
        first_reaction=timedelta(hours=3, minutes=7),
        employees=tuple(Employee(say(129), 12, 10) for _ in range(10)),
        complaints=2,
        praise=1,
        rated=12,
        rating=4.55,
        undelivered=3,
        helped=2,
        missed=2,
        parked=1,
        breached=4,
    )
    quiet = Figures(day=DAY, today=Counts(), before=Counts(), before_day=DAY, ages=Ages())
    calm = dataclasses.replace(quiet, today=counts, overdue=(Due(NUMBER, say(120), AT, ChatId(-5)),))
    unsure = [dataclasses.replace(figures, unpublished=2028) for figures in (quiet, calm)]
    for figures in (busy, quiet, calm, *unsure):
        for asked in (True, False):
            yield _bare(Digest(to=ChatId(301), figures=figures, asked=asked))
    for words in (say(1000), ""):
        yield _bare(
            RatingArrived(
                to=ChatId(301),
                ticket=NUMBER,
                subject=say(120),
                score=1,
                comment=words,
                who=say(129),
                employee=say(129),
                room=ROOM,
                topic=TOPIC,
                card=CARD if words else None,
            )
        )
    yield from _days(say)
    yield from _panel(say)
    for why in Why:
        yield _bare(DuesMoved(to=ChatId(301), why=why, later=2, sooner=0))
    for stopped in (True, False):
        yield _bare(CodesStopped(to=ChatId(301), stopped=stopped, most=100, minutes=60))
        what = "codes_stopped" if stopped else "codes_go_on"
        yield _bare(StaffHint(to=ROOM, what=what, facts={"most": "100", "minutes": "60"}))
    yield _bare(EventsShown(to=ChatId(301), lines=()))
    for whose in (say(129), ""):
        at_all = tuple(
            EventLine(AT, what, say(129), whose, PersonId(2**52), whose, proof, whose and say(60))
            for what, proof in zip(AuthWhat, [*Proof] * 3, strict=False)
        )
        for first in (0, 10):
            yield _bare(EventsShown(to=ChatId(301), lines=at_all[first : first + 10]))
    month = MonthWanted(to=ChatId(301), month="2026-03")
    paid = PaidRow(NUMBER, AT, say(150), ClientCategory.PARTNER, say(120), say(100), Billing.UNRELATED, note=say(300))
    spent = TimeRow(AT, say(129), say(150), ClientCategory.PROSPECT, NUMBER, say(120), True, 40, say(300))
    yield _bare(month, taken=MonthTaken([paid] * 3, [spent]))
    yield _bare(month, taken=MonthTaken([], []))
    for praise in (True, False):
        feedback = _feedback(say, praise=praise)
        arrived = FeedbackArrived(to=ChatId(301), feedback=1)
        yield _bare(arrived, feedback=feedback, author=a_person(id=ANNA, name=say(129)))


def _panel(say: Say) -> Iterator[Dispatch]:
    for state in PanelState:
        for detail in (say(300), ""):
            yield _bare(PanelNews(to=ChatId(301), state=state, detail=detail))
    for what in Lost:
        yield _bare(PanelNews(to=ChatId(301), state=PanelState.LOSS, loss=Loss(6, 7, what)))
    for name in (say(150), ""):
        misread = tuple(MisreadLine(ClientId("9" * 40), name, fault) for fault in Fault)
        for more in (0, 1, 4):
            yield _bare(ClientsMisread(to=ChatId(301), lines=misread, more=more))
    for news in AccountNews:
        yield _bare(AccountTold(to=ANNA, news=news, client=say(150)))
    for ground in Ground:
        told = Entitlement(Standing.DISCRETIONARY, ground)
        for react_by in (AT, None):
            yield _bare(StandingTold(to=ANNA, ticket=NUMBER, subject=say(120), entitlement=told, react_by=react_by))


def _days(say: Say) -> Iterator[Dispatch]:
    own, official = DayLine(DAY, (), own=True), DayLine(DAY, ("11:00–14:00", "15:00–16:00"), own=False)
    yield _bare(CalendarShown(to=ChatId(301), months=((DAY, 1, (own, official)), (DAY, 20, ()))))
    hours = ("11:00–18:00",)
    for later, sooner in ((0, 0), (2, 1)):
        proposed = DayProposed(
            to=ChatId(301), day=DAY, how="closed", before=hours, after=(), later=later, sooner=sooner
        )
        yield _bare(proposed)
        yield _bare(dataclasses.replace(proposed, how="usual", after=hours))
    for worked in ("", "11:00–16:00"):
        facts = {"day": "2026-12-31", "hours": worked, "who": say(129)}
        yield _bare(StaffHint(to=ROOM, what="calendar_changed", facts=facts))
    yield _bare(DayChanged(to=ChatId(301), day=DAY, before=hours, after=(), who=say(129)))


def _feedback(say: Say, *, praise: bool) -> Feedback:
    known: dict[str, Any] = {
        "id": 1,
        "person": ANNA,
        "praise": praise,
        "text": say(4096),
        "ticket": NUMBER if praise else None,
        "at": AT,
    }
    return Feedback(**{field.name: known[field.name] for field in dataclasses.fields(Feedback)})


def _unreached(say: Say, at: dict[str, Any], placed: dict[str, Any]) -> Iterator[Dispatch]:
    for why in Trouble:
        for mail in (None, *NoMail):
            yield _bare(NotDelivered(**at, why=why, detail=say(300), reply_to=5, mail=mail), **placed)
        for letter in Letter:
            yield _bare(WentByMail(**at, what=letter, why=why, address="a***@example.com", reply_to=5), **placed)
            yield _bare(MailWaits(**at, what=letter, why=why, detail=say(300), reply_to=5), **placed)


def _mail(say: Say) -> Iterator[Dispatch]:
    for proof in Proof:
        told = LinkMail(
            person=ANNA,
            of=ClientId("c-1"),
            address="anna@example.com",
            client=say(150),
            name=say(129),
            username=say(32) if proof is Proof.MAIL else "",
            owner=proof is not Proof.INVITATION,
            proof=proof,
            undo="u_" + "k" * 32,
        )
        yield _bare(told)
        yield _bare(dataclasses.replace(told, ended=True, undo=""))
        yield _bare(dataclasses.replace(told, ends=False))
    yield _bare(CodeMail(to=ANNA, address="anna@example.com", code="12345678", asked_by=say(32)))
    for praise in (True, False):
        mail = FeedbackMail(address="director@example.com", feedback=1)
        yield _bare(mail, feedback=_feedback(say, praise=praise), author=a_person(id=ANNA, name=say(129)))
    about: dict[str, Any] = {"to": ANNA, "ticket": NUMBER, "since": AT}
    placed: dict[str, Any] = {"ticket": a_ticket(id=NUMBER, subject=say(200)), "address": "anna@example.com"}
    placed["name"] = say(129)
    for parts in (a_text(say(4096)), (Content(Kind.PHOTO, Source(ROOM, 5), "", file="f"),)):
        yield _bare(AnswerMail(**about, message=MessageId(1)), message=an_answer(parts=parts), **placed)
    yield _bare(PingMail(**about, period=PeriodId(1), number=1, close_at=AT), **placed)
    for beside in (True, False):
        closed = ClosingMail(**about, status=Status.INACTIVE, until=AT, beside=beside)
        yield _bare(closed, link="https://example.com/support", **placed)
    yield _bare(ClosingMail(**about, status=Status.SOLVED, until=AT, by=say(129)), **placed)
    for clause in Clause:
        yield _bare(ClosingMail(**about, status=Status.REFUSED, clause=clause), **placed)
