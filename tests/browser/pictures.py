"""Pictures of the page: made anew by `make pictures`, so that the README shows what there is."""

import os
from pathlib import Path

from playwright.async_api import Browser

from tests.browser.visitor import Visitor

FOLDER = Path(__file__).parents[2] / "docs" / "images"
WANTED = os.environ.get("PICTURES") == "yes"


async def picture(visitor: Visitor, name: str) -> None:
    """Kept under that name, if pictures are wanted."""
    if WANTED:
        FOLDER.mkdir(exist_ok=True)
        await visitor.page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")


PAGE = """<style>body{margin:0;background:#fff;color:#222;font:26px sans-serif;text-align:center}
header{background:#eef1f4;padding:16px;font-size:17px;color:#667;text-align:left}
h1{margin:64px 0 8px;font-size:56px;color:#c0392b}</style>
<header>https://shop.example/order</header><h1>502</h1>Bad Gateway"""


async def screenshot_of_an_error(browser: Browser) -> bytes:
    """A real picture, as clients send them."""
    page = await browser.new_page(viewport={"width": 640, "height": 360})
    try:
        await page.set_content(PAGE)
        return await page.screenshot()
    finally:
        await page.close()
