"""What is told about a group as a whole: to the managers, and to itself where the desk can write there."""

from dataclasses import dataclass
from typing import ClassVar

from desk.ids import ChatId
from desk.notices.base import ForChat, IfUnknown
from desk.rules.groups import Wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupNews(ForChat):
    """What is wrong with a staff group now, or that it is well again and what waited (`waiting` things) is sent.

    `detail` is Telegram's own text. Of several that wait only the last is told.
    """

    group: ChatId
    title: str
    wrong: Wrong
    waiting: int = 0
    detail: str = ""

    @property
    def collapse(self) -> str | None:
        return f"group:{self.group}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongGroup(ForChat):
    """To a group, or a channel, that is none of the desk's: why the bot does not stay. Said once or not at all."""

    if_unknown: ClassVar[IfUnknown] = IfUnknown.DROP
    channel: bool = False

    @property
    def collapse(self) -> str | None:
        return "wrong group"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLeft(ForChat):
    """The bot leaves it. Nothing is said by that."""

    if_unknown: ClassVar[IfUnknown] = IfUnknown.REPEAT

    @property
    def collapse(self) -> str | None:
        return "leave"


Departure = WrongGroup | GroupLeft
"""Not before it was looked whether the desk's own group has become this one."""

GroupNotice = GroupNews | WrongGroup | GroupLeft
