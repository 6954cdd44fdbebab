"""The one door from facts to Telegram: every notice there is has its calls here."""

from dataclasses import replace
from typing import assert_never

from aiogram.methods import LeaveChat

from desk.notices.alerts import Breached, DueSoon, DutyCall
from desk.notices.approvals import ApprovalOver, ApprovalShown
from desk.notices.articles import ArticlesFound
from desk.notices.base import ForPerson, ForRoom, Screen
from desk.notices.changes import LeftBehind
from desk.notices.client_look import ClientShown
from desk.notices.dates import PromiseBroken
from desk.notices.exports import MonthWanted
from desk.notices.groups import GroupLeft, GroupNews, WrongGroup
from desk.notices.lists import HoldersShown, ListNotice, MacroShown, MacrosShown, TicketsFound
from desk.notices.mail import AnswerMail, ClosingMail, CodeMail, FeedbackMail, LinkMail, PingMail
from desk.notices.managers import (
    CalendarShown,
    CodesStopped,
    DayChanged,
    DayProposed,
    Digest,
    DuesMoved,
    EventsShown,
    FeedbackArrived,
    RatingArrived,
)
from desk.notices.on_behalf import ClientsFound, EntryPage
from desk.notices.panel import ClientsMisread, PanelNews
from desk.notices.privacy import PrivacyNotice
from desk.notices.staff import StaffHint, TopicTwice
from desk.ports import Owed
from desk.usecases.delivery.dispatch import Dispatch
from handlers.texts import Html, Texts
from handlers.views.alerts import alert_calls
from handlers.views.approvals import approval_card
from handlers.views.call import Call, Page, Where, chat_of, edit, fingerprint, marked, send
from handlers.views.client import client_calls
from handlers.views.dates import broken_page
from handlers.views.days import day_page
from handlers.views.exports import month_calls
from handlers.views.lists import listed
from handlers.views.manager import digest_page, events_page, feedback_calls, rating_page
from handlers.views.on_behalf import on_behalf_calls
from handlers.views.pages import page
from handlers.views.privacy import privacy_calls
from handlers.views.room import room_calls
from handlers.views.vault import InPrivate, access_calls


def begun(dispatch: Dispatch, texts: Texts, row: Owed) -> list[Call] | None:
    """The calls of a row, of which some were made already. None: what was made is no beginning of them.

    A mark that came since may have changed how they begin; then they go on as they were, with the mark below.
    """
    todo = calls(dispatch, texts, repeat=row.repeat)
    if not row.made or fingerprint(todo[: row.parts]) == row.made:
        return todo
    unmarked = calls(dispatch, texts, repeat=False)
    if not row.repeat or fingerprint(unmarked[: row.parts]) != row.made:
        return None
    last = unmarked[-1].method
    where = Where(chat_of(unmarked[-1]), getattr(last, "message_thread_id", None))
    return [*unmarked, replace(send(where, Page(texts.possible_repeat())), parts=(), below=True)]


def calls(dispatch: Dispatch, texts: Texts, *, repeat: bool) -> list[Call]:
    """What to call, in order. `repeat`: it may have been sent before, and says so where it can."""
    notice = dispatch.notice
    again = texts.possible_repeat() if repeat else None
    if isinstance(notice, Screen):
        shown = page(notice, texts)
        return [edit(notice.chat, dispatch.edits[0], shown) if dispatch.edits else send(Where(notice.chat), shown)]
    match notice:
        case LinkMail() | CodeMail() | FeedbackMail() | AnswerMail() | PingMail() | ClosingMail():
            raise TypeError("mail does not go through Telegram")
        case Digest() | FeedbackArrived() | RatingArrived() | MonthWanted():
            return _to_managers(notice, dispatch, texts, again)
        case DutyCall() | DueSoon() | Breached():
            return alert_calls(notice, dispatch, texts, again)
        case (
            PromiseBroken()
            | CodesStopped()
            | EventsShown()
            | GroupNews()
            | PanelNews()
            | ClientsMisread()
            | DuesMoved()
            | CalendarShown()
            | DayProposed()
            | DayChanged()
            | ApprovalShown()
            | ApprovalOver()
        ):
            return [send(Where(notice.to), marked(_news(notice, dispatch, texts), again))]
        case WrongGroup() | GroupLeft():
            return _leaving(notice, texts)
        case (
            ArticlesFound()
            | HoldersShown()
            | MacrosShown()
            | MacroShown()
            | TicketsFound()
            | ClientShown()
            | ClientsFound()
            | EntryPage()
        ):
            return _asked_for(notice, texts, again)
        case ForRoom() | StaffHint() | TopicTwice() | LeftBehind():
            return room_calls(notice, dispatch, texts, repeat=repeat)
        case ForPerson():
            return _to_person(notice, dispatch, texts, repeat=repeat)
        case _:
            assert_never(notice)


