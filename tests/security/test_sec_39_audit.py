"""What the product is made of is looked at. Source: OWASP ASVS 15.1.2, 15.2.1."""

import tomllib
from copy import deepcopy
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

import pytest

from tests.audit import ROOT, advice_of, licences_of, shipped, unlicensed, unpinned

LOCK = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))


class Named(Distribution):
    def __init__(self, facts: str) -> None:
        self._facts = facts

    def read_text(self, filename: str) -> str | None:
        return f"Metadata-Version: 2.4\nName: x\n{self._facts}\n" if filename == "METADATA" else None

    def locate_file(self, path: Any) -> Any:
        return Path(path)


def test_sec_39_every_package_is_pinned_by_its_hash() -> None:
    assert unpinned(LOCK) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda package: package["wheels"][0].pop("hash"),
        lambda package: package.update(source={"git": "https://example.com/x.git"}),
        lambda package: package.update(wheels=[], sdist={}),
    ],
    ids=["no hash", "from elsewhere", "no file"],
)
def test_sec_39_one_that_is_not_pinned_is_found(change: Any) -> None:
    lock = deepcopy(LOCK)
    package = next(one for one in lock["package"] if one["name"] == "aiogram")
    change(package)
    assert [line.partition(":")[0] for line in unpinned(lock)] == ["aiogram"]


def test_sec_39_what_is_shipped_has_a_licence_that_allows_it() -> None:
    names = shipped(LOCK)
    assert {"aiogram", "aiohttp", "asyncpg", "sqlalchemy", "pydantic-core"} <= names
    assert not {"pytest", "mypy", "tdjson"} & names
    assert unlicensed(names) == []


@pytest.mark.parametrize(
    ("facts", "licences"),
    [
        ("License-Expression: GPL-3.0-only", {"GPL-3.0-only"}),
        ("License-Expression: MIT OR Apache-2.0", {"MIT", "Apache-2.0"}),
        ("License: BSD 2-Clause License", {"BSD"}),
        ("Classifier: License :: OSI Approved :: MIT License", {"MIT"}),
        ("Classifier: License :: OSI Approved :: GNU General Public License v3 (GPLv3)", set()),
        ("Summary: nothing said", set()),
    ],
)
def test_sec_39_licences_are_read_as_packages_write_them(facts: str, licences: set[str]) -> None:
    assert licences_of(Named(facts)) == licences


def test_sec_39_a_known_fault_is_told_with_what_mends_it() -> None:
    fault = {"id": "PYSEC-2026-1", "fix_versions": ["3.0.1"], "aliases": [], "description": ""}
    advice = advice_of(
        {
            "dependencies": [
                {"name": "x", "version": "3.0.0", "vulns": [fault]},
                {"name": "y", "version": "1", "vulns": []},
                {"name": "z", "skip_reason": "could not be audited"},
            ]
        }
    )
    assert advice.faults == ("x 3.0.0: PYSEC-2026-1, mended in 3.0.1",)
    assert (advice.unknown, advice.asked) == (("z",), 3)
