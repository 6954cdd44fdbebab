"""getMe, getUpdates, the webhook's methods, getFile."""

import re
from typing import Any

from simulator.errors import ApiError, bad_request
from simulator.methods.call import Call
from simulator.methods.registry import method
from simulator.world.webhook import Webhook

LONGEST_POLL = 50
MOST_UPDATES = 100
LARGEST_DOWNLOAD = 20 << 20
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


@method
def get_me(call: Call) -> dict[str, Any]:
    features = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
    }
    return call.world.bot.as_json() | features


@method
async def get_updates(call: Call) -> list[dict[str, Any]]:
    if call.world.webhook is not None:
        raise ApiError(409, ACTIVE)
    updates, changes = call.world.updates, call.world.changes
    if call.has("allowed_updates"):
        updates.allow(call.list("allowed_updates", "can't parse allowed_updates"))
    if call.integer("offset"):
        updates.confirm(call.integer("offset"))
        changes.notify()
    limit = min(max(call.integer("limit") or MOST_UPDATES, 1), MOST_UPDATES)
    mine = call.world.pollers = call.world.pollers + 1
    changes.notify()
    timeout = min(max(call.integer("timeout"), 0), LONGEST_POLL)
    if timeout:
        await changes.wait_for(lambda: updates.pending() or call.world.pollers != mine or call.world.closing, timeout)
    if call.world.pollers != mine:
        raise ApiError(409, CONFLICT)
    return [update.as_json() for update in updates.hand_out(limit)]


ACTIVE = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
HTTPS = "bad webhook: An HTTPS URL must be provided for webhook"


@method
def set_webhook(call: Call) -> bool:
    """An empty URL takes it away. Unlike the real one, this server brings updates to this machine without TLS."""
    url, secret = call.text("url"), call.text("secret_token")
    if url and not url.startswith(("https://", "http://127.0.0.1:")):
        raise bad_request(HTTPS)
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    if call.has("allowed_updates"):
        call.world.updates.allow(call.list("allowed_updates", "can't parse allowed_updates"))
    call.world.webhook = Webhook(url, secret) if url else None
    call.world.pollers += 1
    return delete_pending(call)


@method
def delete_webhook(call: Call) -> bool:
    call.world.webhook = None
    return delete_pending(call)


def delete_pending(call: Call) -> bool:
    call.world.changes.notify()
    if call.flag("drop_pending_updates"):
        call.world.updates.clear()
        call.world.changes.notify()
    return True


@method
def get_webhook_info(call: Call) -> dict[str, Any]:
    updates = call.world.updates
    webhook = call.world.webhook
    info: dict[str, Any] = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(updates.pending()),
    }
    if webhook and webhook.complaint:
        info |= {"last_error_date": webhook.complained_at, "last_error_message": webhook.complaint}
    return info | ({"allowed_updates": updates.allowed_as_given} if updates.allowed_as_given else {})


@method
def get_file(call: Call) -> dict[str, Any]:
    if not call.text("file_id"):
        raise bad_request("file_id not specified")
    stored = call.world.files.by_id(call.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.content) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return stored.as_json() | {"file_path": stored.path}
