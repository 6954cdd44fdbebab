"""A mail server on loopback that keeps what it gets."""

import asyncio
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from simulator.changes import Changes
from simulator.errors import NotSeenError

NO_MAILBOX = ("550", "551", "553")
"""Codes that are about the recipient."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One message; `text` is its decoded plain body, `key` its Message-ID, `at` when it came in ISO 8601."""

    sender: str
    recipients: list[str]
    subject: str
    text: str
    key: str = ""
    at: str = ""

    def as_json(self) -> dict[str, Any]:
        """All fields."""
        return asdict(self)


HANG_UP = "hang up"
"""As a refusal: the message is kept, and the connection is cut before that is said."""


class Mailbox:
    """Takes mail for every address; `refusal` (for example "550 No such user") refuses it all instead."""

    def __init__(self, changes: Changes, now: Callable[[], datetime]) -> None:
        self.mails: list[Mail] = []
        self.refusal = ""
        self._changes = changes
        self._now = now
        self._server: asyncio.Server | None = None
        self._connections: list[SMTP] = []

    async def start(self, port: int) -> int:
        """Listens on loopback; port 0 takes a free one. Returns the port."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._protocol, "127.0.0.1", port)
        bound: int = self._server.sockets[0].getsockname()[1]
        return bound

    async def stop(self) -> None:
        """Closes the server."""
        if self._server is not None:
            self._server.close()
            for connection in self._connections:
                if connection.transport is not None:
                    connection.transport.close()
            await self._server.wait_closed()

    def to(self, address: str) -> list[Mail]:
        """What came for an address, oldest first."""
        return [mail for mail in self.mails if address in mail.recipients]

    async def wait_for(self, address: str, *, count: int = 1, timeout_seconds: float = 10) -> Mail:
        """The newest mail to the address, once `count` of them have come."""
        found = await self._changes.wait_for(lambda: len(self.to(address)) >= count, timeout_seconds)
        if not found:
            seen = ", ".join(f"{mail.recipients}: {mail.subject}" for mail in self.mails) or "nothing"
            raise NotSeenError(f"no mail to {address}; the mailbox has {seen}")
        return self.to(address)[-1]

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        """aiosmtpd's hook for a recipient: a mailbox that is not there is refused here, as mail servers do."""
        if self.refusal.startswith(NO_MAILBOX):
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """aiosmtpd's hook for a message."""
        if self.refusal and self.refusal != HANG_UP:
            return self.refusal
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        parsed = message_from_bytes(content, policy=default)
        body = parsed.get_body(("plain", "html"))
        text = body.get_content() if body is not None else ""
        self.mails.append(
            Mail(
                envelope.mail_from or "",
                list(envelope.rcpt_tos),
                str(parsed["subject"] or ""),
                text.strip(),
                str(parsed["message-id"] or ""),
                self._now().isoformat(),
            )
        )
        self._changes.notify()
        if self.refusal == HANG_UP and server.transport is not None:
            server.transport.close()
        return "250 OK"

    def _protocol(self) -> SMTP:
        connection = SMTP(self, hostname="localhost", enable_SMTPUTF8=True, loop=asyncio.get_running_loop())
        self._connections.append(connection)
        return connection
