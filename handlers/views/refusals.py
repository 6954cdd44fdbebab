"""A refusal before it is sent: its ground, and what the client will read."""

from desk.ids import PersonId
from desk.notices.client import TurnedDown
from desk.notices.staff import ClauseAsked, RefusalShown
from desk.rules.refusals import Clause
from handlers.callbacks import Preview, Refuse
from handlers.texts import Texts
from handlers.views.call import Page
from handlers.views.client import about_ticket
from handlers.views.keyboards import Button, column, keyboard


def refusal_page(notice: ClauseAsked | RefusalShown, texts: Texts) -> Page:
    """The grounds, or the preview with what can be done with it."""
    if isinstance(notice, RefusalShown):
        return _shown(notice, texts)
    grounds: list[Button] = [(texts.clause(item), Refuse(clause=item, ticket=notice.ticket)) for item in Clause]
    own: Button = (texts.button("own_words"), Refuse(clause="own", ticket=notice.ticket))
    return Page(texts.clause_asked(), keyboard(*column([*grounds, own])))


def _shown(notice: RefusalShown, texts: Texts) -> Page:
    """To the letter what the client reads, in their language."""
    facts = TurnedDown(
        to=PersonId(0), ticket=notice.ticket, subject=notice.subject, clause=notice.clause, words=notice.words
    )
    theirs = about_ticket(facts, texts.speaking(notice.language)).text
    if notice.sent:
        return Page(texts.refusal_sent(theirs))
    change = "other_words" if notice.words else "add_words"
    choice: list[Button] = [
        (texts.button(label), Preview(act=act, preview=notice.preview))
        for label, act in (("send", "send"), (change, "words"), ("back", "back"))
    ]
    return Page(texts.refusal_shown(theirs), keyboard(*column(choice)))
