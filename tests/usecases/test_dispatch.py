"""What has to be known, at the moment of sending, to put a notice into words and into its place."""

from desk.ids import MessageId, PersonId, TicketId, private_chat
from desk.notices import AnyNotice
from desk.notices.client import Menu, Pinged, Refused, StaffAnswer, StaffAnswerEdited
from desk.notices.mail import CodeMail, FeedbackMail
from desk.notices.managers import FeedbackArrived
from desk.notices.staff import (
    CardChanged,
    CardNeeded,
    ClientMessage,
    ClientMessageEdited,
    Happened,
    TopicNeeded,
    TopicState,
    What,
)
from desk.ports import Work
from desk.rules.codes import Code, new_code, seal
from desk.rules.form import FormName
from desk.rules.messages import Room
from desk.rules.ticket import Status
from desk.usecases.delivery.dispatch import Dispatch, dispatch
from desk.usecases.form_buttons import Button
from desk.usecases.staff_actions import solve, take_it
from tests.builders import ANNA, BORIS, MANAGERS, ROMASHKA, ROOM, VIKTOR, a_person, an_album, at
from tests.usecases.stage import FIRST, Stage


async def ready(stage: Stage, notice: AnyNotice) -> Dispatch | None:
    return await stage.office.look(dispatch, notice=notice)


async def prepared(stage: Stage, notice: AnyNotice) -> Dispatch:
    found = await ready(stage, notice)
    assert found
    return found


async def keep_room(work: Work, *, room: Room) -> None:
    await work.rooms.save(room)


async def meet(work: Work, *, language: str, chosen: str = "") -> None:
    await work.people.seen(a_person(language=language))
    await work.people.choose_language(ANNA, chosen)


async def room_is_plain(work: Work) -> None:
    await work.chats.describe(ROOM, title="Support", forum=False)


async def shows(work: Work, *, screen: int | None, newest: int) -> None:
    await work.chats.newer(Menu(to=ANNA, clients=()).chat, newest)
    await work.chats.show(Menu(to=ANNA, clients=()).chat, screen)


def in_room(kind: type[AnyNotice]) -> AnyNotice:
    return kind(room=ROOM, ticket=FIRST)  # type: ignore[call-arg]


# --- language -------------------------------------------------------------------------------------


async def test_a_person_is_spoken_to_in_their_language_and_staff_in_the_companys(stage: Stage) -> None:
    await stage.has_ticket()
    to_anna = Refused(to=ANNA, what="nothing")
    for account, chosen, expected in (("en", "", "en"), ("en", "ru", "ru"), ("", "", "ru")):
        await stage.office.run(meet, language=account, chosen=chosen)
        assert (await prepared(stage, to_anna)).language == expected
        assert (await prepared(stage, in_room(CardChanged))).language == "ru"
    await stage.office.run(meet, language="en")
    code = CodeMail(to=ANNA, address="anna@romashka.example", code="12345678", asked_by="Anna")
    assert (await prepared(stage, code)).language == "en"
    assert (await prepared(stage, Refused(to=PersonId(999), what="nothing"))).language == "ru"


# --- the card and the topic -----------------------------------------------------------------------


async def test_the_card_shows_what_the_ticket_is_by_now(stage: Stage) -> None:
    await stage.has_ticket()
    said_before = in_room(CardChanged)
    await stage.does(take_it)
    await stage.answers()
    await stage.delivers()
    card = await prepared(stage, said_before)
    assert card.ticket == stage.ticket()
    assert (card.name, card.author and card.author.name, card.client and card.client.id) == ("Boris", "Anna", ROMASHKA)
    assert card.period == stage.wait()
    assert card.edits == (stage.store.rooms[FIRST].card,)


