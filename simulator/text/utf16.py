"""Lengths and slices in UTF-16 code units."""


def length(text: str) -> int:
    """Code units of the text: 2 for a character outside the basic plane."""
    return len(text) + sum(character > "\uffff" for character in text)


def part(text: str, offset: int, size: int) -> str:
    """The piece of `size` code units from `offset`; a cut pair of surrogates becomes a replacement character."""
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + size)].decode("utf-16-le", errors="replace")
