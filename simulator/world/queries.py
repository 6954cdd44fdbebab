"""Pressed buttons and the bot's answers."""

from dataclasses import dataclass
from typing import Any

from simulator.world.users import User


@dataclass(eq=False)
class CallbackQuery:
    """A callback query; `answer` is None until the bot answers. `asked` in Unix seconds."""

    id: str
    person: User
    data: str
    asked: int
    answer: dict[str, Any] | None = None
