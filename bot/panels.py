"""Which panel the settings name."""

from collections.abc import Callable
from datetime import datetime

from bot.settings import Settings
from desk.ports.panel import Panel


def panel_of(settings: Settings, now: Callable[[], datetime]) -> Panel | None:
    """None: clients come from files alone. Nothing is connected to before it is asked."""
    if settings.panel == "csv":
        return None
    from storage.panels.wire import Site

    url = settings.whmcs_url if settings.panel == "whmcs" else settings.panel_http_url
    site = Site(
        str(url),
        networks=settings.panel_networks,
        plain=settings.panel_plain_http,
        ca_file=settings.panel_ca_file,
    )
    if settings.panel == "http":
        from storage.panels.http import HttpPanel

        return HttpPanel(site, settings.panel_http_secret.get_secret_value(), now)
    from storage.panels.whmcs import Whmcs

    return Whmcs(
        site,
        settings.whmcs_identifier.get_secret_value(),
        settings.whmcs_secret.get_secret_value(),
        settings.whmcs_groups,
    )
