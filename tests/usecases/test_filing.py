"""A finished form becomes a ticket (or feedback for the management), once."""

from datetime import date

import pytest

from desk.ids import ChatId, TicketId
from desk.notices.client import FeedbackTaken, Filed
from desk.notices.mail import FeedbackMail
from desk.notices.managers import FeedbackArrived
from desk.notices.staff import CardNeeded, ClientMessage, TopicNeeded
from desk.ports import OwedState, Work
from desk.rules.entitlement import Entitlement, Ground, ServiceState, ServiceStatus, Standing
from desk.rules.events import EventKind
from desk.rules.form import FormName
from desk.rules.messages import Room, Side
from desk.rules.paid import Billing
from desk.rules.ticket import Category, Status, Urgency
from desk.usecases.client_actions import appeal
from desk.usecases.filing import shorten
from desk.usecases.form_buttons import Button
from desk.usecases.home import start
from tests.builders import ANNA, HOSTING, MANAGERS, OLGA, ROMASHKA, ROOM, SITE, VIKTOR, a_client, a_service, at
from tests.usecases.stage import Stage, a_stage

INCIDENT = ("incident", "yes", "no")


async def hosting_is_suspended(work: Work) -> None:
    await work.clients.replace([a_client()], [a_service(status=ServiceStatus.SUSPENDED)])


async def hosting_is_paid_until_today(work: Work) -> None:
    await work.clients.replace([a_client()], [a_service(paid_until=date(2026, 3, 2))])


async def leaves_a_question(stage: Stage, description: str = "How do I become a client of yours?") -> None:
    """Viktor, who is no client, goes through his short form."""
    await stage.opens(FormName.PROSPECT, by=VIKTOR)
    await stage.chooses("yes", by=VIKTOR)
    for words in ("Viktor Petrov", "+7 495 000-00-02", description):
        await stage.writes(words, by=VIKTOR)
    await stage.presses(Button.SKIP, by=VIKTOR)
    await stage.presses(Button.SEND, by=VIKTOR)


async def gives_feedback(stage: Stage, kind: str = "complaint", text: str = "Nobody answers") -> None:
    await stage.opens(FormName.FEEDBACK)
    await stage.chooses(kind)
    await stage.writes(text)
    await stage.presses(Button.SEND)


# --- a ticket -------------------------------------------------------------------------------------


async def test_2_3_the_ticket_holds_what_the_form_held(stage: Stage) -> None:
    ticket = await stage.files()
    assert ticket.id == 1
    assert (ticket.author, ticket.client, ticket.room) == (ANNA, ROMASHKA, ROOM)
    assert (ticket.category, ticket.urgency, ticket.status) == (Category.CONSULTATION, Urgency.NORMAL, Status.NEW)
    assert (ticket.subject, ticket.description) == ("A question about mail", "How do I add a mailbox?")
    assert (ticket.service, ticket.service_name, ticket.service_state) == (
        HOSTING,
        "romashka.example",
        ServiceState.ACTIVE,
    )
    assert (ticket.filed_at, ticket.react_by) == (stage.now, at("2026-03-03 12:00"))
    assert (ticket.assignee, ticket.reacted_at, ticket.answers) == (None, None, ())
    assert not stage.store.drafts


async def test_a_subject_is_one_line(stage: Stage) -> None:
    ticket = await stage.files(subject="Two\nlines  and\ta tab")
    assert ticket.subject == "Two lines and a tab"


async def test_2_3_numbers_are_never_used_twice(stage: Stage) -> None:
    first = await stage.files()
    second = await stage.files(subject="Another question")
    assert (first.id, second.id) == (1, 2)
    assert stage.store.numbers["ticket"] == 2


async def test_4_2_4_3_what_an_incident_was_asked_is_on_the_ticket_in_the_order_of_the_form(stage: Stage) -> None:
    await stage.opens()
    await stage.chooses(HOSTING, *INCIDENT)
    await stage.writes("since the morning")
    await stage.chooses("urgent")
    await stage.writes("The site is down")
    await stage.writes("It answers with 502 everywhere.")
    await stage.presses(Button.SKIP)
    await stage.presses(Button.EDIT, "seen")
    await stage.chooses("no")
    await stage.presses(Button.SEND)
    assert stage.ticket().answers == (("seen", "no"), ("changed", "no"), ("since", "since the morning"))
    assert (stage.ticket().urgency, stage.ticket().react_by) == (Urgency.URGENT, at("2026-03-03 12:00"))


