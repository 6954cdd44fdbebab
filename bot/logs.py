"""Structured logs. Tokens and passwords never get into them, nor what people are and write."""

import logging
import sys
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import structlog

from bot.redaction import FIELDS, LEFT_OUT, scrubbed, told

EventDict = MutableMapping[str, Any]


NOISY = ("aiogram", "aiohttp", "aiosqlite", "alembic", "apscheduler", "asyncio", "asyncpg", "sqlalchemy")
"""Libraries: what they say in passing (statements, requests, updates) is made of what people wrote."""


class Redact:
    """Takes secrets out of everything that is logged, tracebacks included. Source: OWASP ASVS 16.2.5."""

    def __init__(self, *secrets: str) -> None:
        self._secrets = sorted(filter(None, secrets), key=len, reverse=True)

    def __call__(self, _: Any, __: str, event: EventDict) -> EventDict:
        for name, value in event.items():
            kept = scrubbed(value) if name in FIELDS else LEFT_OUT
            event[name] = self.clean(kept) if isinstance(kept, str) else kept
        return event

    def line(self, _: Any, __: str, rendered: Any) -> str:
        """Once more at the very end: a value may be no text before it is written out."""
        return self.clean(str(rendered))

    def clean(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text


def _failure(exc_info: tuple[type[BaseException], BaseException, TracebackType | None]) -> str:
    return told(exc_info[1])


def set_up(log_format: str, *secrets: str) -> None:
    """Everything to standard error, as lines for people or as JSON."""
    # A line that cannot be written is lost: logging itself would print what was to be in it, as it was given.
    logging.raiseExceptions = False
    redact = Redact(*secrets)
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(_failure),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    last = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, redact, last, redact.line],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for noisy in NOISY:
        logging.getLogger(noisy).setLevel(logging.WARNING)
