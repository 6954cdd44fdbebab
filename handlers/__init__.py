"""Telegram in, Telegram out: translates between Telegram and the desk."""

from handlers.models import put_off

put_off()
