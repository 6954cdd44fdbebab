"""The vocabulary of stories: people who write, press and see, and the groups where they meet."""
