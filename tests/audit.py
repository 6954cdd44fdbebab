"""What the product is made of: every package pinned by hash, of a licence that may be shipped, without a known fault.

`python -m tests.audit` ends with 1 if one of them is not so. Advisories are looked up over the network; where that
cannot be reached this is said, and ends with 0 unless `--strict`. Source: OWASP ASVS 15.1.2, 15.2.1.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
EXPORT: Final = ("export", "--frozen", "--no-dev", "--all-extras", "--no-emit-project", "--quiet")
MAY: Final = frozenset(
    {"MIT", "MIT-0", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSD", "PSF-2.0", "ISC", "MPL-2.0", "Unlicense"}
)
"""Licences under which a product may ship a package unchanged."""

WRITTEN: Final = (
    (re.compile(r"apache", re.IGNORECASE), "Apache-2.0"),
    (re.compile(r"\bMIT\b"), "MIT"),
    (re.compile(r"mozilla|\bMPL", re.IGNORECASE), "MPL-2.0"),
    (re.compile(r"\bBSD\b"), "BSD"),
    (re.compile(r"python software foundation|\bPSF", re.IGNORECASE), "PSF-2.0"),
    (re.compile(r"\bISC\b"), "ISC"),
)
"""How packages write them that do not use the standard's names."""

LOOK_UP_SECONDS: Final = 120


@dataclass(frozen=True, slots=True)
class Advice:
    """`unknown` are packages about which nobody could be asked."""

    faults: tuple[str, ...]
    unknown: tuple[str, ...]
    asked: int


def shipped(lock: Mapping[str, Any], root: str = "frontdesk") -> set[str]:
    """The names of all that the product needs to run, extras included."""
    needs = {package["name"]: package for package in lock["package"]}
    extras = {extra for one in needs[root].get("optional-dependencies", {}).values() for extra in _names(one)}
    found: set[str] = set()
    waiting = [*_names(needs[root].get("dependencies", ())), *extras]
    while waiting:
        name = waiting.pop()
        if name not in found and name in needs:
            found.add(name)
            waiting += _names(needs[name].get("dependencies", ()))
            waiting += [one for more in needs[name].get("optional-dependencies", {}).values() for one in _names(more)]
    return found - {root}


def _names(dependencies: Iterable[Mapping[str, Any]]) -> list[str]:
    return [one["name"] for one in dependencies]


def unpinned(lock: Mapping[str, Any]) -> list[str]:
    """Packages with a file that has no hash, or that come from anywhere but a registry."""
    return sorted(_unpinned(lock["package"]))


def _unpinned(packages: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for package in packages:
        files = [*package.get("wheels", ()), *([package["sdist"]] if "sdist" in package else [])]
        own = "virtual" in package["source"] or "editable" in package["source"]
        if own:
            continue
        if "registry" not in package["source"] or not files:
            yield f"{package['name']}: is not from a registry"
        elif not all(file.get("hash", "").startswith("sha256:") for file in files):
            yield f"{package['name']}: has a file without a hash"


def licences_of(found: Distribution) -> frozenset[str]:
    """By the standard's names; of several that may be chosen from, each. Empty: none is named."""
    facts = found.metadata
    for expression in facts.get_all("License-Expression", []):
        return frozenset(re.findall(r"[A-Za-z0-9.+-]+", expression)) - {"AND", "OR", "WITH"}
    told = [one for one in facts.get_all("Classifier", []) if one.startswith("License")]
    told += facts.get_all("License", [])
    return frozenset(name for text in told for pattern, name in WRITTEN if pattern.search(text[:100]))


def unlicensed(names: Iterable[str]) -> list[str]:
    """Packages whose licence is not among those that may be shipped, or is not known."""
    return sorted(_unlicensed(names))


def _unlicensed(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        try:
            licences = licences_of(distribution(name))
        except PackageNotFoundError:
            # For another system or version of Python: not part of what is installed here.
            continue
        if not licences or not licences <= MAY:
            yield f"{name}: {', '.join(sorted(licences)) or 'no licence is named'}"


def advice_of(report: Mapping[str, Any]) -> Advice:
    """What `pip-audit --format json` found."""
    packages: Sequence[Mapping[str, Any]] = report["dependencies"]
    faults = [
        f"{one['name']} {one['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'none yet'}"
        for one in packages
        for fault in one.get("vulns", ())
    ]
    return Advice(tuple(faults), tuple(one["name"] for one in packages if "skip_reason" in one), len(packages))


def look_up(uv: str) -> Advice | None:
    """Known faults of what the lock file names. None: the advisories could not be reached at all."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = str(Path(folder) / "requirements.txt")
        subprocess.run([uv, *EXPORT, "--output-file", wanted], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        command = [sys.executable, "-m", "pip_audit", "-r", wanted, "--require-hashes", "--disable-pip", "-f", "json"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=LOOK_UP_SECONDS, check=False)
            return advice_of(json.loads(done.stdout))
        except (subprocess.TimeoutExpired, ValueError):
            return None


def bill_of_materials(uv: str, out: Path) -> None:
    """CycloneDX, from the lock file."""
    out.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [uv, *EXPORT, "--format", "cyclonedx1.5", "--output-file", out], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--uv", default="uv")
    parser.add_argument("--strict", action="store_true", help="advisories that cannot be reached are a failure, too")
    parser.add_argument("--sbom", type=Path, default=ROOT / "dist" / "sbom.json")
    given = parser.parse_args()
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    names = shipped(lock)
    bad = [f"hash     {one}" for one in unpinned(lock)] + [f"licence  {one}" for one in unlicensed(names)]
    bill_of_materials(given.uv, given.sbom)
    advice = look_up(given.uv)
    bad += [f"advisory {one}" for one in (advice.faults if advice else ())]
    say(f"{len(lock['package'])} packages pinned, {len(names)} shipped; bill of materials: {given.sbom}")
    unknown = len(advice.unknown) if advice else len(names)
    if unknown:
        say(f"NOT CHECKED: the advisories of {unknown} package(s) could not be looked up from here.")
    for line in bad:
        say(f"BAD  {line}")
    return 1 if bad or (unknown and given.strict) else 0


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
