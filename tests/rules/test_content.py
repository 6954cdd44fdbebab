"""What a message holds, without knowing the messenger."""

import pytest

from desk.rules.content import Content, Kind, Parts, has_file, is_answer, is_thanks, text_of
from tests.builders import a_text, an_album

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
