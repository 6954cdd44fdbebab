"""After the press of a button an employee is asked for words. The answer is a reply: `desk.usecases.words`."""

from desk.errors import NothingToTakeBack
from desk.ids import PersonId, PromptId
from desk.notices.prompts import WordsAsked
from desk.notices.toasts import Toast
from desk.ports import Work
from desk.rules.prompts import LIVES, OUTLIVES, SECOND_PRESS, Asked, Prompt
from desk.rules.ticket import Ticket
from desk.usecases.staff_actions import Action, must_be_open
from desk.usecases.staff_messages import Spot, ticket_at
from desk.usecases.taking_back import take_back

AT_ONCE = 100


def ask(what: Asked, *, first: Action | None = None) -> Action:
    """A button that asks. `first` raises the refusal that would meet the words anyway, and changes nothing."""

    async def ask_it(work: Work, ticket: Ticket, by: PersonId) -> Toast:
        if first:
            await first(work, ticket, by)
        return await ask_words(work, ticket, by, what)

    return ask_it


async def ask_words(work: Work, ticket: Ticket, by: PersonId, what: Asked, *, args: str = "", name: str = "") -> Toast:
    """One question at a time for each person and ticket. A second press soon after finds the same one."""
    if what not in OUTLIVES:
        must_be_open(ticket)
    before = [prompt for prompt in await work.prompts.open_of(by, ticket.room) if prompt.ticket == ticket.id]
    if any((one.what, one.args) == (what, args) and work.now - one.asked_at < SECOND_PRESS for one in before):
        return Toast.ASKED
    await take_back(work, before)
    prompt = await work.prompts.add(Prompt(PromptId(0), ticket.id, ticket.room, by, what, work.now, args))
    who = (await work.people.names([by])).get(by, "")
    work.outbox.say(
        WordsAsked(room=ticket.room, ticket=ticket.id, prompt=prompt.id, person=by, who=who, what=what, name=name)
    )
    return Toast.ASKED


async def cancel(work: Work, *, by: PersonId, spot: Spot) -> None:
    """`/cancel`: the question that is replied to, or one's own here. Raises NothingToTakeBack."""
    replied = await work.prompts.at(spot.chat, spot.replied) if spot.replied else None
    if replied is not None and replied.over_at is None:
        await take_back(work, [replied])
        return
    ticket = await ticket_at(work, spot)
    mine = [one for one in await work.prompts.open_of(by, spot.chat) if ticket is None or one.ticket == ticket.id]
    if not mine:
        raise NothingToTakeBack
    await take_back(work, mine)


async def forget_old(work: Work) -> int:
    """Questions that nobody answered for a day are taken back, quietly; how many."""
    old = await work.prompts.open_before(work.now - LIVES, AT_ONCE)
    await take_back(work, old)
    return len(old)
