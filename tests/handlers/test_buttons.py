"""Every button is a type that fits, leads somewhere, and answers whoever presses it."""

from collections.abc import AsyncGenerator, Iterator
from typing import Any
from zoneinfo import available_timezones

import pytest
from aiogram import Bot, Dispatcher
from aiogram.client.session.base import BaseSession
from aiogram.filters.callback_data import CallbackData, CallbackQueryFilter
from aiogram.methods import AnswerCallbackQuery, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InlineKeyboardMarkup, Update

from bot.wiring import dispatcher
from desk.ids import ChatId, PersonId
from desk.notices.base import ForPerson
from desk.notices.mail import CodeMail, FeedbackMail, LinkMail, TicketMail
from desk.notices.on_behalf import Purpose
from desk.notices.toasts import Toast
from desk.office import Handling, UpdateOffice
from desk.rules.form import FORMS, LONGEST_KEY, Draft, key_of
from desk.rules.opening import MOST_HOURS
from desk.rules.refusals import Clause
from desk.rules.support import Calm
from desk.rules.ticket import Category
from desk.usecases.arrivals import nothing
from desk.usecases.form_buttons import Button
from desk.usecases.on_behalf import EntryButton
from handlers import acts, callbacks, charges, client, macros, refusals, staff
from handlers.callbacks import (
    About,
    Agree,
    Approve,
    Assign,
    Card,
    DaySet,
    DropNote,
    Elsewhere,
    Entry,
    Fill,
    Go,
    Hand,
    Held,
    Invitation,
    Join,
    Keep,
    Leaf,
    LinkTo,
    Mine,
    Minutes,
    Offer,
    Over,
    PanelLink,
    People,
    Preview,
    Price,
    Rate,
    Read,
    Ready,
    Refuse,
    Safe,
    Settle,
    Shift,
    Speak,
    TakeBack,
    Undo,
    Whose,
    Wipe,
    Zone,
    to_code,
)
from handlers.callbacks import Calm as CalmButton
from handlers.filters import Places
from handlers.texts import LANGUAGES
from handlers.views.render import calls
from tests.builders import ANNA, BORIS, ROOM
from tests.handlers.samples import plain, samples, texts

MOST_BYTES = 64
LARGEST = 2**53
"""Telegram's numbers have at most 52 significant bits."""


def prefix(kind: type[CallbackData]) -> str:
    return kind.__prefix__


CLASSES: list[type[CallbackData]] = sorted(
    {
        kind
        for kind in vars(callbacks).values()
        if isinstance(kind, type) and issubclass(kind, CallbackData) and kind is not CallbackData
    },
    key=prefix,
)


def longest(words: Any) -> str:
    return max(map(str, words), key=len)


QUESTIONS = [question.name for questions in FORMS.values() for question in questions]
VALUES = [
    key_of("k" * 1000),
    *QUESTIONS,
    str(LARGEST),
    *[o for qs in FORMS.values() for q in qs for o in q.options or ()],
]

LARGEST_OF: dict[type[CallbackData], CallbackData] = {
    Go: Go(to=longest([*client.PAGES, *client.FORMS])),
    Speak: Speak(language=longest(LANGUAGES)),
    Fill: Fill(rev=LARGEST, button=longest(Button), value=longest(VALUES)),
    Mine: Mine(act="reopen", ticket=LARGEST, period=LARGEST),
    Rate: Rate(rating=LARGEST, score=LARGEST),
    People: People(act="invite_all", key=key_of("k" * 1000), who=LARGEST),
    Invitation: Invitation(act="yes", number=LARGEST),
    PanelLink: PanelLink(act="yes", link=LARGEST),
    Agree: Agree(act="yes", version="v" * 20),
    Undo: Undo(number=LARGEST),
    Wipe: Wipe(act="yes"),
    Zone: Zone(name=longest(zone for zone in available_timezones())),
    Leaf: Leaf(of="history", page=LARGEST, ticket=LARGEST),
    Read: Read(article=LARGEST, page=LARGEST),
    Hand: Hand(article=LARGEST, ticket=LARGEST),
    Elsewhere: Elsewhere(message=LARGEST),
    About: About(category=longest(Category), ticket=LARGEST),
    Shift: Shift(group=LARGEST, ticket=LARGEST),
    Assign: Assign(who=LARGEST, ticket=LARGEST),
    Card: Card(act=longest(acts.ACTS), ticket=LARGEST),
    Refuse: Refuse(clause=longest(Clause), ticket=LARGEST),
    Keep: Keep(act=longest(macros.ACTS), ticket=LARGEST, macro=LARGEST),
    Preview: Preview(act=longest(refusals.ACTS), preview=LARGEST),
    Join: Join(into=LARGEST, ticket=LARGEST),
    Over: Over(whose=LARGEST),
    Ready: Ready(macro=LARGEST, ticket=LARGEST),
    Offer: Offer(act=longest(charges.ANSWERS), charge=LARGEST),
    Price: Price(act=longest(charges.STATES), charge=LARGEST),
    Minutes: Minutes(minutes=LARGEST, ticket=LARGEST),
    TakeBack: TakeBack(spent=LARGEST),
    CalmButton: CalmButton(reason=longest(Calm), ticket=LARGEST),
    Held: Held(act="protect", choice=LARGEST, ticket=LARGEST),
    Safe: Safe(act="protect", number=LARGEST),
    Whose: Whose(purpose=longest(Purpose), key=key_of("k" * 1000), ticket=LARGEST),
    LinkTo: LinkTo(key=key_of("k" * 1000), ticket=LARGEST),
    Approve: Approve(act="confirm", number=LARGEST, key=key_of("k" * 1000)),
    DropNote: DropNote(note=LARGEST),
    Entry: Entry(rev=LARGEST, button=longest(EntryButton), value=longest(VALUES)),
    DaySet: DaySet(day=20261231, how=to_code(",".join(["11:00-16:00"] * MOST_HOURS))),
    Settle: Settle(act=longest(staff.SETTLE), owed=LARGEST),
}