async def test_what_was_skipped_is_not_on_the_ticket(stage: Stage) -> None:
    await stage.opens()
    await stage.chooses(HOSTING, *INCIDENT)
    await stage.presses(Button.SKIP)
    await stage.chooses("normal")
    await stage.writes("The site is down")
    await stage.writes("It answers with 502 everywhere.")
    await stage.presses(Button.SKIP)
    await stage.presses(Button.SEND)
    assert stage.ticket().answers == (("seen", "yes"), ("changed", "no"))


async def test_answers_to_questions_that_no_longer_apply_are_not_on_the_ticket(stage: Stage) -> None:
    """What the confirmation showed is what is filed."""
    await stage.opens()
    await stage.chooses(HOSTING, *INCIDENT)
    await stage.writes("since the morning")
    await stage.chooses("normal")
    await stage.writes("Not an incident after all")
    await stage.writes("I would like to understand the bill.")
    await stage.presses(Button.SKIP)
    await stage.presses(Button.EDIT, "category")
    await stage.chooses("billing", "act", "", "")
    await stage.presses(Button.SEND)
    assert (stage.ticket().category, stage.ticket().answers) == (Category.BILLING, (("document", "act"),))


async def test_staff_get_a_topic_a_card_and_the_files_in_this_order(stage: Stage) -> None:
    await stage.fills(files=[stage.photo("first"), stage.photo("second")])
    stage.news()
    await stage.presses(Button.SEND)
    for_staff = [notice for notice in stage.news() if isinstance(notice, TopicNeeded | CardNeeded | ClientMessage)]
    assert [type(notice).__name__ for notice in for_staff] == [
        "TopicNeeded",
        "CardNeeded",
        "ClientMessage",
        "ClientMessage",
    ]
    relayed = [stage.store.messages[notice.message] for notice in for_staff if isinstance(notice, ClientMessage)]
    assert [message.parts[0].text for message in relayed] == ["first", "second"]
    assert stage.store.rooms[TicketId(1)] == Room(TicketId(1), ROOM)
    assert [event.by for event in stage.events(EventKind.FILED)] == [ANNA]


async def test_the_description_is_a_message_of_the_ticket_that_the_card_shows(stage: Stage) -> None:
    await stage.files()
    (message,) = stage.store.messages.values()
    assert (message.side, message.is_description, message.parts[0].text) == (
        Side.CLIENT,
        True,
        "How do I add a mailbox?",
    )
    assert not stage.said(ClientMessage)


@pytest.mark.parametrize(("clock", "opens_at"), [("2026-03-02 12:00", None), ("2026-03-07 12:00", "2026-03-09 11:00")])
async def test_1_4_the_client_is_told_the_number_the_ground_and_when_the_desk_opens(
    stage: Stage, clock: str, opens_at: str | None
) -> None:
    stage.set_clock(at(clock))
    ticket = await stage.files()
    assert stage.last(Filed) == Filed(
        to=ANNA,
        ticket=ticket.id,
        subject="A question about mail",
        entitlement=Entitlement(Standing.ENTITLED, Ground.ACTIVE_SERVICE),
        react_by=ticket.react_by,
        opens_at=at(opens_at) if opens_at else None,
        billing=Billing.WAITS if opens_at else Billing.WITHIN_PLAN,
    )


async def test_each_category_goes_to_its_room() -> None:
    other = ChatId(-1007)
    stage = await a_stage(rooms={Category.BILLING: other})
    await stage.files(choices=("billing", "act", "", "", "normal"))
    await stage.files()
    assert [ticket.room for ticket in stage.store.tickets.values()] == [other, ROOM]
    assert [notice.room for notice in stage.said(CardNeeded)] == [other, ROOM]


async def test_the_number_is_told_even_if_another_page_was_asked_for_before_it_was_sent(stage: Stage) -> None:
    """What was decided to be said is said, also when Telegram is slow."""
    await stage.files()
    await stage.office.run(start, person=ANNA)
    waiting = [row.notice for row in stage.store.outbox.values() if row.state is OwedState.WAITING]
    assert stage.last(Filed) in waiting


