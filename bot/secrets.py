"""What is hidden wherever it would be shown: in logs, in errors, in the answers of `frontdesk check`."""

import re
from urllib.parse import unquote

from pydantic import HttpUrl, SecretStr

from bot.settings import Settings
from bot.vault import keys_of

PASSWORDS = (r"://[^:/]*:([^@]+)@", r"://[^:/]*:([^/?#]+)@")
"""Where an address has its password; they differ over one that contains a / or an @."""

SHORTEST = 8
"""A shorter password is hidden only where it stands in an address: alone it could be a part of any word."""


def secrets_of(settings: Settings) -> list[str]:
    """What must not get into a log: the token, and the passwords of addresses."""
    token = settings.bot_token.get_secret_value()
    addresses = (settings.smtp_url, settings.database_url, settings.telegram_proxy, settings.telegram_api_url)
    keys = keys_of(settings.vault_key.get_secret_value())
    of_panel = (
        settings.panel_secret,
        settings.webhook_secret,
        settings.whmcs_identifier,
        settings.whmcs_secret,
        settings.panel_http_secret,
    )
    keys += [secret.get_secret_value() for secret in (settings.metrics_token, *of_panel)]
    return [token, token.partition(":")[2], *keys, *(secret for address in addresses for secret in _passwords(address))]


def _passwords(address: SecretStr | HttpUrl | str) -> list[str]:
    """Each as it is written there, and as it is meant."""
    text = address.get_secret_value() if isinstance(address, SecretStr) else str(address)
    found = {password for place in PASSWORDS for password in re.findall(place, text)}
    found |= {unquote(password) for password in found}
    return [password if len(password) >= SHORTEST else f":{password}@" for password in found]
