"""Environment and .env into frozen settings. A bad value stops the start with its name, what is wrong, an example."""

import os
import re
from collections.abc import Callable, Iterator
from datetime import time, timedelta
from email.utils import getaddresses
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values
from pydantic import AfterValidator, BeforeValidator, Field, HttpUrl, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.pacing import Limits, parse_limits
from desk.ids import ChatId, PersonId
from desk.rules.billing import AfterHours
from desk.rules.calendar import Interval, parse_days, parse_hours
from desk.rules.durations import Duration, Unit, parse_duration
from desk.rules.flood import Flood, parse_flood
from desk.rules.people import ClientCategory
from desk.rules.relay import StaffReply
from desk.rules.signatures import SHORTEST_SECRET
from desk.rules.ticket import Category, Level
from storage.panels.addresses import Network, read_networks

EXAMPLES = {
    "BOT_TOKEN": "123456789:AAE-what-BotFather-gives",
    "STAFF_CHAT_ID": "-1001234567890",
    "TELEGRAM_API_URL": "https://api.telegram.org",
    "STAFF_CHATS": "billing:-1001234567890,content:-1009876543210",
    "MANAGER_IDS": "123456789,-1001234567890",
    "DATABASE_URL": "sqlite+aiosqlite:///var/frontdesk.db",
    "SMTP_URL": "smtp://user:password@mail.example.com:587",
    "MAIL_FROM": "support@example.com",
    "TIMEZONE": "Europe/Moscow",
    "WORKING_HOURS": "11:00-18:00",
    "WORKING_DAYS": "mon-fri",
    "HOLIDAYS": "ru",
    "CALENDAR_FILE": "var/calendar.txt",
    "ARTICLES_DIR": "var/articles",
    "LANGUAGE": "ru",
    "TELEGRAM_LIMITS": "group:20/60s,private:3/3s,all:30/1s",
    "CLOCK_OFFSET_FILE": "var/clock",
    "CLOCK_MOVES_PACING": "no",
    "SILENCE_PING_AFTER": "24h",
    "SILENCE_CLOSE_AFTER": "48h",
    "SILENCE_GRACE": "7wh",
    "REOPEN_WITHIN": "14d",
    "REPLY_MEANS": "waiting",
    "STAFF_REPLY": "assignee",
    "FIRST_REACTION_STANDARD": "24h",
    "FIRST_REACTION_COMPLEX": "72h",
    "FIRST_REACTION_CONTENT": "5wd",
    "FIRST_REACTION_AT_LEAST": "4wh",
    "FIRST_REACTION_PRIORITY": "4wh",
    "FIRST_REACTION_CLIENTS": "partner:8h,partner/complex:48h",
    "FIRST_REACTION_PRODUCTS": "vps-pro:2h,vps-pro/complex:24h",
    "NEXT_REACTION": "8wh",
    "WARN_WHEN_LEFT": "20%",
    "PRIORITY_PRODUCTS": "priority,priority-plus",
    "PRIORITY_HOURS": "08:00-23:00",
    "ON_DUTY": "123456789,987654321",
    "FLOOD_MESSAGES": "60/60s",
    "FLOOD_TICKETS": "20/1h",
    "FLOOD_PROSPECTS": "3/1h",
    "SIGN_IN_CODES": "100/1h",
    "LINK_AGE": "180d",
    "PHONE_LINKS": "off",
    "PHONE_REGION": "RU",
    "DIGEST_AT": "18:05",
    "DIGEST_QUIET": "off",
    "TICK_EVERY": "20s",
    "LOG_FORMAT": "text",
    "SECRETS_DIR": "/run/secrets",
    "TELEGRAM_PROXY": "socks5://127.0.0.1:1080",
    "SUPPORT_PHONE": "+7 495 123-45-67",
    "HELP_CENTRE_URL": "https://help.example.com",
    "COMPLAINTS_EMAIL": "director@example.com",
    "SUBMIT_URL": "https://t.me/example_support_bot",
    "AFTER_HOURS": "ask",
    "CURRENCY": "RUB",
    "VAULT_KEY": "kX3JmWq0bS4v7cYtL9dZ2fGhR1nUoP6aEiTyQwBxMzs=",
    "VAULT_REMIND_AFTER": "1wd",
    "PANEL_FRESH": "10min",
    "PANEL_STALE": "24h",
    "PANEL_SWEEP_AT": "03:30",
    "IMPORT_MAX_LOSS": "20%",
    "PRIVACY_URL": "https://example.com/privacy",
    "PRIVACY_VERSION": "2027-01",
    "OVERDUE_GRACE": "3d",
    "WARRANTY": "30d",
    "RETENTION_TICKETS": "1095d",
    "RETENTION_FEEDBACK": "1095d",
    "RETENTION_PEOPLE": "1095d",
    "RETENTION_LEFTOVERS": "90d",
    "WEB_LISTEN": "127.0.0.1:8080",
    "PUBLIC_URL": "https://desk.example.com",
    "WEBHOOK_SECRET": "mZ3kQ9_xT7bLw2RfV8dN-4sHcJ6yPgAe",
    "PANEL_SECRET": "5f2c0e4b7a91d3868e1fb05a44c7d290",
    "METRICS_TOKEN": "a-long-random-word",
    "PANEL": "csv",
    "WHMCS_URL": "https://billing.example.com/includes/api.php",
    "WHMCS_IDENTIFIER": "kR5wM2pXc7VdB9nQtY3zHsJf8LgAeU4i",
    "WHMCS_SECRET": "Zq8TnC1xWm6RvK0bYp4GdS7hJf2LaE9u",
    "WHMCS_GROUPS": "3:partner,5:service_user",
    "PANEL_HTTP_URL": "https://panel.example.com/desk",
    "PANEL_HTTP_SECRET": "b7e41c09d2f85a6370c1e9d48f2b6a5e",
    "PANEL_NETWORKS": "10.0.0.0/8",
    "PANEL_PLAIN_HTTP": "no",
    "PANEL_CA_FILE": "/etc/ssl/company-ca.pem",
}
"""One for each setting; shown with whatever is wrong, and in .env.example."""

