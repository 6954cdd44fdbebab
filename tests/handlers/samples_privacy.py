"""What people are told about what is kept of them, in all of its variants; see `samples`."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import product

from desk.notices import AnyNotice
from desk.notices.privacy import (
    ConsentAsked,
    ConsentGiven,
    ConsentRefused,
    Erased,
    ErasePreview,
    ErasingOn,
    ExportedAlready,
    ExportWanted,
    OfTheCompany,
    PrivacyShown,
    TooMuchHeld,
)
from desk.rules.privacy import (
    MOST_COUNTED,
    MOST_NAMED,
    Everything,
    Fading,
    Found,
    OwnMessage,
    OwnTicket,
    OwnWords,
)
from desk.usecases.delivery.dispatch import Dispatch
from tests.builders import ANNA

AT = datetime(2027, 3, 4, 9, 5, tzinfo=UTC)
URL = "https://example.com/privacy"


def notices(say: Callable[[int], str]) -> Iterator[AnyNotice]:
    for waits, again in product((True, False), repeat=2):
        yield ConsentAsked(to=ANNA, language="ru", url=URL, version="2027-01", waits=waits, again=again)
    for released in (True, False):
        yield ConsentGiven(to=ANNA, released=released)
    for erased, late, known in product((True, False), repeat=3):
        yield ConsentRefused(to=ANNA, language="ru", erased=erased, late=late, known=known)
    yield TooMuchHeld(to=ANNA, language="ru", most=50)
    for agreed_at, keeps in product((AT, None), ((), tuple((what, 3) for what in Fading))):
        yield PrivacyShown(to=ANNA, url=URL if keeps else "", agreed_at=agreed_at, keeps=keeps)
    for still_open in ((), (1, 2), tuple(range(1, MOST_NAMED + 2))):
        yield ErasePreview(to=ANNA, found=Found(2, still_open, 3, 1, 1, 1))
    yield ErasePreview(to=ANNA, found=Found(2, (), MOST_COUNTED + 1, 1, 1, 1))
    yield ExportedAlready(to=ANNA, until=AT)
    yield OfTheCompany(to=ANNA)
    yield Erased(to=ANNA, language="ru")
    yield ErasingOn(to=ANNA, language="ru")


def exports(say: Callable[[int], str]) -> Iterator[Dispatch]:
    words = (OwnWords(AT, say(100), 5), OwnWords(AT, say(100)))
    everything = Everything(
        id=ANNA,
        name=say(129),
        username="anna",
        language="ru",
        zone="",
        consents=(),
        clients=((say(128), "owner"),),
        tickets=(OwnTicket(1, AT, "solved", say(120), say(4096), (("since", say(200)),), say(128), None),),
        messages=(OwnMessage(1, AT, True, say(4096), (say(60),)), OwnMessage(2, AT, True, say(10), ())),
        feedback=words,
        ratings=words,
        drafts=((say(100),),),
    )
    notice = ExportWanted(to=ANNA)
    yield Dispatch(notice, "ru", notice.chat, everything=everything)
