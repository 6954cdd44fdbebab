"""Facts into Telegram calls, in the reader's language."""
