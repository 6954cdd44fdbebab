"""What the command line does with the database while the desk may be running elsewhere."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from bot.clock import Clock
from bot.current import Current
from bot.opening import opening_of
from bot.policy import policy_of
from bot.redaction import scrubbed
from bot.settings import Settings
from bot.vault import opened
from desk.office import Office
from desk.ports import SetAside, Work
from desk.rules.articles import FOUND, MOST_SUGGESTED, SUGGESTED, Article, Heading, Use
from desk.rules.entitlement import Terms
from desk.rules.exports import parse_month
from desk.rules.opening import DayChange, Opening
from desk.rules.privacy import Fading
from desk.rules.vault import Unsealable, Vault
from desk.usecases.articles import A_PAGE, compare, take_over
from desk.usecases.calendar import day_changes
from desk.usecases.importing import import_registry, known_registry, loss_of
from desk.usecases.managers import digest_to_all
from desk.usecases.privacy import AT_ONCE, fading_now
from desk.usecases.upkeep import MOST_LISTED, handle_again, never_handle
from desk.usecases.upkeep import leftovers as known_leftovers
from storage.engine import Database
from storage.migrate import check_shape, upgrade
from storage.panels.csv import read_clients
from storage.panels.difference import difference
from storage.url import opening, path_of, read_url


@asynccontextmanager
async def office_of(settings: Settings) -> AsyncIterator[Office]:
    """The office alone: no Telegram, no sender. On PostgreSQL an operator decides when to migrate. Raises Unusable."""
    clock, policy = Clock(settings.clock_offset_file), Current(policy_of(settings))
    if settings.database_url.startswith("sqlite"):
        await upgrade(settings.database_url)
    else:
        await check_shape(settings.database_url)
    database = Database(settings.database_url)
    try:
        office = Office(database.begin(clock.now, policy), database.look(clock.now, policy))
        await policy.read_days(office)
        yield office
    finally:
        await database.dispose()


async def opening_now(settings: Settings) -> Opening:
    """With what managers said in the chat, which is in the database. Raises Unusable where that cannot be asked."""
    return opening_of(settings, await _days_of_chat(settings))


async def _days_of_chat(settings: Settings) -> list[DayChange]:
    """What managers said of single days; nothing where there is no database yet. It is not changed. Raises Unusable."""
    path = path_of(read_url(settings.database_url))
    if path is not None and not path.exists():
        return []
    with opening():
        await check_shape(settings.database_url)
        database = Database(settings.database_url)
        clock, policy = Clock(settings.clock_offset_file), policy_of(settings)
        try:
            return await Office(database.begin(clock.now, policy), database.look(clock.now, policy)).look(day_changes)
        finally:
            await database.dispose()


async def terms_now(work: Work) -> Terms:
    return work.policy.terms(work.now)


async def import_file(
    settings: Settings, file: bytes, *, dry_run: bool, complete: bool = False, even_if: bool = False
) -> str:
    """Import a file of clients, or say what importing it would change. Raises BadRows, TooMuchLost."""
    clients, services = read_clients(file)
    async with office_of(settings) as office:
        old_clients, old_services = await office.look(known_registry)
        terms = await office.look(terms_now)
        change = difference(old_clients, old_services, clients, services, terms=terms, complete=complete)
        if not dry_run:
            await office.run(import_registry, clients=clients, services=services, complete=complete, even_if=even_if)
            return f"Imported. {change}"
        lost, too_much = await office.look(loss_of, clients=clients, services=services, complete=complete)
    refused = f"\nIt would be refused: {lost} would end, more than IMPORT_MAX_LOSS." if too_much and not even_if else ""
    return f"Dry run, nothing was changed. {change}{refused}"


async def digest_now(settings: Settings) -> int:
    """Owe every manager today's figures; how many there are."""
    async with office_of(settings) as office:
        return await office.run(digest_to_all)


async def import_articles(settings: Settings, articles: Mapping[str, Article], *, dry_run: bool, prune: bool) -> str:
    """Take articles over, or say what that would change; a line for each that changes."""
    async with office_of(settings) as office:
        if dry_run:
            change = await office.look(compare, articles=articles)
        else:
            change = await office.run(take_over, articles=articles, prune=prune)
    lines = [*(f"+ {slug}" for slug in change.added), *(f"~ {slug}" for slug in change.changed)]
    lines += [f"- {slug}" for slug in change.missing] if prune else []
    lines.append(
        f"{'Dry run, nothing was changed. ' if dry_run else 'Imported. '}"
        f"{len(change.added)} added, {len(change.changed)} changed, {len(change.same)} as they were"
        f"{f', {len(change.missing)} removed' if prune else ''}."
    )
    if change.missing and not prune:
        lines.append(f"Not in the folder, and kept: {', '.join(change.missing)}. With --prune they are removed.")
    return "\n".join(lines)


