"""The story itself, in chapters."""

import re

from simulator.actors.chats import Topic
from simulator.actors.message import Message
from simulator.actors.person import Person
from simulator.errors import NotSeenError
from simulator.story.people import Cast
from simulator.story.telling import Telling
from simulator.story.words import WORDS, Words

DIGITS = re.compile(r"\b\d{8}\b")


async def play(cast: Cast, language: str) -> int:
    """All chapters in turn; how many steps were seen to happen. An AssertionError names the first that was not."""
    words = WORDS[language]
    tell = Telling(cast, words)
    await tell.chapter(words.chapters[0])
    await sign_in(tell, cast, cast.anna, "anna@example.com", words)
    await tell.chapter(words.chapters[1])
    await file_an_incident(tell, cast, words)
    topic = await cast.room.topic(f"{words.number}1")
    await tell.chapter(words.chapters[2])
    await converse(tell, cast, topic, words)
    await silence(tell, cast, topic, words)
    await tell.chapter(words.chapters[5])
    await come_back(tell, cast, topic, words)
    await tell.chapter(words.chapters[6])
    await discretionary(tell, cast, words)
    await tell.chapter(words.chapters[7])
    await stranger(tell, cast, words)
    await digest(tell, cast, words)
    return tell.steps


async def sign_in(tell: Telling, cast: Cast, who: Person, email: str, words: Words) -> Message:
    await tell.writes(who, "/start")
    await tell.sees(who, button=words.sign_in)
    await tell.presses(who, words.sign_in)
    await tell.sees(who, words.address)
    await tell.writes(who, email)
    await tell.sees(who, words.code)
    mail = await cast.sim.mail_to(email)
    cast.say(f"   ✉ {email} ⇐ {mail.subject}")
    digits = DIGITS.search(mail.text)
    assert digits, "there is no code in the mail"
    await tell.writes(who, digits.group())
    return await tell.sees(who, words.signed_in)


async def file_an_incident(tell: Telling, cast: Cast, words: Words) -> None:
    anna = cast.anna
    page = await anna.last()
    assert words.active in page.text, "the active service is not shown as such"
    assert words.expired in page.text, "the expired service is not shown as such"
    await tell.writes(anna, "/new")
    for question, answer in (
        (words.which_service, words.hosting),
        ("", words.incident),
        (words.seen, words.seen_yes),
        (words.changed, words.changed_no),
    ):
        await tell.sees(anna, question, button=answer)
        await tell.presses(anna, answer)
    await tell.sees(anna, words.since)
    await tell.writes(anna, words.since_answer)
    await tell.sees(anna, words.urgency)
    await tell.presses(anna, words.urgent)
    await tell.sees(anna, words.subject)
    await tell.writes(anna, words.subject_answer)
    await tell.sees(anna, words.description)
    await tell.writes(anna, words.description_answer)
    await tell.sees(anna, words.files)
    await tell.sends_photo(anna, words.screenshot)
    await tell.sees(anna, words.file_added)
    await tell.sends_document(anna, "server.log", b"502 Bad Gateway\n")
    await tell.sees(anna, words.file_added, button=words.done)
    await tell.presses(anna, words.done)
    summary = await tell.sees(anna, words.confirm)
    assert words.target in summary.text, "the summary does not show the reaction target"
    await tell.presses(anna, words.send)
    await tell.sees(anna, words.filed)


async def converse(tell: Telling, cast: Cast, topic: Topic, words: Words) -> None:
    anna, boris = cast.anna, cast.boris
    card = await tell.sees(boris, words.subject_answer, topic=topic)
    await tell.sees(boris, words.screenshot, topic=topic, kind="photo", anywhere=True)
    await tell.sees(boris, topic=topic, kind="document", anywhere=True)
    await tell.presses(boris, words.take, on=card)
    await tell.sees(anna, words.taken)
    text = await tell.writes(boris, words.first_answer, topic=topic)
    await tell.sees(anna, words.first_answer)
    await tell.sees_reaction(boris, "👌", text)
    photo = await tell.sends_photo(boris, words.photo_answer, topic=topic)
    await tell.sees(anna, words.photo_answer, kind="photo")
    await tell.sees_reaction(boris, "👌", photo)
    question = await tell.writes(anna, words.addition)
    await tell.sees(boris, words.addition, topic=topic)
    await tell.edits(anna, question, words.addition_edited)
    await tell.sees(boris, words.addition_edited, topic=topic)
    last = await tell.writes(boris, words.second_answer, topic=topic)
    await tell.sees(anna, words.second_answer)
    await tell.sees_reaction(boris, "👌", last)


