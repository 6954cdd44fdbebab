"""sendMessage."""

from typing import Any

from simulator.errors import bad_request
from simulator.methods.call import Call
from simulator.methods.formatting import formatted_text
from simulator.methods.registry import method
from simulator.methods.sending import send_one


@method
def send_message(call: Call) -> dict[str, Any]:
    return send_one(call, text_content(call))


def text_content(call: Call) -> dict[str, Any]:
    """The content of a text message."""
    if not call.text("text"):
        raise bad_request("message text is empty")
    content = {"text": ""} | formatted_text(call).as_fields()
    preview = call.json("link_preview_options", "can't parse link preview options JSON object")
    return content | ({"link_preview_options": preview} if preview else {})
