"""The command `frontdesk`. What does not talk to Telegram does not load its library."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot.article_commands import commands as articles
from bot.calendar_commands import commands as calendar
from bot.leftover_commands import commands as leftovers

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
clients = typer.Typer(no_args_is_help=True, help="The company's clients and their services.")
app.add_typer(clients, name="clients")
exports = typer.Typer(no_args_is_help=True, help="A month's paid tickets and working time, for managers.")
app.add_typer(exports, name="export")
app.add_typer(articles, name="articles")
app.add_typer(calendar, name="calendar")
app.add_typer(leftovers, name="leftovers")
vault = typer.Typer(no_args_is_help=True, help="Access data of clients.")
app.add_typer(vault, name="vault")

BAD_SETTINGS = 2
FAILED = 1

Month = Annotated[str, typer.Option("--month", help="For example 2026-03.")]
FileFormat = Annotated[str, typer.Option("--format", help="csv or xlsx.")]
Out = Annotated[Path | None, typer.Option("--out", help="The file to make; by default its name says what it is.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")]


def main() -> None:
    """Run the command line; settings that are wrong end it with one line each and status 2."""
    from bot.settings import BadSettings
    from desk.errors import Unavailable
    from storage.url import MissingDriver, Unusable

    try:
        app()
    except BadSettings as error:
        print(error, file=sys.stderr)
        sys.exit(BAD_SETTINGS)
    except MissingDriver as error:
        print(f"DATABASE_URL: {error}", file=sys.stderr)
        sys.exit(BAD_SETTINGS)
    except (Unusable, Unavailable) as error:
        print(f"DATABASE_URL: {error}", file=sys.stderr)
        sys.exit(FAILED)


@app.command()
def run() -> None:
    """Run the desk: long polling, until it is stopped."""
    from bot.policy import policy_of, refuse_known_key
    from bot.settings import load

    settings = load()
    # Before anything runs: what does not go together is a wrong setting, not a failure of the desk.
    policy_of(settings)
    refuse_known_key(settings)
    # It takes seconds to load: what is wrong has been told by then.
    from bot.run import run_until_stopped

    if why := run_until_stopped(settings):
        _give_up(why)


@app.command()
def setup(
    language: Annotated[str, typer.Option(help="ru or en; by default it is asked first.")] = "",
) -> None:
    """Go live by questions: the bot, the staff's group, managers, mail. Writes .env, and ends in `check`."""
    from bot.setup import converse

    raise typer.Exit(converse(language))


@app.command()
def check() -> None:
    """Look at everything that the desk depends on, and say in plain words what is missing."""
    from bot.settings import load

    settings = load()
    from bot.check import report

    if not asyncio.run(report(settings, print)):
        raise typer.Exit(FAILED)


@app.command()
def migrate() -> None:
    """Bring the database to the shape of this version. `run` does it by itself on SQLite."""
    from bot.settings import load
    from storage.migrate import current, upgrade
    from storage.revisions import head

    url = load().database_url

    async def bring() -> str | None:
        before = await current(url)
        await upgrade(url)
        return before

    before = asyncio.run(bring())
    print(
        f"The database is at {head()}" + (", as it was." if before == head() else f"; it was at {before or 'nothing'}.")
    )


@clients.command("import")
def import_clients(
    file: Path,
    dry_run: DryRun = False,
    complete: Annotated[
        bool, typer.Option("--complete", help="The file has everybody: close whom it leaves out.")
    ] = False,
    even_if: Annotated[bool, typer.Option("--even-if", help="Even if more ends than IMPORT_MAX_LOSS.")] = False,
) -> None:
    """Import clients and services from a CSV or XLSX file. Nothing is imported unless every row is good."""
    from bot.settings import load
    from bot.tasks import import_file
    from desk.usecases.importing import TooMuchLost
    from storage.panels.csv import BadRows

    settings = load()
    if settings.panel != "csv":
        _give_up(f"PANEL={settings.panel}: clients come from the panel. For files set PANEL=csv.")
    try:
        content = file.read_bytes()
    except OSError as error:
        _give_up(f"{file}: {error.strerror or error}")
    try:
        print(asyncio.run(import_file(settings, content, dry_run=dry_run, complete=complete, even_if=even_if)))
    except BadRows as error:
        _give_up(f"{file}: nothing was imported.\n{error}")
    except TooMuchLost as error:
        _give_up(
            f"{file}: nothing was imported. {error.loss} would end, more than IMPORT_MAX_LOSS. "
            "See what it would change with --dry-run; if it is meant, add --even-if."
        )


