"""Refusals: as the Bot API words them, and as an actor's story meets them."""

import math
from typing import Any


class ApiError(Exception):
    """An unsuccessful answer of the Bot API."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad_request(text: str, **parameters: Any) -> ApiError:
    """400; `text` without its prefix."""
    return ApiError(400, f"Bad Request: {text}", **parameters)


def forbidden(text: str) -> ApiError:
    """403; `text` without its prefix."""
    return ApiError(403, f"Forbidden: {text}")


def too_many_requests(seconds: float) -> ApiError:
    """429 with a wait in seconds, rounded up; with 0 one that does not say how long."""
    if not seconds:
        return ApiError(429, "Too Many Requests")
    wait = math.ceil(seconds)
    return ApiError(429, f"Too Many Requests: retry after {wait}", retry_after=wait)


class ImpossibleError(AssertionError):
    """What an actor was told to do cannot be done in Telegram now: no such button, not a member, blocked."""


class NotSeenError(AssertionError):
    """What an actor waited for did not come; the message ends with the chat's last messages."""
