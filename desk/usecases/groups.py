"""How it stands with the staff's groups, and who is told what they have to do about it."""

from dataclasses import replace

from desk.ids import ChatId
from desk.notices.groups import GroupNews
from desk.notices.staff import StaffHint, Unconfirmed
from desk.ports import OwedState, Work
from desk.rules.groups import CLOSED, Wrong, is_news, tell
from desk.rules.messages import Chat
from desk.usecases.managers import managers_now
from desk.usecases.moving import show_anew
from desk.usecases.taking_back import questions_move

MOST_SAID_AGAIN = 100
"""So much that a group has refused is said there once it is well again, the newest."""


async def describe_chat(
    work: Work, *, chat: ChatId, title: str, forum: bool, wrong: Wrong = Wrong.NOTHING, detail: str = ""
) -> bool:
    """A staff group that was seen: with topics or plain, and what is wrong with it. Whether that is new."""
    known = await work.chats.get(chat)
    await work.chats.describe(chat, title=title, forum=forum)
    had_topics = known.forum or known.wrong is Wrong.TOPICS_OFF
    if wrong is Wrong.NOTHING and had_topics and not forum:
        wrong = Wrong.TOPICS_OFF
    return await _note(work, replace(known, title=title, forum=forum), wrong, detail)


async def out_of_sight(work: Work, *, chat: ChatId, wrong: Wrong, detail: str = "") -> bool:
    """A staff group that Telegram does not let us see, for this reason. Whether that is new."""
    return await _note(work, await work.chats.get(chat), wrong, detail)


async def topics_are_off(work: Work, *, chat: ChatId) -> None:
    """Found out by what became of a message: from now on the group is served as a plain one."""
    known = await work.chats.get(chat)
    await describe_chat(work, chat=chat, title=known.title, forum=False)


async def _note(work: Work, known: Chat, wrong: Wrong, detail: str) -> bool:
    """Kept, and told once: not again at each failure, nor after a restart, nor each time that it flaps."""
    news = is_news(wrong, known.told, work.now)
    changed = wrong is not known.wrong
    if changed and wrong in {Wrong.NOTHING, Wrong.TOPICS_OFF}:
        await work.outbox.hurry(known.id, work.now)
        await _say_again(work, known.id)
    if changed or news:
        await work.chats.note(known.id, wrong=wrong, told=tell(wrong, known.told, work.now) if news else known.told)
    if news:
        await _tell(work, known, wrong, detail)
    return changed


async def _tell(work: Work, known: Chat, wrong: Wrong, detail: str) -> None:
    """To the managers, and in the group itself as far as anything can be said there."""
    waiting = await work.outbox.waiting(known.id)
    here = [] if wrong in CLOSED | {Wrong.REFUSED} else [known.id]
    for chat in dict.fromkeys([*here, *(await managers_now(work)).values()]):
        news = GroupNews(to=chat, group=known.id, title=known.title, wrong=wrong, waiting=waiting, detail=detail)
        work.outbox.say(news)


async def _say_again(work: Work, chat: ChatId) -> None:
    """What was refused there and told to nobody: what was not passed on, and answers that are still in doubt."""
    for row in await work.outbox.unheard(chat, (StaffHint, Unconfirmed), MOST_SAID_AGAIN):
        match row.notice:
            case StaffHint(what="not_told"):
                still = True
            case Unconfirmed(owed=owed):
                answer = await work.outbox.get(owed)
                still = answer is not None and answer.state is OwedState.UNCERTAIN
            case _:
                still = False
        if still:
            await work.outbox.again(row.id, work.now, repeat=row.repeat)


async def group_moved(work: Work, *, old: ChatId, new: ChatId) -> None:
    """A group became a supergroup: everything that points at it follows. Who finds out second says nothing.

    Message ids begin anew there: nobody could answer the old cards, so those of open tickets are shown again.
    """
    first = (await work.chats.get(old)).moved_to != new
    for ticket in await work.tickets.open_in(old):
        await questions_move(work, ticket, new)
    await work.outbox.follow(old, new)
    await work.chats.move(old, new)
    if not first:
        return
    tickets = await work.tickets.open_in(new)
    if tickets:
        work.outbox.say(StaffHint(to=new, what="group_moved"))
    for ticket in tickets:
        await show_anew(work, ticket)
