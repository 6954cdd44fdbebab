"""The desk as a process: logs, signals, and an end in plain words."""

import asyncio
import signal

from bot.background import Background
from bot.logs import set_up
from bot.settings import Settings
from bot.wiring import App, LeaseLost, NotMigrated


def run_until_stopped(settings: Settings) -> str:
    """Runs until SIGTERM or Ctrl-C. Gives what an operator must do, if it could not run; else nothing."""
    set_up(settings.log_format, settings.bot_token.get_secret_value(), settings.smtp_url.get_secret_value())
    return asyncio.run(_run(settings))


async def _run(settings: Settings) -> str:
    tasks = Background()
    running = tasks.begin(App(settings).run(), name="desk")
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, running.cancel)
    await asyncio.wait([running])
    error = None if running.cancelled() else running.exception()
    if isinstance(error, NotMigrated | LeaseLost):
        return str(error)
    if error is not None:
        raise error
    return ""
