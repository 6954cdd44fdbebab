"""Environment and .env into frozen settings. A bad value stops the start with its name, what is wrong, an example."""

from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, HttpUrl, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.pacing import Limits, parse_limits
from desk.ids import ChatId
from desk.rules.calendar import Interval, parse_days, parse_hours
from desk.rules.durations import Duration, Unit, parse_duration
from desk.rules.relay import StaffReply
from desk.rules.ticket import Category

EXAMPLES = {
    "BOT_TOKEN": "123456789:AAE4kD… (from @BotFather)",
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
    "DIGEST_AT": "18:05",
    "TICK_EVERY": "20s",
    "LOG_FORMAT": "text",
    "TELEGRAM_PROXY": "socks5://127.0.0.1:1080",
    "SUPPORT_PHONE": "+7 495 123-45-67",
    "HELP_CENTRE_URL": "https://help.example.com",
    "COMPLAINTS_EMAIL": "director@example.com",
}
"""One for each setting; shown with whatever is wrong, and in .env.example."""


class BadSettings(Exception):
    """One line for each setting that is missing or wrong."""


def _durations(text: str) -> tuple[Duration, ...]:
    return tuple(parse_duration(item) for item in text.split(","))


def _calendar_time(duration: Duration) -> Duration:
    if duration.unit is not Unit.CALENDAR:
        raise ValueError("must be calendar time, not working time")
    return duration


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"there is no time zone {name!r}") from error


def _chats(text: str) -> tuple[ChatId, ...]:
    return tuple(ChatId(_whole(item)) for item in text.split(",") if item.strip())


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise ValueError(f"{text.strip()!r} is not a chat's number") from error


def _rooms(text: str) -> dict[Category, ChatId]:
    rooms: dict[Category, ChatId] = {}
    for item in filter(str.strip, text.split(",")):
        name, _, chat = item.strip().partition(":")
        if name not in set(Category):
            raise ValueError(f"{name!r} is not a category; there are: {', '.join(Category)}")
        rooms[Category(name)] = ChatId(_whole(chat))
    return rooms


def _token(token: SecretStr) -> SecretStr:
    number, colon, rest = token.get_secret_value().partition(":")
    if not (number.isdecimal() and colon and rest):
        raise ValueError("does not look like a token: digits, a colon, letters")
    return token


def _mail_url(url: str) -> str:
    if url and not url.startswith(("smtp://", "smtps://")):
        raise ValueError("must begin with smtp:// or smtps://")
    return url


def _proxy(url: str) -> str:
    if url and not url.startswith(("http://", "https://", "socks4://", "socks5://")):
        raise ValueError("must begin with http://, socks4:// or socks5://")
    return url


def _from_text(parse: Callable[[str], Any]) -> BeforeValidator:
    """Values arrive as text; defaults are given in the same form."""
    return BeforeValidator(lambda value: parse(value) if isinstance(value, str) else value)


Span = Annotated[Duration, NoDecode, _from_text(parse_duration)]
Wait = Annotated[Duration, NoDecode, _from_text(parse_duration), AfterValidator(_calendar_time)]


class Settings(BaseSettings):
    """Everything that can be set. Required: BOT_TOKEN and STAFF_CHAT_ID."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        validate_default=True,
        hide_input_in_errors=True,
    )

    bot_token: Annotated[SecretStr, AfterValidator(_token)]
    staff_chat_id: ChatId
    telegram_api_url: HttpUrl = HttpUrl("https://api.telegram.org")
    staff_chats: Annotated[dict[Category, ChatId], NoDecode, _from_text(_rooms)] = Field(default_factory=dict)
    manager_ids: Annotated[tuple[ChatId, ...], NoDecode, _from_text(_chats)] = ()
    database_url: str = "sqlite+aiosqlite:///var/frontdesk.db"
    smtp_url: Annotated[SecretStr, AfterValidator(lambda url: SecretStr(_mail_url(url.get_secret_value())))] = (
        SecretStr("")
    )
    mail_from: str = ""
    timezone: Annotated[ZoneInfo, NoDecode, _from_text(_zone)] = ZoneInfo("Europe/Moscow")
    working_hours: Annotated[tuple[Interval, ...], NoDecode, _from_text(parse_hours)] = parse_hours("11:00-18:00")
    working_days: Annotated[frozenset[int], NoDecode, _from_text(parse_days)] = parse_days("mon-fri")
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
    digest_at: time = time(18, 5)
    tick_every: Wait = parse_duration("20s")
    log_format: Literal["text", "json"] = "text"
    telegram_proxy: Annotated[str, AfterValidator(_proxy)] = ""
    support_phone: str = ""
    help_centre_url: HttpUrl | None = None
    complaints_email: str = ""


def load(env_file: Path | str | None = ".env") -> Settings:
    """The settings of the environment; BadSettings names every one that is wrong."""
    try:
        settings = Settings(_env_file=env_file)  # type: ignore[call-arg]
    except ValidationError as error:
        raise BadSettings("\n".join(_line(item) for item in error.errors())) from None
    if settings.smtp_url.get_secret_value() and not settings.mail_from:
        raise BadSettings(_wrong("MAIL_FROM", "is needed where SMTP_URL is set"))
    _check_database(settings.database_url)
    return settings


def _check_database(url: str) -> None:
    from storage.url import BadUrl, read_url

    try:
        read_url(url)
    except BadUrl as error:
        raise BadSettings(_wrong("DATABASE_URL", str(error))) from None


def _line(error: Any) -> str:
    name = str(error["loc"][0]).upper()
    if error["type"] == "missing":
        return _wrong(name, "is missing")
    return _wrong(name, error["msg"].removeprefix("Value error, "))


def _wrong(name: str, what: str) -> str:
    return f"{name}: {what}. Example: {name}={EXAMPLES[name]}"
