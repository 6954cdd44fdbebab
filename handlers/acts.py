"""Every button of a ticket's card: what a press does, and when it is shown.

A feature adds its button here, to `ACTS` and to a page of `PAGES`, and its label to `texts.button`. What needs words is
`ask(Asked.…)`: its question stands in `handlers/texts/prompts.py`, its taker in `desk/usecases/words.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from desk.rules.charges import ChargeState, costs
from desk.rules.prompts import Asked
from desk.rules.ticket import Status, Ticket, Urgency
from desk.usecases.access.asking import may_ask_access
from desk.usecases.asking import ask
from desk.usecases.assigning import ask_assign
from desk.usecases.blocking import ask_block, unblock_here
from desk.usecases.charges import must_cost
from desk.usecases.clarifying import may_wait
from desk.usecases.client_look import look_at_ticket, must_be_clients
from desk.usecases.complexity import must_be_promised
from desk.usecases.delivery.dispatch import Dispatch
from desk.usecases.elsewhere import ask_category, ask_group
from desk.usecases.handover import ask_handover_here
from desk.usecases.linking import must_be_prospects
from desk.usecases.macros import show_macros_here
from desk.usecases.merged import ask_merge
from desk.usecases.promises import promise_next_day, promise_today
from desk.usecases.recalls import recall_last
from desk.usecases.snoozes import snooze
from desk.usecases.staff_actions import (
    Action,
    ask_calm,
    ask_clause,
    hold,
    open_again,
    release_it,
    shows,
    solve,
    still_working,
    take_it,
    wait_for_client,
)
from desk.usecases.staff_articles import show_articles_here

Shown = Callable[[Ticket, Dispatch], bool]


@dataclass(frozen=True, slots=True)
class Act:
    """A button. Its label is `texts.button(name)`, or that of `label`. It may be pressed when it is shown no more."""

    does: Action
    shown: Shown
    label: str = ""


def _open(ticket: Ticket, _: Dispatch) -> bool:
    return ticket.is_open


def _ended(ticket: Ticket, _: Dispatch) -> bool:
    return not ticket.is_open and ticket.status is not Status.MERGED


def _always(ticket: Ticket, _: Dispatch) -> bool:
    return ticket.status is not Status.MERGED


def _status(*statuses: Status) -> Shown:
    return lambda ticket, _: ticket.status in statuses


def _may_wait(ticket: Ticket, _: Dispatch) -> bool:
    """Nothing can be waited for before the first answer."""
    return ticket.status in {Status.NEW, Status.OPEN} and ticket.reacted_at is not None and not ticket.is_own


def _not_held(ticket: Ticket, _: Dispatch) -> bool:
    return ticket.is_open and ticket.status is not Status.ON_HOLD


def _may_be_complex(ticket: Ticket, _: Dispatch) -> bool:
    return ticket.is_open and ticket.reacted_at is None and ticket.react_by is not None


def _may_recall(ticket: Ticket, _: Dispatch) -> bool:
    return ticket.reacted_at is not None and ticket.status is not Status.MERGED


def _is_urgent(ticket: Ticket, _: Dispatch) -> bool:
    return ticket.is_open and ticket.urgency is Urgency.URGENT


def _costs(ticket: Ticket, dispatch: Dispatch) -> bool:
    charge = dispatch.charge
    return costs(ticket.billing, charge) or (charge is not None and charge.state is ChargeState.DECLINED)


def _of_client(ticket: Ticket, _: Dispatch) -> bool:
    return ticket.client is not None


def _to_client(ticket: Ticket, _: Dispatch) -> bool:
    return ticket.is_open and not ticket.is_own


def _of_prospect(ticket: Ticket, _: Dispatch) -> bool:
    return ticket.client is None and not ticket.is_own


def _blocked(ticket: Ticket, dispatch: Dispatch) -> bool:
    return bool(dispatch.author and dispatch.author.blocked)


def _may_write(ticket: Ticket, dispatch: Dispatch) -> bool:
    return dispatch.author is not None and not _blocked(ticket, dispatch)


ACTS: Final[dict[str, Act]] = {
    "take": Act(take_it, lambda ticket, _: ticket.is_open and ticket.assignee is None),
    "release": Act(release_it, lambda ticket, _: ticket.is_open and ticket.assignee is not None),
    "wait": Act(wait_for_client, _may_wait),
    "working": Act(still_working, _status(Status.WAITING, Status.ON_HOLD)),
    "hold": Act(hold(""), _not_held),
    "solve": Act(solve, _open),
    "refuse": Act(ask_clause, _to_client),
    "reopen": Act(open_again, _ended, "staff_reopen"),
    "more": Act(shows("more"), _always, "more_acts"),
    "back": Act(shows(""), _always),
    "case": Act(shows("case"), _open),
    "person": Act(shows("person"), _always),
    "clarify": Act(ask(Asked.CLARIFY, first=may_wait), _to_client),
    "access": Act(ask(Asked.ACCESS, first=may_ask_access), _to_client),
    "articles": Act(show_articles_here, _to_client),
    "macros": Act(show_macros_here, _to_client),
    "note": Act(ask(Asked.NOTE), _always),
    "time": Act(ask(Asked.TIME), _always),
    "hold_why": Act(ask(Asked.HOLD), _not_held),
    "price": Act(ask(Asked.PRICE), _to_client),
    "waive": Act(ask(Asked.WAIVE, first=must_cost), _costs),
    "merge": Act(ask_merge, _open),
    "handover": Act(ask_handover_here, _open),
    "complex": Act(ask(Asked.COMPLEX, first=must_be_promised), _may_be_complex),
    "noturgent": Act(ask_calm, _is_urgent),
    "category": Act(ask_category, _open),
    "move": Act(ask_group, _open),
    "assign": Act(ask_assign, _open),
    "when": Act(shows("when"), _open),
    "by_today": Act(promise_today, _to_client),
    "by_next": Act(promise_next_day, _to_client),
    "by": Act(ask(Asked.BY), _to_client),
    "snooze_hour": Act(snooze("1h"), _open),
    "snooze_next": Act(snooze("tomorrow"), _open),
    "snooze_monday": Act(snooze("monday"), _open),
    "snooze": Act(ask(Asked.SNOOZE), _open),
    "snooze_off": Act(snooze("off"), lambda ticket, dispatch: dispatch.snooze is not None),
    "recall": Act(recall_last, _may_recall),
    "urgent": Act(ask(Asked.URGENT), lambda ticket, dispatch: ticket.is_open and not _is_urgent(ticket, dispatch)),
    "client": Act(look_at_ticket, _of_client),
    "clientnote": Act(ask(Asked.CLIENT_NOTE, first=must_be_clients), _of_client),
    "link": Act(ask(Asked.LINK, first=must_be_prospects), _of_prospect, "link_to"),
    "noturgent_why": Act(ask(Asked.NOT_URGENT), _is_urgent),
    "block": Act(ask_block, _may_write),
    "unblock": Act(unblock_here, _blocked),
}

CARD: Final = (("take", "release"), ("wait", "working", "hold"), ("solve", "refuse"), ("reopen",), ("more",))
"""The rows under a card: few, and what is pressed most."""

ELSEWHERE: Final = frozenset({"back", "noturgent_why"})
"""Below a page, or below another question."""

PAGES: Final[dict[str, tuple[str, ...]]] = {
    "more": (
        "clarify",
        "access",
        "macros",
        "articles",
        "note",
        "hold_why",
        "time",
        "price",
        "waive",
        "when",
        "recall",
        "case",
        "person",
    ),
    "when": ("by_today", "by_next", "by", "snooze_hour", "snooze_next", "snooze_monday", "snooze", "snooze_off"),
    "case": ("assign", "category", "move", "merge", "handover", "complex", "urgent", "noturgent"),
    "person": ("client", "clientnote", "link", "block", "unblock"),
}
"""Further buttons, in their order, two in a row; below them *Back*. At most 14 are shown at once."""


def rows_of(page: str, ticket: Ticket, dispatch: Dispatch) -> list[list[str]]:
    """The names of the buttons of a page, as they stand; an unknown page is the card."""
    if ticket.status is Status.MERGED:
        return []
    if page not in PAGES:
        return [[name for name in row if ACTS[name].shown(ticket, dispatch)] for row in CARD]
    names = [name for name in PAGES[page] if _is_shown(name, ticket, dispatch)]
    return [*([*names[at : at + 2]] for at in range(0, len(names), 2)), ["back"]]


def _is_shown(name: str, ticket: Ticket, dispatch: Dispatch) -> bool:
    """A page of which nothing is shown is none."""
    inside = PAGES.get(name)
    within = inside is None or any(_is_shown(one, ticket, dispatch) for one in inside)
    return within and ACTS[name].shown(ticket, dispatch)


def leaves_page(name: str) -> bool:
    """Whether the card shows its usual buttons after a press: it was one of the further ones, and opens no page."""
    return name not in PAGES and any(name in names for names in PAGES.values())


def turns_page(name: str) -> bool:
    """Whether its effect is seen on the card itself."""
    return name in PAGES or name == "back"