NEEDED = {
    "whmcs": ("whmcs_url", "whmcs_identifier", "whmcs_secret"),
    "http": ("panel_http_url", "panel_http_secret"),
}
"""Without which a panel cannot be asked."""

TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")

CHAT = re.compile(r"-?[1-9][0-9]{0,15}")
"""By the Bot API; a longer one is a slip of the hand, and might not fit into the database."""

VERSION = re.compile(r"[A-Za-z0-9._-]{1,20}")

MAILBOX = re.compile(r"[^\s@,;:<>()\"\\]+@[^\s@,;:<>()\"\\.]+(?:\.[^\s@,;:<>()\"\\.]+)+")

PERCENT = "in a password, a space and # / ? @ are written %20 %23 %2F %3F %40"

PERCENTAGE = re.compile(r"([0-9]{1,2})\s*%")

MOST_LEFT = 90

WHOLE = 100

YEARS_KEPT = 30
"""So long at most the words of tickets are kept, where a time is set."""

A_DAY = 24 * 3600

HUNDREDTHS = 2
"""Digits after the point."""

LOOPBACK = "127.0.0.1"
LARGEST_PORT = 65535
SHORTEST_TOKEN = 16
WEBHOOK_SECRET = re.compile(rf"[A-Za-z0-9_-]{{{SHORTEST_TOKEN},256}}")

LONGEST_TICK = 3600
"""Seconds: whatever is due waits for the next look at most so long."""

LEAST_AGE = 86400
LONGEST_HOLD = timedelta(minutes=5)
"""Whatever staff are told of a ticket waits behind messages that are held."""


class BadSettings(Exception):
    """One line for each setting that is missing or wrong."""


