"""What managers are told."""

from dataclasses import dataclass

from desk.notices.base import ForChat, IfUnknown
from desk.rules.digest import Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest(ForChat):
    """The figures of a day. `asked` is True when a manager wanted it now."""

    figures: Figures
    asked: bool = False

    if_unknown = IfUnknown.REPEAT_MARKED


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackArrived(ForChat):
    """A complaint or praise, at once. Source: regulation, final provisions."""

    feedback: int


ManagerNotice = Digest | FeedbackArrived
