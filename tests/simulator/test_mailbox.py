"""The mail server."""

from email.message import EmailMessage

import aiosmtplib
import pytest

from simulator import NotSeenError, Simulator


def letter(text: str, to: str = "anna@example.org") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "desk@example.org", to, "Ваш код"
    message.set_content(text)
    return message


async def send(sim: Simulator, message: EmailMessage) -> None:
    await aiosmtplib.send(message, hostname="127.0.0.1", port=int(sim.smtp_url.rpartition(":")[2]))


async def test_mail_is_kept_and_decoded(sim: Simulator) -> None:
    await send(sim, letter("Код: 123456"))
    mail = await sim.mail_to("anna@example.org")
    assert (mail.sender, mail.recipients) == ("desk@example.org", ["anna@example.org"])
    assert (mail.subject, mail.text) == ("Ваш код", "Код: 123456")
    assert await sim.mails("boris@example.org") == []
    assert await sim.mails() == [mail]


async def test_of_two_mails_the_newest_is_given(sim: Simulator) -> None:
    await send(sim, letter("one"))
    await send(sim, letter("two"))
    assert (await sim.mail_to("anna@example.org", count=2)).text == "two"


async def test_mail_that_does_not_come_is_missed(sim: Simulator) -> None:
    with pytest.raises(NotSeenError, match="no mail to boris"):
        await sim.mail_to("boris@example.org", timeout=0)


@pytest.mark.parametrize(
    ("answer", "error"),
    [("550 No such user", aiosmtplib.SMTPRecipientsRefused), ("554 Not from you", aiosmtplib.SMTPDataError)],
)
async def test_mail_can_be_refused(sim: Simulator, answer: str, error: type[Exception]) -> None:
    await sim.refuse_mail(answer)
    with pytest.raises(error, match=answer[4:]):
        await send(sim, letter("x"))
    await sim.refuse_mail("")
    await send(sim, letter("x"))
    assert len(await sim.mails()) == 1
