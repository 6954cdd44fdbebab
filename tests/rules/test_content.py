"""What a message holds, without knowing the messenger."""

from dataclasses import replace

import pytest

from desk.ids import private_chat
from desk.rules.content import (
    Content,
    Kind,
    Parts,
    Source,
    has_file,
    is_answer,
    is_thanks,
    runs,
    text_of,
    told_by,
    weight_of,
)
from tests.builders import ANNA, a_text, an_album

SOURCE = a_text()[0].source


def one(kind: Kind, text: str = "") -> Parts:
    return (Content(kind, SOURCE, text),)


def test_the_words_of_a_message_are_its_text() -> None:
    assert text_of(a_text("Hello")) == "Hello"
    assert text_of(one(Kind.STICKER)) == ""


def test_the_words_of_an_album_are_its_first_caption() -> None:
    assert text_of(an_album(3, caption="Look")) == "Look"
    late = (*one(Kind.PHOTO), *one(Kind.PHOTO, "second"), *one(Kind.PHOTO, "third"))
    assert text_of(late) == "second"
    assert text_of(an_album(3)) == ""


@pytest.mark.parametrize("kind", Kind)
def test_any_text_or_media_counts_as_an_answer_and_a_bare_sticker_does_not(kind: Kind) -> None:
    assert is_answer(one(kind)) is (kind is not Kind.STICKER)


@pytest.mark.parametrize("kind", Kind)
def test_everything_but_a_text_is_a_file(kind: Kind) -> None:
    assert has_file(one(kind, "words")) is (kind is not Kind.TEXT)


THANKS = ["Спасибо!", "спасибо большое 🙏", "Благодарю вас", "Thanks a lot!", "OK, thank you very much"]


@pytest.mark.parametrize("text", THANKS)
def test_t28_thanks_and_nothing_else_are_thanks(text: str) -> None:
    assert is_thanks(a_text(text))
    assert not is_thanks(a_text(f"{text} But it is down again"))
    assert not is_thanks(one(Kind.PHOTO, text))


@pytest.mark.parametrize("text", ["ok", "хорошо", "👍", "", "Всё хорошо за помощь", "No thanks to you, it is worse"])
def test_t28_what_thanks_nobody_is_not_thanks(text: str) -> None:
    assert not is_thanks(a_text(text))


def of(kinds: str) -> Parts:
    letters = {"t": Kind.TEXT, "p": Kind.PHOTO, "v": Kind.VIDEO, "d": Kind.DOCUMENT, "a": Kind.AUDIO, "s": Kind.STICKER}
    return tuple(Content(letters[kind], Source(private_chat(ANNA), at), kind) for at, kind in enumerate(kinds))


@pytest.mark.parametrize(
    ("kinds", "expected", "weight"),
    [
        ("t", ["t"], 1),
        ("ttpvds", ["tt", "pv", "d", "s"], 1),
        ("ddaatt", ["dd", "aa", "tt"], 2),
        ("ssp", ["s", "s", "p"], 1),
        ("p" * 21, ["p" * 10, "p" * 10, "p"], 10),
    ],
)
def test_what_goes_out_by_itself_keeps_its_order_and_makes_albums(kinds: str, expected: list[str], weight: int) -> None:
    parts = of(kinds)
    assert ["".join(part.text for part in run) for run in runs(parts)] == expected
    assert weight_of(parts) == weight


def test_all_the_words_of_several_texts_are_told_with_those_who_said_them() -> None:
    first, second = of("tt")
    parts = (replace(first, origin="Viktor"), second)
    assert (text_of(parts), told_by(parts)) == ("t\n\nt", "Viktor:\nt\n\nt")
    assert told_by((*parts, *of("p"))) == "t"
