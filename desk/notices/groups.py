"""What is told about a group as a whole: to the managers, and to itself where the desk can write there."""

from dataclasses import dataclass

from desk.ids import ChatId
from desk.notices.base import ForChat
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


GroupNotice = GroupNews
