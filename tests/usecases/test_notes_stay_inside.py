"""An internal note never reaches a client, whatever anybody does. Source: security 16."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from hypothesis import given as for_any
from hypothesis import settings
from hypothesis import strategies as st

from desk.errors import Refusal
from desk.ids import ChatId, PersonId, TicketId, private_chat
from desk.notices.base import ForPerson
from desk.notices.client import StaffAnswer
from desk.notices.mail import CodeMail, FeedbackMail, TicketMail
from desk.notices.staff import Trouble
from desk.ports import OwedState, Work
from desk.rules.content import Content, Kind, Parts, Source
from desk.rules.form import FormName
from desk.rules.messages import Side
from desk.rules.refusals import Clause
from desk.rules.relay import StaffReply
from desk.usecases.client_actions import appeal, more_time, reopen_ticket, solved_by_client, still_needed
from desk.usecases.delivery.dispatch import dispatch
from desk.usecases.delivery.failures import (
    it_arrived,
    left_behind,
    send_again,
    target_gone,
    topic_gone,
    undeliverable,
    unknown,
)
from desk.usecases.form_buttons import Button
from desk.usecases.home import show_services, start
from desk.usecases.managers import digest_now
from desk.usecases.staff_actions import (
    Action,
    ask_clause,
    open_again,
    refuse,
    release_it,
    solve,
    still_working,
    take_it,
    wait_for_client,
)
from desk.usecases.staff_messages import anonymous_writes, take_a_note
from desk.usecases.ticket_page import show_history, write_into
from desk.usecases.tickets import list_tickets, show_ticket
from tests.builders import ANNA, BORIS, MANAGERS, ROOM, VERA, VIKTOR, a_link, a_text
from tests.usecases.stage import Stage, a_stage
from tests.usecases.stage import start as start_sending

ACTIONS: Final[tuple[Action, ...]] = (
    take_it,
    release_it,
    wait_for_client,
    still_working,
    solve,
    ask_clause,
    refuse(Clause.EDITED_BY_A_THIRD_PARTY),
    open_again,
)
FATES: Final = (target_gone, topic_gone, unknown)
SLASHES: Final = ("//{}", "// {}", " //{}", "/unknown {}", "/{}", "\n/solve {}")


@dataclass(frozen=True)
class Act:
    """What somebody does: `what` names it, `number` picks among what there is."""

    what: str
    by: PersonId
    number: int


@dataclass(frozen=True)
class Said:
    """What an employee wrote in the room, and whether the client may read it."""

    message: int
    by: PersonId
    outside: bool


class Desk:
    """Two tickets, two employees, two people of the client, and all that was written between the employees only."""

    def __init__(self, stage: Stage, policy: StaffReply, *, forum: bool) -> None:
        self.stage = stage
        self.policy = policy
        self.forum = forum
        self.secrets: list[str] = []
        self.open_words: list[str] = []
        self.said: list[Said] = []
        self._words = 0

    async def does(self, act: Act) -> None:
        """A polite no is as good as anything else."""
        with suppress(Refusal):
            await self._acts()[act.what](act)

    def _acts(self) -> dict[str, Callable[[Act], Awaitable[object]]]:
        return {
            "write": self._write,
            "write with slashes": lambda act: self._write(act, SLASHES[act.number % len(SLASHES)]),
            "reply": lambda act: self._write(act, reply=True),
            "reply with slashes": lambda act: self._write(act, SLASHES[act.number % len(SLASHES)], reply=True),
            "send files": lambda act: self._write(act, album=True),
            "send files with slashes": lambda act: self._write(act, "//{}", album=True),
            "note": self._note,
            "write anonymously": self._anonymous,
            "edit": lambda act: self._edit(act, "{}"),
            "edit into a note": lambda act: self._edit(act, SLASHES[act.number % len(SLASHES)]),
            "act": lambda act: self.stage.does(
                ACTIONS[act.number % len(ACTIONS)], by=act.by, ticket=1 + act.number % 2
            ),
            "client": self._client,
            "client writes": lambda act: self.stage.writes("What do you say?", by=self._person(act)),
            "client replies": self._client_replies,
            "client edits": lambda act: self.stage.edits(100 + act.number, "Edited", by=self._person(act)),
            "deliver": lambda _: self.stage.delivers(),
            "fail": self._fail,
            "settle": self._settle,
            "time": self._time,
        }

    # --- staff --------------------------------------------------------------------------------

    async def _write(self, act: Act, shape: str = "{}", *, reply: bool = False, album: bool = False) -> None:
        number = 1 + act.number % 2
        replied, replied_by, to_client = self._target(act) if reply else (None, None, False)
        spot = self.stage.spot(number, replied=replied, replied_by=replied_by)
        words = shape.format(self._new_words())
        to_colleague = replied_by is not None and replied_by != act.by and not to_client
        outside = self._goes_out(act.by, number, shape, to_client=to_client, replied=replied is not None)
        self._keep(words, outside=outside and not to_colleague)
        self.said.append(Said(spot.message, act.by, outside and not to_colleague))
        parts = self._album(words, spot.message) if album else a_text(words, spot.message, ROOM)
        await self.stage.answers(by=act.by, spot=spot, parts=parts)

    def _goes_out(self, by: PersonId, number: int, shape: str, *, to_client: bool, replied: bool) -> bool:
        """The promise in other words: slashes never; else a reply to the client, or whoever the policy lets speak."""
        if "/" in shape:
            return False
        if to_client or not self.forum:
            return to_client or replied
        mine = self.stage.ticket(number).assignee in {None, by}
        return {StaffReply.ALL: True, StaffReply.REPLY: False, StaffReply.ASSIGNEE: mine}[self.policy]

    def _target(self, act: Act) -> tuple[int | None, PersonId | None, bool]:
        """What is replied to, who of staff wrote it, and whether it is the client's."""
        copies = [(message, None, True) for message in self.stage.copies(ROOM)]
        cards = [(room.card, None, False) for room in self.stage.store.rooms.values() if room.card]
        targets = [*copies, *cards, *((said.message, said.by, False) for said in self.said)]
        return targets[act.number % len(targets)] if targets else (None, None, False)

    async def _note(self, act: Act) -> None:
        words = self._new_words()
        self._keep(words, outside=False)
        await self.stage.office.run(take_a_note, by=act.by, spot=self.stage.spot(1 + act.number % 2), text=words)

    async def _anonymous(self, act: Act) -> None:
        words = self._new_words()
        self._keep(words, outside=False)
        text = f"//{words}" if act.number % 2 else words
        await self.stage.office.run(anonymous_writes, spot=self.stage.spot(1 + act.number % 2), text=text)

    async def _edit(self, act: Act, shape: str) -> None:
        """An edit of a message that was inside stays inside, and so does an edit into a note or by a colleague."""
        if not self.said:
            return
        said = self.said[act.number % len(self.said)]
        words = shape.format(self._new_words())
        self._keep(words, outside=said.outside and "/" not in shape and said.by == act.by)
        await self.stage.corrects(said.message, words, by=act.by)

    # --- the client ---------------------------------------------------------------------------

    def _person(self, act: Act) -> PersonId:
        return ANNA if act.by == BORIS else VIKTOR

    async def _client_replies(self, act: Act) -> None:
        person = self._person(act)
        seen = sorted(message for chat, message in self.stage.store.posts if chat == private_chat(person))
        if seen:
            await self.stage.writes("To this one", by=person, replied=seen[act.number % len(seen)])

    async def _client(self, act: Act) -> None:
        person, number = self._person(act), TicketId(1 + act.number % 2)
        wait = self.stage.wait(number)
        if wait and act.number % 3 == 0:
            button = (still_needed, more_time, solved_by_client)[act.number % 9 // 3]
            await self.stage.office.run(button, person=person, number=number, period=wait.id)
            return
        run = self.stage.office.run
        pages: tuple[Callable[[], Awaitable[object]], ...] = (
            lambda: run(show_ticket, person=person, number=number),
            lambda: run(list_tickets, person=person),
            lambda: run(show_history, person=person, number=number, page=1 + act.number % 3),
            lambda: run(write_into, person=person, number=number),
            lambda: run(appeal, person=person, number=number),
            lambda: run(reopen_ticket, person=person, number=number),
            lambda: run(start, person=person),
            lambda: run(show_services, person=person),
            lambda: self.stage.opens(FormName.FEEDBACK, by=person),
            lambda: self.stage.presses(list(Button)[act.number % len(Button)], "1", by=person),
        )
        await pages[act.number % len(pages)]()

    # --- Telegram and time --------------------------------------------------------------------

    async def _fail(self, act: Act) -> None:
        rows = [row.id for row in self.stage.store.outbox.values() if row.state is OwedState.WAITING]
        if not rows:
            return
        owed = rows[act.number % len(rows)]
        await self.stage.office.run(start_sending, owed=[owed])
        if act.number % 4 == 3:
            await self.stage.office.run(undeliverable, owed=owed, why=Trouble.BLOCKED, detail="blocked")
        else:
            await self.stage.office.run(FATES[act.number % 4], owed=owed)

    async def _settle(self, act: Act) -> None:
        await self.stage.office.run(left_behind)
        rows = [row.id for row in self.stage.store.outbox.values() if row.state is OwedState.UNCERTAIN]
        for owed in rows:
            step = (send_again, it_arrived)[act.number % 2]
            await self.stage.office.run(step, by=act.by, room=ROOM, owed=owed)

    async def _time(self, act: Act) -> None:
        self.stage.passes(hours=1 + act.number)
        await self.stage.ticks()
        await self.stage.office.run(digest_now, chat=MANAGERS)

    # --- words --------------------------------------------------------------------------------

    def _new_words(self) -> str:
        self._words += 1
        return f"words-{self._words}-of-staff"

    def _keep(self, words: str, *, outside: bool) -> None:
        plain = words.strip("/ \n").removeprefix("unknown ").removeprefix("solve ")
        (self.open_words if outside else self.secrets).append(plain)

    def _album(self, caption: str, message: int) -> Parts:
        first = Content(Kind.PHOTO, Source(ROOM, message), caption, file="f1")
        return (first, replace(first, source=Source(ROOM, self.stage.next_message()), text="", file="f2"))

    async def leaks(self) -> list[str]:
        """Secrets that stand in anything that is, or could be, sent to a person."""
        kinds = ForPerson | CodeMail | FeedbackMail | TicketMail
        to_people = [notice for notice in self.stage.desk.said if isinstance(notice, kinds)]
        ready = [str(await self.stage.office.look(dispatch, notice=notice)) for notice in to_people]
        told = "\n".join([*map(str, to_people), *ready])
        return [words for words in self.secrets if words in told]

    def relayed(self) -> list[str]:
        """What was relayed to the client."""
        messages = self.stage.store.messages.values()
        return [part.text for message in messages if message.side is Side.STAFF for part in message.parts if part.text]


async def a_desk(policy: StaffReply, *, forum: bool) -> Desk:
    stage = await a_stage(staff_reply=policy)
    await stage.office.run(open_the_doors, forum=forum)
    for _ in range(2):
        await stage.has_ticket(topic=forum, react_by=None)
    await stage.writes("Hello", replied=None)
    return Desk(stage, policy, forum=forum)


async def open_the_doors(work: Work, *, forum: bool) -> None:
    """Viktor acts for the same client; the group has topics or not."""
    await work.people.link(a_link(person=VIKTOR), work.now)
    await work.chats.describe(ChatId(ROOM), title="Support", forum=forum)


WHAT: Final = tuple(Desk(None, StaffReply.ALL, forum=True)._acts())  # type: ignore[arg-type]
acts: Final = st.builds(Act, st.sampled_from(WHAT), st.sampled_from([BORIS, VERA]), st.integers(0, 40))


@for_any(st.sampled_from(StaffReply), st.booleans(), st.lists(acts, min_size=5, max_size=40))
@settings(deadline=None, max_examples=120)
def test_sec_16_no_internal_word_is_in_anything_that_a_person_is_told(
    policy: StaffReply, forum: bool, life: list[Act]
) -> None:
    async def live() -> None:
        desk = await a_desk(policy, forum=forum)
        for act in life:
            await desk.does(act)
        await desk.stage.delivers()
        assert await desk.leaks() == []
        assert [words for words in desk.secrets if words in desk.relayed()] == []

    asyncio.run(live())


async def test_sec_16_what_is_meant_for_the_client_is_found_by_the_same_search() -> None:
    """So the search above can find something."""
    desk = await a_desk(StaffReply.ASSIGNEE, forum=True)
    await desk.does(Act("write", BORIS, 0))
    await desk.does(Act("write", VERA, 0))
    await desk.does(Act("write with slashes", BORIS, 0))
    assert (len(desk.open_words), len(desk.secrets)) == (1, 2)
    assert await desk.leaks() == []
    desk.secrets += desk.open_words
    assert await desk.leaks() == desk.open_words
    assert desk.stage.said(StaffAnswer)
