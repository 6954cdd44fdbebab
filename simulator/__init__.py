"""A strict local Telegram for the demo and the tests: Bot API server, the world behind it, mailbox and actors.

    async with Simulator(token=…, clock_file=None, port=0, smtp_port=0, limits=True, enforced=False) as sim:
        sim.api_url, sim.smtp_url, sim.bot_token, sim.bot_user, sim.world, sim.clock, sim.ledger, sim.mailbox
        anna = sim.person("Анна", "Смирнова", username="anna", language="ru")      # -> Person
        desk = sim.group("Staff", forum=True, members=[boris], admins=[], bot_is_admin=True)   # supergroup -> Group
        desk = sim.plain_group("Staff", members=[boris])                           # basic group -> Group
        sim.updates_pending()                                                      # -> int
        await sim.until(predicate, timeout=10)           await sim.until_updates_are_taken()
        await sim.breaks("lost_answer", methods=["sendMessage"], words="x", times=2)
        await sim.faults_now()  await sim.mends()
        sim.faults.add(Rule(Kind.LOST_ANSWER, words="x"))      # the same, see simulator/faults/rule.py
        await sim.now()  await sim.advance(timedelta)  await sim.set_clock(datetime)   # or sim.clock.*, sync
        await sim.mail_to("a@example.org", count=1)  await sim.mails()  await sim.refuse_mail("550 …")
        sim.ledger.violations, .calls, .calls_of("sendMessage"), .refused(), .unanswered()

What exceeds Telegram's limits is a violation; if they are enforced it is answered late or refused, as Telegram does,
and a call before an ordered wait is over is the violation (`sim.api.limiter.slept`, `.refused`).

The same over HTTP: `async with RemoteSimulator(api_url) as sim`, with `await sim.person(…)`, `await sim.group(…)`.
Own process: `python -m simulator --port 0 --smtp-port 0 --clock-file F --token T --ready-file R [--no-limits]
[--enforce-limits] [--exit-with-parent]`; the ready file gets {"api_url", "smtp_url", "token"}.

Point aiogram at it with `TelegramAPIServer.from_base(sim.api_url)`.

Person: `id`, `name`, `chat`. All acts and looks are awaited; each takes `chat=` or `topic=` (a Topic says its group),
by default the private chat with the bot:
    writes(text, reply_to=, quote=, anonymously=)     sends(kind, caption=, name=, content=, of=)
    sends_photo(caption) sends_document(name, content, caption) sends_sticker() sends_voice() sends_contact(of=)
    sends_album(["photo", {"kind": "document", "name": …}], caption=)     forwards(*messages)
    edits(message, text) replaces(message, kind) deletes(message) reacts(message, emoji)
    presses(button, on=) -> Answer(text, show_alert, url)     forges_press(data, on=message) -> Answer
    sees(text, kind=, button=, since=, anywhere=, timeout=) -> Message     sees_nothing_of(text, anywhere=)
    sees_reaction(emoji, on=message)     looks_at(message) -> Message     last() -> Message
    blocks_bot() unblocks_bot() deletes_account() joins(group) leaves(group)
    creates_topic(group, name) closes_topic(topic) reopens_topic(topic) deletes_topic(topic, gone_error="")
Chat: `id`, `title`; messages(), last(), transcript(newest=0). Group adds topics(), topic(name) (waits), add(person,
    admin=, anonymous=, rights=), remove(person), set_bot(status, rights=), take_rights("can_manage_topics", …),
    upgrade(forum=) -> Group, set(forum=, …), delete().
Topic: `name`, `thread_id`, `closed`, `deleted`, `icon_custom_emoji_id`; messages(), transcript().
Message: a snapshot; `text` (or caption), `kind`, `buttons`, `reactions`, `reply_to`, `photo`, `document`, `file`,
    `edited`, `deleted`, `message_id`, `thread_id`, `chat_id`, `from_name`, `from_bot`, `entities`, `content`,
    `keyboard`.
What cannot be done raises ImpossibleError, what does not come NotSeenError; both are AssertionErrors.
"""

from simulator.actors.chats import Chat, Group, Topic
from simulator.actors.message import Answer, Message
from simulator.actors.person import Person
from simulator.errors import ImpossibleError, NotSeenError
from simulator.mailbox import Mail
from simulator.remote import RemoteSimulator
from simulator.simulator import Simulator

__all__ = [
    "Answer", "Chat", "Group", "ImpossibleError", "Mail", "Message", "NotSeenError", "Person", "RemoteSimulator",
    "Simulator", "Topic",
]  # fmt: skip