def _durations(text: str) -> tuple[Duration, ...]:
    return tuple(parse_duration(item) for item in text.split(","))


def _calendar_time(duration: Duration) -> Duration:
    if duration.unit is not Unit.CALENDAR:
        raise ValueError("must be calendar time, not working time")
    return duration


def _whole_days(duration: Duration) -> Duration:
    if _calendar_time(duration).amount % A_DAY:
        raise ValueError("must be whole days")
    return duration


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        # A folder of the time zones, such as 'Europe', is an OSError.
        raise ValueError(f"there is no time zone {name!r}") from error


def _chat(text: str) -> ChatId:
    text = text.strip()
    if not CHAT.fullmatch(text):
        raise ValueError(f"{text!r} is not a chat's number, an integer of at most 16 digits")
    return ChatId(int(text))


def _group(text: str) -> ChatId:
    chat = _chat(text)
    if chat > 0:
        raise ValueError(f"{chat} is the number of a person: that of a group begins with a minus")
    return chat


def _chats(text: str) -> tuple[ChatId, ...]:
    """Each once: a complaint that a manager gets twice would look like two."""
    chats: list[ChatId] = []
    for item in _items(text):
        if (chat := _chat(item)) in chats:
            raise ValueError(f"{chat} is there twice")
        chats.append(chat)
    return tuple(chats)


def _people(text: str) -> tuple[PersonId, ...]:
    """Each is called in private, so a group is a slip of the hand."""
    if group := next((chat for chat in _chats(text) if chat < 0), None):
        raise ValueError(f"{group} is a group: people are called, by the numbers of their Telegram accounts")
    return tuple(PersonId(chat) for chat in _chats(text))


def _percent(text: str) -> int:
    form = PERCENTAGE.fullmatch(text)
    if form is None or int(form[1]) > MOST_LEFT:
        raise ValueError(f"{text!r} is not a part of a target: a whole number from 0% to {MOST_LEFT}%")
    return int(form[1])


def _share(text: str) -> int:
    form = re.fullmatch(r"([0-9]{1,3})\s*%", text)
    if form is None or int(form[1]) > WHOLE:
        raise ValueError(f"{text!r} is not a share: a whole number from 0% to 100%")
    return int(form[1])


def _names(text: str) -> frozenset[str]:
    return frozenset(_items(text))


def _rooms(text: str) -> dict[Category, ChatId]:
    rooms: dict[Category, ChatId] = {}
    for item in _items(text):
        name, _, chat = (part.strip() for part in item.partition(":"))
        if name not in set(Category):
            raise ValueError(f"{name!r} is not a category; there are: {', '.join(Category)}")
        if name in rooms:
            raise ValueError(f"{name!r} is there twice, and each category has one group")
        rooms[Category(name)] = _group(chat)
    return rooms


def _targets(text: str) -> Iterator[tuple[str, Level, Duration]]:
    """`name:2h` for ordinary problems, `name/complex:24h` for those of a level; a name may have colons in it."""
    for item in _items(text):
        named, colon, span = (part.strip() for part in item.rpartition(":"))
        name, slash, level = (part.strip() for part in named.rpartition("/"))
        if not slash:
            name, level = named, Level.STANDARD
        if not colon or not name:
            raise ValueError(f"{item!r} is not a name and a target, with a colon between them")
        if level not in set(Level):
            raise ValueError(f"{level!r} is not a level of problems; there are: {', '.join(Level)}")
        yield name, Level(level), parse_duration(span)


def _of_clients(text: str) -> dict[tuple[ClientCategory, Level], Duration]:
    promised = [category for category in ClientCategory if category is not ClientCategory.PROSPECT]
    found: dict[tuple[ClientCategory, Level], Duration] = {}
    for name, level, target in _targets(text):
        if name == ClientCategory.PROSPECT:
            raise ValueError("to a prospect no time is promised (regulation 3.2)")
        if name not in promised:
            raise ValueError(f"{name!r} is not a category of clients; there are: {', '.join(promised)}")
        key = ClientCategory(name), level
        if key in found:
            raise ValueError(f"{name}/{level} is there twice, and each has one target")
        found[key] = target
    return found


