"""Mail, by SMTP."""

from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from urllib.parse import unquote, urlsplit

import aiosmtplib

from bot.settings import Settings
from bot.verdicts import Fate, Verdict
from handlers.views.letters import Letter

SECONDS = 30.0
PERMANENT = 500


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
        """What became of it. A letter is harmless to repeat: an unknown outcome is tried again like a failure.

        GONE: the server does not take the address; REFUSED: it takes nothing of the kind from us.
        """
        try:
            async with self._client() as client:
                await client.send_message(self._message(letter))
        except aiosmtplib.SMTPRecipientsRefused as error:
            permanent = all(item.code >= PERMANENT for item in error.recipients)
            return Verdict(Fate.GONE if permanent else Fate.NOT_SENT, str(error))
        except aiosmtplib.SMTPResponseException as error:
            return Verdict(Fate.REFUSED if error.code >= PERMANENT else Fate.NOT_SENT, str(error))
        except (aiosmtplib.SMTPException, OSError) as error:
            return Verdict(Fate.NOT_SENT, f"{type(error).__name__}: {error}")
        return Verdict(Fate.ACCEPTED)

    async def check(self) -> None:
        """Connect and sign in; raises what goes wrong."""
        async with self._client() as client:
            await client.noop()

    def _client(self) -> aiosmtplib.SMTP:
        return aiosmtplib.SMTP(
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
        message["Subject"] = letter.subject
        message["Date"] = formatdate(localtime=False)
        message["Message-ID"] = make_msgid(domain=parseaddr(self._from)[1].rpartition("@")[2] or None)
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        return message
