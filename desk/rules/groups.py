"""What can be wrong with a group that the desk works in, and when that is told."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum


class Wrong(StrEnum):
    """The one thing that matters most; the worst comes last."""

    NOTHING = "nothing"
    TOPICS_OFF = "topics_off"
    """They were on before: a group that never had any is as it should be."""
    NO_TOPICS_RIGHT = "no_topics_right"
    NOT_ADMIN = "not_admin"
    """It writes, and does not see what staff write."""
    REFUSED = "refused"
    """Nothing is seen to be wrong, and yet Telegram refuses what is sent there, again and again."""
    MUTED = "muted"
    SHUT_OUT = "shut_out"
    DELETED = "deleted"
    NOT_FOUND = "not_found"
    OUT_OF_REACH = "out_of_reach"
    """Of a managers' chat: what went there last did not arrive."""


CLOSED = frozenset({Wrong.MUTED, Wrong.SHUT_OUT, Wrong.DELETED, Wrong.NOT_FOUND})
"""The desk cannot write there: everything for that group is kept until it can."""

QUIET = timedelta(minutes=10)
"""So long the same news is not told again."""

STAYS = timedelta(seconds=60)
"""So long the bot stays where it does not belong: that one of the desk's groups has become it may be told later."""

SUPERGROUPS = -1_000_000_000_000
"""Supergroups and channels have numbers below this, by the Bot API."""


def may_become_another(chat: int) -> bool:
    """Whether it is a basic group: only such a one becomes a supergroup, with another number."""
    return SUPERGROUPS < chat < 0


Told = Mapping[Wrong, datetime]
"""When each state was told last."""


def told_last(told: Told) -> Wrong:
    """What those who read it believe now; of two that were told in one moment the later one."""
    return max(reversed(list(told)), key=lambda wrong: told[wrong], default=Wrong.NOTHING)


def tell(wrong: Wrong, told: Told, now: datetime) -> Told:
    """The same after this was told now: it comes last."""
    return {**{known: at for known, at in told.items() if known is not wrong}, wrong: now}


def is_news(wrong: Wrong, told: Told, now: datetime) -> bool:
    """Whether this state is to be told now: not what they know, and not the same within ten minutes."""
    return wrong is not told_last(told) and (wrong not in told or now - told[wrong] >= QUIET)


def is_pending(wrong: Wrong, told: Told) -> bool:
    """Whether it has not been told yet, be it time for that or not."""
    return wrong is not told_last(told)
