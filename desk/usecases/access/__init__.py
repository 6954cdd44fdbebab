"""Access data: asked for, passed on, shown once, changed afterwards. Source: regulation 4.4."""