async def silence(tell: Telling, cast: Cast, topic: Topic, words: Words) -> None:
    anna, boris = cast.anna, cast.boris
    await tell.jumps(hours=24)
    await tell.chapter(words.chapters[3])
    ping = await tell.sees(anna, words.ping)
    buttons = [button for row in ping.buttons for button in row]
    assert buttons == [words.still, words.solved_button, words.more], f"the ping has the buttons {buttons}"
    await tell.sees(boris, words.ping_staff, topic=topic)
    await tell.jumps(hours=24)
    await tell.chapter(words.chapters[4])
    await tell.sees(anna, words.inactive)
    await tell.sees(boris, words.inactive_staff, topic=topic)


async def come_back(tell: Telling, cast: Cast, topic: Topic, words: Words) -> None:
    anna, boris = cast.anna, cast.boris
    await tell.presses(anna, words.reopen)
    await tell.sees(anna, words.reopened)
    await tell.sees(boris, words.reopened_staff, topic=topic)
    await tell.writes(anna, words.thanks)
    await tell.sees(boris, words.thanks, topic=topic)
    await tell.writes(boris, words.last_answer, topic=topic)
    await tell.sees(anna, words.last_answer)
    await tell.writes(boris, "/solve", topic=topic)
    await tell.sees(anna, words.solved)


async def discretionary(tell: Telling, cast: Cast, words: Words) -> None:
    viktor, vera = cast.viktor, cast.vera
    await sign_in(tell, cast, viktor, "viktor@example.com", words)
    await tell.writes(viktor, "/new")
    for answer in (words.no_service, words.question, words.not_urgent):
        await tell.sees(viktor, button=answer)
        await tell.presses(viktor, answer)
    await tell.sees(viktor, words.subject)
    await tell.writes(viktor, words.domain_subject)
    await tell.sees(viktor)
    await tell.writes(viktor, words.domain_story)
    await tell.sees(viktor, button=words.no_files)
    await tell.presses(viktor, words.no_files)
    summary = await tell.sees(viktor, words.confirm)
    assert words.not_active in summary.text, "the client is not told that the service is not active"
    assert words.target not in summary.text, "a discretionary ticket was promised a reaction"
    await tell.presses(viktor, words.send)
    await tell.sees(viktor, words.filed)
    topic = await cast.room.topic(f"{words.number}2")
    card = await tell.sees(vera, words.discretionary, topic=topic)
    page = await viktor.last()
    refused = await viktor.forges_press("t:show:1:0", on=page)
    assert words.not_here in refused.text, "a client could ask for another client's ticket"
    cast.say(f" {viktor.name} {words.forges} ⇐ {refused.text}")
    await tell.presses(vera, words.refuse, on=card)
    grounds = await tell.sees(vera, words.ground, topic=topic)
    await tell.presses(vera, words.clause, on=grounds)
    await tell.presses(vera, words.send, on=grounds)
    await tell.sees(viktor, words.turned_down)


async def stranger(tell: Telling, cast: Cast, words: Words) -> None:
    stepan, boris = cast.stepan, cast.boris
    await tell.writes(stepan, "/start")
    await tell.sees(stepan, button=words.not_a_client)
    await tell.presses(stepan, words.not_a_client)
    await tell.sees(stepan, button=words.agree)
    await tell.presses(stepan, words.agree)
    for question, answer in (
        (words.name, stepan.name),
        (words.contact, "+7 916 000-00-00"),
        (words.what_question, words.stranger_question),
    ):
        await tell.sees(stepan, question)
        await tell.writes(stepan, answer)
    await tell.sees(stepan, button=words.no_files)
    await tell.presses(stepan, words.no_files)
    await tell.sees(stepan, words.confirm)
    await tell.presses(stepan, words.send)
    await tell.sees(stepan, words.prospect_filed)
    await tell.sees(boris, words.prospect_card, topic=await cast.room.topic(f"{words.number}3"))


async def digest(tell: Telling, cast: Cast, words: Words) -> None:
    now = await cast.sim.now()
    evening = now.replace(hour=15, minute=6, second=0)
    await tell.jumps(seconds=(evening - now).total_seconds())
    await tell.chapter(words.chapters[8])
    await tell.sees(cast.olga, words.digest)
    for group in (cast.anna, cast.viktor, cast.stepan):
        await _sees_nothing_of_others(group, words)


async def _sees_nothing_of_others(who: Person, words: Words) -> None:
    """Nobody has ever read in private what belongs to another client."""
    foreign = {words.subject_answer, words.domain_subject, words.stranger_question}
    own = {"Анна": 0, "Anna": 0, "Виктор": 1, "Viktor": 1, "Степан": 2, "Stepan": 2}[who.name]
    mine = [words.subject_answer, words.domain_subject, words.stranger_question][own]
    for text in foreign - {mine}:
        try:
            await who.sees_nothing_of(text, anywhere=True)
        except NotSeenError as error:
            raise AssertionError(f"{who.name} has seen another's ticket: {text}") from error
