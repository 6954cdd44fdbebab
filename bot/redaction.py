"""What people are and write stays out of the logs, whoever logs it. Source: security 18, 19; OWASP ASVS 16.2.5."""

import re
import traceback
from collections.abc import Iterator, Mapping
from typing import Any, Final

LEFT_OUT: Final = "(left out)"

_NAMES: Final = """
event level timestamp exception logger exc_info stack_info update updates tries owed notice chat room old new task file
what why reason part wait during next_try_in next_look_in added changed same wrong telegram_says looks_like rows fate
detail clients gone news sender button where route was waiting times misread
"""
FIELDS: Final = frozenset(_NAMES.split())
"""What a line of ours may tell. Another name is a mistake: its value is left out, so nothing slips in by it."""

_LABEL: Final = r"(?:password|passwd|passphrase|passcode|pwd)"

# Each takes what it has begun to the end, if need be: one that gives up after a look to the end of a long text begins
# that look again at the next place, and takes hours for a megabyte.
_PATTERNS: Final = (
    # The token of a bot, in an address of the Bot API too.
    (re.compile(r"\d{5,12}:[A-Za-z0-9_-]{30,}"), "***"),
    # What a library was given: the values of a statement, of a check, of a unique rule, of a driver.
    (re.compile(r"\[parameters: .*?(?:\](?=\s*\n|\s*\Z)|\Z)", re.DOTALL), "[parameters: ***]"),
    (re.compile(r"input_value=.*?(?=, input_type=|\Z)", re.DOTALL), "input_value=***"),
    (re.compile(r"(Key \([^)\n]{0,200}\)=)\(.*?(?:\)(?= (?:already|is))|\Z)", re.DOTALL), r"\1(***)"),
    (
        re.compile(r"((?:Failing row|Parameters?) (?:contains|:) )\(.*?(?:\)(?=\.?(?:\n|\Z))|\Z)", re.DOTALL),
        r"\1(***)",
    ),
    (re.compile(r"(query argument \$\d{1,5}: ).*?(?=\n\[SQL: |\Z)", re.DOTALL), r"\1***"),
    # Payloads and tokens of links, and whatever is called a secret. Of a password nobody knows where it ends.
    (re.compile(r"(/start(?:@\w+)?[ =])\S+"), r"\1***"),
    (re.compile(r"(/secret/)[^\s/?#'\".,;)]+"), r"\1***"),
    (re.compile(r"(?<=/)(?=[a-z0-9_-]*+[A-Z])(?=[A-Z0-9_-]*+[a-z])[A-Za-z0-9_-]{30,}+(?!\.\w)"), "***"),
    (
        re.compile(
            r"((?<![^\W_])(?:парол|пасс?ворд)[а-яё]*['\"»]?(?:[ \t]*[:=–—-]\s*|[ \t]+))[^\n]+(?:(?<=[:=])\n[^\n]+)?",
            re.IGNORECASE,
        ),
        r"\1***",
    ),
    (
        re.compile(
            rf"((?<![A-Za-z?&]){_LABEL}['\"]?\s*[=:]\s*)(?!\(left out\))"
            r"(?:(?P<quote>['\"])(?:\\.|(?!(?P=quote))[^\\\n])*+(?P=quote)?|[^\s'\"][^\n]*)",
            re.IGNORECASE,
        ),
        r"\1***",
    ),
    (
        re.compile(
            r"((?<![A-Za-z])(?:start|startapp|token|access_?token|secret|secret_token|pass|code|key|(?:api|access|secret)_?key|"
            rf"{_LABEL}|identifier|код|ключ|токен|секрет|"
            r"X-Telegram-Bot-Api-Secret-Token|Authorization)['\"]?\s*[=:]\s*['\"]?(?:Bearer |Basic )?)"
            r"(?![\s\"'(*])[^\s&'\",;)}\]]+",
            re.IGNORECASE,
        ),
        r"\1***",
    ),
    # An address, but not the user and host of a database.
    (re.compile(r"(?<![/\w.+@-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "<mail>"),
    (re.compile(r"(?<![\w.:-])\+\d[\d ()\u00a0.-]{7,18}\d(?![\w-])"), "<phone>"),
    (re.compile(r"(?<![\w.:+-])[78][ (-]{0,2}\d{3}[ )-]{0,2}\d{3}[ -]?\d{2}[ -]?\d{2}(?![\w-])"), "<phone>"),
    # Eight digits may be a code. A day and an hour are not: they have other signs in them.
    (re.compile(r"(?<![\w.:+/#№-])\d{4}[ -]?\d{4}(?![\w-]|[.:]\w)"), "<digits>"),
)


def scrub(text: str) -> str:
    """Without tokens, codes, payloads of links, addresses of mail, phones, and what libraries were given."""
    for pattern, instead in _PATTERNS:
        text = pattern.sub(instead, text)
    return text


def scrubbed(value: Any) -> Any:
    """The same for a value of a line: numbers are ours, words may be anybody's."""
    match value:
        case str():
            return scrub(value)
        case bool() | int() | float() | None:
            return value
        case Mapping():
            return {str(name): scrubbed(item) for name, item in value.items()}
        case list() | tuple() | set() | frozenset():
            return [scrubbed(item) for item in value]
        case _:
            return scrub(str(value))


def told(error: BaseException) -> str:
    """A failure with the way to it. What it says is told only where it is not made of what people wrote."""
    return "\n".join(_lines(error, set()))


def _lines(error: BaseException, seen: set[int]) -> Iterator[str]:
    if id(error) in seen:
        return
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _lines(before, seen)
        yield "  because of that:" if error.__cause__ is not None else "  and while that was handled:"
    yield "Traceback (most recent call last):"
    yield scrub("".join(traceback.format_tb(error.__traceback__)).rstrip("\n"))
    yield f"{type(error).__module__}.{type(error).__qualname__}: {says(error)}"
    for inner in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
        yield from _lines(inner, seen)


def says(error: BaseException) -> str:
    """The message of an error: of those that quote what was given to them, that it is left out."""
    kind = type(error)
    ours = kind.__module__.split(".")[0] in _OURS and not isinstance(error, ValueError | LookupError)
    return (
        scrub(str(error)) if ours or isinstance(error, _PLAIN) or kind.__module__.split(".")[0] in _CLEAN else LEFT_OUT
    )


_OURS: Final = frozenset({"bot", "handlers", "storage", "desk"})
_CLEAN: Final = frozenset(
    {"aiogram", "aiohttp", "aiosmtplib", "aiosqlite", "alembic", "apscheduler", "asyncpg", "sqlalchemy"}
)
"""Their errors are words about the line, the server or the statement; values in them are scrubbed."""

_PLAIN: Final = (OSError, RuntimeError, AttributeError, ImportError, NameError, TypeError, AssertionError, EOFError)
"""A ValueError or a LookupError quotes its value."""
