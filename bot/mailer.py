"""Mail, by SMTP."""

from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from typing import Any
from urllib.parse import unquote, urlsplit

import aiosmtplib

from bot.redaction import says
from bot.settings import Settings
from bot.verdicts import Fate, Verdict
from handlers.views.letters import Letter

SECONDS = 30.0
PERMANENT = 500


class Connection(aiosmtplib.SMTP):
    """Knows whether a letter was handed over: from then on the server may have it, whatever is heard of that."""

    handed_over = False

    async def data(self, *args: Any, **facts: Any) -> aiosmtplib.SMTPResponse:
        self.handed_over = True
        return await super().data(*args, **facts)


class Mailer:
    """One connection a letter: there are few of them."""

    def __init__(self, settings: Settings) -> None:
        url = urlsplit(settings.smtp_url.get_secret_value())
        self._tls = url.scheme == "smtps"
        self._host = url.hostname or ""
        self._port = url.port or (465 if self._tls else 587)
        self._user = unquote(url.username) if url.username else None
        self._password = unquote(url.password) if url.password else None
        self._from = settings.mail_from

    @property
    def on(self) -> bool:
        return bool(self._host)

    async def send(self, letter: Letter) -> Verdict:
        """What became of it.

        GONE: the server does not take the address; REFUSED: it takes nothing of the kind from us. UNKNOWN: the
        connection was lost after the letter was handed over, and before the server said what it made of it.
        """
        client = self._client()
        try:
            async with client:
                await client.send_message(self._message(letter))
        except aiosmtplib.SMTPRecipientsRefused as error:
            permanent = all(item.code >= PERMANENT for item in error.recipients)
            return Verdict(Fate.GONE if permanent else Fate.NOT_SENT, str(error))
        except aiosmtplib.SMTPResponseException as error:
            return Verdict(Fate.REFUSED if error.code >= PERMANENT else Fate.NOT_SENT, str(error))
        except (aiosmtplib.SMTPException, OSError) as error:
            fate = Fate.UNKNOWN if client.handed_over else Fate.NOT_SENT
            return Verdict(fate, f"{type(error).__name__}: {says(error)}")
        return Verdict(Fate.ACCEPTED)

    async def check(self) -> None:
        """Connect and sign in; raises what goes wrong."""
        async with self._client() as client:
            await client.noop()

    def _client(self) -> "Connection":
        return Connection(
            hostname=self._host,
            port=self._port,
            username=self._user,
            password=self._password,
            use_tls=self._tls,
            timeout=SECONDS,
        )

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._from
        message["To"] = letter.to
        message["Subject"] = " ".join(letter.subject.split())
        message["Date"] = formatdate(localtime=False)
        message["Message-ID"] = self._id(letter)
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        return message

    def _id(self, letter: Letter) -> str:
        """A letter that is sent again has the id of the first one: most mailboxes show both as one."""
        domain = parseaddr(self._from)[1].rpartition("@")[2]
        return f"<{letter.key}.frontdesk@{domain}>" if letter.key and domain else make_msgid(domain=domain or None)
