"""The commands `frontdesk calendar …`: days that are not as usual. Source: T6."""

import sys
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

commands = typer.Typer(no_args_is_help=True, help="Days off, short days, the company's own hours of single days.")

FAILED = 1
USUAL = "usual"

Year = Annotated[int | None, typer.Option(min=2000, max=2100, help="Which year; this one if it is left out.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")]
Words = Annotated[
    list[str],
    typer.Argument(
        metavar="HOW", help="closed, short, working, hours such as 11:00-16:00, or usual (forget what was set)."
    ),
]


@commands.command()
def show(year: Year = None) -> None:
    """The days of a year that are not as usual, with their hours, and who says so."""
    from bot.opening import published_of
    from bot.settings import load

    settings = load()
    opening = _opening(settings)
    chat = {change.day for change in opening.changes if opening.stands(change)}
    calendar, official, own = opening.calendar(), opening.official, opening.own()
    number = year or _today().year
    days = [date(number, 1, 1) + timedelta(days=day) for day in range(366)]
    for day in [day for day in days if day.year == number and (day in own or day in official or day in chat)]:
        hours = ",".join(
            f"{calendar.local(opens):%H:%M}-{calendar.local(closes):%H:%M}" for opens, closes in calendar.hours_on(day)
        )
        who = "chat" if day in chat else "CALENDAR_FILE" if day in own else "official"
        print(f"{day} {day:%a} {hours or 'closed':<12} {who}")
    published = published_of(settings)
    if published is None:
        print("HOLIDAYS=none: official days off are not looked at.")
    elif number not in published:
        print(
            f"The official days off of {number} are not known: only those that the law names are here, "
            "without what was moved."
        )


@commands.command("set")
def set_day(day: str, how: Words) -> None:
    """Say how a day is worked: `set 2026-12-31 closed`. A running desk takes it over at its next start.

    It stands above what managers said of the day in the chat before.
    """
    from bot.opening import text_of
    from bot.settings import load
    from desk.rules.days import BadDay, line_of, parse_date, parse_plan, with_day

    file = load().calendar_file
    try:
        on = parse_date(day)
        words = ",".join(how).replace(",,", ",")
        plan = None if words.lower() == USUAL else parse_plan(words)
    except BadDay as error:
        _give_up(str(error))
    _must_be_readable(file)
    _write(file, with_day(text_of(file), on, plan))
    print(f"{line_of(on, plan) if plan is not None else f'{on} {USUAL}'} – in {file}.{RESTART}")


RESTART = " A running desk takes it over at its next start."


@commands.command("import")
def import_days(file: Path, dry_run: DryRun = False) -> None:
    """Add the days of a file, one a line. Nothing is taken over unless every line is good."""
    from bot.opening import own_days, text_of
    from bot.settings import load
    from desk.rules.days import BadLines, line_of, read_days, with_day

    own = load().calendar_file
    try:
        found = read_days(file.read_text(encoding="utf-8"))
    except BadLines as error:
        _give_up("\n".join([f"{file}: nothing was imported.", *(f"line {line}: {why}" for line, why in error.lines)]))
    except OSError as error:
        _give_up(f"{file}: {error.strerror or error}")
    except UnicodeDecodeError:
        _give_up(f"{file}: cannot be read: it is not UTF-8 text")
    known = own_days(own)
    fresh = {day: plan for day, plan in sorted(found.items()) if known.get(day) != plan}
    text = text_of(own)
    for day, plan in fresh.items():
        print(line_of(day, plan))
        text = with_day(text, day, plan)
    if fresh and not dry_run:
        _write(own, text)
    verb = "would be changed" if dry_run else "changed"
    print(f"{len(fresh)} of {len(found)} days {verb} in {own}.{RESTART if fresh and not dry_run else ''}")


@commands.command()
def export(
    year: Year = None,
    official: Annotated[bool, typer.Option("--official", help="The official days too, not only the own ones.")] = False,
) -> None:
    """Print the days as `import` reads them: `frontdesk calendar export > days.txt`."""
    from bot.settings import load
    from desk.rules.days import Plan, line_of

    opening = _opening(load())
    days: Mapping[date, Plan] = opening.plans() if official else opening.own()
    for day, plan in sorted(days.items()):
        if year is None or day.year == year:
            print(line_of(day, plan))


def _opening(settings: Any) -> Any:
    import asyncio

    from bot.opening import opening_of
    from bot.tasks import opening_now
    from storage.url import Unusable

    try:
        return asyncio.run(opening_now(settings))
    except Unusable as error:
        print(f"Without what managers said in the chat: the database {error}", file=sys.stderr)
        return opening_of(settings)


def _today() -> date:
    from bot.clock import Clock

    return Clock().now().date()


def _must_be_readable(file: Path) -> None:
    """A file with bad lines is not written over: they may be days that somebody meant."""
    from bot.opening import own_days

    own_days(file)


def _write(file: Path, text: str) -> None:
    """All of it or nothing: a desk that starts meanwhile must not read half a file."""
    fresh = file.with_name(f"{file.name}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(file)
    except OSError as error:
        _give_up(f"{file}: cannot be written: {error.strerror or error}")


def _give_up(why: str) -> NoReturn:
    print(why, file=sys.stderr)
    raise typer.Exit(FAILED)
