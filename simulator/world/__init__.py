"""What exists behind the Bot API: people, chats, topics, messages, files and the bot's queue of updates."""
