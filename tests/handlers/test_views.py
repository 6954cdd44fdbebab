"""Facts into calls of Telegram: every notice there is, in both languages, within Telegram's limits."""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from aiogram.methods import (
    CopyMessage,
    EditMessageCaption,
    EditMessageMedia,
    EditMessageText,
    SendMediaGroup,
    SendMessage,
    SendSticker,
    TelegramMethod,
)
from aiogram.types import InlineKeyboardMarkup, MessageEntity
from hypothesis import example, given
from hypothesis import strategies as st

from desk.notices.base import IfUnknown
from desk.notices.client import StaffAnswer
from desk.notices.mail import CodeMail, FeedbackMail, LinkMail, TicketMail
from desk.rules.content import Content, Kind, Parts, Source
from desk.rules.merging import together
from desk.usecases.delivery.dispatch import Dispatch
from handlers.texts import Texts
from handlers.views.call import Call, Where
from handlers.views.letters import letter
from handlers.views.relay import CAPTIONED, Relay, below_the_words, relay, relay_edit
from handlers.views.render import calls
from handlers.views.split import CAPTION, TEXT, joined, split, under, units
from simulator.errors import ApiError
from simulator.text import utf16
from simulator.text.html import parse_html
from tests.builders import ROOM, a_message
from tests.handlers.samples import Say, all_texts, every_notice, hostile, long, plain, samples, texts

pytestmark = pytest.mark.xdist_group("every notice")

MAIL = (CodeMail, LinkMail, FeedbackMail, TicketMail)
BAD = "BAD MARKUP"


def name(dispatch: Dispatch) -> str:
    return type(dispatch.notice).__name__


@cache
def said(say: Say, *, repeat: bool = False) -> tuple[tuple[Dispatch, Texts, list[Call]], ...]:
    """Every sample that goes through Telegram, in every language, with its calls: made once, looked at by many."""
    telegrams = [dispatch for dispatch in samples(say) if not isinstance(dispatch.notice, MAIL)]
    return tuple(
        (dispatch, words, calls(dispatch, words, repeat=repeat)) for words in all_texts() for dispatch in telegrams
    )


def harmless(longest: int) -> str:
    return "x" * min(longest, 30)


def written(method: TelegramMethod[Any]) -> Iterator[tuple[str, list[Any], int]]:
    """(text as people see it, its marks, Telegram's limit) of everything that a method says. Bad markup is told."""
    items: list[Any] = [method]
    if isinstance(method, SendMediaGroup):
        items += method.media
    if isinstance(method, EditMessageMedia):
        items.append(method.media)
    for item in items:
        for field, marks, limit in (("text", "entities", TEXT), ("caption", "caption_entities", CAPTION)):
            text = getattr(item, field, None)
            if isinstance(text, str) and getattr(item, "parse_mode", None) == "HTML":
                yield *_read(text), limit
            elif isinstance(text, str):
                yield text, getattr(item, marks, None) or [], limit


def _read(markup: str) -> tuple[str, list[Any]]:
    try:
        return parse_html(markup)
    except ApiError as error:
        return f"{BAD} {error.description}: {markup}", []


# --- every notice ----------------------------------------------------------------------------------


def test_there_is_a_sample_of_every_notice() -> None:
    assert {type(dispatch.notice) for dispatch in samples(plain)} == every_notice()


@pytest.mark.parametrize("say", [plain, long, hostile])
def test_every_notice_leads_to_a_call_in_every_language(say: Say) -> None:
    assert [name(dispatch) for dispatch, _, made in said(say) if not made] == []


@pytest.mark.parametrize("say", [plain, long, hostile])
def test_every_letter_has_an_address_a_subject_of_one_line_and_a_text(say: Say) -> None:
    for words in all_texts():
        for dispatch in samples(say):
            if isinstance(dispatch.notice, MAIL):
                made = letter(dispatch, words)
                assert "@" in made.to
                assert made.subject
                assert "\n" not in made.subject + made.to
                assert made.text


def test_what_people_typed_stands_in_a_letter_as_they_typed_it() -> None:
    found = [
        letter(dispatch, texts()).text for dispatch in samples(hostile) if isinstance(dispatch.notice, FeedbackMail)
    ]
    assert [hostile(4096) in text for text in found] == [True, True]


