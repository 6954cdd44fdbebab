"""A WHMCS on this machine: its API as the vendor's pages describe it, with the drift of types that they show.

Numbers come as numbers in one action and as digits in another, rows hold passwords, an empty list may be `{}`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Row = dict[str, Any]
Form = dict[str, str]

IDENTIFIER = "desk-identifier-0123456789abcdef"
SECRET = "desk-secret-fedcba9876543210"
SEEN_AS = "203.0.113.9"
"""The address from which WHMCS sees the desk."""

READS = frozenset(
    {
        "GetClients",
        "GetClientsDetails",
        "GetClientsProducts",
        "GetClientsDomains",
        "GetClientsAddons",
    }
)
"""The role as docs/whmcs/README.md has it."""

HIDDEN = ("u901-login", "service-Passw0rd", "$2y$10$client-hash", "mother's maiden name", "admin's private note")
"""What WHMCS tells and nobody may keep."""


@dataclass
class FakeWhmcs:
    """`role` are the actions allowed; `calls` the actions asked for; `touched` what had an effect, or gave a secret."""

    role: set[str] = field(default_factory=lambda: set(READS))
    known_here: bool = True
    """Whether the desk's address is on the list."""
    access_status: int = 403
    """With which HTTP status access is denied."""
    empty: Callable[[str], Any] = lambda inner: {inner: []}
    """How an empty list is written."""
    several: Callable[[str, list[Row]], Any] = lambda inner, rows: {inner: rows}
    """How one that is not is."""
    between_pages: Callable[["FakeWhmcs"], None] | None = None
    ignores_filters: bool = False
    knows_users: bool = True
    """WHMCS 8.0 and newer."""
    clients: dict[int, Row] = field(default_factory=dict)
    products: list[Row] = field(default_factory=list)
    domains: list[Row] = field(default_factory=list)
    addons: list[Row] = field(default_factory=list)
    users: dict[int, Row] = field(default_factory=dict)
    contacts: list[Row] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    touched: list[str] = field(default_factory=list)
    instead: Callable[[str], web.Response | None] = lambda action: None
    """Answers to one action that are none of the documented ones."""

    # --- what is there --------------------------------------------------------------------------

    def client(self, number: int, email: str, *, company: str = "", status: str = "Active", **more: Any) -> Row:
        row = {
            "id": number,
            "firstname": "Anna",
            "lastname": "P",
            "companyname": company,
            "email": email,
            "datecreated": "2025-02-10",
            "groupid": 0,
            "status": status,
            **more,
        }
        self.clients[number] = row
        self.user(number * 10, email, {number: True})
        return row

    def user(self, number: int, email: str, clients: dict[int, bool]) -> None:
        """`clients`: those they can act for, and whether they are the owner."""
        self.users[number] = {"id": number, "name": f"User {number}", "email": email, "clients": clients}

    def contact(self, number: int, client: int, email: str) -> None:
        """Only an address to which WHMCS writes."""
        row = {"id": number, "userid": client, "firstname": "Oleg", "lastname": "K", "email": email}
        self.contacts.append({**row, "supportemails": True, "created_at": "0000-00-00 00:00:00"})

    def product(
        self,
        number: int,
        client: int,
        name: str,
        *,
        domain: str = "",
        status: str = "Active",
        due: str = "2027-12-10",
        **more: Any,
    ) -> Row:
        row = {
            "id": str(number),
            "qty": "1",
            "clientid": str(client),
            "orderid": "77",
            "pid": "3",
            "regdate": "2025-02-10",
            "name": name,
            "translated_name": name,
            "groupname": "Support",
            "domain": domain,
            "dedicatedip": "",
            "serverip": "192.0.2.5",
            "suspensionreason": "",
            "recurringamount": "9000.00",
            "paymentmethod": "banktransfer",
            "billingcycle": "Monthly",
            "nextduedate": due,
            "status": status,
            "username": HIDDEN[0],
            "password": HIDDEN[1],
            "overidesuspenduntil": "0000-00-00",
            "notes": HIDDEN[4],
            "lastupdate": "0000-00-00 00:00:00",
            "customfields": {"customfield": []},
            "configoptions": {"configoption": []},
            **more,
        }
        self.products.append(row)
        return row

    def domain(self, number: int, client: int, name: str, *, status: str = "Active", ends: str = "2027-06-01") -> Row:
        row = {
            "id": str(number),
            "userid": str(client),
            "regtype": "Register",
            "domainname": name,
            "registrar": "enom",
            "regdate": "2025-06-01",
            "expirydate": ends,
            "nextduedate": "2027-05-01",
            "status": status,
            "idprotection": "0",
            "notes": HIDDEN[4],
        }
        self.domains.append(row)
        return row

    def addon(
        self, number: int, client: int, service: int, name: str, *, status: str = "Active", due: str = "2027-12-10"
    ) -> Row:
        row = {
            "id": number,
            "qty": 1,
            "userid": client,
            "serviceid": service,
            "addonid": 0,
            "name": name,
            "billingcycle": "Monthly",
            "status": status,
            "regdate": "2025-12-03",
            "nextduedate": due,
            "notes": HIDDEN[4],
        }
        self.addons.append(row)
        return row

    # --- the API --------------------------------------------------------------------------------

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """`POST …/includes/api.php`."""
        if request.method != "POST" or not request.path.endswith("/includes/api.php"):
            return web.Response(status=404, text="<h1>Not Found</h1>", content_type="text/html")
        form = {name: str(value) for name, value in (await request.post()).items()}
        action = form.get("action", "")
        self.calls.append(action)
        if (answer := self.instead(action)) is not None:
            return answer
        if denied := self._denied(form, action):
            return web.json_response({"result": "error", "message": denied}, status=self.access_status)
        return web.json_response(self._do(action, form))

    def _denied(self, form: Form, action: str) -> str:
        if form.get("responsetype") != "json":
            return "this one speaks JSON only"
        if not self.known_here:
            return f"Invalid IP {SEEN_AS}"
        if form.get("identifier") != IDENTIFIER:
            return "Invalid or missing credentials"
        if form.get("secret") != SECRET:
            return "Authentication Failed"
        if action not in self.role:
            return f'Invalid Permissions: API action "{action.lower()}" is not allowed'
        return ""

    def _do(self, action: str, form: Form) -> Row:
        words = re.sub(r"(?<!^)(?=[A-Z])", "_", action).lower()
        do = getattr(self, f"_{words}", None)
        return do(form) if do else _error("API Function Not Found")

    def _get_clients(self, form: Form) -> Row:
        begin = form.get("search", "").lower()
        rows = [row for row in self.clients.values() if any(start.startswith(begin) for start in _starts(row))]
        kept = ("id", "firstname", "lastname", "companyname", "email", "datecreated", "groupid", "status")
        return self._page(
            [{name: row[name] for name in kept} for row in rows], "clients", "client", form, as_digits=False
        )

    def _get_clients_details(self, form: Form) -> Row:
        if not form.get("clientid") and not form.get("email"):
            return _error("Either clientid Or email Is Required")
        found = self.clients.get(_php_int(form.get("clientid", "0")))
        if found is None:
            return _error("Client Not Found")
        number = found["id"]
        client = {
            **found,
            "client_id": number,
            "userid": number,
            "owner_user_id": number * 10,
            "fullname": f"{found['firstname']} {found['lastname']}",
            "phonenumber": found.get("phonenumber", "9123456789"),
            "phonecc": "7",
            "telephoneNumber": found.get("telephoneNumber", "+7.9123456789"),
            "email_verified": True,
            "password": HIDDEN[2],
            "securityqans": HIDDEN[3],
            "notes": HIDDEN[4],
            "customfields": [{"id": 1, "value": ""}],
        }
        if self.knows_users:
            users = [self._login(user, number) for user in self.users.values() if number in user["clients"]]
            client["users"] = self._list("user", users)
        return {"result": "success", **client, "client": client, "stats": {"numoverdueinvoices": 0}}

    def _login(self, user: Row, client: int) -> Row:
        return {"id": user["id"], "name": user["name"], "email": user["email"], "is_owner": user["clients"][client]}

    def _get_clients_products(self, form: Form) -> Row:
        rows = self._of_client(self.products, "clientid", form)
        return {"clientid": form.get("clientid"), "serviceid": None, **self._page(rows, "products", "product", form)}

    def _get_clients_domains(self, form: Form) -> Row:
        return self._page(self._of_client(self.domains, "userid", form), "domains", "domain", form)

    def _get_clients_addons(self, form: Form) -> Row:
        rows = self._of_client(self.addons, "userid", form)
        return {
            "result": "success",
            "serviceid": "",
            "totalresults": str(len(rows)),
            "addons": self._list("addon", rows),
        }

    def _get_contacts(self, form: Form) -> Row:
        rows = [row for row in self.contacts if form.get("email", row["email"]) == row["email"]]
        return self._page(rows, "contacts", "contact", form, as_digits=False)

    def _get_client_password(self, form: Form) -> Row:
        if not form.get("userid"):
            return _error("Client ID Not Found")
        self.touched.append("GetClientPassword")
        return {"result": "success", "password": HIDDEN[2]}

    def _decrypt_password(self, form: Form) -> Row:
        if form.get("password2"):
            self.touched.append("DecryptPassword")
        return {"result": "success", "password": ""}

    def _create_sso_token(self, form: Form) -> Row:
        if not form.get("client_id"):
            return _error("Invalid client_id")
        self.touched.append("CreateSsoToken")
        return {"result": "success", "access_token": "token", "redirect_url": "https://whmcs.example/oauth"}

    def _validate_login(self, form: Form) -> Row:
        return _error("Email or Password Invalid")

    def _update_client(self, form: Form) -> Row:
        return self._changes("UpdateClient", form.get("clientid") or form.get("clientemail"), "Client ID Not Found")

    def _update_client_product(self, form: Form) -> Row:
        return self._changes("UpdateClientProduct", form.get("serviceid"), "Service ID Not Found")

    def _reset_password(self, form: Form) -> Row:
        missing = "Please enter the email address or provide the id"
        return self._changes("ResetPassword", form.get("id") or form.get("email"), missing)

    def _delete_client(self, form: Form) -> Row:
        return self._changes("DeleteClient", form.get("clientid"), "Client ID Not Found")

    def _set_configuration_value(self, form: Form) -> Row:
        return self._changes("SetConfigurationValue", form.get("setting"), "Parameter setting is required")

    def _changes(self, action: str, what: str | None, missing: str) -> Row:
        if not what:
            return _error(missing)
        self.touched.append(action)
        return {"result": "success"}

    def _of_client(self, rows: list[Row], column: str, form: Form) -> list[Row]:
        """As in PHP: what is no number is 0, and 0 is no filter."""
        number = _php_int(form.get("clientid", "0"))
        return [row for row in rows if self.ignores_filters or not number or int(row[column]) == number]

    def _page(self, rows: list[Row], outer: str, inner: str, form: Form, *, as_digits: bool = True) -> Row:
        start, most = _php_int(form.get("limitstart", "0")), _php_int(form.get("limitnum", "25"))
        page = rows[start : start + most]
        numbers: Row = {"totalresults": len(rows), "numreturned": len(page)}
        if as_digits:
            numbers = {name: str(number) for name, number in numbers.items()}
        if start + len(page) < len(rows) and self.between_pages is not None:
            self.between_pages(self)
        return {"result": "success", **numbers, "startnumber": start, outer: self._list(inner, page)}

    def _list(self, inner: str, rows: list[Row]) -> Any:
        return self.several(inner, rows) if rows else self.empty(inner)


def _starts(row: Row) -> Iterator[str]:
    yield from (str(row[name]).lower() for name in ("email", "firstname", "lastname", "companyname"))


def _php_int(text: str) -> int:
    """`42x` is 42, and what begins with no digit is 0."""
    found = re.match(r"\s*(\d+)", text)
    return int(found[1]) if found else 0


def _error(message: str) -> Row:
    return {"result": "error", "message": message}
