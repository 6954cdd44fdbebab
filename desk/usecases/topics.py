"""People close and open topics, too; the ticket stays as it is, and that is said."""

from dataclasses import replace

from desk.ids import ChatId
from desk.notices.staff import TopicByHand
from desk.ports import Work


async def topic_set_by_hand(work: Work, *, chat: ChatId, topic: int, closed: bool) -> None:
    """Closed although its ticket is open, or opened although it has ended: the topic asks what was meant.

    The client is told nothing: for them nothing has changed.
    """
    room = await work.rooms.by_topic(chat, topic)
    ticket = await work.tickets.get(room.ticket) if room else None
    if room is None or ticket is None:
        return
    if room.closed is not closed:
        await work.rooms.save(replace(room, closed=closed))
    if closed is ticket.is_open:
        work.outbox.say(TopicByHand(room=chat, ticket=ticket.id, closed=closed))
