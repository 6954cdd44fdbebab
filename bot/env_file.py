"""The file of settings, changed without losing what else is in it."""

import os
import re
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from dotenv import dotenv_values

ONLY_US = 0o600

NEEDS_QUOTES = re.compile(r"[\s#'\"\\$]")


class NotWritten(Exception):
    """Nothing was changed."""


def read(file: Path) -> dict[str, str]:
    """What is set in it; nothing if it is not there. Raises OSError and UnicodeDecodeError."""
    if not file.exists():
        return {}
    found = dotenv_values(file, encoding="utf-8-sig", interpolate=False)
    return {name: value for name, value in found.items() if value}


def write(file: Path, values: Mapping[str, str], now: datetime, example: Path | None = None) -> Path | None:
    """Set these in it, all or none, readable by its owner only; a copy of what was there, if anything was.

    A file that is not there begins as `example`. Raises NotWritten.
    """
    file = file.resolve()
    try:
        old = file.read_bytes() if file.exists() else None
        base = old if old is not None else _example(example)
        text = changed(base.decode("utf-8-sig"), values)
        draft = _draft(file, text.encode())
        if old is not None:
            _same_owner(file, draft)
        try:
            expected = (read(file) | dict(values)).items()
            if read(draft) != {name: value for name, value in expected if value}:
                raise NotWritten("a value cannot be kept in such a file")
            copy = _copy(file, old, now) if old is not None else None
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise NotWritten(error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise NotWritten("the file is not UTF-8 text") from error
    _settle(file.parent)
    return copy


def changed(text: str, values: Mapping[str, str]) -> str:
    """Each value in the place of the one that was there, else below the line that explains it, else at the end."""
    lines = text.splitlines()
    for name, value in values.items():
        lines = _with(lines, name, f"{name}={_quoted(value)}" if value else "")
    return "\n".join(lines) + "\n"


def _with(lines: list[str], name: str, said: str) -> list[str]:
    """Of several lines about one name only the last counts, so none but ours stays."""
    here = re.compile(rf"\s*(?:export\s+)?{name}\s*=")
    places = [number for number, line in enumerate(lines) if here.match(line)]
    offered = [number for number, line in enumerate(lines) if re.match(rf"\s*#\s*{name}=", line)]
    kept = [line for number, line in enumerate(lines) if number not in places]
    if not said:
        return kept
    if places:
        return [*lines[: places[0]], said, *(line for line in lines[places[0] :] if not here.match(line))]
    at = offered[-1] + 1 if offered else len(kept)
    return [*kept[:at], said, *kept[at:]]


def _quoted(value: str) -> str:
    if not NEEDS_QUOTES.search(value):
        return value
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _example(file: Path | None) -> bytes:
    return file.read_bytes() if file is not None and file.exists() else b""


def _draft(file: Path, content: bytes) -> Path:
    """Beside it, so that it takes its place at once. `mkstemp` makes it readable by its owner only."""
    number, name = tempfile.mkstemp(prefix=f"{file.name}.new-", dir=file.parent)
    with os.fdopen(number, "wb") as draft:
        draft.write(content)
        draft.flush()
        os.fsync(draft.fileno())
    return Path(name)


def _same_owner(file: Path, draft: Path) -> None:
    """The desk may run as another user than whoever changes its settings: it must be able to read them after it."""
    was = file.stat()
    if (was.st_uid, was.st_gid) != (os.geteuid(), os.getegid()):
        os.chown(draft, was.st_uid, was.st_gid)


def _copy(file: Path, content: bytes, now: datetime) -> Path:
    """Never over another copy."""
    for count in range(1, 1000):
        copy = file.with_name(f"{file.name}.before-{now:%Y%m%d-%H%M%S}{f'-{count}' if count > 1 else ''}")
        try:
            number = os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_US)
        except FileExistsError:
            continue
        with os.fdopen(number, "wb") as kept:
            kept.write(content)
            kept.flush()
            os.fsync(kept.fileno())
        return copy
    raise NotWritten("there are too many copies")


def _settle(folder: Path) -> None:
    """The name of the new file outlives a loss of power, too."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
