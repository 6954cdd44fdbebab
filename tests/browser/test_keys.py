"""Everything can be done without a mouse."""

import pytest
from playwright.async_api import Browser, expect

from tests.browser.demos import a_demo
from tests.browser.visitor import CODE, Visitor, a_visitor

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("browser")]

MOST_STOPS = 120
"""Of the Tab key on the way to anything."""


async def goes_to(visitor: Visitor, name: str, words: str = "", inside: str = "panes") -> None:
    """By Tab alone, to what bears that name for tests and these words; it must be seen to have the focus."""
    for _ in range(MOST_STOPS):
        await visitor.page.keyboard.press("Tab")
        here = visitor.part(inside).locator(f'[data-test="{name}"]:focus')
        if await here.count() and words in await here.inner_text():
            outline = await here.evaluate("one => getComputedStyle(one).outlineStyle + getComputedStyle(one).boxShadow")
            assert outline != "nonenone", f"nobody sees that {name} has the focus"
            return
    raise AssertionError(f"{name} {words!r} cannot be reached")


async def test_a_client_signs_in_and_an_employee_is_reached_with_keys_alone(browser: Browser) -> None:
    async with a_demo() as demo, a_visitor(browser, demo) as visitor:
        keys = visitor.page.keyboard
        await demo.reports("process", state="running")
        await goes_to(visitor, "start")
        await keys.press("Enter")
        await visitor.sees("client", "Я клиент: войти")
        await expect(visitor.part("client-text")).to_be_focused()
        await goes_to(visitor, "inline-button", "Я клиент: войти", inside="client-log")
        await keys.press("Enter")
        await visitor.sees("client", "адрес почты")
        await goes_to(visitor, "client-text")
        await keys.type("anna@example.com")
        await keys.press("Enter")
        await visitor.sees("client", "код из 8 цифр")
        await goes_to(visitor, "right-tab-manager")
        await keys.press("ArrowRight")
        await expect(visitor.part("type-code").first).to_be_visible()
        await goes_to(visitor, "type-code")
        await keys.press("Enter")
        await expect(visitor.part("client-text")).to_have_value(CODE)
        await expect(visitor.part("client-text")).to_be_focused()
        await keys.press("Enter")
        await visitor.sees("client", "вы вошли")
        await visitor.step(2)
        await keys.type("/")
        await expect(visitor.part("client-composer").locator('[role="option"]').first).to_be_visible()
        await keys.press("Escape")
        await expect(visitor.part("client-composer").locator('[role="option"]:visible')).to_have_count(0)
        await goes_to(visitor, "switch-block", inside="board")
        await keys.press("Space")
        await expect(visitor.part("switch-block")).to_have_attribute("aria-checked", "true")
        await keys.press("Space")
        await expect(visitor.part("switch-block")).to_have_attribute("aria-checked", "false")
