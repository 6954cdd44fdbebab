"""'This was not me': a link in the letter to the client's mailbox ends the access that it tells of, or tells staff.

Source: ASVS 6.3.7.
"""

from desk.errors import BadUndo
from desk.ids import PersonId
from desk.notices.people import Disowned, UndoAsked
from desk.ports import Work
from desk.rules.assurance import Word, word_by_mail
from desk.rules.invitations import digest_of
from desk.rules.people import Client, Link
from desk.rules.undos import CannotUndo, Undo, judge
from desk.usecases.doubting import Doubt, report
from desk.usecases.letting_go import Ending, let_go
from desk.usecases.tying import link_between


async def come_to_undo(work: Work, *, person: PersonId, payload: str) -> None:
    """Whoever has the letter is asked once more: a press, not the mere opening of the link, does it."""
    undo, link, client = await _useful(work, await work.undos.by_digest(digest_of(payload)))
    await work.undos.open(undo.id, person)
    known = await work.people.get(undo.person)
    work.outbox.say(
        UndoAsked(
            to=person,
            undo=undo.id,
            client=client.name,
            name=known.name if known else "",
            username=known.username if known else "",
            since=link.since,
            ends=word_by_mail(link) is Word.ENDS,
        )
    )


async def undo_it(work: Work, *, person: PersonId, number: int) -> None:
    """The press. Only whoever came by the link may: the number on the button is no secret."""
    undo = await work.undos.get(number)
    if undo is None or undo.opened_by != person:
        raise BadUndo(CannotUndo.UNKNOWN)
    undo, link, client = await _useful(work, undo)
    if not await work.undos.use(undo.id, work.now):
        raise BadUndo(CannotUndo.USED)
    if word_by_mail(link) is Word.REPORTED:
        await report(work, Doubt(link, client, person, mailed=True))
        return
    name = (await work.people.names([undo.person])).get(undo.person, "")
    await let_go(work, undo.person, client, person, Ending.STRANGER)
    work.outbox.say(Disowned(to=person, client=client.name, name=name))


async def _useful(work: Work, undo: Undo | None) -> tuple[Undo, Link, Client]:
    why = judge(undo, work.now)
    if undo is None or why is not None:
        raise BadUndo(why or CannotUndo.UNKNOWN)
    link, client = await link_between(work, undo.person, undo.client), await work.clients.get(undo.client)
    if link is None or client is None:
        raise BadUndo(CannotUndo.OVER)
    return undo, link, client
