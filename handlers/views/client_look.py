"""A look at a client, and the pages of who belongs to one."""

from desk.notices.client_look import ClientNoteKept, ClientShown, LinkAsked, LinkedToClient, SomebodyLinked
from handlers.callbacks import DropNote, LinkTo, People
from handlers.texts import Html, Texts
from handlers.views.call import Page
from handlers.views.keyboards import Button, column, keyboard
from handlers.views.manager import link_to, shorten

OF_A_NOTE = 300
"""How much of a note is shown."""

ON_A_BUTTON = 30


def look_page(notice: ClientShown, texts: Texts) -> Page:
    """The panel's data, the people, the last tickets, the notes; with a button for each note to take it back."""
    contact = " · ".join(filter(None, (notice.email, notice.phone)))
    blocks = [
        [texts.look_head(name=notice.name, number=notice.number, category=notice.category, contact=contact)],
        [texts.held_services(some=bool(notice.services)), *_services(notice, texts)],
        [texts.linked_people(some=bool(notice.people)), *map(texts.linked_person, notice.people)],
        [texts.last_tickets(some=bool(notice.tickets)), *_tickets(notice, texts)],
        [texts.client_notes(some=bool(notice.notes)), *_notes(notice, texts)],
    ]
    more = (0, notice.more_services, notice.more_people, notice.more_tickets, notice.more_notes)
    ends = [[texts.client_and_more(n)] if n else [] for n in more]
    back: list[Button] = [
        (texts.take_note_back(who=note.who, text=_cut(note.text, ON_A_BUTTON)), DropNote(note=note.note))
        for note in notice.notes
    ]
    return Page(
        Html("\n\n".join("\n".join([*block, *end]) for block, end in zip(blocks, ends, strict=True))),
        keyboard(*column(back)),
    )


def _services(notice: ClientShown, texts: Texts) -> list[Html]:
    return [texts.service_line(name=one.name, state=one.state, paid_until=one.paid_until) for one in notice.services]


def _tickets(notice: ClientShown, texts: Texts) -> list[Html]:
    return [
        texts.list_ticket(line, link=link_to(line.chat, line.topic, line.card), subject=shorten(line.subject))
        for line in notice.tickets
    ]


def _notes(notice: ClientShown, texts: Texts) -> list[Html]:
    return [texts.client_note(text=_cut(note.text, OF_A_NOTE), who=note.who, at=note.at) for note in notice.notes]


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def note_page(notice: ClientNoteKept, texts: Texts) -> Page:
    back: Button = (texts.button("take_note_back"), DropNote(note=notice.note))
    said = texts.client_note_kept(client=notice.client, who=notice.who, total=notice.total)
    return Page(said, keyboard([back]))


def link_page(notice: LinkAsked, texts: Texts) -> Page:
    """Before an employee says whose the author is: what it means."""
    person = texts.named(name=notice.person, username=notice.username)
    asked = texts.link_asked(person=person, client=notice.client, number=notice.ticket, tickets=notice.tickets)
    yes: Button = (texts.button("link"), LinkTo(key=notice.key, ticket=notice.ticket))
    return Page(Html(f"{asked}\n{texts.link_means(owners=', '.join(notice.owners))}"), keyboard([yes]))


def linked_page(notice: LinkedToClient | SomebodyLinked, texts: Texts) -> Page:
    """To the person who was found, and to the owner who may not know them."""
    if isinstance(notice, SomebodyLinked):
        person = texts.named(name=notice.name, username=notice.username)
        away: Button = (texts.button("not_ours"), People(act="not_ours", key=notice.key, who=notice.person))
        who = (
            texts.already_there(client=notice.client, person=person, proof=notice.proof, since=notice.there)
            if notice.there
            else texts.somebody_linked(
                client=notice.client, person=person, sees_all=notice.sees_all, proof=notice.proof
            )
        )
        return Page(Html(f"{who}\n\n{texts.tap_ends(ends=notice.ends)}"), keyboard([away]))
    said = texts.linked_to_client(client=notice.client, owner=notice.owner)
    if not notice.tickets:
        return Page(said)
    numbers = ", ".join(texts.number(number) for number in notice.tickets)
    return Page(Html(f"{said}\n\n{texts.linked_tickets(numbers, several=len(notice.tickets) > 1)}"))