async def test_a_card_that_was_never_sent_is_sent_and_one_that_was_is_edited(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.office.run(keep_room, room=Room(FIRST, ROOM, topic=9001))
    assert (await prepared(stage, in_room(CardNeeded))).edits == ()
    await stage.office.run(keep_room, room=Room(FIRST, ROOM, topic=9001, card=9002))
    assert await ready(stage, in_room(CardNeeded)) is None
    assert (await prepared(stage, in_room(CardChanged))).edits == (9002,)


async def test_a_topic_is_made_once_and_only_where_the_group_has_topics(stage: Stage) -> None:
    await stage.has_ticket(topic=False)
    assert (await prepared(stage, in_room(TopicNeeded))).forum
    await stage.office.run(keep_room, room=Room(FIRST, ROOM, topic=9001))
    assert await ready(stage, in_room(TopicNeeded)) is None
    await stage.office.run(keep_room, room=Room(FIRST, ROOM))
    await stage.office.run(room_is_plain)
    assert await ready(stage, in_room(TopicNeeded)) is None


async def test_a_topic_is_closed_and_opened_only_where_it_is_not_so_already(stage: Stage) -> None:
    await stage.has_ticket()
    needed = {}
    for status in (Status.OPEN, Status.SOLVED):
        for closed in (False, True):
            await stage.change(status=status)
            await stage.office.run(keep_room, room=Room(FIRST, ROOM, topic=9001, closed=closed))
            needed[status, closed] = await ready(stage, in_room(TopicState)) is not None
    assert needed == {
        (Status.OPEN, False): False,
        (Status.OPEN, True): True,
        (Status.SOLVED, False): True,
        (Status.SOLVED, True): False,
    }
    await stage.office.run(keep_room, room=Room(FIRST, ROOM))
    assert await ready(stage, in_room(TopicState)) is None


async def test_what_is_said_in_a_topic_knows_its_room(stage: Stage) -> None:
    await stage.has_ticket()
    said = await prepared(stage, Happened(room=ROOM, ticket=FIRST, what=What.TAKEN, who="Boris"))
    assert (said.room, said.forum, said.chat) == (stage.store.rooms[FIRST], True, ROOM)


# --- relays ---------------------------------------------------------------------------------------


async def test_a_relayed_message_comes_with_its_author_and_what_it_answers(stage: Stage) -> None:
    await stage.has_ticket()
    question = await stage.writes("It is still down")
    await stage.delivers()
    (copy,) = stage.copies(ROOM)
    await stage.answers("Which page?", spot=stage.spot(replied=copy))
    answer = await prepared(stage, stage.last(StaffAnswer))
    assert (answer.reply_to, answer.name, answer.chat) == (question, "Boris", private_chat(ANNA))
    assert answer.message == stage.store.messages[MessageId(2)]
    await stage.delivers()
    (place,) = stage.copies(private_chat(ANNA))
    await stage.writes("All of them", replied=place)
    relay = await prepared(stage, stage.last(ClientMessage))
    assert relay.name == "Anna"
    assert stage.store.posts[ROOM, relay.reply_to or 0].of == 2


async def test_what_a_client_adds_to_their_own_message_hangs_on_its_copy(stage: Stage) -> None:
    await stage.has_ticket()
    first = await stage.writes("It is still down")
    await stage.delivers()
    await stage.writes("And slow before that", replied=first)
    (copy,) = stage.copies(ROOM)
    assert (await prepared(stage, stage.last(ClientMessage))).reply_to == copy


async def test_in_a_plain_group_a_message_hangs_on_the_card(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.office.run(keep_room, room=Room(FIRST, ROOM, topic=9001, card=9002))
    await stage.writes("It is still down")
    assert (await prepared(stage, stage.last(ClientMessage))).reply_to is None
    await stage.office.run(room_is_plain)
    assert (await prepared(stage, stage.last(ClientMessage))).reply_to == 9002


async def test_an_answer_is_sent_as_it_reads_by_now(stage: Stage) -> None:
    await stage.has_ticket()
    sent = await stage.answers("Godo day")
    await stage.corrects(sent, "Good day")
    answer = await prepared(stage, stage.last(StaffAnswer))
    assert answer.message
    assert answer.message.parts[0].text == "Good day"


async def test_an_edit_is_made_where_the_copy_lies_and_is_needless_without_one(stage: Stage) -> None:
    await stage.has_ticket()
    album = an_album(2, caption="Lokk", chat=ROOM)
    await stage.answers(parts=album)
    await stage.corrects(album[1].source.message, "Look")
    assert await ready(stage, stage.last(StaffAnswerEdited)) is None
    await stage.delivers()
    _, second = stage.copies(private_chat(ANNA))
    assert (await prepared(stage, stage.last(StaffAnswerEdited))).edits == (second,)


async def test_a_clients_edit_is_made_in_the_room(stage: Stage) -> None:
    await stage.has_ticket()
    sent = await stage.writes("Hlelo")
    await stage.delivers()
    await stage.edits(sent, "Hello")
    (copy,) = stage.copies(ROOM)
    assert (await prepared(stage, stage.last(ClientMessageEdited))).edits == (copy,)


async def test_a_message_that_is_not_there_is_not_sent(stage: Stage) -> None:
    await stage.has_ticket()
    assert await ready(stage, StaffAnswer(to=ANNA, ticket=FIRST, message=MessageId(99))) is None
    assert await ready(stage, ClientMessage(room=ROOM, ticket=FIRST, message=MessageId(99))) is None
    assert await ready(stage, CardChanged(room=ROOM, ticket=TicketId(99))) is None
    assert await ready(stage, FeedbackArrived(to=MANAGERS, feedback=99)) is None


# --- pings ----------------------------------------------------------------------------------------


async def test_t22_a_ping_tells_the_close_as_it_will_be_if_it_is_delivered_now(stage: Stage) -> None:
    await stage.waits()
    stage.passes(hours=24)
    await stage.ticks()
    said = stage.last(Pinged)
    stage.set_clock(at("2026-03-06 15:00"))
    now = (await prepared(stage, said)).notice
    assert isinstance(now, Pinged)
    assert (said.close_at, now.close_at) == (at("2026-03-04 12:00"), at("2026-03-09 15:00"))


async def test_t21_a_ping_of_a_wait_that_is_over_is_not_sent(stage: Stage) -> None:
    await stage.waits()
    stage.passes(hours=24)
    await stage.ticks()
    assert await ready(stage, stage.last(Pinged)) is not None
    await stage.writes("No, it is still down")
    assert await ready(stage, stage.last(Pinged)) is None


async def test_t20_a_ping_is_not_sent_for_a_ticket_that_was_solved_meanwhile(stage: Stage) -> None:
    await stage.waits()
    stage.passes(hours=24)
    await stage.ticks()
    await stage.does(solve)
    assert Pinged not in {type(notice) for notice in await stage.delivers()}


# --- pages and others -----------------------------------------------------------------------------


async def test_a_page_takes_the_place_of_the_one_before_unless_something_was_said_after_it(stage: Stage) -> None:
    menu = Menu(to=ANNA, clients=("Romashka",))
    assert (await prepared(stage, menu)).edits == ()
    await stage.office.run(shows, screen=50, newest=50)
    assert (await prepared(stage, menu)).edits == (50,)
    await stage.office.run(shows, screen=50, newest=51)
    assert (await prepared(stage, menu)).edits == ()


async def test_feedback_comes_with_its_words_and_its_author(stage: Stage) -> None:
    await stage.opens(FormName.FEEDBACK)
    await stage.chooses("praise")
    await stage.writes("Thank you all")
    await stage.presses(Button.SEND)
    for notice in (FeedbackArrived(to=MANAGERS, feedback=1), FeedbackMail(address="boss@desk.example", feedback=1)):
        found = await prepared(stage, notice)
        assert found.feedback == stage.store.feedback[1]
        assert found.author == stage.store.people[ANNA]


async def test_sec_17_an_answer_in_one_ticket_never_finds_the_chat_of_another_client(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.has_ticket(of=VIKTOR)
    await stage.answers("For Anna", spot=stage.spot(1))
    await stage.answers("For Viktor", spot=stage.spot(2), by=BORIS)
    chats = [(await prepared(stage, notice)).chat for notice in stage.said(StaffAnswer)]
    assert chats == [private_chat(ANNA), private_chat(VIKTOR)]


async def keep_code(work: Work, *, code: Code) -> None:
    await work.codes.add(code)


async def test_a_code_that_nobody_could_use_any_more_is_not_mailed(stage: Stage) -> None:
    digits = "12345678"
    kept = new_code(ANNA, ROMASHKA, "anna@romashka.example", seal(digits, ANNA, "anna@romashka.example"), stage.now)
    await stage.office.run(keep_code, code=kept)
    code = CodeMail(to=ANNA, address="anna@romashka.example", code=digits, asked_by="Anna")
    assert await ready(stage, code) is not None
    stage.passes(minutes=10)
    assert await ready(stage, code) is None
