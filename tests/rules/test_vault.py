"""What is passed on at once is cut nowhere, and shown in messages that Telegram takes."""

from hypothesis import given
from hypothesis import strategies as st

from desk.rules.vault import LONGEST, in_pieces, units

LINES = st.lists(st.tuples(st.sampled_from("aЖ🔑"), st.integers(0, 9000)), max_size=6).map(
    lambda lines: "\n".join(letter * length for letter, length in lines)
)


@given(st.lists(LINES, max_size=5))
def test_4_4_nothing_of_it_is_lost_and_each_piece_fits_into_a_message(words: list[str]) -> None:
    pieces = in_pieces(words)
    assert "".join(pieces).replace("\n", "") == "".join(words).replace("\n", "")
    assert all(units(piece) <= LONGEST for piece in pieces)


@given(st.lists(LINES, min_size=1, max_size=5))
def test_4_4_what_fits_into_one_message_is_one_piece(words: list[str]) -> None:
    whole = "\n".join(words)
    assert (in_pieces(words) == [whole]) == (units(whole) <= LONGEST)


def test_4_4_two_keys_stay_whole() -> None:
    keys = ["k" * 2500, "j" * 2500]
    assert in_pieces(keys) == keys
    assert in_pieces(["\n".join(keys)]) == keys
