"""Staff file a ticket for a client, or for themselves, in the group. Source: regulation 2.3, T9."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from desk.errors import NoSuchClient, NotYourEntry
from desk.ids import ChatId, DraftId, PersonId
from desk.notices.on_behalf import Purpose
from desk.notices.staff import StaffHint
from desk.notices.toasts import Toast
from desk.ports import Work
from desk.rules.came import Way, WrongTime, parse_came
from desk.rules.content import Parts, has_file, told_by
from desk.rules.form import (
    PAGES,
    Context,
    Draft,
    FormName,
    QuestionKind,
    Step,
    answered,
    back,
    choose,
    edit,
    next_question,
    skip,
)
from desk.rules.form_told import receive
from desk.rules.people import Client
from desk.usecases.asking import cancel
from desk.usecases.entries import Place, client_of, context_of, entry_of, is_at, own_entry, put, say_over, show
from desk.usecases.entry_pages import page_at
from desk.usecases.filing_for import file_entry
from desk.usecases.registry import client_by_key, meant, offer
from desk.usecases.staff_messages import Spot, ticket_at
from desk.usecases.words import room_writes


class EntryButton(StrEnum):
    """What a button of an entry does; `value` goes with CHOOSE and EDIT."""

    CHOOSE = "choose"
    NOW = "now"
    SKIP = "skip"
    BACK = "back"
    EDIT = "edit"
    CHANGE = "change"
    SHOW = "show"
    FILE = "file"
    CANCEL = "cancel"


async def on_behalf(work: Work, *, by: PersonId, spot: Spot, words: str) -> None:
    """`/onbehalf Петров`: begin an entry for that client, offer several, or go on with the one that is in work."""
    draft = await entry_of(work, by)
    if draft is not None:
        await _go_on(work, draft, _answering(spot))
        return
    if not words.strip():
        here = await ticket_at(work, spot)
        client = await work.clients.get(here.client) if here and here.client else None
        offer(work, spot, Purpose.FILE, [client] if client and not client.closed else [])
        return
    clients = await meant(work, words.strip())
    # Of whom nothing can be filed for is named only if nobody else is meant.
    clients = [client for client in clients if not client.closed] or clients
    if len(clients) == 1:
        await _begin(work, by, _answering(spot), clients[0])
    else:
        offer(work, spot, Purpose.FILE, clients, words.strip())


async def begin_for(work: Work, *, by: PersonId, chat: ChatId, topic: int | None, page: int, key: str) -> Toast:
    """A client was chosen by a button; an empty key: for ourselves."""
    draft = await entry_of(work, by)
    place = Place(chat, topic, reply_to=page)
    if draft is not None:
        await _go_on(work, draft, place)
        return Toast.CHANGED
    await _begin(work, by, place, await client_by_key(work, key) if key else None)
    return Toast.DONE


def _must_be_open(client: Client | None) -> None:
    """Nothing is filed for who is closed in the panel: nobody of theirs could read it. Raises NoSuchClient."""
    if client is not None and client.closed:
        raise NoSuchClient("")


def _answering(spot: Spot) -> Place:
    return Place(spot.chat, spot.topic, reply_to=spot.message)


async def _begin(work: Work, by: PersonId, place: Place, client: Client | None) -> None:
    _must_be_open(client)
    draft = put(await work.drafts.begin(by, FormName.ON_BEHALF, work.now), place)
    about = {"client": str(client.id)} if client else {"way": str(Way.OWN)}
    draft = replace(draft, answers={**draft.answers, **about}, rev=draft.rev + 1)
    await work.drafts.save(draft, work.now)
    await show(work, Step(draft), place)


async def _go_on(work: Work, draft: Draft, place: Place) -> None:
    """What was entered so far is not lost by a second command."""
    moved = put(replace(draft, rev=draft.rev + 1), place)
    await work.drafts.save(moved, work.now)
    await show(work, Step(moved), place, begun=True)


async def cancel_any(work: Work, *, by: PersonId, spot: Spot) -> None:
    """`/cancel`: the entry that is here, else a question that waits for words, else the entry."""
    draft = await entry_of(work, by)
    asked = await work.prompts.open_of(by, spot.chat)
    if draft is not None and (is_at(draft, spot.chat, spot.topic) or not asked):
        await _leave(work, draft, _answering(spot))
    else:
        await cancel(work, by=by, spot=spot)


async def _leave(work: Work, draft: Draft, place: Place) -> None:
    await work.drafts.drop(draft.id)
    say_over(work, draft, place, await client_of(work, draft))


async def staff_says(work: Work, *, by: PersonId, spot: Spot, parts: Parts, written_at: datetime) -> None:
    """What an employee writes belongs into their entry, if they answer its page; else where it always did.

    A reply to a page of an entry that is over, that goes on elsewhere, or of a colleague's, goes nowhere.
    """
    draft = await entry_of(work, by)
    page = await page_at(work, spot.chat, spot.replied) if spot.replied and spot.replied_by is None else None
    if draft is not None and await _is_for_entry(work, draft, spot, parts, page):
        await _type(work, draft, parts, _answering(spot))
    elif page is not None and not _is_command(parts):
        work.outbox.say(StaffHint(to=spot.chat, what="entry_page", topic=spot.topic, reply_to=spot.message))
    else:
        await room_writes(work, by=by, spot=spot, parts=parts, written_at=written_at)


def _is_command(parts: Parts) -> bool:
    return any(part.text.lstrip().startswith("/") for part in parts)


async def _is_for_entry(work: Work, draft: Draft, spot: Spot, parts: Parts, page: DraftId | None) -> bool:
    """A reply to a page of the entry, or words where words are asked for and no ticket is.

    Where the newest page stands may not be known yet: nor is it of any other message of the desk.
    """
    if not is_at(draft, spot.chat, spot.topic) or _is_command(parts):
        return False
    if spot.replied is not None:
        if page is not None:
            return page == draft.id
        known = await work.posts.at(spot.chat, spot.replied) or await work.prompts.at(spot.chat, spot.replied)
        return spot.replied_by is None and known is None
    if has_file(parts) or await ticket_at(work, spot) is not None:
        return False
    question = next_question(draft, await _context(work, draft))
    return question is not None and question.kind is QuestionKind.TEXT


async def _context(work: Work, draft: Draft) -> Context:
    return await context_of(work, draft, await client_of(work, draft))


async def _type(work: Work, draft: Draft, parts: Parts, place: Place) -> None:
    context = await _context(work, draft)
    question = next_question(draft, context)
    if question is not None and question.name == "came" and not has_file(parts):
        await _type_time(work, draft, told_by(parts), place)
        return
    step = receive(draft, parts, context)
    await _keep(work, draft, step, place)


async def _type_time(work: Work, draft: Draft, text: str, place: Place) -> None:
    came = parse_came(text, work.now, work.policy.calendar.zone)
    if came.at is None:
        await show(work, Step(draft), place, wrong=came.wrong or WrongTime.UNREADABLE)
    else:
        await _keep(work, draft, _came(draft, came.at, await _context(work, draft)), place)


def _came(draft: Draft, at: datetime, context: Context) -> Step:
    question = next_question(draft, context)
    if question is None or question.name != "came":
        return Step(draft)
    return Step(answered(draft, question, at.isoformat()))


async def _keep(work: Work, before: Draft, step: Step, place: Place) -> None:
    """Each page has its own revision, so that the buttons of the one before it change nothing."""
    after = put(step.draft, place)
    if after != before:
        after = after if after.rev > before.rev else replace(after, rev=before.rev + 1)
        await work.drafts.save(after, work.now)
    await show(work, replace(step, draft=after), place)


async def press_entry(
    work: Work, *, by: PersonId, chat: ChatId, topic: int | None, page: int, rev: int, button: EntryButton, value: str
) -> Toast:
    """Do what the button says, if it is on the page that is valid now and the entry is the employee's own."""
    draft = await own_entry(work, by)
    place = Place(chat, topic, page=page)
    if rev // PAGES != draft.id:
        raise NotYourEntry
    if rev != draft.rev:
        await show(work, Step(draft), Place(chat, topic))
        return Toast.CHANGED
    match button:
        case EntryButton.CANCEL:
            await _leave(work, draft, place)
        case EntryButton.FILE:
            return await _file(work, draft, place)
        case EntryButton.CHANGE | EntryButton.SHOW:
            await show(work, Step(draft), place, changing=button is EntryButton.CHANGE)
        case _:
            context = await _context(work, draft)
            await _keep(work, draft, _stepped(draft, button, value, context, work.now), place)
    return Toast.DONE


def _stepped(draft: Draft, button: EntryButton, value: str, context: Context, now: datetime) -> Step:
    match button:
        case EntryButton.CHOOSE:
            return choose(draft, value, context)
        case EntryButton.NOW:
            return _came(draft, now, context)
        case EntryButton.SKIP:
            return skip(draft, context)
        case EntryButton.BACK:
            return back(draft, context)
        case EntryButton.EDIT:
            return edit(draft, value, context)
        case _:
            return Step(draft)


async def _file(work: Work, draft: Draft, place: Place) -> Toast:
    """The client may have lost a service, or left the panel, while the page was open."""
    client = await client_of(work, draft)
    _must_be_open(client)
    gone = client is None and draft.answers.get("way") != Way.OWN
    if gone or next_question(draft, await _context(work, draft)) is not None:
        await show(work, Step(draft), place)
        return Toast.CHANGED
    await file_entry(work, draft, place, client)
    return Toast.DONE
