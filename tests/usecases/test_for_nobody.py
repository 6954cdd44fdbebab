"""What is meant for a client whom nobody stands for: staff's own tickets, and clients who are not in Telegram."""

from datetime import timedelta

import pytest

from desk.errors import ForNobody
from desk.ids import NOBODY, ClientId, SecretId
from desk.notices import AnyNotice
from desk.notices.changes import Recategorized
from desk.notices.charges import PriceTold
from desk.notices.client import NeedsLonger, NotUrgent, PutOnHold, StaffAnswer
from desk.notices.dates import Promised
from desk.notices.staff import NotDelivered, Trouble
from desk.notices.vault import AccessAsked
from desk.ports import Work
from desk.rules.articles import Article
from desk.rules.came import Way
from desk.rules.charges import ChargeState
from desk.rules.events import EventKind
from desk.rules.ticket import Category, Status
from desk.usecases.access.asking import ask_access
from desk.usecases.macros import press_macro, say_macro
from desk.usecases.staff_articles import hand_article, show_articles
from tests.builders import BORIS, MONDAY, ROOM, a_client
from tests.usecases.stage import FIRST, Stage

DUE = MONDAY + timedelta(days=1)
QUIET = ClientId("quiet")


async def know_quiet(work: Work) -> None:
    await work.clients.replace([a_client(), a_client(id=QUIET, name="Quiet", email="")], [])


async def know_article(work: Work) -> None:
    await work.articles.keep(Article("mail", "Mail", "How to set it up."), work.now)


async def keep(work: Work, *, text: str) -> None:
    await work.macros.keep("hello", text, by=BORIS, at=work.now)


async def owe(work: Work, *, notice: AnyNotice) -> None:
    work.outbox.say(notice)


async def own_ticket(stage: Stage) -> None:
    await stage.has_ticket(client=None, author=NOBODY, way=Way.OWN, filed_by=BORIS, react_by=None)


async def absent_ticket(stage: Stage) -> None:
    await stage.office.run(know_quiet)
    await stage.has_ticket(client=QUIET, author=NOBODY, way=Way.PHONE, filed_by=BORIS)


def nothing_was_said(stage: Stage) -> bool:
    return not stage.said(StaffAnswer) and stage.status() is Status.NEW and not stage.events(EventKind.ANSWERED)


async def test_t9_no_ready_answer_goes_out_in_what_staff_opened_for_themselves(stage: Stage) -> None:
    await own_ticket(stage)
    await stage.office.run(keep, text="Hello")
    with pytest.raises(ForNobody):
        await stage.office.run(say_macro, by=BORIS, spot=stage.spot(), name="hello")
    with pytest.raises(ForNobody):
        await stage.office.run(press_macro, by=BORIS, room=ROOM, topic=9001, number=FIRST, macro=1)
    assert nothing_was_said(stage)


async def test_t9_no_article_goes_out_in_what_staff_opened_for_themselves(stage: Stage) -> None:
    await own_ticket(stage)
    await stage.office.run(know_article)
    article = next(iter(stage.store.articles.values())).id
    with pytest.raises(ForNobody):
        await stage.office.run(show_articles, by=BORIS, spot=stage.spot(), words="mail")
    with pytest.raises(ForNobody):
        await stage.office.run(hand_article, by=BORIS, room=ROOM, topic=9001, number=FIRST, article=article)
    assert nothing_was_said(stage)


async def test_4_4_nobody_is_asked_for_access_in_what_staff_opened_for_themselves(stage: Stage) -> None:
    await own_ticket(stage)
    with pytest.raises(ForNobody):
        await stage.office.run(ask_access, by=BORIS, spot=stage.spot(), words="FTP", bot="desk_bot")


@pytest.mark.parametrize(
    "notice",
    [
        Promised(to=NOBODY, ticket=FIRST, subject="Mail", who="Boris", due=DUE),
        AccessAsked(to=NOBODY, ticket=FIRST, secret=SecretId(1), subject="Mail", what="FTP", by="Boris"),
        NeedsLonger(to=NOBODY, ticket=FIRST, subject="Mail", words="A rare case", react_by=DUE),
        NotUrgent(to=NOBODY, ticket=FIRST, subject="Mail", words="It works again"),
        Recategorized(to=NOBODY, ticket=FIRST, subject="Mail", category=Category.CONTENT),
        PutOnHold(to=NOBODY, ticket=FIRST, reason="Waiting for the registrar"),
        PriceTold(to=NOBODY, ticket=FIRST, state=ChargeState.PAID),
    ],
)
async def test_2_3_staff_hear_of_all_that_a_client_who_is_not_here_misses(stage: Stage, notice: AnyNotice) -> None:
    await absent_ticket(stage)
    await stage.office.run(owe, notice=notice)
    await stage.delivers()
    assert [lost.why for lost in stage.said(NotDelivered)] == [Trouble.ABSENT]


async def test_2_3_a_ready_answer_names_the_client_where_nobody_is_here(stage: Stage) -> None:
    await absent_ticket(stage)
    await stage.office.run(keep, text="Hello, {client}!")
    await stage.office.run(say_macro, by=BORIS, spot=stage.spot(), name="hello")
    (message,) = stage.store.messages.values()
    assert message.parts[0].text == "Hello, Quiet!"
