"""The Bot API's methods, parameters and types, and the check of a call against them."""

import json
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

FILE = "InputFile"


class Field(NamedTuple):
    """A parameter or a field of a type; `constant` is the one value that it may have."""

    alternatives: tuple[str, ...]
    depth: int
    required: bool
    constant: str | None


def _field(spec: str) -> Field:
    required, text = spec.startswith("!"), spec.removeprefix("!")
    if text.startswith("="):
        return Field(("String",), 0, required, text[1:])
    return Field(tuple(text.replace("[]", "").split("|")), text.count("[]"), required, None)


class Schema:
    """Derived from the published description of the Bot API; see `make_schema`."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.version: str = data["version"]
        self.methods = {name: {k: _field(v) for k, v in fields.items()} for name, fields in data["methods"].items()}
        self._types = {name: {k: _field(v) for k, v in fields.items()} for name, fields in data["types"].items()}
        self._unions: dict[str, list[str]] = data["unions"]
        self._names = {name.lower(): name for name in self.methods}

    def method(self, name: str) -> str | None:
        """The method's name as documented; Telegram does not mind the case."""
        return self._names.get(name.lower())

    def problems(self, method: str, parameters: dict[str, str], uploaded: set[str]) -> list[str]:
        """What is wrong with a call, as far as shapes tell; parameters as they came, as strings."""
        fields = self.methods[method]
        found = [f"unknown parameter {name}" for name in parameters if name not in fields]
        found += [
            f"missing required parameter {name}"
            for name, field in fields.items()
            if field.required and name not in parameters and name not in uploaded
        ]
        for name, text in parameters.items():
            if name in fields:
                found += self._parameter(name, text, fields[name])
        return found

    def _parameter(self, name: str, text: str, field: Field) -> list[str]:
        if field.depth == 0 and all(kind in SCALARS for kind in field.alternatives):
            return [] if any(SCALARS[kind](text) for kind in field.alternatives) else [_wrong(name, field, text)]
        try:
            value = json.loads(text)
        except ValueError:
            return [f"{name} is not JSON"]
        return self._value(name, value, field, field.depth)

    def _value(self, path: str, value: Any, field: Field, depth: int) -> list[str]:
        if depth:
            if not isinstance(value, list):
                return [f"{path} must be an array"]
            return [
                problem
                for at, item in enumerate(value)
                for problem in self._value(f"{path}[{at}]", item, field, depth - 1)
            ]
        if field.constant is not None:
            return [] if value == field.constant else [f"{path} must be {field.constant!r}"]
        # The alternative that fits best is the one that was meant.
        return min((self._one(path, value, field, kind) for kind in self._flat(field.alternatives)), key=len)

    def _one(self, path: str, value: Any, field: Field, kind: str) -> list[str]:
        if kind in JSON_SCALARS:
            return [] if JSON_SCALARS[kind](value) else [_wrong(path, field, value)]
        if not isinstance(value, dict):
            return [] if kind == "RichText" and isinstance(value, str) else [_wrong(path, field, value)]
        fields = self._types[kind]
        found = [f"unknown field {path}.{name}" for name in value if name not in fields]
        missing = [name for name, one in fields.items() if one.required and name not in value]
        found += [f"missing required field {path}.{name}" for name in missing]
        for name, part in value.items():
            if name in fields:
                found += self._value(f"{path}.{name}", part, fields[name], fields[name].depth)
        return found

    def _flat(self, alternatives: tuple[str, ...]) -> list[str]:
        return [part for kind in alternatives for part in self._unions.get(kind, [kind])]


def _wrong(path: str, field: Field, value: Any) -> str:
    return f"{path} must be {' or '.join(field.alternatives)}, not {str(value)[:40]!r}"


def _is_integer(text: str) -> bool:
    return text.removeprefix("-").isdecimal()


def _is_float(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


SCALARS: dict[str, Callable[[str], bool]] = {
    "Integer": _is_integer,
    "Float": _is_float,
    "Boolean": lambda text: text.lower() in {"true", "false", "1", "0", "yes", "no"},
    "String": lambda text: True,
    FILE: lambda text: text.startswith("attach://"),
}
JSON_SCALARS: dict[str, Callable[[Any], bool]] = {
    "Integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "Float": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "Boolean": lambda value: isinstance(value, bool),
    "String": lambda value: isinstance(value, str),
    "True": lambda value: value is True,
    FILE: lambda value: isinstance(value, str),
}


@lru_cache
def bundled_schema() -> Schema:
    """The schema that this package carries."""
    return Schema(json.loads(files(__package__).joinpath("schema.json").read_text(encoding="utf-8")))
