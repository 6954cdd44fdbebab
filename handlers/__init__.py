"""Telegram in, Telegram out: translates between Telegram and the desk."""
