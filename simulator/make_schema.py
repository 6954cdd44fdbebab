"""Derives `schema.json` from the Bot API's published description: `python -m simulator.make_schema FULL_SCHEMA`."""

import json
import re
import sys
from pathlib import Path
from typing import Any

SCALARS = {"Integer", "String", "Boolean", "Float", "InputFile"}
CONSTANT = re.compile(r"(?:must be|always) <em>(\w+)</em>|always &#8220;(\w+)&#8221;")
SUBTYPE = re.compile(r'<li><a href="#\w+">(\w+)</a>')


def compact(full: dict[str, Any]) -> dict[str, Any]:
    """Methods and the types of their parameters; a field is written `[!]Alternative|Alternative[][]` or `!=value`."""
    items = [child for section in full["items"] for child in section["children"]]
    types = {item["name"]: item for item in items if item["category"] == "types"}
    methods = {
        item["name"]: {field["name"]: _spec(field) for field in item["annotations"]}
        for item in items
        if item["category"] == "methods"
    }
    used = _used_types(methods, types)
    return {
        "version": full["api"]["version"],
        "methods": methods,
        "types": {
            name: {f["name"]: _spec(f) for f in types[name]["annotations"]}
            for name in sorted(used)
            if not _subtypes(types[name])
        },
        "unions": {name: _subtypes(types[name]) for name in sorted(used) if _subtypes(types[name])},
    }


def alternatives(spec: str) -> list[str]:
    """The names of types in a field's spec."""
    return [] if "=" in spec else spec.lstrip("!").replace("[]", "").split("|")


def _spec(field: dict[str, Any]) -> str:
    required = "!" if field["required"] else ""
    constant = CONSTANT.search(field["html_description"])
    if constant is not None and field["type"] == "String" and field["name"] in {"type", "source", "status"}:
        return f"{required}={constant.group(1) or constant.group(2)}"
    depth, name = 0, field["type"]
    while name.startswith("Array of "):
        depth, name = depth + 1, name.removeprefix("Array of ")
    return required + "|".join(re.split(r", | or | and ", name)) + "[]" * depth


def _subtypes(item: dict[str, Any]) -> list[str]:
    return [] if item["annotations"] else SUBTYPE.findall(item["html_description"])


def _used_types(methods: dict[str, dict[str, str]], types: dict[str, Any]) -> set[str]:
    waiting = [name for fields in methods.values() for spec in fields.values() for name in alternatives(spec)]
    used: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in SCALARS or name in used or name not in types:
            continue
        used.add(name)
        waiting += _subtypes(types[name])
        waiting += [part for field in types[name]["annotations"] for part in alternatives(_spec(field))]
    return used


def main() -> None:
    """Writes the package's `schema.json`."""
    full = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    target = Path(__file__).with_name("schema.json")
    target.write_text(json.dumps(compact(full), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
