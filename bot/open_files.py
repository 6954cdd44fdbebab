"""Files that hold secrets or clients' data, and who on this machine can read them. Source: OWASP ASVS 13.3.4."""

import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def open_to_others(files: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """(file, its mode as `chmod` writes it) of those that somebody else than their owner may read or change."""
    for file in files:
        try:
            mode = stat.S_IMODE(file.stat().st_mode)
        except OSError:
            # Not there, or not to be looked at even by us: whoever needs it says so.
            continue
        if mode & OTHERS:
            yield file, f"{mode:03o}"


def files_in(folder: Path | None) -> list[Path]:
    """Those of a folder of secrets, in order; none without one."""
    if folder is None or not folder.is_dir():
        return []
    return sorted(file for file in folder.iterdir() if file.is_file())
