"""The page for WHMCS, run by PHP where there is one, against a running desk; what it stands on is a stand-in."""

import asyncio
import json
import shutil
from pathlib import Path
from typing import Any

from tests.web.conftest import WebDesk
from tests.web.panel import SECRET

HERE = Path(__file__).parent
PAGE = HERE.parent.parent / "docs" / "whmcs" / "frontdesk" / "frontdesk.php"
PHP = shutil.which("php")


async def shown(web: WebDesk, who: str, method: str = "POST", form: str = "right", secret: str = SECRET) -> Any:
    given = (PHP or "", str(HERE / "panel_page.php"), str(PAGE), web.url, secret, who, method, form)
    asked = await asyncio.create_subprocess_exec(*given, stdout=asyncio.subprocess.PIPE)
    said, _ = await asked.communicate()
    return json.loads(said)


if PHP:

    async def test_the_button_of_the_page_leads_into_the_chat(web: WebDesk, tmp_path: Path) -> None:
        # PHP goes by the real clock, and so does the desk for this once.
        (tmp_path / "clock").write_text("0")
        page = await shown(web, "owner")
        payload = page["link"].partition("?start=")[2]
        await web.desk.anna.writes(f"/start {payload}")
        asked = await web.desk.anna.sees("Вы пришли из панели")
        assert "приглашать людей" in asked.text
        page = await shown(web, "delegate")
        await web.desk.stepan.writes(f"/start {page['link'].partition('?start=')[2]}")
        await web.desk.stepan.sees("Вы будете представлять этого клиента")

    async def test_sec_10_the_page_asks_for_nothing_without_its_own_form_or_for_an_administrator(web: WebDesk) -> None:
        assert (await shown(web, "owner", method="GET"))["link"] == ""
        assert (await shown(web, "owner", form="forged"))["problem"] == "form_is_old"
        assert (await shown(web, "masquerading"))["problem"] == "masquerading"
        assert (await shown(web, "owner", secret="x" * 32))["problem"] == "unreachable"
        assert await web.desk.app.office.look(lambda work: work.panel_links.get(1)) is None
