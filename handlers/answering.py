"""The one thing that is said directly: the answer to a press of a button."""

import structlog
from aiogram.exceptions import AiogramError
from aiogram.types import CallbackQuery

log = structlog.get_logger()

LONGEST = 200
"""Telegram: answerCallbackQuery.text."""


async def answer(query: CallbackQuery, text: str = "", *, alert: bool = False) -> None:
    """Answer a press; a press too old to be answered has had its effect all the same."""
    try:
        await query.answer(text[:LONGEST] or None, show_alert=alert)
    except AiogramError as error:
        log.info("press_not_answered", reason=str(error))
