"""A page to play with: everybody's Telegram side by side, a clock to push, and switches that break things."""
