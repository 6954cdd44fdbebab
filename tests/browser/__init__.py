"""The demo as its visitors have it: real processes, and a real browser."""
