"""What `frontdesk check` says of WHMCS: does it let us in, and does its role allow what is needed and no more?

Whoever steals the desk's credential can do what the role allows. So what would be dangerous is tried, in a way that has
no effect: without any parameters. An action that is let through is one too many, whatever it then complains of.
Source: ASVS 13.2.2.
"""

from collections.abc import Mapping
from typing import Final

from desk.rules.panel import Health, PanelDown, PanelGarbled, PanelRefused, PanelTrouble
from storage.panels.whmcs.api import Api, Complaint, NoSuchAction, NotThere, RoleDenies
from storage.panels.whmcs.rows import whole
from storage.panels.wire import Site

NOBODY: Final = 2_147_483_647
"""No client and no user has this number; 0 would mean 'any' to some actions."""

_OF_NOBODY: Final = {"clientid": NOBODY, "limitnum": 1}
NEEDED: Final[Mapping[str, Mapping[str, int]]] = {
    "GetClientsDetails": {"clientid": NOBODY},
    "GetClientsProducts": _OF_NOBODY,
    "GetClientsDomains": _OF_NOBODY,
    "GetClientsAddons": {"clientid": NOBODY},
}
"""Besides GetClients."""

TOO_MUCH: Final = (
    "GetClientPassword",
    "DecryptPassword",
    "CreateSsoToken",
    "ValidateLogin",
    "UpdateClient",
    "UpdateClientProduct",
    "ResetPassword",
    "DeleteClient",
    "SetConfigurationValue",
)


async def findings(api: Api, site: Site) -> list[Health]:
    """Raises nothing: what goes wrong is a finding."""
    told = []
    if not site.encrypted:
        told.append(Health(None, f"WHMCS: {site.host} is asked over http, which is not encrypted"))
    try:
        clients = whole(await api.call("GetClients", limitnum=1), "totalresults")
        told.append(Health(True, f"WHMCS: {site.host} answers and lets us in; it has {clients} clients"))
        told += await _needed(api)
        told += await _too_much(api)
    except (PanelTrouble, NotThere) as trouble:
        told.append(Health(False, f"WHMCS: {trouble}"))
    return told


async def _needed(api: Api) -> list[Health]:
    missing, unknown = [], []
    for action, parameters in NEEDED.items():
        try:
            await api.call(action, **parameters)
        except (NotThere, Complaint):
            continue
        except RoleDenies:
            missing.append(action)
        except NoSuchAction:
            unknown.append(action)
    told = []
    if missing:
        told.append(Health(False, f"WHMCS: the role does not allow {', '.join(missing)}: add that to it"))
    if unknown:
        told.append(Health(False, f"WHMCS: it does not know {', '.join(unknown)}: WHMCS 8.0 or newer is needed"))
    return told or [Health(True, "WHMCS: the role allows all that is needed")]


async def _too_much(api: Api) -> list[Health]:
    allowed, untried = [], []
    for action in TOO_MUCH:
        try:
            await api.call(action)
        except (NotThere, Complaint):
            allowed.append(action)
        except PanelRefused:
            continue
        except (PanelDown, PanelGarbled):
            untried.append(action)
        else:
            allowed.append(action)
    told = []
    if allowed:
        told.append(
            Health(False, f"WHMCS: the role is too broad, it allows {', '.join(allowed)}: take that away from it")
        )
    if untried:
        told.append(Health(None, f"WHMCS: whether the role denies {', '.join(untried)} could not be seen"))
    return told or [Health(True, "WHMCS: the role denies what the desk must not do")]
