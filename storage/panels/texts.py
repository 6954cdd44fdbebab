"""Texts of panels as they can be shown: in one line, of printable characters, not too long."""

LONGEST = 200


def one_line(given: object) -> str:
    """Empty for what is no text."""
    text = given if isinstance(given, str) else ""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:LONGEST]
