"""A ticket as its client sees it."""

from collections.abc import Callable

from desk.notices.base import Notice, Screen
from desk.notices.changes import MadeUrgent, Recategorized
from desk.notices.client import Filed, TicketLine, TicketShown, TicketsListed
from desk.notices.dates import Promised
from desk.notices.tickets import Added, CommentKept, HistoryLine, HistoryShown, Rated, WriteHere
from desk.rules.awaited import Awaits
from desk.rules.charges import costs
from desk.rules.paid import Billing
from desk.rules.rating import SCORES
from desk.rules.ticket import ENDS, Status, Support
from handlers.callbacks import Elsewhere, Fill, Go, Leaf, Mine, Rate
from handlers.texts import Html, Texts, escape
from handlers.views.call import Page
from handlers.views.keyboards import Button, column, keyboard

SHOWN = 600


def filed_page(screen: Screen, texts: Texts) -> Page | None:
    """The number, when somebody first answers, and what happens if the desk is closed."""
    if not isinstance(screen, Filed):
        return None
    lines = [
        texts.filed(number=screen.ticket, subject=screen.subject, standing=screen.entitlement.standing),
        _priority(screen, texts),
        texts.first_reaction_by(screen.react_by)
        if screen.react_by
        else texts.ground_for_client(screen.entitlement.ground),
        _cost(screen.billing, texts),
        _closed(screen, texts),
        texts.filed_next(),
    ]
    mine: Button = (texts.button("tickets"), Go(to="tickets"))
    return Page(Html("\n\n".join(line for line in lines if line)), keyboard([mine]))


def _closed(screen: Filed, texts: Texts) -> Html:
    if screen.opens_at is None:
        return Html("")
    now = screen.billing is Billing.OUTSIDE_HOURS
    return texts.filed_now(screen.opens_at) if now else texts.filed_closed(screen.opens_at)


def ticket_notice(notice: Notice, texts: Texts) -> Page | None:
    """What is told about a ticket without taking another page's place."""
    match notice:
        case Added(ticket=ticket, subject=subject, message=message):
            elsewhere: Button = (texts.button("elsewhere"), Elsewhere(message=message))
            return Page(texts.added(number=ticket, subject=subject), keyboard([elsewhere]))
        case Rated(ticket=ticket, rating=rating, score=score):
            words: Button = (texts.button("comment"), Rate(rating=rating))
            return Page(texts.rated(number=ticket, score=score), keyboard([words]))
        case CommentKept(ticket=ticket):
            return Page(texts.comment_kept(number=ticket))
        case Recategorized():
            return Page(texts.recategorized(notice, _new_ground(notice.billing, texts)))
        case MadeUrgent():
            return Page(texts.made_urgent(notice))
        case Promised():
            return Page(texts.promised(notice))
        case _:
            return None


def _new_ground(billing: Billing | None, texts: Texts) -> Html:
    """What it costs by now, if that has changed."""
    if billing is None:
        return Html("")
    return _cost(billing, texts) or texts.billing_for_client(billing)


def scores(rating: int) -> list[Button]:
    """From 1 to 5, side by side."""
    return [(str(score), Rate(rating=rating, score=score)) for score in SCORES]


def _cost(billing: Billing | None, texts: Texts) -> Html:
    """What is free needs no words after it was sent; what is paid does."""
    if billing is None or not billing.is_paid:
        return Html("")
    return Html(f"{texts.billing_for_client(billing)} {texts.price_first()}")


def _priority(screen: Filed | TicketShown, texts: Texts) -> Html:
    if screen.support is Support.STANDARD:
        return Html("")
    return texts.priority_for_client(round_the_clock=screen.support is Support.ROUND_THE_CLOCK)


def ticket_page(screen: Screen, texts: Texts) -> Page:
    if not isinstance(screen, TicketShown):
        raise TypeError(f"no page for {type(screen).__name__}")
    lines = [texts.ticket_head(number=screen.ticket, subject=screen.subject), Html("\n".join(_facts(screen, texts)))]
    lines.append(escape(screen.description[:SHOWN] + ("…" if len(screen.description) > SHOWN else "")))
    if screen.rating is not None:
        lines.append(texts.rate_it())
    back: list[Button] = [(texts.button("tickets"), Go(to="tickets")), (texts.button("menu"), Go(to="menu"))]
    return Page(Html("\n\n".join(lines)), keyboard(*_acts(screen, texts), back))


def _acts(screen: TicketShown, texts: Texts) -> list[list[Button]]:
    """What can be done with it as it is."""

    def mine(act: str) -> Button:
        return texts.button(act), Mine(act=act, ticket=screen.ticket)

    history: Button = (texts.button("history"), Leaf(of="history", page=1, ticket=screen.ticket))
    if screen.status not in ENDS:
        return [[mine("write"), history], [mine("close")]]
    rating = scores(screen.rating) if screen.rating is not None else []
    words = texts.button("reopen" if screen.may_reopen else "follow_up")
    again: Button = (words, Mine(act="reopen", ticket=screen.ticket))
    return [rating, [history], [again] if screen.status is not Status.MERGED else []]


