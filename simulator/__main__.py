"""`python -m simulator`: serves until SIGTERM or SIGINT, and tells where on stdout and in the ready file."""

import argparse
import asyncio
import json
import os
import signal
import stat
import sys
import tempfile
from pathlib import Path

from simulator.simulator import TOKEN, Simulator

STDIN = 0
LOOK_EACH = 0.5


def main() -> None:
    """Runs the simulator in the foreground."""
    asyncio.run(_serve(_arguments()))


async def _serve(arguments: argparse.Namespace) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    if arguments.exit_with_parent:
        _stop_with_parent(loop, stop)
    async with Simulator(
        arguments.token,
        clock_file=arguments.clock_file,
        port=arguments.port,
        smtp_port=arguments.smtp_port,
        limits=not arguments.no_limits,
        enforced=arguments.enforce_limits,
        page=arguments.page,
    ) as simulator:
        known = {"api_url": simulator.api_url, "smtp_url": simulator.smtp_url, "token": simulator.bot_token}
        if arguments.ready_file is not None:
            _write(arguments.ready_file, json.dumps(known))
        sys.stdout.write(json.dumps(known) + "\n")
        sys.stdout.flush()
        await stop.wait()


def _stop_with_parent(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    """A parent that dies closes the pipe that it holds; where standard input is none, its process id tells."""
    parent = os.getppid()

    def read() -> None:
        if not os.read(STDIN, 4096):
            loop.remove_reader(STDIN)
            stop.set()

    def look() -> None:
        if os.getppid() != parent:
            stop.set()
        loop.call_later(LOOK_EACH, look)

    if sys.stdin is not None and stat.S_ISFIFO(os.fstat(STDIN).st_mode):
        loop.add_reader(STDIN, read)
    look()


def _write(target: Path, text: str) -> None:
    with tempfile.NamedTemporaryFile("w", dir=target.parent, prefix=target.name, delete=False) as draft:
        draft.write(text)
    Path(draft.name).replace(target)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="of the Bot API and of /control; 0 takes a free one")
    parser.add_argument("--smtp-port", type=int, default=0, help="of the mail server; 0 takes a free one")
    parser.add_argument("--clock-file", type=Path, help="file with the offset of the clock in seconds")
    parser.add_argument("--token", default=TOKEN, help="the bot's token")
    parser.add_argument("--ready-file", type=Path, help="gets api_url, smtp_url and token as JSON")
    parser.add_argument("--no-limits", action="store_true", help="does not count the bot's actions")
    parser.add_argument(
        "--enforce-limits", action="store_true", help="answers what exceeds the limits late, or with an order to wait"
    )
    parser.add_argument("--page", action="store_true", help="shows a page to play with, at the address itself")
    parser.add_argument(
        "--exit-with-parent", action="store_true", help="ends with its parent, or when a pipe on stdin closes"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
