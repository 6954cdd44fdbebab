"""The file of settings is changed as a whole or not at all, and loses nothing."""

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.env_file import NotWritten, changed, read, write

NOW = datetime(2027, 3, 1, 9, 5, 7, tzinfo=UTC)


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def test_a_value_takes_the_place_of_the_old_one_or_stands_where_it_is_explained() -> None:
    text = "# A\nexport A='1'\n\n# B\n#B=example\n\n  C = 3 # with a word\nA=2\nAA=4"
    assert changed(text, {"A": "x", "B": "y", "C": "", "D": "z"}) == ("# A\nA=x\n\n# B\n#B=example\nB=y\n\nAA=4\nD=z\n")


@pytest.mark.parametrize(
    "value", ["plain", "two words", "#1", "it's", '"q"', "back\\slash", "a='b'#c", "смысл", "$HOME"]
)
def test_what_is_written_is_read_back(tmp_path: Path, value: str) -> None:
    file = tmp_path / ".env"
    assert write(file, {"A": value, "B": "1"}, NOW) is None
    assert read(file) == {"A": value, "B": "1"}
    assert mode(file) == 0o600


def test_a_copy_of_what_was_there_is_kept_and_never_over_another(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("A=1\n")
    first = write(file, {"A": "2"}, NOW)
    second = write(file, {"A": "3"}, NOW)
    assert first == tmp_path / ".env.before-20270301-090507"
    assert second == tmp_path / ".env.before-20270301-090507-2"
    assert (first.read_text(), second.read_text(), file.read_text()) == ("A=1\n", "A=2\n", "A=3\n")
    assert (mode(first), mode(second)) == (0o600, 0o600)
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize(
    ("there", "values"),
    [
        (b"A=1\n", {"A": "two\rlines"}),
        (b"Z='1\nA=2\n3'\n", {"A": "x"}),
        (b"A=\xff\n", {"A": "x"}),
    ],
    ids=["a value that no line holds", "a line that is a part of another value", "not UTF-8"],
)
def test_what_would_lose_something_is_not_written(tmp_path: Path, there: bytes, values: dict[str, str]) -> None:
    file = tmp_path / ".env"
    file.write_bytes(there)
    with pytest.raises(NotWritten):
        write(file, values, NOW)
    assert file.read_bytes() == there
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    real, link = tmp_path / "etc" / "desk.env", tmp_path / ".env"
    real.write_text("A=1\n")
    link.symlink_to(real)
    write(link, {"A": "2"}, NOW)
    assert link.is_symlink()
    assert real.read_text() == "A=2\n"


def test_the_desks_own_user_can_read_its_settings_after_another_has_changed_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / ".env"
    file.write_text("A=1\n")
    given: list[tuple[int, int]] = []
    monkeypatch.setattr("bot.env_file.os.geteuid", lambda: file.stat().st_uid + 1)
    monkeypatch.setattr("bot.env_file.os.chown", lambda _, user, group: given.append((user, group)))
    write(file, {"A": "2"}, NOW)
    assert given == [(file.stat().st_uid, file.stat().st_gid)]


def test_a_new_file_begins_as_the_example(tmp_path: Path) -> None:
    example = tmp_path / ".env.example"
    example.write_text("# The token.\nA=\n")
    write(tmp_path / ".env", {"A": "1"}, NOW, example)
    assert (tmp_path / ".env").read_text() == "# The token.\nA=1\n"
    assert example.read_text() == "# The token.\nA=\n"