def _of_products(text: str) -> dict[tuple[str, Level], Duration]:
    found: dict[tuple[str, Level], Duration] = {}
    for name, level, target in _targets(text):
        if any((name.casefold(), level) == (other.casefold(), its) for other, its in found):
            raise ValueError(f"{name}/{level} is there twice, and each has one target")
        found[name, level] = target
    return found


def _items(text: str) -> Iterator[str]:
    return filter(None, (item.strip() for item in text.split(",")))


def _region(code: str) -> str:
    """Whether there is such a country is looked up where numbers are read at all."""
    if re.fullmatch("[A-Za-z]{2}", code) is None:
        raise ValueError(f"{code!r} is not the two letters of a country (ISO 3166)")
    return code.upper()


def _currency(code: str) -> str:
    """Prices are whole hundredths of it, and people read its sign."""
    from babel.numbers import get_currency_precision, list_currencies

    if code.upper() not in list_currencies() or get_currency_precision(code.upper()) != HUNDREDTHS:
        raise ValueError(f"{code!r} is not the code of a currency with hundredths (ISO 4217)")
    return code.upper()


def _token(token: str) -> str:
    if not TOKEN.fullmatch(token):
        raise ValueError("does not look like a token: digits, a colon, then letters, digits, - and _ without spaces")
    return token


def _mail_url(url: str) -> str:
    if url:
        _server(url, "smtp", "smtps")
    return url


def _proxy(url: str) -> str:
    """The library for proxies knows no usual ports."""
    if url and _server(url, "http", "socks4", "socks5").port is None:
        raise ValueError("needs a port")
    return url


def _server(url: str, *schemes: str) -> SplitResult:
    """The parts of an address that names a server and nothing on it. What is wrong is told without its password."""
    beginnings = [f"{scheme}://" for scheme in schemes]
    if not url.lower().startswith(tuple(beginnings)):
        raise ValueError(f"must begin with {' or '.join(beginnings)}")
    try:
        parts = urlsplit(url)
    except ValueError:
        raise ValueError("its host cannot be read") from None
    _check_port(parts)
    if not parts.hostname:
        raise ValueError("needs a host")
    if parts.path.strip("/") or parts.query or parts.fragment or any(char.isspace() for char in url):
        raise ValueError(f"must end with its host and port, and have no spaces in it; {PERCENT}")
    return parts


def _check_port(parts: SplitResult) -> None:
    try:
        right = parts.port != 0
    except ValueError:
        right = False
    if not right:
        raise ValueError(f"the port is not a number from 1 to 65535; {PERCENT}")


def _api_url(url: HttpUrl) -> HttpUrl:
    """The token and the method are put after it."""
    if url.query is not None or url.fragment is not None:
        raise ValueError("must be a URL without ? and #")
    return url


def _shown_url(url: HttpUrl | None) -> HttpUrl | None:
    if url and (url.username or url.password):
        raise ValueError("must be a URL without a name and a password: clients see it")
    return url


def _asked_url(url: HttpUrl | None) -> HttpUrl | None:
    if url and (url.username or url.password or url.query is not None or url.fragment is not None):
        raise ValueError("must be a URL without a name, a password, ? and #: those are no place for secrets")
    return url


def _whmcs_url(url: HttpUrl | None) -> HttpUrl | None:
    """Where WHMCS is, or its api.php itself."""
    if (_asked_url(url) is None) or str(url).endswith(".php"):
        return url
    return HttpUrl(f"{str(url).rstrip('/')}/includes/api.php")


def _signed_with(secret: str) -> str:
    if secret and len(secret) < SHORTEST_SECRET:
        raise ValueError(f"is too short: at least {SHORTEST_SECRET} characters, made by a machine")
    return secret