def _leaving(notice: WrongGroup | GroupLeft, texts: Texts) -> list[Call]:
    match notice:
        case WrongGroup(to=chat, channel=channel):
            return [send(Where(chat), Page(texts.wrong_group(group=chat, channel=channel)))]
        case GroupLeft(to=chat):
            return [Call(LeaveChat(chat_id=chat), parts=())]


def _to_person(notice: ForPerson, dispatch: Dispatch, texts: Texts, *, repeat: bool) -> list[Call]:
    if isinstance(notice, PrivacyNotice):
        return privacy_calls(notice, dispatch, texts, texts.possible_repeat() if repeat else None)
    if isinstance(notice, InPrivate):
        return access_calls(notice, dispatch, texts, texts.possible_repeat() if repeat else None)
    return client_calls(notice, dispatch, texts, repeat=repeat)


def _asked_for(
    notice: ListNotice | ArticlesFound | ClientShown | ClientsFound | EntryPage, texts: Texts, again: Html | None
) -> list[Call]:
    """What an employee asked for in the group, where they asked."""
    if isinstance(notice, ClientShown | ClientsFound | EntryPage):
        return on_behalf_calls(notice, texts, again)
    shown = marked(listed(notice, texts), again)
    match notice:
        case MacroShown(on=int(on)) | MacrosShown(on=int(on)):
            return [edit(notice.to, on, shown)]
        case _:
            place = Where(notice.to, getattr(notice, "topic", None), getattr(notice, "reply_to", None))
            return [send(place, shown)]


def _to_managers(
    notice: Digest | FeedbackArrived | RatingArrived | MonthWanted, dispatch: Dispatch, texts: Texts, again: Html | None
) -> list[Call]:
    match notice:
        case Digest():
            return [send(Where(notice.to), marked(digest_page(notice, texts), again))]
        case FeedbackArrived():
            return feedback_calls(Where(notice.to), dispatch, texts, again)
        case RatingArrived():
            return [send(Where(notice.to), marked(rating_page(notice, texts), again))]
        case MonthWanted():
            return month_calls(notice, dispatch, texts, again)


def _news(
    notice: PromiseBroken
    | CodesStopped
    | EventsShown
    | GroupNews
    | PanelNews
    | ClientsMisread
    | DuesMoved
    | CalendarShown
    | DayProposed
    | DayChanged
    | ApprovalShown
    | ApprovalOver,
    dispatch: Dispatch,
    texts: Texts,
) -> Page:
    match notice:
        case PromiseBroken():
            return broken_page(notice, dispatch, texts)
        case EventsShown():
            return events_page(notice, texts)
        case ApprovalShown() | ApprovalOver():
            return approval_card(notice, texts)
        case CodesStopped(stopped=stopped, most=most, minutes=minutes):
            return Page(texts.codes_stopped(stopped=stopped, most=most, minutes=minutes))
        case GroupNews():
            return _group_page(notice, texts)
        case PanelNews(state=state, detail=detail, loss=loss):
            lost = texts.lost(loss.what, lost=loss.lost, of=loss.of) if loss else Html("")
            return Page(texts.panel_news(state, detail=detail, lost=lost))
        case ClientsMisread(lines=lines, more=more):
            told = [texts.misread_line(client=one.name, number=str(one.client), fault=one.fault) for one in lines]
            return Page(texts.clients_misread(lines=Html("\n".join(told)), more=more))
        case DuesMoved(why=why, later=later, sooner=sooner):
            return Page(texts.dues_moved(why, later=later, sooner=sooner))
        case _:
            return day_page(notice, texts)


def _group_page(notice: GroupNews, texts: Texts) -> Page:
    title = notice.title or str(notice.group)
    return Page(texts.group_news(notice.wrong, title=title, waiting=notice.waiting, detail=notice.detail))