@pytest.mark.parametrize("say", [plain, long, hostile])
def test_every_text_is_markup_that_telegram_reads(say: Say) -> None:
    unreadable = {name(dispatch) for dispatch, _, made in said(say) for text in all_words(made) if BAD in text}
    assert unreadable == set()


def test_no_text_is_empty() -> None:
    assert {
        name(dispatch) for dispatch, _, made in said(plain) for text in all_words(made) if not text.strip()
    } == set()


def test_no_text_is_longer_than_telegram_takes() -> None:
    """Whatever people type, as long as they can: a message that is refused for its length reaches nobody."""
    too_long = {
        name(dispatch)
        for dispatch, _, made in said(long)
        for call in made
        for text, _, limit in written(call.method)
        if len(text) > limit and BAD not in text
    }
    assert too_long == set()


def test_nothing_that_people_typed_becomes_markup() -> None:
    """The same notice has the same marks, whether its strings are harmless or not."""
    different = set()
    for (dispatch, _, good), (_, _, bad) in zip(said(harmless), said(hostile), strict=True):
        if [kinds(call) for call in good] != [kinds(call) for call in bad]:
            different.add(name(dispatch))
    assert different == set()


def kinds(call: Call) -> list[list[str]]:
    """What marks the texts of a call have."""
    return [
        [mark["type"] if isinstance(mark, dict) else mark.type for mark in marks]
        for _, marks, _ in written(call.method)
    ]


def test_a_page_has_the_same_text_whether_it_is_sent_or_takes_anothers_place() -> None:
    for words in all_texts():
        for dispatch in samples(plain):
            if dispatch.edits == (7,):
                (edited,) = calls(dispatch, words, repeat=False)
                (sent,) = calls(replace(dispatch, edits=()), words, repeat=False)
                assert isinstance(edited.method, EditMessageText)
                assert isinstance(sent.method, SendMessage)
                assert (edited.parts, sent.parts) == ((), (0,))
                assert edited.method.message_id == 7
                assert (edited.method.text, edited.method.reply_markup) == (sent.method.text, sent.method.reply_markup)


def test_every_keyboard_has_short_labels_and_few_buttons() -> None:
    for _, _, made in said(long):
        for call in made:
            markup = getattr(call.method, "reply_markup", None)
            if isinstance(markup, InlineKeyboardMarkup):
                buttons = [button for row in markup.inline_keyboard for button in row]
                assert len(buttons) <= 100
                assert all(0 < len(button.text) <= 64 for button in buttons)


def test_a_topics_name_fits_and_begins_with_the_tickets_number() -> None:
    for dispatch, _, made in said(long):
        if name(dispatch) == "TopicNeeded":
            (call,) = made
            assert 1 <= len(call.method.name) <= 128  # type: ignore[attr-defined]
            assert str(dispatch.notice.about) in call.method.name.split()[0]  # type: ignore[attr-defined]


# --- repeats ---------------------------------------------------------------------------------------


def mentions(made: list[Call], words: str) -> bool:
    return any(words in text for call in made for text, *_ in written(call.method))


def test_whatever_is_said_again_after_an_unknown_outcome_says_that_it_may_be_a_repeat() -> None:
    unmarked = {
        name(dispatch)
        for dispatch, words, made in said(plain, repeat=True)
        if dispatch.notice.if_unknown in {IfUnknown.REPEAT_MARKED, IfUnknown.ASK}
        and not mentions(made, words.possible_repeat())
    }
    assert unmarked == set()


def test_what_is_said_for_the_first_time_says_nothing_of_repeats() -> None:
    for dispatch, words, made in said(plain):
        assert not mentions(made, words.possible_repeat()), name(dispatch)


def test_what_is_harmless_to_repeat_is_repeated_as_it_was() -> None:
    for (dispatch, _, first), (_, _, again) in zip(said(plain), said(plain, repeat=True), strict=True):
        if dispatch.notice.if_unknown is IfUnknown.REPEAT:
            assert [call.method for call in first] == [call.method for call in again]


# --- relays ----------------------------------------------------------------------------------------

HEAD = "👤 Анна"
WHERE = Where(ROOM, topic=5, reply_to=9)


