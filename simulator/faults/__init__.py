"""Faults of Telegram and of the way to it: rules that break calls, and what the bot gets instead of an answer."""

from simulator.faults.faults import Faults
from simulator.faults.rule import Kind, Rule

__all__ = ["Faults", "Kind", "Rule"]
