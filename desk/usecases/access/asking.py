"""Staff ask a client for access. Source: regulation 4.4."""

from dataclasses import replace

from desk.errors import IllegalMove, VaultOff, WhichAccess
from desk.ids import NOBODY, PersonId, SecretId
from desk.notices.vault import Access, AccessAsked
from desk.ports import Work
from desk.rules.events import EventKind
from desk.rules.ticket import Status, Ticket, must_have_a_reader
from desk.rules.vault import LONGEST_WHAT, PAGE_LASTS, Secret, digest_of, new_token
from desk.usecases.access.telling import happened, name_of, news
from desk.usecases.readers import reader_of
from desk.usecases.staff_messages import Spot, ticket_here


async def ask_access(work: Work, *, by: PersonId, spot: Spot, words: str, bot: str) -> None:
    """`/access what is needed`. Only the employee who asks will see it. `bot` is the bot's name, for links to it."""
    await ask_access_to(work, await ticket_here(work, spot), by, words, bot)


async def may_ask_access(work: Work, ticket: Ticket, by: PersonId) -> None:
    """Raises ForNobody, VaultOff, IllegalMove for a ticket that has ended."""
    must_have_a_reader(ticket)
    if work.policy.vault is None:
        raise VaultOff
    if not ticket.is_open:
        raise IllegalMove(ticket.id, ticket.status, Status.OPEN)


async def ask_access_to(work: Work, ticket: Ticket, by: PersonId, words: str, bot: str = "") -> None:
    """Without the bot's name whoever has not started it is told so without a link. Raises WhichAccess."""
    await may_ask_access(work, ticket, by)
    what = " ".join(words.split())
    if not 0 < len(what) <= LONGEST_WHAT:
        raise WhichAccess
    to = await reader_of(work, ticket)
    token = new_token() if work.policy.secret_pages and to != NOBODY else ""
    wanted = Secret(SecretId(0), ticket.id, ticket.id, by, to, what, work.now, bot)
    if token:
        wanted = replace(wanted, page=digest_of(token), page_until=work.now + PAGE_LASTS)
    secret = await work.secrets.add(wanted)
    happened(work, ticket, EventKind.ACCESS_ASKED, by, what)
    work.outbox.say(
        AccessAsked(
            to=to,
            ticket=ticket.id,
            secret=secret.id,
            subject=ticket.subject,
            what=what,
            by=await name_of(work, by),
            page=work.policy.vault.seal(token, secret.about_page) if token and work.policy.vault else "",
        )
    )
    await news(work, ticket, secret, Access.ASKED, who=by, detail=what)


async def was_asked(work: Work, notice: AccessAsked, message: int | None) -> None:
    """Where it was asked in the client's chat: an answer to that is meant for it."""
    secret = await work.secrets.get(notice.secret)
    if secret is not None and message is not None:
        await work.secrets.save(replace(secret, reader=notice.to, request=message))
