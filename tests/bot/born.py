"""Commands that begin quickly: a process that has read the code of `frontdesk` once, and forks for each of them.

Reading it takes seconds, and hundreds of tests would wait for it. What is forked runs the same `main` with its own
folder, environment and output. A connection to its socket asks for one command in a line of JSON ("arguments",
"folder", "given", "out", "err": files) and gets a line with its status; whoever hangs up before has it killed.
"""

import json
import os
import select
import signal
import socket
import sys
import traceback
from typing import Any


def main() -> None:
    """Serves until whoever has begun it is gone: its stdin ends."""
    import bot.check
    import bot.cli
    import bot.exports
    import bot.run
    import bot.tasks  # noqa: F401

    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(sys.argv[1])
        listening.listen(64)
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        print("ready", flush=True)  # noqa: T201
        while True:
            ready, _, _ = select.select([listening, sys.stdin], [], [])
            if sys.stdin in ready:
                return
            asking, _ = listening.accept()
            if not os.fork():
                listening.close()
                _serve(asking)
                os._exit(0)
            asking.close()


def _serve(asking: socket.socket) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    asked = json.loads(asking.makefile().readline())
    child = os.fork()
    if not child:
        asking.close()
        _become(asked)
    status = None
    while status is None:
        if select.select([asking], [], [], 0.01)[0]:
            os.kill(child, signal.SIGKILL)
        found, ended = os.waitpid(child, os.WNOHANG)
        status = os.waitstatus_to_exitcode(ended) if found else None
    asking.sendall(f"{status}\n".encode())


def _become(asked: dict[str, Any]) -> None:
    """As `python -m bot` begins, and as it ends."""
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["given"])
    for number, where in ((0, os.devnull), (1, asked["out"]), (2, asked["err"])):
        os.dup2(os.open(where, os.O_RDWR | os.O_CREAT), number)
    sys.argv = ["frontdesk", *asked["arguments"]]
    status = 0
    try:
        sys.modules["bot.cli"].main()
    except SystemExit as error:
        status = error.code if isinstance(error.code, int) else 1
    except BaseException:
        traceback.print_exc()
        status = 1
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(status)


if __name__ == "__main__":
    main()
