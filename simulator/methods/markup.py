"""The reply_markup parameter."""

from typing import Any

from simulator.errors import bad_request
from simulator.methods.call import Call
from simulator.text.links import full_link, link_problem
from simulator.world.chats import Chat

Markup = dict[str, Any]

LONGEST_DATA = 64
MOST_BUTTONS = 100
ACTIONS = {
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay", "disabled",
}  # fmt: skip


def markup_of(call: Call) -> Markup | None:
    """The keyboard as an object, its shape checked; None when there is none."""
    markup = call.json("reply_markup", "can't parse reply keyboard markup JSON object")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    for button in _buttons(markup, "inline_keyboard"):
        if not isinstance(button, dict) or not isinstance(button.get("text"), str):
            raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
        if not ACTIONS & button.keys():
            raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    return markup


def inline_markup_of(call: Call) -> Markup | None:
    """The inline keyboard of an edit; an empty one removes the keyboard, as does none."""
    markup = markup_of(call)
    if markup is None or not markup.get("inline_keyboard"):
        return None
    return markup


def check_buttons(chat: Chat, markup: Markup | None) -> None:
    """What the last server refuses: lengths, links, what is for private chats only."""
    if markup is None:
        return
    inline = _buttons(markup, "inline_keyboard")
    if len(inline) > MOST_BUTTONS or len(_buttons(markup, "keyboard")) > 3 * MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    for button in inline:
        _check_inline(button)
    if not chat.is_private and any(
        isinstance(button, dict) and button.get("request_contact") for button in _buttons(markup, "keyboard")
    ):
        raise bad_request("phone number can be requested in private chats only")


def _check_inline(button: dict[str, Any]) -> None:
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if (url := button.get("url")) is not None:
        if problem := link_problem(url):
            raise bad_request(f"inline keyboard button URL '{url}' is invalid: {problem}")
        button["url"] = full_link(url)
    if (app := button.get("web_app")) is not None and not str(app.get("url", "")).startswith("https://"):
        url = app.get("url", "")
        raise bad_request(f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed")


def _buttons(markup: Markup, name: str) -> list[Any]:
    rows = markup.get(name, [])
    return [button for row in rows if isinstance(row, list) for button in row] if isinstance(rows, list) else []
