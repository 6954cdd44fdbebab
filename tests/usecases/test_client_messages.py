"""A client writes: the message finds its ticket, a form, or a question where it belongs. It is never dropped."""

from datetime import timedelta

import pytest

from desk.errors import NoSuchTicket
from desk.ids import PersonId, TicketId, private_chat
from desk.notices.client import CodeAsked, EmailAsked, FormAsked, FormConfirm, Menu, TicketShown, Welcome, WhereTo
from desk.notices.staff import CardChanged, ClientMessage, ClientMessageEdited
from desk.ports import Work
from desk.rules.content import Content, Kind, Source
from desk.rules.events import EventKind
from desk.rules.form import FormName, Remark
from desk.rules.messages import Post, Side
from desk.rules.ticket import Status
from desk.usecases.client_messages import client_edits
from desk.usecases.form_buttons import Button
from desk.usecases.forms import cancel
from desk.usecases.identity import begin_sign_in
from tests.builders import ANNA, HOSTING, ROMASHKA, ROOM, VIKTOR, a_link, an_album
from tests.usecases.stage import Stage

STORY = "Since this morning the site answers with 502 everywhere."


def relayed(stage: Stage) -> list[tuple[int, str]]:
    """(ticket, words) of all that went to staff."""
    messages = [stage.store.messages[notice.message] for notice in stage.said(ClientMessage)]
    return [(message.ticket, message.parts[0].text) for message in messages]


async def ended(stage: Stage, status: Status = Status.SOLVED, *, ago: timedelta = timedelta(days=1)) -> None:
    await stage.has_ticket(status=status, ended_at=stage.now - ago)


async def reply_to_a_notice(stage: Stage, ticket: int = 1) -> int:
    """The number of a message of the bot in Anna's chat that is about this ticket."""
    number = stage.next_message()
    await stage.office.run(keep_post, post=Post(private_chat(ANNA), number, TicketId(ticket)))
    return number


async def keep_post(work: Work, *, post: Post) -> None:
    await work.posts.add([post])


async def tie(work: Work, *, person: PersonId) -> None:
    """This person acts for Anna's client too."""
    await work.people.link(a_link(person=person), work.now)


# --- into a ticket --------------------------------------------------------------------------------


async def test_the_only_open_ticket_gets_the_message(stage: Stage) -> None:
    await stage.has_ticket()
    sent = await stage.writes("It is still down")
    (message,) = stage.store.messages.values()
    assert (message.ticket, message.author, message.side, message.written_at) == (1, ANNA, Side.CLIENT, stage.now)
    assert message.parts[0].source.message == sent
    assert stage.names() == ["ClientMessage"]
    assert [event.by for event in stage.events(EventKind.CLIENT_WROTE)] == [ANNA]