def a_part(kind: Kind, text: str = "", entities: str = "", message: int = 11) -> Content:
    return Content(kind, Source(ROOM, message), text, entities, file="" if kind is Kind.TEXT else "file-1")


def relayed(*parts: Content, head: str = HEAD, repeat: str = "") -> list[Call]:
    return relay(WHERE, Relay(tuple(parts), head, repeat))


def all_words(made: list[Call]) -> list[str]:
    return [text for call in made for text, *_ in written(call.method)]


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_message_is_relayed_as_one_message_to_the_right_place(kind: Kind) -> None:
    made = relayed(a_part(kind, "слова" if kind in CAPTIONED | {Kind.TEXT} else ""))
    (call,) = made
    assert call.parts == (0,)
    method: Any = call.method
    assert (method.chat_id, method.message_thread_id) == (ROOM, 5)
    assert method.reply_parameters.message_id == 9
    assert method.reply_parameters.allow_sending_without_reply
    if kind in CAPTIONED | {Kind.TEXT}:
        assert all_words(made) == [f"{HEAD}\nслова"]


def test_what_has_no_way_of_its_own_is_copied() -> None:
    (call,) = relayed(a_part(Kind.OTHER))
    assert isinstance(call.method, CopyMessage)
    assert (call.method.from_chat_id, call.method.message_id) == (ROOM, 11)


def test_a_file_without_words_stands_below_the_head_alone() -> None:
    assert all_words(relayed(a_part(Kind.PHOTO))) == [HEAD]


def test_an_album_stays_one_with_the_head_in_its_first_caption() -> None:
    made = relayed(
        a_part(Kind.PHOTO, "Три", message=11), a_part(Kind.VIDEO, message=12), a_part(Kind.PHOTO, "Последняя")
    )
    (call,) = made
    assert isinstance(call.method, SendMediaGroup)
    assert call.parts == (0, 1, 2)
    assert [item.type for item in call.method.media] == ["photo", "video", "photo"]
    assert all_words(made) == [f"{HEAD}\nТри", "Последняя"]


@pytest.mark.parametrize("parts", [1, 3])
def test_a_caption_that_leaves_no_room_for_the_head_stays_whole_below_a_line_of_its_own(parts: int) -> None:
    caption = "я" * CAPTION
    made = relayed(*(a_part(Kind.PHOTO, "" if number else caption) for number in range(parts)))
    line, _ = made
    assert isinstance(line.method, SendMessage)
    assert all_words(made) == [HEAD, caption]
    assert [call.parts for call in made] == [(), tuple(range(parts))]


@pytest.mark.parametrize("parts", [1, 3])
def test_a_caption_longer_than_a_bot_may_write_arrives_whole_all_the_same(parts: int) -> None:
    """Telegram's paying users write captions of twice the length."""
    caption = "слово " * 340
    assert len(caption) > CAPTION
    made = relayed(*(a_part(Kind.PHOTO, "" if number else caption) for number in range(parts)))
    assert all(units(text) <= limit for call in made for text, _, limit in written(call.method))
    assert "".join(all_words(made)).replace("\n", "").replace(" ", "") == (HEAD + caption).replace(" ", "")


@pytest.mark.parametrize("kind", list(Kind))
def test_a_repeat_of_any_kind_ends_with_a_word_about_it(kind: Kind) -> None:
    made = relayed(a_part(kind, "слова" if kind is Kind.TEXT else ""), repeat="(повтор)")
    assert all_words(made)[-1].endswith("(повтор)")


def test_a_repeated_album_says_so_in_the_caption_of_its_first_item() -> None:
    """Telegram takes both or neither: a line of its own could be refused, and the album stand there without it."""
    (made,) = relayed(a_part(Kind.PHOTO, "Снимок"), a_part(Kind.PHOTO, "Второй"), repeat="(повтор)")
    assert isinstance(made.method, SendMediaGroup)
    assert [item.caption for item in made.method.media] == [f"{HEAD}\nСнимок\n(повтор)", "Второй"]


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind in CAPTIONED])
def test_a_repeated_file_says_so_in_its_caption(kind: Kind) -> None:
    (made,) = relayed(a_part(kind), repeat="(повтор)")
    assert [text for text, *_ in written(made.method)] == [f"{HEAD}\n(повтор)"]


