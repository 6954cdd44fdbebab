"""The pages about people who act for a client."""

from collections.abc import Iterable

from aiogram.types import KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove

from desk.ids import TicketId
from desk.notices.approvals import ApprovalAsked, ApprovalTold
from desk.notices.base import Notice
from desk.notices.panel_links import PanelLinkAsked
from desk.notices.people import (
    ClientPeople,
    DelegateLine,
    DelegatesChanged,
    DelegateShown,
    DelegateTold,
    Disowned,
    Doubted,
    InvitationMade,
    InvitingAsked,
    LeavingAsked,
    Left,
    NumberAsked,
    NumberTaken,
    PeopleShown,
    ProveAgain,
    Reported,
    SomebodyCame,
    StillOurs,
    UndoAsked,
    WhichToLeave,
)
from handlers.callbacks import Go, Invitation, PanelLink, People, Undo
from handlers.texts import Html, Texts, plain
from handlers.views.approvals import approval_page
from handlers.views.call import Page
from handlers.views.keyboards import Button, column, keyboard


def people_page(notice: Notice, texts: Texts) -> Page | None:
    """The page or the message, if it is about that."""
    match notice:
        case PeopleShown():
            return _people(notice, texts)
        case DelegateShown():
            return _delegate(notice, texts)
        case InvitingAsked(key=key, client=client):
            ways: list[Button] = [
                (texts.button("sees_all"), People(act="invite_all", key=key)),
                (texts.button("sees_own"), People(act="invite_own", key=key)),
                (texts.button("back"), Go(to="people")),
            ]
            return Page(texts.inviting_asked(client=client), keyboard(*column(ways)))
        case InvitationMade(client=client, link=link, sees_all=sees_all, expires_at=until):
            return Page(texts.invitation_made(client=client, link=link, sees_all=sees_all, until=until))
        case ApprovalAsked() | ApprovalTold():
            return approval_page(notice, texts)
        case PanelLinkAsked():
            return _of_panel(notice, texts)
        case SomebodyCame():
            return _came(notice, texts)
        case DelegatesChanged():
            return _changed(notice, texts)
        case DelegateTold():
            return _told(notice, texts)
        case _:
            return _ending(notice, texts)


def _ending(notice: Notice, texts: Texts) -> Page | None:
    """What is said about an access that ends, and about a phone number that is to give one."""
    match notice:
        case NumberAsked(wrong=wrong):
            key = KeyboardButton(text=plain(texts.button("share_number")), request_contact=True)
            keys = ReplyKeyboardMarkup(keyboard=[[key]], resize_keyboard=True, one_time_keyboard=True)
            return Page(texts.number_asked(wrong=wrong), keys)
        case NumberTaken(result=result):
            return Page(texts.number_taken(result), ReplyKeyboardRemove(remove_keyboard=True))
        case WhichToLeave() | LeavingAsked() | Left():
            return _leaving(notice, texts)
        case ProveAgain(client=client, mail=mail):
            way: Button = (texts.button("prove"), Go(to="sign_in"))
            return Page(texts.prove_again(client=client, mail=mail), keyboard(*([[way]] if mail else [])))
        case StillOurs():
            return _still(notice, texts)
        case UndoAsked():
            return _undo(notice, texts)
        case Disowned(client=client, name=name):
            return Page(texts.disowned(client=client, name=name))
        case Reported(client=client, name=name):
            return Page(texts.reported(client=client, name=name))
        case Doubted():
            return _doubted(notice, texts)
        case _:
            return None


def _doubted(notice: Doubted, texts: Texts) -> Page:
    said = texts.doubted_yourself(client=notice.client, name=notice.name)
    if notice.person is None:
        return Page(said)
    away: Button = (texts.button("not_ours"), People(act="not_ours", key=notice.key, who=notice.person))
    return Page(Html(f"{said}\n\n{texts.doubt_in_turn(ends=notice.ends)}"), keyboard([away]))


def _changed(notice: Disowned | DelegatesChanged, texts: Texts) -> Page:
    if isinstance(notice, Disowned):
        return Page(texts.disowned(client=notice.client, name=notice.name))
    if notice.outdated:
        return Page(texts.delegate_outdated(client=notice.client, name=notice.name))
    return Page(texts.delegates_changed(client=notice.client, name=notice.name, by=notice.by, added=notice.added))


def _of_panel(screen: PanelLinkAsked, texts: Texts) -> Page:
    word: list[Button] = [
        (texts.button("my_account"), PanelLink(act="yes", link=screen.link)),
        (texts.button("not_my_account"), PanelLink(act="no", link=screen.link)),
    ]
    return Page(texts.panel_link_asked(client=screen.client, email=screen.email, owner=screen.owner), keyboard(word))


def _people(screen: PeopleShown, texts: Texts) -> Page:
    blocks = [texts.people_head()] if screen.owned else []
    blocks += [_client(client, texts) for client in screen.owned]
    if screen.acts_for:
        blocks.append(texts.acts_for(", ".join(screen.acts_for)))
    rows = [row for client in screen.owned for row in _client_buttons(client, texts, several=len(screen.owned) > 1)]
    menu: list[Button] = [(texts.button("menu"), Go(to="menu"))]
    return Page(Html("\n\n".join(blocks)), keyboard(*rows, menu))


