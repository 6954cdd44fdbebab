"""`frontdesk demo` without its page: one address, a desk that can be killed, a group without topics."""

import pytest

from tests.browser.demos import PATIENCE, a_demo

pytestmark = [pytest.mark.timeout(240), pytest.mark.xdist_group("browser")]


async def test_the_desk_of_a_demo_is_killed_and_started_and_nothing_is_lost() -> None:
    async with a_demo() as demo:
        assert [one["role"] for one in demo.cast] == ["client"] * 4 + ["staff"] * 2 + ["manager"]
        await demo.reports("process", state="running")
        anna = demo.cast[0]["id"]
        await demo.sim.backend("pull", lever="kill")
        await demo.reports("process", state="dead")
        await demo.sim.backend("write", person=anna, text="/start")
        await demo.sim.backend("pull", lever="start")
        await demo.reports("facts", restarts=1)
        seen = await demo.sim.backend("see", person=anna, button="войти", timeout_seconds=PATIENCE)
        assert seen["from_bot"]
        await demo.reports("queues", inbox_ready=0, outbox_sending=0)


async def test_a_demo_in_english_may_have_a_group_without_topics() -> None:
    async with a_demo("--language", "en", "--plain-group") as demo:
        await demo.reports("process", state="running")
        group = await demo.sim.backend("groups")
        assert [(one["title"], one["type"], one["is_forum"]) for one in group] == [("Support", "group", False)]
