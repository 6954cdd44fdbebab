"""A ticket's card: everything that staff need at a glance, and what they can do."""

from desk.notices.staff import CardChanged
from desk.rules.came import Way
from desk.rules.charges import ChargeState, costs
from desk.rules.entitlement import Standing
from desk.rules.paid import Billing
from desk.rules.policy import Promise
from desk.rules.targets import Because
from desk.rules.ticket import ON_CARD, Level, Support, Ticket
from desk.usecases.delivery.dispatch import Dispatch
from handlers.acts import ACTS, rows_of
from handlers.callbacks import Card, Price
from handlers.texts import Html, Texts, escape
from handlers.views.call import Page
from handlers.views.keyboards import Button, keyboard
from handlers.views.vault import card_lines


def card(dispatch: Dispatch, texts: Texts) -> Page:
    """The card of a ticket as it is now."""
    ticket = dispatch.ticket
    if ticket is None:
        raise LookupError("a card without its ticket")
    blocks = [
        [texts.card_head(number=ticket.id, status=ticket.status, subject=ticket.subject)],
        [*_who(dispatch, texts), *_what(ticket, texts), *_price(dispatch, ticket, texts)],
        [*_when(dispatch, ticket, texts), *_cycles(ticket, texts), *card_lines(dispatch, texts)],
        _answers(ticket, texts),
        [_description(ticket)],
    ]
    text = "\n\n".join("\n".join(block) for block in blocks if block)
    page = dispatch.notice.page if isinstance(dispatch.notice, CardChanged) else ""
    money = [] if page else _money(dispatch, texts)
    return Page(Html(text), keyboard(*_buttons(page, ticket, dispatch, texts), money))


def _who(dispatch: Dispatch, texts: Texts) -> list[Html]:
    author, client, ticket = dispatch.author, dispatch.client, dispatch.ticket
    known = (
        texts.card_client(name=client.name, category=texts.client_category(client.category))
        if client
        else texts.card_prospect()
    )
    if ticket and ticket.is_own:
        return [texts.card_filed_by(name=dispatch.filed_by, way=Way.OWN, at=None), texts.card_own()]
    if ticket and ticket.filed_by and ticket.way:
        known = Html(f"{known}\n{texts.card_filed_by(name=dispatch.filed_by, way=ticket.way, at=ticket.asked_at)}")
    if dispatch.absent:
        known = Html(f"{known}\n{texts.client_is_absent()}")
    if dispatch.notes:
        known = Html(f"{known}\n{texts.card_notes(dispatch.notes)}")
    if author is None:
        return [known]
    lines = [known, texts.card_author(name=author.name, username=author.username, delegate=dispatch.delegate)]
    return lines + ([texts.card_blocked(author.blocked)] if author.blocked else [])


def _what(ticket: Ticket, texts: Texts) -> list[Html]:
    lines = []
    if ticket.service_state:
        state = texts.service_state(ticket.service_state)
        lines.append(texts.card_service(service=ticket.service_name, state=state))
    elif ticket.client:
        lines.append(texts.card_no_service())
    lines.append(texts.card_category(ticket.category, texts.urgency(ticket.urgency)))
    if ticket.billing is not Billing.UNRELATED or ticket.entitlement.standing is not Standing.ENTITLED:
        lines.append(texts.card_standing(ticket.entitlement))
    if ticket.billing:
        lines.append(texts.card_billing(ticket.billing))
    if ticket.support is not Support.STANDARD:
        lines.append(texts.card_priority(round_the_clock=ticket.support is Support.ROUND_THE_CLOCK))
    return lines


def _price(dispatch: Dispatch, ticket: Ticket, texts: Texts) -> list[Html]:
    """What it costs, and whether work may start. Source: regulation 2.4."""
    if dispatch.charge:
        return [texts.card_price(dispatch.charge)]
    return [texts.card_unpriced()] if costs(ticket.billing, None) else []


def _when(dispatch: Dispatch, ticket: Ticket, texts: Texts) -> list[Html]:
    lines = [texts.card_assignee(dispatch.name)]
    if ticket.reacted_at and ticket.took is not None:
        lines.append(texts.card_reacted(texts.span(ticket.took)))
    else:
        lines.append(texts.card_react_by(ticket.react_by) if ticket.react_by else texts.card_no_target())
        lines += _why(dispatch, ticket, texts)
    if dispatch.promised:
        lines.append(texts.card_promised(dispatch.promised.until, dispatch.promised.reason))
    if dispatch.snooze:
        lines.append(texts.card_asleep(dispatch.snooze.until, dispatch.snooze.reason))
    if dispatch.period and dispatch.period.close_at:
        lines.append(texts.card_closes(dispatch.period.close_at))
    return lines


def _why(dispatch: Dispatch, ticket: Ticket, texts: Texts) -> list[Html]:
    """Why the first reaction is due then, where it is not the usual target. Source: regulation 1.3, 3.2."""
    match dispatch.promise:
        case Promise(because=Because.PRODUCT, product=product):
            return [texts.card_target_of_plan(product)]
        case Promise(because=Because.CLIENT) if ticket.client_category:
            return [texts.card_target_of_client(ticket.client_category)]
        case Promise() if ticket.level is Level.COMPLEX:
            return [texts.card_target_of_complex()]
        case _:
            return []


def _cycles(ticket: Ticket, texts: Texts) -> list[Html]:
    """What came before and after, and the first solution of a ticket that was opened again. Source: T27, T29."""
    lines = [texts.goes_on_from(number=str(ticket.follows))] if ticket.follows else []
    lines += [texts.goes_on_in(number=str(ticket.followed_by))] if ticket.followed_by else []
    if ticket.reopened:
        lines.append(texts.card_reopened(ticket.reopened))
    if ticket.reopened and ticket.first_solved_at:
        lines.append(texts.card_first_solved(ticket.first_solved_at))
    return lines


def _answers(ticket: Ticket, texts: Texts) -> list[Html]:
    return [
        texts.card_answer(label=texts.label(name), answer=texts.answer(name, value)) for name, value in ticket.answers
    ]


def _description(ticket: Ticket) -> Html:
    return escape(ticket.description[:ON_CARD] + ("…" if len(ticket.description) > ON_CARD else ""))


def _buttons(page: str, ticket: Ticket, dispatch: Dispatch, texts: Texts) -> list[list[Button]]:
    def button(name: str) -> Button:
        return texts.button(ACTS[name].label or name), Card(act=name, ticket=ticket.id)

    return [[button(name) for name in row] for row in rows_of(page, ticket, dispatch)]


def _money(dispatch: Dispatch, texts: Texts) -> list[Button]:
    """A payment may come after the ticket has ended."""
    charge = dispatch.charge
    follows = {ChargeState.ACCEPTED: ("awaiting", "paid"), ChargeState.AWAITING: ("paid",)}
    acts = follows.get(charge.state, ()) if charge else ()
    return [(texts.button(act), Price(act=act, charge=charge.id)) for act in acts if charge]
