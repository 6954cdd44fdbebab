"""The bot's menu of commands and its descriptions."""

import json
import re
from typing import Any

from simulator.errors import bad_request
from simulator.methods.call import Call
from simulator.methods.registry import method
from simulator.methods.targets import chat_of

MOST_COMMANDS = 100
LONGEST_DESCRIPTION = 256
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
WITH_CHAT = {"chat", "chat_administrators", "chat_member"}


@method
def set_my_commands(call: Call) -> bool:
    commands = call.list("commands", "expected an Array of BotCommand")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        _check(command)
    call.world.commands[_key(call)] = commands
    return True


@method
def get_my_commands(call: Call) -> list[dict[str, Any]]:
    return call.world.commands.get(_key(call), [])


@method
def delete_my_commands(call: Call) -> bool:
    call.world.commands.pop(_key(call), None)
    return True


@method
def set_my_description(call: Call) -> bool:
    return _set(call, "description")


@method
def get_my_description(call: Call) -> dict[str, str]:
    return {"description": _get(call, "description")}


@method
def set_my_short_description(call: Call) -> bool:
    return _set(call, "short_description")


@method
def get_my_short_description(call: Call) -> dict[str, str]:
    return {"short_description": _get(call, "short_description")}


@method
def set_my_name(call: Call) -> bool:
    return _set(call, "name")


@method
def get_my_name(call: Call) -> dict[str, str]:
    return {"name": _get(call, "name") or call.world.bot.first_name}


def _set(call: Call, field: str) -> bool:
    call.world.about[field, call.text("language_code")] = call.text(field)
    return True


def _get(call: Call, field: str) -> str:
    language = call.text("language_code")
    return call.world.about.get((field, language)) or call.world.about.get((field, ""), "")


def _check(command: Any) -> None:
    if not isinstance(command, dict):
        raise bad_request("expected an Array of BotCommand")
    if not COMMAND.fullmatch(str(command.get("command", "")).removeprefix("/")):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(str(command.get("description", ""))) <= LONGEST_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def _key(call: Call) -> tuple[str, str]:
    scope = call.json("scope", "can't parse BotCommandScope: Can't parse JSON object") or {"type": "default"}
    if scope.get("type") in WITH_CHAT:
        named = {"chat_id": str(scope.get("chat_id", ""))}
        chat_of(Call(call.world, call.ledger, call.method, named))
    return json.dumps(scope, sort_keys=True), call.text("language_code")
