"""People read."""

from typing import Any

from simulator.errors import NotSeenError
from simulator.operations.registry import operation
from simulator.operations.views import message_view, transcript
from simulator.stage import Stage
from simulator.world.messages import Message

View = dict[str, Any]


@operation
def messages(stage: Stage, *, chat: int, thread: int = 0) -> list[View]:
    """Existing messages, oldest first."""
    return [message_view(stage.world, found) for found in stage.world.history(stage.chat(chat), thread or None)]


@operation
def message(stage: Stage, *, chat: int, message: int) -> View:
    """One message as it is now, also a deleted one."""
    return message_view(stage.world, stage.message(chat, message))


@operation
def read_transcript(stage: Stage, *, chat: int, thread: int = 0, newest: int = 0) -> str:
    """The chat as lines of text."""
    return transcript(stage.world, stage.chat(chat).id, thread, newest)


@operation
async def see(
    stage: Stage,
    *,
    person: int,
    text: str = "",
    chat: int = 0,
    thread: int = 0,
    kind: str = "",
    button: str = "",
    since: int | None = None,
    timeout_seconds: float = 10,
) -> View:
    """Waits for a message of the bot that is newer than the revision `since`, by default the person's last act."""
    where = stage.chat(chat or person)
    after = stage.world.last_act.get((where.id, person), 0) if since is None else since

    def look() -> Message | None:
        return _newest(stage, where.id, thread, _Wanted(text, kind, button, after))

    found = await stage.world.changes.wait_for(look, timeout_seconds)
    if found is None:
        wanted = " ".join(part for part in (repr(text) if text else "", kind, f"[{button}]" if button else "") if part)
        raise NotSeenError(_missing(stage, person, f"does not see {wanted}", where.id, thread))
    return message_view(stage.world, found)


@operation
def see_nothing_of(
    stage: Stage, *, person: int, text: str, chat: int = 0, thread: int = 0, since: int | None = None
) -> None:
    """Fails if such a message of the bot is there now."""
    where = stage.chat(chat or person)
    after = stage.world.last_act.get((where.id, person), 0) if since is None else since
    if _newest(stage, where.id, thread, _Wanted(text, "", "", after)) is not None:
        raise NotSeenError(_missing(stage, person, f"sees {text!r}, which should not be there", where.id, thread))


@operation
async def see_reaction(
    stage: Stage, *, person: int, emoji: str, chat: int, message: int, timeout_seconds: float = 10
) -> None:
    """Waits for the bot's reaction to a message; an empty one waits until the bot has none."""
    found = stage.message(chat, message)

    def look() -> bool:
        given = [reaction.get("emoji") for reaction in found.reactions.get(stage.world.bot.id, [])]
        return emoji in given if emoji else not given

    if not await stage.world.changes.wait_for(look, timeout_seconds):
        raise NotSeenError(_missing(stage, person, f"does not see the reaction {emoji!r} on #{message}", chat, 0))


class _Wanted:
    def __init__(self, text: str, kind: str, button: str, after: int) -> None:
        self.text, self.kind, self.button, self.after = text, kind, button, after

    def is_met_by(self, found: Message) -> bool:
        labels = [label["text"] for row in found.inline_keyboard for label in row]
        return (
            found.revision > self.after
            and self.text in found.text
            and self.kind in {"", found.kind}
            and (not self.button or any(self.button in label for label in labels))
        )


def _newest(stage: Stage, chat: int, thread: int, wanted: _Wanted) -> Message | None:
    for found in reversed(stage.world.history(stage.chat(chat), thread or None)):
        if found.sender is stage.world.bot and not found.is_service and wanted.is_met_by(found):
            return found
    return None


def _missing(stage: Stage, person: int, what: str, chat: int, thread: int) -> str:
    title = stage.chat(chat).title or "the private chat"
    seen = transcript(stage.world, chat, thread, newest=10)
    return f"{stage.person(person).full_name} {what} in {title}. The last messages:\n{seen}"
