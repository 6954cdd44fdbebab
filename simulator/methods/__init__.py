"""The Bot API's methods; importing the package registers them all."""

from simulator.methods import (
    albums,
    callbacks,
    chats,
    commands,
    copying,
    deleting,
    editing,
    media,
    others,
    pins,
    reactions,
    texts,
    topics,
    updates,
)
from simulator.methods.registry import METHODS

__all__ = [
    "METHODS",
    "albums",
    "callbacks",
    "chats",
    "commands",
    "copying",
    "deleting",
    "editing",
    "media",
    "others",
    "pins",
    "reactions",
    "texts",
    "topics",
    "updates",
]
