"""The running process: imports everything below and wires it."""
