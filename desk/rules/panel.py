"""What a panel tells of a client, and what can go wrong with asking it. No trouble ever reads as 'no services'."""

from dataclasses import dataclass

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
