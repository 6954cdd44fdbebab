"""The digest, and what managers are told at once."""

from desk.ids import ChatId
from desk.notices.managers import Digest, EventsShown, RatingArrived
from desk.rules.digest import Due, Figures
from desk.usecases.delivery.dispatch import Dispatch
from handlers.texts import Html, Texts, escape
from handlers.views.call import Call, Page, Where, marked, send
from handlers.views.split import TEXT, split

MOST_LISTED = 11
SUBJECT = 60

SUPERGROUP = "-100"


def digest_page(notice: Digest, texts: Texts) -> Page:
    figures = notice.figures
    head = texts.digest_head(figures.day, asked=notice.asked)
    if figures.quiet:
        line = [head, texts.quiet_day()] if notice.asked else [texts.quiet_day_of(figures.day)]
        quiet = [*line, _unpublished(figures, texts)]
        return Page(Html("\n\n".join(block for block in quiet if block)))
    blocks = [
        head,
        _unpublished(figures, texts),
        texts.digest_counts(figures.today, figures.before, figures.before_day),
        Html("\n".join([texts.digest_open(figures.ages), texts.digest_reaction(figures.first_reaction)])),
        _listed(figures.overdue, texts.digest_overdue(len(figures.overdue)), texts),
        _listed(figures.due_next, texts.digest_due(len(figures.due_next)), texts),
        _employees(figures, texts),
        _rest(figures, texts),
    ]
    return Page(Html("\n\n".join(block for block in blocks if block)))


def _listed(due: tuple[Due, ...], head: Html, texts: Texts) -> Html:
    if not due:
        return Html("")
    lines = [head, *(_due(item, texts) for item in due[:MOST_LISTED])]
    if len(due) > MOST_LISTED:
        lines.append(texts.digest_and_more(len(due) - MOST_LISTED))
    return Html("\n".join(lines))


def _due(item: Due, texts: Texts) -> Html:
    link = link_to(item.chat, item.topic, item.card)
    if link is None:
        return texts.digest_ticket_without_link(number=item.ticket, subject=shorten(item.subject), at=item.react_by)
    return texts.digest_ticket(link=link, number=item.ticket, subject=shorten(item.subject), at=item.react_by)


def shorten(subject: str) -> str:
    return subject if len(subject) <= SUBJECT else subject[: SUBJECT - 1] + "…"


def link_to(chat: ChatId, topic: int | None, card: int | None) -> str | None:
    """Where a ticket is in the staff's group; a basic group's messages have no links."""
    if not str(chat).startswith(SUPERGROUP) or card is None:
        return None
    place = f"{topic}/{card}" if topic else str(card)
    return f"https://t.me/c/{str(chat).removeprefix(SUPERGROUP)}/{place}"


def _employees(figures: Figures, texts: Texts) -> Html:
    lines = [
        texts.digest_employee(name=employee.name, answers=employee.answers, solved=employee.solved)
        for employee in figures.employees
    ]
    return Html("\n".join([texts.digest_employees(), *lines])) if lines else Html("")


def _rest(figures: Figures, texts: Texts) -> Html:
    lines = []
    if figures.complaints or figures.praise:
        lines.append(texts.digest_feedback(complaints=figures.complaints, praise=figures.praise))
    if figures.rating is not None:
        lines.append(texts.digest_rating(round(figures.rating * 10), figures.rated))
    if figures.helped:
        lines.append(texts.digest_helped(figures.helped))
    if figures.breached:
        lines.append(texts.digest_breached(figures.breached))
    if figures.undelivered:
        lines.append(texts.digest_undelivered(figures.undelivered))
    if figures.unchanged:
        lines.append(texts.digest_unchanged(figures.unchanged))
    if figures.missed:
        lines.append(texts.digest_missed(figures.missed))
    if figures.parked:
        lines.append(texts.digest_parked(figures.parked))
    return Html("\n".join(lines))


def rating_page(notice: RatingArrived, texts: Texts) -> Page:
    link = link_to(notice.room, notice.topic, notice.card) or ""
    head = texts.rating(
        score=notice.score,
        link=link,
        number=notice.ticket,
        subject=shorten(notice.subject),
        who=notice.who,
        employee=notice.employee,
    )
    return Page(Html(f"{head}\n\n{texts.rating_words(notice.comment)}") if notice.comment else head)


def _unpublished(figures: Figures, texts: Texts) -> Html:
    return texts.digest_unpublished(figures.unpublished) if figures.unpublished else Html("")


def feedback_calls(where: Where, dispatch: Dispatch, texts: Texts, again: Html | None) -> list[Call]:
    """Who says it and about what, and then every word of it."""
    feedback = dispatch.feedback
    if feedback is None:
        return []
    name = dispatch.author.name if dispatch.author else ""
    head = Page(texts.feedback_head(praise=feedback.praise, name=name, ticket=feedback.ticket))
    words = [piece for piece, _ in split(feedback.text, [], TEXT)]
    return [send(where, marked(head, again)), *(send(where, Page(escape(piece))) for piece in words)]


def events_page(notice: EventsShown, texts: Texts) -> Page:
    """A line for each; names are cut, so that all of it is one message."""
    lines = [
        texts.auth_event(
            at=one.at,
            what=one.what,
            who=shorten(one.actor),
            whose=shorten(one.person),
            number=one.number,
            client=shorten(one.client),
            proof=one.method,
            result=shorten(one.result),
        )
        for one in notice.lines
    ]
    return Page(Html("\n\n".join([texts.auth_events(some=bool(lines)), *lines])))