def _client(client: ClientPeople, texts: Texts) -> Html:
    lines = [texts.owner_line(name=one.name, proof=one.proof, since=one.since) for one in client.owners]
    lines += [texts.proven_line(_seen(one, texts), proof=one.proof, since=one.since) for one in client.delegates]
    lines += [] if client.delegates or client.invitations else [texts.nobody_else()]
    lines += [texts.invitation_line(until=one.expires_at, waiting=one.waiting) for one in client.invitations]
    return texts.people_of(client=client.name, lines=Html("\n".join(lines)))


def _client_buttons(client: ClientPeople, texts: Texts, *, several: bool) -> list[list[Button]]:
    rows: list[list[Button]] = [
        [(one.name, People(act="show", key=client.key, who=one.person))] for one in client.delegates
    ]
    for one in client.invitations:
        if one.waiting:
            rows.append([(texts.confirm_person(one.waiting), Invitation(act="yes", number=one.id))])
            rows.append([(texts.turn_away_person(one.waiting), Invitation(act="no", number=one.id))])
        else:
            rows.append([(texts.button("withdraw"), Invitation(act="no", number=one.id))])
    words = texts.invite_for(client.name) if several else texts.button("invite")
    return [*rows, [(words, People(act="invite", key=client.key))]]


def _word(invitation: int, texts: Texts) -> list[Button]:
    return [
        (texts.button("confirm"), Invitation(act="yes", number=invitation)),
        (texts.button("turn_away"), Invitation(act="no", number=invitation)),
    ]


def _delegate(screen: DelegateShown, texts: Texts) -> Page:
    one = screen.delegate
    change = "let_own" if one.sees_all else "let_all"
    ways: list[Button] = [
        (texts.button(change), People(act=change, key=screen.key, who=one.person)),
        (texts.button("revoke"), People(act="revoke", key=screen.key, who=one.person)),
        (texts.button("back"), Go(to="people")),
    ]
    text = texts.delegate(name=one.name, client=screen.client, sees_all=one.sees_all)
    return Page(text, keyboard(*column(ways)))


def _told(notice: DelegateTold, texts: Texts) -> Page:
    lines = [texts.delegate_told(notice.standing, client=notice.client, sees_all=notice.sees_all)]
    if notice.own_again:
        lines.append(texts.own_again(numbers=_numbers(notice.own_again, texts)))
    if notice.stays:
        lines.append(texts.stays_the_clients(numbers=_numbers(notice.stays, texts), client=notice.client))
    return Page(Html("\n\n".join(lines)))


def _numbers(tickets: Iterable[TicketId], texts: Texts) -> str:
    return ", ".join(texts.number(number) for number in tickets)


def _came(notice: SomebodyCame, texts: Texts) -> Page:
    text = texts.somebody_came(
        client=notice.client, name=notice.name, username=notice.username, sees_all=notice.sees_all
    )
    return Page(text, keyboard(_word(notice.invitation, texts)))


def _undo(screen: UndoAsked, texts: Texts) -> Page:
    person = texts.named(name=screen.name, username=screen.username)
    word = texts.button("end_access") if screen.ends else texts.button("not_ours")
    end: Button = (word, Undo(number=screen.undo))
    return Page(
        texts.undo_asked(client=screen.client, person=person, since=screen.since, ends=screen.ends),
        keyboard([end], [(texts.button("menu"), Go(to="menu"))]),
    )


def _seen(one: DelegateLine, texts: Texts) -> Html:
    return texts.delegate_line(name=one.name, sees_all=one.sees_all)


def _leaving(screen: WhichToLeave | LeavingAsked | Left, texts: Texts) -> Page:
    """Which client, what it means, and that it is done."""
    menu: Button = (texts.button("menu"), Go(to="menu"))
    match screen:
        case WhichToLeave(clients=clients):
            choice: list[Button] = [(name, People(act="leaving", key=key)) for key, name in clients]
            return Page(texts.which_to_leave(), keyboard(*column([*choice, menu])))
        case LeavingAsked():
            yes: Button = (texts.button("leave"), People(act="leave", key=screen.key))
            numbers = _numbers(screen.open, texts)
            said = texts.leaving_asked(client=screen.client, others=screen.others, numbers=numbers)
            return Page(said, keyboard(*column([yes, menu])))
        case Left(client=client, still=still):
            return Page(texts.left(client=client, still=", ".join(still)), keyboard([menu]))


def _still(notice: StillOurs, texts: Texts) -> Page:
    person = texts.named(name=notice.name, username=notice.username)
    ways: list[Button] = [
        (texts.button("still_ours"), People(act="still", key=notice.key, who=notice.person)),
        (texts.button("revoke"), People(act="revoke", key=notice.key, who=notice.person)),
    ]
    return Page(texts.still_ours(client=notice.client, person=person), keyboard(*column(ways)))
