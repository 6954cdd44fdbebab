"""`frontdesk calendar …` as an operator types it (regulation 1.4, T6)."""

from pathlib import Path

import pytest

from tests.bot.commandline import REQUIRED, Ended
from tests.bot.test_cli import in_this_process


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def calendar(*arguments: str, **given: str) -> Ended:
    return await in_this_process("calendar", *arguments, given=REQUIRED | given)


async def test_1_4_the_days_of_a_year_are_shown_with_who_says_so() -> None:
    await calendar("set", "2026-05-08", "11:00-14:00,", "15:00-16:00")
    shown = await calendar("show", "--year", "2026")
    assert (shown.status, shown.err) == (0, "")
    lines = shown.out.splitlines()
    assert "2026-01-09 Fri closed       official" in lines
    assert "2026-04-30 Thu 11:00-17:00  official" in lines
    assert "2026-05-08 Fri 11:00-14:00,15:00-16:00 CALENDAR_FILE" in lines
    assert "2026-12-31 Thu closed       official" in lines
    assert len(lines) == 22


async def test_t6_a_year_that_is_not_published_says_so() -> None:
    shown = await calendar("show", "--year", "2029")
    assert "The official days off of 2029 are not known" in shown.out
    assert "2029-01-01 Mon closed" in shown.out
    none = await calendar("show", "--year", "2026", HOLIDAYS="none")
    assert none.out == "HOLIDAYS=none: official days off are not looked at.\n"


async def test_t6_a_day_is_set_changed_and_forgotten(folder: Path) -> None:
    file = folder / "var" / "calendar.txt"
    said = await calendar("set", "2026-12-31", "closed")
    assert (said.status, said.err) == (0, "")
    assert said.out.startswith("2026-12-31 closed – in var/calendar.txt. A running desk takes it over")
    await calendar("set", "2026-12-30", "short")
    await calendar("set", "2026-12-31", "11:00-13:00")
    assert file.read_text() == "2026-12-30 short\n2026-12-31 11:00-13:00\n"
    await calendar("set", "2026-12-30", "usual")
    assert file.read_text() == "2026-12-31 11:00-13:00\n"


@pytest.mark.parametrize(
    ("arguments", "wrong"),
    [
        (("31.12.2026", "closed"), "'31.12.2026' is not a date; for example '2026-12-31'"),
        (("2026-12-31", "perhaps"), "neither closed, short, working nor hours: 'perhaps' is not hours of a day"),
        (("2026-12-31", "18:00-11:00"), "it opens before it closes"),
    ],
)
async def test_t6_what_is_no_day_is_told_and_nothing_is_written(
    folder: Path, arguments: tuple[str, ...], wrong: str
) -> None:
    ended = await calendar("set", *arguments)
    assert (ended.status, ended.out) == (1, "")
    assert wrong in ended.err
    assert not (folder / "var").exists()


async def test_t6_what_is_exported_is_imported(folder: Path) -> None:
    days = "2026-12-30 short\n2026-12-31 closed\n2027-02-20 closed\n"
    (folder / "days.txt").write_text(f"# Ours\n{days}")
    dry = await calendar("import", "days.txt", "--dry-run")
    assert dry.out == f"{days}3 of 3 days would be changed in var/calendar.txt.\n"
    assert not (folder / "var").exists()
    first = await calendar("import", "days.txt")
    assert first.out.startswith(f"{days}3 of 3 days changed in var/calendar.txt.")
    assert (await calendar("import", "days.txt")).out == "0 of 3 days changed in var/calendar.txt.\n"
    assert (await calendar("export")).out == days
    assert (await calendar("export", "--year", "2027")).out == "2027-02-20 closed\n"
    everything = (await calendar("export", "--official", "--year", "2027")).out.splitlines()
    assert {"2027-01-01 closed", "2027-02-20 closed", "2027-02-22 closed"} <= set(everything)


async def test_t6_of_a_file_with_bad_lines_nothing_is_imported_and_each_is_named(folder: Path) -> None:
    (folder / "days.txt").write_text("2026-12-30 short\n2026-12-32 closed\n2026-12-31 shut\n")
    ended = await calendar("import", "days.txt")
    assert (ended.status, ended.out) == (1, "")
    head, *lines = ended.err.splitlines()
    assert head == "days.txt: nothing was imported."
    assert [line.partition(":")[0] for line in lines] == ["line 2", "line 3"]
    assert not (folder / "var").exists()


@pytest.mark.parametrize(
    ("name", "content", "wrong"),
    [("missing.txt", None, "No such file"), ("photo.txt", b"\x89PNG\xff", "it is not UTF-8 text")],
)
async def test_t6_what_is_no_file_of_days_is_told_in_a_line(
    folder: Path, name: str, content: bytes | None, wrong: str
) -> None:
    if content is not None:
        (folder / name).write_bytes(content)
    ended = await calendar("import", name)
    assert (ended.status, len(ended.err.splitlines())) == (1, 1)
    assert wrong in ended.err


@pytest.mark.parametrize("command", [("show",), ("export",), ("set", "2026-12-29", "closed"), ("import", "good.txt")])
def test_t6_bad_lines_of_the_companys_own_file_end_every_start_with_one_clear_line_each(
    folder: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from bot.cli import main

    (folder / "good.txt").write_text("2026-12-28 closed\n")
    own = folder / "own.txt"
    own.write_text("2026-12-31 closed\n2026-13-01 closed\ntomorrow closed\n")
    for name, value in {**REQUIRED, "CALENDAR_FILE": str(own)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.argv", ["frontdesk", "calendar", *command])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(": '")[0] for line in lines] == [
        f"CALENDAR_FILE: {own}, line 2",
        f"CALENDAR_FILE: {own}, line 3",
    ]
    assert own.read_text().startswith("2026-12-31 closed\n2026-13-01")
