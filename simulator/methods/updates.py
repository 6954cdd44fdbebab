"""getMe, getUpdates, the webhook's methods, getFile."""

from typing import Any

from simulator.errors import ApiError, bad_request
from simulator.methods.call import Call
from simulator.methods.registry import method

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


@method
def delete_webhook(call: Call) -> bool:
    if call.flag("drop_pending_updates"):
        call.world.updates.clear()
        call.world.changes.notify()
    return True


@method
def get_webhook_info(call: Call) -> dict[str, Any]:
    updates = call.world.updates
    info = {"url": "", "has_custom_certificate": False, "pending_update_count": len(updates.pending())}
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
