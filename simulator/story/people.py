"""Who is in the story, and what the company's panel says of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from simulator.actors.chats import Group
from simulator.actors.person import Person
from simulator.remote import RemoteSimulator

NOON_IN_MOSCOW = 9
TUESDAY = 1

CSV_HEAD = "client_id,name,category,email,phone,service_id,service,product,status,paid_until"


@dataclass(frozen=True, slots=True)
class Cast:
    """Anna has an active service and an expired one, Viktor only an expired one, Stepan is not a client yet.

    Maria works with Anna and may be let in by her. Boris and Vera are staff, Olga is their manager.
    """

    sim: RemoteSimulator
    anna: Person
    maria: Person
    viktor: Person
    stepan: Person
    boris: Person
    vera: Person
    olga: Person
    room: Group
    say: Callable[[str], None]


NAMES = {
    "ru": ("Анна", "Мария", "Виктор", "Степан", "Борис", "Вера", "Ольга", "Поддержка"),
    "en": ("Anna", "Maria", "Viktor", "Stepan", "Boris", "Vera", "Olga", "Support"),
}


async def set_the_stage(
    sim: RemoteSimulator, language: str, say: Callable[[str], None], *, topics: bool = True
) -> Cast:
    """Noon of a Tuesday in Moscow, the people, and a staff group that the bot is in: with topics, or a basic one."""
    await sim.set_clock(next_tuesday(await sim.now()))
    *names, title = NAMES[language]
    people = [await sim.person(name, language=language) for name in names]
    anna, maria, viktor, stepan, boris, vera, olga = people
    make = sim.group if topics else sim.plain_group
    room = await make(title, members=[boris, vera])
    await olga.writes("/start")
    return Cast(sim, anna, maria, viktor, stepan, boris, vera, olga, room, say)


def next_tuesday(now: datetime) -> datetime:
    days = (TUESDAY - now.weekday()) % 7 or 7
    return datetime(now.year, now.month, now.day, NOON_IN_MOSCOW, tzinfo=UTC) + timedelta(days=days)


def clients_csv(today: datetime, language: str) -> str:
    """The company's clients: the dates go by the day of the story."""
    later, earlier = (today + timedelta(days=200)).date(), (today - timedelta(days=20)).date()
    daisy, own, hosting, site, domain = {
        "ru": ("ООО «Ромашка»", "ИП Викторов", "Хостинг «Старт»", "Сайт-витрина", "Домен viktorov.example"),
        "en": ("Daisy Ltd", "Viktor and Sons", "Hosting Start", "Showcase site", "Domain viktor.example"),
    }[language]
    return "\n".join(
        [
            CSV_HEAD,
            f"c-1,{daisy},partner,anna@example.com,+79161234567,s-1,{hosting},hosting,active,{later}",
            f"c-1,{daisy},partner,anna@example.com,+79161234567,s-2,{site},site,active,{earlier}",
            f"c-2,{own},individual,viktor@example.com,,s-3,{domain},domain,active,{earlier}",
            "",
        ]
    )
