"""Names for the numbers and keys that pass through the desk."""

from typing import NewType

PersonId = NewType("PersonId", int)
"""A Telegram account; the same number is its private chat with the bot."""

ChatId = NewType("ChatId", int)
"""Any chat: a private one, a staff group, a managers' group."""

ClientId = NewType("ClientId", str)
"""The key of a client in the company's panel."""

ServiceId = NewType("ServiceId", str)
"""The key of a service in the company's panel."""

TicketId = NewType("TicketId", int)
"""The ticket's number as people see it; never reused."""

MessageId = NewType("MessageId", int)
"""Our own number of a message of a ticket (not the messenger's)."""

PeriodId = NewType("PeriodId", int)
"""One wait for a client's answer."""

OutboxId = NewType("OutboxId", int)
"""One thing that we owe somebody."""

DraftId = NewType("DraftId", int)
"""One filling-in of a form; a ticket can be filed from it once."""


ChargeId = NewType("ChargeId", int)
"""One price that was named for a ticket."""


SpentId = NewType("SpentId", int)
"""One entry of working time."""


SecretId = NewType("SecretId", int)
"""One passing on of access data."""


NOBODY = PersonId(0)
"""Stands for a client of whom nobody is in Telegram (yet)."""

PromptId = NewType("PromptId", int)
"""One question of the desk that an employee answers in words."""


PreviewId = NewType("PreviewId", int)
"""One refusal as an employee sees it before it is sent."""


def private_chat(person: PersonId) -> ChatId:
    """The private chat of a person with the bot."""
    return ChatId(int(person))
