"""Secrets come from the environment, .env or files of their own; nothing shows them. Source: OWASP ASVS 13.3.4."""

from pathlib import Path

import pytest

from bot.check import Finding, check
from bot.settings import EXAMPLES, BadSettings, Settings, load

TOKEN = "123456789:AAE-secret-of-the-token"
MAIL = "smtp://desk:Tarantula-77@127.0.0.1:9"


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [*map(str.upper, Settings.model_fields), "CREDENTIALS_DIRECTORY"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    """A folder as a secret store mounts it."""
    folder = tmp_path / "secrets"
    folder.mkdir()
    for name, value in (("bot_token", f"{TOKEN}\n"), ("staff_chat_id", "-1001234567890"), ("smtp_url", MAIL)):
        (folder / name).write_text(value)
        (folder / name).chmod(0o400)
    (folder / "mail_from").write_text("desk@example.com")
    (folder / "mail_from").chmod(0o600)
    return folder


@pytest.mark.parametrize("told_by", ["SECRETS_DIR", "CREDENTIALS_DIRECTORY", ".env"])
def test_sec_37_secrets_are_read_from_files(monkeypatch: pytest.MonkeyPatch, secrets: Path, told_by: str) -> None:
    if told_by == ".env":
        Path(".env").write_text(f"SECRETS_DIR={secrets}\n")
    else:
        monkeypatch.setenv(told_by, str(secrets))
    found = load()
    assert found.bot_token.get_secret_value() == TOKEN
    assert found.smtp_url.get_secret_value() == MAIL
    assert found.staff_chat_id == -1001234567890


def test_sec_37_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, secrets: Path) -> None:
    monkeypatch.setenv("SECRETS_DIR", str(secrets))
    monkeypatch.setenv("STAFF_CHAT_ID", "-1009")
    assert load().staff_chat_id == -1009


def test_sec_37_a_bad_value_in_a_file_is_told_without_it(monkeypatch: pytest.MonkeyPatch, secrets: Path) -> None:
    (secrets / "bot_token").chmod(0o600)
    (secrets / "bot_token").write_text("no token but Tarantula-77")
    monkeypatch.setenv("SECRETS_DIR", str(secrets))
    with pytest.raises(BadSettings, match=r"^BOT_TOKEN: ") as bad:
        load()
    assert "Tarantula" not in str(bad.value)


async def findings(monkeypatch: pytest.MonkeyPatch, **given: str) -> list[Finding]:
    values = {"BOT_TOKEN": TOKEN, "STAFF_CHAT_ID": "-1001234567890", "TELEGRAM_API_URL": "http://127.0.0.1:9", **given}
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return [finding async for finding in check(load())]


async def test_sec_37_check_tells_of_a_folder_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    found = await findings(monkeypatch, SECRETS_DIR="nowhere")
    assert [one.text for one in found if "SECRETS_DIR" in one.text] == [
        "SECRETS_DIR: nowhere is not there: nothing was read from it"
    ]


@pytest.fixture
def env() -> Path:
    file = Path(".env")
    file.write_text("LANGUAGE=ru\n")
    file.chmod(0o644)
    return file


def make_private(*files: Path) -> None:
    for file in files:
        file.chmod(0o600)


async def test_sec_37_check_tells_which_file_others_can_read(
    monkeypatch: pytest.MonkeyPatch, secrets: Path, env: Path
) -> None:
    (secrets / "smtp_url").chmod(0o444)
    found = await findings(monkeypatch, SECRETS_DIR=str(secrets))
    told = [finding for finding in found if "on this machine" in finding.text]
    assert [(finding.good, finding.text.partition(":")[0]) for finding in told] == [
        (False, ".env"),
        (None, "SECRETS_DIR"),
    ]
    assert "chmod 600 .env" in told[0].text
    assert "smtp_url" in told[1].text
    make_private(env, secrets / "smtp_url")
    assert not [one for one in await findings(monkeypatch, SECRETS_DIR=str(secrets)) if "on this machine" in one.text]


async def test_sec_37_check_shows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {
        "SMTP_URL": MAIL,
        "MAIL_FROM": "desk@example.com",
        "DATABASE_URL": "postgresql+asyncpg://desk:Tarantula-78@127.0.0.1:9/desk",
        "TELEGRAM_PROXY": "socks5://desk:Tarantula-79@127.0.0.1:9",
        "VAULT_KEY": "Tarantula80mWq0bS4v7cYtL9dZ2fGhR1nUoP6aEiTy=",
    }
    text = "\n".join(one.text for one in await findings(monkeypatch, **given))
    assert "mail server" in text
    for secret in ("Tarantula", TOKEN, TOKEN.partition(":")[2], EXAMPLES["VAULT_KEY"]):
        assert secret not in text
