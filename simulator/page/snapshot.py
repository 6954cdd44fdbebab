"""What the page is told: everything at first, then what has changed."""

import json
from typing import Any

from simulator.operations.views import message_view
from simulator.stage import Stage
from simulator.world.chats import Chat
from simulator.world.emoji import TOPIC_ICONS
from simulator.world.messages import Message
from simulator.world.world import World

Patch = dict[str, Any]

CALLS_AT_FIRST = 500


class Reader:
    """One open page. `patch()` is what it does not know yet; the first one says `full`."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._since = -1
        self._offset: float | None = None
        self._known: Patch = {}
        self._chats: dict[int, Patch] = {}
        self._reports: Patch = {}
        self._mails = self._violations = 0
        self._calls = max(0, len(stage.ledger.calls) - CALLS_AT_FIRST)

    def patch(self) -> Patch:
        """Nothing (an empty one) when nothing has changed."""
        revision = self._stage.world.changes.revision
        known = {
            name: value
            for name, value in (
                ("chats", self._changed_chats()),
                ("messages", self._changed_messages()),
                ("reports", self._changed_reports()),
                *self._added(),
            )
            if value
        } | self._replaced()
        first, self._since = self._since < 0, revision
        if not (known or first or self._offset != self._stage.clock.offset):
            return {}
        self._offset = self._stage.clock.offset
        return known | {"now": self._stage.clock.now().isoformat()} | ({"full": True} if first else {})

    def _changed_chats(self) -> list[Patch]:
        changed = []
        for number, chat in self._stage.world.chats.items():
            view = _chat_view(self._stage.world, chat)
            if self._chats.get(number) != view:
                self._chats[number] = view
                changed.append(view)
        return changed

    def _changed_messages(self) -> list[Patch]:
        first = self._since < 0
        return [
            _page_view(self._stage.world, message)
            for messages in self._stage.world.messages.values()
            for message in messages.values()
            if message.touched > self._since and not (first and message.deleted)
        ]

    def _changed_reports(self) -> Patch:
        reports = self._stage.hosting.reports
        changed = {name: facts for name, facts in reports.items() if self._reports.get(name) != facts}
        self._reports = dict(reports)
        return changed

    def _added(self) -> list[tuple[str, list[Patch]]]:
        ledger, mails = self._stage.ledger, self._stage.mailbox.mails
        new_mails = [
            {"number": number + 1, "to": mail.recipients, "subject": mail.subject, "text": mail.text, "at": mail.at}
            for number, mail in enumerate(mails)
            if number >= self._mails
        ]
        new_calls = [
            {
                "number": number + 1,
                "at": call.time.isoformat(),
                "method": call.method,
                "chat": call.chat_id,
                "outcome": call.outcome,
                "parameters": call.parameters,
            }
            for number, call in enumerate(ledger.calls[self._calls :], self._calls)
            if call.method != "getUpdates"
        ]
        wrong = [
            {"at": found.time.isoformat(), "method": found.method, "what": found.what}
            for found in ledger.violations[self._violations :]
        ]
        self._mails, self._calls, self._violations = len(mails), len(ledger.calls), len(ledger.violations)
        return [("mails", new_mails), ("calls", new_calls), ("violations", wrong)]

    def _replaced(self) -> Patch:
        """What is told whole whenever any of it has changed."""
        stage, hosting = self._stage, self._stage.hosting
        now: Patch = {
            "language": hosting.language,
            "zone": hosting.zone,
            "bot": _bot_view(stage.world, hosting.language),
            "cast": [one | _standing(stage.world, one["id"]) for one in hosting.cast],
            "typing": _typing(stage),
            "commands": _commands(stage.world),
            "counts": {
                "calls": len(stage.ledger.calls),
                "violations": len(stage.ledger.violations),
                "updates_pending": len(stage.world.updates.pending()),
            },
            "faults": [rule.as_json() for rule in stage.faults.rules],
            "limits": stage.pace.keeping.value,
            "levers": [{"name": name, "busy": hosting.is_busy(name)} for name in hosting.levers],
            "mail_refused": stage.mailbox.refusal,
        }
        changed = {name: value for name, value in now.items() if self._known.get(name) != value}
        self._known = now
        return changed


def _page_view(world: World, message: Message) -> Patch:
    reply = message.reply
    return message_view(world, message) | {
        "markup": message.reply_markup,
        "reply_chat": reply.target.chat.id if reply and not reply.implied else 0,
        "origin": message.forward_origin,
        "protected": message.protected or message.chat.protected,
        "touched": message.touched,
    }


def _chat_view(world: World, chat: Chat) -> Patch:
    return {
        "id": chat.id,
        "type": chat.type,
        "title": chat.title,
        "forum": chat.is_forum,
        "person": chat.person.id if chat.person else 0,
        "members": [
            {"id": member.user.id, "name": member.user.full_name, "status": member.status}
            for member in chat.members.values()
        ],
        "bot": chat.member(world.bot).status,
        "topics": [
            {
                "thread_id": topic.thread_id,
                "name": topic.name,
                "closed": topic.closed,
                "deleted": topic.deleted,
                "icon": TOPIC_ICONS.get(topic.icon_custom_emoji_id, ""),
                "icon_color": topic.icon_color,
            }
            for topic in chat.topics.values()
        ],
        "pinned": list(chat.pinned),
        "migrated_to": chat.migrated_to.id if chat.migrated_to else 0,
        "gone": bool(chat.gone_error),
    }


def _bot_view(world: World, language: str) -> Patch:
    def about(field: str) -> str:
        return world.about.get((field, language)) or world.about.get((field, ""), "")

    bot = world.bot
    name = about("name") or bot.first_name
    return {
        "id": bot.id,
        "name": name,
        "username": bot.username,
        "description": about("description"),
        "short": about("short_description"),
    }


def _standing(world: World, person: int) -> Patch:
    user = world.users[person]
    return {
        "username": user.username,
        "started": user.started,
        "blocked": user.blocked,
        "deactivated": user.deactivated,
    }


def _typing(stage: Stage) -> list[Patch]:
    now = stage.clock.now().timestamp()
    over = [place for place, (_, until) in stage.world.typing.items() if until <= now]
    for place in over:
        del stage.world.typing[place]
    return [
        {"chat": chat, "thread": thread, "action": action} for (chat, thread), (action, _) in stage.world.typing.items()
    ]


def _commands(world: World) -> Patch:
    """The menu of each chat: of the narrowest scope that has one, in the reader's language first (BotCommandScope)."""
    known: Patch = {}
    for chat in world.chats.values():
        wide = "all_private_chats" if chat.is_private else "all_group_chats"
        language = chat.person.language_code if chat.person else ""
        scopes = ({"type": "chat", "chat_id": chat.id}, {"type": wide}, {"type": "default"})
        for scope in scopes:
            key = json.dumps(scope, sort_keys=True)
            found = world.commands.get((key, language)) or world.commands.get((key, ""))
            if found:
                known[str(chat.id)] = found
                break
    return known