@app.command()
def digest(now: Annotated[bool, typer.Option("--now", help="Today's figures so far, at once.")] = False) -> None:
    """Send the digest to the managers."""
    from bot.settings import load
    from bot.tasks import digest_now

    if not now:
        _give_up("The digest goes out by itself at DIGEST_AT. For today's figures at once: frontdesk digest --now")
    chats = asyncio.run(digest_now(load()))
    if not chats:
        _give_up("MANAGER_IDS is empty: there is nobody to send the digest to.")
    print(f"Owed to {chats} chat(s): the running desk sends it within seconds.")


@vault.command("key")
def vault_key() -> None:
    """Make a key for VAULT_KEY. It is shown, and kept nowhere."""
    from bot.vault import new_key

    print(new_key())


@vault.callback()
def _vault() -> None:
    """Access data of clients."""


@exports.command("paid")
def export_paid(month: Month, form: FileFormat = "csv", out: Out = None) -> None:
    """Paid tickets of a month with their prices: by the month of the price or, without one, of the ticket."""
    _export("paid", month, form, out)


@exports.command("time")
def export_time(month: Month, form: FileFormat = "csv", out: Out = None) -> None:
    """Working time that was recorded in a month, by employee, client, ticket and billing class."""
    _export("time", month, form, out)


def _export(what: str, month: str, form: str, out: Path | None) -> None:
    """A file that is there already is somebody's: it is not overwritten."""
    from bot.exports import Format, What, export
    from bot.settings import load
    from desk.rules.exports import BadMonth

    if form not in set(Format):
        raise typer.BadParameter(f"{form!r} is neither csv nor xlsx", param_hint="--format")
    settings = load()
    file = out or Path(f"{what}-{month.strip()}.{form}")
    try:
        content, rows = asyncio.run(export(settings, What(what), month, Format(form)))
        with file.open("xb") as kept:
            kept.write(content)
    except BadMonth as error:
        raise typer.BadParameter(str(error), param_hint="--month") from error
    except FileExistsError:
        _give_up(f"{file} is there already. Name another file with --out, or put it away first.")
    except OSError as error:
        _give_up(f"{file}: {error.strerror or error}")
    print(f"{file}: {rows} row(s)." if rows else f"{file}: nothing in that month, only the heads of the columns.")


@app.command()
def retention() -> None:
    """What goes by itself at the next look, by RETENTION_…; nothing is changed."""
    from bot.settings import load
    from bot.tasks import fading

    for line in asyncio.run(fading(load())):
        print(line)


@app.command()
def demo(
    story: Annotated[bool, typer.Option("--story", help="Play a ticket's whole life and print it.")] = False,
    language: Annotated[str, typer.Option(help="ru or en: what everybody speaks.")] = "ru",
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Of the page; 0 takes a free one.")] = 8899,
    plain_group: Annotated[
        bool, typer.Option("--plain-group", help="Staff sit in a basic group without topics.")
    ] = False,
) -> None:
    """Try the desk without Telegram: a page shows everybody's chats, and everything runs on this machine."""
    from bot.demo import LANGUAGES, play_by_hand, play_story

    if language not in LANGUAGES:
        raise typer.BadParameter(f"{language!r} is not among {', '.join(LANGUAGES)}", param_hint="--language")
    if story:
        raise typer.Exit(asyncio.run(play_story(language)))
    raise typer.Exit(asyncio.run(play_by_hand(language, browser=browser, port=port, topics=not plain_group)))


def _give_up(why: str) -> NoReturn:
    print(why, file=sys.stderr)
    raise typer.Exit(FAILED)
