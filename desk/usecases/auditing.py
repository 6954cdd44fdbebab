"""What was refused to whom in matters of identity. Source: ASVS 16.3.1, 16.3.2."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from desk.errors import (
    BadInvitation,
    BadPanelLink,
    BadUndo,
    CannotApprove,
    CannotDisown,
    ManagersOnly,
    NeedsProof,
    NotYourClient,
    NotYourDelegate,
    OwnersOnly,
    Refusal,
    facts_of,
    name_of,
)
from desk.ids import PersonId
from desk.ports import Work
from desk.rules.auth import AuthEvent, AuthWhat
from desk.rules.people import Proof

ABOUT_ACCESS: Final[Mapping[type[Refusal], Proof]] = {
    BadPanelLink: Proof.PANEL,
    BadInvitation: Proof.INVITATION,
    BadUndo: Proof.MAIL,
    CannotApprove: Proof.STAFF,
    CannotDisown: Proof.UNKNOWN,
    OwnersOnly: Proof.UNKNOWN,
    NotYourDelegate: Proof.UNKNOWN,
    NotYourClient: Proof.UNKNOWN,
    NeedsProof: Proof.UNKNOWN,
    ManagersOnly: Proof.UNKNOWN,
}
"""Refusals about access, and the proof that they are about."""

HOUR: Final = timedelta(hours=1)
MOST_AN_HOUR: Final = 20
"""Of one person: whoever presses and tries all day long fills no table."""


async def note_refusal(work: Work, *, person: PersonId, refusal: Refusal) -> None:
    """Kept if it is about access, with its reason and without any words of theirs."""
    method = ABOUT_ACCESS.get(type(refusal))
    if method is None:
        return
    if len(await work.auth_events.since(person, AuthWhat.REFUSED, work.now - HOUR)) >= MOST_AN_HOUR:
        return
    facts = facts_of(refusal)
    why = facts.get("why") or facts.get("lacks") or ""
    result = f"{name_of(refusal)}:{why}" if why else name_of(refusal)
    await work.auth_events.add(AuthEvent(work.now, AuthWhat.REFUSED, person, person, None, method, result))