def test_what_bears_no_words_is_followed_by_a_word_about_it() -> None:
    *_, sticker, line = relayed(a_part(Kind.STICKER), repeat="(повтор)")
    assert (type(sticker.method), type(line.method), line.parts) == (SendSticker, SendMessage, ())


@pytest.mark.parametrize(
    ("kinds", "number", "stands"),
    [
        ((Kind.TEXT,), 0, True),
        ((Kind.PHOTO, Kind.PHOTO), 0, True),
        ((Kind.PHOTO, Kind.PHOTO), 1, False),
        ((Kind.STICKER,), 0, False),
        ((Kind.PHOTO, Kind.TEXT), 0, False),
    ],
)
def test_an_edit_keeps_the_line_where_it_stands(kinds: tuple[Kind, ...], number: int, *, stands: bool) -> None:
    message = a_message(parts=tuple(a_part(kind) for kind in kinds), repeated=True)
    line = texts("ru").possible_repeat()
    assert below_the_words(message, number, texts("ru"), below="вопрос") == (f"вопрос\n{line}" if stands else "")


def test_an_edit_of_a_repeated_photo_keeps_the_line_in_its_caption() -> None:
    relayed_again = Relay((a_part(Kind.PHOTO, "исправлено"),), HEAD, marked="(повтор)")
    (call,) = relay_edit(WHERE, (77,), relayed_again)
    assert [text for text, *_ in written(call.method)] == [f"{HEAD}\nисправлено\n(повтор)"]


def test_marks_move_along_below_the_head() -> None:
    italic = json.dumps([{"type": "italic", "offset": 0, "length": 5}])
    (call,) = relayed(a_part(Kind.TEXT, "слова и ещё", italic))
    ((text, marks, _),) = written(call.method)
    assert [(mark.type, utf16.part(text, mark.offset, mark.length)) for mark in marks] == [
        ("bold", HEAD),
        ("italic", "слова"),
    ]


@pytest.mark.parametrize(
    ("kind", "method"),
    [
        (Kind.TEXT, EditMessageText),
        (Kind.PHOTO, EditMessageMedia),
        (Kind.VIDEO, EditMessageMedia),
        (Kind.AUDIO, EditMessageMedia),
        (Kind.DOCUMENT, EditMessageMedia),
        (Kind.VOICE, EditMessageCaption),
        (Kind.ANIMATION, EditMessageMedia),
    ],
)
def test_an_edit_changes_the_copy_in_its_own_way(kind: Kind, method: type[TelegramMethod[Any]]) -> None:
    (call,) = relay_edit(WHERE, (77,), Relay((a_part(kind, "исправлено"),), HEAD))
    assert isinstance(call.method, method)
    assert call.method.message_id == 77  # type: ignore[attr-defined]
    assert call.parts == ()
    assert [text for text, *_ in written(call.method)] == [f"{HEAD}\nисправлено"]


@pytest.mark.parametrize("kind", [Kind.STICKER, Kind.VIDEO_NOTE, Kind.OTHER])
def test_what_cannot_be_edited_is_left_alone(kind: Kind) -> None:
    assert relay_edit(WHERE, (77,), Relay((a_part(kind),), HEAD)) == []


def test_an_edit_that_makes_a_text_longer_than_a_message_adds_another_one() -> None:
    first, second = relay_edit(WHERE, (77,), Relay((a_part(Kind.TEXT, "слово " * 700),), HEAD))
    assert isinstance(first.method, EditMessageText)
    assert isinstance(second.method, SendMessage)
    assert second.method.reply_parameters is not None
    assert second.method.reply_parameters.message_id == 77


def test_only_what_a_repeated_edit_adds_is_marked_as_a_possible_repeat() -> None:
    long_one, short_one = (Relay((a_part(Kind.TEXT, words),), HEAD, "(повтор)") for words in ("слово " * 700, "слово"))
    *_, added, line = relay_edit(WHERE, (77,), long_one)
    assert (added.parts, line.parts) == ((0,), ())
    assert isinstance(line.method, SendMessage)
    assert line.method.text == "(повтор)"
    (edit,) = relay_edit(WHERE, (77,), short_one)
    assert isinstance(edit.method, EditMessageText)
    assert edit.method.text == f"{HEAD}\nслово"


