"""Which panel the desk asks while it runs."""

from bot.settings import BadSettings, Settings, wrong
from desk.ports import Panel


def panel_of(settings: Settings) -> Panel | None:
    """None: there is none to ask, only what was imported. BadSettings for one that this version cannot ask."""
    if settings.panel == "csv":
        return None
    raise BadSettings(wrong("PANEL", f"{settings.panel!r} cannot be asked by this version"))
