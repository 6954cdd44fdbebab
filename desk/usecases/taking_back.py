"""Questions of the desk to employees are taken back, or come along where their ticket goes."""

from collections.abc import Sequence

from desk.ids import ChatId
from desk.notices.prompts import WordsOver
from desk.ports import Work
from desk.rules.prompts import GOES_WITHIN, Prompt
from desk.rules.ticket import Ticket


async def take_back(work: Work, prompts: Sequence[Prompt]) -> None:
    """They are answered no more. A question that is on its way still goes when it arrives."""
    for prompt in prompts:
        was_open = await work.prompts.end(prompt.id, work.now)
        if was_open and prompt.message is not None and work.now - prompt.asked_at < GOES_WITHIN:
            work.outbox.say(WordsOver(room=prompt.chat, ticket=prompt.ticket, message=prompt.message))


async def questions_move(work: Work, ticket: Ticket, room: ChatId) -> None:
    """To another group: a question that was sent is over, one that waits to be sent is asked there."""
    for prompt in await work.prompts.open_about(ticket.id):
        if prompt.message is None:
            await work.prompts.place(prompt.id, room, None)
        else:
            await take_back(work, [prompt])
