"""An employee looks for an article, and sends it to the client. Source: regulation 2.5."""

from collections.abc import Sequence
from datetime import timedelta

from desk.errors import NoSuchArticle
from desk.ids import ChatId, PersonId, TicketId
from desk.notices.articles import ArticlesFound
from desk.notices.staff import StaffHint
from desk.notices.toasts import Toast
from desk.ports import Work
from desk.rules.articles import FOUND, Article, Heading, Use
from desk.rules.content import Content, Kind, Parts, Source, text_of
from desk.rules.messages import Side
from desk.rules.ticket import Ticket
from desk.usecases.articles import MOST_WORDS
from desk.usecases.merged import where_it_goes_on
from desk.usecases.staff_messages import Spot, answer_client, place_of, ticket_at

MOST_SHOWN = 10
SECOND_TAP = timedelta(seconds=10)


async def show_articles(work: Work, *, by: PersonId, spot: Spot, words: str) -> None:
    """Those that fit; in a ticket's place with a button for each. The name of one, in such a place, sends it."""
    ticket = await ticket_at(work, spot)
    words = " ".join(words.split())[:MOST_WORDS]
    named = await work.articles.by_slug(words.casefold()) if words else None
    if named is not None and ticket is not None:
        await answer_client(work, ticket, by, _parts(named, spot), spot=spot, written_at=work.now)
        await work.articles.note(named.slug, Use.SENT, work.now)
        return
    if words:
        found = await work.articles.find(words, least=FOUND, most=MOST_SHOWN)
    else:
        found = await work.articles.headings()
    _offer(work, spot, ticket, words, found)


async def show_articles_here(work: Work, ticket: Ticket, by: PersonId) -> Toast:
    """By a button of the card: those that there are, each with a button that sends it."""
    _offer(work, await place_of(work, ticket), ticket, "", await work.articles.headings())
    return Toast.SHOWN


def _offer(work: Work, spot: Spot, ticket: Ticket | None, words: str, found: Sequence[Heading]) -> None:
    work.outbox.say(
        ArticlesFound(
            to=spot.chat,
            articles=tuple(found[:MOST_SHOWN]),
            words=words,
            total=len(found),
            ticket=ticket.id if ticket else None,
            topic=spot.topic,
            reply_to=spot.message or None,
        )
    )


async def hand_article(
    work: Work, *, by: PersonId, room: ChatId, topic: int | None, number: TicketId, article: int
) -> Toast:
    """By its button, as an answer to the client. A second tap sends nothing. Raises NoSuchArticle."""
    ticket, found = await work.tickets.get(number), await work.articles.get(article)
    if ticket is None or ticket.room != room or found is None:
        raise NoSuchArticle
    ticket = await where_it_goes_on(work, ticket)
    spot = Spot(room, 0, topic)
    parts = _parts(found, spot)
    last = await work.messages.last_written(ticket.id, Side.STAFF)
    if last and last.author == by and text_of(last.parts) == text_of(parts) and work.now - last.written_at < SECOND_TAP:
        return Toast.ALREADY
    await answer_client(work, ticket, by, parts, spot=spot, written_at=work.now)
    await work.articles.note(found.slug, Use.SENT, work.now)
    name = (await work.people.names([by])).get(by, "")
    facts = {"who": name, "title": found.title}
    work.outbox.say(StaffHint(to=room, what="article_sent", topic=topic, facts=facts))
    return Toast.DONE


def _parts(article: Article, spot: Spot) -> Parts:
    text = f"{article.text}\n\n{article.url}" if article.url else article.text
    return (Content(Kind.TEXT, Source(spot.chat, spot.message), text, article.entities),)