def test_an_edit_that_makes_a_text_shorter_empties_the_copies_that_are_left_over() -> None:
    made = relay_edit(WHERE, (77, 78, 79), Relay((a_part(Kind.TEXT, "короче"),), HEAD))
    assert [(call.method.message_id, text) for call in made for text, *_ in written(call.method)] == [  # type: ignore[attr-defined]
        (77, f"{HEAD}\nкороче"),
        (78, "…"),
        (79, "…"),
    ]


def test_a_repeated_answer_to_a_client_carries_the_words_and_the_mark() -> None:
    for dispatch, words, made in said(plain, repeat=True):
        if isinstance(dispatch.notice, StaffAnswer):
            (text,) = all_words(made)
            assert plain(4096) in text
            assert words.possible_repeat() in text


# --- long texts ------------------------------------------------------------------------------------

WORDS = st.text(st.sampled_from("ab .\n🙂й<&"), max_size=400)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[MessageEntity]]:
    """A text with marks beside and inside each other, as Telegram gives them: they never cross."""
    text = draw(WORDS)
    borders = [0]
    for character in text:
        borders.append(borders[-1] + units(character))
    marks: list[MessageEntity] = []
    for _ in range(draw(st.integers(0, 4))):
        begin, end = sorted(draw(st.tuples(st.sampled_from(borders), st.sampled_from(borders))))
        crossing = any(
            mark.offset < begin < mark.offset + mark.length < end
            or begin < mark.offset < end < mark.offset + mark.length
            for mark in marks
        )
        if begin < end and not crossing:
            marks.append(MessageEntity(type="italic", offset=begin, length=end - begin))
    return text, marks


limits = st.tuples(st.integers(8, 60), st.integers(8, 60))


@given(marked(), limits)
@example(("a" * 7 + "🙂" * 9, []), (8, 9))
def test_a_long_text_is_cut_into_pieces_that_fit_and_nothing_is_lost(
    text: tuple[str, list[MessageEntity]], room: tuple[int, int]
) -> None:
    words, marks = text
    first, *rest = split(words, marks, room[0], room[1])
    assert "".join(piece for piece, _ in [first, *rest]) == words
    assert units(first[0]) <= room[0]
    assert all(units(piece) <= room[1] for piece, _ in rest)


@given(marked(), limits)
def test_no_piece_ends_in_half_a_character(text: tuple[str, list[MessageEntity]], room: tuple[int, int]) -> None:
    for piece, _ in split(*text, *room):
        piece.encode()


@given(marked(), limits)
def test_every_piece_carries_its_part_of_every_mark_within_its_bounds(
    text: tuple[str, list[MessageEntity]], room: tuple[int, int]
) -> None:
    words, marks = text
    pieces = split(words, marks, *room)
    for piece, inside in pieces:
        assert all(mark.offset >= 0 and mark.length > 0 for mark in inside)
        assert all(mark.offset + mark.length <= units(piece) for mark in inside)
    assert sum(mark.length for _, inside in pieces for mark in inside) == sum(mark.length for mark in marks)


@given(marked(), limits)
def test_a_mark_is_torn_only_when_it_does_not_fit_into_a_piece(
    text: tuple[str, list[MessageEntity]], room: tuple[int, int]
) -> None:
    """One that is no longer than half of the smallest piece never is."""
    words, marks = text
    places, at = [], 0
    for piece, _ in split(words, marks, *room):
        at += units(piece)
        places.append(at)
    outermost = [
        mark
        for mark in marks
        if not any(
            other is not mark
            and other.offset <= mark.offset
            and mark.offset + mark.length <= other.offset + other.length
            for other in marks
        )
    ]
    for mark in outermost:
        if mark.length <= min(room) // 2:
            assert not any(mark.offset < place < mark.offset + mark.length for place in places)


CHARACTERS = ("й", "e\u0301", "👍🏽", "👨‍👩‍👧", "🇷🇺", "🏴\U000e0067\U000e0062\U000e007f", "❤\ufe0f", "a")


