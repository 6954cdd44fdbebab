"""The commands `frontdesk leftovers …`: what could not be handled, and what did not get through."""

import asyncio
import sys
from typing import Annotated, NoReturn

import typer

commands = typer.Typer(
    no_args_is_help=True, help="Updates that could not be handled, and messages that did not get through."
)

FAILED = 1

Words = Annotated[
    bool, typer.Option("--words", help="Also what is in them, as it is kept: personal data of whoever wrote it.")
]
Numbers = Annotated[list[int], typer.Argument(metavar="NUMBER...", help="Of updates, as `leftovers list` tells them.")]


@commands.command("list")
def list_leftovers(words: Words = False) -> None:
    """What was set aside or did not get through: number, since when, where, what, and why. Nothing is changed."""
    from bot.settings import load
    from bot.tasks import leftovers

    for line in asyncio.run(leftovers(load(), words=words)):
        print(line)


@commands.command("again")
def again(numbers: Numbers) -> None:
    """Have a running desk handle updates once more that were set aside; those of one album together."""
    from bot.settings import load
    from bot.tasks import leftovers_again

    unknown = asyncio.run(leftovers_again(load(), numbers))
    _must_be_known(unknown)
    print(f"{len(set(numbers))} to be handled once more: the running desk does it within seconds.")


@commands.command("drop")
def drop(numbers: Numbers) -> None:
    """Erase updates that were set aside: they are never handled."""
    from bot.settings import load
    from bot.tasks import drop_leftovers

    unknown = asyncio.run(drop_leftovers(load(), numbers))
    _must_be_known(unknown)
    print(f"{len(set(numbers))} erased.")


def _must_be_known(unknown: list[int]) -> None:
    if unknown:
        _give_up(f"Not set aside: {', '.join(map(str, unknown))}. Nothing was changed. See frontdesk leftovers list.")


def _give_up(why: str) -> NoReturn:
    print(why, file=sys.stderr)
    raise typer.Exit(FAILED)
