"""`frontdesk demo`: everybody's Telegram in a browser, with the unchanged desk behind it."""

import asyncio
import signal
import socket
import tempfile
import webbrowser
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from urllib.parse import quote

from bot.background import Background
from bot.demo import parts
from bot.demo.host import Host
from bot.demo.parts import FAILED
from bot.demo.words import WORDS, Words
from simulator.remote import RemoteSimulator
from simulator.story import Cast, clients_csv, set_the_stage

PORT = 8899
"""The same address each time, if it is free."""

ROLES = ("client",) * 4 + ("staff",) * 2 + ("manager",)
ZONE = "Europe/Moscow"


async def play_by_hand(language: str, *, browser: bool = True, port: int = PORT, topics: bool = True) -> int:
    """Until Ctrl-C or SIGTERM. Exit status: 0, or 1 when it could not begin."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    with tempfile.TemporaryDirectory(prefix="frontdesk-demo-") as folder:
        async with AsyncExitStack() as stack:
            return await _play(stack, Path(folder), language, stop, browser=browser, port=port, topics=topics)


async def _play(
    stack: AsyncExitStack, folder: Path, language: str, stop: asyncio.Event, *, browser: bool, port: int, topics: bool
) -> int:
    words, clock, log = WORDS[language], folder / "clock", folder / "desk.log"
    print(words.preparing, flush=True)
    clock.write_text("0")
    free = _free(port)
    known = await parts.simulator(stack, clock, "--page", "--port", str(free))
    sim = await stack.enter_async_context(RemoteSimulator(known["api_url"]))
    cast = await set_the_stage(sim, language, print, topics=topics)
    await _introduce(sim, cast, language, words)
    environment = parts.environment_of(known, cast, folder, clock, language)
    (folder / "clients.csv").write_text(clients_csv(await sim.now(), language))
    host = Host(sim, environment, log, words)
    stack.push_async_callback(host.stop)
    if port and free != port:
        print(words.other_port.format(port=port))
    url = f"{known['api_url']}/?lang={quote(language)}"
    print(f"\n  {words.ready.format(url=url)}\n\n{words.stop}", flush=True)
    if browser and not await asyncio.to_thread(_open, url):
        print(words.no_browser)
    return await _until(stop, host, folder / "clients.csv")


async def _until(stop: asyncio.Event, host: Host, clients: Path) -> int:
    """The page is there at once, and says that the desk is on its way."""
    tasks = Background()
    hosting = tasks.begin(_hosted(host, clients), name="host of the demo")
    stopped = tasks.begin(stop.wait(), name="until it is stopped")
    await asyncio.wait({hosting, stopped}, return_when=asyncio.FIRST_COMPLETED)
    failed = not stopped.done()
    await tasks.close()
    return FAILED if failed else 0


async def _hosted(host: Host, clients: Path) -> None:
    await host.tell("process", {"state": "starting"})
    await parts.once("clients", "import", str(clients), environment=host.environment, quiet=True)
    if why := await host.start():
        print(f"{host.words.starting_failed}\n{parts.end_of(host.log_file)}\n{why}")
        return
    await host.run()


def _free(port: int) -> int:
    """That port, or 0 (any) if something listens there."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError:
            return 0
    return port


def _open(url: str) -> bool:
    with suppress(webbrowser.Error):
        return webbrowser.open(url)
    return False


async def _introduce(sim: RemoteSimulator, cast: Cast, language: str, words: Words) -> None:
    people = (cast.anna, cast.maria, cast.viktor, cast.stepan, cast.boris, cast.vera, cast.olga)
    mails = {cast.anna.id: "anna@example.com", cast.viktor.id: "viktor@example.com"}
    introduced = [
        {"id": person.id, "name": person.name, "role": role, "about": about, "mail": mails.get(person.id, "")}
        for person, role, about in zip(people, ROLES, words.about, strict=True)
    ]
    await sim.backend("introduce", language=language, zone=ZONE, cast=introduced)