# --- standing -------------------------------------------------------------------------------------


async def test_1_5_2_the_service_is_looked_at_once_more_when_the_ticket_is_filed(stage: Stage) -> None:
    await stage.fills()
    await stage.office.run(hosting_is_suspended)
    await stage.presses(Button.SEND)
    ticket = stage.ticket()
    assert ticket.entitlement == Entitlement(Standing.DISCRETIONARY, Ground.UNPAID)
    assert (ticket.service_state, ticket.react_by) == (ServiceState.SUSPENDED, None)
    assert stage.last(Filed).entitlement == ticket.entitlement


@pytest.mark.parametrize(
    ("sent", "standing"),
    [("2026-03-02 23:59", Standing.ENTITLED), ("2026-03-03 00:01", Standing.DISCRETIONARY)],
)
async def test_1_5_2_a_term_that_ends_while_the_form_is_open_counts(
    stage: Stage, sent: str, standing: Standing
) -> None:
    await stage.office.run(hosting_is_paid_until_today)
    stage.set_clock(at("2026-03-02 23:50"))
    await stage.fills()
    stage.set_clock(at(sent))
    await stage.presses(Button.SEND)
    assert stage.ticket().entitlement.standing is standing
    assert (stage.ticket().react_by is None) is (standing is Standing.DISCRETIONARY)


async def test_1_7_a_ticket_about_nothing_in_particular_needs_any_active_service(stage: Stage) -> None:
    ticket = await stage.files(service="")
    assert (ticket.service, ticket.service_name, ticket.service_state) == (None, "", None)
    assert ticket.entitlement == Entitlement(Standing.ENTITLED, Ground.ANY_ACTIVE_SERVICE)


async def test_1_7_without_any_service_a_ticket_can_still_be_sent(stage: Stage) -> None:
    stage.store.services.clear()
    await stage.opens()
    await stage.chooses("billing", "act", "", "", "normal")
    await stage.writes("The last bill")
    await stage.writes("There was something wrong with it.")
    await stage.presses(Button.SKIP)
    await stage.presses(Button.SEND)
    assert stage.ticket().entitlement == Entitlement(Standing.DISCRETIONARY, Ground.NO_ACTIVE_SERVICE)
    assert stage.ticket().react_by is None


async def test_1_5_1_a_service_that_all_at_once_is_no_more_is_not_on_the_ticket(stage: Stage) -> None:
    await stage.fills()
    stage.store.services.clear()
    await stage.presses(Button.SEND)
    assert (stage.ticket().service, stage.ticket().entitlement.ground) == (None, Ground.NO_ACTIVE_SERVICE)


async def test_3_2_content_edits_have_their_own_target(stage: Stage) -> None:
    ticket = await stage.files(choices=("content", ">/about", "", "normal"), service=SITE)
    assert ticket.react_by == at("2026-03-09 12:00")


# --- prospects ------------------------------------------------------------------------------------


async def test_1_2_4_a_prospects_question_is_a_ticket_without_client_and_without_target(stage: Stage) -> None:
    await leaves_a_question(stage)
    ticket = stage.ticket()
    assert (ticket.author, ticket.client, ticket.service, ticket.react_by) == (VIKTOR, None, None, None)
    assert ticket.entitlement == Entitlement(Standing.PROSPECT, Ground.NOT_A_CLIENT)
    assert ticket.answers == (("name", "Viktor Petrov"), ("contact", "+7 495 000-00-02"))
    assert (ticket.subject, ticket.description) == ("How do I become a client of yours?",) * 2


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("How do I connect?", "How do I connect?"),
        ("\n  First line \nSecond line", "First line "),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 60 + "…"),
        ("word " * 12 + "and the rest", ("word " * 12).strip() + "…"),
    ],
)
def test_the_subject_of_a_prospects_question_is_its_beginning(text: str, subject: str) -> None:
    assert shorten(text) == subject


async def test_somebody_who_became_a_client_meanwhile_files_for_the_client(stage: Stage) -> None:
    await leaves_a_question(stage)
    await stage.files()
    assert [ticket.client for ticket in stage.store.tickets.values()] == [None, ROMASHKA]


