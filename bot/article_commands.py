"""The commands `frontdesk articles …`: the knowledge base. Source: regulation 2.5, final provisions."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

commands = typer.Typer(no_args_is_help=True, help="Articles that clients are shown before they send a ticket.")

FAILED = 1

Dir = Annotated[Path | None, typer.Argument(metavar="[DIR]", help="A folder of .md files; ARTICLES_DIR by default.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")]
Prune = Annotated[bool, typer.Option("--prune", help="Also remove articles that the folder does not have.")]
Month = Annotated[str, typer.Option("--month", help="For example 2026-03; all the time if it is left out.")]


@commands.command("import")
def import_articles(folder: Dir = None, dry_run: DryRun = False, prune: Prune = False) -> None:
    """Add and change articles from a folder of Markdown files. Nothing is taken over unless every file is good."""
    from bot.articles import read_folder
    from bot.settings import load
    from bot.tasks import import_articles as take_over

    settings = load()
    folder = folder or settings.articles_dir
    if not folder.is_dir():
        _give_up(f"{folder}: there is no such folder")
    found = read_folder(folder)
    if found.bad:
        _give_up("\n".join([f"{folder}: nothing was imported.", *found.bad]))
    if not found.articles:
        _give_up(f"{folder}: there are no files that end in .md")
    for note in found.notes:
        print(note)
    print(asyncio.run(take_over(settings, found.articles, dry_run=dry_run, prune=prune)))


@commands.command("list")
def list_articles() -> None:
    """The articles that the desk knows, by their names."""
    from bot.settings import load
    from bot.tasks import articles_of

    articles = asyncio.run(articles_of(load()))
    for article in articles:
        about = [article.language, *article.categories, article.url]
        print(f"{article.slug:<30} {article.title}" + "".join(f" · {fact}" for fact in about if fact))
    if not articles:
        print("There are no articles. frontdesk articles import DIR adds some.")


@commands.command("stats")
def stats(month: Month = "") -> None:
    """How often each article was shown, opened, sent by staff, and was the answer so that no ticket was sent."""
    from bot.settings import load
    from bot.tasks import article_stats
    from desk.rules.exports import BadMonth

    try:
        rows = asyncio.run(article_stats(load(), month))
    except BadMonth as error:
        raise typer.BadParameter(str(error), param_hint="--month") from error
    print(f"{'shown':>6} {'opened':>6} {'helped':>6} {'sent':>6}  article")
    for slug, counts in rows:
        print(" ".join(f"{count:>6}" for count in counts) + f"  {slug}")


@commands.command("find")
def find(words: list[str]) -> None:
    """Which articles would be suggested for these words, in any form of them."""
    from bot.settings import load
    from bot.tasks import find_articles

    suggested, others = asyncio.run(find_articles(load(), " ".join(words)))
    for heading in suggested:
        print(f"suggested  {heading.slug:<30} {heading.title}")
    for heading in others:
        print(f"found      {heading.slug:<30} {heading.title}")
    if not (suggested or others):
        print("Nothing.")


@commands.command("remove")
def remove(slug: str) -> None:
    """Remove an article by its name. Its file comes back with the next start, unless it is taken away too."""
    from bot.settings import load
    from bot.tasks import remove_article

    settings = load()
    if not asyncio.run(remove_article(settings, slug.casefold())):
        _give_up(f"There is no article {slug}. All of them: frontdesk articles list")
    print(f"Removed: {slug}.")
    if any(settings.articles_dir.rglob(f"{slug}.md")):
        print(f"Its file is still in {settings.articles_dir}: take it away too, or it comes back with the next start.")


def _give_up(why: str) -> NoReturn:
    print(why, file=sys.stderr)
    raise typer.Exit(FAILED)