async def articles_of(settings: Settings) -> list[Article]:
    async with office_of(settings) as office:
        return await office.look(all_articles)


async def remove_article(settings: Settings, slug: str) -> bool:
    async with office_of(settings) as office:
        return await office.run(drop_article, slug=slug)


async def find_articles(settings: Settings, words: str) -> tuple[list[Heading], list[Heading]]:
    """(would be suggested, would be found)."""
    async with office_of(settings) as office:
        suggested = await office.look(look_up, words=words, least=SUGGESTED, most=MOST_SUGGESTED)
        found = await office.look(look_up, words=words, least=FOUND, most=A_PAGE)
    return suggested, [heading for heading in found if heading not in suggested]


async def article_stats(settings: Settings, month: str) -> list[tuple[str, tuple[int, ...]]]:
    """(slug, how often shown, opened, helped, sent), those that helped most first. Raises BadMonth."""
    since, until = parse_month(month, settings.timezone) if month else (None, None)
    async with office_of(settings) as office:
        uses = await office.look(uses_of_articles, since=since, until=until)
        slugs = {slug for slug, _ in uses} | {article.slug for article in await office.look(all_articles)}
    rows = [(slug, tuple(uses.get((slug, use), 0) for use in Use)) for slug in slugs]
    return sorted(rows, key=lambda row: (-row[1][2], -row[1][1], -row[1][0], row[0]))


async def all_articles(work: Work) -> list[Article]:
    return await work.articles.all()


async def drop_article(work: Work, *, slug: str) -> bool:
    return await work.articles.drop(slug)


async def look_up(work: Work, *, words: str, least: float, most: int) -> list[Heading]:
    return await work.articles.find(words, least=least, most=most)


async def uses_of_articles(
    work: Work, *, since: datetime | None, until: datetime | None
) -> Mapping[tuple[str, Use], int]:
    return await work.articles.uses(since, until)


async def leftovers(settings: Settings, *, words: bool) -> list[str]:
    """A line for each update that was set aside, and for each notice that did not get through."""
    policy = policy_of(settings)
    async with office_of(settings) as office:
        parked, stuck = await office.look(known_leftovers)
    lines = []
    for one in parked:
        # The last line says what failed, those before it where.
        why = one.error.strip().rpartition("\n")[2]
        lines.append(f"update {one.update}  {_at(settings, one.received_at)}  chat {one.lane}  {scrubbed(why)}")
        if words:
            lines.append(f"    {_words(one, policy.vault)}")
    for row in stuck:
        about = f"  ticket {row.ticket}" if row.ticket else ""
        where = f"chat {row.chat}" if row.chat else "mail"
        head = f"owed {row.id}  {_at(settings, row.since)}  {where}{about}  {row.kind}  {row.state}"
        lines.append(f"{head}  {scrubbed(' '.join(row.error.split()))}".rstrip())
        if words:
            lines.append(f"    {row.words or '(erased)'}")
    if MOST_LISTED in {len(parked), len(stuck)}:
        lines.append(f"Of each only the newest {MOST_LISTED} are told.")
    return lines or ["Nothing was set aside, and everything got through."]


def _at(settings: Settings, moment: datetime) -> str:
    return f"{moment.astimezone(settings.timezone):%Y-%m-%d %H:%M}"


def _words(one: SetAside, vault: Vault | None) -> str:
    try:
        return opened(one.update, one.raw, vault)
    except Unsealable as error:
        return f"(cannot be opened: {error})"


async def leftovers_again(settings: Settings, updates: Sequence[int]) -> list[int]:
    """Have them handled once more. Which of them were not set aside: then nothing is changed."""
    async with office_of(settings) as office:
        return await office.run(handle_again, updates=updates)


async def drop_leftovers(settings: Settings, updates: Sequence[int]) -> list[int]:
    """Erase them. Which of them were not set aside: then nothing is changed."""
    async with office_of(settings) as office:
        return await office.run(never_handle, updates=updates)


async def fading(settings: Settings) -> list[str]:
    """A line for each setting: what is older than that, and goes by itself."""
    async with office_of(settings) as office:
        now = await office.look(fading_now)
    lines = []
    for what in Fading:
        name = f"RETENTION_{what.upper()}"
        if what in now:
            keep, number = now[what]
            lines.append(f"{name}={keep.days}d: {number} go by themselves, at most {AT_ONCE} an hour")
        else:
            lines.append(f"{name} is not set: {what} are kept for good")
    return lines