def _groups(text: str) -> dict[int, ClientCategory]:
    """Of WHMCS, by their numbers."""
    found: dict[int, ClientCategory] = {}
    for item in _items(text):
        number, _, name = (part.strip() for part in item.partition(":"))
        if not number.isdecimal() or int(number) in found:
            raise ValueError(f"{item!r} is not the number of a client group, each once, a colon and a category")
        if name not in set(ClientCategory) - {ClientCategory.PROSPECT}:
            raise ValueError(f"{name!r} is not a category of clients; there are: partner, individual, service_user")
        found[int(number)] = ClientCategory(name)
    return found


def _version(text: str) -> str:
    """It travels in a button, whose parts are told apart by colons."""
    if not VERSION.fullmatch(text):
        raise ValueError(f"{text!r} is not a version: up to 20 letters, digits, points and dashes")
    return text


def _mailbox(address: str) -> str:
    if address and not (MAILBOX.fullmatch(address) and address.isprintable()):
        raise ValueError(f"{address!r} is not the address of a mailbox")
    return address


def _sender(text: str) -> str:
    """A mailbox, with a name before it or without: `Front Desk <support@example.com>`."""
    if text:
        addresses = [address for _, address in getaddresses([text])]
        if len(addresses) != 1 or not text.isprintable():
            raise ValueError(f"{text!r} is not the address of one mailbox; a name with a comma stands in quotes")
        if not MAILBOX.fullmatch(addresses[0]):
            raise ValueError(f"{text!r} is not the address of a mailbox")
    return text


def _vault_keys(text: str) -> str:
    """What is wrong is told without the keys."""
    from bot.vault import read_keys

    read_keys(text)
    return text


def _database(url: str) -> str:
    from storage.url import read_url

    read_url(url)
    return url


def _listen(text: str) -> tuple[str, int]:
    """An address of this machine and a port; a port alone is that of the machine itself, where nobody else gets."""
    host, colon, port = text.rpartition(":")
    host = host.removeprefix("[").removesuffix("]") if colon else LOOPBACK
    try:
        ip_address(host)
    except ValueError:
        raise ValueError(f"{host!r} is not the address (IP) of a network interface of this machine") from None
    if not (port.isascii() and port.isdecimal() and 0 < int(port) <= LARGEST_PORT):
        raise ValueError(f"{port!r} is not a port: a number from 1 to {LARGEST_PORT}")
    return host, int(port)


def _public_url(url: HttpUrl | None) -> HttpUrl | None:
    """Others put paths after it. Without TLS it may only lead to this machine: links that it begins are secret."""
    if url is None:
        return None
    if url.username or url.password or url.query is not None or url.fragment is not None:
        raise ValueError("must be a URL without a name, a password, ? and #")
    if url.scheme != "https" and url.host not in {LOOPBACK, "localhost", "[::1]"}:
        raise ValueError("must begin with https://")
    return url


def _long(token: str) -> str:
    if token and (len(token) < SHORTEST_TOKEN or any(char.isspace() for char in token)):
        raise ValueError(f"is too short or has spaces in it: at least {SHORTEST_TOKEN} characters that nobody guesses")
    return token


def _telegrams(secret: str) -> str:
    """What Telegram takes as a secret_token."""
    if secret and not WEBHOOK_SECRET.fullmatch(secret):
        raise ValueError(f"is not {SHORTEST_TOKEN} to 256 of A-Z, a-z, 0-9, _ and -")
    return secret


def _desk_time(clock: time) -> time:
    if clock.tzinfo is not None:
        raise ValueError("is a time in the desk's zone, so it has no offset of its own")
    return clock


def _tick(every: Duration) -> Duration:
    if every.amount > LONGEST_TICK:
        raise ValueError(f"{every} is too long, because whatever is due waits for it: at most 1h")
    return every


def _hold(flood: Flood | None) -> Flood | None:
    if flood is not None and flood.within > LONGEST_HOLD:
        raise ValueError("its span is too long, because staff see what is held only after it: at most 5min")
    return flood


