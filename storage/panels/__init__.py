"""Where clients and services come from."""
