"""Sign-in by a link that the client's panel gives to whoever is signed in there.

The panel asks for it by a signed call; the person opens it in their private chat with the desk and confirms. Source:
security 9 and 10, ASVS 9.2.
"""

from datetime import timedelta
from enum import StrEnum
from typing import Final

from desk.errors import BadPanelLink
from desk.ids import ClientId, PersonId
from desk.notices.panel_links import PanelLinkAsked
from desk.ports import Work
from desk.rules.codes import mask
from desk.rules.form import FormName
from desk.rules.panel_links import CannotSignIn, PanelLink, digest_of, judge, make, masked
from desk.rules.people import Assurance, Client, Link, Proof, Role
from desk.usecases.catching_up import catch_up, tell_who_is_there
from desk.usecases.home import show_services, start
from desk.usecases.identity import bring_along
from desk.usecases.tying import tie

MOST_AN_HOUR: Final = 30
"""Links for one client: enough for people who press twice, too few for a script."""

HOUR: Final = timedelta(hours=1)


class NotIssued(StrEnum):
    """Why the panel gets no link."""

    REPLAYED = "replayed"
    UNKNOWN_CLIENT = "unknown_client"
    TOO_MANY = "too_many"


async def issue(
    work: Work, *, nonce: str, payload: str, client: ClientId, login: str, email: str, role: Role
) -> NotIssued | None:
    """The panel vouches for a login of this client. Its earlier links that nobody has used end. None: it is there."""
    if not await work.nonces.take(nonce, work.now):
        return NotIssued.REPLAYED
    known = await work.clients.get(client)
    if known is None or known.closed:
        return NotIssued.UNKNOWN_CLIENT
    if await work.panel_links.made_since(client, work.now - HOUR) >= MOST_AN_HOUR:
        return NotIssued.TOO_MANY
    await work.panel_links.add(make(payload, client=client, login=login, email=email, role=role, at=work.now))
    return None


async def come_by_panel(work: Work, *, person: PersonId, payload: str) -> None:
    """Somebody has opened a link. They are asked whether that account is theirs: opening it alone ties nobody."""
    link, client = await _useful(work, await work.panel_links.by_digest(digest_of(payload)), person)
    if not await work.panel_links.open(link.id, person):
        raise BadPanelLink(CannotSignIn.OTHER)
    work.outbox.say(
        PanelLinkAsked(
            to=person,
            link=link.id,
            client=masked(client.name),
            email=mask(link.email) if link.email else "",
            owner=link.role is Role.OWNER,
        )
    )


async def confirm_panel_link(work: Work, *, person: PersonId, number: int) -> None:
    """The press. The number on a button is no secret: it counts only for whoever came by the link itself."""
    link, client = await _opened(work, person, number)
    if not await work.panel_links.use(link.id, person, work.now):
        raise BadPanelLink(CannotSignIn.USED)
    if draft := await work.drafts.of(person, FormName.SIGN_IN):
        await work.drafts.drop(draft.id)
    new = await tie(work, Link(person, client.id, link.role, Assurance.HIGH, proof=Proof.PANEL), by=person)
    await bring_along(work, person)
    await show_services(work, person=person, signed_in=True)
    await catch_up(work, person, client.id)
    if link.role is Role.OWNER:
        await tell_who_is_there(work, person, client, new=new)


async def refuse_panel_link(work: Work, *, person: PersonId, number: int) -> None:
    """It is not theirs: the link ends."""
    link, _ = await _opened(work, person, number)
    await work.panel_links.use(link.id, person, work.now)
    await start(work, person=person)


async def _opened(work: Work, person: PersonId, number: int) -> tuple[PanelLink, Client]:
    link = await work.panel_links.get(number)
    if link is None or link.person != person:
        raise BadPanelLink(CannotSignIn.UNKNOWN)
    return await _useful(work, link, person)


async def _useful(work: Work, link: PanelLink | None, person: PersonId) -> tuple[PanelLink, Client]:
    why = judge(link, person, work.now)
    client = await work.clients.get(link.client) if link else None
    if why is not None or link is None or client is None or client.closed:
        raise BadPanelLink(why or CannotSignIn.UNKNOWN)
    return link, client
