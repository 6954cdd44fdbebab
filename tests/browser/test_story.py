"""The whole story by clicking, along the tour; the bot is killed in the middle of it."""

import re

import pytest
from playwright.async_api import Browser, expect

from tests.browser.demos import Demo, a_demo
from tests.browser.pictures import picture, screenshot_of_an_error
from tests.browser.visitor import CODE, NARROWEST, PHONE, WIDE, Visitor, a_visitor

pytestmark = [pytest.mark.timeout(600), pytest.mark.xdist_group("browser")]


async def signs_in(visitor: Visitor, mail_tab: str = "right-tab-mail") -> None:
    await visitor.part("start").click()
    await visitor.presses("client", "Я клиент: войти")
    await visitor.sees("client", "адрес почты")
    await visitor.writes("client", "anna@example.com")
    await visitor.sees("client", "код из 8 цифр")
    await visitor.part(mail_tab).click()
    await visitor.part("type-code").first.click()
    await expect(visitor.part("client-text")).to_have_value(CODE)
    await visitor.part("client-text").press("Enter")
    await visitor.sees("client", "вы вошли")


async def files(visitor: Visitor, browser: Browser) -> None:
    await visitor.presses("client", "Новое обращение")
    for question, answer in (
        ("О какой услуге", "Хостинг «Старт»"),
        ("О чём", "Что-то сломалось"),
        ("Вы видели проблему сами", "Да, своими глазами"),
        ("Менял ли кто-то ещё", "Нет"),
    ):
        await visitor.sees("client", question)
        await visitor.presses("client", answer)
    await visitor.sees("client", "С какого времени")
    await visitor.writes("client", "С сегодняшнего утра")
    await visitor.sees("client", "Насколько это срочно")
    await visitor.presses("client", "Срочно")
    await visitor.sees("client", "одной строкой")
    await visitor.writes("client", "Не отправляется форма заказа")
    await visitor.sees("client", "Опишите проблему")
    await visitor.writes("client", "Нажимаю «Заказать», и появляется ошибка 502.")
    await visitor.sees("client", "Добавьте фото или файлы")
    await visitor.sends_file("client", "снимок.png", "image/png", await screenshot_of_an_error(browser))
    await visitor.sees("client", "Добавлен")
    await visitor.presses("client", "Это всё")
    await visitor.sees("client", "Всё верно?")
    await visitor.presses("client", "Отправить")
    await visitor.sees("client", "принято")


async def nothing_is_wrong(demo: Demo) -> None:
    await demo.reports("queues", inbox_parked=0, outbox_undeliverable=0, outbox_uncertain=0)
    assert await demo.violations() == []


async def is_answered(visitor: Visitor) -> None:
    await visitor.opens_topic("Не отправляется форма заказа")
    card = await visitor.sees("staff", "Состояние")
    await expect(visitor.part("staff-log").locator('[data-test="photo"]').first).to_be_visible()
    await card.locator(".inline-button", has_text="Взять").click()
    await visitor.sees("client", "теперь ведёт Борис")
    await visitor.writes("staff", "Нашёл ошибку в настройках почты, исправляю.")
    await visitor.sees("client", "Нашёл ошибку")
    answer = await visitor.sees("staff", "Нашёл ошибку")
    await expect(answer.locator('[data-test="reactions"]')).to_contain_text("👌")
    await visitor.step(4)
    await visitor.writes("client", "Спасибо, жду")
    await visitor.sees("staff", "Спасибо, жду")


async def falls_silent(visitor: Visitor) -> None:
    await visitor.writes("staff", "Готово. Проверьте, пожалуйста.")
    await visitor.sees("client", "Готово. Проверьте")
    await visitor.part("plus-day").click()
    await visitor.sees("client", "Мы ждём вашего ответа")
    await visitor.step(6)
    await visitor.part("plus-day").click()
    await visitor.sees("client", "НЕАКТИВНО")
    await visitor.step(7)
    await visitor.presses("client", "Открыть снова")
    await visitor.sees("client", "снова открыто")