def _from_text(parse: Callable[[str], Any]) -> BeforeValidator:
    """Values arrive as text; defaults are given in the same form."""
    return BeforeValidator(lambda value: parse(value) if isinstance(value, str) else value)


def _secretly(check: Callable[[str], str]) -> AfterValidator:
    """The same check for a value that is not shown."""
    return AfterValidator(lambda secret: SecretStr(check(secret.get_secret_value())))


Span = Annotated[Duration, NoDecode, _from_text(parse_duration)]


def _age(text: str) -> timedelta | None:
    if text.strip().lower() == "off":
        return None
    span = parse_duration(text)
    if span.unit is not Unit.CALENDAR or span.amount < LEAST_AGE:
        raise ValueError(f"{text!r} is not a number of days, such as 180d, or 'off'")
    return timedelta(seconds=span.amount)


Age = Annotated[timedelta | None, NoDecode, _from_text(_age)]
Limit = Annotated[Flood | None, NoDecode, _from_text(parse_flood)]
Days = Annotated[
    Duration, NoDecode, _from_text(lambda text: parse_duration(text, allow_zero=True)), AfterValidator(_whole_days)
]
Wait = Annotated[Duration, NoDecode, _from_text(parse_duration), AfterValidator(_calendar_time)]
Kept = Annotated[
    Duration,
    NoDecode,
    _from_text(lambda text: parse_duration(text, allow_zero=True, years=YEARS_KEPT)),
    AfterValidator(_whole_days),
]