# --- feedback -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "praise"), [("complaint", False), ("praise", True)])
async def test_final_feedback_reaches_every_manager_at_once(kind: str, praise: bool) -> None:
    stage = await a_stage(managers=(MANAGERS, ChatId(OLGA)))
    await gives_feedback(stage, kind)
    feedback = stage.store.feedback[1]
    assert (feedback.person, feedback.praise, feedback.text, feedback.ticket) == (ANNA, praise, "Nobody answers", None)
    assert [notice.to for notice in stage.said(FeedbackArrived)] == [MANAGERS, OLGA]
    assert stage.last(FeedbackTaken) == FeedbackTaken(to=ANNA, praise=praise)
    assert not stage.store.tickets


@pytest.mark.parametrize(
    ("mail", "address", "mails"), [(True, "boss@desk.example", 1), (True, "", 0), (False, "boss@desk.example", 0)]
)
async def test_final_feedback_goes_by_mail_too_where_an_address_and_a_mail_server_are_set(
    mail: bool, address: str, mails: int
) -> None:
    stage = await a_stage(mail=mail, complaints_email=address)
    await gives_feedback(stage)
    assert stage.said(FeedbackMail) == [FeedbackMail(address=address, feedback=1)] * mails


async def test_final_an_appeal_is_a_complaint_with_the_ticket_attached(stage: Stage) -> None:
    await stage.has_ticket(status=Status.REFUSED, ended_at=stage.now)
    await stage.office.run(appeal, person=ANNA, number=TicketId(1))
    await stage.writes("This was not fair")
    await stage.presses(Button.SEND)
    feedback = stage.store.feedback[1]
    assert (feedback.praise, feedback.ticket, feedback.text) == (False, 1, "This was not fair")


async def test_feedback_is_sent_once(stage: Stage) -> None:
    await stage.opens(FormName.FEEDBACK)
    await stage.chooses("praise")
    await stage.writes("Thank you all")
    rev = stage.draft(FormName.FEEDBACK).rev
    for _ in range(2):
        await stage.presses(Button.SEND, rev=rev)
    assert (len(stage.store.feedback), len(stage.said(FeedbackArrived))) == (1, 1)


# --- what was typed is followed after filing ------------------------------------------------------


async def test_an_edit_of_the_description_changes_the_card(stage: Stage) -> None:
    await stage.opens()
    await stage.chooses(HOSTING, "consultation", "normal")
    await stage.writes("Mail")
    message = await stage.writes("How do I ad a mailbox?")
    await stage.presses(Button.SKIP)
    await stage.presses(Button.SEND)
    stage.news()
    await stage.edits(message, "How do I add a mailbox?")
    assert stage.ticket().description == "How do I add a mailbox?"
    assert stage.names() == ["CardChanged"]


async def test_a_description_is_not_emptied_by_an_edit(stage: Stage) -> None:
    await stage.files()
    (described,) = stage.store.messages.values()
    source = described.parts[0].source.message
    stage.news()
    await stage.edits(source, " ")
    assert (stage.ticket().description, stage.names()) == ("How do I add a mailbox?", [])
    await stage.edits(source, "How?")
    assert (stage.ticket().description, stage.names()) == ("How?", ["CardChanged"])


async def test_an_edit_of_the_description_keeps_what_was_added_to_it_before_filing(stage: Stage) -> None:
    await stage.opens()
    await stage.chooses(HOSTING, "consultation", "normal")
    await stage.writes("Mail")
    message = await stage.writes("How do I ad a mailbox?")
    await stage.writes("It is for the new accountant.")
    await stage.presses(Button.SKIP)
    await stage.presses(Button.SEND)
    assert stage.ticket().description == "How do I ad a mailbox?\n\nIt is for the new accountant."
    await stage.edits(message, "How do I add a mailbox?")
    assert "How do I add a mailbox?" in stage.ticket().description
    assert "It is for the new accountant." in stage.ticket().description


async def test_an_edit_of_a_file_of_the_form_is_mirrored_to_staff(stage: Stage) -> None:
    photo = stage.photo("Lokk")
    await stage.files(files=[photo])
    await stage.delivers()
    stage.news()
    await stage.edits(photo[0].source.message, "Look", kind=photo[0].kind)
    assert stage.names() == ["ClientMessageEdited"]
    assert [message.parts[0].text for message in stage.store.messages.values()] == ["How do I add a mailbox?", "Look"]
