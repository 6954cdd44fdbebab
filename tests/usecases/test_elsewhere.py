"""A ticket goes to another group with all that was said (regulation 2.1, 2.3)."""

from desk.ids import ChatId
from desk.notices.changes import Retold
from desk.rules.ticket import ON_CARD, Category
from desk.usecases.elsewhere import to_group
from tests.usecases.stage import a_stage

CONTENT = ChatId(-1010)


async def test_a_description_that_the_card_cuts_comes_along() -> None:
    for length, retold in ((ON_CARD, 0), (ON_CARD + 1, 1)):
        stage = await a_stage(rooms={Category.CONTENT: CONTENT})
        await stage.files(description="x" * length)
        await stage.delivers()
        await stage.does(to_group(CONTENT))
        assert len(stage.said(Retold)) == retold
