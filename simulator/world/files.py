"""Files by their ids, and the Bot API's fields that describe them."""

import mimetypes
from dataclasses import dataclass
from typing import Any

# The smallest picture that passes for a photo: a JPEG of one pixel.
TINY_JPEG = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300080606070605080707070909080a0c140d0c0b0b0c1912130f141d1a1f1e1d"
    "1a1c1c20242e2720222c231c1c2837292c30313434341f27393d38323c2e333432ffc0000b080001000101011100ffc40014000100000000"
    "00000000000000000000000009ffc40014100100000000000000000000000000000000ffda0008010100003f0054ffd9"
)
FOLDERS = {
    "photo": "photos", "video": "videos", "animation": "animations", "document": "documents", "audio": "music",
    "voice": "voice", "video_note": "video_notes", "sticker": "stickers",
}  # fmt: skip
ENDINGS = {
    "photo": ".jpg", "video": ".mp4", "animation": ".mp4", "audio": ".mp3", "voice": ".oga", "video_note": ".mp4",
    "sticker": ".webp",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file on the server; `path` is what getFile tells."""

    file_id: str
    file_unique_id: str
    kind: str
    name: str
    content: bytes
    path: str

    @property
    def mime_type(self) -> str:
        """Guessed from the name."""
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    def as_json(self) -> dict[str, Any]:
        """The fields that all media share."""
        return {"file_id": self.file_id, "file_unique_id": self.file_unique_id, "file_size": len(self.content)}

    def fields(self) -> dict[str, Any]:
        """Bot API types Document, Video, Audio …: what goes under the name of the kind."""
        seconds, square = {"duration": 3}, {"width": 640, "height": 360}
        named = {"file_name": self.name, "mime_type": self.mime_type}
        match self.kind:
            case "document":
                return self.as_json() | named
            case "video" | "animation":
                return self.as_json() | named | seconds | square
            case "audio":
                return self.as_json() | named | seconds
            case "voice":
                return self.as_json() | {"mime_type": "audio/ogg"} | seconds
            case "video_note":
                return self.as_json() | {"length": 240} | seconds
        picture = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self.as_json() | picture | {"emoji": "👍"}


class Files:
    """All files; ids are numbered, so that a run can be repeated."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def save(self, kind: str, content: bytes, name: str = "") -> StoredFile:
        """A new file of a kind (photo, document …)."""
        number = len(self._by_path) + 1
        name = name or f"file_{number}{ENDINGS.get(kind, '')}"
        ending = "." + name.rpartition(".")[2] if "." in name else ENDINGS.get(kind, "")
        path = f"{FOLDERS[kind]}/file_{number}{ending}"
        stored = StoredFile(f"{kind}-file-{number:06}", f"unique-{number:06}", kind, name, content, path)
        self._by_id[stored.file_id] = self._by_path[path] = stored
        return stored

    def by_id(self, file_id: str) -> StoredFile | None:
        """A stored file; the id of a photo's small size gives the photo."""
        return self._by_id.get(file_id.removesuffix("-small"))

    def by_path(self, path: str) -> StoredFile | None:
        """A stored file by getFile's path."""
        return self._by_path.get(path)

    def content_of(self, stored: StoredFile) -> dict[str, Any]:
        """The message's field for a file, for instance {"photo": [sizes]}."""
        if stored.kind == "photo":
            small = {"file_id": f"{stored.file_id}-small", "file_unique_id": f"{stored.file_unique_id}s"}
            sizes = [small | {"file_size": 1000, "width": 90, "height": 67}]
            return {"photo": [*sizes, stored.as_json() | {"width": 1280, "height": 960}]}
        # Old readers of the Bot API know animations as documents.
        also = {"document": stored.as_json() | {"file_name": stored.name}} if stored.kind == "animation" else {}
        return {stored.kind: stored.fields()} | also
