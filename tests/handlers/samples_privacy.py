"""What people are told about what is kept of them, in all of its variants; see `samples`."""

from collections.abc import Callable, Iterator
from itertools import product

from desk.notices import AnyNotice
from desk.notices.privacy import ConsentAsked, ConsentGiven, ConsentRefused, TooMuchHeld
from tests.builders import ANNA

URL = "https://example.com/privacy"


def notices(_: Callable[[int], str]) -> Iterator[AnyNotice]:
    for waits, again in product((True, False), repeat=2):
        yield ConsentAsked(to=ANNA, language="ru", url=URL, version="2027-01", waits=waits, again=again)
    for released in (True, False):
        yield ConsentGiven(to=ANNA, released=released)
    for erased, late, known in product((True, False), repeat=3):
        yield ConsentRefused(to=ANNA, language="ru", erased=erased, late=late, known=known)
    yield TooMuchHeld(to=ANNA, language="ru", most=50)
