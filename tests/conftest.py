"""What all tests share."""

import os

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not os.environ.get("TEST_POSTGRES_URL"):
        terminalreporter.write_line(
            "PostgreSQL tests were left out: set TEST_POSTGRES_URL, for example "
            "postgresql+asyncpg://postgres@127.0.0.1:5432/test"
        )
