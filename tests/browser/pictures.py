"""Pictures of the page: made anew by `make pictures`, so that the README shows what there is."""

import os
import struct
import zlib
from pathlib import Path

from tests.browser.visitor import Visitor

FOLDER = Path(__file__).parents[2] / "docs" / "images"
WANTED = os.environ.get("PICTURES") == "yes"


async def picture(visitor: Visitor, name: str) -> None:
    """Kept under that name, if pictures are wanted."""
    if WANTED:
        FOLDER.mkdir(exist_ok=True)
        await visitor.page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")


def png(width: int, height: int) -> bytes:
    """A real picture: a page that ends in a red line, as an error looks."""
    rows = bytearray()
    for y in range(height):
        colour = (214, 69, 65) if y < height // 8 else (244, 246, 248)
        rows += b"\x00" + bytes(colour) * width
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows))), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
