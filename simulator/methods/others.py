"""Messages without files: contact, location, venue, poll, dice."""

from typing import Any

from simulator.errors import bad_request
from simulator.methods.call import Call
from simulator.methods.registry import method
from simulator.methods.sending import send_one
from simulator.world.things import THROWN, poll

LARGEST_POLL = 12


@method
def send_contact(call: Call) -> dict[str, Any]:
    if not call.text("phone_number"):
        raise bad_request("phone number is empty")
    if not call.text("first_name"):
        raise bad_request("first name is empty")
    names = ("phone_number", "first_name", "last_name", "vcard")
    return send_one(call, {"contact": {name: call.text(name) for name in names if call.text(name)}})


@method
def send_location(call: Call) -> dict[str, Any]:
    return send_one(call, {"location": _location(call)})


@method
def send_venue(call: Call) -> dict[str, Any]:
    location = _location(call)
    venue = {"location": location, "title": call.text("title"), "address": call.text("address")}
    return send_one(call, {"venue": venue, "location": location})


@method
def send_dice(call: Call) -> dict[str, Any]:
    return send_one(call, {"dice": {"emoji": call.text("emoji") or "🎲", "value": THROWN}})


@method
def send_poll(call: Call) -> dict[str, Any]:
    if not call.text("question"):
        raise bad_request("poll question must be non-empty")
    options = [
        str(option.get("text", "") if isinstance(option, dict) else option)
        for option in call.list("options", "can't parse options JSON object")
    ]
    if len(options) < 1:
        raise bad_request("poll must have at least 1 option")
    if len(options) > LARGEST_POLL:
        raise bad_request(f"poll can't have more than {LARGEST_POLL} options")
    return send_one(call, {"poll": poll(call.world.poll_id(), call.text("question"), options)})


def _location(call: Call) -> dict[str, float]:
    for name in ("latitude", "longitude"):
        if not call.text(name):
            raise bad_request(f"{name} is empty")
    return {"latitude": call.number("latitude"), "longitude": call.number("longitude")}
