"""Formatted text: markup, entities and their bounds, all in UTF-16 code units as Telegram counts."""
