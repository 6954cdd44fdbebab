"""A browser, where the machine has one; BROWSER=required makes its absence an error."""

import os
import shutil
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, async_playwright

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Headless Chromium of the machine; nothing is downloaded."""
    if not CHROMIUM:
        if os.environ.get("BROWSER") == "required":
            pytest.fail("no Chromium on this machine (Debian: apt install chromium)")
        pytest.skip("no Chromium on this machine (Debian: apt install chromium)")
    async with async_playwright() as playwright:
        # In a container root has no sandbox; nothing but the page of the test is opened.
        found = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        await found.close()
