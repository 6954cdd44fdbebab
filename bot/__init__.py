"""The running process: imports everything below and wires it."""

from handlers.models import put_off

put_off()
