"""The simulator is held to what is known of Telegram."""