# --- size ------------------------------------------------------------------------------------------


def test_every_class_of_buttons_is_measured() -> None:
    assert set(LARGEST_OF) == set(CLASSES)


@pytest.mark.parametrize("kind", CLASSES, ids=prefix)
def test_the_largest_button_of_a_kind_fits_into_telegrams_64_bytes(kind: type[CallbackData]) -> None:
    packed = LARGEST_OF[kind].pack()
    assert len(packed.encode()) <= MOST_BYTES
    assert kind.unpack(packed) == LARGEST_OF[kind]


@pytest.mark.parametrize("option", ["s-1", "-", "k" * 1000, "услуга №1", "a:b", "~", "", "🙂" * 40])
def test_a_panels_name_for_an_option_always_becomes_a_short_key(option: str) -> None:
    assert len(key_of(option).encode()) <= LONGEST_KEY + 1
    assert Fill.unpack(Fill(rev=1, button="choose", value=key_of(option)).pack()).value == key_of(option)


def test_no_two_kinds_of_buttons_begin_alike() -> None:
    prefixes = [kind.__prefix__ for kind in CLASSES]
    assert len(set(prefixes)) == len(prefixes)


# --- where they lead -------------------------------------------------------------------------------


class Deaf(BaseSession):
    """Telegram that takes every call and remembers it."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[TelegramMethod[Any]] = []

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109
    ) -> TelegramType:
        self.calls.append(method)
        return True  # type: ignore[return-value]

    async def close(self) -> None:
        pass

    async def stream_content(self, *_: Any, **__: Any) -> AsyncGenerator[bytes]:
        raise NotImplementedError
        yield b""

    @property
    def answers(self) -> list[AnswerCallbackQuery]:
        return [call for call in self.calls if isinstance(call, AnswerCallbackQuery)]


class Remembering(UpdateOffice):
    """Runs nothing, and remembers what it was asked for."""

    def __init__(self) -> None:
        self._handling = Handling((1,))
        self.done = False
        self.ran: list[tuple[Any, dict[str, Any]]] = []

    async def run(self, use_case: Any, *args: Any, **facts: Any) -> Any:
        self.ran.append((use_case, facts))
        self.done = True
        return Toast.DONE

    run_before_consent = run

    async def look(self, *_: Any, **__: Any) -> Any:
        return "ru"


class Desk:
    """The dispatcher as it is wired, with nothing behind it."""

    def __init__(self) -> None:
        self.session = Deaf()
        self.bot = Bot("123456789:AAE-a-token", session=self.session)
        self.dispatcher: Dispatcher = dispatcher(Places({ROOM}, {ROOM}, me="a_desk_bot"), lambda _: texts(), "ru")

    async def press(self, data: str, chat: ChatId) -> tuple[Remembering, list[AnswerCallbackQuery]]:
        """What was run, and how the press was answered."""
        office, self.session.calls = Remembering(), []
        who = BORIS if chat == ROOM else ANNA
        user = {"id": who, "is_bot": False, "first_name": "Somebody", "language_code": "ru"}
        where = {
            "id": chat,
            "type": "supergroup" if chat == ROOM else "private",
            "title": "Staff",
            "first_name": "Anna",
        }
        message = {"message_id": 5, "date": 1, "chat": where, "text": "a page"}
        query = {"id": "1", "from": user, "chat_instance": "1", "data": data, "message": message}
        update = Update.model_validate({"update_id": 1, "callback_query": query}, context={"bot": self.bot})
        await self.dispatcher.feed_update(self.bot, update, office=office, album=[], person=PersonId(who))
        return office, self.session.answers


def shown() -> Iterator[tuple[str, ChatId]]:
    """Every button that the views can make: its data, and the chat where it is shown."""
    for dispatch in samples(plain):
        if isinstance(dispatch.notice, CodeMail | LinkMail | FeedbackMail | TicketMail):
            continue
        for call in calls(dispatch, texts(), repeat=False):
            markup = getattr(call.method, "reply_markup", None)
            if isinstance(markup, InlineKeyboardMarkup):
                where = ChatId(ANNA) if isinstance(dispatch.notice, ForPerson) else ROOM
                yield from (
                    (str(button.callback_data), where)
                    for row in markup.inline_keyboard
                    for button in row
                    if not button.url
                )


def test_every_class_of_buttons_has_a_handler() -> None:
    routers = list(dispatcher(Places(), lambda _: texts(), "ru").chain_tail)
    handled = {
        item.callback.callback_data
        for router in routers
        for handler in router.callback_query.handlers
        for item in handler.filters or []
        if isinstance(item.callback, CallbackQueryFilter)
    }
    assert handled == set(CLASSES)


def test_the_samples_show_a_button_of_every_class_and_every_action_of_the_card() -> None:
    prefixes = {data.partition(":")[0] for data, _ in shown()}
    assert prefixes == {kind.__prefix__ for kind in CLASSES}
    assert {data.split(":")[1] for data, _ in shown() if data.startswith("s:")} == set(acts.ACTS)


async def test_no_button_that_is_ever_shown_is_dead() -> None:
    desk, dead, silent = Desk(), set(), set()
    for data, chat in sorted(set(shown())):
        office, answers = await desk.press(data, chat)
        if [use_case for use_case, _ in office.ran] in ([], [nothing]):
            dead.add(data)
        if len(answers) != 1:
            silent.add(data)
    assert dead == set()
    assert silent == set()


async def test_every_page_of_a_form_has_buttons_that_the_form_knows() -> None:
    known = {str(button) for button in Button}
    assert {data.split(":")[2] for data, _ in shown() if data.startswith("f:")} <= known


FORGED = [
    "",
    "m:nowhere",
    "l:xx",
    "f:1:explode:",
    "f:one:choose:x",
    "f:1",
    f"f:{10**30}:choose:x",
    "t:delete:1:0",
    "t:show",
    "t:show:1:0:0",
    "t:show:first:0",
    f"t:show:{10**30}:0",
    "t:show:-1:0",
    "p:secrets:1:0",
    "e:x",
    "kb:x:0",
    "kb:1:-1",
    "kh:1:x",
    "d:own_it:c-1:1",
    "i:maybe:1",
    "s:explode:1",
    "s:take:one",
    f"s:take:{10**30}",
    "r:because:1",
    "r::",
    "o:burn:1",
    "pv:burn:1",
    "km:burn:1:1",
    "km:drop:1:x",
    "pv:send:x",
    "a:burn:1",
    "a:accept:x",
    "p:free:1",
    "p:paid:-1",
    "h:all:1",
    "w:17:1",
    "w:15:x",
    "b:-1",
    "vk:burn:1",
    "vk:show:x",
    "vk:give:-1",
    "o:send_again:x",
    "ob:burn:c-1",
    "ob",
    "ol:c-1:x",
    "on:-1",
    "oe:1:explode:",
    "oe:x:file:",
    f"oe:{10**30}:file:",
    "dd:20261399:closed",
    "dd:20261231",
    "dd:tomorrow:closed",
    "zz:1",
    "\0",
    "🙂" * 16,
    "'; DROP TABLE tickets; --",
]


@pytest.mark.parametrize("chat", [ChatId(ANNA), ROOM], ids=["in private", "in the room"])
@pytest.mark.parametrize("data", FORGED)
async def test_whatever_is_forged_changes_nothing_and_is_answered(data: str, chat: ChatId) -> None:
    office, answers = await Desk().press(data, chat)
    assert [use_case for use_case, _ in office.ran] == [nothing]
    assert len(answers) == 1
    assert answers[0].text is None or answers[0].text.strip()


@pytest.mark.parametrize(
    ("data", "chat"),
    [
        ("s:take:1", ChatId(ANNA)),
        ("vk:take:1", ChatId(ANNA)),
        ("p:paid:1", ChatId(ANNA)),
        ("a:accept:1", ROOM),
        ("o:it_arrived:1", ChatId(ANNA)),
        ("dd:20261231:closed", ChatId(ANNA)),
        ("t:show:1:0", ROOM),
        ("f:1:send:", ROOM),
        ("ob:file:c-1", ChatId(ANNA)),
        ("oe:1:file:", ChatId(ANNA)),
    ],
)
async def test_a_button_in_a_place_where_it_does_not_belong_is_out_of_date(data: str, chat: ChatId) -> None:
    office, answers = await Desk().press(data, chat)
    assert [use_case for use_case, _ in office.ran] == [nothing]
    (answer,) = answers
    assert answer.show_alert
    assert "устарела" in (answer.text or "")


def test_a_draft_counts_its_pages_within_what_a_button_can_carry() -> None:
    assert Draft.__dataclass_fields__["rev"].default == 1
    assert len(Fill(rev=LARGEST, button="choose", value="").pack().encode()) <= MOST_BYTES
