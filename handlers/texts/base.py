"""Words in one language: catalogue, plurals, dates in the desk's zone with the zone said."""

import gettext
import html
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale
from babel.dates import format_date, format_time, get_timezone_location
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LANGUAGES = ("ru", "en")
"""The first is the default; `en` is what the catalogues are translated from."""


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The translations of a language, compiled in memory from its .po file."""
    if language == "en":
        return gettext.NullTranslations()
    source = files("handlers") / "locales" / language / "LC_MESSAGES" / "messages.po"
    compiled = BytesIO()
    with source.open("rb") as po:
        write_mo(compiled, read_po(po, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


class Html(str):
    """Text that is markup already: it is not escaped again."""

    __slots__ = ()


class Words:
    """What all texts share. `own` is the reader's zone, whose time is told beside the desk's.

    `_` and `_n` find the sentence; facts are escaped for Telegram's HTML on the way in."""

    def __init__(self, language: str, zone: ZoneInfo, own: str = "") -> None:
        self.language = best_language(language, LANGUAGES[0])
        self._zone = zone
        self._own = zone_of(own)
        self._locale = Locale(self.language)
        self._catalogue = catalogue(self.language)

    def speaking(self, language: str) -> Self:
        """The same sentences for somebody who reads another language, with the desk's times only."""
        return type(self)(language, self._zone)

    def _(self, message: str, **facts: object) -> Html:
        return Html(self._catalogue.gettext(message).format(**_escaped(facts)))

    def _n(self, one: str, many: str, n: int, **facts: object) -> Html:
        return Html(self._catalogue.ngettext(one, many, n).format(n=n, **_escaped(facts)))

    def day(self, day: date) -> str:
        """`Tuesday, 24 November`."""
        return format_date(day, self._("EEEE, d MMMM"), locale=self._locale)

    def long_day(self, day: date) -> str:
        """`Thursday, 31 December 2026`."""
        return format_date(day, "EEEE, d MMMM y", locale=self._locale)

    def month(self, day: date) -> str:
        """`December 2026`."""
        return format_date(day, "LLLL y", locale=self._locale)

    def moment(self, at: datetime) -> str:
        """`Tuesday 24 November, 18:00 Moscow time`; in Russian in a form that follows 'до'. Source: T7."""
        local = at.astimezone(self._zone)
        desks = f"{self._weekday(local)}, {self._clock(local)} {self.zone_name()}"
        own = at.astimezone(self._own) if self._own else local
        if self._own is None or own.utcoffset() == local.utcoffset():
            return desks
        theirs = f"{self._clock(own)} {self._zone_name(self._own)}"
        return f"{desks} ({theirs})" if own.date() == local.date() else f"{desks} ({self._weekday(own)}, {theirs})"

    def _weekday(self, local: datetime) -> str:
        return format_date(local.date(), self._("EEEE d MMMM"), locale=self._locale)

    def _clock(self, local: datetime) -> str:
        return format_time(local.time(), "HH:mm", locale=self._locale)

    def date(self, day: date) -> str:
        """`31 December 2026`."""
        return format_date(day, "d MMMM y", locale=self._locale)

    def tenths(self, tenths: int) -> str:
        """45 is `4.5`, in Russian `4,5`."""
        return format_decimal(tenths / 10, locale=self._locale)

    def zone_name(self) -> Html:
        return self._zone_name(self._zone)

    def _zone_name(self, zone: ZoneInfo) -> Html:
        if zone.key == "Europe/Moscow":
            return self._("Moscow time")
        if zone.key in {"UTC", "Etc/UTC"}:
            return Html("UTC")
        return self._("{city} time", city=self.city(zone.key))

    def number(self, number: int) -> Html:
        """Of a ticket, as it is written in this language."""
        return self._("#{number}", number=number)

    def city(self, zone: str) -> str:
        """The city that a zone is called after; the zone's name where this machine does not know it."""
        known = zone_of(zone)
        return get_timezone_location(known, locale=self._locale, return_city=True) if known else zone

    def span(self, span: timedelta) -> Html:
        """Working time in hours and minutes, with the unit said: `1 h 25 min of working time`."""
        hours, minutes = divmod(round(span.total_seconds() / 60), 60)
        if not hours and not minutes:
            return self._("less than a minute of working time")
        if not hours:
            return self._("{minutes} min of working time", minutes=minutes)
        return self._("{hours} h {minutes:02d} min of working time", hours=hours, minutes=minutes)


def zone_meant(words: str) -> str:
    """The zone of a city that is named in one of our languages, as on the buttons; else the words as they are."""
    return _cities().get(" ".join(words.split()).lower(), words)


@cache
def _cities() -> dict[str, str]:
    named = {language: Locale.parse(language).time_zones for language in LANGUAGES}
    return {
        city.lower(): zone for zones in named.values() for zone, words in zones.items() if (city := words.get("city"))
    }


def zone_of(key: str) -> ZoneInfo | None:
    """None for no zone, and for one that this machine does not know (any more)."""
    try:
        return ZoneInfo(key) if key else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def masked(address: str) -> Html:
    """A mail address of which only a part is shown; Telegram would make a link to a website of the rest."""
    return Html(f"<code>{escape(address)}</code>")


def escape(text: str) -> Html:
    """What a person typed, as Telegram's HTML shows it."""
    return text if isinstance(text, Html) else Html(html.escape(text, quote=False))


def plain(text: str) -> str:
    """Markup without tags as people read it: for buttons, toasts and mail, which know no markup."""
    return html.unescape(text)


def _escaped(facts: dict[str, object]) -> dict[str, object]:
    return {name: escape(fact) if isinstance(fact, str) else fact for name, fact in facts.items()}


READ_RUSSIAN = frozenset({"be", "hy", "kk", "ky", "tg", "uk", "uz"})
"""Telegram languages whose speakers are likelier to read Russian than English."""


def best_language(code: str, default: str) -> str:
    """The language to speak with somebody whose Telegram says `code` (IETF tag, or empty)."""
    short = code.split("-", maxsplit=1)[0].lower()
    if short in LANGUAGES:
        return short
    return "ru" if short in READ_RUSSIAN else (default if not short else "en")
