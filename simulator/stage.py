"""The parts of a running simulator that actors work with."""

from dataclasses import dataclass

from simulator.clock import Clock
from simulator.errors import ImpossibleError
from simulator.faults import Faults
from simulator.hosting import Hosting
from simulator.ledger import Ledger
from simulator.limits import Pace
from simulator.mailbox import Mailbox
from simulator.world.chats import Chat
from simulator.world.messages import Message
from simulator.world.users import User
from simulator.world.world import World


@dataclass(frozen=True, slots=True)
class Stage:
    """World, clock, ledger, mailbox, faults, pace and the demo around one simulator."""

    world: World
    clock: Clock
    ledger: Ledger
    mailbox: Mailbox
    faults: Faults
    pace: Pace
    hosting: Hosting

    def person(self, user_id: int) -> User:
        """The user with this id."""
        if user_id not in self.world.users:
            raise ImpossibleError(f"nobody has the id {user_id}")
        return self.world.users[user_id]

    def chat(self, chat_id: int) -> Chat:
        """The chat with this id."""
        if chat_id not in self.world.chats:
            raise ImpossibleError(f"no chat has the id {chat_id}")
        return self.world.chats[chat_id]

    def message(self, chat_id: int, message_id: int) -> Message:
        """The message with these ids, also a deleted one."""
        found = self.world.messages[self.chat(chat_id).id].get(message_id)
        if found is None:
            raise ImpossibleError(f"no message {message_id} in chat {chat_id}")
        return found
