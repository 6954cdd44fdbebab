"""`frontdesk demo`: a local Telegram, the unchanged desk, and a page to play with, or a story that is told."""

from bot.demo.play import play_by_hand
from bot.demo.story import LANGUAGES, play_story

__all__ = ["LANGUAGES", "play_by_hand", "play_story"]
