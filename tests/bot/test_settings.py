"""What an operator writes: read strictly, told in one line when it is wrong, and never shown when it is secret."""

from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from bot.mailer import Mailer
from bot.pacing import Limit, Limits
from bot.policy import policy_of
from bot.settings import EXAMPLES, BadSettings, Settings, load
from desk.rules.calendar import parse_hours
from desk.rules.durations import parse_duration
from desk.rules.people import Assurance
from desk.rules.relay import StaffReply
from desk.rules.ticket import Category, Status
from handlers.views.letters import Letter

TOKEN = "123456789:AAE-secret-of-the-token"
REQUIRED = {"BOT_TOKEN": TOKEN, "STAFF_CHAT_ID": "-1001234567890"}

NAMES = {name.upper() for name in Settings.model_fields}


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of the machine that runs the tests is seen; the current folder has no .env."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def settings(monkeypatch: pytest.MonkeyPatch, **given: str) -> Settings:
    """The settings of an environment with what is required and this."""
    for name, value in (REQUIRED | given).items():
        monkeypatch.setenv(name, value)
    return load()


def refusal(monkeypatch: pytest.MonkeyPatch, **given: str) -> str:
    with pytest.raises(BadSettings) as bad:
        policy_of(settings(monkeypatch, **given))
    return str(bad.value)


# --- what is required, and what is not -------------------------------------------------------------


def test_two_settings_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(monkeypatch)
    assert found.bot_token.get_secret_value() == TOKEN
    assert found.staff_chat_id == -1001234567890
    assert found.timezone == ZoneInfo("Europe/Moscow")
    assert found.working_hours == parse_hours("11:00-18:00")
    assert found.working_days == frozenset(range(5))
    assert found.language == "ru"
    assert found.telegram_limits == Limits(Limit(20, 60.0), Limit(3, 3.0), Limit(30, 1.0))
    assert found.digest_at == time(18, 5)
    assert found.staff_reply is StaffReply.ASSIGNEE


