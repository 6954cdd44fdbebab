"""People and bots."""

from dataclasses import dataclass
from typing import Any


@dataclass(eq=False)
class User:
    """An account; `started` and `blocked` say how it stands to the bot."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    hides_forwards: bool = False

    @property
    def full_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    def as_json(self) -> dict[str, Any]:
        """Bot API type User."""
        named = {"last_name": self.last_name, "username": self.username, "language_code": self.language_code}
        shown = {name: value for name, value in named.items() if value}
        return {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name} | shown


# Ids from api.telegram.org: who stands as `from` where a group or a channel speaks.
ANONYMOUS_ADMIN = User(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)
CHANNEL_BOT = User(136817688, "Channel", username="Channel_Bot", is_bot=True)
