"""Between the outbox and the messenger: what a notice needs to be said, and what follows from how it went."""
