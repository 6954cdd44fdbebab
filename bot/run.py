"""The desk as a process: logs, signals, and an end in plain words."""

import asyncio
import gc
import signal

import structlog

from bot.background import Background
from bot.logs import set_up
from bot.secrets import secrets_of
from bot.settings import Settings
from bot.telegram import build_models
from bot.wiring import App, LeaseLost, NotMigrated, PartEnded
from desk.errors import Unavailable
from storage.url import MissingDriver, Unusable

log = structlog.get_logger()


def run_until_stopped(settings: Settings) -> str:
    """Runs until SIGTERM or Ctrl-C. Gives what an operator must know, if it ended otherwise; else nothing."""
    set_up(settings.log_format, *secrets_of(settings))
    try:
        asyncio.run(_run(settings))
    except asyncio.CancelledError:
        # This is how a signal ends it, after everything in hand was finished.
        return ""
    except (NotMigrated, LeaseLost, PartEnded) as error:
        return str(error)
    except (MissingDriver, Unusable, Unavailable):
        # The command line has its own words for them.
        raise
    except Exception as error:
        log.critical("desk_failed", what="the desk cannot go on and stops", exc_info=error)
        return f"The desk has failed ({type(error).__name__}) and stops: the log says why."
    return ""


async def _run(settings: Settings) -> None:
    task = asyncio.current_task()
    assert task is not None
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    build_models()
    app, beside = App(settings), Background()
    beside.begin(_settle_down(app.ready), name="settling down")
    try:
        await app.run()
    finally:
        await beside.close()


async def _settle_down(ready: asyncio.Event) -> None:
    """What is there by then stays for as long as the process: it is not searched for garbage any more.

    The process is the desk's own here. In one that holds many desks, one after the other, each would stay for good.
    """
    await ready.wait()
    gc.collect()
    gc.freeze()
