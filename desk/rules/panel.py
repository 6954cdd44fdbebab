"""What a panel tells of a client, and what can go wrong with asking it. No trouble ever reads as 'no services'."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from desk.ids import ClientId
from desk.rules.entitlement import Service
from desk.rules.people import Client


class PanelTrouble(Exception):
    """The panel has not said what was asked; in words for an operator, without secrets."""


class PanelDown(PanelTrouble):
    """It cannot be reached now, does not answer in time, has failed itself, or is left alone for a while."""


class PanelRefused(PanelTrouble):
    """It lets us not ask: credentials, address, role. An operator has to act; `reason` says on what."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class PanelGarbled(PanelTrouble):
    """What came is no answer of a panel, or not one that we understand."""


class Fault(StrEnum):
    """What is wrong with what a panel tells of one client."""

    DATE = "date"
    """A date that is none, or no word of whether there is one."""
    STATUS = "status"
    """A service without a status."""
    CATEGORY = "category"
    UNREADABLE = "unreadable"
    """Anything else that is missing or of another kind."""


class ClientGarbled(PanelGarbled):
    """What came of one client is not understood. It says nothing of the others."""

    def __init__(self, why: str, fault: Fault = Fault.UNREADABLE) -> None:
        super().__init__(why)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Misread:
    """A client of whom a listing tells what is not understood; `why` is for an operator, without secrets."""

    client: ClientId
    fault: Fault
    why: str


def too_many(misread: Sequence[Misread], told: int) -> bool:
    """Whether so many of a listing are told of wrongly that it is no listing."""
    return len(misread) > told


@dataclass(frozen=True, slots=True)
class PanelClient:
    """A client with everything of theirs; `open` False: closed, or merged into another one."""

    client: Client
    services: tuple[Service, ...]
    open: bool = True


@dataclass(frozen=True, slots=True)
class Health:
    """A line of `frontdesk check`, without secrets. `good` None: worth knowing, not wrong."""

    good: bool | None
    text: str
