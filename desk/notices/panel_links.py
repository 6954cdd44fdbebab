"""Somebody has come by a link of the panel."""

from dataclasses import dataclass

from desk.notices.base import Screen


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelLinkAsked(Screen):
    """Is this your account? `client` and `email` are masked: the link may have been opened by a stranger."""

    link: int
    client: str
    email: str
    owner: bool
