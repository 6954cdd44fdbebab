"""Methods that send a file: photo, document, video, audio, voice, video note, animation, sticker."""

from typing import Any

from simulator.errors import ApiError, bad_request
from simulator.methods.call import Call, Upload
from simulator.methods.formatting import formatted_text
from simulator.methods.registry import METHODS, Handler
from simulator.methods.sending import send_one
from simulator.world.files import StoredFile
from simulator.world.messages import Content

LARGEST = 50 << 20
LARGEST_PHOTO = 10 << 20
WITHOUT_CAPTION = {"video_note", "sticker"}
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"RIFF", b"BM")
NAMES = {
    "photo": "Photo", "document": "Document", "video": "Video", "audio": "Audio", "voice": "VoiceNote",
    "video_note": "VideoNote", "animation": "Animation", "sticker": "Sticker",
}  # fmt: skip
DETAILS = {
    "video": ("duration", "width", "height"), "animation": ("duration", "width", "height"),
    "audio": ("duration", "performer", "title"), "voice": ("duration",), "video_note": ("duration", "length"),
    "sticker": ("emoji",),
}  # fmt: skip


def stored_file(call: Call, kind: str, given: str, field: str) -> StoredFile:
    """The file that a parameter means: uploaded under the field's name or attached, or known by its id."""
    name = given.removeprefix("attach://") if given.startswith("attach://") else field
    upload = call.uploads.get(name) if not given or given.startswith("attach://") else None
    if upload is not None:
        return _uploaded(call, kind, upload)
    if not given or given.startswith("attach://"):
        raise bad_request(f"there is no {kind.replace('_', ' ')} in the request")
    if given.startswith(("http://", "https://")):
        call.violation("files by HTTP URL are not simulated")
        raise bad_request("failed to get HTTP URL content")
    stored = call.world.files.by_id(given)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if stored.kind != kind:
        raise bad_request(f"can't use file of type {NAMES[stored.kind]} as {NAMES[kind]}")
    return stored


def _uploaded(call: Call, kind: str, upload: Upload) -> StoredFile:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > LARGEST:
        raise ApiError(413, "Request Entity Too Large")
    if kind == "photo" and len(upload.content) > LARGEST_PHOTO:
        raise bad_request("file is too big")
    if kind == "photo" and not upload.content.startswith(PICTURES):
        raise bad_request("IMAGE_PROCESS_FAILED")
    return call.world.files.save(kind, upload.content, upload.name)


def media_content(call: Call, kind: str, stored: StoredFile, details: dict[str, Any]) -> Content:
    """The fields of a message with this file."""
    content = call.world.files.content_of(stored)
    if kind != "photo":
        content[kind] |= {name: details[name] for name in DETAILS.get(kind, ()) if details.get(name)}
    return content | ({"has_media_spoiler": True} if details.get("has_spoiler") else {})


def _sends(kind: str) -> Handler:
    def send_file(call: Call) -> dict[str, Any]:
        caption = {} if kind in WITHOUT_CAPTION else formatted_text(call, "caption").as_fields("caption")
        stored = stored_file(call, kind, call.text(kind), kind)
        return send_one(call, media_content(call, kind, stored, _details(call)) | caption)

    return send_file


def _details(call: Call) -> dict[str, Any]:
    numbers = {name: call.integer(name) for name in ("duration", "width", "height", "length")}
    texts = {name: call.text(name) for name in ("performer", "title", "emoji")}
    return numbers | texts | {"has_spoiler": call.flag("has_spoiler")}


METHODS |= {
    "sendPhoto": _sends("photo"), "sendDocument": _sends("document"), "sendVideo": _sends("video"),
    "sendAudio": _sends("audio"), "sendVoice": _sends("voice"), "sendVideoNote": _sends("video_note"),
    "sendAnimation": _sends("animation"), "sendSticker": _sends("sticker"),
}  # fmt: skip