@given(st.lists(st.sampled_from(CHARACTERS), min_size=1, max_size=60), st.integers(12, 40))
def test_a_cut_without_a_better_place_falls_between_two_characters_as_people_see_them(
    characters: list[str], room: int
) -> None:
    borders, at = {0}, 0
    for character in characters:
        at += units(character)
        borders.add(at)
    at = 0
    for piece, _ in split("".join(characters), [], room, room):
        at += units(piece)
        assert at in borders


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.PHOTO])
def test_no_piece_is_of_nothing_but_spaces(kind: Kind) -> None:
    """Telegram takes no such message: what stands behind it would never arrive."""
    made = relayed(a_part(kind, "a" + " " * (3 * TEXT) + "b"))
    assert all(text.strip() for text in all_words(made))
    assert "".join(all_words(made)).split() == f"{HEAD}{chr(10) if kind is Kind.TEXT else ''}a b".split()


@given(WORDS)
def test_a_text_that_fits_is_left_as_it_is(words: str) -> None:
    assert split(words, [], TEXT) == [(words, [])]


def test_a_text_is_cut_at_a_paragraph_rather_than_at_a_word() -> None:
    words = "one two three.\n\nfour five six"
    assert [piece for piece, _ in split(words, [], 24, 24)] == ["one two three.\n\n", "four five six"]


@given(st.text(min_size=1, max_size=30), marked())
def test_a_head_stands_above_in_bold_and_the_marks_move_along(head: str, text: tuple[str, list[MessageEntity]]) -> None:
    words, marks = text
    whole, (bold, *moved) = under(head, words, marks)
    assert whole == (f"{head}\n{words}" if words else head)
    assert (bold.type, bold.offset, bold.length) == ("bold", 0, units(head))
    if words:
        assert [(mark.offset - units(head) - 1, mark.length) for mark in moved] == [
            (mark.offset, mark.length) for mark in marks
        ]


def test_the_pieces_of_a_long_message_are_whole_on_the_other_side() -> None:
    story: Parts = (a_part(Kind.TEXT, "".join(f"{number} слово. " for number in range(600))),)
    made = relay(WHERE, Relay(story, HEAD))
    assert len(made) > 1
    assert "".join(all_words(made)) == f"{HEAD}\n{story[0].text}"


# --- several texts in one message ------------------------------------------------------------------


@given(st.lists(marked(), min_size=1, max_size=5))
def test_texts_that_stand_in_one_message_are_all_there_in_order_with_their_marks(
    texts: list[tuple[str, list[MessageEntity]]],
) -> None:
    said = [(f"{number}{words}", marks) for number, (words, marks) in enumerate(texts)]
    whole, moved = joined(said)
    assert whole == "\n\n".join(words for words, _ in said)
    assert [(mark.type, utf16.part(whole, mark.offset, mark.length)) for mark in moved] == [
        (mark.type, utf16.part(words, mark.offset, mark.length)) for words, marks in said for mark in marks
    ]


@given(st.lists(marked(), min_size=1, max_size=30), st.booleans())
def test_what_may_go_together_makes_one_message_within_the_limits(
    texts: list[tuple[str, list[MessageEntity]]], again: bool
) -> None:
    messages = [
        a_message(parts=(a_part(Kind.TEXT, f"{number}{words}", json.dumps([item.model_dump() for item in marks])),))
        for number, (words, marks) in enumerate(texts)
    ]
    while not together(messages):
        messages.pop()
    head = "👤 " + "я" * 200
    made = relayed(*(part for message in messages for part in message.parts), head=head, repeat="r" * 200 * again)
    ((text, marks, limit),) = [found for call in made for found in written(call.method)]
    assert units(text) <= limit
    assert len(marks) <= 100
    assert text.startswith(f"{head}\n" + "\n\n".join(message.parts[0].text for message in messages))


def test_an_edit_of_one_of_several_texts_writes_all_of_them_anew() -> None:
    italic = json.dumps([{"type": "italic", "offset": 0, "length": 6}])
    (call,) = relay_edit(WHERE, (77,), Relay((a_part(Kind.TEXT, "первое"), a_part(Kind.TEXT, "второе", italic)), HEAD))
    ((text, marks, _),) = written(call.method)
    assert text == f"{HEAD}\nпервое\n\nвторое"
    assert [utf16.part(text, mark.offset, mark.length) for mark in marks] == [HEAD, "второе"]
