"""The switchboard: whatever is broken there is survived, and mended again."""

import pytest
from playwright.async_api import Browser, expect

from tests.browser.demos import Demo, a_demo
from tests.browser.test_story import files, signs_in
from tests.browser.visitor import Visitor, a_visitor

pytestmark = [pytest.mark.timeout(600), pytest.mark.xdist_group("browser")]


async def is_on(visitor: Visitor, name: str, *, on: bool) -> None:
    await expect(visitor.part(f"switch-{name}")).to_have_attribute("aria-checked", str(on).lower())


async def switches(visitor: Visitor, name: str, *, on: bool) -> None:
    await visitor.part(f"switch-{name}").click()
    await is_on(visitor, name, on=on)


async def telegram_is_away(visitor: Visitor, demo: Demo) -> None:
    await switches(visitor, "down", on=True)
    await visitor.writes("client", "Пишу, пока Telegram не отвечает")
    await switches(visitor, "down", on=False)
    for _ in range(3):
        await visitor.part("plus-hour").click()
    await visitor.sees("staff", "Пишу, пока Telegram не отвечает")


async def the_client_blocks_the_bot(visitor: Visitor) -> None:
    await switches(visitor, "block", on=True)
    await visitor.writes("staff", "Этот ответ никуда не дойдёт")
    await visitor.sees("staff", "клиент заблокировал бота")
    await switches(visitor, "block", on=False)
    await visitor.sees("client", "Этот ответ никуда не дойдёт")


async def the_topic_goes(visitor: Visitor) -> None:
    await visitor.part("do-delete-topic").click()
    await visitor.writes("client", "Тему удалили, а я пишу")
    await visitor.opens_topic("Не отправляется форма заказа")
    await visitor.sees("staff", "Тему удалили, а я пишу")


async def the_bot_is_thrown_out(visitor: Visitor) -> None:
    await visitor.part("do-kick").click()
    await visitor.writes("client", "Бота выгнали, а я пишу")
    await visitor.part("right-tab-manager").click()
    await visitor.sees("manager", "Бота больше нет в группе")
    await visitor.part("do-kick").click()
    await visitor.opens_topic("Не отправляется форма заказа")
    await visitor.sees("staff", "Бота выгнали, а я пишу")


async def test_whatever_is_broken_is_survived(browser: Browser) -> None:
    async with a_demo() as demo, a_visitor(browser, demo) as visitor:
        await signs_in(visitor)
        await files(visitor, browser)
        await visitor.opens_topic("Не отправляется форма заказа")
        await visitor.sees("staff", "Состояние")
        await visitor.writes("staff", "/take")
        await visitor.sees("client", "теперь ведёт Борис")
        await telegram_is_away(visitor, demo)
        await the_client_blocks_the_bot(visitor)
        await the_topic_goes(visitor)
        await the_bot_is_thrown_out(visitor)
        assert await demo.violations() == []
        await demo.reports("queues", inbox_parked=0)
