"""Desks that are born quickly: a process that has read the code of `python -m bot run` once, and forks for each life.

Reading it takes seconds, in which a desk does nothing that could be killed. What is forked then runs the same command
with the same environment, as a process of its own. For each line on stdin one is born: "born PID" on stdout, and "dead
STATUS" when it has ended (negative: the signal that killed it).
"""

import os
import signal
import sys
import time


def main() -> None:
    import bot.cli
    import bot.run
    import bot.wiring

    print("ready", flush=True)  # noqa: T201
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            sys.argv = ["frontdesk", "run"]
            bot.cli.main()
            os._exit(0)
        print("born", child, flush=True)  # noqa: T201
        print("dead", _awaited(child), flush=True)  # noqa: T201


def _awaited(child: int) -> int:
    """How it ended; it does not outlive the test that wanted it."""
    parent = os.getppid()
    while True:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        if os.getppid() != parent:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.02)


if __name__ == "__main__":
    main()
