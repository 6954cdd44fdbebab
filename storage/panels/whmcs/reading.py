"""WHMCS's rows into clients and services. Only named fields are looked at; the rest ends here."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from desk.ids import ClientId, ServiceId
from desk.rules.entitlement import Service, ServiceStatus
from desk.rules.panel import ClientGarbled, Fault, PanelGarbled
from desk.rules.people import Client, ClientCategory
from storage.panels.whmcs.rows import Row, day, only, whole, words


def _fields(names: str) -> frozenset[str]:
    return frozenset(names.split())


CLIENT: Final = _fields(
    "id client_id userid fullname firstname lastname companyname email phonenumber phonecc telephoneNumber "
    "status groupid"
)
PRODUCT: Final = _fields("id clientid userid name domain status nextduedate regdate completeddate billingcycle")
DOMAIN: Final = _fields("id clientid userid domainname status expirydate nextduedate regdate")
ADDON: Final = _fields("id clientid userid serviceid addonid name status nextduedate regdate billingcycle")

DOMAINS: Final = "domain"
"""What domains are as a product."""

_ENDED: Final = ("terminated", "cancelled", "canceled", "fraud", "transferred away")
_UNPAID: Final = ("suspended", "expired", "grace", "grace period", "redemption", "redemption period")
STATUSES: Final[Mapping[str, ServiceStatus]] = {
    "active": ServiceStatus.ACTIVE,
    "completed": ServiceStatus.COMPLETED,
    **dict.fromkeys(("pending", "pending registration", "pending transfer"), ServiceStatus.PENDING),
    **dict.fromkeys(_UNPAID, ServiceStatus.SUSPENDED),
    **dict.fromkeys(_ENDED, ServiceStatus.ENDED),
}
"""A word that is not among these never counts as active."""

ONCE: Final = frozenset({"one time", "onetime", "free account", "free"})
"""Billing cycles without a next payment, whatever date stands there."""

CLOSED: Final = "closed"


def client_of(given: Row, number: ClientId, groups: Mapping[int, ClientCategory]) -> tuple[Client, bool]:
    """The client, and whether they are open. Without a group that says so a company is a partner. Source: 1.2.1."""
    row = only(given, CLIENT)
    if not any(field in row and str(row[field]) == number for field in ("client_id", "id", "userid")):
        raise PanelGarbled("WHMCS has answered with another client than was asked for")
    company, status = words(row, "companyname"), words(row, "status")
    if not status:
        raise ClientGarbled("WHMCS has answered without the client's status", Fault.STATUS)
    name = company or words(row, "fullname") or f"{words(row, 'firstname')} {words(row, 'lastname')}".strip()
    group = words(row, "groupid")
    usual = ClientCategory.PARTNER if company else ClientCategory.INDIVIDUAL
    category = groups.get(int(group), usual) if group.isdecimal() else usual
    client = Client(number, name or f"№ {number}", category, words(row, "email").lower(), _phone(row))
    return client, status.casefold() != CLOSED


def _phone(row: Row) -> str:
    """`+44.1234567890` is WHMCS's own way to write it."""
    whole_one = words(row, "telephoneNumber").replace(".", "")
    code, rest = words(row, "phonecc"), words(row, "phonenumber")
    return whole_one or (f"+{code}{rest}" if code and rest else rest)


def services_of(
    client: ClientId, products: Iterable[Row], domains: Iterable[Row], addons: Iterable[Row]
) -> tuple[Service, ...]:
    """Products, then domains, then addons. Each row has to be the client's own."""
    found = [_product(row, client) for row in _owned(products, PRODUCT, client)]
    named = {service.id: service.name for service in found}
    found += [_domain(row, client) for row in _owned(domains, DOMAIN, client)]
    found += [_addon(row, client, named) for row in _owned(addons, ADDON, client)]
    return tuple(found)


def _owned(rows: Iterable[Row], fields: frozenset[str], client: ClientId) -> Iterable[Row]:
    """A filter that was not understood would show one client what belongs to others."""
    for given in rows:
        row = only(given, fields)
        if str(row.get("clientid", row.get("userid", ""))) != client:
            raise PanelGarbled("WHMCS has answered with services of other clients than was asked for")
        yield row


def _product(row: Row, client: ClientId) -> Service:
    name, domain = words(row, "name"), words(row, "domain")
    number = f"S{whole(row, 'id')}"
    shown = f"{name} ({domain})" if name and domain else name or domain
    return _service(row, client, number, name=shown, product=name, until=_term(row))


def _domain(row: Row, client: ClientId) -> Service:
    """Paid for as long as it is registered."""
    until = day(row, "expirydate") or day(row, "nextduedate")
    name = words(row, "domainname")
    return _service(row, client, f"D{whole(row, 'id')}", name=name, product=DOMAINS, until=until)


def _addon(row: Row, client: ClientId, named: Mapping[ServiceId, str]) -> Service:
    name = words(row, "name") or f"Addon {words(row, 'addonid')}"
    parent = named.get(ServiceId(f"S{words(row, 'serviceid')}"), "")
    shown = f"{name} – {parent}" if parent else name
    return _service(row, client, f"A{whole(row, 'id')}", name=shown, product=name, until=_term(row))


def _term(row: Row) -> date | None:
    return None if words(row, "billingcycle").casefold() in ONCE else day(row, "nextduedate")


def _service(row: Row, client: ClientId, number: str, *, name: str, product: str, until: date | None) -> Service:
    word = words(row, "status")
    if not word:
        raise ClientGarbled("WHMCS has answered with a service without a status", Fault.STATUS)
    status = STATUSES.get(word.casefold(), ServiceStatus.ENDED)
    done = _done_on(row) if status is ServiceStatus.COMPLETED else None
    raw = "" if word.casefold() == status else word
    return Service(ServiceId(number), client, name or number, product or number, status, until, done, raw)


def _done_on(row: Row) -> date | None:
    """When it was ordered, where WHMCS does not tell when it was done."""
    return day({"completeddate": None, **row}, "completeddate") or day({"regdate": None, **row}, "regdate")