async def writes_while_the_bot_is_dead(visitor: Visitor, demo: Demo) -> None:
    await visitor.part("do-kill").click()
    await demo.reports("process", state="dead")
    await visitor.writes("client", "Это я пишу, пока бот лежит")
    await visitor.part("do-run").click()
    await visitor.sees("staff", "Это я пишу, пока бот лежит")


async def is_solved_and_told(visitor: Visitor) -> None:
    await visitor.writes("staff", "/solve")
    await visitor.sees("client", "решено. Сотрудник: Борис")
    await visitor.presses("client", "5")
    await visitor.step(10)
    await visitor.part("evening").click()
    await visitor.part("right-tab-manager").click()
    await visitor.sees("manager", "Итоги дня")
    await expect(visitor.part("tour-number")).to_have_count(0)


async def shows_what_is_behind(visitor: Visitor) -> None:
    await visitor.part("backstage").locator("summary").first.click()
    await expect(visitor.part("violations-count")).to_contain_text("0")
    await expect(visitor.part("ticket").first).to_contain_text("Не отправляется форма заказа")
    await visitor.is_accessible()
    await visitor.fits()
    await picture(visitor, "backstage")


async def test_the_whole_story_is_clicked_along_the_tour(browser: Browser) -> None:
    async with a_demo() as demo, a_visitor(browser, demo) as visitor:
        await visitor.step(1)
        await visitor.is_accessible()
        await signs_in(visitor)
        await visitor.step(2)
        await files(visitor, browser)
        await visitor.step(3)
        await is_answered(visitor)
        await visitor.step(5)
        await picture(visitor, "demo")
        await visitor.is_accessible()
        await falls_silent(visitor)
        await visitor.step(8)
        await writes_while_the_bot_is_dead(visitor, demo)
        await visitor.step(9)
        await is_solved_and_told(visitor)
        await shows_what_is_behind(visitor)
        await nothing_is_wrong(demo)
        await looked_at_by_others(browser, demo)


async def looked_at_by_others(browser: Browser, demo: Demo) -> None:
    """The same chats on other screens, and in the dark."""
    for name, size, dark in (
        ("demo-dark", WIDE, True),
        ("demo-phone", PHONE, False),
        ("demo-phone-dark", PHONE, True),
    ):
        async with a_visitor(browser, demo, size=size, dark=dark) as other:
            await other.sees("client", "решено. Сотрудник: Борис")
            await other.is_accessible()
            await other.fits()
            await picture(other, name)


CYRILLIC = re.compile(r"[А-Яа-яЁё]+")
MOTHER_TONGUES = {"Русский", "Язык"}
"""Languages are called by their own names."""


async def speaks_english(visitor: Visitor) -> None:
    shown = await visitor.page.locator("body").inner_text()
    assert set(CYRILLIC.findall(shown)) <= MOTHER_TONGUES


async def test_on_a_phone_one_pane_is_seen_at_a_time_and_all_of_it_speaks_english(browser: Browser) -> None:
    async with a_demo("--language", "en") as demo, a_visitor(browser, demo, size=NARROWEST) as visitor:
        await visitor.part("start").click()
        await visitor.presses("client", "I am a client: sign in")
        await visitor.sees("client", "e-mail address")
        await visitor.writes("client", "anna@example.com")
        await visitor.sees("client", "8-digit code")
        await visitor.part("phone-tab-mail").click()
        await visitor.part("type-code").first.click()
        await expect(visitor.part("client-text")).to_have_value(CODE)
        await visitor.part("client-text").press("Enter")
        await visitor.sees("client", "you are signed in")
        for tab in ("staff", "manager", "mail", "more", "client"):
            await visitor.part(f"phone-tab-{tab}").click()
            await visitor.fits()
            await visitor.is_accessible()
            await speaks_english(visitor)
        async with a_visitor(browser, demo) as wide:
            await wide.sees("client", "you are signed in")
            await speaks_english(wide)
            await picture(wide, "demo-en")
        await nothing_is_wrong(demo)
