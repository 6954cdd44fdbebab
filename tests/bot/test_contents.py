"""Whatever Telegram lets people send reaches the other side, or whoever sent it is told at once."""

from tests.bot.running import RunningDesk
from tests.bot.waiting import with_a_ticket

COPIED = ("contact", "location", "venue", "poll", "dice", "story", "game", "checklist", "video_note", "sticker")
REFUSED = ("paid_media", "giveaway", "invoice")


async def test_rare_contents_of_a_client_are_relayed_or_refused_at_that_message(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    for kind in COPIED:
        sent = await desk.anna.sends(kind)
        await desk.boris.sees(kind=kind, topic=topic, anywhere=True)
        await desk.anna.sees_reaction("👌", on=sent)
    for kind in REFUSED:
        sent = await desk.anna.sends(kind)
        told = await desk.anna.sees("Telegram не дал")
        assert told.reply_to == sent.message_id
    await desk.anna.writes("Последнее")
    await desk.boris.sees("Последнее", topic=topic)


async def test_rare_contents_of_staff_are_relayed_or_refused_at_that_message(desk: RunningDesk) -> None:
    topic = await with_a_ticket(desk)
    await desk.boris.writes("Сейчас пришлю", topic=topic)
    await desk.anna.sees("Сейчас пришлю")
    for kind in COPIED:
        sent = await desk.boris.sends(kind, topic=topic)
        await desk.anna.sees(kind=kind, anywhere=True)
        await desk.boris.sees_reaction("👌", on=sent)
    for kind in REFUSED:
        sent = await desk.boris.sends(kind, topic=topic)
        told = await desk.boris.sees("Не доставлено", topic=topic)
        assert told.reply_to == sent.message_id
