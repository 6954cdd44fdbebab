"""The documents say what the program does: every setting, command, fate and link in them is looked up."""

import re
from pathlib import Path
from typing import Any

import pytest
import typer

from bot.cli import app
from bot.commands import FOR_CLIENTS, FOR_MANAGERS, FOR_STAFF
from bot.settings import EXAMPLES, Settings, load
from bot.verdicts import Fate
from handlers import approvals, articles, charges, client_look, dates, on_behalf, refusals, vault, worktime
from handlers.client import COMMANDS, FORMS, NUMBERED
from handlers.staff import ACTIONS
from handlers.staff import COMMANDS as STAFF_COMMANDS

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
NAMES = {name.upper(): field for name, field in Settings.model_fields.items()}
REQUIRED = {"BOT_TOKEN": EXAMPLES["BOT_TOKEN"], "STAFF_CHAT_ID": EXAMPLES["STAFF_CHAT_ID"]}


def text(name: str) -> str:
    return (ROOT / name).read_text()


def rows(markdown: str) -> list[list[str]]:
    """The rows of all tables, without their heads."""
    lines = markdown.splitlines()
    kept = [
        line
        for line, after in zip(lines, [*lines[1:], ""], strict=True)
        if line.startswith("|") and not line.startswith("|--") and not after.startswith("|--")
    ]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))] for line in kept]


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


# --- settings --------------------------------------------------------------------------------------

SETTINGS = [row for row in rows(text("docs/settings.md")) if row[0].strip("`") in NAMES or row[0].isupper()]


def test_every_setting_has_a_row_and_every_row_is_a_setting() -> None:
    assert sorted(row[0] for row in SETTINGS) == sorted(f"`{name}`" for name in NAMES)


def test_every_row_says_what_the_setting_means() -> None:
    assert [row[0] for row in SETTINGS if len(row) != 3 or len(row[2]) < 10] == []