def list_page(screen: TicketsListed | HistoryShown | WriteHere, texts: Texts) -> Page:
    """Tickets, or the history of one; or the question what to add to it."""
    match screen:
        case TicketsListed():
            return _listed(screen, texts)
        case HistoryShown():
            return _history(screen, texts)
        case WriteHere(ticket=ticket, subject=subject, rev=rev):
            cancel: Button = (texts.button("cancel"), Fill(rev=rev, button="cancel"))
            return Page(texts.write_here(number=ticket, subject=subject), keyboard([cancel]))


def _listed(screen: TicketsListed, texts: Texts) -> Page:
    shown: list[Button] = [
        (
            texts.ticket_line(number=line.id, subject=line.subject, status=line.status),
            Mine(act="show", ticket=line.id),
        )
        for line in screen.tickets
    ]
    head = texts.tickets(empty=not screen.tickets, page=screen.page, pages=screen.pages)
    awaited = [
        texts.ticket_awaits(number=line.id, awaits=_awaits(line, texts), author=line.author)
        for line in screen.tickets
        if line.awaits is not Awaits.NOTHING
    ]
    ways: list[Button] = [(texts.button("new"), Go(to="new")), (texts.button("menu"), Go(to="menu"))]
    leaves = _leaves(screen.page, screen.pages, lambda page: Leaf(of="tickets", page=page), texts)
    text = Html("\n\n".join(block for block in (head, "\n".join(awaited)) if block))
    return Page(text, keyboard(*column(shown), leaves, *column(ways)))


def _awaits(line: TicketLine, texts: Texts) -> Html:
    """A promised date says more than whose turn it is; a first answer has one of its own besides."""
    if line.promised is None:
        return texts.awaits(line.awaits, line.by)
    promised = texts.promised_by(line.promised)
    return Html(f"{texts.awaits(line.awaits, line.by)}; {promised}") if line.by else promised


def _history(screen: HistoryShown, texts: Texts) -> Page:
    head = texts.history_head(number=screen.ticket, subject=screen.subject, page=screen.page, pages=screen.pages)
    lines = [_entry(line, texts) for line in screen.lines]
    leaves = _leaves(screen.page, screen.pages, lambda page: Leaf(of="history", page=page, ticket=screen.ticket), texts)
    back: list[Button] = [
        (texts.button("to_ticket"), Mine(act="show", ticket=screen.ticket)),
        (texts.button("tickets"), Go(to="tickets")),
    ]
    return Page(Html("\n\n".join([head, *lines])), keyboard(leaves, back))


def _entry(line: HistoryLine, texts: Texts) -> Html:
    if line.kind is not None:
        return texts.history_event(at=line.at, kind=line.kind, who=line.who, detail=line.detail)
    files = texts.files(line.files) if line.files else Html("")
    return texts.history_words(at=line.at, who=line.who, words=line.words, files=files)


def _leaves(page: int, pages: int, leads_to: Callable[[int], Leaf], texts: Texts) -> list[Button]:
    """To the pages beside this one, where there are any."""
    leaves: list[Button] = [(texts.button("older"), leads_to(page + 1))] if page < pages else []
    return [*leaves, (texts.button("newer"), leads_to(page - 1))] if page > 1 else leaves


def _facts(screen: TicketShown, texts: Texts) -> list[Html]:
    lines = [
        texts.ticket_state(screen.status, assignee=screen.assignee),
        *([texts.ticket_author(screen.author)] if screen.author else []),
        texts.ticket_filed_at(screen.filed_at),
    ]
    if screen.service:
        lines.append(texts.ticket_service(screen.service))
    if screen.support is not Support.STANDARD:
        lines.append(_priority(screen, texts))
    if screen.awaits is not Awaits.NOTHING:
        by = screen.close_at if screen.awaits is Awaits.CLIENT else screen.react_by
        lines.append(texts.whose_turn(texts.awaits(screen.awaits, by)))
    if screen.promised:
        lines.append(texts.whose_turn(texts.promised_by(screen.promised, screen.promised_why)))
    if screen.billing and costs(screen.billing, screen.charge) is screen.billing.is_paid:
        lines.append(texts.billing_for_client(screen.billing))
    if screen.charge:
        lines.append(texts.price_line(screen.charge))
    if screen.follows:
        lines.append(texts.goes_on_from(number=str(screen.follows)))
    if screen.followed_by:
        lines.append(texts.goes_on_in(number=str(screen.followed_by)))
    if screen.ended_at:
        lines.append(texts.ended_at(screen.ended_at))
    return [*lines, texts.messages(screen.messages)]
