"""Somebody at the demo's page, with a mouse or with keys alone."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Locator, Page, ViewportSize, expect

from tests.browser.demos import PATIENCE, Demo

MILLISECONDS = 1000
expect.set_options(timeout=PATIENCE * MILLISECONDS)

WIDE = ViewportSize(width=1440, height=900)
PHONE = ViewportSize(width=390, height=844)
NARROWEST = ViewportSize(width=360, height=640)

CODE = re.compile(r"^\d{8}$")


@dataclass
class Visitor:
    """`complaints`: whatever the browser's console had to say against the page."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def part(self, name: str) -> Locator:
        """What bears that name for tests."""
        return self.page.locator(f'[data-test="{name}"]')

    async def opens(self, url: str) -> None:
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.set_default_timeout(PATIENCE * MILLISECONDS)
        await self.page.goto(url)
        await expect(self.part("panes")).to_be_visible()

    # --- in a chat: client, staff or manager ---------------------------------------------------------

    async def writes(self, where: str, words: str) -> None:
        await self.part(f"{where}-text").fill(words)
        await self.part(f"{where}-text").press("Enter")

    async def sees(self, where: str, words: str) -> Locator:
        """The newest message there with these words."""
        found = self.part(f"{where}-log").locator(".message", has_text=words).last
        await expect(found).to_be_visible()
        return found

    async def presses(self, where: str, label: str) -> None:
        """The newest button there with this label."""
        exact = re.compile(rf"^\W*{re.escape(label)}")
        button = self.part(f"{where}-log").locator(".inline-button", has_text=exact).last
        await button.click()

    async def sends_file(self, where: str, name: str, kind: str, content: bytes) -> None:
        """Chosen as any file is."""
        files: Any = [{"name": name, "mimeType": kind, "buffer": content}]
        await self.part(f"{where}-files").set_input_files(files)
        await self.part(f"{where}-send").click()

    async def opens_topic(self, words: str) -> None:
        """The newest of that name."""
        await self.part("topics").locator(".topic-name", has_text=words).first.click()

    async def step(self, number: int) -> None:
        """The tour has come so far."""
        await expect(self.part("tour-number")).to_have_text(re.compile(rf"^{number}\D+10$"))

    # --- how it looks --------------------------------------------------------------------------------

    async def is_accessible(self) -> None:
        """No finding of axe-core at WCAG 2.1 A and AA."""
        rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
        result = await Axe().run(self.page, options=rules)
        assert result.violations_count == 0, result.generate_report()

    async def fits(self) -> None:
        """Nothing is wider than the window."""
        wide, window = await self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= window


@asynccontextmanager
async def a_visitor(
    browser: Browser, demo: Demo, *, size: ViewportSize = WIDE, dark: bool = False
) -> AsyncIterator[Visitor]:
    """Opens the page, and has nothing to complain of in the end."""
    context = await browser.new_context(
        viewport=size, color_scheme="dark" if dark else "light", reduced_motion="reduce", locale="ru-RU"
    )
    try:
        visitor = Visitor(await context.new_page())
        await visitor.opens(demo.url)
        yield visitor
        assert visitor.complaints == []
    finally:
        await context.close()