def test_the_defaults_are_the_regulation(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = policy_of(settings(monkeypatch))
    assert policy.silence.ping_after == (parse_duration("24h"),)
    assert policy.silence.close_after == parse_duration("48h")
    assert policy.standard == parse_duration("24h")
    assert policy.complex == parse_duration("72h")
    assert policy.content == parse_duration("5wd")
    assert policy.reply_means is Status.WAITING
    assert not policy.mail


def test_without_anything_both_required_settings_are_named() -> None:
    with pytest.raises(BadSettings) as bad:
        load()
    assert str(bad.value).splitlines() == [
        f"BOT_TOKEN: is missing. Example: BOT_TOKEN={EXAMPLES['BOT_TOKEN']}",
        f"STAFF_CHAT_ID: is missing. Example: STAFF_CHAT_ID={EXAMPLES['STAFF_CHAT_ID']}",
    ]


def test_an_empty_setting_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings(monkeypatch, TIMEZONE="", SMTP_URL="", TELEGRAM_LIMITS="") == settings(monkeypatch)
    assert "BOT_TOKEN: is missing" in refusal(monkeypatch, BOT_TOKEN="")


# --- bad values ------------------------------------------------------------------------------------

KEY = EXAMPLES["VAULT_KEY"]
BAD: dict[str, list[tuple[str, str]]] = {
    "BOT_TOKEN": [
        ("secret", "does not look like a token"),
        ("123:", "does not look like a token"),
        ("123456789:AA BB", "token"),
        ("123456789:ключ", "token"),
        ("one:AAE", "token"),
    ],
    "STAFF_CHAT_ID": [
        ("support", "integer"),
        ("-100,5", "integer"),
        ("0", "integer"),
        ("-100123456789012345", "integer"),
        ("123456789", "number of a person"),
    ],
    "TELEGRAM_API_URL": [
        ("api.telegram.org", "URL"),
        ("ftp://api.telegram.org", "URL"),
        ("https://api.telegram.org?x=1", "without ? and #"),
    ],
    "STAFF_CHATS": [
        ("hosting:-1001", "'hosting' is not a category"),
        ("billing:group", "'group' is not a chat's number"),
        ("billing", "not a chat's number"),
        ("billing:-1001:5", "not a chat's number"),
        ("billing:123456789", "number of a person"),
        ("billing:-1001,billing:-1002", "'billing' is there twice"),
    ],
    "FIRST_REACTION_CLIENTS": [
        ("8h", "'8h' is not a name and a target"),
        ("friend:8h", "'friend' is not a category of clients; there are: partner, individual, service_user"),
        ("prospect:8h", "to a prospect no time is promised"),
        ("partner/huge:8h", "'huge' is not a level of problems; there are: standard, complex, content"),
        ("partner:8", "'8' needs a unit"),
        ("partner:0h", "more than zero"),
        ("partner:8h,partner/standard:9h", "partner/standard is there twice"),
    ],
    "FIRST_REACTION_PRODUCTS": [
        ("vps-pro", "'vps-pro' is not a name and a target"),
        (":2h", "':2h' is not a name and a target"),
        ("vps-pro:soon", "'soon' is not a whole number"),
        ("VPS-Pro:2h,vps-pro:3h", "vps-pro/standard is there twice"),
    ],
    "DIGEST_QUIET": [("yes", "'on' or 'off'"), ("2", "'on' or 'off'")],
    "FLOOD_MESSAGES": [
        ("30", "'30' is not how many within which time"),
        ("0/60s", "not how many"),
        ("9/1wh", "not how"),
        ("60/301s", "its span is too long, because staff see what is held only after it: at most 5min"),
        ("600/1h", "its span is too long"),
    ],
    "FLOOD_TICKETS": [("many", "not how many"), ("5/hour", "not how many")],
    "FLOOD_PROSPECTS": [("-1/1h", "not how many")],
    "PHONE_LINKS": [("high", "'off'")],
    "PHONE_REGION": [("Russia", "two letters"), ("7", "two letters")],
    "APPROVERS": [("0", "'1' or '2'"), ("many", "'1' or '2'")],
    "LINK_AGE": [("long", "long"), ("2wd", "not a number of days"), ("1h", "not a number of days")],
    "SIGN_IN_CODES": [("many", "not how many"), ("0/1h", "not how many")],
    "MANAGER_IDS": [
        ("olga", "'olga' is not a chat's number"),
        ("1;2", "not a chat's number"),
        ("1_0", "not a chat's number"),
        ("0", "not a chat's number"),
        ("1,2,1", "1 is there twice"),
    ],
    "DATABASE_URL": [
        ("mysql://localhost/desk", "'mysql' is not among the databases"),
        ("sqlite", "database"),
        ("sqlite://", "file"),
        ("postgresql+psycopg://localhost/desk", "postgresql+psycopg"),
        ("sqlite:///desk.db?mode=ro", "no options"),
        ("postgresql://localhost/desk?channel_binding=require", "'channel_binding' is not among the options"),
        ("postgresql://localhost/desk?password=hunter2", "'password' is not among the options"),
    ],
    "SMTP_URL": [
        ("mail.example.com:587", "smtp:// or smtps://"),
        ("smtp://", "host"),
        ("smtp://mail.example.com:mail", "port"),
        ("smtp://mail.example.com:0", "port"),
        ("smtp://mail.example.com:99999", "port"),
        ("smtp://desk:hunter2@:587", "host"),
        ("smtp://desk@[::1", "host"),
        ("smtp://mail.example.com/inbox", "must end with its host and port"),
        ("smtp://desk:hunter2@mail example com", "no spaces"),
        ("smtp://desk:hunter#2@mail.example.com", "in a password"),
        ("smtp://desk:1#hunter2@mail.example.com", "in a password"),
    ],
    "MAIL_FROM": [
        ("Front Desk", "address"),
        ("desk@localhost", "address"),
        ("Front, Desk <desk@example.com>", "one mailbox"),
        ("desk@example.com, boss@example.com", "one mailbox"),
        ("desk@example.com\nBcc: boss@example.com", "one mailbox"),
    ],
    "TIMEZONE": [
        ("Moscow", "there is no time zone 'Moscow'"),
        ("../../etc/passwd", "time zone"),
        ("Europe", "there is no time zone 'Europe'"),
    ],
    "WORKING_HOURS": [
        ("18:00-11:00", "18:00"),
        ("always", "'always' is not hours"),
        ("09:00-14:00,13:00-18:00", "13:00-18:00 does not come after 09:00-14:00"),
    ],
    "WORKING_DAYS": [("weekdays", "not days of a week")],
    "HOLIDAYS": [("de", "'ru' or 'none'")],
    "CALENDAR_FILE": [(".", "cannot be read: Is a directory")],
    "LANGUAGE": [("de", "'ru' or 'en'")],
    "TELEGRAM_LIMITS": [("fast", "'fast' is not a limit"), ("group:20/60s", "needs group, private and all")],
    "CLOCK_MOVES_PACING": [("perhaps", "boolean")],
    "SILENCE_PING_AFTER": [("1", "unit"), ("24h,12h", "does not come after")],
    "SILENCE_CLOSE_AFTER": [("two days", "whole number"), ("24h", "does not come after the ping")],
    "SILENCE_GRACE": [("0h", "more than zero"), ("soon", "whole number")],
    "REOPEN_WITHIN": [("5wd", "must be calendar time"), ("-1d", "whole number")],
    "REPLY_MEANS": [("closed", "'waiting' or 'working'")],
    "STAFF_REPLY": [("everybody", "'assignee'")],
    "FIRST_REACTION_STANDARD": [("24", "unit")],
    "FIRST_REACTION_COMPLEX": [("3 days", "whole number")],
    "FIRST_REACTION_CONTENT": [("5 wd", "whole number")],
    "FIRST_REACTION_AT_LEAST": [("four", "whole number")],
    "FIRST_REACTION_PRIORITY": [("soon", "whole number")],
    "NEXT_REACTION": [("8", "unit")],
    "WARN_WHEN_LEFT": [("20", "'20' is not a part"), ("95%", "from 0% to 90%"), ("-5%", "whole number")],
    "PRIORITY_HOURS": [("always", "'always' is not hours"), ("23:00-08:00", "past midnight are two parts")],
    "ON_DUTY": [("boris", "not a chat's number"), ("1,1", "1 is there twice"), ("5,-1001", "-1001 is a group")],
    "DIGEST_AT": [("25:00", "time"), ("evening", "time"), ("18:05+03:00", "no offset")],
    "TICK_EVERY": [("0s", "more than zero"), ("1wh", "must be calendar time"), ("2h", "at most 1h")],
    "LOG_FORMAT": [("xml", "'text' or 'json'")],
    "TELEGRAM_PROXY": [
        ("127.0.0.1:1080", "must begin with"),
        ("ftp://proxy", "must begin with"),
        ("https://proxy:1080", "must begin with"),
        ("socks5://", "host"),
        ("socks5://proxy", "needs a port"),
        ("socks5://desk:hunter2@proxy:port", "port"),
    ],
    "SUBMIT_URL": [("t.me", "URL"), ("javascript:alert(1)", "URL")],
    "HELP_CENTRE_URL": [
        ("help.example.com", "URL"),
        ("javascript:alert(1)", "URL"),
        ("https://desk:hunter2@help.example.com", "clients see it"),
    ],
    "COMPLAINTS_EMAIL": [("the director", "address"), ("The director <director@example.com>", "address")],
    "AFTER_HOURS": [("never", "'ask'")],
    "VAULT_KEY": [
        ("не ключ", "not Base64"),
        ("c2hvcnQ=", "5 bytes instead of 32"),
        ("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "the same byte"),
        (f"{KEY},{KEY}", "twice"),
        (f"{KEY},hunter2", "key 2"),
    ],
    "PANEL_FRESH": [("2wh", "calendar time")],
    "PANEL_STALE": [("a day", "not a whole number with a unit")],
    "PANEL_SWEEP_AT": [("25:00", "hour")],
    "IMPORT_MAX_LOSS": [("20", "is not a share"), ("120%", "is not a share")],
    "OVERDUE_GRACE": [("3wd", "calendar time"), ("36h", "whole days")],
    "WARRANTY": [("a month", "not a whole number with a unit"), ("90min", "whole days")],
    "VAULT_REMIND_AFTER": [("tomorrow", "not a whole number with a unit"), ("-1wd", "not a whole number with a unit")],
    "RETENTION_TICKETS": [("36h", "whole days"), ("10981d", "longer than 10980d")],
    "RETENTION_FEEDBACK": [("5wd", "calendar time")],
    "RETENTION_PEOPLE": [("a year", "not a whole number with a unit")],
    "RETENTION_LEFTOVERS": [("1h", "whole days")],
    "PRIVACY_URL": [("our terms", "URL"), ("https://name:word@example.com/terms", "clients see it")],
    "PRIVACY_VERSION": [("1:2", "is not a version"), ("a" * 21, "is not a version"), ("от мая", "is not a version")],
    "WEB_LISTEN": [
        ("localhost:8080", "not the address"),
        ("127.0.0.1:0", "not a port"),
        ("127.0.0.1:70000", "not a port"),
    ],
    "PUBLIC_URL": [
        ("http://desk.example.com", "https://"),
        ("https://boris:hunter2@desk.example.com", "without a name"),
    ],
    "WEBHOOK_SECRET": [("hunter2", "16 to 256"), ("hunter2 " * 4, "16 to 256")],
    "PANEL_SECRET": [("hunter2", "too short")],
    "METRICS_TOKEN": [("hunter2", "too short")],
    "PANEL": [("fossbilling", "'csv', 'whmcs' or 'http'")],
    "WHMCS_URL": [
        ("https://admin:hunter2@billing.example.com", "without a name, a password"),
        ("https://billing.example.com/includes/api.php?accesskey=hunter2", "no place for secrets"),
        ("ftp://billing.example.com", "URL scheme should be 'http' or 'https'"),
    ],
    "WHMCS_GROUPS": [
        ("gold:partner", "is not the number of a client group"),
        ("3:partner,3:individual", "each once"),
        ("3:prospect", "'prospect' is not a category of clients"),
    ],
    "PANEL_HTTP_URL": [("https://panel.example.com/desk#hunter2", "no place for secrets")],
    "PANEL_HTTP_SECRET": [("hunter2", "too short: at least 32 characters")],
    "PANEL_NETWORKS": [("10.0.0.0/8,company", "'company' is not a network, such as 10.0.0.0/8")],
    "PANEL_PLAIN_HTTP": [("perhaps", "valid boolean")],
    "CURRENCY": [("RUBLE", "currency"), ("JPY", "hundredths"), ("рубль", "currency")],
}
FREE = {
    "ARTICLES_DIR",
    "CLOCK_OFFSET_FILE",
    "PANEL_CA_FILE",
    "PRIORITY_PRODUCTS",
    "SECRETS_DIR",
    "SUPPORT_PHONE",
    "WHMCS_IDENTIFIER",
    "WHMCS_SECRET",
}
"""Any text will do."""

CASES = [(name, value, wrong) for name, cases in BAD.items() for value, wrong in cases]


def test_every_setting_that_can_be_wrong_is_tried_here() -> None:
    assert set(BAD) | FREE == NAMES


@pytest.mark.parametrize(("name", "value", "wrong"), CASES)
def test_a_bad_value_is_one_line_with_its_name_what_is_wrong_and_an_example(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, wrong: str
) -> None:
    given = {"SMTP_URL": "smtp://mail.example.com"} if name == "MAIL_FROM" else {"MAIL_FROM": "desk@example.com"}
    (line,) = refusal(monkeypatch, **(given | {name: value})).splitlines()
    assert line.startswith(f"{name}: ")
    assert wrong in line
    assert f" Example: {name}=" in line
    assert "hunter2" not in line


def test_all_that_is_wrong_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = refusal(monkeypatch, TIMEZONE="Moscow", LANGUAGE="de", DIGEST_AT="25:00").splitlines()
    assert [line.partition(":")[0] for line in lines] == ["TIMEZONE", "LANGUAGE", "DIGEST_AT"]


def test_mail_needs_an_address_to_come_from(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(monkeypatch, SMTP_URL="smtp://mail.example.com") == (
        f"MAIL_FROM: is needed where SMTP_URL is set. Example: MAIL_FROM={EXAMPLES['MAIL_FROM']}"
    )
    assert policy_of(settings(monkeypatch, SMTP_URL="smtp://mail.example.com", MAIL_FROM="desk@example.com")).mail


def test_a_bad_token_is_not_repeated_in_the_complaint(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "AAE-but-with-a-typo" not in refusal(monkeypatch, BOT_TOKEN="AAE-but-with-a-typo")


def test_what_does_not_go_together_is_told_of_the_setting_that_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(monkeypatch, SILENCE_PING_AFTER="24h,12h") == (
        "SILENCE_PING_AFTER: 12h does not come after 1d. Example: SILENCE_PING_AFTER=24h"
    )
    assert refusal(monkeypatch, SILENCE_PING_AFTER="72h") == (
        "SILENCE_CLOSE_AFTER: 2d does not come after the ping at 3d. Example: SILENCE_CLOSE_AFTER=48h"
    )


# --- what is taken ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAIL_FROM", "Поддержка <desk@example.com>"),
        ("MAIL_FROM", '"Front, Desk" <desk@example.com>'),
        ("SMTP_URL", "SMTPS://desk%40example.com:p%40ss%23@[::1]:465/"),
        ("TELEGRAM_PROXY", "socks5://desk:p%40ss@127.0.0.1:1080"),
        ("TELEGRAM_API_URL", "http://localhost:8081/own/"),
        ("DATABASE_URL", "postgresql://desk@/desk?host=/var/run/postgresql&sslmode=require"),
        ("TICK_EVERY", "1h"),
        ("WEB_LISTEN", "8080"),
        ("WEB_LISTEN", "[::1]:8080"),
        ("PUBLIC_URL", "http://127.0.0.1:8080"),
        ("FLOOD_MESSAGES", "1/5min"),
    ],
)
def test_what_is_unusual_and_right_is_taken(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    policy_of(settings(monkeypatch, **({"MAIL_FROM": "desk@example.com"} | {name: value})))


def test_mail_from_a_name_is_numbered_in_the_domain_of_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(monkeypatch, SMTP_URL="smtp://mail.example.com", MAIL_FROM="Поддержка <desk@example.com>")
    message = Mailer(found)._message(Letter(to="anna@example.org", subject="Код", text="12345678"))
    assert message["From"] == "Поддержка <desk@example.com>"
    assert message["Message-ID"].endswith("@example.com>")


def test_spaces_around_a_value_are_nobodys_intention(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(monkeypatch, BOT_TOKEN=f" {TOKEN}\n", LANGUAGE=" en", SMTP_URL=" ", STAFF_CHATS=" billing : -5 , ")
    assert found.bot_token.get_secret_value() == TOKEN
    assert found.language == "en"
    assert found.smtp_url.get_secret_value() == ""
    assert found.staff_chats == {Category.BILLING: -5}


# --- examples --------------------------------------------------------------------------------------


def test_there_is_an_example_for_each_setting_and_for_nothing_else() -> None:
    assert set(EXAMPLES) == NAMES


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_each_example_is_taken_as_it_stands(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    given = {name: EXAMPLES[name]}
    if name == "SMTP_URL":
        given["MAIL_FROM"] = EXAMPLES["MAIL_FROM"]
    if name == "WEBHOOK_SECRET":
        given |= {other: EXAMPLES[other] for other in ("WEB_LISTEN", "PUBLIC_URL")}
    policy_of(settings(monkeypatch, **given))


def test_a_webhook_needs_a_place_to_listen_and_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = {"WEBHOOK_SECRET": EXAMPLES["WEBHOOK_SECRET"]}
    assert refusal(monkeypatch, **secret).startswith("WEB_LISTEN: is needed where WEBHOOK_SECRET is set")
    assert refusal(monkeypatch, **secret, WEB_LISTEN="8080").startswith("PUBLIC_URL: is needed")


def test_the_examples_go_together(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(monkeypatch, **EXAMPLES)
    assert found.staff_chats == {Category.BILLING: -1001234567890, Category.CONTENT: -1009876543210}
    assert found.manager_ids == (123456789, -1001234567890)
    assert found.clock_offset_file == Path("var/clock")
    policy_of(found)


# --- where they come from --------------------------------------------------------------------------


def test_a_file_env_in_the_current_folder_is_read(tmp_path: Path) -> None:
    lines = [f"{name}={value}" for name, value in (REQUIRED | {"TIMEZONE": "Asia/Omsk"}).items()]
    (tmp_path / ".env").write_text("\n".join(lines))
    assert load().timezone == ZoneInfo("Asia/Omsk")


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TIMEZONE=Asia/Omsk\nLANGUAGE=en\n")
    found = settings(monkeypatch, TIMEZONE="Asia/Tomsk")
    assert found.timezone == ZoneInfo("Asia/Tomsk")
    assert found.language == "en"


def test_a_file_env_that_an_editor_began_with_a_mark_is_read_too(tmp_path: Path) -> None:
    """Notepad puts a byte order mark in front of the first name, which may be the token's."""
    lines = "".join(f"{name}={value}\r\n" for name, value in REQUIRED.items())
    (tmp_path / ".env").write_bytes(lines.encode("utf-8-sig"))
    assert load().bot_token.get_secret_value() == TOKEN


def test_a_file_env_in_another_encoding_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("# Поддержка".encode("cp1251"))
    with pytest.raises(BadSettings) as bad:
        load()
    assert str(bad.value) == (
        ".env: cannot be read: it is not UTF-8 text. Example: the file .env.example, saved as UTF-8"
    )


def test_what_is_not_ours_in_the_file_is_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("COMPOSE_PROJECT_NAME=desk\n")
    assert settings(monkeypatch) == settings(monkeypatch)


def test_names_are_taken_in_small_letters_too(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings(monkeypatch, timezone="Asia/Omsk").timezone == ZoneInfo("Asia/Omsk")


def test_settings_do_not_change_once_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(monkeypatch)
    with pytest.raises(ValidationError, match="frozen"):
        found.language = "en"


# --- secrets ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "123456789:hunter2"),
        ("SMTP_URL", "smtp://desk:hunter2@mail.example.com"),
        ("DATABASE_URL", "postgresql://desk:hunter2@localhost/desk"),
        ("TELEGRAM_PROXY", "socks5://desk:hunter2@127.0.0.1:1080"),
        ("TELEGRAM_API_URL", "https://desk:hunter2@127.0.0.1:8081"),
    ],
)
def test_a_secret_is_not_shown_with_the_settings(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    found = settings(monkeypatch, MAIL_FROM="desk@example.com", **{name: value})
    assert "hunter2" not in repr(found)
    assert "hunter2" not in str(found)


def test_a_code_by_mail_is_the_best_proof_where_no_panel_gives_links(monkeypatch: pytest.MonkeyPatch) -> None:
    assert policy_of(settings(monkeypatch)).best_proof is Assurance.MEDIUM
    assert policy_of(settings(monkeypatch, WEB_LISTEN="127.0.0.1:8080")).best_proof is Assurance.MEDIUM
    assert policy_of(settings(monkeypatch, PANEL_SECRET="s3cret-" * 8)).best_proof is Assurance.HIGH