@pytest.mark.parametrize("name", sorted(NAMES))
def test_the_default_in_the_table_is_the_default(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    (told,) = [row[1].strip("`") for row in SETTINGS if row[0] == f"`{name}`"]
    field = NAMES[name]
    if field.is_required():
        assert told == "required"
        return
    for required, value in REQUIRED.items():
        monkeypatch.setenv(required, value)
    default = getattr(load(), name.lower())
    if told == "none":
        assert str(getattr(default, "get_secret_value", lambda: default)()) in {"", "None", "()", "{}", "frozenset()"}
        return
    monkeypatch.setenv(name, told)
    assert getattr(load(), name.lower()) == default


def test_the_example_file_has_every_setting_once_with_its_example() -> None:
    lines = text(".env.example").splitlines()
    set_there = [line.partition("=")[0] for line in lines if re.fullmatch(r"[A-Z_]+=.*", line)]
    offered = dict(line.removeprefix("#").partition("=")[::2] for line in lines if re.fullmatch(r"#[A-Z_]+=.*", line))
    assert sorted([*set_there, *offered]) == sorted(NAMES)
    assert set_there == list(REQUIRED)
    assert offered == {name: example for name, example in EXAMPLES.items() if name not in REQUIRED}


def test_every_setting_in_the_example_file_has_a_comment_above_it() -> None:
    lines = text(".env.example").splitlines()
    bare = [
        line
        for above, line in zip(["", *lines], lines, strict=False)
        if re.fullmatch(r"#?[A-Z_]+=.*", line) and not above.startswith("# ")
    ]
    assert bare == []


def test_the_example_file_with_everything_switched_on_is_read_as_it_is(tmp_path: Path) -> None:
    on = re.sub(r"^#(?=[A-Z_]+=)", "", text(".env.example"), flags=re.MULTILINE)
    for name, value in REQUIRED.items():
        on = re.sub(rf"^{name}=.*$", f"{name}={value}", on, flags=re.MULTILINE)
    (tmp_path / ".env").write_text(on)
    assert load().manager_ids


def test_the_example_file_as_it_stands_says_what_is_missing(tmp_path: Path) -> None:
    """Copied and not filled in, it must not start anything."""
    filled = text(".env.example").replace("BOT_TOKEN=", f"BOT_TOKEN={EXAMPLES['BOT_TOKEN']}", 1)
    (tmp_path / ".env").write_text(filled.replace("STAFF_CHAT_ID=", "STAFF_CHAT_ID=-1001", 1))
    assert load().staff_chat_id == -1001


# --- commands --------------------------------------------------------------------------------------


def commands_of_the_program() -> set[str]:
    found: set[str] = set()

    def walk(command: Any, path: tuple[str, ...]) -> None:
        inner = getattr(command, "commands", {})
        if not inner:
            found.add(" ".join(path))
        for name, one in inner.items():
            walk(one, (*path, name))

    walk(typer.main.get_command(app), ("frontdesk",))
    return found


def test_every_command_of_the_program_is_in_the_operators_document() -> None:
    told = {row[0].strip("`") for row in rows(text("docs/operating.md")) if row[0].startswith("`frontdesk ")}
    known = commands_of_the_program()
    assert len(known) > 5
    assert {command for command in known if not any(line.startswith(command) for line in told)} == set()
    assert {line for line in told if not any(line.startswith(command) for command in known)} == set()


def test_every_fate_of_a_call_is_in_the_operators_document() -> None:
    told = [row for row in rows(text("docs/operating.md")) if row[0].strip("`") in {fate.value for fate in Fate}]
    assert sorted(row[0].strip("`") for row in told) == sorted(fate.value for fate in Fate)
    assert [row[0] for row in told if len(row) != 3 or not all(row)] == []


def chat_commands(heading: str) -> list[str]:
    """The commands in the table below a heading that begins so."""
    section = re.search(rf"^## {heading}.*?$(.*?)(?=^## |\Z)", text("docs/commands.md"), re.MULTILINE | re.DOTALL)
    assert section, f"docs/commands.md has no section {heading}"
    found = [re.match(r"`?/(\w+)", row[0]) for row in rows(section[1])]
    return [match[1] for match in found if match]


@pytest.mark.parametrize(
    ("heading", "known"), [("Clients", FOR_CLIENTS), ("Staff", FOR_STAFF), ("Managers", FOR_MANAGERS)]
)
def test_every_command_of_a_chat_is_in_its_table_and_nothing_else_is(heading: str, known: tuple[str, ...]) -> None:
    assert sorted(chat_commands(heading)) == sorted(known)


def test_every_command_that_telegram_shows_is_understood() -> None:
    assert set(FOR_CLIENTS) <= {*COMMANDS, *FORMS, *NUMBERED, *articles.COMMANDS, "timezone"}
    files = (approvals, charges, worktime, articles, dates, refusals, on_behalf, client_look, vault)
    assert set(FOR_STAFF) == {*ACTIONS, *STAFF_COMMANDS, *(name for file in files for name in file.COMMANDS)}


# --- links, paths, the rest ------------------------------------------------------------------------

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")


def slug(heading: str) -> str:
    plain = re.sub(r"[`*_]|\[([^\]]*)\]\([^)]*\)", r"\1", heading)
    return re.sub(r"[^\w\- ]", "", plain.strip().lower()).replace(" ", "-")


def anchors(document: Path) -> set[str]:
    return {slug(heading) for heading in re.findall(r"^#+ (.*)$", document.read_text(), re.MULTILINE)}


def links() -> list[tuple[Path, str]]:
    return [
        (document, target)
        for document in DOCUMENTS
        for target in LINK.findall(document.read_text())
        if not re.match(r"[a-z]+:", target)
    ]


def test_there_are_documents_and_they_point_to_each_other() -> None:
    assert {"README.md", "CHANGELOG.md"} <= {document.name for document in DOCUMENTS}
    assert len(links()) > 10


def test_every_link_within_the_project_leads_somewhere() -> None:
    dead = []
    for document, target in links():
        path, _, anchor = target.partition("#")
        there = (document.parent / path).resolve() if path else document
        known = there.exists() and there.is_relative_to(ROOT)
        if not known or (anchor and there.suffix == ".md" and anchor not in anchors(there)):
            dead.append(f"{document.relative_to(ROOT)} -> {target}")
    assert dead == []


def test_every_document_of_the_folder_is_reached_from_the_readme() -> None:
    seen, waiting = set[Path](), [ROOT / "README.md"]
    while waiting:
        document = waiting.pop()
        if document in seen or document.suffix != ".md" or not document.exists():
            continue
        seen.add(document)
        waiting += [
            (document.parent / target.partition("#")[0]).resolve() for one, target in links() if one == document
        ]
    assert [str(document.relative_to(ROOT)) for document in DOCUMENTS if document not in seen] == []


ABSOLUTE = re.compile(r"(?<![\w.:/>*…-])/(\w+)/|(~/)|(?<!\w)([A-Z]:\\)|(?:\.\./){3}")
SERVERS_OWN = {"etc", "opt", "run", "srv", "usr", "var"}
"""Where an operator puts things; everything else would be somebody's own machine."""


ANSWERED = {"panel", "secret"}
"""What the desk answers to over HTTP is no place on a disk."""


def test_no_document_mentions_a_path_outside_of_the_project() -> None:
    named = [
        f"{document.relative_to(ROOT)}: {line.strip()}"
        for document in [*DOCUMENTS, ROOT / ".env.example", ROOT / "Makefile"]
        for line in document.read_text().splitlines()
        for found in ABSOLUTE.finditer(line)
        if found[1] not in SERVERS_OWN | ANSWERED
    ]
    assert named == []


def test_every_file_of_the_project_that_is_named_in_a_document_is_there() -> None:
    packages = "bot|handlers|storage|desk|simulator|tests|docs"
    named = re.compile(rf"`((?:{packages})/[\w./-]+\.(?:py|md|po|json))`")
    missing = {
        f"{document.relative_to(ROOT)}: {path}"
        for document in DOCUMENTS
        for path in named.findall(document.read_text())
        if not (ROOT / path).exists()
    }
    assert missing == set()


@pytest.mark.parametrize("command", ["make demo", "make test"])
def test_the_readme_names_the_two_commands_that_show_that_it_works(command: str) -> None:
    assert command in text("README.md")
    assert re.search(rf"^{command.split()[1]}:", text("Makefile"), re.MULTILINE)


def test_the_changelog_has_a_place_for_what_is_not_released_yet() -> None:
    assert re.search(r"^## \[?Unreleased\]?", text("CHANGELOG.md"), re.MULTILINE)


def test_every_test_that_the_promises_name_exists() -> None:
    named = {row[2].strip("`") for row in rows(text("docs/reliability.md")) if row[2].startswith("`test_")}
    written = "".join(file.read_text() for file in (ROOT / "tests").rglob("test_*.py"))
    assert len(named) > 15
    assert {name for name in named if f"def {name}(" not in written} == set()


# --- the regulation --------------------------------------------------------------------------------

CLAUSES = [row for row in rows(text("docs/regulation.md")) if len(row) == 5]
CONVERSATIONS = {
    name
    for file in (ROOT / "tests" / "bot").glob("test_*.py")
    for name in re.findall(r"^(?:async )?def (test_\w+)", file.read_text(), re.MULTILINE)
}
NUMBERS = (
    "1.2 1.2.1–1.2.3 1.2.4 1.3 1.4 1.5.1 1.5.2 1.6 1.7 2.1 2.2 2.3 2.4 2.5 2.6 3.1 3.2 3.3 4.1 4.2 4.3 4.4 4.5 final"
)


def test_every_clause_has_its_row() -> None:
    assert [row[0] for row in CLAUSES] == NUMBERS.split()


@pytest.mark.parametrize("row", CLAUSES, ids=[row[0] for row in CLAUSES])
def test_a_clause_names_its_code_and_conversations_that_show_it(row: list[str]) -> None:
    code, shown = (re.findall(r"`([^`]+)`", cell) for cell in row[3:])
    assert code
    assert [path for path in code if not (ROOT / path).exists()] == []
    assert shown
    assert [name for name in shown if name not in CONVERSATIONS] == []