async def test_an_album_is_one_message(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.writes(parts=an_album(5, caption="Look"))
    assert [len(message.parts) for message in stage.store.messages.values()] == [5]
    assert len(stage.said(ClientMessage)) == 1


async def test_a_message_from_the_future_is_dated_now(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.writes(at=stage.now + timedelta(minutes=1))
    await stage.writes(at=stage.now - timedelta(minutes=1))
    dated = [message.written_at for message in stage.store.messages.values()]
    assert dated == [stage.now, stage.now - timedelta(minutes=1)]


async def test_a_reply_goes_to_its_ticket_whatever_else_is_open(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.has_ticket()
    for number in (1, 2):
        await stage.writes(f"About {number}", replied=await reply_to_a_notice(stage, number))
    assert relayed(stage) == [(1, "About 1"), (2, "About 2")]


async def test_a_reply_to_an_answer_keeps_what_it_answers(stage: Stage) -> None:
    await stage.waits("Is it better now?")
    (answer,) = stage.store.messages
    (copy,) = [
        post.message for post in stage.store.posts.values() if post.chat == private_chat(ANNA) and post.of == answer
    ]
    await stage.writes("Yes, it is", replied=copy)
    await stage.writes("Thank you")
    replies = [message.reply_to for message in stage.store.messages.values() if message.side is Side.CLIENT]
    assert replies == [answer, None]


async def test_a_reply_to_something_else_in_the_chat_is_no_reply(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.writes("Hello", replied=4321)
    assert relayed(stage) == [(1, "Hello")]


async def test_sec_17_a_reply_leads_to_no_ticket_that_the_person_may_not_see(stage: Stage) -> None:
    await stage.has_ticket(of=VIKTOR)
    await stage.writes("Let me in", replied=await reply_to_a_notice(stage, 1))
    assert (relayed(stage), stage.draft().answers["description"]) == ([], "Let me in")
    await stage.office.run(cancel, person=ANNA)
    await stage.change(client=ROMASHKA)
    await stage.writes("Let me in", replied=await reply_to_a_notice(stage, 1))
    assert relayed(stage) == [(1, "Let me in")]


# --- a form in work -------------------------------------------------------------------------------


async def test_a_form_in_work_gets_the_message_although_a_ticket_is_open(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.opens()
    await stage.chooses(HOSTING, "consultation", "normal")
    await stage.writes("A subject")
    assert (stage.draft().answers["subject"], relayed(stage)) == ("A subject", [])
    await stage.writes("About the ticket", replied=await reply_to_a_notice(stage))
    assert relayed(stage) == [(1, "About the ticket")]


@pytest.mark.parametrize(("hours", "goes_to_the_ticket"), [(11.99, False), (12, True)])
async def test_a_form_untouched_for_twelve_hours_gives_way_to_an_open_ticket(
    stage: Stage, hours: float, goes_to_the_ticket: bool
) -> None:
    await stage.has_ticket()
    await stage.opens()
    await stage.chooses(HOSTING, "consultation", "normal")
    before = stage.draft()
    stage.passes(hours=hours)
    await stage.writes("It is still down")
    assert (relayed(stage) == [(1, "It is still down")]) is goes_to_the_ticket
    assert (stage.draft() == before) is goes_to_the_ticket
    await stage.opens()
    assert stage.last(FormAsked).question == ("subject" if goes_to_the_ticket else "description")


async def test_a_form_untouched_for_long_is_gone_on_with_where_no_ticket_is_open(stage: Stage) -> None:
    await ended(stage)
    await stage.opens()
    await stage.chooses(HOSTING, "consultation", "normal")
    stage.passes(hours=48)
    await stage.writes("A subject")
    assert stage.draft().answers["subject"] == "A subject"


async def test_the_form_that_was_touched_last_gets_the_message(stage: Stage) -> None:
    await stage.opens()
    await stage.chooses(HOSTING, "consultation", "normal")
    stage.passes(minutes=1)
    await stage.opens(FormName.FEEDBACK)
    await stage.chooses("praise")
    await stage.writes("Thank you all")
    assert stage.draft(FormName.FEEDBACK).answers["description"] == "Thank you all"
    assert "subject" not in stage.draft().answers


# --- a new ticket begins --------------------------------------------------------------------------


async def test_2_3_a_clients_message_outside_of_any_ticket_begins_one_and_is_in_it(stage: Stage) -> None:
    await stage.writes(STORY)
    assert stage.draft().answers == {"description": STORY}
    assert (stage.last(FormAsked).question, stage.last(FormAsked).remark) == ("service", Remark.KEPT_AS_DESCRIPTION)
    await stage.chooses(HOSTING, "consultation", "normal")
    await stage.writes("The site is down")
    await stage.presses(Button.SKIP)
    assert isinstance(stage.desk.said[-1], FormConfirm)


async def test_2_3_files_outside_of_any_ticket_begin_one_and_are_in_it(stage: Stage) -> None:
    album = an_album(3, caption="Look")
    await stage.writes(parts=album)
    assert (stage.draft().files, stage.draft().answers) == ((album,), {"description": "Look"})


async def test_1_2_4_a_strangers_message_is_kept_in_the_short_form(stage: Stage) -> None:
    await stage.writes("Do you host shops?", by=VIKTOR)
    assert stage.draft(FormName.PROSPECT, VIKTOR).answers == {"description": "Do you host shops?"}
    assert stage.last(Welcome).kept
    await stage.writes("Big ones, I mean", by=VIKTOR)
    kept = stage.draft(FormName.PROSPECT, VIKTOR)
    assert "Do you host shops?" in kept.answers["description"]


async def test_2_3_a_ticket_that_ended_long_ago_is_not_offered(stage: Stage) -> None:
    await ended(stage, ago=timedelta(days=15))
    await stage.writes(STORY)
    assert stage.draft().answers == {"description": STORY}
    assert not stage.said(WhereTo)


# --- where does it belong? ------------------------------------------------------------------------


async def test_with_several_open_tickets_the_person_is_asked_and_the_message_is_kept(stage: Stage) -> None:
    await stage.has_ticket(subject="The site")
    await stage.has_ticket(subject="The mail")
    await stage.writes("It is still down")
    asked = stage.last(WhereTo)
    assert ([line.id for line in asked.open], asked.ended) == ([2, 1], None)
    kept = stage.draft(FormName.UNPLACED)
    assert (asked.rev, [parts[0].text for parts in kept.files]) == (kept.rev, ["It is still down"])
    assert relayed(stage) == []


async def test_a_kept_message_goes_into_the_ticket_that_is_named(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.has_ticket()
    await stage.writes("It is still down")
    await stage.writes(parts=stage.photo("a picture"))
    assert len(stage.draft(FormName.UNPLACED).files) == 2
    await stage.presses(Button.PLACE, "1")
    assert relayed(stage) == [(1, "It is still down"), (1, "a picture")]
    assert not stage.store.drafts
    assert stage.last(TicketShown).ticket == 1


async def test_a_kept_message_is_dated_when_it_was_written(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.has_ticket()
    written = [stage.now, stage.now + timedelta(minutes=30)]
    await stage.writes("It is still down")
    stage.passes(hours=1)
    await stage.writes("And the mail too", at=written[1])
    stage.passes(hours=2)
    await stage.presses(Button.PLACE, "1")
    assert [message.written_at for message in stage.store.messages.values()] == written
    assert stage.ticket().unanswered_since == written[0]


async def test_a_kept_message_can_begin_a_new_ticket(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.has_ticket()
    photo = stage.photo("a picture")
    await stage.writes("Something else is wrong")
    await stage.writes(parts=photo)
    await stage.presses(Button.NEW)
    assert stage.draft().answers["description"] == "Something else is wrong\n\na picture"
    assert stage.draft().files == (photo,)
    assert (ANNA, FormName.UNPLACED) not in stage.store.drafts


async def test_a_kept_message_goes_on_in_the_form_that_is_in_work(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.has_ticket()
    await ended(stage)
    await stage.change(3, status=Status.MERGED)
    await stage.opens()
    await stage.chooses(HOSTING)
    await stage.writes("Something else", replied=await reply_to_a_notice(stage, 3))
    await stage.presses(Button.NEW)
    assert stage.draft().answers == {"client": "romashka", "service": HOSTING, "description": "Something else"}


async def test_a_ticket_that_ended_lately_is_offered_and_reopened_by_the_kept_message(stage: Stage) -> None:
    await ended(stage)
    await stage.writes("It is down again")
    asked = stage.last(WhereTo)
    assert (asked.open, asked.ended and asked.ended.id) == ((), 1)
    assert stage.status() is Status.SOLVED
    await stage.presses(Button.PLACE, "1")
    assert (stage.status(), relayed(stage)) == (Status.OPEN, [(1, "It is down again")])


async def test_t28_a_bare_sticker_reopens_nothing_but_is_relayed_to_the_ticket_that_it_follows(stage: Stage) -> None:
    await ended(stage)
    await stage.writes(parts=stage.photo(kind=Kind.STICKER))
    assert (stage.status(), len(relayed(stage)), stage.store.drafts) == (Status.SOLVED, 1, {})
    await stage.writes("It is down again")
    await stage.presses(Button.PLACE, "1")
    assert stage.status() is Status.OPEN


async def test_t27_a_kept_message_begins_a_ticket_that_goes_on_from_one_after_its_window(stage: Stage) -> None:
    await ended(stage, ago=timedelta(days=13))
    await stage.writes("It is down again")
    stage.passes(days=2)
    await stage.presses(Button.PLACE, "1")
    assert (ANNA, FormName.UNPLACED) not in stage.store.drafts
    assert stage.draft().answers["description"] == "It is down again"
    assert stage.draft().answers["follows"] == "1"
    assert stage.status() is Status.SOLVED


@pytest.mark.parametrize("number", ["2", "99", "0", "", "-1", "1.5", "x", "²"])
async def test_sec_11_a_forged_place_leads_nowhere_and_loses_nothing(stage: Stage, number: str) -> None:
    await ended(stage)
    await stage.has_ticket(of=VIKTOR)
    await stage.writes("It is down again")
    kept = stage.draft(FormName.UNPLACED)
    with pytest.raises(NoSuchTicket):
        await stage.presses(Button.PLACE, number)
    assert (stage.draft(FormName.UNPLACED), relayed(stage)) == (kept, [])


async def test_t27_a_follow_up_leaves_what_waits_for_its_place_alone(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.has_ticket()
    await ended(stage, ago=timedelta(days=20))
    await stage.writes("The first")
    await stage.writes("The second", replied=await reply_to_a_notice(stage, 3))
    assert [parts[0].text for parts in stage.draft(FormName.UNPLACED).files] == ["The first"]
    assert stage.draft().answers["description"] == "The second"


async def test_1_2_4_a_prospects_new_question_goes_through_the_prospects_form(stage: Stage) -> None:
    """Consent, name and contact are asked for; no ticket 'of a client' is filed by somebody who is none."""
    for _ in range(2):
        await stage.has_ticket(of=VIKTOR)
    await stage.writes("Another question, please", by=VIKTOR)
    await stage.presses(Button.NEW, by=VIKTOR)
    forms = {form for person, form in stage.store.drafts if person == VIKTOR}
    assert forms == {FormName.PROSPECT}


async def test_while_asked_where_to_a_reply_still_goes_to_its_ticket(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.has_ticket()
    await stage.writes("Where to?")
    await stage.writes("This one is clear", replied=await reply_to_a_notice(stage, 2))
    assert relayed(stage) == [(2, "This one is clear")]
    assert len(stage.draft(FormName.UNPLACED).files) == 1


# --- reopening ------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", [Status.SOLVED, Status.INACTIVE, Status.REFUSED])
async def test_t27_a_reply_reopens_its_ticket_within_the_window(stage: Stage, end: Status) -> None:
    await ended(stage, end)
    await stage.writes("It is down again", replied=await reply_to_a_notice(stage))
    assert (stage.status(), relayed(stage)) == (Status.OPEN, [(1, "It is down again")])


async def test_t28_a_reply_with_a_sticker_reopens_nothing_and_is_relayed(stage: Stage) -> None:
    await ended(stage)
    await stage.writes(parts=stage.photo(kind=Kind.STICKER), replied=await reply_to_a_notice(stage))
    assert (stage.status(), len(relayed(stage))) == (Status.SOLVED, 1)
    await stage.writes("It is down again", replied=await reply_to_a_notice(stage))
    assert (stage.status(), len(relayed(stage))) == (Status.OPEN, 2)


@pytest.mark.parametrize("thanks", ["Спасибо!", "Thank you"])
async def test_t28_thanks_reopen_nothing(stage: Stage, thanks: str) -> None:
    await ended(stage)
    await stage.writes(thanks, replied=await reply_to_a_notice(stage))
    await stage.writes(thanks)
    assert (stage.status(), relayed(stage)) == (Status.SOLVED, [(1, thanks), (1, thanks)])


@pytest.mark.parametrize("thanks", ["Спасибо!", ""])
async def test_t28_thanks_or_a_sticker_ask_nothing_with_several_open_tickets(stage: Stage, thanks: str) -> None:
    await stage.has_ticket()
    await stage.has_ticket()
    await stage.writes(thanks, parts=None if thanks else stage.photo(kind=Kind.STICKER))
    assert (relayed(stage), stage.said(WhereTo), stage.store.drafts) == ([(2, thanks)], [], {})


@pytest.mark.parametrize("thanks", ["Спасибо!", ""])
async def test_t28_thanks_or_a_sticker_without_any_ticket_begin_nothing(stage: Stage, thanks: str) -> None:
    for person, page in ((ANNA, Menu), (VIKTOR, Welcome)):
        sticker = stage.photo(by=person, kind=Kind.STICKER)
        await stage.writes(thanks, parts=None if thanks else sticker, by=person)
        assert isinstance(stage.told(person)[-1], page)
    assert stage.store.drafts == {}


async def test_t28_what_says_more_than_thanks_reopens(stage: Stage) -> None:
    await ended(stage)
    await stage.writes("Спасибо, но сайт снова не открывается", replied=await reply_to_a_notice(stage))
    assert stage.status() is Status.OPEN


async def test_t28_thanks_written_before_the_close_open_nothing(stage: Stage) -> None:
    await ended(stage, Status.INACTIVE)
    written = stage.now - timedelta(days=2)
    await stage.writes("Спасибо!", at=written)
    assert stage.status() is Status.INACTIVE
    await stage.writes("It is still down", at=written)
    assert stage.status() is Status.OPEN


async def test_t23_a_message_written_before_the_close_but_read_after_it_reopens_at_once(stage: Stage) -> None:
    """As after downtime: the close was due before the answer could be read."""
    await stage.waits()
    stage.passes(hours=24)
    await stage.ticks()
    await stage.delivers()
    stage.passes(hours=23)
    answered = stage.now
    stage.passes(hours=2)
    await stage.ticks()
    assert stage.status() is Status.INACTIVE
    await stage.writes("No, it is still down", at=answered)
    assert stage.status() is Status.OPEN
    assert relayed(stage) == [(1, "No, it is still down")]


# --- during the proof of identity -----------------------------------------------------------------


async def test_while_a_code_is_awaited_a_reply_to_a_ticket_still_reaches_it(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.office.run(begin_sign_in, person=ANNA)
    await stage.writes("It is still down", replied=await reply_to_a_notice(stage))
    assert relayed(stage) == [(1, "It is still down")]
    await stage.writes("anna@romashka.example")
    assert relayed(stage) == [(1, "It is still down")]


async def test_a_proof_that_was_left_long_ago_does_not_swallow_what_a_client_writes(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.office.run(begin_sign_in, person=ANNA)
    stage.passes(days=3)
    await stage.writes(STORY)
    assert relayed(stage) == [(1, STORY)]


async def in_the_proof(stage: Stage, *, by: PersonId, code: bool) -> None:
    """Asked for the address, or for the code that was sent to it."""
    await stage.office.run(begin_sign_in, person=by)
    if code:
        await stage.writes("anna@romashka.example", by=by)


def proof_of(stage: Stage, person: PersonId) -> dict[str, str]:
    return dict(stage.draft(FormName.SIGN_IN, person).answers)


@pytest.mark.parametrize("code", [False, True])
async def test_during_a_proof_what_is_no_proof_reaches_the_open_ticket(stage: Stage, code: bool) -> None:
    await stage.has_ticket()
    await in_the_proof(stage, by=ANNA, code=code)
    before = proof_of(stage, ANNA)
    await stage.writes(STORY)
    await stage.writes("Down again")
    await stage.writes(parts=stage.photo("a picture"))
    assert relayed(stage) == [(1, STORY), (1, "Down again"), (1, "a picture")]
    assert proof_of(stage, ANNA) == before


@pytest.mark.parametrize(
    ("code", "slip"),
    [
        (False, "anna@romashka"),
        (False, "anna @romashka.example"),
        (False, "anna.romashka.example"),
        (True, "1234567"),
        (True, "1234-56 789"),
        (True, "the code is 12345678"),
    ],
)
async def test_a_slip_in_an_address_or_a_code_is_no_message(stage: Stage, code: bool, slip: str) -> None:
    await stage.has_ticket()
    for person in (ANNA, VIKTOR):
        await in_the_proof(stage, by=person, code=code)
        await stage.writes(slip, by=person)
        page = stage.told(person)[-1]
        assert page.wrong if isinstance(page, CodeAsked) else isinstance(page, EmailAsked) and page.not_an_address
        assert isinstance(page, CodeAsked) is code
    assert (relayed(stage), {form for _, form in stage.store.drafts}) == ([], {FormName.SIGN_IN})


async def test_during_a_proof_a_client_with_several_open_tickets_is_asked_and_can_still_prove(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.has_ticket()
    await in_the_proof(stage, by=ANNA, code=False)
    await stage.writes(STORY)
    assert [parts[0].text for parts in stage.draft(FormName.UNPLACED).files] == [STORY]
    assert len(stage.said(WhereTo)) == 1
    await stage.writes("anna@romashka.example")
    assert proof_of(stage, ANNA) == {"email": "anna@romashka.example"}
    assert len(stage.draft(FormName.UNPLACED).files) == 1


async def test_during_a_proof_what_a_client_without_an_open_ticket_writes_is_in_their_form(stage: Stage) -> None:
    await in_the_proof(stage, by=ANNA, code=False)
    await stage.writes(STORY)
    assert stage.draft().answers == {"description": STORY}
    assert stage.last(EmailAsked).not_an_address
    await stage.writes("anna@romashka.example")
    assert stage.said(CodeAsked)


# --- edits ----------------------------------------------------------------------------------------


async def test_an_edit_is_mirrored_and_changes_no_status_and_ends_no_wait(stage: Stage) -> None:
    await stage.waits()
    first = await stage.writes(parts=stage.photo(kind=Kind.STICKER))
    before, wait = stage.ticket(), stage.wait()
    await stage.edits(first, "Edited")
    edited = stage.last(ClientMessageEdited)
    assert (edited.room, edited.ticket, edited.part) == (ROOM, 1, 0)
    assert stage.store.messages[edited.message].parts[0].text == "Edited"
    assert (stage.ticket(), stage.wait()) == (before, wait)
    await stage.writes("An answer")
    assert stage.wait() is None


async def test_an_edit_in_an_ended_ticket_does_not_reopen_it(stage: Stage) -> None:
    await stage.has_ticket()
    sent = await stage.writes("It is down")
    await stage.change(status=Status.SOLVED, ended_at=stage.now)
    await stage.edits(sent, "It was down")
    assert (stage.status(), len(stage.said(ClientMessageEdited))) == (Status.SOLVED, 1)


async def test_an_edit_of_one_item_of_an_album_changes_that_item(stage: Stage) -> None:
    await stage.has_ticket()
    album = an_album(3, caption="Lokk")
    await stage.writes(parts=album)
    await stage.edits(album[1].source.message, "The second", kind=Kind.PHOTO)
    (message,) = stage.store.messages.values()
    assert [part.text for part in message.parts] == ["Lokk", "The second", ""]
    assert stage.last(ClientMessageEdited).part == 1


async def test_an_edit_of_the_description_changes_the_ticket_and_its_card_only(stage: Stage) -> None:
    await stage.files()
    (described,) = stage.store.messages.values()
    source = described.parts[0].source.message
    stage.news()
    await stage.edits(source, "How do I add two mailboxes?")
    assert stage.ticket().description == "How do I add two mailboxes?"
    assert [type(notice) for notice in stage.news()] == [CardChanged]


async def test_an_edit_of_a_caption_that_was_the_description_changes_the_card_and_the_words_under_the_photo(
    stage: Stage,
) -> None:
    photo, other = stage.photo("How do I add a mailbox?"), stage.photo("Another")
    await stage.opens()
    await stage.chooses(HOSTING, "consultation", "normal")
    await stage.writes("A question about mail")
    await stage.writes(parts=photo)
    await stage.writes(parts=other)
    await stage.presses(Button.SKIP)
    await stage.presses(Button.SEND)
    await stage.delivers()
    stage.news()
    await stage.edits(photo[0].source.message, "How do I add two mailboxes?", kind=Kind.PHOTO)
    assert stage.ticket().description == "How do I add two mailboxes?"
    described, with_photo, untouched = stage.store.messages.values()
    assert stage.names() == ["CardChanged", "ClientMessageEdited"]
    assert (stage.last(ClientMessageEdited).message, stage.last(ClientMessageEdited).part) == (with_photo.id, 0)
    assert [part.kind for part in described.parts] == [Kind.TEXT]
    assert [message.parts[0].text for message in (with_photo, untouched)] == ["How do I add two mailboxes?", "Another"]


async def test_sec_17_nobody_edits_the_message_of_another(stage: Stage) -> None:
    await stage.has_ticket()
    sent = await stage.writes("It is down")
    stage.news()
    forged = Content(Kind.TEXT, Source(private_chat(ANNA), sent), "All is well")
    await stage.office.run(client_edits, person=VIKTOR, part=forged)
    assert (stage.names(), relayed(stage)) == ([], [(1, "It is down")])
    await stage.office.run(client_edits, person=ANNA, part=forged)
    assert stage.names() == ["ClientMessageEdited"]


async def test_an_edit_of_what_is_known_to_nobody_says_nothing(stage: Stage) -> None:
    await stage.has_ticket()
    sent = await stage.writes("It is down")
    stage.news()
    await stage.edits(sent + 500, "Edited")
    assert stage.names() == []
    await stage.edits(sent, "Edited")
    assert stage.names() == ["ClientMessageEdited"]


# --- two clients ----------------------------------------------------------------------------------


async def test_2_2_two_people_of_one_client_write_into_the_same_ticket(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.writes("Hello from Viktor", by=VIKTOR)
    assert relayed(stage) == []
    await stage.office.run(cancel, person=VIKTOR)
    await stage.office.run(tie, person=VIKTOR)
    await stage.writes("Hello from Viktor", by=VIKTOR)
    assert relayed(stage) == [(1, "Hello from Viktor")]