class Settings(BaseSettings):
    """Everything that can be set. Required: BOT_TOKEN and STAFF_CHAT_ID.

    Addresses that may have a password in them are left out where settings are shown.
    """

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8-sig",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        validate_default=True,
        hide_input_in_errors=True,
    )

    bot_token: Annotated[SecretStr, _secretly(_token)]
    staff_chat_id: Annotated[ChatId, _from_text(_group)]
    telegram_api_url: Annotated[HttpUrl, AfterValidator(_api_url)] = Field(
        HttpUrl("https://api.telegram.org"), repr=False
    )
    staff_chats: Annotated[dict[Category, ChatId], NoDecode, _from_text(_rooms)] = Field(default_factory=dict)
    manager_ids: Annotated[tuple[ChatId, ...], NoDecode, _from_text(_chats)] = ()
    database_url: Annotated[str, AfterValidator(_database)] = Field("sqlite+aiosqlite:///var/frontdesk.db", repr=False)
    smtp_url: Annotated[SecretStr, _secretly(_mail_url)] = SecretStr("")
    mail_from: Annotated[str, AfterValidator(_sender)] = ""
    timezone: Annotated[ZoneInfo, NoDecode, _from_text(_zone)] = ZoneInfo("Europe/Moscow")
    working_hours: Annotated[tuple[Interval, ...], NoDecode, _from_text(parse_hours)] = parse_hours("11:00-18:00")
    working_days: Annotated[frozenset[int], NoDecode, _from_text(parse_days)] = parse_days("mon-fri")
    holidays: Literal["ru", "none"] = "ru"
    calendar_file: Path = Path("var/calendar.txt")
    articles_dir: Path = Path("var/articles")
    language: Literal["ru", "en"] = "ru"
    telegram_limits: Annotated[Limits, NoDecode, _from_text(parse_limits)] = parse_limits(EXAMPLES["TELEGRAM_LIMITS"])
    clock_offset_file: Path | None = None
    clock_moves_pacing: bool = False
    silence_ping_after: Annotated[tuple[Duration, ...], NoDecode, _from_text(_durations)] = _durations("24h")
    silence_close_after: Span = parse_duration("48h")
    silence_grace: Span = parse_duration("7wh")
    reopen_within: Wait = parse_duration("14d")
    reply_means: Literal["waiting", "working"] = "waiting"
    staff_reply: StaffReply = StaffReply.ASSIGNEE
    first_reaction_standard: Span = parse_duration("24h")
    first_reaction_complex: Span = parse_duration("72h")
    first_reaction_content: Span = parse_duration("5wd")
    first_reaction_at_least: Annotated[
        Duration, NoDecode, _from_text(lambda text: parse_duration(text, allow_zero=True))
    ] = parse_duration("4wh")
    first_reaction_priority: Span = parse_duration("4wh")
    first_reaction_clients: Annotated[
        dict[tuple[ClientCategory, Level], Duration], NoDecode, _from_text(_of_clients)
    ] = Field(default_factory=dict)
    first_reaction_products: Annotated[dict[tuple[str, Level], Duration], NoDecode, _from_text(_of_products)] = Field(
        default_factory=dict
    )
    next_reaction: Span = parse_duration("8wh")
    warn_when_left: Annotated[int, NoDecode, _from_text(_percent)] = 20
    priority_products: Annotated[frozenset[str], NoDecode, _from_text(_names)] = frozenset()
    priority_hours: Annotated[tuple[Interval, ...], NoDecode, _from_text(parse_hours)] = parse_hours("08:00-23:00")
    on_duty: Annotated[tuple[PersonId, ...], NoDecode, _from_text(_people)] = ()
    flood_messages: Annotated[Limit, AfterValidator(_hold)] = parse_flood("60/60s")
    flood_tickets: Limit = parse_flood("20/1h")
    flood_prospects: Limit = parse_flood("3/1h")
    sign_in_codes: Limit = parse_flood("100/1h")
    link_age: Age = timedelta(days=180)
    phone_links: Literal["off", "low"] = "off"
    phone_region: Annotated[str, AfterValidator(_region)] = "RU"
    digest_at: Annotated[time, AfterValidator(_desk_time)] = time(18, 5)
    digest_quiet: Literal["on", "off"] = "off"
    tick_every: Annotated[Wait, AfterValidator(_tick)] = parse_duration("20s")
    log_format: Literal["text", "json"] = "text"
    secrets_dir: Path | None = None
    telegram_proxy: Annotated[str, AfterValidator(_proxy)] = Field("", repr=False)
    support_phone: str = ""
    help_centre_url: Annotated[HttpUrl | None, AfterValidator(_shown_url)] = None
    complaints_email: Annotated[str, AfterValidator(_mailbox)] = ""
    submit_url: Annotated[HttpUrl | None, AfterValidator(_shown_url)] = None
    after_hours: AfterHours = AfterHours.ASK
    currency: Annotated[str, AfterValidator(_currency)] = "RUB"
    vault_key: Annotated[SecretStr, _secretly(_vault_keys)] = SecretStr("")
    vault_remind_after: Span = parse_duration("1wd")
    panel_fresh: Wait = parse_duration("10min")
    panel_stale: Wait = parse_duration("24h")
    panel_sweep_at: Annotated[time, AfterValidator(_desk_time)] = time(3, 30)
    import_max_loss: Annotated[int, NoDecode, _from_text(_share)] = 20
    privacy_url: Annotated[HttpUrl | None, AfterValidator(_shown_url)] = None
    privacy_version: Annotated[str, AfterValidator(_version)] = "1"
    overdue_grace: Days = parse_duration("0d", allow_zero=True)
    warranty: Days = parse_duration("30d")
    retention_tickets: Kept = parse_duration("0d", allow_zero=True)
    retention_feedback: Kept = parse_duration("0d", allow_zero=True)
    retention_people: Kept = parse_duration("0d", allow_zero=True)
    retention_leftovers: Kept = parse_duration("0d", allow_zero=True)
    web_listen: Annotated[tuple[str, int] | None, NoDecode, _from_text(_listen)] = None
    public_url: Annotated[HttpUrl | None, AfterValidator(_public_url)] = None
    webhook_secret: Annotated[SecretStr, _secretly(_telegrams)] = SecretStr("")
    panel_secret: Annotated[SecretStr, _secretly(_signed_with)] = SecretStr("")
    panel: Literal["csv", "whmcs", "http"] = "csv"
    whmcs_url: Annotated[HttpUrl | None, AfterValidator(_whmcs_url)] = None
    whmcs_identifier: SecretStr = SecretStr("")
    whmcs_secret: SecretStr = SecretStr("")
    whmcs_groups: Annotated[dict[int, ClientCategory], NoDecode, _from_text(_groups)] = Field(default_factory=dict)
    panel_http_url: Annotated[HttpUrl | None, AfterValidator(_asked_url)] = None
    panel_http_secret: Annotated[SecretStr, _secretly(_signed_with)] = SecretStr("")
    panel_networks: Annotated[tuple[Network, ...], NoDecode, _from_text(read_networks)] = ()
    panel_plain_http: bool = False
    panel_ca_file: Path | None = None
    metrics_token: Annotated[SecretStr, _secretly(_long)] = SecretStr("")

    @model_validator(mode="before")
    @classmethod
    def _stripped(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Spaces and ends of lines around a value are nobody's intention; a value of nothing else is none."""
        found = {name: value.strip() if isinstance(value, str) else value for name, value in given.items()}
        return {name: value for name, value in found.items() if value != ""}


def load(env_file: Path | str | None = ".env", **given: str) -> Settings:
    """The settings of the environment, of `env_file`, and of SECRETS_DIR, a file for each, in this order.

    What is `given`, by the names of the fields, stands before all of them; an empty one is as if it were not set.
    BadSettings names every one that is wrong. Source: OWASP ASVS 13.3.4.
    """
    try:
        folder = _secrets_dir(env_file)
        settings = Settings(_env_file=env_file, _secrets_dir=folder, **given)  # type: ignore[arg-type,call-arg]
    except ValidationError as error:
        raise BadSettings("\n".join(_line(item) for item in error.errors())) from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(_unreadable(env_file, error)) from None
    if settings.smtp_url.get_secret_value() and not settings.mail_from:
        raise BadSettings(wrong("MAIL_FROM", "is needed where SMTP_URL is set"))
    if settings.webhook_secret.get_secret_value() and not (settings.web_listen and settings.public_url):
        name = "PUBLIC_URL" if settings.web_listen else "WEB_LISTEN"
        raise BadSettings(wrong(name, "is needed where WEBHOOK_SECRET is set"))
    if missing := [name for name in NEEDED.get(settings.panel, ()) if not _is_set(getattr(settings, name))]:
        said = f"is needed with PANEL={settings.panel}"
        raise BadSettings("\n".join(wrong(name.upper(), said) for name in missing))
    return settings


def _secrets_dir(env_file: Path | str | None) -> Path | None:
    """Where it is is known before anything is read from it. systemd tells by CREDENTIALS_DIRECTORY."""
    given = dict(dotenv_values(env_file, encoding="utf-8-sig")) if env_file else {}
    name = os.environ.get("SECRETS_DIR") or given.get("SECRETS_DIR") or os.environ.get("CREDENTIALS_DIRECTORY")
    folder = Path(name.strip()) if name else None
    return folder if folder is not None and folder.is_dir() else None


def _is_set(value: object) -> bool:
    return bool(value.get_secret_value() if isinstance(value, SecretStr) else value)


def _unreadable(env_file: Path | str | None, error: OSError | UnicodeDecodeError) -> str:
    why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
    return f"{env_file}: cannot be read: {why}. Example: the file .env.example, saved as UTF-8"


def _line(error: Any) -> str:
    name = str(error["loc"][0]).upper()
    if error["type"] == "missing":
        return wrong(name, "is missing")
    return wrong(name, error["msg"].removeprefix("Value error, "))


def wrong(name: str, what: str) -> str:
    """The line about one setting."""
    return f"{name}: {what}. Example: {name}={EXAMPLES[name]}"
