"""`make bench`: this desk beside a plain relay, in one run, on the local Telegram. Figures: docs/performance.md."""
