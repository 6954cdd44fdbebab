"""What the demo prints, and how it introduces its people."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """`about` are the people in the order of the cast: four clients, two employees, a manager."""

    preparing: str
    ready: str
    other_port: str
    stop: str
    no_browser: str
    about: tuple[str, ...]
    starting_failed: str
    runs_already: str
    is_dead: str


RU = Words(
    preparing="Готовим: местный Telegram, бота и клиентов…",
    ready="Откройте в браузере: {url}",
    other_port="Порт {port} занят, поэтому адрес другой.",
    stop="Остановить: Ctrl-C. Всё, что вы здесь напишете, останется на этой машине и исчезнет вместе с демо.",
    no_browser="Открыть браузер самостоятельно не получилось.",
    about=(
        "клиент: хостинг действует, срок сайта истёк",
        "коллега Анны: Анна может открыть ей доступ командой /people",
        "клиент, у которого ничего не оплачено",
        "ещё не клиент",
        "сотрудник",
        "сотрудница",
        "руководитель",
    ),
    starting_failed="Бот не запустился. Конец его журнала:",
    runs_already="Бот уже работает.",
    is_dead="Бот и так остановлен.",
)

EN = Words(
    preparing="Getting ready: a local Telegram, the bot and its clients…",
    ready="Open in your browser: {url}",
    other_port="Port {port} is taken, so the address is another one.",
    stop="Stop with Ctrl-C. Whatever you write here stays on this machine and is gone with the demo.",
    no_browser="No browser could be opened from here.",
    about=(
        "a client: hosting is active, the site has expired",
        "works with Anna, who can let her in with /people",
        "a client with nothing that is paid for",
        "not a client yet",
        "staff",
        "staff",
        "manager",
    ),
    starting_failed="The bot did not start. The end of its log:",
    runs_already="The bot is running already.",
    is_dead="The bot is stopped already.",
)

WORDS = {"ru": RU, "en": EN}
